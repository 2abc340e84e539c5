"""The likelihood of the NBD model: how often households buy in a period of observation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
import pandas as pd
from scipy.special import gammaln

from casekit.errors import InputError
from casekit.frames.columns import CUSTOMERS
from casekit.frames.engine import arrays_of, frame_of, need_columns
from casekit.frames.history_checks import counts_of, need_whole, refuse_rows
from casekit.models.purchases.likelihood import Floats
from casekit.models.segments.rising import rising
from casekit.words import _

__all__ = ["CountRows", "count_rows", "nbd_log_likelihood"]

PURCHASES = "purchases"


@dataclass(frozen=True, eq=False)
class CountRows:
    """Hold distinct numbers of purchases, with the households that bought so often.

    Attributes
    ----------
    x : ndarray
        Purchases.
    periods : ndarray
        Periods for which these households were observed.
    counts : ndarray
        Households.
    buyers_only : bool
        Whether households without a purchase could not be seen.
    """

    x: Floats
    periods: Floats
    counts: Floats
    buyers_only: bool = False

    def __len__(self) -> int:
        return len(self.x)

    def __getitem__(self, part: slice) -> Self:
        return replace(self, x=self.x[part], periods=self.periods[part], counts=self.counts[part])


def count_rows(counts: Any, *, periods: Any = None, buyers_only: bool = False) -> CountRows:
    """Check numbers of purchases and count equal ones once.

    Parameters
    ----------
    counts : sequence of int, or data frame
        Purchases of each household; or a table with ``purchases`` and, optionally, ``customers``.
    periods : sequence of float or float, optional
        Periods for which each household was observed; 1 by default.
    buyers_only : bool
        Whether only households that bought could be seen.

    Returns
    -------
    CountRows
        One row a distinct number of purchases (and length of observation).

    Raises
    ------
    InputError
        When a number is missing, negative or no whole number, or a length is not above 0.

    Examples
    --------
    >>> rows = count_rows([0, 2, 0, 1])
    >>> rows.x.tolist(), rows.counts.tolist()
    ([0.0, 1.0, 2.0], [2.0, 1.0, 1.0])
    """
    if hasattr(counts, "columns"):
        names = list(frame_of(counts).columns)
        need_columns(
            names,
            [PURCHASES],
            _("Numbers of purchases stand in a column purchases, one row a household."),
        )
        columns = arrays_of(counts, [name for name in (PURCHASES, CUSTOMERS) if name in names])
        x, weights = columns[PURCHASES], counts_of(columns, len(columns[PURCHASES]))
    else:
        try:
            x = np.asarray(counts, dtype=float).ravel()
        except (TypeError, ValueError) as error:
            raise InputError(
                _("Numbers of purchases were expected, one a household; they hold {what}.").format(
                    what=type(counts).__name__
                )
            ) from error
        weights = np.ones(len(x))
    if not len(x):
        raise InputError(_("There are no households; one number of purchases a household."))
    need_whole(PURCHASES, x)
    if buyers_only:
        refuse_rows(
            PURCHASES,
            x == 0,
            _("is 0 although buyers_only=True says that only buyers could be seen"),
        )
    length = (
        np.ones(len(x))
        if periods is None
        else np.broadcast_to(np.asarray(periods, dtype=float), x.shape)
    )
    refuse_rows("periods", ~(np.isfinite(length) & (length > 0)), _("is not a length above 0"))
    both = pd.DataFrame({"x": x, "periods": length, "weight": weights})
    distinct = both.groupby(["x", "periods"], as_index=False)["weight"].sum()
    return CountRows(
        distinct["x"].to_numpy(),
        distinct["periods"].to_numpy(),
        distinct["weight"].to_numpy(dtype=float),
        buyers_only,
    )


def nbd_log_likelihood(parameters: Floats, rows: CountRows) -> tuple[Floats, Floats]:
    """Give each row's log-likelihood and its gradient by mean and k.

    Parameters
    ----------
    parameters : ndarray
        mean (purchases a period), k.
    rows : CountRows
        Numbers of purchases.

    Returns
    -------
    values : ndarray, shape (rows,)
        Log-likelihoods.
    gradient : ndarray, shape (2, rows)
        Derivatives by the parameters.

    Examples
    --------
    >>> values, _gradient = nbd_log_likelihood(np.array([1.0, 1.0]), count_rows([0, 1]))
    >>> np.exp(values).round(12).tolist()
    [0.5, 0.25]
    """
    mean, k = parameters
    x, expected = rows.x, mean * rows.periods
    values, slopes = rising(k, rows.x)
    spread = np.log1p(expected / k)
    values = values + x * np.log(expected) - (k + x) * spread - gammaln(x + 1)
    by_mean = x / mean - (k + x) * rows.periods / (k + expected)
    by_k = slopes - spread + (k + x) * expected / (k * (k + expected))
    if rows.buyers_only:
        # Given at least one purchase: less the logarithm of its probability.
        odds = 1 / np.expm1(k * spread)
        values = values - np.log(-np.expm1(-k * spread))
        by_mean = by_mean - odds * k * rows.periods / (k + expected)
        by_k = by_k - odds * (spread - expected / (k + expected))
    return values, np.stack([by_mean, by_k])
