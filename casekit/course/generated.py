"""``build``: make every file that is made from another one, or tell which has drifted."""

import argparse
from collections.abc import Sequence

from casekit.course import conda, locks
from casekit.course.console import line, say
from casekit.words import _

__all__ = ["main"]


def main(arguments: Sequence[str]) -> int:
    """Run the command: exercises and course tables first, then what ``pyproject.toml`` owns.

    Parameters
    ----------
    arguments : sequence of str
        ``--check`` only compares; ``--lock`` makes the lock files again with uv.

    Returns
    -------
    int
        0 if everything is as it should be.
    """
    parser = argparse.ArgumentParser(prog=line("build"), description=_("Make what is generated."))
    parser.add_argument("--check", action="store_true", help=_("compare only; fail on drift"))
    parser.add_argument("--lock", action="store_true", help=_("make the lock files again"))
    parser.add_argument("--upgrade", action="store_true", help=_("with --lock: newest versions"))
    options, rest = parser.parse_known_args(arguments)
    if options.lock:
        locks.refresh(options.upgrade)
    problems = conda.build(options.check)
    for lock_name in locks.LOCKS:
        problems += locks.problems(lock_name)
    for problem in problems:
        say(problem)
    # Imported here: the builder needs packages, the lock files must not wait for them.
    from casekit.course import build

    code = build.main([*(["--check"] if options.check else []), *rest])
    return 1 if problems else code
