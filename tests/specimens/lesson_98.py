"""Specimen questions, one of each kind, that hold under every proof. They are part of no lesson."""

import pandas as pd

from casekit.coach.kinds import Choice, Choices, Code, Number, Numbers, Table
from casekit.coach.question import Decision, Mistake, Prediction, Question, TeachingNote

NOTE = TeachingNote(misconception="A belief.", ask="A question?", extend="More to try.")
HINTS = ("Look at the mean.", "Use `.mean()`.", "`answer = column.mean()`")
SPEND = pd.Series([10.25, 35.5, 59.75], index=pd.Index([11, 12, 13], name="customer_id"))


def revenue_share(margin: float, revenue: float) -> float:
    """Give the share of a margin in revenue."""
    return margin / revenue


QUESTIONS = [
    Question(
        id="98-spend",
        level="B",
        title="Mean spend",
        statement="What does a customer spend on average, in dollars?",
        answer=Number(SPEND.mean, tolerance=0.01, unit="$"),
        mistakes=(
            Mistake("sum for mean", SPEND.sum, "That is the sum over all customers."),
            Mistake("smallest", SPEND.min, "That is the smallest purchase."),
            Mistake("largest", SPEND.max, "That is the largest purchase."),
        ),
        hints=HINTS,
        why="The mean is {answer}: add up and divide by the number of customers.",
        minutes=4,
        note=NOTE,
        also=(lambda: SPEND.sum() / len(SPEND),),
    ),
    Question(
        id="98-prices",
        level="C",
        title="Two prices",
        statement="Give the entry price and the later price.",
        answer=Numbers(("entry", "later"), lambda: (6.4, 14.25), tolerance=0.01),
        mistakes=(
            Mistake("the two exchanged", lambda: (14.25, 6.4), "These are exchanged."),
            Mistake("no discounting", lambda: (6.0, 14.25), "The later price is not discounted."),
            Mistake("entry at cost", lambda: (10.0, 14.25), "The entry price is not the cost."),
        ),
        hints=HINTS,
        why="{answer}.",
        minutes=6,
        note=NOTE,
    ),
    Question(
        id="98-causal",
        level="A",
        title="Which is causal?",
        statement="Which sentence claims a cause?",
        answer=Choice({"a": "Members buy more.", "b": "Membership makes people buy."}, key="b"),
        mistakes=(Mistake("correlation for cause", "a", "That compares members with others."),),
        hints=HINTS,
        why="{answer}",
        minutes=2,
        note=NOTE,
        decision=Decision(
            rubric=("Names the comparison.",),
            strong="Because it says what would change.",
            weak="Because it sounds right.",
            weak_because="It names no comparison.",
        ),
    ),
    Question(
        id="98-locks",
        level="A",
        title="Which lock in?",
        statement="Choose all that raise the cost of leaving.",
        answer=Choices({"a": "A fee", "b": "A smile", "c": "A file format"}, keys=("a", "c")),
        mistakes=(
            Mistake("everything", ("a", "b", "c"), "A smile costs nothing to leave."),
            Mistake("fees only", ("a",), "There is a technical one too."),
            Mistake("formats only", ("c",), "There is an economic one too."),
        ),
        hints=HINTS,
        why="{answer}",
        minutes=3,
        note=NOTE,
    ),
    Question(
        id="98-table",
        level="C",
        title="Spend by customer",
        statement="Give each customer's share of the whole spend.",
        answer=Table(lambda: SPEND / SPEND.sum(), tolerance=0.001, decimals=3),
        mistakes=(
            Mistake("spend for share", lambda: SPEND, "That is the spend itself."),
            Mistake("share of largest", lambda: SPEND / SPEND.max(), "Divide by the sum."),
            Mistake("in per cent", lambda: SPEND / SPEND.sum() * 100, "A share is under one."),
        ),
        hints=HINTS,
        why="Divide each by the sum.",
        minutes=6,
        note=NOTE,
    ),
    Question(
        id="98-function",
        level="C",
        title="A margin function",
        statement="Write `revenue_share(margin, revenue)`.",
        answer=Code("revenue_share", revenue_share, lambda: [(30, 100), (5, 80)], tolerance=1e-6),
        mistakes=(
            Mistake("upside down", lambda: lambda m, r: r / m, "That is the other way round."),
            Mistake("in per cent", lambda: lambda m, r: 100 * m / r, "A share is under one."),
            Mistake("difference", lambda: lambda m, r: r - m, "Divide, do not subtract."),
        ),
        hints=HINTS,
        why="Divide the margin by the revenue.",
        minutes=8,
        note=NOTE,
    ),
]

PREDICTIONS = [
    Prediction("98-lost", "Of 100 silent customers, how many are lost?", "Silence is common."),
    Prediction("98-way", "Up or down?", "It went down.", options={"a": "Up", "b": "Down"}),
]
