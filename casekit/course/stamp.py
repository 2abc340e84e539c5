"""The environment's own record of what is in it, so that a later start need not look twice."""

import hashlib
import json
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

__all__ = ["Stamp", "fingerprint", "python_in", "python_version", "read_stamp", "write_stamp"]

NAME = "casekit.json"


@dataclass(frozen=True)
class Stamp:
    """What was installed, for which Python, and where.

    Parameters
    ----------
    python : str
        The interpreter's version, for example ``3.12.1``.
    location : str
        The environment's folder when it was made.
    site_packages : str
        Where the packages are, relative to ``location``.
    locks : dict of str to str
        Each lock file that is installed, with its fingerprint.
    packages : list of str
        The names of the packages' record folders.
    """

    python: str
    location: str
    site_packages: str
    locks: dict[str, str] = field(default_factory=dict)
    packages: list[str] = field(default_factory=list)


def fingerprint(lock: Path) -> str:
    """Tell one state of a lock file from another, whatever line ends an unpacker gave it."""
    return hashlib.sha256(lock.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def python_in(folder: Path) -> Path:
    """Tell where an environment's interpreter is."""
    if sys.platform == "win32":
        return folder / "Scripts" / "python.exe"
    return folder / "bin" / "python"


def python_version(python: Path) -> str | None:
    """Ask an interpreter for its version; None if it does not run."""
    try:
        # Without site packages (-I -S), which makes this a matter of 10 ms.
        answer = subprocess.run(
            [str(python), "-I", "-S", "-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])"],
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return answer.stdout.strip() if answer.returncode == 0 else None


def read_stamp(folder: Path) -> Stamp | None:
    """Read an environment's stamp; None if there is none, or none that can be read."""
    try:
        return Stamp(**json.loads((folder / NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def write_stamp(folder: Path, stamp: Stamp) -> None:
    """Write an environment's stamp."""
    text = json.dumps(asdict(stamp), indent=1, sort_keys=True)
    (folder / NAME).write_text(text, encoding="utf-8")


def packages_in(site_packages: Path) -> list[str]:
    """List the packages that are installed, by the names of their record folders."""
    return sorted(entry.name for entry in site_packages.glob("*.dist-info"))
