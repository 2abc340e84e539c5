"""Every parameter of Juniper's world, with its unit, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from casekit.cases.rewards.rules import LEVELS
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.generators.purchases import BGNBDProcess, GammaGammaSpend
from casekit.words import _

__all__ = ["DAYS", "FUTURE_DAYS", "MONTHS", "START", "RewardsSettings"]

# The record: Rewards and its cards begin on the first day; 24 calendar months are observed.
START = np.datetime64("2024-01-01", "D")
MONTHS = 24
DAYS = int((np.datetime64("2026-01-01", "D") - START).astype(int))
# What only the truth knows: what becomes of everybody in the three years after the record.
FUTURE_DAYS = 3 * 365

_SHARES = (
    "visits_in_closure",
    "home_share",
    "never_redeems",
    "redeem_chance",
    "card_share",
    "card_use",
    "regular_share",
    "app_share",
    "app_ahead_share",
    "margin",
)
_WHOLE = ("n_customers", "n_stores", "circle_size", "n_households")


@dataclass(frozen=True)
class RewardsSettings:
    """Hold the parameters of `rewards_world`; see there for what each means."""

    n_customers: int
    seed: int
    visits: BGNBDProcess
    spend: GammaGammaSpend
    n_stores: int
    home_share: float
    closure_week: int
    closure_weeks: int
    visits_in_closure: float
    never_redeems: float
    redeem_chance: float
    reward_mix: Mapping[int, float]
    card_share: float
    card_use: float
    load_mix: Mapping[int, float]
    regular_share: float
    circle_size: int
    contagion: float
    monthly_hazard: float
    left_with_store: float
    app_share: float
    app_ahead_share: float
    app_effect_ahead: float
    app_effect_pay: float
    app_spend_pull: float
    app_rise_pull: float
    usual_spend: float
    margin: float
    n_households: int
    point_value: float
    technical_cost: float
    friends_value: float
    price_sensitivity: float

    def __post_init__(self) -> None:
        for name in _WHOLE:
            refuse_unless_whole(getattr(self, name), name)
        seed = self.seed
        fine = isinstance(seed, int | np.integer) and not isinstance(seed, bool) and seed >= 0
        refuse_unless(fine, "seed", seed, _("a whole number, 0 or more"))
        refuse_unless(self.n_stores >= 2, "n_stores", self.n_stores, _("2 stores or more"))
        fine = self.circle_size >= 2
        refuse_unless(fine, "circle_size", self.circle_size, _("2 guests or more"))
        fine = self.n_households >= 20
        refuse_unless(fine, "n_households", self.n_households, _("20 households or more"))
        for name in _SHARES:
            value = getattr(self, name)
            refuse_unless(0 <= value <= 1, name, value, _("a share from 0 to 1"))
        for name in ("app_share", "app_ahead_share"):
            value = getattr(self, name)
            refuse_unless(0 < value < 1, name, value, _("a share above 0 and below 1"))
        fine = 0 <= self.left_with_store < 1
        refuse_unless(fine, "left_with_store", self.left_with_store, _("a share from 0 to below 1"))
        fine = bool(0 <= self.contagion < np.inf)
        refuse_unless(fine, "contagion", self.contagion, _("0 or more (log odds)"))
        fine = 0 < self.monthly_hazard < 1
        refuse_unless(fine, "monthly_hazard", self.monthly_hazard, _("a chance between 0 and 1"))
        # A guest of another process may leave between visits; the world knows leaving by the last.
        fine = isinstance(self.visits, BGNBDProcess)
        refuse_unless(fine, "visits", self.visits, _("a BGNBDProcess"))
        fine = isinstance(self.spend, GammaGammaSpend)
        refuse_unless(fine, "spend", self.spend, _("a GammaGammaSpend"))
        for name in ("closure_week", "closure_weeks"):
            value = getattr(self, name)
            fine = isinstance(value, int | np.integer) and not isinstance(value, bool)
            refuse_unless(fine and value >= 0, name, value, _("a whole number, 0 or more"))
        fine = 7 * (self.closure_week + self.closure_weeks) <= DAYS
        refuse_unless(
            fine,
            "closure_week, closure_weeks",
            (self.closure_week, self.closure_weeks),
            _("weeks inside the record of {days} days").format(days=DAYS),
        )
        _refuse_mix(self.reward_mix, "reward_mix", set(LEVELS))
        _refuse_mix(self.load_mix, "load_mix", None)


def _refuse_mix(mix: Mapping[int, float], name: str, known: set[int] | None) -> None:
    """Refuse shares that do not sum to 1, or stand for something unknown."""
    words = _("shares of 0 or more that sum to 1, by whole numbers above 0")
    if known is not None:
        words = _("shares of 0 or more that sum to 1, by Stars of a reward ({all})").format(
            all=", ".join(map(str, sorted(known)))
        )
    whole = all(isinstance(one, int | np.integer) and one > 0 for one in mix)
    fine = whole and (known is None or set(mix) <= known)
    shares = list(mix.values())
    fine = fine and all(share >= 0 for share in shares) and abs(sum(shares) - 1) < 1e-9
    refuse_unless(bool(fine), name, dict(mix), words)
