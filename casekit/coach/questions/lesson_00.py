"""Lesson 00, start here: its questions and predictions."""

from functools import cache

import pandas as pd

from casekit.coach.kinds import Choice, Choices, Code, Number
from casekit.coach.question import Decision, Mistake, Prediction, Question, TeachingNote
from casekit.generators.programmes import MembershipTruth, make_membership_panel
from casekit.metrics.programmes import difference_in_means
from casekit.words import _

__all__ = ["PREDICTIONS", "QUESTIONS"]

SEED = 11
CUSTOMERS = 500


@cache
def shop(n: int = CUSTOMERS, seed: int = SEED) -> tuple[pd.DataFrame, MembershipTruth]:
    """Give the shop of the exercises and its truth."""
    return make_membership_panel(n, seed=seed)


def gap(table: pd.DataFrame, column: str = "spend") -> float:
    """Give how much more members spend on average, in $ a month."""
    return difference_in_means(table, column, "member").difference


def _ratio(table: pd.DataFrame) -> float:
    means = table.groupby("member")["spend"].mean()
    return float(means[True] / means[False])


SAME_SEED = Question(
    id="00-same-seed",
    level="B",
    title=_("Make a shop from its recipe"),
    statement=_(
        "Make a shop of **500** customers with the seed **11**. How many dollars a month do its "
        "members spend more than the others, on average? (No truth yet: only what the table of "
        "the shop shows. `ck.difference_in_means` does the comparison.)\n\n"
        "Everybody in the room who uses the same number of customers and the same seed gets the "
        "same answer, to the cent."
    ),
    answer=Number(lambda: gap(shop()[0]), tolerance=0.05, unit="$", decimals=2),
    mistakes=(
        Mistake(
            _("the lesson's shop instead of this one"),
            lambda: gap(shop(2_000, 5)[0]),
            _(
                "That is the shop of the lesson. Here the number of customers is 500 and the "
                "seed is 11; change both in the line that makes the shop."
            ),
        ),
        Mistake(
            _("the right seed with another number of customers"),
            lambda: gap(shop(2_000, SEED)[0]),
            _(
                "The seed is right, but the shop has 2,000 customers. The number of customers is "
                "part of the recipe: make 500."
            ),
        ),
        Mistake(
            _("the right number of customers with the lesson's seed"),
            lambda: gap(shop(CUSTOMERS, 5)[0]),
            _("500 customers, but with the seed of the lesson. Here the seed is 11."),
        ),
        Mistake(
            _("the mean of all customers"),
            lambda: float(shop()[0]["spend"].mean()),
            _(
                "That looks like the mean spending of ALL customers. The question asks for a "
                "difference: the mean of the members minus the mean of the others."
            ),
        ),
        Mistake(
            _("others minus members"),
            lambda: -gap(shop()[0]),
            _("The size is right and the sign is turned: members minus others, not the reverse."),
        ),
        Mistake(
            _("spending before anybody had a card"),
            lambda: gap(shop()[0], "spend_before"),
            _(
                "That is the difference in the column `spend_before`, the month before anybody "
                "could join. Use the column `spend`. (That members spent more even then is worth "
                "a thought.)"
            ),
        ),
    ),
    hints=(
        _("A shop is made by one line; the lesson's step 2 has it. Two numbers in it change."),
        _(
            "First `shop, truth = ck.make_membership_panel(...)` with the two numbers, then "
            '`ck.difference_in_means(shop, "spend", "member")`.'
        ),
        _(
            "```\nshop, truth = ck.make_membership_panel(500, seed=...)\nmembers_spend_more = "
            'ck.difference_in_means(shop, "spend", "member").difference\n```'
        ),
    ),
    why=_(
        "Members spend {answer} a month more. A seed fixes the dice of the generator, so the whole "
        "room works on the same customers, and an answer can be checked."
    ),
    minutes=4,
    note=TeachingNote(
        misconception=_("“Simulated data are random, so everybody gets something else.”"),
        ask=_("What would have to change for two people to get two different shops?"),
        extend=_("Try five seeds. How far do the five differences lie from each other?"),
    ),
    also=(
        lambda: (
            shop()[0].loc[shop()[0]["member"], "spend"].mean()
            - shop()[0].loc[~shop()[0]["member"], "spend"].mean()
        ),
    ),
)

BIAS = Question(
    id="00-bias",
    level="B",
    title=_("How wrong is the simple comparison?"),
    statement=_(
        "Same shop: 500 customers, seed 11. Now the truth may be opened: `truth.effect` is what "
        "the card really changes, in dollars a month.\n\n"
        "The **bias** (偏差) of a comparison is what it says minus the truth. Compute the bias of "
        "the simple comparison of members with others, in dollars a month."
    ),
    answer=Number(lambda: gap(shop()[0]) - shop()[1].effect, tolerance=0.05, unit="$", decimals=2),
    mistakes=(
        Mistake(
            _("the comparison itself"),
            lambda: gap(shop()[0]),
            _(
                "That is the simple comparison, not its bias. How much of it is left when the "
                "true effect is taken away?"
            ),
        ),
        Mistake(
            _("the shop of the lesson"),
            lambda: gap(shop(2_000, 5)[0]) - shop(2_000, 5)[1].effect,
            _("That is the bias in the lesson's shop. Here: 500 customers, seed 11."),
        ),
        Mistake(
            _("truth minus comparison"),
            lambda: shop()[1].effect - gap(shop()[0]),
            _(
                "The size is right, the sign is turned. Bias is comparison minus truth: a "
                "comparison that says too much has a bias above zero."
            ),
        ),
        Mistake(
            _("comparison divided by truth"),
            lambda: gap(shop()[0]) / shop()[1].effect,
            _(
                "That is how many TIMES too large the comparison is. The question asks how many "
                "dollars: subtract instead of dividing."
            ),
        ),
        Mistake(
            _("the truth itself"),
            lambda: shop()[1].effect,
            _("That is the true effect. The bias is what the simple comparison adds to it."),
        ),
    ),
    hints=(
        _("Two numbers are needed: what the comparison says, and what is true."),
        _("The first is the answer of the question before. The second is `truth.effect`."),
        _('`ck.difference_in_means(shop, "spend", "member").difference - ...`'),
    ),
    why=_(
        "The comparison is {answer} too high. That is what members would spend more WITHOUT any "
        "card, because those who like the shop are those who join. Experts call it selection "
        "bias (选择偏差)."
    ),
    minutes=4,
    note=TeachingNote(
        misconception=_("“The difference between members and others is what membership does.”"),
        ask=_("Who decides whether a customer has a card? What else does that person know?"),
        extend=_(
            "Make the shop with `affinity=0`: joining then has nothing to do with spending. What "
            "is the bias now, and why is it not exactly zero?"
        ),
    ),
    also=(lambda: shop()[1].selection_bias,),
)

FOUR_TIMES = Question(
    id="00-four-times",
    level="A",
    title=_("Four times as many customers"),
    statement=_(
        "The **standard error** (标准误) says how far a result is typically off by luck alone. Use "
        "the explorer below, or the line that follows it: compare studies of **400** customers "
        "with studies of **1,600**, four times as many.\n\n"
        "By what number is the standard error multiplied when a study has four times as many "
        "customers? Give the exact number that the theory gives (yours will be near it)."
    ),
    answer=Number(lambda: (400 / 1600) ** 0.5, tolerance=0.06, decimals=2),
    mistakes=(
        Mistake(
            _("error falls in proportion to customers"),
            lambda: 400 / 1600,
            _(
                "That would be so if the error fell in proportion to the number of customers. It "
                "falls more slowly: with the SQUARE ROOT of the number."
            ),
        ),
        Mistake(
            _("the error grows"),
            lambda: (1600 / 400) ** 0.5,
            _("That is the right number upside down: more customers make the error smaller."),
        ),
        Mistake(
            _("no change"),
            lambda: (400 / 400) ** 0.5,
            _(
                "That says the error does not change. Look at the width of the blue heap at 400 "
                "and at 1,600."
            ),
        ),
        Mistake(
            _("the difference of the sizes"),
            lambda: 1600 / 400,
            _("That is how many times more customers there are, not what happens to the error."),
        ),
    ),
    hints=(
        _("Look at “typically … off” in the sentence under the explorer, at the two sizes."),
        _("Luck shrinks with the square root of the number of customers."),
        _("One divided by the square root of four."),
    ),
    why=_(
        "Multiplied by {answer}. Twice the certainty costs four times the customers. And it helps "
        "against luck only: a comparison that is biased stays biased."
    ),
    minutes=4,
    note=TeachingNote(
        misconception=_("“Twice the data, twice as sure.” And: “big data removes bias.”"),
        ask=_("Which of the two heaps comes nearer to the truth when the study grows?"),
        extend=_("How many customers for a tenth of the error?"),
    ),
    also=(lambda: 1 / 2, lambda: (100 / 400) ** 0.5),
)

SENTENCES = {
    "a": _("“Members spent more last month than customers without a card.”"),
    "b": _("“The card makes customers spend more.”"),
    "c": _("“If we stopped the card, its members would spend less.”"),
    "d": _("“In towns where we have more shops, more of our customers are members.”"),
    "e": _("“The more often somebody visits us, the likelier it is that they hold a card.”"),
    "f": _("“Customers come more often because of the free coffee.”"),
}

SIX_SENTENCES = Question(
    id="00-six-sentences",
    level="A",
    title=_("Which sentences say that something is caused?"),
    statement=_(
        "A **correlation** (相关) says what goes together; a table can show it. A **cause** (因果) "
        "says what would be different if we did something else; that is a statement about two "
        "worlds, of which we see only one.\n\n"
        "Which of these six sentences speak of a **cause**? Give their letters."
    ),
    answer=Choices(options=SENTENCES, keys=("b", "c", "f")),
    mistakes=(
        Mistake(
            _("all of them"),
            ("a", "b", "c", "d", "e", "f"),
            _(
                "Not all. Three of them only describe what can be counted in a table. Ask of each: "
                "does it say what would CHANGE?"
            ),
        ),
        Mistake(
            _("the correlations"),
            ("a", "d", "e"),
            _("Those are the three that describe. The question asks for the other kind."),
        ),
        Mistake(
            _("the free coffee overlooked"),
            ("b", "c"),
            _(
                "Both are right, and one is missing: which other sentence says why "
                "something happens?"
            ),
        ),
        Mistake(
            _("the sentence of the card alone"),
            ("b",),
            _("It is one of them. Others speak of another world without the word “makes”."),
        ),
        Mistake(
            _("only the word because"),
            ("f",),
            _(
                "The word “because” is a good sign, but not the only one. “Makes” and “if we "
                "stopped” speak of causes, too."
            ),
        ),
        Mistake(
            _("the sentence about stopping the card overlooked"),
            ("b", "f"),
            _(
                "Two are right, one is missing: a sentence that begins with “if we stopped” says "
                "what would happen in another world."
            ),
        ),
        Mistake(
            _("“the more, the likelier” taken for a cause"),
            ("b", "c", "e", "f"),
            _(
                "“The more, the likelier” describes two things that rise together. It does not "
                "say which of them would move if we changed the other."
            ),
        ),
    ),
    hints=(
        _("Ask of each sentence: can I count it in the table of the shop?"),
        _("If it says what would happen under another decision, it speaks of a cause."),
        _("There are three. One of them contains the word “makes”."),
    ),
    why=_(
        "The sentences {answer} speak of a cause. The others describe. A manager's decision always "
        "needs a sentence of the first kind, and a table by itself shows only the second."
    ),
    minutes=5,
    note=TeachingNote(
        misconception=_("“If it is in the data, it is a fact about what our action does.”"),
        ask=_("Which sentence of your last board paper was of the first kind?"),
        extend=_("Turn each describing sentence into a causal one. What would prove it wrong?"),
    ),
)


def customers_needed(customers: float, error_now: float, error_wanted: float) -> float:
    """Give the number of customers for a wanted standard error."""
    return customers * (error_now / error_wanted) ** 2


HOW_MANY = Question(
    id="00-how-many",
    level="C",
    title=_("How many customers do we need?"),
    statement=_(
        "Paper Lane tried the card by lot with 400 customers. The effect came out with a standard "
        "error of 1.60 dollars. The owner wants a standard error of 0.80 dollars, perhaps later "
        "another one.\n\n"
        "In Python `/` divides, `*` multiplies, `**2` squares, and a function gives its result "
        "back with `return`. Write a function "
        "`customers_needed(customers, error_now, error_wanted)` that gives the number of "
        "customers which such a study needs. The error falls with the square root of the number "
        "of customers."
    ),
    answer=Code(
        "customers_needed",
        customers_needed,
        lambda: [(400, 1.6, 0.8), (100, 3.0, 1.0), (2_500, 0.5, 0.5), (900, 1.0, 2.0)],
        tolerance=0.5,
    ),
    mistakes=(
        Mistake(
            _("in proportion"),
            lambda: lambda customers, error_now, error_wanted: customers * error_now / error_wanted,
            _(
                "Your function lets the error fall in proportion to the number of customers. Half "
                "the error needs four times the customers, not twice."
            ),
        ),
        Mistake(
            _("upside down"),
            lambda: (
                lambda customers, error_now, error_wanted: (
                    customers * (error_wanted / error_now) ** 2
                )
            ),
            _(
                "Your function gives FEWER customers for a smaller error: the two errors stand "
                "upside down in the fraction."
            ),
        ),
        Mistake(
            _("square root instead of square"),
            lambda: (
                lambda customers, error_now, error_wanted: (
                    customers * (error_now / error_wanted) ** 0.5
                )
            ),
            _(
                "The error falls with the square root of the customers. Turned round: customers "
                "grow with the SQUARE of the wanted improvement."
            ),
        ),
        Mistake(
            _("the factor without the customers"),
            lambda: lambda customers, error_now, error_wanted: (error_now / error_wanted) ** 2,
            _("That is by how much the number must grow. Multiply it with the customers of today."),
        ),
    ),
    hints=(
        _("How many times smaller shall the error be? And what does that cost in customers?"),
        _("Divide the error of today by the wanted one, and square the result."),
        _("`return customers * (error_now / error_wanted) ** ...`"),
    ),
    why=_("{answer}. Certainty has a price, and the price grows with its square."),
    minutes=10,
    note=TeachingNote(
        misconception=_("“A bit more data will settle it.”"),
        ask=_("What would the study cost if every tested card costs five dollars a month?"),
        extend=_("Lesson 17 sizes a test properly, with the chance of missing a true effect."),
    ),
)

ROLL_OUT = Question(
    id="00-roll-out",
    level="A",
    title=_("Decide: a card for everybody?"),
    statement=_(
        "Your own firm is asked the same question, and there nobody has a truth to open. Members "
        "of your club spend 40% more than other customers. The club costs money for every member. "
        "The head of marketing wants to give the card to all customers next month.\n\n"
        "What do you decide? Choose one, then write three sentences for the board."
    ),
    answer=Choice(
        options={
            "a": _("Give everybody the card: members spend more, and the sample is large."),
            "b": _("Stop the card: what members spend more is all selection, so it does nothing."),
            "c": _("Wait until twice as many customers have joined, then compare again."),
            "d": _("Decide by lot: some customers get the card now, others later; then compare."),
        },
        key="d",
    ),
    mistakes=(
        Mistake(
            _("the gap taken for the effect"),
            "a",
            _(
                "The gap says who joins. Everybody else is, on average, somebody who likes us "
                "less: nothing says that the card would make them spend like members."
            ),
        ),
        Mistake(
            _("no proof taken for proof of nothing"),
            "b",
            _(
                "A biased comparison does not show that the card works, and it does not show that "
                "it fails either. In the lesson's shop the card did have an effect."
            ),
        ),
        Mistake(
            _("more data against bias"),
            "c",
            _(
                "More members make the comparison surer, not fairer. The orange heap of the lesson "
                "becomes narrow around the wrong number."
            ),
        ),
    ),
    hints=(
        _("What would you have to know, and which of the four tells you?"),
        _("Only one of them makes the two groups alike before the card."),
        _("It has to do with chance."),
    ),
    why=_(
        "{answer} When chance decides who gets the card first, the two groups are alike in "
        "everything else, and their difference is what the card does, apart from luck."
    ),
    minutes=8,
    note=TeachingNote(
        misconception=_("“Either the correlation proves it, or it is worthless.”"),
        ask=_("Which customers would feel treated unfairly by a lot, and how would you tell them?"),
        extend=_(
            "Name a decision of your firm where a lot is impossible. What would you do there?"
        ),
    ),
    decision=Decision(
        rubric=(
            _("says that the difference mixes who joins with what the card does"),
            _("proposes a comparison in which chance, not the customer, decides"),
            _("names the cost per member beside the effect, in money"),
            _("says what result would make the board stop, and what result would make it go on"),
        ),
        strong=_(
            "Members spend 40% more, but they liked us before they joined, so this number does not "
            "say what a card does. Let us draw by lot: half of the customers of ten shops get the "
            "card now, the other half in three months. If the margin on the extra spending is "
            "below the cost of a card per month, we stop; if it is above, we go on shop by shop."
        ),
        weak=_(
            "Members spend 40% more, which is a strong result on many customers. We should be "
            "careful, but the direction is clear. Let us roll the card out and watch the numbers."
        ),
        weak_because=_(
            "It takes the gap for the effect, gives no cost, and “watching the numbers” cannot "
            "prove it wrong: members will go on spending more whatever the card does."
        ),
    ),
)

EFFECT = Prediction(
    id="00-effect",
    statement=_(
        "Members spend about 18 dollars a month more than the others. How many dollars of that "
        "does the CARD make? (How much less would the same members spend if there were no card?)"
    ),
    reading=_(
        "The rest is liking: those who joined would have spent more than the others without any "
        "card."
    ),
    unit="$",
    decimals=2,
    comes_back=_("step 4"),
    if_high=_("The gap is in front of us, the other world is not."),
    if_low=_("You suspected the gap even more than it deserves."),
    if_near=_("You suspected the gap about as much as it deserves."),
)

QUESTIONS = (SAME_SEED, BIAS, FOUR_TIMES, SIX_SENTENCES, HOW_MANY, ROLL_OUT)
PREDICTIONS = (EFFECT,)
