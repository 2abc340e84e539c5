"""``text``: a notebook as a plain percent script to edit or translate, and back again.

Cell ids and metadata travel as options of the ``# %%`` lines; on the way back, a cell whose
code is unchanged keeps its stored outputs.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from casekit.course.console import say
from casekit.course.notebook_file import read_notebook, write_notebook
from casekit.errors import InputError
from casekit.words import _

__all__ = ["from_text", "main", "to_text"]

# jupytext carries metadata and not ids: an id travels as a metadata entry of this name.
_ID = "cell_id"
_FORMAT: dict[str, Any] = {
    "extension": ".py",
    "format_name": "percent",
    "cell_metadata_filter": "all",
    "notebook_metadata_filter": "kernelspec,language_info,casekit,-jupytext",
}


def _jupytext() -> Any:
    try:
        import jupytext
    except ImportError:
        raise InputError(
            _(
                "This command needs jupytext, which is for authors and comes with the packages "
                "of the test command."
            )
        ) from None
    return jupytext


def to_text(notebook: NotebookNode) -> str:
    """Write a notebook as a percent script.

    Parameters
    ----------
    notebook : NotebookNode
        Not changed; outputs are left out.
    """
    copy = nbformat.from_dict(notebook)
    for cell in copy.cells:
        if cell.get("attachments"):
            raise InputError(
                _("{id}: an attachment cannot be written as text.").format(id=cell.get("id"))
            )
        cell.metadata[_ID] = cell.id
    text: str = _jupytext().writes(copy, fmt=_FORMAT)
    return text


def from_text(text: str, before: NotebookNode | None = None) -> NotebookNode:
    """Make a notebook of a percent script.

    Parameters
    ----------
    text : str
        What `to_text` wrote, edited.
    before : NotebookNode, optional
        The notebook as it was: outputs of cells whose code is unchanged are taken from it.

    Raises
    ------
    InputError
        Two cells carry the same id.
    """
    notebook = _jupytext().reads(text, fmt=_FORMAT)
    notebook.metadata.pop("jupytext", None)
    notebook.nbformat_minor = 5
    old = {cell.id: cell for cell in before.cells} if before else {}
    seen: set[str] = set()
    for number, cell in enumerate(notebook.cells, start=1):
        cell_id = cell.metadata.pop(_ID, None) or _new_id(cell, number, seen | set(old))
        if cell_id in seen:
            raise InputError(_("Two cells have the id {id}.").format(id=cell_id))
        seen.add(cell_id)
        cell["id"] = cell_id
        same = old.get(cell_id)
        if cell.cell_type == "code" and same is not None and same.source == cell.source:
            cell.outputs, cell.execution_count = same.outputs, same.execution_count
    return nbformat.from_dict(notebook)


def _new_id(cell: NotebookNode, number: int, taken: set[str]) -> str:
    """Name a cell that was written in the text, by its place: the same each time."""
    stem = f"{'code' if cell.cell_type == 'code' else 'text'}-{number}"
    names = [stem, *(f"{stem}-{n}" for n in range(2, 1000))]
    return next(name for name in names if name not in taken)


def main(argv: Sequence[str]) -> int:
    """Run the command.

    Parameters
    ----------
    argv : sequence of str
        Notebooks to write as text, or ``--back`` and scripts to make notebooks of.
    """
    parser = argparse.ArgumentParser(prog="casekit text", description=__doc__)
    parser.add_argument("file", nargs="+", type=Path)
    parser.add_argument("--back", action="store_true", help=_("make the notebook of the text"))
    parser.add_argument("-o", "--output", type=Path, help=_("where to write it (one file)"))
    options = parser.parse_args(argv)
    if options.output and len(options.file) > 1:
        parser.error(_("with --output, give one file"))
    try:
        for file in options.file:
            target = _convert(file, options.back, options.output)
            say(_("{name} written.").format(name=target.name))
    except (InputError, OSError) as problem:
        say(str(problem))
        return 1
    return 0


def _convert(file: Path, back: bool, output: Path | None) -> Path:
    if back:
        target = output or file.with_suffix(".ipynb")
        before = read_notebook(target) if target.exists() else None
        write_notebook(target, from_text(file.read_text(encoding="utf-8"), before))
    else:
        target = output or file.with_suffix(".py")
        script = to_text(read_notebook(file))
        target.write_text(script, encoding="utf-8", newline="\n")
    return target
