"""Lesson 11, loyalty and service quality: its questions and predictions."""

import math
from collections.abc import Callable
from functools import cache

import numpy as np
import pandas as pd

from casekit.coach.kinds import Choice, Code, Numbers
from casekit.coach.question import Decision, Mistake, Prediction, Question, TeachingNote
from casekit.generators.loyalty import make_cx_survey
from casekit.metrics.loyalty import (
    difference_reliability,
    loyalty_cells,
    net_promoter_sample_size,
    net_promoter_score,
    satisfaction_curve,
    service_gaps,
)
from casekit.words import _

__all__ = ["PREDICTIONS", "QUESTIONS"]

TOWNS = {"Northgate": 0.2, "Midvale": 1.5, "Fairhaven": 3.5}
MARGIN = 300.0


@cache
def survey() -> pd.DataFrame:
    """Give the survey of the exercises: other households of the same three towns."""
    return make_cx_survey(3_000, seed=27, barriers=TOWNS)[0]


# --- 1. the spuriously loyal ------------------------------------------------------------------

_LOOKED_AT = ("Northgate", "Fairhaven")


def _cells(attitude_cut: float | str = 4) -> pd.DataFrame:
    return loyalty_cells(survey(), attitude_cut=attitude_cut, patronage_cut=0.5)


def _shares(
    table: pd.DataFrame, cell: str = "spurious", of: tuple[str, ...] = ("true", "spurious")
) -> tuple[float, float]:
    found = []
    for town in _LOOKED_AT:
        here = table.loc[table["market"] == town, "cell"].astype(str)
        found.append(100 * float((here == cell).sum()) / float(here.isin(of).sum()))
    return found[0], found[1]


_ALL_CELLS = ("true", "latent", "spurious", "none")


def _households() -> tuple[float, float]:
    table = _cells()
    spurious = table["cell"].astype(str) == "spurious"
    first, second = (float((spurious & (table["market"] == town)).sum()) for town in _LOOKED_AT)
    return first, second


def _four_is_high() -> tuple[float, float]:
    table = survey()
    attitude = table[["attitude_1", "attitude_2", "attitude_3"]].mean(axis=1)
    often = table["share_of_category"] > 0.5
    found = []
    for town in _LOOKED_AT:
        here = often & (table["market"] == town)
        found.append(100 * float((here & (attitude < 4)).sum()) / float(here.sum()))
    return found[0], found[1]


SPURIOUS = Question(
    id="11-spurious",
    level="B",
    title=_("How much of the loyalty is real?"),
    statement=_(
        "*Sitting 1.* The table `mapped` holds the survey with a column `cell` (`true`, `latent`, "
        "`spurious`, `none`); an attitude above 4 counts as high, and a share of the category "
        "above one half counts as buying mostly here.\n\n"
        "Look only at the households that **buy mostly here** (the cells `true` and `spurious`). "
        "How many of 100 of them are spuriously loyal, in Northgate and in Fairhaven? Give per "
        "cent with one decimal:\n\n"
        "- `northgate_per_cent`\n"
        "- `fairhaven_per_cent`"
    ),
    answer=Numbers(
        names=("northgate_per_cent", "fairhaven_per_cent"),
        expected=lambda: _shares(_cells()),
        tolerance=0.25,
        unit="%",
        decimals=1,
    ),
    mistakes=(
        Mistake(
            _("of all customers"),
            lambda: _shares(_cells(), of=_ALL_CELLS),
            _(
                "You divided by ALL households of the town. The question asks about those who buy "
                "mostly here: divide by `true` and `spurious` together."
            ),
        ),
        Mistake(
            _("cut at the median"),
            lambda: _shares(_cells("median")),
            _(
                "Your line stands at the middle customer (the median). Then about half of any "
                "crowd counts as low, however much they like the firm. Use 4, where Bramble and "
                "the best rival are level."
            ),
        ),
        Mistake(
            _("latent instead of spurious"),
            lambda: _shares(_cells(), "latent", ("latent", "none")),
            _(
                "You looked at the lower half of the map: those who like Bramble and buy elsewhere "
                "are latent. Spurious is the other way round: much bought, no preference."
            ),
        ),
        Mistake(
            _("the true ones"),
            lambda: _shares(_cells(), "true"),
            _("That is the share of the TRULY loyal. The others of the same row are asked for."),
        ),
        Mistake(
            _("households instead of per cent"),
            _households,
            _(
                "These are households. Divide by the households of `true` and `spurious` "
                "together, and multiply by 100."
            ),
        ),
        Mistake(
            _("no difference counted as a preference"),
            _four_is_high,
            _(
                "You counted an attitude of exactly 4 as high. At 4 Bramble and its best rival are "
                "level, which is no preference; use the column `cell` of `mapped`."
            ),
        ),
    ),
    hints=(
        _("Two cells of the four matter: the ones of customers who buy mostly here."),
        _(
            "`here = mapped[mapped['market'] == 'Northgate']` takes one town; "
            "`(here['cell'] == 'spurious').sum()` counts a cell."
        ),
        _(
            "`100 * (here['cell'] == 'spurious').sum() / ((here['cell'] == 'true').sum() + ...)`, "
            "then the same for the other town."
        ),
    ),
    why=_(
        "{answer}. As many prefer Bramble in both towns (`true` and `latent` together). Without "
        "choice more of all households buy here: both upper cells grow, and the spurious one grows "
        "most. (How large the cells are depends on where you draw the lines. The order of the two "
        "towns does not.)"
    ),
    minutes=5,
    note=TeachingNote(
        misconception=_("Who buys much is loyal."),
        ask=_("Which of your own regular suppliers would you leave tomorrow if it were easy?"),
        extend=_("Do it again with `attitude_cut=5`. Which towns change places?"),
    ),
    also=(
        lambda: dict(
            zip(("northgate_per_cent", "fairhaven_per_cent"), _shares(_cells(4.0)), strict=True)
        ),
    ),
)

# --- 2. one score higher ----------------------------------------------------------------------


@cache
def curve() -> dict[tuple[str, int], float]:
    """Give the share who stay by town and score."""
    table = satisfaction_curve(survey(), by="market")
    keys = zip(table["market"].astype(str), table["score"].astype(int), strict=True)
    return dict(zip(keys, table["share"].to_numpy(float).tolist(), strict=True))


def _step(town: str, low: int = 4) -> float:
    return 100 * (curve()[town, low + 1] - curve()[town, low])


def _steps(low: int = 4) -> tuple[float, float, float]:
    return _step("Northgate", low), _step("Fairhaven", low), _step("Northgate", low) / 100 * MARGIN


def _relative() -> tuple[float, float, float]:
    parts = [100 * (curve()[town, 5] / curve()[town, 4] - 1) for town in _LOOKED_AT]
    return parts[0], parts[1], parts[0] / 100 * MARGIN


def _log_odds() -> tuple[float, float, float]:
    found = []
    for town in _LOOKED_AT:
        high, low = curve()[town, 5], curve()[town, 4]
        found.append(math.log(high / (1 - high)) - math.log(low / (1 - low)))
    return found[0], found[1], found[0] * MARGIN


STEP = Question(
    id="11-step",
    level="B",
    title=_("What is the step from 4 to 5 worth?"),
    statement=_(
        "*Sitting 1.* The series `share` holds the share of households still there after a year, "
        "by town and satisfaction score; `share['Northgate', 4]` is one of them. A customer brings "
        "a margin of 300 dollars a year.\n\n"
        "- `northgate_points` and `fairhaven_points`: by how many **points of 100** more stay "
        "among those who answer 5 than among those who answer 4 (one decimal)?\n"
        "- `northgate_dollars`: how many dollars of margin would that be, in the next year, for "
        "each Northgate customer whose answer rises from 4 to 5, if customers who rise behave "
        "like those who are there (whole dollars)?"
    ),
    answer=Numbers(
        names=("northgate_points", "fairhaven_points", "northgate_dollars"),
        expected=_steps,
        tolerance={"northgate_points": 0.25, "fairhaven_points": 0.25, "northgate_dollars": 0.8},
        decimals={"northgate_points": 1, "fairhaven_points": 1, "northgate_dollars": 0},
    ),
    mistakes=(
        Mistake(
            _("the step from 3 to 4"),
            lambda: _steps(3),
            _("That is the step from 3 to 4. The question asks about the one from 4 to 5."),
        ),
        Mistake(
            _("per cent instead of points"),
            _relative,
            _(
                "You divided by the share at score 4, which gives a growth in per cent. Points of "
                "100 are a difference: how many more of 100 customers stay."
            ),
        ),
        Mistake(
            _("difference of log-odds"),
            _log_odds,
            _(
                "That is a difference of log-odds, as it stands in the fitted model. A manager's "
                "question is about customers of 100: subtract the shares."
            ),
        ),
        Mistake(
            _("shares instead of points"),
            lambda: (_steps()[0] / 100, _steps()[1] / 100, _steps()[2]),
            _(
                "That was read as a share. In points of 100 it is a hundred times as much, without "
                "a sign for per cent."
            ),
        ),
        Mistake(
            _("points taken for customers"),
            lambda: (*_steps()[:2], _step("Northgate") * MARGIN),
            _(
                "You multiplied points by dollars. Points count of 100 customers: divide by 100 to "
                "have the dollars of ONE customer."
            ),
        ),
        Mistake(
            _("the whole margin of those at 5"),
            lambda: (
                100 * curve()["Northgate", 5],
                100 * curve()["Fairhaven", 5],
                curve()["Northgate", 5] * MARGIN,
            ),
            _(
                "You took all who stay at score 5. Most of them would have stayed at score 4, too: "
                "take these off."
            ),
        ),
    ),
    hints=(
        _("A step is a difference of two shares of the same town."),
        _("`share['Northgate', 5] - share['Northgate', 4]` is a share; times 100 gives points."),
        _(
            "`northgate_points = 100 * (share['Northgate', 5] - share['Northgate', 4])` and "
            "`northgate_dollars = northgate_points / 100 * ...`"
        ),
    ),
    why=_(
        "{answer}. In the town with free choice, very satisfied is another world than satisfied. "
        "In the locked town the same step seems to be worth next to nothing. That is the barrier "
        "speaking, not the customers. (The step may also flatter service: who answers 5 may differ "
        "from who answers 4 in more than the answer. Only a trial by lot tells what raising "
        "somebody does.)"
    ),
    minutes=5,
    note=TeachingNote(
        misconception=_("Where customers stay anyway, service does not matter."),
        ask=_("Where in your firm is a service judged by customers who cannot leave?"),
        extend=_("Plot `share` for the three towns. Which step is the largest in Midvale?"),
    ),
    also=(
        lambda: pd.Series(
            dict(
                zip(
                    ("northgate_points", "fairhaven_points", "northgate_dollars"),
                    _steps(),
                    strict=True,
                )
            )
        ),
    ),
)

# --- 3. the score and its interval ------------------------------------------------------------

PROMOTERS, DETRACTORS, ANSWERS = 180, 80, 400
COUNTS = {
    "promoters": PROMOTERS,
    "passives": ANSWERS - PROMOTERS - DETRACTORS,
    "detractors": DETRACTORS,
}


def _nps(
    score: float | None = None, half_width: float | None = None, needed: float | None = None
) -> tuple[float, float, float]:
    found = net_promoter_score(COUNTS)
    promoters, detractors = PROMOTERS / ANSWERS, DETRACTORS / ANSWERS
    return (
        found.score if score is None else score,
        found.half_width if half_width is None else half_width,
        float(net_promoter_sample_size(3, promoters=promoters, detractors=detractors))
        if needed is None
        else needed,
    )


def _by_variance(variance: float, z: float = 1.96) -> dict[str, float]:
    return {
        "half_width": 100 * z * math.sqrt(variance / ANSWERS),
        "needed": float(math.ceil((z / 0.03) ** 2 * variance)),
    }


_P, _D = PROMOTERS / ANSWERS, DETRACTORS / ANSWERS
_TRUE_VARIANCE = _P + _D - (_P - _D) ** 2

NPS = Question(
    id="11-nps",
    sitting=2,
    level="B",
    title=_("How sure is the score?"),
    statement=_(
        "*Sitting 2.* In Midvale 400 customers answered the recommendation question: 180 gave 9 or "
        "10, 80 gave 0 to 6, the others 7 or 8.\n\n"
        "With P and D the shares of promoters and detractors, the variance of ONE answer (counted "
        "as +1, 0, −1) is P + D − (P − D)². The half-width of a 95% interval, in points, is "
        "100 × 1.96 × √(variance / number of answers).\n\n"
        "- `score`: the net promoter score (points);\n"
        "- `half_width`: half the width of its 95% interval (points, one decimal);\n"
        "- `answers_needed`: how many answers are needed for a half-width of 3 points, with the "
        "same shares (a whole number, rounded up)?"
    ),
    answer=Numbers(
        names=("score", "half_width", "answers_needed"),
        expected=_nps,
        tolerance={"score": 0.2, "half_width": 0.06, "answers_needed": 9},
        decimals={"score": 0, "half_width": 1, "answers_needed": 0},
        appears_because=_("a score of whole points cannot be told from other small numbers"),
    ),
    mistakes=(
        Mistake(
            _("passives counted as detractors"),
            lambda: _nps(score=100 * (2 * _P - 1)),
            _("You counted everybody who is no promoter as a detractor. 7 and 8 are passives."),
        ),
        Mistake(
            _("people instead of points"),
            lambda: _nps(score=float(PROMOTERS - DETRACTORS)),
            _("These are people. Divide by the 400 who answered, and multiply by 100."),
        ),
        Mistake(
            _("shares instead of points"),
            lambda: _nps(score=_P - _D, half_width=1.96 * math.sqrt(_TRUE_VARIANCE / ANSWERS)),
            _(
                "That was read as a share. In points it is a hundred times as much, without a sign "
                "for per cent."
            ),
        ),
        Mistake(
            _("share of promoters only"),
            lambda: _nps(score=100 * _P, **_by_variance(_P * (1 - _P))),
            _("That belongs to the promoters alone. The score takes the detractors off."),
        ),
        Mistake(
            _("square left out"),
            lambda: _nps(**_by_variance(_P + _D)),
            _("You left out (P − D)². A variance is the mean square LESS the squared mean."),
        ),
        Mistake(
            _("as if promoters and detractors were two surveys"),
            lambda: _nps(**_by_variance(_P * (1 - _P) + _D * (1 - _D))),
            _(
                "You added two variances as if promoters and detractors came from two surveys. "
                "They are the same people: who is one cannot be the other. Use the formula of the "
                "statement."
            ),
        ),
        Mistake(
            _("score taken for a share"),
            lambda: _nps(**_by_variance((_P - _D) * (1 - _P + _D))),
            _(
                "You used the formula of a simple share. The score is a difference of two shares "
                "and varies more."
            ),
        ),
        Mistake(
            _("1.96 forgotten"),
            lambda: _nps(**_by_variance(_TRUE_VARIANCE, 1.0)),
            _("That is one standard error. A 95% interval reaches 1.96 of them to each side."),
        ),
        Mistake(
            _("whole width"),
            lambda: _nps(
                half_width=2 * 196 * math.sqrt(_TRUE_VARIANCE / ANSWERS),
                needed=float(math.ceil((1.96 / 0.015) ** 2 * _TRUE_VARIANCE)),
            ),
            _("That belongs to the WHOLE width of the interval. Half of it is asked for."),
        ),
        Mistake(
            _("answers in proportion"),
            lambda: _nps(
                needed=float(math.ceil(ANSWERS * 196 * math.sqrt(_TRUE_VARIANCE / ANSWERS) / 3))
            ),
            _(
                "You took twice the answers for half the width. The width shrinks with the ROOT of "
                "the answers: half the width needs four times as many."
            ),
        ),
    ),
    hints=(
        _("Start with the two shares: `P = 180 / 400`, and `D` in the same way."),
        _(
            "`variance = P + D - (P - D) ** 2`, and the half-width in points is "
            "`100 * 1.96 * (variance / 400) ** 0.5`."
        ),
        _(
            "Turn the formula round: `answers_needed = (1.96 / 0.03) ** 2 * ...`; the next whole "
            "number above it. (Or "
            "`ck.net_promoter_score({'promoters': 180, 'passives': 140, 'detractors': 80})` and "
            "`ck.net_promoter_sample_size(3, promoters=P, detractors=D)`.)"
        ),
    ),
    why=_(
        "{answer}. A bonus for a few points more would pay for the luck of the draw. And this is "
        "the width of ONE survey: the difference of two is 1.4 times as wide (the root of two)."
    ),
    minutes=6,
    note=TeachingNote(
        misconception=_("400 answers are many, so the score is exact."),
        ask=_("By how much did your firm's score move last year, and how many answered?"),
        extend=_("How many answers does the CHANGE between two surveys need for ±3 points?"),
    ),
    also=(
        lambda: (
            100 * (_P - _D),
            196 * math.sqrt(_TRUE_VARIANCE / ANSWERS),
            math.ceil((1.96 / 0.03) ** 2 * _TRUE_VARIANCE),
        ),
    ),
)

# --- 4. gaps and weights ----------------------------------------------------------------------

DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
GAPS = ("unweighted", "weighted", "gained")


@cache
def dimension_gaps() -> pd.DataFrame:
    """Give expectation, perception, gap and weight (points of 100) of each dimension."""
    table = service_gaps(survey()).loc[list(DIMENSIONS)]
    weight = survey()[[f"importance_{name}" for name in DIMENSIONS]].mean().to_numpy()
    return table[["expectation", "perception", "gap"]].assign(weight=weight)


def _of(dimension: str) -> tuple[float, float]:
    """Give a dimension's gap and its weight."""
    place = DIMENSIONS.index(dimension)
    gap, weight = dimension_gaps()[["gap", "weight"]].to_numpy(float)[place]
    return float(gap), float(weight)


def _gaps(
    unweighted: float | None = None, weighted: float | None = None, gained: float | None = None
) -> tuple[float, float, float]:
    gap, weight = dimension_gaps()[["gap", "weight"]].to_numpy(float).T
    own, points = _of("reliability")
    return (
        float(gap.mean()) if unweighted is None else unweighted,
        float(gap @ weight / 100) if weighted is None else weighted,
        -own * points / 100 if gained is None else gained,
    )


def _mean_of_products() -> float:
    gap, weight = dimension_gaps()[["gap", "weight"]].to_numpy(float).T
    return float((gap * weight).mean())


GAP = Question(
    id="11-gaps",
    sitting=2,
    level="B",
    title=_("Gaps with and without weights"),
    statement=_(
        "*Sitting 2.* The table `dimensions` has a row for each of the five dimensions: "
        "`expectation`, `perception` (mean answers, 1 to 7), `gap` (perception less expectation) "
        "and `weight` (points of 100 that customers give to it).\n\n"
        "- `unweighted`: the mean of the five gaps (two decimals);\n"
        "- `weighted`: the sum of weight times gap, with weights as **shares** of 100 (two "
        "decimals);\n"
        "- `gained`: by how much `weighted` would rise if the gap of **reliability** alone were "
        "closed to zero (two decimals)."
    ),
    answer=Numbers(
        names=GAPS,
        expected=_gaps,
        tolerance=0.008,
        unit="points",
        decimals=2,
    ),
    mistakes=(
        Mistake(
            _("expectation less perception"),
            lambda: tuple(-value for value in _gaps()),
            _(
                "Your sign is the other way round. A gap is perception LESS expectation: below "
                "zero when the service falls short. What is gained by closing one is above zero."
            ),
        ),
        Mistake(
            _("points instead of shares"),
            lambda: _gaps(weighted=100 * _gaps()[1], gained=100 * _gaps()[2]),
            _("Your weights do not add up to 1. Points of 100 are shares after dividing by 100."),
        ),
        Mistake(
            _("the mean of gap times points"),
            lambda: _gaps(weighted=_mean_of_products()),
            _(
                "You averaged gap times points. Divide the points by 100 to have shares, and take "
                "the sum: shares already make a mean of it."
            ),
        ),
        Mistake(
            _("sum instead of mean"),
            lambda: _gaps(unweighted=5 * _gaps()[0]),
            _("That is the sum of the five gaps. Their mean is asked for."),
        ),
        Mistake(
            _("the new total instead of the gain"),
            lambda: _gaps(gained=_gaps()[1] + _gaps()[2]),
            _(
                "That is the weighted total AFTER the gap is closed. By how much it rises is asked "
                "for: after less before."
            ),
        ),
        Mistake(
            _("weighted mean divided by five again"),
            lambda: _gaps(
                weighted=_gaps()[1] / 5,
                gained=_gaps()[2] / 5,
            ),
            _("You divided by five once more. Weights that add up to 1 already give a mean."),
        ),
        Mistake(
            _("weights left out"),
            lambda: _gaps(weighted=_gaps()[0], gained=-_of("reliability")[0] / 5),
            _("You left the weights out: each dimension then counts for one fifth."),
        ),
        Mistake(
            _("the largest gap instead of reliability"),
            lambda: _gaps(gained=-_of("responsiveness")[0] * _of("responsiveness")[1] / 100),
            _("That belongs to responsiveness. The question closes the gap of reliability."),
        ),
        Mistake(
            _("the gap without its weight"),
            lambda: _gaps(gained=-_of("reliability")[0]),
            _("That is the gap of one dimension. In the total it counts with its weight only."),
        ),
    ),
    hints=(
        _("The first is a plain mean. For the second, each gap counts with its weight."),
        _("`(dimensions['gap'] * dimensions['weight'] / 100).sum()` is the weighted total."),
        _(
            "`gained = -dimensions.loc['reliability', 'gap'] * "
            "dimensions.loc['reliability', 'weight'] / ...`"
        ),
    ),
    why=_(
        "{answer}. The widest gap is not the one whose closing brings most: that is gap times "
        "weight. (For ONE point more in a dimension the weight alone counts.) And closing it "
        "costs money that this table does not know. Ask for the price of a point in each dimension "
        "before you decide."
    ),
    minutes=5,
    note=TeachingNote(
        misconception=_("A larger gap always means worse service, and must be closed first."),
        ask=_("What would you do with a gap ABOVE zero, as in tangibles?"),
        extend=_("Which two dimensions would you close for the largest gain?"),
    ),
    also=(
        lambda: dict(zip(GAPS, _gaps(), strict=True)),
        lambda: (
            float(np.mean(dimension_gaps()["gap"])),
            float(np.average(dimension_gaps()["gap"], weights=dimension_gaps()["weight"])),
            _gaps()[2],
        ),
    ),
)

# --- 5. the reliability of a difference -------------------------------------------------------

Rule = Callable[[float, float, float], float]


def reliability_of_difference(performance: float, expectation: float, correlation: float) -> float:
    """Give the reliability of performance less expectation, with equal spreads."""
    return float(difference_reliability(performance, expectation, correlation))


def _wrong(rule: Rule) -> Callable[[], Rule]:
    return lambda: rule


DIFFERENCE = Question(
    id="11-difference",
    sitting=2,
    level="C",
    title=_("What is left of two good measures?"),
    statement=_(
        "*Sitting 2.* Write a function `difference_reliability(performance, expectation, "
        "correlation)`. It gives the reliability of a difference score, when both scores vary "
        "equally strongly:\n\n"
        "- take the mean of the two reliabilities,\n"
        "- subtract the correlation of the two scores,\n"
        "- divide by (1 less the correlation).\n\n"
        "Do not round. Then try it with reliabilities of 0.90 and 0.80 and correlations of 0, 0.3, "
        "0.6 and 0.8. What does a high correlation do?"
    ),
    answer=Code(
        name="difference_reliability",
        reference=reliability_of_difference,
        cases=lambda: [
            (0.90, 0.80, 0.60),
            (0.90, 0.80, 0.0),
            (0.85, 0.85, 0.30),
            (0.70, 0.90, 0.50),
        ],
        tolerance=0.001,
    ),
    mistakes=(
        Mistake(
            _("the mean of the two"),
            _wrong(lambda p, e, r: (p + e) / 2),
            _(
                "That is the mean reliability of the two scores. The difference is less reliable: "
                "what both have in common is taken away, and the noise of both stays."
            ),
        ),
        Mistake(
            _("not divided"),
            _wrong(lambda p, e, r: (p + e) / 2 - r),
            _("You stopped after the subtraction. Divide by what a difference varies: 1 less r."),
        ),
        Mistake(
            _("brackets"),
            _wrong(lambda p, e, r: (p + e) / 2 - r / (1 - r)),
            _(
                "You divided the correlation only. Brackets: the whole (mean less correlation) is "
                "divided."
            ),
        ),
        Mistake(
            _("brackets around the divisor"),
            _wrong(lambda p, e, r: ((p + e) / 2 - r) / 1 - r),
            _(
                "`/ 1 - r` divides by 1 and subtracts r afterwards. Put the divisor in brackets: "
                "`/ (1 - r)`."
            ),
        ),
        Mistake(
            _("brackets of the mean"),
            _wrong(lambda p, e, r: (p + e / 2 - r) / (1 - r)),
            _("`p + e / 2` halves the second only. The mean needs brackets: `(p + e) / 2`."),
        ),
        Mistake(
            _("per cent"),
            _wrong(lambda p, e, r: 100 * ((p + e) / 2 - r) / (1 - r)),
            _("You gave per cent. A reliability is a share, at most 1: no times 100."),
        ),
        Mistake(
            _("rounded"),
            _wrong(lambda p, e, r: round(((p + e) / 2 - r) / (1 - r), 2)),
            _("Your function rounds its result. Give it back as it is, without `round`."),
        ),
        Mistake(
            _("mean without half"),
            _wrong(lambda p, e, r: (p + e - r) / (1 - r)),
            _("You took the SUM of the two reliabilities. Their mean is asked for."),
        ),
        Mistake(
            _("noise instead of reliability"),
            _wrong(lambda p, e, r: 1 - ((p + e) / 2 - r) / (1 - r)),
            _("That is the part of the difference that IS noise. Reliability is the rest."),
        ),
    ),
    hints=(
        _("Three lines of the statement, three steps of the function."),
        _("Put the numerator in brackets: mean of the two, less the correlation."),
        _("`return ((performance + expectation) / 2 - correlation) / ...`"),
    ),
    why=_(
        "The more expectation and perception go together, the less is left in their difference "
        "but noise. Where the two hardly go together, a difference keeps almost the reliability "
        "of its parts. So report the perception beside the gap; for comparing people, use the "
        "perception."
    ),
    minutes=6,
    note=TeachingNote(
        misconception=_("A difference of two good measures is a good measure."),
        ask=_("Which reports in your firm are differences of two answers?"),
        extend=_("What happens when the correlation is higher than the reliabilities allow?"),
    ),
    also=(lambda: lambda p, e, r: np.float64((0.5 * (p + e) - r) / (1.0 - r)),),
)

# --- 6. the decision --------------------------------------------------------------------------

BOARD = Question(
    id="11-board",
    sitting=2,
    level="A",
    title=_("What goes to Bramble's board?"),
    statement=_(
        "*Sitting 2.* The board of Bramble Broadband asks for one proposal. Which one does the "
        "evidence of this lesson support best?\n\n"
        "Choose a letter. Then write a note of at most 120 words to the board: what you "
        "recommend, two numbers of the lesson with their units, what it costs and over which "
        "time, how sure you are, and how you will find out."
    ),
    answer=Choice(
        {
            "a": _(
                "Take Fairhaven as the model for the other towns, since nearly all stay there, and "
                "give it no service money."
            ),
            "b": _(
                "Before the cable opens, move all Fairhaven customers to two-year contracts with a "
                "fee for leaving."
            ),
            "c": _(
                "Serve Northgate with the money now; put a range of losses for Fairhaven into the "
                "plan, and start service there with homes drawn by lot when the cable opens; tie "
                "the bonus to more than one score, each with its interval."
            ),
            "d": _(
                "Give the money to whichever town raises the net promoter score most by the next "
                "survey of 400 answers."
            ),
        },
        key="c",
    ),
    mistakes=(
        Mistake(
            _("staying taken for loyalty"),
            "a",
            _(
                "Fairhaven's customers feel no more for Bramble than those of Northgate. They stay "
                "because there is nowhere to go. Look again at the figure of the three towns."
            ),
        ),
        Mistake(
            _("a new barrier for the old one"),
            "b",
            _(
                "It replaces one barrier by another, at the customer's cost, just before they "
                "would have a choice. It also hides from Bramble what its service is worth. "
                "(Lesson 04 shows what happens when such a term ends.)"
            ),
        ),
        Mistake(
            _("chasing a score"),
            "d",
            _(
                "With 400 answers the score moves by several points although nothing has changed. "
                "The money would follow the luck of the draw, and whoever wants the bonus learns "
                "to ask only happy customers."
            ),
        ),
    ),
    hints=(
        _("Which number in the lesson tells what customers do when they are free to choose?"),
        _("The table of the service money in step 2 has a row for Fairhaven without its barrier."),
        _("One proposal uses the time before the cable opens, and says how sure it is."),
    ),
    why=_(
        "The answer is {answer} What the survey cannot tell is how free Fairhaven will be: a "
        "single rival may leave it more like Midvale, where service does not pay within one year. "
        "Hence the range, and hence a small trial by lot before a second large sum. (Over several "
        "years the order of the towns changes: say which horizon you mean.)"
    ),
    minutes=12,
    note=TeachingNote(
        misconception=_("The town with the fewest leavers has the best service."),
        ask=_("What would Bramble's customers say if they read the board's papers?"),
        extend=_("Draft the three numbers of a fairer bonus, each with its interval."),
    ),
    decision=Decision(
        rubric=(
            _("Recommends one proposal clearly, in the first sentence."),
            _("Tells staying apart from preferring, with a number for each."),
            _("Gives the loss in Fairhaven as a range, in customers or dollars, with its period."),
            _("Says what the service costs and what it brings, for the same period."),
            _("Names what must not be done (new obstacles), or who bears the cost."),
            _("Says how to find out: a trial by lot, and behaviour counted, not only asked."),
        ),
        strong=_(
            "Serve Northgate now: 500,000 dollars a year, 630,000 of margin in the first. "
            "Fairhaven is not more loyal: in both towns 52 of 100 prefer us, but 95 stay there, "
            "52 in Northgate. In the cable's first year we plan to lose 3,400 to 8,500 of its "
            "20,000 customers more than today, 1.0 to 2.5 million dollars: the first if leaving "
            "becomes as easy as in Midvale, the second as in Northgate. Service there pays "
            "within a year only in the second case, within three in both. So it begins with "
            "3,000 homes by lot, 75,000 dollars; we count who stays, then decide. Over six "
            "years Midvale comes first. No new exit fees. The bonus needs more than one score."
        ),
        weak=_(
            "Fairhaven is our most loyal town, with almost everybody staying, so its customers "
            "must be satisfied. We should keep them with two-year contracts before the rival "
            "comes. The net promoter score rose by 4 points, which proves that our service is "
            "getting better. The bonus should be paid."
        ),
        weak_because=_(
            "It takes staying for loyalty, puts a new barrier in the place of service, and reads a "
            "change inside the interval as progress. It names no cost and no period."
        ),
    ),
)

QUESTIONS = [SPURIOUS, STEP, NPS, GAP, DIFFERENCE, BOARD]

PREDICTIONS = [
    Prediction(
        id="11-fall",
        statement=_(
            "In Fairhaven about 95 of 100 customers are still there after a year. Suppose that "
            "leaving became as easy there as in Northgate, and nothing else changed. Of 100, how "
            "many would still be there after a year?"
        ),
        reading=_(
            "What a town's customers do while they cannot leave says little about what they "
            "do when they can."
        ),
        if_high=_("Most people lower the number a little. The barrier did most of the work."),
        if_low=_("Some would stay in any case: the very satisfied, wherever they live."),
        unit=_("customers"),
        decimals=0,
        minimum=0,
        maximum=100,
        comes_back=_("step 2"),
    ),
    Prediction(
        id="11-points",
        statement=_(
            "Each year 400 customers of a town are drawn by lot and asked whether they would "
            "recommend Bramble. Suppose that nothing changes. By how many points may the net "
            "promoter score (−100 to +100) still move from one year to the next, in 19 years of "
            "20?"
        ),
        reading=_("Ask for the interval. Many movements of a score may lie inside it."),
        if_low=_("Most people guess two or three points. The draw alone moves it by far more."),
        unit=_("points"),
        decimals=0,
        minimum=0,
        maximum=100,
        comes_back=_("step 3"),
    ),
]
