"""Read a world file: sections that name a generator, and its arguments with all that is known."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casekit.cases.own.checks import DECISION, near, problems_of
from casekit.cases.own.known import Known, KnownArgument, known_generators, own_unit
from casekit.cases.own.mistyped import where_it_stops
from casekit.errors import InputError
from casekit.words import _

__all__ = ["FOLDER", "Argument", "Section", "WorldFile", "read_world", "world_names"]

FOLDER = Path(__file__).resolve().parent.parent / "worlds"

_NOTHING = "none"


@dataclass(frozen=True)
class Argument:
    """Hold one parameter of a world.

    Attributes
    ----------
    name, unit, meaning : str
    value : object
        What the generator is given.
    fact : str
        Key of the public figure that it was chosen for; empty where it is invented.
    measure : str
        Name of the measure of the world that is set beside the figure; empty: the value itself.
    how : str
        How the value was chosen.
    """

    name: str
    value: Any
    unit: str
    meaning: str
    fact: str = ""
    measure: str = ""
    how: str = ""


@dataclass(frozen=True)
class Section:
    """Hold one part of a world: a generator and its arguments.

    Attributes
    ----------
    name, generator : str
        The section [decision] has no generator: it holds numbers of the case itself.
    arguments : tuple of Argument
        All of them; those that the file leaves out have the generator's default.
    people : str
        Who is spoken of: sections with the same word speak of the same people.
    of : str
        The section that it builds upon.
    about : str
        What a row of its first table is.
    """

    name: str
    generator: str
    arguments: tuple[Argument, ...]
    people: str
    of: str = ""
    about: str = ""

    @property
    def known(self) -> Known:
        """Give what is known of its generator."""
        return known_generators()[self.generator]


@dataclass(frozen=True)
class WorldFile:
    """Hold a world as its file describes it."""

    name: str
    title: str
    money: str
    sections: tuple[Section, ...]

    def parameter(self, section: str, name: str) -> Any:
        """Give the value of one parameter.

        Raises
        ------
        InputError
            There is no such section or parameter.
        """
        there = {(one.name, a.name): a.value for one in self.sections for a in one.arguments}
        if (section, name) not in there:
            raise InputError(
                _("The world {world} has no parameter {section}.{name}.").format(
                    world=self.name, section=section, name=name
                )
            )
        return there[section, name]


def world_names() -> list[str]:
    """List the worlds that there are."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def read_world(name: str) -> WorldFile:
    """Read a world file, and refuse what is not understood in words.

    Parameters
    ----------
    name : str
        Of the file in `casekit/cases/worlds`, without its ending.

    Raises
    ------
    InputError
        There is no such file, or it holds something that is not understood; all is named.
    """
    path = FOLDER / f"{name}.toml"
    if name not in world_names():
        raise InputError(
            _('There is no world "{name}".{near} The worlds are: {all}.').format(
                name=name, near=near(str(name), world_names()), all=", ".join(world_names())
            )
        )
    try:
        with path.open("rb") as file:
            entries = tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(
            _("{file} cannot be read: {why}").format(
                file=path.name, why=where_it_stops(path.read_bytes(), error)
            )
        ) from error
    problems = list(problems_of(entries))
    if problems:
        said = "; ".join(problems)
        raise InputError(f"{path.name}: {said}" + ("" if said.endswith(("?", ".")) else "."))
    money = str(entries["money"])
    parts = {one: entry for one, entry in entries.items() if isinstance(entry, dict)}
    sections = tuple(_section(one, parts, money) for one in parts)
    return WorldFile(name, str(entries["title"]), money, sections)


def _section(name: str, parts: Mapping[str, Mapping[str, Any]], money: str) -> Section:
    entry = parts[name]
    if name == DECISION:
        own = tuple(
            Argument(one, given["value"], given["unit"], given["meaning"], given.get("fact", ""))
            for one, given in entry.items()
        )
        return Section(name, "", own, "")
    known = known_generators()[entry["generator"]]
    given = entry.get("arguments", {})
    arguments = tuple(
        _argument(argument, given.get(argument.name), money, f"[{name}] ")
        for argument in known.arguments.values()
    )
    # A survey asks the very people of the section that it builds upon.
    asked = parts.get(str(entry.get("of")), entry)
    people = str(asked.get("people", "customers"))
    return Section(
        name, known.name, arguments, people, entry.get("of", ""), str(entry.get("about", ""))
    )


def _argument(
    known: KnownArgument, given: Mapping[str, Any] | None, money: str, where: str
) -> Argument:
    unit = own_unit(money, known.unit)
    if given is None:
        return Argument(known.name, known.default, unit, known.meaning)
    if given["unit"] != unit:
        raise InputError(
            _('{where}{name}: the unit is "{given}"; this argument is in "{unit}".').format(
                where=where, name=known.name, given=given["unit"], unit=unit
            )
        )
    value = None if given["value"] == _NOTHING else given["value"]
    return Argument(
        known.name,
        value,
        unit,
        str(given["meaning"]),
        given.get("fact", ""),
        given.get("measure", ""),
        given.get("how", ""),
    )
