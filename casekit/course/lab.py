"""``lab``: open JupyterLab on the course's contents page, in the learner's own folder."""

import argparse
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from casekit.course import environment, my_copies
from casekit.course.console import line, say
from casekit.course.troubles import SetupError, no_permission
from casekit.places import ROOT, my_folder
from casekit.words import _

__all__ = ["free_port", "lab_command", "lab_variables", "main"]

CONTENTS_PAGE = "notebooks/index.ipynb"
SETTINGS = Path(__file__).resolve().parent / "lab_settings"


def lab_command(python: Path, my: Path, port: int, browser: bool = True) -> list[str]:
    """Give the command that starts JupyterLab so that it speaks to nobody outside.

    Parameters
    ----------
    python : Path
        The environment's interpreter.
    my : Path
        The learner's folder, the root of what JupyterLab shows.
    port : int
        The port to listen on.
    browser : bool, default True
        Whether to open the reader's browser.

    Examples
    --------
    >>> "--ServerApp.port=8888" in lab_command(Path("python"), Path("my"), 8888)
    True
    """
    page = f"/lab/tree/{CONTENTS_PAGE}" if (my / CONTENTS_PAGE).exists() else "/lab"
    return [
        str(python),
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={my}",
        f"--ServerApp.port={port}",
        f"--ServerApp.open_browser={browser}",
        f"--LabApp.default_url={page}",
        # No news, no list of extensions, no look for newer versions: each would go to the internet.
        f"--LabApp.app_settings_dir={SETTINGS}",
        "--LabApp.extension_manager=readonly",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=None",
        # A saved explorer keeps its sentence: its sliders live only as long as the kernel.
        "--FileContentsManager.pre_save_hook=casekit.course.saving.forget_widgets",
        # Warnings only: the address to open is still shown, the rest means nothing to a reader.
        "--ServerApp.log_level=WARN",
        "--Application.log_level=WARN",
        # In a container everyone is root, and JupyterLab would refuse to start.
        *(["--ServerApp.allow_root=True"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    ]


def lab_variables(variables: dict[str, str], my: Path) -> dict[str, str]:
    """Add what keeps this JupyterLab apart from another one on the same computer.

    Parameters
    ----------
    variables : dict of str
        The environment's variables.
    my : Path
        The learner's folder.
    """
    return {
        **variables,
        # The page layout of another project would try to open files that are not here.
        "JUPYTERLAB_WORKSPACES_DIR": str(my / ".jupyter" / "workspaces"),
        # A kernel called python3 in the user's own folder must not replace the course's.
        "JUPYTER_PREFER_ENV_PATH": "1",
        # Needed where the clone's folder was moved or another environment is active.
        "CASEKIT_MY": str(my),
    }


def free_port(wanted: int = 8888, tries: int = 50) -> int:
    """Find a port that nobody listens on, starting with the wanted one.

    Parameters
    ----------
    wanted : int
        The first port to try.
    tries : int
        How many to try.

    Raises
    ------
    SetupError
        If all of them are busy.
    """
    for port in range(wanted, min(wanted + tries, 65536)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
            if os.name == "posix":
                # As the server does: a port that was left a moment ago counts as free. On
                # Windows the same option would let two programs share one port.
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise SetupError(
        _(
            "The ports {first} to {last} are all in use. Please close other programs that show "
            "pages in a browser (other JupyterLabs, for example), or choose another port:\n"
            "    {line}"
        ).format(first=wanted, last=wanted + tries - 1, line=line("lab --port 9500"))
    )


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog=line("lab"),
        description=_("Open the course: prepare it the first time, then start JupyterLab."),
    )
    parser.add_argument("--no-browser", action="store_true", help=_("do not open the browser"))
    parser.add_argument("--port", type=int, default=8888, help=_("the port to start with"))
    parser.add_argument(
        "--from-folder",
        type=Path,
        metavar="FOLDER",
        help=_("install from a folder of packages made by 'pack', without the internet"),
    )
    parser.add_argument(
        "--prepare-only", action="store_true", help=_("prepare everything, then stop")
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=_("say what would be done, and stop")
    )
    return parser.parse_args(arguments)


def copy_lessons(my: Path) -> None:
    """Bring the learner's folder up to date and say what was done.

    Parameters
    ----------
    my : Path
        The learner's folder.

    Raises
    ------
    SetupError
        If it cannot be written.
    """
    try:
        done = my_copies.refresh(ROOT, my)
    except OSError as error:
        raise SetupError(no_permission(my)) from error
    for sentence in done.sentences(my):
        say(sentence)


def main(arguments: Sequence[str]) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str
        What stands after ``lab``.

    Returns
    -------
    int
        JupyterLab's exit code.
    """
    options = _parse(arguments)
    my = my_folder().absolute()
    if options.dry_run:
        say(environment.plan())
        say(_("Your copies are in {my}").format(my=my))
        say(" ".join(lab_command(environment.FOLDER, my, options.port, not options.no_browser)))
        return 0
    wheels = options.from_folder.absolute() if options.from_folder else None
    ready = environment.ensure(wheels=wheels)
    copy_lessons(my)
    if options.prepare_only:
        say(_("Everything is ready. To open the course: {line}").format(line=line("lab")))
        return 0
    port = free_port(options.port)
    if port != options.port:
        say(
            _("Port {wanted} is in use by another program, so port {port} is taken.").format(
                wanted=options.port, port=port
            )
        )
    say(_("JupyterLab starts. Your work is saved in {my}").format(my=my))
    say(_("To stop: close the page in the browser, then press Ctrl-C here twice."))
    command = lab_command(ready.python, my, port, not options.no_browser)
    return _run(command, lab_variables(ready.variables(), my), my)


def _run(command: list[str], variables: dict[str, str], my: Path) -> int:
    server = subprocess.Popen(command, env=variables, cwd=my)
    # Ctrl-C is the server's to answer; set after its start, or it would inherit the deafness.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Who ends this program means the server too; it would otherwise go on unseen.
    signal.signal(signal.SIGTERM, lambda *_signal: server.terminate())
    code = server.wait()
    if code not in {0, -signal.SIGINT, -signal.SIGTERM}:
        say(
            _("JupyterLab stopped with an error. This may tell more: {line}").format(
                line=line("doctor")
            )
        )
        return code
    say(_("JupyterLab has stopped. To open the course again: {line}").format(line=line("lab")))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
