"""First in, first out: which points leave when a ledger does not say when they were given."""

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.words import _

__all__ = ["first_in_first_out"]

# The ledger's kinds, which `casekit.frames.ledger` owns, in the order of one month: points come
# before they go.
_COMING = "earned"


def first_in_first_out(rows: pd.DataFrame) -> pd.DataFrame:
    """Let whatever leaves take the oldest points of its customer (or of the one pot).

    Parameters
    ----------
    rows : pandas.DataFrame
        ``month``, ``kind``, ``points`` and, if points belong to customers, ``customer_id``.

    Returns
    -------
    pandas.DataFrame
        ``month``, ``earned_month``, ``kind``, ``points``, added up over customers: what leaves in
        a month has a row for each month whose points it takes.

    Raises
    ------
    InputError
        When more points leave than were given.

    Notes
    -----
    All customers lie one behind the other on a line of points: each month's points given are a
    stretch of it, each event that takes points another, and the overlaps are the answer. One pass,
    whatever the number of customers.

    Examples
    --------
    >>> first_in_first_out(pd.DataFrame({
    ...     "month": [0, 1, 1], "kind": ["earned", "earned", "redeemed"], "points": [5, 5, 7]}))
       month  earned_month      kind  points
    0      0             0    earned       5
    1      1             0  redeemed       5
    2      1             1    earned       5
    3      1             1  redeemed       2
    """
    owner = rows["customer_id"] if "customer_id" in rows else pd.Series(0, index=rows.index)
    lost = int(owner.isna().sum())
    if lost:
        raise InputError(
            _('Column "customer_id" is missing in {n} of {total} rows.').format(
                n=lost, total=len(rows)
            )
        )
    comes = (rows["kind"] == _COMING).to_numpy()
    # Whatever comes in a month comes before what leaves in it; whatever leaves first comes first.
    numbers = pd.factorize(owner)[0]
    place = np.lexsort((~comes, rows["month"].to_numpy(), numbers))
    codes = numbers[place]
    comes, months = comes[place], rows["month"].to_numpy()[place]
    points = rows["points"].to_numpy()[place]
    codes_of_kind, names_of_kind = pd.factorize(rows["kind"])
    kinds = codes_of_kind[place]

    given = np.bincount(codes[comes], points[comes], minlength=codes.max() + 1)
    taken = np.bincount(codes[~comes], points[~comes], minlength=codes.max() + 1)
    short = taken > given + 1e-6 * max(float(given.sum()), 1.0)
    if short.any():
        raise InputError(
            _(
                "More points leave than were given, for {n} of {all} customers (in all {over:,.0f} "
                "points too many). Points held before the table begins are missing: add them as "
                "earned in its first month, or take a table that begins with the programme."
            ).format(n=int(short.sum()), all=len(given), over=float((taken - given)[short].sum()))
        )
    ends = np.cumsum(points[comes])
    begins = ends - points[comes]
    # Where each customer's own stretch of the line begins.
    home = np.concatenate([[0], np.cumsum(given)[:-1]])
    so_far = np.cumsum(points[~comes])
    before = np.concatenate([[0], np.cumsum(taken)[:-1]])
    stop = home[codes[~comes]] + so_far - before[codes[~comes]]
    stop = np.round(stop, 6)
    start = np.round(stop - points[~comes], 6)
    first = np.searchsorted(np.round(ends, 6), start, side="right")
    last = np.minimum(np.searchsorted(np.round(ends, 6), stop, side="left"), len(ends) - 1)
    pieces = np.maximum(last - first + 1, 1)
    event = np.repeat(np.arange(len(pieces)), pieces)
    lot = first[event] + np.arange(len(event)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    lot = np.minimum(lot, len(ends) - 1)
    size = np.minimum(stop[event], ends[lot]) - np.maximum(start[event], begins[lot])
    size = size.astype(points.dtype) if points.dtype.kind == "i" else size
    flows = pd.DataFrame(
        {
            "month": np.concatenate([months[comes], months[~comes][event]]),
            "earned_month": np.concatenate([months[comes], months[comes][lot]]),
            "kind": np.concatenate([kinds[comes], kinds[~comes][event]]),
            "points": np.concatenate([points[comes], size]),
        }
    )
    by = ["month", "earned_month", "kind"]
    summed = flows.groupby(by)["points"].sum().reset_index()
    summed["kind"] = names_of_kind.take(summed["kind"].to_numpy())
    return summed[summed["points"] > 0].reset_index(drop=True)
