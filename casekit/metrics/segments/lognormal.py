"""Concentration of a lognormal spread of value: one number, sigma, gives every top share."""

from typing import Any

import numpy as np

from casekit.errors import InputError
from casekit.words import _

__all__ = ["lognormal_gini", "lognormal_sigma", "lognormal_top_share"]


def lognormal_top_share(share: Any, sigma: Any) -> Any:
    """Tell how much the top customers hold when the logarithm of value is normal.

    Parameters
    ----------
    share : float or array-like
        Top share of the customers, from 0 to 1.
    sigma : float or array-like
        Standard deviation of the natural logarithm of value; 0 means all equal.

    Returns
    -------
    float or numpy.ndarray
        Share of all value: ``1 - Phi(Phi^-1(1 - share) - sigma)``.

    Raises
    ------
    InputError
        When a share is not from 0 to 1, or sigma is below 0.

    Examples
    --------
    >>> round(lognormal_top_share(0.01, 1.5), 3), round(lognormal_top_share(0.20, 1.5), 3)
    (0.204, 0.745)
    """
    from scipy.special import ndtr, ndtri

    shares, sigmas = np.asarray(share, dtype=float), np.asarray(sigma, dtype=float)
    _refuse_share(shares, "share")
    if not ((sigmas >= 0) & np.isfinite(sigmas)).all():
        raise InputError(_("`sigma` must be 0 or more; {sigma!r} was given.").format(sigma=sigma))
    # The same as the formula above, but precise for the smallest shares.
    held = ndtr(ndtri(shares) + sigmas)
    return float(held) if np.ndim(held) == 0 else held


def lognormal_sigma(share: float, holds: float) -> float:
    """Find the spread at which a top share of customers holds a given share of value.

    Parameters
    ----------
    share : float
        Top share of the customers, above 0 and below 1.
    holds : float
        Share of all value that they hold, at least `share`, below 1.

    Returns
    -------
    float
        Sigma of the lognormal distribution.

    Raises
    ------
    InputError
        When a share makes no sense, or the top holds less than its number.

    Examples
    --------
    >>> round(lognormal_sigma(0.01, 0.21), 2)
    1.52
    """
    from scipy.special import ndtri

    if not (0 < share < 1 and share <= holds < 1):
        raise InputError(
            _(
                "A top share between 0 and 1 is expected, and what it holds, which cannot be less; "
                "{share!r} and {holds!r} were given."
            ).format(share=share, holds=holds)
        )
    return float(ndtri(holds) - ndtri(share))


def lognormal_gini(sigma: float) -> float:
    """Give the Gini coefficient of a lognormal spread of value.

    Parameters
    ----------
    sigma : float
        Standard deviation of the natural logarithm of value.

    Returns
    -------
    float
        ``2 Phi(sigma / sqrt(2)) - 1``.

    Raises
    ------
    InputError
        When sigma is below 0.

    Examples
    --------
    >>> round(lognormal_gini(1.5), 3)
    0.711
    """
    from scipy.special import erf

    if not (sigma >= 0 and np.isfinite(sigma)):
        raise InputError(_("`sigma` must be 0 or more; {sigma!r} was given.").format(sigma=sigma))
    return float(erf(sigma / 2))


def _refuse_share(shares: Any, name: str) -> None:
    if not ((shares >= 0) & (shares <= 1)).all():
        raise InputError(
            _("`{name}` must be from 0 to 1; {value!r} was given. 20% is 0.2.").format(
                name=name, value=shares.tolist()
            )
        )
