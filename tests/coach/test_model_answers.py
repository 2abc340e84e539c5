"""A model answer names numbers that the lesson shows, so it cannot stay behind when they change."""

import pytest

from casekit.coach import registry
from casekit.course.lessons import read_lessons
from casekit.course.notebook_file import read_notebook
from casekit.places import ROOT

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


def test_the_amounts_of_the_card_note_are_those_of_its_table() -> None:
    import casekit as ck
    from casekit.coach.questions import lesson_13

    solution = next(ROOT.glob("solutions/13_*/13_*.ipynb"))
    cells = {cell.get("id"): cell for cell in read_notebook(solution).cells}
    names: dict[str, object] = {"ck": ck}
    for cell in ("region", "q6-table"):
        exec(cells[cell].source, names)
    rows = names["rows"]
    assert isinstance(rows, dict)
    added = float(rows["extra margin, by comparing changes"])
    cost = float(rows["cost, all members"])
    strong = lesson_13.BOARD.decision.strong
    assert f"about {round(added, 1):.2f} dollars of margin" in strong
    assert f"costs about {round(cost, 1):.2f}" in strong
    assert len(strong.split()) <= 150
