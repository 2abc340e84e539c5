"""How many points were used by which age, with the young ones not yet seen to the end."""

from typing import Any

import numpy as np
import pandas as pd

from casekit.frames.ledger import (
    EARNED,
    EARNED_MONTH,
    KIND,
    POINTS,
    REDEEMED,
    RETURNED,
    read_ledger,
)
from casekit.metrics.ledger.points import flows_by_cohort, last_month

__all__ = ["naive_breakage", "redemption_curve", "redemption_triangle"]

AGE = "months_since_earned"


def naive_breakage(ledger: Any, *, by_cohort: bool = False) -> float | pd.Series:
    """Give the share of points not used today: too high as breakage while points are young.

    Parameters
    ----------
    ledger : data frame
        A points ledger (`casekit.frames.ledger.points_ledger`).
    by_cohort : bool
        One share for each month of earning instead of one in all.

    Returns
    -------
    float or pandas.Series
        Shares from 0 to 1 of the points given (less those taken back with returned goods).

    Examples
    --------
    >>> ledger = pd.DataFrame({
    ...     "month": [0, 1, 1], "earned_month": [0, 0, 1], "kind": ["earned", "redeemed", "earned"],
    ...     "points": [100, 60, 100]})
    >>> naive_breakage(ledger)
    0.7
    """
    rows = read_ledger(ledger)
    sums = rows.pivot_table(index=EARNED_MONTH, columns=KIND, values=POINTS, aggfunc="sum")
    sums = sums.reindex(columns=[EARNED, REDEEMED, RETURNED]).fillna(0)
    if not by_cohort:
        total = sums.sum()
        return float(1 - total[REDEEMED] / (total[EARNED] - total[RETURNED]))
    shares = 1 - sums[REDEEMED] / (sums[EARNED] - sums[RETURNED])
    return shares.rename("breakage")


def redemption_triangle(
    ledger: Any, *, share: bool = True, through: int | None = None
) -> pd.DataFrame:
    """Show which share of each month's points was used by each age; what is not yet seen is empty.

    Parameters
    ----------
    ledger : data frame
        A points ledger.
    share : bool
        Shares of the points given; False: points.
    through : int, optional
        Last month watched; by default the last one in which something happened.

    Returns
    -------
    pandas.DataFrame
        A row a month of earning (``earned_month``), a column an age in whole months (0: the month
        of earning itself), cumulative. The corner that lies in the future is missing, not 0.

    Examples
    --------
    >>> ledger = pd.DataFrame({
    ...     "month": [0, 1, 1], "earned_month": [0, 0, 1], "kind": ["earned", "redeemed", "earned"],
    ...     "points": [100, 60, 100]})
    >>> redemption_triangle(ledger)
    months_since_earned    0    1
    earned_month
    0                    0.0  0.6
    1                    0.0  NaN
    """
    rows = read_ledger(ledger)
    last = last_month(rows, through)
    used = _by_age(flows_by_cohort(rows, REDEEMED, last), last).cumsum(axis=1)
    if share:
        given = flows_by_cohort(rows, EARNED, last).sum(axis=1)
        back = flows_by_cohort(rows, RETURNED, last).sum(axis=1)
        used = used.div(given - back, axis=0)
    return used


def redemption_curve(ledger: Any, *, through: int | None = None) -> pd.DataFrame:
    """Estimate which share of points is used by each age, from all points watched at that age.

    Parameters
    ----------
    ledger : data frame
        A points ledger.
    through : int, optional
        Last month watched; by default the last one in which something happened.

    Returns
    -------
    pandas.DataFrame
        A row an age in months: ``points_watched`` (still there at that age, in months of earning
        that are old enough), ``redeemed`` (of them, at that age), ``share_redeemed`` (by the end
        of that age) and ``unredeemed``.

    Notes
    -----
    Kaplan and Meier's estimate with points as the unit: at each age only points that have been
    watched that long count, so young months do not pretend that their points are never used.
    Points that ran out or were taken back leave without being used: they count as watched until
    then. Beyond the oldest age it says nothing.

    Examples
    --------
    >>> ledger = pd.DataFrame({
    ...     "month": [0, 1, 1], "earned_month": [0, 0, 1], "kind": ["earned", "redeemed", "earned"],
    ...     "points": [100, 60, 100]})
    >>> redemption_curve(ledger)["share_redeemed"].tolist()
    [0.0, 0.6]
    """
    rows = read_ledger(ledger)
    last = last_month(rows, through)
    given = flows_by_cohort(rows, EARNED, last).sum(axis=1).to_numpy()[:, None]
    used = _by_age(flows_by_cohort(rows, REDEEMED, last), last)
    gone = used.copy() * 0.0
    for kind in sorted(set(rows[KIND]) - {EARNED, REDEEMED}):
        gone += _by_age(flows_by_cohort(rows, kind, last), last)
    seen = used.notna().to_numpy()
    out = (used + gone).fillna(0).to_numpy()
    there = given - np.concatenate([np.zeros_like(given), out.cumsum(axis=1)[:, :-1]], axis=1)
    watched = np.where(seen, there, 0.0).sum(axis=0)
    redeemed = used.sum(axis=0).to_numpy()
    kept = np.cumprod(
        1 - np.divide(redeemed, watched, out=np.zeros_like(redeemed), where=watched > 0)
    )
    return pd.DataFrame(
        {
            "points_watched": watched,
            "redeemed": redeemed,
            "share_redeemed": 1 - kept,
            "unredeemed": kept,
        },
        index=used.columns,
    )


def _by_age(flows: pd.DataFrame, last: int) -> pd.DataFrame:
    """Turn months into ages; ages that lie in the future are missing."""
    cohorts = flows.index.to_numpy()
    age = np.arange(last + 1 - int(cohorts.min()))
    month = cohorts[:, None] + age[None, :]
    values = np.take_along_axis(flows.to_numpy(dtype=float), np.minimum(month, last), axis=1)
    values[month > last] = np.nan
    return pd.DataFrame(values, index=flows.index, columns=pd.Index(age, name=AGE))
