"""What only a case has: team roles, a debrief, a marked memo, and pages of its own."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from casekit.cases.facts import Sheet, sheets
from casekit.cases.own import read_world, world_names
from casekit.coach.desk import _answer
from casekit.coach.proofs import definition_is_whole
from casekit.coach.question import Decision, Mark, Question
from casekit.coach.registry import find_question
from casekit.course import public_figures
from casekit.course.exercises import statement
from casekit.course.guards import shape
from casekit.course.lessons import lesson_from, read_lessons
from casekit.course.notebook_file import markdown_cell, new_notebook
from casekit.course.pages import in_order, with_frame
from casekit.course.teaching_notes import teaching_notes
from casekit.course.timetable import timetable
from casekit.errors import InputError

ROLES = [
    {"role": f"Head {i}", "role_zh": "负责人", "brief": f"Wants number {word}."}
    for i, word in enumerate(("one", "two", "three"))
]
DEBRIEF = [
    {"minutes": 5, "ask": f"Why {word}?", "listen_for": "A reason.", "board": "Two columns."}
    for word in ("now", "later", "never", "us")
]


@pytest.fixture
def marked(specimen_questions: Path) -> Question:
    marks = (
        Mark("Names the money", 3, 3, "It has the sum.", 1, "It has half."),
        Mark("Names who pays", 2, 2, "The member.", 0, "Nobody."),
    )
    question = find_question("98-causal")
    assert question.decision
    return replace(question, decision=replace(question.decision, rubric=(), marks=marks))


def case(facts: dict, **changes: object):
    plan = {"roles": ROLES, "debrief": DEBRIEF} | changes
    cells = [
        markdown_cell("story", "## A story"),
        markdown_cell("roles", "", generated="roles"),
        markdown_cell("step-1", "## One step"),
        markdown_cell("end", "## The end"),
    ]
    return lesson_from("98_specimen", new_notebook(cells, {**facts, "case": plan}))


def test_the_roles_are_written_into_their_cell_and_stay_in_their_place(facts: dict) -> None:
    lesson = case(facts, prerequisites=[])
    lesson = replace(lesson, prerequisites=[])
    page = with_frame(lesson, in_order([lesson], []))
    assert [cell["id"] for cell in page.cells][:3] == ["header", "story", "roles"]
    assert "- **Head 1 负责人.** Wants number two." in page.cells[2].source


def test_real_figures_never_stand_under_the_name_of_an_invented_firm() -> None:
    invented = {read_world(name).title for name in world_names()}
    own = [lesson for lesson in read_lessons() if lesson.part.startswith("Part VI.")]
    invented_zh = {lesson.title_zh.removeprefix("案例：") for lesson in own}
    for sheet in sheets().values():
        ours = any(one in sheet.company for one in invented) or sheet.company_zh in invented_zh
        assert not ours, f"{sheet.name}.toml: name the real companies in company, company_zh"


def test_a_sheet_without_figures_is_no_heading_on_the_page_of_figures(monkeypatch) -> None:
    empty = Sheet("acme", "Real companies", "真实公司", (), ())
    monkeypatch.setattr(public_figures, "sheets", lambda: {"acme": empty})
    monkeypatch.setattr(public_figures, "all_facts", dict)
    assert [cell.id for cell in public_figures.figures_page([]).cells] == ["how"]


def test_the_notes_tell_roles_and_the_plan_of_the_debrief(facts: dict) -> None:
    notes = teaching_notes(case(facts), [])
    assert "| Head 2 负责人 | Wants number three. |" in notes
    assert "The debrief 课堂总结: 20 minutes" in notes
    assert "4. **Why us?** (5 minutes)" in notes
    assert "On the board: Two columns." in notes


def test_the_notes_plan_the_class_minute_by_minute(facts: dict, marked: Question) -> None:
    lesson = case(facts)
    notes = teaching_notes(lesson, [])
    # Two votes of 3 minutes, 8 for swapping memos, the steps, and the debrief.
    assert f"In all {lesson.minutes_core + 20 + 3 + 3 + 8} minutes" in notes


def test_a_timetable_leaves_room_for_the_debrief(facts: dict, specimen_questions: Path) -> None:
    rows = timetable([case(facts)], dt.time(9))
    assert [(row.minutes, row.what) for row in rows][1] == (20, "98 A specimen: debrief")
    assert len(timetable([case(facts)], dt.time(9), exercises=False)) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"roles": ROLES[:2]}, "3 to 5 roles"),
        ({"debrief": DEBRIEF[:3]}, "4 to 6 questions"),
        ({"roles": [{"role": "A", "brief": "b"}] * 3}, "roles .role, role_zh, brief."),
    ],
)
def test_a_case_without_its_parts_is_refused_in_words(
    facts: dict, changes: dict, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        case(facts, **changes)


def test_a_case_needs_public_figures_and_the_law_where_a_lesson_needs_real_data() -> None:
    page = new_notebook([], {"case": {}, "part": "Part V. Cases 案例"})
    said = "; ".join(shape.missing_sections(page))
    for word in ("'exhibits'", "'law'", "the team's roles"):
        assert word in said
    assert "real-data" not in said
    plain = new_notebook([], {"part": "Part V. Cases 案例"})
    assert "roles and a debrief" in "; ".join(shape.missing_sections(plain))


def test_both_model_memos_are_shown_with_their_marks(marked: Question) -> None:
    shown = _answer(marked)
    assert "**5 of 5 points.**" in shown
    assert "**1 of 5 points.**" in shown
    assert "Names who pays: 0 / 2. Nobody." in shown
    assert "- Names the money (3 points)" in shown


def test_the_statement_tells_how_the_memo_is_marked(marked: Question) -> None:
    assert "- Names who pays (2 points)" in statement(marked, 1)
    assert "It has the sum." not in statement(marked, 1)


def _decided(marked: Question, **changes: object) -> list[str]:
    assert marked.decision
    changed: Decision = replace(marked.decision, **changes)  # type: ignore[arg-type]
    return definition_is_whole(replace(marked, decision=changed))


def test_marks_that_do_not_tell_strong_from_weak_are_found(marked: Question) -> None:
    assert marked.decision
    marks = marked.decision.marks
    assert _decided(marked) == []
    generous = tuple(replace(mark, weak=mark.points) for mark in marks)
    assert "do not tell" in _decided(marked, marks=generous)[0]
    beyond = (replace(marks[0], strong=4), marks[1])
    assert "more points than there are" in _decided(marked, marks=beyond)[0]
    assert "stands twice" in _decided(marked, rubric=("Names the money.",))[0]
    assert "lacks a rubric" in _decided(marked, marks=())[0]
