"""Lesson 10, acquire or retain: its questions and predictions."""

import math
from collections.abc import Callable
from functools import cache

import numpy as np

from casekit.coach.kinds import Choice, Choices, Code, Numbers
from casekit.coach.question import Decision, Mistake, Prediction, Question, TeachingNote
from casekit.models.budget import BudgetPlan, CustomerEquity, ResponseCurve
from casekit.words import _

__all__ = ["PREDICTIONS", "QUESTIONS"]

MARGIN, DISCOUNT = 100.0, 0.10


def club(
    ca: float, ka: float, cr: float, kr: float, *, margin: float = MARGIN, rate: float = DISCOUNT
) -> CustomerEquity:
    """Describe a club by the ceilings and rates of its two curves."""
    return CustomerEquity(ResponseCurve(ca, ka), ResponseCurve(cr, kr), margin, rate)


# --- 1. what the trace allows one to say ------------------------------------------------------

_LEAPS = {
    "a": (
        _("names the report that nobody saw"),
        _(
            "Sentence a: we saw pages which SAY that it was TARP, and they give different numbers. "
            "The report itself was not found. 'Reported by' is as far as one may go."
        ),
    ),
    "c": (
        _("not found, so it never was"),
        _(
            "Sentence c: that we did not find a study does not prove that there is none. Say what "
            "was searched and what was not found."
        ),
    ),
    "e": (
        _("many pages make a fact"),
        _(
            "Sentence e has two leaps. Pages that copy one another are not so many witnesses; and "
            "a ratio of averages says nothing about the NEXT dollar."
        ),
    ),
}
# A sentence that goes too far is answered whatever else was chosen with it.
_BESIDE = {
    "bd": "",
    "b": _("One more sentence, about what stood BESIDE the numbers, says only what was seen."),
    "d": _("One more sentence, about the numbers themselves, says only what was seen."),
    "": _("Two of the other sentences say only what was seen."),
}
_TRACED = (
    *(
        Mistake(
            name if others == "bd" else f"{name} ({''.join(sorted(letter + others))})",
            tuple(sorted(letter + others)),
            f"{message} {beside}".rstrip(),
        )
        for letter, (name, message) in _LEAPS.items()
        for others, beside in _BESIDE.items()
    ),
    Mistake(
        _("only the spread"),
        ("b",),
        _(
            "Right, and not all: another sentence, about what stood BESIDE the numbers, says only "
            "what was seen."
        ),
    ),
    Mistake(
        _("only the missing method"),
        ("d",),
        _(
            "Right, and not all: another sentence, about the numbers themselves, says only what "
            "was seen."
        ),
    ),
)

TRACE = Question(
    id="10-trace",
    level="A",
    title=_("What may you say about the five?"),
    statement=_(
        "A colleague wants to print a sentence about the 'five times' in the annual report. Which "
        "of these sentences does step 1 of the lesson support? Choose all that fit, for example "
        '`["a", "d"]`.'
    ),
    answer=Choices(
        {
            "a": _("TARP measured in the 1980s that a new customer costs five times as much"),
            "b": _("Pages that name the same source print different numbers"),
            "c": _("It has been proved that no study of the multiple was ever made"),
            "d": _(
                "In what could be read of the pages, no method and no sample stood beside the "
                "number"
            ),
            "e": _("All pages say more than one, so keeping is the better use of the next dollar"),
        },
        keys=("b", "d"),
    ),
    mistakes=_TRACED,
    hints=(
        _("A careful sentence says what was seen, by whom, and stops there."),
        _("Ask of each sentence: could it be false although everything in the figure is right?"),
        _("Two sentences remain. One is about numbers, one about what was missing."),
    ),
    why=_(
        "{answer}. The spread of the numbers is evidence about the claim: whatever was measured, "
        "it was not one thing. A ratio also differs between firms and years, so even a good study "
        "of some firms would not be a law for yours."
    ),
    minutes=3,
    note=TeachingNote(
        misconception=_("A number that is quoted often has been checked often."),
        ask=_("Which number in your own firm's slides has no source? Who wrote it first?"),
        extend=_("Take one such number and trace it for ten minutes. Where does it go cold?"),
    ),
)

# --- 2. one point, one curve ------------------------------------------------------------------

SPEND, JOINED, CEILING = 10.0, 0.25, 0.40
POINT = ("rate", "average_cost", "next_cost")


def _point(
    rate: float | None = None, average: float | None = None, after: float | None = None
) -> tuple[float, float, float]:
    curve = ResponseCurve.through(spend=SPEND, response=JOINED, ceiling=CEILING)
    return (
        curve.rate if rate is None else rate,
        SPEND / JOINED if average is None else average,
        1 / float(curve.slope(SPEND)) if after is None else after,
    )


ONE_POINT = Question(
    id="10-one-point",
    level="B",
    title=_("A curve through one point"),
    statement=_(
        "A language school spends 10 dollars on each prospect, and 25% of the prospects join. Its "
        "director believes that no money would bring in more than 40%.\n\n"
        "The curve is: share who join = ceiling × (1 − exp(−rate × spend)).\n\n"
        "- `rate`: the rate of the curve through this point (four decimals);\n"
        "- `average_cost`: what a new customer costs today, on average (in dollars);\n"
        "- `next_cost`: what the NEXT new customer would cost, if a little more were spent: one "
        "over the slope of the curve at 10 dollars. The slope is rate × (ceiling − share who join)."
    ),
    answer=Numbers(
        names=POINT,
        expected=_point,
        tolerance={"rate": 0.0006, "average_cost": 0.5, "next_cost": 0.7},
        decimals={"rate": 4, "average_cost": 1, "next_cost": 1},
    ),
    mistakes=(
        Mistake(
            _("ceiling forgotten"),
            lambda: _point(
                rate=math.log(1 / (1 - JOINED)) / SPEND,
                after=1 / (math.log(1 / (1 - JOINED)) / SPEND * (1 - JOINED)),
            ),
            _(
                "That is the curve that ends at 100%. The director's ceiling is 40%: what counts "
                "is the share of those who CAN be won."
            ),
        ),
        Mistake(
            _("a straight line"),
            lambda: _point(rate=JOINED / SPEND, after=SPEND / JOINED),
            _(
                "You took a straight line through the point, as if each dollar won as many as the "
                "last one. On the curve the first dollars win more than the later ones."
            ),
        ),
        Mistake(
            _("cost per prospect"),
            lambda: _point(average=SPEND),
            _(
                "That is the spend on each PROSPECT. Three of four do not join, and their money "
                "was spent too: divide by the share who join."
            ),
        ),
        Mistake(
            _("divided by the ceiling"),
            lambda: _point(average=SPEND / CEILING, after=SPEND / (CEILING - JOINED)),
            _("You divided by a share other than the one that is asked for. Who joins today?"),
        ),
        Mistake(
            _("logarithm of base ten"),
            lambda: _point(
                rate=math.log10(CEILING / (CEILING - JOINED)) / SPEND,
                after=1 / (math.log10(CEILING / (CEILING - JOINED)) / SPEND * (CEILING - JOINED)),
            ),
            _("exp belongs to the natural logarithm, `math.log`, not to the one of base ten."),
        ),
        Mistake(
            _("the slope itself"),
            lambda: _point(
                after=float(
                    ResponseCurve.through(spend=SPEND, response=JOINED, ceiling=CEILING).slope(
                        SPEND
                    )
                )
            ),
            _(
                "That is the slope: customers per dollar. Turn it over to have dollars per "
                "customer."
            ),
        ),
    ),
    hints=(
        _("At 10 dollars the curve must give 0.25. Which rate does that?"),
        _("Solve 0.25 = 0.40 × (1 − exp(−10 × rate)): the rate is a logarithm over 10."),
        _(
            "`curve = ck.ResponseCurve.through(spend=10, response=0.25, ceiling=1)` with the right "
            "ceiling in place of the 1; then `rate = curve.rate` and "
            "`next_cost = 1 / curve.slope(10)`"
        ),
    ),
    why=_(
        "{answer}. The average is looked at; the next one is decided on. Here the next customer "
        "costs far more than the average one, because the easy ones are already won. And all "
        "three rest on the ceiling, which is a belief until somebody tests it."
    ),
    minutes=9,
    note=TeachingNote(
        misconception=_("The next customer costs what the average one costs."),
        ask=_("Which of the three numbers changes if the ceiling is 30% instead of 40%?"),
        extend=_("Draw `next_cost` for ceilings from 26% to 60%."),
    ),
    also=(
        lambda: dict(
            zip(
                POINT,
                (
                    math.log(0.40 / 0.15) / 10,
                    40,
                    10 / (math.log(0.40 / 0.15) * 0.15),
                ),
                strict=True,
            )
        ),
    ),
)

# --- 3. the best ratio of any market ----------------------------------------------------------

RatioOf = Callable[[float, float, float, float], float]


def best_ratio(ca: float, ka: float, cr: float, kr: float) -> float:
    """Give the ratio of average costs at the best plan of a market."""
    return club(ca, ka, cr, kr).optimum().ratio


def _by(how: Callable[[BudgetPlan], float]) -> Callable[[], RatioOf]:
    def wrong(ca: float, ka: float, cr: float, kr: float) -> float:
        return how(club(ca, ka, cr, kr).optimum())

    return lambda: wrong


def _without_discount() -> RatioOf:
    def wrong(ca: float, ka: float, cr: float, kr: float) -> float:
        return club(ca, ka, cr, kr, rate=1e-9).optimum().ratio

    return wrong


BEST_RATIO = Question(
    id="10-best-ratio",
    level="C",
    title=_("The best ratio of any market"),
    statement=_(
        "Write a function `best_ratio(acq_ceiling, acq_rate, ret_ceiling, ret_rate)`. It gives, "
        "for the BEST plan of that market, the cost per acquired customer divided by the retention "
        "spend per customer and year. Margin 100 dollars a customer and year, discount rate 10% a "
        "year.\n\n"
        "Do not round. The check tries it on markets of the lesson and on others."
    ),
    answer=Code(
        name="best_ratio",
        reference=best_ratio,
        cases=lambda: [
            (0.4, 0.1, 0.9, 0.5),
            (0.5, 0.5, 0.6, 0.03),
            (0.4, 0.1, 0.3, 0.08),
            (0.25, 0.05, 0.8, 0.2),
        ],
        tolerance=0.02,
    ),
    mistakes=(
        Mistake(
            _("spend per prospect over retention spend"),
            _by(lambda plan: plan.acquisition_spend / plan.retention_spend),
            _(
                "You divided the spend per PROSPECT. Those who say no cost money too, and bring "
                "nobody: the cost per ACQUIRED customer is the spend over the share who join."
            ),
        ),
        Mistake(
            _("ratio turned over"),
            _by(lambda plan: 1 / plan.ratio),
            _("Your ratio is upside down: winning over keeping is asked for."),
        ),
        Mistake(
            _("retention spend per customer who stays"),
            _by(
                lambda plan: (
                    plan.cost_per_acquired_customer / (plan.retention_spend / plan.retention_rate)
                )
            ),
            _(
                "You divided by the money per customer who STAYS. The slide's ratio takes the "
                "money per customer and year, whoever then leaves included."
            ),
        ),
        Mistake(
            _("ratio of the marginal costs"),
            _by(lambda plan: plan.marginal_cost_to_acquire / plan.marginal_cost_to_retain),
            _(
                "That is the ratio of the MARGINAL costs, which at the best plan is 1 in every "
                "market. The slide speaks of averages."
            ),
        ),
        Mistake(
            _("winning and keeping exchanged"),
            lambda: lambda ca, ka, cr, kr: club(cr, kr, ca, ka).optimum().ratio,
            _(
                "Your two curves are exchanged: the first two arguments belong to winning, the "
                "last two to keeping."
            ),
        ),
        Mistake(
            _("discount rate left out"),
            _without_discount,
            _("Your discount rate seems to be 0. The question sets it to 10% a year."),
        ),
    ),
    hints=(
        _("Build the market from two curves, ask it for its best plan, and read the ratio there."),
        _("`ck.CustomerEquity(acquisition=..., retention=..., margin=..., discount_rate=...)`"),
        _(
            "`market = ck.CustomerEquity(ck.ResponseCurve(acq_ceiling, acq_rate), "
            "ck.ResponseCurve(ret_ceiling, ret_rate), margin=100, discount_rate=0.1)` and "
            "`best = market.optimum()`; then return a field of `best`"
        ),
    ),
    why=_(
        "{answer}. A ratio of seven can be right, and so can one below one. In the cell below the "
        "check, look for markets below 1: customers who come easily and are hard to hold."
    ),
    minutes=7,
    note=TeachingNote(
        misconception=_("There is a natural ratio; firms far from it waste money."),
        ask=_("What would a market need for a best ratio of 20?"),
        extend=_("`ck.search_markets(ratio_above=20, seed=1)`: what do those markets share?"),
    ),
    also=(lambda: lambda ca, ka, cr, kr: float(club(ca, ka, cr, kr).optimum().table()["ratio"]),),
)

# --- 4. five points ---------------------------------------------------------------------------

BASES = ("base_25_per_cent", "base_85_per_cent", "base_elastic_per_cent")
RATE = 0.12


def _base(gain: float, *, after: bool = False, rate: float = 0.0, relative: bool = False) -> float:
    """Give the retention rate (%) at which five points (or 5% of it) lift a lifetime by a gain."""
    whole = 1 + rate
    factor = 1 + gain
    if relative:
        base = (factor - 1) * whole / (1.05 * factor - 1)
    else:
        base = whole - 0.05 * factor / (factor - 1)
    return 100 * (base + 0.05 if after else base)


def _bases(
    one: Callable[[float], float] = _base, elastic: float | None = None
) -> tuple[float, float, float]:
    right = 100 * (1 + RATE) * 4 / 5
    return one(0.25), one(0.85), right if elastic is None else elastic


FIVE_POINTS = Question(
    id="10-five-points",
    level="B",
    title=_("Where do 25% and 85% come from?"),
    statement=_(
        "'Five points more retention raise profits by 25% to 85%.' Suppose that profit is a fixed "
        "margin for each year that a customer stays, without discounting. At a yearly retention "
        "rate $r$ a customer then stays $1 / (1 - r)$ years on average. Five POINTS more make that "
        "$1 / (0.95 - r)$.\n\n"
        "- `base_25_per_cent`: at which retention rate do five points raise the years by 25%?\n"
        "- `base_85_per_cent`: at which do they raise them by 85%?\n"
        "- `base_elastic_per_cent`: now with a discount rate of 12% a year, and one per cent (not "
        "one point) more retention. The margin multiple $r / (1.12 - r)$ then rises by "
        "$1.12 / (1.12 - r)$ per cent. At which retention rate is that 5%?\n\n"
        "Answer in per cent, one decimal."
    ),
    answer=Numbers(names=BASES, expected=_bases, tolerance=0.25, unit="%", decimals=1),
    mistakes=(
        Mistake(
            _("five per cent of the rate"),
            lambda: _bases(lambda gain: _base(gain, relative=True)),
            _(
                "You raised the rate by five per cent OF ITSELF. The claim is about five "
                "percentage points: from $r$ to $r$ plus 0.05."
            ),
        ),
        Mistake(
            _("the rate after the gain"),
            lambda: _bases(lambda gain: _base(gain, after=True)),
            _("That is the rate AFTER the gain. The question asks where the firm starts."),
        ),
        Mistake(
            _("the churn rate"),
            lambda: _bases(lambda gain: 100 - _base(gain), 100 - 100 * (1 + RATE) * 4 / 5),
            _("That is the share who LEAVE. The question asks for the share who stay."),
        ),
        Mistake(
            _("discounted where it is not asked"),
            lambda: _bases(lambda gain: _base(gain, rate=RATE), 80.0),
            _(
                "The discounting stands in the wrong place: the first two have no discount rate, "
                "the third has one of 12%."
            ),
        ),
        Mistake(
            _("multiple of five instead of elasticity"),
            lambda: _bases(elastic=100 * 5 * (1 + RATE) / 6),
            _(
                "There the MULTIPLE is five. The question asks where one per cent more retention "
                "raises it by five per cent."
            ),
        ),
    ),
    hints=(
        _("Write the years before and the years after, and set their ratio to 1.25."),
        _("(1 − r) / (0.95 − r) = 1.25. Multiply out and solve for r."),
        _(
            "`base_25_per_cent = 100 * (1.25 * 0.95 - 1) / (1.25 - 1)`; the same with 1.85. The "
            "third: 1.12 / (1.12 − r) = 5, so 1.12 − r = 1.12 / 5."
        ),
    ),
    why=_(
        "{answer}. So the famous range needs no survey: a thought about lifetimes gives it, for "
        "base rates between the first two. It says what five points would be WORTH. It does not "
        "say what they COST, nor whether they can be had at all."
    ),
    minutes=9,
    note=TeachingNote(
        misconception=_("'5%' means five per cent of the retention rate."),
        ask=_("Your firm keeps 60%. What do five points add to a customer's years?"),
        extend=_("Repeat with a discount rate of 10%. How much of the 85% is left?"),
    ),
    also=(
        lambda: dict(
            zip(
                BASES,
                (
                    100 * (1.25 * 0.95 - 1) / 0.25,
                    100 * (1.85 * 0.95 - 1) / 0.85,
                    100 * 1.12 * 0.8,
                ),
                strict=True,
            )
        ),
    ),
)

# --- 5. a budget that is too small ------------------------------------------------------------

BUDGET, PROSPECTS, MEMBERS = 90_000.0, 8_000.0, 2_000.0
SHORT = ("acquisition_spend", "retention_spend", "next_dollar")


@cache
def cinema() -> CustomerEquity:
    """Give the film club of the exercise."""
    return club(0.4, 0.1, 0.7, 0.08)


def _sized(A: float, R: float) -> BudgetPlan:
    return cinema().plan(A, R, prospects=PROSPECTS, customers=MEMBERS)


@cache
def short() -> BudgetPlan:
    """Give the film club's best plan under its budget."""
    return cinema().optimum(budget=BUDGET, prospects=PROSPECTS, customers=MEMBERS)


def _short(
    spends: tuple[float, float] | None = None, after: float | None = None
) -> tuple[float, float, float]:
    plan = short()
    A, R = (plan.acquisition_spend, plan.retention_spend) if spends is None else spends
    return A, R, plan.shadow_price if after is None else after


def _in_proportion() -> tuple[float, float]:
    """Cut both spends of the unlimited plan by the same share until the budget is kept."""
    best = cinema().optimum()
    cuts = np.linspace(0, 1, 20_001)
    spent = [
        _sized(best.acquisition_spend * cut, best.retention_spend * cut).first_year_spend
        for cut in cuts[::50]
    ]
    cut = float(np.interp(BUDGET, spent, cuts[::50]))
    return best.acquisition_spend * cut, best.retention_spend * cut


def _unlimited() -> tuple[float, float]:
    best = cinema().optimum()
    return best.acquisition_spend, best.retention_spend


def _without_members() -> tuple[float, float]:
    plan = cinema().optimum(budget=BUDGET, prospects=PROSPECTS)
    return plan.acquisition_spend, plan.retention_spend


SHORT_BUDGET = Question(
    id="10-short-budget",
    level="B",
    title=_("Too little money"),
    statement=_(
        "A film club (`cinema`) has 8,000 prospects and 2,000 members. This year it may spend "
        "90,000 dollars in all: on the prospects, and on one year of keeping everybody who is then "
        "a member. Margin 100 dollars a member and year, discount rate 10%.\n\n"
        "- `acquisition_spend`: the best spend per prospect (dollars);\n"
        "- `retention_spend`: the best spend per member and year (dollars);\n"
        "- `next_dollar`: the shadow price: what one dollar more of budget would add to the club's "
        "value, all costs taken off (dollars).\n\n"
        "Two decimals each."
    ),
    answer=Numbers(
        names=SHORT,
        expected=_short,
        tolerance={"acquisition_spend": 0.06, "retention_spend": 0.06, "next_dollar": 0.02},
        decimals=2,
    ),
    mistakes=(
        Mistake(
            _("the budget ignored"),
            lambda: _short(_unlimited(), 0.0),
            _(
                "That is the plan of a club with money enough. Give `budget=`, `prospects=` and "
                "`customers=` together: without the numbers of people the budget is never short."
            ),
        ),
        Mistake(
            _("both cut in proportion"),
            lambda: _short(_in_proportion()),
            _(
                "You cut both spends of the rich club by the same share. The budget is kept, but "
                "the next dollar then brings more in one place than in the other."
            ),
        ),
        Mistake(
            _("the members forgotten"),
            lambda: _short(
                _without_members(),
                cinema().optimum(budget=BUDGET, prospects=PROSPECTS).shadow_price,
            ),
            _(
                "You left out the members who are there already. They, too, get the retention "
                "money: give `customers=`."
            ),
        ),
        Mistake(
            _("value per dollar of the whole budget"),
            lambda: _short(after=short().total_value / BUDGET),
            _(
                "That is the value of ALL dollars over their number: an average. The shadow price "
                "is about the NEXT dollar."
            ),
        ),
        Mistake(
            _("costs not taken off"),
            lambda: _short(after=1 + short().shadow_price),
            _("The dollar itself has to be paid back first: take its own cost off."),
        ),
    ),
    hints=(
        _("The club can find its best plan under a budget. Tell it everything it needs."),
        _(
            "`cinema.optimum` takes `budget=`, `prospects=` and `customers=`; look at the fields "
            "of what it gives back."
        ),
        _(
            "`plan = cinema.optimum(budget=90_000, prospects=8_000, customers=0)` with the right "
            "number in place of the 0; then `plan.acquisition_spend`, `plan.retention_spend`, "
            "`plan.shadow_price`"
        ),
    ),
    why=_(
        "{answer}. At the best split the next dollar does the same in both places: otherwise one "
        "would move it. The shadow price is the number to bring to the one who sets the budget: "
        "as long as it is above 0, the budget is smaller than the club can use."
    ),
    minutes=6,
    note=TeachingNote(
        misconception=_("When money is short, everybody gives the same share."),
        ask=_("Who in your firm could say what the next dollar of their budget brings?"),
        extend=_("Set customers to 0 and to 10,000. Where does the share for keeping go?"),
    ),
    also=(
        lambda: dict(zip(SHORT, _short(), strict=True)),
        lambda: [round(value, 3) for value in _short()],
    ),
)

# --- 6. the decision --------------------------------------------------------------------------

GYM = CustomerEquity(ResponseCurve(0.3, 0.06), ResponseCurve(0.85, 0.4), 120.0, 0.1)
GYM_PLAN = (22.0, 16.0)


def _best_answer() -> str:
    plan = GYM.plan(*GYM_PLAN)
    winning = plan.customer_value / plan.marginal_cost_to_acquire
    keeping = plan.customer_value / plan.marginal_cost_to_retain
    return "c" if winning > 1 > keeping else "a"


DECISION = Question(
    id="10-board",
    level="A",
    title=_("The gym's budget"),
    statement=_(
        "A chain of gyms (invented) spends 22 dollars on each prospect and 16 dollars on each "
        "member and year. The table above shows its numbers from tests with several spends. The "
        "head of service proposes: 'Our ratio is above six. Everybody knows that keeping is five "
        "times cheaper. Give us a fifth of the acquisition money.' Part of it is to pay people who "
        "talk callers out of cancelling.\n\n"
        "Choose the best answer of the board. Then write at most 120 words to the head of service: "
        "what you decide, the two numbers that carry it, what you would test, and what must not be "
        "paid from this money."
    ),
    answer=Choice(
        {
            "a": _("Accept: a ratio above five means that keeping is the cheaper way to grow"),
            "b": _("Leave everything as it is: the ratio is in the usual range of 5 to 20"),
            "c": _(
                "Refuse; move money from keeping to winning, in steps, with a group by lot that "
                "keeps the old spend, and nothing for talking people out of leaving"
            ),
            "d": _(
                "Refuse; stop spending on keeping altogether, since its next dollar does not pay"
            ),
        },
        key=_best_answer,
    ),
    mistakes=(
        Mistake(
            _("reads the ratio"),
            "a",
            _(
                "The ratio compares averages: all the money so far. Look at the two numbers about "
                "the NEXT dollar. Which of them is above one?"
            ),
        ),
        Mistake(
            _("takes the claim as a norm"),
            "b",
            _(
                "The range of 5 to 20 is no norm: step 1 found no method behind it. And the two "
                "next dollars are far from equal here, so something should move."
            ),
        ),
        Mistake(
            _("confuses the next dollar with all dollars"),
            "d",
            _(
                "The NEXT dollar on keeping does not pay. The first ones may pay very well: "
                "without them the gym might lose most members. Cut to where the next one pays."
            ),
        ),
    ),
    hints=(
        _("Cover the ratio with your hand. Which two numbers are left to decide on?"),
        _("One next dollar brings back more than a dollar, the other much less."),
        _("Money goes from the low number to the high one, until they are equal. How fast?"),
    ),
    why=_(
        "{answer}. The ratio of six is an average. On the margin the gym overspends on keeping and "
        "underspends on winning. Steps and a group by lot, because the curves come from tests of "
        "another time. And money that makes leaving harder is not retention spend: it buys "
        "complaints, and it can be against the law (lesson 04)."
    ),
    minutes=6,
    note=TeachingNote(
        misconception=_("A high ratio shows that keeping deserves more money."),
        ask=_("What would the head of service have to show you to change your mind?"),
        extend=_("At which spends are the two next dollars equal? Use `.optimum()`."),
    ),
    decision=Decision(
        rubric=(
            _("Names both next dollars, and says that the ratio is an average"),
            _("Moves money in steps and keeps a group by lot to measure what happens"),
            _("Says what must not be paid: obstacles to leaving"),
            _("Says what would change the decision, for example a higher ceiling in a new test"),
        ),
        strong=_(
            "We will not move money to retention now. Our ratio of six is an average. The next "
            "dollar on prospects brings back more than two dollars; the next one on members "
            "brings back about a quarter of a dollar. From May we take two dollars per member and "
            "year from service gifts and put them into prospects, in half of the gyms drawn by "
            "lot; the other half keeps the old spend. In November we compare joiners and "
            "renewals. If renewals fall by more than the curve says, we go back. We pay nobody to "
            "talk callers out of leaving: leaving takes one click. If a new test shows that more "
            "than 85% can be kept, I will talk again."
        ),
        weak=_(
            "Retention is important, but our ratio is fine compared with the industry. We should "
            "balance both and improve loyalty step by step."
        ),
        weak_because=_(
            "It takes the claim for a norm, names no next dollar, and cannot be checked. Nobody "
            "knows what will be done on Monday."
        ),
    ),
)

# --- predictions ------------------------------------------------------------------------------

MOVE = Prediction(
    id="10-move",
    statement=_(
        "Willow wins a new member for about 79 dollars and spends 11 dollars a year to keep one. "
        "What should it do with the 200,000 dollars of the slide?"
    ),
    reading=_(
        "Neither the 79 nor the 11 decides. They are averages, and the question is about the next "
        "dollars. If you chose 'it cannot be said from these two numbers', you were right already "
        "before the test."
    ),
    options={
        "a": _("Move all of it to keeping"),
        "b": _("Move about half of it"),
        "c": _("Move nothing"),
        "d": _("It cannot be said from these two numbers"),
    },
)

BACK = Prediction(
    id="10-back",
    statement=_(
        "If the slide is followed, by how many million dollars does the value of Willow change? "
        "(Value of all years, in today's dollars. The higher spend on members is paid in each "
        "later year too. A loss is a negative number.)"
    ),
    reading=_(
        "Most of it is the promise: 8 dollars more for each member, in every year, which keep "
        "almost nobody more. An average cost of 11 dollars had hidden that."
    ),
    unit=_("million $"),
    decimals=1,
)

QUESTIONS = [TRACE, ONE_POINT, BEST_RATIO, FIVE_POINTS, SHORT_BUDGET, DECISION]
PREDICTIONS = [MOVE, BACK]
