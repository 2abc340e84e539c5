"""Read the fact sheets: what was read of a company, of what time, where, and how sure it is."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from casekit.errors import InputError
from casekit.words import _

__all__ = ["CONFIDENCE", "Fact", "Sheet", "all_facts", "fact", "find_fact", "sheets"]

_FOLDER = Path(__file__).parent
CONFIDENCE = {
    "read": _("read in the company's, a court's, an authority's or the publisher's own words"),
    "reported": _("reported by others; the original was not seen"),
    "computed": _("worked out from figures that were read"),
}
_NEEDED = ("figure", "value", "unit", "as_of", "source", "confidence")
_DIGITS = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)?")
_ALLOWED = {*_NEEDED, "reported_by", "note"}


@dataclass(frozen=True)
class Fact:
    """Hold one public figure.

    Attributes
    ----------
    key : str
        Company and figure: "amazon-price-year".
    company : str
    figure : str
        What it is, in plain words.
    value : float
        As printed, in ``unit``.
    unit : str
        "$", "million members", "%"; shares are in per cent.
    as_of : str
        What time the figure is of.
    source : str
        Key in the course's list of sources.
    confidence : str
        "read", "reported" or "computed".
    reported_by : str
        Who reported it, where the original was not seen.
    note : str
        What the figure is not.
    """

    key: str
    company: str
    figure: str
    value: float
    unit: str
    as_of: str
    source: str
    confidence: str
    reported_by: str = ""
    note: str = ""

    @property
    def shown(self) -> str:
        """Write the value with its unit.

        Examples
        --------
        >>> find_fact("amazon-price-year").shown
        '$139'
        """
        decimals = len(f"{self.value:.10f}".rstrip("0").partition(".")[2])
        if self.unit in set("$£€") and decimals:
            decimals = max(decimals, 2)
        number = f"{self.value:,.{decimals}f}"
        if self.unit == "year":
            return f"{self.value:.0f}"
        for sign in "$£€":
            if sign in self.unit:
                return f"{sign}{number} {self.unit.replace(sign, '').strip()}".strip()
        return f"{number}%" if self.unit == "%" else f"{number} {self.unit}".strip()

    @property
    def numbers(self) -> set[float]:
        """Give the numbers that may stand for the fact: its value, and those of its words.

        Examples
        --------
        >>> sorted(find_fact("amazon-price-month").numbers)
        [14.99, 2025.0]
        """
        words = f"{self.as_of} {self.figure} {self.note}"
        return {abs(self.value), *(float(n.replace(",", "")) for n in _DIGITS.findall(words))}


@dataclass(frozen=True)
class Sheet:
    """Hold the facts of one company and the names by which texts speak of it."""

    name: str
    company: str
    company_zh: str
    names: tuple[str, ...]
    facts: tuple[Fact, ...]


@cache
def sheets() -> dict[str, Sheet]:
    """Read all fact sheets, by name.

    Raises
    ------
    InputError
        When an entry lacks a part or has one that is unknown, in words.
    """
    return {path.stem: _read(path) for path in sorted(_FOLDER.glob("*.toml"))}


def _read(path: Path) -> Sheet:
    with path.open("rb") as file:
        entries = tomllib.load(file)
    head = {key: value for key, value in entries.items() if not isinstance(value, dict)}
    lacking = [key for key in ("company", "company_zh", "names") if key not in head]
    if lacking:
        raise InputError(
            _("{file}: {parts} must stand at the top.").format(
                file=path.name, parts=", ".join(lacking)
            )
        )
    facts = tuple(
        _fact(path, key, entry, head["company"])
        for key, entry in entries.items()
        if isinstance(entry, dict)
    )
    return Sheet(path.stem, head["company"], head["company_zh"], tuple(head["names"]), facts)


def _fact(path: Path, key: str, entry: dict[str, Any], company: str) -> Fact:
    problems = [_("{part} is missing").format(part=part) for part in _NEEDED if part not in entry]
    problems += [
        _("{part} is no part of a fact").format(part=part) for part in sorted(set(entry) - _ALLOWED)
    ]
    value = entry.get("value", 0)
    if isinstance(value, bool) or not isinstance(value, int | float):
        problems.append(_("value must be a number without quotation marks"))
    if entry.get("confidence") not in CONFIDENCE:
        problems.append(_("confidence must be one of {all}").format(all=", ".join(CONFIDENCE)))
    if entry.get("confidence") == "reported" and not entry.get("reported_by"):
        problems.append(_("reported_by must say who reported it"))
    if problems:
        raise InputError(
            _("{file}, [{key}]: {problems}.").format(
                file=path.name, key=key, problems="; ".join(problems)
            )
        )
    # A bank case's sheet "uk_banks" has facts "uk-banks-…": hyphens throughout.
    return Fact(key=f"{path.stem.replace('_', '-')}-{key}", company=company, **entry)


@cache
def all_facts() -> dict[str, Fact]:
    """Give every fact of every sheet, by key."""
    return {fact.key: fact for sheet in sheets().values() for fact in sheet.facts}


def find_fact(key: str) -> Fact:
    """Find one public figure with everything that is known of it.

    Raises
    ------
    InputError
        There is none; the nearest keys are named.

    Examples
    --------
    >>> find_fact("amazon-price-year").as_of
    '2025'
    """
    if key not in all_facts():
        near = difflib.get_close_matches(key, all_facts(), n=3, cutoff=0.4) or [*all_facts()][:3]
        raise InputError(
            _('There is no fact "{key}" in the fact sheets. The nearest are: {near}.').format(
                key=key, near=", ".join(near)
            )
        )
    return all_facts()[key]


def fact(key: str) -> float:
    """Give the value of one public figure, in the unit that its sheet states.

    Parameters
    ----------
    key : str
        Sheet and figure: "amazon-price-month". The page of public figures lists them.

    Raises
    ------
    InputError
        There is none; the nearest keys are named.

    Examples
    --------
    >>> fact("amazon-price-month")
    14.99
    """
    return find_fact(key).value
