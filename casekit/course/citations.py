"""Read ``sources.toml``, the one owner of every citation, and write citations from it."""

import difflib
import tomllib
from dataclasses import MISSING, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from casekit.errors import InputError
from casekit.words import _

__all__ = ["Source", "find_source", "sources"]

_FILE = Path(__file__).with_name("sources.toml")


@dataclass(frozen=True)
class Source:
    """Hold one citation; ``checked`` says where its details were read.

    While ``tag`` is "to check" nobody has: it is printed so, and the course's tests refuse it.
    """

    key: str
    kind: str
    authors: str
    year: int
    title: str
    tag: str
    checked: str
    journal: str = ""
    volume: str = ""
    pages: str = ""
    publisher: str = ""
    doi: str = ""
    address: str = ""

    def citation(self) -> str:
        """Write the full citation in markdown.

        Examples
        --------
        >>> find_source("colombo-1999").citation()
        'Colombo, R., & Jiang, W. (1999). A stochastic RFM model. *Journal of Interactive Marketing*, 13(3), 2–12.'
        """  # noqa: E501
        where = ", ".join(
            part
            for part in (f"*{self.journal}*" if self.journal else "", self.volume, self.pages)
            if part
        )
        end = "" if self.title.endswith(("?", ".")) else "."
        parts = [f"{self.authors} ({self.year}). {self.title}{end}"]
        parts += [f"{text.rstrip('.')}." for text in (where, self.publisher) if text]
        if self.doi:
            parts.append(f"https://doi.org/{self.doi}")
        elif self.address:
            parts.append(self.address)
        if self.tag == "to check":
            parts.append(_("(Source to be checked.)"))
        return " ".join(parts)


@cache
def sources() -> dict[str, Source]:
    """Read every citation of the course, by key.

    Raises
    ------
    InputError
        The file cannot be read, or a block lacks a part or has one that is unknown.
    """
    with _FILE.open("rb") as file:
        try:
            entries = tomllib.load(file)
        except tomllib.TOMLDecodeError as error:
            raise InputError(
                _("{file} cannot be read: {why}.").format(file=_FILE.name, why=error)
            ) from error
    return {key: _source(key, entry) for key, entry in entries.items()}


def _source(key: str, entry: dict[str, Any]) -> Source:
    try:
        return Source(key=key, **entry)
    except TypeError as error:
        parts = fields(Source)[1:]
        needed = [one.name for one in parts if one.default is MISSING]
        more = [one.name for one in parts if one.default is not MISSING]
        raise InputError(
            _("{file}, [{key}]: a source has {needed}, and may have {more}.").format(
                file=_FILE.name, key=key, needed=", ".join(needed), more=", ".join(more)
            )
        ) from error


def find_source(key: str) -> Source:
    """Find a citation by its key.

    Raises
    ------
    InputError
        There is none; the nearest keys are named.
    """
    if key not in sources():
        near = difflib.get_close_matches(key, sources(), n=3, cutoff=0.5)
        raise InputError(
            _(
                'There is no source "{key}" in casekit/course/sources.toml. Add a block [{key}] at '
                "the end of that file, as the blocks above it are. The nearest: {near}."
            ).format(key=key, near=", ".join(near) or _("none"))
        )
    return sources()[key]
