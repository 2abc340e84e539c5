"""The concept index: every concept of the course is taught where the index says."""

import re
from urllib.parse import unquote

import pytest

from casekit.course.concepts import concept_page, concepts, section_of
from casekit.course.lessons import Lesson, planned_lessons, read_lessons
from casekit.course.notebook_file import markdown_cell, new_notebook, read_notebook
from casekit.course.pages import in_order
from casekit.places import NOTEBOOKS

LINK = re.compile(r"\]\(([^)#\s]+\.ipynb)#([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.MULTILINE)
WRITTEN = read_lessons()


def page_text() -> str:
    order = in_order(WRITTEN, planned_lessons())
    return "\n".join(cell.source for cell in concept_page(order, WRITTEN).cells)


def headings(name: str) -> set[str]:
    """Give the headings as JupyterLab names them: their shown text, blanks as hyphens."""
    texts = [c.source for c in read_notebook(NOTEBOOKS / name).cells if c.cell_type == "markdown"]
    shown = [re.sub(r"[*`$]", "", found) for text in texts for found in HEADING.findall(text)]
    return {heading.replace(" ", "-") for heading in shown}


@pytest.mark.parametrize("lesson", WRITTEN, ids=lambda lesson: lesson.name)
def test_a_written_lesson_teaches_every_concept_that_is_planned_for_it(lesson: Lesson) -> None:
    planned = {c.key for c in concepts().values() if lesson.number in c.lessons}
    assert set(lesson.concepts) == planned


def test_every_concept_stands_in_the_index_in_english_and_chinese() -> None:
    text = page_text().lower()
    missing = [c.key for c in concepts().values() if f"| {c.en} | {c.zh} |".lower() not in text]
    assert missing == []


def test_every_link_of_the_index_leads_to_a_section_that_is_there() -> None:
    links = LINK.findall(page_text())
    assert len(links) == sum(len(lesson.concepts) for lesson in WRITTEN)
    lost = [(name, place) for name, place in links if unquote(place) not in headings(name)]
    assert lost == []


def test_the_index_names_the_lesson_of_a_concept_that_is_not_written_yet() -> None:
    written = {lesson.number for lesson in WRITTEN}
    waiting = [c for c in concepts().values() if not written & set(c.lessons)]
    rows = {row.split(" | ")[0].lower(): row for row in page_text().splitlines()}
    for concept in waiting:
        assert "(not written yet)" in rows[f"| {concept.en.lower()}"]


def test_a_cell_without_a_heading_belongs_to_the_section_above_it() -> None:
    cells = [markdown_cell("one", "## One\n\n### `Two`"), markdown_cell("text", "words")]
    page = new_notebook([*cells, markdown_cell("three", "## Three *times*")], {})
    assert [section_of(page, name) for name in ("one", "text", "three")] == [
        "One",
        "Two",
        "Three times",
    ]
    with pytest.raises(KeyError):
        section_of(page, "lost")
