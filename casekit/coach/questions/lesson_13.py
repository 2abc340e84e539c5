"""Lesson 13, does the programme work, and what do we owe: its questions and predictions."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pandas as pd

from casekit.coach.kinds import Choice, Choices, Code, Numbers
from casekit.coach.question import Decision, Mistake, Prediction, Question, TeachingNote
from casekit.generators.ledger import PointsTruth, make_points_ledger
from casekit.generators.programmes import CardLaunchTruth, make_card_launch
from casekit.metrics.ledger import allocate_price, naive_breakage, recognise_revenue
from casekit.models.experiments import instrument_estimate
from casekit.models.ledger import Breakage
from casekit.words import _

__all__ = ["PREDICTIONS", "QUESTIONS"]

MARGIN, VALUE, RUNNING = 0.25, 0.02, 0.50

# --- 1. which way ------------------------------------------------------------------------------

WAYS = Question(
    id="13-which-way",
    level="A",
    title=_("Which plans can tell what a card does?"),
    statement=_(
        "A chain of garden shops has a new card. Five plans are on the table. Which of them can "
        "give an honest answer **to the question they ask**, if things are as described? Give the "
        'letters in a list, such as `["a", "c"]`.'
    ),
    answer=Choices(
        options={
            "a": _(
                "What does the card add? After a year, compare what members spend with what other "
                "customers spend"
            ),
            "b": _(
                "What does the card add? Draw a tenth of all customers by lot and invite them by "
                "letter. Compare all who were drawn with all who were not, and divide by the "
                "difference in joining"
            ),
            "c": _(
                "What does the card add? Compare what members spend in the year after joining with "
                "what they spent in the year before. (In the second year a new housing estate was "
                "built, and gardens were laid out everywhere)"
            ),
            "d": _(
                "What does the card add? Compare people who live near the sign-up desk with people "
                "who live far from it. (The desk stands in the suburb with the large gardens)"
            ),
            "e": _(
                "What does *gold* add? Members who spent 500 dollars last year were given a gold "
                "card. The rule was invented after the year was over. Compare those just above 500 "
                "with those just below"
            ),
        },
        keys=("b", "e"),
    ),
    mistakes=(
        Mistake(
            _("everything but the chart"),
            ("b", "c", "d", "e"),
            _(
                "Two of your plans fail for what stands in their brackets. Ask of each: what else "
                "is different between the two groups, or between the two years?"
            ),
        ),
        Mistake(
            _("before and after counts"),
            ("b", "c", "e"),
            _(
                "Plan c has nobody to compare with. Everybody bought more that year: the others "
                "would have shown it."
            ),
        ),
        Mistake(
            _("distance counts anywhere"),
            ("b", "d", "e"),
            _(
                "Plan d needs a desk that stands there by accident. In a suburb with large "
                "gardens, "
                "people near it buy more with or without a card."
            ),
        ),
        Mistake(
            _("only the lot"),
            ("b",),
            _(
                "The lot is one. There is another plan in which people who are almost the same "
                "were "
                "treated differently, and nobody could have placed themselves."
            ),
        ),
        Mistake(
            _("only the line"),
            ("e",),
            _("That plan is sound. But another one divides people by nothing but luck."),
        ),
        Mistake(
            _("the lot, and before and after"),
            ("b", "c"),
            _(
                "One of the two is sound. Plan c has nobody to compare with: everybody bought more "
                "that year. And a line that nobody could aim at is missing."
            ),
        ),
        Mistake(
            _("the lot and the desk"),
            ("b", "d"),
            _(
                "One of the two is sound. Where the desk of plan d stands, people buy more with or "
                "without a card. And a line that nobody could aim at is missing."
            ),
        ),
        Mistake(
            _("before and after, and the line"),
            ("c", "e"),
            _(
                "One of the two is sound. Plan c has nobody to compare with: everybody bought more "
                "that year. And a plan that divides people by luck is missing."
            ),
        ),
        Mistake(
            _("only before and after"),
            ("c",),
            _(
                "Plan c has nobody to compare with. Everybody bought more that year: the others "
                "would have shown it. Look for luck, and for a line."
            ),
        ),
        Mistake(
            _("only the desk"),
            ("d",),
            _(
                "Where this desk stands, people buy more with or without a card. Look for luck, "
                "and for a line."
            ),
        ),
        Mistake(
            _("all five"),
            ("a", "b", "c", "d", "e"),
            _(
                "Not all of them. Ask of each plan: why does one person have the card, and the "
                "other one not? Where they chose, or where gardens differ, it fails."
            ),
        ),
        Mistake(
            _("the chart"),
            ("a",),
            _(
                "Plan a is Hana's chart again. Members chose to be members, and they differed "
                "before."
            ),
        ),
        Mistake(
            _("the chart among sound plans"),
            ("a", "b", "e"),
            _(
                "Two of the three are sound. Plan a compares people who chose with people who did "
                "not: they differed before there was a card."
            ),
        ),
    ),
    hints=(
        _("For each plan: why does one person have the card, and the other one not?"),
        _(
            "A sound reason has nothing to do with gardens: luck, or a line that nobody could aim "
            "at. Read the brackets again."
        ),
        _("Two letters. One plan uses luck, one uses a line: `[..., ...]`"),
    ),
    why=_(
        "{answer}. In both, something outside the customers decided. Plan c lacks a group for "
        "comparison: with other customers beside it, it would be a comparison of changes. Plan d "
        "has an instrument that fails: nearness stands for gardens. And mind what e answers: the "
        "effect of gold, at the line."
    ),
    minutes=5,
    note=TeachingNote(
        misconception=_(
            "A comparison over time is safe, because everybody is compared with themselves."
        ),
        ask=_(
            "Which of these plans could your own firm carry out next month, and who would object?"
        ),
        extend=_("Repair plans c and d: what would you add to each?"),
    ),
)

# --- 2. three answers --------------------------------------------------------------------------


@cache
def region() -> tuple[pd.DataFrame, CardLaunchTruth]:
    """Give customers of a second region, where the card came later, and their truth.

    A discounter opened there in the year of the card and took 2 points of every wallet, so that
    the others changed, too.
    """
    table, truth = make_card_launch(16_000, seed=22, effect=0.038, affinity=0.17, liking="skewed")
    lost = 0.02 * table["category_spend_per_month"]
    table["share_of_wallet_after"] = table["share_of_wallet_after"] - 0.02
    table["spend_per_month_after"] = table["spend_per_month_after"] - lost
    return table, truth


def _means(column: str, by: str = "member") -> tuple[float, float]:
    means = region()[0].groupby(by)[column].mean()
    return float(means[False]), float(means[True])


def _gap(column: str, by: str = "member") -> float:
    low, high = _means(column, by)
    return high - low


def _change() -> float:
    return _gap("share_of_wallet_after") - _gap("share_of_wallet_before")


def _lot() -> float:
    return _gap("share_of_wallet_after", "invited") / _gap("member", "invited")


def _points(naive: float, change: float, lot: float) -> tuple[float, float, float]:
    return 100 * naive, 100 * change, 100 * lot


def _after() -> float:
    return _gap("share_of_wallet_after")


THREE = Question(
    id="13-three-answers",
    level="B",
    title=_("Three answers from one table"),
    statement=_(
        "In a second region the card came later; in the same year a discounter opened there. The "
        "table `region` has the same columns as in the "
        "lesson; the letters (`invited`) went out by lot. What does a card add to Larch's share of "
        "wallet? The first lines of the cell take the differences of means; complete the last "
        "three. Answers in **percentage points** (7.5 means 7.5 of 100), with one decimal.\n\n"
        "- `naive_points`: members less others, after a year;\n"
        "- `change_points`: the members' change less the others' change;\n"
        "- `lot_points`: by the letters, for those whom the letter brought in."
    ),
    answer=Numbers(
        names=("naive_points", "change_points", "lot_points"),
        expected=lambda: _points(_after(), _change(), _lot()),
        tolerance=0.06,
        unit=_("points of wallet"),
        decimals=1,
    ),
    mistakes=(
        Mistake(
            _("shares of 1"),
            lambda: (_after(), _change(), _lot()),
            _("You gave a share of 1. Multiply by 100, and type 7.5 for 7.5 of 100."),
        ),
        Mistake(
            _("effect of the letter"),
            lambda: _points(_after(), _change(), _gap("share_of_wallet_after", "invited")),
            _(
                "That is what the LETTER did. Most who got one did not join because of it. Divide "
                "by how much more often the invited joined."
            ),
        ),
        Mistake(
            _("divided by all joiners with a letter"),
            lambda: _points(
                _after(),
                _change(),
                _gap("share_of_wallet_after", "invited") / _means("member", "invited")[1],
            ),
            _(
                "You divided by the share of the invited who joined. Many of them would have "
                "joined "
                "without a letter: divide by the DIFFERENCE in joining."
            ),
        ),
        Mistake(
            _("only the members' change"),
            lambda: _points(
                _after(),
                _means("share_of_wallet_after")[1] - _means("share_of_wallet_before")[1],
                _lot(),
            ),
            _(
                "That is the change of the members alone. Take away the change of the others: it "
                "is "
                "what would have happened anyway."
            ),
        ),
        Mistake(
            _("the time before"),
            lambda: _points(_gap("share_of_wallet_before"), _change(), _lot()),
            _(
                "That is the difference BEFORE there was a card. It is worth knowing, and it is "
                "not Hana's chart."
            ),
        ),
    ),
    hints=(
        _("Each answer is a difference of means, and the second is a difference of two of them."),
        _(
            "`gap_before` and `gap_after` are members less others, `right` and `up` are invited "
            "less not invited: in joining, and in the share of wallet afterwards."
        ),
        _("`100 * gap_after`, then `100 * (gap_after - gap_before)`, then `100 * up / ...`"),
    ),
    why=_(
        "{answer}. The two honest answers are of one size. The naive one is several times as "
        "large, "
        "and its interval would be short: an interval counts luck, not a wrong comparison."
    ),
    minutes=10,
    note=TeachingNote(
        misconception=_("The effect of an invitation is the effect of joining."),
        ask=_("When would you want the effect of the letter itself, and not of the card?"),
        extend=_(
            "`ck.instrument_estimate(region, 'share_of_wallet_after', 'member', 'invited')` "
            "gives the third answer with its interval. How wide is it, and why?"
        ),
    ),
    also=(
        lambda: {
            "lot_points": 100
            * float(
                instrument_estimate(
                    region()[0], "share_of_wallet_after", "member", "invited"
                ).params["effect"]
            ),
            "naive_points": 100 * _after(),
            "change_points": 100 * _change(),
        },
    ),
)

# --- 3. heavy and light ------------------------------------------------------------------------


def _left(
    group: str,
    *,
    margin: float = MARGIN,
    running: float = RUNNING,
    before: bool = True,
    points_on_extra: bool = False,
    own: bool = False,
    value: float = VALUE,
) -> float:
    table = region()[0]
    rows = table[table["heaviness"] == group]
    after = rows.groupby("member")["spend_per_month_after"].mean()
    extra = float(after[True] - after[False])
    if before:
        start = rows.groupby("member")["spend_per_month_before"].mean()
        extra -= float(start[True] - start[False])
        if own:
            extra = float(after[True] - start[True])
    bought = extra if points_on_extra else float(after[True])
    return margin * extra - value * bought - running


def _both(**how: Any) -> tuple[float, float]:
    return _left("light", **how), _left("heavy", **how)


HEAVY = Question(
    id="13-heavy-light",
    level="B",
    title=_("What is left of a light and of a heavy member?"),
    statement=_(
        "Same region. Larch keeps 25 cents of each dollar of sales; each dollar brings a point "
        "worth 2 cents (count all points as used); running the card costs 50 cents per member and "
        "month. What is left **per member and month**, in dollars with two decimals, when the "
        "effect of the card on spending is read by comparing changes within the group?\n\n"
        "- `light_left`: for members among the light buyers (`heaviness` is `light`);\n"
        "- `heavy_left`: for members among the heavy buyers.\n\n"
        "The first lines of the cell make two tables, `members` and `others`: a row a group, mean "
        "spending `before` and `after` in dollars a month."
    ),
    answer=Numbers(
        names=("light_left", "heavy_left"),
        expected=_both,
        tolerance=0.02,
        unit="$",
        decimals=2,
    ),
    mistakes=(
        Mistake(
            _("sales for margin"),
            lambda: _both(margin=1.0),
            _(
                "You counted all of the extra SALES. Larch keeps 25 cents of each dollar; the rest "
                "goes to those who grow and make the food."
            ),
        ),
        Mistake(
            _("members less others after"),
            lambda: _both(before=False),
            _(
                "You compared members with others after the card. They differed before it, too: "
                "take away the difference before it."
            ),
        ),
        Mistake(
            _("points on the extra sales only"),
            lambda: _both(points_on_extra=True),
            _(
                "You paid points only on what the card added. Members get points for EVERYTHING "
                "they buy here, what they would have bought anyway included."
            ),
        ),
        Mistake(
            _("no running cost"),
            lambda: _both(running=0.0),
            _("The app, the desk and the letters are missing: 50 cents per member and month."),
        ),
        Mistake(
            _("no points"),
            lambda: _both(value=0.0),
            _("The points are missing: 2 cents on each dollar that a member spends here."),
        ),
        Mistake(
            _("margin only"),
            lambda: _both(value=0.0, running=0.0),
            _(
                "That is the margin that the card adds. Take off what it costs: the points on all "
                "purchases, and the running cost."
            ),
        ),
        Mistake(
            _("the members' own change"),
            lambda: _both(own=True),
            _(
                "You took the change of the members alone. Take away the change of the others: the "
                "discounter took from everybody."
            ),
        ),
        Mistake(
            _("points with breakage"),
            lambda: _both(value=VALUE * 0.88),
            _(
                "You took off breakage, as in the lesson's last table. Here all points are counted "
                "as used: 2 cents on each dollar."
            ),
        ),
        Mistake(
            _("cents"),
            lambda: (100 * _left("light"), 100 * _left("heavy")),
            _("That is in cents. Give dollars with two decimals."),
        ),
    ),
    hints=(
        _("Left = margin on the extra sales - points on all purchases - running cost."),
        _(
            "What the card adds is the members' change less the others' change: four means of one "
            "group."
        ),
        _(
            '`extra = (members["after"] - members["before"]) - (others["after"] - '
            'others["before"])`, then `0.25 * extra["light"] - 0.02 * members.loc["light", '
            '"after"] - ...`'
        ),
    ),
    why=_(
        "{answer}. The margin that the card adds is of one size in both groups. The points are "
        "not: "
        "they follow the purchases. A programme that pays by purchases pays most where it changes "
        "least."
    ),
    minutes=10,
    note=TeachingNote(
        misconception=_("The best customers deserve, and repay, the most points."),
        ask=_("Would you tell heavy buyers that they get fewer points? What might they do?"),
        extend=_("At what value of a point does a heavy member leave nothing? Solve for it."),
    ),
)

# --- 4. what is owed ---------------------------------------------------------------------------


def owed(paid: float, points: float, value: float, share_used: float, used: float) -> float:
    """Give the contract liability that is left for one batch of points."""
    shared = allocate_price(paid, points=points, value_per_point=value, redemption_rate=share_used)
    years = recognise_revenue(shared.points, redeemed=[used], expected=points * share_used)
    return float(years["liability"].iloc[-1])


def _allocated(paid: float, alone: float) -> float:
    return paid * alone / (paid + alone)


def _wrong(name: str) -> Callable[[float, float, float, float, float], float]:
    def face(paid: float, points: float, value: float, share_used: float, used: float) -> float:
        return (points - used) * value

    def alone(paid: float, points: float, value: float, share_used: float, used: float) -> float:
        return points * value * share_used * (1 - used / (points * share_used))

    def all_used(paid: float, points: float, value: float, share_used: float, used: float) -> float:
        return _allocated(paid, points * value) * (1 - used / points)

    def over_all(paid: float, points: float, value: float, share_used: float, used: float) -> float:
        return _allocated(paid, points * value * share_used) * (1 - used / points)

    def earned(paid: float, points: float, value: float, share_used: float, used: float) -> float:
        return _allocated(paid, points * value * share_used) * used / (points * share_used)

    def full_value(
        paid: float, points: float, value: float, share_used: float, used: float
    ) -> float:
        return _allocated(paid, points * value * share_used) - used * value

    def all_in_split(
        paid: float, points: float, value: float, share_used: float, used: float
    ) -> float:
        return _allocated(paid, points * value) * (1 - used / (points * share_used))

    def rounded(paid: float, points: float, value: float, share_used: float, used: float) -> float:
        return float(round(owed(paid, points, value, share_used, used)))

    return {
        "full_value": full_value,
        "all_in_split": all_in_split,
        "rounded": rounded,
        "face": face,
        "alone": alone,
        "all_used": all_used,
        "over_all": over_all,
        "earned": earned,
    }[name]


def _cases() -> list[tuple[float, float, float, float, float]]:
    return [
        (100_000, 10_000, 1, 0.97, 4_500),
        (100_000, 10_000, 1, 0.90, 8_500),
        (50_000, 50_000, 0.02, 0.88, 10_000),
        (240, 12, 2.5, 0.75, 0),
        (1_000, 100, 0.5, 0.8, 80),
    ]


OWED = Question(
    id="13-owed",
    level="C",
    sitting=2,
    title=_("What is still owed for a batch of points?"),
    statement=_(
        "Write a function `owed(paid, points, value, share_used, used)` that gives the **contract "
        "liability** for one batch of points, in money:\n\n"
        "- `paid`: what customers paid for the goods and the points together (the goods alone "
        "would "
        "cost the same);\n"
        "- `points` given with them, each worth `value`;\n"
        "- `share_used`: the share of the points that will ever be used (0.95 for 95%), the same "
        "estimate all along;\n"
        "- `used`: points used so far.\n\n"
        "First share the price by stand-alone prices. Then take off what has been earned: points "
        "used so far, over all points that will be used."
    ),
    answer=Code(name="owed", reference=owed, cases=_cases, tolerance=0.005),
    mistakes=(
        Mistake(
            _("face value of the points left"),
            lambda: _wrong("face"),
            _(
                "That is the face value of all points not yet used. Some will never be used, and "
                "only a part of the PRICE was deferred for the points."
            ),
        ),
        Mistake(
            _("price not shared"),
            lambda: _wrong("alone"),
            _(
                "You deferred the full stand-alone price of the points. Customers paid one price "
                "for both: share it in proportion, paid x points' price / (goods' price + points' "
                "price)."
            ),
        ),
        Mistake(
            _("no breakage"),
            lambda: _wrong("all_used"),
            _(
                "Your points are all used in the end. Their stand-alone price counts only the "
                "share that will be used, and so does the total below the points used so far."
            ),
        ),
        Mistake(
            _("earned over all points given"),
            lambda: _wrong("over_all"),
            _(
                "The price is shared well. But you earn it over ALL points given: then a part "
                "would "
                "never be earned. Divide by the points that will be used."
            ),
        ),
        Mistake(
            _("used points at full value"),
            lambda: _wrong("full_value"),
            _(
                "The price is shared well. But you take off used points at their full value. Each "
                "carries only its part of the deferred price: deferred x used / points that will "
                "be used."
            ),
        ),
        Mistake(
            _("all points in the split"),
            lambda: _wrong("all_in_split"),
            _(
                "You shared the price as if all points were used. In their stand-alone price, too, "
                "count only the share that will be used."
            ),
        ),
        Mistake(
            _("rounded to whole"),
            lambda: _wrong("rounded"),
            _("Your method is right, and your function rounds. Return the amount as it is."),
        ),
        Mistake(
            _("the earned part"),
            lambda: _wrong("earned"),
            _("That is what has been EARNED. What is owed is the rest of the deferred amount."),
        ),
    ),
    hints=(
        _("Two steps: how much of the price was deferred? Which part of it is not yet earned?"),
        _(
            "The points alone would cost `points * value * share_used`, the goods `paid`. The "
            "points get their share of `paid`."
        ),
        _(
            "`alone = points * value * share_used`; `deferred = paid * alone / (paid + alone)`; "
            "return `deferred * (1 - used / (...))`"
        ),
    ),
    why=_(
        "The reference shares the price first, then earns the points' part over the points that "
        "will be used. The last case owes nothing although 20 points are left: those are breakage, "
        "and they were earned along with the others."
    ),
    minutes=12,
    note=TeachingNote(
        misconception=_("What is owed is the face value of the points that members hold."),
        ask=_("A firm raises its estimate of breakage in December. What happens to its profit?"),
        extend=_(
            "Let the estimate change: add `used_before` and `share_before`, and give the "
            "revenue of the year. Compare with `ck.recognise_revenue`."
        ),
    ),
    also=(
        lambda: (
            lambda paid, points, value, share_used, used: (
                paid
                * points
                * value
                * share_used
                / (paid + points * value * share_used)
                * (points * share_used - used)
                / (points * share_used)
            )
        ),
    ),
)

# --- 5. young points ---------------------------------------------------------------------------


@cache
def young() -> tuple[pd.DataFrame, PointsTruth]:
    """Give the ledger of a programme that is nine months old, and its truth."""
    return make_points_ledger(
        9,
        seed=53,
        members_per_cohort=12_000,
        points_per_member=80,
        never_redeem=0.22,
        monthly_redemption=0.18,
    )


@cache
def _fit() -> Any:
    return Breakage().fit(young()[0])


def _oldest() -> float:
    ledger = young()[0]
    first = ledger[ledger["earned_month"] == 0].groupby("kind")["points"].sum()
    return 1 - float(first["redeemed"] / first["earned"])


def _without_last() -> float:
    ledger = young()[0]
    kinds = ledger[ledger["earned_month"] < ledger["month"].max()].groupby("kind")["points"].sum()
    return 1 - float(kinds["redeemed"] / kinds["earned"])


YOUNG = Question(
    id="13-young-points",
    level="B",
    sitting=2,
    title=_("Breakage of a young programme"),
    statement=_(
        "The points programme of a pharmacy is nine months old; `young` is its ledger. Give **per "
        "cent**, with one decimal:\n\n"
        "- `counted_per_cent`: which part of all points given has not been redeemed by now;\n"
        "- `never_per_cent`: which part will **never** be redeemed, by the fitted model "
        "`ck.Breakage()`."
    ),
    answer=Numbers(
        names=("counted_per_cent", "never_per_cent"),
        expected=lambda: (100 * naive_breakage(young()[0]), 100 * float(_fit().breakage)),
        tolerance={"counted_per_cent": 0.1, "never_per_cent": 0.2},
        unit="%",
        decimals=1,
    ),
    mistakes=(
        Mistake(
            _("the count for both"),
            lambda: (100 * naive_breakage(young()[0]), 100 * naive_breakage(young()[0])),
            _(
                "You gave the count. Most of these points have had only a few months. The question "
                "is how many will NEVER come back: fit `ck.Breakage()` to the ledger."
            ),
        ),
        Mistake(
            _("the oldest month only"),
            lambda: (100 * naive_breakage(young()[0]), 100 * _oldest()),
            _(
                "You looked at the oldest points only. A good thought, but these, too, are still "
                "coming in: even the oldest line has not reached its end."
            ),
        ),
        Mistake(
            _("redeemed for not redeemed"),
            lambda: (100 - 100 * naive_breakage(young()[0]), 100 - 100 * float(_fit().breakage)),
            _("That is the part that IS redeemed. Breakage is the rest."),
        ),
        Mistake(
            _("last month left out"),
            lambda: (100 * _without_last(), 100 * float(_fit().breakage)),
            _(
                "You left out the points of the last month. The count takes all points given, "
                "those "
                "of yesterday too: that is what is wrong with it."
            ),
        ),
    ),
    hints=(
        _("One number is a count, the other one a fit. They answer different questions."),
        _(
            "`ck.naive_breakage(young)` counts. `ck.Breakage().fit(young)` fits; it knows "
            "`.breakage`."
        ),
        _("`100 * ck.naive_breakage(young)` and `100 * ck.Breakage().fit(young)...`"),
    ),
    why=_(
        "{answer}. The count says how young the points are, not how forgetful the members. A firm "
        "that books by the count shows a fine first year, and takes it back in the second."
    ),
    minutes=4,
    note=TeachingNote(
        misconception=_("Points that have not been used are points that will not be used."),
        ask=_("What would the count say if the firm stopped giving points today and waited?"),
        extend=_(
            "How wide is `.breakage_interval()` after three months (`months=4` in `fit`), and "
            "after nine?"
        ),
    ),
    also=(
        lambda: {
            "never_per_cent": 100 * (1 - float(_fit().redemption_rate)),
            "counted_per_cent": 100
            * (
                1
                - float(
                    young()[0].query("kind == 'redeemed'")["points"].sum()
                    / young()[0].query("kind == 'earned'")["points"].sum()
                )
            ),
        },
    ),
)

# --- 6. the board ------------------------------------------------------------------------------

BOARD = Question(
    id="13-board",
    level="A",
    sitting=2,
    title=_("What should the board do in the second region?"),
    statement=_(
        "The table above shows the second region. Four proposals are before the board. Which one "
        "do you support? Then write a note to the board (at most 150 words): what the "
        "card did and how you know it, what is owed and to whom, what you propose, what would "
        "change your mind."
    ),
    answer=Choice(
        options={
            "a": _("Double the points: members spend far more than others"),
            "b": _("End the card at once, and book the points that members hold as revenue"),
            "c": _(
                "Keep the card. Put a ceiling on the points of a month, draw by lot which shops "
                "begin with it, and decide for all when the difference is known. Points already "
                "given stay as they are"
            ),
            "d": _("Let points run out after three months: breakage rises, and the debt falls"),
        },
        key="c",
    ),
    mistakes=(
        Mistake(
            _("double"),
            "a",
            _(
                "That rests on members against others. By changes the card adds a small part of "
                "that, and the points of today already cost more than it."
            ),
        ),
        Mistake(
            _("end and book"),
            "b",
            _(
                "The points are owed: customers have paid for them. Ending the card does not turn "
                "a "
                "debt into revenue. And the light buyers' cards pay."
            ),
        ),
        Mistake(
            _("run out sooner"),
            "d",
            _(
                "Members would lose what they have paid for, and forgotten points move nobody. In "
                "some places it is not allowed. The debt falls, and so does the reason to come."
            ),
        ),
    ),
    hints=(
        _("Look at the last three rows: for whom does the card pay, and for whom not?"),
        _(
            "Ask of each proposal: does it change what the card costs where it changes nothing? "
            "And "
            "who bears it?"
        ),
        _(
            "One proposal changes the cost where the loss is, tests it, and keeps what was "
            "promised."
        ),
    ),
    why=_(
        "{answer}. The loss is where points are paid for purchases that would have happened "
        "anyway. "
        "A ceiling meets just that. Whether heavy buyers then leave, only a test can say, and a "
        "lot "
        "makes the test honest."
    ),
    minutes=10,
    note=TeachingNote(
        misconception=_("A programme either works or does not."),
        ask=_("Who in the room would have to explain the ceiling to a customer? In which words?"),
        extend=_(
            "Work out how large a share of heavy buyers' extra sales may be lost before the "
            "ceiling does not pay."
        ),
    ),
    decision=Decision(
        rubric=(
            _("Names the honest effect in money, per member and month, and the way it was found."),
            _("Tells margin from sales, and counts points on all purchases."),
            _("Says that points already given are owed to members and stay valid."),
            _("Proposes a change where the loss is, with a test by lot and a number to watch."),
            _("Says what would change the decision, and what is not known (heavy buyers' answer)."),
        ),
        strong=_(
            "We keep the card and put a ceiling on monthly points, first in shops drawn by lot. "
            "Members spend far more than others, but they did so before the card. By comparing "
            "changes, the card adds about 2.90 dollars of margin per member and month and costs "
            "about 3.70. The letters drawn by lot give a similar size, with much more doubt. The "
            "loss sits with heavy buyers, who get points for what they bought anyway; with light "
            "buyers the card pays. Whether heavy buyers will buy less under a ceiling, only the "
            "test can say. Points already given are owed; they stay valid. If in the test shops "
            "more margin is lost than points are saved, we take the ceiling back. If after a year "
            "the card still costs more than it brings, we end it and honour every point."
        ),
        weak=_(
            "Members are our best customers, so the card clearly works. The finance people worry "
            "about the points, but many points are never used, so the true cost is much lower. We "
            "should double the points to make customers even more loyal, and let old points expire "
            "sooner to keep the liability under control. That way everybody wins."
        ),
        weak_because=_(
            "Takes the selection for an effect, takes points not yet used for points never used, "
            "names no amount and no test, and lets members pay with points that they hold."
        ),
    ),
)

QUESTIONS = [WAYS, THREE, HEAVY, OWED, YOUNG, BOARD]

PREDICTIONS = [
    Prediction(
        id="13-card",
        statement=_(
            "Of every 10 dollars that members spend more than other customers, how many does the "
            "card make?"
        ),
        reading=_(
            "The rest was there before the card. A guess near 10 takes the whole chart for an "
            "effect; the chart does not show the time before."
        ),
        unit="$",
        decimals=1,
    ),
    Prediction(
        id="13-never",
        statement=_(
            "Of all points that Larch ever gave, about two of five have not been used. Of 100 "
            "points, how many will never be used?"
        ),
        reading=_(
            "Most of the others are young. They have not been forgotten; they have not had their "
            "time."
        ),
        unit=_("points"),
        decimals=0,
    ),
]
