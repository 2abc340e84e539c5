"""The doctor looks at everything and says in sentences what is wrong."""

import sys
from pathlib import Path

import pytest

from casekit.course import doctor, environment


@pytest.fixture
def healthy(monkeypatch, tmp_path):
    monkeypatch.setenv("CASEKIT_MY", str(tmp_path))
    monkeypatch.setattr(environment, "plan", lambda: "The active environment is used: here")


def test_in_a_working_environment_the_course_can_open(healthy, capsys):
    assert doctor.main() == 0
    told = capsys.readouterr().out
    assert "A notebook kernel starts" in told
    assert "✗" not in told.replace("✗ Chromium", "")


def test_a_kernel_that_does_not_start_is_a_finding(tmp_path):
    finding = doctor.kernel_finding(tmp_path / "no python", {})
    assert not finding.good
    assert "does not start" in finding.sentence


def test_a_folder_that_cannot_be_written_is_a_finding(monkeypatch, tmp_path):
    monkeypatch.setenv("CASEKIT_MY", str(tmp_path / "gone" / "my"))
    assert not doctor.writing_finding().good


def test_another_version_than_the_locks_is_named(monkeypatch):
    monkeypatch.setattr(
        doctor.locks, "pins", lambda text: [doctor.locks.Pin("numpy", "0.1", "", 1)]
    )
    assert "numpy" in doctor.version_finding(Path(sys.executable)).sentence


def test_an_environment_that_is_not_ready_is_bad_and_a_missing_browser_is_not(
    monkeypatch, tmp_path
):
    monkeypatch.setattr(environment, "plan", lambda: "")
    monkeypatch.setattr(environment, "FOLDER", tmp_path / ".venv")
    monkeypatch.setattr(doctor, "find_chromium", lambda: None)
    assert not doctor.environment_finding().good
    assert not doctor.chromium_finding().needed


@pytest.mark.parametrize("newest", [(3, 10)])
def test_a_newer_python_is_told(monkeypatch, newest):
    monkeypatch.setattr(doctor, "newest_tested", lambda: newest)
    assert "newer" in doctor.python_finding().sentence
