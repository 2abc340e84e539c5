"""Integrals that the models share, each computed with positive terms only, so nothing cancels."""

from functools import cache

import numpy as np

from casekit.models.purchases.likelihood import Floats

__all__ = ["beta_average", "discounted_decay", "gauss_legendre"]

# exp(-45) is far below what a double can add to one.
NOTHING = 45.0


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
