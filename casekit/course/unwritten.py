"""Count the places of a lesson that still say "Write here", as a new case does."""

from nbformat import NotebookNode

from casekit.coach import registry
from casekit.course.lessons import Lesson
from casekit.course.notebook_file import ours
from casekit.words import _

__all__ = ["unwritten", "unwritten_note"]

_MARK = "Write here"


def unwritten(notebook: NotebookNode) -> dict[str, int]:
    """Give the text cells that still say "Write here", and how often each does.

    Examples
    --------
    >>> from casekit.course.notebook_file import markdown_cell, new_notebook
    >>> unwritten(new_notebook([markdown_cell("story", "*Write here who the firm is.*")], {}))
    {'story': 1}
    """
    return {
        cell.id: cell.source.count(_MARK)
        for cell in notebook.cells
        if cell.cell_type == "markdown" and "generated" not in ours(cell) and _MARK in cell.source
    }


def unwritten_note(lesson: Lesson) -> str:
    """Say how many places of a lesson, with its memos, are unwritten; empty where none is."""
    found = unwritten(lesson.notebook)
    if _MARK in lesson.why:
        found = {"why": 1, **found}
    known = lesson.number in registry.lessons()
    for question in registry.of_lesson(lesson.number)[0] if known else ():
        memo = question.decision
        if memo and _MARK in memo.strong + memo.weak:
            found[question.id] = (memo.strong + memo.weak).count(_MARK)
    if not found:
        return ""
    return _('Lesson {number}: {n} places still say "Write here" ({where}).').format(
        number=lesson.number, n=sum(found.values()), where=", ".join(found)
    )
