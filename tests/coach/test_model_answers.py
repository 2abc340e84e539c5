"""A model answer names numbers that the lesson shows, so it cannot stay behind when they change."""

import pytest

from casekit.coach import registry
from casekit.course.lessons import read_lessons

# Question, and the numbers of its strong answer that a cell of the lesson shows.
SHOWN = {
    "08-bid": ("decide-number", ["7.3 million", "157"]),
    "11-board": ("decide-number", ["3,400", "8,500", "1.0", "2.5"]),
}


@pytest.mark.parametrize("id", SHOWN)
def test_the_strong_answer_agrees_with_the_lesson(id: str) -> None:
    cell_id, numbers = SHOWN[id]
    lesson = next(one for one in read_lessons() if one.number == id[:2])
    cell = next(one for one in lesson.notebook.cells if one.get("id") == cell_id)
    shown = "".join(output.get("text", "") for output in cell.outputs)
    question = next(one for one in registry.of_lesson(id[:2])[0] if one.id == id)
    assert question.decision is not None
    for number in numbers:
        assert number in question.decision.strong
        assert number in shown
