"""The likelihood of brand choice given purchases of the category: Dirichlet-multinomial.

Given how often a household buys, how it divides its purchases among brands has a likelihood made
of rising factorials of each brand's number and of their total. So households need not be kept:
for each brand, how many households bought it 1, 2, 3, ... times is all that the fit reads.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from casekit.metrics.segments.brand_counts import BrandCounts
from casekit.models.purchases.likelihood import Floats, RowLikelihood
from casekit.models.segments.rising import rising

__all__ = ["Cells", "cells_of", "choice_constant", "choice_likelihood"]

# The total of all brands stands in the place of one more brand.
TOTAL = -1


@dataclass(frozen=True, eq=False)
class Cells:
    """Hold, for each brand and for the category, how many households bought how often.

    Attributes
    ----------
    brand : ndarray of int
        Place of the brand; -1 for the category.
    x : ndarray
        Number of purchases, from 1.
    counts : ndarray
        Households that bought it so often.
    """

    brand: NDArray[np.intp]
    x: Floats
    counts: Floats

    def __len__(self) -> int:
        return len(self.x)

    def __getitem__(self, part: slice) -> Self:
        return replace(self, brand=self.brand[part], x=self.x[part], counts=self.counts[part])


def cells_of(panel: BrandCounts) -> Cells:
    """Count households by brand and number of purchases.

    Examples
    --------
    >>> panel = BrandCounts(("A", "B"), np.array([[2.0, 0.0], [2.0, 1.0]]), np.ones(2))
    >>> cells = cells_of(panel)
    >>> cells.brand.tolist(), cells.x.tolist(), cells.counts.tolist()
    ([0, 1, -1, -1], [2.0, 1.0, 2.0, 3.0], [2.0, 1.0, 1.0, 1.0])
    """
    brands, numbers, counts = [], [], []
    for place, column in [*enumerate(panel.purchases.T), (TOTAL, panel.category)]:
        kinds, weights = _counted(column, panel.households)
        brands.append(np.full(len(kinds), place, dtype=np.intp))
        numbers.append(kinds)
        counts.append(weights)
    return Cells(np.concatenate(brands), np.concatenate(numbers), np.concatenate(counts))


def _counted(column: Floats, households: Floats) -> tuple[Floats, Floats]:
    """Count households by number of purchases, from 1 up."""
    if column.max() < 1e6:  # small whole numbers are counted without sorting
        weights = np.bincount(column.astype(np.intp), weights=households).astype(float)
        kinds = np.flatnonzero(weights[1:]) + 1
        return kinds.astype(float), weights[kinds]
    distinct, which = np.unique(column, return_inverse=True)
    totals = np.bincount(which.ravel(), weights=households).astype(float)
    return distinct[distinct > 0].astype(float), totals[distinct > 0]


def choice_constant(cells: Cells) -> float:
    """Give the part of the log-likelihood without parameters: in how many orders one can buy.

    Examples
    --------
    >>> panel = BrandCounts(("A", "B"), np.array([[2.0, 0.0], [2.0, 1.0]]), np.ones(2))
    >>> round(float(np.exp(choice_constant(cells_of(panel)))), 12)
    3.0
    """
    sign = np.where(cells.brand == TOTAL, 1.0, -1.0)
    return float((sign * cells.counts) @ gammaln(cells.x + 1))


def choice_likelihood(brands: int) -> RowLikelihood:
    """Make the log-likelihood of cells, and its gradient, for a number of brands.

    Parameters
    ----------
    brands : int
        J.

    Returns
    -------
    callable
        Of parameters s and the J - 1 ratios of each share to the first brand's; see
        `casekit.models.purchases.maximum.maximise`.

    Examples
    --------
    >>> one_each = Cells(np.array([0, -1]), np.array([1.0, 1.0]), np.array([1.0, 1.0]))
    >>> values, _gradient = choice_likelihood(2)(np.array([3.0, 0.5]), one_each)
    >>> round(float(np.exp(values.sum())), 12) == round(1 / 1.5, 12)
    True
    """

    def log_likelihood(parameters: Floats, cells: Cells) -> tuple[Floats, Floats]:
        s, ratios = parameters[0], np.concatenate([[1.0], parameters[1:]])
        whole = ratios.sum()
        shares = ratios / whole
        values, gradient = np.zeros(len(cells)), np.zeros((brands, len(cells)))
        for place in range(TOTAL, brands):
            own = cells.brand == place
            if not own.any():
                continue
            x = cells.x[own]
            if place == TOTAL:
                logs, slopes = rising(s, x)
                values[own] = -logs - x * np.log(s)
                gradient[0, own] = -slopes - x / s
                continue
            alpha = s * shares[place]
            logs, slopes = rising(alpha, x)
            values[own] = logs + x * np.log(alpha)
            slope = slopes + x / alpha
            gradient[0, own] = slope * shares[place]
            # A ratio raises its own brand's share and lowers every share with the whole.
            moved = -s * ratios[place] / whole**2 * np.ones(brands - 1)
            if place > 0:
                moved[place - 1] += s / whole
            gradient[1:, own] = moved[:, None] * slope
        return values, gradient

    return log_likelihood
