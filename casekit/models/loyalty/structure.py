"""The algebra of a confirmatory factor model: what covariances its parameters imply.

Sigma = L Phi L' + Theta, with loadings L (zero where an item does not belong to a dimension),
factors of variance 1 with correlations Phi, and residual variances Theta, one an item. Gradient
and expected information are Jöreskog's (1969); here they are written as products of matrices.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

__all__ = ["Floats", "Structure"]

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Structure:
    """Say which items belong to which dimension, and turn parameters into covariances.

    Attributes
    ----------
    pattern : ndarray of bool, shape (items, dimensions)
        Where a loading is free.
    correlated : bool
        Whether dimensions may correlate.
    """

    pattern: NDArray[np.bool_]
    correlated: bool

    @property
    def items(self) -> int:
        """Give the number of items."""
        return self.pattern.shape[0]

    @property
    def factors(self) -> int:
        """Give the number of dimensions."""
        return self.pattern.shape[1]

    @cached_property
    def free(self) -> tuple[Places, Places]:
        """Give item and dimension of each free loading, dimension by dimension."""
        factor, item = np.nonzero(self.pattern.T)
        return item, factor

    @cached_property
    def pairs(self) -> tuple[Places, Places]:
        """Give the pairs of dimensions that may correlate."""
        if not self.correlated:
            return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
        first, second = np.triu_indices(self.factors, 1)
        return first, second

    @property
    def sizes(self) -> tuple[int, int, int]:
        """Give the numbers of loadings, correlations and residual variances."""
        return len(self.free[0]), len(self.pairs[0]), self.items

    @property
    def size(self) -> int:
        """Give the number of parameters."""
        return sum(self.sizes)

    @property
    def freedom(self) -> int:
        """Give the degrees of freedom: what the data tell less what is asked."""
        return self.items * (self.items + 1) // 2 - self.size

    def unpack(self, parameters: NDArray) -> tuple[NDArray, NDArray, NDArray]:
        """Give loadings, factor correlations and residual variances (also for complex numbers).

        Examples
        --------
        >>> one = Structure(np.ones((3, 1), dtype=bool), correlated=True)
        >>> loadings, phi, theta = one.unpack(np.array([0.9, 0.8, 0.7, 0.2, 0.4, 0.5]))
        >>> loadings[:, 0].tolist(), phi.tolist(), theta.tolist()
        ([0.9, 0.8, 0.7], [[1.0]], [0.2, 0.4, 0.5])
        """
        a, b, _c = self.sizes
        loadings = np.zeros(self.pattern.shape, dtype=parameters.dtype)
        loadings[self.free] = parameters[:a]
        phi = np.eye(self.factors, dtype=parameters.dtype)
        first, second = self.pairs
        phi[first, second] = phi[second, first] = parameters[a : a + b]
        return loadings, phi, parameters[a + b :]

    def implied(self, parameters: NDArray) -> NDArray:
        """Give the covariances of the items that the parameters imply."""
        loadings, phi, theta = self.unpack(parameters)
        return loadings @ phi @ loadings.T + np.diag(theta)

    def slopes(self, parameters: Floats) -> Floats:
        """Give the derivative of the implied covariances by each parameter.

        Returns
        -------
        ndarray, shape (parameters, items, items)
        """
        loadings, phi, _theta = self.unpack(parameters)
        a, b, c = self.sizes
        found = np.zeros((self.size, self.items, self.items))
        item, factor = self.free
        found[np.arange(a), item, :] = (loadings @ phi)[:, factor].T
        first, second = self.pairs
        found[a : a + b] = np.einsum("ik,jk->kij", loadings[:, first], loadings[:, second])
        found[: a + b] += np.swapaxes(found[: a + b], 1, 2)
        found[a + b + np.arange(c), np.arange(c), np.arange(c)] = 1.0
        return found

    def discrepancy(self, parameters: Floats, observed: Floats) -> float:
        """Give log|Sigma| + tr(S Sigma^-1) - log|S| - p; infinite where Sigma is impossible."""
        try:
            factor = np.linalg.cholesky(self.implied(parameters))
        except np.linalg.LinAlgError:
            return np.inf
        half = np.linalg.solve(factor, np.linalg.cholesky(observed))
        spread = 2 * np.log(np.diag(factor)).sum() - np.linalg.slogdet(observed)[1]
        return float(spread + (half * half).sum() - self.items)

    def gradient(self, parameters: Floats, observed: Floats) -> Floats:
        """Give the derivative of the discrepancy by each parameter."""
        loadings, phi, _theta = self.unpack(parameters)
        implied = self.implied(parameters)
        inverse = np.linalg.inv(implied)
        pull = inverse @ (implied - observed) @ inverse
        by_loading = 2 * pull @ loadings @ phi
        by_phi = 2 * loadings.T @ pull @ loadings
        return np.concatenate([by_loading[self.free], by_phi[self.pairs], np.diag(pull)])

    def information(self, parameters: Floats) -> Floats:
        """Give the expected information of one respondent: tr(W dS_i W dS_j) / 2."""
        # With Sigma = C C', tr(W A W B) is the sum of the products of C^-1 A C^-T and the same
        # for B: one product of two tall matrices.
        root = np.linalg.inv(np.linalg.cholesky(self.implied(parameters)))
        turned = (root @ self.slopes(parameters) @ root.T).reshape(self.size, -1)
        return 0.5 * turned @ turned.T
