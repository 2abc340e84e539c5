"""Lesson 30, the case of a bank: its questions and predictions."""

from functools import cache

import pandas as pd

from casekit.cases.old_mill import REASONS, looks_a_month, reasons_to_stay, switching_year
from casekit.cases.own import OwnTruth, case_world
from casekit.coach.kinds import Choice, Code, Numbers
from casekit.coach.question import Decision, Mark, Mistake, Prediction, Question, TeachingNote
from casekit.frames.relations import Tables
from casekit.words import _

__all__ = ["PREDICTIONS", "QUESTIONS"]

WORTH, TIMES, DAY = 200, 100, 2.0


@cache
def north() -> tuple[Tables, OwnTruth]:
    """Make the region of the exercises, where there is a little less paper."""
    return case_world("old_mill_bank", seed=7, technical_cost=24)


# --- 1. level A ----------------------------------------------------------------------------------

SIGN = Question(
    id="30-sign",
    level="A",
    title=_("Which observation tells loyalty from paper?"),
    statement=_(
        "The head of current accounts wants proof that customers are loyal, and not only held by "
        'paper. Which of these says most about it? Give its letter, such as `"a"`.'
    ),
    answer=Choice(
        options={
            "a": _("Nine of ten say in a survey that they are satisfied"),
            "b": _("Half of all customers have been with the bank for more than ten years"),
            "c": _("Fewer customers leave than at any other bank of the country"),
            "d": _(
                "After a takeover the accounts of one branch got new numbers, so these customers "
                "had to tell all their payers anyway. In that month hardly more of them left than "
                "of other branches' customers"
            ),
            "e": _(
                "Customers who were given a voucher for staying stayed more often than those who "
                "had asked for none"
            ),
        },
        key="d",
    ),
    mistakes=(
        Mistake(
            _("satisfaction is loyalty"),
            "a",
            _(
                "In step 1, most of those whom only paper holds count as satisfied, too. The "
                "answer does not say what they would do without the paper."
            ),
        ),
        Mistake(
            _("tenure is loyalty"),
            "b",
            _("Paper keeps people for years, too. How would this number look if nobody could go?"),
        ),
        Mistake(
            _("few leave"),
            "c",
            _(
                "Few leave where people like the bank, where leaving costs much, and where nobody "
                "looks. This number is low in all three cases."
            ),
        ),
        Mistake(
            _("a voucher"),
            "e",
            _(
                "Who asks for a voucher may have meant to stay, or to go. The two groups differ "
                "before the voucher. And a voucher is one more thing that holds."
            ),
        ),
    ),
    hints=(
        _("Ask of each: would it be so, too, if only paper held these customers?"),
        _("Look for people for whom the paper had to be done anyway, by no choice of their own."),
        _("One letter. In its story, staying took as much paper as leaving: `sign = ...`"),
    ),
    why=_(
        "{answer}. For these customers paper was the same whether they stayed or left, and they "
        "had not chosen it. If paper held many, many more of them would have gone. (They had "
        "also been made to look.)"
    ),
    minutes=4,
    note=TeachingNote(
        misconception=_("Enough satisfied answers and long years add up to proof of loyalty."),
        ask=_("When did your own customers last have to do the paperwork anyway?"),
        extend=_("What would you want to know of that branch before you believe the comparison?"),
    ),
)

# --- 2. level B ----------------------------------------------------------------------------------


@cache
def _counts() -> dict[tuple[bool, str], float]:
    """Count of 100 customers those of each answer and reason."""
    reasons = reasons_to_stay(*north())
    answers = reasons["satisfied"].to_numpy(dtype=bool)
    given = reasons["reason"].astype(str).to_numpy()
    return {
        (answer, reason): 100 * float(((answers == answer) & (given == reason)).mean())
        for answer in (True, False)
        for reason in REASONS
    }


def _satisfied(*reasons: str) -> float:
    return sum(_counts()[True, reason] for reason in reasons or REASONS)


def _all(*reasons: str) -> float:
    return _satisfied(*reasons) + sum(_counts()[False, reason] for reason in reasons or REASONS)


PAPER, NOT_LOOKED = REASONS[1], REASONS[2]


@cache
def _of_the_lesson() -> tuple[float, float]:
    """Read what the title of the lesson's own picture says, as it says it."""
    reasons = reasons_to_stay(*case_world("old_mill_bank", seed=2))
    held = reasons["reason"] == PAPER
    return round(100 * held.mean()), round(100 * reasons.loc[held, "satisfied"].mean())


HELD = Question(
    id="30-held",
    level="B",
    title=_("How many does paper hold, and what do they say?"),
    statement=_(
        "The table `reasons` is of Old Mill's customers in the **north**, a row a customer and "
        "month: `satisfied` (True or False) and `reason`. Complete two lines: of 100 customers, "
        "how many are held by paper (`paper_per_cent`)? And of **these**, how many of 100 are "
        "satisfied (`satisfied_per_cent`)? One decimal."
    ),
    answer=Numbers(
        names=("paper_per_cent", "satisfied_per_cent"),
        expected=lambda: (_all(PAPER), 100 * _satisfied(PAPER) / _all(PAPER)),
        tolerance=0.2,
        decimals=1,
    ),
    mistakes=(
        Mistake(
            _("of the satisfied, how many are held"),
            lambda: (_all(PAPER), 100 * _satisfied(PAPER) / _satisfied()),
            _(
                "That is the share of the satisfied whom paper holds. Asked is the other way "
                "round: of those whom paper holds, the share who are satisfied."
            ),
        ),
        Mistake(
            _("satisfied customers of all"),
            lambda: (_all(PAPER), _satisfied()),
            _("That is the share of all customers who are satisfied. Keep only those held."),
        ),
        Mistake(
            _("everybody who is not green"),
            lambda: (
                _all(PAPER, NOT_LOOKED),
                100 * _satisfied(PAPER, NOT_LOOKED) / _all(PAPER, NOT_LOOKED),
            ),
            _(
                "Those who have not looked are counted, too. They would leave today, paper and "
                "all, if they looked."
            ),
        ),
        Mistake(
            _("only the satisfied are counted as held"),
            lambda: (_satisfied(PAPER), 100.0),
            _("Paper holds dissatisfied customers as well. Count them, too."),
        ),
        Mistake(
            _("held and satisfied, of all customers"),
            lambda: (_all(PAPER), _satisfied(PAPER)),
            _(
                "That is the share of all customers who are held and satisfied. Asked is the "
                "share of satisfied ones among the held: divide by the held."
            ),
        ),
        Mistake(
            _("the region of the lesson"),
            lambda: _of_the_lesson(),
            _(
                "That is read from the picture of the lesson's region. Here `reasons` is of the "
                "north: compute from it."
            ),
        ),
    ),
    hints=(
        _("The mean of a column of True and False is the share of True."),
        _('First `held = reasons["reason"] == "held by paper"`. Then two means.'),
        _("`100 * held.mean()` and `100 * reasons.loc[held, ...].mean()`"),
    ),
    why=_(
        "{answer}. Less paper holds fewer, and it is again mostly satisfied customers: there are "
        "so many more of them."
    ),
    minutes=6,
    note=TeachingNote(
        misconception=_("Those who are held must be the dissatisfied ones."),
        ask=_("Which of the two shares would you put on a slide, and what would people hear?"),
        extend=_("Compute both for each score from 1 to 5. Where is being held most likely?"),
    ),
)

# --- 3. level C ----------------------------------------------------------------------------------


def _twelfth(looks_a_year: float) -> float:
    return looks_a_year / 12


def _whole(looks_a_year: float) -> float:
    return looks_a_year


def _stays(looks_a_year: float) -> float:
    return float((1 - looks_a_year) ** (1 / 12))


def _power(looks_a_year: float) -> float:
    return float(1 - (1 - looks_a_year) ** 12)


def _unbracketed(looks_a_year: float) -> float:
    return 1 - (1 - looks_a_year) ** 1 / 12


def _per_cent(looks_a_year: float) -> float:
    return 100 * looks_a_month(looks_a_year)


def _root(looks_a_year: float) -> float:
    return float(looks_a_year ** (1 / 12))


LOOK = Question(
    id="30-look",
    level="C",
    title=_("From a year to a month"),
    statement=_(
        "The X-ray can be told the share that looks **in a month**. Surveys give the share that "
        "looks at least once **in a year**. Write a function `looks_a_month(looks_a_year)`: both "
        "are shares between 0 and 1, and every month is alike and independent."
    ),
    answer=Code(
        name="looks_a_month",
        reference=looks_a_month,
        cases=lambda: [(0.16,), (0.5,), (0.9,), (0.03,)],
        tolerance=1e-6,
    ),
    mistakes=(
        Mistake(
            _("a twelfth"),
            lambda: _twelfth,
            _(
                "A twelfth counts those twice who look twice. With 90 of 100 in a year it goes "
                "far wrong."
            ),
        ),
        Mistake(_("unchanged"), lambda: _whole, _("That is still the share of a whole year.")),
        Mistake(
            _("who does not look"),
            lambda: _stays,
            _("That is the share that does NOT look in a month. Asked is the share that looks."),
        ),
        Mistake(
            _("month to year"),
            lambda: _power,
            _("That goes from a month to a year. Turn it round: a root in place of a power."),
        ),
        Mistake(
            _("root of the wrong share"),
            lambda: _root,
            _(
                "The root of the share that looks would be right for looking in ALL twelve months. "
                "Think of those who do not look in any month."
            ),
        ),
        Mistake(
            _("a power without its brackets"),
            lambda: _unbracketed,
            _(
                "`** 1 / 12` takes the power of 1 first, and then a twelfth. Put the exponent in "
                "brackets: `** (1 / 12)`."
            ),
        ),
        Mistake(
            _("per cent"),
            lambda: _per_cent,
            _("That is per cent. Asked is a share, between 0 and 1."),
        ),
    ),
    hints=(
        _("Who has not looked in a year has not looked in any of the months."),
        _("If m looks in a month, (1 - m) to the power of twelve has not looked in a year."),
        _("`def looks_a_month(looks_a_year): return 1 - (1 - looks_a_year) ** (...)`"),
    ),
    why=_(
        "{answer}. This is how the region of the lesson was tuned to the authority's yearly "
        "figure. And it is what you tell the X-ray when you have asked your own customers."
    ),
    minutes=6,
    note=TeachingNote(
        misconception=_("A yearly share divided by twelve is a monthly one."),
        ask=_("For which shares is a twelfth good enough?"),
        extend=_("What if half of the households look every month, and the others never?"),
    ),
)

# --- 4. the memo ---------------------------------------------------------------------------------


@cache
def _net(out: float = 0.0, back: float = 0.0) -> pd.Series:
    return switching_year(*north(), cheaper_out=out, cheaper_back=back)


def _worth(
    alone: float, together: float, scale: float = TIMES * WORTH / 1_000
) -> tuple[float, ...]:
    return alone * scale, together * scale


def _days() -> tuple[float, float]:
    today = _net()["net"]
    return float(today - _net(out=DAY)["net"]), float(today - _net(out=DAY, back=DAY)["net"])


MEMO = Question(
    id="30-memo",
    level="C",
    title=_("The memo: a day less in the north"),
    statement=_(
        "The table `flows` has the households of the north's panel that Old Mill loses, wins and "
        "nets in the next year: as today, if it takes **one day less** to move to Rowan only, and "
        "if it takes one day less both ways. The panel holds one of 100 households; a household "
        "is worth 200 pounds of margin.\n\n"
        "Compute what the day is worth **to Rowan** (what Old Mill's net falls by), in **thousand "
        "pounds**: `alone` and `together`. Then write the memo to the board, in twelve lines at "
        "most: how Old Mill should vote, what it is worth, what could make it wrong, whose cost "
        'the paper is. `ck.reveal("30-memo")` shows the rubric and two memos, marked.'
    ),
    answer=Numbers(
        names=("alone", "together"),
        expected=lambda: _worth(*_days()),
        tolerance=3.0,
        unit="thousand £",
        decimals=0,
    ),
    mistakes=(
        Mistake(
            _("only those who leave"),
            lambda: _worth(
                float(_net(out=DAY)["lost"] - _net()["lost"]),
                float(_net(out=DAY, back=DAY)["lost"] - _net()["lost"]),
            ),
            _(
                "For `together` you counted only those who leave Old Mill. The door opens both "
                "ways: take off those who come."
            ),
        ),
        Mistake(
            _("panel for market"),
            lambda: _worth(*_days(), scale=WORTH / 1_000),
            _("That is the panel. The market has 100 times as many households."),
        ),
        Mistake(
            _("pounds for thousands"),
            lambda: _worth(*_days(), scale=TIMES * WORTH),
            _("That is in pounds. Asked are thousand pounds: divide by 1,000."),
        ),
        Mistake(
            _("one year of margin"),
            lambda: _worth(*_days(), scale=TIMES * 40 / 1_000),
            _("That is 40 pounds a household, one year. A household is worth 200 pounds here."),
        ),
        Mistake(
            _("the other sign"),
            lambda: _worth(*(-one for one in _days())),
            _("That is what Old Mill's net changes by. To Rowan it is worth the opposite."),
        ),
        Mistake(
            _("the net, not its change"),
            lambda: _worth(float(-_net(out=DAY)["net"]), float(-_net(out=DAY, back=DAY)["net"])),
            _("That is the whole net of the future. Asked is the change against today."),
        ),
    ),
    hints=(
        _("Compare each future with today, in the column `net`."),
        _("The fall of the net, times 100 households, times 200 pounds, in thousands."),
        _('`alone = (net["as today"] - net["Rowan alone"]) * 100 * ... / 1_000`'),
    ),
    why=_(
        "{answer}. Alone, the day is a weapon; together it moves people both ways and changes "
        "little on balance here."
    ),
    minutes=14,
    note=TeachingNote(
        misconception=_("Whatever makes leaving easier costs the large bank all who leave."),
        ask=_("Who in your trade is slow on purpose, and who would win if everybody were quick?"),
        extend=_("Find the price cut of Rowan that is worth as much to it as one day alone."),
    ),
    decision=Decision(
        rubric=(),
        strong=_(
            "Vote for the common service, and be quick before it comes. In the north, a day less "
            "is worth about 285 thousand pounds a year to Rowan if it alone is quicker, and about "
            "38 thousand if both are: a door opens both ways. A campaign would buy us a year of "
            "being the slow bank, with that weapon in Rowan's hand. Our survey will not warn us: "
            "of the customers whom only paper holds, 91 of 100 count as satisfied. These are "
            "margins of next year, at 200 pounds a household, with no price cut by anybody; if "
            "our margin or the years are half, so are they. What would change my mind: a region "
            "where Rowan cannot be quick alone and the service costs us more than the campaign. "
            "The paper is the customers' cost, and we could do it for them. We should not ask them "
            "to pay for our calm."
        ),
        weak=_(
            "Our customers are satisfied and hardly any leave, so they are loyal and will not use "
            "the service. All the same, every day less makes leaving easier, and we are the larger "
            "bank, so we have most to lose. Fighting the service is therefore safe: it costs "
            "little beside our total margin, and it protects all of our customers."
        ),
        weak_because=_(
            "It takes staying for loyalty, counts who leaves and not who comes, names no number "
            "for a day, forgets Rowan's own plan, and does not say whose cost the paper is."
        ),
        marks=(
            Mark(
                _(
                    "Gives the worth of a day alone (1) and together (1), with unit, period and "
                    "region (1)"
                ),
                3,
                3,
                _("Both numbers, a year, with the margin behind them."),
                0,
                _("No number for a day; sets the campaign beside the total margin."),
            ),
            Mark(
                _("Counts who comes (1) as well as who leaves, and uses the net (1)"),
                2,
                2,
                _("Says that the door opens both ways, and uses the net."),
                0,
                _("Sees only those who leave."),
            ),
            Mark(
                _(
                    "Does not take staying for loyalty (1), and says what the held customers "
                    "answer (1)"
                ),
                2,
                2,
                _("Says what the held customers answer in the survey."),
                0,
                _("Begins with it."),
            ),
            Mark(
                _("Names the assumptions (1), and what would change the vote (1)"),
                2,
                2,
                _("Margin, years, prices, and a region where it would be otherwise."),
                0,
                _("Calls the campaign safe."),
            ),
            Mark(
                _("Says whose cost the paper is (1)"),
                1,
                1,
                _("The customers', and the bank could do it."),
                0,
                _("Speaks of protecting customers, and means keeping them."),
            ),
        ),
    ),
)

QUESTIONS = (SIGN, HELD, LOOK, MEMO)

PREDICTIONS = (
    Prediction(
        id="30-paper",
        statement=_(
            "Of 100 customers of Old Mill whom only paper holds, how many are satisfied in the "
            "survey (an answer of 3, 4 or 5)?"
        ),
        reading=_(
            "Most people think of angry customers behind a locked door. But a bank has many more "
            "satisfied customers than others, and a 3, about as good as the other bank, counts."
        ),
        minimum=0,
        maximum=100,
        comes_back=_("step 1"),
    ),
    Prediction(
        id="30-doors",
        statement=_(
            "A common service makes both banks quicker. What happens to Old Mill's balance of "
            "households that come and leave, beside a Rowan that is quick alone?"
        ),
        reading=_("Easier to leave is easier to come. The balance counts both."),
        options={
            "a": _("it falls by about as much: Old Mill is the larger bank"),
            "b": _("it falls by much less: others can come as easily"),
            "c": _("it does not change at all: satisfied customers stay"),
        },
        comes_back=_("step 2"),
    ),
)
