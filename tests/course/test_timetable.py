"""A timetable is computed from the lessons' own minutes."""

import datetime as dt
from dataclasses import replace

import pytest

from casekit.course import timetable as command
from casekit.course.lessons import Lesson, lesson_from, planned_lessons
from casekit.course.notebook_file import markdown_cell, new_notebook
from casekit.course.timetable import Break, timetable

NINE = dt.time(9)
# The last lesson of the course is the last that will be written.
WAITING = planned_lessons()[-1]


@pytest.fixture
def lesson(facts: dict, specimen_questions: object) -> Lesson:
    # 12 minutes in its steps, 29 in its questions.
    cells = [markdown_cell(name, "") for name in ("story", "step-1", "end")]
    return lesson_from("98_specimen", new_notebook(cells, facts))


def shown(rows: list) -> list[str]:
    return [f"{row.start:%H:%M}-{row.end:%H:%M} {row.what}" for row in rows]


def test_lessons_follow_each_other_with_their_exercises(lesson: Lesson) -> None:
    rows = timetable([lesson, replace(lesson, number="97")], NINE)
    assert shown(rows) == ["09:00-09:41 98 A specimen", "09:41-09:53 97 A specimen"]


def test_core_and_short_forms_take_their_own_minutes(lesson: Lesson) -> None:
    assert timetable([lesson], NINE, exercises=False)[0].minutes == 12
    assert timetable([lesson], NINE, exercises=False, short=True)[0].minutes == 9


def test_a_break_waits_for_the_end_of_a_lesson_that_is_half_over(lesson: Lesson) -> None:
    late = timetable([lesson, lesson], NINE, [Break(dt.time(9, 30), 10)])
    assert shown(late)[1] == "09:41-09:51 Break"
    early = timetable([lesson, lesson], NINE, [Break(dt.time(9, 5), 10)])
    assert shown(early)[0] == "09:00-09:10 Break"


def test_a_break_may_come_between_two_sittings_of_a_lesson(
    facts: dict, specimen_questions: object
) -> None:
    cells = [markdown_cell(name, "") for name in ("story", "step-1", "end")]
    steps = facts["steps"]
    second = list(steps)[1]
    long = lesson_from("98_specimen", new_notebook(cells, {**facts, "new_sitting_at": [second]}))
    first, then = long.sittings()
    assert first.minutes_core + then.minutes_core == long.minutes_core
    assert first.minutes_with_exercises + then.minutes_core == long.minutes_with_exercises
    rows = timetable([long], NINE, [Break(dt.time(9, 30), 10)])
    assert [row.what for row in rows] == [
        "98 A specimen (sitting 1 of 2)",
        "Break",
        "98 A specimen (sitting 2 of 2)",
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([WAITING.number], f"Lesson {WAITING.number} is not written yet"),
        (["77"], "There is no lesson 77"),
        (["--start", "nine"], "not a time of day"),
        (["--break", "10:30"], "not a break"),
    ],
)
def test_what_cannot_be_planned_is_told(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(arguments) == 1
    assert words in capsys.readouterr().out
