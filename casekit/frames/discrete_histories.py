"""Histories in discrete time, of opportunities to buy instead of a clock, as checked arrays."""

from dataclasses import dataclass
from typing import Any

from casekit.frames.columns import FREQUENCY, LAST_OPPORTUNITY, OPPORTUNITIES
from casekit.frames.engine import frame_of, need_columns
from casekit.frames.history_checks import (
    Floats,
    counts_of,
    need_whole,
    read_columns,
    refuse_rows,
)
from casekit.words import _

__all__ = ["DiscreteHistories", "read_discrete_histories"]


@dataclass(frozen=True, eq=False)
class DiscreteHistories:
    """Hold checked histories in discrete time as arrays, one entry a row of the table.

    Attributes
    ----------
    x : ndarray
        Opportunities at which the customer bought (whole numbers, as floats).
    t_x : ndarray
        Number of the last opportunity used; 0 where none was.
    n : ndarray
        Opportunities observed.
    counts : ndarray
        Customers with this history.
    index : pandas.Index
        Labels of the rows: a pandas table's own index, the customer ids of another engine's.
    """

    x: Floats
    t_x: Floats
    n: Floats
    counts: Floats
    index: Any

    def __len__(self) -> int:
        return len(self.x)


def read_discrete_histories(table: Any) -> DiscreteHistories:
    """Check histories in discrete time and hand them to a model as arrays.

    Parameters
    ----------
    table : data frame
        Columns ``frequency`` (opportunities at which the customer bought), ``last_opportunity``
        (number of the last of them, 0 if none), ``opportunities`` (opportunities observed);
        optionally ``customers`` and ``customer_id``. Any engine.

    Returns
    -------
    DiscreteHistories
        Arrays, in the order of the rows.

    Raises
    ------
    InputError
        When a column is missing, or holds what no such history can hold.

    Examples
    --------
    >>> import pandas as pd
    >>> histories = read_discrete_histories(pd.DataFrame({
    ...     "frequency": [0, 2], "last_opportunity": [0, 5], "opportunities": [6, 6],
    ...     "customers": [3464, 173]}))
    >>> histories.counts
    array([3464.,  173.])
    """
    frame = frame_of(table)
    wanted = [FREQUENCY, LAST_OPPORTUNITY, OPPORTUNITIES]
    need_columns(
        frame.columns,
        wanted,
        _("Histories in discrete time count opportunities to buy, not weeks."),
    )
    columns, index = read_columns(table, frame.columns, wanted)
    x, t_x, n = (columns[name] for name in wanted)
    for name in wanted:
        need_whole(name, columns[name])
    refuse_rows(
        LAST_OPPORTUNITY,
        t_x > n,
        _('is larger than "opportunities", the number of them that were observed'),
    )
    refuse_rows(
        FREQUENCY,
        x > t_x,
        _('is larger than "last_opportunity": more purchases than opportunities until the last'),
    )
    refuse_rows(
        LAST_OPPORTUNITY,
        (x == 0) & (t_x > 0),
        _("is above 0 where there was no purchase (frequency 0)"),
    )
    return DiscreteHistories(x, t_x, n, counts_of(columns, len(x)), index)
