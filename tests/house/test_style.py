"""The linter, the formatter and the type checker have nothing to say."""

import subprocess
import sys

import pytest

from casekit.places import ROOT


@pytest.mark.parametrize(
    "words",
    [
        ("ruff", "check", "--quiet", "."),
        ("ruff", "format", "--check", "--quiet", "."),
        ("mypy",),
    ],
    ids=["linted", "formatted", "typed"],
)
def test_the_code_is(words):
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
