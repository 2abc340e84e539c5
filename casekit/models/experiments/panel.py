"""A panel of units over time, as difference-in-differences reads it: checked, in arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.words import _

__all__ = ["Panel", "read_panel"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Panel:
    """Hold the rows of a panel as arrays, one entry a row.

    Attributes
    ----------
    outcome : ndarray of float
        What is measured.
    unit, period, cluster : ndarray of int
        Number of the unit, of the period (in time's own steps) and of the cluster.
    treated : ndarray of bool
        Whether the treatment has begun for this unit in this period.
    since : ndarray of float
        Periods since the unit's treatment began; negative before; missing for the never treated.
    group : ndarray of int
        Number of the group whose effect a row tells.
    groups : list
        Names of the groups; one empty name when the effect is not split.
    weights : ndarray of float
        Weight of each row.
    """

    outcome: Floats
    unit: Ints
    period: Ints
    cluster: Ints
    treated: NDArray[np.bool_]
    since: Floats
    group: Ints
    groups: list[Any]
    weights: Floats


def read_panel(
    table: pd.DataFrame,
    outcome: str,
    *,
    unit: str,
    time: str,
    treated: str,
    starts: object,
    by: str | None,
    weights: str | None,
    cluster: str | None,
) -> Panel:
    """Read and check a table of units over time.

    Raises
    ------
    InputError
        In words, for a missing column, missing values, a unit seen twice in a period, a treatment
        that is switched off again, or nobody to compare with.
    """
    columns = [outcome, unit, time, treated]
    columns += [name for name in (by, weights, cluster) if name is not None]
    if isinstance(starts, str) and starts in table.columns:
        columns.append(starts)
    _refuse_bad_columns(table, columns, starts)
    units = _codes(table[unit])
    periods, place = _periods(table[time], time)
    _refuse_doubles(units, periods, unit, time)
    in_group = _zero_or_one(table[treated], treated)
    since = _since(table, in_group, units, periods, place, starts, treated)
    group, names = np.zeros(len(table), dtype=np.int64), [""]
    if by is not None:
        # In the order of a categorical column, or sorted: small, medium, large stays so.
        names = list(table[by].drop_duplicates().sort_values())
        group = pd.Index(names).get_indexer(pd.Index(table[by].tolist())).astype(np.int64)
    panel = Panel(
        outcome=table[outcome].to_numpy(dtype=np.float64),
        unit=units,
        period=periods,
        cluster=_codes(table[cluster]) if cluster is not None else units,
        treated=since >= 0,
        since=since,
        group=group,
        groups=names,
        weights=(
            table[weights].to_numpy(dtype=np.float64)
            if weights is not None
            else np.ones(len(table))
        ),
    )
    _refuse_without_comparison(panel, treated)
    return panel


def _refuse_bad_columns(table: pd.DataFrame, columns: Sequence[str], starts: object) -> None:
    absent = [name for name in columns if name not in table.columns]
    if absent:
        raise InputError(
            _("The table has no column {absent}; its columns are {present}.").format(
                absent=", ".join(f"`{name}`" for name in absent),
                present=", ".join(f"`{name}`" for name in table.columns),
            )
        )
    for name in columns:
        missing = int(table[name].isna().sum())
        if missing and name != starts:
            raise InputError(
                _("Column `{name}` has {n} empty rows; drop or fill them first.").format(
                    name=name, n=missing
                )
            )


def _codes(column: pd.Series) -> Ints:
    return np.asarray(pd.factorize(column)[0], dtype=np.int64)


def _periods(column: pd.Series, name: str) -> tuple[Ints, Callable[[Any], float]]:
    """Give the period of each row in whole steps, and a function that places a moment there."""

    def number(moment: Any) -> float:
        try:
            return float(moment)
        except (TypeError, ValueError):
            raise _not_in_time(moment, name) from None

    if pd.api.types.is_integer_dtype(column.dtype):
        return column.to_numpy(dtype=np.int64), number
    if pd.api.types.is_float_dtype(column.dtype):
        values = column.to_numpy(dtype=np.float64)
        if not np.all(values == np.round(values)):
            raise InputError(
                _("`{name}` must count whole periods (month 1, 2, …) or hold dates.").format(
                    name=name
                )
            )
        return values.astype(np.int64), number
    moments = pd.Index(column.unique()).sort_values()
    places = moments.get_indexer(pd.Index(column)).astype(np.int64)

    def place(moment: Any) -> float:
        try:
            if isinstance(moments, pd.PeriodIndex):
                moment = pd.Period(moment, freq=moments.freqstr)
            elif isinstance(moments, pd.DatetimeIndex):
                moment = pd.Timestamp(moment)
            return float(moments.searchsorted(moment))
        except (TypeError, ValueError):
            raise _not_in_time(moment, name) from None

    return places, place


def _not_in_time(moment: object, name: str) -> InputError:
    return InputError(
        _("starts={moment!r} is neither a column nor a value of `{name}`.").format(
            moment=moment, name=name
        )
    )


def _refuse_doubles(units: Ints, periods: Ints, unit: str, time: str) -> None:
    doubles = int(pd.DataFrame({"unit": units, "period": periods}).duplicated().sum())
    if doubles:
        raise InputError(
            _(
                "{n} rows repeat a pair of `{unit}` and `{time}`: one row a unit and period is "
                "expected. Sum or average them first."
            ).format(n=doubles, unit=unit, time=time)
        )


def _zero_or_one(column: pd.Series, name: str) -> NDArray[np.bool_]:
    if not column.isin([0, 1]).all():
        raise InputError(
            _("`{name}` must hold True and False (or 1 and 0), and nothing else.").format(name=name)
        )
    return column.to_numpy().astype(bool)


def _since(
    table: pd.DataFrame,
    in_group: NDArray[np.bool_],
    units: Ints,
    periods: Ints,
    place: Callable[[Any], float],
    starts: object,
    treated: str,
) -> Floats:
    """Give the periods since the treatment of each row's unit began."""
    count = int(units.max()) + 1
    if starts is None:
        return _since_switched_on(in_group, units, periods, count, treated)
    ever = np.zeros(count, dtype=bool)
    ever[units[in_group]] = True
    changing = int((ever[units] != in_group).sum())
    if changing:
        raise InputError(
            _(
                "With `starts`, `{name}` says who belongs to the treated group, in every period "
                "alike; it changes within a unit in {n} rows. Leave `starts` out if the column "
                "says when the treatment is on."
            ).format(name=treated, n=changing)
        )
    if isinstance(starts, str) and starts in table.columns:
        start = np.array(
            [np.nan if pd.isna(moment) else place(moment) for moment in table[starts]],
            dtype=np.float64,
        )
    else:
        start = np.full(len(table), place(starts))
    return np.where(in_group, periods - start, np.nan)


def _since_switched_on(
    on: NDArray[np.bool_], units: Ints, periods: Ints, count: int, treated: str
) -> Floats:
    start = np.full(count, np.inf)
    np.minimum.at(start, units[on], periods[on].astype(np.float64))
    since = periods - start[units]
    off_again = int((~on & (since > 0)).sum())
    if off_again:
        raise InputError(
            _(
                "`{name}` is switched off again in {n} rows: a treatment that has begun is taken "
                "to stay."
            ).format(name=treated, n=off_again)
        )
    return np.where(np.isfinite(since), since, np.nan)


def _refuse_without_comparison(panel: Panel, treated: str) -> None:
    if not np.all(panel.weights >= 0) or panel.weights.sum() == 0:
        raise InputError(_("Weights must not be negative, and not all 0."))
    for number, name in enumerate(panel.groups):
        here = panel.group == number
        after = here & panel.treated
        before = here & ~panel.treated & ~np.isnan(panel.since)
        others = here & np.isnan(panel.since)
        where = _(" in group {name}").format(name=name) if name != "" else ""
        if not after.any():
            message = _("No row{where} is treated (`{treated}`): there is no effect to measure.")
        elif not before.any():
            message = _(
                "No treated unit{where} is seen before its treatment begins (`{treated}`): "
                "there is no change to compare."
            )
        elif not others.any() and len(np.unique(panel.period[here] - panel.since[here])) < 2:
            message = _(
                "Every unit{where} is treated at the same time (`{treated}`): nobody is left to "
                "show what would have happened."
            )
        else:
            continue
        raise InputError(message.format(where=where, treated=treated))
