"""Cut points: which value a customer must beat to get the next higher score.

A score needs no ranking of everybody. It asks only how many of a few cut points a customer is
above, which every engine answers in one pass, and cut points are order statistics, which cost
less than sorting.
"""

from collections.abc import Sequence
from typing import overload

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

__all__ = ["above", "edges_of", "rank_cuts", "scores_from_order", "value_cuts"]

Floats = NDArray[np.float64]

# Sums of money differ in their last digits with the order of adding: such are the same amount.
_SAME = 1e-9


def rank_cuts(values: Floats, scores: int) -> Floats:
    """Find the values that 20%, 40%, ... of the customers do not exceed.

    Parameters
    ----------
    values : ndarray
        One a customer, larger is better.
    scores : int
        How many scores there are.

    Returns
    -------
    ndarray, shape (scores - 1,)
        Rising; a customer's score is 1 and one more for each cut point that the value exceeds.

    Examples
    --------
    Half of ten customers bought once. The first two cut points are 1, which one purchase does not
    exceed: all five score 1.

    >>> rank_cuts(np.array([1, 1, 1, 1, 1, 2, 3, 4, 5, 6.0]), 5)
    array([1., 1., 2., 4.])
    """
    # Score k asks that at least (k - 1) / scores of all did strictly worse; in whole numbers.
    places = [-(-step * len(values) // scores) - 1 for step in range(1, scores)]
    return np.partition(values, places)[places]


def value_cuts(values: Floats, scores: int) -> Floats:
    """Cut the way from the smallest value to the largest into equal steps.

    Examples
    --------
    >>> value_cuts(np.array([0.0, 3.0, 10.0]), 5)
    array([2., 4., 6., 8.])
    """
    low, high = float(values.min()), float(values.max())
    return low + (high - low) * np.arange(1, scores) / scores


def edges_of(cuts: Floats, values: Floats) -> Floats:
    """Raise cut points by what the rounding of sums may add, so that it makes no difference.

    Examples
    --------
    >>> values = np.array([0.3, 0.1 + 0.2, 0.4])
    >>> values > edges_of(np.array([0.3]), values)
    array([False, False,  True])
    """
    return np.asarray(cuts + _SAME * np.maximum(np.abs(cuts), _size(values)))


def _size(values: Floats) -> float:
    """Tell how large the values are, so that what counts as rounding fits any currency."""
    sizes = np.abs(values)
    return max(float(np.median(sizes)), 1e-6 * float(sizes.max()))


@overload
def above(value: nw.Expr, edges: Floats) -> nw.Expr: ...
@overload
def above(value: Floats, edges: Floats) -> NDArray[np.int64]: ...
def above(value: nw.Expr | Floats, edges: Floats) -> nw.Expr | NDArray[np.int64]:
    """Count the cut points that a value exceeds, plus one.

    Examples
    --------
    >>> above(np.array([1.0, 4.0]), np.array([1.0, 2.0]))
    array([1, 3])
    """
    if isinstance(value, np.ndarray):
        return np.searchsorted(edges, value, side="left").astype(np.int64) + 1
    score: nw.Expr = nw.lit(1)
    for edge in edges.tolist():
        score = score + (value > edge).cast(nw.Int64)
    return score.cast(nw.Int64)


def scores_from_order(values: Floats, ids: Sequence[object] | NDArray, scores: int) -> NDArray:
    """Give equal numbers of customers each score, splitting ties by the order of ids.

    Examples
    --------
    >>> scores_from_order(np.array([1.0, 1.0, 1.0, 2.0]), np.array([4, 3, 2, 1]), 2)
    array([2, 1, 1, 2])
    """
    by_id = np.argsort(np.asarray(ids), kind="stable")
    ordered = values[by_id]
    # Values that are the same but for rounding must not be told apart by it.
    order = np.argsort(ordered, kind="stable")
    rising = ordered[order]
    step = np.diff(rising, prepend=rising[:1]) > _SAME * np.maximum(np.abs(rising), _size(values))
    level = np.empty(len(values), dtype=np.int64)
    level[order] = np.cumsum(step)
    place = np.empty(len(values), dtype=np.int64)
    place[by_id[np.argsort(level, kind="stable")]] = np.arange(len(values))
    return 1 + place * scores // max(len(values), 1)
