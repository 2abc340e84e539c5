"""Refuse a generator's senseless parameters at the door, in words."""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from casekit.errors import InputError
from casekit.words import _

__all__ = ["refuse_unless", "refuse_unless_positive", "refuse_unless_whole"]


def refuse_unless_positive(parameters: object) -> None:
    """Refuse a dataclass of parameters of which one is not above 0."""
    for field in fields(parameters):  # type: ignore[arg-type]
        value = getattr(parameters, field.name)
        refuse_unless(value > 0, field.name, value, _("a number above 0"))


def refuse_unless_whole(value: int, name: str) -> None:
    """Refuse a size that is not a whole number of at least 1."""
    whole = isinstance(value, (int, np.integer)) and not isinstance(value, bool) and value >= 1
    refuse_unless(whole, name, value, _("a whole number, 1 or more"))


def refuse_unless(fine: bool, name: str, value: object, expected: str) -> None:
    """Refuse a value, saying its name, what was expected and what was given."""
    if not fine:
        message = _("`{name}` must be {expected}; {value!r} was given.")
        raise InputError(message.format(name=name, expected=expected, value=value))
