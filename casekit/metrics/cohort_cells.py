"""Add up an event log by cohort and period: the one pass behind every cohort table.

As in `customer_days` there are two plans with one result: rows in memory are counted in arrays
over customers and periods, elsewhere the engine groups by customer and period first.
"""

from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from casekit.frames import AMOUNT, CUSTOMER_ID, DATE
from casekit.frames.door import CheckedLog, day_to_date
from casekit.frames.engine import collected
from casekit.frames.numbering import codes_of, days_of
from casekit.metrics.customer_days import ids_of
from casekit.metrics.periods import period_number, periods_of_days

__all__ = ["Cells", "cohort_cells"]

Whole = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Cells:
    """Hold the cells of a cohort table; one that is not held is zero.

    Attributes
    ----------
    cohort, period : ndarray
        Period of first purchase and period of the cell, as numbers of `casekit.metrics.periods`.
    value : ndarray
        Customers, purchases or spend.
    """

    cohort: Whole
    period: Whole
    value: NDArray[np.float64]


def cohort_cells(log: CheckedLog, until: int, period: str, measure: str, *, merge: bool) -> Cells:
    """Sum up customers, purchases or spend by period of first purchase and period of purchase.

    Parameters
    ----------
    log : CheckedLog
        An event log that passed the door.
    until : int
        Last day that counts, in days since 1970-01-01.
    period : {"week", "month", "quarter", "year"}
        Kind of calendar period.
    measure : {"customers", "retention", "purchases", "spend"}
        What to sum up; retention needs customers.
    merge : bool
        Whether the rows of one customer and day are one purchase.

    Returns
    -------
    Cells
        In no particular order.

    Examples
    --------
    >>> import pandas as pd
    >>> from casekit.frames.door import open_log
    >>> log = open_log(pd.DataFrame({
    ...     "customer_id": [1, 1], "date": pd.to_datetime(["1970-01-01", "1970-03-01"])}))
    >>> cohort_cells(log, 100, "month", "customers", merge=True)
    Cells(cohort=array([0, 0, 0, 0]), period=array([0, 1, 2, 3]), value=array([1., 0., 1., 0.]))
    """
    if isinstance(log.frame, nw.DataFrame):
        return _in_memory(log, until, period, measure, merge)
    return _grouped(log, until, period, measure, merge)


def _in_memory(log: CheckedLog, until: int, period: str, measure: str, merge: bool) -> Cells:
    frame = log.frame
    assert isinstance(frame, nw.DataFrame)
    day = days_of(frame.get_column(DATE)) - log.first_day
    paid = frame.get_column(AMOUNT).to_numpy() if measure == "spend" else None
    column = frame.get_column(CUSTOMER_ID)
    if until < log.last_day:
        keep = day <= until - log.first_day
        column = column.filter(nw.new_series("keep", keep, backend=frame.implementation))
        day = day[keep]
        paid = None if paid is None else paid[keep]
    span = until - log.first_day + 1
    rows = len(day)
    ids = ids_of(column, rows, span)
    codes, customers = ids.codes, ids.size
    if customers > max(4 * rows, 1_000_000):
        # Ids far apart would make the arrays below much longer than the log.
        codes, labels = codes_of(column)
        customers = len(labels)
    # One look-up a row in a short table is faster than calendar arithmetic on every row.
    calendar = periods_of_days(np.arange(log.first_day, until + 1), period)
    lowest = int(calendar[0])
    calendar -= lowest
    periods = int(calendar[-1]) + 1
    when = calendar[day]
    first = np.full(customers, periods, dtype=np.int64)
    np.minimum.at(first, codes, when)
    if measure == "purchases" and merge:
        pairs = _distinct(codes * span + day, customers * span)
        cell = first[pairs // span] * periods + calendar[pairs % span]
    elif measure in ("customers", "retention"):
        pairs = _distinct(codes * periods + when, customers * periods)
        cell = first[pairs // periods] * periods + pairs % periods
    else:
        cell = first[codes] * periods + when
    sums = np.bincount(cell, weights=paid, minlength=periods * periods)
    cohorts = np.flatnonzero(np.bincount(first, minlength=periods + 1)[:periods])
    grid = sums.reshape(periods, periods)[cohorts].astype(np.float64)
    cohort = np.repeat(cohorts, periods)
    later = np.tile(np.arange(periods), len(cohorts))
    possible = later >= cohort
    return Cells(cohort[possible] + lowest, later[possible] + lowest, grid.ravel()[possible])


def _distinct(key: Whole, size: int) -> Whole:
    """Keep each key once, in rising order: by ticking boxes where there are few enough of them."""
    if size <= max(8 * len(key), 1_000_000):
        box = np.zeros(size, dtype=bool)
        box[key] = True
        return np.flatnonzero(box)
    key.sort()
    new = np.empty(len(key), dtype=bool)
    new[:1] = True
    np.not_equal(key[1:], key[:-1], out=new[1:])
    return key[new]


def _grouped(log: CheckedLog, until: int, period: str, measure: str, merge: bool) -> Cells:
    money = measure == "spend"
    rows: Any = log.frame.select(
        CUSTOMER_ID, *([AMOUNT] if money else []), day=nw.col(DATE).cast(nw.Date)
    )
    if until < log.last_day:
        rows = rows.filter(nw.col("day") <= day_to_date(until))
    if measure == "purchases" and merge:
        rows = rows.group_by(CUSTOMER_ID, "day").agg(rows=nw.len())
    value = nw.col(AMOUNT).sum() if money else nw.len()
    active = (
        rows.with_columns(period=period_number("day", period))
        .group_by(CUSTOMER_ID, "period")
        .agg(value=value)
    )
    first = (
        rows.group_by(CUSTOMER_ID)
        .agg(first_day=nw.col("day").min())
        .select(CUSTOMER_ID, cohort=period_number("first_day", period))
    )
    # A row here is a customer in a period, whatever else was counted.
    total = nw.len() if measure in ("customers", "retention") else nw.col("value").sum()
    cells = collected(
        active.join(first, on=CUSTOMER_ID, how="inner")
        .group_by("cohort", "period")
        .agg(value=total)
    )
    return Cells(
        cells["cohort"].to_numpy().astype(np.int64),
        cells["period"].to_numpy().astype(np.int64),
        cells["value"].to_numpy().astype(np.float64),
    )
