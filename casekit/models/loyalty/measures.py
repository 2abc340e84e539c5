"""Numbers that follow from a factor model's parameters, with errors by the delta method."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from casekit.models.loyalty.structure import Floats, Structure

__all__ = [
    "composite_reliability",
    "delta_errors",
    "explained_variance",
    "marker_parameters",
    "omega",
    "slopes_of",
    "standardised",
]

Measure = Callable[[NDArray], NDArray]


def slopes_of(measure: Measure, parameters: Floats) -> Floats:
    """Give the derivative of a measure by each parameter, exactly (by a complex step).

    Examples
    --------
    >>> slopes_of(lambda values: values**2, np.array([3.0, 1.0])).tolist()
    [[6.0, 0.0], [0.0, 2.0]]
    """
    columns = []
    for place in range(len(parameters)):
        moved = parameters.astype(complex)
        moved[place] += 1e-30j
        columns.append(measure(moved).imag / 1e-30)
    return np.stack(columns, axis=-1)


def delta_errors(measure: Measure, parameters: Floats, covariance: Floats) -> Floats:
    """Give the standard errors of a measure."""
    slopes = slopes_of(measure, parameters)
    return np.sqrt(np.maximum(np.einsum("ij,jk,ik->i", slopes, covariance, slopes), 0.0))


def marker_parameters(structure: Structure, parameters: NDArray) -> NDArray:
    """Give the same model with each dimension on the scale of its first item.

    Loadings other than the first of each dimension, then variances and covariances of the
    dimensions (variances first), then residual variances.
    """
    loadings, phi, theta = structure.unpack(parameters)
    item, factor = structure.free
    first = np.flatnonzero(np.r_[True, factor[1:] != factor[:-1]])
    unit = loadings[item[first], np.arange(structure.factors)]
    kept = np.setdiff1d(np.arange(len(item)), first)
    covariances = phi * np.outer(unit, unit)
    return np.concatenate(
        [
            loadings[item[kept], factor[kept]] / unit[factor[kept]],
            np.diag(covariances),
            covariances[structure.pairs],
            theta,
        ]
    )


def standardised(structure: Structure, parameters: NDArray) -> NDArray:
    """Give each free loading with items and dimensions of variance 1."""
    loadings, _phi, _theta = structure.unpack(parameters)
    item, factor = structure.free
    variances = np.diag(structure.implied(parameters))
    return loadings[item, factor] / np.sqrt(variances[item])


def explained_variance(structure: Structure, parameters: NDArray) -> NDArray:
    """Give, by dimension, the mean share of its items' variance that it explains (AVE)."""
    _item, factor = structure.free
    squares = standardised(structure, parameters) ** 2
    total = np.zeros(structure.factors, dtype=parameters.dtype)
    np.add.at(total, factor, squares)
    return total / np.bincount(factor)


def composite_reliability(structure: Structure, parameters: NDArray) -> NDArray:
    """Give, by dimension, the reliability of the sum of its standardised items."""
    variances = np.diag(structure.implied(parameters))
    return _of_sums(structure, parameters, 1 / np.sqrt(variances))


def omega(structure: Structure, parameters: NDArray) -> NDArray:
    """Give, by dimension, the reliability of the sum of its items as they were ticked."""
    return _of_sums(structure, parameters, np.ones(structure.items))


def _of_sums(structure: Structure, parameters: NDArray, scale: NDArray) -> NDArray:
    loadings, _phi, theta = structure.unpack(parameters)
    true = ((loadings * scale[:, None]).sum(axis=0)) ** 2
    error = structure.pattern.T @ (theta * scale**2)
    return true / (true + error)
