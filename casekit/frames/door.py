"""What every metric asks of an event log at the door: cheap checks, one pass, plain words."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from casekit.errors import InputError
from casekit.frames.columns import AMOUNT, CUSTOMER_ID, DATE
from casekit.frames.engine import Frame, collected, frame_of, in_memory, kind_of
from casekit.frames.engine import need_columns as _need_columns
from casekit.words import _

__all__ = ["CheckedLog", "as_day", "day_to_date", "open_log"]

_EPOCH = dt.date(1970, 1, 1)


@dataclass(frozen=True, eq=False)
class CheckedLog:
    """Hold an event log that passed the door.

    Attributes
    ----------
    frame : narwhals frame
        The columns ``customer_id``, ``date`` and, where there is one, ``amount``.
    first_day, last_day : int
        Days since 1970-01-01 of the earliest and the latest row.
    has_amount : bool
        Whether there is money in the log.
    """

    frame: Frame
    first_day: int
    last_day: int
    has_amount: bool


def open_log(log: Any, *, need_amount: bool = False) -> CheckedLog:
    """Check an event log in one pass over its rows and tell its first and last day.

    Parameters
    ----------
    log : data frame
        Columns ``customer_id``, ``date`` and, for money, ``amount``; any engine.
    need_amount : bool
        Whether ``amount`` must be there.

    Returns
    -------
    CheckedLog
        The needed columns only. A lazy polars frame is read into memory here.

    Raises
    ------
    InputError
        When a column is missing or of the wrong type, when an id, a date or an amount is missing,
        when dates carry a time zone, when there are no rows.

    Examples
    --------
    >>> import pandas as pd
    >>> log = open_log(pd.DataFrame({
    ...     "customer_id": [1, 1], "date": pd.to_datetime(["1997-01-01", "1997-03-01"])}))
    >>> log.last_day - log.first_day, log.has_amount
    (59, False)
    """
    frame = frame_of(log)
    names = frame.columns
    wanted = [CUSTOMER_ID, DATE] + ([AMOUNT] if need_amount else [])
    _need_columns(
        names,
        wanted,
        _(
            "casekit.frames.event_log(table, customer_id=..., date=..., amount=...) gives your "
            "columns the names that are used here."
        ),
    )
    has_amount = AMOUNT in names
    frame = frame.select(CUSTOMER_ID, DATE, *([AMOUNT] if has_amount else []))
    schema = frame.collect_schema()
    _check_kinds(schema)
    if has_amount and schema[AMOUNT] != nw.Float64:
        frame = frame.with_columns(nw.col(AMOUNT).cast(nw.Float64))
    if in_memory(frame):
        frame = collected(frame)
    missing = [nw.col(name).is_null() for name in (CUSTOMER_ID, DATE)]
    checks = {
        "rows": nw.len(),
        CUSTOMER_ID: missing[0].sum(),
        DATE: missing[1].sum(),
        "first": nw.col(DATE).min(),
        "last": nw.col(DATE).max(),
    }
    if has_amount:
        # One sum finds all at once: it is missing or infinite if any amount is.
        wrong = nw.col(AMOUNT).is_null() | ~nw.col(AMOUNT).is_finite()
        checks[AMOUNT] = wrong.sum()
    facts = collected(frame.select(**checks))
    rows = int(facts["rows"][0])
    if not rows:
        raise InputError(_("The log has no rows; an event log has one row a purchase."))
    for name in (CUSTOMER_ID, DATE, *([AMOUNT] if has_amount else [])):
        lost = int(facts[name][0] or 0)
        if lost:
            raise InputError(
                _(
                    'The column "{name}" is missing or not finite in {n} of {rows} rows. '
                    'casekit.frames.event_log(table, missing="drop") leaves those rows out; '
                    "casekit.frames.log_problems(table) lists them."
                ).format(name=name, n=lost, rows=rows)
            )
    first, last = (_day_of(facts[name][0]) for name in ("first", "last"))
    return CheckedLog(frame, first, last, has_amount)


def _check_kinds(schema: Any) -> None:
    kind = schema[DATE]
    if kind != nw.Date and kind != nw.Datetime:
        raise InputError(
            _(
                'The column "date" must hold dates; it holds {kind}. '
                "casekit.frames.event_log(table) reads dates that are written as text, or says "
                "what stands in the way."
            ).format(kind=kind_of(kind))
        )
    if kind == nw.Datetime and kind.time_zone is not None:
        raise InputError(
            _(
                'The column "date" carries the time zone {zone}, and the day of a purchase depends '
                'on it. casekit.frames.event_log(table, timezone="local") keeps the day at the '
                'customer\'s clock, timezone="utc" the day in UTC.'
            ).format(zone=kind.time_zone)
        )
    if AMOUNT in schema and not schema[AMOUNT].is_numeric():
        raise InputError(
            _(
                'The column "amount" must hold numbers; it holds {kind}. '
                'casekit.frames.event_log(table, text_amounts="convert") reads amounts that are '
                "written as text."
            ).format(kind=kind_of(schema[AMOUNT]))
        )


def as_day(value: Any, argument: str) -> int:
    """Read a day that a reader wrote, as text or as a date.

    Parameters
    ----------
    value : str, date, datetime or Timestamp
        ``"1997-09-30"`` or a date.
    argument : str
        Name of the argument, for the message.

    Returns
    -------
    int
        Days since 1970-01-01.

    Raises
    ------
    InputError
        When it is not one day.

    Examples
    --------
    >>> as_day("1970-01-02", "end")
    1
    """
    import pandas as pd

    try:
        if isinstance(value, (int, float)):  # pandas would read a number as nanoseconds
            raise ValueError
        stamp = pd.Timestamp(value)
        if pd.isna(stamp):
            raise ValueError
    except (ValueError, TypeError) as error:
        raise InputError(
            _('{argument}={value!r} is not a day; write it as "1997-09-30".').format(
                argument=argument, value=value
            )
        ) from error
    return (stamp.date() - _EPOCH).days


def _day_of(value: Any) -> int:
    date = value.date() if isinstance(value, dt.datetime) else value
    return int((date - _EPOCH).days)


def day_to_date(day: int) -> dt.date:
    """Turn a day number back into a date.

    Examples
    --------
    >>> day_to_date(1)
    datetime.date(1970, 1, 2)
    """
    return _EPOCH + dt.timedelta(days=day)
