"""Which people belong to which group of a survey."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.metrics.loyalty.reading import table_of
from casekit.words import _

__all__ = ["from_table", "groups_of"]


def from_table(table: Any, column: str, by: Any) -> tuple[Any, pd.Series]:
    """Give the groups and the answers of a table of any engine.

    Examples
    --------
    >>> groups, answers = from_table(pd.DataFrame({"a": [1, 2], "b": [3, 4]}), "b", "a")
    >>> groups.tolist(), answers.tolist()
    ([1, 2], [3, 4])
    """
    listed = isinstance(by, list) and all(isinstance(name, str) for name in by)
    named = [by] if isinstance(by, str) else by if listed else []
    if listed and not set(named) <= set(table.columns):
        # A list of text may also be one group a person, unless it is too short for that.
        named = [] if len(named) > len(table.columns) else named
    read = table_of(table, [column, *named], _('Say which column holds the marks: column="...".'))
    if not named:
        return by, read[column]
    return read[by if isinstance(by, str) else named], read[column]


def groups_of(by: Any, n: int) -> dict[Any, NDArray[np.intp]]:
    """Give the places of each group's people.

    Examples
    --------
    >>> [places.tolist() for places in groups_of(["a", "b", "a"], 3).values()]
    [[0, 2], [1]]
    """
    keys = by if isinstance(by, (pd.Series, pd.DataFrame)) else pd.Series(list(by))
    if len(keys) != n:
        raise InputError(
            _("`by` has {keys} names for {n} answers; one a person is needed.").format(
                keys=len(keys), n=n
            )
        )
    without = int(np.asarray(keys.isna()).reshape(n, -1).any(axis=1).sum())
    if without:
        raise InputError(
            _("{n} people belong to no group: `by` is missing there.").format(n=without)
        )
    names = [str(place) for place in range(1 if isinstance(keys, pd.Series) else keys.shape[1])]
    frame = pd.DataFrame(keys.to_numpy(), columns=names)
    places = frame.groupby(names if len(names) > 1 else names[0], sort=True).indices
    return {name: np.asarray(found, dtype=np.intp) for name, found in places.items()}
