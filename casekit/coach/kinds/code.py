"""Answers that are a function: tried on cases beside the reference, and explained in words."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from casekit.coach.reading import is_blank, read_number
from casekit.coach.unreadable import Blank, Unreadable, describe
from casekit.words import _

__all__ = ["Code"]

Case = tuple[Any, ...]
Results = tuple[Any, ...]


@dataclass(frozen=True)
class Code:
    """Ask for a function.

    Parameters
    ----------
    name : str
        What the learner's function is called in the statement.
    reference : callable
        Our function; the learner's must agree with it on every case.
    cases : callable without arguments
        Gives the list of argument tuples to try, simplest first.
    tolerance : float
        Largest absolute difference of a result.

    Examples
    --------
    >>> twice = Code("twice", lambda x: 2 * x, lambda: [(1,), (2.5,)], tolerance=1e-9)
    >>> twice.matches(twice.read(lambda x: x + x), twice.target())
    True
    """

    name: str
    reference: Callable[..., Any]
    cases: Callable[[], list[Case]]
    tolerance: float

    allows_typed_keys = False

    def target(self) -> Results:
        """Compute what the reference gives on every case."""
        return tuple(self.reference(*copy.deepcopy(case)) for case in self.cases())

    def read(self, raw: Any) -> Results:
        """Try the learner's function on every case; explain what went wrong in words."""
        if is_blank(raw):
            raise Blank(_("Nothing filled in yet: write the function `{n}`.").format(n=self.name))
        if not callable(raw):
            raise Unreadable(
                _(
                    "You gave {what}, and the function itself is expected: hand over `{name}` "
                    "without round brackets."
                ).format(what=describe(raw), name=self.name)
            )
        results = tuple(self._try(raw, case) for case in self.cases())
        if all(result is None or result is ... for result in results):
            raise Blank(
                _(
                    "`{name}` gives nothing back yet. Fill in its lines and end with `return`."
                ).format(name=self.name)
            )
        return results

    def _try(self, function: Callable[..., Any], case: Case) -> Any:
        try:
            return function(*copy.deepcopy(case))
        except Exception as problem:
            # Whatever a learner's function raises is an answer to explain, not an accident.
            raise Unreadable(
                _("`{call}` was tried and stopped with {kind}: {problem}").format(
                    call=self._call(case), kind=type(problem).__name__, problem=problem
                )
            ) from None

    def _call(self, case: Case) -> str:
        return f"{self.name}({', '.join(_short(value) for value in case)})"

    def _distances(self, value: Results, target: Results) -> list[float]:
        return [_distance(v, t) for v, t in zip(value, target, strict=True)]

    def matches(self, value: Results, target: Results) -> bool:
        """Tell whether the results agree on every case."""
        return all(d <= self.tolerance + 1e-12 for d in self._distances(value, target))

    def separation(self, target: Results, mistake: Results) -> float:
        """Give the largest distance on a case, in tolerances."""
        return max(self._distances(mistake, target)) / max(self.tolerance, 1e-12)

    def nudge(self, value: Results, target: Results) -> str | None:
        """Show the first case that differs: what was called and what came back."""
        distances = self._distances(value, target)
        wrong = [i for i, d in enumerate(distances) if d > self.tolerance + 1e-12]
        first = wrong[0]
        return _(
            "{right} of {all} cases agree. The first that does not: `{call}` gave back {result}."
        ).format(
            right=len(value) - len(wrong),
            all=len(value),
            call=self._call(self.cases()[first]),
            result=_short(value[first]),
        )

    def show(self, value: Results) -> str:
        """Write each case with its result."""
        rows = zip(self.cases(), value, strict=True)
        return "\n".join(f"{self._call(case)} = {_short(result)}" for case, result in rows)

    def secrets(self) -> list[str]:
        """The builder removes the solution's lines; results are no secret."""
        return []

    def blanks(self) -> list[Any]:
        """An untouched cell gives three dots, or a function whose body is three dots."""
        return [..., lambda *arguments: None]

    def other_types(self) -> Iterator[tuple[str, Any]]:
        """Give the reference behind another signature."""
        yield (
            "function with starred arguments",
            lambda *arguments: self.reference(*arguments),  # noqa: PLW0108
        )

    def other_notations(self) -> Iterator[tuple[str, Any]]:
        """A function is not typed as text."""
        return iter(())


def _short(value: Any) -> str:
    if isinstance(value, float | np.floating):
        return f"{float(value):.6g}"
    if isinstance(value, tuple) and 0 < len(value) <= 4:
        return "(" + ", ".join(_short(one) for one in value) + ")"
    text = repr(value)
    return text if len(text) <= 60 and "\n" not in text else describe(value)


def _distance(value: Any, target: Any) -> float:
    """Give the largest absolute difference of two results; infinite where they cannot compare."""
    if isinstance(target, str | bool | None):
        return 0.0 if type(value) is type(target) and value == target else float("inf")
    if isinstance(value, str):
        return float("inf")  # a text that a check would read is not what a function returns
    try:
        if np.ndim(target) == 0:
            return abs(read_number(value) - read_number(target))
        ours, theirs = np.asarray(target, dtype=float), np.asarray(value, dtype=float)
    except (TypeError, ValueError, Unreadable):
        return float("inf")
    if ours.shape != theirs.shape:
        return float("inf")
    return float(np.nanmax(np.abs(ours - theirs), initial=0.0))
