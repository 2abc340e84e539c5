"""The concept index: every concept of the course, and the section of a lesson that teaches it."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nbformat import NotebookNode

from casekit.course.lessons import Lesson, Planned, concept_index
from casekit.course.notebook_file import markdown_cell, new_notebook
from casekit.words import _

__all__ = ["Concept", "concept_page", "concepts", "section_of"]

_FILE = Path(__file__).with_name("concepts.csv")
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.MULTILINE)
_MARKS = re.compile(r"[*`]|\$")


@dataclass(frozen=True)
class Concept:
    """Hold one concept of the field and the lessons that are to teach it.

    Parameters
    ----------
    key : str
        As the lessons' metadata name it: "L01".
    en, zh : str
        Its name in English and in 中文.
    lessons : tuple of str
        Two digits each, the main one first.
    """

    key: str
    en: str
    zh: str
    lessons: tuple[str, ...]


@cache
def concepts() -> dict[str, Concept]:
    """Read all concepts, by key.

    Examples
    --------
    >>> concepts()["L26"].zh
    '沉没成本'
    """
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["key"]: Concept(row["key"], row["en"], row["zh"], tuple(row["lessons"].split()))
        for row in rows
    }


def section_of(notebook: NotebookNode, cell_id: str) -> str:
    """Give the heading under which a cell stands, as a reader sees it.

    Raises
    ------
    KeyError
        There is no such cell.

    Examples
    --------
    >>> from casekit.course.notebook_file import markdown_cell, new_notebook
    >>> page = new_notebook([markdown_cell("a", "## Two *prices*"), markdown_cell("b", "text")], {})
    >>> section_of(page, "b")
    'Two prices'
    """
    heading = ""
    for cell in notebook.cells:
        found = _HEADING.findall(cell.source) if cell.cell_type == "markdown" else []
        if cell.get("id") == cell_id:
            return _MARKS.sub("", found[0] if found else heading)
        heading = found[-1] if found else heading
    raise KeyError(cell_id)


def concept_page(order: list[Lesson | Planned], lessons: list[Lesson]) -> NotebookNode:
    """Make the page of all concepts: where each is taught, or in which lesson it will be."""
    where = concept_index(lessons)
    by_name = {lesson.name: lesson for lesson in lessons}
    titles = {lesson.number: lesson.title for lesson in order}
    rows = []
    for concept in sorted(concepts().values(), key=lambda c: c.en.lower()):
        taught = [_link(by_name[name], cell) for name, cell in where.get(concept.key, [])]
        written = {lesson.number for lesson in lessons}
        later = [
            _("{number} {title} (not written yet)").format(number=n, title=titles[n])
            for n in concept.lessons
            if n not in written and n in titles
        ]
        places = "<br>".join([*taught, *later])
        name = concept.en[0].upper() + concept.en[1:]
        rows.append(f"| {name} | {concept.zh} | {places} |")
    intro = _(
        "[Contents](index.ipynb)\n"
        "\n"
        "# Concepts\n"
        "## 概念索引\n"
        "\n"
        "Every concept of the course in alphabetical order, and where it is taught: the lesson and "
        "the section. The terms with their meanings stand at the end of each lesson."
    )
    table = "\n".join(
        [_("| Concept | 概念 | Where it is taught |"), "|:--|:--|:--|", *rows],
    )
    cells = [
        markdown_cell("how", intro, generated="contents"),
        markdown_cell("concepts", table, generated="contents"),
    ]
    return new_notebook(cells, {"generated": "contents"})


def _link(lesson: Lesson, cell_id: str) -> str:
    section = section_of(lesson.notebook, cell_id)
    shown = section.replace("|", "\\|")
    # JupyterLab and the printed page both find a cell by its id, whatever its heading says.
    return f"[{lesson.number} · {shown}]({lesson.name}.ipynb#cell-id={cell_id})"
