"""The coach's verbs, as learners call them in a cell."""

import datetime as dt
from typing import Any

from casekit.coach import progress_file, registry
from casekit.coach.calls import refuse_a_wrong_call
from casekit.coach.card import Card, show
from casekit.coach.grading import Verdict, grade
from casekit.coach.question import Decision, Question
from casekit.words import _

__all__ = ["check", "hint", "progress", "reveal"]


def check(id: str = ..., answer: Any = ..., *more: Any, **named: Any) -> None:  # type: ignore[assignment]
    """Check an answer to an exercise question and show what came of it.

    Parameters
    ----------
    id : str
        Of the question, as in its heading: "09-silence".
    answer : object
        Your answer. Whatever its type, you get a sentence, never a traceback.
    *more, **named : objects
        Nothing is expected here; whoever hands over more is told how to write one answer.

    Raises
    ------
    InputError
        There is no such question (the near ids are named), or the call is not of this form.
    """
    refuse_a_wrong_call(id, answer, more, named)
    question = registry.find_question(id)
    verdict = grade(question, answer)
    notice = _record(question, verdict)
    show(_result(question, verdict, notice))


def _record(question: Question, verdict: Verdict) -> str:
    def change(record: progress_file.Record) -> None:
        entry = record["questions"].setdefault(question.id, {})
        if verdict.counts:
            entry["attempts"] = entry.get("attempts", 0) + 1
            entry["last"] = _today()
        if verdict.status == "correct" and not entry.get("passed"):
            entry["passed"] = _today()
            entry["passed_after_reveal"] = bool(entry.get("revealed"))
        if verdict.mistake:
            seen = entry.setdefault("mistakes", {})
            seen[verdict.mistake] = seen.get(verdict.mistake, 0) + 1

    return progress_file.update(change)


def _result(question: Question, verdict: Verdict, notice: str) -> Card:
    tone, word = {
        "correct": ("good", _("Correct")),
        "mistake": ("wrong", _("Not yet")),
        "wrong": ("wrong", _("Not yet")),
        "unreadable": ("help", _("Please look again")),
        "blank": ("plain", _("Not answered yet")),
    }[verdict.status]
    text = verdict.message
    if verdict.status == "correct" and question.decision:
        text += "\n\n" + _("Now compare your reasons with `ck.reveal({id})`.").format(
            id=_quoted(question.id)
        )
    if verdict.status in {"mistake", "wrong"}:
        text += "\n\n" + _("For a hint, run `ck.hint({id})`.").format(id=_quoted(question.id))
    return Card(tone, word, question.title, _join(text, notice))


def hint(id: str) -> None:
    """Show the next hint to a question: a nudge, then the method, then the partly filled answer.

    Parameters
    ----------
    id : str
        Of the question: "09-silence".

    Raises
    ------
    InputError
        There is no such question; the near ids are named.
    """
    question = registry.find_question(id)
    rung = 0

    def change(record: progress_file.Record) -> None:
        nonlocal rung
        entry = record["questions"].setdefault(question.id, {})
        rung = min(entry.get("hints", 0) + 1, len(question.hints))
        entry["hints"] = rung

    notice = progress_file.update(change)
    text = question.hints[rung - 1]
    if rung == len(question.hints):
        text += "\n\n" + _("This is the last hint. After an attempt, `ck.reveal({id})`.").format(
            id=_quoted(id)
        )
    word = _("Hint {n} of {all}").format(n=rung, all=len(question.hints))
    show(Card("help", word, question.title, _join(text, notice)))


def reveal(id: str, actual: Any = None, *, anyway: bool = False) -> None:
    """Show the answer to a question, or a prediction beside what came true.

    Parameters
    ----------
    id : str
        Of a question or of a prediction.
    actual : number or str, optional
        For a prediction: what the data show.
    anyway : bool
        Show the answer to a question that has not been attempted.

    Raises
    ------
    InputError
        There is no such question or prediction; the near ids are named.
    """
    if registry.is_prediction(id):
        from casekit.coach.predictions import reveal_prediction

        show(reveal_prediction(registry.find_prediction(id), actual))
        return
    question = registry.find_question(id)
    record, notice = progress_file.read()
    attempts = record["questions"].get(id, {}).get("attempts", 0)
    if not attempts and not anyway:
        text = _(
            "Try it once with `ck.check` first: a wrong answer teaches more than a read one. "
            "To see it all the same: `ck.reveal({id}, anyway=True)`."
        ).format(id=_quoted(id))
        show(Card("plain", _("Not yet"), question.title, _join(text, notice)))
        return

    def change(record: progress_file.Record) -> None:
        record["questions"].setdefault(id, {})["revealed"] = True

    notice = progress_file.update(change) or notice
    show(Card("plain", _("Answer"), question.title, _join(_answer(question), notice)))


def _answer(question: Question) -> str:
    shown = question.answer.show(question.answer.target())
    parts = [f"```\n{shown}\n```" if "\n" in shown else shown, question.explanation()]
    if question.decision:
        parts += _model_answers(question.decision)
    return "\n\n".join(parts)


def _model_answers(decision: Decision) -> list[str]:
    parts = [
        _("A good reason:"),
        "\n".join(f"- {line}" for line in decision.criteria),
        _("A strong answer: {text}").format(text=decision.strong),
    ]
    if decision.marks:
        of = _("**{got} of {most} points.**")
        most = decision.points("most")
        marked = [
            f"- {m.criterion}: {m.strong} / {m.points}. {m.strong_because}" for m in decision.marks
        ]
        parts += [of.format(got=decision.points("strong"), most=most), "\n".join(marked)]
    parts.append(_("A weak answer: {text}").format(text=decision.weak))
    if decision.marks:
        marked = [
            f"- {m.criterion}: {m.weak} / {m.points}. {m.weak_because}" for m in decision.marks
        ]
        parts += [of.format(got=decision.points("weak"), most=most), "\n".join(marked)]
    return [*parts, _("What it lacks: {text}").format(text=decision.weak_because)]


def progress(lesson: str | int | None = None) -> None:
    """Show which questions you have solved, lesson by lesson.

    Parameters
    ----------
    lesson : str or int, optional
        One lesson ("09" or 9); all lessons that have questions otherwise.
    """
    show(progress_card(lesson))


def progress_card(lesson: str | int | None = None) -> Card:
    """Make the card that ``progress`` shows."""
    wanted = registry.lessons() if lesson is None else (f"{int(lesson):02d}",)
    record, notice = progress_file.read()
    questions = [
        q for one in wanted if one in registry.lessons() for q in registry.of_lesson(one)[0]
    ]
    rows = [_progress_row(q, record["questions"].get(q.id, {})) for q in questions]
    solved = sum("passed" in record["questions"].get(q.id, {}) for q in questions)
    if not questions:
        text = _("There are no exercises here yet.")
    elif solved == 0:
        text = _("Nothing solved yet. Each set has questions without code: they have level A.")
    else:
        text = _("{solved} of {all} questions solved.").format(solved=solved, all=len(questions))
    columns = (
        _("Question"),
        _("Level"),
        _("Title"),
        _("State"),
        _("Attempts"),
        _("Hints"),
    )
    return Card("plain", _("Your progress"), "", _join(text, notice), columns, tuple(rows))


def _progress_row(question: Question, entry: dict[str, Any]) -> tuple[str, ...]:
    if entry.get("passed"):
        state = (
            _("solved after the answer was shown")
            if entry.get("passed_after_reveal")
            else _("solved")
        )
    elif entry.get("attempts"):
        state = _("tried")
    else:
        state = _("open")
    attempts, hints = entry.get("attempts", 0), entry.get("hints", 0)
    return (
        question.id,
        question.level,
        question.title,
        state,
        str(attempts),
        str(hints),
    )


def _today() -> str:
    return dt.date.today().isoformat()


def _quoted(text: str) -> str:
    return f'"{text}"'


def _join(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)
