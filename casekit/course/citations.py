"""Read ``sources.toml``, the one owner of every citation, and write citations from it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from casekit.errors import InputError
from casekit.words import _

__all__ = ["Source", "find_source", "sources"]

_FILE = Path(__file__).with_name("sources.toml")


@dataclass(frozen=True)
class Source:
    """Hold one citation; ``checked`` says where its details were read."""

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
        parts += [f"{text}." for text in (where, self.publisher) if text]
        if self.doi:
            parts.append(f"https://doi.org/{self.doi}")
        elif self.address:
            parts.append(self.address)
        return " ".join(parts)


@cache
def sources() -> dict[str, Source]:
    """Read every citation of the course, by key."""
    with _FILE.open("rb") as file:
        return {key: Source(key=key, **entry) for key, entry in tomllib.load(file).items()}


def find_source(key: str) -> Source:
    """Find a citation by its key.

    Raises
    ------
    InputError
        There is none; the keys are named.
    """
    if key not in sources():
        raise InputError(
            _('There is no source "{key}" in sources.toml. There are: {all}.').format(
                key=key, all=", ".join(sources())
            )
        )
    return sources()[key]
