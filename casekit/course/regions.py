"""Tell apart, in a solution's code cell, what is given, what is solved and what stays blank."""

import re
from collections.abc import Iterator
from typing import Literal

from casekit.words import _

__all__ = ["BEGIN", "BLANK", "END", "is_marker_like", "regions", "without_solution"]

BEGIN, BLANK, END = "### BEGIN SOLUTION", "### BLANK", "### END SOLUTION"
# Anything that was meant as a marker and is not one would leak a solution: it is refused.
_LOOKS_LIKE_MARKER = re.compile(
    r"^\s*#+\s*(begin|end)[\s_-]*solution|^\s*#{2,}\s*blank\b", re.IGNORECASE
)

Kind = Literal["given", "begin", "solution", "blank", "end"]


def is_marker_like(line: str) -> bool:
    """Tell whether a line is a marker or was meant as one.

    Examples
    --------
    >>> is_marker_like("# begin solution"), is_marker_like("# a blank line")
    (True, False)
    """
    return _LOOKS_LIKE_MARKER.match(line) is not None


def regions(source: str) -> Iterator[tuple[Kind, str]]:
    """Give every line of a cell with what it is; a blank line comes without its "# ".

    Raises
    ------
    ValueError
        In words, for markers that are out of place and for lines that are not understood.
    """
    state: Kind = "given"
    indent = ""
    for line in source.splitlines():
        text = line.strip()
        if text == BEGIN and state == "given":
            state, indent = "solution", line[: len(line) - len(line.lstrip())]
            yield "begin", indent
        elif text == BLANK and state == "solution":
            state = "blank"
        elif text == END and state in {"solution", "blank"}:
            state = "given"
            yield "end", indent
        elif text in {BEGIN, BLANK, END}:
            raise ValueError(_("the marker {text} is out of place").format(text=text))
        elif is_marker_like(line):
            raise ValueError(_("not quite a marker: {line}").format(line=text))
        elif state == "blank":
            if text != "#" and not text.startswith("# "):
                raise ValueError(_("a line after BLANK is no comment: {t}").format(t=text))
            yield "blank", (indent + text[2:]).rstrip()
        else:
            yield state, line
    if state != "given":
        raise ValueError(_("{begin} without {end}").format(begin=BEGIN, end=END))


def without_solution(source: str) -> str:
    r"""Give the learner's cell: each region replaced by its blank lines.

    Examples
    --------
    >>> print(without_solution("### BEGIN SOLUTION\nx = 3\n### END SOLUTION\ncheck(x)"))
    answer = ...
    check(x)
    """
    out: list[str] = []
    blank: list[str] = []
    for kind, line in regions(source):
        if kind == "given":
            out.append(line)
        elif kind == "begin":
            blank = []
        elif kind == "blank":
            blank.append(line)
        elif kind == "end":
            out += blank or [line + "answer = ..."]
    return "\n".join(out)
