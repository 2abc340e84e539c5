"""What meets an answer that cannot be read: a sentence that names what came."""

from collections.abc import Mapping

import numpy as np

from casekit.words import _

__all__ = ["Blank", "Unreadable", "describe"]


class Unreadable(Exception):  # noqa: N818
    """Carry a sentence of help for an answer of the wrong sort."""


class Blank(Unreadable):
    """Say kindly that nothing has been filled in yet."""


def describe(raw: object) -> str:
    """Name a Python value the way a beginner would.

    Examples
    --------
    >>> describe([1, 2, 3])
    'a list of 3 values'
    >>> describe("b")
    'the text "b"'
    >>> describe(np.zeros(2357))
    'a column of 2,357 numbers'
    """
    shape = getattr(raw, "shape", None)
    kind = type(raw).__name__
    if raw is None:
        return _("None")
    if isinstance(raw, bool | np.bool_):
        return _("{value} (a yes-or-no value)").format(value=bool(raw))
    if isinstance(raw, str):
        text = raw if len(raw) <= 40 else raw[:37] + "..."
        return _('the text "{text}"').format(text=text)
    if isinstance(shape, tuple) and len(shape) == 2 and all(isinstance(n, int) for n in shape):
        return _("a table with {rows} and {columns}").format(
            rows=_count(shape[0], _("one row"), _("{n} rows")),
            columns=_count(shape[1], _("one column"), _("{n} columns")),
        )
    if isinstance(shape, tuple) and len(shape) == 1:
        return _("a column of {values}").format(values=_values(shape[0], raw))
    if isinstance(raw, Mapping):
        entries = _count(len(raw), _("one entry"), _("{n} entries"))
        return _("a dictionary with {entries}").format(entries=entries)
    if isinstance(raw, list | tuple | set | frozenset):
        values = _count(len(raw), _("one value"), _("{n} values"))
        return _("a {kind} of {values}").format(kind=kind, values=values)
    if isinstance(raw, int | float | np.number):
        if isinstance(raw, int) and abs(raw) >= 10**18:
            return _("a number of {n} digits").format(n=len(str(abs(raw))))
        return f"{raw:,}" if isinstance(raw, int) else f"{float(raw):,g}"
    for place in ("attention", "difference", "params"):
        if not isinstance(raw, type) and hasattr(raw, place):
            return _("a whole result; its number stands in `.{place}`").format(place=place)
    return _("a value of type {kind}").format(kind=kind)


def _values(n: int, column: object) -> str:
    """Say what a column holds, where its type tells."""
    dtype = getattr(column, "dtype", None)
    kind = getattr(dtype, "kind", "")  # numpy and pandas; polars has a method of its own
    is_numeric = getattr(dtype, "is_numeric", None)
    if kind == "b" or str(dtype) == "Boolean":
        return _count(n, _("one yes-or-no value"), _("{n} yes-or-no values"))
    if kind in {"i", "u", "f"} or (callable(is_numeric) and is_numeric()):
        return _count(n, _("one number"), _("{n} numbers"))
    return _count(n, _("one value"), _("{n} values"))


def _count(n: int, one: str, several: str) -> str:
    return one if n == 1 else several.format(n=f"{n:,}")
