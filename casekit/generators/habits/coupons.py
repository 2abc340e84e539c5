"""Say what a coupon changed: the same shoppers with it and without it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

__all__ = ["CouponOutcome"]


@dataclass(frozen=True)
class CouponOutcome:
    """Say what a coupon changed, the same shoppers with and without it.

    Attributes
    ----------
    offered : int
        Shoppers who got the coupon: their last purchase was another brand.
    redeemed : int
        Of them, those who bought the brand with it.
    bought_anyway : int
        Of those who redeemed, how many would have bought the brand without it.
    extra_purchases : pandas.Series
        Purchases more than without the coupon, in all, by month after the coupon; 0 is the
        month of the coupon.
    """

    offered: int
    redeemed: int
    bought_anyway: int
    extra_purchases: pd.Series

    @property
    def extra_now(self) -> int:
        """Give the purchases that the coupon brought in its own month."""
        return int(self.extra_purchases.iloc[0])

    @property
    def extra_later(self) -> int:
        """Give the purchases that followed from it in the months after."""
        return int(self.extra_purchases.iloc[1:].sum())

    def profit(self, *, coupon: float, margin: float) -> float:
        """Give the margin of the extra purchases less what the coupons cost, in money.

        Parameters
        ----------
        coupon : float
            What a redeemed coupon costs the firm.
        margin : float
            What a purchase at the usual price brings.

        Returns
        -------
        float
            In money, over all shoppers who were offered the coupon, undiscounted.

        Examples
        --------
        >>> outcome = CouponOutcome(100, 50, 30, pd.Series([20, 5, 1]))
        >>> outcome.profit(coupon=1.0, margin=2.0)
        2.0
        """
        return float(margin * self.extra_purchases.sum() - coupon * self.redeemed)
