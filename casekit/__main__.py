# -*- coding: utf-8 -*-
"""The commands of the course: ``python3 -m casekit lab`` (Windows: ``py -m casekit lab``).

This file must parse on old Pythons (it is tested on 2.7 and 3.6): its first duty is to say in
words that a Python is too old, and which other one on this computer would do.
"""

import sys

OLDEST = (3, 11)
NEWEST_TESTED = (3, 14)


def newer_pythons():
    """Name the interpreters on the PATH that are new enough, best first."""
    try:
        from shutil import which
    except ImportError:  # Python 2
        from distutils.spawn import find_executable as which
    import subprocess

    names = ["python3.{}".format(minor) for minor in range(NEWEST_TESTED[1], OLDEST[1] - 1, -1)]
    # A version manager's stand-in can be on the PATH for a Python that is not there; -V tells.
    return [
        name
        for name in names
        if which(name)
        and subprocess.Popen([name, "-V"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        .communicate()[0]
        .startswith(b"Python 3")
    ]


def too_old(arguments):
    """Say that this Python is too old, and what to do instead."""
    rest = " ".join(arguments) or "lab"
    lines = [
        "The course needs Python {}.{} or newer; this is Python {}.{}.{}.".format(
            *(OLDEST + tuple(sys.version_info[:3]))
        )
    ]
    newer = newer_pythons()
    if newer:
        lines.append("This computer has a newer one. Please run:")
        lines.append("    {} -m casekit {}".format(newer[0], rest))
    else:
        lines.append("Please install a newer one from https://www.python.org/downloads/")
        lines.append("and then run, in this folder:")
        lines.append("    python3 -m casekit {}     (Windows: py -m casekit {})".format(rest, rest))
    return "\n".join(lines)


def main(arguments=None):
    """Run one command and return its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if sys.version_info < OLDEST:
        sys.stderr.write(too_old(arguments) + "\n")
        return 1
    from casekit.course.commands import main as run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
