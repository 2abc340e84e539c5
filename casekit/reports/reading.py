"""Read a table of purchases once: what was given, what was wrong with it, what is counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames import AMOUNT, CUSTOMER_ID, DATE, event_log, log_problems
from casekit.frames.columns import did_you_mean
from casekit.frames.door import as_day, day_to_date, open_log
from casekit.frames.engine import collected, frame_of
from casekit.frames.numbering import codes_of, day_number
from casekit.words import _

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CHOICES", "Reading", "read_table"]

# What `event_log` asks, and what is chosen for a table that went through it before.
CHOICES = ("missing", "negative", "duplicates", "timezone", "text_amounts", "far_dates")
_ALREADY_CHOSEN = ("negative", "duplicates", "far_dates")


@dataclass(frozen=True, eq=False)
class Reading:
    """Hold a log as one entry a customer and day, with what was found on the way.

    Attributes
    ----------
    problems : pandas.DataFrame
        From `casekit.frames.log_problems`.
    columns : dict of str to str
        The reader's names of the columns.
    rows_given, rows_used, rows_after_end : int
        Rows of the table, of the log, and of the log later than `end`.
    labels : pandas.Series
        Ids of the customers, in their sorted order.
    customer, day : ndarray
        Number of the customer, days since 1970-01-01; sorted by customer and day.
    spend : ndarray or None
        Money of that customer and day without returns; None without amounts.
    returned : ndarray or None
        Money given back, as a number from 0 up.
    bought : ndarray of bool
        Whether there was a purchase that day; a day of returns only has none.
    largest : float
        Largest amount in a row; 0 without amounts.
    first_day, end : int
        First day of the log, last day of observation.
    end_given : bool
        Whether the reader chose the last day.
    """

    problems: "pd.DataFrame"
    columns: Mapping[str, str]
    rows_given: int
    rows_used: int
    rows_after_end: int
    labels: "pd.Series"
    customer: NDArray[np.int64]
    day: NDArray[np.int64]
    spend: NDArray[np.float64] | None
    returned: NDArray[np.float64] | None
    bought: NDArray[np.bool_]
    largest: float
    first_day: int
    end: int
    end_given: bool


def read_table(
    table: Any,
    *,
    customer_id: str,
    date: str,
    amount: str | None,
    choices: Mapping[str, str | None],
    date_format: str | None,
    end: Any,
) -> Reading:
    """Read a table of any engine as an event log, and add it up by customer and day.

    Parameters
    ----------
    table, customer_id, date, amount, date_format
        See `casekit.frames.event_log`.
    choices : mapping of str to str or None
        What was chosen, by argument of `casekit.frames.event_log`; None where nothing was. Then
        the rows of a table that is an event log already are kept, and of any other refused.
    end : str or date or None
        Last day of observation.

    Returns
    -------
    Reading

    Raises
    ------
    InputError
        With the list of problems and the arguments that choose.
    """
    frame = frame_of(table)
    ready = _is_event_log(frame, customer_id, date, amount)
    if ready and amount == AMOUNT and AMOUNT not in frame.columns:
        amount = None
    default = {name: "keep" if ready and name in _ALREADY_CHOSEN else "refuse" for name in CHOICES}
    chosen: dict[str, Any] = {name: choices.get(name) or default[name] for name in CHOICES}
    arguments: dict[str, Any] = {"customer_id": customer_id, "date": date, "amount": amount}
    arguments |= chosen | {"date_format": date_format}
    problems = log_problems(table, **arguments)
    try:
        log = event_log(table, **arguments)
    except InputError as refusal:
        # Nothing is made of a log that is refused: the list of its problems is the answer.
        way_out = _("customer_report takes the same arguments, and hands them on.")
        raise InputError(f"{refusal}\n{way_out}") from None
    rows_given = int(collected(frame.select(rows=nw.len()))["rows"][0])
    checked = open_log(log)
    daily = _by_day(checked.frame, checked.has_amount)
    rows_used = int(daily["rows"].to_numpy().sum())
    codes, labels = codes_of(daily[CUSTOMER_ID])
    day = daily["day"].to_numpy().astype(np.int64)
    last = checked.last_day if end is None else as_day(end, "end")
    if last < checked.first_day:
        raise InputError(
            _("Nobody bought until end, {last}: the log begins on {first}.").format(
                last=day_to_date(last), first=day_to_date(checked.first_day)
            )
        )
    order = np.lexsort((day, codes))
    order = order[day[order] <= last]
    late = rows_used - int(daily["rows"].to_numpy()[order].sum())
    seen, codes = np.unique(codes[order], return_inverse=True)
    spend = returned = None
    bought = np.ones(len(order), dtype=bool)
    largest = 0.0
    if checked.has_amount:
        spend = daily["spend"].to_numpy().astype(float)[order]
        # Adding 0 turns a negative zero into a plain one.
        returned = -daily["returned"].to_numpy().astype(float)[order] + 0.0
        bought = daily["purchases"].to_numpy()[order] > 0
        largest = float(daily["largest"].to_numpy()[order].max())
        if not bought.any():
            raise InputError(
                _(
                    "Every amount is negative, so nobody bought anything. If your table writes "
                    "sales with a minus sign, turn it around first: "
                    'table["{amount}"] = -table["{amount}"].'
                ).format(amount=amount)
            )
    import pandas as pd

    return Reading(
        problems=problems,
        columns={"customer_id": customer_id, "date": date} | ({"amount": amount} if amount else {}),
        rows_given=rows_given,
        rows_used=rows_used - late,
        rows_after_end=late,
        labels=pd.Series(labels.to_list(), name=CUSTOMER_ID).iloc[seen].reset_index(drop=True),
        customer=codes.astype(np.int64),
        day=day[order],
        spend=spend,
        returned=returned,
        bought=bought,
        largest=largest,
        first_day=int(day[order].min()),
        end=last,
        end_given=end is not None,
    )


def _is_event_log(frame: Any, customer_id: str, date: str, amount: str | None) -> bool:
    """Tell whether a table has the names and types that `event_log` gives."""
    if (customer_id, date) != (CUSTOMER_ID, DATE) or amount not in (AMOUNT, None):
        return False
    schema = frame.collect_schema()
    if CUSTOMER_ID not in schema or DATE not in schema:
        return False
    kind = schema[DATE]
    dated = kind == nw.Date or (kind == nw.Datetime and kind.time_zone is None)
    if amount is None or AMOUNT in schema:
        return dated and (amount is None or schema[AMOUNT].is_numeric())
    # Without money on purpose, or is the money's column spelled in another way?
    others = [name for name in schema if name not in (CUSTOMER_ID, DATE)]
    return dated and not did_you_mean(AMOUNT, others)


def _by_day(frame: Any, money: bool) -> nw.DataFrame[Any]:
    """Add up a customer's rows of a day; the engine does it, so that rows stay where they are."""
    rows = frame.select(CUSTOMER_ID, day=day_number(DATE), **({AMOUNT: AMOUNT} if money else {}))
    sums = {"rows": nw.len()}
    if money:
        amount = nw.col(AMOUNT)
        # Conditions are made before the grouping: inside it some engines ignore them.
        rows = rows.with_columns(
            spend=nw.when(amount >= 0).then(amount).otherwise(nw.lit(0.0)),
            returned=nw.when(amount < 0).then(amount).otherwise(nw.lit(0.0)),
            purchases=(amount >= 0).cast(nw.Int64),
        )
        sums |= {
            "spend": nw.col("spend").sum(),
            "returned": nw.col("returned").sum(),
            "purchases": nw.col("purchases").sum(),
            "largest": nw.col(AMOUNT).max(),
        }
    return collected(rows.group_by(CUSTOMER_ID, "day").agg(**sums))
