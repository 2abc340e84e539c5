"""Price paths: a price for every firm and month, drawn independently or given as a table."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.generators.parameters import refuse_unless
from casekit.generators.switching.barriers import PerFirm, refuse_unless_per_firm
from casekit.generators.switching.draws import stream
from casekit.words import _

__all__ = ["price_paths"]

Floats = NDArray[np.float64]


def price_paths(
    seed: int,
    firms: tuple[str, ...],
    months: int,
    burn_in_months: int,
    base_price: PerFirm,
    price_sd: float,
    prices: pd.DataFrame | Floats | None,
) -> Floats:
    """Draw or read the prices of all firms, month by month.

    Parameters
    ----------
    seed : int
    firms : tuple of str
    months, burn_in_months : int
    base_price : float or sequence of float
        Mean price (money a month), one for all firms or one for each.
    price_sd : float
        Standard deviation of a firm's price from month to month; each firm and month has a draw
        of its own, which is what lets price sensitivity be measured.
    prices : pandas.DataFrame or ndarray, optional
        A row a month of the panel, a column a firm. Before the panel starts, each firm's mean.

    Returns
    -------
    ndarray, shape (burn-in + months, firms)
        Money a month, in whole cents.

    Examples
    --------
    >>> price_paths(1, ("Alder", "Birch"), 3, 0, 30.0, 0.0, None).tolist()
    [[30.0, 30.0], [30.0, 30.0], [30.0, 30.0]]
    """
    n_firms = len(firms)
    refuse_unless_per_firm(base_price, "base_price", n_firms, least=0.0)
    refuse_unless(price_sd >= 0, "price_sd", price_sd, _("a number, 0 or more"))
    if prices is None:
        luck = stream(seed, "prices").standard_normal((burn_in_months + months, n_firms))
        drawn = np.asarray(base_price, dtype=float) + price_sd * luck
        return _cents(np.maximum(drawn, 0.0))
    table = _table(prices, firms)
    if table.shape != (months, n_firms):
        message = _(
            "`prices` must have a row for each of the {months} months and a column for each of "
            "the {firms} firms; it has {rows} rows and {columns} columns."
        )
        raise InputError(
            message.format(
                months=months, firms=n_firms, rows=table.shape[0], columns=table.shape[-1]
            )
        )
    bad = ~(table >= 0) | ~np.isfinite(table)
    if bad.any():
        message = _("`prices` must be numbers, 0 or more; {n} of {total} are not.")
        raise InputError(message.format(n=int(bad.sum()), total=table.size))
    before = np.tile(table.mean(axis=0), (burn_in_months, 1))
    return _cents(np.concatenate([before, table]))


def _table(prices: Any, firms: tuple[str, ...]) -> Floats:
    if isinstance(prices, pd.DataFrame):
        lost = [firm for firm in firms if firm not in prices.columns]
        if lost:
            message = _("`prices` lacks a column for {firms}; its columns are {there}.")
            raise InputError(
                message.format(
                    firms=", ".join(lost), there=", ".join(str(name) for name in prices.columns)
                )
            )
        prices = prices[list(firms)]
    return np.atleast_2d(np.asarray(prices, dtype=float))


def _cents(money: Floats) -> Floats:
    return np.asarray(np.round(money * 100) / 100)
