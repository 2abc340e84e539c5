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
    price_curve,
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
        "A photo store keeps a customer's pictures at a cost of **10** a year. Customers stay for "
        "two years at most; leaving after the first costs **4** (the pictures must be moved). Many "
        "stores are alike, and each may offer newcomers a price of their own. A dollar of next "
        "year counts for **0.9** today.\n\n"
        "With pencil and paper: what do stores charge in the **first** year and in the **second**, "
        "and what does a customer pay in all, seen from the first year (the **present value**)?"
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
                "Your first price gives away the whole switching cost. It is earned a year "
                "later, so today it is worth less: discount it before you give it away."
            ),
        ),
        Mistake(
            _("the payments added without discounting"),
            lambda: _worth(COST - DISCOUNT * LOCK_IN, COST + LOCK_IN, 1.0),
            _(
                "You added the two prices as they are. In the present value the second one counts "
                "for 0.9 of itself, because it is paid a year later."
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
                "Your first price equals cost. Then every store would earn 4 on each customer in "
                "the second year, and a rival would bid for newcomers with a lower price."
            ),
        ),
    ),
    hints=(
        _("Begin with the end: up to which price does a customer stay in the second year?"),
        _(
            "A rival offers newcomers cost. A customer stays while your price is not above that by "
            "more than the cost of leaving. Then ask what that later profit is worth today."
        ),
        _("second = 10 + ..., first = 10 − 0.9 × ..., present value = first + 0.9 × second"),
    ),
    why=_(
        "{answer}. What the store takes too much in the second year it has given away in the "
        "first: the present value is that of two years at cost. Competition for newcomers "
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


def _harvest(switching_cost: float) -> float:
    return one_period_price(switching_cost, price_sensitivity=0.01)


HARVEST = Question(
    id="02-harvest",
    level="B",
    title=_("What would firms charge that only harvest?"),
    statement=_(
        "Two equal firms in Lark's market do not look ahead. With a switching cost of $s$ hundred "
        "dollars each then charges $100 / (2\\,sg(s)\\,(1 - sg(s)))$ dollars **above cost**. The "
        "function $sg(s) = 1/(1+e^{-s})$ is the share of customers who stay at equal prices. With "
        "no switching cost that is \\$200 above cost.\n\n"
        "The function `sg` is ready. Complete the line: how much above cost do they charge when "
        "leaving costs **\\$100**, so **s = 1**? Give one decimal."
    ),
    answer=Number(lambda: _harvest(100), tolerance=0.3, unit="$", decimals=1),
    mistakes=(
        Mistake(
            _("the 2 forgotten"),
            lambda: 100 / (_sg(1) * (1 - _sg(1))),
            _("Look at the 2 in the formula: it stands below the line, so it halves the price."),
        ),
        Mistake(
            _("only the share of those who stay"),
            lambda: 100 / (2 * _sg(1)),
            _(
                "You left out 1 − sg(s), the share of customers who leave. The product of staying "
                "and leaving says how strongly customers react."
            ),
        ),
        Mistake(
            _("the price without lock-in plus the switching cost"),
            lambda: _harvest(0) + 100,
            _(
                "That adds the switching cost to the price without one. It is the rule of "
                "identical products. Here tastes differ, and some customers leave at any price."
            ),
        ),
        Mistake(
            _("the cost of serving included"),
            lambda: _harvest_at(100),
            _("That is the price that customers pay. Take off the cost of serving, which is 100."),
        ),
        Mistake(
            _("the brackets of the division forgotten"),
            lambda: 100 / 2 * _sg(1) * (1 - _sg(1)),
            _(
                "It looks as if only the 2 stood below the line. In Python write brackets around "
                "everything below the line: `100 / (2 * ...)`."
            ),
        ),
    ),
    hints=(
        _("Everything below the line of the fraction needs brackets in Python."),
        _("You need `sg(1)` twice: once as it is, once as `1 - sg(1)`."),
        _("`harvest = 100 / (2 * sg(1) * (...))`"),
    ),
    why=_(
        "{answer} above cost, against 200 without lock-in: for firms that only harvest, lock-in "
        "always pays. The valley of step 2 is what firms give away of this to win customers for "
        "later."
    ),
    minutes=3,
    note=TeachingNote(
        misconception=_("A switching cost raises the price by its own amount."),
        ask=_("Which customers leave a firm although leaving costs them something?"),
        extend=_("Draw the harvest price for s from 0 to 3. Who would still pay it?"),
    ),
    also=(
        lambda: PriceGame(100, discount=0.0, price_sensitivity=0.01).solve().price(),
        lambda: 50 / (_sg(1) * _sg(-1)),
    ),
)

# --- 3. the bottom of the valley ----------------------------------------------------------------


PATIENCE = 0.9


def _market(discount: float = PATIENCE) -> PriceGame:
    return PriceGame(0, discount, price_sensitivity=0.01, cost=100)


@cache
def _bottom(discount: float = PATIENCE) -> tuple[float, float]:
    return cheapest_switching_cost(_market(discount))


def _bottom_on_a_grid() -> tuple[float, float]:
    curve = price_curve(range(0, 151, 5), _market())
    best = int(curve["price"].to_numpy().argmin())
    return float(curve["switching_cost"].iloc[best]), float(curve["price"].iloc[best])


def _harvest_at(switching_cost: float) -> float:
    return one_period_price(switching_cost, price_sensitivity=0.01, cost=100)


BOTTOM = Question(
    id="02-bottom",
    level="B",
    title=_("Where is the bottom of the valley?"),
    statement=_(
        "Lark's market, with firms that are a little less patient: next year counts for **0.9** to "
        "them, not 0.95. The cell below makes this `market`, and shows the price (dollars a year) "
        "for switching costs of 0, 10 and 20 dollars.\n\n"
        "Which switching cost makes this market **cheapest**, and what is the price there? Go in "
        "steps of 5 dollars as far as you need, and give the price with one decimal."
    ),
    answer=Numbers(
        names=("switching_cost", "price"),
        expected=_bottom,
        tolerance={"switching_cost": 6, "price": 0.3},
        unit="$",
        decimals=1,
    ),
    mistakes=(
        Mistake(
            _("the bottom of the lesson's market"),
            lambda: _bottom(0.95),
            _(
                "That is the bottom of the lesson's market, where next year counts for 0.95. Hand "
                "`market` to `ck.price_curve`."
            ),
        ),
        Mistake(
            _("the end of a list that is too short"),
            lambda: (20.0, float(price_curve([20], _market())["price"].iloc[0])),
            _("The price still falls where your list ends. Make the list longer."),
        ),
        Mistake(
            _("the bottom of the harvest price"),
            lambda: (0.0, _harvest_at(0)),
            _(
                "You looked at firms that only harvest: there every switching cost raises the "
                "price. Take the column `price`, not `harvest_price`."
            ),
        ),
        Mistake(
            _("the turning point instead of the bottom"),
            lambda: (harmless_switching_cost(_market()), _harvest_at(0)),
            _(
                "That is where the price comes back to its level without lock-in. The question "
                "asks where it is lowest."
            ),
        ),
        Mistake(
            _("the harvest price at the bottom"),
            lambda: (_bottom()[0], _harvest_at(_bottom()[0])),
            _("That is the price of firms that only harvest; take the column `price`."),
        ),
        Mistake(
            _("the price above cost"),
            lambda: (_bottom()[0], _bottom()[1] - 100),
            _("That is the price above cost. Serving a customer costs 100; take `price` as it is."),
        ),
    ),
    hints=(
        _("Make a list of switching costs, ask for the curve, and look for its lowest price."),
        _("`range(0, 151, 5)` is such a list. `curve['price'].idxmin()` finds the row."),
        _("`best = curve.loc[curve['price'].idxmin()]`, then `best['switching_cost']` and ..."),
    ),
    why=_(
        "{answer}. Less patience, a shallower valley: its bottom lies nearer to no lock-in, and "
        "the price there is higher than in the lesson's market. It is the bottom in THIS model; "
        "other models put it elsewhere, and some have no valley."
    ),
    minutes=6,
    note=TeachingNote(
        misconception=_("The best market for customers has no switching costs at all."),
        ask=_("If some lock-in makes prices lower, should a regulator leave it alone?"),
        extend=_(
            "Let a fifth of the customers be new each year: `new_customers=0.2` in the market. "
            "Where is the bottom now?"
        ),
    ),
    also=(
        _bottom_on_a_grid,
        lambda: {"price": _bottom_on_a_grid()[1], "switching_cost": _bottom()[0]},
    ),
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
        "`ck.difference_in_differences` as in step 5 of the lesson (the three numbers are "
        "`found.params`), or means and subtraction. Then "
        "compare with `truth.effects`: how far off are you, in standard errors (`found.bse`)?"
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
            _("a start one month early"),
            lambda: _did(plans(), 12),
            _("You let portability start in month 12, the last one without it."),
        ),
        Mistake(
            _("a start in the middle of the year"),
            lambda: _did(plans(), 7),
            _(
                "Your portability starts in the middle of the first year, and months without it "
                "count as months with it. It starts in month 13."
            ),
        ),
        Mistake(
            _("the truth copied"),
            lambda: make_portability_panel(4, seed=5)[1].effects,
            _("That is the truth of the generator, not your estimate from the table."),
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
        "A customer pays **10** a year where she is, and would pay **9** at a rival. Leaving costs "
        "her **40**, once: thousands of pictures must be moved. She looks ahead: each year counts "
        "for **0.9** of the year before, and both prices will last. If she leaves, she pays the "
        "lower price from this year on.\n\n"
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
            _("a saving of one year only"),
            lambda: minimum_bounty(40, 10, 9, 0.0),
            _("You took off the saving of one year. She looks ahead: the saving comes every year."),
        ),
        Mistake(
            _("the saving counted from next year"),
            lambda: minimum_bounty(40, 10, 9, 0.9, saving_from="next period"),
            _("Nearly: you counted the saving from next year on. It begins this year."),
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
        _("What is a saving of 1 a year worth, if it lasts and the future counts a little less?"),
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
        ask=_("By how much could the firm's price exceed the rival's before she leaves?"),
        extend=_("With a discount factor of 0.98, does she still need a bounty?"),
    ),
    also=(lambda: 40 - sum(0.9**year for year in range(400)),),
)

# --- 6. who gains from unlocking? ---------------------------------------------------------------

BEFORE, AFTER = 12, 36


@cache
def markets() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the two markets of the exercise: calls inside cheap, and one price for all calls."""
    cheap, _truth = make_network_market(200_000, seed=7)
    same, _truth = make_network_market(200_000, seed=7, on_net_saving=0)
    return cheap, same


def _index(scale: str = "share") -> list[pd.Series]:
    return [herfindahl(table, "customers", by="month", scale=scale) for table in markets()]


def _changes(before: int = BEFORE, after: int = AFTER, scale: str = "share") -> tuple[float, float]:
    cheap, same = (float(index[after] - index[before]) for index in _index(scale))
    return cheap, same


def _relative_changes() -> tuple[float, float]:
    cheap, same = (float(index[AFTER] / index[BEFORE] - 1) for index in _index())
    return cheap, same


def _largest_share() -> tuple[float, float]:
    changes = []
    for table in markets():
        largest = table.groupby("month")["share"].max()
        changes.append(float(largest[AFTER] - largest[BEFORE]))
    return changes[0], changes[1]


def _changes_by_hand() -> dict[str, float]:
    names = ("cheap_inside", "one_price")
    found = {}
    for name, table in zip(names, markets(), strict=True):
        squares = (table["share"] ** 2).groupby(table["month"]).sum()
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
        "month **36** in each market? Use the scale of the lesson, where a monopoly is 1. Mind the "
        "sign, and give four decimals.\n"
        "2. Then the decision. The regulator asks Lark: *do you support portability as it stands, "
        "portability together with one price for all calls, or neither?* Write to the board."
    ),
    answer=Numbers(
        names=("cheap_inside", "one_price"),
        expected=_changes,
        tolerance=0.0006,
        decimals=4,
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
            _("the relative change"),
            _relative_changes,
            _(
                "That is the change relative to month 12. The question asks for the change of the "
                "index itself: one value less the other."
            ),
        ),
        Mistake(
            _("the scale of points"),
            lambda: _changes(scale="points"),
            _(
                "That is the scale of competition authorities, on which a monopoly is 10,000. Here "
                "a monopoly is 1: leave `scale` out."
            ),
        ),
    ),
    hints=(
        _("One number a month and market first, then a subtraction."),
        _('`ck.herfindahl(table, "customers", by="month")` gives a Series, one value a month.'),
        _("`h = ck.herfindahl(cheap_inside, ...)`, then `h[36] - h[12]`; the same for the other."),
    ),
    why=_(
        "{answer}. The same law, and in this simulation the market becomes much more concentrated "
        "where calls inside a network are cheap: free to leave, customers move to where most of "
        "their calls are cheap. With one price for all calls they move to the cheaper, smaller "
        "networks. The index hardly notices, because the order of the networks changes."
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
            "quarter of the customers, and the Herfindahl index rises by a quarter of itself; with "
            "one price we grow to about 35%, though Wren grows more. The reason: customers who may "
            "leave go where most of their calls are cheap. This is a mechanism, reported from Hong "
            "Kong; how strong it is here depends on how our customers call, which our billing data "
            "can show. Customers can leave more easily under both, so we can say this in public. "
            "Opposing portability would keep our customers in, but the leader's as well."
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
        comes_back=_("step 6"),
    ),
]
