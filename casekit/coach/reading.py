"""Read what a learner gave, whatever it is: a value to check, or a sentence of help.

Nothing here knows the right answer. A reader either returns a clean value or raises
``Unreadable`` (the answer is of the wrong sort) or ``Blank`` (nothing was filled in yet).
"""

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from casekit.coach.typed_text import number_in
from casekit.coach.unreadable import Blank, Unreadable, describe
from casekit.words import _

__all__ = ["as_list", "comma_between", "is_blank", "read_number", "unwrap"]


def is_blank(raw: object) -> bool:
    """Tell whether an answer is the untouched ``...`` (alone, or inside a list or a dict).

    Examples
    --------
    >>> is_blank(...), is_blank([..., ...]), is_blank(0)
    (True, True, False)
    """
    if raw is ...:
        return True
    if isinstance(raw, Mapping):
        raw = list(raw.values())
    return isinstance(raw, list | tuple | set) and len(raw) > 0 and any(v is ... for v in raw)


def unwrap(raw: Any) -> Any:
    """Take the one value out of a container that holds exactly one.

    A one-element list, array, Series, 1 x 1 table or 0-dimensional array is what pandas and
    numpy often give where a reader means a number.

    Examples
    --------
    >>> unwrap(np.array([35.17])).item()
    35.17
    """
    for _depth in range(4):
        if isinstance(raw, list | tuple) and len(raw) == 1:
            raw = raw[0]
        elif isinstance(raw, Mapping) and len(raw) == 1:
            raw = next(iter(raw.values()))
        elif not isinstance(raw, str | np.generic) and _size(raw) == 1:
            raw = np.asarray(raw).reshape(-1)[0]
        else:
            break
    return raw


def as_list(raw: Any) -> list[Any] | None:
    """Give the values of anything one-dimensional in order, or None where there is no order.

    Examples
    --------
    >>> as_list(np.array([1, 2]))
    [1, 2]
    """
    if isinstance(raw, list | tuple):
        return list(raw)
    if isinstance(raw, str | bytes | Mapping | set | frozenset) or _size(raw) is None:
        return None
    return list(np.asarray(raw).reshape(-1).tolist())


def read_number(raw: Any, *, unit: str = "") -> float:
    """Read one number from whatever a learner gave, or raise a sentence of help.

    Parameters
    ----------
    raw : object
        The learner's answer, of any type; a text is read when one number stands in it.
    unit : str
        What is asked for. "54%" is 54 where the unit is "%", and 0.54 where there is none.

    Returns
    -------
    float

    Raises
    ------
    Blank
        The answer is still ``...``.
    Unreadable
        With a sentence that says what was given and how to get to a number.

    Examples
    --------
    >>> read_number(np.float64(35.17)), read_number("$35.17"), read_number("54%")
    (35.17, 35.17, 0.54)
    """
    if is_blank(raw):
        raise Blank(_("Nothing filled in yet: replace the three dots with your answer."))
    value = unwrap(raw)
    if is_blank(value):
        raise Blank(_("Nothing filled in yet: replace the three dots with your answer."))
    _refuse_what_is_no_number(value)
    try:
        number = _read_text(value, unit) if isinstance(value, str) else float(value)
    except (TypeError, ValueError, OverflowError):
        raise Unreadable(
            _("You gave {what}, and one number is expected.").format(what=describe(value))
        ) from None
    if math.isnan(number):
        raise Unreadable(
            _(
                "Your answer is nan: not a number. A missing value or a division of zero by zero "
                "came in on the way. Look at the values just before this step."
            )
        )
    if math.isinf(number):
        raise Unreadable(
            _("Your answer is infinite. Look for a division by zero on the way to it.")
        )
    return number


def _read_text(text: str, unit: str) -> float:
    value, per_cent = number_in(text)
    if not per_cent or unit == "%":
        return value
    if unit:
        raise Unreadable(
            _("You gave {what}, and this is asked in {unit}, not in per cent.").format(
                what=describe(text), unit=unit
            )
        )
    return value / 100


def _size(raw: Any) -> int | None:
    """Count the values of an array, a Series or a table; None for everything else."""
    shape = getattr(raw, "shape", None)
    if isinstance(shape, tuple) and all(isinstance(n, int | np.integer) for n in shape):
        return math.prod(shape)
    return None


def _refuse_what_is_no_number(value: Any) -> None:
    if value is None:
        raise Unreadable(
            _(
                "You gave None, which means: nothing. It is what a function gives back when it "
                "has no `return`, and what `print(...)` gives back."
            )
        )
    if isinstance(value, bool | np.bool_):
        raise Unreadable(
            _("You gave {value}, the answer to a yes-or-no question. A number is expected.").format(
                value=bool(value)
            )
        )
    if callable(value):
        name = getattr(value, "__name__", type(value).__name__)
        raise Unreadable(
            _(
                "You gave the function `{name}` itself, not its result. "
                "Did you forget the round brackets, as in `{name}(...)`?"
            ).format(name=name)
        )
    if type(value).__name__ in {"NAType", "NaTType"}:
        raise Unreadable(_("Your answer is a missing value. Look at the values before this step."))
    if isinstance(value, dt.timedelta | np.timedelta64):
        raise Unreadable(
            _("You gave a span of time ({value}). Give a number: `.days` makes days of it.").format(
                value=value
            )
        )
    if isinstance(value, dt.date | np.datetime64):
        raise Unreadable(_("You gave a date, and a number is expected."))
    if isinstance(value, complex | np.complexfloating):
        raise Unreadable(_("You gave a complex number, and an ordinary number is expected."))
    size = _size(value)
    if size == 0:
        raise Unreadable(
            _("You gave something empty. Perhaps a filter before this step kept no rows.")
        )
    many = size is not None and size > 1
    if many and (len(value.shape) == 1 or value.shape[1:] == (1,)):
        raise Unreadable(
            _(
                "You gave {what}; one number is expected: did you forget `.sum()` or `.mean()`?"
            ).format(what=describe(value))
        )
    if many or isinstance(value, list | tuple | set | frozenset | Mapping):
        question = _(
            "You gave {what}, and one number is expected. Which one of them answers the "
            "question, or is it their sum or their mean?"
        ).format(what=describe(value))
        raise Unreadable(comma_between(value) or question)


def comma_between(values: object, *, wanted: int = 1) -> str:
    """Explain why there are twice as many numbers as wanted: ``0,54`` is two in Python.

    Examples
    --------
    >>> comma_between((0, 54))
    'Python reads 0,54 as two numbers. If you meant 0.54, write a point.'
    >>> comma_between([0.5, 0.6])
    ''
    """
    if not isinstance(values, list | tuple) or len(values) != 2 * wanted:
        return ""
    if any(type(value) is not int for value in values) or values[1] < 0:
        return ""
    return _(
        "Python reads {whole},{decimals} as two numbers. If you meant {whole}.{decimals}, "
        "write a point."
    ).format(whole=values[0], decimals=values[1])
