"""Lesson 20, the case of Amazon and of Meridian Plus: its questions and predictions."""

from collections.abc import Callable
from functools import cache
from math import ceil, floor
from typing import Any

import pandas as pd

from casekit.cases.facts import fact
from casekit.cases.prime import PrimeTruth, fees_by_reason, prime_world, spending_gap
from casekit.cases.prime.board import plus_under
from casekit.coach.kinds import Choice, Code, Numbers
from casekit.coach.question import Decision, Mark, Mistake, Prediction, Question, TeachingNote
from casekit.frames.relations import Tables
from casekit.words import _

__all__ = ["PREDICTIONS", "QUESTIONS"]

# --- 1. by the year or by the month ------------------------------------------------------------

LEAVES = 0.06


def _prices() -> tuple[float, float]:
    return fact("amazon-price-year"), fact("amazon-price-month")


def _months_paid(months: int = 12) -> float:
    """Give the months that a newcomer pays for, on average, when 6 of 100 leave each month."""
    return sum((1 - LEAVES) ** month for month in range(months))


def _plan(even: float, first: float, paid: float) -> tuple[float, float, float]:
    return even, first, paid


def _right_plan() -> tuple[float, float, float]:
    year, month = _prices()
    return _plan(year / month, ceil(year / month), _months_paid() * month)


PLAN = Question(
    id="20-plan",
    level="A",
    title=_("By the year or by the month?"),
    statement=_(
        "Meridian Plus costs 14.99 dollars a month or 139 dollars a year. Leave discounting "
        "aside.\n\n"
        "- `break_even_months`: after how many months have monthly payments cost as much as the "
        "year? Two decimals.\n"
        "- `cheaper_from_month`: somebody knows in which month she will leave. From which month on "
        "(a whole number) is the year the cheaper choice?\n"
        "- `paid_by_month`: a newcomer does *not* know how long she will stay. Each month 6 of 100 "
        "who are still there leave. What does she pay **in the first twelve months**, on average, "
        "if she pays by the month? In dollars. The cell above says for how many months a newcomer "
        "pays within the first year, on average."
    ),
    answer=Numbers(
        names=("break_even_months", "cheaper_from_month", "paid_by_month"),
        expected=_right_plan,
        tolerance={"break_even_months": 0.01, "cheaper_from_month": 0.1, "paid_by_month": 0.5},
        decimals=2,
        appears_because=_("the second number is a small whole number, like those of a list"),
    ),
    mistakes=(
        Mistake(
            _("the year's price by the month"),
            lambda: _plan(_prices()[0] / 12, ceil(_prices()[0] / 12), _right_plan()[2]),
            _(
                "You divided the year's price by 12. That is dollars a month within the year. The "
                "question is how many monthly payments make up the price of the year."
            ),
        ),
        Mistake(
            _("rounded down"),
            lambda: _plan(_right_plan()[0], floor(_right_plan()[0]), _right_plan()[2]),
            _(
                "Add the payments up: in that month they have not yet cost as much as the year. "
                "The year is cheaper only in the month after."
            ),
        ),
        Mistake(
            _("everybody stays the year"),
            lambda: _plan(_right_plan()[0], _right_plan()[1], 12 * _prices()[1]),
            _(
                "That is what somebody pays who stays for all twelve months. Many leave before: "
                "multiply the price by the months paid on average."
            ),
        ),
        Mistake(
            _("all the months of a life"),
            lambda: _plan(_right_plan()[0], _right_plan()[1], _prices()[1] / LEAVES),
            _(
                "You counted all months that a newcomer will ever pay for (1 / 0.06 of them). Only "
                "those of the first twelve months are asked for."
            ),
        ),
        Mistake(
            _("months instead of dollars"),
            lambda: _plan(_right_plan()[0], _right_plan()[1], _months_paid()),
            _(
                "That is how many MONTHS a newcomer pays for. Each of them costs the monthly "
                "price: the question asks for dollars."
            ),
        ),
        Mistake(
            _("those left after the year"),
            lambda: _plan(
                _right_plan()[0], _right_plan()[1], 12 * _prices()[1] * (1 - LEAVES) ** 12
            ),
            _(
                "You multiplied the twelve payments by the share that is left at the end. Those "
                "who leave earlier have paid for some months, too."
            ),
        ),
    ),
    hints=(
        _("How many payments of 14.99 fit into 139? And how many does a newcomer make?"),
        _(
            "The first is a division, the second is the next whole number above it, the third is "
            "a price times a number of months."
        ),
        _("`139 / 14.99`, then round up, then `14.99 * months_paid`"),
    ),
    why=_(
        "{answer}. A newcomer stays on average for 1 / 0.06, more than sixteen months: far beyond "
        "the break-even. And still the monthly plan is cheaper in the first year, on average, "
        "because those who leave early save more than those who stay pay extra. The year is a bet "
        "on oneself. Many lose it, and the shop holds the stake."
    ),
    minutes=4,
    note=TeachingNote(
        misconception=_("Who stays longer than the break-even on average should pay by the year."),
        ask=_("Who in the room has paid for a year of something, and used three months of it?"),
        extend=_("At which monthly chance of leaving do both plans cost the same, on average?"),
    ),
    also=(
        lambda: {
            "paid_by_month": 14.99 * (1 - 0.94**12) / 0.06,
            "cheaper_from_month": 10,
            "break_even_months": 139 / 14.99,
        },
        lambda: (9.27, 10, 130.9),
    ),
)

# --- 2. the gap in a second country ------------------------------------------------------------


@cache
def second_country() -> tuple[Tables, PrimeTruth]:
    """Give Meridian's second country: more inattention, and nobody comes back."""
    return prime_world(
        8_000,
        seed=31,
        effect=0.035,
        affinity=0.18,
        annual_share=0.4,
        attention=0.10,
        attention_at_renewal=0.25,
        pages_finished=0.4,
        return_one_click=0.0,
        return_four_pages=0.0,
        households=60,
    )


@cache
def _first_country() -> tuple[float, float, float]:
    """Give the three answers for Meridian's own country, the lesson's."""
    gap = spending_gap(prime_world(20_000, seed=7, households=60)[0].customers)
    one, two, three = gap["dollars_a_year"].tolist()
    return one, two, three


def _mean(column: str, by: str) -> tuple[float, float]:
    means = second_country()[0].customers.groupby(by)[column].mean()
    return float(means[False]), float(means[True])


def _less(column: str, by: str) -> float:
    low, high = _mean(column, by)
    return high - low


def _changes() -> float:
    return _less("spend_first_year", "member") - _less("spend_year_before", "member")


def _up() -> float:
    return _less("spend_first_year", "invited") - _less("spend_year_before", "invited")


def _three(gap: float | None = None, changes: float | None = None, lot: float | None = None) -> Any:
    return (
        _less("spend_first_year", "member") if gap is None else gap,
        _changes() if changes is None else changes,
        _up() / _less("member", "invited") if lot is None else lot,
    )


GAP = Question(
    id="20-gap",
    level="B",
    title=_("How much of the gap does Plus cause in the second country?"),
    statement=_(
        "The table `customers` is that of Meridian's second country. Three answers, in **dollars a "
        "year per member**, rounded to whole dollars or finer:\n\n"
        "- `gap_dollars`: what members spend more than others in the first year of Plus;\n"
        "- `changes_dollars`: the members' change from the year before, less the others' change;\n"
        "- `lot_dollars`: what Plus adds for those whom the invitation made join. Take the "
        "difference in *changes* between invited and not invited, and divide it by their "
        "difference in joining.\n\n"
        "The cell takes the means of the groups; complete the last three lines."
    ),
    answer=Numbers(
        names=("gap_dollars", "changes_dollars", "lot_dollars"),
        expected=_three,
        tolerance=1.0,
        unit="$",
        decimals=0,
    ),
    mistakes=(
        Mistake(
            _("the effect of the invitation"),
            lambda: _three(lot=_up()),
            _(
                "That is what the INVITATION changed, in the mean of all invited. Most of them "
                "would have joined anyway or never did. Divide by how much more often they joined."
            ),
        ),
        Mistake(
            _("divided by all invited who joined"),
            lambda: _three(lot=_up() / _mean("member", "invited")[1]),
            _(
                "You divided by the share of the invited who joined. Many would have joined "
                "without an invitation: divide by the DIFFERENCE in joining."
            ),
        ),
        Mistake(
            _("the lot without the year before"),
            lambda: _three(lot=_less("spend_first_year", "invited") / _less("member", "invited")),
            _(
                "You compared the first year only. That is honest too, and less exact: the lot's "
                "luck with heavy buyers is still in it. Use the differences in CHANGES."
            ),
        ),
        Mistake(
            _("the members' own change"),
            lambda: _three(
                changes=_mean("spend_first_year", "member")[1]
                - _mean("spend_year_before", "member")[1]
            ),
            _(
                "That is the members' own change. Take away the change of the others: it is what "
                "would have happened without Plus."
            ),
        ),
        Mistake(
            _("the year before"),
            lambda: _three(gap=_less("spend_year_before", "member")),
            _(
                "That is the gap BEFORE there was Plus. It is the best part of the proof, and it "
                "is not the chart of the board."
            ),
        ),
        Mistake(
            _("a month"),
            lambda: tuple(value / 12 for value in _three()),
            _("That is dollars a month. The table holds years, and the question asks for a year."),
        ),
        Mistake(
            _("the first country"),
            _first_country,
            _(
                "That is an answer for the lesson's own tables. Here `customers` is the SECOND "
                "country: run the cell above that makes it, and take the means from it."
            ),
        ),
    ),
    hints=(
        _(
            "Each answer begins with a difference of means. The second is a difference of two; the "
            "third is such a difference, divided by another."
        ),
        _(
            "`by_member` and `by_invited` hold the means. The change of a group is its first year "
            "less its year before."
        ),
        _(
            '`gap_dollars = member["spend_first_year"] - other["spend_first_year"]`; for the lot '
            '`(invited["change"] - not_invited["change"]) / (invited["member"] - ...)`'
        ),
    ),
    why=_(
        "{answer}. The two honest answers agree within their intervals, by two ways that fail for "
        "different reasons, and so does `truth.caused` in the envelope. The gap is several times "
        "as large: most of it was there before Plus."
    ),
    minutes=6,
    note=TeachingNote(
        misconception=_("Members spend twice as much because of the membership."),
        ask=_("Which of the three numbers would your firm's dashboard show?"),
        extend=_("`ck.spending_gap(customers)` gives the intervals. Which is widest, and why?"),
    ),
    also=(
        lambda: tuple(spending_gap(second_country()[0].customers)["dollars_a_year"]),
        lambda: {
            name: float(spending_gap(second_country()[0].customers)["dollars_a_year"][row])
            for name, row in (
                ("lot_dollars", "lot"),
                ("gap_dollars", "gap"),
                ("changes_dollars", "changes"),
            )
        },
    ),
)

# --- 3. revenue from inattention ---------------------------------------------------------------


@cache
def _fees() -> "pd.Series[float]":
    return fees_by_reason(plus_under(second_country()[1], four_pages=True))["fees"]


def _shares(unwanted: float, more: float) -> tuple[float, float]:
    return 100 * unwanted, 100 * more


def _of_all(*reasons: str) -> float:
    return float(sum(_fees()[reason] for reason in reasons) / _fees()["all"])


def _more(*reasons: str) -> float:
    taken = float(sum(_fees()[reason] for reason in reasons))
    return taken / (float(_fees()["all"]) - taken)


_GONE = ("term", "inattention", "path")

INATTENTION = Question(
    id="20-inattention",
    level="B",
    title=_("Revenue from inattention"),
    statement=_(
        "The series `fees` takes the fees of the second country apart, as in step 4 (four pages "
        "for all, dollars in 36 months; nobody comes back there). Give **per cent**, with one "
        "decimal:\n\n"
        "- `held_per_cent`: which part of all fees would not be paid if everybody had left as soon "
        "as they wished to (bound, forgotten and obstructed together)?\n"
        "- `friction_raises_per_cent`: forgetting and pages together: by how many per cent are "
        "fees **higher** than they would be if everybody thought of Plus and left by one click? "
        "(This is the comparison of Einav and co-authors in lesson 04.)"
    ),
    answer=Numbers(
        names=("held_per_cent", "friction_raises_per_cent"),
        expected=lambda: _shares(_of_all(*_GONE), _more("inattention", "path")),
        tolerance=0.1,
        unit="%",
        decimals=1,
    ),
    mistakes=(
        Mistake(
            _("share of all for the rise"),
            lambda: _shares(_of_all(*_GONE), _of_all("inattention", "path")),
            _(
                "You divided by the fees of TODAY. A rise is counted from the fees without "
                "friction: all less what forgetting and pages bring."
            ),
        ),
        Mistake(
            _("the bound year in the rise"),
            lambda: _shares(_of_all(*_GONE), _more(*_GONE)),
            _(
                "The bound year is in your rise. A message and one click do not end a year that is "
                "already paid: only forgetting and pages belong here."
            ),
        ),
        Mistake(
            _("forgetting only"),
            lambda: _shares(_of_all("inattention"), _more("inattention")),
            _(
                "That is forgetting alone. The statement names what belongs in: for the first "
                "answer three reasons, for the second one two."
            ),
        ),
        Mistake(
            _("pages only"),
            lambda: _shares(_of_all("path"), _more("path")),
            _("That is the pages alone: the smallest heap, and the one that the board sees."),
        ),
        Mistake(
            _("the whole instead of the rise"),
            lambda: _shares(_of_all(*_GONE), 1 + _more("inattention", "path")),
            _(
                "That is all fees in per cent of the fees without friction. By how much they are "
                "HIGHER is what lies above one hundred."
            ),
        ),
        Mistake(
            _("a rise from the wanted part"),
            lambda: _shares(
                _of_all(*_GONE),
                float((_fees()["inattention"] + _fees()["path"]) / _fees()["wanted"]),
            ),
            _(
                "You counted the rise from the WANTED fees alone. Without friction the bound year "
                "would still be paid: it belongs to the smaller amount, too."
            ),
        ),
        Mistake(
            _("the wanted part"),
            lambda: _shares(_of_all("wanted"), _more("inattention", "path")),
            _("That is the part that IS wanted. The question asks for the rest."),
        ),
        Mistake(
            _("without the bound"),
            lambda: _shares(_of_all("inattention", "path"), _more("inattention", "path")),
            _(
                "The bound are missing: their year was paid when the wish came. They would have "
                "left, too, had they been free."
            ),
        ),
    ),
    hints=(
        _("Two questions, two bases: a part of the whole, and a rise from a smaller amount."),
        _(
            'First: three rows over `fees["all"]`. Second: two rows over what is left of '
            '`fees["all"]` without these two rows.'
        ),
        _(
            '`friction = fees["inattention"] + fees["path"]`, then '
            '`100 * friction / (fees["all"] - ...)`'
        ),
    ),
    why=_(
        "{answer}. Of ten real services, Einav and co-authors found rises from 14% to more than "
        "200% (working paper). A rise is larger than the same money as a part of the whole: ask "
        "which one you are shown. And mind that both come from the generator's envelope. A firm "
        "needs card replacements and a lot to get near them."
    ),
    minutes=5,
    note=TeachingNote(
        misconception=_("Low cancellation means that members are content."),
        ask=_("Which of the two numbers would a seller show, and which a consumer group?"),
        extend=_(
            "Give `order=('inattention', 'path', 'term')` to `ck.fees_by_reason`. Which heap "
            "grows, and what stays the same?"
        ),
    ),
)

# --- 4. attributed and caused ------------------------------------------------------------------


def missing_share(
    visits_with: float,
    purchases_with: float,
    by_click: float,
    visits_without: float,
    purchases_without: float,
) -> float:
    """Give the share of purchases with a list that would be missing without it."""
    rate_with = purchases_with / visits_with
    rate_without = purchases_without / visits_without
    return (rate_with - rate_without) / rate_with


def _wrong(name: str) -> Callable[[float, float, float, float, float], float]:
    def clicks(with_v: float, with_p: float, click: float, out_v: float, out_p: float) -> float:
        return click / with_p

    def points(with_v: float, with_p: float, click: float, out_v: float, out_p: float) -> float:
        return with_p / with_v - out_p / out_v

    def uplift(with_v: float, with_p: float, click: float, out_v: float, out_p: float) -> float:
        return (with_p / with_v - out_p / out_v) / (out_p / out_v)

    def counts(with_v: float, with_p: float, click: float, out_v: float, out_p: float) -> float:
        return (with_p - out_p) / with_p

    def of_clicks(with_v: float, with_p: float, click: float, out_v: float, out_p: float) -> float:
        return (with_p - out_p * with_v / out_v) / click

    def anyway(with_v: float, with_p: float, click: float, out_v: float, out_p: float) -> float:
        return (out_p / out_v) / (with_p / with_v)

    def per_cent(with_v: float, with_p: float, click: float, out_v: float, out_p: float) -> float:
        return 100 * missing_share(with_v, with_p, click, out_v, out_p)

    def rounded(with_v: float, with_p: float, click: float, out_v: float, out_p: float) -> float:
        return round(missing_share(with_v, with_p, click, out_v, out_p), 2)

    def number(with_v: float, with_p: float, click: float, out_v: float, out_p: float) -> float:
        return with_p - out_p * with_v / out_v

    return {
        "per_cent": per_cent,
        "rounded": rounded,
        "number": number,
        "clicks": clicks,
        "points": points,
        "uplift": uplift,
        "counts": counts,
        "of_clicks": of_clicks,
        "anyway": anyway,
    }[name]


LISTS = Question(
    id="20-lists",
    level="C",
    title=_("Attributed or caused?"),
    statement=_(
        "In a trial, a list of recommendations is shown in some visits, *by lot*, and not in the "
        "others. The two groups of visits need not be equally large. Write a function "
        "`missing_share(visits_with, purchases_with, by_click, visits_without, "
        "purchases_without)` that gives the **causal share**: of the purchases made in visits with "
        "a list, which share would be *missing* without the list?\n\n"
        "`by_click` counts the purchases that came through a click on the list. Give a share of 1 "
        "(0.25 for a quarter)."
    ),
    answer=Code(
        name="missing_share",
        reference=missing_share,
        cases=lambda: [
            (10_000, 2_560, 2_260, 10_000, 2_000),
            (30_000, 6_000, 4_500, 10_000, 1_800),
            (5_000, 500, 480, 20_000, 2_000),
            (800, 240, 150, 1_000, 210),
        ],
        tolerance=0.0005,
    ),
    mistakes=(
        Mistake(
            _("the click report"),
            lambda: _wrong("clicks"),
            _(
                "That is the ATTRIBUTED share: which way purchases took. It would be the same if "
                "everybody had bought anyway. Use the visits without a list."
            ),
        ),
        Mistake(
            _("points instead of a share"),
            lambda: _wrong("points"),
            _(
                "That is the difference in purchases per visit. Divide it by purchases per visit "
                "WITH the list: the question asks for a share of those."
            ),
        ),
        Mistake(
            _("uplift"),
            lambda: _wrong("uplift"),
            _(
                "That is the uplift: the rise over purchases WITHOUT the list. The question asks "
                "for a share of the purchases WITH it."
            ),
        ),
        Mistake(
            _("counts instead of rates"),
            lambda: _wrong("counts"),
            _(
                "You compared numbers of purchases. The groups are not equally large: first divide "
                "each by its visits."
            ),
        ),
        Mistake(
            _("share of the clicks"),
            lambda: _wrong("of_clicks"),
            _(
                "You divided by the purchases through a click: that says how many of THEM were "
                "caused. The question asks for a share of all purchases in visits with a list."
            ),
        ),
        Mistake(
            _("in per cent"),
            lambda: _wrong("per_cent"),
            _("That is the right share in per cent. Give it as a share of 1: leave out the 100."),
        ),
        Mistake(
            _("rounded"),
            lambda: _wrong("rounded"),
            _("That is the right share, rounded too far. Return it as it comes out."),
        ),
        Mistake(
            _("the number of purchases"),
            lambda: _wrong("number"),
            _(
                "That is HOW MANY purchases would be missing. Divide it by the purchases in visits "
                "with a list: a share is asked for."
            ),
        ),
        Mistake(
            _("the rest"),
            lambda: _wrong("anyway"),
            _("That is the share that would be made ANYWAY. What would be missing is the rest."),
        ),
    ),
    hints=(
        _("What would have been bought in the same number of visits without a list?"),
        _("Purchases per visit with a list, and without one. The clicks are not needed."),
        _("`rate_with = purchases_with / visits_with`; return `(rate_with - ...) / rate_with`"),
    ),
    why=_(
        "The clicks play no part. In the third case nearly all purchases came through a click, and "
        "nothing would be missing: the list is only a shorter way. In the first case the click "
        "report says 88 of 100, and the lot 22."
    ),
    minutes=7,
    note=TeachingNote(
        misconception=_("Sales that came through a recommendation are caused by it."),
        ask=_("Which other department reports by attribution? Advertising? The sales force?"),
        extend=_("Let the function give the anyway share of the clicks as well."),
    ),
    also=(
        lambda: (
            lambda visits_with, purchases_with, by_click, visits_without, purchases_without: (
                1 - purchases_without * visits_with / (visits_without * purchases_with)
            )
        ),
    ),
)

# --- 5. the memo -------------------------------------------------------------------------------

MEMO = Question(
    id="20-memo",
    level="A",
    title=_("The memo to the board"),
    statement=_(
        "Which proposal does your team put before Meridian's board? Choose one. Then write the "
        "memo: one page, at most 250 words, in five short paragraphs. What each of the three "
        "numbers means; what one click costs and saves, in money; who paid before; what the law "
        "asks; what you propose for the way out, the trials and the lists, and what would change "
        "your mind."
    ),
    answer=Choice(
        options={
            "a": _(
                "Keep the four pages while they pay; extend trials, because members spend three "
                "quarters more; pay the lists' budget, because a third of sales come from them"
            ),
            "b": _(
                "One click, quietly, without a message; extend trials at once; no budget for the "
                "lists, because clicks prove nothing"
            ),
            "c": _(
                "One click and a message before each payment, whatever the pages earn; test longer "
                "trials by lot; a budget for one year, with lists shown more and some visits left "
                "without, by lot"
            ),
            "d": _(
                "One click and a message, because the four pages do not pay anyway; no longer "
                "trials, and no lists, because neither causes anything"
            ),
        },
        key="c",
    ),
    mistakes=(
        Mistake(
            _("the three numbers"),
            "a",
            _(
                "Each of the three numbers answers another question than the one it is used for. "
                "And the way out is not yours to keep for as long as it pays: read the page of the "
                "law."
            ),
        ),
        Mistake(
            _("quiet, and half"),
            "b",
            _(
                "The button helps only those who think of it; in a given month most do not. "
                "Nobody has tried longer trials. And that clicks prove nothing does not mean that "
                "lists cause nothing: the lot found that they cause something."
            ),
        ),
        Mistake(
            _("it does not pay anyway"),
            "d",
            _(
                "The four pages probably pay, a little. A memo that rests on money falls when "
                "somebody shows the money. And both Plus and the lists cause something: the lots "
                "said how much."
            ),
        ),
    ),
    hints=(
        _(
            "Ask of each half-sentence that begins with 'because': is it true, and does it answer "
            "what it is used for?"
        ),
        _("Which proposal would still stand if four pages earned twice as much?"),
        _(
            "One proposal rests the way out on the law and the members, and everything else on "
            "lots."
        ),
    ),
    why=_(
        "{answer}. It does what the law asks without waiting for the result, it goes beyond it "
        "where most of the unwanted fees are, and it buys knowledge where the board had only "
        "belief."
    ),
    minutes=25,
    note=TeachingNote(
        misconception=_("A friction that keeps customers is free; or: what is wrong cannot pay."),
        ask=_("Which sentence of your memo would you not like to read in a newspaper?"),
        extend=_("Write the answer of the finance head, in three honest sentences."),
    ),
    decision=Decision(
        rubric=(),
        strong=_(
            "Our numbers are right, for other questions. Members spend about 860 dollars a "
            "year more; by the lot Plus makes about 200 of them. Of 100 purchases 35 pass through "
            "a list; by the lot 9 would be missing without it. The pages hold a quarter of those "
            "setting out to leave.\n\n"
            "The pages probably pay, a little: about 5 dollars a member in three years, less than "
            "1% of what each leaves. The lot shows it in fees less benefits; with orders it "
            "cannot tell it from zero. One click costs about 5 million and saves members about 15 "
            "dollars each, paid after trying to leave.\n\n"
            "By our model, of 100 dollars of fees 20 are paid after a wish to leave: about 4 "
            "through the pages, 10 by forgetting, 6 in a paid year. Light users pay most.\n\n"
            "The law comes before money: clear terms, consent, a simple way out. In one case a "
            "judge ruled on the way in; the way out was settled, never decided.\n\n"
            "We propose one click and a message before each payment. By our model that costs "
            "up to about 25 million in three years, against four pages for all. "
            "Longer trials: a test by lot; they need about a quarter more joiners to pay in one "
            "year, under a tenth in three. Lists: the budget for one year, shown in nine visits "
            "of ten, by lot. We would think again if trial joiners stay, or lists everywhere "
            "cause less."
        ),
        weak=_(
            "Customers love Plus: they spend three quarters more and hardly ever leave. We should "
            "therefore extend free trials to three months. Our recommendations bring a third of "
            "all sales, so the budget is well spent. The four pages should go, because after the "
            "settlement of a large competitor we could be fined. They do not bring us anything "
            "anyway, since unhappy customers would come back less. One click will make customers "
            "more loyal and pay for itself."
        ),
        weak_because=_(
            "Takes the gap and the clicks for effects, takes low churn for content members, says "
            "that the pages bring nothing (they probably bring a little), names no amount, and "
            "gives fear of a fine as the only reason. The forgetful members do not occur."
        ),
        marks=(
            Mark(
                _("Says what each of the three numbers means, with the answer of a lot beside it "
                  "(2 a number)"),
                6, 6, _("all three, each with what would be missing without"),
                0, _("uses the gap and the clicks as effects"),
            ),
            Mark(
                _("Gives the money of the way out (1 each: unit, horizon, amount, how unsure), and "
                  "does not claim that the pages bring nothing (else 0)"),
                4, 4, _("a member, three years, and how unsure the lot is"),
                0, _("claims that the pages bring nothing"),
            ),
            Mark(
                _("Says who paid before (2), and tells forgetting from pages (2)"),
                4, 4, _("takes the 100 dollars apart, and names light users"),
                0, _("does not mention them"),
            ),
            Mark(
                _("Puts the law before the calculation; tells ruling and settlement apart (1 each: "
                  "law first, ruling, settlement)"),
                3, 3, _("law first and free of money; says what was decided, and what was not"),
                1, _("mentions the settlement, only as a threat"),
            ),
            Mark(
                _("Proposes something for all three, with tests by lot, and says what would change "
                  "its mind (1 each: proposals, lots, doubt)"),
                3, 3, _("three proposals, two of them with lots, and two doubts"),
                1, _("three proposals, nothing tested, no doubt"),
            ),
        ),
    ),
)  # fmt: skip

QUESTIONS = [PLAN, GAP, INATTENTION, LISTS, MEMO]

PREDICTIONS = [
    Prediction(
        id="20-member",
        statement=_(
            "Of every 10 dollars that members of Plus spend more than other customers, how many "
            "does Plus make?"
        ),
        reading=_("The rest belongs to people who like the shop anyway, and join because they do."),
        unit="$",
        decimals=1,
        minimum=0,
        maximum=10,
        comes_back=_("step 1"),
    ),
    Prediction(
        id="20-fee",
        statement=_(
            "Of 100 dollars of fees, how many are paid after the member had wished to leave?"
        ),
        reading=_("No report shows them: who forgets neither cancels nor complains."),
        unit="$",
        decimals=0,
        minimum=0,
        maximum=100,
        comes_back=_("step 4"),
    ),
    Prediction(
        id="20-list",
        statement=_(
            "Of 100 purchases that came through a click on a list of recommendations, how many "
            "would have been made anyway?"
        ),
        reading=_("A click says which way somebody took, not whether there was another one."),
        unit=_("purchases"),
        decimals=0,
        minimum=0,
        maximum=100,
        comes_back=_("step 5"),
    ),
]
