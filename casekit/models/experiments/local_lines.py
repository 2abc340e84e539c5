"""Weighted polynomials near a threshold: what they say at its edge, and how wide to look.

All quantities of a side are linear in the outcome; they are kept as weights of the rows, so that
variances, bias corrections and ratios are sums over rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Side", "best_bandwidths", "first_guess", "neighbour_residuals"]

Floats = NDArray[np.float64]

_NEIGHBOURS = 3
# Rule of thumb for the triangular kernel, in spreads of the running variable times n^(-1/5).
_PILOT = 2.576
_REGULARISATION = 3.0
_FEWEST = 10


@dataclass(frozen=True, eq=False)
class Side:
    """Hold the rows on one side of a threshold, sorted by distance.

    Attributes
    ----------
    x : ndarray of float
        Running variable less the threshold, rising.
    y : ndarray of float
        Outcome.
    """

    x: Floats
    y: Floats

    def within(self, bandwidth: float) -> Side:
        """Give the rows nearer than a bandwidth."""
        near = np.abs(self.x) < bandwidth
        return Side(self.x[near], self.y[near])

    def weights(self, bandwidth: float, order: int) -> Floats:
        """Give, for each coefficient of a local polynomial, the weight of every row in it.

        Returns
        -------
        ndarray, shape (order + 1, rows)
            Row k times ``y`` is the coefficient of x to the power k.
        """
        u = self.x / bandwidth
        kernel = np.maximum(1 - np.abs(u), 0.0)
        powers = np.vander(u, order + 1, increasing=True)
        root = np.sqrt(kernel)
        solved = np.linalg.pinv(powers * root[:, None], rcond=1e-10) * root[None, :]
        return np.asarray(solved / bandwidth ** np.arange(order + 1)[:, None])

    def corrected(self, bandwidth: float, bias_bandwidth: float) -> tuple[Floats, Floats]:
        """Give the weights of the local line at the edge, plain and with its bias taken out."""
        plain = self.weights(bandwidth, 1)[0]
        curve = self.weights(bias_bandwidth, 2)[2]
        return plain, plain - float(plain @ self.x**2) * curve


def neighbour_residuals(side: Side) -> Floats:
    """Give each row's outcome less the mean of its three nearest neighbours, scaled to its noise.

    Neighbours at the same distance are all taken, so ties do not depend on the order of rows.
    """
    values, where, counts = np.unique(side.x, return_inverse=True, return_counts=True)
    sums = np.bincount(where, side.y, minlength=len(values))
    total, number = sums[where] - side.y, (counts - 1)[where].astype(np.float64)
    wanted = min(_NEIGHBOURS, len(side.x) - 1)
    # Walk outwards from each distinct value, a step a round, until enough rows are met.
    places = np.arange(len(values))
    low, high = places - 1, places + 1
    sum_here, rows_here = np.zeros(len(values)), (counts - 1).astype(np.float64)
    gap = np.concatenate([[np.inf], values, [np.inf]])
    # Money in cents has many equal distances; the last bit of a difference must not decide.
    same = 1e-9 * float(np.abs(values).max())
    for _round in range(_NEIGHBOURS):
        short = rows_here < wanted
        below = np.where(low >= 0, np.abs(values - gap[low + 1]), np.inf)
        above = np.where(high < len(values), np.abs(gap[high + 1] - values), np.inf)
        for chosen, other, step in ((below, above, -1), (above, below, 1)):
            take = short & (chosen <= other + same) & np.isfinite(chosen)
            at = low if step < 0 else high
            index = np.clip(at, 0, len(values) - 1)
            sum_here = sum_here + np.where(take, sums[index], 0.0)
            rows_here = rows_here + np.where(take, counts[index], 0)
            if step < 0:
                low = low - take
            else:
                high = high + take
    total = total + sum_here[where]
    number = number + (rows_here - (counts - 1))[where]
    return np.asarray(np.sqrt(number / (number + 1)) * (side.y - total / number))


def best_bandwidths(below: Side, above: Side, pilot: float | None = None) -> tuple[float, float]:
    """Give the bandwidth with the least expected squared error of the jump, and that of its bias.

    Parameters
    ----------
    below, above : Side
        Rows on both sides of the threshold.
    pilot : float, optional
        First guess of a width; from the spread of the rows by default.

    Returns
    -------
    bandwidth, bias_bandwidth : float

    Notes
    -----
    The plug-in rule of Calonico, Cattaneo & Titiunik (2014), Econometrica 82(6), 2295-2326, for a
    local line with a triangular kernel, one bandwidth for both sides, and variances from nearest
    neighbours.
    """
    sides = (below, above)
    if pilot is None:
        pilot = first_guess(np.concatenate([below.x, above.x]))
    widest = max(float(np.abs(side.x).max()) for side in sides)
    narrowest = max(_reach(side) for side in sides)

    def kept(width: float) -> float:
        return max(min(width, widest), narrowest)

    pilot = kept(pilot)
    ranges = [float(np.abs(side.x).max()) + 1e-8 * widest for side in sides]
    third = kept(_plug_in(sides, 3, 3, pilot, ranges, regularised=False))
    bias = kept(_plug_in(sides, 2, 2, pilot, [third, third]))
    return kept(_plug_in(sides, 1, 0, pilot, [bias, bias])), bias


def first_guess(x: Floats) -> float:
    """Give a width from the spread of the running variable and the number of its values."""
    quarter = np.quantile(x, 0.75) - np.quantile(x, 0.25)
    spread = min(float(x.std(ddof=1)), float(quarter) / 1.349) or float(x.std(ddof=1))
    return float(_PILOT * spread * len(np.unique(x)) ** (-1 / 5))


def _reach(side: Side) -> float:
    """Give the least width that holds enough distinct values of a side."""
    distances = np.unique(np.abs(side.x))
    return float(distances[min(_FEWEST, len(distances)) - 1]) * (1 + 1e-8) + 1e-300


def _plug_in(
    sides: tuple[Side, Side],
    order: int,
    derivative: int,
    pilot: float,
    curve_widths: list[float],
    *,
    regularised: bool = True,
) -> float:
    """Balance variance and squared bias of the jump in a derivative of a local polynomial."""
    variance, bias, doubt = 0.0, 0.0, 0.0
    for sign, side, curve_width in zip((-1, 1), sides, curve_widths, strict=True):
        near = side.within(pilot)
        row = near.weights(pilot, order)[derivative]
        variance += float(((row * neighbour_residuals(near)) ** 2).sum())
        # What the next power of x would add to the estimate, with the window scaled to 1.
        leak = float(row @ (near.x / pilot) ** (order + 1)) * pilot**derivative
        far = side.within(curve_width)
        curve = far.weights(curve_width, order + 1)[order + 1]
        bias += sign * leak * float(curve @ far.y)
        if regularised:
            noise = ((curve * neighbour_residuals(far)) ** 2).sum()
            doubt += _REGULARISATION * leak**2 * float(noise)
    steps = 2 * (order + 1 - derivative)
    top = (2 * derivative + 1) * pilot ** (2 * derivative + 1) * variance
    bottom = steps * (bias**2 + doubt)
    if bottom <= 0:
        return float("inf")
    return float((top / bottom) ** (1 / (2 * order + 3)))
