"""The concept index: every concept of the course is taught where the index says."""

import re

import pytest

from casekit.course.concepts import concept_page, concepts, section_of
from casekit.course.lessons import Lesson, planned_lessons, read_lessons
from casekit.course.notebook_file import markdown_cell, new_notebook, read_notebook
from casekit.course.pages import in_order
from casekit.places import NOTEBOOKS

LINK = re.compile(r"\[\d\d · ([^\]]+)\]\(([^)#\s]+\.ipynb)#cell-id=([^)\s]+)\)")
WRITTEN = read_lessons()


def page_text() -> str:
    order = in_order(WRITTEN, planned_lessons())
    return "\n".join(cell.source for cell in concept_page(order, WRITTEN).cells)


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
    for section, name, cell_id in links:
        cells = read_notebook(NOTEBOOKS / name).cells
        place = next(number for number, cell in enumerate(cells) if cell.get("id") == cell_id)
        above = "\n".join(c.source for c in cells[: place + 1] if c.cell_type == "markdown")
        assert section in above.replace("*", "").replace("`", ""), (section, name)


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
