"""Make the tables of a world from its file."""

from __future__ import annotations

import difflib
import zlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from casekit.cases.own.truth import OwnTruth
from casekit.cases.own.world_file import Section, WorldFile, read_world
from casekit.errors import InputError
from casekit.frames import CUSTOMER_ID
from casekit.frames.choices import MONTH
from casekit.frames.relations import Tables
from casekit.generators.parameters import refuse_unless
from casekit.words import _

__all__ = ["case_world"]

# What tells the rows of each table apart; a table without a key of its own is numbered.
_KEYS: dict[str, tuple[str, ...]] = {
    "panel": (CUSTOMER_ID, MONTH),
    "events": ("event_id",),
    "survey": (CUSTOMER_ID, MONTH),
    "launch": (CUSTOMER_ID,),
    "subscriptions": (CUSTOMER_ID,),
    "purchases": ("purchase_id",),
    "cohorts": ("period",),
}


def case_world(name: str, seed: int = 1, **changes: Any) -> tuple[Tables, OwnTruth]:
    """Make the world of a case of your own from its file of parameters.

    Parameters
    ----------
    name : str
        Of the file in ``casekit/cases/worlds``, without its ending: "old_mill_bank".
    seed : int
        Same seed, same tables.
    **changes
        Parameters to use instead of the file's: ``technical_cost=20``, or
        ``market__technical_cost=20`` where two sections have an argument of that name. The people
        and their luck stay the same, so a difference is what the change makes.

    Returns
    -------
    data : Tables
        The tables of all sections, with a table of the people they speak of.
    truth : OwnTruth
        What each generator knows, ``calibrations`` and ``invented``.

    Raises
    ------
    InputError
        When the file or a change is not understood, in words.

    Examples
    --------
    >>> data, truth = case_world("old_mill_bank", n_customers=200)
    >>> list(data)
    ['households', 'panel', 'events', 'survey']
    """
    whole = isinstance(seed, int | np.integer) and not isinstance(seed, bool) and seed >= 0
    refuse_unless(whole, "seed", seed, _("a whole number, 0 or more"))
    file = _changed(read_world(name), changes)
    made: dict[str, pd.DataFrame] = {}
    truths: dict[str, Any] = {}
    about: dict[str, str] = {}
    links: list[tuple[str, ...]] = []
    people: dict[str, int] = {}
    for section in file.sections:
        if not section.generator:
            continue  # numbers of the decision make no tables
        tables = _made(section, seed, made, truths)
        for number, (table, frame) in enumerate(tables.items()):
            made[table] = frame
            about[table] = section.about if section.about and not number else _about(table)
            if CUSTOMER_ID in frame.columns:
                links.append((table, CUSTOMER_ID, section.people))
                last = int(frame[CUSTOMER_ID].max()) if frame[CUSTOMER_ID].notna().any() else 0
                people[section.people] = max(people.get(section.people, 0), last)
    registers = {
        one: pd.DataFrame({CUSTOMER_ID: np.arange(1, last + 1)}) for one, last in people.items()
    }
    about |= {one: _people_are(one, file) for one in registers}
    keys = {table: _key(table, frame) for table, frame in made.items()}
    data = Tables(
        {**registers, **made},
        keys={**dict.fromkeys(registers, (CUSTOMER_ID,)), **keys},
        links=links,
        about=about,
    )
    return data, OwnTruth(file, data, truths, tuple(changes))


def _changed(file: WorldFile, changes: Mapping[str, Any]) -> WorldFile:
    """Put the changes in their places, and refuse one that has none or several."""
    places = {
        f"{section.name}__{argument.name}": (section.name, argument.name)
        for section in file.sections
        for argument in section.arguments
    }
    wanted: dict[tuple[str, str], Any] = {}
    for name, value in changes.items():
        found = [place for place in places.values() if place[1] == name]
        found = [places[name]] if name in places else found
        if len(found) > 1:
            raise InputError(
                _("`{name}` stands in several sections; write {all}.").format(
                    name=name, all=_(" or ").join(f"{s}__{a}" for s, a in found)
                )
            )
        if not found:
            names = [*dict.fromkeys(argument for _s, argument in places.values()), *places]
            near = difflib.get_close_matches(name, names, n=2, cutoff=0.5)
            meant = _(" Did you mean {near}?").format(near=_(" or ").join(near)) if near else ""
            raise InputError(
                _("The world {world} has no parameter `{name}`.{meant}").format(
                    world=file.name, name=name, meant=meant
                )
            )
        wanted[found[0]] = value
    sections = tuple(
        replace(
            section,
            arguments=tuple(
                # A value chosen in the call is no longer what was chosen for the figure.
                replace(one, value=wanted[section.name, one.name], fact="", measure="", how="")
                if (section.name, one.name) in wanted
                else one
                for one in section.arguments
            ),
        )
        for section in file.sections
    )
    return replace(file, sections=sections)


def _made(
    section: Section, seed: int, made: Mapping[str, pd.DataFrame], truths: dict[str, Any]
) -> dict[str, pd.DataFrame]:
    known = section.known
    arguments = {one.name: one.value for one in section.arguments}
    try:
        if known.of:
            *frames, truth = known.make(made["panel"], truths[section.of], **arguments)
        else:
            size = arguments.pop("n_customers")
            own = zlib.crc32(section.name.encode("utf-8"))
            # Every section has luck of its own, whatever stands before it in the file.
            luck = int(np.random.SeedSequence([seed, own]).generate_state(1)[0])
            *frames, truth = known.make(size, seed=luck, **arguments)
    except InputError as problem:
        raise InputError(f"[{section.name}] {problem}") from problem
    except TypeError as problem:
        raise InputError(
            _("[{name}] one of the values is of another kind than expected: {why}.").format(
                name=section.name, why=problem
            )
        ) from problem
    truths[section.name] = truth
    named = zip(known.tables, frames, strict=True)
    return {table: _numbered(table, frame) for table, frame in named}


def _numbered(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    key = _KEYS[table][0]
    if not key.endswith("_id") or key in frame.columns:
        return frame
    numbered = frame.reset_index(drop=True)
    numbered.insert(0, key, np.arange(1, len(frame) + 1))
    return numbered


def _key(table: str, frame: pd.DataFrame) -> tuple[str, ...]:
    key = _KEYS[table]
    return ("cohort", *key) if table == "cohorts" and "cohort" in frame.columns else key


def _about(table: str) -> str:
    return {
        "panel": _("a customer and month: choice, state, prices"),
        "events": _("what happened to a customer, by month"),
        "survey": _("an answer, 1 to 5, and what leaving costs"),
        "launch": _("a customer before and after the card"),
        "subscriptions": _("a subscriber: months paid for, left or not"),
        "purchases": _("a purchase: customer, time, amount"),
        "cohorts": _("a period: how many are left"),
    }[table]


def _people_are(people: str, file: WorldFile) -> str:
    drawn = [one.name for one in file.sections if one.people == people and not one.of]
    if len(drawn) < 2:
        return _("one of the {people}").format(people=people)
    return _("one of the {people}; {sections} were drawn apart, so luck alone ties them").format(
        people=people, sections=", ".join(drawn)
    )
