"""Errors and a test of fit that hold for ticks on a short scale, which are not normal."""

from __future__ import annotations

import numpy as np

from casekit.models.loyalty.structure import Floats, Structure

__all__ = ["sandwich"]

# Respondents at a time: the products of their answers need room.
ROWS = 20_000


def sandwich(
    structure: Structure, parameters: Floats, centred: Floats
) -> tuple[Floats, float | None]:
    """Give the covariance of the estimates without taking the answers to be normal.

    Parameters
    ----------
    structure : Structure
        The model.
    parameters : ndarray
        Estimates for items of variance 1.
    centred : ndarray, shape (respondents, items)
        Answers less their means, with variances of 1.

    Returns
    -------
    covariance : ndarray
        Inverse information, the spread of the respondents' scores, inverse information (Browne
        1984; what lavaan calls robust.sem).
    scaling : float or None
        What chi-squared is divided by (Satorra & Bentler 1994): 1 for normal answers. None
        without degrees of freedom.
    """
    n = len(centred)
    inverse = np.linalg.inv(structure.implied(parameters))
    information = structure.information(parameters)
    # The score of a respondent: half of x' M x, with M = W dSigma W for each parameter.
    turned = inverse @ structure.slopes(parameters) @ inverse
    first, second = np.triu_indices(structure.items)
    weights = turned[:, first, second] * np.where(first == second, 0.5, 1.0)
    spread, mean = np.zeros((structure.size, structure.size)), np.zeros(structure.size)
    squares, observed = 0.0, np.zeros((structure.items, structure.items))
    for start in range(0, n, ROWS):
        part = centred[start : start + ROWS]
        scores = (part[:, first] * part[:, second]) @ weights.T
        spread += scores.T @ scores / n
        mean += scores.sum(axis=0) / n
        observed += part.T @ part / n
        squares += float((((part @ inverse) * part).sum(axis=1) ** 2).sum()) / n
    spread -= np.outer(mean, mean)
    outer = np.linalg.inv(information)
    covariance = outer @ spread @ outer / n
    if structure.freedom == 0:
        return covariance, None
    turned_back = inverse @ observed
    total = 0.5 * (squares - float(np.trace(turned_back @ turned_back)))
    return covariance, (total - float(np.trace(outer @ spread))) / structure.freedom
