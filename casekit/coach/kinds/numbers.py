"""Answers that are several numbers, which have names and an order."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from casekit.coach.digits import show_number, shown_texts
from casekit.coach.kinds.entries import Entries
from casekit.coach.kinds.number import notations
from casekit.coach.reading import as_list, comma_between, is_blank, read_number, unwrap
from casekit.coach.unreadable import Blank, Unreadable, describe
from casekit.words import _

__all__ = ["Numbers"]


@dataclass(frozen=True)
class Numbers:
    """Ask for several numbers that have names, or an order.

    Parameters
    ----------
    names : tuple of str
        What each number is called, in order. A list, tuple, array or Series is read in this
        order; a dict or a Series whose labels are these names is read by name.
    expected : callable without arguments
        Gives the right numbers, by name or in order.
    tolerance : float or dict of str to float
        Absolute, one for all or one each.
    unit : str
        Of all numbers; one whose name ends in ``per_cent`` is asked for in per cent.
    decimals : int or dict of str to int
        Precision at which the numbers are shown, one for all or one each.
    appears_because : str
        As for ``Number``.

    Examples
    --------
    >>> pair = Numbers(("price", "profit"), lambda: (6.4, 3.0), tolerance=0.01)
    >>> pair.read({"profit": 3, "price": 6.4})
    (6.4, 3.0)
    """

    names: tuple[str, ...]
    expected: Callable[[], Any]
    tolerance: float | Mapping[str, float]
    unit: str = ""
    decimals: int | Mapping[str, int] = 2
    appears_because: str = ""

    allows_typed_keys = False

    def target(self) -> tuple[float, ...]:
        """Compute the right numbers, in order."""
        return self.read(self.expected())

    def read(self, raw: Any) -> tuple[float, ...]:
        """Read the numbers by name where there are names, otherwise in order."""
        values = self._by_name(raw) if raw is not ... else None
        if values is None:
            values = as_list(raw)
        waiting = self._waiting(values)
        if waiting and len(waiting) < len(self.names):
            raise Blank(_("Still to fill in: {names}.").format(names=", ".join(waiting)))
        if waiting or is_blank(raw):
            raise Blank(_("Nothing filled in yet: replace the three dots with your answers."))
        if values is None or len(values) != len(self.names):
            help_ = _(
                "You gave {what}, and {n} numbers are expected, in this order: {names}."
            ).format(what=describe(raw), n=len(self.names), names=", ".join(self.names))
            comma = comma_between(values, wanted=len(self.names))
            raise Unreadable(f"{help_} {comma}".rstrip())
        return tuple(self._one(name, v) for name, v in zip(self.names, values, strict=True))

    def _waiting(self, values: list[Any] | None) -> list[str]:
        """Name the entries that still hold three dots."""
        if values is None or len(values) != len(self.names):
            return []
        return [name for name, value in zip(self.names, values, strict=True) if is_blank(value)]

    def _one(self, name: str, raw: Any) -> float:
        try:
            return read_number(raw, unit=self._unit_of(name))
        except Unreadable as problem:
            raise type(problem)(f"{name}: {problem}") from None

    def _by_name(self, raw: Any) -> list[Any] | None:
        labelled = _labelled(raw)
        if labelled is None or (not isinstance(raw, Mapping) and not set(self.names) & {*labelled}):
            return None  # a Series or a table with row numbers: read it in order
        missing = [name for name in self.names if name not in labelled]
        if len(missing) == len(self.names):
            raise Unreadable(
                _("Your answer has the names {given}. The names expected are: {names}.").format(
                    given=", ".join(str(label) for label in labelled) or _("none"),
                    names=", ".join(self.names),
                )
            )
        if missing:
            raise Unreadable(
                _("Your answer has no entry called {missing}. The names are: {names}.").format(
                    missing=", ".join(missing), names=", ".join(self.names)
                )
            )
        return [labelled[name] for name in self.names]

    def _widths(self) -> tuple[float, ...]:
        if isinstance(self.tolerance, Mapping):
            return tuple(self.tolerance[name] for name in self.names)
        return (self.tolerance,) * len(self.names)

    def _unit_of(self, name: str) -> str:
        return "%" if name.endswith("per_cent") else self.unit

    def _decimals_of(self, name: str) -> int:
        return self.decimals if isinstance(self.decimals, int) else self.decimals[name]

    def matches(self, value: tuple[float, ...], target: tuple[float, ...]) -> bool:
        """Tell whether all numbers agree, each within its tolerance."""
        return not self.entries(value, target).wrong

    def separation(self, target: tuple[float, ...], mistake: tuple[float, ...]) -> float:
        """Give the largest distance in tolerances: one clear difference is enough."""
        rows = zip(mistake, target, self._widths(), strict=True)
        return max(abs(m - t) / width for m, t, width in rows)

    def entries(self, value: tuple[float, ...], target: tuple[float, ...]) -> Entries:
        """Put value and target side by side, to say something of each entry."""
        units = tuple(self._unit_of(name) for name in self.names)
        decimals = tuple(self._decimals_of(name) for name in self.names)
        return Entries(self.names, value, target, self._widths(), units, decimals)

    def nudge(self, value: tuple[float, ...], target: tuple[float, ...]) -> str | None:
        """Say of each entry what is recognised, whether it is right, or to look at it again."""
        return self.entries(value, target).in_words()

    def show(self, value: tuple[float, ...]) -> str:
        """Write the numbers with their names."""
        return ", ".join(
            f"{name} = {show_number(number, self._decimals_of(name), self._unit_of(name))}"
            for name, number in zip(self.names, value, strict=True)
        )

    def secrets(self) -> list[str]:
        """List the digits of every number as they could be written."""
        if self.appears_because:
            return []
        rows = zip(self.names, self.target(), strict=True)
        return [text for name, v in rows for text in shown_texts(v, self._decimals_of(name))]

    def blanks(self) -> list[Any]:
        """An untouched cell gives three dots, alone or in a row."""
        return [..., [...] * len(self.names), dict.fromkeys(self.names, ...)]

    def other_types(self) -> Iterator[tuple[str, Any]]:
        """Give the numbers as list, dict, array and Series."""
        import pandas as pd

        values = self.target()
        yield "list", list(values)
        yield "array", np.array(values)
        yield "dict", dict(zip(self.names, values, strict=True))
        yield (
            "dict in another order",
            dict(reversed(list(zip(self.names, values, strict=True)))),
        )
        yield "Series with names", pd.Series(values, index=list(self.names))
        yield "Series with row numbers", pd.Series(values)

    def other_notations(self) -> Iterator[tuple[str, Any]]:
        """Give the numbers as texts, as they may be typed."""
        written = [
            notations(v, self._decimals_of(name), self._unit_of(name))
            for name, v in zip(self.names, self.target(), strict=True)
        ]
        for name in written[0]:
            if all(name in texts for texts in written):
                yield name, [texts[name] for texts in written]


def _labelled(raw: Any) -> dict[Any, Any] | None:
    """Give the values by their labels, where they have some."""
    if isinstance(raw, Mapping):
        return dict(raw)
    shape = getattr(raw, "shape", None)
    dimensions = len(shape) if isinstance(shape, tuple) else 0
    columns = list(raw.columns) if dimensions == 2 and hasattr(raw, "columns") else []
    if columns and len(raw) == 1:
        return {column: unwrap(raw[column]) for column in columns}
    if len(columns) == 1:
        return _labelled(raw[columns[0]])
    if dimensions == 1 and hasattr(raw, "index") and hasattr(raw, "to_dict"):
        return dict(raw.to_dict())
    return None
