"""Cohorts: what became of the customers who first bought in the same month."""

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from casekit.errors import InputError
from casekit.frames.door import as_day, day_to_date, open_log
from casekit.metrics.cohort_cells import Cells, cohort_cells
from casekit.metrics.periods import PERIODS, label_of, next_period_starts, period_of
from casekit.words import _

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["cohort_table"]

Measure = Literal["customers", "retention", "purchases", "spend"]
_MEASURES = ("customers", "retention", "purchases", "spend")


def cohort_table(
    log: Any,
    *,
    period: Literal["week", "month", "quarter", "year"] = "month",
    measure: Measure = "customers",
    end: Any = None,
    same_day: Literal["merge", "separate"] = "merge",
    incomplete: Literal["keep", "empty"] = "keep",
) -> "pd.DataFrame":
    """Follow the customers who first bought in one period through the periods after it.

    Parameters
    ----------
    log : data frame
        One row a purchase: ``customer_id``, ``date`` and, for spend, ``amount``. Any engine. The
        log must hold each customer's first purchase, or old customers look new.
    period : {"month", "week", "quarter", "year"}
        Calendar periods; a week begins on Monday. A purchase on 28 February is one month after a
        first purchase on 31 January and on 1 January alike: offsets count calendar months.
    measure : {"customers", "retention", "purchases", "spend"}
        What is in a cell. ``"customers"``: customers of the cohort who bought in that period.
        ``"retention"``: the same as a share of the cohort, 1 at offset 0; it is the share who
        bought, not the share who are still customers, and may rise again. ``"purchases"``: their
        purchases, the first ones included. ``"spend"``: the sum of their amounts.
    end : str or date, optional
        Last day of observation; later purchases are not counted. The last date in the log if it
        is left out.
    same_day : {"merge", "separate"}
        Whether the rows of one customer and day are one purchase (for ``"purchases"`` only).
    incomplete : {"keep", "empty"}
        What to do with the last period if `end` lies within it: keep the cells, which cover only
        a part of the period and look like a decline, or leave them empty.

    Returns
    -------
    pandas.DataFrame
        One row a cohort (index ``cohort``: ``"1997-01"``, ``"1997-Q1"``, ``"1997"``, or the
        Monday of a week), one column a period since the first purchase (columns
        ``months_since_first_purchase`` and so on: 0, 1, 2, ...). Cells that lie after `end` are
        empty (missing), never zero; a zero says that nobody bought. A period in which nobody
        bought for the first time has no row.

    Raises
    ------
    InputError
        When the log is not an event log, has no amounts for ``"spend"``, or a choice is unknown.

    Examples
    --------
    >>> import pandas as pd
    >>> log = pd.DataFrame({
    ...     "customer_id": [1, 2, 1, 3, 1],
    ...     "date": pd.to_datetime(
    ...         ["1997-01-31", "1997-01-05", "1997-02-01", "1997-02-10", "1997-03-31"])})
    >>> cohort_table(log, measure="retention")
    months_since_first_purchase    0    1    2
    cohort
    1997-01                      1.0  0.5  0.5
    1997-02                      1.0  0.0  NaN
    """
    _check("period", period, PERIODS)
    _check("measure", measure, _MEASURES)
    _check("same_day", same_day, ("merge", "separate"))
    _check("incomplete", incomplete, ("keep", "empty"))
    checked = open_log(log, need_amount=measure == "spend")
    last = checked.last_day if end is None else as_day(end, "end")
    if last < checked.first_day:
        raise InputError(
            _("Nobody bought until end, {last}: the log begins on {first}.").format(
                last=day_to_date(last), first=day_to_date(checked.first_day)
            )
        )
    final = period_of(last, period)
    if incomplete == "empty" and next_period_starts(final, period) != last + 1:
        final -= 1
    if final < period_of(checked.first_day, period):
        raise InputError(
            _(
                'With incomplete="empty" nothing is left: no period was observed whole until '
                '{last}. Choose a shorter period, a later end, or incomplete="keep".'
            ).format(last=day_to_date(last))
        )
    cells = cohort_cells(checked, last, period, measure, merge=same_day == "merge")
    return _table(cells, final, period, measure)


def _table(cells: Cells, final: int, period: str, measure: str) -> "pd.DataFrame":
    import pandas as pd

    cohorts = np.unique(cells.cohort[cells.cohort <= final])
    width = int(final - cohorts[0]) + 1 if len(cohorts) else 0
    grid = np.zeros((len(cohorts), width))
    seen = cells.period <= final
    row = np.searchsorted(cohorts, cells.cohort[seen])
    grid[row, cells.period[seen] - cells.cohort[seen]] = cells.value[seen]
    unobserved = cohorts[:, None] + np.arange(width) > final
    if measure == "retention":
        grid /= grid[:, :1]
    grid[unobserved] = np.nan
    table = pd.DataFrame(
        grid,
        index=pd.Index([label_of(int(cohort), period) for cohort in cohorts], name="cohort"),
        columns=pd.RangeIndex(width, name=f"{period}s_since_first_purchase"),
    )
    return table.astype("Int64") if measure in ("customers", "purchases") else table


def _check(argument: str, value: Any, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise InputError(
            _("{argument}={value!r} is not a choice; choose one of {choices}.").format(
                argument=argument,
                value=value,
                choices=", ".join(f'"{choice}"' for choice in choices),
            )
        )
