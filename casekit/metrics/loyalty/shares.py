"""A share and its interval, right for small groups and for shares near 0 and 1."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

from casekit.errors import InputError
from casekit.words import _

__all__ = ["share_interval", "z_of"]

Floats = NDArray[np.float64]


def z_of(level: float) -> float:
    """Give the number of standard errors of an interval with this level.

    Examples
    --------
    >>> round(z_of(0.95), 2)
    1.96
    """
    number = isinstance(level, int | float | np.number) and not isinstance(level, bool)
    if not (number and 0 < level < 1):
        raise InputError(
            _("`level` must be between 0 and 1 (0.95: 95%); {given!r} was given.").format(
                given=level
            )
        )
    return float(ndtri(0.5 + level / 2))


def share_interval(yes: ArrayLike, of: ArrayLike, level: float = 0.95) -> tuple[Floats, Floats]:
    """Give Wilson's interval of a share: the shares that the count does not reject.

    Parameters
    ----------
    yes, of : array-like
        How many said yes, and of how many.
    level : float
        Confidence level.

    Returns
    -------
    low, high : ndarray
        Between 0 and 1; NaN of nobody.

    Notes
    -----
    Wilson (1927), Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> low, high = share_interval(0, 10)
    >>> low.item(), high.round(3).item()
    (0.0, 0.278)
    """
    z = z_of(level)
    k, n = np.asarray(yes, dtype=float), np.asarray(of, dtype=float)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = k / n
        middle = (k + z**2 / 2) / (n + z**2)
        half = z / (n + z**2) * np.sqrt(n * share * (1 - share) + z**2 / 4)
        low = np.where(k == 0, 0.0, middle - half)
        high = np.where(k == n, 1.0, middle + half)
    empty = n == 0
    return np.where(empty, np.nan, low), np.where(empty, np.nan, high)
