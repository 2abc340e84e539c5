"""Does a coupon pay for itself? The same coupon in the worlds that different models believe in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from casekit.errors import InputError
from casekit.generators.habits import BrandTruth, CouponOutcome, brand_world
from casekit.generators.parameters import refuse_unless
from casekit.models.habits.results import ChoiceResults
from casekit.words import _

__all__ = ["coupon_outcomes", "coupon_payback", "settled_world"]

# Long after the first purchase, so that who buys what no longer depends on the beginning.
_SETTLED_MONTHS = 24


def coupon_outcomes(
    worlds: Mapping[str, BrandTruth | ChoiceResults],
    *,
    coupon: float,
    shoppers: int = 50_000,
    months_after: int = 12,
    seed: int = 5,
) -> dict[str, CouponOutcome]:
    """Offer the same coupon in several worlds, to shoppers who bought the other brand last.

    Parameters
    ----------
    worlds : mapping of str to BrandTruth or fitted model
        A name, and either a generator's truth or a fit that has ``habit``: the world in which
        the fit would be right. Two brands; the first one gives the coupon.
    coupon : float
        Money off the price, once.
    shoppers : int
        Shoppers simulated in each world; all worlds draw the same chances.
    months_after : int
        Months to follow.
    seed : int
        Same seed, same shoppers.

    Returns
    -------
    dict of str to CouponOutcome

    Raises
    ------
    InputError
        If a world has no habit parameter, or more than two brands.

    Examples
    --------
    >>> truth = brand_world(100, gamma=0.0, taste_sd=2.5, seed=5)
    >>> coupon_outcomes({"taste": truth}, coupon=1.0, shoppers=2_000)["taste"].extra_later
    0
    """
    return {
        name: settled_world(world, shoppers, seed).coupon(coupon, months_after=months_after)
        for name, world in worlds.items()
    }


def coupon_payback(
    worlds: Mapping[str, BrandTruth | ChoiceResults],
    *,
    coupon: float,
    margin: float,
    offered: int = 100_000,
    shoppers: int = 50_000,
    months_after: int = 12,
    seed: int = 5,
) -> pd.DataFrame:
    """Count what a coupon brings and costs in the world that each model believes in.

    Parameters
    ----------
    worlds, coupon, shoppers, months_after, seed
        As in `coupon_outcomes`.
    margin : float
        What a purchase at the usual price brings, in money.
    offered : int
        Coupons handed out; everything in the table is for this many.

    Returns
    -------
    pandas.DataFrame
        One row a world: ``redeemed``, ``bought_anyway`` (redeemed, but needless), ``extra_now``,
        ``extra_later`` (packs that would not have been sold), ``cost``, ``margin``, ``profit``
        (money, undiscounted).

    Raises
    ------
    InputError
        If a world has no habit parameter, or more than two brands.

    Examples
    --------
    >>> truth = brand_world(100, gamma=1.0, taste_sd=1.5, seed=5)
    >>> table = coupon_payback({"both": truth}, coupon=1.0, margin=2.0, shoppers=5_000)
    >>> bool(table.loc["both", "profit"] < 0)
    True
    """
    refuse_unless(margin > 0, "margin", margin, _("an amount of money above 0"))
    rows = {}
    outcomes = coupon_outcomes(
        worlds, coupon=coupon, shoppers=shoppers, months_after=months_after, seed=seed
    )
    for name, outcome in outcomes.items():
        each = offered / outcome.offered
        extra = outcome.extra_now + outcome.extra_later
        rows[name] = {
            "redeemed": each * outcome.redeemed,
            "bought_anyway": each * outcome.bought_anyway,
            "extra_now": each * outcome.extra_now,
            "extra_later": each * outcome.extra_later,
            "cost": each * outcome.redeemed * coupon,
            "margin": each * extra * margin,
            "profit": each * outcome.profit(coupon=coupon, margin=margin),
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def settled_world(
    world: BrandTruth | ChoiceResults, shoppers: int = 50_000, seed: int = 5
) -> BrandTruth:
    """Give the world that a truth or a fit describes, long after everybody's first purchase.

    Parameters
    ----------
    world, shoppers, seed
        As in `coupon_outcomes`, for one world.

    Returns
    -------
    BrandTruth

    Raises
    ------
    InputError
        If the world has no habit parameter, or more than two brands.

    Examples
    --------
    >>> settled_world(brand_world(100, gamma=0.5, seed=5), 2_000).gamma
    0.5
    """
    if isinstance(world, BrandTruth):
        if len(world.firms) != 2:
            raise InputError(_("The comparison is made for two brands; this world has more."))
        settings: dict[str, Any] = {
            "gamma": world.gamma,
            "taste_sd": world.taste_sd,
            "taste_mean": world.taste_mean,
            "price_sensitivity": world.price_sensitivity,
            "price_sd": world.price_sd,
        }
    else:
        own = [name for name in world.names if name.startswith("taste_") and name != "taste_sd"]
        if "habit" not in world.names or len(own) != 1 or "first_brand_seen" in world.names:
            raise InputError(
                _(
                    "A fit stands for a world if it has habit, two brands, and customers seen "
                    "from their first purchase. This one has: {names}."
                ).format(names=", ".join(world.names))
            )
        params = world.params
        settings = {
            "gamma": float(params["habit"]),
            "taste_sd": float(params.get("taste_sd", 0.0)),
            "taste_mean": -float(params[own[0]]),
            "price_sensitivity": -float(params["price"]),
        }
    return brand_world(shoppers, months=1, burn_in=_SETTLED_MONTHS, seed=seed, **settings)
