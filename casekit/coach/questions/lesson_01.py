"""Lesson 01, what locks a customer in: its questions and predictions."""

from functools import cache
from itertools import permutations

import numpy as np
import pandas as pd

from casekit.cases.brightwater import brightwater_town
from casekit.coach.kinds import Number, Numbers
from casekit.coach.question import Decision, Mistake, Prediction, Question, TeachingNote
from casekit.frames.choices import FORMS
from casekit.generators.switching import SwitchingTruth
from casekit.generators.switching.survey import make_barrier_survey
from casekit.generators.switching.undercut import make_shy_market, undercut_proof_prices
from casekit.metrics.switching.survey import cronbach_alpha
from casekit.models.switching.undercut import profitable_undercuts, undercut_switching_costs
from casekit.words import _

__all__ = ["PREDICTIONS", "QUESTIONS"]

# --- 1. the quick rule, two firms -------------------------------------------------------------

PRICES, NUMBERS = (10.0, 9.0), (60.0, 40.0)


def _quick(prices: tuple[float, ...], numbers: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(float(cost) for cost in undercut_switching_costs(prices, numbers))


def _with_own_share() -> tuple[float, float]:
    both = sum(NUMBERS)
    return (
        PRICES[0] - PRICES[1] * NUMBERS[0] / both,
        PRICES[1] - PRICES[0] * NUMBERS[1] / both,
    )


TWO_FIRMS = Question(
    id="01-two-firms",
    level="A",
    title=_("What does leaving cost, says the quick rule?"),
    statement=_(
        "Two firms. Alder has 60 thousand customers and takes \\$10 a month. Birch has 40 "
        "thousand and takes \\$9. Both prices are counted above cost.\n\n"
        "Shy's quick rule: *what leaving a firm costs = its price − the rival's price × the "
        "rival's share of the customers of both.*\n\n"
        "What does leaving **Alder** cost, and what does leaving **Birch** cost, in \\$? A pocket "
        "calculator will do. Type the two numbers."
    ),
    answer=Numbers(
        names=("leaving_alder", "leaving_birch"),
        expected=lambda: _quick(PRICES, NUMBERS),
        tolerance=0.02,
        unit="$",
        decimals=1,
    ),
    mistakes=(
        Mistake(
            _("own share in place of the rival's"),
            _with_own_share,
            _(
                "You weighted the rival's price with the firm's OWN share. The rival asks: how "
                "much do I earn now, spread over the customers I would then have? So it is the "
                "rival's share that counts."
            ),
        ),
        Mistake(
            _("price difference taken for the switching cost"),
            lambda: (PRICES[0] - PRICES[1], PRICES[1] - PRICES[0]),
            _(
                "That is the difference of the two prices. A price premium is not a switching "
                "cost: the rule also asks what the rival would lose on its present customers."
            ),
        ),
        Mistake(
            _("the two firms exchanged"),
            lambda: _quick(PRICES, NUMBERS)[::-1],
            _("Those are the two numbers, with the firms exchanged. Alder comes first."),
        ),
        Mistake(
            _("equal shares assumed"),
            lambda: _quick(PRICES, (1.0, 1.0)),
            _("You weighted with one half. The shares are not equal: read the customer numbers."),
        ),
    ),
    hints=(
        _("The firm's own price comes first. Something is taken away from it."),
        _("The rival's share is its customers divided by the customers of both firms."),
        _("Leaving Alder: 10 − 9 × (rival's customers / all customers). Then Birch."),
    ),
    why=_(
        "The answers are {answer}. Leaving Alder seems to cost about twice as much as leaving "
        "Birch, although the prices are close: Birch is small, so it would gain much by an "
        "attack, and only a high cost of leaving can explain that it does not attack. The rule "
        "needs no customer data at all. That is why it is quick, and why it rests wholly on the "
        "assumption that firms price to the edge of being attacked."
    ),
    minutes=4,
    note=TeachingNote(
        misconception=_("The price premium of the dearer firm is its customers' switching cost."),
        ask=_("Birch is cheaper than Alder. Does that mean that leaving Birch costs nothing?"),
        extend=_("At which price of Birch would the rule say that leaving it costs nothing?"),
    ),
    also=(lambda: {"leaving_birch": 9 - 10 * 0.6, "leaving_alder": 10 - 9 * 0.4},),
)

# --- 2. prices that nobody can undercut -------------------------------------------------------


def _proof(cost: float, numbers: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(float(price) for price in undercut_proof_prices(cost, numbers))


UNDERCUT_PROOF = Question(
    id="01-undercut-proof",
    level="B",
    title=_("Who is cheaper, the large firm or the small one?"),
    statement=_(
        "Leaving costs every customer the same here: **\\$5**. Alder has 60 customers and Birch "
        "40. Which are the highest prices at which neither gains by buying the other's customers "
        "off? Give the price of Alder, then that of Birch, with two decimals at least.\n\n"
        "Complete the line: `ck.undercut_proof_prices(switching_cost, [customers of Alder, "
        "customers of Birch])`. Before you run it: which of the two will be cheaper?"
    ),
    answer=Numbers(
        names=("alder", "birch"),
        expected=lambda: _proof(5, NUMBERS),
        tolerance=0.006,
        unit="$",
        decimals=4,
    ),
    mistakes=(
        Mistake(
            _("customers exchanged"),
            lambda: _proof(5, NUMBERS[::-1]),
            _(
                "The two prices are exchanged: the larger firm cannot be the dearer one here. Its "
                "many customers make it the more tempting target. Look at the order in the list."
            ),
        ),
        Mistake(
            _("price set equal to the switching cost"),
            lambda: (5.0, 5.0),
            _(
                "You set each price to the switching cost. A rival at that price keeps earning "
                "on its own customers, so it has something to lose by attacking: prices can be "
                "higher."
            ),
        ),
        Mistake(
            _("equal firms"),
            lambda: _proof(5, (50, 50)),
            _("Those are the prices of two firms of equal size. Alder has 60 customers, Birch 40."),
        ),
        Mistake(
            _("rival's price at cost"),
            lambda: tuple(5 * 100 / n for n in (60, 40)),
            _(
                "You divided the switching cost by a share. Each firm's ceiling depends on the "
                "other's price, and both ceilings have to hold at once."
            ),
        ),
    ),
    hints=(
        _("A rival attacks when the customers of both, at the attack price, are worth more."),
        _("The function needs the cost of leaving and the list of customers, Alder first."),
        _("`alder, birch = ck.undercut_proof_prices(5, [..., ...])`"),
    ),
    why=_(
        "The prices are {answer}. The LARGER firm is the cheaper one. Put these prices and "
        "numbers back into the quick rule and it returns the 5 exactly, for both firms. Keep the "
        "pattern in mind: where you see a large firm that is also the dearest, its prices do not "
        "come from the story that the rule assumes."
    ),
    minutes=4,
    note=TeachingNote(
        misconception=_("The firm with more locked-in customers always takes the higher price."),
        ask=_("In your market, is the largest firm the cheapest?"),
        extend=_("Make Alder 99 of 100. What happens to the two prices?"),
    ),
    also=(
        lambda: (5 * 100 * 140 / 7600, 5 * 100 * 160 / 7600),
        lambda: np.array([9.21052632, 10.52631579]),
    ),
)

# --- 3. three firms: who could attack after all -----------------------------------------------

THREE = (50.0, 30.0, 20.0)


def _gain() -> float:
    prices = undercut_proof_prices(5, THREE)
    return float(profitable_undercuts(prices, THREE, 5)["gain"].max())


def _attack(*, keeps_own: bool = True, full_price: bool = False, gain: bool = True) -> float:
    prices = undercut_proof_prices(5, THREE)
    price = prices[2] - (0 if full_price else 5)
    then = price * (THREE[2] + (THREE[1] if keeps_own else 0))
    return float(then - (prices[1] * THREE[1] if gain else 0))


THREE_FIRMS = Question(
    id="01-three-firms",
    level="B",
    title=_("Three firms: who could attack after all?"),
    statement=_(
        "Three firms with 50, 30 and 20 customers. Leaving costs \\$5 everywhere. `prices` are "
        "what the quick rule assumes: every firm fears only the smallest, and the smallest fears "
        "only the largest.\n\n"
        "First see that the rule returns \\$5 for all three. Then ask what the rule does not ask: "
        "would any firm gain by undercutting a rival whom the rule forgot? Complete the line with "
        "`ck.profitable_undercuts(prices, customers, 5)` and give the **gain** of the attacker, "
        "in \\$ a month."
    ),
    answer=Number(_gain, tolerance=0.02, unit="$", decimals=3),
    mistakes=(
        Mistake(
            _("profit after the attack given as the gain"),
            lambda: _attack(gain=False),
            _("That is the attacker's profit AFTER the attack. What did it earn before?"),
        ),
        Mistake(
            _("attack at the victim's full price"),
            lambda: _attack(full_price=True),
            _(
                "You let the attacker charge the victim's full price. Its customers come only for "
                "a price that is lower by their switching cost."
            ),
        ),
        Mistake(
            _("attacker's own customers forgotten"),
            lambda: _attack(keeps_own=False),
            _(
                "You counted the new customers only. The attacker keeps its own customers, who "
                "pay the lower price too."
            ),
        ),
        Mistake(
            _("nobody gains, the rule is trusted"),
            lambda: 0.0,
            _(
                "The rule says that nobody gains, because it looks at chosen pairs only. The "
                "table of `profitable_undercuts` looks at every pair: it has a row."
            ),
        ),
    ),
    hints=(
        _("The rule asks of the two larger firms only whether the smallest attacks them."),
        _("An attacker takes the victim's price less 5, and then serves the customers of both."),
        _("`gain = ck.profitable_undercuts(prices, customers, 5)[...].item()`"),
    ),
    why=_(
        "The middle firm would gain {answer} by undercutting the smallest. So these prices do not "
        "keep every attacker away, and firms who know it would set others. At prices that hold "
        "against every pair, the rule would read less than 5 for the smallest firm. A rule is an "
        "assumption about who fears whom."
    ),
    minutes=6,
    note=TeachingNote(
        misconception=_("An estimator that returns the true number in its own example is right."),
        ask=_("Which assumption of the rule would you test first in your own market?"),
        extend=_(
            '`ck.undercut_proof_prices(5, customers, pairs="all pairs")`: what does the rule '
            "return from these prices?"
        ),
    ),
    also=(lambda: (undercut_proof_prices(5, THREE)[2] - 5) * 50 - 30 * 9.307692307692308,),
)

# --- 4. the same rule where customers also have a taste ---------------------------------------


@cache
def _logit_market() -> tuple[pd.DataFrame, float]:
    market, truth = make_shy_market(10_000, seed=1, switching_cost=5, pricing="logit")
    return market, truth.switching_cost


def _biases() -> np.ndarray:
    market, cost = _logit_market()
    return undercut_switching_costs(market["price"], market["customers"]).to_numpy() - cost


LOGIT_BIAS = Question(
    id="01-taste-in-prices",
    level="B",
    title=_("The quick rule where customers have a taste"),
    statement=_(
        "`market` is a market of three firms whose customers also LIKE one firm more than "
        "another. Leaving costs \\$5: the generator says so. Firms set their prices for profit.\n\n"
        "Run the quick rule on the prices and customers, and give its **error** (estimate minus "
        "truth, in \\$) for the largest firm A and for the smallest firm C. What does the sign of "
        "each tell you?"
    ),
    answer=Numbers(
        names=("error_A", "error_C"),
        expected=lambda: tuple(_biases()[[0, 2]]),
        tolerance=0.02,
        unit="$",
        decimals=2,
    ),
    mistakes=(
        Mistake(
            _("estimate given as the error"),
            lambda: tuple((_biases() + _logit_market()[1])[[0, 2]]),
            _("Those are the estimates. The error is the estimate minus the truth."),
        ),
        Mistake(
            _("truth minus estimate"),
            lambda: tuple(-_biases()[[0, 2]]),
            _("The signs are turned round: take the estimate MINUS the truth."),
        ),
        Mistake(
            _("price minus truth"),
            lambda: tuple((_logit_market()[0]["price"] - _logit_market()[1]).iloc[[0, 2]]),
            _(
                "You took the price for the estimate. A price above cost is not a switching "
                "cost: run `ck.undercut_switching_costs(market.price, market.customers)`."
            ),
        ),
        Mistake(
            _("firms A and C exchanged"),
            lambda: tuple(_biases()[[2, 0]]),
            _("The two firms are exchanged: A, the largest, comes first."),
        ),
    ),
    hints=(
        _("The truth is `truth.switching_cost`."),
        _("`ck.undercut_switching_costs(market.price, market.customers)` gives a Series."),
        _("`errors = ck.undercut_switching_costs(...) - truth.switching_cost`, then A and C."),
    ),
    why=_(
        "The errors are {answer}. For the large firm the rule reads far too much, for the small "
        "one too little. Customers pay for what they like, prices carry that, and the rule calls "
        "it a switching cost. With a true cost of zero it would still find one at every firm. "
        "This is the trap of the whole lesson: taste looks like lock-in."
    ),
    minutes=6,
    note=TeachingNote(
        misconception=_("A margin is proof of lock-in."),
        ask=_("Here the largest firm is the dearest. What does the rule's story say about that?"),
        extend=_("Set `switching_cost=0` in the generator. What does the rule find now?"),
    ),
    also=(
        lambda: {"error_C": _biases()[2], "error_A": _biases()[0]},
        lambda: pd.Series(_biases()[[0, 2]], index=["error_A", "error_C"]),
    ),
)

# --- 5. alpha of a facet with one reversed statement ------------------------------------------


@cache
def _learning() -> pd.DataFrame:
    answers, _truth = make_barrier_survey(seed=1)
    return answers[["learning_1", "learning_2", "learning_3"]]


def _turned() -> pd.DataFrame:
    return _learning().assign(learning_2=6 - _learning()["learning_2"])


def _alpha(answers: pd.DataFrame, *, factor: bool = True, ddof: int = 1) -> float:
    k = answers.shape[1]
    share = answers.var(ddof=ddof).sum() / answers.sum(axis=1).var(ddof=ddof)
    return float((k / (k - 1) if factor else 1) * (1 - share))


ALPHA = Question(
    id="01-alpha",
    level="C",
    title=_("Do these three statements measure one thing?"),
    statement=_(
        "`learning` holds the answers (1 to 5) of 800 customers to the three statements of the "
        "facet *learning*. In two of them agreeing means that leaving is hard. In `learning_2` "
        '("I would feel at home with another provider\'s system within a day") agreeing means '
        "that leaving is EASY.\n\n"
        "Compute Cronbach's alpha of the facet, with three decimals: *alpha = k / (k − 1) × (1 − "
        "sum of the variances of the statements / variance of their sum)*, with k statements. "
        "`learning.var()` and `learning.sum(axis=1)` will help."
    ),
    answer=Number(lambda: cronbach_alpha(_turned()).alpha, tolerance=0.001, decimals=3),
    mistakes=(
        Mistake(
            _("reversed statement not turned round"),
            lambda: _alpha(_learning()),
            _(
                "One statement still points the other way: whoever finds learning hard ticks a "
                "LOW number there. Turn it round first: 6 minus the answer."
            ),
        ),
        Mistake(
            _("statement left out"),
            lambda: _alpha(_learning()[["learning_1", "learning_3"]]),
            _("You left one statement out. Turned round, it belongs to the facet like the others."),
        ),
        Mistake(
            _("factor k / (k - 1) forgotten"),
            lambda: _alpha(_turned(), factor=False),
            _("The bracket is right. The factor k / (k − 1) in front of it is missing."),
        ),
        Mistake(
            _("mean correlation in place of alpha"),
            lambda: float(_turned().corr().to_numpy()[np.triu_indices(3, 1)].mean()),
            _(
                "That is the mean correlation of two statements. Alpha is higher: it is about the "
                "SUM of three statements, in which accidents cancel."
            ),
        ),
    ),
    hints=(
        _("Look at the sign of `learning.corr()`. One column is out of step."),
        _("`turned = learning.assign(learning_2=6 - learning.learning_2)`, then the formula."),
        _("`3 / 2 * (1 - turned.var().sum() / turned.sum(axis=1).var())`, with your `turned`."),
    ),
    why=_(
        "Alpha is {answer}. The generator knows the alpha of the whole population, and yours is "
        "near it. Alpha says that the three statements measure ONE thing. It does not say that "
        "this thing is what keeps people: that needs their choices."
    ),
    minutes=7,
    note=TeachingNote(
        misconception=_("A high alpha proves that the survey measures what it is named after."),
        ask=_("Why ask one statement the other way round at all?"),
        extend=_(
            "`ck.cronbach_alpha(turned)` gives the interval too. How wide is it with 80 rows?"
        ),
    ),
    also=(lambda: round(_alpha(_turned(), ddof=0), 4), lambda: np.float32(_alpha(_turned()))),
)

# --- 6. Shapley shares, and the board's decision ----------------------------------------------


@cache
def _next_town() -> SwitchingTruth:
    _panel, _events, truth = brightwater_town(seed=2)
    return truth


@cache
def _staying() -> dict[frozenset[str], float]:
    rows = _next_town().combinations().to_dict("records")
    return {frozenset(form for form in FORMS if row[form]): 100 * row["retention"] for row in rows}


def _points_of_retention() -> tuple[float, ...]:
    return tuple(100 * _next_town().shapley()["retention"])


def _by_all_orders() -> dict[str, float]:
    staying, added = _staying(), dict.fromkeys(FORMS, 0.0)
    for order in permutations(FORMS):
        before: frozenset[str] = frozenset()
        for form in order:
            added[form] += (staying[before | {form}] - staying[before]) / 24
            before |= {form}
    return added


def _taken_away_last() -> tuple[float, ...]:
    everything = frozenset(FORMS)
    return tuple(_staying()[everything] - _staying()[everything - {form}] for form in FORMS)


def _added_first() -> tuple[float, ...]:
    return tuple(_staying()[frozenset({form})] - _staying()[frozenset()] for form in FORMS)


def _gain_shared_by_money() -> tuple[float, ...]:
    money = _next_town().barriers["money"]
    gain = _staying()[frozenset(FORMS)] - _staying()[frozenset()]
    return tuple(gain * money / money.sum())


def _one_order() -> tuple[float, ...]:
    staying, before = _staying(), frozenset[str]()
    added = []
    for form in FORMS:
        added.append(staying[before | {form}] - staying[before])
        before |= {form}
    return tuple(added)


BOARD = Question(
    id="01-board",
    level="C",
    title=_("Which barrier should the board act on?"),
    statement=_(
        "Brightwater also sells in the next town. `stay(forms)` says how many customers of 100 "
        "stay there when only these forms hold them: `stay([])` with none, "
        '`stay(["economic", "technical"])` with two.\n\n'
        "What a form adds depends on which others are there already. **Shapley's rule** "
        "(沙普利份额) takes the mean over all 24 orders in which the four can be added. Compute "
        "what each form holds, in customers of 100, and see for yourself that the four add up to "
        "`stay` of all four less `stay` of none.\n\n"
        "Then decide. From next year a law forbids every fee for leaving early. The board has "
        "money to strengthen **one** form at Brightwater. Write a note to the board (at most 120 "
        "words): which form, why, what it does for the customer, and what would change your mind."
    ),
    answer=Numbers(
        names=FORMS,
        expected=_points_of_retention,
        tolerance=0.1,
        decimals=1,
    ),
    mistakes=(
        Mistake(
            _("each form taken away from all four"),
            _taken_away_last,
            _(
                "You took each form away from all four. Then what two forms hold together is "
                "counted for neither or for both, and the four do not add up."
            ),
        ),
        Mistake(
            _("each form added to nothing"),
            _added_first,
            _(
                "You added each form to nothing. The first barrier always looks strongest: add "
                "the four up, and compare with what they hold together."
            ),
        ),
        Mistake(
            _("gain shared in proportion to money"),
            _gain_shared_by_money,
            _(
                "You shared the gain in proportion to the barriers in money. Money per customer "
                "and customers held are two yardsticks: friends may be worth much and hold few."
            ),
        ),
        Mistake(
            _("one order only"),
            _one_order,
            _("That is ONE order of adding the forms. Shapley's rule takes the mean over all 24."),
        ),
    ),
    hints=(
        _("Start with two orders only: contract first, contract last. Then take the mean."),
        _(
            "`from itertools import permutations`; walk through each order, adding one form after "
            "the other, and collect what each step adds."
        ),
        _(
            "`for order in permutations(forms):` `before = []`; `for form in order:` "
            "`held[form] += (stay(before + [form]) - stay(before)) / 24`; `before.append(form)`"
        ),
    ),
    why=_(
        "The forms hold {answer} customers of 100, and together exactly what the four hold. The "
        "contract holds most, and it is the one that the law takes away. So the largest bar is "
        "not the answer to the board's question; it is the size of its problem."
    ),
    minutes=14,
    note=TeachingNote(
        misconception=_("The form with the largest bar is the form to invest in."),
        ask=_("Whose money is in each bar? Which bars would a customer miss if they were gone?"),
        extend=_(
            "Which combination of two forms comes nearest to all four? Look in the table `sixteen`."
        ),
    ),
    also=(
        _by_all_orders,
        lambda: pd.Series(_by_all_orders()).round(3),
    ),
    decision=Decision(
        rubric=(
            _("Starts from the law: the contract's share falls away, whatever the board does."),
            _(
                "Keeps apart what a form is worth in money, how many it holds, and what MORE of it "
                "would bring."
            ),
            _("Names what the chosen form does for customers, and for whom leaving gets harder."),
            _("Says what rivals can copy, and names one fact that would change the choice."),
            _("Claims no more than a simulated town can show."),
        ),
        strong=_(
            "Invest in the family and friends groups. The fee holds most customers today, but "
            "the law ends it, so plan for losing them and give the budget to what remains. Points "
            "hold a few more customers than friends do, but any rival can copy them, and they "
            "cost money with every customer who would have stayed anyway. Friends hold few today "
            "because all three firms offer the same; a group offer that only we have would also "
            "draw friends in, and its members gain something. Start in one district and compare. "
            "I would change my mind if rivals could copy the offer within months, or if groups "
            "left together as easily as they came. This is a simulated town: it shows that the "
            "mechanism can work, not how large it is in ours."
        ),
        weak=_(
            "The contract is by far the largest barrier, so we should invest in it: a longer term "
            "and a higher fee, before the law comes. Customers who cannot leave are loyal "
            "customers, and loyal customers pay more."
        ),
        weak_because=_(
            "It puts the budget into the one form that the law removes, takes people who cannot "
            "leave for loyal ones, and does not ask what the customer gets."
        ),
    ),
)

QUESTIONS = [TWO_FIRMS, UNDERCUT_PROOF, THREE_FIRMS, LOGIT_BIAS, ALPHA, BOARD]

FREE = Prediction(
    id="01-free",
    statement=_(
        "The cell above says how many of 100 households in this town stay with their provider "
        "from one month to the next. Suppose that nothing held them any more: no points to lose, "
        "nothing to set up again, no fee, no friends in the same network. How many of 100 would "
        "still stay?"
    ),
    reading=_(
        "Those who stay without any barrier stay because they like the provider, or because its "
        "price happens to suit them this month. They are not locked in. The others are held."
    ),
    unit=_("households"),
    decimals=0,
    comes_back=_("step 6"),
)
FORM = Prediction(
    id="01-form",
    statement=_(
        "Which of the four costs a household most when it leaves, on average, in money? "
        "Write the letter."
    ),
    reading=_("Step 5 measures all four on one scale, and says how sure it is."),
    options={
        "a": _("the points it would lose (finance)"),
        "b": _("the set-up it would have to do again (technology)"),
        "c": _("the fee for leaving before the term ends (legal)"),
        "d": _("the friends in the same network (marketing)"),
    },
    comes_back=_("step 5"),
)
PREDICTIONS = [FREE, FORM]
