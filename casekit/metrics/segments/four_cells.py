"""Four cells of customers: how long they stay, and whether they pay."""

from typing import Any, Literal

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames.engine import arrays_of, collected, frame_of, give_back, in_memory, need_columns
from casekit.frames.segments import CELL, PROFIT_PER_YEAR, TENURE_MONTHS
from casekit.metrics.segments.placing import beside
from casekit.words import _

__all__ = ["CELLS", "four_cells"]

# By the number 2 * (long) + (profitable).
CELLS = ("strangers", "butterflies", "barnacles", "true friends")


def four_cells(
    table: Any,
    *,
    lifetime: str = TENURE_MONTHS,
    profit: str = PROFIT_PER_YEAR,
    lifetime_cut: float | Literal["median"] = "median",
    profit_cut: float | Literal["median"] = "median",
) -> Any:
    """Place customers in four cells by lifetime and profit: staying long is not paying well.

    Parameters
    ----------
    table : data frame
        One row a customer; any engine.
    lifetime : str
        Column of how long a customer has been, or is expected to stay; any unit of time.
    profit : str
        Column of profit (not revenue); may be negative.
    lifetime_cut, profit_cut : float or "median"
        Above the cut is long, or profitable; exactly at the cut is not. ``profit_cut=0`` asks who
        earns money at all.

    Returns
    -------
    data frame
        The table in the caller's engine with ``cell``: ``"true friends"`` (long, profitable),
        ``"butterflies"`` (short, profitable), ``"barnacles"`` (long, not profitable),
        ``"strangers"`` (short, not profitable).

    Raises
    ------
    InputError
        When a column is missing, holds no numbers, or has gaps; when a cut is no number.

    Notes
    -----
    The names are those of Reinartz & Kumar (2002), Harvard Business Review 80(7), 86-94. With
    medians, half of the customers are "long" by construction and half "profitable": how many
    there are in each half says nothing, how they fall together does.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"tenure_months": [60, 48, 3, 2],
    ...                       "profit_per_year": [300.0, -20.0, 250.0, 5.0]})
    >>> four_cells(table)["cell"].tolist()
    ['true friends', 'barnacles', 'butterflies', 'strangers']
    """
    frame = frame_of(table)
    need_columns(
        frame.columns,
        [lifetime, profit],
        _("lifetime=... and profit=... name the columns of your own table."),
    )
    if in_memory(frame):
        frame = collected(frame)
    both = list(dict.fromkeys([lifetime, profit]))
    held = arrays_of(collected(frame.select(*both)), both)
    cuts = [
        _cut(held[column], cut, column, name)
        for column, cut, name in (
            (lifetime, lifetime_cut, "lifetime_cut"),
            (profit, profit_cut, "profit_cut"),
        )
    ]
    if isinstance(frame, nw.LazyFrame):
        long, paying = nw.col(lifetime) > cuts[0], nw.col(profit) > cuts[1]
        strangers, butterflies, barnacles, friends = (nw.lit(name) for name in CELLS)
        cell = (
            nw.when(long & paying)
            .then(friends)
            .otherwise(
                nw.when(long)
                .then(barnacles)
                .otherwise(nw.when(paying).then(butterflies).otherwise(strangers))
            )
        )
        return give_back(frame.with_columns(cell.alias(CELL)), like=table)
    number = 2 * (held[lifetime] > cuts[0]) + (held[profit] > cuts[1])
    words = nw.new_series(CELL, list(CELLS), nw.String, backend=frame.implementation)
    return give_back(beside(frame, [words[number.astype(np.int64)]]), like=table)


def _cut(values: NDArray[np.float64], cut: float | str, column: str, name: str) -> float:
    if not len(values):
        raise InputError(_("The table has no rows; one row a customer is expected."))
    lost = int((~np.isfinite(values)).sum())
    if lost:
        raise InputError(
            _('The column "{name}" is missing or not finite in {n} of {rows} rows.').format(
                name=column, n=lost, rows=len(values)
            )
        )
    if isinstance(cut, str):
        if cut == "median":
            return float(np.median(values))
    elif not isinstance(cut, bool) and np.isfinite(cut):
        return float(cut)
    raise InputError(
        _('{name} must be a number or "median"; {cut!r} was given.').format(name=name, cut=cut)
    )
