"""One row a customer: how long silent, how many purchases, how much money."""

from typing import Any, Literal

import narwhals as nw

from casekit.errors import InputError
from casekit.frames import CUSTOMER_ID
from casekit.frames.door import as_day, day_to_date, open_log
from casekit.frames.engine import give_back
from casekit.frames.segments import (
    DAYS_SINCE_LAST_PURCHASE,
    MEAN_SPEND,
    PURCHASES,
    TOTAL_SPEND,
)
from casekit.metrics.customer_days import customer_days
from casekit.words import _

__all__ = ["rfm_table"]


def rfm_table(
    log: Any, *, end: Any = None, same_day: Literal["merge", "separate"] = "merge"
) -> Any:
    """Sum up an event log into recency, frequency and money: one row a customer.

    Parameters
    ----------
    log : data frame
        One row a purchase: ``customer_id``, ``date`` and, for the money columns, ``amount``. Any
        engine: pandas, polars, pyarrow, a DuckDB relation, dask, Spark.
    end : str or date, optional
        Day from which silence is counted back; later purchases are not counted, and customers who
        first buy later are not in the result. If it is left out, it is the last date in the log.
    same_day : {"merge", "separate"}
        ``"merge"``: all rows of one customer and day are one purchase. ``"separate"``: every row
        is a purchase.

    Returns
    -------
    data frame
        In the caller's engine, sorted by ``customer_id`` if the caller's table is eager:

        - ``customer_id``;
        - ``days_since_last_purchase``: whole days from the last purchase to `end` (the recency of
          marketers: large means long silent);
        - ``purchases``: ALL purchases, the first one included (``frequency`` of
          `purchase_histories` is one less);
        - ``total_spend``: money over all purchases; returns with negative amounts reduce it;
        - ``mean_spend``: money per purchase. Both only where the log has amounts.

    Raises
    ------
    InputError
        When the log is not an event log (see `casekit.frames.event_log`), or all of it lies after
        `end`.

    Notes
    -----
    Recency, frequency and money are as old as direct mail. The table looks back over everything
    in the log: hand it the rows of the last year only, if the last year is meant.

    Examples
    --------
    >>> import pandas as pd
    >>> log = pd.DataFrame({
    ...     "customer_id": [1, 1, 1, 2],
    ...     "date": pd.to_datetime(["1997-01-01", "1997-01-15", "1997-01-29", "1997-01-08"]),
    ...     "amount": [20.0, 10.0, 30.0, 12.0]})
    >>> rfm_table(log, end="1997-02-05")
       customer_id  days_since_last_purchase  purchases  total_spend  mean_spend
    0            1                         7          3         60.0        20.0
    1            2                        28          1         12.0        12.0
    """
    if same_day not in ("merge", "separate"):
        raise InputError(
            _(
                'same_day={same_day!r} is not a choice; it is "merge" (the rows of one day are '
                'one purchase) or "separate" (every row is a purchase).'
            ).format(same_day=same_day)
        )
    checked = open_log(log)
    last = checked.last_day if end is None else as_day(end, "end")
    if last < checked.first_day:
        raise InputError(
            _("Nobody bought until end, {last}: the log begins on {first}.").format(
                last=day_to_date(last), first=day_to_date(checked.first_day)
            )
        )
    customers = customer_days(checked, after=None, until=last, merge=same_day == "merge")
    columns = {
        DAYS_SINCE_LAST_PURCHASE: last - nw.col("last_day"),
        PURCHASES: nw.col("purchases"),
    }
    if checked.has_amount:
        columns[TOTAL_SPEND] = nw.col("spend")
        columns[MEAN_SPEND] = nw.col("spend") / nw.col("purchases")
    return give_back(customers.select(CUSTOMER_ID, **columns), like=log)
