"""Judge an answer: the one place that decides between right, a named mistake, and help."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from casekit.coach.kinds.numbers import Numbers
from casekit.coach.question import Question
from casekit.coach.unreadable import Blank, Unreadable, describe
from casekit.words import _

__all__ = ["Verdict", "grade"]


@dataclass(frozen=True)
class Verdict:
    """Say what became of an answer.

    Parameters
    ----------
    status : "correct", "mistake", "wrong", "unreadable" or "blank"
    message : str
        What the learner reads.
    mistake : str
        The name of the recognised mistake, if any.
    """

    status: Literal["correct", "mistake", "wrong", "unreadable", "blank"]
    message: str
    mistake: str = ""

    @property
    def counts(self) -> bool:
        """Tell whether this was an attempt: an answer that could be read."""
        return self.status in {"correct", "mistake", "wrong"}


def grade(question: Question, raw: Any) -> Verdict:
    """Judge an answer to a question; never raises for anything that a learner may give.

    Parameters
    ----------
    question : Question
    raw : object
        The learner's answer, of any type.

    Returns
    -------
    Verdict
    """
    kind = question.answer
    target = _target(question)
    try:
        value = kind.read(raw)
    except Blank as problem:
        return Verdict("blank", str(problem))
    except Unreadable as problem:
        return Verdict("unreadable", str(problem))
    except Exception:
        # A learner's object may misbehave in any way (a broken __array__, a lazy table that
        # fails when read); that is help to give, not an accident to show.
        return Verdict(
            "unreadable",
            _("Your answer could not be read: it is {what}.").format(what=_safe_description(raw)),
        )
    if kind.matches(value, target):
        return Verdict("correct", question.explanation())
    wrongs = _wrong_values(question)
    for mistake, wrong in zip(question.mistakes, wrongs, strict=True):
        if kind.matches(value, wrong):
            return Verdict("mistake", mistake.message, mistake.name)
    if isinstance(kind, Numbers):
        entries = kind.entries(value, target)
        found = {name: question.mistakes[k] for name, k in entries.mistaken(wrongs).items()}
        if found:
            words = entries.in_words({name: mistake.message for name, mistake in found.items()})
            return Verdict("mistake", words or "", next(iter(found.values())).name)
    generic = _("{value} is not the answer yet.").format(value=_one_line(kind.show(value)))
    return Verdict("wrong", kind.nudge(value, target) or generic)


# A check is run again and again in a lesson: the reference method is computed once.
@cache
def _target(question: Question) -> Any:
    return question.answer.target()


@cache
def _wrong_values(question: Question) -> tuple[Any, ...]:
    return tuple(question.answer.read(mistake.value()) for mistake in question.mistakes)


def _one_line(text: str) -> str:
    return text if "\n" not in text else _("This")


def _safe_description(raw: object) -> str:
    try:
        return describe(raw)
    except Exception:
        return _("a value of type {kind}").format(kind=type(raw).__name__)
