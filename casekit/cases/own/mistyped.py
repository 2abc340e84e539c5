"""Say in words where a world file stops being TOML, and what was probably meant."""

from __future__ import annotations

import re

from casekit.words import _

__all__ = ["where_it_stops"]

_LINE = re.compile(r"at line (\d+)")
_NAME = re.compile(r"\s*\[?([\w.]+)")
_COMMA = re.compile(r"value\s*=\s*(\d+),(\d+)")
_WORD = re.compile(r"value\s*=\s*([A-Za-z_]\w*)")
_SMALL = {"True": "true", "False": "false"}


def where_it_stops(file: bytes, error: Exception) -> str:
    r"""Name the line and the parameter at which reading stopped, and how it is written.

    Parameters
    ----------
    file : bytes
        What the file holds.
    error : Exception
        What the reader of TOML said.

    Examples
    --------
    >>> import tomllib
    >>> text = "[market.arguments]\nexit_fee = { value = 20,0, unit = '$' }"
    >>> try:
    ...     tomllib.loads(text)
    ... except tomllib.TOMLDecodeError as error:
    ...     where_it_stops(text.encode(), error)
    'line 2, exit_fee: decimals take a point, 20.0, not 20,0.'
    """
    found = _LINE.search(str(error))
    lines = file.decode("utf-8", errors="replace").splitlines()
    if isinstance(error, UnicodeDecodeError):
        return _("it is not stored as UTF-8; store it so in your editor.")
    if not found or int(found[1]) > len(lines):
        return _("{why}. Is a quotation mark or a bracket missing at the end?").format(why=error)
    line = lines[int(found[1]) - 1]
    name = _NAME.match(line)
    where = _("line {n}").format(n=found[1]) + (f", {name[1]}" if name else "")
    return f"{where}: {_meant(line, error)}"


def _meant(line: str, error: Exception) -> str:
    if comma := _COMMA.search(line):
        return _("decimals take a point, {whole}.{part}, not {whole},{part}.").format(
            whole=comma[1], part=comma[2]
        )
    word = _WORD.search(line)
    if word and word[1] in _SMALL:
        return _("{word} is written {small}.").format(word=word[1], small=_SMALL[word[1]])
    if word and word[1] not in {"true", "false", "inf", "nan"}:
        return _('text stands in quotation marks: "{word}".').format(word=word[1])
    why = re.sub(r"\s*\(at .*\)$", "", str(error))
    return _("{why}. Is a quotation mark or a comma missing?").format(why=why)
