"""Intervals of a log that notes the day only: the chance of so many days between two visits.

Two visits that lie T apart fall d whole days apart with a chance that depends on the clock: with
the first visit anywhere in its day, it is 1 - |T - d| for T within a day of d. So the chance of d
is the second difference of the integral of T's distribution function, which a lognormal has in
closed form.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from casekit.models.programmes.goal_gradient.rows import CardRows

__all__ = ["rounded"]

Floats = NDArray[np.float64]
# Differences of numbers near 1 are noise below this.
_LEAST = 1e-13


def rounded(
    rows: CardRows, beta: Floats, noise: float, pace: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Give the log chance of a customer's whole-day intervals at each pace, with derivatives.

    Returns
    -------
    value, by design, by pace, by log noise : ndarray
        (customers, points), the second with one more axis of 3.
    """
    who, which = rows.intervals()
    x, units = rows.x[which], rows.units[which]
    index = (x @ beta)[:, None] + pace[who] - np.log(rows.resolution)
    parts = [_integral(units[:, None] + shift, index, noise) for shift in (1.0, 0.0, -1.0)]
    chance, by_index, by_noise = (
        up - 2 * here + down for up, here, down in zip(*parts, strict=True)
    )
    sure = chance > _LEAST
    chance = np.where(sure, chance, _LEAST)
    by_index = np.where(sure, by_index / chance, 0.0)
    by_noise = np.where(sure, by_noise / chance, 0.0) * noise
    n = len(rows)

    def summed(values: Floats) -> Floats:
        return np.stack([np.bincount(who, column, n) for column in values.T], axis=1)

    by_design = np.stack([summed(by_index * x[:, i : i + 1]) for i in range(3)], axis=2)
    return summed(np.log(chance)), by_design, summed(by_index), summed(by_noise)


def _integral(upto: Floats, index: Floats, noise: float) -> tuple[Floats, Floats, Floats]:
    """Integrate the lognormal distribution function from 0; with derivatives by index and noise."""
    positive = upto > 0
    y = (np.log(np.where(positive, upto, 1.0)) - index) / noise
    mean = np.exp(index + noise**2 / 2)
    below = ndtr(y - noise)
    density = np.exp(-((y - noise) ** 2) / 2) / np.sqrt(2 * np.pi)
    value = upto * ndtr(y) - mean * below
    by_index = -mean * below
    by_noise = -mean * (noise * below - density)
    return tuple(np.where(positive, each, 0.0) for each in (value, by_index, by_noise))  # type: ignore[return-value]
