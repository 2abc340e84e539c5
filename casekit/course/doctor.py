"""``doctor``: look at everything the course needs, and say in words what is wrong."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from casekit.course import environment, locks, own_environment, stamp
from casekit.course.chromium import find_chromium
from casekit.course.console import line, mark, say
from casekit.course.requirements import newest_tested
from casekit.places import ROOT, my_folder
from casekit.words import _

__all__ = ["Finding", "main"]


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Parameters
    ----------
    good : bool
        Whether it is as it should be.
    sentence : str
        What was found and, if it is not good, what to do.
    needed : bool, default True
        False for what a learner can do without.
    """

    good: bool
    sentence: str
    needed: bool = True


def python_finding() -> Finding:
    """Look at the Python that runs this."""
    words = {"version": sys.version.split()[0], "where": sys.executable}
    if sys.maxsize < 2**32:
        return Finding(
            False, _("Python {version} is a 32-bit one; use a 64-bit one.").format(**words)
        )
    if sys.version_info[:2] > newest_tested():
        return Finding(
            True, _("Python {version} is newer than the course was tested with.").format(**words)
        )
    return Finding(True, _("Python {version} ({where})").format(**words))


def environment_finding() -> Finding:
    """Look at the course's environment."""
    if environment.plan().startswith(_("The active environment")):
        return Finding(True, environment.plan())
    state = own_environment.look(environment.FOLDER, ROOT / environment.LOCK)
    if state == "ready":
        return Finding(
            True, _("The environment is ready: {folder}").format(folder=environment.FOLDER)
        )
    return Finding(
        False,
        _("The environment is {state}. To make it: {line}").format(state=state, line=line("lab")),
    )


def version_finding(python: Path) -> Finding:
    """Compare the versions that are installed with those in the lock file."""
    code = (
        "import json; from importlib.metadata import distributions as d\n"
        "print(json.dumps({x.metadata['Name'].lower().replace('_', '-'): x.version for x in d()}))"
    )
    listing = subprocess.run(
        [str(python), "-c", code], capture_output=True, encoding="utf-8", check=False
    )
    if listing.returncode != 0:
        return Finding(False, _("The versions of the packages cannot be read."))
    present = json.loads(listing.stdout)
    locked: dict[str, set[str]] = {}
    for pin in locks.pins((ROOT / environment.LOCK).read_text(encoding="utf-8")):
        locked.setdefault(pin.name, set()).add(pin.version)
    others = sorted(
        f"{name} {present[name]}"
        for name, versions in locked.items()
        if name in present and present[name] not in versions
    )
    if others:
        return Finding(
            True,
            _("Other versions than the lock file's, which may be fine: {names}").format(
                names=", ".join(others)
            ),
        )
    return Finding(True, _("All packages have the versions of the lock file."))


def kernel_finding(python: Path, variables: dict[str, str]) -> Finding:
    """Start a notebook kernel and let it import the course."""
    code = (
        "from jupyter_client.manager import start_new_kernel\n"
        "manager, client = start_new_kernel(startup_timeout=60)\n"
        "reply = client.execute_interactive('import casekit', timeout=60, "
        "output_hook=lambda m: None)\n"
        "client.stop_channels(); manager.shutdown_kernel(now=True)\n"
        "raise SystemExit(reply['content']['status'] != 'ok')"
    )
    try:
        done = subprocess.run(
            [str(python), "-c", code], capture_output=True, env=variables, timeout=150, check=False
        )
        good = done.returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        good = False
    if good:
        return Finding(True, _("A notebook kernel starts and finds the course."))
    return Finding(
        False,
        _(
            "A notebook kernel does not start. Security programs sometimes forbid it; otherwise "
            "delete the folder .venv and run: {line}"
        ).format(line=line("lab")),
    )


def writing_finding() -> Finding:
    """Try to write where the learner's work is kept."""
    my = my_folder()
    folder = my if my.exists() else my.parent
    try:
        with tempfile.TemporaryFile(dir=folder):
            return Finding(True, _("Your work can be saved in {my}").format(my=my))
    except OSError:
        return Finding(
            False, _("Nothing can be saved in {my}: copy the course elsewhere.").format(my=my)
        )


def chromium_finding() -> Finding:
    """Look for the browser that the browser tests drive."""
    found = find_chromium()
    if found:
        return Finding(True, _("Chromium for the browser tests: {found}").format(found=found))
    return Finding(
        False, _("Chromium is not installed; only the browser tests need it."), needed=False
    )


def font_finding() -> Finding:
    """Look for the font that shows Chinese in figures."""
    fonts = list((ROOT / "casekit" / "figures" / "fonts").glob("*.[ot]tf"))
    if fonts:
        return Finding(True, _("Figures can show Chinese: {name}").format(name=fonts[0].name))
    return Finding(False, _("Figures cannot show Chinese: their font is missing."), needed=False)


def _findings() -> list[Callable[[], Finding]]:
    own = environment.Environment(stamp.python_in(environment.FOLDER), owned=True)
    active = environment.plan().startswith(_("The active environment"))
    ready = environment.Environment(Path(sys.executable), owned=False) if active else own
    looks = [python_finding, environment_finding]
    if ready.python.exists():
        looks.append(lambda: version_finding(ready.python))
        looks.append(lambda: kernel_finding(ready.python, ready.variables()))
    return [*looks, writing_finding, chromium_finding, font_finding]


def main(arguments: Sequence[str] = ()) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str
        Nothing is expected.

    Returns
    -------
    int
        0 if everything that a learner needs is there.
    """
    if arguments:
        say(_("Look at everything the course needs, and say what is wrong."))
        return 0
    bad = 0
    for look in _findings():
        finding = look()
        say(f"{mark(finding.good)} {finding.sentence}")
        bad += finding.needed and not finding.good
    say()
    if bad:
        say(_("{n} of these must be put right before the course can open.").format(n=bad))
        return 1
    say(_("The course can open: {line}").format(line=line("lab")))
    return 0
