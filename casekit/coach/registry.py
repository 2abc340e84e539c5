"""Find a question or a prediction by its id; the questions of a lesson load when first asked."""

import difflib
import pkgutil
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TypeVar

from casekit.coach import questions as _room
from casekit.coach.question import Prediction, Question
from casekit.errors import InputError
from casekit.words import _

__all__ = [
    "all_questions",
    "find_prediction",
    "find_question",
    "is_prediction",
    "is_question",
    "lessons",
    "of_lesson",
]

T = TypeVar("T")


@cache
def lessons() -> tuple[str, ...]:
    """List the lessons that have questions, as two digits each."""
    names = (module.name for module in pkgutil.iter_modules(_room.__path__))
    return tuple(sorted(name[-2:] for name in names if name.startswith("lesson_")))


@cache
def of_lesson(lesson: str) -> tuple[tuple[Question, ...], tuple[Prediction, ...]]:
    """Give the questions and the predictions of one lesson, in order.

    Raises
    ------
    InputError
        Its file is no Python; the line is named.
    """
    try:
        module = import_module(f"{_room.__name__}.lesson_{lesson}")
    except SyntaxError as error:
        raise InputError(
            _("{file}, line {n}: {why}. Look at this line and the end of the one before.").format(
                file=Path(error.filename or "").name,
                n=error.lineno,
                why=str(error.msg).rstrip("."),
            )
        ) from None
    return tuple(module.QUESTIONS), tuple(getattr(module, "PREDICTIONS", ()))


def all_questions() -> list[Question]:
    """Give every question of the course, in order."""
    return [question for lesson in lessons() for question in of_lesson(lesson)[0]]


def find_question(id: str) -> Question:
    """Find a question by its id.

    Raises
    ------
    InputError
        With the near ids.
    """
    _refuse_what_is_no_name(id)
    known = {q.id: q for lesson in _likely(id) for q in of_lesson(lesson)[0]}
    return _find(id, known, _("question"))


def find_prediction(id: str) -> Prediction:
    """Find a prediction by its id.

    Raises
    ------
    InputError
        With the near ids.
    """
    _refuse_what_is_no_name(id)
    known = {p.id: p for lesson in _likely(id) for p in of_lesson(lesson)[1]}
    return _find(id, known, _("prediction"))


def is_prediction(id: str) -> bool:
    """Tell whether an id belongs to a prediction."""
    _refuse_what_is_no_name(id)
    return any(p.id == id for lesson in _likely(id) for p in of_lesson(lesson)[1])


def is_question(id: object) -> bool:
    """Tell whether anything is the id of a question."""
    return isinstance(id, str) and any(q.id == id for n in _likely(id) for q in of_lesson(n)[0])


def _refuse_what_is_no_name(id: object) -> None:
    if not isinstance(id, str):
        raise InputError(
            _('The first argument is a name in quotation marks, like the "09-name" in the heading.')
        )


def _likely(id: str) -> tuple[str, ...]:
    """Load one lesson's file where the id names a lesson that exists, otherwise all."""
    return (id[:2],) if id[:2] in lessons() else lessons()


def _find(id: str, known: dict[str, T], what: str) -> T:
    if id in known:
        return known[id]
    near = difflib.get_close_matches(id, known, n=3, cutoff=0.5) or list(known)[:6]
    raise InputError(
        _('There is no {what} called "{id}". Near it: {near}.').format(
            what=what, id=id, near=", ".join(near) or _("none")
        )
    )
