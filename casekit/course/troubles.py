"""What can go wrong before a lesson opens, each in a sentence that says what to do."""

import re
import sys
from pathlib import Path

from casekit.course.console import line
from casekit.words import _

__all__ = ["SetupError", "explain", "no_permission", "no_pip", "wrong_wheels"]

# site-packages holds files with names of about 165 characters below the environment's folder;
# Windows refuses paths above 259 unless long paths are switched on.
LONGEST_ROOT_ON_WINDOWS = 259 - 175


class SetupError(Exception):
    """Something that a person has to change; its text is the sentence that says what."""


def no_permission(folder: Path) -> str:
    """Say that a folder cannot be written to, and where the course can live instead."""
    return _(
        "Nothing can be written in the folder {folder}\n"
        "Please copy the whole course to a folder of your own, for example in Documents, "
        "and run the same line there."
    ).format(folder=folder)


def no_pip() -> str:
    """Say how to get the part of Python that some systems ship separately."""
    major, minor = sys.version_info[:2]
    return _(
        "This Python cannot install packages: its parts 'ensurepip' and 'pip' are missing.\n"
        "On Debian, Ubuntu and Mint, please run:\n"
        "    sudo apt install python{major}.{minor}-venv\n"
        "On other systems, install Python from https://www.python.org/downloads/ "
        "Then run the same line again."
    ).format(major=major, minor=minor)


def wrong_wheels(folder: Path) -> str:
    """Say that a folder of packages does not serve this Python, and how to make one that does."""
    return _(
        "The folder {folder} does not hold all the packages that this Python needs.\n"
        "It has to be made by '{line}' with the same version of the course, on a computer with "
        "the same system, the same kind of processor and the same Python ({version})."
    ).format(folder=folder, line=line("pack"), version=".".join(map(str, sys.version_info[:2])))


def _no_space() -> str:
    return _(
        "The disk is full. The course needs about 1.5 GB of free space: please make room and "
        "run the same line again."
    )


def _no_network() -> str:
    return _(
        "The packages could not be fetched: there seems to be no connection to the internet.\n"
        "It is needed once, for the first start; after that the course works without.\n"
        "Please connect and run the same line again. Behind a company's proxy, first set the "
        "variable HTTPS_PROXY (your IT department knows its value).\n"
        "Without any connection: on a computer of the same kind that has one, run\n"
        "    {pack}\n"
        "bring the folder 'wheels' here, and run\n"
        "    {lab}"
    ).format(pack=line("pack wheels"), lab=line("lab --from-folder wheels"))


def _certificate() -> str:
    return _(
        "The packages could not be fetched: this network uses a security certificate that "
        "Python does not know, as company networks do.\n"
        "Please ask your IT department for the certificate file, then run\n"
        "    python3 -m pip config set global.cert FILE\n"
        "and the same line again; or try from another network."
    )


def _damaged() -> str:
    return _(
        "A package that was fetched is not the one the course was tested with (its checksum "
        "differs), so it was not installed. Most often a download was cut short: please run the "
        "same line again. If it stays so, try from another network."
    )


def _no_wheel() -> str:
    return _(
        "There is no ready-made package for this Python ({version}, {system}).\n"
        "Please use a 64-bit Python 3.11 to 3.14 from https://www.python.org/downloads/ "
        "and run the same line with it."
    ).format(version=sys.version.split()[0], system=sys.platform)


def _path_too_long(folder: Path) -> str:
    return _(
        "The folder of the course has too long a name for Windows:\n    {folder}\n"
        "Please move the course to a short one, for example C:\\course, and run the same line "
        "there."
    ).format(folder=folder)


# Order matters: a full disk or a certificate also shows up as a failed connection further down.
_SIGNS = [
    (r"No space left on device|Errno 28\b|not enough space on the disk|os error 112", _no_space),
    (r"CERTIFICATE_VERIFY_FAILED|invalid peer certificate|UnknownIssuer", _certificate),
    (r"DO NOT MATCH THE HASHES|[Hh]ash mismatch", _damaged),
    (
        r"name resolution|getaddrinfo failed|dns error|Name or service not known"
        r"|establish a new connection|Connection refused|Network is unreachable"
        r"|error sending request|tcp connect error|timed out|ProxyError|RemoteDisconnected",
        _no_network,
    ),
    (
        r"No matching distribution|no wheels? with a matching|Failed to build"
        r"|metadata-generation-failed|no version of|not supported wheel"
        r"|has no usable wheels",
        _no_wheel,
    ),
]


def explain(log_text: str, folder: Path, log: Path) -> str:
    """Turn an installer's log into one sentence that says what to do.

    Parameters
    ----------
    log_text : str
        What the installer wrote; only its last part is looked at.
    folder : Path
        The folder of the course.
    log : Path
        Where the whole log can be read.

    Examples
    --------
    >>> text = explain("OSError: [Errno 28] No space left on device", Path("c"), Path("log"))
    >>> text.split(".")[0]
    'The disk is full'
    """
    if re.search(r"WinError 206|file ?name or extension is too long|File name too long", log_text):
        return _path_too_long(folder)
    for signs, sentence in _SIGNS:
        if re.search(signs, log_text):
            return sentence()
    if sys.platform == "win32" and len(str(folder)) > LONGEST_ROOT_ON_WINDOWS:
        return _path_too_long(folder)
    if re.search(r"Permission denied|Access is denied|WinError 5\b|Errno 13\b", log_text):
        return no_permission(folder)
    return _(
        "The installation stopped for a reason this program does not know. The last lines of "
        "its log are:\n{tail}\nThe whole log is in {log}\n"
        "To try again from the beginning, delete the folder .venv and run the same line."
    ).format(tail="\n".join("    " + line for line in log_text.splitlines()[-6:]), log=log)
