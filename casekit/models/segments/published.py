"""Parameters from published figures: mean and zeros, shares and penetrations."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy.optimize import brentq

from casekit.errors import InputError
from casekit.models.segments.brand_buying import Tastes, reach
from casekit.words import _

__all__ = ["checked_shares", "s_from_penetration", "shape_from_variance", "shape_from_zeros"]

# Where s is looked for when a brand's penetration is to give it.
LEAST_S, MOST_S = 1e-6, 1e6


def shape_from_zeros(mean: float, penetration: float) -> float:
    """Find k from the mean and the share of non-buyers: the method of mean and zeros.

    Parameters
    ----------
    mean : float
        Purchases per household, buyers or not.
    penetration : float
        Share of households that bought.

    Returns
    -------
    float
        k with 1 - (1 + mean/k)^-k equal to the penetration.

    Raises
    ------
    InputError
        When no k does: there are more buyers than even without any difference between households,
        or fewer purchases than buyers.

    Examples
    --------
    >>> round(shape_from_zeros(1.456, 0.56), 4)
    0.7788
    """
    if not 0 < penetration < 1:
        raise InputError(
            _(
                "A penetration of {b} was given; it is a share of households, above 0 and below 1 "
                "(0.56: 56%)."
            ).format(b=penetration)
        )
    if not (np.isfinite(mean) and mean > penetration):
        raise InputError(
            _(
                "A mean of {mean} purchases per household was given, but {b} of households bought "
                "at least once each; the mean is per household, buyers or not."
            ).format(mean=mean, b=penetration)
        )
    wanted = -np.log1p(-penetration)
    if wanted >= mean:
        raise InputError(
            _(
                "No NBD fits: with {mean} purchases per household at most {most:.3f} of households "
                "can be buyers (all alike), and {b} are. Households differ less than by chance."
            ).format(mean=mean, most=-np.expm1(-mean), b=penetration)
        )

    def gap(log_k: float) -> float:
        k = np.exp(log_k)
        return float(k * np.log1p(mean / k) - wanted)

    return float(np.exp(brentq(gap, -700.0, 700.0, xtol=1e-14, rtol=1e-14)))


def shape_from_variance(mean: float, variance: float) -> float:
    """Find k from mean and variance of the purchases per household: the method of moments.

    Parameters
    ----------
    mean, variance : float
        Of the purchases per household, buyers or not.

    Returns
    -------
    float
        mean^2 / (variance - mean).

    Raises
    ------
    InputError
        When the variance is not above the mean: households differ no more than by chance.

    Examples
    --------
    >>> shape_from_variance(2.0, 10.0)
    0.5
    """
    if not (mean > 0 and np.isfinite(variance) and variance > mean):
        raise InputError(
            _(
                "A variance of {variance} was given for a mean of {mean} purchases per household; "
                "it is above the mean wherever households differ."
            ).format(variance=variance, mean=mean)
        )
    return float(mean**2 / (variance - mean))


def s_from_penetration(mean: float, k: float, share: float, penetration: float) -> float:
    """Find the s at which a brand of a share has a penetration; missing (NaN) where none does.

    Parameters
    ----------
    mean, k : float
        Of the category.
    share, penetration : float
        Of the brand.

    Returns
    -------
    float
        Sum of the Dirichlet parameters.

    Examples
    --------
    >>> round(s_from_penetration(1.456, 0.7788, 0.25, 0.20), 2)
    1.3
    """

    def gap(log_s: float) -> float:
        return reach(mean, k, Tastes(float(np.exp(log_s)), share)) - penetration

    low, high = np.log(LEAST_S), np.log(MOST_S)
    if share >= 1 or gap(low) >= 0 or gap(high) <= 0:
        return float("nan")
    return float(np.exp(brentq(gap, low, high, xtol=1e-12)))


def checked_shares(shares: Mapping[str, float]) -> pd.Series:
    """Read market shares, which may leave a rest to brands that are not named.

    Parameters
    ----------
    shares : mapping of str to float
        Market share by brand.

    Returns
    -------
    pandas.Series
        The biggest first.

    Raises
    ------
    InputError
        When a share is not above 0, or they add up to more than 1.

    Examples
    --------
    >>> checked_shares({"Rowan": 0.05, "Alder": 0.3}).index.tolist()
    ['Alder', 'Rowan']
    """
    given = pd.Series(
        {str(name): float(value) for name, value in shares.items()}, name="share", dtype=float
    )
    given.index.name = "brand"
    if not len(given) or not (given > 0).all() or given.sum() > 1 + 1e-9:
        raise InputError(
            _(
                "Market shares are numbers above 0 that add up to 1 at most; here they add up to "
                "{sum:.4g}. For shares in per cent, divide by 100."
            ).format(sum=given.sum())
        )
    return given.sort_values(ascending=False, kind="stable")
