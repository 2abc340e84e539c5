"""One market's best use of a budget, exactly: the search runs over one number only.

Whatever is spent on each customer, the money that is left for acquisition follows in closed form
(Wright's omega function). The best split is where the last unit of money brings the same in both
places; every such split on a fine grid is polished and compared, because a sticky market's value
may rise ever faster before it levels off, so that a first crossing need not be the best.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import wrightomega

from casekit.models.budget.curve import ResponseCurve
from casekit.models.budget.worth import Worth

__all__ = ["COVERS", "Covers", "Market", "Split"]

Floats = NDArray[np.float64]
Covers = Literal["first year", "all years"]
COVERS: tuple[Covers, ...] = ("first year", "all years")
# The value bends on a scale of 1/rate, and the best spend is rarely beyond 50/rate.
GRID = 400


class Split(NamedTuple):
    """What is spent on each prospect and each customer, and what the next unit of money brings."""

    acquisition_spend: float
    retention_spend: float
    shadow_price: float


@dataclass(frozen=True)
class Market:
    """Hold a number of prospects and customers, how they respond, and what the budget pays for."""

    acquisition: ResponseCurve
    worth: Worth
    prospects: float
    customers: float
    covers: Covers = "first year"

    def cost(self, R: Any) -> Any:
        """Give what a customer's yearly spend takes from the budget."""
        return self.worth.upkeep(R) if self.covers == "all years" else R

    def cost_slope(self, R: Any) -> Any:
        """Give the change of that with the yearly spend."""
        return self.worth.upkeep_slope(R) if self.covers == "all years" else np.ones_like(R)

    def base(self, A: Any) -> Any:
        """Give the customers to be kept: those who were there and those who are won."""
        return self.customers + self.prospects * self.acquisition.at(A)

    def spending(self, A: float, R: float) -> float:
        """Give what a split takes from the budget."""
        return self.prospects * A + float(self.base(A) * self.cost(R))

    def value(self, A: Any, R: Any) -> Any:
        """Give the value of all customers less the money spent on winning them."""
        return self.base(A) * self.worth.at(R) - self.prospects * A

    def next_acquisition(self, A: Any, R: Any) -> Any:
        """Give what the next unit of the budget adds to the value if it wins customers.

        Each customer won needs this year's retention money too, which the same unit must pay.
        """
        steep = self.acquisition.slope(A)
        return (steep * self.worth.at(R) - 1) / (1 + steep * self.cost(R))

    def next_retention(self, R: Any) -> Any:
        """Give what the next unit of the budget adds to the value if it keeps customers."""
        return self.worth.slope(R) / self.cost_slope(R)

    @cached_property
    def free(self) -> tuple[float, float]:
        """Give the best split when money is no limit."""
        R = self.worth.best()
        A = self.winning(float(self.worth.at(R)))
        return (A, R) if self.base(A) > 0 else (0.0, 0.0)

    def winning(self, worth: float) -> float:
        """Give the spend per prospect at which one more customer costs what a customer is worth."""
        curve = self.acquisition
        gain = curve.reach * curve.rate * worth
        return math.log(gain) / curve.rate if self.prospects > 0 and gain > 1 else 0.0

    def best(self, budget: float) -> Split:
        """Give the best split of a budget, and its shadow price."""
        A, R = self.free
        if self.spending(A, R) <= budget:
            return Split(A, R, 0.0)
        top = self._reachable(budget)
        if self.prospects == 0:
            return Split(0.0, top, max(0.0, float(self.next_retention(top))))

        def difference(R: Any) -> Any:
            return self.next_retention(R) - self.next_acquisition(self._rest(R, budget), R)

        spends = np.array([0.0, top, *crossings(difference, np.linspace(0.0, top, GRID + 1))])
        wins = self._rest(spends, budget)
        gains = self.next_acquisition(wins, spends)
        worth = self.value(wins, spends)
        # With nothing to spend all splits are worth the same: the first money's use decides.
        nobody = not np.any(self.base(wins) > 0)
        chosen = int(np.argmax(gains if nobody else worth))
        A, R = float(wins[chosen]), float(spends[chosen])
        price = float(gains[chosen])
        if nobody:
            return Split(A, 0.0, max(0.0, price))
        return Split(A, R, max(0.0, price, float(self.next_retention(R))))

    def at_price(self, price: float) -> tuple[float, float]:
        """Give the split that is best when a unit of the budget costs 1 plus a price."""
        grid, rise = self._table
        spends = [0.0]

        def above(R: float) -> float:
            # The top of the value is a top, whatever rounding says of its slope.
            rise = float(self.next_retention(R))
            return (min(rise, 0.0) if grid[-1] <= R else rise) - price

        steps = np.flatnonzero((rise[:-1] > price) & (rise[1:] <= price))
        spends += [brentq(above, grid[i], grid[i + 1], xtol=1e-300, rtol=1e-14) for i in steps]
        R = max(spends, key=lambda R: float(self.worth.at(R) - price * self.cost(R)))
        A = self.winning(float(self.worth.at(R) - price * self.cost(R)) / (1 + price))
        return (A, R) if self.base(A) > 0 else (0.0, 0.0)

    @cached_property
    def _table(self) -> tuple[Floats, Floats]:
        grid = np.linspace(0.0, max(self.worth.best(), 0.0), GRID + 1)
        rise = np.asarray(self.next_retention(grid), float)
        rise[-1] = min(rise[-1], 0.0)
        return grid, rise

    def _reachable(self, budget: float) -> float:
        """Give the largest yearly spend on each customer, at most the best, that can be paid."""
        best = self.worth.best()
        there = float(self.base(0.0))
        if there == 0 or there * self.cost(best) <= budget:
            return best
        if self.covers == "first year":
            return budget / there
        return float(brentq(lambda R: there * float(self.cost(R)) - budget, 0.0, best, xtol=1e-300))

    def _rest(self, R: Any, budget: float) -> Any:
        """Give the spend per prospect that the rest of the budget pays, given the retention spend.

        It solves ``A + a(A) * cost = budget`` per prospect, with those who are there paid first.
        """
        curve, cost = self.acquisition, np.asarray(self.cost(R), float)
        there = curve.floor + self.customers / self.prospects
        left = np.maximum(budget / self.prospects - there * cost, 0.0)
        pull = curve.reach * cost
        with np.errstate(divide="ignore"):
            tilt = np.log(curve.rate * pull)
        omega = np.real(wrightomega(tilt - curve.rate * (left - pull)))
        with np.errstate(divide="ignore", invalid="ignore"):
            far = (tilt - np.log(omega)) / curve.rate
        A = np.where((omega > 1) & (pull > 0), far, left - pull + omega / curve.rate)
        A = np.clip(A, 0.0, left)
        for _step in range(2):  # small budgets drown in rounding above; here they do not
            short = left - A + pull * np.expm1(-curve.rate * A)
            A = np.clip(A + short / (1 + pull * curve.rate * np.exp(-curve.rate * A)), 0.0, left)
        return A


def crossings(difference: Callable[[Any], Any], grid: Floats) -> list[float]:
    """Give each place where a function falls through 0."""
    signs = np.asarray(difference(grid)) > 0
    return [
        float(
            brentq(
                lambda x: float(difference(np.asarray(x))),
                grid[step],
                grid[step + 1],
                xtol=1e-300,
                rtol=1e-14,
            )
        )
        for step in np.flatnonzero(signs[:-1] & ~signs[1:])
    ]
