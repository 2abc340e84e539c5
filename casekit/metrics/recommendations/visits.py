"""Means over the visits of one arm, and how sure they are when customers come again."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri

from casekit.errors import InputError
from casekit.words import _

__all__ = ["error_of", "mean_in", "reach_of"]

Floats = NDArray[np.float64]


def mean_in(arm: NDArray[np.bool_], outcome: Floats) -> tuple[float, Floats]:
    """Give the mean of an outcome in one arm, and what each visit contributes to its error.

    Parameters
    ----------
    arm : ndarray of bool, shape (n,)
        The visits of the arm, one at least.
    outcome : ndarray, shape (n,)
        A number for each visit.

    Returns
    -------
    mean : float
    influence : ndarray, shape (n,)
        Distance of each visit from the mean over the number of visits; 0 outside the arm.

    Examples
    --------
    >>> mean_in(np.array([True, True, False]), np.array([1.0, 3.0, 9.0]))
    (2.0, array([-0.5,  0.5,  0. ]))
    """
    mean = float(outcome[arm].mean())
    return mean, np.where(arm, outcome - mean, 0.0) / int(arm.sum())


def error_of(influence: Floats, customers: pd.Series) -> float:
    """Give the standard error: a customer's visits count together, as they are not independent.

    Parameters
    ----------
    influence : ndarray, shape (n,)
        Of the estimate, visit by visit.
    customers : pandas.Series
        Whose visit each is.

    Returns
    -------
    float

    Raises
    ------
    InputError
        When there is one customer only.

    Examples
    --------
    >>> round(error_of(np.array([-0.5, 0.5]), pd.Series([1, 2])), 2)
    1.0
    """
    codes, names = pd.factorize(customers)
    n = len(names)
    if n < 2:
        raise InputError(
            _("All visits are of one customer; an interval needs the visits of two or more.")
        )
    sums = np.bincount(codes, weights=influence)
    return float(np.sqrt(n / (n - 1) * (sums**2).sum()))


def reach_of(level: float) -> float:
    """Give the number of standard errors to each side of an interval.

    Examples
    --------
    >>> round(reach_of(0.95), 2)
    1.96
    """
    if not (isinstance(level, (int, float)) and 0 < level < 1):
        raise InputError(
            _("`level` must be between 0 and 1, such as 0.95; {given!r} was given.").format(
                given=level
            )
        )
    return float(ndtri(0.5 + level / 2))
