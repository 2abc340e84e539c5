"""Make an exercise set from its solution: notebook in, notebook out, no hidden state.

In a solution, a code cell may hold one or more regions::

    ### BEGIN SOLUTION
    lost_share = (days > 90).mean()
    ### BLANK
    # lost_share = ...
    ### END SOLUTION

The learner gets the lines after ``BLANK`` without their leading "# ", or ``answer = ...`` where
there is no ``BLANK``. A markdown cell with ``casekit.question`` holds a statement, written from
the question's definition. Cells with ``casekit.solution_only`` are left out. What this module
does not understand it refuses.
"""

import hashlib
import json
from typing import Any

from nbformat import NotebookNode

from casekit.coach import registry
from casekit.coach.kinds import Choice, Choices
from casekit.coach.question import Question
from casekit.course.notebook_file import (
    calls_of,
    code_cell,
    markdown_cell,
    new_notebook,
    ours,
)
from casekit.course.regions import is_marker_like, regions, without_solution
from casekit.errors import InputError
from casekit.words import _

__all__ = ["exercise_from", "question_ids", "statement", "was_worked_in", "with_statements"]


def statement(question: Question, number: int) -> str:
    """Write a question's statement as the learner reads it."""
    lines = [
        _("### Question {n} · level {level} · {title}").format(
            n=number, level=question.level, title=question.title
        ),
        "",
        question.statement.strip(),
    ]
    if isinstance(question.answer, Choice | Choices):
        lines += ["", *(f"- **{key}** {text}" for key, text in question.answer.options.items())]
    if question.decision and question.decision.marks:
        lines += ["", _("**How the memo is marked:**"), ""]
        lines += [f"- {line}" for line in question.decision.criteria]
    lines += [
        "",
        _('*About {minutes} minutes. For a hint, run* `ck.hint("{id}")`*.*').format(
            minutes=question.minutes, id=question.id
        ),
    ]
    return "\n".join(lines)


def question_ids(solution: NotebookNode) -> list[str]:
    """List the questions that a set names, in its own order."""
    return [ours(c)["question"] for c in solution.cells if "question" in ours(c)]


def with_statements(solution: NotebookNode) -> NotebookNode:
    """Give the solution with every statement written anew from its question."""
    number = 0
    for cell in solution.cells:
        if "question" in ours(cell):
            number += 1
            cell.source = statement(registry.find_question(ours(cell)["question"]), number)
    return solution


def exercise_from(solution: NotebookNode, name: str) -> NotebookNode:
    """Make the exercise notebook.

    Parameters
    ----------
    solution : NotebookNode
        The worked set, with its statements up to date.
    name : str
        Of the set, as in ``solutions/<name>/<name>.ipynb``.

    Returns
    -------
    NotebookNode
        Without outputs, solution lines and markers; cell ids are the solution's.

    Raises
    ------
    InputError
        Names every cell that is not understood.
    """
    problems = _problems_of_set(solution)
    cells = []
    for cell in solution.cells:
        if ours(cell).get("solution_only"):
            continue
        if cell.cell_type == "code":
            try:
                source = without_solution(cell.source)
            except ValueError as problem:
                problems.append(f"{cell.id}: {problem}")
                continue
            cells.append(code_cell(cell.id, source))
        elif cell.cell_type == "markdown":
            if any(is_marker_like(line) for line in cell.source.splitlines()):
                problems.append(_("{id}: a marker in a text cell").format(id=cell.id))
            if cell.get("attachments"):
                problems.append(_("{id}: an attachment, which is not copied").format(id=cell.id))
            keep = {k: v for k, v in ours(cell).items() if k == "question"}
            cells.append(markdown_cell(cell.id, cell.source, **keep))
        else:
            problems.append(_("{id}: a cell of type {t}").format(id=cell.id, t=cell.cell_type))
    if problems:
        raise InputError(f"{name}: " + "; ".join(problems) + ".")
    notebook = new_notebook(cells, {"exercise_set": name})
    notebook.metadata["casekit"]["sha256"] = _fingerprint(notebook)
    return notebook


def _problems_of_set(solution: NotebookNode) -> list[str]:
    problems = []
    ids = [cell.get("id") for cell in solution.cells]
    if len(set(ids)) < len(ids) or None in ids:
        problems.append(_("cell ids are missing or not unique"))
    wanted = question_ids(solution)
    for one in wanted:
        registry.find_question(one)  # refuses an unknown id, naming the near ones
    problems += [
        _("the question {id} is stated twice").format(id=one)
        for one in sorted(set(wanted))
        if wanted.count(one) > 1
    ]
    checked: list[str] = []
    for cell in solution.cells:
        if cell.cell_type != "code" or ours(cell).get("solution_only"):
            continue
        try:
            checked += calls_of(without_solution(cell.source), "check")
            solved = "\n".join(line for kind, line in regions(cell.source) if kind == "solution")
        except ValueError:
            continue  # reported where the cell is converted
        problems += [
            _("the check of {id} is inside a solution").format(id=one)
            for one in calls_of(solved, "check")
        ]
    problems += [
        _("the question {id} is never checked").format(id=one)
        for one in wanted
        if one not in checked
    ]
    problems += [
        _("{id} is checked and not stated").format(id=one)
        for one in dict.fromkeys(checked)
        if one not in wanted
    ]
    return problems


def _fingerprint(notebook: NotebookNode) -> str:
    """Hash what a learner can change by working: the cells' text, order and outputs."""
    cells: list[Any] = [
        [c.cell_type, c.get("id"), c.source, bool(c.get("outputs"))] for c in notebook.cells
    ]
    return hashlib.sha256(json.dumps(cells, ensure_ascii=False).encode("utf-8")).hexdigest()


def was_worked_in(notebook: NotebookNode) -> bool:
    """Tell whether someone has worked in an exercise notebook since it was built."""
    return ours(notebook).get("sha256") != _fingerprint(notebook)
