"""Every notebook of the course passes every guard, and every blank exercise runs."""

import re
from pathlib import Path

import pytest

from casekit.course import build
from casekit.course.fresh_kernel import executed
from casekit.course.guards import problems
from casekit.course.notebook_file import read_notebook
from casekit.places import EXERCISES, NOTEBOOKS, ROOT, SOLUTIONS

# Links to other pages of the course; not to the web, a heading or an attachment.
LINK = re.compile(r"\]\((?!https?:|#|attachment:)([^)#\s]+)")
LESSONS = sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))
SOLVED = sorted(SOLUTIONS.glob("*/*.ipynb"))
BLANK = sorted(path for path in EXERCISES.glob("*/*.ipynb") if path.stem == path.parent.name)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_a_lesson_passes_every_guard(path: Path) -> None:
    assert problems(read_notebook(path), "lesson") == []


@pytest.mark.parametrize("path", SOLVED, ids=name)
def test_a_solution_passes_every_guard(path: Path) -> None:
    assert problems(read_notebook(path), "solution") == []


@pytest.mark.parametrize("path", BLANK, ids=name)
def test_an_exercise_passes_every_guard(path: Path) -> None:
    assert problems(read_notebook(path), "exercise") == []


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("index.ipynb")), ids=name)
def test_the_contents_page_passes_every_guard(path: Path) -> None:
    assert problems(read_notebook(path), "contents") == []


@pytest.mark.parametrize("path", BLANK, ids=name)
def test_a_blank_exercise_runs_to_its_end_and_says_kindly_that_it_is_blank(path: Path) -> None:
    done = executed(read_notebook(path), path.parent)
    said = [
        output.get("data", {}).get("text/plain", "")
        for cell in done.cells
        for output in cell.get("outputs", [])
    ]
    blank = [text for text in said if text.startswith("Not answered yet")]
    assert len(blank) == sum("question" in c.metadata.get("casekit", {}) for c in done.cells)
    assert not any(o.output_type == "error" for c in done.cells for o in c.get("outputs", []))


@pytest.mark.skipif(not LESSONS, reason="no lesson is written yet")
def test_everything_that_is_generated_is_up_to_date() -> None:
    drifted = [path for path, text in build.built() if build._current(path) != text]
    assert [name(path) for path in drifted] == []


@pytest.mark.skipif(not LESSONS, reason="no lesson is written yet")
def test_links_between_pages_lead_somewhere() -> None:
    pages = (*LESSONS, *BLANK, NOTEBOOKS / "index.ipynb")
    broken = [
        f"{name(path)}: {target}"
        for path in pages
        for cell in read_notebook(path).cells
        if cell.cell_type == "markdown"
        for target in LINK.findall(cell.source)
        if not (path.parent / target).exists()
    ]
    assert broken == []
