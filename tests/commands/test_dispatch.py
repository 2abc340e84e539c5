"""The right command is found, and what goes wrong is said in sentences."""

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from casekit.course import commands, environment
from casekit.course.troubles import SetupError
from casekit.places import ROOT


def casekit(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "casekit", *words],
        cwd=ROOT,
        capture_output=True,
        encoding=variables.get("PYTHONIOENCODING", "utf-8"),
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **variables},
    )


@pytest.mark.parametrize("words", [(), ("--help",), ("help",)])
def test_help_names_every_command(words):
    done = casekit(*words)
    assert done.returncode == 0
    assert [name for name in commands.COMMANDS if f"\n  {name} " not in done.stdout] == []


def test_the_version_is_told():
    assert casekit("--version").stdout.startswith("casekit 0.")


@pytest.mark.parametrize(
    ("typed", "meant"), [("labb", "casekit lab"), ("tests", "casekit test"), ("docter", "doctor")]
)
def test_a_mistyped_command_is_answered_with_the_near_one(typed, meant):
    done = casekit(typed)
    assert done.returncode == 2
    assert meant in done.stdout


def test_a_command_like_no_other_is_answered_with_the_way_to_the_list():
    assert "--help" in casekit("qqqq").stdout


def test_a_console_without_the_signs_gets_letters_and_question_marks():
    code = (
        "from casekit.course import console; console.make_output_safe();"
        "console.say(console.mark(True) + ' 课程 1')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        encoding="cp1252",
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
    )
    assert done.stdout.strip() == "[ok] ?? 1"


def test_help_can_be_shown_on_a_console_of_ascii_only():
    assert casekit("--help", PYTHONIOENCODING="ascii").returncode == 0


def test_trouble_is_a_sentence_and_no_traceback(monkeypatch, capsys):
    def trouble(words):
        raise SetupError("The disk is full.")

    module = SimpleNamespace(main=trouble)
    monkeypatch.setattr(commands, "import_module", lambda name: module)
    assert commands.main(["lab"]) == 1
    assert capsys.readouterr().out.strip() == "The disk is full."


def test_ctrl_c_says_how_to_go_on(monkeypatch, capsys):
    def stop(words):
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "import_module", lambda name: SimpleNamespace(main=stop))
    assert commands.main(["lab"]) == 130
    assert "Run the same line again" in capsys.readouterr().out


def test_a_command_that_needs_packages_runs_where_they_are(monkeypatch):
    asked = []
    elsewhere = environment.Environment(ROOT / "python", owned=True)
    monkeypatch.setattr(environment, "ensure", lambda lock: asked.append(lock) or elsewhere)
    monkeypatch.setattr(environment.Environment, "is_running", lambda self: False)
    monkeypatch.setattr(environment, "run_in", lambda where, words: asked.append(words) or 7)
    assert commands.main(["build", "--check"]) == 7
    assert asked == ["requirements-test.lock", ["build", "--check"]]
