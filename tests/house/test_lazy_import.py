"""``import casekit`` is quick, and the commands run where nothing is installed."""

import importlib
import subprocess
import sys

import pytest

import casekit
from casekit.course.commands import COMMANDS
from casekit.places import ROOT

BARE = [
    "console",
    "my_copies",
    "commands",
    "environment",
    "installing",
    "lab",
    "doctor",
    "pack",
    "testing",
]


def run(code: str, *options: str) -> str:
    """Run code in a Python of its own, with the clone in reach."""
    start = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
    done = subprocess.run(
        [sys.executable, *options, "-c", start + code],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_importing_the_package_loads_no_third_party_module():
    heavy = ["pandas", "numpy", "scipy", "matplotlib", "narwhals", "ipywidgets"]
    code = f"import casekit; print([name for name in {heavy} if name in sys.modules])"
    assert run(code, "-I") == "[]"


def test_every_command_for_a_bare_python_can_be_imported_without_site_packages():
    code = "\n".join(f"import casekit.course.{name}" for name in BARE)
    assert run(code + "\nprint('imported')", "-I", "-S") == "imported"


def test_the_commands_that_claim_to_run_on_a_bare_python_are_among_those():
    assert {c.module for c in COMMANDS.values() if c.lock is None} <= set(BARE)


@pytest.mark.parametrize("name", casekit.__all__)
def test_every_public_name_can_be_used(name):
    assert getattr(casekit, name) is not None


def test_an_unknown_name_is_answered_with_the_near_ones():
    with pytest.raises(AttributeError, match="cohort_table"):
        importlib.import_module("casekit").cohort_tabel  # noqa: B018
