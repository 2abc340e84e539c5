"""Say something of each of several numbers: mistaken, nearly right, exchanged, right."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casekit.coach.kinds.near_misses import near_miss, rounded_too_far
from casekit.words import _

__all__ = ["Entries"]


@dataclass(frozen=True)
class Entries:
    """Hold the given numbers beside the right ones.

    Parameters
    ----------
    names : tuple of str
    value, target : tuple of float
        What was given, and what is right, in the order of the names.
    widths : tuple of float
        The tolerance of each.
    units : tuple of str
    decimals : tuple of int
        How many are asked for in each.

    Examples
    --------
    >>> pair = Entries(("price", "share"), (6.4, 54), (6.4, 0.54), (0.01, 0.01),
    ...                ("", ""), (2, 2))
    >>> pair.wrong
    (1,)
    >>> print(pair.in_words())
    share: You gave 54; as a share that is 0.54. A share lies between 0 and 1: divide by 100.
    <BLANKLINE>
    Right so far: price.
    """

    names: tuple[str, ...]
    value: tuple[float, ...]
    target: tuple[float, ...]
    widths: tuple[float, ...]
    units: tuple[str, ...]
    decimals: tuple[int, ...]

    def _fits(self, number: float, place: int) -> bool:
        return abs(number - self.target[place]) <= self.widths[place] * (1 + 1e-9)

    @property
    def wrong(self) -> tuple[int, ...]:
        """Give the places of the entries that are not right."""
        return tuple(i for i, number in enumerate(self.value) if not self._fits(number, i))

    def mistaken(self, mistakes: Sequence[tuple[float, ...]]) -> dict[str, int]:
        """Find the wrong entries that show a mistake.

        Parameters
        ----------
        mistakes : sequence of tuple of float
            What each mistake leads to.

        Returns
        -------
        dict of str to int
            Name of the entry, and which of the mistakes it shows: the nearest.
        """
        found = {}
        for i in self.wrong:
            if self._belongs_to(i) is not None:
                continue  # the value of another entry says nothing about a method
            if rounded_too_far(self.value[i], self.target[i], self.decimals[i]):
                continue  # a right number, cut short, is not a wrong method
            # Near a small mistake the tolerance is wide: 0.038 is not the 0.1 of a wrong method.
            gaps = {
                k: abs(self.value[i] - mistake[i])
                for k, mistake in enumerate(mistakes)
                if abs(mistake[i] - self.target[i]) > 2 * self.widths[i]
                and abs(self.value[i] - mistake[i])
                <= min(self.widths[i], abs(mistake[i]) / 5) * (1 + 1e-9)
            }
            if gaps:
                found[self.names[i]] = min(gaps, key=lambda k: gaps[k])
        return found

    def in_words(self, messages: Mapping[str, str] | None = None) -> str | None:
        """Say of each entry what is recognised, whether it is right, or to look at it again.

        Parameters
        ----------
        messages : dict of str to str, optional
            Name of an entry, and the message of the mistake that it shows.

        Returns
        -------
        str or None
            None where nothing is recognised.
        """
        if len(self.wrong) > 2 and self._are_permuted():
            return _("The numbers are right, their order is not: {names}.").format(
                names=", ".join(self.names)
            )
        messages = {**self._near_misses(), **(messages or {})}
        by_message = defaultdict(list)
        for i in self.wrong:
            by_message[messages.get(self.names[i], "")].append(self.names[i])
        again = by_message.pop("", [])
        right = [name for i, name in enumerate(self.names) if i not in self.wrong]
        parts = [f"{', '.join(names)}: {message}" for message, names in by_message.items()]
        summary = []
        if right:
            summary.append(_("Right so far: {names}.").format(names=", ".join(right)))
        if again and (parts or right):
            summary.append(_("Look again at: {names}.").format(names=", ".join(again)))
        return "\n\n".join([*parts, *([" ".join(summary)] if summary else [])]) or None

    def _near_misses(self) -> dict[str, str]:
        if len(self.wrong) == 2 and self._are_permuted():
            exchanged = _("These are the two values, exchanged.")
            return {self.names[i]: exchanged for i in self.wrong}
        found = {self.names[i]: self._near_miss(i) for i in self.wrong}
        return {name: message for name, message in found.items() if message}

    def _near_miss(self, place: int) -> str | None:
        other = self._belongs_to(place)
        if other is not None:
            return _("That is the value of {other}.").format(other=self.names[other])
        return near_miss(
            self.value[place],
            self.target[place],
            tolerance=self.widths[place],
            unit=self.units[place],
            decimals=self.decimals[place],
        )

    def _belongs_to(self, place: int) -> int | None:
        """Find the other entry whose right value stands at a place."""
        others = (j for j in range(len(self.names)) if j != place)
        return next((j for j in others if self._fits(self.value[place], j)), None)

    def _are_permuted(self) -> bool:
        homes = [self._belongs_to(i) for i in self.wrong]
        return None not in homes and {*homes} == {*self.wrong}
