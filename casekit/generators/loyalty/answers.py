"""Whole answers on a scale of 1 to 7: how feelings become ticks, and what rounding takes away."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.generators.loyalty.settings import Quality
from casekit.generators.loyalty.statements import DIMENSIONS, items_of

__all__ = [
    "answer_loadings",
    "answer_reliability",
    "item_loadings",
    "mean_answer",
    "whole_answers",
]

Floats = NDArray[np.float64]

_EDGES = np.arange(1.5, 7.0)


def whole_answers(felt: Floats) -> NDArray[np.int64]:
    """Round to the nearest of 1 to 7, and keep within them.

    Examples
    --------
    >>> whole_answers(np.array([-3.0, 4.4, 6.6, 9.0])).tolist()
    [1, 4, 7, 7]
    """
    return 1 + np.searchsorted(_EDGES, felt).astype(np.int64)


def mean_answer(middle: float, spread: float) -> float:
    """Give the mean of whole answers whose feeling is normal.

    Examples
    --------
    >>> round(mean_answer(4.0, 1.0), 6), round(mean_answer(6.3, 1.0), 2)
    (4.0, 6.17)
    """
    from scipy.special import ndtr

    return float(1 + ndtr((middle - _EDGES) / spread).sum())


def item_loadings(quality: Quality) -> pd.Series:
    """Give each statement's loading: a dimension's first has the weakest, its last the strongest.

    Examples
    --------
    >>> item_loadings(Quality()).loc[["s01", "s04", "s05"]].tolist()
    [0.7, 0.85, 0.7]
    """
    held: dict[str, float] = {}
    for dimension in DIMENSIONS:
        items = items_of(dimension)
        held |= dict(zip(items, np.linspace(*quality.loadings, len(items)).tolist(), strict=True))
    return pd.Series(held, name="loading").rename_axis("item")


def answer_loadings(quality: Quality, *, whole: bool = True) -> pd.DataFrame:
    """Give each whole answer's correlation with its dimension: ``expected``, ``perceived``.

    Examples
    --------
    >>> answer_loadings(Quality()).loc["s01"].round(2).tolist()
    [0.67, 0.67]
    """
    loadings = item_loadings(quality)
    columns: dict[str, list[float]] = {}
    for side, middle, spread in _sides(quality):
        found = []
        for dimension in DIMENSIONS:
            for item in items_of(dimension):
                expected, variance, nodes, weights = _given_feeling(
                    middle[dimension], spread, float(loadings[item]), whole
                )
                found.append(float(weights @ (expected * nodes)) / np.sqrt(variance))
        columns[side] = found
    return pd.DataFrame(columns, index=loadings.index)


def answer_reliability(quality: Quality, *, whole: bool = True) -> pd.DataFrame:
    """Give Cronbach's alpha of whole answers: a row a dimension.

    Examples
    --------
    >>> answer_reliability(Quality()).round(2).loc["reliability"].tolist()
    [0.84, 0.87]
    """
    loadings = item_loadings(quality)
    columns: dict[str, list[float]] = {}
    for side, middle, spread in _sides(quality):
        found = []
        for dimension in DIMENSIONS:
            items = items_of(dimension)
            parts = [
                _given_feeling(middle[dimension], spread, float(loadings[item]), whole)
                for item in items
            ]
            expected = np.array([part[0] for part in parts])
            alone = sum(part[1] for part in parts)
            weights = parts[0][3]
            total = expected.sum(axis=0)
            # The sum's variance: of what the feeling explains, and of each item's own noise.
            own = alone - float(sum(weights @ row**2 - (weights @ row) ** 2 for row in expected))
            together = float(weights @ total**2 - (weights @ total) ** 2) + own
            k = len(items)
            found.append(k / (k - 1) * (1 - alone / together))
        columns[side] = found
    return pd.DataFrame(columns, index=pd.Index(DIMENSIONS, name="dimension"))


def _sides(quality: Quality) -> tuple[tuple[str, Mapping[str, float], float], ...]:
    assert quality.expected is not None
    assert quality.perceived is not None
    return (
        ("expected", quality.expected, quality.EXPECTED_SPREAD),
        ("perceived", quality.perceived, quality.PERCEIVED_SPREAD),
    )


def _given_feeling(
    middle: float, spread: float, loading: float, whole: bool
) -> tuple[Floats, float, Floats, Floats]:
    """Give the mean answer at each feeling, the answer's variance, and the feelings' weights."""
    from scipy.special import ndtr

    nodes, weights = np.polynomial.hermite_e.hermegauss(60)
    weights = weights / weights.sum()
    if not whole:
        return middle + spread * loading * nodes, spread**2, nodes, weights
    noise = np.sqrt(1 - loading**2)
    above = ndtr(((middle - _EDGES[:, None]) / spread + loading * nodes) / noise)
    expected = 1 + above.sum(axis=0)
    # The chance of an answer above edge k counts 2k + 1 times towards the square.
    square = 1 + ((2 * np.arange(1, 7) + 1)[:, None] * above).sum(axis=0)
    variance = float(weights @ square - (weights @ expected) ** 2)
    return expected, variance, nodes, weights
