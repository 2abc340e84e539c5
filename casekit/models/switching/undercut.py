"""Shy's quick estimator: switching costs from nothing but prices and customer numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from casekit.errors import InputError
from casekit.generators.switching.undercut import read_customers, size_order
from casekit.words import _

__all__ = ["profitable_undercuts", "undercut_switching_costs"]


def undercut_switching_costs(prices: ArrayLike, customers: ArrayLike) -> pd.Series:
    """Estimate what leaving each firm costs, from prices and customer numbers alone.

    Parameters
    ----------
    prices : array_like of shape (firms,)
        Price of each firm above its marginal cost, in money. A Series keeps its index.
    customers : array_like of shape (firms,)
        Customers, or shares, of each firm. Of equals the one named first counts as larger.

    Returns
    -------
    pandas.Series
        Switching cost of each firm's customers, in money, in the order given.

    Raises
    ------
    InputError
        With one firm, lists of different lengths, or a firm without customers.

    Notes
    -----
    The estimator ASSUMES that prices are the highest at which the feared rival gains nothing by
    undercutting: every firm fears the smallest, and the smallest fears the largest. Then
    S_i = p_i - N_r p_r / (N_i + N_r), r the feared rival. With two firms that is
    S_A = p_A - p_B N_B / (N_A + N_B). Shy (2002).

    Examples
    --------
    >>> undercut_switching_costs([10, 9], [60, 40]).round(2).tolist()
    [6.4, 3.0]
    """
    paid, numbers = _read(prices, customers)
    order = size_order(numbers)
    feared = np.full(len(numbers), order[-1])
    feared[order[-1]] = order[0]
    costs = paid - numbers[feared] * paid[feared] / (numbers + numbers[feared])
    index = prices.index if isinstance(prices, pd.Series) else None
    return pd.Series(costs, index=index, name="switching_cost")


def profitable_undercuts(
    prices: ArrayLike, customers: ArrayLike, switching_costs: ArrayLike
) -> pd.DataFrame:
    """Find who would gain by undercutting whom, at given prices and true switching costs.

    Parameters
    ----------
    prices : array_like of shape (firms,)
        Price of each firm above marginal cost, in money. A Series names the firms by its index.
    customers : array_like of shape (firms,)
        Customers of each firm.
    switching_costs : float or array_like of shape (firms,)
        What leaving each firm costs its customers, in money.

    Returns
    -------
    pandas.DataFrame
        A row a pair in which the first gains: ``firm``, ``undercuts``, ``new_price`` (the
        victim's price less its customers' switching cost), ``profit_now``, ``profit_then`` (with
        the customers of both) and ``gain``, all in money. No row means undercut-proof prices.

    Raises
    ------
    InputError
        As `undercut_switching_costs`.

    Notes
    -----
    Only pairs are looked at: a price low enough to win the customers of two rivals at once would
    be a deeper cut. A gain below a millionth of the present profit counts as none.

    Examples
    --------
    >>> from casekit.generators.switching.undercut import undercut_proof_prices
    >>> numbers = [50, 30, 20]
    >>> found = profitable_undercuts(undercut_proof_prices(5, numbers), numbers, 5)
    >>> found[["firm", "undercuts"]].to_numpy().tolist()
    [[1, 2]]
    """
    paid, numbers = _read(prices, customers)
    costs = np.broadcast_to(np.asarray(switching_costs, dtype=float), paid.shape)
    names = prices.index if isinstance(prices, pd.Series) else pd.RangeIndex(len(paid))
    victim, firm = np.meshgrid(np.arange(len(paid)), np.arange(len(paid)))
    lower = paid[victim] - costs[victim]
    now = paid[firm] * numbers[firm]
    then = lower * (numbers[firm] + numbers[victim])
    gains = (firm != victim) & (then > now * (1 + 1e-6))
    return pd.DataFrame(
        {
            "firm": names[firm[gains]],
            "undercuts": names[victim[gains]],
            "new_price": lower[gains],
            "profit_now": now[gains],
            "profit_then": then[gains],
            "gain": (then - now)[gains],
        }
    )


def _read(
    prices: ArrayLike, customers: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    numbers = read_customers(customers)
    paid = np.asarray(prices, dtype=float)
    if paid.shape != numbers.shape:
        raise InputError(
            _("Each firm needs a price and a number of customers; {p} and {n} were given.").format(
                p=paid.size, n=numbers.size
            )
        )
    if not np.isfinite(paid).all():
        raise InputError(_("A price is missing. The rule needs the prices of all firms."))
    return paid, numbers
