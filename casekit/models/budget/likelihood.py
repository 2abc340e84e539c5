"""Fit a response curve to counted responses by maximum likelihood, whatever the points allow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import xlog1py, xlogy

from casekit.frames.budget import ResponsePoints

__all__ = ["CurveLikelihood"]

Floats = NDArray[np.float64]
GRID = 240
# Enough for halving alone to reach the last bits of a share.
STEPS = 60


@dataclass(frozen=True, eq=False)
class CurveLikelihood:
    """Hold the binomial log-likelihood of points on ``floor + reach * (1 - exp(-rate * spend))``.

    For a given rate it is concave in the reach, so that the best reach is one root; what is left is
    a search over the rate alone, from nearly straight to nearly flat.
    """

    points: ResponsePoints
    floor: float

    def at(self, reach: Any, rate: Any) -> Any:
        """Give the log-likelihood, without the binomial coefficients; arrays entry by entry."""
        y, n = self.points.responded, self.points.reached
        reach, rate = (np.asarray(given, float)[..., None] for given in (reach, rate))
        p = np.clip(self.floor - reach * np.expm1(-rate * self.points.spend), 0.0, 1.0)
        return np.sum(xlogy(y, p) + xlog1py(n - y, -p), axis=-1)

    def score(self, reach: Any, rate: Any) -> tuple[Any, Any]:
        """Give the derivatives by reach and by rate; arrays entry by entry."""
        x, y, n = self.points.spend, self.points.responded, self.points.reached
        reach, rate = (np.asarray(given, float)[..., None] for given in (reach, rate))
        left = np.exp(-rate * x)
        won = -np.expm1(-rate * x)
        p = self.floor + reach * won
        with np.errstate(divide="ignore", invalid="ignore"):
            # Where the chance is 0 or 1 no slope is left to see.
            pull = np.where((p > 0) & (p < 1), (y - n * p) / (p * (1 - p)), 0.0)
        return np.sum(pull * won, axis=-1), np.sum(pull * reach * x * left, axis=-1)

    def information(self, reach: float, rate: float) -> Floats:
        """Give the expected (Fisher) information of reach and rate."""
        x, n = self.points.spend, self.points.reached
        left = np.exp(-rate * x)
        p = self.floor + reach * (1 - left)
        slopes = np.stack([1 - left, reach * x * left])
        with np.errstate(divide="ignore", invalid="ignore"):
            weight = np.where((p > 0) & (p < 1), n / (p * (1 - p)), 0.0)
        return np.asarray((slopes * weight) @ slopes.T)

    @cached_property
    def rates(self) -> Floats:
        """Give the rates worth trying: from a straight line to a curve that is flat at once."""
        spends = self.points.spend[self.points.spend > 0]
        return np.geomspace(1e-4 / spends.max(), 60 / spends.min(), GRID)

    def best_reach(self, rate: Any) -> Any:
        """Give the reach that fits best at a rate; at most what keeps the ceiling at 1.

        The log-likelihood is concave in the reach: Newton's steps, and halving where they leave
        the bracket, find the root of its slope.
        """
        most = 1 - self.floor
        rate = np.asarray(rate, float)
        low, high = np.zeros(rate.shape), np.full(rate.shape, most)
        reach = (low + high) / 2
        for _step in range(STEPS):
            slope, bend = self._along(reach, rate)
            low, high = np.where(slope > 0, reach, low), np.where(slope > 0, high, reach)
            new = reach + slope / bend
            new = np.where((new > low) & (new < high), new, (low + high) / 2)
            still = np.abs(new - reach) <= 1e-15 * most
            reach = new
            if still.all():
                break
        at_most = (high == most) & (most - reach < 1e-12)
        return np.where(at_most, most, reach)

    def _along(self, reach: Any, rate: Any) -> tuple[Any, Any]:
        """Give slope and (positive) curvature by the reach."""
        y, n = self.points.responded, self.points.reached
        won = -np.expm1(-rate[..., None] * self.points.spend)
        p = self.floor + reach[..., None] * won
        with np.errstate(divide="ignore", invalid="ignore"):
            hits = np.where(y > 0, y / p, 0.0) * (won > 0)
            misses = np.where(n > y, (n - y) / (1 - p), 0.0)
            bend = np.where(hits > 0, hits / p, 0.0) + misses / (1 - p)
        bend = np.where(np.isfinite(bend), bend, 1e300)
        return np.sum((hits - misses) * won, axis=-1), np.sum(bend * won**2, axis=-1) + 1e-300

    def best_rate(self, reach: float) -> float:
        """Give the rate that fits best at a reach."""
        heights = self.at(np.full(GRID, reach), self.rates)
        return self._polished(int(np.argmax(heights)), lambda rate: reach)

    def best(self) -> tuple[float, float]:
        """Give the reach and the rate that fit best."""
        rates = self.rates
        heights = self.at(self.best_reach(rates), rates)
        rate = self._polished(int(np.argmax(heights)), lambda rate: float(self.best_reach(rate)))
        return float(self.best_reach(rate)), rate

    def _polished(self, peak: int, reach_at: Callable[[float], float]) -> float:
        # Along the best reach of each rate the derivative by the rate alone is the whole slope.
        rates = self.rates
        low, high = rates[max(peak - 1, 0)], rates[min(peak + 1, len(rates) - 1)]

        def slope(rate: float) -> float:
            return float(self.score(reach_at(rate), rate)[1])

        if not slope(low) > 0 > slope(high):
            return float(rates[peak])
        return float(brentq(slope, low, high, xtol=1e-300, rtol=1e-13))
