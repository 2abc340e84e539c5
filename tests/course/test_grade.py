"""grade reports a class: who solved what, which mistakes were made, and what could not be run."""

import csv
from pathlib import Path

import pytest

from casekit.course import build, grade
from casekit.course.notebook_file import read_notebook, write_notebook


@pytest.fixture
def handed_in(course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a class hands it in: one right, one mistaken, one blank, two broken."""
    monkeypatch.setattr(build, "ROOT", course)
    monkeypatch.setattr(grade, "SOLUTIONS", course / "solutions")
    build.main([])
    blank = course / "exercises" / "98_specimen" / "98_specimen.ipynb"
    folder = tmp_path / "class"

    def hand_in(learner: str, spend: str, function: str) -> None:
        notebook = read_notebook(blank)
        notebook.cells[2].source = notebook.cells[2].source.replace("mean_spend = ...", spend)
        notebook.cells[4].source = notebook.cells[4].source.replace("    ...", function)
        write_notebook(folder / learner / "98_specimen" / "98_specimen.ipynb", notebook)

    hand_in("李明", "mean_spend = 105.5 / 3", "    return margin / revenue")
    hand_in("Ana", "mean_spend = 105.5", "    return 1 / 0")
    hand_in("Blank", "mean_spend = ...", "    ...")
    hand_in("Slow", "while True: pass", "    ...")
    (folder / "broken.ipynb").write_text("{", encoding="utf-8")
    return folder


def test_a_class_is_reported_by_learner_and_by_mistake(
    handed_in: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert grade.main([str(handed_in), "--seconds-per-cell", "6"]) == 0
    text = (handed_in / "class_report.md").read_text(encoding="utf-8")
    assert "| 李明 | passed | passed | 2 / 2 |" in text
    assert "| Ana | tried | open | 0 / 2 |" in text
    assert "| Blank | open | open | 0 / 2 |" in text
    assert "- **Mean spend** (98-spend): 1 passed, 1 tried, 2 open" in text
    assert "    - sum for mean: 1" in text
    assert "Slow: 98_specimen: a cell took longer than 6.0 seconds" in text
    assert "broken.ipynb cannot be read" in text
    with (handed_in / "class_report.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {(row["learner"], row["question"]): row for row in csv.DictReader(file)}
    assert rows["李明", "98-spend"]["state"] == "passed"
    assert rows["Ana", "98-spend"]["mistakes"] == "sum for mean"


def test_a_notebook_of_no_set_is_reported_and_not_run(tmp_path: Path, course: Path) -> None:
    path = course / "notebooks" / "98_specimen.ipynb"
    graded = grade.grade_notebook(path, "Ana")
    assert graded.problem == "not an exercise notebook of this course"
    assert graded.states == {}


def test_a_folder_that_is_missing_or_empty_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert grade.main([str(tmp_path / "none")]) == 1
    assert "There is no folder" in capsys.readouterr().out
    assert grade.main([str(tmp_path)]) == 1
    assert "There is no notebook" in capsys.readouterr().out
