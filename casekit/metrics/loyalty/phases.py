"""Four phases of loyalty: to know, to like, to intend, to act; how many get how far."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.frames.loyalty import REPURCHASED
from casekit.metrics.loyalty.reading import (
    groups_of,
    keep_rows,
    numbers_of,
    refuse_scale,
    table_of,
    yes_no_of,
)
from casekit.metrics.loyalty.shares import share_interval, z_of
from casekit.words import _

__all__ = ["loyalty_phases"]

_NAMES = ("cognitive", "affective", "conative")


def loyalty_phases(
    table: Any,
    *,
    phases: Sequence[str] = _NAMES,
    action: str = REPURCHASED,
    reached_from: float = 5,
    by: str | None = None,
    scale: tuple[float, float] = (1, 7),
    level: float = 0.95,
    missing: str = "refuse",
) -> pd.DataFrame:
    """Count how many customers reach each phase of loyalty, one after the other.

    Parameters
    ----------
    table : data frame
        A row a respondent; any engine.
    phases : sequence of str
        Columns of the phases before action, in order: what one knows, likes, intends.
    action : str
        Column of who acted (true or false, 1 or 0), such as bought again.
    reached_from : float
        Answers from here on count as reached.
    by : str, optional
        Column of groups, counted one by one.
    scale : tuple of float
        Lowest and highest answer.
    level : float
        Confidence level of the intervals.
    missing : {"refuse", "drop"}
        What to do with respondents without an answer.

    Returns
    -------
    pandas.DataFrame
        A row a phase, action last; before them ``(before the first)``. Index ``phase`` (and the
        group before it). ``alone`` (share who reached it, whatever came before), ``reached``
        (share who reached it and all before it, with Wilson's ``low`` and ``high``),
        ``stopped_here`` (respondents whose last phase in order it is) and ``acted`` (share of
        these who acted all the same: for the phases before action, loyalty in deed only).

    Raises
    ------
    InputError
        In words, when a column is missing, holds words, gaps or answers off the scale.

    Notes
    -----
    Oliver (1999), Journal of Marketing 63 (special issue), 33-44.

    Examples
    --------
    >>> table = pd.DataFrame({"cognitive": [7, 6, 6, 2], "affective": [6, 6, 3, 6],
    ...                       "conative": [6, 2, 6, 2], "repurchased": [True, True, False, True]})
    >>> loyalty_phases(table)["reached"].tolist()
    [1.0, 0.75, 0.5, 0.25, 0.25]
    """
    z_of(level)
    low, high = refuse_scale(scale)
    columns = [phases] if isinstance(phases, str) else list(phases)
    if not columns:
        raise InputError(_("`phases` must name a column at least, in order."))
    if not low < reached_from <= high:
        raise InputError(
            _(
                "`reached_from` must be above {low:g} and at most {high:g}; {given!r} was given."
            ).format(low=low, high=high, given=reached_from)
        )
    wanted = [*columns, action] + ([by] if by is not None else [])
    held = table_of(table, wanted, _("phases=[...] and action=... name your own columns."))
    read: dict[str, Any] = {name: numbers_of(held, name, scale=scale) for name in columns}
    read[action] = yes_no_of(held, action)
    if by is not None:
        read[by] = held[by].isna().to_numpy(dtype=bool)
    kept = keep_rows(held, read, missing)
    held = held[kept].reset_index(drop=True)
    alone = np.column_stack(
        [read[name][kept] >= reached_from for name in columns] + [read[action][kept] == 1]
    )
    in_order = np.cumprod(alone, axis=1).astype(bool)
    names = [_("(before the first)"), *columns, action]
    tables = {}
    for group, members in groups_of(held, by):
        tables[group] = _table(alone[members], in_order[members], names, level)
    return tables[None] if by is None else pd.concat(tables, names=[by, "phase"])


def _table(alone: Any, in_order: Any, names: list[str], level: float) -> pd.DataFrame:
    n = len(alone)
    last = in_order.sum(axis=1)
    stopped = np.bincount(last, minlength=len(names))
    acting = np.bincount(last, weights=alone[:, -1], minlength=len(names))
    reached = np.concatenate([[n], in_order.sum(axis=0)])
    low, high = share_interval(reached, n, level)
    with np.errstate(invalid="ignore"):
        acted = acting / stopped
    return pd.DataFrame(
        {
            "alone": np.concatenate([[1.0], alone.mean(axis=0)]),
            "reached": reached / n,
            "low": low,
            "high": high,
            "stopped_here": stopped,
            "acted": acted,
        },
        index=pd.Index(names, name="phase"),
    )
