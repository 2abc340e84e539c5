"""Lesson 06, community lock-in: its questions and predictions."""

from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from casekit.coach.kinds import Choice, Number, Numbers
from casekit.coach.question import Decision, Mistake, Prediction, Question, TeachingNote
from casekit.generators.community import (
    make_adviser_departures,
    make_community_panel,
    make_friend_circles,
)
from casekit.models.community import (
    FriendsLeave,
    MatchedSample,
    loss_after_departure,
    match_on_history,
)
from casekit.words import _

__all__ = ["PREDICTIONS", "QUESTIONS"]

OPENS = 13
SEED = 16
FIRST_SHARES = tuple(round(0.01 * step, 2) for step in range(61))


@cache
def panel() -> pd.DataFrame:
    """Give the customers of the second region, with the logarithm of spending."""
    table, _truth = make_community_panel(8_000, seed=SEED)
    return table.assign(log_spend=np.log(table["spend"]))


@cache
def twins(level_alone: bool = False) -> MatchedSample:
    """Give the twins of the members, by both averages or by the year's level alone."""
    return match_on_history(
        panel(),
        "log_spend",
        unit="customer_id",
        time="month",
        treated="member",
        starts=OPENS,
        windows=((-12, -1),) if level_alone else ((-12, -9), (-4, -1)),
    )


@cache
def customers() -> pd.DataFrame:
    """Give a row a customer: mean log spending before and after, mean spending, and kind."""
    after = panel()["month"] >= OPENS
    both = {
        "after": panel()[after].groupby("customer_id")["log_spend"].mean(),
        "before": panel()[~after].groupby("customer_id")["log_spend"].mean(),
        "spend": panel()[after].groupby("customer_id")["spend"].mean(),
        "member": panel().groupby("customer_id")["member"].first(),
        "posts": panel().groupby("customer_id")["posts"].first(),
    }
    table = pd.DataFrame(both)
    return table.assign(change=table["after"] - table["before"])


def per_cent(log_change: float) -> float:
    """Turn a difference of logs into per cent."""
    return float(100 * np.expm1(log_change))


# --- 1. three answers -------------------------------------------------------------------------


def _naive() -> float:
    spend = customers().groupby("member")["spend"].mean()
    return float(100 * (spend[True] / spend[False] - 1))


def _plain() -> float:
    change = customers().groupby("member")["change"].mean()
    return per_cent(change[True] - change[False])


def _against(matched: MatchedSample, among: "pd.Series[bool] | None" = None) -> float:
    pairs = matched.pairs
    if among is not None:
        pairs = pairs[among[pairs["customer_id_joined"]].to_numpy()]
    change = customers()["change"]
    own = change[pairs["customer_id_joined"]].mean()
    return per_cent(own - change[pairs["customer_id_twin"]].mean())


def _three() -> tuple[float, float, float]:
    return _naive(), _plain(), _against(twins())


def _in_logs() -> tuple[float, ...]:
    return tuple(float(100 * np.log1p(value / 100)) for value in _three())


THREE_ANSWERS = Question(
    id="06-three-answers",
    level="B",
    title=_("One question, three answers"),
    statement=_(
        "A second region of Alder Trail opened the same community, also in month 13. Its data "
        "stand in `panel`. What did joining change? Give three answers, in **per cent with one "
        "decimal**:\n\n"
        "- `naive`: mean spending of members against all others, after the opening,\n"
        "- `plain`: the change of members against the change of all others,\n"
        "- `twins`: the change of members against the change of their twins.\n\n"
        "The last two are done in logs, as in the lesson. Which of the three would you show?"
    ),
    answer=Numbers(
        names=("naive", "plain", "twins"),
        expected=_three,
        tolerance=0.15,
        unit="%",
        decimals=1,
    ),
    mistakes=(
        Mistake(
            _("logs read as per cent"),
            _in_logs,
            _(
                "This is a difference of logs, times one hundred. For a change in per cent, undo "
                "the log: `100 * (np.exp(difference) - 1)`."
            ),
        ),
        Mistake(
            _("twins of the same level only"),
            lambda: (_naive(), _plain(), _against(twins(level_alone=True))),
            _(
                "Your twins agree in the average of the year, not in where spending was going. "
                "Match on two averages: a year ago and lately."
            ),
        ),
        Mistake(
            _("members before and after, without anybody to compare"),
            lambda: (
                _naive(),
                per_cent(customers().loc[customers()["member"], "change"].mean()),
                _against(twins()),
            ),
            _("This is the members' own change. The others changed too: take their change off."),
        ),
        Mistake(
            _("naive gap of the year before"),
            lambda: (_naive_before(), _plain(), _against(twins())),
            _(
                "This compares spending BEFORE the opening. Marketing's number is about the months "
                "from the opening on."
            ),
        ),
        Mistake(
            _("naive gap in dollars"),
            lambda: (_naive_in_dollars(), _plain(), _against(twins())),
            _(
                "This is the gap in dollars a month. In per cent it is compared with what the "
                "OTHERS spend: divide by their mean."
            ),
        ),
        Mistake(
            _("share of what members now spend"),
            lambda: tuple(100 * value / (100 + value) for value in _three()),
            _(
                "This is a share of what members spend NOW. A rise is compared with what they "
                "would have spent: divide by that."
            ),
        ),
        Mistake(
            _("growth of total dollars, compared"),
            lambda: (_naive(), _plain_in_dollars(), _against(twins())),
            _(
                "This compares the growth of two sums of dollars, in which big spenders count "
                "more. Here each customer counts once: take logs first, as `joining_effects` does."
            ),
        ),
    ),
    hints=(
        _("The table `effects.table` of the lesson held the same three answers."),
        _(
            "`ck.joining_effects(panel, starts=13)` gives all three; its column `change` is a "
            "share, so times one hundred."
        ),
        _(
            "`effects = ck.joining_effects(panel, starts=...)`, then "
            "`naive, plain, twins = 100 * effects.table['...']`"
        ),
    ),
    why=_(
        "{answer}. In this region too the naive gap is several times the effect. The plain change "
        "takes off what members spent before, but not that they were rising. The truth of both "
        "regions is ten per cent, and only the twins come near it. So show the third, with its "
        "interval, and say what it needs: that joining depends on nothing that the table does not "
        "hold."
    ),
    minutes=6,
    note=TeachingNote(
        misconception=_("Members spend more, so the community works."),
        ask=_("Which of the three numbers would marketing choose, and which would finance?"),
        extend=_("Match on three averages instead of two. Does the answer move? Why so little?"),
    ),
    also=(
        lambda: dict(zip(("naive", "plain", "twins"), _three(), strict=True)),
        lambda: pd.Series(_three()),
    ),
)


def _naive_before() -> float:
    early = panel()[panel()["month"] < OPENS].groupby("member")["spend"].mean()
    return float(100 * (early[True] / early[False] - 1))


def _naive_in_dollars() -> float:
    spend = customers().groupby("member")["spend"].mean()
    return float(spend[True] - spend[False])


def _plain_in_dollars() -> float:
    early = panel()[panel()["month"] < OPENS].groupby("member")["spend"].mean()
    growth = customers().groupby("member")["spend"].mean() / early
    return float(100 * (growth[True] / growth[False] - 1))


# --- 2. a passed test -------------------------------------------------------------------------

PASSED_TEST = Question(
    id="06-passed-test",
    level="A",
    title=_("A test that found nothing"),
    statement=_(
        "An agency studied only the first 600 customers of this region. It tested whether the gap "
        "between members and others changed before the opening, and found nothing: the cell below "
        "prints its p-value (how often chance alone would give months like these; a small one "
        "means trouble), and the p-value with all customers.\n\n"
        "The agency writes: *“The test is passed, so trends are parallel and the plain comparison "
        "is right.”* What do you answer?"
    ),
    answer=Choice(
        {
            "a": _("Agreed. A p-value above 0.05 shows that the trends are parallel."),
            "b": _(
                "With 600 customers the test can miss the rise that all customers show. A passed "
                "test is no proof; look at the size of the rise and compare with twins."
            ),
            "c": _("The test with all customers failed, so the community has no effect."),
            "d": _("Leave out the months before the opening: then there is nothing to fail."),
        },
        key="b",
    ),
    mistakes=(
        Mistake(
            _("a passed test taken as proof"),
            "a",
            _(
                "A large p-value says that these data do not show a rise. It does not say that "
                "there is none: compare the two p-values of the same region."
            ),
        ),
        Mistake(
            _("a failed test taken as no effect"),
            "c",
            _(
                "The test is about the months BEFORE the opening. It says that the comparison is "
                "not fair, not that the effect is zero."
            ),
        ),
        Mistake(
            _("the evidence left out"),
            "d",
            _("Whoever leaves those months out no longer sees the problem. It is still there."),
        ),
    ),
    hints=(
        _("Both p-values are about the same region and the same rise."),
        _("What changes between the two tests is the number of customers, not the customers."),
        _("A smoke alarm without a battery is silent too. What does its silence prove?"),
    ),
    why=_(
        "The answer is {answer} The rise is the same in both samples; the small one cannot see it. "
        "And even with many customers a passed test cannot see a cause that begins on the day of "
        "joining, as the lesson's myth shows. Roth (2022): such tests often have little power, and "
        "reporting only what passed can make the bias worse."
    ),
    minutes=3,
    note=TeachingNote(
        misconception=_("A test that is not significant proves that there is nothing."),
        ask=_("How many customers would you need to see a rise of this size?"),
        extend=_("Draw 600 customers at random ten times. How often does the test pass?"),
    ),
)

# --- 3. posters and lurkers -------------------------------------------------------------------


def _by_posting(matched: MatchedSample) -> tuple[float, float]:
    posts = customers()["posts"]
    return _against(matched, posts), _against(matched, ~posts)


def _plain_by_posting() -> tuple[float, float]:
    table = customers()
    others = table.loc[~table["member"], "change"].mean()
    posts = table["posts"]
    readers = table["member"] & ~posts
    return (
        per_cent(table.loc[posts, "change"].mean() - others),
        per_cent(table.loc[readers, "change"].mean() - others),
    )


def _naive_by_posting() -> tuple[float, float]:
    table = customers()
    others = table.loc[~table["member"], "spend"].mean()
    readers = table["member"] & ~table["posts"]
    return (
        float(100 * (table.loc[table["posts"], "spend"].mean() / others - 1)),
        float(100 * (table.loc[readers, "spend"].mean() / others - 1)),
    )


POSTERS = Question(
    id="06-posters",
    level="B",
    title=_("Those who write and those who read"),
    statement=_(
        "By how many **per cent** (one decimal) did joining change the spending of members who "
        "post, and of members who only read? Compare each group with **its own** twins.\n\n"
        "`ck.joining_effects` takes one more word, `by`: the column that says who posts. Think: "
        "does it follow that a campaign to make readers write would pay?"
    ),
    answer=Numbers(
        names=("posters", "lurkers"),
        expected=lambda: _by_posting(twins()),
        tolerance=0.06,
        unit="%",
        decimals=1,
    ),
    mistakes=(
        Mistake(
            _("against all others"),
            _plain_by_posting,
            _(
                "That is the change against ALL others, whose spending was not rising. Use the "
                "rows of the table that begin with *twins*."
            ),
        ),
        Mistake(
            _("spending after, compared with others"),
            _naive_by_posting,
            _(
                "That is the naive gap after the opening. Members spent more long before, and "
                "those who post most of all."
            ),
        ),
        Mistake(
            _("the two groups exchanged"),
            lambda: tuple(reversed(_by_posting(twins()))),
            _(
                "That is the value of the other group: the row with `True` is about members who "
                "post."
            ),
        ),
        Mistake(
            _("logs read as per cent"),
            lambda: tuple(float(100 * np.log1p(v / 100)) for v in _by_posting(twins())),
            _(
                "That is a difference of logs, times one hundred. Undo the log: "
                "`100 * (np.exp(difference) - 1)`."
            ),
        ),
    ),
    hints=(
        _("Each member has one twin. Split the members, and the twins split with them."),
        _(
            "`by='posts'` adds two rows to the table: `False` for those who only read, `True` for "
            "those who post. `change` is a share, so times one hundred."
        ),
        _(
            "`table = ck.joining_effects(panel, starts=13, by='...').table`, then "
            "`lurkers, posters = 100 * table['change'].tail(2)`"
        ),
    ),
    why=_(
        "{answer}. Posters gain several times as much. That is what Manchanda and colleagues "
        "report as well, in other data. But posters chose to post: these may be people on whom a "
        "community works. That a reader who is pushed to write would gain the same does not "
        "follow; only a trial in which chance decides who is invited to write can tell."
    ),
    minutes=7,
    note=TeachingNote(
        misconception=_("Make the lurkers post, and they will spend like posters."),
        ask=_("If you paid members for posting, would it still be the same posting?"),
        extend=_("Draw the event study of both groups. Does the gap open at once or slowly?"),
    ),
)

# --- 4. where a community tips ----------------------------------------------------------------


@cache
def town() -> tuple[pd.DataFrame, FriendsLeave]:
    """Give the customers and the cascade of the exercise's town."""
    friendships, truth = make_friend_circles(120, seed=SEED, ties_between=0.3)
    return truth.customers, FriendsLeave(truth.customers, friendships, truth.bond)


def _first_above(shares: Any, values: Any, level: float = 0.5) -> float:
    above = np.asarray(values) >= level
    return float(100 * np.asarray(shares)[above.argmax()]) if above.any() else 100.0


@cache
def _tipping() -> pd.DataFrame:
    return town()[1].tipping(FIRST_SHARES, seed=SEED, draws=20)


TIPPING = Question(
    id="06-tipping",
    level="C",
    title=_("Where does the town tip?"),
    statement=_(
        "A town of 1,200 customers in circles of friends. Some leave first, drawn at random. From "
        "which share of first leavers on, in **whole per cent**, does at least **half of the "
        "others** follow in the end?\n\n"
        "`cascade.tipping(shares, seed=16)` gives, for each share of first leavers, the share of "
        "the others who were pulled out (mean of 20 draws). Try shares from 0 to 0.60 in steps of "
        "0.01, and find the first at which `pulled_out` reaches a half.\n\n"
        "Before you run it, make a guess. `cascade.threshold` holds each customer's own tipping "
        "point: the share of friends that must be gone. With a liking of −12 and a bond of 20, a "
        "customer needs 12 / 20 = 60% of the friends here, and follows when more than 40% are gone."
    ),
    answer=Number(
        expected=lambda: _first_above(FIRST_SHARES, _tipping()["pulled_out"]),
        tolerance=0.4,
        unit="%",
        decimals=0,
        appears_because="a share in per cent among shares in steps of one per cent",
    ),
    mistakes=(
        Mistake(
            _("first leavers counted as pulled out"),
            lambda: _first_above(
                FIRST_SHARES,
                _tipping()["first_leavers"]
                + (1 - _tipping()["first_leavers"]) * _tipping()["pulled_out"],
            ),
            _(
                "There half of ALL customers are gone, the first leavers included. The question is "
                "when half of the OTHERS follow."
            ),
        ),
        Mistake(
            _("median threshold of the customers"),
            lambda: float(100 * town()[1].threshold.median()),
            _(
                "That is near the share of friends at which the MIDDLE customer follows, or at "
                "which half follow at once. The easily moved go first and pull the others: let the "
                "cascade run to its end."
            ),
        ),
        Mistake(
            _("the last share before the half"),
            lambda: float(100 * FIRST_SHARES[int((_tipping()["pulled_out"] >= 0.5).argmax()) - 1]),
            _("Here fewer than half of the others follow. Take the first share that reaches it."),
        ),
        Mistake(
            _("customers instead of per cent"),
            lambda: len(town()[0]) / 100 * _first_above(FIRST_SHARES, _tipping()["pulled_out"]),
            _("That is a number of customers. What share of all customers is it?"),
        ),
        Mistake(
            _("how many follow, instead of how many leave first"),
            lambda: float(100 * _tipping()["pulled_out"][_tipping()["pulled_out"] >= 0.5].iloc[0]),
            _(
                "That is how many of the others FOLLOW at this point. The question is how many "
                "leave FIRST: the other column of the same row."
            ),
        ),
    ),
    hints=(
        _("A table with a row for each share; look down the column `pulled_out`."),
        _(
            "`table[table['pulled_out'] >= 0.5]` holds the shares that are large enough. You want "
            "the smallest of them."
        ),
        _(
            "`shares = np.arange(0, 0.61, 0.01)`; `table = cascade.tipping(shares, seed=16)`; "
            "`100 * table.loc[table['pulled_out'] >= 0.5, '...'].min()`"
        ),
    ),
    why=_(
        "{answer}. The middle customer would stand firm until far more friends have left. But "
        "those who follow early become leavers themselves. Note also that there is no cliff: in a "
        "town of circles the share rises over a range, because a circle that holds together stops "
        "the cascade."
    ),
    minutes=15,
    note=TeachingNote(
        misconception=_("If most customers would stay, the community is safe."),
        ask=_("Which ten customers would you look after first, and how would you know them?"),
        extend=_("Raise `ties_between` to 0.9. Does the town tip earlier? Is the rise steeper?"),
    ),
)

# --- 5. the adviser ---------------------------------------------------------------------------


@cache
def clients() -> pd.DataFrame:
    """Give the clients of the luxury house of the exercise."""
    return make_adviser_departures(80, seed=SEED)[0]


def _remains(what: str, left: bool) -> float:
    table = clients()[clients()["adviser_left"] == left]
    if what == "spend":
        return float(table["spend_after"].sum() / table["spend_before"].sum())
    return float((table["spend_after"] > 0).mean())


ADVISER = Question(
    id="06-adviser",
    level="B",
    title=_("What left with the advisers?"),
    statement=_(
        "Another luxury house, another year: `clients` has a row a client. In some cases the "
        "client's adviser left (`adviser_left`), drawn by chance. Which share of these clients' "
        "**spending**, in **per cent with one decimal**, did the house lose because the adviser "
        "left?\n\n"
        "Some clients stop buying in any year. So compare what remains of spending with an adviser "
        "who left, to what remains with one who stayed."
    ),
    answer=Number(
        expected=lambda: 100 * float(loss_after_departure(clients())["lost"].iloc[0]),
        tolerance=0.15,
        unit="%",
        decimals=1,
    ),
    mistakes=(
        Mistake(
            _("no comparison"),
            lambda: 100 * (1 - _remains("spend", True)),
            _(
                "That counts everything that these clients no longer spend. Part of it would have "
                "gone with the adviser still there: look at the clients whose adviser stayed."
            ),
        ),
        Mistake(
            _("clients instead of spending"),
            lambda: 100 * (1 - _remains("clients", True) / _remains("clients", False)),
            _(
                "That is the share of CLIENTS lost. The question is about spending, and big "
                "spenders are bound to their adviser more often."
            ),
        ),
        Mistake(
            _("difference of two shares"),
            lambda: 100 * (_remains("spend", False) - _remains("spend", True)),
            _(
                "That is a difference in percentage points of LAST year's spending. The loss is a "
                "share of what these clients would have spent THIS year: divide by what remains "
                "where the adviser stayed."
            ),
        ),
    ),
    hints=(
        _("Four sums: spending before and after, where the adviser left and where not."),
        _("`ck.loss_after_departure(clients)` does the comparison; its column `lost` is a share."),
        _("`100 * ck.loss_after_departure(clients)['...'].iloc[0]`"),
    ),
    why=_(
        "{answer}. More of the spending than of the clients went, because those who spend most are "
        "bound to a person most. The comparison is fair because chance decided which adviser left. "
        "Where advisers leave BECAUSE their clients are leaving, it would not be."
    ),
    minutes=5,
    note=TeachingNote(
        misconception=_("Our clients are loyal to the house."),
        ask=_("Whose telephone number does your best client have?"),
        extend=_("Use `by='knows_second_adviser'`. What does a second adviser save, in money?"),
    ),
)

# --- 6. the decision --------------------------------------------------------------------------

BUDGET = Question(
    id="06-budget",
    level="A",
    title=_("Pay for the community?"),
    statement=_(
        "Alder Trail's board asks for your recommendation on the community: 80,000 dollars a year, "
        "as in the lesson. Four proposals are on the table. Which one does the evidence of this "
        "lesson support best?\n\n"
        "Choose a letter. Then write a note of at most 120 words to the board: what you recommend, "
        "two numbers of the lesson that carry it, what you do not know, how you would find out, "
        "and what you promise the members."
    ),
    answer=Choice(
        {
            "a": _("Pay: members spend far more than the others, so it returns its cost."),
            "b": _("Close it: the comparison with twins shows that the effect is nearly nothing."),
            "c": _(
                "Pay for one year, no more than the low end of the twins' margin. Open the next "
                "regions in random order, circle by circle, so that next year's number needs no "
                "twins."
            ),
            "d": _(
                "Pay, and keep the members' routes and photos when they leave, so that fewer go "
                "and the community is worth more."
            ),
        },
        key="c",
    ),
    mistakes=(
        Mistake(
            _("the naive gap as the effect"),
            "a",
            _(
                "Look again at the rise before the opening: more than half of that gap was "
                "there before anybody could join."
            ),
        ),
        Mistake(
            _("a smaller effect taken as none"),
            "b",
            _(
                "Look again at the interval of the twins: the effect is smaller than claimed, and "
                "clearly above zero."
            ),
        ),
        Mistake(
            _("belonging that cannot be left"),
            "d",
            _(
                "It may hold some members, but the lesson did not measure that, and the members "
                "pay for it: what they wrote is kept from them. Think of who bears the cost."
            ),
        ),
    ),
    hints=(
        _("Ask of each proposal: what would it cost, and what would you know in a year?"),
        _("One figure in step 2 and one table in step 3 each rule out one proposal."),
        _("Chance makes the best twins: circles that wanted to join and were not invited yet."),
    ),
    why=_(
        "The answer is {answer} The measured effect pays for a smaller budget than the one asked "
        "for, and even twins cannot see a hidden cause. A year in which chance decides who is "
        "invited first costs little and answers the question. Whole circles, not persons: friends "
        "bring each other along."
    ),
    minutes=12,
    note=TeachingNote(
        misconception=_("Either the community works or it does not."),
        ask=_("What would you do if the trial showed a smaller effect than the twins?"),
        extend=_(
            "Why invite circles and not persons? What would a friend who joins do to the twins?"
        ),
    ),
    decision=Decision(
        rubric=(
            _("Recommends one proposal clearly, in the first sentence."),
            _("Uses two numbers of the lesson correctly, with their units."),
            _("Keeps apart who joins (selection) and what joining changes (effect)."),
            _("Names one thing that is not known, and a way to find out that needs no twins."),
            _("Considers the members' side: leaving, friends, and the data about friends."),
        ),
        strong=_(
            "I recommend one more year at no more than the low end of the twins' margin, and new "
            "regions opened in random order, circle by circle. "
            "Members spend over half more than others, but more than half of that gap existed "
            "before the opening and was growing. Against twins with the same history, joining "
            "raised spending "
            "by about a tenth, which earns less than the 80,000 dollars asked for. Twins can still "
            "miss a cause that nobody recorded; the trial cannot. We do not know whether members "
            "also stay longer, and will count that too. Members can leave, and take their routes "
            "along, in one step. We do not use friends' data without asking them."
        ),
        weak=_(
            "The community is a success because members spend much more and the difference is "
            "highly significant with so many customers. We should double the budget, and make "
            "everybody a member automatically, so that all customers spend as much as members do."
        ),
        weak_because=_(
            "It takes a difference between people as an effect of joining, mistakes significance "
            "for cause, gives no number, and ignores that members chose to join."
        ),
    ),
)

QUESTIONS = [THREE_ANSWERS, PASSED_TEST, POSTERS, TIPPING, ADVISER, BUDGET]

PREDICTIONS = [
    Prediction(
        id="06-effect",
        statement=_(
            "By how many per cent did joining itself raise the members' spending? (The members of "
            "the figure spend well over half more than the others.)"
        ),
        reading=_("Most of a gap between people can be there before anything is done to them."),
        if_low=_("The community does something: it is only much less than it seems."),
        if_high=_("With your guess, the community would look like a much better investment."),
        unit="%",
        decimals=0,
        minimum=-50,
        maximum=150,
        comes_back=_("step 3"),
    ),
    Prediction(
        id="06-follow",
        statement=_(
            "A town has 120 customers in circles of friends. 36 of them, drawn at random, leave "
            "for a rival. How many of the other 84 will follow in the end?"
        ),
        reading=_("Each who follows becomes a reason for the next."),
        if_low=_(
            "It is easy to count those who follow at once and to forget those who follow them."
        ),
        if_high=_("Some circles hold together, and there the spreading stops."),
        unit=_("customers"),
        decimals=0,
        minimum=0,
        maximum=84,
        comes_back=_("step 4"),
    ),
]
