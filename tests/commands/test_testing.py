"""The test command runs everything, or what it is asked for, and is strict in CI."""

import sys
from pathlib import Path

import pytest

from casekit.course import environment, testing

PYTHON = Path("python")


def test_everything_is_collected_in_one_command():
    command = testing.pytest_command(PYTHON, [], browser=True)
    assert command[1:5] == ["-X", "warn_default_encoding", "-m", "pytest"]
    assert {"--nbval", "--doctest-modules", "casekit", "tests"} <= set(command)
    assert "not browser" not in command


def test_words_go_on_to_pytest_and_named_files_replace_everything():
    command = testing.pytest_command(PYTHON, ["-k", "cohorts"], browser=True)
    assert command[-2:] == ["-k", "cohorts"]
    assert "casekit" in command
    command = testing.pytest_command(PYTHON, ["tests/house"], browser=True)
    assert "casekit" not in command


def test_the_tests_get_an_empty_folder_of_a_learner(monkeypatch):
    seen = {}

    def call(command, cwd, env):
        seen.update(env, listing=list(Path(env["CASEKIT_MY"]).iterdir()))
        return 0

    ready = environment.Environment(Path(sys.executable), owned=True)
    monkeypatch.setattr(environment, "ensure", lambda lock: ready)
    monkeypatch.setattr(testing.subprocess, "call", call)
    assert testing.main([]) == 0
    assert seen["listing"] == []
    assert not Path(seen["CASEKIT_MY"]).exists()
    assert seen["PYTHONWARNDEFAULTENCODING"] == "1"


@pytest.mark.parametrize(("ci", "code", "lines"), [("", 0, 1), ("true", 1, 1)])
def test_a_missing_browser_is_one_line_and_in_ci_a_failure(monkeypatch, capsys, ci, code, lines):
    commands = []
    ready = environment.Environment(Path(sys.executable), owned=True)
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(testing, "find_chromium", lambda: None)
    monkeypatch.setattr(environment, "ensure", lambda lock: ready)
    monkeypatch.setattr(testing.subprocess, "call", lambda c, **k: commands.append(c) or 0)
    assert testing.main([]) == code
    told = capsys.readouterr().out.splitlines()
    assert len(told) == lines
    assert "Chromium" in told[0]
    assert len(commands) == (0 if ci else 1)
    assert all("not browser" in command for command in commands)


def test_a_file_opened_without_an_encoding_in_our_code_is_an_error(tmp_path):
    import subprocess

    from casekit.places import ROOT

    specimen = tmp_path / "tests" / "test_specimen.py"
    specimen.parent.mkdir()
    specimen.write_text("def test_it(tmp_path):\n    open(__file__).close()\n", encoding="utf-8")
    variables = testing.test_variables(dict(environment.os.environ), str(tmp_path / "my"))
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-c",
            str(ROOT / "pyproject.toml"),
            "--rootdir",
            str(tmp_path),
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
            str(specimen),
        ],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        env=variables,
    )
    assert "EncodingWarning" in done.stdout
    assert done.returncode == 1
