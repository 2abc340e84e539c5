"""Find the environment that the course runs in, or make, update or mend it.

An activated environment that has everything is used as it is. Otherwise the course has its own in
the folder ``.venv``, made from the lock file; a stamp in it makes later starts quick.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from casekit.course import own_environment as own
from casekit.course import stamp
from casekit.course.console import say
from casekit.course.requirements import in_an_environment, missing
from casekit.course.troubles import SetupError, explain, no_permission
from casekit.places import ROOT
from casekit.words import _

__all__ = ["FOLDER", "Environment", "ensure", "plan", "run_in"]

FOLDER = ROOT / ".venv"
LOCK = own.LOCK
TEST_LOCK = "requirements-test.lock"


@dataclass(frozen=True)
class Environment:
    """An environment in which the course runs.

    Parameters
    ----------
    python : Path
        Its interpreter.
    owned : bool
        True for the course's own, False for one that the reader has activated.
    """

    python: Path
    owned: bool

    def variables(self) -> dict[str, str]:
        """Give the environment variables for a program in it, the course's package in reach."""
        variables = {name: value for name, value in os.environ.items() if name != "PYTHONHOME"}
        if not self.owned:
            # The course's own environment has a .pth file for this; others are left untouched.
            paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
            variables["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
        return variables

    def is_running(self) -> bool:
        """Tell whether this very process runs in it."""
        return not self.owned or own.running_in(FOLDER)


def _sentence(state: str) -> str:
    sentences = {
        "absent": _("The course is being prepared. This is done only once."),
        "unfinished": _("An earlier preparation was cut short; it starts again."),
        "broken": _("The environment in .venv no longer works; it is made again."),
        "unknown": _("The folder .venv was not made by the course; it is brought up to date."),
        "moved": _("The course was moved to another folder; its environment is put right."),
        "stale": _("The environment has other packages than the course; it is brought up to date."),
        "ready": _("The environment is ready."),
    }
    return sentences[state]


def plan(lock_name: str = LOCK) -> str:
    """Say what ``ensure`` would do, without doing it."""
    if _active_will_do(lock_name):
        return _("The active environment is used: {prefix}").format(prefix=sys.prefix)
    return _sentence(own.look(FOLDER, ROOT / lock_name))


def _active_will_do(lock_name: str) -> bool:
    if own.running_in(FOLDER):
        return False
    return in_an_environment() and not missing("test" if lock_name == TEST_LOCK else None)


def ensure(lock_name: str = LOCK, wheels: Path | None = None) -> Environment:
    """Give an environment that has what a lock file names; make or mend one if need be.

    Parameters
    ----------
    lock_name : str
        The lock file, beside ``pyproject.toml``.
    wheels : Path, optional
        A folder of packages to use in place of the network.

    Returns
    -------
    Environment
        The active one if it has everything, otherwise the course's own.

    Raises
    ------
    SetupError
        If it cannot be had; the message says what to do.
    """
    if _active_will_do(lock_name):
        return Environment(Path(sys.executable), owned=False)
    ready = Environment(stamp.python_in(FOLDER), owned=True)
    lock = ROOT / lock_name
    state = own.look(FOLDER, lock)
    if state == "ready":
        return ready
    say(_sentence(state))
    if state == "moved":
        own.move_in(FOLDER)
        state = own.look(FOLDER, lock)
        if state == "ready":
            return ready
    try:
        if state in {"unfinished", "broken"}:
            own.remove(FOLDER)
        own.make(FOLDER, lock, wheels)
    except PermissionError as error:
        raise SetupError(no_permission(ROOT)) from error
    except OSError as error:
        raise SetupError(explain(str(error), ROOT, FOLDER / own.LOG)) from error
    return ready


def run_in(environment: Environment, arguments: list[str]) -> int:
    """Run ``python3 -m casekit`` with these arguments in another environment."""
    command = [str(environment.python), "-m", "casekit", *arguments]
    return subprocess.call(command, env=environment.variables())
