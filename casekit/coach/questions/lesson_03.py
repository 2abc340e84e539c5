"""Lesson 03, tipping, network effects and technical lock-in: its questions and predictions."""

from functools import cache
from math import ceil
from typing import Any

import numpy as np
import pandas as pd

from casekit.coach.kinds import Choice, Code, Number, Numbers
from casekit.coach.question import Decision, Mistake, Prediction, Question, TeachingNote
from casekit.generators.adoption import (
    NormalTastes,
    TwoKinds,
    make_adoption,
    make_standards_market,
)
from casekit.models.adoption import (
    RohlfsDemand,
    break_in_price,
    chance_of_winning,
    unit_cost,
)
from casekit.words import _

__all__ = ["PREDICTIONS", "QUESTIONS"]

# --- 1. critical mass -------------------------------------------------------------------------

VALUE, PRICE = 120.0, 19.2


def _rests(value: float, price: float) -> tuple[float, float]:
    found = RohlfsDemand(value).equilibria(price)["share"]
    return float(found.iloc[1]), float(found.iloc[2])


CRITICAL_MASS = Question(
    id="03-critical-mass",
    level="A",
    title=_("How many must start?"),
    statement=_(
        "A ferry company starts a shared ticket for all lines of a bay. The keenest traveller "
        "would "
        "pay €120 a month if everybody used it; the price is €19.20. As in step 1, what the last "
        "user would pay is value × share × (1 − share).\n\n"
        "Give three numbers:\n\n"
        "- `critical`: the share of all travellers above which the ticket grows by itself,\n"
        "- `rest`: the share at which it then comes to rest,\n"
        "- `highest_price`: the price in euros above which no share of users keeps it alive.\n\n"
        "Paper is enough. If you prefer code, `ck.RohlfsDemand(value=...)` has `equilibria(price)` "
        "and `highest_price`."
    ),
    answer=Numbers(
        names=("critical", "rest", "highest_price"),
        expected=lambda: (*_rests(VALUE, PRICE), RohlfsDemand(VALUE).highest_price),
        tolerance={"critical": 0.004, "rest": 0.004, "highest_price": 0.05},
        decimals=2,
        appears_because=_("short round numbers that any list of settings may hold"),
    ),
    mistakes=(
        Mistake(
            _("price divided by value"),
            lambda: (PRICE / VALUE, 1 - PRICE / VALUE, RohlfsDemand(VALUE).highest_price),
            _(
                "You divided the price by the value. That is the answer when the service is worth "
                "its full value from the first user on. Here it is worth value × share, so solve "
                "share × (1 − share) = price / value."
            ),
        ),
        Mistake(
            _("the two resting points exchanged"),
            lambda: (*_rests(VALUE, PRICE)[::-1], RohlfsDemand(VALUE).highest_price),
            _(
                "Those are the two shares, exchanged. Start a little above each: from which one "
                "does the number of users run away upwards?"
            ),
        ),
        Mistake(
            _("the keenest user's value as the highest price"),
            lambda: (*_rests(VALUE, PRICE), VALUE),
            _(
                "The highest price is not what the keenest traveller "
                "would pay if everybody used it: at that price only one would, and then it is "
                "worth "
                "nothing. Look for the top of the curve value × share × (1 − share)."
            ),
        ),
        Mistake(
            _("a value of 100 taken from the lesson"),
            lambda: (*_rests(100.0, PRICE), RohlfsDemand(100.0).highest_price),
            _(
                "That is the answer for the value of the lesson. Here the keenest one would pay "
                "€120."
            ),
        ),
    ),
    hints=(
        _("Two shares solve the same equation. One of them repels, the other attracts."),
        _(
            "Divide price by value. Which share × (1 − share) gives that number? Try one share "
            "after the other, in steps of a tenth; two of them fit."
        ),
        _("share = (1 − √(1 − 4 × price / value)) / 2, and the same with a plus."),
    ),
    why=_(
        "{answer}. Below the critical share everybody who looks at the ticket finds too few others "
        "and stays away; above it each newcomer makes it worth more to the next. At the top of the "
        "curve, a quarter of the value, the two shares meet; above that price nothing is left."
    ),
    minutes=5,
    note=TeachingNote(
        misconception=_("A good service grows slowly from nothing if one is patient."),
        ask=_("Which service in your town died although everybody said that they would like it?"),
        extend=_("What is it worth to give the ticket away free to the first users? To how many?"),
    ),
    also=(
        lambda: {"rest": 0.8, "critical": 0.2, "highest_price": VALUE / 4},
        lambda: [*np.sort(np.roots([1, -1, PRICE / VALUE])), VALUE * 0.5 * 0.5],
    ),
)

# --- 2. walls ---------------------------------------------------------------------------------

GAP, ONE_MORE = 27.0, 4.0


def _wall() -> int:
    return ceil(GAP / ONE_MORE)


WALLS = Question(
    id="03-walls",
    level="B",
    title=_("Where are the walls?"),
    statement=_(
        "Two kinds of restaurants choose between two delivery apps, one restaurant after another, "
        "each kind as often as the other. Each kind prefers its own app by **€27** a month. Every "
        "restaurant that already uses an app adds **€4** a month to it (more riders wait "
        "nearby).\n\n"
        "- `wall`: at which lead (a whole number of restaurants) do both kinds choose the same app "
        "for the first time?\n"
        "- `adoptions`: how many restaurants have chosen, on average, when that happens?\n\n"
        "Use `ck.make_adoption(10_000, seed=1, adopters=1_000, ...)` with "
        "`tastes=ck.TwoKinds(27, 27)`, or think: a fair walk between walls at −k and k takes k × k "
        "steps on average."
    ),
    answer=Numbers(
        names=("wall", "adoptions"),
        expected=lambda: (_wall(), _wall() ** 2),
        tolerance={"wall": 0.1, "adoptions": 1.3},
        decimals=0,
        appears_because=_("short whole numbers"),
    ),
    mistakes=(
        Mistake(
            _("threshold rounded down"),
            lambda: (_wall() - 1, (_wall() - 1) ** 2),
            _(
                "You rounded down. At that lead a restaurant of the other kind still loses by "
                "changing sides: the network does not yet make up for the gap. One more is needed."
            ),
        ),
        Mistake(
            _("threshold not a whole number"),
            lambda: (GAP / ONE_MORE, (GAP / ONE_MORE) ** 2),
            _(
                "That is the gap divided by what one more is worth. A lead is a whole number of "
                "restaurants: which is the first that exceeds it?"
            ),
        ),
        Mistake(
            _("steps counted as if all went one way"),
            lambda: (_wall(), _wall()),
            _(
                "That is how long a walk straight to the wall takes. But the lead goes up and "
                "down, and most steps are undone."
            ),
        ),
        Mistake(
            _("distance between the walls instead of its square"),
            lambda: (_wall(), 2 * _wall()),
            _(
                "That is the distance between the two walls. A walk that goes back and forth "
                "needs far more steps than that."
            ),
        ),
    ),
    hints=(
        _("How large a lead makes up for a gap of €27, at €4 for each restaurant?"),
        _("Divide, and take the next whole number. The time is that number times itself."),
        _("27 / 4 is 6.75, so the next whole number is the wall; then `adoptions = wall ** 2`"),
    ),
    why=_(
        "{answer}. The stronger the network, the nearer the walls: with €8 for each restaurant "
        "they "
        "would stand at a lead of four and be reached after sixteen. A market can be decided "
        "by its first customers, however many are still to come."
    ),
    minutes=6,
    note=TeachingNote(
        misconception=_("A market is decided when most customers have chosen."),
        ask=_("When was your own market decided? Could anybody have seen it then?"),
        extend=_("Let one kind arrive twice as often (`share_first=2/3`). Who wins how often?"),
    ),
    also=(lambda: {"adoptions": 49.4, "wall": 7},),
)

# --- 3. does the better one win ---------------------------------------------------------------

WINS_ADVANTAGE, WINS_STRENGTH, WINS_LEAD, WINS_SD = 12.0, 4.0, -2, 25.0


@cache
def _histories() -> pd.DataFrame:
    _data, truth = make_adoption(
        4_000,
        seed=1,
        adopters=150,
        advantage=WINS_ADVANTAGE,
        network_strength=WINS_STRENGTH,
        tastes=NormalTastes(WINS_SD),
        lead_at_start=WINS_LEAD,
    )
    return truth.outcomes


def _chance(advantage: float = WINS_ADVANTAGE, lead: int = WINS_LEAD) -> float:
    return chance_of_winning(
        advantage=advantage,
        network_strength=WINS_STRENGTH,
        lead_at_start=lead,
        tastes=NormalTastes(WINS_SD),
    )


BETTER_WINS = Question(
    id="03-better-wins",
    level="B",
    title=_("How often does the better one win?"),
    statement=_(
        "Two file formats for hearing tests compete. The first is better: it saves every clinic "
        "**€12** a year. Each further clinic with the same format is worth **€4** a year. Tastes "
        "differ by €25 (the standard deviation of the difference). The better one starts **2** "
        "clinics behind.\n\n"
        "In which share of markets does the better format win? Use `ck.chance_of_winning` as in "
        "step 3; the cell shows which numbers it needs. (Or count the winners of 4,000 histories, "
        "as hint 3 shows.)"
    ),
    answer=Number(_chance, tolerance=0.03, decimals=2),
    mistakes=(
        Mistake(
            _("the head start forgotten"),
            lambda: _chance(lead=0),
            _(
                "That is the share with an equal start. The better format begins two clinics "
                "behind: `lead_at_start` is below zero."
            ),
        ),
        Mistake(
            _("the head start given to the better one"),
            lambda: _chance(lead=2),
            _(
                "You gave the two clinics to the better format. `lead_at_start` counts clinics of "
                "the first standard minus those of the second, and the first is behind."
            ),
        ),
        Mistake(
            _("the share of the worse one"),
            lambda: 1 - _chance(),
            _("That is the share in which the OTHER format wins."),
        ),
        Mistake(
            _("the advantage left out"),
            lambda: _chance(advantage=0.0),
            _("That is the share when both formats are equally good. Set `advantage=12`."),
        ),
        Mistake(
            _("two kinds of clinics instead of a bell curve"),
            lambda: chance_of_winning(
                advantage=WINS_ADVANTAGE,
                network_strength=WINS_STRENGTH,
                lead_at_start=WINS_LEAD,
                tastes=TwoKinds(WINS_SD, WINS_SD),
            ),
            _(
                "That is the share with two sharp kinds of clinics, as in step 2. Here tastes "
                "follow a bell curve: `tastes=ck.NormalTastes(25)`."
            ),
        ),
    ),
    hints=(
        _("Everything is in one call: the advantage, the network, the tastes, the start."),
        _(
            "The better format is the first one. `lead_at_start` is its clinics minus those of "
            "the other: below zero when it is behind."
        ),
        _(
            "By counting, with your number in place of the dots:\n\n"
            "```\n"
            "_, truth = ck.make_adoption(\n"
            "    4_000, seed=1, adopters=150, advantage=12, network_strength=4,\n"
            "    tastes=ck.NormalTastes(25), lead_at_start=...,\n"
            ")\n"
            "better_wins = (truth.outcomes['winner'] == 'A').mean()\n"
            "```"
        ),
    ),
    why=_(
        "{answer}, exactly computed; your count may differ by a little luck. An advantage of €12 "
        "is "
        "worth as much as 12 / 4 = 3 clinics of head start, so the better format, two behind, is "
        "in "
        "effect one ahead. That helps, and it is far from certain."
    ),
    minutes=8,
    note=TeachingNote(
        misconception=_("Being a little better is enough, because buyers compare."),
        ask=_("Your product is better by €12. What would you pay for the first two customers?"),
        extend=_("Find the advantage with which the better one wins nine markets in ten."),
    ),
    also=(lambda: float((_histories()["winner"] == "A").mean()),),
)

# --- 4. scale, and breaking in ----------------------------------------------------------------

FIXED, VARIABLE, LARGE, SMALL = 540_000.0, 150.0, 60_000.0, 9_000.0
PRICE_OF_THE_INCUMBENT, FLEETS, WORTH, BETTER_BY, CHANGE = 240.0, 12.0, 5.0, 18.0, 35.0


def _cost(volume: float) -> float:
    return unit_cost(volume, fixed_cost=FIXED, variable_cost=VARIABLE)


def _gap() -> float:
    return _cost(SMALL) - _cost(LARGE)


def _prices(
    *, fleets: float = FLEETS, better_by: float = BETTER_BY, change: float = CHANGE
) -> tuple[float, float, float]:
    def price(compatibility: float = 0.0, together: bool = False) -> float:
        return break_in_price(
            incumbent_price=PRICE_OF_THE_INCUMBENT,
            installed_base=fleets,
            network_strength=WORTH,
            advantage=better_by,
            switching_cost=change,
            compatibility=compatibility,
            everybody_follows=together,
        )

    return price(), price(compatibility=1.0), price(together=True)


BREAK_IN = Question(
    id="03-break-in",
    level="B",
    title=_("At which price does a rival break in, and can it afford it?"),
    statement=_(
        "**12** other fleets use the standard of the incumbent, which costs a fleet **€240** a "
        "year for each scooter. A rival is better by **€18**. Each further fleet on the same "
        "standard is worth **€5**. Changing costs a fleet **€35** for each scooter and year of "
        "use. One battery serves one scooter for one year. Both makers have a fixed cost of "
        "**€540,000** a year and a cost of **€150** for each further battery; the incumbent makes "
        "**60,000** a year, the rival **9,000**.\n\n"
        "Give in euros:\n\n"
        "- `gap`: by how much the rival's unit cost is higher, by volume alone,\n"
        "- `alone`: the highest price at which the rival wins the next fleet, if that fleet "
        "expects that nobody else will change,\n"
        "- `compatible`: the same, if all stations fit both batteries,\n"
        "- `together`: the same, not compatible, if the fleet expects all others to change too.\n\n"
        "Before you check, say which of the three prices cover the rival's unit cost. The "
        "explanation comes back to it."
    ),
    answer=Numbers(
        names=("gap", "alone", "compatible", "together"),
        expected=lambda: (_gap(), *_prices()),
        tolerance=0.5,
        unit="€",
        decimals=0,
    ),
    mistakes=(
        Mistake(
            _("fixed cost over the difference in volume"),
            lambda: (FIXED / (LARGE - SMALL), *_prices()),
            _(
                "You divided the fixed cost by the difference of the two volumes. Each maker "
                "spreads it over its own volume: take two unit costs, then their difference."
            ),
        ),
        Mistake(
            _("the rival's whole unit cost as the gap"),
            lambda: (_cost(SMALL), *_prices()),
            _(
                "That is the rival's whole unit cost; the question asks by how much it is higher "
                "than the incumbent's."
            ),
        ),
        Mistake(
            _("switching cost forgotten"),
            lambda: (_gap(), *_prices(change=0.0)),
            _(
                "You left out what changing costs the fleet. That is what a NEW fleet would pay, "
                "which has nothing to change."
            ),
        ),
        Mistake(
            _("compatibility taken to remove the switching cost"),
            lambda: (_gap(), _prices()[0], _prices(change=0.0)[1], _prices()[2]),
            _(
                "You left out the switching cost. Stations that fit both remove the network's "
                "pull; the fleet still pays for changing its own scooters. They are two barriers."
            ),
        ),
        Mistake(
            _("the rival's advantage subtracted"),
            lambda: (_gap(), *_prices(better_by=-BETTER_BY)),
            _(
                "You subtracted the advantage. The rival is better, so a fleet accepts a HIGHER "
                "price for it, not a lower one."
            ),
        ),
        Mistake(
            _("the network counted once instead of for each fleet"),
            lambda: (_gap(), *_prices(fleets=1.0)),
            _(
                "You counted one fleet. Each of the 12 others is worth €5 to the fleet that "
                "decides."
            ),
        ),
        Mistake(
            _("alone and together exchanged"),
            lambda: (_gap(), *_prices()[::-1]),
            _(
                "`alone` and `together` are exchanged. When do the others add to the rival's "
                "worth, and when to the incumbent's?"
            ),
        ),
    ),
    hints=(
        _("Start from the incumbent's price. What does a fleet gain by changing, and lose?"),
        _(
            "Price + advantage − switching cost, then minus (or plus, or without) 12 × €5. The "
            "gap is fixed cost / volume, twice, and the difference."
        ),
        _(
            "```\n"
            "facts = dict(incumbent_price=240, installed_base=12, network_strength=5,\n"
            "             advantage=18, switching_cost=35)\n"
            "alone = ck.break_in_price(**facts)\n"
            "compatible = ck.break_in_price(**facts, compatibility=1.0)\n"
            "together = ck.break_in_price(**facts, everybody_follows=True)\n"
            "gap = (ck.unit_cost(9_000, fixed_cost=540_000, variable_cost=150)\n"
            "       - ck.unit_cost(60_000, fixed_cost=540_000, variable_cost=150))\n"
            "```"
        ),
    ),
    why=_(
        "{answer}. The rival's unit cost is the cost of one more battery plus its fixed cost over "
        "9,000. It lies above the price `alone` and below the other two: open stations let this "
        "rival in although scale and switching cost are still against it. Product and customers "
        "are the same in all three cases; what a fleet believes of the others is not. That is why "
        "rivals announce early, and one reason why incumbents keep plugs closed."
    ),
    minutes=10,
    note=TeachingNote(
        misconception=_("A better product at the same price breaks in."),
        ask=_("Who in your market could make all customers move on one day?"),
        extend=_("Which compatibility (a share) lets the rival in at the incumbent's own price?"),
    ),
    also=(
        lambda: {
            "together": 240 + 18 - 35 + 60,
            "alone": 240 + 18 - 35 - 60,
            "compatible": 240 + 18 - 35,
            "gap": FIXED / SMALL - FIXED / LARGE,
        },
    ),
)

# --- 5. newcomers tell ------------------------------------------------------------------------


def newcomer_share(data: pd.DataFrame) -> float:
    """Give the share of all newcomers, over all months, who chose the new standard."""
    chose = data.groupby("standard", observed=True)["newcomers"].sum()
    return float(chose["new"] / chose.sum())


def _share_of_customers(data: pd.DataFrame) -> float:
    last = data[data["month"] == data["month"].max()].set_index("standard")
    return float(last.loc["new", "share"])


def _mean_of_monthly_shares_of_customers(data: pd.DataFrame) -> float:
    return float(data[data["standard"] == "new"]["share"].mean())


def _with_those_who_switched(data: pd.DataFrame) -> float:
    table = data.groupby("standard", observed=True)[["newcomers", "switched_to"]].sum()
    gained = table.sum(axis=1)
    return float(gained["new"] / gained.sum())


def _the_old_one(data: pd.DataFrame) -> float:
    return 1 - newcomer_share(data)


def _in_per_cent(data: pd.DataFrame) -> float:
    return 100 * newcomer_share(data)


def _new_by_old(data: pd.DataFrame) -> float:
    chose = data.groupby("standard", observed=True)["newcomers"].sum()
    return float(chose["new"] / chose["old"])


def _last_month_alone(data: pd.DataFrame) -> float:
    return newcomer_share(data[data["month"] == data["month"].max()])


@cache
def _markets() -> tuple[pd.DataFrame, ...]:
    worlds: tuple[dict[str, Any], ...] = (
        {"switching_cost": 130.0},
        {"network_strength": 79.0},
        {"fixed_cost_per_customer": 7.4},
        {"network_strength": 30.0, "switching_cost": 60.0},
    )
    return tuple(
        make_standards_market(60_000, seed=11 + place, **world)[0]
        for place, world in enumerate(worlds)
    )


NEWCOMERS = Question(
    id="03-newcomers",
    level="C",
    title=_("Ask those who have nothing to lose"),
    statement=_(
        "The share chart of step 4 cannot tell why an old standard stays. Customers who are new to "
        "the market can help: they have no standard yet, so they pay no switching cost.\n\n"
        "Write a function `newcomer_share(data)` that takes the table of a market as "
        "`ck.make_standards_market` gives it (a row a month and standard; columns `month`, "
        "`standard` with the values `new` and `old`, `customers`, `share`, `price`, `newcomers`, "
        "`switched_to`) and returns the share of all newcomers, over all months together, who "
        "chose "
        "the standard `new`.\n\n"
        "Then use it on the three markets of the exercise: in which do newcomers follow the crowd, "
        "and in which one do they not?"
    ),
    answer=Code(
        "newcomer_share",
        reference=newcomer_share,
        cases=lambda: [(market,) for market in _markets()],
        tolerance=0.002,
    ),
    mistakes=(
        Mistake(
            _("share of all customers"),
            lambda: _share_of_customers,
            _(
                "Your function gives the share of ALL customers in the last month. Most of them "
                "chose long ago. Use the column `newcomers`."
            ),
        ),
        Mistake(
            _("mean of the monthly shares of customers"),
            lambda: _mean_of_monthly_shares_of_customers,
            _(
                "Your function averages the column `share`: that is the stock of customers. The "
                "newcomers are in the column `newcomers`."
            ),
        ),
        Mistake(
            _("those who switched counted too"),
            lambda: _with_those_who_switched,
            _(
                "Your function counts customers who switched together with the newcomers. Those "
                "who switched had a standard and may have paid for the change."
            ),
        ),
        Mistake(
            _("the old standard's share"),
            lambda: _the_old_one,
            _("Your function gives the share of newcomers who chose the OLD standard."),
        ),
        Mistake(
            _("per cent instead of a share"),
            lambda: _in_per_cent,
            _(
                "Your function gives per cent. A share lies between 0 and 1: do not multiply by "
                "100."
            ),
        ),
        Mistake(
            _("new divided by old"),
            lambda: _new_by_old,
            _(
                "Your function divides the newcomers of the new standard by those of the old one. "
                "A share divides by all newcomers."
            ),
        ),
        Mistake(
            _("the last month alone"),
            lambda: _last_month_alone,
            _(
                "Your function looks at the last month alone. A month has few newcomers: add up "
                "all months first."
            ),
        ),
    ),
    hints=(
        _("Add up the newcomers of each standard over all months, then divide."),
        _("`data.groupby('standard', observed=True)['newcomers'].sum()` has two numbers."),
        _("`chose = ...` as above; `return chose['new'] / chose.sum()`"),
    ),
    why=_(
        "Where a switching cost holds the market, newcomers choose the better standard, and only "
        "old customers stay. Where newcomers follow the crowd, look at the prices: if the new "
        "standard is dearer, scale may be the reason; if prices are equal, the network may be. "
        "It is "
        "a hint, for one cause at a time: a network effect can hide a switching cost, and "
        "newcomers may also simply be other people."
    ),
    minutes=10,
    note=TeachingNote(
        misconception=_("A stable share chart shows satisfied, or locked-in, customers."),
        ask=_("Who are the newcomers of your market, and what do they choose?"),
        extend=_("Compare the mean price difference of the three markets. What does it add?"),
    ),
    also=(
        lambda: (
            lambda data: (
                data.query("standard == 'new'")["newcomers"].sum() / data["newcomers"].sum()
            )
        ),
    ),
)

# --- 6. the decision --------------------------------------------------------------------------

REDESIGN, ADAPTER = 6.0, 2.5
AFTER_THE_PILOT, LEAD = 3.0, -2


def expected_costs() -> dict[str, float]:
    """Give the expected cost in millions of euros of each proposal after the pilot."""
    chance = chance_of_winning(
        advantage=10.0,
        network_strength=AFTER_THE_PILOT,
        lead_at_start=LEAD,
        tastes=NormalTastes(20.0),
    )
    return {"a": (1 - chance) * REDESIGN, "b": chance * REDESIGN, "c": ADAPTER}


def _cheapest() -> str:
    costs = expected_costs()
    return min(costs, key=lambda key: costs[key])


DECISION = Question(
    id="03-adapter",
    level="A",
    title=_("After the pilot"),
    statement=_(
        "Kestrel ran the pilot of the lesson: in one city all stations took both batteries for "
        "half "
        "a year, and it compared that city with closed ones. "
        "The result: one more fleet is worth about **€3** a year, less than Kestrel had "
        "feared. The rest is as before: Amber is better by €10, two fleets behind, tastes differ "
        "by "
        "€20; a redesign after a wrong choice costs €6.0 million, the adapter €2.5 million.\n\n"
        "Which proposal has the lowest expected cost now? The cell gives Amber's chance (the "
        "explorer of the lesson too, if you set 3, 10 and −2). "
        "Choose a letter, then write a note of at most 120 words to the board: what you recommend, "
        "the numbers that carry it, what could be wrong with them, and what it means for the "
        "riders."
    ),
    answer=Choice(
        {
            "a": _("Build for Amber only, the better standard, and keep the redesign as a risk."),
            "b": _("Build for Basalt only: it is ahead, and the market has spoken."),
            "c": _("Build the adapter all the same: it is always the safe choice."),
            "d": _("Wait another year and follow the share chart."),
        },
        key=_cheapest,
    ),
    mistakes=(
        Mistake(
            _("the leader must win"),
            "b",
            _(
                "Two fleets are a small lead when one more fleet is worth only €3. Read Amber's "
                "chance with the new strength: an advantage of €10 is worth more than three fleets."
            ),
        ),
        Mistake(
            _("insurance at any price"),
            "c",
            _(
                "The adapter costs its price for certain. Compare it with the redesign times the "
                "chance that the other standard wins: after the pilot that is less."
            ),
        ),
        Mistake(
            _("let the share chart decide"),
            "d",
            _(
                "Step 4: the share chart cannot tell why a standard is ahead. And while you wait, "
                "the walls come nearer and the choice is made by others."
            ),
        ),
    ),
    hints=(
        _("Each proposal has a cost: certain, or a chance times the redesign."),
        _("The cell prints Amber's chance. Basalt's is what is left of 1."),
        _("Expected cost of building for one = (1 − its chance) × 6.0. Compare with 2.5."),
    ),
    why=_(
        "The answer is {answer} What changed is not the share chart but the knowledge of one "
        "parameter. A pilot can be worth its price because it can change the decision. A pilot "
        "that everybody knows to end shows the network weaker than it is. Amber stays the "
        "cheapest as "
        "long as one more fleet is worth less than a little over €4; above that the adapter is. "
        "So a board that fears the redesign more than its expected cost may still "
        "choose the adapter, if it says so."
    ),
    minutes=12,
    note=TeachingNote(
        misconception=_("The safe choice costs nothing; the leader is the winner."),
        ask=_("At which price of the adapter would you change your mind?"),
        extend=_("What was the pilot worth, if it could also have shown €8?"),
    ),
    decision=Decision(
        rubric=(
            _("Recommends one proposal clearly, in the first sentence."),
            _("Uses the chance and the expected costs of at least two proposals, with units."),
            _("Says what the numbers rest on: one city, one half-year, a model of equal fleets."),
            _("Names what would change the recommendation (a lead of five, a cheaper adapter)."),
            _("Considers riders and fleets: can they leave, and who pays for a wrong standard?"),
        ),
        strong=_(
            "I recommend to build for Amber only. With a network worth €3 a fleet, Amber's "
            "advantage "
            "weighs more than its two fleets of delay: it takes the market in about three cases of "
            "four. The expected cost of redesign is then about €1.5 million, against €2.5 million "
            "for the adapter and well over €4 million for Basalt. The pilot was one city and "
            "half a year, and it probably reads too low; above a little over €4 the adapter is the "
            "better choice, so we should "
            "repeat it in a second city before tooling starts. We publish our plug: if we are "
            "wrong, "
            "fleets and riders can still leave us with an adapter made by others."
        ),
        weak=_(
            "Basalt has more fleets and the numbers speak for themselves. The best product would "
            "have won by now, so Basalt must be the best. With a closed plug our customers cannot "
            "leave us, which is good for loyalty."
        ),
        weak_because=_(
            "It reads quality from a share, computes nothing, ignores what the pilot measured, and "
            "takes a closed plug for loyalty without asking who pays."
        ),
    ),
)

QUESTIONS = [CRITICAL_MASS, WALLS, BETTER_WINS, BREAK_IN, NEWCOMERS, DECISION]

PREDICTIONS = [
    Prediction(
        id="03-better",
        statement=_(
            "Amber saves every fleet €10 a year, but each fleet has a taste of its own too, often "
            "as much as €20 a year for one battery or the other. One more fleet on the same "
            "battery is worth €5. Both start with no fleets. Of 100 such markets, in how many does "
            "the better standard win?"
        ),
        reading=_("Lock-in to the worse standard happens, and it is not the rule."),
        if_low=_("With your guess, markets would err more often than this one does."),
        if_high=_("With your guess, there would be no reason to fear the worse standard."),
        unit=_("markets"),
        decimals=0,
        minimum=0,
        maximum=100,
        comes_back=_("step 3"),
    ),
    Prediction(
        id="03-behind",
        statement=_(
            "The same market, but now Basalt, the worse one, already has two fleets and Amber "
            "none. Of 100 such markets, in how many does Amber win?"
        ),
        reading=_("Two fleets of head start undo an advantage of €10, exactly."),
        if_low=_("With your guess, the first two customers would decide everything."),
        if_high=_("With your guess, a head start would hardly matter."),
        unit=_("markets"),
        decimals=0,
        minimum=0,
        maximum=100,
        comes_back=_("step 3"),
    ),
]
