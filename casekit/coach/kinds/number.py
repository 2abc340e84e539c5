"""Answers that are one number."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from casekit.coach.digits import full_width, show_number, shown_texts
from casekit.coach.kinds.near_misses import near_miss
from casekit.coach.reading import read_number

__all__ = ["Number", "notations"]


@dataclass(frozen=True)
class Number:
    """Ask for one number.

    Parameters
    ----------
    expected : callable without arguments
        Computes the answer by the reference method on the learner's own data.
    tolerance : float
        Largest absolute difference accepted, in the unit of the answer.
    unit : str
        "$", "%", "weeks", …; a share between 0 and 1 has no unit.
    decimals : int
        Precision at which the answer is shown.
    appears_because : str
        The reason why the number may stand in the exercise in another role (an answer of 10
        cannot be told from a list of 10 rows); empty: it must not appear.

    Examples
    --------
    >>> mean_spend = Number(lambda: 35.1719, tolerance=0.01, unit="$")
    >>> mean_spend.matches(mean_spend.read(35.17), mean_spend.target())
    True
    """

    expected: Callable[[], Any]
    tolerance: float
    unit: str = ""
    decimals: int = 2
    appears_because: str = ""

    allows_typed_keys = False

    def target(self) -> float:
        """Compute the right answer."""
        return read_number(self.expected(), unit=self.unit)

    def read(self, raw: Any) -> float:
        """Read one number."""
        return read_number(raw, unit=self.unit)

    def matches(self, value: float, target: float) -> bool:
        """Tell whether two numbers agree within the tolerance."""
        return abs(value - target) <= self.tolerance * (1 + 1e-9)

    def separation(self, target: float, mistake: float) -> float:
        """Give the distance in tolerances."""
        return abs(mistake - target) / self.tolerance

    def nudge(self, value: float, target: float) -> str | None:
        """Recognise another scale, too few decimals, the other sign or the other side."""
        return near_miss(
            value, target, tolerance=self.tolerance, unit=self.unit, decimals=self.decimals
        )

    def show(self, value: float) -> str:
        """Write the number with its unit."""
        return show_number(value, self.decimals, self.unit)

    def secrets(self) -> list[str]:
        """List the answer's digits as they could be written."""
        return [] if self.appears_because else shown_texts(self.target(), self.decimals)

    def blanks(self) -> list[Any]:
        """An untouched cell gives three dots."""
        return [...]

    def other_types(self) -> Iterator[tuple[str, Any]]:
        """Give the number as numpy, pandas and lists carry it."""
        import pandas as pd

        value = self.target()
        yield "numpy number", np.float64(value)
        yield "0-dimensional array", np.array(value)
        yield "one-element array", np.array([value])
        yield "one-element list", [value]
        yield "one-element Series", pd.Series([value], index=["x"])
        yield "one-cell table", pd.DataFrame({"x": [value]})

    def other_notations(self) -> Iterator[tuple[str, Any]]:
        """Give the number as a text, as it may be typed."""
        yield from notations(self.target(), self.decimals, self.unit).items()


def notations(value: float, decimals: int, unit: str) -> dict[str, str]:
    """Write a number in the usual ways: alone, with its unit, in per cent, in full width.

    Examples
    --------
    >>> list(notations(0.543, 3, "").values())
    ['0.543', 'about 0.543', '０．５４３', '54.3%', '５４．３％']
    """
    plain = show_number(value, decimals)
    texts = {"text": plain, "text with a word": f"about {plain}"}
    if unit:
        texts["text with its unit"] = show_number(value, decimals, unit)
    texts["full-width digits"] = full_width(plain)
    if unit == "" and 0 < value < 1:
        per_cent = show_number(100 * value, max(decimals - 2, 0), "%")
        texts |= {"per cent": per_cent, "full-width per cent": full_width(per_cent)}
    return texts
