"""What a customer costs, by channel: on average, at the margin, and how soon it is earned back."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from casekit.errors import InputError
from casekit.frames.budget import (
    ACQUIRED,
    CHANNEL,
    MARGIN_PER_CUSTOMER,
    PROSPECTS,
    SPEND,
    read_channels,
)
from casekit.words import _

__all__ = ["cost_per_customer", "payback_months"]

Floats = NDArray[np.float64]


def cost_per_customer(
    channels: Any, *, retention_rate: float = 1.0, total: bool = False
) -> pd.DataFrame:
    """Compare channels by what a customer costs, on average and at the margin.

    The cost of a customer (CAC) is all the money that a channel took over the customers that it
    won: the money spent on those who said no is in it.

    Parameters
    ----------
    channels : data frame
        ``channel``, ``spend`` (money in total), ``acquired``; where they are known ``prospects``
        and ``margin_per_customer`` (per year). Any engine. A channel with several rows is one
        that was run at several levels of spend, on equal groups of people; the rows are ordered
        by spend.
    retention_rate : float
        Share of customers who stay from one year to the next; for the payback only. With 1
        nobody leaves.
    total : bool
        Whether a row "all" sums the channels. Only where each channel has one row.

    Returns
    -------
    pandas.DataFrame
        ``channel``, ``spend``, ``prospects``, ``acquired``, and

        - ``acquisition_rate``: acquired over prospects,
        - ``spend_per_prospect``: spend over prospects. It looks like a cost per customer when the
          failed prospects are forgotten,
        - ``cost_per_acquired_customer``: spend over acquired, the average,
        - ``marginal_cost_per_customer``: further spend over further customers since the level
          below (from nothing at the lowest level). Infinite when more money won nobody; missing
          when it went with fewer customers: that is noise or another group of people,
        - ``payback_months`` (with ``margin_per_customer``): see `payback_months`.

    Raises
    ------
    InputError
        When a column is missing or holds what cannot be.

    Examples
    --------
    >>> levels = pd.DataFrame({"channel": ["search", "search", "fair"],
    ...                        "spend": [1000.0, 2000.0, 1500.0],
    ...                        "prospects": [500, 500, 100], "acquired": [100, 140, 60]})
    >>> found = cost_per_customer(levels)
    >>> found[["cost_per_acquired_customer", "marginal_cost_per_customer"]].round(2).values.tolist()
    [[10.0, 10.0], [14.29, 25.0], [25.0, 25.0]]
    """
    found = read_channels(channels)
    table = pd.DataFrame(found)
    places = {name: place for place, name in enumerate(dict.fromkeys(found[CHANNEL]))}
    order = table[CHANNEL].map(places)
    table = (
        table.assign(place=order)
        .sort_values(["place", SPEND], kind="stable", ignore_index=True)
        .drop(columns="place")
    )
    steps = table.groupby(CHANNEL, sort=False)[[SPEND, ACQUIRED]].diff()
    steps = steps.fillna(table[[SPEND, ACQUIRED]])
    if total:
        if len(places) < len(table):
            raise InputError(
                _(
                    "total=True sums channels that have one row each; {n} rows belong to "
                    "{channels} channels. Levels of the same channel cannot be added up."
                ).format(n=len(table), channels=len(places))
            )
        whole = table.drop(columns=[CHANNEL, *table.columns.intersection([MARGIN_PER_CUSTOMER])])
        row = {CHANNEL: _("all"), **whole.sum().to_dict()}
        if MARGIN_PER_CUSTOMER in table and table[ACQUIRED].sum() > 0:
            row[MARGIN_PER_CUSTOMER] = float(
                np.average(table[MARGIN_PER_CUSTOMER], weights=table[ACQUIRED])
            )
        table = pd.concat([table, pd.DataFrame([row])], ignore_index=True)
    spend, acquired = table[SPEND].to_numpy(), table[ACQUIRED].to_numpy()
    out = table.copy()
    if PROSPECTS in table:
        prospects = table[PROSPECTS].to_numpy()
        out["acquisition_rate"] = _over(acquired, prospects)
        out["spend_per_prospect"] = _over(spend, prospects)
    cost = _over(spend, acquired)
    out["cost_per_acquired_customer"] = cost
    more, won = steps[SPEND].to_numpy(), steps[ACQUIRED].to_numpy()
    marginal = np.where(won < 0, math.nan, _over(more, won))
    out["marginal_cost_per_customer"] = np.append(marginal, [math.nan] * (len(out) - len(steps)))
    if MARGIN_PER_CUSTOMER in table:
        out["payback_months"] = payback_months(
            cost, table[MARGIN_PER_CUSTOMER].to_numpy(), retention_rate=retention_rate
        )
    return out


def payback_months(
    cost_per_acquired_customer: ArrayLike,
    margin_per_customer: ArrayLike,
    *,
    retention_rate: float = 1.0,
) -> Any:
    """Give the months until the average customer's margin has paid for winning them.

    Parameters
    ----------
    cost_per_acquired_customer : float or array
        Money.
    margin_per_customer : float or array
        Money per customer and year, retention money taken off, earned evenly over the year.
    retention_rate : float
        Share of customers who stay a year; they leave evenly. With 1 nobody leaves and the
        answer is ``12 * cost / margin``.

    Returns
    -------
    float or ndarray
        Months, not discounted; infinite when the customers leave before they have paid.

    Raises
    ------
    InputError
        When the retention rate is no share.

    Examples
    --------
    >>> payback_months(60, 120)
    6.0
    >>> round(payback_months(60, 120, retention_rate=0.5), 1)
    7.4
    """
    if not 0 <= retention_rate <= 1:
        raise InputError(
            _("retention_rate={rate} was given; it lies between 0 and 1 (0.8 is 80%).").format(
                rate=retention_rate
            )
        )
    cost = np.asarray(cost_per_acquired_customer, float)
    margin = np.asarray(margin_per_customer, float)
    with np.errstate(divide="ignore", invalid="ignore"):
        years = np.where(cost <= 0, 0.0, np.where(margin > 0, cost / margin, math.inf))
    if retention_rate == 0:
        years = np.where(cost <= 0, 0.0, math.inf)
    elif retention_rate < 1:
        leaving = -math.log(retention_rate)
        with np.errstate(divide="ignore", invalid="ignore"):
            lasted = -np.log1p(-years * leaving) / leaving
        years = np.where(years * leaving < 1, lasted, math.inf)
    months = np.where(np.isnan(cost + margin), math.nan, 12 * years)
    return float(months) if months.ndim == 0 else months


def _over(top: Floats, bottom: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(bottom > 0, top / bottom, np.where(top > 0, math.inf, math.nan)))
