"""Lesson 02, pricing with switching costs and unlocking: its questions and predictions."""

from functools import cache

import numpy as np
import pandas as pd

from casekit.coach.kinds import Number, Numbers
from casekit.coach.question import Decision, Mistake, Prediction, Question, TeachingNote
from casekit.generators.pricing import make_network_market, make_portability_panel
from casekit.metrics.pricing import change_at, herfindahl
from casekit.models.experiments import difference_in_differences
from casekit.models.pricing import (
    PriceGame,
    cheapest_switching_cost,
    harmless_switching_cost,
    minimum_bounty,
    one_period_price,
    two_period_prices,
)
from casekit.words import _

__all__ = ["PREDICTIONS", "QUESTIONS"]

# --- 1. bargain, then rip-off -------------------------------------------------------------------

COST, LOCK_IN, DISCOUNT = 10.0, 4.0, 0.9


def _bargain() -> tuple[float, float, float]:
    prices = two_period_prices(COST, LOCK_IN, DISCOUNT)
    return prices.first, prices.second, prices.present_value


def _bargain_by_hand() -> dict[str, float]:
    second = COST + LOCK_IN
    first = COST - DISCOUNT * LOCK_IN
    return {"second": second, "present_value": first + DISCOUNT * second, "first": first}


def _worth(first: float, second: float, weight: float = DISCOUNT) -> tuple[float, float, float]:
    return first, second, first + weight * second


BARGAIN = Question(
    id="02-bargain",
    level="A",
    title=_("The price to come and the price to stay"),
    statement=_(
        "A gym serves a member at a cost of **10** a month. Leaving after the first month costs a "
        "member **4** (new card, new way to work). Many gyms are alike, and each may offer "
        "newcomers a price of their own. A dollar of next month counts for **0.9** today.\n\n"
        "With pencil and paper: what do gyms charge in the **first** month and in the **second**, "
        "and what does a member pay in all, seen from the first month (the **present value**)?"
    ),
    answer=Numbers(
        names=("first", "second", "present_value"),
        expected=_bargain,
        tolerance=0.02,
        unit="$",
        decimals=2,
    ),
    mistakes=(
        Mistake(
            _("the bargain not discounted"),
            lambda: _worth(COST - LOCK_IN, COST + LOCK_IN),
            _(
                "Your first price gives away the whole switching cost. It is earned a month "
                "later, so today it is worth less: discount it before you give it away."
            ),
        ),
        Mistake(
            _("the payments added without discounting"),
            lambda: _worth(COST - DISCOUNT * LOCK_IN, COST + LOCK_IN, 1.0),
            _(
                "Both prices are right. In the present value the second one counts for 0.9 of "
                "itself, because it is paid a month later."
            ),
        ),
        Mistake(
            _("first and second price exchanged"),
            lambda: _worth(COST + LOCK_IN, COST - DISCOUNT * LOCK_IN),
            _(
                "You made newcomers pay for the lock-in. They are not locked in yet: which of the "
                "two customers cannot walk away for nothing?"
            ),
        ),
        Mistake(
            _("no competition for newcomers"),
            lambda: _worth(COST, COST + LOCK_IN),
            _(
                "Your first price equals cost. Then every gym would earn 4 on each member in the "
                "second month, and a rival would bid for newcomers with a lower price."
            ),
        ),
    ),
    hints=(
        _("Begin with the end: up to which price does a member stay in the second month?"),
        _(
            "A rival offers newcomers cost. A member stays while your price is not above that by "
            "more than the cost of leaving. Then ask what that later profit is worth today."
        ),
        _("second = 10 + ..., first = 10 − 0.9 × ..., present value = first + 0.9 × second"),
    ),
    why=_(
        "{answer}. What the gym takes too much in the second month it has given away in the "
        "first: the present value is that of two months at cost. Competition for newcomers "
        "leaves a profit of zero."
    ),
    minutes=5,
    note=TeachingNote(
        misconception=_("Locked-in customers are profit."),
        ask=_("Who of you has had a low first price? What did you pay later, and who paid for it?"),
        extend=_("Newcomers who never look ahead: which of the two prices changes? (Neither.)"),
    ),
    also=(_bargain_by_hand, lambda: [6.4, 14, 19]),
)

# --- 2. the harvest price -----------------------------------------------------------------------


def _sg(z: float) -> float:
    return float(1 / (1 + np.exp(-z)))


HARVEST = Question(
    id="02-harvest",
    level="B",
    title=_("What would firms charge that only harvest?"),
    statement=_(
        "Two equal firms do not look ahead. In the plain units of the model (1 unit of money "
        "moves choices by 1) each charges $1 / (2\\,sg(s)\\,(1 - sg(s)))$ above cost, where "
        "$sg(z) = 1/(1+e^{-z})$ is the logistic function. Without a switching cost that is 2.\n\n"
        "The function `sg` is ready. Complete the line: what do they charge with a switching cost "
        "of **s = 1**? Give three decimals."
    ),
    answer=Number(lambda: one_period_price(1.0), tolerance=0.003, decimals=3),
    mistakes=(
        Mistake(
            _("the 2 forgotten"),
            lambda: 1 / (_sg(1) * (1 - _sg(1))),
            _("Look at the 2 in the formula: it stands below the line, so it halves the price."),
        ),
        Mistake(
            _("only the share of those who stay"),
            lambda: 1 / (2 * _sg(1)),
            _(
                "You left out 1 − sg(s), the share of customers who leave. The product of staying "
                "and leaving says how strongly customers react."
            ),
        ),
        Mistake(
            _("the price without lock-in plus the switching cost"),
            lambda: one_period_price(0.0) + 1.0,
            _(
                "That adds the switching cost to the price without one. It is the rule of "
                "identical products. Here tastes differ, and some customers leave at any price."
            ),
        ),
        Mistake(
            _("the brackets of the division forgotten"),
            lambda: 1 / 2 * _sg(1) * (1 - _sg(1)),
            _(
                "It looks as if only the 2 stood below the line. In Python write brackets around "
                "everything below the line: `1 / (2 * ...)`."
            ),
        ),
    ),
    hints=(
        _("Everything below the line of the fraction needs brackets in Python."),
        _("You need `sg(1)` twice: once as it is, once as `1 - sg(1)`."),
        _("`harvest = 1 / (2 * sg(1) * (...))`"),
    ),
    why=_(
        "{answer} instead of 2: firms that only harvest make every bit of lock-in dearer for "
        "customers. The valley of step 2 is made by what firms give away on top of this, to win "
        "customers for later."
    ),
    minutes=3,
    note=TeachingNote(
        misconception=_("A switching cost raises the price by its own amount."),
        ask=_("Which customers leave a firm although leaving costs them something?"),
        extend=_("Draw the harvest price for s from 0 to 3. Why does it explode?"),
    ),
    also=(lambda: PriceGame(1.0, discount=0.0).solve().price(), lambda: 0.5 / (_sg(1) * _sg(-1))),
)

# --- 3. the bottom of the valley ----------------------------------------------------------------


@cache
def _bottom(discount: float = 0.95) -> tuple[float, float]:
    return cheapest_switching_cost(PriceGame(0.0, discount))


def _bottom_on_a_grid() -> tuple[float, float]:
    costs = np.linspace(0.5, 0.8, 13)
    prices = [float(PriceGame(cost).solve(accuracy=1e-6).price()) for cost in costs]
    best = int(np.argmin(prices))
    return float(costs[best]), prices[best]


BOTTOM = Question(
    id="02-bottom",
    level="B",
    title=_("Where is the bottom of the valley?"),
    statement=_(
        "Same units as in question 2. Now the firms look ahead: next year counts for **0.95**. "
        "`ck.price_curve([0, 0.1, 0.2])` gives the price for each switching cost in a list.\n\n"
        "Which switching cost makes the market **cheapest**, and what is the price there? A grid "
        "of steps of 0.05 is fine enough for the switching cost; give the price with three "
        "decimals."
    ),
    answer=Numbers(
        names=("switching_cost", "price"),
        expected=_bottom,
        tolerance={"switching_cost": 0.08, "price": 0.004},
        decimals=3,
    ),
    mistakes=(
        Mistake(
            _("firms that hardly look ahead"),
            lambda: _bottom(0.5),
            _(
                "That is the bottom for firms to whom next year counts for 0.5. Leave the "
                "discount factor at 0.95, which is the default."
            ),
        ),
        Mistake(
            _("the bottom of the harvest price"),
            lambda: (0.0, one_period_price(0.0)),
            _(
                "You looked at firms that only harvest: there every switching cost raises the "
                "price. Take the column `price`, not `harvest_price`."
            ),
        ),
        Mistake(
            _("the turning point instead of the bottom"),
            lambda: (harmless_switching_cost(), one_period_price(0.0)),
            _(
                "That is where the price comes back to its level without lock-in. The question "
                "asks where it is lowest."
            ),
        ),
        Mistake(
            _("the harvest price at the bottom"),
            lambda: (_bottom()[0], one_period_price(_bottom()[0])),
            _(
                "The switching cost is right. The price that you give is that of firms that only "
                "harvest; take the column `price`."
            ),
        ),
    ),
    hints=(
        _("Make a list of switching costs, ask for the curve, and look for its lowest price."),
        _("`np.arange(0, 1.5, 0.05)` is such a list. `curve['price'].idxmin()` finds the row."),
        _("`best = curve.loc[curve['price'].idxmin()]`, then `best['switching_cost']` and ..."),
    ),
    why=_(
        "{answer}: about a third of the price without lock-in, and the market is then a tenth "
        "cheaper. It is the bottom in THIS model; other models put it elsewhere, and some have "
        "no valley."
    ),
    minutes=6,
    note=TeachingNote(
        misconception=_("The best market for customers has no switching costs at all."),
        ask=_("If some lock-in makes prices lower, should a regulator leave it alone?"),
        extend=_(
            "Let a fifth of the customers be new each year: "
            "`ck.PriceGame(0, new_customers=0.2)`. Where is the bottom now?"
        ),
    ),
    also=(_bottom_on_a_grid, lambda: {"price": 1.79, "switching_cost": 0.65}),
)

# --- 4. what portability did, by plan size ------------------------------------------------------

STARTS = 13


@cache
def plans() -> pd.DataFrame:
    """Give the plans of the exercise: regions of which half open."""
    return make_portability_panel(4, seed=5)[0]


def _did(table: pd.DataFrame, starts: int = STARTS) -> tuple[float, ...]:
    found = difference_in_differences(
        table,
        "price",
        unit="plan_id",
        time="month",
        treated="opened",
        starts=starts,
        by="size",
        cluster="region",
    )
    return tuple(found.params)


def _did_by_means() -> pd.Series:
    table = plans().assign(after=plans()["month"] >= STARTS)
    mean = table.groupby(["size", "opened", "after"], observed=True)["price"].mean().unstack()
    change = (mean[True] - mean[False]).unstack()
    return change[True] - change[False]


def _before_after() -> tuple[float, ...]:
    table = plans()
    opened = table[table["opened"]]
    return tuple(change_at(opened, "price", time="month", starts=STARTS, by="size"))


def _opened_or_not() -> tuple[float, ...]:
    after = plans()[plans()["month"] >= STARTS]
    mean = after.groupby(["size", "opened"], observed=True)["price"].mean().unstack()
    return tuple(mean[True] - mean[False])


def _one_effect_for_all() -> tuple[float, ...]:
    found = difference_in_differences(
        plans(),
        "price",
        unit="plan_id",
        time="month",
        treated="opened",
        starts=STARTS,
        cluster="region",
    )
    return (float(found.params["effect"]),) * 3


PORTABILITY = Question(
    id="02-portability",
    level="C",
    title=_("What did number portability do to prices?"),
    statement=_(
        "The table `plans` holds monthly prices of small, medium and large plans in 24 regions. "
        "Half of the regions (`opened`) had number portability from month 13 on. Prices fell "
        "everywhere for other reasons, too.\n\n"
        "Estimate the effect of portability on the monthly price for each plan size by "
        "**difference-in-differences**, in dollars (a cut is negative). Use "
        "`ck.difference_in_differences` as in step 5 of the lesson, or means and subtraction. Then "
        "compare with `truth.effects`: how far off are you, in standard errors?"
    ),
    answer=Numbers(
        names=("small", "medium", "large"),
        expected=lambda: _did(plans()),
        tolerance=0.04,
        unit="$",
        decimals=2,
    ),
    mistakes=(
        Mistake(
            _("before and after"),
            _before_after,
            _(
                "That is the change in the opened regions from before to after. Prices fell in "
                "the other regions as well; take that fall off."
            ),
        ),
        Mistake(
            _("opened against not opened"),
            _opened_or_not,
            _(
                "That compares the two kinds of region after the start. They differed before, "
                "too: the regulator began where prices were high."
            ),
        ),
        Mistake(
            _("one effect for all plans"),
            _one_effect_for_all,
            _('That is one effect for all plans together. Give each size its own: `by="size"`.'),
        ),
        Mistake(
            _("a start in the wrong month"),
            lambda: _did(plans(), 7),
            _(
                "Your portability starts in the middle of the first year, and months without it "
                "count as months with it. It starts in month 13."
            ),
        ),
        Mistake(
            _("the sign turned round"),
            lambda: tuple(-value for value in _did(plans())),
            _("The sizes are right and the signs are not: a cut of the price is negative."),
        ),
    ),
    hints=(
        _("Two subtractions: after less before, and opened regions less the others."),
        _(
            'Name the columns: `unit="plan_id", time="month", treated="opened", '
            'starts=13, by="size"`.'
        ),
        _(
            '`found = ck.difference_in_differences(plans, "price", unit=..., time=..., '
            'treated=..., starts=13, by="size", cluster="region")`, then `found.params`'
        ),
    ),
    why=_(
        "{answer}. The truth of the generator is within a few standard errors of each. Before and "
        "after would have credited portability with the fall that happened everywhere."
    ),
    minutes=8,
    note=TeachingNote(
        misconception=_("Prices fell after the law, so the law did it."),
        ask=_("What would have to be true of the other regions for this to be wrong?"),
        extend=_("Run it on months 1 to 12 only, with a start in month 7. What should come out?"),
    ),
    also=(lambda: _did(plans()), _did_by_means),
)

# --- 5. the bounty ------------------------------------------------------------------------------

BOUNTY = Question(
    id="02-bounty",
    level="A",
    title=_("How much does it take to make a customer leave?"),
    statement=_(
        "A customer pays **10** a month where she is, and would pay **9** at a rival. Leaving "
        "costs her **40**, once. She looks ahead: each month counts for **0.9** of the month "
        "before, and both prices will last. If she leaves, she pays the lower price from this "
        "month on.\n\n"
        "What is the smallest **switching bounty** (转网奖励) for which she leaves?"
    ),
    answer=Number(
        lambda: minimum_bounty(40, current_price=10, rival_price=9, discount=0.9),
        tolerance=0.05,
        unit="$",
        decimals=2,
    ),
    mistakes=(
        Mistake(
            _("a saving of one month only"),
            lambda: minimum_bounty(40, 10, 9, 0.0),
            _(
                "You took off the saving of one month. She looks ahead: the saving comes every "
                "month."
            ),
        ),
        Mistake(
            _("the saving counted from next month"),
            lambda: minimum_bounty(40, 10, 9, 0.9, saving_from="next period"),
            _("Nearly: you counted the saving from next month on. It begins this month."),
        ),
        Mistake(
            _("the saving forgotten"),
            lambda: minimum_bounty(40, 10, 10, 0.9),
            _(
                "That pays the whole cost of leaving. Part of it she earns back: the rival is "
                "cheaper."
            ),
        ),
        Mistake(
            _("the saving added instead of taken off"),
            lambda: 40 + (10 - 9) / (1 - 0.9),
            _("You added the saving. It helps to pay for leaving, so it makes the bounty smaller."),
        ),
    ),
    hints=(
        _("What is a saving of 1 a month worth, if it lasts and the future counts a little less?"),
        _("1 + 0.9 + 0.81 + … = 1 / (1 − 0.9). Take that off the cost of leaving."),
        _("bounty = 40 − (10 − 9) / (1 − ...)"),
    ),
    why=_(
        "{answer}. For somebody who looks ahead, a small lasting saving pays a good part of a "
        "large cost of leaving. Whether the rival can afford the bounty is another sum: the "
        "margin of this customer, for as long as she stays there."
    ),
    minutes=3,
    note=TeachingNote(
        misconception=_("A switching cost of 40 protects a price that is 40 higher."),
        ask=_("By how much could the firm's monthly price exceed the rival's before she leaves?"),
        extend=_("With a discount factor of 0.98, does she still need a bounty?"),
    ),
    also=(lambda: 40 - sum(0.9**month for month in range(400)),),
)

# --- 6. who gains from unlocking? ---------------------------------------------------------------

BEFORE, AFTER = 12, 36


@cache
def markets() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the two markets of the exercise: calls inside cheap, and one price for all calls."""
    cheap, _truth = make_network_market(200_000, seed=7)
    same, _truth = make_network_market(200_000, seed=7, on_net_saving=0)
    return cheap, same


def _changes(before: int = BEFORE, after: int = AFTER) -> tuple[float, float]:
    values = [herfindahl(table, "customers", by="month", scale="points") for table in markets()]
    cheap, same = (float(value[after] - value[before]) for value in values)
    return cheap, same


def _largest_share() -> tuple[float, float]:
    changes = []
    for table in markets():
        largest = table.groupby("month")["share"].max()
        changes.append(10_000 * float(largest[AFTER] - largest[BEFORE]))
    return changes[0], changes[1]


def _changes_of_customers() -> tuple[float, float]:
    changes = []
    for table in markets():
        squares = (table["customers"] ** 2).groupby(table["month"]).sum()
        changes.append(float(squares[AFTER] - squares[BEFORE]))
    return changes[0], changes[1]


def _changes_by_hand() -> dict[str, float]:
    names = ("cheap_inside", "one_price")
    found = {}
    for name, table in zip(names, markets(), strict=True):
        squares = ((100 * table["share"]) ** 2).groupby(table["month"]).sum()
        found[name] = squares[AFTER] - squares[BEFORE]
    return found


UNLOCKING = Question(
    id="02-unlocking",
    level="C",
    title=_("Does unlocking help the small? A vote for Lark"),
    statement=_(
        "Lark is the second of three networks. The regulator brings number portability in month "
        "13. Two markets: in `cheap_inside` calls inside a network are cheap, in `one_price` all "
        "calls cost the same.\n\n"
        "1. By how much does the **Herfindahl index** (赫芬达尔指数) change from month **12** to "
        'month **36** in each market? Use `scale="points"`, the scale of competition authorities '
        "(10,000 is a monopoly), and mind the sign.\n"
        "2. Then the decision. The regulator asks Lark: *do you support portability as it stands, "
        "portability together with one price for all calls, or neither?* Write to the board."
    ),
    answer=Numbers(
        names=("cheap_inside", "one_price"),
        expected=_changes,
        tolerance=6,
        unit="points",
        decimals=0,
    ),
    mistakes=(
        Mistake(
            _("before less after"),
            lambda: tuple(-value for value in _changes()),
            _("The signs are turned round: a change is after less before."),
        ),
        Mistake(
            _("from month 0 instead of month 12"),
            lambda: _changes(0, AFTER),
            _(
                "You began in month 0. What happened in the first year happened without "
                "portability: begin in month 12."
            ),
        ),
        Mistake(
            _("the change of the largest share"),
            _largest_share,
            _("That is the change of the largest share. The index adds the squares of ALL shares."),
        ),
        Mistake(
            _("squares of customers instead of shares"),
            _changes_of_customers,
            _("You squared numbers of customers. The index is made of shares of the market."),
        ),
        Mistake(
            _("the scale from 0 to 1"),
            lambda: tuple(value / 10_000 for value in _changes()),
            _('Right, on the scale from 0 to 1. The question asks for points: `scale="points"`.'),
        ),
    ),
    hints=(
        _("One number a month and market first, then a subtraction."),
        _('`ck.herfindahl(table, "customers", by="month", scale="points")` gives a Series.'),
        _("`h = ck.herfindahl(cheap_inside, ...)`, then `h[36] - h[12]`; the same for the other."),
    ),
    why=_(
        "{answer}. The same law, and the market becomes much more concentrated where calls "
        "inside a network are cheap: free to leave, customers move to where most of their calls "
        "are cheap. With one price for all calls they move to the cheaper, smaller networks. The "
        "index hardly notices, because the order of the networks changes."
    ),
    minutes=10,
    note=TeachingNote(
        misconception=_("Unlocking always helps the small firm."),
        ask=_("Which other advantages of size appear only when customers are free to move?"),
        extend=_("Try `on_net_saving` of 15 and 30. From where on does the largest gain?"),
    ),
    also=(_changes_by_hand,),
    decision=Decision(
        rubric=(
            _("Names one of the three positions in the first sentence."),
            _("Uses Lark's share or the Herfindahl index in both markets, with units."),
            _("Explains the mechanism: cheap calls inside a network favour the largest."),
            _("Says that a simulation shows what can happen, not how likely it is here."),
            _("Considers the customers: what they pay, and whether they can leave."),
        ),
        strong=_(
            "We should support portability only together with one price for all calls. In the "
            "simulated market with cheap calls inside, portability takes us from 31% to about a "
            "quarter of the customers and the Herfindahl index rises by several hundred points; "
            "with one price for all calls we grow, at the cost of the largest network. The reason "
            "is that customers who may leave go where most of their contacts are. This is a "
            "mechanism, seen in Hong Kong; how strong it is here depends on how our customers "
            "call, which our billing data can tell within a month. Customers gain from both "
            "measures, so we can say this in public. Not supporting portability would protect "
            "nobody: it keeps our customers in, but theirs as well."
        ),
        weak=_(
            "Portability is good for challengers because customers can finally leave the market "
            "leader. Prices will fall and we will win. We should support it as it stands and spend "
            "the marketing budget on bounties."
        ),
        weak_because=_(
            "It repeats the myth, uses no number, and overlooks that customers leave towards the "
            "larger network when calls inside it are cheap."
        ),
    ),
)

QUESTIONS = [BARGAIN, HARVEST, BOTTOM, PORTABILITY, BOUNTY, UNLOCKING]

PREDICTIONS = [
    Prediction(
        id="02-price",
        statement=_(
            "Without any switching cost, the two firms of a market charge $300 for a year. Now "
            "leaving costs every customer $70. Which price do they charge in the long run?"
        ),
        reading=_(
            "Lock-in is a reason to charge more and a reason to fight harder for customers. Both "
            "act at once."
        ),
        if_high=_("Most people guess a higher price: they think of the harvest only."),
        if_low=_("You expected firms to give away even more than they do here."),
        unit="$",
        decimals=0,
        minimum=0,
        maximum=1_000,
        comes_back=_("step 2"),
    ),
    Prediction(
        id="02-winner",
        statement=_(
            "A country with one large and two smaller networks lets customers keep their number "
            "when they switch. Calls inside a network are cheaper than calls between networks. "
            "Whose share grows?"
        ),
        reading=_("Who gains from freedom to leave depends on what draws those who are free."),
        options={
            "a": _("the share of the largest network"),
            "b": _("the shares of the smaller networks"),
            "c": _("nobody's: customers are too lazy to move"),
        },
        comes_back=_("step 5"),
    ),
]
