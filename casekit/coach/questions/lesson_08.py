"""Lesson 08, lifetime value of subscriptions: its questions and predictions."""

from collections.abc import Callable
from functools import cache

import numpy as np
import pandas as pd

from casekit.coach.kinds import Choice, Code, Numbers
from casekit.coach.question import Decision, Mistake, Prediction, Question, TeachingNote
from casekit.datasets import load
from casekit.frames.survivors import survivor_table
from casekit.models.subscriptions import (
    ShiftedBetaGeometric,
    expected_lifetime,
    margin_multiple,
    retention_gain,
    survival_line,
)
from casekit.words import _

__all__ = ["PREDICTIONS", "QUESTIONS"]

# --- 1. the multiple --------------------------------------------------------------------------

TEA_MARGIN, TEA_PRICE, TEA_KEPT, TEA_RATE = 40.0, 90.0, 0.8, 0.12


def _tea(multiple: float, margin: float = TEA_MARGIN) -> tuple[float, float]:
    return multiple, margin * (1 + multiple)


MULTIPLE = Question(
    id="08-multiple",
    level="A",
    title=_("A box of tea"),
    statement=_(
        "A fictional firm sends a box of tea to its subscribers. They pay 90 dollars once a year, "
        "of which 40 dollars are margin. In each year 80% of all subscribers renew, old and new "
        "alike. The discount rate is 12% a year.\n\n"
        "- `multiple`: the margin multiple, the next payment in one year (two decimals);\n"
        "- `new_customer`: what a new subscriber is worth, in dollars, who pays for the first box "
        "today. For ever; the cost of finding the subscriber is not taken off."
    ),
    answer=Numbers(
        names=("multiple", "new_customer"),
        expected=lambda: _tea(float(margin_multiple(TEA_KEPT, TEA_RATE))),
        tolerance={"multiple": 0.01, "new_customer": 0.5},
        decimals=2,
        appears_because=_("a multiple of a few units is a number that stands in many places"),
    ),
    mistakes=(
        Mistake(
            _("not discounted"),
            lambda: _tea(TEA_KEPT / (1 - TEA_KEPT)),
            _(
                "You left the discount rate out. A dollar in five years counts less than a dollar "
                "today: the bottom of the fraction is 1 + i − r."
            ),
        ),
        Mistake(
            _("the years that a customer stays"),
            lambda: _tea(float(expected_lifetime(TEA_KEPT))),
            _(
                "You used 1/(1 − r), the number of boxes a subscriber pays for in all. It counts "
                "today's box and discounts nothing."
            ),
        ),
        Mistake(
            _("the first renewal is certain"),
            lambda: _tea(1 / (1 + TEA_RATE - TEA_KEPT)),
            _(
                "On top of your fraction stands 1. The next payment, too, comes only if the "
                "subscriber renews: on top stands r."
            ),
        ),
        Mistake(
            _("churn in the place of retention"),
            lambda: _tea((1 - TEA_KEPT) / (1 + TEA_RATE - (1 - TEA_KEPT))),
            _("You put the share who LEAVE into the formula. It asks for the share who renew."),
        ),
        Mistake(
            _("revenue for margin"),
            lambda: _tea(float(margin_multiple(TEA_KEPT, TEA_RATE)), TEA_PRICE),
            _(
                "You multiplied the price of the box. Tea and postage have to be paid from it: "
                "what counts is the margin."
            ),
        ),
        Mistake(
            _("first payment left out"),
            lambda: (
                float(margin_multiple(TEA_KEPT, TEA_RATE)),
                TEA_MARGIN * float(margin_multiple(TEA_KEPT, TEA_RATE)),
            ),
            _(
                "Your value begins with the payment in a year. This subscriber is new and pays "
                "today: that margin is in, and nothing is taken off it."
            ),
        ),
        Mistake(
            _("the lesson's discount rate"),
            lambda: _tea(float(margin_multiple(TEA_KEPT, 0.10))),
            _("You used the discount rate of the lesson, 10%. The firm with the tea has 12%."),
        ),
        Mistake(
            _("today's payment inside the multiple"),
            lambda: _tea(float(margin_multiple(TEA_KEPT, TEA_RATE, first_margin="now"))),
            _(
                "Today's payment is in your multiple. The multiple begins in a year; today's "
                "payment comes on top of it, once."
            ),
        ),
    ),
    hints=(
        _("The formula of step 1 has r on top, and 1 + i − r below."),
        _("A new subscriber brings one margin today, and then what the multiple says."),
        _("`multiple = 0.8 / (1 + 0.12 - 0.8)`; `new_customer = 40 + 40 * ...`"),
    ),
    why=_(
        "{answer}. Whether the first payment is in makes a whole margin of difference. Two people "
        "who mean different things by it can quarrel for hours over the same customer."
    ),
    minutes=3,
    note=TeachingNote(
        misconception=_("Lifetime value is price times years."),
        ask=_("Which of the five parts of the definition did your last CLV leave open?"),
        extend=_("At which retention does a new subscriber pay back 100 dollars of advertising?"),
    ),
    also=(lambda: {"new_customer": 40 * 3.5, "multiple": 2.5},),
)

# --- 2. five points ---------------------------------------------------------------------------


LOW, HIGH = 0.70, 0.92


def _points(step: Callable[[float], float], scale: float = 100.0) -> tuple[float, float, float]:
    def multiple(kept: float) -> float:
        return float(margin_multiple(kept, 0.10))

    def life(kept: float) -> float:
        return float(expected_lifetime(kept))

    return (
        scale * (life(step(LOW)) / life(LOW) - 1),
        scale * (life(step(HIGH)) / life(HIGH) - 1),
        scale * (multiple(step(HIGH)) / multiple(HIGH) - 1),
    )


def _five_points() -> tuple[float, float, float]:
    low, high = (100 * float(retention_gain(kept, points=0.05)) for kept in (LOW, HIGH))
    return low, high, _points(lambda kept: kept + 0.05)[2]


POINTS = Question(
    id="08-points",
    level="A",
    title=_("Five points, and what they are worth"),
    statement=_(
        "A consultant promises five **percentage points** more retention. By how many per cent do "
        "these numbers rise (one decimal)?\n\n"
        "- `life_at_70_per_cent`: the expected number of payments of a customer, 1/(1 − r), where "
        "70% renew now;\n"
        "- `life_at_92_per_cent`: the same where 92% renew now;\n"
        "- `value_at_92_per_cent`: the margin multiple r/(1 + i − r) at a discount rate of 10% a "
        "year, where 92% renew now."
    ),
    answer=Numbers(
        names=("life_at_70_per_cent", "life_at_92_per_cent", "value_at_92_per_cent"),
        expected=_five_points,
        tolerance=0.2,
        unit="%",
        decimals=1,
        appears_because=_("one of the three is a round number that stands in many places"),
    ),
    mistakes=(
        Mistake(
            _("5 per cent instead of 5 points"),
            lambda: _points(lambda kept: 1.05 * kept),
            _(
                "You raised the rate by 5 PER CENT of itself. Five points are added to the rate: "
                "the difference grows with the rate, and this is the classic slip."
            ),
        ),
        Mistake(
            _("five points of churn added"),
            lambda: _points(lambda kept: kept - 0.05),
            _("Your number is that of five points LESS retention. It should rise."),
        ),
        Mistake(
            _("the new level instead of the rise"),
            lambda: tuple(100 + gain for gain in _five_points()),
            _(
                "You gave the new value in per cent of the old. The question asks for the rise: "
                "take 100 off."
            ),
        ),
        Mistake(
            _("payments instead of per cent"),
            lambda: (
                float(expected_lifetime(LOW + 0.05) - expected_lifetime(LOW)),
                float(expected_lifetime(HIGH + 0.05) - expected_lifetime(HIGH)),
                float(margin_multiple(HIGH + 0.05, 0.10) - margin_multiple(HIGH, 0.10)),
            ),
            _("That is the rise in payments or dollars. Divide it by the old value."),
        ),
        Mistake(
            _("divided by the new value"),
            lambda: tuple(100 * gain / (100 + gain) for gain in _five_points()),
            _("You divided the rise by the NEW value. A rise is measured from where it began."),
        ),
        Mistake(
            _("today's payment counted in"),
            lambda: (
                *_five_points()[:2],
                100 * float(retention_gain(HIGH, points=0.05, discount_rate=0.10)),
            ),
            _(
                "You counted a payment today, which no retention can change. The multiple in the "
                "statement begins with the payment in a year."
            ),
        ),
    ),
    hints=(
        _("Compute the old value, then the new one; then new / old − 1."),
        _(
            "Where 70% renew, a customer pays 1 / (1 − 0.70) times; with five points more, "
            "1 / 0.25 times."
        ),
        _(
            "`100 * ((1 / 0.25) / (1 / 0.30) - 1)`; for the last begin with "
            "`0.97 / (1 + 0.10 - 0.97)`."
        ),
    ),
    why=_(
        "{answer}. The same five points, and the first two gains are far apart. Where "
        "nearly everybody stays, five points are most of those who leave. Discounting takes most "
        "of the headline away, because the added years lie far ahead. And none of the "
        "three says what the points cost."
    ),
    minutes=4,
    note=TeachingNote(
        misconception=_("“5% more retention brings 25 to 85% more profit” holds for us, too."),
        ask=_("What is your churn? Is five points less of it a small step or a huge one?"),
        extend=_("From which retention on do five points raise the multiple by half, at 10%?"),
    ),
    also=(
        lambda: {
            "value_at_92_per_cent": 100 * ((0.97 / 0.13) / (0.92 / 0.18) - 1),
            "life_at_92_per_cent": 100 * (0.08 / 0.03 - 1),
            "life_at_70_per_cent": 100 * (0.30 / 0.25 - 1),
        },
    ),
)

# --- 3. fit and forecast ----------------------------------------------------------------------

EARLY = 4
LAST = 12
# The published table is in per cent; the paper counts 1,000 customers a segment.
CUSTOMERS = 1000


@cache
def _segment(name: str) -> pd.DataFrame:
    published = load("subscription_survival").query("segment == @name")
    return survivor_table(
        published, period="year", survivors="survivors_per_cent", customers=CUSTOMERS
    )


@cache
def _forecast(
    name: str = "Regular", periods: int = EARLY, scale: str = "relative"
) -> tuple[float, float, float, float]:
    table = _segment(name)
    actual = float(table["survivors"].iloc[LAST] / table["survivors"].iloc[0])
    fitted = ShiftedBetaGeometric().fit(table, periods=periods)
    line = survival_line(table, form="exponential", periods=periods)
    ends = [float(one.survival([LAST]).iloc[0]) for one in (fitted, line)]
    errors = {
        "relative": [100 * (end / actual - 1) for end in ends],
        "points": [100 * (end - actual) for end in ends],
        "of the forecast": [100 * (1 - actual / end) for end in ends],
        "turned": [100 * (1 - end / actual) for end in ends],
        "shares": [end / actual - 1 for end in ends],
    }[scale]
    return float(fitted.params["alpha"]), float(fitted.params["beta"]), errors[0], errors[1]


FORECAST = Question(
    id="08-forecast",
    level="B",
    title=_("How early can you know?"),
    statement=_(
        "The lesson stood in year 7. Now stand in **year 4**: the table `regular` holds the "
        "segment *Regular*, and you may look at the years 0 to 4 only.\n\n"
        "- `alpha`, `beta`: fit the shifted-beta-geometric model to these years (three decimals);\n"
        "- `sbg_error_per_cent`: by how many per cent does its forecast of the share still there "
        "in **year 12** miss what happened? Forecast / actual − 1; below zero if too low (whole "
        "per cent are enough);\n"
        "- `line_error_per_cent`: the same for the exponential line through the same years "
        "(`ck.survival_line`)."
    ),
    answer=Numbers(
        names=("alpha", "beta", "sbg_error_per_cent", "line_error_per_cent"),
        expected=_forecast,
        tolerance={
            "alpha": 0.004,
            "beta": 0.004,
            "sbg_error_per_cent": 0.5,
            "line_error_per_cent": 0.5,
        },
        decimals={"alpha": 3, "beta": 3, "sbg_error_per_cent": 1, "line_error_per_cent": 1},
    ),
    mistakes=(
        Mistake(
            _("the years 0 to 7"),
            lambda: _forecast(periods=7),
            _("Those are the years 0 to 7, as in the lesson. Here you stand in year 4."),
        ),
        Mistake(
            _("all twelve years"),
            lambda: _forecast(periods=LAST),
            _(
                "You fitted all twelve years. Then it is no forecast: the model has seen what it "
                "is to foretell."
            ),
        ),
        Mistake(
            _("the other segment"),
            lambda: _forecast("High End"),
            _("That is the segment High End. The question asks for Regular."),
        ),
        Mistake(
            _("points instead of per cent"),
            lambda: _forecast(scale="points"),
            _(
                "That is the difference in percentage points. Divide it by the share that was "
                "really there."
            ),
        ),
        Mistake(
            _("divided by the forecast"),
            lambda: _forecast(scale="of the forecast"),
            _("You divided by the forecast. An error is measured against what happened."),
        ),
        Mistake(
            _("sign turned"),
            lambda: _forecast(scale="turned"),
            _("The sign is turned: a forecast that is too low has an error below zero."),
        ),
        Mistake(
            _("a share instead of per cent"),
            lambda: _forecast(scale="shares"),
            _("Your error is a share. It is asked for in per cent: multiply by 100."),
        ),
    ),
    hints=(
        _("`periods=4` tells the model how many years it may see."),
        _(
            'A fitted model has `.params["alpha"]`, and `.survival([12]).iloc[0]` is its share of '
            "year 12; the line has this share too."
        ),
        _(
            "```\n"
            "fitted = ck.ShiftedBetaGeometric().fit(regular, periods=4)\n"
            'alpha = fitted.params["alpha"]\n'
            "sbg_error_per_cent = 100 * (fitted.survival([12]).iloc[0] / actual - 1)\n"
            "```\n\n"
            'The line is `ck.survival_line(regular, form="exponential", periods=4)`.'
        ),
    ),
    why=_(
        "{answer}. Four years, and the model of sorted customers is already close; the line, "
        "which must believe in one rate, loses nearly everybody. But look at High End in year 4 "
        "too: there the sBG is more than a fifth too low. It is a good forecaster, not a prophet."
    ),
    minutes=8,
    note=TeachingNote(
        misconception=_("A curve that fits the past well will fit the future."),
        ask=_("Which of the two curves fits the first four years better? By how much?"),
        extend=_(
            "Repeat for High End. Why is the error so much larger there? (The second renewal was "
            "worse than the first; `ck.BetaDiscreteWeibull()` on the same four years misses by "
            "about 1%.)"
        ),
    ),
)

# --- 4. two kinds -----------------------------------------------------------------------------

STEADY, RESTLESS = 0.90, 0.50


def _two_kinds(renewal: int = 7) -> tuple[float, float]:
    """Give retention at a renewal, and the chance of those who left at the first one."""
    there = 0.5 * np.array([STEADY, RESTLESS]) ** (renewal - 1)
    gone = 0.5 * (1 - np.array([STEADY, RESTLESS]))
    own = np.array([STEADY, RESTLESS])
    return float(there @ own / there.sum()), float(gone @ own / gone.sum())


def _of_all_sign_ups() -> tuple[float, float]:
    return (
        0.5 * STEADY**7 + 0.5 * RESTLESS**7,
        0.5 * (1 - STEADY) * STEADY + 0.5 * (1 - RESTLESS) * RESTLESS,
    )


TWO_KINDS = Question(
    id="08-two-kinds",
    level="B",
    title=_("Two kinds of people, and a telephone call"),
    statement=_(
        "A cohort of 100,000 has two kinds of people, half and half. The *steady* renew with "
        "chance 0.9 each year, the *restless* with chance 0.5. Nobody ever changes. (The table "
        "`kinds` holds both, one row each.)\n\n"
        "- `seventh`: the retention rate of the whole cohort at the **seventh** renewal: of those "
        "still there after six renewals, the share who renew;\n"
        "- `saved`: a telephone call persuades people who were leaving at the **first** renewal to "
        "stay for one more year. Of these people, which share renews at the second renewal, by "
        "their own chances?\n\n"
        "Both as shares between 0 and 1, three decimals."
    ),
    answer=Numbers(names=("seventh", "saved"), expected=_two_kinds, tolerance=0.0015, decimals=3),
    mistakes=(
        Mistake(
            _("as if nobody were sorted"),
            lambda: (0.5 * STEADY + 0.5 * RESTLESS, 0.5 * STEADY + 0.5 * RESTLESS),
            _(
                "That is the plain mean of the two chances, as on the first day. The people you "
                "are asked about are not half and half any more: count how many of each kind."
            ),
        ),
        Mistake(
            _("one renewal too late"),
            lambda: (_two_kinds(8)[0], _two_kinds()[1]),
            _(
                "You multiplied seven times before the seventh renewal. Those who come up for it "
                "have renewed six times."
            ),
        ),
        Mistake(
            _("one renewal too early"),
            lambda: (_two_kinds(6)[0], _two_kinds()[1]),
            _(
                "That is the SIXTH renewal. Those who come up for the seventh have renewed six "
                "times before it."
            ),
        ),
        Mistake(
            _("share of steady people"),
            lambda: (
                STEADY**6 / (STEADY**6 + RESTLESS**6),
                (1 - STEADY) / (2 - STEADY - RESTLESS),
            ),
            _(
                "That is the share of STEADY people among them. Each kind renews with its own "
                "chance: weigh the two chances with the shares."
            ),
        ),
        Mistake(
            _("share of all who signed up"),
            _of_all_sign_ups,
            _(
                "You divided by all who signed up. The question asks for a share of the people "
                "who are concerned: those still there, or those saved."
            ),
        ),
        Mistake(
            _("those who stayed by themselves"),
            lambda: (_two_kinds()[0], _two_kinds(2)[0]),
            _(
                "That is the second renewal of those who stayed BY THEMSELVES at the first. The "
                "call reaches the others, who were leaving."
            ),
        ),
    ),
    hints=(
        _("Count people: how many of each kind are still there, or are leaving?"),
        _(
            "After six renewals 0.9⁶ of the steady are there, and 0.5⁶ of the restless. At the "
            "first renewal 0.1 of the steady leave, and 0.5 of the restless."
        ),
        _(
            "`there = kinds['people'] * kinds['chance'] ** 6`; then "
            "`(there * kinds['chance']).sum() / there.sum()`. For the call begin with "
            "`leaving = kinds['people'] * (1 - kinds['chance'])`."
        ),
    ),
    why=_(
        "{answer}. The cohort looks more and more loyal, and nobody moved. Those whom the call "
        "reaches are mostly restless: they were never average. Pay for the call what they are "
        "worth, not what the survivors are worth."
    ),
    minutes=5,
    note=TeachingNote(
        misconception=_("Carry people over the first renewal, and they will be loyal."),
        ask=_("Who answers your win-back offer: a cross-section of customers?"),
        extend=_("Simulate it: `ck.make_cohorts(100_000, seed=1, segments={...})`."),
    ),
)

# --- 5. a function ----------------------------------------------------------------------------

_MANY = 500


def _worth(
    margin: float,
    alpha: float,
    beta: float,
    renewals: int,
    discount_rate: float,
    *,
    rate: Callable[[float, float, int], float] | None = None,
    late: int = 0,
) -> float:
    """Add up payments one by one, the wrong ways included."""
    total, there = 0.0, 1.0
    for year in range(1, _MANY + 1):
        t = renewals + year
        there *= rate(alpha, beta, t) if rate else (beta + t - 1) / (alpha + beta + t - 1)
        total += margin * there / (1 + discount_rate) ** (year - late)
    return total


def worth(margin: float, alpha: float, beta: float, renewals: int, discount_rate: float) -> float:
    """Give the reference: payments to come of somebody who has just paid."""
    model = ShiftedBetaGeometric.at(alpha=alpha, beta=beta)
    return margin * model.discounted_expected_residual_lifetime(
        renewals=renewals,
        discount_rate_per_period=discount_rate,
        timing="after_payment",
        horizon=_MANY,
    )


def _for_everybody(
    margin: float, alpha: float, beta: float, renewals: int, discount_rate: float
) -> float:
    return _worth(margin, alpha, beta, 0, discount_rate)


def _undiscounted(
    margin: float, alpha: float, beta: float, renewals: int, discount_rate: float
) -> float:
    return _worth(margin, alpha, beta, renewals, 0.0)


def _now(margin: float, alpha: float, beta: float, renewals: int, discount_rate: float) -> float:
    return _worth(margin, alpha, beta, renewals, discount_rate, late=1)


def _first_payment_in(
    margin: float, alpha: float, beta: float, renewals: int, discount_rate: float
) -> float:
    return margin + _worth(margin, alpha, beta, renewals, discount_rate)


def _swapped(
    margin: float, alpha: float, beta: float, renewals: int, discount_rate: float
) -> float:
    return _worth(margin, beta, alpha, renewals, discount_rate)


def _frozen(margin: float, alpha: float, beta: float, renewals: int, discount_rate: float) -> float:
    kept = (beta + renewals) / (alpha + beta + renewals)
    return _worth(margin, alpha, beta, renewals, discount_rate, rate=lambda *_all: kept)


def _first_round(
    margin: float, alpha: float, beta: float, renewals: int, discount_rate: float
) -> float:
    kept = (beta + renewals) / (alpha + beta + renewals)
    return margin * kept / (1 + discount_rate)


def _not_multiplied(
    margin: float, alpha: float, beta: float, renewals: int, discount_rate: float
) -> float:
    rates = ((beta + renewals + y - 1) / (alpha + beta + renewals + y - 1) for y in range(1, 501))
    return sum(
        margin * kept / (1 + discount_rate) ** year for year, kept in enumerate(rates, start=1)
    )


WORTH = Question(
    id="08-worth",
    level="C",
    title=_("One function for old and new"),
    statement=_(
        "Write a function `worth(margin, alpha, beta, renewals, discount_rate)`. It gives the "
        "value of the payments to come of a subscriber who has made `renewals` renewals and "
        "**has just paid** for this year: the next payment is due in one year, if he or she "
        "renews. Everybody has an own constant chance (the sBG model), so the retention at "
        "renewal t is\n\n"
        "    (beta + t - 1) / (alpha + beta + t - 1)\n\n"
        "Add up the next 500 years: then what is left out is nothing. Hand over the function "
        "itself, without round brackets. The solution needs five lines and no model; the model "
        "(`ck.ShiftedBetaGeometric.at(...)`) is allowed, too. (Whoever does not program may skip "
        "this question.)"
    ),
    answer=Code(
        "worth",
        reference=worth,
        cases=lambda: [
            (50.0, 0.704, 1.182, 0, 0.10),
            (50.0, 0.704, 1.182, 7, 0.10),
            (1.0, 0.668, 3.806, 3, 0.15),
        ],
        tolerance=0.01,
    ),
    mistakes=(
        Mistake(
            _("renewals not used"),
            lambda: _for_everybody,
            _(
                "Your function gives everybody the value of a new subscriber. Somebody with "
                "`renewals` renewals comes up for renewal number `renewals + 1` next."
            ),
        ),
        Mistake(
            _("not discounted"),
            lambda: _undiscounted,
            _("Your sum does not discount: divide the payment in y years by (1 + rate) ** y."),
        ),
        Mistake(
            _("the next payment is now"),
            lambda: _now,
            _(
                "Your first payment is not discounted, as if it came today. It comes in one year: "
                "the exponent begins with 1."
            ),
        ),
        Mistake(
            _("this year's payment counted"),
            lambda: _first_payment_in,
            _("You counted this year's payment. It has just been made: somebody else has it."),
        ),
        Mistake(
            _("alpha and beta changed places"),
            lambda: _swapped,
            _("alpha and beta have changed places: beta stands on top of the fraction."),
        ),
        Mistake(
            _("the next rate for ever"),
            lambda: _frozen,
            _(
                "You use the next renewal's rate for all years. Sorting goes on: the rate of each "
                "later renewal is higher. Compute it inside the loop."
            ),
        ),
        Mistake(
            _("return inside the loop"),
            lambda: _first_round,
            _(
                "Your function stops after the first year: `return` stands inside the loop. Move "
                "it to the left, under `for`."
            ),
        ),
        Mistake(
            _("rates not multiplied"),
            lambda: _not_multiplied,
            _(
                "You added rates. To pay in year three one has to renew three times: keep a number "
                "`there` and multiply it by the rate in each round."
            ),
        ),
    ),
    hints=(
        _("Follow one subscriber: a chance to be there, which shrinks with every renewal."),
        _(
            "Begin with `total, there = 0, 1`. In year y the renewal has the number "
            "`renewals + y`; multiply `there` by its rate, then add the discounted margin."
        ),
        _(
            "In place of the three dots, with the spaces as they stand here:\n\n"
            "```\n"
            "    for year in range(1, 501):\n"
            "        t = renewals + year\n"
            "        there = there * (beta + t - 1) / (alpha + beta + t - 1)\n"
            "```\n\n"
            "In the last line of the loop add to `total` what year `year` is worth, discounted. "
            "After the loop, under `for`: `return total`."
        ),
    ),
    why=_(
        "Five lines, and the whole lesson is in them: the rate climbs with `renewals`, so old and "
        "new subscribers need different numbers."
    ),
    minutes=15,
    note=TeachingNote(
        misconception=_("Old customers are worth less: they have had most of their life."),
        ask=_("Why does the value of a subscriber rise with every renewal?"),
        extend=_("Let the margin grow by 2% a year. Who gains most, new or old?"),
    ),
    also=(lambda: _worth,),
)

# --- 6. the decision --------------------------------------------------------------------------

BID = Question(
    id="08-bid",
    level="A",
    title=_("What do you tell the board?"),
    statement=_(
        "The board of your group has read the seller's slide and knows by now that no reader of "
        "Harbour Weekly became more loyal. Four proposals are on the table. Which one does the "
        "evidence of the lesson support best?\n\n"
        "Choose a letter. Then write a note of at most 120 words to the board: what you recommend, "
        "two numbers that carry it (with margin, horizon and discount rate), what could make you "
        "wrong, and what you will not do to the readers."
    ),
    answer=Choice(
        {
            "a": _("Walk away: a seller whose slide is wrong is asking too much."),
            "b": _("Buy the base near the price asked, and leave the campaign."),
            "c": _("Buy both: retention is above nine of ten in the oldest cohort."),
            "d": _(
                "Leave the base, which is old, and buy the campaign: new readers have their whole "
                "life before them."
            ),
        },
        key="b",
    ),
    mistakes=(
        Mistake(
            _("a wrong reason taken for a wrong price"),
            "a",
            _(
                "The reason on the slide is wrong, and still the price is below the value of the "
                "base in step 4. Check the price, not the slide."
            ),
        ),
        Mistake(
            _("old readers' retention for new ones"),
            "c",
            _(
                "The rate of the oldest cohort is that of people who were left over. The "
                "campaign's readers begin at the first renewal, like all others did."
            ),
        ),
        Mistake(
            _("old customers taken for used up"),
            "d",
            _(
                "Look at the heights in the figure of step 4: the old readers are worth the most, "
                "because those who leave easily have gone."
            ),
        ),
    ),
    hints=(
        _("There are two purchases. Judge each by its own number."),
        _("The figure of step 4 has the base; the table under it has the campaign."),
        _("One proposal buys what is worth more than its price, and leaves what is worth less."),
    ),
    why=_(
        "The answer is {answer} The sentence on the slide is false and the base is underpriced; "
        "the campaign is overpriced, by the same average. A wrong argument can stand beside a good "
        "price."
    ),
    minutes=12,
    note=TeachingNote(
        misconception=_("Whoever argues wrongly asks too much."),
        ask=_("What would you pay for the first cohort alone? And for yesterday's sign-ups?"),
        extend=_("Write the note again for a horizon of five payments."),
    ),
    decision=Decision(
        rubric=(
            _("Recommends one proposal in the first sentence, and judges the two purchases apart."),
            _("Uses two numbers correctly, and says margin, horizon and discount rate."),
            _(
                "Says that nobody became more loyal, and that old readers are worth more all the "
                "same."
            ),
            _(
                "Names what could make it wrong: years that nobody has seen, readers who change, "
                "the reason for the falling sign-ups."
            ),
            _(
                "Says what will not be done to the readers (hidden exits, higher prices for those "
                "who stay)."
            ),
        ),
        strong=_(
            "Buy the base near the price asked, and leave the campaign. Counted are 50 dollars of "
            "margin a year, discounted at 10%. By the forecast the next seven payments return the "
            "price; about half of that comes from renewals nobody has seen. Our ceiling is 7.3 "
            "million, what ten payments bring. A new reader brings 157 dollars in ten payments; "
            "195 are asked. Only far more patience, with cheaper money or a growing margin, "
            "changes that. Nobody became more loyal; those who leave easily have gone. I may be "
            "wrong if the reason for the falling sign-ups reaches the old readers. We will not "
            "raise their price because they are loyal, nor hide the way out."
        ),
        weak=_(
            "We should buy everything. Retention rises every year to over 90%, so customers become "
            "more loyal, and each is worth 120 dollars times many years. The campaign gives us "
            "even more of them. If retention falls, we can make cancelling harder."
        ),
        weak_because=_(
            "It takes sorting for loyalty, revenue for margin, the old readers' rate for new ones, "
            "names no horizon, and earns from a hidden exit."
        ),
    ),
)

QUESTIONS = [MULTIPLE, POINTS, FORECAST, TWO_KINDS, WORTH, BID]

PREDICTIONS = [
    Prediction(
        id="08-saved",
        statement=_(
            "At the first renewal, 63 of 100 readers renewed by themselves; of these, 76 of 100 "
            "renew again a year later. The others were about to leave. Suppose a telephone call "
            "had kept them for one more year: how many of 100 of THEM would renew again?"
        ),
        reading=_(
            "Who was leaving is not an average reader: time sorts people; it does not change them."
        ),
        if_high=_(
            "The rate of those who stayed is the rate of those who stay. The call reaches others."
        ),
        unit=_("readers"),
        decimals=0,
        minimum=0,
        maximum=100,
        comes_back=_("step 2"),
    ),
    Prediction(
        id="08-price",
        statement=_(
            "Suppose it turns out that the slide is wrong: no reader has become more loyal. The "
            "price asked takes yesterday's average retention and keeps it for ever. Then this "
            "price is ..."
        ),
        reading=_("A wrong argument says nothing about the price. Only a value does."),
        options={
            "a": _("too high, by more than a tenth"),
            "b": _("about right"),
            "c": _("too low, by more than a tenth"),
        },
        comes_back=_("step 4"),
    ),
]
