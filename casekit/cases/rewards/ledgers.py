"""Juniper's Stars and cards as ledgers, for the functions of lesson 13."""

from __future__ import annotations

import numpy as np
import pandas as pd

from casekit.cases.rewards.settings import START
from casekit.cases.rewards.truth import day_of
from casekit.errors import InputError
from casekit.frames.ledger import points_ledger
from casekit.frames.relations import Tables
from casekit.words import _

__all__ = ["card_ledger", "card_months", "star_ledger", "until"]


def star_ledger(
    data: Tables, *, through: str | pd.Timestamp | None = None, expired: bool = True
) -> pd.DataFrame:
    """Turn the Stars into a points ledger by month: first in, first out, guest by guest.

    Parameters
    ----------
    data : Tables
        From `rewards_world`.
    through : str or pandas.Timestamp, optional
        Last day that is seen; by default the end of the record.
    expired : bool
        False leaves out Stars that ran out: they then stand as not used, which is what an estimate
        of breakage wants to know (they ran out at many ages, and were never used).

    Returns
    -------
    pandas.DataFrame
        As `casekit.points_ledger` gives.

    Raises
    ------
    InputError
        When the day lies outside the record, or no Star had been given.

    Examples
    --------
    >>> from casekit.cases.rewards import rewards_world
    >>> data, truth = rewards_world(200, seed=1, n_households=50)
    >>> star_ledger(data)["kind"].unique().tolist()
    ['earned', 'redeemed', 'expired']
    """
    rows = until(data.stars, through)
    rows = rows if expired else rows[rows["kind"] != "expired"]
    if not len(rows):
        raise InputError(_("No Star had been given by then."))
    return points_ledger(rows, month="date", kind="kind", points="stars", customer="customer_id")


def card_ledger(data: Tables, *, through: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Turn loads and payments into a ledger whose points are cents, so that breakage can be fitted.

    Parameters
    ----------
    data : Tables
        From `rewards_world`.
    through : str or pandas.Timestamp, optional
        Last day that is seen.

    Returns
    -------
    pandas.DataFrame
        As `casekit.points_ledger` gives: "earned" is loaded, "redeemed" is paid with the card;
        ``points`` in cents.

    Raises
    ------
    InputError
        When the day lies outside the record, or no card had been loaded.

    Examples
    --------
    >>> from casekit.cases.rewards import rewards_world
    >>> data, truth = rewards_world(200, seed=1, n_households=50)
    >>> card_ledger(data)["kind"].unique().tolist()
    ['earned', 'redeemed']
    """
    rows = until(data.card_loads, through)
    if not len(rows):
        raise InputError(_("No card had been loaded by then."))
    cents = rows.assign(points=np.rint(100 * rows["amount"]).astype(np.int64))
    return points_ledger(
        cents, month="date", kind="kind", customer="customer_id", words={"loaded": "earned"}
    )


def card_months(data: Tables) -> pd.DataFrame:
    """Add up loads and payments by month, for `casekit.stored_value_roll_forward`.

    Parameters
    ----------
    data : Tables
        From `rewards_world`.

    Returns
    -------
    pandas.DataFrame
        ``month`` (0 to 23), ``loaded``, ``redeemed`` ($).

    Examples
    --------
    >>> from casekit.cases.rewards import rewards_world
    >>> data, truth = rewards_world(200, seed=1, n_households=50)
    >>> list(card_months(data).columns)
    ['month', 'loaded', 'redeemed']
    """
    rows = data.card_loads
    first = pd.Timestamp(START)
    month = (rows["date"].dt.year - first.year) * 12 + rows["date"].dt.month - first.month
    cents = np.rint(100 * rows["amount"]).astype(np.int64)
    table = cents.groupby([month.rename("month"), rows["kind"]]).sum().unstack(fill_value=0)
    table = table.reindex(index=range(24), columns=["loaded", "redeemed"], fill_value=0) / 100
    table.columns.name = None
    return table.rename_axis("month").reset_index()


def until(table: pd.DataFrame, through: str | pd.Timestamp | None) -> pd.DataFrame:
    """Give the rows of a dated table up to a day of the record; all of them without a day."""
    if through is None:
        return table
    end = pd.Timestamp(START) + pd.Timedelta(days=day_of(through))
    return table[table["date"] <= end]
