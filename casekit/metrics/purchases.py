"""Purchase histories: what the models of non-contractual customers know of each customer."""

from typing import Any, Literal

import narwhals as nw

from casekit.errors import InputError
from casekit.frames import (
    CUSTOMER_ID,
    CUSTOMERS,
    DAYS_PER,
    FIRST_SPEND,
    FREQUENCY,
    HOLDOUT_PURCHASES,
    HOLDOUT_SPEND,
    LAST_OPPORTUNITY,
    MEAN_REPEAT_SPEND,
    OPPORTUNITIES,
    age_at_last_purchase_column,
    age_column,
    check_unit,
    holdout_column,
    since_last_purchase_column,
    unit_of,
)
from casekit.frames.door import CheckedLog, as_day, day_to_date, open_log
from casekit.frames.engine import Frame, frame_of, give_back, need_columns
from casekit.metrics.customer_days import customer_days
from casekit.words import _

__all__ = ["distinct_histories", "purchase_histories", "split_calibration_holdout"]

SameDay = Literal["merge", "separate"]


def purchase_histories(
    log: Any,
    *,
    end: Any = None,
    unit: str = "weeks",
    same_day: SameDay = "merge",
) -> Any:
    """Sum up an event log into one row a customer: what BG/NBD and its kin are fitted to.

    Parameters
    ----------
    log : data frame
        One row a purchase: ``customer_id``, ``date`` and, for the spend columns, ``amount``. Any
        engine: pandas, polars, pyarrow, a DuckDB relation, dask, Spark. Whole-number ids are
        grouped fastest. The log must hold every purchase since a customer's first one.
    end : str or date, optional
        Last day of observation; later purchases are not counted, and customers who first buy
        later are not in the result. If it is left out, it is the last date in the log, which is
        too early when the shop was open longer than anyone bought.
    unit : {"weeks", "days", "months", "years"}
        Unit of all times: a week is 7 days, a month 365.25/12, a year 365.25.
    same_day : {"merge", "separate"}
        ``"merge"``, the field's convention: all rows of one customer and day are one purchase,
        with their amounts added. ``"separate"``: every row is a purchase; a customer whose rows
        all lie on the first day then has repeat purchases at age 0, which the models refuse. If
        there are several rows on the first day, ``first_spend`` is their mean.

    Returns
    -------
    data frame
        In the caller's engine, one row a customer, sorted by ``customer_id`` if the caller's
        table is eager; a lazy polars frame or a DuckDB relation comes back lazy and unsorted.

        - ``frequency``: number of REPEAT purchases (x), 0 after one purchase only;
        - ``age_at_last_purchase_<unit>``: from first to last purchase (t_x), the recency of the
          models; 0 if there was no repeat purchase;
        - ``age_<unit>``: from the first purchase to `end` (T);
        - ``<unit>_since_last_purchase``: from the last purchase to `end` (T - t_x), the recency
          of marketers: large means long silent;
        - ``first_spend``: amount of the first purchase;
        - ``mean_repeat_spend``: mean amount of the repeat purchases, missing if there are none.

    Raises
    ------
    InputError
        When the log is not an event log (see `casekit.frames.event_log`), or all of it lies after
        `end`.

    Notes
    -----
    Times are whole days before they are converted: an hour of the day is cut off. A DuckDB
    relation and a Spark frame are read once here, for the checks and the last date, and again when
    the result is used; a lazy polars frame is read here.

    Examples
    --------
    >>> import pandas as pd
    >>> log = pd.DataFrame({
    ...     "customer_id": [1, 1, 1, 2],
    ...     "date": pd.to_datetime(["1997-01-01", "1997-01-15", "1997-01-29", "1997-01-08"]),
    ...     "amount": [20.0, 10.0, 30.0, 12.0]})
    >>> purchase_histories(log, end="1997-02-05").T
                                   0     1
    customer_id                  1.0   2.0
    frequency                    2.0   0.0
    age_at_last_purchase_weeks   4.0   0.0
    age_weeks                    5.0   4.0
    weeks_since_last_purchase    1.0   4.0
    first_spend                 20.0  12.0
    mean_repeat_spend           20.0   NaN
    """
    check_unit(unit)
    merge = _is_merge(same_day)
    checked = open_log(log)
    last = checked.last_day if end is None else as_day(end, "end")
    _need_rows_until(checked, last, "end")
    return give_back(_histories(checked, last, unit, merge), like=log)


def split_calibration_holdout(
    log: Any,
    *,
    calibration_end: Any,
    holdout_end: Any = None,
    unit: str = "weeks",
    same_day: SameDay = "merge",
) -> Any:
    """Cut a log in two, to fit a model to the first part and check its forecast on the second.

    Parameters
    ----------
    log : data frame
        An event log; see `purchase_histories`.
    calibration_end : str or date
        Last day of the calibration period.
    holdout_end : str or date, optional
        Last day of the holdout period; the last date in the log if it is left out.
    unit, same_day
        See `purchase_histories`.

    Returns
    -------
    data frame
        The histories at `calibration_end`, and

        - ``holdout_purchases``: purchases after `calibration_end`, until `holdout_end`;
        - ``holdout_spend``: money spent on them (where the log has amounts);
        - ``holdout_<unit>``: length of the holdout period, the same for all.

        Customers who first buy after `calibration_end` are not in the table: no model could know
        them then.

    Raises
    ------
    InputError
        When a day is not one, the holdout is empty, or nobody bought in the calibration period.

    Examples
    --------
    >>> import pandas as pd
    >>> log = pd.DataFrame({
    ...     "customer_id": [1, 1, 2], "amount": [20.0, 10.0, 12.0],
    ...     "date": pd.to_datetime(["1997-01-01", "1997-01-22", "1997-01-02"])})
    >>> split = split_calibration_holdout(log, calibration_end="1997-01-15")
    >>> split[["customer_id", "frequency", "holdout_purchases", "holdout_spend", "holdout_weeks"]]
       customer_id  frequency  holdout_purchases  holdout_spend  holdout_weeks
    0            1          0                  1           10.0            1.0
    1            2          0                  0            0.0            1.0
    """
    check_unit(unit)
    merge = _is_merge(same_day)
    checked = open_log(log)
    cut = as_day(calibration_end, "calibration_end")
    last = checked.last_day if holdout_end is None else as_day(holdout_end, "holdout_end")
    _need_rows_until(checked, cut, "calibration_end")
    if last <= cut:
        raise InputError(
            _(
                "The holdout period would be empty: calibration_end is {cut}, and holdout_end is "
                "{last}{default}. Choose an earlier calibration_end."
            ).format(
                cut=day_to_date(cut),
                last=day_to_date(last),
                default=_(" (the last date in the log)") if holdout_end is None else "",
            )
        )
    calibration: Any = _histories(checked, cut, unit, merge)
    holdout: Any = customer_days(checked, after=cut, until=last, merge=merge)
    later = {HOLDOUT_PURCHASES: nw.col("purchases")}
    if checked.has_amount:
        later[HOLDOUT_SPEND] = nw.col("spend")
    joined = calibration.join(
        holdout.select(CUSTOMER_ID, **later), on=CUSTOMER_ID, how="left"
    ).with_columns(nw.col(HOLDOUT_PURCHASES).fill_null(0).cast(nw.Int64))
    if checked.has_amount:
        joined = joined.with_columns(nw.col(HOLDOUT_SPEND).fill_null(0.0))
    joined = joined.with_columns(nw.lit((last - cut) / DAYS_PER[unit]).alias(holdout_column(unit)))
    if isinstance(joined, nw.DataFrame):
        joined = joined.sort(CUSTOMER_ID)
    return give_back(joined, like=log)


def distinct_histories(histories: Any) -> Any:
    """Count customers with the same history: models fit as well to it, and much faster.

    Parameters
    ----------
    histories : data frame
        From `purchase_histories` (or in discrete time: ``frequency``, ``last_opportunity``,
        ``opportunities``), any engine. Days give the fewest distinct histories. Counts that are
        already there (``customers``) are added up.

    Returns
    -------
    data frame
        In the caller's engine: ``frequency``, ``age_at_last_purchase_<unit>``, ``age_<unit>`` and
        ``customers``, the number of customers with that history; sorted if the caller's table is
        eager. Ids and spend are not in it: a spend model needs the customers' own rows.

    Raises
    ------
    InputError
        When it is not a table of histories.

    Examples
    --------
    >>> import pandas as pd
    >>> distinct_histories(pd.DataFrame({
    ...     "frequency": [0, 2, 0], "age_at_last_purchase_weeks": [0.0, 30.0, 0.0],
    ...     "age_weeks": [39.0, 38.0, 39.0]}))
       frequency  age_at_last_purchase_weeks  age_weeks  customers
    0          0                         0.0       39.0          2
    1          2                        30.0       38.0          1
    """
    frame = frame_of(histories)
    names = frame.columns
    unit = unit_of(names)
    if unit is None and LAST_OPPORTUNITY in names:
        keys = [FREQUENCY, LAST_OPPORTUNITY, OPPORTUNITIES]
    else:
        keys = [
            FREQUENCY,
            age_at_last_purchase_column(unit or "weeks"),
            age_column(unit or "weeks"),
        ]
    need_columns(
        names, keys, _("casekit.metrics.purchases.purchase_histories(log) makes such a table.")
    )
    count = nw.col(CUSTOMERS).sum() if CUSTOMERS in names else nw.len()
    counted = frame.group_by(*keys).agg(count.alias(CUSTOMERS))
    counted = counted.with_columns(nw.col(CUSTOMERS).cast(nw.Int64))
    if isinstance(nw.from_native(histories), nw.DataFrame):
        counted = counted.sort(*keys)
    return give_back(counted, like=histories)


def _histories(log: CheckedLog, last: int, unit: str, merge: bool) -> Frame:
    customers = customer_days(log, after=None, until=last, merge=merge)
    length = DAYS_PER[unit]
    first, latest = nw.col("first_day"), nw.col("last_day")
    frequency = nw.col("purchases") - 1
    columns = {
        FREQUENCY: frequency,
        age_at_last_purchase_column(unit): (latest - first) / length,
        age_column(unit): (last - first) / length,
        since_last_purchase_column(unit): (last - latest) / length,
    }
    if log.has_amount:
        columns[FIRST_SPEND] = nw.col(FIRST_SPEND)
        columns[MEAN_REPEAT_SPEND] = nw.when(nw.col("purchases") > 1).then(
            (nw.col("spend") - nw.col(FIRST_SPEND)) / frequency
        )
    return customers.select(CUSTOMER_ID, **columns)


def _is_merge(same_day: str) -> bool:
    if same_day not in ("merge", "separate"):
        raise InputError(
            _(
                'same_day={same_day!r} is not a choice; it is "merge" (the rows of one day are '
                'one purchase) or "separate" (every row is a purchase).'
            ).format(same_day=same_day)
        )
    return same_day == "merge"


def _need_rows_until(log: CheckedLog, last: int, argument: str) -> None:
    if last < log.first_day:
        raise InputError(
            _(
                "Nobody bought until {argument}, {last}: the log begins on {first} and ends on "
                "{latest}."
            ).format(
                argument=argument,
                last=day_to_date(last),
                first=day_to_date(log.first_day),
                latest=day_to_date(log.last_day),
            )
        )
