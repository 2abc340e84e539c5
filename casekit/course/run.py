"""``run``: execute notebooks in a fresh kernel, top to bottom, and store their outputs."""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from casekit.course.console import say
from casekit.course.fresh_kernel import executed
from casekit.course.notebook_file import read_notebook, write_notebook
from casekit.errors import InputError
from casekit.words import _

__all__ = ["main"]


def main(argv: Sequence[str]) -> int:
    """Run the command.

    Parameters
    ----------
    argv : sequence of str
        Paths of notebooks.

    Returns
    -------
    int
        0, or 1 when a notebook could not be run; it then keeps its old outputs.
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
            say(_("{name} was not stored: {problem}").format(name=path.name, problem=problem))
            failed += 1
            continue
        write_notebook(path, done)
        say(
            _("{name} run and stored ({seconds} s).").format(
                name=path.name, seconds=round(time.monotonic() - started, 1)
            )
        )
    return 1 if failed else 0
