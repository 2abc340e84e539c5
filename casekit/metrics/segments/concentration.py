"""How unevenly value is spread over customers: Lorenz curve, Gini coefficient, top shares."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.words import _

__all__ = ["gini", "lorenz_curve", "top_share"]

Floats = NDArray[np.float64]


def lorenz_curve(values: Any, *, points: int | None = None) -> pd.DataFrame:
    """Draw how much of all value the lowest customers hold together: the Lorenz curve.

    Parameters
    ----------
    values : array-like, shape (n,)
        One number a customer, 0 or more, such as spend: list, numpy array, Series of any engine.
    points : int, optional
        Keep about so many points, evenly along the customers, for a figure of a large base.

    Returns
    -------
    pandas.DataFrame
        ``share_of_customers`` and ``share_of_value``, both from 0 to 1, the customers with least
        value first.

    Raises
    ------
    InputError
        When a value is missing or negative, or all are 0.

    Examples
    --------
    >>> lorenz_curve([1, 1, 2, 4])
       share_of_customers  share_of_value
    0                0.00           0.000
    1                0.25           0.125
    2                0.50           0.250
    3                0.75           0.500
    4                1.00           1.000
    """
    held = _values(values)
    customers, value = _curve(held)
    if points is not None:
        if isinstance(points, bool) or not isinstance(points, (int, np.integer)) or points < 2:
            raise InputError(
                _("`points` must be a whole number, 2 or more; {points!r} was given.").format(
                    points=points
                )
            )
        keep = np.unique(np.linspace(0, len(held), min(points, len(held) + 1)).round().astype(int))
        customers, value = customers[keep], value[keep]
    return pd.DataFrame({"share_of_customers": customers, "share_of_value": value})


def gini(values: Any, *, small_sample: bool = False) -> float:
    """Measure concentration by one number: 0 when all are equal, towards 1 when one has all.

    Parameters
    ----------
    values : array-like, shape (n,)
        One number a customer, 0 or more.
    small_sample : bool
        False: twice the area between the Lorenz curve and the diagonal, which is at most
        ``1 - 1/n``. True: that times ``n / (n - 1)``, which reaches 1 when one customer has all.

    Returns
    -------
    float

    Raises
    ------
    InputError
        As `lorenz_curve`; also for one customer with ``small_sample=True``.

    Examples
    --------
    >>> round(gini([1, 1, 2, 4]), 4), round(gini([0, 0, 0, 8], small_sample=True), 4)
    (0.3125, 1.0)
    """
    held = _values(values)
    n = len(held)
    rising = np.sort(held) / held.max()
    place = np.arange(1, n + 1)
    found = float(np.sum((2 * place - n - 1) * rising) / (n * np.sum(rising)))
    if not small_sample:
        return found
    if n == 1:
        raise InputError(_("One customer alone has no concentration to correct for."))
    return found * n / (n - 1)


def top_share(values: Any, share: float = 0.2) -> float:
    """Tell how much of all value the top customers hold: the 80/20 rule on your own data.

    Parameters
    ----------
    values : array-like, shape (n,)
        One number a customer, 0 or more.
    share : float
        Which top share of the customers, from 0 to 1. Where that is no whole number of
        customers, the last one counts in part (a point on the Lorenz curve).

    Returns
    -------
    float
        Share of all value, from 0 to 1.

    Raises
    ------
    InputError
        As `lorenz_curve`; when `share` is not from 0 to 1.

    Examples
    --------
    >>> round(top_share([10, 10, 10, 10, 60]), 3)
    0.6
    """
    held = _values(values)
    if not 0 <= share <= 1:
        raise InputError(
            _("`share` must be from 0 to 1; {share!r} was given. 20% is 0.2.").format(share=share)
        )
    customers, value = _curve(-np.sort(-held), sort=False)
    return float(np.interp(share, customers, value))


def _curve(held: Floats, sort: bool = True) -> tuple[Floats, Floats]:
    n = len(held)
    # Divided first, so that huge amounts do not overflow and tiny ones do not vanish.
    ordered = (np.sort(held) if sort else held) / held.max()
    value = np.concatenate([[0.0], np.cumsum(ordered)])
    return np.arange(n + 1) / n, value / value[-1]


def _values(values: Any) -> Floats:
    if hasattr(values, "to_numpy"):
        values = values.to_numpy()
    try:
        held = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InputError(
            _("One number a customer is expected; {kind} was given.").format(
                kind=type(values).__name__
            )
        ) from error
    if held.ndim != 1 or not len(held):
        raise InputError(
            _("One number a customer is expected, in one column; the shape is {shape}.").format(
                shape=held.shape
            )
        )
    lost = int((~np.isfinite(held)).sum())
    if lost:
        raise InputError(
            _("{n} of {rows} values are missing or not finite.").format(n=lost, rows=len(held))
        )
    below = int((held < 0).sum())
    if below:
        raise InputError(
            _(
                "{n} of {rows} values are below 0, and a share of a sum needs none: a Lorenz curve "
                "of gains and losses is not defined. values.clip(lower=0) counts them as nothing."
            ).format(n=below, rows=len(held))
        )
    if not held.any():
        raise InputError(_("All values are 0; there is nothing to be shared."))
    return held
