"""Integrals that the models share, each computed with positive terms only, so nothing cancels."""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.polynomial.chebyshev import chebval
from scipy.fft import dct

from casekit.models.purchases.likelihood import Floats

__all__ = ["along_ages", "beta_average", "discounted_decay", "gauss_legendre"]

# exp(-45) is far below what a double can add to one.
NOTHING = 45.0
# Rows handled at a time, so that they stay in the processor's cache.
CHUNK = 8_192


@cache
def gauss_legendre(n: int) -> tuple[Floats, Floats]:
    """Give nodes and weights for the average of a smooth function over [0, 1].

    Examples
    --------
    >>> nodes, weights = gauss_legendre(8)
    >>> round(float(weights @ nodes**3), 12)
    0.25
    """
    nodes, weights = np.polynomial.legendre.leggauss(n)
    return (nodes + 1) / 2, weights / 2


def discounted_decay(power: Floats, rate: Floats, end: Floats) -> Floats:
    """Integrate exp(-rate v) (1 + v)^-power over v from 0 to `end` (which may be infinite).

    With rate 0 it is (1 - (1 + end)^(1 - power)) / (power - 1); with an infinite end it is
    Tricomi's U(1, 2 - power, rate). Arrays broadcast.

    Parameters
    ----------
    power, rate, end : ndarray
        Non-negative; `rate` and `end` may not be 0 and infinite together unless power > 1.

    Returns
    -------
    ndarray
        The integral; infinite where it diverges.

    Examples
    --------
    >>> float(discounted_decay(np.array(2.0), np.array(0.0), np.array(1.0)).round(12))
    0.5
    """
    # v = exp(y) - 1 turns the slow power into an exponential; beyond `stop` nothing is left.
    power, rate, end = np.broadcast_arrays(power, rate, end)
    excess = power - 1
    if not np.any(rate):
        span = np.log1p(end)
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            decayed = -np.expm1(-excess * span) / excess
            return np.where(np.abs(excess) < 1e-12, span, decayed)
    with np.errstate(divide="ignore"):
        stop = np.minimum(np.log1p(end), np.log1p(NOTHING / rate))
        stop = np.minimum(stop, np.where(excess > 0, NOTHING / excess, np.inf))
    nodes, weights = gauss_legendre(40)
    total = np.zeros(stop.shape)
    for node, weight in zip(nodes, weights, strict=True):
        y = stop * node
        total += weight * np.exp(-rate * np.expm1(y) - excess * y)
    return stop * total


def beta_average(a: float, b: float) -> tuple[Floats, Floats]:
    """Give nodes p and weights for averages over p ~ Beta(a, b).

    The rule runs over the log-odds of p with nodes that spread exponentially, so that a density
    with poles at 0 or 1 (a or b below 1) is as easy as a narrow peak (both in the hundreds).

    Parameters
    ----------
    a, b : float
        Shapes.

    Returns
    -------
    nodes, weights : ndarray
        The weights add up to 1; about a hundred nodes.

    Examples
    --------
    >>> p, weights = beta_average(0.793, 2.426)
    >>> float((weights @ p).round(10)) == round(0.793 / (0.793 + 2.426), 10)
    True
    """
    spread = np.sqrt(1 / a + 1 / b)
    width = min(1.0, spread)
    left = -np.arcsinh((40 / a + 10 * spread) / width)
    right = np.arcsinh((40 / b + 10 * spread) / width)
    v = np.linspace(left, right, 192)
    log_odds = np.log(a / b) + width * np.sinh(v)
    log_weight = a * log_odds - (a + b) * np.logaddexp(0, log_odds) + np.log(np.cosh(v))
    weights = np.exp(log_weight - log_weight.max())
    felt = weights > 1e-20
    # Below exp(-600) a probability is 0 for every purpose, but must not underflow to it.
    nodes = 1 / (1 + np.exp(-np.maximum(log_odds[felt], -600.0)))
    return nodes, weights[felt] / weights[felt].sum()


def along_ages(function: Callable[[Floats], Floats], ages: Floats, scale: float) -> Floats:
    """Evaluate a smooth, costly function of age at many ages by way of few.

    Expectations of a customer who is still there depend on the logarithm of ``scale + age`` so
    smoothly that a polynomial through its values at 17 to 65 Chebyshev places gives it to the last
    digits; the size of the last coefficients tells whether it does.

    Parameters
    ----------
    function : callable
        From ages to values, all of them above 0.
    ages : ndarray
        Where it is wanted.
    scale : float
        Above 0; the function may turn sharply only near ages below ``-scale``.

    Returns
    -------
    ndarray
        One value an age.

    Examples
    --------
    >>> ages = np.linspace(0.0, 39.0, 1_000)
    >>> values = along_ages(lambda age: 1 / (4.4 + age), ages, 4.4)
    >>> bool(np.allclose(values * (4.4 + ages), 1.0, rtol=1e-12))
    True
    """
    logs = np.log(scale + ages)
    low, high = float(logs.min()), float(logs.max())
    middle, half = (high + low) / 2, (high - low) / 2
    if half < 1e-9 * max(abs(middle), 1.0):
        return np.repeat(function(ages[:1]), len(ages))
    for degree in (16, 32, 64):
        if len(ages) <= 2 * degree:
            break
        places = np.cos(np.pi * (np.arange(degree + 1) + 0.5) / (degree + 1))
        coefficients = dct(function(np.exp(middle + half * places) - scale)) / (degree + 1)
        coefficients[0] /= 2
        sizes = np.abs(coefficients)
        if not np.isfinite(sizes.max()):
            break
        if sizes[-3:].max() <= 1e-15 * sizes.max():
            needed = coefficients[: np.flatnonzero(sizes >= 1e-17 * sizes.max())[-1] + 1]
            values = np.empty(len(ages))
            for start in range(0, len(ages), CHUNK):
                part = slice(start, start + CHUNK)
                values[part] = chebval((logs[part] - middle) / half, needed)
            return values
    parts = [function(ages[start : start + 2_000]) for start in range(0, len(ages), 2_000)]
    return np.concatenate(parts)
