"""``run``: execute notebooks in a fresh kernel, top to bottom, and store their outputs."""

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from casekit.course.console import say
from casekit.course.fresh_kernel import executed
from casekit.course.notebook_file import calls_of, code_cells, read_notebook, write_notebook
from casekit.errors import InputError
from casekit.words import _

__all__ = ["main", "refused_answers"]


def main(argv: Sequence[str]) -> int:
    """Run the command.

    Parameters
    ----------
    argv : sequence of str
        Paths of notebooks.

    Returns
    -------
    int
        0, or 1 when a notebook could not be run (it then keeps its old outputs), or when the
        course refuses an answer of a solution.
    """
    parser = argparse.ArgumentParser(prog="casekit run", description=__doc__)
    parser.add_argument("notebook", nargs="+", type=Path)
    parser.add_argument("--seconds-per-cell", type=float, default=600)
    options = parser.parse_args(argv)
    failed = 0
    for path in options.notebook:
        started = time.monotonic()
        try:
            notebook = read_notebook(path)
            done = executed(
                notebook, path.resolve().parent, seconds_per_cell=options.seconds_per_cell
            )
        except (InputError, CellExecutionError, CellTimeoutError, DeadKernelError) as problem:
            say(
                _("{name} was not stored: {problem}").format(
                    name=path.name, problem=_in_short(problem, path)
                )
            )
            failed += 1
            continue
        write_notebook(path, done)
        say(
            _("{name} run and stored ({seconds} s).").format(
                name=path.name, seconds=round(time.monotonic() - started, 1)
            )
        )
        refused = list(refused_answers(done)) if _is_solution(path) else []
        for question in refused:
            say(_("Question {id}: your worked answer is refused.").format(id=question))
        failed += bool(refused)
    return 1 if failed else 0


def refused_answers(notebook: NotebookNode) -> Iterator[str]:
    """Give the questions whose checks in a notebook that was run show anything but "Correct"."""
    for cell in code_cells(notebook):
        # Each check shows one card; a card alone is displayed without being a cell's value.
        cards = [o for o in cell.get("outputs", []) if o.output_type == "display_data"]
        shown = [str(card.get("data", {}).get("text/plain", "")) for card in cards]
        for question, words in zip(calls_of(cell.source, "check"), shown, strict=False):
            if not words.startswith(_("Correct")):
                yield question


def _is_solution(path: Path) -> bool:
    return path.resolve().parent.parent.name == "solutions"


def _in_short(problem: Exception, path: Path) -> str:
    """Give the sentence alone where the course refused something in words, with its cell."""
    said = str(problem)
    in_words = getattr(problem, "ename", "") == "InputError" or "There is no table" in said
    if not isinstance(problem, CellExecutionError) or not in_words:
        return said
    cells = [cell for cell in code_cells(read_notebook(path)) if cell.source.strip() in said]
    where = max(cells, key=lambda cell: len(cell.source), default=None)
    return problem.evalue if where is None else f"{where.id}: {problem.evalue}"
