"""Share one price between goods now and points for later, and earn the second part over time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.words import _

__all__ = ["PriceAllocation", "allocate_price", "recognise_revenue"]


@dataclass(frozen=True)
class PriceAllocation:
    """Hold how a price was shared between the goods and the points.

    Attributes
    ----------
    price : float
        What customers paid, in money.
    goods : float
        Part of the price that is revenue now.
    points : float
        Part of the price that is owed: a contract liability until the points are used.
    stand_alone_goods, stand_alone_points : float
        What each would cost if it were sold by itself.
    points_given : float
        Number of points.
    """

    price: float
    goods: float
    points: float
    stand_alone_goods: float
    stand_alone_points: float
    points_given: float

    @property
    def per_point(self) -> float:
        """Give the money deferred for each point given."""
        return self.points / self.points_given

    def __repr__(self) -> str:
        return _("{price:,.2f} paid: {goods:,.2f} for goods, {points:,.2f} owed for points").format(
            price=self.price, goods=self.goods, points=self.points
        )


def allocate_price(
    price: float,
    *,
    points: float,
    value_per_point: float,
    redemption_rate: float,
    goods_price: float | None = None,
) -> PriceAllocation:
    """Share the price that customers paid between what they took home and the points they got.

    Parameters
    ----------
    price : float
        What customers paid for both together, in money, without sales tax.
    points : float
        Points given with these sales.
    value_per_point : float
        What a point buys, in money.
    redemption_rate : float
        Share of the points that will ever be used, 0 to 1; the rest is breakage.
    goods_price : float, optional
        Stand-alone price of the goods; by default `price`, where the goods are never sold cheaper
        without points.

    Returns
    -------
    PriceAllocation
        In money, not rounded; the two parts add up to the price.

    Raises
    ------
    InputError
        For a price or number of points of 0 or less, or a rate that is no share.

    Notes
    -----
    IFRS 15 paragraphs B39 to B43 and ASC 606-10-55-41 to 55-45: points that customers would not
    have without the purchase are a material right. The price is shared in proportion to the
    stand-alone prices; that of the points is points x value x redemption rate.

    Examples
    --------
    Illustrative Example 52 of IFRS 15.

    >>> shared = allocate_price(100_000, points=10_000, value_per_point=1, redemption_rate=0.95)
    >>> round(shared.goods), round(shared.points)
    (91324, 8676)
    """
    goods_price = price if goods_price is None else goods_price
    for name, value in (("price", price), ("goods_price", goods_price), ("points", points)):
        if not (np.isfinite(value) and value > 0):
            raise InputError(
                _("{name}={value} was given; it is a number above 0.").format(
                    name=name, value=value
                )
            )
    if not (np.isfinite(value_per_point) and value_per_point >= 0):
        raise InputError(
            _("value_per_point={value} was given; it is money for one point, 0 or more.").format(
                value=value_per_point
            )
        )
    _refuse_unless_share("redemption_rate", redemption_rate)
    alone = points * value_per_point * redemption_rate
    owed = price * alone / (goods_price + alone)
    return PriceAllocation(price, price - owed, owed, goods_price, alone, points)


def recognise_revenue(
    allocated: float, *, redeemed: Sequence[float], expected: Sequence[float] | float
) -> pd.DataFrame:
    """Turn what is owed for one batch of points into revenue as the points are used.

    Parameters
    ----------
    allocated : float
        Money deferred for the batch: `PriceAllocation.points`.
    redeemed : sequence of float
        Points used so far at the end of each period, the first period first (not the points used
        in the period alone).
    expected : sequence of float, or float
        Points that will be used in all, as estimated at the end of each period.

    Returns
    -------
    pandas.DataFrame
        A row a period, from 1: ``redeemed_so_far``, ``expected_in_all`` (points);
        ``revenue_so_far``, ``revenue`` (of the period, in money) and what it consists of:
        ``from_redemptions`` and ``from_new_estimate`` (what earlier periods would have earned had
        the new estimate been known; below 0 when more points are expected than before);
        ``liability`` at the end of the period.

    Raises
    ------
    InputError
        When points used so far fall, or exceed what is expected in all.

    Notes
    -----
    IFRS 15 paragraphs B44 to B47: breakage is earned in proportion to the points used. Revenue so
    far = allocated x redeemed so far / expected in all.

    Examples
    --------
    >>> years = recognise_revenue(8_675.80, redeemed=[4_500, 8_500], expected=[9_500, 9_700])
    >>> years["revenue"].round().tolist()
    [4110.0, 3493.0]
    """
    used = np.asarray(redeemed, dtype=float).ravel()
    in_all = np.broadcast_to(np.asarray(expected, dtype=float).ravel(), used.shape)
    if not (np.isfinite(allocated) and allocated >= 0):
        raise InputError(
            _("allocated={value} was given; it is money, 0 or more.").format(value=allocated)
        )
    if not len(used) or not (np.isfinite(used).all() and np.isfinite(in_all).all()):
        raise InputError(_("`redeemed` and `expected` hold one number a period, none missing."))
    if used[0] < 0 or (np.diff(used) < 0).any():
        raise InputError(
            _(
                "`redeemed` counts all points used so far, so it never falls; {values} was given."
            ).format(values=used.tolist())
        )
    if (in_all <= 0).any() or (used > in_all).any():
        raise InputError(
            _(
                "More points were used than `expected` in all: {used} against {expected}. The "
                "estimate holds the points used so far and those still to come."
            ).format(used=used.tolist(), expected=in_all.tolist())
        )
    so_far = allocated * used / in_all
    before = np.concatenate([[0.0], used[:-1]])
    earned_before = np.concatenate([[0.0], so_far[:-1]])
    from_new = allocated * before / in_all - earned_before
    return pd.DataFrame(
        {
            "redeemed_so_far": used,
            "expected_in_all": in_all,
            "revenue_so_far": so_far,
            "revenue": so_far - earned_before,
            "from_redemptions": so_far - earned_before - from_new,
            "from_new_estimate": from_new,
            "liability": allocated - so_far,
        },
        index=pd.RangeIndex(1, len(used) + 1, name="period"),
    )


def _refuse_unless_share(name: str, value: float) -> None:
    if not (np.isfinite(value) and 0 <= value <= 1):
        raise InputError(
            _("{name}={value} was given; it is a share from 0 to 1 (0.95 for 95%).").format(
                name=name, value=value
            )
        )
