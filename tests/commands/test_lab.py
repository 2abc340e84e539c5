"""JupyterLab opens the contents page in the learner's folder and speaks to nobody outside."""

import json
import socket
import sys
from pathlib import Path

import pytest

from casekit.course import environment, lab
from casekit.course.troubles import SetupError


@pytest.fixture
def my(tmp_path, monkeypatch):
    folder = tmp_path / "my 课程"
    monkeypatch.setenv("CASEKIT_MY", str(folder))
    return folder


@pytest.fixture
def started(monkeypatch):
    """Take the place of the environment and of JupyterLab; tell what would have been started."""
    calls = []
    ready = environment.Environment(Path(sys.executable), owned=True)
    monkeypatch.setattr(environment, "ensure", lambda wheels=None: calls.append(wheels) or ready)
    monkeypatch.setattr(lab, "_run", lambda command, *rest: calls.append(command) or 0)
    return calls


@pytest.fixture
def busy():
    """A port on which another program listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_the_learners_folder_is_the_root_and_the_contents_page_opens(my, started):
    page = my / lab.CONTENTS_PAGE
    page.parent.mkdir(parents=True)
    page.write_text("{}", encoding="utf-8")
    assert lab.main(["--no-browser"]) == 0
    command = started[-1]
    assert f"--ServerApp.root_dir={my}" in command
    assert "--LabApp.default_url=/lab/tree/notebooks/index.ipynb" in command
    assert "--ServerApp.open_browser=False" in command


def test_a_busy_port_is_said_and_the_next_one_taken(my, started, busy, capsys):
    lab.main(["--port", str(busy)])
    assert f"Port {busy} is in use" in capsys.readouterr().out
    [chosen] = [word for word in started[-1] if word.startswith("--ServerApp.port=")]
    assert int(chosen.partition("=")[2]) > busy


def test_only_busy_ports_end_in_a_sentence(busy):
    with pytest.raises(SetupError, match="are all in use"):
        lab.free_port(busy, tries=1)


def test_a_free_port_is_taken_as_it_is(busy):
    free = lab.free_port(busy)
    assert lab.free_port(free) == free


def test_prepare_only_starts_nothing(my, started):
    assert lab.main(["--prepare-only"]) == 0
    assert started == [None]


def test_a_dry_run_makes_nothing(my, started, capsys):
    assert lab.main(["--dry-run"]) == 0
    assert started == []
    assert not my.exists()
    assert str(my) in capsys.readouterr().out


def test_a_folder_of_packages_is_handed_on(my, started, tmp_path):
    lab.main(["--prepare-only", "--from-folder", str(tmp_path)])
    assert started == [tmp_path]


def test_a_learners_folder_that_cannot_be_made_is_said_so(my, started, monkeypatch):
    def refused(course, folder):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(lab.my_copies, "refresh", refused)
    with pytest.raises(SetupError, match="Nothing can be written"):
        lab.main([])


def test_the_settings_are_names_that_this_jupyterlab_knows():
    import jupyterlab
    from jupyterlab.labapp import LabApp

    command = lab.lab_command(Path("python"), Path("my"), 8888)
    names = [word[2:].partition("=")[0] for word in command if word.startswith("--LabApp.")]
    assert [name for name in names if name.split(".")[1] not in LabApp.class_trait_names()] == []
    assert jupyterlab.NeverCheckForUpdate
    schemas = Path(sys.prefix) / "share/jupyter/lab/schemas"
    overrides = json.loads((lab.SETTINGS / "overrides.json").read_text(encoding="utf-8"))
    for plugin, settings in overrides.items():
        package, _colon, name = plugin.partition(":")
        schema = json.loads((schemas / package / f"{name}.json").read_text(encoding="utf-8"))
        assert set(settings) <= set(schema["properties"])
