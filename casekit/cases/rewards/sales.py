"""What each store sold in each month, to members and to everybody."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.cases.facts import fact
from casekit.cases.rewards.settings import DAYS, MONTHS, START, RewardsSettings
from casekit.cases.rewards.stores import Stores

__all__ = ["month_of", "sales_of"]

Integers = NDArray[np.int64]


def month_of(day: Integers) -> Integers:
    """Give the month of the record (1 to 24) of days since it began.

    Examples
    --------
    >>> month_of(np.array([0, 30, 31, 730])).tolist()
    [1, 1, 2, 24]
    """
    months = (START + np.asarray(day)).astype("M8[M]") - START.astype("M8[M]")
    return np.asarray(months.astype(np.int64) + 1)


def sales_of(visits: pd.DataFrame, stores: Stores, settings: RewardsSettings) -> pd.DataFrame:
    """Add up what members bought, and draw what all others bought.

    Parameters
    ----------
    visits : pandas.DataFrame
        Visits of the record: ``store_id``, ``day``, ``cents``.
    stores : Stores
    settings : RewardsSettings

    Returns
    -------
    pandas.DataFrame
        ``store_id``, ``month``, ``member_sales``, ``all_sales`` ($). The others' level is set so
        that members make the public share of all sales in the last quarter.
    """
    n = len(stores.town)
    month = month_of(visits["day"].to_numpy())
    cell = (visits["store_id"].to_numpy() - 1) * MONTHS + month - 1
    members = np.bincount(cell, visits["cents"], minlength=n * MONTHS)
    members = np.rint(members).astype(np.int64).reshape(n, MONTHS)
    rng = np.random.default_rng([settings.seed, 25])
    noise = np.exp(0.2 * rng.standard_normal((n, 1)) + 0.03 * rng.standard_normal((n, MONTHS)))
    day = np.arange(DAYS)
    number = np.arange(n)
    is_open = stores.is_open(number[:, None], day[None, :]).astype(float)
    shut = (day >= stores.pause[0]) & (day < stores.pause[1])
    # While most stores are shut, those that are open have all that is left of the trade.
    towns = int(stores.town.max()) + 1
    is_open *= np.where(shut, settings.visits_in_closure * n / towns, 1.0)[None, :]
    weight = noise * np.add.reduceat(is_open, np.flatnonzero(np.diff(month_of(day), prepend=0)), 1)
    share = fact("starbucks-tender-2021-q3") / 100
    last = slice(MONTHS - 3, MONTHS)
    trade = float(weight[:, last].sum())
    level = members[:, last].sum() * (1 - share) / share / trade if trade > 0 else 0.0
    others = np.rint(level * weight).astype(np.int64)
    return pd.DataFrame(
        {
            "store_id": np.repeat(number + 1, MONTHS),
            "month": np.tile(np.arange(1, MONTHS + 1), n),
            "member_sales": members.ravel() / 100,
            "all_sales": (members + others).ravel() / 100,
        }
    )
