"""Find the parameters that make the observed covariances likeliest, by Fisher's scoring."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from casekit.models.loyalty.structure import Floats, Structure

__all__ = ["Climb", "climb", "starting_values", "turned"]

STEPS, FLAT, FLAT_ENOUGH, DAMPING_AT_MOST = 100, 1e-8, 1e-6, 1e8
# Where nothing can be told, the search runs off: a loading of 3 explains nine times an item.
FARTHEST = 3.0


@dataclass(frozen=True, eq=False)
class Climb:
    """Hold where the search ended.

    Attributes
    ----------
    parameters : ndarray
        In the order of `Structure`.
    discrepancy : float
        What is left between observed and implied covariances; 0 is a perfect fit.
    steepest : float
        Largest part of the gradient: near 0 at an optimum.
    steps : int
        Steps taken.
    converged : bool
        Whether the end is an optimum.
    """

    parameters: Floats
    discrepancy: float
    steepest: float
    steps: int
    converged: bool


def starting_values(structure: Structure, observed: Floats) -> Floats:
    """Start from each dimension's first principal axis, and from sums of its items.

    Parameters
    ----------
    structure : Structure
        The model.
    observed : ndarray, shape (items, items)
        Correlations of the items.

    Returns
    -------
    ndarray
        Parameters.
    """
    weights = np.zeros(structure.pattern.shape)
    loadings = np.zeros(structure.pattern.shape)
    for factor in range(structure.factors):
        own = np.flatnonzero(structure.pattern[:, factor])
        block = observed[np.ix_(own, own)]
        values, axes = np.linalg.eigh(block)
        axis = axes[:, -1] * (1 if axes[:, -1].sum() >= 0 else -1)
        k = len(own)
        # Mean correlation along the axis, freed of the diagonal.
        common = max((values[-1] - 1) / max(k - 1, 1), 0.05)
        weights[own, factor] = axis
        loadings[own, factor] = np.clip(axis * np.sqrt(common * k), -0.9, 0.9)
    shared = np.maximum(structure.pattern.sum(axis=1), 1)
    loadings /= np.sqrt(shared)[:, None]
    first, second = structure.pairs
    sums = weights.T @ observed @ weights
    scale = np.einsum("if,if->f", weights, loadings)
    phi = np.clip(sums[first, second] / (scale[first] * scale[second]), -0.8, 0.8)
    theta = np.maximum(1 - (loadings**2).sum(axis=1), 0.1)
    found = np.concatenate([loadings[structure.free], phi, theta])
    while not np.isfinite(structure.discrepancy(found, observed)):
        a, b, _c = structure.sizes
        found[a : a + b] *= 0.5
        found[a + b :] += 0.1
    return found


def climb(structure: Structure, observed: Floats) -> Climb:
    """Fit the model to correlations by Fisher's scoring, damped where a step would go uphill.

    Parameters
    ----------
    structure : Structure
        The model.
    observed : ndarray, shape (items, items)
        Correlations (or covariances) of the items, positive definite.

    Returns
    -------
    Climb
        The end of the search.

    Examples
    --------
    >>> one = Structure(np.ones((3, 1), dtype=bool), correlated=True)
    >>> observed = np.array([[1.0, 0.56, 0.48], [0.56, 1.0, 0.42], [0.48, 0.42, 1.0]])
    >>> climb(one, observed).parameters[:3].round(6).tolist()
    [0.8, 0.7, 0.6]
    """
    here = starting_values(structure, observed)
    value, damping, steps = structure.discrepancy(here, observed), 0.0, 0
    gradient = structure.gradient(here, observed)
    while steps < STEPS and np.abs(gradient).max() > FLAT:
        steps += 1
        # The information of the discrepancy is twice that of one respondent's likelihood.
        information = 2 * structure.information(here)
        ridge = damping * np.maximum(np.diag(information), 1e-8)
        try:
            step = np.linalg.solve(information + np.diag(ridge), gradient)
        except np.linalg.LinAlgError:
            damping = max(10 * damping, 1e-6)
            continue
        there = here - step
        reached = structure.discrepancy(there, observed)
        if not reached <= value + 1e-13 * (1 + abs(value)):
            damping = max(10 * damping, 1e-4)
            if damping > DAMPING_AT_MOST:
                break
            continue
        here, value = there, reached
        gradient = structure.gradient(here, observed)
        damping = 0.0 if damping < 1e-6 else damping / 10
    if np.abs(gradient).max() > FLAT_ENOUGH and np.abs(here).max() < FARTHEST:
        # A model that is far from the data makes scoring slow: curvature is learned instead.
        end = minimize(
            structure.discrepancy,
            here,
            args=(observed,),
            jac=structure.gradient,
            method="BFGS",
            options={"gtol": FLAT_ENOUGH / 10, "maxiter": 1_000},
        )
        if end.fun <= value:
            here, value, steps = end.x, float(end.fun), steps + int(end.nit)
            gradient = structure.gradient(here, observed)
    steepest = float(np.abs(gradient).max())
    found = steepest < FLAT_ENOUGH and bool(np.abs(here).max() < FARTHEST)
    return Climb(here, value, steepest, steps, found)


def turned(structure: Structure, parameters: Floats) -> Floats:
    """Turn dimensions round so that most of their loadings are above 0."""
    loadings, phi, theta = structure.unpack(parameters)
    sign = np.where(loadings.sum(axis=0) < 0, -1.0, 1.0)
    return np.concatenate(
        [(loadings * sign)[structure.free], (phi * np.outer(sign, sign))[structure.pairs], theta]
    )
