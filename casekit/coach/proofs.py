"""What must hold of every question, each as a function that lists what is wrong in words.

The test command runs ``PROOFS`` over every question of the course; the proofs themselves are
tested on specimen questions that must fail.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from casekit.coach.digits import contains_number
from casekit.coach.grading import grade
from casekit.coach.kinds import Choice, Code, Kind, Number, Numbers, Table
from casekit.coach.question import Decision, Question
from casekit.coach.unreadable import describe

__all__ = ["PROOFS", "prove"]

# Another type, a missing value, a text that is no number: each must get words.
_ANY_TYPE: tuple[Any, ...] = (
    None,
    "text",
    "",
    "0.5 or 0.6",
    "0,54",
    "1.2.3",
    [],
    {},
    float("nan"),
    float("inf"),
    True,
    lambda *arguments: None,
)


def solution_passes(question: Question) -> list[str]:
    """The expected answer is accepted."""
    raw = _raw_solution(question)
    verdict = grade(question, raw)
    if verdict.status == "correct":
        return []
    return [f"the solution does not pass: {verdict.status}: {verdict.message}"]


def blank_is_refused_kindly(question: Question) -> list[str]:
    """The untouched cell does not pass, is not called wrong, and gets a sentence."""
    problems = []
    for blank in question.answer.blanks():
        verdict = grade(question, blank)
        if verdict.status != "blank":
            problems.append(f"the blank {blank!r} is judged {verdict.status!r}")
        elif len(verdict.message.split()) < 4:
            problems.append(f"the blank {blank!r} gets no sentence: {verdict.message!r}")
    return problems


def each_mistake_has_its_message(question: Question) -> list[str]:
    """Each named mistake is refused, with its own message."""
    problems = []
    for mistake in question.mistakes:
        verdict = grade(question, mistake.value())
        if verdict.status == "correct":
            problems.append(f"the mistake {mistake.name!r} passes as right")
        elif verdict.mistake != mistake.name:
            problems.append(
                f"the mistake {mistake.name!r} is answered as {verdict.mistake or verdict.status!r}"
            )
    return problems


def other_ways_pass(question: Question) -> list[str]:
    """A right answer reached another way, or of another type, is accepted."""
    ways = list(question.answer.other_types())
    ways += [(f"way {i} of `also`", way()) for i, way in enumerate(question.also, start=1)]
    return [
        f"a right answer as {name} is refused: {verdict.message}"
        for name, raw in ways
        if (verdict := grade(question, raw)).status != "correct"
    ]


def tolerance_is_under_half_the_distance(question: Question) -> list[str]:
    """The tolerance is under half the distance to the nearest named mistake."""
    kind = question.answer
    target = kind.target()
    return [
        f"the mistake {mistake.name!r} is only {apart:.2f} tolerances away"
        for mistake in question.mistakes
        if (apart := kind.separation(target, kind.read(mistake.value()))) <= 2
    ]


def other_notations_pass(question: Question) -> list[str]:
    """The right answer is accepted as it may be typed: as a text, with its unit, in full width."""
    return [
        f"the right answer as {name}, {raw!r}, is refused: {verdict.message}"
        for name, raw in question.answer.other_notations()
        if (verdict := grade(question, raw)).status != "correct"
    ]


def wrong_types_get_words(question: Question) -> list[str]:
    """An answer of a wrong type gets a sentence, does not pass, and is not called wrong."""
    problems = []
    for raw in (*_ANY_TYPE, *_wrong_for_numbers(question.answer)):
        verdict = grade(question, raw)
        if verdict.status not in {"unreadable", "blank"}:
            problems.append(f"{describe(raw)} is judged {verdict.status!r}")
        elif len(verdict.message.split()) < 4:
            problems.append(f"{describe(raw)} gets no sentence: {verdict.message!r}")
    return problems


def _wrong_for_numbers(kind: Kind) -> Iterator[Any]:
    """Give what only a question about numbers must refuse: whole columns, decimal commas."""
    if isinstance(kind, Number):
        yield _with_comma(kind.target())
    elif isinstance(kind, Numbers):
        yield [_with_comma(value) for value in kind.target()]
    else:
        return
    yield pd.Series(np.arange(2357.0))
    yield pd.DataFrame({"first": np.arange(2357.0), "second": True})


def _with_comma(value: float) -> str:
    # Two decimals: three after a comma may be thousands.
    return f"{value:.2f}".replace(".", ",")


def definition_is_whole(question: Question) -> list[str]:
    """Everything that a statement, a hint ladder and a teaching note are made of is there."""
    problems = []
    texts = {
        "title": question.title,
        "statement": question.statement,
        "why": question.why,
        "misconception": question.note.misconception,
        "question to ask": question.note.ask,
        "extension": question.note.extend,
        **{f"hint {i}": text for i, text in enumerate(question.hints, start=1)},
        **{f"message of {m.name!r}": m.message for m in question.mistakes},
    }
    problems += [f"{name} is empty" for name, text in texts.items() if not text.strip()]
    problems += [f"{name} has an exclamation mark" for name, text in texts.items() if _shouts(text)]
    lesson, _dash, word = question.id.partition("-")
    if not (len(lesson) == 2 and lesson.isdigit() and word):
        problems.append(f"the id {question.id!r} is not of the form 09-word")
    if str(question.level) not in {"A", "B", "C"}:
        problems.append(f"the level {question.level!r} is not A, B or C")
    if not 1 <= question.minutes <= 60:
        problems.append(f"{question.minutes} minutes is not a time for a question")
    if len(list(question.hints)) != 3:
        problems.append(f"there are {len(question.hints)} hints, not three")
    problems += _problems_of_mistakes(question)
    if question.decision:
        problems += _problems_of_decision(question.decision)
    return problems


def _problems_of_decision(decision: Decision) -> list[str]:
    problems = []
    if not (decision.criteria and decision.strong and decision.weak_because):
        problems.append("the decision lacks a rubric or a model answer")
    if decision.rubric and decision.marks:
        problems.append("the marks of the decision name its rubric; it stands twice")
    problems += [
        f"more points than there are, or fewer than none: {mark.criterion}"
        for mark in decision.marks
        if not (0 <= mark.weak <= mark.points and 0 <= mark.strong <= mark.points)
    ]
    if decision.marks:
        most = decision.points("most")
        if decision.points("strong") < 0.8 * most or decision.points("weak") > 0.5 * most:
            problems.append("the marks do not tell the strong model answer from the weak one")
    return problems


def nothing_gives_the_answer_away(question: Question) -> list[str]:
    """Statement, hints and messages do not hold the expected value at its shown precision."""
    texts = {
        "statement": question.statement,
        "title": question.title,
        **{f"hint {i}": text for i, text in enumerate(question.hints, start=1)},
        **{f"message of {m.name!r}": m.message for m in question.mistakes},
    }
    return [
        f"{name} holds the expected value {secret}"
        for secret in question.answer.secrets()
        for name, text in texts.items()
        if contains_number(text, secret)
    ]


def _problems_of_mistakes(question: Question) -> list[str]:
    problems = []
    names = [mistake.name for mistake in question.mistakes]
    problems += [f"two mistakes are called {n!r}" for n in sorted(set(names)) if names.count(n) > 1]
    messages = [mistake.message for mistake in question.mistakes]
    if len(set(messages)) < len(messages):
        problems.append("two mistakes share one message")
    kind = question.answer
    if not kind.allows_typed_keys:
        typed = [m.name for m in question.mistakes if not callable(m.compute)]
        problems += [f"the mistake {name!r} is typed in, not computed" for name in typed]
    if isinstance(kind, Choice):
        # Here the options are the mistakes: every wrong one must be explained.
        explained = {kind.read(mistake.value()) for mistake in question.mistakes}
        left = sorted(set(kind.options) - explained - {kind.target()})
        problems += [f"the wrong option {key!r} has no message" for key in left]
    elif len(question.mistakes) < 3:
        problems.append(f"there are {len(question.mistakes)} named mistakes, three are needed")
    return problems


def _raw_solution(question: Question) -> Any:
    """Give the expected answer as a learner would hand it over."""
    kind = question.answer
    if isinstance(kind, Code):
        return kind.reference
    if isinstance(kind, Number | Numbers | Table):
        return kind.expected()
    return kind.target()


def _shouts(text: str) -> bool:
    return "!" in text.replace("!=", "")


PROOFS: dict[str, Callable[[Question], list[str]]] = {
    "the solution passes": solution_passes,
    "the blank is refused kindly": blank_is_refused_kindly,
    "each mistake has its message": each_mistake_has_its_message,
    "other ways pass": other_ways_pass,
    "the tolerance is under half the distance": tolerance_is_under_half_the_distance,
    "other notations pass": other_notations_pass,
    "wrong types get words": wrong_types_get_words,
    "the definition is whole": definition_is_whole,
    "nothing gives the answer away": nothing_gives_the_answer_away,
}


def prove(question: Question) -> list[str]:
    """Run all proofs on a question.

    Returns
    -------
    list of str
        What is wrong, in words; empty when the question holds.
    """
    return [
        f"{question.id}: {name}: {problem}"
        for name, proof in PROOFS.items()
        for problem in proof(question)
    ]
