"""A model answer names numbers that the lesson shows, so it cannot stay behind when they change."""

import re
from types import SimpleNamespace

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


def _output(number: str, cell_id: str) -> str:
    lesson = next(one for one in read_lessons() if one.number == number)
    cell = next(one for one in lesson.notebook.cells if one.get("id") == cell_id)
    texts = [output.get("text", "") for output in cell.outputs]
    return "".join(
        texts + [output.get("data", {}).get("text/plain", "") for output in cell.outputs]
    )


def _thousand(dollars: float, digits: int) -> str:
    return f"{round(dollars, -digits):,.0f}"


def test_juniper_s_memo_and_debrief_have_the_numbers_of_the_lesson() -> None:
    lesson = next(one for one in read_lessons() if one.number == "21")
    memo = next(q for q in registry.of_lesson("21")[0] if q.id == "21-memo")
    assert memo.decision is not None
    strong = memo.decision.strong
    assert lesson.case is not None
    heard = " ".join(point.listen_for for point in lesson.case.debrief)
    board = _output("21", "decide-number")
    book, ends, voucher, gold, kept = (
        1000 * float(number) for number in re.findall(r"(-?[\d.]+) \((?:only|a year|once)", board)
    )
    owed = re.search(r"interval: \$([\d,]+) to \$([\d,]+)", _output("21", "two-shares"))
    assert owed is not None
    low, high = (_thousand(10 * float(one.replace(",", "")), 3) for one in owed.groups())
    assert f"{_thousand(book, 3)} dollars on cards ({low} to {high}, by the fit)" in strong
    assert f"add those {book / 1000:.0f},000 on paper" in strong
    assert f"about {_thousand(ends, 3)} dollars a year" in strong
    assert f"about {_thousand(ends, 3)} dollars a year" in heard
    assert f"Vouchers for all: {_thousand(-voucher, 3)}," in strong
    assert f"vouchers {_thousand(-voucher, 3)} once" in heard
    assert f"about {_thousand(-gold, 3)} by our model" in strong
    assert f"about {_thousand(-gold, 3)} a year" in heard
    for text in (strong, heard):
        assert f"worth about {_thousand(kept, 5)} a year" in text
    twin = re.search(r"90 days: (\d+) living not counted, (\d+)", _output("21", "explorer-twin"))
    assert twin is not None
    missed, ghosts = twin.groups()
    assert f"missed about {round(int(missed), -2)} living" in strong
    assert f"counted about {round(int(ghosts), -1)} who are gone" in strong
    result = re.search(r"The result: (\d+)", _output("21", "rules"))
    assert result is not None
    assert f"{result[1]} were still guests" in heard
    bars = _output("21", "scenarios")
    for money in ("26,029", "17,232"):
        assert money in bars
        assert money in heard
    for form in ("economic 49%", "community 35%"):
        assert form in _output("21", "mix")
        assert form.split()[1] in heard
    assert len(strong.split()) <= 220


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


def test_the_amounts_of_the_bank_memo_are_those_of_its_exercises() -> None:
    import casekit as ck
    from casekit.coach.questions import lesson_30

    solution = next(ROOT.glob("solutions/30_*/30_*.ipynb"))
    cells = {cell.get("id"): cell for cell in read_notebook(solution).cells}
    ck_without_marks = SimpleNamespace(
        case_world=ck.case_world,
        reasons_to_stay=ck.reasons_to_stay,
        switching_year=ck.switching_year,
        check=lambda _id, _answer: None,
    )
    names: dict[str, object] = {"ck": ck_without_marks}
    for cell in ("north", "q2-answer", "q4-flows", "q4-answer"):
        exec(cells[cell].source, names)
    decision = lesson_30.MEMO.decision
    assert decision is not None
    assert f"about {names['alone']:.0f} thousand pounds a year to Rowan" in decision.strong
    assert f"about {names['together']:.0f} thousand if both" in decision.strong
    assert f"{names['satisfied_per_cent']:.0f} of 100 count as satisfied" in decision.strong
    # What the table shows, worked out by hand, is taken.
    shown = names["flows"].round(2)["net"]  # type: ignore[attr-defined]
    by_hand = [20 * (shown["as today"] - shown[name]) for name in ("Rowan alone", "both")]
    answer = lesson_30.MEMO.answer
    assert answer.matches(answer.read(by_hand), answer.target())
    assert len(decision.strong.split()) <= 180
