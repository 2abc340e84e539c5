"""Read what a lesson says of itself in its notebook's metadata; nothing else says it twice."""

import re
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from casekit.coach import registry
from casekit.course.notebook_file import ours, read_notebook
from casekit.errors import InputError
from casekit.places import ROOT
from casekit.words import _

__all__ = [
    "Lesson",
    "Planned",
    "chosen_lessons",
    "concept_index",
    "planned_lessons",
    "read_lesson",
    "read_lessons",
]

_PLANNED = Path(__file__).with_name("planned.toml")
_FILE_NAME = re.compile(r"^\d\d_[a-z0-9_]+$")
# Metadata keys and the type of each: a lesson that lacks one is refused by name.
_KEYS: dict[str, type] = {
    "lesson": str,
    "part": str,
    "title": str,
    "title_zh": str,
    "why": str,
    "objectives": list,
    "prerequisites": list,
    "data": list,
    "concepts": dict,
    "sources": list,
    "terms": list,
    "steps": dict,
    "skip_when_short": list,
}


@dataclass(frozen=True)
class Planned:
    """Name a lesson that is not written yet."""

    number: str
    part: str
    title: str
    title_zh: str


@dataclass(frozen=True)
class Sitting:
    """Count the minutes of one sitting: of its steps alone, and with its questions."""

    minutes_core: int
    minutes_with_exercises: int


@dataclass(frozen=True)
class Role:
    """Describe whose part a member of a team takes in a case."""

    role: str
    role_zh: str
    brief: str


@dataclass(frozen=True)
class TalkingPoint:
    """Hold one question of a debrief: its minutes, what to listen for, what to write down."""

    minutes: int
    ask: str
    listen_for: str
    board: str


@dataclass(frozen=True)
class CasePlan:
    """Hold what only a case has: the roles of a team, and the plan of its debrief."""

    roles: tuple[Role, ...]
    debrief: tuple[TalkingPoint, ...]

    @property
    def debrief_minutes(self) -> int:
        """Give the minutes of the debrief, which a class needs after lesson and exercises."""
        return sum(point.minutes for point in self.debrief)


@dataclass(frozen=True)
class Lesson:
    """Hold what a lesson says of itself.

    Parameters
    ----------
    number : str
        Two digits.
    name : str
        Of the file, without its ending: "09_lifetime_value_in_shops".
    part, title, title_zh, why : str
    objectives : list of str
        Three to five, each with a verb that can be observed.
    prerequisites : list of str
        Numbers of the lessons to have done before.
    data : list of str
        Names of data sets and generators.
    concepts : dict
        Concept id of the coverage list, and the id of the cell where it is treated.
    sources, terms : list of str
        Keys of ``sources.toml`` and ``glossary.csv``.
    steps : dict
        Id of the cell that opens a step, and its minutes, in the order of the notebook.
    skip_when_short : list of str
        Cell ids of the steps to leave out when time is short.
    notebook : NotebookNode
    new_sitting_at : list of str
        Cell ids of the steps that open another sitting; none in a lesson of one sitting.
    has_exercises : bool
        Whether there is a set of exercises for it in ``solutions/``.
    case : CasePlan, optional
        Of a case: team roles and the plan of its debrief.
    """

    number: str
    name: str
    part: str
    title: str
    title_zh: str
    why: str
    objectives: list[str]
    prerequisites: list[str]
    data: list[str]
    concepts: dict[str, str]
    sources: list[str]
    terms: list[str]
    steps: dict[str, int]
    skip_when_short: list[str]
    notebook: NotebookNode = field(repr=False, compare=False)
    new_sitting_at: list[str] = field(default_factory=list)
    has_exercises: bool = False
    case: CasePlan | None = None

    @property
    def minutes_core(self) -> int:
        """Give the minutes of the lesson alone: those of its steps."""
        return sum(self.steps.values())

    @property
    def minutes_with_exercises(self) -> int:
        """Give the minutes of the lesson and of its questions."""
        return sum(sitting.minutes_with_exercises for sitting in self.sittings())

    def sittings(self, left_out: Collection[str] = ()) -> list[Sitting]:
        """Give the minutes of each sitting, without the steps that are left out."""
        known = self.number in registry.lessons()
        questions = registry.of_lesson(self.number)[0] if known else ()
        opens = {cell: place for place, cell in enumerate(self.new_sitting_at, start=1)}
        core, now = [0] * (len(opens) + 1), 0
        for cell, minutes in self.steps.items():
            now = opens.get(cell, now)
            core[now] += 0 if cell in left_out else minutes
        asked = [0] * len(core)
        for question in questions:
            asked[min(question.sitting, len(core)) - 1] += question.minutes
        return [Sitting(own, own + more) for own, more in zip(core, asked, strict=True)]


def lesson_from(name: str, notebook: NotebookNode, has_exercises: bool = False) -> Lesson:
    """Read a lesson's facts from its notebook.

    Raises
    ------
    InputError
        Names every fact that is missing or of another type, and every step that does not fit.
    """
    facts = dict(ours(notebook))
    problems = [] if _FILE_NAME.match(name) else [_("the file name is not like 09_some_words")]
    for key, kind in _KEYS.items():
        if not isinstance(facts.get(key), kind):
            problems.append(_("{key} must be {kind}").format(key=key, kind=kind.__name__))
    if not problems:
        problems += _problems_of_facts(facts, name, {cell.get("id") for cell in notebook.cells})
    if problems:
        raise InputError(
            _("{name}: notebook metadata casekit: {problems}.").format(
                name=name, problems="; ".join(problems)
            )
        )
    number = facts.pop("lesson")
    known = {key: facts[key] for key in _KEYS if key != "lesson"}
    known["new_sitting_at"] = facts.get("new_sitting_at", [])
    if "case" in facts:
        known["case"] = _case_plan(facts["case"], name)
    # A notebook file sorts its metadata by name; the cells know the order of the steps.
    order = [cell.get("id") for cell in notebook.cells]
    known["steps"] = {cell: known["steps"][cell] for cell in order if cell in known["steps"]}
    return Lesson(number=number, name=name, notebook=notebook, has_exercises=has_exercises, **known)


def _problems_of_facts(facts: dict[str, Any], name: str, ids: set[str | None]) -> list[str]:
    problems = []
    if facts["lesson"] != name[:2]:
        problems.append(_("lesson is not the number in the file name"))
    if not 3 <= len(facts["objectives"]) <= 5:
        problems.append(_("objectives must be three to five"))
    if not facts["steps"]:
        problems.append(_("steps must name at least one step and its minutes"))
    wrong = [cell for cell, minutes in facts["steps"].items() if not isinstance(minutes, int)]
    if wrong:
        problems.append(_("steps: the minutes of {ids} must be whole").format(ids=", ".join(wrong)))
    for key, named in (("steps", facts["steps"]), ("concepts", facts["concepts"].values())):
        lost = [cell for cell in named if cell not in ids]
        if lost:
            problems.append(_("{key}: no cell {ids}").format(key=key, ids=", ".join(lost)))
    for key in ("skip_when_short", "new_sitting_at"):
        lost = [cell for cell in facts.get(key, []) if cell not in facts["steps"]]
        if lost:
            problems.append(_("{key}: no step {ids}").format(key=key, ids=", ".join(lost)))
    return problems


def _case_plan(plan: Any, name: str) -> CasePlan:
    try:
        roles = tuple(Role(**role) for role in plan["roles"])
        debrief = tuple(TalkingPoint(**point) for point in plan["debrief"])
    except (KeyError, TypeError) as error:
        raise InputError(
            _(
                "{name}: notebook metadata casekit: case must hold roles (role, role_zh, brief) "
                "and debrief (minutes, ask, listen_for, board); {error}."
            ).format(name=name, error=error)
        ) from error
    if not (3 <= len(roles) <= 5 and 4 <= len(debrief) <= 6):
        raise InputError(
            _("{name}: a case has 3 to 5 roles and 4 to 6 questions of debrief.").format(name=name)
        )
    return CasePlan(roles, debrief)


def read_lesson(path: Path) -> Lesson:
    """Read one lesson from its file in ``notebooks/``."""
    solution = path.parent.parent / "solutions" / path.stem / path.name
    return lesson_from(path.stem, read_notebook(path), solution.exists())


def read_lessons(root: Path = ROOT, left_out: Collection[str] = ()) -> list[Lesson]:
    """Read all lessons that are written, in order, but for those whose numbers are left out."""
    paths = sorted((root / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    return [read_lesson(path) for path in paths if path.name[:2] not in left_out]


def chosen_lessons(numbers: Sequence[str]) -> list[Lesson]:
    """Read the lessons of these numbers, or all that are written.

    Raises
    ------
    InputError
        For a number that no lesson has, or one that is not written yet.
    """
    written = {lesson.number: lesson for lesson in read_lessons()}
    planned = {lesson.number for lesson in planned_lessons()}
    wanted = [number.rjust(2, "0") for number in numbers] or list(written)
    for number in wanted:
        if number in planned:
            raise InputError(
                _("Lesson {n} is not written yet, so it has no minutes.").format(n=number)
            )
        if number not in written:
            raise InputError(
                _("There is no lesson {n}. Written: {all}.").format(
                    n=number, all=", ".join(written) or _("none")
                )
            )
    return [written[number] for number in wanted]


def planned_lessons() -> list[Planned]:
    """List the lessons that are not written yet, in order."""
    with _PLANNED.open("rb") as file:
        return [Planned(**entry) for entry in tomllib.load(file)["lesson"]]


def concept_index(lessons: list[Lesson]) -> dict[str, list[tuple[str, str]]]:
    """Tell where each concept is treated: its id, and the lesson's name and cell id.

    Examples
    --------
    >>> concept_index([])
    {}
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for lesson in lessons:
        for concept, cell in lesson.concepts.items():
            found.setdefault(concept, []).append((lesson.name, cell))
    return dict(sorted(found.items()))
