"""Your own table becomes an event log: every problem is told at once, every choice is yours."""

from typing import TYPE_CHECKING, Any, Literal

import narwhals as nw
import numpy as np

from casekit.errors import InputError
from casekit.frames.columns import AMOUNT, CUSTOMER_ID, DATE
from casekit.frames.engine import give_back
from casekit.frames.examination import examine
from casekit.frames.problems import as_table, in_words
from casekit.words import _

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["event_log", "log_problems"]

RefuseDrop = Literal["refuse", "drop"]
RefuseDropKeep = Literal["refuse", "drop", "keep"]
TimeZone = Literal["refuse", "local", "utc"]
RefuseConvert = Literal["refuse", "convert"]


def event_log(
    table: Any,
    *,
    customer_id: str = CUSTOMER_ID,
    date: str = DATE,
    amount: str | None = AMOUNT,
    missing: RefuseDrop = "refuse",
    negative: RefuseDropKeep = "refuse",
    duplicates: RefuseDropKeep = "refuse",
    timezone: TimeZone = "refuse",
    text_amounts: RefuseConvert = "refuse",
    far_dates: RefuseDropKeep = "refuse",
    date_format: str | None = None,
) -> Any:
    """Turn your company's table of purchases into the event log that all metrics read.

    Name your columns once. What is wrong with the table is told in words, all of it in one
    message, with the argument that chooses what to do; nothing is dropped unless you choose it.

    Parameters
    ----------
    table : data frame
        One row a purchase (or an item of one), of any engine.
    customer_id, date, amount : str
        Your names of the columns. ``amount=None`` says that the table has no money.
    missing : {"refuse", "drop"}
        Rows without an id, a date or an amount, or with one that cannot be read.
    negative : {"refuse", "drop", "keep"}
        Rows with a negative amount, such as returns.
    duplicates : {"refuse", "drop", "keep"}
        Rows that repeat an earlier row in every column. Keep them if a customer can buy the same
        thing twice; drop them if they were delivered twice.
    timezone : {"refuse", "local", "utc"}
        Dates with a time zone: keep the day at the clock of the zone, or take the day in UTC.
    text_amounts : {"refuse", "convert"}
        Amounts written as text: read ``"1,299.00"`` and ``"12,50 \u20ac"`` as numbers.
    far_dates : {"refuse", "drop", "keep"}
        Dates before 1950, after 2100, or on 1970-01-01: mostly missing dates in disguise.
    date_format : str, optional
        How dates are written as text or numbers, such as ``"%d/%m/%Y"``. Dates with the year
        first (1997-01-31) are read without it.

    Returns
    -------
    data frame
        In the caller's engine: ``customer_id``, ``date``, ``amount``, and every other column as
        it was. Amounts are floats; ids that are whole numbers held as floats become whole.

    Raises
    ------
    InputError
        Lists each problem: column, number of rows, the first of them (counted from 0, where the
        engine keeps an order), and the argument that chooses.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"Customer": [7, 8, None], "Day": ["1997-01-31"] * 3,
    ...                       "Paid": [5.0, -2.0, 4.0]})
    >>> event_log(table, customer_id="Customer", date="Day", amount="Paid",
    ...           missing="drop", negative="keep")
       customer_id       date  amount
    0            7 1997-01-31     5.0
    1            8 1997-01-31    -2.0
    """
    choices = {
        "missing": missing,
        "negative": negative,
        "duplicates": duplicates,
        "timezone": timezone,
        "text_amounts": text_amounts,
        "far_dates": far_dates,
    }
    found = examine(table, customer_id, date, amount, choices, date_format)
    refused = [problem for problem in found.problems if problem.decision == "refuse"]
    if refused:
        raise InputError(in_words(refused, found.rows))
    frame = found.frame
    if found.drop:
        frame = frame.filter(~nw.any_horizontal(*found.drop, ignore_nulls=True))
    if duplicates == "drop" and any(problem.rows for problem in found.repeats):
        frame = (
            frame.unique(subset=found.names, keep="first", maintain_order=True)
            if isinstance(frame, nw.DataFrame)
            else frame.group_by(*found.names).agg(nw.len().alias("casekit_row"))
        )
    frame = frame.select(*found.names)
    if isinstance(frame, nw.DataFrame):
        if not len(frame):
            raise InputError(
                _("No rows are left after dropping: all {n} had a problem.").format(n=found.rows)
            )
        frame = _whole_ids(frame)
        if frame.implementation.is_pandas_like():
            frame = nw.from_native(nw.to_native(frame).reset_index(drop=True), eager_only=True)
    return give_back(frame, like=table)


def log_problems(
    table: Any,
    *,
    customer_id: str = CUSTOMER_ID,
    date: str = DATE,
    amount: str | None = AMOUNT,
    missing: RefuseDrop = "refuse",
    negative: RefuseDropKeep = "refuse",
    duplicates: RefuseDropKeep = "refuse",
    timezone: TimeZone = "refuse",
    text_amounts: RefuseConvert = "refuse",
    far_dates: RefuseDropKeep = "refuse",
    date_format: str | None = None,
) -> "pd.DataFrame":
    """List what is wrong with a table, and what was chosen for it, without an error.

    Parameters
    ----------
    table, customer_id, date, amount, missing, negative, duplicates, timezone, text_amounts, \
far_dates, date_format
        See `event_log`: with the same arguments, this table says what that call refuses, drops,
        keeps or converts.

    Returns
    -------
    pandas.DataFrame
        One row a problem: ``column``, ``problem``, ``rows``, ``first_rows``, ``decision`` (refuse,
        drop, keep, convert) and ``choose``. No rows if nothing is wrong. Amounts of zero are
        listed too, as kept: they count as purchases.

    Examples
    --------
    >>> import pandas as pd
    >>> log_problems(pd.DataFrame({"customer_id": [7, 8], "date": ["1997-01-31", None],
    ...                            "amount": [5.0, 0.0]}))[["column", "problem", "decision"]]
       column                                 problem decision
    0    date                              is missing   refuse
    1  amount  is 0: the purchase counts, its spend too     keep
    """
    choices = {
        "missing": missing,
        "negative": negative,
        "duplicates": duplicates,
        "timezone": timezone,
        "text_amounts": text_amounts,
        "far_dates": far_dates,
    }
    return as_table(examine(table, customer_id, date, amount, choices, date_format).problems)


def _whole_ids(frame: nw.DataFrame[Any]) -> nw.DataFrame[Any]:
    """Turn 17850.0 into 17850: a column of numbers with gaps is held as floats by pandas."""
    column = frame[CUSTOMER_ID]
    if not column.dtype.is_float():
        return frame
    values = column.to_numpy()
    if (values == np.floor(values)).all() and np.abs(values).max() < 2**53:
        return frame.with_columns(nw.col(CUSTOMER_ID).cast(nw.Int64))
    return frame
