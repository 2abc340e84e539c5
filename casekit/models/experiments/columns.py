"""Columns of a table as numbers, refused in words when they cannot be read as such."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.words import _

__all__ = ["design_of", "names_of", "numbers_of", "refuse_absent"]

Floats = NDArray[np.float64]


def names_of(columns: str | Sequence[str]) -> list[str]:
    """Give a list of names, also for a single one.

    Examples
    --------
    >>> names_of("distance_km")
    ['distance_km']
    """
    return [columns] if isinstance(columns, str) else list(columns)


def refuse_absent(table: pd.DataFrame, columns: Sequence[str]) -> None:
    """Refuse a table that lacks a column, or has one twice.

    Raises
    ------
    InputError
        Naming what is absent and what there is.
    """
    if not isinstance(table, pd.DataFrame):
        raise InputError(
            _("A pandas table is expected, not {kind}: convert it first (`.to_pandas()`).").format(
                kind=type(table).__name__
            )
        )
    absent = [name for name in columns if name not in table.columns]
    if absent:
        raise InputError(
            _("The table has no column {absent}; its columns are {present}.").format(
                absent=", ".join(f"`{name}`" for name in absent),
                present=", ".join(f"`{name}`" for name in table.columns),
            )
        )
    doubled = [name for name in columns if (table.columns == name).sum() > 1]
    if doubled:
        raise InputError(
            _("The table has more than one column `{name}`: rename one.").format(name=doubled[0])
        )


def numbers_of(table: pd.DataFrame, name: str) -> Floats:
    """Read a column as numbers; True and False become 1 and 0.

    Raises
    ------
    InputError
        For text, empty rows or endless values, with their number.
    """
    column = table[name]
    empty = int(column.isna().sum())
    if empty:
        raise InputError(
            _("Column `{name}` has {n} empty rows; drop or fill them first.").format(
                name=name, n=empty
            )
        )
    if not (pd.api.types.is_numeric_dtype(column.dtype) or column.isin([True, False]).all()):
        try:
            column = pd.to_numeric(column)
        except (TypeError, ValueError):
            raise InputError(
                _("Column `{name}` must hold numbers (or True and False), not {kind}.").format(
                    name=name, kind=repr(column.iloc[0])
                )
            ) from None
    values = column.to_numpy(dtype=np.float64)
    endless = int((~np.isfinite(values)).sum())
    if endless:
        raise InputError(
            _("Column `{name}` has {n} values that are not finite.").format(name=name, n=endless)
        )
    return values


def design_of(table: pd.DataFrame, controls: Sequence[str]) -> Floats:
    """Read controls as columns of numbers: text and categories become one column a kind less one.

    Examples
    --------
    >>> design_of(pd.DataFrame({"kind": ["a", "b", "c", "a"]}), ["kind"]).tolist()
    [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]
    """
    parts: list[Floats] = []
    for name in controls:
        column = table[name]
        kinds = isinstance(column.dtype, pd.CategoricalDtype) or (
            not pd.api.types.is_numeric_dtype(column.dtype) and not column.isin([True, False]).all()
        )
        if not kinds:
            parts.append(numbers_of(table, name)[:, None])
            continue
        if column.isna().any():
            numbers_of(table, name)
        levels = column.drop_duplicates().sort_values().tolist()
        parts.extend((column == level).to_numpy(dtype=np.float64)[:, None] for level in levels[1:])
    return np.hstack(parts) if parts else np.empty((len(table), 0))
