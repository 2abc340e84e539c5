"""How a reader names periods: a whole number for all of them up to it, or a list."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from casekit.errors import InputError
from casekit.models.purchases.likelihood import Floats
from casekit.words import _

__all__ = ["labels_of", "periods_of", "whole_number"]


def periods_of(periods: int | Sequence[float], *, first: int) -> Floats:
    """Read a number of periods as all periods from `first` to it, a sequence as it is."""
    if np.ndim(periods) == 0:
        return np.arange(first, whole_number(periods, "periods") + 1, dtype=float)  # type: ignore[arg-type]
    t = np.asarray(periods, dtype=float)
    if not (np.isfinite(t) & (t >= 0)).all():
        raise InputError(_("Periods are numbers from 0; {given} was given.").format(given=periods))
    return t


def labels_of(t: Floats) -> Any:
    """Label periods by whole numbers where they are some."""
    return t.astype(np.int64) if (t == np.floor(t)).all() else t


def whole_number(number: float, name: str, *, least: int = 0) -> int:
    """Refuse what is no whole number from `least` up, by its name."""
    fine = np.ndim(number) == 0 and not isinstance(number, bool) and np.isfinite(number)
    if not (fine and number == int(number) >= least):
        raise InputError(
            _("{name}={number} was given; it is a whole number from {least} up.").format(
                name=name, number=number, least=least
            )
        )
    return int(number)
