"""Plan a trial of a coupon: how many shoppers must be watched, and for how long."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import ndtri

from casekit.generators.habits import BrandTruth
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.models.habits.payback import settled_world
from casekit.models.habits.results import ChoiceResults
from casekit.words import _

__all__ = ["coupon_trial"]


def coupon_trial(
    world: BrandTruth | ChoiceResults,
    *,
    coupon: float,
    margin: float,
    months: Sequence[int] = (3, 6, 12),
    power: float = 0.8,
    shoppers: int = 50_000,
    seed: int = 5,
) -> pd.DataFrame:
    """Plan a trial in which chance decides who is offered a coupon.

    Two parts of equal size, the one with the coupon and the other without; what counts is the
    difference of their mean profits, coupons redeemed included.

    Parameters
    ----------
    world : BrandTruth or fitted model
        The world that the planner believes in, as in `casekit.models.habits.coupon_payback`.
    coupon, margin : float
        What a redeemed coupon costs and what a purchase brings, in money.
    months : sequence of int
        How many months after the coupon's own to count: one row each.
    power : float
        Chance that a trial of the size given finds a difference from 0 (|z| beyond 1.96).
    shoppers, seed
        As in `casekit.models.habits.coupon_payback`.

    Returns
    -------
    pandas.DataFrame
        Index ``months_counted``; ``profit`` (money for each coupon offered), ``spread``
        (standard deviation of a difference between two shoppers, money) and ``shoppers``
        (needed in EACH of the two parts).

    Raises
    ------
    InputError
        If a number makes no sense.

    Notes
    -----
    shoppers = ((1.96 + z of the power) spread / profit)^2. Counting longer adds the same chance
    purchases to both parts every month, but the echo of the coupon only once.

    Examples
    --------
    >>> from casekit.generators.habits import brand_world
    >>> truth = brand_world(100, gamma=1.0, taste_sd=1.5, seed=5)
    >>> plan = coupon_trial(truth, coupon=1.0, margin=2.0, shoppers=20_000)
    >>> bool(plan["shoppers"].is_monotonic_increasing)
    True
    """
    refuse_unless(margin > 0, "margin", margin, _("an amount of money above 0"))
    refuse_unless(0 < power < 1, "power", power, _("a chance between 0 and 1"))
    for count in months:
        refuse_unless_whole(count, "months")
    given, without = settled_world(world, shoppers, seed).coupon_purchases(
        coupon, months_after=max(months)
    )
    reach = float(ndtri(0.975) + ndtri(power))
    rows = {}
    for count in months:
        with_it = margin * given[:, : count + 1].sum(axis=1) - coupon * given[:, 0]
        without_it = margin * without[:, : count + 1].sum(axis=1)
        profit = float((with_it - without_it).mean())
        # In a trial the two parts are different people, so both bring their own chance.
        spread = float(np.sqrt(with_it.var() + without_it.var()))
        needed = (reach * spread / profit) ** 2 if profit else np.inf
        rows[count] = {"profit": profit, "spread": spread, "shoppers": needed}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("months_counted")
