"""Sum a curve of survival over all its future, discounted, however slowly it falls."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from scipy.integrate import quad
from scipy.special import hyp2f1

from casekit.models.purchases.likelihood import Floats
from casekit.models.subscriptions.tenures import log_share_kept

__all__ = ["beta_geometric_sum", "discounted_sum"]

# exp(-40) is nothing beside the first term, which is 1.
_NOTHING = 40.0
_MOST_TERMS = 100_000
_FEW_TERMS = 2_000


def beta_geometric_sum(alpha: float, beta: float, discount_rate: float) -> float:
    """Give the sum over t = 0, 1, 2, ... of B(alpha, beta + t) / B(alpha, beta) / (1 + d)^t.

    It is Gauss' hypergeometric function 2F1(1, beta; alpha + beta; 1 / (1 + d)).

    Parameters
    ----------
    alpha, beta : float
        Above 0.
    discount_rate : float
        d, from 0; with 0 the sum is finite only for alpha above 1.

    Returns
    -------
    float
        The sum; infinite where it is.

    Examples
    --------
    >>> round(beta_geometric_sum(0.668, 3.806, 0.10), 2)
    5.92
    """
    if discount_rate == 0:
        return (alpha + beta - 1) / (alpha - 1) if alpha > 1 else float("inf")
    with np.errstate(all="ignore"):
        closed = float(hyp2f1(1.0, beta, alpha + beta, 1 / (1 + discount_rate)))
    if np.isfinite(closed) and 1 <= closed <= (1 + 1e-9) * (1 + 1 / discount_rate):
        return closed

    # For extreme parameters scipy's function gives up.
    return discounted_sum(lambda t: log_share_kept(alpha, beta, t)[0], discount_rate)


def discounted_sum(
    log_survival: Callable[[Floats], Floats],
    discount_rate: float,
    horizon: int | None = None,
) -> float:
    """Give the sum over t = 0, 1, 2, ... of exp(log_survival(t)) / (1 + d)^t.

    Parameters
    ----------
    log_survival : callable
        From times to logarithms of survival; smooth and never rising, also between whole numbers.
    discount_rate : float
        d, from 0.
    horizon : int, optional
        Number of terms; all of them by default. Without discounting the caller makes sure that
        the sum is finite.

    Returns
    -------
    float
        The sum. Where it takes too many terms, the far ones are an integral (Euler-Maclaurin).

    Examples
    --------
    >>> round(discounted_sum(lambda t: t * np.log(0.8), 0.10), 4)
    3.6667
    """
    force = float(np.log1p(discount_rate))

    def log_term(t: Floats) -> Floats:
        return np.asarray(log_survival(t) - force * t)

    if horizon is not None and horizon <= _MOST_TERMS:
        return float(np.exp(log_term(np.arange(horizon, dtype=float))).sum())
    if horizon is None and force * _MOST_TERMS > _NOTHING:
        enough = int(np.ceil(_NOTHING / force)) + 1
        return float(np.exp(log_term(np.arange(enough, dtype=float))).sum())
    whole = float(np.exp(log_term(np.arange(_FEW_TERMS, dtype=float))).sum())
    ends = [float(_FEW_TERMS)] if horizon is None else [float(_FEW_TERMS), float(horizon)]
    for sign, end in zip((1, -1), ends, strict=False):
        near = np.exp(log_term(np.array([end - 0.5, end, end + 0.5])))
        whole += sign * float(near[1] / 2 - (near[2] - near[0]) / 12)

    def by_log_time(v: float) -> float:
        t = np.array([_FEW_TERMS * np.exp(v)])
        return float(np.exp(log_term(t)[0] + np.log(_FEW_TERMS) + v))

    # Far out the terms fall like a power of time, at worst: equal steps of its logarithm.
    last = 600.0 if horizon is None else float(np.log(horizon / _FEW_TERMS))
    steps = np.minimum(np.concatenate(([0.0], 2.0 ** np.arange(-2, 11))), last)
    pieces = [
        quad(by_log_time, low, high, epsabs=0, epsrel=1e-12, limit=200)[0]
        for low, high in pairwise(steps)
        if high > low
    ]
    return whole + float(np.sum(pieces))
