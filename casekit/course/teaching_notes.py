"""Write an instructor's notes for a lesson from its metadata and its questions."""

from casekit.coach import registry
from casekit.coach.question import Question
from casekit.course.lessons import Lesson
from casekit.words import _

__all__ = ["teaching_notes"]


def teaching_notes(lesson: Lesson | None, ids: list[str]) -> str:
    """Write the notes in markdown.

    Parameters
    ----------
    lesson : Lesson or None
        None while the lesson of an exercise set is not written yet.
    ids : list of str
        The questions of the set, in order.
    """
    lines: list[str] = []
    if lesson is not None:
        lines += [_("# Teaching notes: {n} {title}").format(n=lesson.number, title=lesson.title)]
        lines += ["", *_steps(lesson)]
    else:
        lines += [_("# Teaching notes")]
    questions = [registry.find_question(one) for one in ids]
    for number, question in enumerate(questions, start=1):
        lines += ["", *_notes(question, number)]
    total = sum(question.minutes for question in questions)
    lines += ["", _("Exercises in all: {minutes} minutes.").format(minutes=total)]
    return "\n".join(lines) + "\n"


def _steps(lesson: Lesson) -> list[str]:
    headings = {
        c.id: _heading(c.source) for c in lesson.notebook.cells if c.cell_type == "markdown"
    }
    lines = [_("## Minutes 时间"), ""]
    lines += [_("| Step | Minutes | When time is short |"), "|---|---|---|"]
    for cell, minutes in lesson.steps.items():
        if cell in lesson.new_sitting_at:
            lines.append(_("| *A break: here a new sitting begins* | | |"))
        skip = _("leave out") if cell in lesson.skip_when_short else ""
        lines.append(f"| {headings.get(cell, cell)} | {minutes} | {skip} |")
    short = lesson.minutes_core - sum(lesson.steps[c] for c in lesson.skip_when_short)
    lines += [
        "",
        _("Core {core} minutes; {short} in the short form; {all} with the exercises.").format(
            core=lesson.minutes_core, short=short, all=lesson.minutes_with_exercises
        ),
    ]
    return lines


def _heading(source: str) -> str:
    first = source.strip().splitlines()[0] if source.strip() else ""
    return first.lstrip("# ").strip()


def _notes(question: Question, number: int) -> list[str]:
    lines = [
        _("## Question {n}: {title} (level {level}, {minutes} minutes)").format(
            n=number, title=question.title, level=question.level, minutes=question.minutes
        ),
        "",
        _("- Misconception: {text}").format(text=question.note.misconception),
        _("- A question to ask: {text}").format(text=question.note.ask),
        _("- For those who finish early: {text}").format(text=question.note.extend),
        "",
        _("| A likely wrong answer | What it reveals |"),
        "|---|---|",
    ]
    lines += [f"| {_wrong(question, m.value())} | {m.name} |" for m in question.mistakes]
    shown = question.answer.show(question.answer.target())
    lines += ["", _("The answer: {answer}").format(answer=_cell(shown))]
    return lines


def _wrong(question: Question, value: object) -> str:
    return _cell(question.answer.show(question.answer.read(value)))


def _cell(text: str) -> str:
    """Fit a text into one cell of a table."""
    lines = text.splitlines()
    short = "; ".join(line.strip() for line in lines[:3]) + ("; …" if len(lines) > 3 else "")
    return short.replace("|", "\\|")
