"""Read a survey's columns as they come: whole answers, yes or no, groups; or say what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames.engine import collected, frame_of, need_columns
from casekit.words import _

__all__ = [
    "MISSING",
    "groups_of",
    "keep_rows",
    "numbers_of",
    "refuse_scale",
    "table_of",
    "yes_no_of",
]

Floats = NDArray[np.float64]

MISSING = ("refuse", "drop")
_YES = ("yes", "y", "true", "t", "1", "stayed", "是")


def table_of(table: Any, columns: Sequence[str], way_out: str) -> pd.DataFrame:
    """Take the wanted columns of a table of any engine into pandas, rows counted from 0.

    Examples
    --------
    >>> table_of(pd.DataFrame({"a": [1], "b": [2]}, index=[7]), ["b"], "")
       b
    0  2
    """
    frame = frame_of(table)
    wanted = list(dict.fromkeys(columns))
    need_columns(frame.columns, wanted, way_out)
    frame = collected(frame.select(*wanted))
    if not len(frame):
        raise InputError(_("The table has no rows; one row a respondent is expected."))
    if frame.implementation.is_pandas():
        result: pd.DataFrame = frame.to_native().reset_index(drop=True)
        return result
    return pd.DataFrame(frame.to_dict(as_series=False))


def refuse_scale(scale: tuple[float, float]) -> tuple[float, float]:
    """Check the lowest and highest answer of a scale."""
    try:
        low, high = (float(end) for end in scale)
        fine = bool(np.isfinite(low) and np.isfinite(high) and low < high)
    except (TypeError, ValueError):
        fine = False
    if not fine:
        raise InputError(
            _(
                "`scale` must be the lowest and the highest answer, such as (1, 5); {given!r} was "
                "given."
            ).format(given=scale)
        )
    return low, high


def numbers_of(
    table: pd.DataFrame,
    column: str,
    *,
    scale: tuple[float, float] | None = None,
    whole: bool = False,
) -> Floats:
    """Read a column of numbers, NaN where there is none; refuse words and what is off the scale.

    Parameters
    ----------
    table : pandas.DataFrame
    column : str
    scale : tuple of float, optional
        Lowest and highest answer.
    whole : bool
        Whether only whole answers make sense.

    Returns
    -------
    ndarray of float

    Raises
    ------
    InputError
        In words, with the number of rows.

    Examples
    --------
    >>> numbers_of(pd.DataFrame({"q1": ["4", None, 5]}), "q1", scale=(1, 5)).tolist()
    [4.0, nan, 5.0]
    """
    values = table[column]
    if isinstance(values.dtype, pd.CategoricalDtype):
        values = values.astype(object)
    if not pd.api.types.is_numeric_dtype(values.dtype):
        text = values.map(lambda value: value.strip() if isinstance(value, str) else value)
        there = text.notna() & (text != "")
        read = pd.to_numeric(text.where(there), errors="coerce")
        words = text[read.isna() & there]
        if len(words):
            shown = ", ".join(repr(word) for word in list(dict.fromkeys(words.tolist()))[:3])
            raise InputError(
                _(
                    'The column "{column}" holds words in {n} of {rows} rows, such as {shown}; '
                    "numbers are needed. Turn the words into numbers first: "
                    "table['{column}'].map({{'disagree': 1, 'agree': 5}})."
                ).format(column=column, n=len(words), rows=len(values), shown=shown)
            )
        values = read
    numbers = values.to_numpy(dtype=float, na_value=np.nan)
    there = numbers[~np.isnan(numbers)]
    if scale is not None:
        low, high = refuse_scale(scale)
        outside = there[(there < low) | (there > high)]
        if len(outside):
            raise InputError(
                _(
                    'The column "{column}" holds {n} of {rows} answers outside {low:g} to '
                    "{high:g}, such as {worst:g}. Give scale=(lowest, highest) if the scale is "
                    "another one; make a code for 'no answer', such as 99, missing first."
                ).format(
                    column=column,
                    n=len(outside),
                    rows=len(numbers),
                    low=low,
                    high=high,
                    worst=outside[np.abs(outside).argmax()],
                )
            )
    if np.isinf(there).any():
        raise InputError(_('The column "{column}" is not finite.').format(column=column))
    between = there[there != np.round(there)] if whole else there[:0]
    if len(between):
        raise InputError(
            _(
                'The column "{column}" holds {n} answers that are no whole numbers, such as '
                "{one:g}; each respondent's own answer is needed, not a mean."
            ).format(column=column, n=len(between), one=between[0])
        )
    return np.asarray(numbers)


def yes_no_of(table: pd.DataFrame, column: str) -> Floats:
    """Read yes (1) or no (0), NaN where there is nothing: true and false, or 1 and 0.

    Examples
    --------
    >>> yes_no_of(pd.DataFrame({"again": [True, False]}), "again").tolist()
    [1.0, 0.0]
    """
    raw = table[column]
    # True and false with gaps arrive as objects.
    plain = raw.map(lambda value: float(value) if isinstance(value, bool | np.bool_) else value)
    try:
        values = numbers_of(pd.DataFrame({column: plain}), column)
    except InputError:
        values = None
    if values is not None and np.isin(values[~np.isnan(values)], (0.0, 1.0)).all():
        return values
    held = list(dict.fromkeys(raw.dropna().tolist()))
    shown = ", ".join(repr(one) for one in held[:3])
    # The advice names a value that is there: a comparison with another word would be False for all.
    yes = [one for one in held if str(one).strip().lower() in _YES]
    example = (yes or held or ["yes"])[0]
    raise InputError(
        _(
            'The column "{column}" must say yes or no: True and False, or 1 and 0. It holds '
            "{shown}. Make it so, such as by table['{column}'] == {example!r}."
        ).format(column=column, shown=shown, example=example)
    )


def groups_of(table: pd.DataFrame, by: str | None) -> list[tuple[Any, NDArray[np.bool_]]]:
    """Give each group's name and rows: in the order of a categorical column, else sorted.

    Examples
    --------
    >>> [name for name, _rows in groups_of(pd.DataFrame({"town": ["b", "a"]}), "town")]
    ['a', 'b']
    """
    if by is None:
        return [(None, np.ones(len(table), dtype=bool))]
    column = table[by]
    if isinstance(column.dtype, pd.CategoricalDtype):
        there = set(column.dropna().tolist())
        names = [name for name in column.cat.categories.tolist() if name in there]
    else:
        names = column.dropna().unique().tolist()
        try:
            names = sorted(names)
        except TypeError:
            names = sorted(names, key=str)
    return [(name, (column == name).to_numpy(dtype=bool, na_value=False)) for name in names]


def keep_rows(
    table: pd.DataFrame, columns: dict[str, NDArray], missing: str | None
) -> NDArray[np.bool_]:
    """Tell which rows have everything; refuse gaps unless they are to be dropped.

    Parameters
    ----------
    table : pandas.DataFrame
    columns : dict of str to ndarray
        What was read of each column, NaN (or True, for a group) where nothing is there.
    missing : {"refuse", "drop"} or None
        None refuses, where the caller has no such choice to offer.

    Returns
    -------
    ndarray of bool
    """
    if missing is not None and missing not in MISSING:
        raise InputError(
            _('missing="{given}" was given; choose "refuse" or "drop".').format(given=missing)
        )
    kept = np.ones(len(table), dtype=bool)
    for name, values in columns.items():
        lost = values if values.dtype == bool else np.isnan(values)
        if lost.any() and missing is None:
            raise InputError(
                _(
                    'The column "{name}" is empty in {n} of {rows} rows. '
                    'table.dropna(subset=["{name}"]) leaves these respondents out; ask first why '
                    "they did not answer."
                ).format(name=name, n=int(lost.sum()), rows=len(table))
            )
        if lost.any() and missing == "refuse":
            raise InputError(
                _(
                    'The column "{name}" is empty in {n} of {rows} rows. missing="drop" leaves '
                    "these respondents out; ask first why they did not answer."
                ).format(name=name, n=int(lost.sum()), rows=len(table))
            )
        kept &= ~lost
    if not kept.any():
        raise InputError(_("No row has an answer in every column that is needed."))
    return kept
