"""Purchase histories: from any table with any names into checked arrays for the models."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from casekit.errors import InputError
from casekit.frames.columns import (
    CUSTOMER_ID,
    CUSTOMERS,
    FREQUENCY,
    MEAN_REPEAT_SPEND,
    age_at_last_purchase_column,
    age_column,
    unit_of,
)
from casekit.frames.engine import frame_of, give_back, need_columns
from casekit.frames.history_checks import (
    Floats,
    counts_of,
    need_whole,
    not_finite,
    read_columns,
    refuse_rows,
)
from casekit.frames.units import UNITS, check_unit
from casekit.words import _

__all__ = ["Histories", "histories_from", "read_histories"]


@dataclass(frozen=True, eq=False)
class Histories:
    """Hold checked purchase histories as arrays, one entry a row of the table.

    Attributes
    ----------
    x : ndarray
        Repeat purchases (whole numbers, as floats).
    t_x : ndarray
        Age at the last purchase, in `unit`: the model's recency.
    T : ndarray
        Age at the end of observation, in `unit`.
    counts : ndarray
        Customers with this history; ones when every row is one customer.
    index : pandas.Index
        Labels of the rows: a pandas table's own index, the customer ids of another engine's.
    unit : str
        Unit of time, read from the column names.
    mean_spend : ndarray or None
        Mean spend of a repeat purchase, NaN where there is none; None where it was not asked for.
    """

    x: Floats
    t_x: Floats
    T: Floats
    counts: Floats
    index: Any
    unit: str
    mean_spend: Floats | None = None

    def __len__(self) -> int:
        return len(self.x)


def histories_from(
    table: Any,
    *,
    frequency: str,
    age_at_last_purchase: str,
    age: str,
    unit: str,
    mean_repeat_spend: str | None = None,
    customers: str | None = None,
    customer_id: str | None = None,
) -> Any:
    """Bring in histories that another tool made, by naming their columns and unit once.

    Parameters
    ----------
    table : data frame
        One row a customer, or one row a distinct history; any engine.
    frequency : str
        Column of the number of repeat purchases (the first purchase is not counted).
    age_at_last_purchase : str
        Column of the time from first to last purchase. Other tools call it recency or t_x; it is
        not the time since the last purchase.
    age : str
        Column of the time from the first purchase to the end of observation. Others call it T.
    unit : str
        The unit of both times: ``"days"``, ``"weeks"``, ``"months"`` or ``"years"``.
    mean_repeat_spend, customers, customer_id : str, optional
        Columns of the mean spend of repeat purchases, of the number of customers with a history,
        of the customers' ids.

    Returns
    -------
    data frame
        The same table, in the caller's engine, with the course's names; other columns are kept.

    Raises
    ------
    InputError
        When a named column is not there, or its new name is taken by another column.

    Examples
    --------
    >>> import pandas as pd
    >>> other = pd.DataFrame({"x": [2], "t_x": [30.43], "T": [38.86]})
    >>> list(histories_from(other, frequency="x", age_at_last_purchase="t_x", age="T",
    ...                     unit="weeks"))
    ['frequency', 'age_at_last_purchase_weeks', 'age_weeks']
    """
    check_unit(unit)
    asked = {
        FREQUENCY: frequency,
        age_at_last_purchase_column(unit): age_at_last_purchase,
        age_column(unit): age,
        MEAN_REPEAT_SPEND: mean_repeat_spend,
        CUSTOMERS: customers,
        CUSTOMER_ID: customer_id,
    }
    new_names = {old: new for new, old in asked.items() if old is not None}
    if len(new_names) < sum(old is not None for old in asked.values()):
        raise InputError(_("Two arguments name the same column; each needs a column of its own."))
    frame = frame_of(table)
    need_columns(frame.columns, list(new_names), _("Name the columns as the table spells them."))
    kept = [name for name in frame.columns if name not in new_names]
    taken = [new for new in new_names.values() if new in kept]
    if taken:
        raise InputError(
            _(
                'The table already has a column "{taken}", which is not the one that was named; '
                "rename it or drop it first."
            ).format(taken=taken[0])
        )
    return give_back(frame.rename(new_names), like=table)


def read_histories(table: Any, need_spend: bool = False) -> Histories:
    """Check purchase histories and hand them to a model as arrays.

    Parameters
    ----------
    table : data frame
        Columns ``frequency``, ``age_at_last_purchase_<unit>``, ``age_<unit>``; optionally
        ``customers`` (count of identical histories) and ``customer_id``. Any engine.
    need_spend : bool
        Whether ``mean_repeat_spend`` is needed too.

    Returns
    -------
    Histories
        Arrays, in the order of the rows.

    Raises
    ------
    InputError
        When a column is missing, or holds what no purchase history can hold.

    Examples
    --------
    >>> import pandas as pd
    >>> histories = read_histories(pd.DataFrame({
    ...     "customer_id": [1, 2], "frequency": [0, 2],
    ...     "age_at_last_purchase_weeks": [0.0, 30.0], "age_weeks": [39.0, 38.0]}))
    >>> histories.unit, histories.x, histories.T
    ('weeks', array([0., 2.]), array([39., 38.]))
    """
    frame = frame_of(table)
    names = frame.columns
    unit = unit_of(names)
    way_out = _(
        "casekit.metrics.purchases.purchase_histories(log) makes purchase histories from an event "
        "log; casekit.frames.histories_from(table, frequency=..., age_at_last_purchase=..., "
        "age=..., unit=...) renames those of another tool."
    )
    age_name, last_name = age_column(unit or "weeks"), age_at_last_purchase_column(unit or "weeks")
    wanted = [FREQUENCY, last_name, age_name]
    if unit is None:
        way_out = _("The unit is part of a name: {units}.").format(units=", ".join(UNITS)) + (
            " " + way_out
        )
    if need_spend:
        wanted.append(MEAN_REPEAT_SPEND)
        if MEAN_REPEAT_SPEND not in names:
            way_out = _("A log with amounts gives it.") + " " + way_out
    need_columns(names, wanted, way_out)
    columns, index = read_columns(table, names, wanted)
    x, t_x, T = columns[FREQUENCY], columns[last_name], columns[age_name]
    need_whole(FREQUENCY, x)
    for name in (last_name, age_name):
        refuse_rows(name, not_finite(columns[name]), _("is missing or not finite"))
        refuse_rows(name, columns[name] < 0, _("is negative; an age cannot be"))
    refuse_rows(
        last_name,
        t_x > T,
        _(
            "is larger than {age}: the last purchase lies after the end of observation. If it is "
            "the time since the last purchase (the marketer's recency), subtract it from {age}"
        ).format(age=f'"{age_name}"'),
    )
    refuse_rows(
        last_name,
        (x == 0) & (t_x > 0),
        _(
            "is above 0 where there was no repeat purchase (frequency 0). Either frequency counts "
            "something else, or this is the time since the last purchase"
        ),
    )
    refuse_rows(
        last_name,
        (x > 0) & (t_x == 0),
        _(
            "is 0 although there were repeat purchases: all of them lie on the first day. Count "
            'the purchases of one day as one: purchase_histories(..., same_day="merge")'
        ),
    )
    spend = None
    if need_spend:
        spend = columns[MEAN_REPEAT_SPEND]
        repeat = x > 0
        refuse_rows(
            MEAN_REPEAT_SPEND,
            repeat & not_finite(spend),
            _("is missing or not finite where there were repeat purchases"),
        )
        refuse_rows(MEAN_REPEAT_SPEND, repeat & (spend < 0), _("is negative"))
        # Other tools write 0 for "no repeat purchase"; here it is missing.
        spend = np.where(repeat, spend, np.nan)
    return Histories(x, t_x, T, counts_of(columns, len(x)), index, unit or "weeks", spend)
