"""Confidence intervals: the level that is asked for, and the plain symmetric kind."""

from collections.abc import Callable

import pandas as pd
from scipy.special import ndtri

from casekit.errors import InputError
from casekit.words import _

__all__ = ["refuse_unless_level", "symmetric_interval", "two_sided"]


def refuse_unless_level(alpha: float) -> None:
    """Refuse an alpha that is no share of samples, such as 95 for 95%.

    Raises
    ------
    InputError
        When alpha is not between 0 and 1.
    """
    if not 0 < alpha < 1:
        raise InputError(
            _("alpha={alpha} was given; it lies between 0 and 1 (0.05: 95%).").format(alpha=alpha)
        )


def two_sided(alpha: float, *, quantile: Callable[[float], float] = ndtri) -> float:
    """Give the number of standard errors that an interval reaches to each side.

    Raises
    ------
    InputError
        When alpha is not between 0 and 1.

    Examples
    --------
    >>> round(two_sided(0.05), 2)
    1.96
    """
    refuse_unless_level(alpha)
    return float(quantile(1 - alpha / 2))


def symmetric_interval(
    estimates: pd.Series,
    errors: pd.Series,
    alpha: float,
    *,
    quantile: Callable[[float], float] = ndtri,
) -> pd.DataFrame:
    """Give each estimate plus and minus a number of its standard errors.

    Parameters
    ----------
    estimates, errors : pandas.Series
        Of the same index.
    alpha : float
        Share of samples whose interval misses the truth: 0.05 gives 95% intervals.
    quantile : callable
        Quantile function of the estimate in standard errors; the normal one by default.

    Returns
    -------
    pandas.DataFrame
        Columns ``lower`` and ``upper``, a row an estimate.

    Raises
    ------
    InputError
        When alpha is not between 0 and 1.

    Examples
    --------
    >>> found = symmetric_interval(pd.Series({"a": 2.0}), pd.Series({"a": 1.0}), alpha=0.05)
    >>> found.loc["a"].round(2).tolist()
    [0.04, 3.96]
    """
    reach = two_sided(alpha, quantile=quantile) * errors
    return pd.DataFrame({"lower": estimates - reach, "upper": estimates + reach})
