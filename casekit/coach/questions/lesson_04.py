"""Lesson 04, contracts, auto-renewal and forgetting: its questions and predictions."""

import math
from functools import cache

import numpy as np
import pandas as pd

from casekit.coach.kinds import Choice, Number, Numbers
from casekit.coach.question import Decision, Mistake, Prediction, Question, TeachingNote
from casekit.generators.subscriptions import SubscriptionTruth, make_subscriptions
from casekit.metrics.subscriptions import (
    leaving_around_card_replacement,
    renewal_spike_ratio,
    subscription_survival,
)
from casekit.models.subscriptions import Attention
from casekit.words import _

__all__ = ["PREDICTIONS", "QUESTIONS"]

SUBSCRIBERS = 20_000

# --- 1. a year or a month ---------------------------------------------------------------------

YEAR, MONTH = 139.0, 14.99

BREAK_EVEN = Question(
    id="04-break-even",
    level="A",
    title=_("Pay by the year or by the month?"),
    statement=_(
        "In 2025, Amazon Prime cost 139 dollars a year or 14.99 dollars a month in the United "
        "States. Leave discounting aside.\n\n"
        "- `break_even`: after how many months does paying by the month have cost as much as the "
        "year? Give two decimals.\n"
        "- `first_month`: somebody knows in which month they will leave. From which month on "
        "(a whole number) is the year the cheaper choice?"
    ),
    answer=Numbers(
        names=("break_even", "first_month"),
        expected=lambda: (YEAR / MONTH, float(np.ceil(YEAR / MONTH))),
        tolerance={"break_even": 0.01, "first_month": 0.1},
        unit="months",
        decimals=2,
        appears_because=_("the second number is a small whole number, like those of a list"),
    ),
    mistakes=(
        Mistake(
            _("the year's price by the month"),
            lambda: (YEAR / 12, float(np.ceil(YEAR / 12))),
            _(
                "You divided the year by 12: that is what a month costs within the year, in "
                "dollars. The question is how many payments of the monthly price make up the year."
            ),
        ),
        Mistake(
            _("months that the year saves"),
            lambda: (12 - YEAR / MONTH, 12 - float(np.floor(YEAR / MONTH))),
            _(
                "That is how many monthly payments somebody saves who stays the whole year. The "
                "question asks where the two choices cost the same."
            ),
        ),
        Mistake(
            _("rounded down"),
            lambda: (YEAR / MONTH, float(np.floor(YEAR / MONTH))),
            _(
                "In that month the monthly payments have not yet cost as much as the year: add "
                "them up."
            ),
        ),
        Mistake(
            _("the month after"),
            lambda: (
                YEAR / MONTH,
                float(next(month for month in range(1, 25) if (month - 1) * MONTH > YEAR)),
            ),
            _(
                "You waited until the payments BEFORE this month cost more than the year. The "
                "payment of the month itself counts, too."
            ),
        ),
        Mistake(
            _("price of twelve months over the price of the year"),
            lambda: (12 * MONTH / YEAR, float(np.ceil(12 * MONTH / YEAR))),
            _(
                "That is how many times twelve monthly payments cost the year. The question asks "
                "for a number of months."
            ),
        ),
    ),
    hints=(
        _("How many payments of 14.99 fit into 139?"),
        _("One division. Then ask what somebody has paid after the whole month below and above."),
        _("`break_even = 139 / ...`; the first month is the next whole number above it."),
    ),
    why=_(
        "{answer}. The year is the better deal only for those who stay that long. It also asks "
        "for the money in advance, so whoever wishes to leave earlier has already paid: a contract "
        "without a fee. What the year costs depends on how well people forecast themselves."
    ),
    minutes=2,
    note=TeachingNote(
        misconception=_("The plan with the lower price a month is the cheaper plan."),
        ask=_("Who in the room has paid for a year of something and used three months of it?"),
        extend=_("With a chance of .1 of leaving each month, who should buy the year?"),
    ),
    also=(lambda: {"first_month": 10, "break_even": 139 / 14.99},),
)

# --- 2. hazards, survival, spike --------------------------------------------------------------


@cache
def contract() -> tuple[pd.DataFrame, SubscriptionTruth]:
    """Give subscribers with a 12-month contract who are all attentive, and their truth."""
    return make_subscriptions(SUBSCRIBERS, seed=41, attention=1.0)


@cache
def curve() -> pd.DataFrame:
    """Give the months 1 to 36 of their survival table."""
    return subscription_survival(contract()[0]).query("month > 0")


def _spike(mask: pd.Series, other: pd.Series) -> float:
    table = curve()
    one, two = (table[part][["left", "at_risk"]].sum() for part in (mask, other))
    return float((one["left"] / one["at_risk"]) / (two["left"] / two["at_risk"]))


def _product(chances: pd.Series) -> float:
    return float(np.prod(chances.to_numpy()))


def _ends() -> pd.Series:
    return curve()["month"] % 12 == 0


def _by_counts() -> float:
    left = curve()["left"]
    return float(left[_ends()].sum() / left[~_ends()].sum())


HAZARDS = Question(
    id="04-hazards",
    level="B",
    title=_("From hazards to survival"),
    statement=_(
        "The table `months` holds one row for each of the 36 months of the contract: `at_risk` "
        "(subscribers who paid for the month), `left` (those who left at its end) and `hazard`.\n\n"
        "- `still_there`: the share of sign-ups still subscribed after month 36, computed from the "
        "column `hazard`, as a share between 0 and 1 with three decimals;\n"
        "- `spike`: how many times likelier somebody leaves in a month that ends a term (12, 24, "
        "36) than in another month. Pool the months: all who left over all who were at risk. A "
        "whole number is enough.\n\n"
        "`ends` is True for the three renewal months."
    ),
    answer=Numbers(
        names=("still_there", "spike"),
        expected=lambda: (
            _product(1 - curve()["hazard"]),
            renewal_spike_ratio(contract()[0]),
        ),
        # Half a step of rounding; two terms of the three are already this near.
        tolerance={"still_there": 0.002, "spike": 0.5},
        decimals=3,
    ),
    mistakes=(
        Mistake(
            _("hazards added up"),
            lambda: (1 - float(curve()["hazard"].sum()), renewal_spike_ratio(contract()[0])),
            _(
                "You took all hazards off from 1. A hazard is a chance of those STILL THERE, not "
                "of all sign-ups: multiply the chances to stay, one month after the other."
            ),
        ),
        Mistake(
            _("the mean hazard in every month"),
            lambda: (
                float((1 - curve()["hazard"].mean()) ** 36),
                renewal_spike_ratio(contract()[0]),
            ),
            _(
                "You used the same mean hazard in every month. The hazards are far from equal, and "
                "a product of unequal chances is smaller than that of their mean."
            ),
        ),
        Mistake(
            _("counts instead of chances"),
            lambda: (_product(1 - curve()["hazard"]), _by_counts()),
            _(
                "Your spike compares how MANY left. There are eleven other months for each renewal "
                "month: divide both by those at risk."
            ),
        ),
        Mistake(
            _("divided by all months"),
            lambda: (
                _product(1 - curve()["hazard"]),
                _spike(_ends(), curve()["month"] > 0),
            ),
            _(
                "You compared the renewal months with ALL 36 months, so they stand on both sides. "
                "Compare with the other 33 months."
            ),
        ),
        Mistake(
            _("only the first term"),
            lambda: (
                _product(1 - curve()["hazard"].iloc[:12]),
                _spike(curve()["month"] == 12, curve()["month"] < 12),
            ),
            _("Those are the numbers of the first 12 months. The question asks for all 36."),
        ),
        Mistake(
            _("difference instead of ratio"),
            lambda: (
                _product(1 - curve()["hazard"]),
                float(
                    curve()[_ends()]["left"].sum() / curve()[_ends()]["at_risk"].sum()
                    - curve()[~_ends()]["left"].sum() / curve()[~_ends()]["at_risk"].sum()
                ),
            ),
            _("You subtracted the two chances. How many TIMES likelier is a ratio."),
        ),
    ),
    hints=(
        _("To be there after two months, one has to stay in the first AND in the second."),
        _(
            "`(1 - months['hazard'])` is the chance to stay; multiply with `.prod()`. For the "
            "spike, `months.loc[ends, 'left'].sum()` counts who left in renewal months."
        ),
        _(
            "`at_end = months.loc[ends, 'left'].sum() / months.loc[ends, 'at_risk'].sum()`, the "
            "same for `~ends`, and `spike = at_end / ...`"
        ),
    ),
    why=_(
        "{answer}. Survival is the product of the chances to stay. Three months carry almost all "
        "of the leaving. A firm that measures churn in month 11 sees a quiet month, and forecasts "
        "from it what will not happen."
    ),
    minutes=4,
    note=TeachingNote(
        misconception=_("Survival is 1 minus the sum of the monthly churn."),
        ask=_("With a churn of 5% a month, has everybody left after 20 months?"),
        extend=_("Repeat with wish_lapse=0.1. Which of the two numbers changes more?"),
    ),
    also=(
        lambda: (
            float(curve()["survival"].iloc[-1]),
            _spike(_ends(), ~_ends()),
        ),
    ),
)

# --- 3. attention -----------------------------------------------------------------------------


@cache
def forgetful() -> tuple[pd.DataFrame, SubscriptionTruth]:
    """Give monthly subscribers who think of the subscription in one month of five."""
    return make_subscriptions(SUBSCRIBERS, seed=49, term_months=1, attention=0.2)


def _around(after_month: int = 12) -> pd.DataFrame:
    table = leaving_around_card_replacement(forgetful()[0], after_month=after_month)
    return table.set_index("months_from_replacement")


LAMBDA = Question(
    id="04-lambda",
    level="C",
    title=_("How attentive are they?"),
    statement=_(
        "The table `forgetful` holds 20,000 monthly subscribers of another service (one row each; "
        "`card_replaced_month` is the month in which the card on file was replaced). Estimate "
        "their **attention** (lambda): the chance that somebody who wishes to leave acts on it in "
        "an ordinary month.\n\n"
        "Use only cards replaced **after month 12** of the subscription. Compare the month before "
        "the replacement with the month of the replacement. Give three decimals. "
        "`ck.leaving_around_card_replacement(...)` counts for you. (If you fit `ck.Attention` "
        "instead, the number is in its `.attention`.)"
    ),
    answer=Number(
        lambda: Attention(after_month=12).fit(forgetful()[0]).attention,
        tolerance=0.001,
        decimals=3,
    ),
    mistakes=(
        Mistake(
            _("all other months as the comparison"),
            lambda: Attention(compare="all_other_months").fit(forgetful()[0]).attention,
            _(
                "You compared with all other months. Just after a replacement nobody is left who "
                "wishes to go, and just after sign-up few do yet: those months are too quiet. "
                "Compare with the month BEFORE the replacement."
            ),
        ),
        Mistake(
            _("cards of the first year included"),
            lambda: Attention(after_month=0).fit(forgetful()[0]).attention,
            _(
                "Your cards include those replaced in the first year. The question asks for cards "
                "after month 12: before that, the stock of wishes still grows from month to month, "
                "and two months in a row cannot be compared."
            ),
        ),
        Mistake(
            _("the month after instead of before"),
            lambda: float(_around()["rate"][1] / _around()["rate"][0]),
            _(
                "You used the month AFTER the replacement. By then those who wished to go have "
                "gone, so hardly anybody leaves. Use the month before."
            ),
        ),
        Mistake(
            _("ratio turned over"),
            lambda: float(_around()["rate"][0] / _around()["rate"][-1]),
            _(
                "Your ratio is upside down: it says how many times more people leave when they are "
                "asked. Attention is a chance, between 0 and 1."
            ),
        ),
        Mistake(
            _("numbers of people instead of rates"),
            lambda: float(_around()["left"][-1] / _around()["left"][0]),
            _(
                "You divided the NUMBERS who left. In the second month fewer people are still "
                "there: divide the rates."
            ),
        ),
        Mistake(
            _("the rate of leaving itself"),
            lambda: float(_around()["rate"][-1]),
            _(
                "That is the share of ALL subscribers who leave in an ordinary month. Attention is "
                "about those who WISH to leave: divide by the share who go when they are asked."
            ),
        ),
    ),
    hints=(
        _("When everybody is asked, all who wish to go do. In the month before, only some."),
        _("The table has a row for each month from -6 to 6; you need the rates of rows -1 and 0."),
        _(
            "`around = ck.leaving_around_card_replacement(forgetful, after_month=12)`, then "
            "`rate = around.set_index('months_from_replacement')['rate']` and `rate[-1] / ...`"
        ),
    ),
    why=_(
        "{answer}; the truth of this generator is one in five, and chance accounts for the rest. "
        "The card is replaced by a calendar, not because of a wish to leave: that is what makes "
        "it a fair question to everybody."
    ),
    minutes=7,
    note=TeachingNote(
        misconception=_("More data are always better, so compare with all other months."),
        ask=_("Why is the month AFTER a new card so quiet?"),
        extend=_("Give the interval: `ck.Attention(after_month=12).fit(forgetful).conf_int()`."),
    ),
    also=(
        lambda: float(_around()["rate"].loc[-1] / _around()["rate"].loc[0]),
        lambda: Attention().fit(forgetful()[0]).params,
    ),
)

# --- 4. revenue due to inattention ------------------------------------------------------------


@cache
def sport() -> tuple[SubscriptionTruth, SubscriptionTruth]:
    """Give a sports channel's truth as it is, and with the same people attentive."""
    _table, truth = make_subscriptions(
        SUBSCRIBERS, seed=46, term_months=1, wish_rate=0.05, attention=0.10
    )
    return truth, truth.counterfactual(attention=1.0)[1]


INATTENTION = Question(
    id="04-inattention",
    level="B",
    title=_("What does forgetting earn?"),
    statement=_(
        "A sports channel has the same monthly plan as Pomelo, but its subscribers wish to leave "
        "more often and forget more. Its truth is in `sport`. "
        "`attentive` is the truth of **the same people** if they had forgotten nothing. Both know "
        "their `.revenue`.\n\n"
        "By how many **per cent** does inattention raise the channel's revenue over 36 months, "
        "compared with what attentive subscribers would have paid? Give one decimal."
    ),
    answer=Number(
        lambda: 100 * (sport()[0].revenue / sport()[1].revenue - 1),
        tolerance=0.3,
        unit="%",
        decimals=1,
    ),
    mistakes=(
        Mistake(
            _("share of the revenue as it is"),
            lambda: 100 * (1 - sport()[1].revenue / sport()[0].revenue),
            _(
                "You divided by the revenue as it IS. That is the share of today's money that "
                "forgetting brings. The question compares with what ATTENTIVE subscribers pay."
            ),
        ),
        Mistake(
            _("subscribers instead of revenue"),
            lambda: (
                100
                * (
                    float((~sport()[0].lives.left).sum()) / float((~sport()[1].lives.left).sum())
                    - 1
                )
            ),
            _(
                "You compared how many are left at the end. Revenue is paid in all 36 months, in "
                "most of which the two groups differ less."
            ),
        ),
        Mistake(
            _("the whole ratio"),
            lambda: 100 * sport()[0].revenue / sport()[1].revenue,
            _("That is one revenue in per cent of the other. Take off the 100 they share."),
        ),
        Mistake(
            _("the ratio of the two revenues"),
            lambda: sport()[0].revenue / sport()[1].revenue,
            _(
                "That is one revenue over the other. How much MORE it is, in per cent, is this "
                "number minus 1, times 100."
            ),
        ),
        Mistake(
            _("dollars instead of per cent"),
            lambda: sport()[0].revenue - sport()[1].revenue,
            _(
                "That is the difference in dollars. The question asks for per cent of what "
                "attentive subscribers pay: divide by it."
            ),
        ),
        Mistake(
            _("attention read as the answer"),
            lambda: 100 * sport()[0].rules.attention,
            _(
                "That is the chance a month that a subscriber thinks of it. What it earns depends "
                "on how often people wish to leave, too: compare the two revenues."
            ),
        ),
    ),
    hints=(
        _("Two sums of money: one as it is, one as it would have been."),
        _("An increase in per cent is new over old, minus 1, times 100. Which one is the old?"),
        _("`100 * (sport.revenue / ... - 1)`"),
    ),
    why=_(
        "{answer}. Einav, Klopack and Mahoney find 14% to more than 200% for ten real services. "
        "The more often people stop valuing a service, the more of its revenue can come from "
        "forgetting. And forgetting is not loyalty: it ends with the next card."
    ),
    minutes=3,
    note=TeachingNote(
        misconception=_("Inattention is a detail, because the monthly amounts are small."),
        ask=_("Would you rather own a firm whose revenue is loyal or forgetful?"),
        extend=_("Use `sport.counterfactual(one_click=False)`: what do tedious pages add?"),
    ),
    also=(lambda: 100 * sport()[0].revenue_due_to_inattention,),
)

# --- 5. do the curves meet? -------------------------------------------------------------------

MONTHS = (12, 24, 36)
NAMES = tuple(f"{kind}_{month}" for kind in ("never", "lapse") for month in MONTHS)


@cache
def pilots() -> dict[str, pd.DataFrame]:
    """Give four pilots with different people: contract or monthly, wishes that lapse or not."""
    tables = {}
    for seed, (name, term, lapse) in enumerate(
        (
            ("never_contract", 12, 0.0),
            ("never_monthly", 1, 0.0),
            ("lapse_contract", 12, 0.1),
            ("lapse_monthly", 1, 0.1),
        ),
        start=51,
    ):
        table, _truth = make_subscriptions(
            SUBSCRIBERS, seed=seed, term_months=term, wish_lapse=lapse, attention=1.0
        )
        tables[name] = subscription_survival(table).set_index("month")
    return tables


def _tests(how: str = "right") -> tuple[float, ...]:
    values = []
    for kind in ("never", "lapse"):
        for month in MONTHS:
            at = month - 1 if how == "a month early" else month
            pair = [pilots()[f"{kind}_{plan}"].loc[at] for plan in ("contract", "monthly")]
            survival, errors = (
                [100 * float(row.to_dict()[name]) for row in pair]
                for name in ("survival", "std_error")
            )
            points = survival[0] - survival[1]
            by = {
                "points": 1.0,
                "shares": 100.0,
                "errors added": sum(errors),
                "one error": errors[0],
            }
            values.append(points / by.get(how, math.hypot(*errors)))
    return tuple(values)


MEETING = Question(
    id="04-meeting",
    level="B",
    title=_("Do the curves really meet?"),
    statement=_(
        "Four pilots, 20,000 **different** people each, all attentive: with a 12-month contract "
        "and without, once where a wish to leave **never** lapses and once where one wish in ten "
        "**lapses** each month. `pilots['never_contract']`, `pilots['never_monthly']`, "
        "`pilots['lapse_contract']` and `pilots['lapse_monthly']` are their survival tables, with "
        "the months as row names and the columns `survival` and `std_error`.\n\n"
        "Does the contract keep more than the monthly plan at months 12, 24 and 36? The people "
        "differ, so a gap can be luck. $z$ says how many times larger a gap is than its usual "
        "luck:\n\n"
        "$$z = \\frac{\\text{survival (contract)} - \\text{survival (monthly)}}"
        "{\\sqrt{\\text{error (contract)}^2 + \\text{error (monthly)}^2}}$$\n\n"
        "`std_error` holds the errors: how far a survival usually lies from the truth by luck "
        "alone. Beyond 2, up or down, luck is a poor explanation. The loop is there; complete its "
        "last line. It fills six numbers, `never_12` to `lapse_36`, two decimals."
    ),
    answer=Numbers(names=NAMES, expected=_tests, tolerance=0.06, decimals=2),
    mistakes=(
        Mistake(
            _("a month too early"),
            lambda: _tests("a month early"),
            _(
                "You compared one month before the renewals. Those who are waiting for the end of "
                "the term are still there: that is the month of the sales chart, not the test."
            ),
        ),
        Mistake(
            _("difference without its error"),
            lambda: _tests("shares"),
            _(
                "That is the difference of the two shares. Whether it is more than luck depends "
                "on its standard error: divide by it."
            ),
        ),
        Mistake(
            _("difference in points without its error"),
            lambda: _tests("points"),
            _(
                "That is the difference in percentage points. Whether it is more than luck "
                "depends on its standard error: divide by it."
            ),
        ),
        Mistake(
            _("standard errors added"),
            lambda: _tests("errors added"),
            _(
                "You added the two standard errors. Independent errors add as squares: the error "
                "of a difference is the root of the sum of squares."
            ),
        ),
        Mistake(
            _("error of one plan only"),
            lambda: _tests("one error"),
            _("You divided by the error of the contract alone. The monthly plan is estimated too."),
        ),
        Mistake(
            _("monthly minus contract"),
            lambda: tuple(-value for value in _tests()),
            _("The sign is turned: the question asks for contract minus monthly."),
        ),
    ),
    hints=(
        _("A gap of half a point can be luck. How large is the luck? The table tells."),
        _("The error of a difference: the root of the sum of the two squared errors."),
        _(
            "The last line: `z[f'{kind}_{month}'] = (a['survival'] - b['survival']) / "
            "(a['std_error']**2 + ...)**0.5`"
        ),
    ),
    why=_(
        "{answer}. Beyond about 2, up or down, luck is a poor explanation. Where wishes never "
        "lapse, the three differences at renewals are no larger than luck. (A small z does not "
        "prove that there is no difference: the gap, plus and minus two standard errors, says how "
        "large it could still be.) Where wishes lapse, the contract keeps people for whom the "
        "moment has passed. Which of the two worlds is yours? Only a lottery over plans, watched "
        "past the first renewal, can tell."
    ),
    minutes=10,
    note=TeachingNote(
        misconception=_("A pilot that is better in month 11 will be better in month 13."),
        ask=_("How long must a pilot of a 12-month contract run?"),
        extend=_("Repeat with 500 people a pilot. Which of the six would you still see?"),
    ),
    also=(lambda: dict(zip(NAMES, _tests(), strict=True)),),
)

# --- 6. the decision --------------------------------------------------------------------------

FRICTION = Question(
    id="04-friction",
    level="A",
    title=_("What goes to the board?"),
    statement=_(
        "The law for the South will come into force in a year. The board of Pomelo Screen asks for "
        "one proposal. Which one does the evidence of this lesson support best?\n\n"
        "Choose a letter. Then write a note of at most 120 words to the board: what you recommend, "
        "two numbers of the lesson that carry it, what it costs, whose money that was, and how you "
        "will find out whether you were right."
    ),
    answer=Choice(
        {
            "a": _("Keep the long cancellation pages until the last day the law allows."),
            "b": _(
                "Sell 12-month contracts that renew by themselves in the South now, before the "
                "law: they bring the highest revenue."
            ),
            "c": _(
                "Build the one-click cancel and a monthly message now; budget the loss; bring each "
                "of the two in by its own lottery, so that its effect is measured."
            ),
            "d": _(
                "Build the one-click cancel, because the law asks for it, and place it where only "
                "those who search will find it."
            ),
        },
        key="c",
    ),
    mistakes=(
        Mistake(
            _("earn from friction as long as possible"),
            "a",
            _(
                "Look at who pays in the money figure: all of what the pages bring comes from "
                "people who wish to be gone. Revenue that ends on a date set by others cannot be "
                "planned with, and step 5 tells what it cost one firm afterwards."
            ),
        ),
        Mistake(
            _("the contract with the highest revenue"),
            "b",
            _(
                "It does bring the highest revenue, and about a quarter of it is unwanted. "
                "Contract and forgetting multiply. Complaints, and the same law, come with it."
            ),
        ),
        Mistake(
            _("the letter of the law only"),
            "d",
            _(
                "A button that cannot be found leaves the friction as it was. The settlement in "
                "step 5 asks for a clear and conspicuous way out; and people who feel tricked tell "
                "others."
            ),
        ),
    ),
    hints=(
        _("Ask of each proposal: who pays the extra money, and do they know that they do?"),
        _("The money figure has the numbers; step 5 has the law and a firm that did the opposite."),
        _("One proposal tells you afterwards what each of the two changes did. Which one?"),
    ),
    why=_(
        "The answer is {answer} The loss is real and should be in the budget. It is the return of "
        "money from people who wished to be gone. What the simulation cannot tell is whether "
        "people who can leave easily also come back, or come at all, more easily. Hence the "
        "lottery."
    ),
    minutes=12,
    note=TeachingNote(
        misconception=_("Few cancellations mean satisfied customers."),
        ask=_("Would you tell a friend how to leave your own service? How many steps is it?"),
        extend=_("Draft the message. What does it say in its first line?"),
    ),
    decision=Decision(
        rubric=(
            _("Recommends one proposal clearly, in the first sentence."),
            _("Uses two numbers of the lesson correctly, with their units."),
            _("Says what it costs and that this money came from people who wished to be gone."),
            _("Keeps the simulation (a mechanism) apart from what would happen at a real firm."),
            _("Names a comparison group, and a time that is long enough (a year)."),
        ),
        strong=_(
            "I recommend that we build the one-click cancel and the monthly message now. In our "
            "model of the South the button alone lowers revenue per sign-up by about a twentieth, "
            "both together by about an eighth. The law takes most of that from us in any case; "
            "waiting keeps only the first year of it, and every dollar is paid by people who wish "
            "to be gone. The model is a mechanism, not a forecast: it holds sign-ups fixed, and "
            "easy leaving may bring more people in, or back. So let a lottery form four groups of "
            "new subscribers: nothing, the button, the message, both. Compare revenue, returns "
            "and complaints after a year."
        ),
        weak=_(
            "We should wait for the law. Our churn is low, so customers are satisfied, and every "
            "month of waiting brings money. If we build the button at all, the design team can "
            "make it small. A 12-month contract would help too, because retention in month 11 "
            "would rise to 95%."
        ),
        weak_because=_(
            "It takes low cancellation for satisfaction, reads month 11 as if month 12 did not "
            "come, and never says whose money it keeps."
        ),
    ),
)

QUESTIONS = [BREAK_EVEN, HAZARDS, LAMBDA, INATTENTION, MEETING, FRICTION]

PREDICTIONS = [
    Prediction(
        id="04-month36",
        statement=_(
            "Of 100 sign-ups, the contract keeps 95 after month 11 and the monthly plan 80: 15 "
            "more. How many more does the contract keep after month 36?"
        ),
        reading=_("A term can only delay those who have made up their mind."),
        if_high=_("Most people carry the lead of month 11 forward. The renewals come in between."),
        unit=_("customers"),
        decimals=0,
        minimum=-100,
        maximum=100,
        comes_back=_("step 2"),
    ),
    Prediction(
        id="04-click",
        statement=_(
            "In the South, half of those who try to cancel give up on the way. By how many per "
            "cent will revenue fall if a one-click cancel lets all of them through?"
        ),
        reading=_("A button helps those who look for it. Here most who wish to be gone do not."),
        if_high=_("The pages are not the main barrier here. Forgetting is."),
        unit="%",
        decimals=0,
        minimum=0,
        maximum=100,
        comes_back=_("step 4"),
    ),
]
