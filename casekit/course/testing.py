"""``test``: run everything the course can be checked by, in one pytest command."""

import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from casekit.course import environment
from casekit.course.chromium import find_chromium
from casekit.course.console import say
from casekit.places import ROOT
from casekit.words import _

__all__ = ["main", "pytest_command", "test_variables"]

EVERYTHING = ("casekit", "tests", "notebooks", "solutions")
HELP = _("""Run all the tests: the package, the lessons, the exercises, the browser.

What stands after 'test' goes on to pytest, for example
    test -k cohorts         the tests whose names have this word
    test tests/house        the tests of one folder
    test -n 0               one after the other""")


def pytest_command(python: Path, arguments: Sequence[str], browser: bool) -> list[str]:
    """Give the one command that runs all the tests, or those that the arguments name.

    Parameters
    ----------
    python : Path
        The environment's interpreter.
    arguments : sequence of str
        What goes on to pytest.
    browser : bool
        Whether there is a browser to test with.
    """
    chosen = [word for word in arguments if (ROOT / word.split("::")[0]).exists()]
    everything = [name for name in EVERYTHING if (ROOT / name).exists()]
    command = [
        *(str(python), "-X", "warn_default_encoding", "-m", "pytest"),
        *("--nbval", "--nbval-current-env", "--nbval-sanitize-with", "tests/nbval.cfg"),
        "--doctest-modules",
        # One notebook stays on one worker: the default would split it over kernels.
        *("-n", "2", "--dist", "loadscope"),
    ]
    if not browser:
        command += ["-m", "not browser"]
    return [*command, *([] if chosen else everything), *arguments]


def test_variables(variables: dict[str, str], my: str) -> dict[str, str]:
    """Add what the tests need: an empty folder of a learner, and warnings about encodings.

    Parameters
    ----------
    variables : dict of str
        The environment's variables.
    my : str
        An empty folder.
    """
    return {
        **variables,
        "CASEKIT_MY": my,
        # -X does not reach pytest's workers; the second line keeps kernels quiet about what
        # other people's packages do (pytest sets its own filters over it).
        "PYTHONWARNDEFAULTENCODING": "1",
        "PYTHONWARNINGS": "ignore::EncodingWarning",
        "JUPYTER_PREFER_ENV_PATH": "1",
    }


# pytest would otherwise take this function for a test where it is imported.
test_variables.__test__ = False  # type: ignore[attr-defined]


def main(arguments: Sequence[str]) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str
        What goes on to pytest.

    Returns
    -------
    int
        pytest's exit code; 1 where continuous integration has no browser.
    """
    if "--help" in arguments or "-h" in arguments:
        say(HELP)
        return 0
    browser = find_chromium() is not None
    in_ci = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
    if not browser and in_ci:
        say(_("Chromium is missing, and with CI=true the browser tests must run."))
        return 1
    ready = environment.ensure(environment.TEST_LOCK)
    if not browser:
        say(_("Chromium is not installed, so the browser tests are skipped."))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as my:
        command = pytest_command(ready.python, arguments, browser)
        return subprocess.call(command, cwd=ROOT, env=test_variables(ready.variables(), my))
