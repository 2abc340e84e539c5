"""Points from opening to closing balance, month by month."""

from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.frames.ledger import EARNED, EARNED_MONTH, KIND, KINDS, MONTH, POINTS, read_ledger
from casekit.words import _

__all__ = ["flows_by_month", "last_month", "points_roll_forward"]


def points_roll_forward(ledger: Any, *, through: int | None = None) -> pd.DataFrame:
    """Roll the balance of points forward, so that every point given can be accounted for.

    Parameters
    ----------
    ledger : data frame
        A points ledger (`casekit.frames.ledger.points_ledger`).
    through : int, optional
        Last month of the table; by default the last one in which something happened.

    Returns
    -------
    pandas.DataFrame
        A row a month, none left out: ``opening``, ``earned``, ``redeemed``, ``expired``,
        ``returned`` and ``closing``, all in points. In each row closing = opening + earned -
        redeemed - expired - returned, and the closing of a month is the opening of the next.

    Raises
    ------
    InputError
        When the table is no points ledger; when `through` lies before its last month.

    Examples
    --------
    >>> ledger = pd.DataFrame({
    ...     "month": [0, 2], "earned_month": [0, 0], "kind": ["earned", "redeemed"],
    ...     "points": [100, 40]})
    >>> points_roll_forward(ledger)
           opening  earned  redeemed  expired  returned  closing
    month
    0            0     100         0        0         0      100
    1          100       0         0        0         0      100
    2          100       0        40        0         0       60
    """
    rows = read_ledger(ledger)
    flows = flows_by_month(rows, last_month(rows, through))
    change = flows[EARNED] - flows[[kind for kind in KINDS if kind != EARNED]].sum(axis=1)
    closing = change.cumsum()
    flows.insert(0, "opening", closing.shift(fill_value=0).astype(closing.dtype))
    return flows.assign(closing=closing)


def last_month(rows: pd.DataFrame, through: int | None) -> int:
    """Give the last month that was watched; refuse one that lies before what is known."""
    last = int(rows[MONTH].max())
    if through is None:
        return last
    if int(through) != through or through < last:
        raise InputError(
            _(
                "through={through} was given; the ledger goes on to month {last}. Give that month "
                "or a later one."
            ).format(through=through, last=last)
        )
    return int(through)


def flows_by_month(rows: pd.DataFrame, last: int) -> pd.DataFrame:
    """Add up a checked ledger by month and kind; months without events are rows of 0."""
    flows = rows.pivot_table(index=MONTH, columns=KIND, values=POINTS, aggfunc="sum", fill_value=0)
    flows = flows.reindex(index=np.arange(last + 1), columns=list(KINDS), fill_value=0)
    flows = flows.astype(rows[POINTS].dtype)
    flows.columns.name = None
    flows.index.name = MONTH
    return flows


def flows_by_cohort(rows: pd.DataFrame, kind: str, last: int) -> pd.DataFrame:
    """Give points of one kind by month of earning (rows) and month (columns), 0 where none."""
    mine = rows[rows[KIND] == kind]
    table = mine.pivot_table(index=EARNED_MONTH, columns=MONTH, values=POINTS, aggfunc="sum")
    cohorts = np.sort(rows.loc[rows[KIND] == EARNED, EARNED_MONTH].unique())
    return table.reindex(index=cohorts, columns=np.arange(last + 1)).fillna(0).astype(float)
