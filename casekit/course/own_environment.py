"""The course's own environment, the folder ``.venv``: its state, its making and its mending."""

import shutil
import sys
from pathlib import Path

from casekit.course import installing, stamp
from casekit.course.console import Clock, say
from casekit.course.requirements import direct_requirements, newest_tested
from casekit.course.troubles import SetupError
from casekit.places import ROOT
from casekit.words import _

__all__ = ["LOCK", "LOG", "look", "make", "move_in", "remove", "running_in"]

LOCK = "requirements.lock"
LOG = "casekit-setup.log"
UNFINISHED = "casekit-unfinished"


def running_in(folder: Path) -> bool:
    """Tell whether this very process runs in an environment."""
    return folder.exists() and folder.samefile(sys.prefix)


def look(folder: Path, lock: Path) -> str:
    """Tell the state of the course's own environment in one word.

    Parameters
    ----------
    folder : Path
        The environment's folder.
    lock : Path
        The lock file that it should hold.

    Returns
    -------
    str
        ``absent``, ``unfinished`` (its making was cut short), ``broken`` (its Python is gone or
        another), ``unknown`` (made by something else), ``moved``, ``stale`` (other versions than
        the lock's) or ``ready``.
    """
    if not folder.exists() or not any(folder.iterdir()):
        return "absent"
    if (folder / UNFINISHED).exists():
        return "unfinished"
    version = stamp.python_version(stamp.python_in(folder))
    if version is None:
        return "broken"
    found = stamp.read_stamp(folder)
    if found is None:
        return "unknown"
    if found.python != version:
        return "broken"
    if Path(found.location) != folder:
        return "moved"
    if found.locks.get(lock.name) != stamp.fingerprint(lock):
        return "stale"
    present = set(stamp.packages_in(folder / found.site_packages))
    return "ready" if present.issuperset(found.packages) else "stale"


def remove(folder: Path) -> None:
    """Remove an environment that cannot be mended, and nothing else.

    Parameters
    ----------
    folder : Path
        The environment's folder.

    Raises
    ------
    SetupError
        If it is in use, or is no environment.
    """
    if running_in(folder):
        raise SetupError(
            _(
                "The environment in .venv has to be made again, and this Python runs inside it.\n"
                "Please open a new terminal window and run the same line there."
            )
        )
    if not (folder / UNFINISHED).exists() and not (folder / "pyvenv.cfg").exists():
        raise SetupError(
            _(
                "The folder {folder} is in the way: it is not an environment of Python. "
                "Please rename it and run the same line again."
            ).format(folder=folder)
        )
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise SetupError(
            _(
                "The old environment in {folder} cannot be removed ({error}).\n"
                "Please close every window in which the course runs, delete that folder, "
                "and run the same line again."
            ).format(folder=folder, error=error)
        ) from error


def make(folder: Path, lock: Path, wheels: Path | None) -> None:
    """Make an environment, or bring one up to date, step by step in front of the reader.

    Parameters
    ----------
    folder : Path
        The environment's folder.
    lock : Path
        The lock file.
    wheels : Path or None
        A folder of packages to use in place of the network.

    Raises
    ------
    SetupError
        If it cannot be done; in words.
    """
    fresh = not stamp.python_in(folder).exists()
    log = folder / LOG
    python = stamp.python_in(folder)
    if fresh:
        _warn_of_a_newer_python()
        folder.mkdir(parents=True, exist_ok=True)
        # The mark tells a later run that this one did not come to its end.
        (folder / UNFINISHED).touch()
        if wheels is None:
            say(_("It needs the internet; later starts do not."))
        say(_("[1/3] Making an environment of its own, in the folder .venv"))
        clock = Clock(_("usually under 5 s"))
        installing.make_venv(folder, log, clock)
        clock.done()
    if wheels:
        say(_("[2/3] Installing the packages from {folder}").format(folder=wheels))
    else:
        say(_("[2/3] Fetching and installing the packages (150 MB, more for the tests)"))
    installing.install(python, lock, log, wheels)
    if fresh:
        # uv needs no pip, but a reader who wants one more package will look for it.
        pip = [str(python), "-m", "ensurepip", "--default-pip"]
        installing.run_logged(pip, log, Clock(_("usually 3 s")))
    site_packages = installing.site_packages(python)
    _reach_the_clone(site_packages)
    say(_("[3/3] Checking that they work"))
    _check(python, log)
    # The test lock holds all that the learner's lock holds (a test compares them).
    names = {lock.name, LOCK}
    stamp.write_stamp(
        folder,
        stamp.Stamp(
            python=stamp.python_version(python) or "",
            location=str(folder),
            site_packages=str(site_packages.relative_to(folder)),
            locks={name: stamp.fingerprint(ROOT / name) for name in sorted(names)},
            packages=stamp.packages_in(site_packages),
        ),
    )
    (folder / UNFINISHED).unlink(missing_ok=True)
    say(_("      The environment is ready."))


def _warn_of_a_newer_python() -> None:
    if sys.version_info[:2] > newest_tested():
        say(
            _(
                "Python {major}.{minor} is newer than those the course was tested with. Going on; "
                "if something fails, please use Python {newest[0]}.{newest[1]}."
            ).format(major=sys.version_info[0], minor=sys.version_info[1], newest=newest_tested())
        )


def _reach_the_clone(site_packages: Path) -> None:
    """Let every program in the environment import ``casekit`` from the clone."""
    text = str(ROOT)
    if not text.isascii():
        # Pythons before 3.13 read .pth files in the system's encoding, which may not know the
        # folder's name; an escaped import line means the same in all of them.
        text = f"import sys; sys.path.append({text!a})"
    (site_packages / "casekit.pth").write_text(text + "\n", encoding="utf-8")


def _check(python: Path, log: Path) -> None:
    names = [row.split(">")[0].split("=")[0].strip() for row in direct_requirements()]
    clock = Clock(_("usually under 20 s"))
    # A package's modules need not bear its name: scikit-learn brings sklearn.
    code = (
        "import importlib\n"
        "from importlib.metadata import packages_distributions\n"
        f"wanted = set({names})\n"
        "modules = [m for m, d in packages_distributions().items() if wanted & set(d)]\n"
        "for name in [*modules, 'casekit']: importlib.import_module(name)"
    )
    if installing.run_logged([str(python), "-c", code], log, clock) != 0:
        last = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1]
        raise SetupError(
            _(
                "The packages are installed, but they cannot be loaded:\n    {last}\n"
                "Please delete the folder .venv and run the same line again. If it stays so, "
                "try a Python from https://www.python.org/downloads/"
            ).format(last=last)
        )
    clock.done()


def move_in(folder: Path) -> None:
    """Put right what names the old place in an environment whose folder was moved.

    Packages do not mind where they are, so this works without a network; making the environment
    again would not.

    Parameters
    ----------
    folder : Path
        The environment's folder, where it is now.
    """
    found = stamp.read_stamp(folder)
    if found is None:
        return
    old, new = found.location.encode(), str(folder).encode()
    scripts = stamp.python_in(folder).parent
    for script in scripts.iterdir():
        # Programs ending in .exe (Windows) hold a length beside the name, so they stay as they
        # are; the course starts everything through the interpreter and needs none of them.
        if script.is_symlink() or not script.is_file() or script.suffix == ".exe":
            continue
        text = script.read_bytes()
        if old in text:
            script.write_bytes(text.replace(old, new))
    _reach_the_clone(folder / found.site_packages)
    changed = stamp.Stamp(**{**found.__dict__, "location": str(folder)})
    stamp.write_stamp(folder, changed)
