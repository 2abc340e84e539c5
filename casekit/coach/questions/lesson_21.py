"""Lesson 21, the case of Starbucks and Juniper Coffee: its questions and predictions."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pandas as pd

from casekit.cases.facts import fact
from casekit.cases.juniper import best_line, line_reached
from casekit.cases.rewards import (
    RewardsTruth,
    TierTerms,
    breakage_estimates,
    card_ledger,
    redemption_scenarios,
    rewards_world,
    tier_guests,
    tier_thresholds,
)
from casekit.coach.kinds import Choice, Code, Number, Numbers
from casekit.coach.question import Decision, Mark, Mistake, Prediction, Question, TeachingNote
from casekit.frames.relations import Tables
from casekit.metrics.ledger import naive_breakage
from casekit.models.ledger import Breakage
from casekit.words import _

__all__ = ["PREDICTIONS", "QUESTIONS"]

# --- 1. reward rates ---------------------------------------------------------------------------

_TIERS = ("green", "gold", "reserve")


def _stars(tier: str) -> float:
    return fact(f"starbucks-stars-{tier}")


def _rates(make: Callable[[float], float]) -> tuple[float, ...]:
    return tuple(make(_stars(tier)) for tier in _TIERS)


def _needed() -> float:
    return fact("starbucks-stars-two-dollars")


RATES = Question(
    id="21-rates",
    level="A",
    title=_("What does a dollar bring back?"),
    statement=_(
        "The rules of exhibit 3: a dollar brings 1 Star at Green, 1.2 at Gold and 1.7 at Reserve, "
        "and 60 Stars are worth 2 dollars. What comes back for a dollar spent, **in per cent**, "
        "with two decimals, at each level? A pocket calculator will do."
    ),
    answer=Numbers(
        names=("green_per_cent", "gold_per_cent", "reserve_per_cent"),
        expected=lambda: _rates(lambda stars: 100 * stars * 2 / _needed()),
        tolerance=0.02,
        unit="%",
        decimals=2,
        appears_because=_("4.00 is also a count of dollars"),
    ),
    mistakes=(
        Mistake(
            _("Stars read as per cent"),
            lambda: _rates(lambda stars: stars),
            _(
                "That is the number of Stars for a dollar. Turn Stars into dollars first: what is "
                "one Star worth?"
            ),
        ),
        Mistake(
            _("two dollars left out"),
            lambda: _rates(lambda stars: 100 * stars / _needed()),
            _(
                "You counted the reward as one dollar. It takes off 2 dollars, so a Star is worth "
                "twice as much."
            ),
        ),
        Mistake(
            _("the level divides"),
            lambda: _rates(lambda stars: 100 * 2 / (_needed() * stars)),
            _("More Stars for a dollar bring back MORE. Multiply by the Stars, do not divide."),
        ),
        Mistake(
            _("dollars for the reward"),
            lambda: _rates(lambda stars: _needed() / stars),
            _(
                "That is how many dollars one must spend for the reward. The question is what 100 "
                "dollars bring back."
            ),
        ),
    ),
    hints=(
        _("First: what is one Star worth in dollars?"),
        _("Stars for a dollar × 2 dollars / Stars of the reward, and then × 100."),
        _("Green: `100 * 1 * 2 / 60`. The others in the same way."),
    ),
    why=_(
        "{answer}. The rate climbs with spending: the highest goes to guests who come most. "
        "Whether it moves them, step 5 doubts. And it holds for this reward only, if all of the "
        "2 dollars are used."
    ),
    minutes=3,
    note=TeachingNote(
        misconception=_("A programme with more Stars for a dollar is more generous."),
        ask=_("What must you know beside the Stars before you can compare two programmes?"),
        extend=_("What is the rate if a Star is used only seven times of ten?"),
    ),
    also=(lambda: {f"{tier}_per_cent": 100 * _stars(tier) / (_needed() / 2) for tier in _TIERS},),
)

# --- the second chain --------------------------------------------------------------------------

_SHARES = {"low": 0.60, "middle": 0.72, "high": 0.90}


@cache
def river() -> tuple[Tables, RewardsTruth]:
    """Give the tables of a second chain, where guests use fewer of their Stars, and its truth."""
    return rewards_world(2_000, seed=34, never_redeems=0.25, card_use=0.80, n_households=20)


@cache
def _scenarios() -> pd.DataFrame:
    return redemption_scenarios(river()[0], _SHARES)


def _owed(*names: str) -> tuple[float, ...]:
    table = _scenarios()
    out = table["deferred"] - table[list(names)].sum(axis=1)
    return tuple(float(out[name]) for name in _SHARES)


OWED = Question(
    id="21-scenarios",
    level="B",
    title=_("Owed for Stars, in three scenarios"),
    statement=_(
        "River Coffee is a second chain. The table `scenarios` shows its Stars over two years, in "
        "dollars, if 60%, 72% or 90% of all Stars will be used in the end: what was `deferred`, "
        "and three sources of revenue (`from_redemptions`, `from_new_estimate`, `at_expiry`). "
        "Whatever was deferred is either earned by now, or still owed. What is owed at the end, in "
        "each scenario, **to the cent**?"
    ),
    answer=Numbers(
        names=("owed_low", "owed_middle", "owed_high"),
        expected=lambda: _owed("from_redemptions", "from_new_estimate", "at_expiry"),
        tolerance=0.05,
        unit="$",
        decimals=2,
    ),
    mistakes=(
        Mistake(
            _("only redemptions are earned"),
            lambda: _owed("from_redemptions"),
            _(
                "Stars that are used are not the only source of revenue. Take off the other two "
                "columns as well, with their signs."
            ),
        ),
        Mistake(
            _("a minus read as a plus"),
            lambda: tuple(
                (
                    _scenarios()["deferred"]
                    - _scenarios()[["from_redemptions", "from_new_estimate", "at_expiry"]]
                    .abs()
                    .sum(axis=1)
                ).tolist()
            ),
            _(
                "A minus was read as a plus: where `from_new_estimate` is negative, revenue is "
                "taken back, so more is owed. Taking off a minus adds."
            ),
        ),
        Mistake(
            _("nothing owed back"),
            lambda: tuple(_scenarios()["deferred"].tolist()),
            _("That is all that was ever deferred. A large part of it has been earned since."),
        ),
        Mistake(
            _("the revenue"),
            lambda: tuple(
                _scenarios()[["from_redemptions", "from_new_estimate", "at_expiry"]]
                .sum(axis=1)
                .tolist()
            ),
            _("That is what has been EARNED. What is owed is the rest of what was deferred."),
        ),
        Mistake(
            _("share not used"),
            lambda: tuple(
                float(_scenarios()["deferred"][name]) * (1 - share)
                for name, share in _SHARES.items()
            ),
            _(
                "You multiplied by the share that will never be used. What is owed is for Stars "
                "that WILL be used and are not used yet."
            ),
        ),
    ),
    hints=(
        _("Opening balance is nothing. What came in, and what went out?"),
        _("Each row: deferred, less all three revenues. Mind a minus in a column."),
        _('`scenarios["deferred"] - scenarios["from_redemptions"] - ... - ...`'),
    ),
    why=_(
        "{answer}. The same guests, the same Stars: only the estimate differs. A lower estimate "
        "defers less and owes less, until guests use more than it allows. Then part of the revenue "
        "is taken back: that is the large negative number in the first row (the cents in the "
        "others come from rounding)."
    ),
    minutes=5,
    note=TeachingNote(
        misconception=_("What is owed is a fact; an estimate can only change the profit."),
        ask=_("Which scenario would each of your finance colleagues like, and in which year?"),
        extend=_("Try a share of 50%. What happens to `from_new_estimate`, and why?"),
    ),
    also=(lambda: {f"owed_{name}": float(_scenarios()["closing"][name]) for name in _SHARES},),
)

# --- 3. breakage -------------------------------------------------------------------------------

_SEEN = "2024-12-31"


@cache
def _early() -> pd.DataFrame:
    return breakage_estimates(*river(), on=_SEEN)


def _never(name: str) -> float:
    return 100 * float(_early()[name]["cards"])


def _oldest() -> float:
    ledger = card_ledger(river()[0], through=_SEEN)
    first = ledger[ledger["earned_month"] == ledger["earned_month"].min()]
    sums = first.groupby("kind")["points"].sum()
    return 100 * float(1 - sums.get("redeemed", 0) / sums["earned"])


def _geometric() -> float:
    return 100 * float(Breakage().fit(card_ledger(river()[0], through=_SEEN)).breakage)


def _unused() -> float:
    ledger = card_ledger(river()[0], through=_SEEN)
    held = river()[1].cards.on(365)
    return 100 * float(held["held"].sum()) / float(held["used"].sum()) if len(ledger) else 0.0


BREAKAGE = Question(
    id="21-breakage",
    level="B",
    title=_("A young card, read twice"),
    statement=_(
        "At the end of 2024 River's cards are one year old. `cards` is their ledger up to that "
        "day; its points are cents. Give **per cent of all money loaded**, with two decimals:\n\n"
        "- `counted_per_cent`: what has not been used by then;\n"
        '- `never_per_cent`: what will **never** be used, by `ck.Breakage(lag="weibull")`.'
    ),
    answer=Numbers(
        names=("counted_per_cent", "never_per_cent"),
        expected=lambda: (_never("naive"), _never("estimate")),
        tolerance={"counted_per_cent": 0.05, "never_per_cent": 0.025},
        unit="%",
        decimals=2,
    ),
    mistakes=(
        Mistake(
            _("the count for both"),
            lambda: (_never("naive"), _never("naive")),
            _(
                "You gave the count. Much of this money was loaded a few weeks ago and is on its "
                "way. How much will NEVER be used says the fit."
            ),
        ),
        Mistake(
            _("used for unused"),
            lambda: (100 - _never("naive"), 100 - _never("estimate")),
            _("That is the part that IS used. The question asks for the rest."),
        ),
        Mistake(
            _("without the slow money"),
            lambda: (_never("naive"), _geometric()),
            _(
                'Near. You fitted without `lag="weibull"`: then old money is used as fast as young '
                "money, and the fit comes out a little too high."
            ),
        ),
        Mistake(
            _("per dollar used"),
            lambda: (_unused(), _never("estimate")),
            _("You divided by the money USED. Breakage is asked as a share of the money loaded."),
        ),
        Mistake(
            _("the oldest month only"),
            lambda: (_never("naive"), _oldest()),
            _(
                "You looked at the oldest loads only. A good thought, but a few guests of one "
                "month are little to learn from. The fit uses all months, each for as long as it "
                "was watched."
            ),
        ),
    ),
    hints=(
        _("One number is a count, the other one a fit."),
        _('`ck.naive_breakage(cards)` counts; `ck.Breakage(lag="weibull").fit(cards)` fits.'),
        _(
            "`100 * ck.naive_breakage(cards)` and "
            '`100 * ck.Breakage(lag="weibull").fit(...).breakage`'
        ),
    ),
    why=_(
        "{answer}. The count mostly says how young the money is. The cell below the question "
        "opens the envelope: compare the truth with both."
    ),
    minutes=4,
    note=TeachingNote(
        misconception=_("Money that has not been used is money that will not be used."),
        ask=_("What would the count be one day after a large sale of cards before Christmas?"),
        extend=_('Fit again with `lag="geometric"`. What does the program warn of?'),
    ),
    also=(
        lambda: {
            "never_per_cent": _never("estimate"),
            "counted_per_cent": 100 * naive_breakage(card_ledger(river()[0], through=_SEEN)),
        },
    ),
)

# --- 4. two errors -----------------------------------------------------------------------------


def rule_errors(active: Any, alive: Any) -> tuple[float, float]:
    """Give the share of the living not called active, and of the gone called active."""
    pairs = list(zip(active, alive, strict=True))
    living = [called for called, lives in pairs if lives]
    gone = [called for called, lives in pairs if not lives]
    return sum(not called for called in living) / len(living), sum(gone) / len(gone)


def _wrong(kind: str) -> Callable[[Any, Any], tuple[float, float]]:
    def found(active: Any, alive: Any) -> tuple[float, float]:
        pairs = [(bool(called), bool(lives)) for called, lives in zip(active, alive, strict=True)]
        missed = sum(lives and not called for called, lives in pairs)
        ghosts = sum(called and not lives for called, lives in pairs)
        n, called = len(pairs), sum(c for c, _lives in pairs)
        living = sum(lives for _c, lives in pairs)
        return {
            "of_all": (missed / n, ghosts / n),
            "of_called": (missed / (n - called), ghosts / called),
            "right": (1 - missed / living, 1 - ghosts / (n - living)),
            "swapped": (ghosts / (n - living), missed / living),
            "counts": (float(missed), float(ghosts)),
            "per_cent": (100 * missed / living, 100 * ghosts / (n - living)),
            "rounded": (round(missed / living, 2), round(ghosts / (n - living), 2)),
        }[kind]

    return found


def _cases() -> list[tuple[Any, ...]]:
    yes, no = True, False
    return [
        ([yes, yes, yes, no, no, no, yes], [yes, yes, no, yes, no, no, yes]),
        ([yes, no, no, no, yes], [yes, yes, yes, no, no]),
        ([yes] * 9 + [no] * 3, [yes] * 6 + [no] * 5 + [yes]),
        ([yes, yes, no], [yes, yes, no]),
    ]


ERRORS = Question(
    id="21-errors",
    level="C",
    title=_("Both errors of a rule"),
    statement=_(
        "Write a function `rule_errors(active, alive)`. Both are lists (or columns) of True and "
        "False, one entry a guest: whether the rule calls the guest active, and whether the guest "
        "is truly still there. It returns **two shares** (0.25 for a quarter):\n\n"
        "1. of the guests who are still there, the share that is **not** called active;\n"
        "2. of the guests who are gone, the share that **is** called active.\n\n"
        "There is always at least one guest of each kind. The next cell tries your function on "
        "River's guests."
    ),
    answer=Code(name="rule_errors", reference=rule_errors, cases=_cases, tolerance=1e-6),
    mistakes=(
        Mistake(
            _("shares of all guests"),
            lambda: _wrong("of_all"),
            _(
                "You divided by ALL guests. The first share is of those who are still there, the "
                "second of those who are gone."
            ),
        ),
        Mistake(
            _("shares of what the rule says"),
            lambda: _wrong("of_called"),
            _("You divided by how many the RULE calls so. Divide by how many guests truly are so."),
        ),
        Mistake(
            _("right instead of wrong"),
            lambda: _wrong("right"),
            _("Those are the shares that the rule gets RIGHT. An error is the other part."),
        ),
        Mistake(
            _("in the other order"),
            lambda: _wrong("swapped"),
            _("The two shares are right, in the wrong order. First the living who are missed."),
        ),
        Mistake(
            _("per cent"),
            lambda: _wrong("per_cent"),
            _("Right, but in per cent. Return shares: leave out the 100."),
        ),
        Mistake(
            _("rounded shares"),
            lambda: _wrong("rounded"),
            _("Nearly: your shares are rounded. Return them as they are, without `round`."),
        ),
        Mistake(
            _("numbers of guests"),
            lambda: _wrong("counts"),
            _("Those are numbers of guests. Divide each by the size of its own group."),
        ),
    ),
    hints=(
        _("Make two groups first: guests who are still there, and guests who are gone."),
        _("In the first group count those NOT called active; in the second, those who are."),
        _(
            "`pairs = list(zip(active, alive))`; `living = [a for a, b in pairs if b]`; "
            "`gone = [a for a, b in pairs if not b]`; return `living.count(False) / len(living)` "
            "and `...`"
        ),
    ),
    why=_(
        "Each error is a share of its own group. A rule that calls everybody active never misses a "
        "living guest, and counts every ghost: one number alone can always be made small."
    ),
    minutes=7,
    note=TeachingNote(
        misconception=_("A rule is good if it is mostly right."),
        ask=_("For a voucher, which of the two errors costs more? For a forecast of sales?"),
        extend=_("Draw both errors for limits of 30 to 360 days."),
    ),
    also=(
        lambda: (
            lambda active, alive: (
                1 - float(pd.Series(list(active))[pd.Series(list(alive)).astype(bool)].mean()),
                float(pd.Series(list(active))[~pd.Series(list(alive)).astype(bool)].mean()),
            )
        ),
    ),
)

# --- 5. a line for River -----------------------------------------------------------------------

RIVER_TERMS = TierTerms(price_coefficient=0.20, benefit=0.80, benefit_cost=0.40, periods_per_week=3)


@cache
def river_guests() -> pd.DataFrame:
    """Give River's guests as light, medium and heavy members."""
    return tier_guests(river()[1], RIVER_TERMS, like_each=25)


@cache
def _best() -> float:
    return best_line(river_guests(), RIVER_TERMS)[0]


@cache
def _reached(stars: float, column: str = "profit") -> float:
    """Give what a line leaves, as per cent of the best profit."""
    found = tier_thresholds(river_guests(), (stars,), RIVER_TERMS)
    return 100 * float(found[column].iloc[0]) / best_line(river_guests(), RIVER_TERMS)[1]


LINE = Question(
    id="21-line",
    level="B",
    title=_("Draw a line for River"),
    statement=_(
        "River wants a Gold level with an extra worth 80 cents a visit (32 cents of cost). "
        "`members` are its guests, `terms` what Gold gives and costs. Try some lines with "
        "`ck.tier_thresholds(members, (200, 500, 1000), terms)`, any numbers you like, and look "
        "at the column `profit` ($ a year, against no Gold). Then set `line`. The next line works "
        "out how much of the best profit *your* line reaches, in per cent (the best is looked for "
        "in steps of 25 Stars); any line is accepted that comes within a tenth of the best. "
        "Refused? Try its neighbours on both sides."
    ),
    answer=Number(
        expected=lambda: 100.0,
        tolerance=10,
        unit="%",
        decimals=0,
        appears_because=_("the best line reaches all of the best profit"),
    ),
    mistakes=(
        Mistake(
            _("near, on one side"),
            lambda: _reached(250),
            _("Less than nine tenths of the best. Try its neighbours on both sides."),
        ),
        Mistake(
            _("the line of lesson 21's programme head"),
            lambda: _reached(200),
            _(
                "Well below the best. Either many are paid who come anyway (a low line), or too "
                "few are pushed (a high one). Move it by fifty Stars each way, and look at "
                "`profit`."
            ),
        ),
        Mistake(
            _("the lowest line"),
            lambda: _reached(100),
            _(
                "About half of the best, or less. Make a table of five lines, far apart, and go "
                "where `profit` is highest."
            ),
        ),
        Mistake(
            _("a line above most guests"),
            lambda: _reached(850),
            _(
                "That line leaves too little. It lies above most guests, so few are pushed. Try "
                "lower lines, and look at `profit`."
            ),
        ),
        Mistake(
            _("a line that hardly anybody reaches"),
            lambda: _reached(1_500),
            _(
                "That line leaves next to nothing. Hardly anybody can reach so high a line, so it "
                "moves hardly anybody. Where do most guests stand?"
            ),
        ),
        Mistake(
            _("margin for profit"),
            lambda: _reached(_best(), "margin_gained"),
            _("That is the margin gained, before what the extra costs. Look at `profit`."),
        ),
        Mistake(
            _("the cost for profit"),
            lambda: _reached(_best(), "cost"),
            _("That is what the extra costs. Profit is the margin gained less the cost."),
        ),
    ),
    hints=(
        _("Try a low, a middle and a high line first, then go where profit is highest."),
        _("A table of ten lines takes a few seconds: `(150, 200, 250, ...)`."),
        _("`line = ...` with your number; leave the next line as it is."),
    ),
    why=_(
        "The best line reaches {answer}. A hundred Stars lower or higher, more than a tenth of "
        "the profit is gone, and far above there is hardly any left: a line out of reach moves "
        "nobody. Lines within fifty Stars of the best leave nearly the same, and pay different "
        "guests. So choose among them the one that you can explain to guests."
    ),
    also=(
        lambda: line_reached(river_guests(), RIVER_TERMS, _best()),
        lambda: line_reached(river_guests(), RIVER_TERMS, _best() + 25),
    ),
    minutes=5,
    note=TeachingNote(
        misconception=_("A higher level must be hard to reach, or it is worth nothing."),
        ask=_("Which guests would be angry if the line were moved up again in a year?"),
        extend=_(
            "Set `price_coefficient` to 0.10. Which line is best now, and what does it leave?"
        ),
    ),
)

# --- 6. the memo -------------------------------------------------------------------------------

MEMO = Question(
    id="21-memo",
    level="A",
    title=_("The memo to the board"),
    statement=_(
        "You chair the board of Juniper. Which package do you sign? Then write the memo (at most "
        "220 words): three decisions, the money of each, what the law asks, what would change your "
        "mind. Use the figures of the lesson, for the whole chain."
    ),
    answer=Choice(
        options={
            "a": _(
                "Book all unused money as income; balances end after six months; the savings pay "
                "for vouchers to all who are not active"
            ),
            "b": _(
                "Breakage by the fitted estimate, no end date; two numbers in place of the 90-day "
                "count; the line stays; reminders and the extra are tested by lot"
            ),
            "c": _(
                "No breakage at all, ever; a voucher for everybody who has not come for 90 days; "
                "the line falls to 200 Stars"
            ),
            "d": _(
                "Breakage by the fitted estimate, but balances end after six months; the 90-day "
                "count stays the goal of the shops; the line falls to 200 Stars"
            ),
        },
        key="b",
    ),
    mistakes=(
        Mistake(
            _("free money"),
            "a",
            _(
                "Most of that money will be used: it would have to be taken back. An end date "
                "gains only what returning guests hold, and many laws forbid it. And vouchers go "
                "to guests who come anyway."
            ),
        ),
        Mistake(
            _("generous to all"),
            "c",
            _(
                "Kindly meant. But a part of the money is truly never used, and the rule lets you "
                "earn it with use. Vouchers for the living change nothing. And a lower line pays "
                "guests who come anyway."
            ),
        ),
        Mistake(
            _("a little of each"),
            "d",
            _(
                "The first part is sound. The end date gains only what returning guests hold, and "
                "may break the law. A 90-day goal would make shops answer for a closure."
            ),
        ),
    ),
    hints=(
        _("Ask of each package: whose money does each part move, and how much?"),
        _("Look at the last figure: which proposals move little, and what is only in the books?"),
        _("One package takes nothing from guests, counts on the right clock, and tests the rest."),
    ),
    why=_(
        "{answer}. It books what is honestly expected, takes nothing from guests who come back, "
        "repairs the count, and spends on a test in place of a belief."
    ),
    minutes=25,
    note=TeachingNote(
        misconception=_("Breakage is free money."),
        ask=_("Which sentence of your memo would you not like to read in a newspaper?"),
        extend=_("Write the letter to guests that announces what you decided."),
    ),
    decision=Decision(
        rubric=(),
        strong=_(
            "We owe about 172,000 dollars on cards (140,000 to 199,000, by the fit), and something "
            "for Stars. 1. Unused money: breakage by the fitted estimate, in proportion to use, "
            "after what states claim. To book all of it would add those 172,000 on paper, to be "
            "taken back when guests come. No end date: it would gain about 7,000 dollars a year, "
            "all from guests who return; for cards in a person's name in China, and gift cards in "
            "the United States, six months would not be allowed. 2. Missing guests: the fall was "
            "the closure. In our sample the 90-day count missed about 500 living guests and "
            "counted about 70 who are gone. Vouchers for all: 26,000, to guests who come anyway. "
            "No; we report two numbers, on a clock of open shops. 3. Gold stays at 500. At 200 it "
            "leaves some tens of thousands of dollars a year less (about 62,000 by our model), by "
            "an answer to money that nobody has measured; we test it in shops drawn by lot. The "
            "large sum: keeping one in ten of those who leave is worth about 200,000 a year, "
            "before its cost. We remind half of the silent cards, by lot. If that brings less "
            "margin in half a year than it costs, we stop."
        ),
        weak=_(
            "Our guests leave more and more money on their cards, which shows how loyal they are. "
            "We should recognise this income, as other firms do, and let old balances end so that "
            "the liability does not grow. With the money we win back the guests we lost in the "
            "closure by sending everybody a voucher, and we lower the line for Gold to motivate "
            "more people. This is good for guests and good for us."
        ),
        weak_because=_(
            "Takes unused for never used and the closure for a loss, names no sum, no law and no "
            "test, and does not say that the end date takes from guests who would return."
        ),
        marks=(
            Mark(
                _(
                    "Says what is owed, in dollars and with its doubt (2); tells unused from never "
                    "used (1); says how breakage is booked (1)"
                ),
                4,
                4,
                _("The sum with its range, in proportion to use; what the count adds on paper."),
                0,
                _("Calls all unused money income, and takes growing balances for loyalty."),
            ),
            Mark(
                _(
                    "End date: says whose money it gains (1) and how much a year (1), and decides "
                    "(1)"
                ),
                3,
                3,
                _("Only money of guests who return: about 7,000 dollars a year."),
                0,
                _("Lets balances end, and does not ask whose they are."),
            ),
            Mark(
                _(
                    "Missing guests: both errors of the count (2), a better count (1), what "
                    "vouchers cost and whom they reach (1)"
                ),
                4,
                4,
                _("Both errors, two numbers, and 26,000 for guests who come anyway."),
                0,
                _("Calls guests lost because they were silent in a closure."),
            ),
            Mark(
                _(
                    "Gold: money a year (1), on which unmeasured number it rests (1), who is "
                    "pushed and who is only paid (1)"
                ),
                3,
                2,
                _("The money and its doubt; does not say who is pushed and who is only paid."),
                0,
                _("Says that it motivates more people: no money, no kind of guest."),
            ),
            Mark(
                _(
                    "Law and guests: end dates by place (1), what a state may claim (1), what the "
                    "guest can know and do (1)"
                ),
                3,
                2,
                _("End dates and what states claim; nothing about what guests can know."),
                0,
                _("No law. Good for guests, it says, without asking one."),
            ),
            Mark(
                _(
                    "A test: drawn by lot (1), what is measured and how long (1), the number that "
                    "changes the decision (1)"
                ),
                3,
                3,
                _("Half of the silent cards, half a year, margin against cost."),
                0,
                _("Vouchers for everybody: afterwards nobody will know what they did."),
            ),
        ),
    ),
)

QUESTIONS = [RATES, OWED, BREAKAGE, ERRORS, LINE, MEMO]

PREDICTIONS = [
    Prediction(
        id="21-shadow",
        statement=_(
            "For each dollar left on a card by a guest who is gone: how many dollars of margin a "
            "year had that guest been bringing?"
        ),
        reading=_(
            "A card holds a few cups of coffee. A guest who comes is many cups a year. What is "
            "left on the card is the small part."
        ),
        unit="$",
        decimals=0,
        comes_back=_("step 2"),
    ),
    Prediction(
        id="21-missing",
        statement=_(
            "On 29 June, of 100 members who have not come for 90 days, how many are still guests?"
        ),
        reading=_(
            "Silent guests are of two kinds: those who left long ago, and those whose shop was "
            "closed. The rule cannot tell them apart; a clock of open shops can."
        ),
        minimum=0,
        maximum=100,
        decimals=0,
        comes_back=_("step 3"),
    ),
]
