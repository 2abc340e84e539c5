"""What a log of adoptions shows: who leads, by how much, and when the lead last changed."""

from __future__ import annotations

import pandas as pd

from casekit.errors import InputError
from casekit.words import _

__all__ = ["adoption_outcomes"]


def adoption_outcomes(adoptions: pd.DataFrame) -> pd.DataFrame:
    """Say of each market who leads at the end, with which share, and since when.

    Parameters
    ----------
    adoptions : pandas.DataFrame
        A row an adoption: ``history`` (which market), ``adoption`` (its number there, from 1),
        ``lead`` (of the first standard over the second, after it).

    Returns
    -------
    pandas.DataFrame
        A row a history: ``adoptions``, ``lead``, ``leader`` ("first", "second" or "level") and
        ``leads_since`` (number of the adoption with which the leader went ahead for good; missing
        when level).

    Raises
    ------
    InputError
        If a column is missing or there is no row.

    Examples
    --------
    >>> table = pd.DataFrame({"history": 1, "adoption": [1, 2, 3, 4], "lead": [1, 0, -1, -2]})
    >>> adoption_outcomes(table).values.tolist()
    [[1, 4, -2, 'second', 3]]
    """
    needed = ["history", "adoption", "lead"]
    missing = [name for name in needed if name not in adoptions.columns]
    if missing or not len(adoptions):
        message = _(
            "A table of adoptions needs the columns history, adoption and lead, and at least one "
            "row; missing: {missing}; rows: {rows}."
        )
        raise InputError(message.format(missing=", ".join(missing) or "-", rows=len(adoptions)))
    table = adoptions[needed].sort_values(["history", "adoption"], kind="stable")
    last = table.groupby("history")["lead"].transform("last")
    # The leader went ahead with the adoption after the last one at which it was not ahead.
    not_ahead = table["adoption"].where(table["lead"] * last <= 0, 0)
    since = not_ahead.groupby(table["history"]).max() + 1
    ends = table.groupby("history").agg(adoptions=("adoption", "max"), lead=("lead", "last"))
    ends["leader"] = ends["lead"].map(
        lambda lead: "first" if lead > 0 else ("second" if lead < 0 else "level")
    )
    ends["leads_since"] = since.where(ends["lead"] != 0).astype("Int64")
    return ends.reset_index()
