"""Smooth functions on [0, 1] by their values at Chebyshev nodes, crowded about one half.

Prices of the game turn steeply where the firms are equal. The nodes are therefore those of
Chebyshev polynomials in z, with 2 x - 1 = tan(a z) / tan(a): several times denser there.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["basis", "nodes", "values_to_coefficients"]

Floats = NDArray[np.float64]

_ANGLE = 1.1
_TANGENT = float(np.tan(_ANGLE))


def nodes(degree: int) -> Floats:
    """Give the nodes of a degree, from 0 to 1, symmetric about one half.

    Examples
    --------
    >>> nodes(2).round(3).tolist()
    [0.142, 0.5, 0.858]
    """
    angles = (2 * np.arange(degree + 1) + 1) * np.pi / (2 * degree + 2)
    return np.asarray((1 + np.tan(-_ANGLE * np.cos(angles)) / _TANGENT) / 2)


@lru_cache(maxsize=32)
def values_to_coefficients(degree: int) -> Floats:
    """Give the matrix that turns values at the nodes into Chebyshev coefficients.

    Examples
    --------
    >>> (values_to_coefficients(1) @ np.array([1.0, 1.0])).round(3).tolist()
    [1.0, 0.0]
    """
    return np.asarray(np.linalg.inv(basis(nodes(degree), degree)[0]), dtype=np.float64)


def basis(points: Floats, degree: int) -> tuple[Floats, Floats, Floats]:
    """Give the polynomials at points, with their first and second derivatives.

    Parameters
    ----------
    points : ndarray
        In [0, 1].
    degree : int
        Highest degree.

    Returns
    -------
    values, first, second : ndarray
        Shape (points, degree + 1).

    Examples
    --------
    >>> basis(np.array([0.5]), 2)[0].round(2).tolist()
    [[1.0, 0.0, -1.0]]
    """
    w = (2 * np.asarray(points) - 1) * _TANGENT
    z = np.arctan(w) / _ANGLE
    shape = (len(z), degree + 1)
    value, first, second = np.ones(shape), np.zeros(shape), np.zeros(shape)
    if degree >= 1:
        value[:, 1], first[:, 1] = z, 1.0
    for k in range(2, degree + 1):
        value[:, k] = 2 * z * value[:, k - 1] - value[:, k - 2]
        first[:, k] = 2 * value[:, k - 1] + 2 * z * first[:, k - 1] - first[:, k - 2]
        second[:, k] = 4 * first[:, k - 1] + 2 * z * second[:, k - 1] - second[:, k - 2]
    slope = 2 * _TANGENT / _ANGLE / (1 + w**2)
    bend = -4 * _TANGENT * w / (1 + w**2) * slope
    return value, slope[:, None] * first, slope[:, None] ** 2 * second + bend[:, None] * first
