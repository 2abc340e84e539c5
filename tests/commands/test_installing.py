"""uv first, pip when uv cannot, and a sentence when neither can."""

import sys

import pytest

from casekit.course import installing, pip_settings
from casekit.course.console import Clock
from casekit.course.troubles import SetupError


@pytest.fixture
def ran(monkeypatch):
    """Record the programs that would have been run; the codes they give can be chosen."""
    commands = []
    codes = {}

    def run_logged(command, log, clock, environ=None):
        commands.append(list(command))
        text = " ".join(command)
        for words, (code, output) in codes.items():
            if words in text:
                log.write_text(output, encoding="utf-8")
                return code
        return 0

    monkeypatch.setattr(installing, "run_logged", run_logged)
    monkeypatch.setattr(installing, "find_uv", lambda: ["uv"])
    monkeypatch.setattr(installing, "site_packages", lambda python: python.parent)
    monkeypatch.setattr(pip_settings, "read_pip_settings", dict)
    return commands, codes


def install(tmp_path, **options):
    installing.install(tmp_path / "python", tmp_path / "a.lock", tmp_path / "log", **options)


def test_uv_installs_with_hashes_and_pip_is_not_started(ran, tmp_path):
    commands, _codes = ran
    install(tmp_path)
    assert len(commands) == 1
    assert commands[0][:3] == ["uv", "pip", "install"]
    assert "--require-hashes" in commands[0]


def test_pip_goes_on_where_uv_fails(ran, tmp_path, capsys):
    commands, codes = ran
    codes["uv pip"] = (2, "error")
    install(tmp_path)
    assert "going on with pip" in capsys.readouterr().out
    [by_pip] = [command for command in commands if "--no-deps" in command]
    assert "--require-hashes" in by_pip


def test_what_pip_installed_is_compiled(ran, tmp_path, monkeypatch):
    commands, _codes = ran
    monkeypatch.setattr(installing, "find_uv", lambda: None)
    install(tmp_path)
    assert "compileall" in commands[-1]


def test_a_folder_of_packages_keeps_both_installers_off_the_network(ran, tmp_path):
    commands, codes = ran
    codes["uv pip"] = (2, "error")
    install(tmp_path, wheels=tmp_path / "wheels")
    both = [command for command in commands if "--require-hashes" in command]
    assert len(both) == 2
    assert all("--no-index" in command for command in both)


def test_without_ensurepip_this_pythons_own_pip_installs(ran, tmp_path, monkeypatch):
    commands, codes = ran
    monkeypatch.setattr(installing, "find_uv", lambda: None)
    codes[f"{tmp_path / 'python'} -m pip --version"] = (1, "No module named pip")
    codes["-m ensurepip"] = (1, "No module named ensurepip")
    install(tmp_path)
    [by_pip] = [command for command in commands if "--no-deps" in command]
    assert by_pip[:4] == [sys.executable, "-m", "pip", "--python"]


def test_without_any_pip_the_debian_line_is_told(ran, tmp_path, monkeypatch):
    _commands, codes = ran
    monkeypatch.setattr(installing, "find_uv", lambda: None)
    codes["pip"] = (1, "No module named pip")
    with pytest.raises(SetupError, match=r"sudo apt install python3\.\d+-venv"):
        install(tmp_path)


def test_a_failure_of_both_is_explained_from_the_log(ran, tmp_path):
    _commands, codes = ran
    codes["install"] = (1, "Temporary failure in name resolution")
    with pytest.raises(SetupError, match="no connection to the internet"):
        install(tmp_path)


def test_a_folder_that_lacks_packages_is_said_so(ran, tmp_path):
    _commands, codes = ran
    codes["install"] = (1, "ERROR: No matching distribution found for anyio==4.16.0")
    with pytest.raises(SetupError, match="does not hold all the packages"):
        install(tmp_path, wheels=tmp_path / "wheels")


def test_a_uv_that_is_only_a_stand_in_is_not_taken(monkeypatch, tmp_path):
    if sys.platform == "win32":
        pytest.skip("the stand-in of this test is a shell script")
    stand_in = tmp_path / "uv"
    stand_in.write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")
    stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(installing.importlib.util, "find_spec", lambda name: None)
    assert installing.find_uv() is None


def test_a_programs_output_goes_to_the_log_and_its_code_comes_back(tmp_path):
    log = tmp_path / "log"
    code = "import sys; sys.stdout.buffer.write('课程'.encode()); raise SystemExit(3)"
    command = [sys.executable, "-c", code]
    assert installing.run_logged(command, log, Clock("")) == 3
    assert "课程" in log.read_text(encoding="utf-8")


def test_a_program_that_is_not_there_is_a_failure_and_no_traceback(tmp_path):
    assert installing.run_logged([str(tmp_path / "none")], tmp_path / "log", Clock("")) == 127


def test_an_environment_is_made_by_the_standard_library(tmp_path):
    folder = tmp_path / "课程 env"
    installing.make_venv(folder, tmp_path / "log", Clock(""))
    from casekit.course.stamp import python_in, python_version

    assert python_version(python_in(folder)) == "{}.{}.{}".format(*sys.version_info[:3])
