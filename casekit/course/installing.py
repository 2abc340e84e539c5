"""Put the locked packages into the course's environment: by uv where it is, by pip otherwise."""

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from casekit.course import pip_settings
from casekit.course.console import Clock, say
from casekit.course.troubles import SetupError, explain, no_pip, wrong_wheels
from casekit.places import ROOT
from casekit.words import _

__all__ = ["find_uv", "install", "make_venv", "run_logged"]


def run_logged(
    command: Sequence[str], log: Path, clock: Clock, environ: Mapping[str, str] | None = None
) -> int:
    """Run a program with its output in a log file and the clock on the screen.

    Parameters
    ----------
    command : sequence of str
        The program and its arguments.
    log : Path
        The file to add the output to.
    clock : Clock
        What the reader sees meanwhile.
    environ : mapping of str, optional
        Environment variables (default: this process's).

    Returns
    -------
    int
        The program's exit code; 127 where it cannot be started.
    """
    with log.open("ab") as record:
        record.write(f"\n$ {' '.join(command)}\n".encode(errors="replace"))
        record.flush()
        try:
            program = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=record,
                stderr=subprocess.STDOUT,
                env=dict(os.environ if environ is None else environ),
            )
        except OSError as error:
            record.write(f"{error}\n".encode())
            return 127
        try:
            while True:
                try:
                    return program.wait(timeout=1)
                except subprocess.TimeoutExpired:
                    clock.tick()
        except BaseException:
            # Ctrl-C: without this the installer would go on behind the reader's back.
            program.terminate()
            program.wait()
            raise


def find_uv() -> list[str] | None:
    """Find a uv that runs, as a program on the PATH or as a module of this Python."""
    candidates = [[found] for found in [shutil.which("uv")] if found]
    if importlib.util.find_spec("uv") is not None:
        candidates.append([sys.executable, "-m", "uv"])
    for candidate in candidates:
        # A version manager's stand-in can be on the PATH for a uv that is not there.
        answer = subprocess.run([*candidate, "--version"], capture_output=True, check=False)
        if answer.returncode == 0:
            return candidate
    return None


def make_venv(folder: Path, log: Path, clock: Clock) -> None:
    """Make an empty virtual environment.

    Parameters
    ----------
    folder : Path
        Where; it may exist.
    log : Path
        The log file.
    clock : Clock
        What the reader sees meanwhile.

    Raises
    ------
    SetupError
        If this Python cannot make one.
    """
    # Without pip: Debian ships the part that installs pip separately, and uv needs none.
    plain = [sys.executable, "-m", "venv", "--without-pip", "--prompt", "casekit", str(folder)]
    if run_logged(plain, log, clock) == 0:
        return
    uv = find_uv()
    if uv:
        by_uv = [*uv, "venv", "--allow-existing", "--python", sys.executable, str(folder)]
        if run_logged(by_uv, log, clock) == 0:
            return
    text = log.read_text(encoding="utf-8", errors="replace")
    raise SetupError(no_pip() if "No module named" in text else explain(text, ROOT, log))


def _pip_for(python: Path, log: Path, clock: Clock) -> list[str] | None:
    """Find a pip that can install into an environment: its own, a fresh one, or this Python's."""
    own = [str(python), "-m", "pip"]
    if run_logged([*own, "--version"], log, clock) == 0:
        return own
    if run_logged([str(python), "-m", "ensurepip", "--default-pip"], log, clock) == 0:
        return own
    outer = [sys.executable, "-m", "pip", "--python", str(python)]
    if run_logged([*outer, "--version"], log, clock) == 0:
        return outer
    return None


def install(python: Path, lock: Path, log: Path, wheels: Path | None = None) -> None:
    """Install everything a lock file names, with checked hashes.

    Parameters
    ----------
    python : Path
        The environment's interpreter.
    lock : Path
        The lock file.
    log : Path
        Where the installer's own words go.
    wheels : Path, optional
        A folder of packages to use in place of the network.

    Raises
    ------
    SetupError
        If it cannot be done; in words.
    """
    offline = ["--no-index", "--find-links", str(wheels)] if wheels else []
    requirements = ["--require-hashes", "-r", str(lock), *offline]
    uv = find_uv()
    if uv:
        clock = Clock(_("usually 10 to 60 s"))
        settings = {} if wheels else pip_settings.read_pip_settings()
        environ = pip_settings.environment_for_uv(settings, os.environ)
        command = [*uv, "pip", "install", "--python", str(python), *requirements]
        if run_logged(command, log, clock, environ) == 0:
            clock.done()
            return
        clock.done()
        say(_("      uv could not do it (its reasons are in the log); going on with pip."))
    clock = Clock(_("usually 1 to 3 minutes"))
    pip = _pip_for(python, log, clock)
    if pip is None:
        raise SetupError(no_pip())
    quiet = ["--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
    # The lock is complete, so pip need not work out dependencies again.
    command = [*pip, "install", *quiet, "--no-deps", "--no-compile", *requirements]
    code = run_logged(command, log, clock, pip_settings.environment_for_pip(os.environ))
    if code == 0:
        # On all processors, which is faster than pip's own compiling; some packages ship
        # files for other Pythons, so its exit code says nothing.
        compiling = [str(python), "-m", "compileall", "-q", "-j", "0", str(site_packages(python))]
        run_logged(compiling, log, clock)
    clock.done()
    if code != 0:
        text = log.read_text(encoding="utf-8", errors="replace")
        if wheels and "No matching distribution" in text:
            raise SetupError(wrong_wheels(wheels))
        raise SetupError(explain(text, ROOT, log))


def site_packages(python: Path) -> Path:
    """Ask an interpreter where its packages are."""
    answer = subprocess.run(
        [str(python), "-c", "import sysconfig; print(ascii(sysconfig.get_path('purelib')))"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return Path(ast.literal_eval(answer.stdout.strip()))
