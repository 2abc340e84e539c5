"""Words that the figures of the bank share, and the refusal of a table that is not theirs."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from casekit.errors import InputError
from casekit.words import _

__all__ = ["begun", "need"]


def begun(words: object) -> str:
    """Begin a sentence; names inside it keep their capitals.

    Examples
    --------
    >>> begun("only Rowan Bank")
    'Only Rowan Bank'
    """
    return str(words)[:1].upper() + str(words)[1:]


def need(table: pd.DataFrame, columns: Sequence[str], maker: str) -> None:
    """Refuse a table that lacks columns, naming what makes it."""
    missing = [name for name in columns if name not in table.columns]
    if missing or not len(table):
        raise InputError(
            _("Give the table of {maker}: {what}.").format(
                maker=maker,
                what=", ".join(missing) + _(" missing") if missing else _("it is empty"),
            )
        )
