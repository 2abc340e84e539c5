"""Scan a generated exercise for anything that gives an answer away."""

import json
from collections.abc import Iterator

from nbformat import NotebookNode

from casekit.coach import registry
from casekit.coach.digits import contains_number
from casekit.course.exercises import question_ids
from casekit.course.notebook_file import code_cells, ours
from casekit.course.regions import is_marker_like, regions

__all__ = ["leaks"]


def leaks(exercise: NotebookNode, solution: NotebookNode) -> list[str]:
    """List what must not be in an exercise notebook, in words.

    Parameters
    ----------
    exercise : NotebookNode
        As generated.
    solution : NotebookNode
        What it was generated from.

    Returns
    -------
    list of str
        Empty if nothing leaks.
    """
    found = []
    kept = {line.strip() for _where, text in _texts(exercise) for line in text.splitlines()}
    found += [f"a marker is left: {line}" for line in sorted(kept) if is_marker_like(line)]
    found += [f"a solution line is left: {line}" for line in _only_solved(solution) if line in kept]
    for one in question_ids(solution):
        for secret in registry.find_question(one).answer.secrets():
            found += [
                f"{where} holds {secret}, the answer to {one}"
                for where, text in _texts(exercise)
                if contains_number(text, secret)
            ]
    found += [
        f"cell {cell.id} has an output"
        for cell in exercise.cells
        if cell.get("outputs") or cell.get("execution_count")
    ]
    return found


def _only_solved(solution: NotebookNode) -> list[str]:
    """List the lines that stand in a solution and nowhere in what the learner is given."""
    solved: dict[str, None] = {}
    given = set()
    for cell in code_cells(solution):
        for kind, line in regions(cell.source):
            if kind == "solution" and line.strip():
                solved[line.strip()] = None
            elif kind in {"given", "blank"}:
                given.add(line.strip())
    return [line for line in solved if line not in given]


def _texts(notebook: NotebookNode) -> Iterator[tuple[str, str]]:
    """Give every text of a notebook that a learner could see, and where it stands."""
    stamped = {k: v for k, v in ours(notebook).items() if k != "sha256"}  # digits by chance
    yield "the notebook's metadata", _as_text({**notebook.metadata, "casekit": stamped})
    for cell in notebook.cells:
        yield f"cell {cell.id}", cell.source
        yield f"the metadata of cell {cell.id}", _as_text(cell.metadata)
        for part in ("outputs", "attachments"):
            if cell.get(part):
                yield f"the {part} of cell {cell.id}", _as_text(cell[part])


def _as_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
