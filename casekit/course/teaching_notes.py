"""Write an instructor's notes for a lesson from its metadata and its questions."""

from casekit.coach import registry
from casekit.coach.question import Decision, Question
from casekit.course.lessons import CasePlan, Lesson
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
        if lesson.case:
            lines += ["", *_run_sheet(lesson, ids), "", *_case(lesson.case)]
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


# Minutes for what stands nowhere else: two votes by hands, and memos marked by the next table.
_VOTE, _SWAP = 3, 8


def _run_sheet(lesson: Lesson, ids: list[str]) -> list[str]:
    """Plan a class of a case minute by minute; the exercises but the memo are work at home."""
    assert lesson.case
    questions = [registry.find_question(one) for one in ids]
    memo = sum(q.minutes for q in questions if q.decision and q.decision.marks)
    rows = [
        (_VOTE, _("Vote by hands on what the firm should do, before anybody has seen a number.")),
        (lesson.minutes_core, _("The lesson: each step on the projector, the parts at tables.")),
        (memo, _("Each table writes its memo (the last exercise).")),
        (_SWAP, _("Tables swap memos and mark them by the rubric; then show the two model memos.")),
        (lesson.case.debrief_minutes, _("The debrief below.")),
        (_VOTE, _("Vote again. Who changed, and by which number?")),
    ]
    lines = [_("## A class, minute by minute 课堂流程"), ""]
    lines += [_("| From minute | Minutes | What |"), "|--:|--:|---|"]
    now = 0
    for minutes, what in rows:
        if minutes:
            lines.append(f"| {now} | {minutes} | {what} |")
            now += minutes
    words = _("In all {now} minutes, tables of {n}. The other exercises are for before or after.")
    return [*lines, "", words.format(now=now, n=len(lesson.case.roles))]


def _case(plan: CasePlan) -> list[str]:
    lines = [_("## The teams 团队分工"), "", _("| Part | What this person wants |"), "|---|---|"]
    lines += [f"| {one.role} {one.role_zh} | {_cell(one.brief)} |" for one in plan.roles]
    total = plan.debrief_minutes
    lines += ["", _("## The debrief 课堂总结: {total} minutes").format(total=total)]
    for number, point in enumerate(plan.debrief, start=1):
        ask = _("{n}. **{ask}** ({minutes} minutes)")
        lines += ["", ask.format(n=number, ask=point.ask, minutes=point.minutes), ""]
        lines += [_("   - Listen for: {text}").format(text=point.listen_for)]
        lines += [_("   - On the board: {text}").format(text=point.board)]
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
    if question.decision and question.decision.marks:
        lines += ["", *_marks(question.decision)]
    return lines


def _marks(decision: Decision) -> list[str]:
    lines = [_("How the two model memos are marked:"), ""]
    lines += [
        _("| A good memo | Points | Strong | Why | Weak | Why |"),
        "|---|--:|--:|---|--:|---|",
    ]
    for m in decision.marks:
        why = _cell(m.strong_because), _cell(m.weak_because)
        lines += [
            f"| {_cell(m.criterion)} | {m.points} | {m.strong} | {why[0]} | {m.weak} | {why[1]} |"
        ]
    most, strong, weak = (decision.points(which) for which in ("most", "strong", "weak"))
    return [
        *lines,
        _("| In all | {most} | {strong} | | {weak} | |").format(
            most=most, strong=strong, weak=weak
        ),
    ]


def _wrong(question: Question, value: object) -> str:
    return _cell(question.answer.show(question.answer.read(value)))


def _cell(text: str) -> str:
    """Fit a text into one cell of a table."""
    lines = text.splitlines()
    short = "; ".join(line.strip() for line in lines[:3]) + ("; …" if len(lines) > 3 else "")
    return short.replace("|", "\\|")
