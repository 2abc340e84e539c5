"""Rising factorials a (a + 1) ... (a + x - 1), of which every likelihood of counts is made."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, psi

__all__ = ["rising"]

Floats = NDArray[np.float64]

# Beyond so many purchases a table of all smaller numbers would cost more than it saves.
LISTED = 200_000


def rising(a: float, x: Floats) -> tuple[Floats, Floats]:
    """Give log((1 + 1/a) ... (1 + (x - 1)/a)) and its derivative by a.

    That is the logarithm of the rising factorial less x log(a). Added up term by term it stays
    exact where a is huge and a difference of two log-gammas would be rounding alone.

    Parameters
    ----------
    a : float
        Above 0.
    x : ndarray
        Whole numbers from 0, as floats.

    Returns
    -------
    values, slopes : ndarray
        One each a number.

    Examples
    --------
    >>> values, slopes = rising(2.0, np.array([0.0, 1.0, 3.0]))
    >>> np.exp(values).round(12).tolist()
    [1.0, 1.0, 3.0]
    """
    most = int(x.max(initial=0.0))
    if most > LISTED:
        values = gammaln(a + x) - gammaln(a) - x * np.log(a)
        return values, psi(a + x) - psi(a) - x / a
    i = np.arange(most, dtype=float)
    values, slopes = np.zeros(most + 1), np.zeros(most + 1)
    np.cumsum(np.log1p(i / a), out=values[1:])
    np.cumsum(-i / (a * (a + i)), out=slopes[1:])
    which = x.astype(np.intp)
    return values[which], slopes[which]
