"""Calendar periods as whole numbers: weeks, months, quarters and years since 1970."""

import datetime as dt

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from casekit.frames.numbering import day_number

__all__ = [
    "PERIODS",
    "label_of",
    "next_period_starts",
    "period_number",
    "period_of",
    "periods_of_days",
]

PERIODS = ("week", "month", "quarter", "year")
_EPOCH = dt.date(1970, 1, 1)
# 1970-01-01 was a Thursday: with three days more, whole weeks begin on Mondays.
_TO_MONDAY = 3


def periods_of_days(days: NDArray[np.int64], period: str) -> NDArray[np.int64]:
    """Number the calendar periods in which days lie.

    Parameters
    ----------
    days : ndarray
        Days since 1970-01-01.
    period : {"week", "month", "quarter", "year"}
        Kind of period.

    Returns
    -------
    ndarray
        Periods since the one of 1970-01-01.

    Examples
    --------
    >>> periods_of_days(np.array([0, 30, 31, 3, 4]), "month").tolist()
    [0, 0, 1, 0, 0]
    >>> periods_of_days(np.array([0, 3, 4]), "week").tolist()
    [0, 0, 1]
    """
    if period == "week":
        return (days + _TO_MONDAY) // 7
    months = days.view("datetime64[D]").astype("datetime64[M]").view(np.int64)
    return months // {"month": 1, "quarter": 3, "year": 12}[period]


def period_of(day: int, period: str) -> int:
    """Number the calendar period of one day.

    Examples
    --------
    >>> period_of(365, "year")
    1
    """
    return int(periods_of_days(np.array([day], dtype=np.int64), period)[0])


def period_number(name: str, period: str) -> nw.Expr:
    """Number the calendar periods of a column of dates inside a query, on any engine.

    Parameters
    ----------
    name : str
        Column of dates.
    period : {"week", "month", "quarter", "year"}
        Kind of period.

    Returns
    -------
    narwhals.Expr
        Periods since the one of 1970-01-01.

    Examples
    --------
    >>> import pandas as pd
    >>> log = nw.from_native(pd.DataFrame({"date": pd.to_datetime(["1971-02-28"])}))
    >>> log.select(n=period_number("date", "quarter"))["n"].to_list()
    [4]
    """
    if period == "week":
        return (day_number(name) + _TO_MONDAY) // 7
    year = nw.col(name).dt.year().cast(nw.Int64) - 1970
    if period == "year":
        return year
    month = nw.col(name).dt.month().cast(nw.Int64) - 1
    return year * 12 + month if period == "month" else year * 4 + month // 3


def next_period_starts(number: int, period: str) -> int:
    """Tell the first day after a period, to know whether the period was observed whole.

    Examples
    --------
    >>> next_period_starts(0, "month")
    31
    """
    return (_first_day(number + 1, period) - _EPOCH).days


def label_of(number: int, period: str) -> str:
    """Name a period as a reader would write it.

    Examples
    --------
    >>> label_of(324, "month"), label_of(108, "quarter"), label_of(27, "year"), label_of(0, "week")
    ('1997-01', '1997-Q1', '1997', '1969-12-29')
    """
    first = _first_day(number, period)
    if period == "week":
        return first.isoformat()
    if period == "month":
        return f"{first.year:04}-{first.month:02}"
    if period == "quarter":
        return f"{first.year:04}-Q{(first.month - 1) // 3 + 1}"
    return f"{first.year:04}"


def _first_day(number: int, period: str) -> dt.date:
    if period == "week":
        return _EPOCH + dt.timedelta(days=7 * number - _TO_MONDAY)
    months = number * {"month": 1, "quarter": 3, "year": 12}[period]
    return dt.date(1970 + months // 12, months % 12 + 1, 1)
