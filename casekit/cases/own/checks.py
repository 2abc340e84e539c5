"""Check a world file: what is not understood is told in words, with what is near."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from casekit.cases.facts import all_facts
from casekit.cases.own.known import Known, known_generators
from casekit.cases.own.measures import MEASURES
from casekit.words import _

__all__ = ["DECISION", "near", "problems_of"]

# The one section without a generator: numbers of the case itself, under names of one's own.
DECISION = "decision"

_OF_ARGUMENT = ("value", "unit", "meaning", "fact", "measure", "how")
_OF_SECTION = ("generator", "of", "people", "about", "arguments")


def near(word: str, words: Iterable[str]) -> str:
    """Name the words that are near, as a question; empty where none is."""
    found = difflib.get_close_matches(word, list(words), n=2, cutoff=0.5)
    if not found:
        return ""
    return " " + _("Did you mean {near}?").format(near=_(" or ").join(f'"{one}"' for one in found))


def problems_of(entries: Mapping[str, Any]) -> Iterator[str]:
    """List in words what is not understood in a world file."""
    for key in ("title", "money"):
        if not isinstance(entries.get(key), str):
            yield _('{key} = "…" must stand at the top').format(key=key)
    sections = {name: entry for name, entry in entries.items() if isinstance(entry, dict)}
    decision = sections.pop(DECISION, {})
    yield from (f"[{DECISION}] {problem}" for problem in _of_decision(decision))
    for key in entries:
        if not isinstance(entries[key], dict) and key not in ("title", "money"):
            yield _("{key} is no part of a world.{near}").format(
                key=key, near=near(key, ("title", "money"))
            )
    if not sections:
        yield _("there is no section, such as [market]")
    made: dict[str, str] = {}
    for name, entry in sections.items():
        yield from (f"[{name}] {problem}" for problem in _of_section(name, entry, sections))
        known = known_generators().get(entry.get("generator", ""))
        for table in known.tables if known else ():
            if table in made:
                yield _("[{one}] and [{two}] both make the table {table}").format(
                    one=made[table], two=name, table=table
                )
            made[table] = name
    for name, entry in sections.items():
        if entry.get("people") in made:
            yield _(
                '[{name}] people = "{people}" is the name of a table: call them otherwise'
            ).format(name=name, people=entry["people"])


def _of_decision(entry: Mapping[str, Any]) -> Iterator[str]:
    for name, given in entry.items():
        if not isinstance(given, dict):
            yield _('write it as {name} = {{ value = …, unit = "…", meaning = "…" }}').format(
                name=name
            )
            continue
        yield from (f"{name}: {problem}" for problem in _of_parts(given))
        value = given.get("value", 0)
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield _("{name}: value must be a number without quotation marks").format(name=name)


def _of_section(
    name: str, entry: Mapping[str, Any], sections: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    known = known_generators().get(entry.get("generator", ""))
    astray = [key for key in entry if known and key in known.arguments]
    if astray:
        yield _("the line [{name}.arguments] is missing above {first}").format(
            name=name, first=astray[0]
        )
    for key in entry:
        if key not in _OF_SECTION and key not in astray:
            yield _("{key} is no part of a section.{near}").format(
                key=key, near=near(key, _OF_SECTION)
            )
    generators = known_generators()
    generator = entry.get("generator")
    if generator not in generators:
        yield _("generator is {given!r}.{near} It may be one of {all}").format(
            given=generator, near=near(str(generator), generators), all=", ".join(generators)
        )
        return
    known = generators[generator]
    if known.of:
        of = entry.get("of")
        if sections.get(str(of), {}).get("generator") != known.of:
            fitting = [n for n, one in sections.items() if one.get("generator") == known.of]
            yield _(
                "of = {given!r} must name the section of {generator} that it speaks of ({all})"
            ).format(
                given=of,
                generator=known.of,
                all=", ".join(fitting) or _("there is none: add it"),
            )
    elif "of" in entry:
        yield _("of is not needed: {generator} stands alone").format(generator=generator)
    arguments = entry.get("arguments", {})
    if not isinstance(arguments, dict):
        yield _("arguments must be a table: [{name}.arguments]").format(name=name)
        return
    for one, given in arguments.items():
        yield from (f"{one}: {problem}" for problem in _of_argument(one, given, known))


def _of_argument(name: str, given: Any, known: Known) -> Iterator[str]:
    if name not in known.arguments:
        yield _("{generator} has no such argument.{near}").format(
            generator=known.name, near=near(name, known.arguments)
        )
        return
    if not isinstance(given, dict):
        yield _('write it as {name} = {{ value = …, unit = "…", meaning = "…" }}').format(name=name)
        return
    yield from _of_parts(given)


def _of_parts(given: Mapping[str, Any]) -> Iterator[str]:
    for part in given:
        if part not in _OF_ARGUMENT:
            yield _("{part} is no part of an argument.{near}").format(
                part=part, near=near(part, _OF_ARGUMENT)
            )
    for part in ("value", "unit", "meaning"):
        if part not in given:
            yield _("{part} is missing").format(part=part)
    fact, measure = given.get("fact", ""), given.get("measure", "")
    if fact and fact not in all_facts():
        yield _('there is no fact "{fact}" in the fact sheets.{near}').format(
            fact=fact, near=near(fact, all_facts())
        )
    if measure and measure not in MEASURES:
        yield _('there is no measure "{measure}".{near} There are: {all}').format(
            measure=measure, near=near(measure, MEASURES), all=", ".join(MEASURES)
        )
    if measure and not fact:
        yield _("measure is set beside a fact: name the fact, too")
