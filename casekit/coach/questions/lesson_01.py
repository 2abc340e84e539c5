"""Lesson 01, what locks a customer in: its questions and predictions."""

from functools import cache
from itertools import permutations

import numpy as np
import pandas as pd

from casekit.cases.brightwater import brightwater_town
from casekit.coach.kinds import Choices, Number, Numbers
from casekit.coach.question import Decision, Mistake, Prediction, Question, TeachingNote
from casekit.frames.choices import FORMS
from casekit.generators.switching import SwitchingTruth
from casekit.generators.switching.survey import make_barrier_survey
from casekit.generators.switching.undercut import make_shy_market
from casekit.metrics.switching.pull import friends_pull
from casekit.metrics.switching.survey import cronbach_alpha
from casekit.models.switching import LockInXray, lock_in_xray
from casekit.models.switching.undercut import undercut_switching_costs
from casekit.words import _

__all__ = ["PREDICTIONS", "QUESTIONS"]

# --- 1. the four forms ------------------------------------------------------------------------

FORM_CASES = Question(
    id="01-which-form",
    level="A",
    title=_("Six cases, four forms"),
    statement=_(
        "A colleague has sorted six cases by the form of lock-in: what would the customer lose on "
        "leaving? Which of them are sorted **rightly**? Give all their letters."
    ),
    answer=Choices(
        options={
            "a": _("air miles that are lost when the card is given back: economic"),
            "b": _("a notes app that cannot export what one has written: contractual"),
            "c": _("a gym that one may leave after three months' notice only: contractual"),
            "d": _("a chat app in which all of one's colleagues are: community"),
            "e": _("the fear that a new bank may be worse than the old one: technical"),
            "f": _("a coffee bar whose coffee one likes best: economic"),
        },
        keys=("a", "c", "d"),
    ),
    mistakes=(
        Mistake(
            _("work already done taken for a contract"),
            ("a", "b", "c", "d"),
            _(
                "No contract keeps the notes. What would be lost is work already done: writing "
                "them down again somewhere else. Which form is that?"
            ),
        ),
        Mistake(
            _("fear of the unknown given a form"),
            ("a", "c", "d", "e"),
            _(
                "The fear that another bank is worse is a cost of finding out. It has no form of "
                "its own: every provider that one is with profits from it."
            ),
        ),
        Mistake(
            _("liking taken for lock-in"),
            ("a", "c", "d", "f"),
            _(
                "Whoever likes the coffee best would come back if leaving cost nothing. That is "
                "loyalty. Nothing is lost on leaving, so there is no lock-in."
            ),
        ),
        Mistake(
            _("community left out"),
            ("a", "c"),
            _(
                "You left one out. A cost of leaving need not be money on a bill: people count "
                "too, when they cannot be reached from elsewhere."
            ),
        ),
    ),
    hints=(
        _("Ask of each case: what would this customer lose on leaving?"),
        _("Earned money, work already done, a fee or the right to leave, people: or none of them?"),
        _("Three of the six are right. Two of the others are no lock-in by any of the forms."),
    ),
    why=_(
        "Rightly sorted are {answer}. The notes are *technical*: work already done. The fear has "
        "no form: it is a cost of finding out. The coffee is loyalty, the opposite of lock-in."
    ),
    minutes=3,
    note=TeachingNote(
        misconception=_("Everything that makes customers stay is lock-in of some form."),
        ask=_("Which of the six would the customer want if leaving were free?"),
        extend=_("Name one thing of your own firm for each form, and one that has no form."),
    ),
)

# --- 2. reading the X-ray ---------------------------------------------------------------------


@cache
def _next_town_data() -> tuple[pd.DataFrame, pd.DataFrame, SwitchingTruth]:
    return brightwater_town(seed=2)


@cache
def _xray() -> LockInXray:
    panel, _events, _truth = _next_town_data()
    return lock_in_xray(panel)


def _bar(table: pd.DataFrame, form: str) -> float:
    return float(table.set_index("form")["money"].to_dict()[form])


def _pulls() -> tuple[float, float]:
    here, there = _xray().params["friends_value"] * friends_pull(_next_town_data()[0])
    return float(here), float(there)


def _taste_and_net() -> tuple[float, float]:
    here, there = _pulls()
    return _bar(_xray().plain, "technical") - _bar(_xray().barriers, "technical"), here - there


READ_XRAY = Question(
    id="01-read-xray",
    level="B",
    title=_("Read an X-ray: taste, and friends net"),
    statement=_(
        "Brightwater also sells in the next town. The first cell below shows its X-ray beside the "
        "plain model, in \\$. The second one shows what friends are worth there: those with a "
        "household's own provider, and those with the rival who has most.\n\n"
        "1. How many \\$ of the plain model's **technical** bar were taste?\n"
        "2. How many \\$ does leaving cost a household in friends, **net**: the first of the two "
        "less the second? A negative number is possible.\n\n"
        "Complete the two lines, or compute by hand. One decimal is enough."
    ),
    answer=Numbers(
        names=("taste", "friends_net"),
        expected=_taste_and_net,
        tolerance={"taste": 0.12, "friends_net": 0.12},
        unit="$",
        decimals=1,
    ),
    mistakes=(
        Mistake(
            _("the bars themselves given"),
            lambda: (_bar(_xray().barriers, "technical"), _pulls()[0]),
            _(
                "That is one bar. What is asked is a difference: of the two models' bars for "
                "taste, of the two places for friends."
            ),
        ),
        Mistake(
            _("the other side of the difference given"),
            lambda: (_bar(_xray().plain, "technical"), _pulls()[1]),
            _("That is only one of the two numbers. Subtract the other from the first."),
        ),
        Mistake(
            _("ratio in place of difference"),
            lambda: (
                _bar(_xray().plain, "technical") / _bar(_xray().barriers, "technical"),
                _pulls()[0] / _pulls()[1],
            ),
            _("You divided one by the other. The question asks for dollars: subtract."),
        ),
        Mistake(
            _("another form read"),
            lambda: (
                _bar(_xray().plain, "contractual") - _bar(_xray().barriers, "contractual"),
                _bar(_xray().plain, "community") - _bar(_xray().barriers, "community"),
            ),
            _(
                "That is the gap between the two models for another form. Taste: the row "
                "*technical*. Friends: the two numbers below the table."
            ),
        ),
    ),
    hints=(
        _("Two subtractions. Both begin with what looks large at first."),
        _("Taste: plain model less X-ray, in the row *technical*. Friends: first less second."),
        _(
            '`taste = table.loc["technical", "plain model"] - table.loc["technical", "X-ray"]` and '
            "`friends_net = pull.iloc[0] - ...`"
        ),
    ),
    why=_(
        "{answer}. The plain model reads people who like their provider as people held by their "
        "set-up. And the friends' bar of an X-ray is gross: where every provider has groups, what "
        "leaving costs is only the difference, here about nothing."
    ),
    minutes=6,
    note=TeachingNote(
        misconception=_("Each bar of the X-ray is what a household loses on leaving."),
        ask=_("Points have no pull against them. Why do friends?"),
        extend=_("Which of the four intervals of the X-ray overlap? What may be said of these?"),
    ),
    also=(
        lambda: [round(number, 2) for number in _taste_and_net()],
        lambda: dict(zip(("friends_net", "taste"), _taste_and_net()[::-1], strict=True)),
    ),
)

# --- 3. the quick rule, two firms -------------------------------------------------------------

PRICES, NUMBERS = (8.0, 11.0), (70.0, 30.0)


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
        "Two firms. Alder has 70 thousand customers and takes \\$8 a month. Birch has 30 "
        "thousand and takes \\$11. Both prices are counted above cost.\n\n"
        "Shy's quick rule: *what leaving a firm costs = its price − the rival's price × the "
        "rival's share of the customers of both.*\n\n"
        "What does leaving **Alder** cost, and what does leaving **Birch** cost, in \\$? A pocket "
        "calculator will do. One decimal is enough."
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
            _("That is the number of the other firm. Alder comes first."),
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
        _("Leaving Alder: 8 − 11 × (rival's customers / all customers). Then Birch."),
    ),
    why=_(
        "The answers are {answer}. The dearer firm seems to hold its customers a little more, but "
        "by far less than the prices differ. The rule needs no customer data at all. That is why "
        "it is quick, and why it rests wholly on the assumption that firms price to the edge of "
        "being attacked."
    ),
    minutes=4,
    note=TeachingNote(
        misconception=_("The price premium of the dearer firm is its customers' switching cost."),
        ask=_("Alder is cheaper than Birch. Does that mean that leaving Alder costs nothing?"),
        extend=_("At which price of Alder would the rule say that leaving it costs nothing?"),
    ),
    also=(lambda: {"leaving_birch": 11 - 8 * 0.7, "leaving_alder": 8 - 11 * 0.3},),
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
        "`market` is a market of three firms. Each customer LIKES one offer best, every month "
        "another one. Leaving costs \\$5: the generator says so. Firms set their prices for "
        "profit.\n\n"
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
            _("That is the estimate. The error is the estimate minus the truth."),
        ),
        Mistake(
            _("truth minus estimate"),
            lambda: tuple(-_biases()[[0, 2]]),
            _("The sign is turned round: take the estimate MINUS the truth."),
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
            _("That is the error of the other firm: A, the largest, comes first."),
        ),
    ),
    hints=(
        _("The truth is `truth.switching_cost`."),
        _("`ck.undercut_switching_costs(market.price, market.customers)` gives a Series."),
        _("`errors = ck.undercut_switching_costs(...) - truth.switching_cost`, then A and C."),
    ),
    why=_(
        "The errors are {answer}. For the large firm the rule reads far too much, for the small "
        "one too little. Customers pay something for the offer that they like best, so firms earn "
        "a margin, and the rule calls it a switching cost. With a true cost of zero it would "
        "still find one at every firm. A margin is not a switching cost."
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
    title=_("How far do these three statements move together?"),
    statement=_(
        "`learning` holds the answers (1 to 5) of 800 customers to the three statements of the "
        "facet *learning*. In two of them agreeing means that leaving is hard. In `learning_2` "
        '("I would feel at home with another provider\'s system within a day") agreeing means '
        "that leaving is EASY.\n\n"
        "Compute Cronbach's alpha of the facet, with two decimals: *alpha = k / (k − 1) × (1 − "
        "sum of the variances of the statements / variance of their sum)*, with k statements. "
        "`learning.var()` and `learning.sum(axis=1)` will help."
    ),
    answer=Number(lambda: cronbach_alpha(_turned()).alpha, tolerance=0.006, decimals=2),
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
        "Alpha is {answer}: the three statements move together well. That does not prove that "
        "they measure ONE thing, nor that this thing is what keeps people. For the first one "
        "needs a theory, for the second their choices."
    ),
    minutes=7,
    note=TeachingNote(
        misconception=_("A high alpha proves that the survey measures what it is named after."),
        ask=_("Why ask one statement the other way round at all?"),
        extend=_(
            "Take all 24 statements of the eight facets together, the reversed ones turned round. "
            "Alpha is higher than that of any facet. Do they measure one thing?"
        ),
    ),
    also=(lambda: round(_alpha(_turned(), ddof=0), 4), lambda: np.float32(_alpha(_turned()))),
)

# --- 6. Shapley shares, and the board's decision ----------------------------------------------


def _next_town() -> SwitchingTruth:
    return _next_town_data()[2]


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
        "The next town again. `stay(forms)` says how many customers of 100 stay there when only "
        'these forms hold them: `stay([])` with none, `stay(["economic", "technical"])` with '
        "two. `what_it_adds(order)` adds the four in one order, and gives what each step adds.\n\n"
        "**Shapley's rule** (沙普利份额) takes the mean over all 24 orders. Compute what each form "
        "holds, in customers of 100 (%), with one decimal.\n\n"
        "Then decide. From January a law forbids every fee for leaving early. The table of plans "
        "is of this town. Write a note to the board (at most 120 words): which **one** form "
        "to double, if any, at which cost at most, what it does for the customer, and what would "
        "change your mind."
    ),
    answer=Numbers(
        names=FORMS,
        expected=_points_of_retention,
        tolerance=0.1,
        unit="%",
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
        _("Try `what_it_adds(forms)` and `what_it_adds(forms[::-1])` first. Why do they differ?"),
        _("Walk through all orders, and give each form a 24th part of what it adds in each."),
        _(
            "```\nheld = dict.fromkeys(forms, 0)\nfor order in permutations(forms):\n"
            "    added = what_it_adds(order)\n    for form in forms:\n"
            "        held[form] += ...\n```"
        ),
    ),
    why=_(
        "Of 100 customers the forms hold: {answer}. Together that is what the four hold. The "
        "contract holds most, and the law takes it away, from the rivals as well: how many it "
        "holds is not what the firm would lose. Nor does the length of a bar say what MORE of a "
        "form would bring. For that the table of plans was made."
    ),
    minutes=18,
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
            _(
                "Starts from the law, and sees that it frees the rivals' customers as well: many "
                "more move, and in this town the share even rises."
            ),
            _(
                "Keeps apart what a form is worth in money, how many it holds, and what MORE of it "
                "would bring."
            ),
            _("Names what the chosen form does for customers, and for whom leaving gets harder."),
            _(
                "Compares on one scale: what the plan may cost at most, what a price cut would do, "
                "and what is left when rivals copy it."
            ),
            _("Claims no more than a simulated town can show."),
        ),
        strong=_(
            "Try the family and friends groups, in one district first. The law frees the rivals' "
            "customers as well as ours: in the table our share even rises. Doubled points or "
            "set-up bring little, doubled groups most. But this is a better product: it pays only "
            "while it costs less a month than the bills it adds to “law only”. A price cut brings "
            "more customers, but hardly more money. If the rivals copy the groups, more than the "
            "gain is gone. Members gain; friends outside find it harder to reach them. I would "
            "change my mind if rivals can copy within months. A simulated town shows that this can "
            "work, not how large it is in ours."
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

QUESTIONS = [FORM_CASES, READ_XRAY, TWO_FIRMS, LOGIT_BIAS, ALPHA, BOARD]

FREE = Prediction(
    id="01-free",
    statement=_(
        "The cell above says how many of 100 households in this town stay with their provider "
        "from one month to the next. Suppose that nothing had ever held them: no points to lose, "
        "nothing to set up again, no fee, no friends in the same network. How many of 100 would "
        "still stay?"
    ),
    reading=_(
        "Those who stay without any barrier stay because they like the provider, or because its "
        "price happens to suit them this month, or by chance. They are not locked in."
    ),
    unit=_("households"),
    decimals=0,
    minimum=0,
    maximum=100,
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
