"""What a customer is worth when money is spent on keeping them, and the spend that is best."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import wrightomega

from casekit.models.budget.curve import ResponseCurve

__all__ = ["Worth"]


@dataclass(frozen=True)
class Worth:
    """Hold a customer's value as a function of the money spent on keeping them.

    With ``D = 1 + discount_rate`` the sum of Blattberg and Deighton's formula is
    ``V(R) = (margin * D - R) / (D - r(R))``: one fraction, so that value, slope and best spend
    need no series and no search.

    Parameters
    ----------
    retention : ResponseCurve
        Share of customers kept from one year to the next.
    margin : float
        Money per customer and year, before acquisition and retention money.
    discount_rate : float
        Per year.
    """

    retention: ResponseCurve
    margin: float
    discount_rate: float

    @property
    def growth(self) -> float:
        """Give 1 + discount rate."""
        return 1 + self.discount_rate

    def leak(self, R: Any) -> Any:
        """Give 1 + discount rate - retention rate, without cancellation near 0."""
        curve = self.retention
        return (
            self.discount_rate
            + (1 - curve.ceiling)
            + curve.reach * np.exp(-curve.rate * np.asarray(R, float))
        )

    def at(self, R: Any) -> Any:
        """Give the value of an acquired customer."""
        return (self.margin * self.growth - R) / self.leak(R)

    def slope(self, R: Any) -> Any:
        """Give the change of the value with the money spent each year on keeping."""
        leak = self.leak(R)
        steep = self.retention.slope(R)
        return ((self.margin * self.growth - R) * steep - leak) / leak**2

    def best(self) -> float:
        """Give the yearly spend on keeping that makes a customer worth most.

        The condition ``(margin * D - R) * r'(R) = D - r(R)`` is solved by Wright's omega function
        (Lambert's W in logarithms); its left side less its right side falls everywhere, so the
        solution is the only one.
        """
        curve, grown = self.retention, self.margin * self.growth
        if not grown * curve.reach * curve.rate > self.growth - curve.floor:
            return 0.0
        stays = self.discount_rate + (1 - curve.ceiling)
        tilt = math.log(stays / curve.reach) if stays > 0 else -math.inf
        omega = float(np.real(wrightomega(tilt + curve.rate * grown - 1)))
        if omega < 1:
            return max(0.0, grown - (1 + omega) / curve.rate)
        # The same root, written without the difference of two large numbers.
        return max(0.0, (math.log(omega) - tilt) / curve.rate)

    def upkeep(self, R: Any) -> Any:
        """Give the present value of all the years' money spent on keeping an acquired customer."""
        return R / self.leak(R)

    def upkeep_slope(self, R: Any) -> Any:
        """Give the change of that present value with the yearly spend."""
        leak = self.leak(R)
        return (leak + R * self.retention.slope(R)) / leak**2
