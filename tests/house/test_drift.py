"""Each fact has one owner; what is made from it says the same."""

import json
import re

import pytest

import casekit
from casekit import __main__
from casekit.course import conda, locks
from casekit.course.requirements import newest_tested, requires_python
from casekit.places import ROOT


def test_environment_yml_is_what_pyproject_makes():
    assert conda.build(check=True) == []


def test_a_changed_environment_yml_is_noticed(monkeypatch, tmp_path):
    monkeypatch.setattr(conda, "TARGET", tmp_path / "environment.yml")
    conda.TARGET.write_text("name: other\n", encoding="utf-8")
    assert conda.build(check=True)
    assert conda.build() == []
    assert conda.build(check=True) == []


@pytest.mark.parametrize("name", locks.LOCKS)
def test_a_lock_gives_every_supported_python_and_system_what_pyproject_asks_for(name):
    assert locks.problems(name) == []


def test_a_lock_that_misses_a_bound_or_holds_an_address_is_noticed(monkeypatch, tmp_path):
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    text = re.sub(r"\npandas==[\d.]+", "\npandas==1.0.0", text)
    text = "--index-url https://example.org\n" + text
    (tmp_path / "requirements.lock").write_text(text, encoding="utf-8")
    monkeypatch.setattr(locks, "ROOT", tmp_path)
    found = " ".join(locks.problems("requirements.lock"))
    assert "address" in found
    assert "pandas 1.0.0" in found


def test_the_learners_lock_is_part_of_the_test_lock():
    def rows(name):
        pins = locks.pins((ROOT / name).read_text(encoding="utf-8"))
        return {(pin.name, pin.version, pin.marker) for pin in pins}

    assert rows("requirements.lock") <= rows("requirements-test.lock")


def test_a_lock_names_every_package_that_a_locked_package_needs():
    from importlib.metadata import PackageNotFoundError, requires

    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    locked = {pin.name for pin in locks.pins((ROOT / "requirements.lock").read_text("utf-8"))}
    lacking = set()
    for name in locked:
        try:
            rows = requires(name) or []
        except PackageNotFoundError:
            continue  # for another system
        for row in map(Requirement, rows):
            wanted = row.marker is None or row.marker.evaluate({"extra": ""})
            if wanted and canonicalize_name(row.name) not in locked:
                lacking.add(f"{name} needs {row}")
    assert lacking == set()


def test_the_pythons_that_main_names_are_those_of_pyproject():
    oldest = ">={}.{}".format(*__main__.OLDEST)
    assert requires_python().startswith(oldest + ",")
    assert newest_tested() == __main__.NEWEST_TESTED
    assert [f"3.{minor}" for minor in range(__main__.OLDEST[1], __main__.NEWEST_TESTED[1] + 1)] == [
        *locks.PYTHONS
    ]


def test_the_version_stands_only_in_the_package():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert casekit.__version__ not in text
    assert 'path = "casekit/__init__.py"' in text


@pytest.mark.parametrize("path", [".devcontainer/devcontainer.json"])
def test_a_settings_file_can_be_read(path):
    assert json.loads((ROOT / path).read_text(encoding="utf-8"))
