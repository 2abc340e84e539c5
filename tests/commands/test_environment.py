"""The environment's state is told rightly, and the right thing is done about it."""

import sys
from pathlib import Path

import pytest

from casekit.course import environment, installing, own_environment, stamp
from casekit.course.troubles import SetupError


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A clone whose environment is made by fakes, in a folder with a Chinese name."""
    root = tmp_path / "课程 1"
    root.mkdir()
    for name in ("requirements.lock", "requirements-test.lock"):
        (root / name).write_text("numpy==2.4.0\n", encoding="utf-8")
    for module in (environment, own_environment):
        monkeypatch.setattr(module, "ROOT", root)
    monkeypatch.setattr(environment, "FOLDER", root / ".venv")
    monkeypatch.setattr(environment, "in_an_environment", lambda: False)
    monkeypatch.setattr(
        stamp, "python_version", lambda python: "3.12.1" if python.exists() else None
    )

    def make_venv(folder, log, clock):
        stamp.python_in(folder).parent.mkdir(parents=True)
        stamp.python_in(folder).write_text("", encoding="utf-8")
        (folder / "pyvenv.cfg").write_text("", encoding="utf-8")

    def site_packages(python):
        return python.parent.parent / "site"

    def install(python, lock, log, wheels=None):
        (site_packages(python) / "numpy-2.4.0.dist-info").mkdir(parents=True, exist_ok=True)
        calls.append((lock.name, wheels))

    calls: list[tuple[str, Path | None]] = []
    monkeypatch.setattr(installing, "make_venv", make_venv)
    monkeypatch.setattr(installing, "site_packages", site_packages)
    monkeypatch.setattr(installing, "install", install)
    monkeypatch.setattr(installing, "run_logged", lambda *a, **k: 0)
    return root, calls


def state(root, lock="requirements.lock"):
    return own_environment.look(root / ".venv", root / lock)


def test_nothing_there_is_made_from_the_lock(clone):
    root, calls = clone
    assert state(root) == "absent"
    environment.ensure()
    assert calls == [("requirements.lock", None)]
    assert state(root) == "ready"


def test_a_later_start_installs_nothing_and_says_nothing(clone, capsys):
    _root, calls = clone
    environment.ensure()
    capsys.readouterr()
    environment.ensure()
    assert len(calls) == 1
    assert capsys.readouterr().out == ""


def test_a_changed_lock_is_installed(clone):
    root, calls = clone
    environment.ensure()
    (root / "requirements.lock").write_text("numpy==2.5.0\n", encoding="utf-8")
    assert state(root) == "stale"
    environment.ensure()
    assert len(calls) == 2


def test_a_lock_with_windows_line_ends_is_the_same_lock(clone):
    root, _calls = clone
    environment.ensure()
    (root / "requirements.lock").write_bytes(b"numpy==2.4.0\r\n")
    assert state(root) == "ready"


def test_after_the_tests_packages_a_learner_needs_no_installation(clone):
    root, _calls = clone
    environment.ensure("requirements-test.lock")
    assert state(root) == "ready"


def test_a_package_that_was_removed_by_hand_comes_back(clone):
    root, calls = clone
    environment.ensure()
    (root / ".venv/site/numpy-2.4.0.dist-info").rmdir()
    environment.ensure()
    assert len(calls) == 2
    assert state(root) == "ready"


def test_a_making_that_was_cut_short_starts_again(clone, monkeypatch):
    root, calls = clone
    whole = installing.install

    def cut(*words):
        raise KeyboardInterrupt

    monkeypatch.setattr(installing, "install", cut)
    with pytest.raises(KeyboardInterrupt):
        environment.ensure()
    assert state(root) == "unfinished"
    (root / ".venv/half").write_text("", encoding="utf-8")
    monkeypatch.setattr(installing, "install", whole)
    environment.ensure()
    assert state(root) == "ready"
    assert not (root / ".venv/half").exists()
    assert len(calls) == 1


def test_an_environment_whose_python_is_gone_is_made_again(clone, capsys):
    root, calls = clone
    environment.ensure()
    stamp.python_in(root / ".venv").unlink()
    assert state(root) == "broken"
    environment.ensure()
    assert "no longer works" in capsys.readouterr().out
    assert len(calls) == 2


def test_an_environment_whose_python_became_another_is_made_again(clone, monkeypatch):
    root, _calls = clone
    environment.ensure()
    monkeypatch.setattr(stamp, "python_version", lambda python: "3.13.0")
    assert state(root) == "broken"


def test_a_moved_folder_is_put_right_without_installing(clone, monkeypatch, capsys):
    root, calls = clone
    environment.ensure()
    script = stamp.python_in(root / ".venv").parent / "jupyter"
    script.write_text(f"#!{root / '.venv'}/bin/python\n", encoding="utf-8")
    moved = root.rename(root.with_name("moved"))
    for module in (environment, own_environment):
        monkeypatch.setattr(module, "ROOT", moved)
    monkeypatch.setattr(environment, "FOLDER", moved / ".venv")
    assert state(moved) == "moved"
    environment.ensure()
    assert "was moved" in capsys.readouterr().out
    assert len(calls) == 1
    assert state(moved) == "ready"
    script = stamp.python_in(moved / ".venv").parent / "jupyter"
    assert script.read_text(encoding="utf-8") == f"#!{moved / '.venv'}/bin/python\n"
    assert (moved / ".venv/site/casekit.pth").read_text(encoding="utf-8") == f"{moved}\n"


def test_the_clone_is_reached_from_any_folder_name(clone):
    root, _calls = clone
    environment.ensure()
    line = (root / ".venv/site/casekit.pth").read_text(encoding="utf-8")
    assert line.isascii()
    before = list(sys.path)
    try:
        exec(line)
        assert sys.path[-1] == str(root)
    finally:
        sys.path[:] = before


def test_a_folder_that_is_no_environment_is_not_deleted(clone):
    root, _calls = clone
    (root / ".venv").mkdir()
    (root / ".venv/thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SetupError, match="rename it"):
        environment.ensure()
    assert (root / ".venv/thesis.txt").exists()


def test_a_folder_that_cannot_be_written_is_said_so(clone, monkeypatch):
    def refused(folder, log, clock):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(installing, "make_venv", refused)
    with pytest.raises(SetupError, match="Nothing can be written in the folder"):
        environment.ensure()


def test_a_full_disk_is_said_so(clone, monkeypatch):
    def full(folder, log, clock):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(installing, "make_venv", full)
    with pytest.raises(SetupError, match="disk is full"):
        environment.ensure()


def test_packages_that_cannot_be_loaded_are_told_with_their_last_word(clone, monkeypatch):
    def fails(command, log, clock, environ=None):
        log.write_text("ImportError: DLL load failed\n", encoding="utf-8")
        return 1

    monkeypatch.setattr(installing, "run_logged", fails)
    with pytest.raises(SetupError, match="DLL load failed"):
        environment.ensure()
    assert (
        own_environment.look(environment.FOLDER, environment.ROOT / "requirements.lock") != "ready"
    )


def test_an_active_environment_with_everything_is_used_and_left_as_it_is(clone, monkeypatch):
    root, calls = clone
    monkeypatch.setattr(environment, "in_an_environment", lambda: True)
    monkeypatch.setattr(environment, "missing", lambda extra: [])
    used = environment.ensure()
    assert used.python == Path(sys.executable)
    assert used.variables()["PYTHONPATH"].startswith(str(root))
    assert calls == []
    assert not (root / ".venv").exists()


def test_an_active_environment_that_lacks_something_is_not_touched(clone, monkeypatch):
    root, calls = clone
    monkeypatch.setattr(environment, "in_an_environment", lambda: True)
    monkeypatch.setattr(environment, "missing", lambda extra: ["pandas>=3"])
    assert environment.ensure().python == stamp.python_in(root / ".venv")
    assert len(calls) == 1


def test_a_python_newer_than_tested_is_warned_of_and_goes_on(clone, monkeypatch, capsys):
    monkeypatch.setattr(own_environment, "newest_tested", lambda: (3, 10))
    environment.ensure()
    assert "newer than those the course was tested with" in capsys.readouterr().out
