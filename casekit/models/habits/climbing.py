"""Climb to the top of a likelihood whose scores are known customer by customer."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.words import _

__all__ = ["climb"]

Floats = NDArray[np.float64]
# Parameters in; log-likelihoods (customers,) and scores (customers, parameters) out.
Likelihood = Callable[[Floats], tuple[Floats, Floats]]


def climb(likelihood: Likelihood, theta: Floats) -> tuple[Floats, float, Floats]:
    """Climb with the outer product of scores, then with the Hessian; give top and covariance."""
    values, scores = likelihood(theta)
    for _step in range(12):
        step = _uphill(scores.T @ scores, scores.sum(axis=0))
        before = values.sum()
        theta, values, scores = _search(likelihood, theta, values, step)
        # Near the top the Hessian is the better guide, and the only one where no taste differs.
        if values.sum() - before < 0.1:
            break
    for _step in range(25):
        curvature = _curvature(likelihood, theta, scores)
        step = _uphill(curvature, scores.sum(axis=0))
        if abs(scores.sum(axis=0) @ step) < 1e-7:
            break
        theta, values, scores = _search(likelihood, theta, values, step)
    inverse = np.linalg.pinv(curvature, rcond=1e-12, hermitian=True)
    groups = len(scores)
    covariance = inverse @ (scores.T @ scores) @ inverse * (groups / max(groups - 1, 1))
    return theta, float(values.sum()), covariance


def _uphill(curvature: Floats, gradient: Floats) -> Floats:
    sizes, axes = np.linalg.eigh(curvature)
    # A flat or upward-curved axis still gets a bounded uphill step.
    sizes = np.maximum(np.abs(sizes), 1e-8 * np.abs(sizes).max() + 1e-300)
    step: Floats = axes @ ((axes.T @ gradient) / sizes)
    return step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-300))


def _search(
    likelihood: Likelihood, theta: Floats, values: Floats, step: Floats
) -> tuple[Floats, Floats, Floats]:
    for _half in range(30):
        new_values, new_scores = likelihood(theta + step)
        if new_values.sum() >= values.sum() - 1e-9:
            return theta + step, new_values, new_scores
        step = step / 2
    raise InputError(
        _("The fit finds no best value: the panel is too small, or a brand is hardly bought.")
    )


def _curvature(likelihood: Likelihood, theta: Floats, scores: Floats) -> Floats:
    here, reach = scores.sum(axis=0), 1e-5
    columns = [
        (here - likelihood(theta + reach * unit)[1].sum(axis=0)) / reach
        for unit in np.eye(len(theta))
    ]
    both = np.array(columns)
    curvature: Floats = (both + both.T) / 2
    return curvature
