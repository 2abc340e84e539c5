"""Intervals for the share of promoters minus the share of detractors.

Three groups (promoters, passives, detractors) make this the same problem as the difference of
two paired shares, whose intervals are well studied. Rocks (2016) compared them for the net
promoter score: adjusted Wald and score intervals keep their promise; the plain one does not when
answers are few, or nearly all in one group.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import ndtri

from casekit.errors import InputError
from casekit.words import _

__all__ = ["METHODS", "chosen_method", "ends", "refuse_unless_method", "variance", "z_of"]

METHODS = ("auto", "wald", "score", "adjusted")
# The plain interval covers close to its level from here on (tests/long/factors_recovery.md).
WALD_FROM, WALD_OUTSIDE = 100, 20


def z_of(level: float) -> float:
    """Give the number of standard errors of an interval of this level.

    Examples
    --------
    >>> round(z_of(0.95), 2)
    1.96
    """
    if not (isinstance(level, (int, float)) and 0 < level < 1):
        raise InputError(
            _("`level` must be between 0 and 1, such as 0.95; {given!r} was given.").format(
                given=level
            )
        )
    return float(ndtri(0.5 + level / 2))


def refuse_unless_method(method: str) -> None:
    """Refuse a name that is no method."""
    if method not in METHODS:
        raise InputError(
            _("method={given!r} was given; choose one of {names}.").format(
                given=method, names=", ".join(map(repr, METHODS))
            )
        )


def variance(promoters: float, detractors: float) -> float:
    """Give the variance of one answer counted 1, 0 or -1: P + D - (P - D)^2.

    Examples
    --------
    >>> round(variance(0.45, 0.20), 4)
    0.5875
    """
    return max(promoters + detractors - (promoters - detractors) ** 2, 0.0)


def chosen_method(counts: NDArray[np.int64], method: str) -> str:
    """Say which interval is taken: with ``"auto"`` the plain one where it is good enough.

    Examples
    --------
    >>> chosen_method(np.array([20, 35, 45]), "auto"), chosen_method(np.array([0, 2, 98]), "auto")
    ('wald', 'score')
    """
    if method != "auto":
        return method
    n = int(counts.sum())
    return "wald" if n >= WALD_FROM and n - int(counts.max()) >= WALD_OUTSIDE else "score"


def ends(counts: NDArray[np.int64], z: float, method: str) -> tuple[float, float]:
    """Give the interval of promoters minus detractors, as a share of all who answered.

    Parameters
    ----------
    counts : ndarray of int, shape (3,)
        Detractors, passives, promoters.
    z : float
        Number of standard errors.
    method : {"wald", "score", "adjusted"}
        ``"wald"``: estimate plus and minus z standard errors, cut at -1 and 1. ``"score"``: the
        values that the score test does not reject (Tango 1998; Wilson's interval where there are
        two groups only). ``"adjusted"``: the plain interval after adding 3/4 promoter, 3/4
        detractor and 3/2 passives (Rocks 2016).

    Returns
    -------
    low, high : float

    Examples
    --------
    >>> [round(end, 3) for end in ends(np.array([20, 35, 45]), 1.96, "wald")]
    [0.1, 0.4]
    >>> [round(end, 3) for end in ends(np.array([0, 0, 20]), 1.96, "score")]
    [0.678, 1.0]
    """
    below, passive, above = map(int, counts)
    n = below + passive + above
    if method == "score":
        return _score(above, below, n, z)
    extra = 0.75 if method == "adjusted" else 0.0
    total = n + 4 * extra
    p, d = (above + extra) / total, (below + extra) / total
    half = z * math.sqrt(variance(p, d) / total)
    return max(p - d - half, -1.0), min(p - d + half, 1.0)


def _score(above: int, below: int, n: int, z: float) -> tuple[float, float]:
    found = (above - below) / n

    def distance(true: float) -> float:
        gap = above - below - n * true
        if gap == 0:
            return 0.0
        # Share of detractors that is likeliest when the score is `true`.
        linear = -above - below + (2 * n - above + below) * true
        under = max(linear * linear + 8 * n * below * true * (1 - true), 0.0)
        share = (math.sqrt(under) - linear) / (4 * n)
        spread = n * max(2 * share + true * (1 - true), 0.0)
        return gap / math.sqrt(spread) if spread > 0 else math.copysign(1e9, gap)

    def end(limit: float, sign: int) -> float:
        if found == limit or (distance(limit) - sign * z) * sign <= 0:
            return limit
        return float(brentq(lambda true: distance(true) - sign * z, limit, found, xtol=1e-13))

    return end(-1.0, 1), end(1.0, -1)
