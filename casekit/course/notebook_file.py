"""Read and write notebook files so that the same notebook is the same bytes everywhere."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from casekit.errors import InputError
from casekit.words import _

__all__ = [
    "calls_of",
    "code_cell",
    "code_cells",
    "markdown_cell",
    "new_notebook",
    "read_notebook",
    "write_notebook",
]

KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook; one that is damaged is refused in words.

    Raises
    ------
    InputError
        The file is not a notebook of format 4.
    """
    try:
        notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    except (OSError, ValueError, AttributeError, KeyError, TypeError) as problem:
        # nbformat raises several of these for a file that is JSON but no notebook.
        raise InputError(
            _("{name} cannot be read as a notebook: {problem}").format(
                name=path.name, problem=str(problem).splitlines()[0] if str(problem) else "damaged"
            )
        ) from None
    if not isinstance(notebook.get("cells"), list):
        raise InputError(_("{name} is not a notebook: it has no cells.").format(name=path.name))
    return notebook


def notebook_text(notebook: NotebookNode) -> str:
    """Give the text of a notebook file: sorted keys, one space of indent, one final newline."""
    text: str = nbformat.writes(notebook, version=nbformat.NO_CONVERT)
    return text.rstrip("\n") + "\n"


def write_notebook(path: Path, notebook: NotebookNode) -> None:
    """Write a notebook with the same bytes on every system."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(notebook_text(notebook), encoding="utf-8", newline="\n")


def new_notebook(cells: list[NotebookNode], casekit: dict[str, Any]) -> NotebookNode:
    """Make a notebook for the course's kernel, with our own metadata."""
    metadata: dict[str, Any] = {**KERNEL, "casekit": casekit}
    return nbformat.from_dict(
        {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    )


def markdown_cell(id: str, source: str, **casekit: Any) -> NotebookNode:
    """Make a markdown cell with our own metadata."""
    metadata = {"casekit": casekit} if casekit else {}
    return nbformat.from_dict(
        {"cell_type": "markdown", "id": id, "metadata": metadata, "source": source}
    )


def code_cell(id: str, source: str, **casekit: Any) -> NotebookNode:
    """Make a code cell that has not been run."""
    metadata = {"casekit": casekit} if casekit else {}
    return nbformat.from_dict(
        {
            "cell_type": "code",
            "id": id,
            "metadata": metadata,
            "source": source,
            "outputs": [],
            "execution_count": None,
        }
    )


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """List the code cells that hold some code."""
    return [c for c in notebook.cells if c.cell_type == "code" and c.source.strip()]


def ours(cell_or_notebook: NotebookNode) -> dict[str, Any]:
    """Give our own metadata of a cell or a notebook; empty where there is none."""
    found = cell_or_notebook.metadata.get("casekit", {})
    return found if isinstance(found, dict) else {}


def calls_of(source: str, name: str) -> Iterator[str]:
    """List the first arguments of the calls ``name("…")`` or ``ck.name("…")`` in some code.

    Examples
    --------
    >>> list(calls_of('ck.check("09-lost", answer)', "check"))
    ['09-lost']
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return  # cell magics; the guards run the notebook anyway
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            called = node.func
            last = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            first = node.args[0]
            if last == name and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value
