"""What a question, a mistake and a prediction are made of. Everything else is made from these."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from casekit.coach.kinds.kind import Kind
from casekit.words import _

__all__ = ["Decision", "Mark", "Mistake", "Prediction", "Question", "TeachingNote"]


@dataclass(frozen=True)
class Mistake:
    """Name a wrong method, compute what it gives, and say what it reveals.

    Parameters
    ----------
    name : str
        A few words for the class report: "weeks read as months".
    compute : callable without arguments, or the key of an option
        Gives the value that the wrong method leads to, on the same data. Only questions with
        options take a typed key (or keys) instead.
    message : str
        What the learner reads: what was done, and what to look at. Never the right answer.
    """

    name: str
    compute: Callable[[], Any] | str | tuple[str, ...]
    message: str

    def value(self) -> Any:
        """Give the value that this mistake leads to."""
        return self.compute() if callable(self.compute) else self.compute


@dataclass(frozen=True)
class TeachingNote:
    """Tell an instructor what stands behind a question.

    Parameters
    ----------
    misconception : str
        The belief that the question brings to light.
    ask : str
        A question to put to the room.
    extend : str
        What to try next with those who finish early.
    """

    misconception: str
    ask: str
    extend: str


@dataclass(frozen=True)
class Mark:
    """Mark both model answers of a decision against one line of its rubric.

    Parameters
    ----------
    criterion : str
        What a good answer does.
    points : int
        How many points it is worth.
    strong, weak : int
        Points of the two model answers.
    strong_because, weak_because : str
        Why they got these.
    """

    criterion: str
    points: int
    strong: int
    strong_because: str
    weak: int
    weak_because: str


@dataclass(frozen=True)
class Decision:
    """Give the free part of a decision: how to judge it, and two model answers.

    Parameters
    ----------
    rubric : tuple of str
        What a good answer does, one line each; empty where there are marks, which name them.
    strong, weak : str
        Two model answers.
    weak_because : str
        What the weak answer lacks.
    marks : tuple of Mark
        Of a case's memo: both model answers marked, line by line.
    """

    rubric: tuple[str, ...]
    strong: str
    weak: str
    weak_because: str
    marks: tuple[Mark, ...] = ()

    @property
    def criteria(self) -> tuple[str, ...]:
        """Give the lines of the rubric, with their points where there are marks."""
        lines = (
            _("{criterion} ({points} points)").format(criterion=mark.criterion, points=mark.points)
            for mark in self.marks
        )
        return self.rubric or tuple(lines)

    def points(self, answer: Literal["strong", "weak", "most"]) -> int:
        """Add up the points of a model answer, or the most that there are."""
        name = {"strong": "strong", "weak": "weak", "most": "points"}[answer]
        return sum(int(getattr(mark, name)) for mark in self.marks)


# Compared and hashed by identity: a question is defined once.
@dataclass(frozen=True, eq=False)
class Question:
    """Define one exercise question once; statement, check, proofs and notes are made from it.

    Parameters
    ----------
    id : str
        Lesson number and a word: "09-silence".
    level : "A", "B" or "C"
        A: no code; B: change or complete a line; C: write a short function or analysis.
    title, statement : str
        Markdown. The options of a choice are added by the builder.
    answer : Kind
        ``Number``, ``Numbers``, ``Choice``, ``Choices``, ``Table`` or ``Code``.
    mistakes : tuple of Mistake
        Three or more, each computed by its wrong method.
    hints : tuple of three str
        A nudge, the method, the partly filled answer.
    why : str
        Why the answer is right and what it means; ``{answer}`` stands for the answer as shown.
    minutes : int
    note : TeachingNote
    also : tuple of callables without arguments
        Right answers reached another way.
    decision : Decision, optional
        The free part of a question that a manager has to defend.
    sitting : int
        After which sitting of a long lesson the question is asked.
    """

    id: str
    level: Literal["A", "B", "C"]
    title: str
    statement: str
    answer: Kind
    mistakes: tuple[Mistake, ...]
    hints: tuple[str, str, str]
    why: str
    minutes: int
    note: TeachingNote
    also: tuple[Callable[[], Any], ...] = ()
    decision: Decision | None = None
    sitting: int = 1

    @property
    def lesson(self) -> str:
        """Give the two digits of the lesson that the question belongs to."""
        return self.id[:2]

    def explanation(self) -> str:
        """Give the text of ``why`` with the answer as shown in its place."""
        return self.why.replace("{answer}", self.answer.show(self.answer.target()))


@dataclass(frozen=True)
class Prediction:
    """Define a number or a choice that a learner commits before seeing the data.

    Parameters
    ----------
    id : str
        Lesson number and a word: "09-lost".
    statement : str
        What is to be guessed, in one sentence.
    reading : str
        What the comparison of guess and result teaches, whatever the guess was; shown by
        ``reveal``.
    unit : str
        Of a number: "%", "$", "weeks".
    decimals : int
        How many decimals of the actual number are shown.
    options : dict of str to str, optional
        Key and text of each option; a prediction with options is a choice.
    minimum, maximum : float, optional
        Between which the number must lie; a guess outside is not kept. With 0 and 100, a share
        such as 0.26 is asked about.
    comes_back : str
        Where the result is shown: "step 2".
    if_low, if_high, if_near : str
        What a guess that was too low, too high or near teaches; shown before ``reading``.
    """

    id: str
    statement: str
    reading: str
    unit: str = ""
    decimals: int = 0
    options: dict[str, str] | None = None
    minimum: float | None = None
    maximum: float | None = None
    comes_back: str = ""
    if_low: str = ""
    if_high: str = ""
    if_near: str = ""

    @property
    def out_of_a_hundred(self) -> bool:
        """Tell whether the number is asked for as so many of a hundred."""
        return (self.minimum, self.maximum) == (0, 100)
