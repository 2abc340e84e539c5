"""The difference of two chances that one fit gives, with an interval that knows it is bounded."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

__all__ = ["Chances", "difference"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Chances:
    """Hold chances, and how each moves with the parameters.

    Attributes
    ----------
    share : ndarray, shape (k,)
    slope : ndarray, shape (k, parameters)
        Derivatives by the parameters; not finite where a parameter is without end.
    """

    share: Floats
    slope: Floats

    def error(self, covariance: Floats) -> Floats:
        """Give the standard error of each chance."""
        slope = np.nan_to_num(self.slope, posinf=0.0, neginf=0.0)
        return np.sqrt(np.maximum(np.einsum("ij,jk,ik->i", slope, covariance, slope), 0))

    def ends(self, covariance: Floats, reach: float) -> tuple[Floats, Floats]:
        """Give the interval of each chance, made on the scale of log-odds."""
        inside = (self.share > 0) & (self.share < 1)
        share = np.where(inside, self.share, 0.5)
        half = reach * self.error(covariance) / (share * (1 - share))
        at = logit(share)
        low, high = expit(at - half), expit(at + half)
        return np.where(inside, low, self.share), np.where(inside, high, self.share)


def difference(
    before: Chances, after: Chances, covariance: Floats, reach: float
) -> tuple[Floats, Floats, Floats]:
    """Give the standard error of ``after - before``, and the ends of its interval.

    Parameters
    ----------
    before, after : Chances
        Of one fit.
    covariance : ndarray
        Of the parameters.
    reach : float
        Standard errors to each side.

    Returns
    -------
    error, lower, upper : ndarray

    Notes
    -----
    Zou and Donner (2008): the two intervals are put together with the correlation of the two
    chances, so that the difference is as skewed as they are.

    Examples
    --------
    >>> one, other = (Chances(np.array([p]), np.array([[s]])) for p, s in ((0.5, 0), (0.9, 0.09)))
    >>> _error, lower, upper = difference(one, other, np.eye(1), 1.0)
    >>> lower.round(3).item(), upper.round(3).item()
    (0.268, 0.461)
    """
    apart = Chances(after.share - before.share, after.slope - before.slope)
    error = apart.error(covariance)
    first, second = before.error(covariance), after.error(covariance)
    both = np.where(first * second > 0, first * second, 1.0)
    go_together = np.clip((first**2 + second**2 - error**2) / 2 / both, -1, 1)
    low_1, high_1 = before.ends(covariance, reach)
    low_2, high_2 = after.ends(covariance, reach)

    def side(one: Floats, other: Floats) -> Floats:
        return np.sqrt(np.maximum(one**2 + other**2 - 2 * go_together * one * other, 0))

    lower = apart.share - side(after.share - low_2, high_1 - before.share)
    upper = apart.share + side(high_2 - after.share, before.share - low_1)
    sure = error == 0
    return error, np.where(sure, apart.share, lower), np.where(sure, apart.share, upper)
