"""An old Python is told in words that it is too old."""

import ast
import shutil
import subprocess
import sys

import pytest

from casekit import __main__
from casekit.places import ROOT

FIRST_READ = ["casekit/__init__.py", "casekit/__main__.py"]
OLD = ["python2.7", "python3.6", "python3.8", "python3.10"]


@pytest.mark.parametrize("name", FIRST_READ)
def test_what_an_old_python_reads_first_is_in_its_grammar(name):
    source = (ROOT / name).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 7))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr)
    assert [ast.dump(node) for node in ast.walk(tree) if isinstance(node, newer)] == []
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert [node.name for node in functions if node.returns] == []


def runs(name: str) -> bool:
    """Tell whether there is such a Python, and not only a version manager's stand-in for it."""
    found = shutil.which(name)
    return bool(found) and subprocess.run([found, "-V"], capture_output=True).returncode == 0


@pytest.mark.parametrize("name", OLD)
def test_an_old_python_gets_a_sentence_and_no_traceback(name):
    if not runs(name):
        pytest.skip(f"{name} is not on this computer")
    done = subprocess.run(
        [name, "-m", "casekit", "lab"], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_sentence_names_a_newer_python_that_is_there(monkeypatch):
    monkeypatch.setattr(__main__, "newer_pythons", lambda: ["python3.12"])
    assert "python3.12 -m casekit test -k a" in __main__.too_old(["test", "-k", "a"])


def test_without_a_newer_python_the_sentence_says_where_to_get_one(monkeypatch):
    monkeypatch.setattr(__main__, "newer_pythons", list)
    assert "https://www.python.org/downloads/" in __main__.too_old([])


def test_a_version_managers_empty_stand_in_is_not_offered(monkeypatch, tmp_path):
    if sys.platform == "win32":
        pytest.skip("the stand-in of this test is a shell script")
    stand_in = tmp_path / "python3.14"
    stand_in.write_text("#!/bin/sh\necho not here >&2\nexit 127\n", encoding="utf-8")
    stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert __main__.newer_pythons() == []
