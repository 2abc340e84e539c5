"""Answers that choose one option, or several."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from casekit.coach.digits import full_width
from casekit.coach.reading import as_list, is_blank, unwrap
from casekit.coach.typed_text import tidy
from casekit.coach.unreadable import Blank, Unreadable, describe
from casekit.words import _

__all__ = ["Choice", "Choices", "read_option"]


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", tidy(text).casefold()).strip()


def read_option(raw: Any, options: Mapping[str, str]) -> str:
    """Find the key of the option that a learner meant: by letter in any case, or by its text.

    Examples
    --------
    >>> read_option("B)", {"a": "Stop mailing", "b": "Wait"})
    'b'
    >>> read_option("stop mailing.", {"a": "Stop mailing", "b": "Wait"})
    'a'
    """
    letters = ", ".join(options)
    if is_blank(raw):
        raise Blank(
            _('Nothing chosen yet: replace the three dots with a letter, as in "{first}".').format(
                first=next(iter(options))
            )
        )
    value = unwrap(raw)
    if isinstance(value, str):
        plain = _plain(value)
        by_letter = {_plain(key): key for key in options}
        by_text = {_plain(text): key for key, text in options.items()}
        if plain in by_letter:
            return by_letter[plain]
        if plain in by_text:
            return by_text[plain]
    raise Unreadable(
        _("You gave {what}. Choose one of the letters {letters}, in quotation marks.").format(
            what=describe(value), letters=letters
        )
    )


@dataclass(frozen=True)
class Choice:
    """Ask for one of several options.

    Parameters
    ----------
    options : dict of str to str
        Letter and text of each option.
    key : str or callable without arguments
        The letter of the right option, typed (a fact) or computed from the data.

    Examples
    --------
    >>> causal = Choice({"a": "Members buy more", "b": "Membership raises buying"}, key="b")
    >>> causal.read("B")
    'b'
    """

    options: dict[str, str]
    key: str | Callable[[], str]

    allows_typed_keys = True

    def target(self) -> str:
        """Give the letter of the right option."""
        return self.read(self.key() if callable(self.key) else self.key)

    def read(self, raw: Any) -> str:
        """Read a letter or the text of an option."""
        return read_option(raw, self.options)

    def matches(self, value: str, target: str) -> bool:
        """Tell whether both are the same option."""
        return value == target

    def separation(self, target: str, mistake: str) -> float:
        """Two different options are never close."""
        return 0.0 if target == mistake else float("inf")

    def nudge(self, value: str, target: str) -> str | None:
        """Nothing beyond the message of the option itself."""
        return None

    def show(self, value: str) -> str:
        """Write the letter and the text."""
        return f"{value}: {self.options[value]}"

    def secrets(self) -> list[str]:
        """A letter gives nothing away; the options stand in the statement."""
        return []

    def blanks(self) -> list[Any]:
        """An untouched cell gives three dots."""
        return [...]

    def other_types(self) -> Iterator[tuple[str, Any]]:
        """Give the letter in either case, with a bracket, in a list, and as text."""
        key = self.target()
        yield "upper case", key.upper()
        yield "lower case", key.lower()
        yield "with a bracket", f" {key}) "
        yield "one-element list", [key]
        yield "text of the option", self.options[key]

    def other_notations(self) -> Iterator[tuple[str, Any]]:
        """Give the letter as another keyboard types it."""
        key = self.target()
        yield "full-width letter", full_width(key)
        yield "Chinese quotation marks", f"“{key}”"


@dataclass(frozen=True)
class Choices:
    """Ask for all options that apply, in any order.

    Parameters
    ----------
    options : dict of str to str
    keys : tuple of str or callable without arguments
        The letters of all right options.

    Examples
    --------
    >>> Choices({"a": "one", "b": "two", "c": "three"}, keys=("a", "c")).read("C, a")
    ('a', 'c')
    """

    options: dict[str, str]
    keys: tuple[str, ...] | Callable[[], tuple[str, ...]]

    allows_typed_keys = True

    def target(self) -> tuple[str, ...]:
        """Give the letters of the right options, sorted."""
        return self.read(self.keys() if callable(self.keys) else self.keys)

    def read(self, raw: Any) -> tuple[str, ...]:
        """Read letters from a list, a set, or a text such as "a, c"."""
        if is_blank(raw):
            raise Blank(
                _('Nothing chosen yet: replace the three dots with letters, as in ["a", "b"].')
            )
        if isinstance(raw, str):
            cut = re.split(r"[\s,;/&+]+|\band\b|和", tidy(raw))
            parts: list[Any] | None = [part for part in cut if part]
            # "bd" is two letters, unless there is an option of that name.
            if (
                len(cut) == 1
                and cut[0] not in self.options
                and set(cut[0].lower()) <= {*self.options}
            ):
                parts = list(cut[0])
        elif isinstance(raw, set | frozenset):
            parts = sorted(raw, key=str)
        else:
            parts = as_list(raw)
        if not parts:
            raise Unreadable(
                _('You gave {what}. Give the letters in a list, as in ["a", "b"].').format(
                    what=describe(raw)
                )
            )
        return tuple(sorted({read_option(part, self.options) for part in parts}))

    def matches(self, value: tuple[str, ...], target: tuple[str, ...]) -> bool:
        """Tell whether both are the same options."""
        return value == target

    def separation(self, target: tuple[str, ...], mistake: tuple[str, ...]) -> float:
        """Two different sets of options are never close."""
        return 0.0 if target == mistake else float("inf")

    def nudge(self, value: tuple[str, ...], target: tuple[str, ...]) -> str | None:
        """Say how many of the chosen apply, without saying which."""
        right = len(set(value) & set(target))
        return _("{right} of the {chosen} that you chose apply; {all} apply in all.").format(
            right=right, chosen=len(value), all=len(target)
        )

    def show(self, value: tuple[str, ...]) -> str:
        """Write the letters and the texts."""
        return "; ".join(f"{key}: {self.options[key]}" for key in value)

    def secrets(self) -> list[str]:
        """Letters give nothing away; the options stand in the statement."""
        return []

    def blanks(self) -> list[Any]:
        """An untouched cell gives three dots, alone or in a list."""
        return [..., [...]]

    def other_types(self) -> Iterator[tuple[str, Any]]:
        """Give the letters as a set, in another order, in upper case, and as one text."""
        keys = self.target()
        yield "another order", list(reversed(keys))
        yield "set", set(keys)
        yield "upper case", tuple(key.upper() for key in keys)
        yield "one text", ", ".join(keys)

    def other_notations(self) -> Iterator[tuple[str, Any]]:
        """Give the letters as other keyboards and other habits write them."""
        keys = self.target()
        yield "full width", "，".join(full_width(key) for key in keys)
        yield "Chinese comma", "、".join(keys)
        yield "with and", " and ".join(keys)
