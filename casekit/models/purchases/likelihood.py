"""What a model must tell about its data: a log-likelihood and its gradient, a row at a time."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from casekit.frames import DAYS_PER, Histories

__all__ = ["Data", "Floats", "PurchaseRows", "RowLikelihood", "Rows", "purchase_rows"]

Floats = NDArray[np.float64]


class Data(Protocol):
    """Rows that a likelihood reads; slicing gives fewer rows of the same kind."""

    @property
    def counts(self) -> Floats:
        """Give the number of customers behind each row."""
        ...

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice) -> Self: ...


# (parameters, rows) -> (log-likelihood of each row, its derivatives: one line a parameter)
RowLikelihood = Callable[[Floats, Any], tuple[Floats, Floats]]


@dataclass(frozen=True, eq=False)
class Rows:
    """Hold arrays with one entry a row; slicing slices all of them.

    Repeat purchases are small whole numbers, so a gamma function is evaluated once for each number
    that occurs (`kinds`, which slicing leaves whole) and looked up for each row (`which`).
    """

    x: Floats
    counts: Floats
    kinds: Floats
    which: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.x)

    def __getitem__(self, part: slice) -> Self:
        names = [each.name for each in fields(self) if each.name != "kinds"]
        return replace(self, **{name: getattr(self, name)[part] for name in names})


@dataclass(frozen=True, eq=False)
class PurchaseRows(Rows):
    """Hold purchase histories the way the likelihoods read them."""

    t_x: Floats
    T: Floats


def purchase_rows(histories: Histories) -> PurchaseRows:
    """Count identical histories once where that is cheap, and number the purchase counts.

    Times on the grid of days (as every log of dates gives) are counted by whole-number keys; times
    off the grid are left as they are, since hardly two customers would share them.

    Examples
    --------
    >>> import pandas as pd
    >>> from casekit.frames import read_histories
    >>> rows = purchase_rows(read_histories(pd.DataFrame({
    ...     "frequency": [1, 0, 1], "age_at_last_purchase_weeks": [2.0, 0.0, 2.0],
    ...     "age_weeks": [39.0, 38.0, 39.0]})))
    >>> rows.x.tolist(), rows.counts.tolist()
    ([0.0, 1.0], [1.0, 2.0])
    """
    x, t_x, T, counts = _distinct(histories) or _by_purchases(histories)
    kinds, which = np.unique(x, return_inverse=True) if x.max() > 1e6 else _numbered(x)
    return PurchaseRows(x, counts, kinds, which, t_x, T)


def _numbered(x: Floats) -> tuple[Floats, NDArray[np.intp]]:
    whole = x.astype(np.intp)
    present = np.bincount(whole) > 0
    return np.flatnonzero(present).astype(float), (np.cumsum(present) - 1)[whole]


def _by_purchases(histories: Histories) -> tuple[Floats, Floats, Floats, Floats]:
    """Order rows by their purchases: rows that are handled together are then alike."""
    # Small whole numbers in 16 bits are sorted by counting, in no time.
    small = histories.x.max() < 2**16
    order = np.argsort(histories.x.astype(np.uint16) if small else histories.x, kind="stable")
    return histories.x[order], histories.t_x[order], histories.T[order], histories.counts[order]


def _distinct(histories: Histories) -> tuple[Floats, Floats, Floats, Floats] | None:
    days = DAYS_PER[histories.unit]
    if not _on_grid(histories.T[:1000] * days):
        return None
    last_day, end_day = histories.t_x * days, histories.T * days
    if not (_on_grid(last_day) and _on_grid(end_day)):
        return None
    span = int(end_day.max()) + 2
    if histories.x.max() * span * span > 2**62:
        return None
    keys = (histories.x.astype(np.int64) * span + np.rint(last_day).astype(np.int64)) * span
    keys += np.rint(end_day).astype(np.int64)
    if np.all(histories.counts == 1):
        keys.sort()  # no order to keep: sorting the keys alone is several times faster
        starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
        counts = np.diff(np.append(starts, len(keys))).astype(float)
    else:
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
        counts = np.add.reduceat(histories.counts[order], starts)
    keys, end = np.divmod(keys[starts], span)
    x, last = np.divmod(keys, span)
    return x.astype(float), last / days, end / days, counts


def _on_grid(days: Floats) -> bool:
    return bool(np.all(np.abs(days - np.rint(days)) < 1e-9 * (1 + days)))
