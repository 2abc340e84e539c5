"""How the customers of a card's launch come about: wishes, shares, spending, gold cards."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.generators.programmes.card_truth import CardLaunchTruth, LaunchDesign
from casekit.words import _

__all__ = ["FIRST", "QUARTERS", "SECOND", "in_cents", "make_launch"]

Floats = NDArray[np.float64]

# Quarters are counted from the launch: -4 to -1 the year before, 0 to 3 the first year, 4 to 7 the
# second. Each year is told by its last quarter, so that seasons cannot mix in.
FIRST, _BEFORE, _AFTER, SECOND = -4, -1, 3, 7
QUARTERS = np.arange(FIRST, SECOND + 1)
_LIKINGS = ("normal", "skewed")
_HEAVINESS = ["light", "medium", "heavy"]
# A customer who buys a little more for the gold card goes past the threshold by up to a third of
# what was missing at most.
_OVERSHOOT = 1 / 3


def make_launch(
    n_customers: int, seed: int, design: LaunchDesign
) -> tuple[pd.DataFrame, CardLaunchTruth, Floats]:
    """Make customers, truth and the measured shares of all quarters (customers x quarters).

    Raises
    ------
    InputError
        If a size or a parameter makes no sense, or all customers are on one side.
    """
    _refuse(n_customers, design)
    rng = np.random.default_rng(seed)
    if design.liking == "normal":
        liking = rng.standard_normal(n_customers)
    else:
        liking = (rng.standard_gamma(4.0, n_customers) - 4.0) / 2.0
    way = _partly(-design.distance_taste, liking, rng.standard_normal(n_customers))
    letters = _partly(design.letter_taste, liking, rng.standard_normal(n_customers))
    invited = np.argsort(np.argsort(letters, kind="stable")) >= n_customers // 2
    spend = rng.standard_gamma(4.0, n_customers) / 4.0
    trend = rng.standard_normal(n_customers)
    mood = 0.6 * rng.logistic(size=n_customers)
    chance = design.noise * rng.standard_normal((n_customers, len(QUARTERS)))
    keen, overshoot = rng.random(n_customers), rng.random(n_customers)

    category = np.maximum(np.round(400.0 * spend), 1.0)
    heaviness = (np.argsort(np.argsort(spend, kind="stable")) + 0.5) / n_customers
    obstacle = np.sqrt(1 - design.letter**2) * way - design.letter * np.where(invited, 1.0, -1.0)
    wants = 0.9 * liking - 0.8 * obstacle + mood + design.heavy_joins * (2 * heaviness - 1)
    if design.growth != 0:
        wants = wants + 0.9 * trend * np.sign(design.growth)
    member = wants > 0.2
    if member.all() or not member.any():
        raise InputError(
            _("All {n} customers are on one side; make more customers.").format(n=n_customers)
        )
    own_effect = design.effect * (1 + design.effect_tilt * (1 - 2 * heaviness))
    usual = design.base_share + design.affinity * liking
    grown = usual[:, None] + design.growth * trend[:, None] * (QUARTERS + 1)[None, :]
    without = np.round(grown + chance, 4)
    card = np.where(member, own_effect, 0.0)
    with_card = np.round(without + card[:, None] * (QUARTERS >= 0)[None, :], 4)
    first_year = (QUARTERS >= 0) & (QUARTERS <= _AFTER)
    last_year = in_cents(3 * category * np.maximum(with_card[:, first_year], 0).sum(axis=1))
    moved = _who_sorts(last_year, member, liking, keen, design)
    pushed = in_cents(design.gold_threshold + _OVERSHOOT * design.sorting_reach * overshoot)
    last_year = np.where(moved, np.maximum(pushed, design.gold_threshold), last_year)
    gold = member & (last_year >= design.gold_threshold)
    second = (QUARTERS > _AFTER)[None, :]
    shares = np.round(with_card + design.gold_effect * gold[:, None] * second, 4)

    def of(table: Floats, quarter: int) -> Floats:
        return table[:, quarter - FIRST]

    customer_id = np.arange(1, n_customers + 1)
    customers = pd.DataFrame(
        {
            "customer_id": customer_id,
            "distance_km": np.round(2.0 * np.exp(0.5 * way), 2),
            "invited": invited,
            "member": member,
            "heaviness": pd.Categorical.from_codes(
                np.minimum((3 * heaviness).astype(int), 2), pd.Index(_HEAVINESS), ordered=True
            ),
            "category_spend_per_month": category,
            "share_of_wallet_before": of(shares, _BEFORE),
            "share_of_wallet_after": of(shares, _AFTER),
            "spend_per_month_before": in_cents(category * of(shares, _BEFORE)),
            "spend_per_month_after": in_cents(category * of(shares, _AFTER)),
            "spend_last_year": last_year,
            "gold": gold,
            "share_of_wallet_second_year": of(shares, SECOND),
        }
    )
    known = pd.DataFrame(
        {
            "customer_id": customer_id,
            "liking": liking,
            "trend": trend if design.growth != 0 else 0.0,
            "heaviness_rank": heaviness,
            "member": member,
            "own_effect": own_effect,
            "share_before": of(without, _BEFORE),
            "share_without_card": of(without, _AFTER),
            "share_with_card": np.round(of(without, _AFTER) + own_effect, 4),
            "second_year_without_gold": of(with_card, SECOND),
            "bought_to_reach_gold": moved,
        }
    )
    truth = CardLaunchTruth(
        **asdict(design),
        customers=known,
        distance_km=customers["distance_km"].to_numpy(),
        invited=invited,
    )
    return customers, truth, shares


def _partly(correlation: float, liking: Floats, own: Floats) -> Floats:
    """Give a variable with standard deviation 1 and this correlation with liking."""
    return np.asarray(correlation * liking + np.sqrt(1 - correlation**2) * own)


def _who_sorts(
    last_year: Floats, member: NDArray[np.bool_], liking: Floats, keen: Floats, design: LaunchDesign
) -> NDArray[np.bool_]:
    """Tell who buys a little more: among members just below, half like the shop more: these do."""
    below = (last_year < design.gold_threshold) & (
        last_year >= design.gold_threshold - design.sorting_reach
    )
    near = member & below
    if not near.any() or design.sorting == 0:
        return np.zeros(len(near), dtype=np.bool_)
    return np.asarray(near & (liking > np.median(liking[near])) & (keen < design.sorting))


def in_cents(dollars: Floats) -> Floats:
    """Round to cents; nobody spends less than nothing."""
    return np.maximum(np.round(dollars, 2), 0.0)


def _refuse(n_customers: int, design: LaunchDesign) -> None:
    refuse_unless_whole(n_customers, "n_customers")
    refuse_unless(n_customers >= 20, "n_customers", n_customers, _("20 or more"))
    refuse_unless(design.liking in _LIKINGS, "liking", design.liking, _('"normal" or "skewed"'))
    numbers = {name: value for name, value in asdict(design).items() if name != "liking"}
    for name, value in numbers.items():
        number = isinstance(value, (int, float, np.integer, np.floating))
        refuse_unless(number and bool(np.isfinite(value)), name, value, _("a number"))
    for name in ("affinity", "noise", "gold_threshold", "sorting_reach"):
        value = getattr(design, name)
        refuse_unless(value >= 0, name, value, _("0 or more"))
    for name in ("distance_taste", "letter_taste", "sorting"):
        value = getattr(design, name)
        refuse_unless(0 <= value <= 1, name, value, _("between 0 and 1"))
    refuse_unless(0 <= design.letter < 1, "letter", design.letter, _("0 or more and below 1"))
    tilt = design.effect_tilt
    refuse_unless(-1 <= tilt <= 1, "effect_tilt", tilt, _("between -1 and 1"))
