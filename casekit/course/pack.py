"""``pack FOLDER``: fetch all packages into a folder, for computers without a connection."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from casekit.course import pip_settings
from casekit.course.console import Clock, line, say
from casekit.course.installing import run_logged
from casekit.course.troubles import SetupError, explain, no_pip
from casekit.places import ROOT
from casekit.words import _

__all__ = ["main"]


def main(arguments: Sequence[str]) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str
        What stands after ``pack``: a folder, and perhaps ``--test``.

    Returns
    -------
    int
        0 when every package is in the folder.

    Raises
    ------
    SetupError
        If they cannot be fetched; in words.
    """
    parser = argparse.ArgumentParser(
        prog=line("pack"),
        description=_(
            "Fetch all packages into a folder that can be carried to computers without the "
            "internet. They fit computers with the same system, processor and Python."
        ),
    )
    parser.add_argument("folder", type=Path, help=_("where to put them"))
    parser.add_argument("--test", action="store_true", help=_("also what the tests need"))
    options = parser.parse_args(arguments)
    folder = options.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    lock = ROOT / ("requirements-test.lock" if options.test else "requirements.lock")
    log = folder / "casekit-pack.log"
    clock = Clock(_("usually 1 to 3 minutes"))
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    if run_logged([*pip, "--version"], log, clock) != 0:
        raise SetupError(no_pip())
    fetching = [*pip, "download", "--progress-bar", "off", "--no-deps", "--require-hashes"]
    environ = pip_settings.environment_for_pip(os.environ)
    code = run_logged([*fetching, "-r", str(lock), "-d", str(folder)], log, clock, environ)
    clock.done()
    if code != 0:
        raise SetupError(explain(log.read_text(encoding="utf-8", errors="replace"), ROOT, log))
    log.unlink()
    say(_("The packages are in {folder}").format(folder=folder))
    say(_("On the other computer, run: {line}").format(line=line("lab --from-folder FOLDER")))
    return 0
