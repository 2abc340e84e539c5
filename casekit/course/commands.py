"""The table of commands, and what finds the right one."""

import difflib
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from casekit import __version__
from casekit.course.console import line, make_output_safe, say
from casekit.course.troubles import SetupError
from casekit.words import _

__all__ = ["COMMANDS", "Command", "main"]


@dataclass(frozen=True)
class Command:
    """One command.

    Parameters
    ----------
    module : str
        The module in ``casekit.course`` whose ``main(arguments)`` runs it.
    usage : str
        What a reader types after its name.
    summary : str
        What it is for, in one line.
    lock : str, optional
        The lock file whose packages must be there before the module is imported. Modules
        without one run on a bare Python.
    """

    module: str
    usage: str
    summary: str
    lock: str | None = None


COMMANDS = {
    "lab": Command("lab", "", _("open the course in JupyterLab (prepares it the first time)")),
    "doctor": Command("doctor", "", _("look what is wrong when something does not work")),
    "pack": Command("pack", "FOLDER", _("fetch the packages for computers without the internet")),
    "test": Command("testing", "[words for pytest]", _("run all the tests")),
    "report": Command(
        "report",
        "FILE.csv",
        _("make one page on your customers from a table of purchases"),
        "requirements.lock",
    ),
    "build": Command(
        "generated",
        "[--check | --lock]",
        _("make what is made from something else; --check tells if it has drifted"),
        "requirements-test.lock",
    ),
    "grade": Command(
        "grade", "FOLDER", _("report on a folder of a class's work"), "requirements-test.lock"
    ),
    "timetable": Command(
        "timetable", "", _("plan a workshop from the lessons' minutes"), "requirements-test.lock"
    ),
    "slides": Command(
        "slides", "[NN …]", _("lessons as slides for the projector"), "requirements-test.lock"
    ),
    "new-case": Command(
        "new_case",
        '"NAME OF A FIRM"',
        _("make a case of your own, to be filled in"),
        "requirements-test.lock",
    ),
    "run": Command(
        "run", "NOTEBOOK …", _("run notebooks and store their outputs"), "requirements-test.lock"
    ),
    "text": Command(
        "text", "NOTEBOOK …", _("show a notebook as plain text"), "requirements-test.lock"
    ),
}


def help_text() -> str:
    """Give the page that ``--help`` shows.

    Examples
    --------
    >>> "lab" in help_text()
    True
    """
    rows = [
        "  {usage:<28} {summary}".format(
            usage=f"{name} {command.usage}".strip(), summary=command.summary
        )
        for name, command in COMMANDS.items()
    ]
    return "\n".join(
        [
            _("casekit {version}: the course on customer value, loyalty and lock-in").format(
                version=__version__
            ),
            "",
            _("To open the course:  {line}").format(line=line("lab")),
            "",
            _("Commands:"),
            *rows,
            "",
            _("More about one of them:  {line}").format(line=line("lab --help")),
        ]
    )


def unknown(name: str) -> str:
    """Say that there is no such command, and which one may have been meant.

    Parameters
    ----------
    name : str
        What was typed.

    Examples
    --------
    >>> "lab" in unknown("labb")
    True
    """
    near = difflib.get_close_matches(name, COMMANDS, n=2, cutoff=0.5)
    if near:
        meant = " or ".join(line(word) for word in near)
        return _("There is no command '{name}'. Did you mean: {meant}").format(
            name=name, meant=meant
        )
    return _("There is no command '{name}'. To see all commands: {line}").format(
        name=name, line=line("--help")
    )


def main(arguments: Sequence[str]) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str
        What stands after ``python3 -m casekit``.

    Returns
    -------
    int
        The exit code: 0 if all went well, 2 for a command that does not exist.
    """
    make_output_safe()
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        say(help_text())
        return 0
    name, rest = arguments[0], list(arguments[1:])
    if name in {"--version", "-V", "version"}:
        say(f"casekit {__version__}")
        return 0
    if name not in COMMANDS:
        say(unknown(name))
        return 2
    try:
        return _dispatch(name, rest)
    except SetupError as trouble:
        say()
        say(str(trouble))
        return 1
    except KeyboardInterrupt:
        say()
        say(_("Stopped. Run the same line again to go on."))
        return 130


def _dispatch(name: str, arguments: list[str]) -> int:
    command = COMMANDS[name]
    if command.lock:
        from casekit.course import environment

        ready = environment.ensure(command.lock)
        if not ready.is_running():
            sys.stdout.flush()
            return environment.run_in(ready, [name, *arguments])
    return int(import_module("casekit.course." + command.module).main(arguments))
