"""Run a notebook from top to bottom in a kernel of its own: this very Python, an empty folder."""

import os
import subprocess
import tempfile
from pathlib import Path

import nbformat
from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbformat import NotebookNode

from casekit.course.notebook_file import KERNEL
from casekit.course.saving import forget_widgets
from casekit.places import ROOT

__all__ = ["executed"]


class _ThisPython(KernelSpecManager):
    """Answer every kernel name with the Python that is running.

    A kernel that is registered for the user may belong to another environment, and would run
    the course without its packages.
    """

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return KernelSpec(resource_dir=RESOURCES, **get_kernel_dict())


def executed(
    notebook: NotebookNode,
    folder: Path,
    *,
    my: Path | None = None,
    seconds_per_cell: float = 600,
    keep_going: bool = False,
) -> NotebookNode:
    """Run every cell of a notebook in a fresh kernel.

    Parameters
    ----------
    notebook : NotebookNode
        Not changed.
    folder : Path
        Where the kernel starts, as when the notebook is opened there.
    my : Path, optional
        The learner's folder that the kernel sees; an empty temporary one otherwise.
    seconds_per_cell : float
        A cell that takes longer is interrupted.
    keep_going : bool
        Go on after a cell that raises, with the error as its output.

    Returns
    -------
    NotebookNode
        With outputs and execution counts, without anything that differs between machines.

    Raises
    ------
    nbclient.exceptions.CellExecutionError, nbclient.exceptions.CellTimeoutError,
    nbclient.exceptions.DeadKernelError
    """
    copy = nbformat.from_dict(notebook)
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as empty,
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as ipython,
    ):
        environment = {
            **os.environ,
            "CASEKIT_MY": str(my or empty),
            # Somebody's own start-up files of IPython must not change what is stored.
            "IPYTHONDIR": ipython,
            # The notebooks of a clone import this very package, wherever the kernel starts.
            "PYTHONPATH": os.pathsep.join(
                [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
            ),
        }
        manager = AsyncKernelManager(kernel_spec_manager=_ThisPython())
        client = NotebookClient(
            copy,
            km=manager,
            timeout=seconds_per_cell,
            allow_errors=keep_going,
            record_timing=False,
            store_widget_state=False,
            coalesce_streams=True,
            resources={"metadata": {"path": str(folder)}},
        )
        # What a kernel says to its console (of sockets, of its parent) is nothing for a reader.
        client.execute(env=environment, stderr=subprocess.DEVNULL)
    return _settled(copy)


def _settled(notebook: NotebookNode) -> NotebookNode:
    """Take out what differs between machines or belongs to a kernel that is gone."""
    notebook.metadata.update(KERNEL)
    forget_widgets({"type": "notebook", "content": notebook})
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    return notebook
