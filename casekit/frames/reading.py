"""Read dates and amounts that a table holds as text, and say which rows cannot be read."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Dates", "read_amount", "read_amounts", "read_dates"]

_YEAR_FIRST = re.compile(r"\d{4}[-/.]?\d{1,2}[-/.]?\d{1,2}(?:[T ].*)?$")
# "+02:00" or "Z" after a time of day.
_OFFSET = re.compile(r"(?<=\d)\s*(?:Z|[+-]\d{2}:?\d{2})$")
_NOT_NUMBER = re.compile(r"[^\d.,()\-\u2212]")


@dataclass(frozen=True, eq=False)
class Dates:
    """Dates read from text.

    Attributes
    ----------
    values : ndarray
        ``datetime64[us]``; NaT where the cell is empty or could not be read.
    unreadable, ambiguous, with_zone : ndarray
        Rows that are no date; that may mean two days (03/04/1997); that carry a time zone.
    """

    values: NDArray[np.datetime64]
    unreadable: NDArray[np.bool_]
    ambiguous: NDArray[np.bool_]
    with_zone: NDArray[np.bool_]


def read_dates(cells: Iterable[Any], date_format: str | None = None, *, utc: bool = False) -> Dates:
    """Read dates written as text or numbers, year first or in a format that the reader names.

    Parameters
    ----------
    cells : iterable
        Text, numbers such as 19970131, or Python dates; None and NaN are empty.
    date_format : str, optional
        A format such as ``"%d/%m/%Y"``; without it, only dates with the year first are read,
        since 03/04/1997 is March in one country and April in another.
    utc : bool
        For times with a zone: whether the day is that of UTC instead of the customer's clock.

    Returns
    -------
    Dates
        The dates and what stood in the way.

    Examples
    --------
    >>> dates = read_dates(["1997-01-31", "03/04/1997", "soon", None])
    >>> dates.values.astype("datetime64[D]").astype(str).tolist()
    ['1997-01-31', 'NaT', 'NaT', 'NaT']
    >>> dates.ambiguous.tolist(), dates.unreadable.tolist()
    ([False, True, False, False], [False, False, True, False])
    """
    import pandas as pd

    column = pd.Series(list(cells), dtype=object)
    codes, found = pd.factorize(column)  # a log repeats its dates: each is read once
    read = [_read_date(cell, date_format, utc, pd) for cell in found]
    read.append((np.datetime64("NaT", "us"), "empty"))  # code -1: a missing cell
    values = np.array([value for value, _ in read], dtype="datetime64[us]")
    status = np.array([word for _, word in read])
    return Dates(
        values[codes],
        status[codes] == "unreadable",
        status[codes] == "ambiguous",
        status[codes] == "zone",
    )


def _read_date(cell: Any, date_format: str | None, utc: bool, pd: Any) -> tuple[np.datetime64, str]:
    nothing = np.datetime64("NaT", "us")
    zoned = False
    if isinstance(cell, str) or date_format is not None:
        text = str(int(cell)) if isinstance(cell, float) and cell == int(cell) else str(cell)
        text = text.strip()
        if not text:
            return nothing, "empty"
        if date_format is None:
            if not _YEAR_FIRST.match(text):
                parts = re.match(r"\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}", text)
                return nothing, "ambiguous" if parts else "unreadable"
            zoned = bool(_OFFSET.search(text[10:]))
            if zoned and not utc:
                text = text[:10] + _OFFSET.sub("", text[10:])
            if re.fullmatch(r"\d{8}", text):
                text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
        cell = text
    elif isinstance(cell, (int, float, bool)):
        return nothing, "unreadable"
    try:
        if date_format is not None:
            stamp = pd.to_datetime(cell, format=date_format)
        else:
            stamp = pd.Timestamp(cell)
        if pd.isna(stamp):
            return nothing, "empty"
        if stamp.tzinfo is not None:
            zoned = True
            stamp = (stamp.tz_convert("UTC") if utc else stamp).tz_localize(None)
    except (ValueError, TypeError, OverflowError):
        return nothing, "unreadable"
    return stamp.to_datetime64().astype("datetime64[us]"), "zone" if zoned else "read"


def read_amount(text: str, decimal: str | None = None) -> float | None:
    """Read one amount of money as people write it.

    Parameters
    ----------
    text : str
        Digits with thousands separators, a decimal point or comma, a currency, a minus sign or
        brackets for a negative amount.
    decimal : {".", ","}, optional
        Which mark begins the decimals, for amounts that could be read in two ways (1,299).

    Returns
    -------
    float or None
        The amount; None if it cannot be read, or in two ways.

    Examples
    --------
    >>> [read_amount(text) for text in ["1,299.00", "12,50 \u20ac", "$5", "(3.20)", "1,299", "n/a"]]
    [1299.0, 12.5, 5.0, -3.2, None, None]
    >>> read_amount("1,299", decimal=".")
    1299.0
    """
    # A point may end a currency's name (Rs. 500), an apostrophe or a space parts thousands.
    plain = re.sub(r"[^\W\d_]+\.?", "", text.strip())
    plain = _NOT_NUMBER.sub("", plain).replace("\u2212", "-")
    negative = plain.startswith("(") and plain.endswith(")")
    plain = plain.strip("()")
    if plain.endswith("-") or plain.startswith("-"):
        negative, plain = True, plain.strip("-")
    marks = re.sub(r"\d", "", plain)
    if not re.search(r"\d", plain) or set(marks) - {".", ","} or re.search(r"\d[eE][+-]?\d", text):
        return None
    if marks:
        last = marks[-1]
        if len(set(marks)) == 2:
            mark = last if marks.count(last) == 1 else None
            if mark is None:
                return None
        elif len(marks) > 1:
            mark = "." if last == "," else ","  # 1,299,000: what repeats parts thousands
        elif re.search(r"^\d{1,3}[.,]\d{3}$", plain) and not plain.startswith("0"):
            if decimal is None:
                return None
            mark = decimal
        else:
            mark = last
        thousands = "," if mark == "." else "."
        whole, _, rest = plain.partition(mark)
        groups = whole.split(thousands)
        if thousands in rest or any(len(group) != 3 for group in groups[1:]):
            return None
        plain = "".join(groups) + "." + rest
    value = float(plain)
    return -value if negative else value


def read_amounts(cells: Iterable[Any]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Read a column of amounts written as text.

    A mark that could part thousands or begin decimals (1,299) is read as the other amounts of the
    column show it; if they show nothing, or both ways, it is not read.

    Parameters
    ----------
    cells : iterable
        Text or numbers; None, NaN and empty text are missing.

    Returns
    -------
    values : ndarray
        Amounts, NaN where missing or unreadable.
    unreadable : ndarray
        Rows that hold something that is not an amount.

    Examples
    --------
    >>> values, unreadable = read_amounts(["12.50", "1,299", "free", None])
    >>> values.tolist(), unreadable.tolist()
    ([12.5, 1299.0, nan, nan], [False, False, True, False])
    """
    import pandas as pd

    codes, found = pd.factorize(pd.Series(list(cells), dtype=object))
    shown = {_decimal_shown(cell) for cell in found if isinstance(cell, str)} - {None}
    decimal = shown.pop() if len(shown) == 1 else None
    read: list[float | None] = []
    empty: list[bool] = []
    for cell in found:
        blank = isinstance(cell, str) and not cell.strip()
        empty.append(blank)
        if blank:
            read.append(None)
        elif isinstance(cell, str):
            read.append(read_amount(cell, decimal))
        else:
            read.append(_as_float(cell))
    values = np.array([np.nan if value is None else value for value in [*read, None]], dtype=float)
    lost = np.array(
        [value is None and not blank for value, blank in zip(read, empty, strict=True)] + [False]
    )
    return values[codes], lost[codes]


def _decimal_shown(text: str) -> str | None:
    """Tell which mark begins the decimals, where an amount leaves no doubt."""
    end = re.search(r"([.,])(\d+)\D*$", text.strip())
    if end is None or read_amount(text) is None:
        return None
    mark, rest = end.groups()
    others = re.sub(r"[^.,]", "", text)
    if len(others) > 1 and len(set(others)) == 1:
        return "." if mark == "," else ","
    return mark if len(rest) != 3 or len(set(others)) == 2 else None


def _as_float(cell: Any) -> float | None:
    convert: Callable[[Any], float] = float
    try:
        return convert(cell)
    except (ValueError, TypeError):
        return None
