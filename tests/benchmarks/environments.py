"""Make an environment of its own for each peer, outside the repository, and keep it for next time.

uv makes them where it is there (with Python 3.11, for which the versions were frozen), venv and
pip elsewhere (with the Python that runs this). A peer that cannot be installed is left out, with
one line that says why.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from casekit.course.installing import find_uv
from casekit.course.pip_settings import environment_for_pip, environment_for_uv, read_pip_settings

__all__ = ["HERE", "PEERS", "Environment", "cache_folder", "environment_of", "without_places"]

HERE = Path(__file__).resolve().parent
# Name of the peer, and the module that shows it was installed.
PEERS = {
    "clvkit": "clvkit",
    "lifetimes": "lifetimes",
    "pymc-marketing": "pymc_marketing.clv",
    "lifelines": "lifelines",
}
PYTHON = "3.11"
PATIENCE = 20 * 60


@dataclass(frozen=True)
class Environment:
    """Hold a peer's interpreter, or the reason why there is none."""

    python: Path | None
    reason: str = ""


def cache_folder() -> Path:
    """Tell where the operating system keeps what a program can make again."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "casekit-benchmark-peers"


def environment_of(peer: str, folder: Path) -> Environment:
    """Give a peer's environment: the kept one where its versions are right, else a new one."""
    place = folder / peer
    wanted = HERE / "peers" / f"{peer}.txt"
    stamp = place / "installed-versions.sha256"
    digest = hashlib.sha256(wanted.read_bytes()).hexdigest()
    python = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == digest and python.exists():
        return Environment(python)
    print(f"Making an environment for {peer} (once; a minute or so) ...", flush=True)
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    uv = find_uv()
    reason = _by_uv(uv, place, python, wanted) if uv else "no uv"
    if reason:
        shutil.rmtree(place, ignore_errors=True)
        reason = _by_pip(place, python, wanted)
    reason = reason or _run([str(python), "-c", f"import {PEERS[peer]}"])
    if reason:
        return Environment(None, f"{peer} could not be installed: {reason}")
    stamp.write_text(digest, encoding="utf-8")
    return Environment(python)


def _by_uv(uv: list[str], place: Path, python: Path, wanted: Path) -> str:
    environ = environment_for_uv(read_pip_settings(), os.environ)
    return _run([*uv, "venv", "--quiet", "--python", PYTHON, str(place)], environ) or _run(
        [*uv, "pip", "install", "--quiet", "--python", str(python), "-r", str(wanted)], environ
    )


def _by_pip(place: Path, python: Path, wanted: Path) -> str:
    quiet = ["--quiet", "--no-input", "--disable-pip-version-check"]
    return _run([sys.executable, "-m", "venv", str(place)]) or _run(
        [str(python), "-m", "pip", "install", *quiet, "-r", str(wanted)],
        environment_for_pip(os.environ),
    )


def _run(command: list[str], environ: dict[str, str] | None = None) -> str:
    """Run a program; give an empty text when it went well, else the last line it wrote."""
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            env=environ,
            timeout=PATIENCE,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{Path(command[0]).name}: {type(error).__name__}"
    if done.returncode == 0:
        return ""
    lines = [line.strip() for line in (done.stderr + done.stdout).splitlines() if line.strip()]
    return without_places(lines[-1])[:160] if lines else f"exit code {done.returncode}"


def without_places(text: str) -> str:
    """Leave the folders of this machine and addresses out of a text that goes into a report."""
    return re.sub(r"(\w+://|[A-Za-z]:[\\/]|/)[\w.~-]*[\\/][^\s'\"]*", "...", text)
