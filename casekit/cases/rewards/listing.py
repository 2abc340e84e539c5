"""List what public figures fix in Juniper's world, and what is invented."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from casekit.cases.calibration import (
    Calibrated,
    Invented,
    calibrations,
    invented,
    left_as_it_is,
)
from casekit.cases.facts import fact
from casekit.cases.rewards.rules import LEVELS, TIERS, YEAR, public_rules
from casekit.cases.rewards.settings import DAYS, FUTURE_DAYS, MONTHS, START, RewardsSettings
from casekit.generators.community import make_community_panel, make_departures
from casekit.generators.purchases import make_purchases
from casekit.generators.switching import make_switching_market
from casekit.words import _

if TYPE_CHECKING:
    from casekit.cases.rewards.truth import RewardsTruth
    from casekit.frames.relations import Tables

__all__ = ["calibrations_of", "invented_of"]

# What the world says to each generator; all else stays as the generator has it.
_GIVEN: dict[Callable[..., Any], str] = {
    make_purchases: "n_customers seed process spend weeks entry_weeks start",
    make_community_panel: "n_customers seed opens member_share spend_pull rise_pull poster_effect "
    "lurker_effect poster_share usual_spend",
    make_departures: "n_circles seed circle_size months contagion monthly_hazard moved_share",
    make_switching_market: "n_customers seed firms point_value technical_cost months_to_learn "
    "exit_fee term_months friends_value price_sensitivity",
}


def calibrations_of(data: Tables, truth: RewardsTruth) -> pd.DataFrame:
    """List each public figure with the figure that the world reached."""
    rules = public_rules()
    as_is = _("taken over as it stands")
    rounded = _("taken over; each visit is rounded to whole Stars")
    two, sixty = 2.0, fact("starbucks-stars-two-dollars")
    rates = dict(zip(TIERS, np.array(rules.tenths_per_dollar) / 10, strict=True))
    # The second half of a year has 183 days.
    months = rules.expiry_days / 365.25 * 12
    rate = truth.guests["purchase_rate_per_week"].to_numpy()
    best = np.sort(rate)[-max(len(rate) // 100, 1) :].mean() * 365.25 / 7
    before, inside, last = (
        100 * _members_share(data.sales, quarter) for quarter in _quarters(truth.settings)
    )
    rows = [
        Calibrated(_("Stars for Gold"), "starbucks-gold-stars", rules.thresholds[0], as_is),
        Calibrated(_("Stars for Reserve"), "starbucks-reserve-stars", rules.thresholds[1], as_is),
        *(
            Calibrated(
                _("Stars for a dollar, {tier}").format(tier=tier),
                f"starbucks-stars-{tier.lower()}",
                float(rates[tier]),
                rounded,
            )
            for tier in TIERS
        ),
        Calibrated(_("Stars for $2 off"), "starbucks-stars-two-dollars", sixty, as_is),
        *(
            Calibrated(
                _("Stars for the reward at {stars}").format(stars=stars),
                f"starbucks-redeem-{stars}",
                stars,
                as_is,
            )
            for stars in LEVELS
            if stars != sixty
        ),
        Calibrated(
            _("months until Stars of Green run out"),
            "starbucks-green-months",
            round(months, 1),
            _("taken over, as days without a purchase"),
        ),
        *(
            Calibrated(
                _("given back for a dollar, {tier}, %").format(tier=tier),
                f"starbucks-reward-rate-{tier.lower()}",
                round(100 * float(rates[tier]) * two / sixty, 2),
                _("follows from the rules"),
            )
            for tier in (TIERS[0], TIERS[2])
        ),
        Calibrated(
            _("visits a year of the busiest 1% of guests"),
            "starbucks-best-customers",
            round(float(best), 1),
            _("set by `visits`; which customers the figure means is not said"),
        ),
        Calibrated(
            _("members' share of sales, quarter before the closure, %"),
            "starbucks-tender-2019-q3",
            round(before, 1),
            _("an outcome; a quarter apart here, a year apart there"),
        ),
        Calibrated(
            _("members' share of sales, quarter of the closure, %"),
            "starbucks-tender-2020-q3",
            round(inside, 1),
            _("an outcome; a quarter apart here, a year apart there"),
        ),
        Calibrated(
            _("members' share of sales, last quarter, %"),
            "starbucks-tender-2021-q3",
            round(last, 1),
            _("set by the level of all other sales"),
        ),
        Calibrated(
            _("money put on cards that is never used, %"),
            "starbucks-breakage-rate-2019",
            round(100 * truth.cards.breakage(DAYS - 1), 2),
            _("set by `load_mix` and `visits`; here the truth, there the company's estimate"),
        ),
    ]
    return calibrations(rows)


def _quarters(settings: RewardsSettings) -> tuple[int, int, int]:
    """Number the quarter before the closure, the one of its middle, and the last (from 0)."""
    middle = START + 7 * settings.closure_week + 7 * settings.closure_weeks // 2
    month = int((min(middle, START + DAYS - 1).astype("M8[M]") - START.astype("M8[M]")).astype(int))
    return max(month // 3 - 1, 0), month // 3, MONTHS // 3 - 1


def _members_share(sales: pd.DataFrame, quarter: int) -> float:
    some = sales[(sales["month"] - 1) // 3 == quarter]
    everything = float(some["all_sales"].sum())
    return float(some["member_sales"].sum()) / everything if everything else float("nan")


def invented_of(settings: RewardsSettings) -> pd.DataFrame:
    """List every parameter that no public figure fixes."""
    s, share = settings, _("share")
    visits, spend = s.visits, s.spend
    rows = [
        ("n_customers", s.n_customers, _("guests"), _("guests who join during the record")),
        ("visits.r, alpha", f"{visits.r:g}, {visits.alpha:g}", _("weeks"), _("visits a week")),
        ("visits.a, b", f"{visits.a:g}, {visits.b:g}", _("chance a visit"), _("leaving for good")),
        (
            "spend.p, q, gamma",
            f"{spend.p:g}, {spend.q:g}, {spend.gamma:g}",
            "$",
            _("amount of a visit, within and across guests; $1 at least"),
        ),
        ("joining", MONTHS, _("months"), _("guests join evenly over the record")),
        ("n_stores", s.n_stores, _("stores"), _("stores, in up to six towns")),
        ("home_share", s.home_share, share, _("visits at the home store")),
        ("closure_week", s.closure_week, _("week"), _("first week of the closure")),
        ("closure_weeks", s.closure_weeks, _("weeks"), _("length of the closure")),
        ("visits_in_closure", s.visits_in_closure, share, _("usual visits that still take place")),
        ("never_redeems", s.never_redeems, share, _("guests who never use Stars")),
        ("redeem_chance", s.redeem_chance, _("a visit"), _("taking a reward that is earned")),
        (
            "reward_mix",
            _mix(s.reward_mix),
            share,
            _("which reward guests wait for, by its Stars"),
        ),
        ("membership year", YEAR, _("days"), _("how '12 months' are counted: from joining")),
        ("keeping a tier", 1, _("year"), _("a tier is kept through the next membership year")),
        (
            "expiry",
            public_rules().expiry_days,
            _("days"),
            _("any purchase extends all Stars; the tier of the last purchase decides"),
        ),
        ("card_share", s.card_share, share, _("guests who keep money on a card")),
        ("card_use", s.card_use, share, _("their visits paid with it")),
        ("load_mix", _mix(s.load_mix), share, _("dollars put on the card at a time")),
        ("regular_share", s.regular_share, share, _("guests followed as regulars, at most")),
        ("circle_size", s.circle_size, _("guests"), _("regulars in a circle of friends")),
        ("contagion", s.contagion, _("log odds"), _("pull of friends who have left")),
        ("monthly_hazard", s.monthly_hazard, _("a month"), _("a regular leaves, friends apart")),
        ("left_with_store", s.left_with_store, share, _("regulars lost with the store")),
        ("app_share", s.app_share, share, _("guests who got the app")),
        ("app_ahead_share", s.app_ahead_share, share, _("of them, those who order ahead")),
        ("app_effect_ahead", s.app_effect_ahead, share, _("rise of spending, ordering ahead")),
        ("app_effect_pay", s.app_effect_pay, share, _("rise of spending, only paying")),
        ("app_spend_pull", s.app_spend_pull, _("log odds"), _("heavy buyers get the app")),
        ("app_rise_pull", s.app_rise_pull, _("log odds"), _("rising buyers get the app")),
        ("usual_spend", s.usual_spend, _("$ a month"), _("median spending before the record")),
        ("margin", s.margin, share, _("left of a dollar of sales after the goods")),
        ("n_households", s.n_households, _("households"), _("in the research panel")),
        ("point_value", s.point_value, "$", _("economic: a point held (Stars and balance)")),
        ("technical_cost", s.technical_cost, "$", _("technical: knowing the app")),
        ("friends_value", s.friends_value, _("$ a month"), _("community: all friends there")),
        ("months_to_learn", 4, _("months"), _("technical: until 63% of it is there")),
        ("price_sensitivity", s.price_sensitivity, _("a $"), _("utility of a dollar a month")),
        ("contract", 0, "$", _("contractual: there is none")),
        (
            "stores",
            _("fixed"),
            "",
            _("first store of a town stays open; its second in the first town closes for good"),
        ),
        (
            "other sales",
            "0.2, 0.03",
            _("log"),
            _("spread of all other sales over stores and over months"),
        ),
        ("future", FUTURE_DAYS, _("days"), _("what the truth knows beyond the record")),
    ]
    left = [one for maker, given in _GIVEN.items() for one in left_as_it_is(maker, given.split())]
    return invented([*(Invented(*row) for row in rows), *left])


def _mix(mix: object) -> str:
    return ", ".join(f"{key}: {value:g}" for key, value in dict(mix).items())  # type: ignore[call-overload]
