"""The lock files: made by uv from ``pyproject.toml``, and checked against it without a network."""

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casekit.course.requirements import direct_requirements
from casekit.course.troubles import SetupError
from casekit.places import ROOT
from casekit.words import _

__all__ = ["Pin", "pins", "problems", "refresh"]

LOCKS = {"requirements.lock": None, "requirements-test.lock": "test"}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "darwin": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    "win32": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
}


@dataclass(frozen=True)
class Pin:
    """One locked package.

    Parameters
    ----------
    name, version : str
        What is installed.
    marker : str
        For which Pythons and systems; empty for all.
    hashes : int
        How many files it may come from.
    """

    name: str
    version: str
    marker: str
    hashes: int


def pins(text: str) -> list[Pin]:
    r"""Read a lock file.

    Parameters
    ----------
    text : str
        Its content.

    Examples
    --------
    >>> pins("scipy==1.17.1 ; python_full_version < '3.12' \\\n    --hash=sha256:00\n")
    [Pin(name='scipy', version='1.17.1', marker="python_full_version < '3.12'", hashes=1)]
    """
    found = []
    for block in re.split(r"\n(?=\S)", text.strip()):
        head, *hashes = block.split("\\\n")
        requirement, _semicolon, marker = head.partition(";")
        name, _equals, version = requirement.strip().partition("==")
        found.append(Pin(name, version, marker.strip(), len(hashes)))
    return found


def _worlds() -> Iterator[dict[str, str]]:
    """Give every supported Python on every supported system, as markers know them."""
    for python in PYTHONS:
        for system in SYSTEMS.values():
            # .9 stands for a recent bug-fix release.
            yield {"python_version": python, "python_full_version": python + ".9", **system}


def problems(lock_name: str) -> list[str]:
    """Tell where a lock file does not do what ``pyproject.toml`` asks, without a network.

    Parameters
    ----------
    lock_name : str
        ``requirements.lock`` or ``requirements-test.lock``.

    Returns
    -------
    list of str
        Problems in words; empty if there are none.
    """
    from packaging.markers import Marker
    from packaging.requirements import Requirement

    text = (ROOT / lock_name).read_text(encoding="utf-8")
    found = []
    if re.search(r"https?://|file://|--index-url|--find-links", text):
        found.append(_("{lock} holds an address.").format(lock=lock_name))
    locked = pins(text)
    found += [
        _("{lock}: {name} has no hash.").format(lock=lock_name, name=pin.name)
        for pin in locked
        if not pin.hashes
    ]
    for world in _worlds():
        here = {
            p.name: p.version for p in locked if not p.marker or Marker(p.marker).evaluate(world)
        }
        for row in direct_requirements(LOCKS[lock_name]):
            wanted = Requirement(row)
            if wanted.marker and not wanted.marker.evaluate(world):
                continue
            if not wanted.specifier.contains(here.get(wanted.name, ""), prereleases=True):
                found.append(
                    _(
                        "{lock} has {name} {version} for Python {python} on {system}, not {row}."
                    ).format(
                        lock=lock_name,
                        name=wanted.name,
                        version=here.get(wanted.name, _("(nothing)")),
                        python=world["python_version"],
                        system=world["sys_platform"],
                        row=row,
                    )
                )
    return found


def refresh(upgrade: bool = False) -> None:
    """Make both lock files again with uv; this needs a network.

    Parameters
    ----------
    upgrade : bool, default False
        Take the newest versions that fit, instead of keeping those that still do.

    Raises
    ------
    SetupError
        If uv is missing or cannot do it.
    """
    from casekit.course.installing import find_uv
    from casekit.course.pip_settings import environment_for_uv, read_pip_settings

    uv = find_uv()
    if uv is None:
        raise SetupError(_("The lock files are made by uv, which is not installed."))
    environ = environment_for_uv(read_pip_settings(), os.environ)
    for lock_name, extra in LOCKS.items():
        command = [
            *(*uv, "pip", "compile", "pyproject.toml", "--universal", "--generate-hashes"),
            *("--python-version", PYTHONS[0], "--no-header", "--no-annotate", "--quiet"),
            *("--no-emit-index-url", "--no-emit-find-links", "--output-file", lock_name),
        ]
        if extra:
            # The same versions in both, so that what is tested is what a learner gets.
            command += ["--extra", extra, "--constraints", "requirements.lock"]
        if upgrade:
            command.append("--upgrade")
        done = subprocess.run(command, cwd=ROOT, env=environ, check=False)
        if done.returncode != 0:
            raise SetupError(_("uv could not make {lock}.").format(lock=lock_name))
        path = Path(ROOT / lock_name)
        path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))
