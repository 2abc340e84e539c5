"""Lesson 12, designing a loyalty programme: its questions and predictions."""

import math
from functools import cache

import numpy as np

from casekit.coach.kinds import Choice, Code, Numbers
from casekit.coach.question import Decision, Mistake, Prediction, Question, TeachingNote
from casekit.generators.programmes.designs import Member, StampCard
from casekit.metrics.programmes import ShareComparison, compare_shares, published_tiers
from casekit.models.programmes import (
    calibrate_first_interval,
    calibrate_gradient,
    expected_card_days,
    solve_member,
)
from casekit.words import _

__all__ = ["PREDICTIONS", "QUESTIONS"]

# --- 1. what a real programme gives back --------------------------------------------------------

STARS, DOLLARS_OFF = 60, 2.0
TIERS = ("Green", "Gold", "Reserve")


def _stars(tier: str) -> float:
    return float(published_tiers().loc[tier, "points_per_dollar"])  # type: ignore[arg-type]


def _threshold(tier: str) -> float:
    return float(published_tiers().loc[tier, "stars_from"])  # type: ignore[arg-type]


def _rates() -> tuple[float, float, float]:
    a, b, c = (100 * _stars(tier) * DOLLARS_OFF / STARS for tier in TIERS)
    return a, b, c


def _to_reserve() -> float:
    gold, reserve = _threshold("Gold"), _threshold("Reserve")
    return gold / _stars("Green") + (reserve - gold) / _stars("Gold")


RATES = Question(
    id="12-rates",
    level="A",
    title=_("What comes back for a dollar?"),
    statement=_(
        "From 10 March 2026, members of Starbucks Rewards in the United States earn 1 Star a "
        "dollar (Green), 1.2 (Gold) or 1.7 (Reserve). Gold begins at 500 Stars in 12 months, "
        "Reserve at 2,500. One of the rewards: 60 Stars give 2 dollars off.\n\n"
        "- `green_per_cent`, `gold_per_cent`, `reserve_per_cent`: the reward rate of each tier at "
        "this reward, in per cent of spending, two decimals;\n"
        "- `dollars_to_reserve`: how many dollars a Green member without Stars must spend within "
        "12 months to reach Reserve. Gold's Stars a dollar count from the moment Gold is reached; "
        "leave bonus days aside."
    ),
    answer=Numbers(
        names=("green_per_cent", "gold_per_cent", "reserve_per_cent", "dollars_to_reserve"),
        expected=lambda: (*_rates(), _to_reserve()),
        tolerance={
            "green_per_cent": 0.02,
            "gold_per_cent": 0.02,
            "reserve_per_cent": 0.02,
            "dollars_to_reserve": 2.0,
        },
        decimals=2,
    ),
    mistakes=(
        Mistake(
            _("the tier left out"),
            lambda: (_rates()[0], _rates()[0], _rates()[0], _to_reserve()),
            _(
                "You gave all tiers the same rate. The reward costs the same Stars in each tier, "
                "but a dollar does not bring the same Stars."
            ),
        ),
        Mistake(
            _("dollars for one reward"),
            lambda: (*(STARS / _stars(tier) for tier in TIERS), _to_reserve()),
            _(
                "That is how many dollars earn one reward. The rate is the other way round: the "
                "reward in dollars for 100 dollars spent."
            ),
        ),
        Mistake(
            _("the dollars of the reward left out"),
            lambda: (*(100 * _stars(tier) / STARS for tier in TIERS), _to_reserve()),
            _(
                "That is how many rewards come from 100 dollars. Each of them is worth 2 dollars: "
                "multiply."
            ),
        ),
        Mistake(
            _("Green's Stars all the way"),
            lambda: (*_rates(), _threshold("Reserve") / _stars("Green")),
            _("Your way to Reserve earns 1 Star a dollar to the end. From Gold on it is more."),
        ),
        Mistake(
            _("Gold's Stars from the first dollar"),
            lambda: (*_rates(), _threshold("Reserve") / _stars("Gold")),
            _("Your way to Reserve earns Gold's Stars from the first dollar. Gold comes first."),
        ),
        Mistake(
            _("the whole way to Reserve after Gold"),
            lambda: (
                *_rates(),
                _threshold("Gold") / _stars("Green") + _threshold("Reserve") / _stars("Gold"),
            ),
            _(
                "Your second stretch is too long: the Stars on the way to Gold count for Reserve, "
                "too. From Gold on 2,000 Stars are missing."
            ),
        ),
        Mistake(
            _("the way to Gold left out"),
            lambda: (
                *_rates(),
                (_threshold("Reserve") - _threshold("Gold")) / _stars("Gold"),
            ),
            _("Your way to Reserve begins at Gold. Add the dollars that lead to Gold."),
        ),
        Mistake(
            _("Reserve's Stars before Reserve"),
            lambda: (
                *_rates(),
                _threshold("Gold") / _stars("Green")
                + (_threshold("Reserve") - _threshold("Gold")) / _stars("Reserve"),
            ),
            _(
                "You used Reserve's Stars a dollar on the way to Reserve. Until it is reached, "
                "Gold's count."
            ),
        ),
    ),
    hints=(
        _("For 100 dollars: how many Stars, and how many rewards is that?"),
        _(
            "Rate: Stars a dollar × 2 / 60 × 100. For Reserve, walk in two stretches: up to 500 "
            "Stars, then the other 2,000."
        ),
        _("`gold_per_cent = 100 * 1.2 * 2 / ...`; `dollars_to_reserve = 500 / 1 + 2000 / ...`"),
    ),
    why=_(
        "{answer}. The rates are for somebody who collects enough and does redeem. Other rewards "
        "have other rates; Stars that expire have none. The tiers give the best rate to those who "
        "spend most anyway. Whether that moves them is the question of this lesson."
    ),
    minutes=5,
    note=TeachingNote(
        misconception=_("A point is worth what the brochure says."),
        ask=_("What is the reward rate of your own programme, at its most common reward?"),
        extend=_("Take the reward of 200 Stars for a drink of 6 dollars. Which rate is that?"),
    ),
    also=(
        lambda: (
            *(100 * published_tiers()["reward_rate"]).tolist(),
            500 + 2000 / 1.2,
        ),
    ),
)

# --- 2. the half-begun card ---------------------------------------------------------------------

PLAIN, BEGUN, CARDS = 29, 51, 150


@cache
def washes() -> ShareComparison:
    """Compare the two cards of the car wash, with the counts from the published shares."""
    return compare_shares(PLAIN, CARDS, BEGUN, CARDS)


def _corrected() -> float:
    """Give chi-squared with Yates' correction."""
    a, b, n = PLAIN, BEGUN, CARDS
    table = np.array([[a, n - a], [b, n - b]], dtype=float)
    even = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / table.sum()
    return float(((np.abs(table - even) - 0.5) ** 2 / even).sum())


def _p_of(chi2: float) -> float:
    return math.erfc(math.sqrt(chi2 / 2))


ENDOWED = Question(
    id="12-endowed",
    level="B",
    title=_("Was it luck?"),
    statement=_(
        "The car wash of step 1: 29 of 150 cards with 8 empty places were redeemed, and 51 of 150 "
        "cards with 10 places, of which 2 were stamped. (The counts are reconstructed from the "
        "published 19% and 34%.)\n\n"
        "Run the call of `ck.compare_shares(...)` and read off:\n\n"
        "- `difference_points`: by how many percentage points more of the begun cards were "
        "redeemed, one decimal or more;\n"
        "- `chi2`: the chi-squared statistic (how far the shares lie apart, measured against "
        "luck; no continuity correction), two decimals;\n"
        "- `p_value`: the chance of a difference this large, on either side, if the cards were "
        "equally good; four decimals."
    ),
    answer=Numbers(
        names=("difference_points", "chi2", "p_value"),
        expected=lambda: (100 * washes().difference, washes().chi2, washes().p_value),
        tolerance={"difference_points": 0.1, "chi2": 0.02, "p_value": 0.0002},
        decimals=4,
    ),
    mistakes=(
        Mistake(
            _("difference of the rounded shares"),
            lambda: (34.0 - 19.0, washes().chi2, washes().p_value),
            _(
                "You subtracted the rounded percentages. Take the counts: 51 of 150 minus "
                "29 of 150."
            ),
        ),
        Mistake(
            _("relative instead of points"),
            lambda: (100 * (BEGUN / PLAIN - 1), washes().chi2, washes().p_value),
            _(
                "That is how many per cent MORE cards were redeemed. Percentage points are one "
                "share minus the other."
            ),
        ),
        Mistake(
            _("cards instead of points"),
            lambda: (float(BEGUN - PLAIN), washes().chi2, washes().p_value),
            _("That is the difference in cards. Divide by the 150 cards of each kind."),
        ),
        Mistake(
            _("a share instead of points"),
            lambda: (washes().difference, washes().chi2, washes().p_value),
            _("That is the difference as a share. In percentage points it is 100 times as much."),
        ),
        Mistake(
            _("with a continuity correction"),
            lambda: (100 * washes().difference, _corrected(), _p_of(_corrected())),
            _(
                "Your chi-squared has a continuity correction (some programs add it unasked). The "
                "question asks for the plain one."
            ),
        ),
        Mistake(
            _("z instead of chi-squared"),
            lambda: (100 * washes().difference, washes().z, washes().p_value),
            _("That is z. Chi-squared is its square."),
        ),
        Mistake(
            _("one side only"),
            lambda: (100 * washes().difference, washes().chi2, washes().p_value / 2),
            _(
                "That is the chance on ONE side. Before the experiment nobody knew which card "
                "would win: count both sides."
            ),
        ),
    ),
    hints=(
        _("`print(cards)` shows what the result holds; the difference there is in points."),
        _("The result has `.difference` (a share), `.chi2` and `.p_value`."),
        _("`difference_points = 100 * cards.difference`, `chi2 = cards...`, `p_value = cards...`"),
    ),
    why=_(
        "{answer}. If the two cards were equally good, luck would make such a difference about "
        "four times in a thousand experiments. What the test does not say: whether the extra "
        "washes would have happened anyway, or what the extra rewards cost."
    ),
    minutes=3,
    note=TeachingNote(
        misconception=_("A small p-value means a large effect, or a profitable one."),
        ask=_("How small could the true difference still be? Read the interval."),
        extend=_("Repeat with 15 cards of each kind and the same shares. What happens to p?"),
    ),
    also=(
        lambda: {
            "p_value": _p_of(washes().z ** 2),
            "chi2": washes().z ** 2,
            "difference_points": 100 * (51 / 150 - 29 / 150),
        },
    ),
)

# --- 3. the gradient alone ----------------------------------------------------------------------

DROP, PLAIN_DAYS, BEGUN_DAYS = 0.20, 20.0, 16.0


def _predicted(gradient: float, *, given: int = 2) -> float:
    """Give the days of the 12-place card by a gradient that fits the days of the 10-place card."""
    first = calibrate_first_interval(PLAIN_DAYS, gradient=gradient)
    if given:
        return expected_card_days(
            slots=12, given=given, gradient=gradient, first_interval_days=first
        )
    steps = np.arange(1, 10) / 12
    return float((first * np.exp(-gradient * steps)).sum())


def _three(gradient: float, days: float | None = None) -> tuple[float, float, float]:
    days = _predicted(gradient) if days is None else days
    return gradient, days, 100 * (PLAIN_DAYS - days) / (PLAIN_DAYS - BEGUN_DAYS)


@cache
def gradient() -> float:
    """Give the gradient that makes the last of nine intervals a fifth shorter than the first."""
    return calibrate_gradient(drop=DROP)


GRADIENT = Question(
    id="12-gradient",
    level="B",
    title=_("Can the gradient do it alone?"),
    statement=_(
        "Another pilot of the coffee bars (invented numbers). With the card of 10 empty places "
        "the last interval is **20% shorter** than the first, and the card takes **20 days** from "
        "the first visit to the tenth. With the card of 12 places, 2 of them stamped, the ten "
        "visits take only **16 days**.\n\n"
        "The model without a head start: an interval is proportional to exp(−gradient × progress), "
        "where progress is the share of places that are stamped before the visit. The 10-place "
        "card has nine intervals, at progress 0.1 to 0.9; the 12-place card at 3/12 to 11/12.\n\n"
        "- `gradient`: the value that makes the last of the nine intervals 20% shorter than the "
        "first, three decimals;\n"
        "- `predicted_days`: how long the 12-place card would take by this gradient alone, two "
        "decimals;\n"
        "- `explained_per_cent`: which part of the 4 days that the head start saved the gradient "
        "explains, in per cent.\n\n"
        "Three calls do it, in this order; fill their dots: `ck.calibrate_gradient(drop=...)`, "
        "`ck.calibrate_first_interval(..., gradient=gradient)` (call its result `first`), "
        "`ck.expected_card_days(slots=..., given=..., gradient=gradient, "
        "first_interval_days=first)`."
    ),
    answer=Numbers(
        names=("gradient", "predicted_days", "explained_per_cent"),
        expected=lambda: _three(gradient()),
        tolerance={"gradient": 0.004, "predicted_days": 0.03, "explained_per_cent": 0.8},
        decimals={"gradient": 3, "predicted_days": 2, "explained_per_cent": 1},
    ),
    mistakes=(
        Mistake(
            _("progress from 0 to 1"),
            lambda: _three(-math.log(1 - DROP)),
            _(
                "Your gradient spreads the drop over the whole card, from progress 0 to 1. The "
                "first interval has one stamp already, and the last still lacks one."
            ),
        ),
        Mistake(
            _("the fall instead of the gradient"),
            lambda: _three(DROP),
            _(
                "0.2 is the fall, not the gradient. The gradient is the number that makes "
                "exp(−gradient × 0.8) equal to 0.8."
            ),
        ),
        Mistake(
            _("80% shorter"),
            lambda: _three(-math.log(DROP) / 0.8),
            _(
                "Your gradient makes the last interval 80% shorter. The last is 0.8 of the first, "
                "not 0.2 of it."
            ),
        ),
        Mistake(
            _("stamps instead of shares"),
            lambda: (-math.log(1 - DROP) / 8, *_three(gradient())[1:]),
            _(
                "Your gradient is per stamp. In this model progress is a share of the card: eight "
                "stamps of ten are 0.8."
            ),
        ),
        Mistake(
            _("two twelfths off"),
            lambda: _three(gradient(), PLAIN_DAYS * 10 / 12),
            _(
                "You took two of twelve places off the time. Both cards need ten visits: only the "
                "progress at each visit differs."
            ),
        ),
        Mistake(
            _("the given stamps not counted as progress"),
            lambda: _three(gradient(), _predicted(gradient(), given=0)),
            _(
                "Your 12-place card begins at progress 1/12. The two given stamps are progress: "
                "the first interval is at 3/12."
            ),
        ),
        Mistake(
            _("the part that is not explained"),
            lambda: (*_three(gradient())[:2], 100 - _three(gradient())[2]),
            _("That is the part that is NOT explained."),
        ),
    ),
    hints=(
        _("Last over first: exp(−gradient × 0.9) / exp(−gradient × 0.1) = 0.8."),
        _(
            "`ck.calibrate_gradient(drop=0.2)` solves it. Fit the first interval to the 20 days "
            "with `ck.calibrate_first_interval(20, gradient=gradient)`, then use "
            "`ck.expected_card_days(...)`."
        ),
        _(
            "`predicted_days = ck.expected_card_days(slots=12, given=2, gradient=gradient, "
            "first_interval_days=...)`; then `100 * (20 - predicted_days) / ...`"
        ),
    ),
    why=_(
        "{answer}. The given stamps move each visit only a little along the card, so a gradient "
        "that fits within a card cannot explain the head start. People do something at the start "
        "that progress alone does not describe: hence two parameters."
    ),
    minutes=6,
    note=TeachingNote(
        misconception=_("Goal gradient and head start are the same effect."),
        ask=_("Which of the two would you lose if the given stamps came without a reason?"),
        extend=_("`ck.calibrate_gradient(card_days_ratio=0.8, slots=12, given=2)`: how large?"),
    ),
    also=(lambda: _three(-math.log(0.8) / 0.8),),
)

# --- 4. incentive and switching cost ------------------------------------------------------------

HEAVY, LIGHT = Member(1.0), Member(-1.5)
NAMES = ("incentive_heavy", "incentive_light", "switching_heavy", "switching_light")


def _four(
    *, stamps: int = 9, reward: float = 3.0, swapped: bool = False, turned: bool = False
) -> tuple[float, ...]:
    pulls, losses = [], []
    for member in (HEAVY, LIGHT):
        found = solve_member(StampCard(slots=10, reward=reward), member)
        pulls.append(float(found.incentive_money[stamps]))
        losses.append(float(found.switching_cost_money[stamps]))
    if swapped:
        pulls, losses = pulls[::-1], losses[::-1]
    return (*losses, *pulls) if turned else (*pulls, *losses)


def _chances() -> tuple[float, ...]:
    chances = [
        float(solve_member(StampCard(slots=10, reward=3.0), member).buying_chance[9])
        for member in (HEAVY, LIGHT)
    ]
    return (*chances, *_four()[2:])


MEMBER = Question(
    id="12-member",
    level="B",
    title=_("Two numbers that are not the same"),
    statement=_(
        "A card with 10 places; the full card is worth 3 dollars to the customer. Two customers "
        "decide once a week: a heavy one (`base_utility` 1.0) and a light one (−1.5). "
        "`heavy` and `light` are their solved cards: each knows `.incentive_money` and "
        "`.switching_cost_money`, with one entry for each number of stamps, from 0 to 9, in "
        "dollars. `heavy.incentive_money[0]` is the entry for no stamp: take one entry, not the "
        "whole list.\n\n"
        "Both hold **nine** stamps. Give, with two decimals:\n\n"
        "- `incentive_heavy`, `incentive_light`: the incentive to buy now;\n"
        "- `switching_heavy`, `switching_light`: what each would lose by starting a new card."
    ),
    answer=Numbers(names=NAMES, expected=_four, tolerance=0.006, unit="$", decimals=2),
    mistakes=(
        Mistake(
            _("incentive and switching cost mixed up"),
            lambda: _four(turned=True),
            _(
                "This is the other measure. The incentive is what ONE visit now moves; the "
                "switching cost is what all the stamps together are worth."
            ),
        ),
        Mistake(
            _("one stamp too early"),
            lambda: _four(stamps=8),
            _(
                "That is the card with EIGHT stamps. The entries begin at 0 stamps, so the card "
                "with nine is the last one."
            ),
        ),
        Mistake(
            _("the empty card"),
            lambda: _four(stamps=0),
            _("That is the empty card, the first entry. With nine stamps it is the last."),
        ),
        Mistake(
            _("heavy and light exchanged"),
            lambda: _four(swapped=True),
            _("Check whose number this is: that of the other customer was given."),
        ),
        Mistake(
            _("the 6-dollar loaf"),
            lambda: _four(reward=6.0),
            _(
                "That is a card whose reward is worth 6 dollars, as in step 3. Here it is worth "
                "3; `heavy` and `light` are solved for it."
            ),
        ),
        Mistake(
            _("chances instead of dollars"),
            _chances,
            _("That is the chance of a visit. The incentive is in dollars: `.incentive_money`."),
        ),
    ),
    hints=(
        _("Which entry belongs to nine stamps, when the first belongs to none?"),
        _("`heavy.incentive_money[9]` is the first number."),
        _(
            "`incentive_heavy = heavy.incentive_money[9]`, "
            "`switching_heavy = heavy.switching_cost_money[...]`, the same for `light`."
        ),
    ),
    why=_(
        "{answer}. They order differently. The light customer is pulled more by the last stamp, "
        "because without it the reward is far away. The heavy one would lose more, because a card "
        "that fills anyway is worth more. Whoever measures one and reports the other is wrong "
        "about whom the card binds."
    ),
    minutes=5,
    note=TeachingNote(
        misconception=_("A high switching cost means that the card makes people come."),
        ask=_("Which of the two numbers should a rival look at? Which one should Marigold?"),
        extend=_("Set `discount_factor=0`: what do both numbers become, and why?"),
    ),
    also=(lambda: dict(zip(NAMES, _four(), strict=True)),),
)

# --- 5. cost per incremental visit --------------------------------------------------------------


def cost_per_visit(
    visits_without: float, visits_with: float, slots: float, reward_cost: float
) -> float:
    """Give what a visit costs that would not have happened without the card."""
    return reward_cost * visits_with / slots / (visits_with - visits_without)


def _only_gained(without: float, with_card: float, slots: float, cost: float) -> float:
    return cost / slots


def _old_visits(without: float, with_card: float, slots: float, cost: float) -> float:
    return cost * without / slots / (with_card - without)


def _every_visit(without: float, with_card: float, slots: float, cost: float) -> float:
    return cost * with_card / (with_card - without)


def _upside_down(without: float, with_card: float, slots: float, cost: float) -> float:
    return (with_card - without) / (cost * with_card / slots)


def _total(without: float, with_card: float, slots: float, cost: float) -> float:
    return cost * with_card / slots


COST = Question(
    id="12-cost",
    level="C",
    title=_("What does a visit cost that would not have happened?"),
    statement=_(
        "Write a function `cost_per_visit(visits_without, visits_with, slots, reward_cost)`. "
        "A customer comes `visits_without` times a year without a card and `visits_with` times "
        "with it. Every visit brings a stamp; a card with `slots` places brings one reward, which "
        "costs the firm `reward_cost` dollars. The function returns a number: the dollars that "
        "**one incremental visit** costs.\n\n"
        "For example, 10 visits without and 12 with a card of 6 places and a reward that costs "
        "3 dollars: two rewards, 6 dollars, for two visits more, so 3 dollars each."
    ),
    answer=Code(
        name="cost_per_visit",
        reference=cost_per_visit,
        cases=lambda: [
            (10, 12, 6, 3.0),
            (49.5, 50.1, 10, 2.4),
            (2.5, 3.2, 10, 2.4),
            (20.0, 21.0, 8, 5.0),
        ],
        tolerance=0.006,
    ),
    mistakes=(
        Mistake(
            _("rewards for the new visits only"),
            lambda: _only_gained,
            _(
                "Your function pays rewards only for the visits gained. The card does not know "
                "which visits are new: EVERY visit brings a stamp."
            ),
        ),
        Mistake(
            _("rewards for the old visits only"),
            lambda: _old_visits,
            _(
                "Your function counts stamps for the visits without the card. With the card there "
                "are more visits, and all of them are stamped."
            ),
        ),
        Mistake(
            _("a reward for every visit"),
            lambda: _every_visit,
            _("Your function pays a reward for every visit. A reward takes a full card."),
        ),
        Mistake(
            _("upside down"),
            lambda: _upside_down,
            _("Your function gives visits for a dollar. The question asks for dollars a visit."),
        ),
        Mistake(
            _("the cost of a year"),
            lambda: _total,
            _("That is what the customer's rewards cost in a year. Divide by the visits gained."),
        ),
    ),
    hints=(
        _("Two numbers: what do all rewards of the year cost, and how many visits were gained?"),
        _("Rewards a year: `visits_with / slots`. Visits gained: `visits_with - visits_without`."),
        _("`return reward_cost * visits_with / slots / (...)`"),
    ),
    why=_(
        "The stamps of old visits cost as much as those of new ones. So the formula explodes for "
        "a customer who comes anyway: the cost is shared by hardly any new visit. This formula "
        "needs no model of people, only the two numbers of visits. The second cannot be seen in a "
        "sales report: it takes a comparison with people who have no card (lesson 13)."
    ),
    minutes=7,
    note=TeachingNote(
        misconception=_("A reward of a tenth costs a tenth of the new visits."),
        ask=_("What happens to the cost when the card moves nobody?"),
        extend=_("Add an argument for the cost of printing and till time a year."),
    ),
    also=(
        lambda: (
            lambda visits_without, visits_with, slots, reward_cost: (
                reward_cost / slots / (1 - visits_without / visits_with)
            )
        ),
    ),
)

# --- 6. the decision ----------------------------------------------------------------------------

CARD = Question(
    id="12-card",
    level="A",
    title=_("Which card goes to the board?"),
    statement=_(
        "The board of Marigold Bakery asks for one proposal. Which one does the evidence of this "
        "lesson support best?\n\n"
        "Choose a letter. Then write a note of at most 120 words to the board: what you recommend, "
        "two numbers of the lesson that carry it, what it costs and whom, what the numbers do not "
        "show, and how you will find out whether you were right."
    ),
    answer=Choice(
        {
            "a": _("Ten stamps, one free loaf, for everybody, in all 40 cafés, from next month."),
            "b": _(
                "Twelve places with two stamped, for everybody: people finish it faster, and it "
                "costs no more."
            ),
            "c": _(
                "A gold level from 30 visits a year, a roll with every visit, because the best "
                "customers are the ones whom Marigold must not lose."
            ),
            "d": _(
                "A card for people who come once a month or less, found by an app that they "
                "agree to; by lottery half of them get it, the others have none; the frequent get "
                "no stamps; decide after half a year."
            ),
        },
        key="d",
    ),
    mistakes=(
        Mistake(
            _("a card for everybody"),
            "a",
            _(
                "Look at the row of the card for everybody in the table under *Decide* in the "
                "lesson: over all customers a visit gained costs about what it earns. And after a "
                "start in all cafés, with whom would you compare?"
            ),
        ),
        Mistake(
            _("the head start costs nothing"),
            "b",
            _(
                "In the table it costs and earns the same as the card of ten, because the model's "
                "customers count. Where people do fill it sooner, faster cards are also more "
                "loaves. That people fill a begun card sooner does not "
                "say that they come more often than they would have come anyway. The frequent "
                "customers would fill theirs faster, too."
            ),
        ),
        Mistake(
            _("gold for those who come anyway"),
            "c",
            _(
                "From 30 visits, gold goes to people who come as often anyway: look at its row in "
                "the table under *Decide* in the lesson. Whether they would LEAVE without gold was "
                "not modelled. It has to be measured before it is paid for."
            ),
        ),
    ),
    hints=(
        _("Ask of each proposal: what does a visit gained cost, and what does it earn?"),
        _("The table under *Decide* in the lesson has a row for each proposal."),
        _("Only one of the four will tell you afterwards what the card did. Which one?"),
    ),
    why=_(
        "The answer is {answer} First who, then which card: with everybody in it, and one visit a "
        "week at most, the best card of the map hardly earned anything. "
        "The lottery is not a detail: the model's customers are invented, and the real ones may "
        "have more room, or less patience. And tell the frequent customers what they get instead."
    ),
    minutes=12,
    note=TeachingNote(
        misconception=_("The best customers deserve the most points, and points keep them."),
        ask=_("How would your best customers hear of a card that they do not get?"),
        extend=_("Which share of the frequent may get the card before the gain is gone?"),
    ),
    decision=Decision(
        rubric=(
            _("Recommends one proposal clearly, in the first sentence."),
            _("Uses two numbers of the lesson correctly, with their units and their year."),
            _("Speaks of visits that would not have happened anyway, not of all members' visits."),
            _("Says who pays or is left out, and what frequent customers are told."),
            _("Names what the model leaves out, and a comparison group that will tell."),
        ),
        strong=_(
            "I recommend a card only for people who come once a month or less, by lottery for half "
            "of them, for six months. In our model a visit gained costs 1.26 dollars there and "
            "earns 3; with a card for everybody it costs 3, because nine loaves of ten go to "
            "visits that would have happened anyway. If a free loaf replaces a bought one, nearly "
            "all of the gain is lost: we count this first. The frequent are left out: we tell "
            "them openly, and thank them without stamps. The model does not know rivals, or "
            "people who leave for good. The other half, without cards, shows what the card brings; "
            "whether the frequent have room, another lottery would."
        ),
        weak=_(
            "I recommend gold for our best customers. They fill five cards a year, so the card "
            "clearly works with them, and their switching cost is more than 5 dollars. It makes "
            "them loyal. If visits of members go up next year we will know that it was right."
        ),
        weak_because=_(
            "It takes full cards for an effect, mixes switching cost and incentive, forgets the "
            "visits that would have happened anyway, and has nobody to compare with."
        ),
    ),
)

QUESTIONS = [RATES, ENDOWED, GRADIENT, MEMBER, COST, CARD]

PREDICTIONS = [
    Prediction(
        id="12-anyway",
        statement=_(
            "Ten stamps, one free loaf, for everybody. Of 100 free loaves, how many are earned by "
            "visits that would have happened without the card, too?"
        ),
        reading=_("The card stamps every visit, and most visits are old ones."),
        if_low=_("Most people think of the visits that a card brings. It pays for all of them."),
        unit=_("loaves"),
        decimals=0,
        minimum=0,
        maximum=100,
        comes_back=_("step 4"),
    ),
    Prediction(
        id="12-who",
        statement=_(
            "Among which customers does one more visit, brought by the card, cost Marigold least?"
        ),
        reading=_(
            "In these cafés the visits of the frequent are old visits, and their loaves are not "
            "cheaper for that."
        ),
        options={
            "a": _("those who come every week"),
            "b": _("those who come most weeks"),
            "c": _("those who come once a month or less"),
        },
        comes_back=_("step 4"),
    ),
]
