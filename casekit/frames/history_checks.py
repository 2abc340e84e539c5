"""Checks that histories in continuous and in discrete time share."""

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames.columns import CUSTOMER_ID, CUSTOMERS
from casekit.frames.engine import arrays_of, collected, frame_of
from casekit.words import _

__all__ = [
    "Floats",
    "counts_of",
    "need_whole",
    "not_finite",
    "read_columns",
    "refuse_rows",
]

Floats = NDArray[np.float64]


def read_columns(
    table: Any, names: Sequence[str], wanted: Sequence[str]
) -> tuple[dict[str, Floats], Any]:
    """Read numbers, counts where there are any, and labels, in one run of a lazy query.

    Parameters
    ----------
    table : data frame
        Histories, of any engine.
    names, wanted : sequence of str
        Columns that are there; columns of numbers to read.

    Returns
    -------
    columns : dict of str to ndarray
        The wanted columns and, where there is one, ``customers``.
    index : pandas.Index
        Labels of the rows, for results: a pandas table's own index, so that a forecast can be put
        beside the histories as a new column; for another engine's table the customer ids.
    """
    import pandas as pd

    numbers = [*wanted, CUSTOMERS] if CUSTOMERS in names else list(wanted)
    with_id = [CUSTOMER_ID] if CUSTOMER_ID in names else []
    frame = frame_of(table)
    held = frame if isinstance(frame, nw.DataFrame) else collected(frame.select(*numbers, *with_id))
    if not len(held):
        raise InputError(_("The table has no rows; a purchase history is one row a customer."))
    native = nw.to_native(nw.from_native(table))
    if isinstance(native, pd.DataFrame):
        index = native.index
    elif with_id:
        index = pd.Index(held.get_column(CUSTOMER_ID).to_numpy(), name=CUSTOMER_ID)
    else:
        index = pd.RangeIndex(len(held))
    return arrays_of(held, numbers), index


def counts_of(columns: dict[str, Floats], rows: int) -> Floats:
    """Tell how many customers have each history: one where the table does not say.

    Parameters
    ----------
    columns : dict of str to ndarray
        What was read.
    rows : int
        Number of histories.

    Returns
    -------
    ndarray
        Whole numbers from 1.
    """
    if CUSTOMERS not in columns:
        return np.ones(rows)
    need_whole(CUSTOMERS, columns[CUSTOMERS])
    refuse_rows(
        CUSTOMERS, columns[CUSTOMERS] < 1, _("is below 1; drop the histories that nobody has")
    )
    return columns[CUSTOMERS]


def not_finite(values: Floats) -> NDArray[np.bool_]:
    """Mark what is missing or infinite."""
    return ~np.isfinite(values)


def need_whole(name: str, values: Floats) -> None:
    """Refuse a column of counts that holds anything but whole numbers from 0."""
    refuse_rows(name, not_finite(values), _("is missing or not finite"))
    refuse_rows(name, values < 0, _("is negative; a count cannot be"))
    refuse_rows(name, values != np.floor(values), _("is not a whole number; it counts"))


def refuse_rows(name: str, wrong: NDArray[np.bool_], what: str) -> None:
    """Raise when any row is wrong: name the column, the number of rows, and the first of them."""
    if not wrong.any():
        return
    rows = np.flatnonzero(wrong)
    raise InputError(
        _(
            'The column "{name}" {what}: {n} of {total} rows (counted from 0: {first}{more}).'
        ).format(
            name=name,
            what=what,
            n=len(rows),
            total=len(wrong),
            first=", ".join(str(row) for row in rows[:5]),
            more=", ..." if len(rows) > 5 else "",
        )
    )
