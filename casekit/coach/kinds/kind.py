"""What every kind of answer can do; the coach and the proofs know no more than this."""

from collections.abc import Iterator
from typing import Any, Protocol, runtime_checkable

__all__ = ["Kind"]


@runtime_checkable
class Kind(Protocol):
    """Read, compare and show the answers of one kind."""

    @property
    def allows_typed_keys(self) -> bool:
        """Tell whether mistakes may be named by a key instead of being computed."""

    def target(self) -> Any:
        """Compute the right answer by the reference method, as a clean value."""

    def read(self, raw: Any) -> Any:
        """Make a clean value of what the learner gave, or raise ``Unreadable``."""

    def matches(self, value: Any, target: Any) -> bool:
        """Tell whether a clean value equals another within the tolerance."""

    def separation(self, target: Any, mistake: Any) -> float:
        """Give the distance of a mistake from the target, in tolerances (must exceed 2)."""

    def nudge(self, value: Any, target: Any) -> str | None:
        """Say something useful about a wrong value that is no named mistake, if anything."""

    def show(self, value: Any) -> str:
        """Write a clean value as a reader sees it."""

    def secrets(self) -> list[str]:
        """List the texts that would give the answer away if a learner saw them."""

    def blanks(self) -> list[Any]:
        """List what an untouched cell may hand to the check."""

    def other_types(self) -> Iterator[tuple[str, Any]]:
        """Give the right answer in the other types that a learner may arrive with."""

    def other_notations(self) -> Iterator[tuple[str, Any]]:
        """Give the right answer as it may be typed: as a text, with its unit, in full width."""
