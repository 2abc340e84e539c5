"""Read ``glossary.csv``: every term in English and 中文, with its meaning in one line."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from casekit.errors import InputError
from casekit.words import _

__all__ = ["Term", "find_term", "terms"]

_FILE = Path(__file__).with_name("glossary.csv")


@dataclass(frozen=True)
class Term:
    """Hold one term of the field."""

    key: str
    en: str
    zh: str
    meaning: str


@cache
def terms() -> dict[str, Term]:
    """Read all terms, by number.

    Examples
    --------
    >>> terms()["80"].zh
    '存活概率'
    """
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {row["key"]: Term(**row) for row in csv.DictReader(file)}


def find_term(key: str | int) -> Term:
    """Find a term by its number.

    Raises
    ------
    InputError
        There is none.
    """
    found = terms().get(str(key))
    if found is None:
        raise InputError(
            _("The glossary has no term {key}; it has 1 to {n}.").format(key=key, n=len(terms()))
        )
    return found
