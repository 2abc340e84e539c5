"""Tastes that differ among customers: their spread, and where to look at a customer's taste.

The likelihood of a customer's choices is a mean over tastes. Draws that are the same for all miss
it where many months tell a taste closely; here the nodes of a Gauss-Hermite rule are moved and
scaled to what each customer's own choices tell: adaptive quadrature. Pinheiro & Bates (1995),
Journal of Computational and Graphical Statistics 4(1), 12-35.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, reduce
from itertools import product

import numpy as np

from casekit.models.switching.rows import Floats

__all__ = ["Nodes", "Rule", "Spread", "pull_of", "rule_of", "rules_for", "turns_for"]

# Nodes an axis of taste, from a first look to the finest: with two firms there is one axis, with
# three there are two. Where tastes differ much, a customer's choices cut the normal sharply, and
# only more nodes follow that.
_NODES = {1: (9, 15, 25, 41), 2: (5, 7, 11, 16), 3: (4, 6, 9), 4: (3, 4, 5), 5: (3, 4)}


@dataclass(frozen=True, eq=False)
class Spread:
    """Say how tastes may spread over the firms.

    Only differences of taste between firms show in choices, so J firms have J - 1 axes of taste,
    standard normal and independent; ``loadings`` turn a place on them into utility of each firm.

    Attributes
    ----------
    names : tuple of str
        The parameters.
    patterns : ndarray, shape (parameters, firms, axes)
        The loadings are the sum of the patterns, each times its parameter.
    """

    names: tuple[str, ...]
    patterns: Floats

    @classmethod
    def equal(cls, firms: int) -> Spread:
        """Give every firm's taste the same spread, independent of the others'."""
        return cls(("taste_sd",), _contrasts(firms)[None])

    @classmethod
    def correlated(cls, firms: int) -> Spread:
        """Let tastes spread differently for each firm and go together as they like."""
        contrasts, names, patterns = _contrasts(firms), [], []
        for row in range(firms - 1):
            for axis in range(row + 1):
                pattern = np.zeros_like(contrasts)
                pattern[:, axis] = contrasts[:, row]
                names.append(f"taste_{row + 1}_{axis + 1}")
                patterns.append(pattern)
        return cls(tuple(names), np.array(patterns))

    @property
    def axes(self) -> int:
        """Count the axes of taste."""
        return self.patterns.shape[2]

    def loadings(self, parameters: Floats) -> Floats:
        """Give the utility of each firm (rows) for one step along each axis (columns)."""
        return np.einsum("p,pja->ja", parameters, self.patterns)

    def scores(self, by_loading: Floats) -> Floats:
        """Turn derivatives by the loadings, a customer each, into derivatives by parameters."""
        return np.einsum("nja,pja->np", by_loading, self.patterns)

    def overall(self, parameters: Floats) -> float:
        """Give the standard deviation of taste for a firm, all firms taken together."""
        return float(np.sqrt((self.loadings(parameters) ** 2).sum() / self.axes))


def _contrasts(firms: int) -> Floats:
    """Give J - 1 orthonormal directions in which J tastes can differ (Helmert's)."""
    directions = np.zeros((firms, firms - 1))
    for axis in range(firms - 1):
        directions[: axis + 1, axis] = 1.0
        directions[axis + 1, axis] = -(axis + 1.0)
    return directions / np.sqrt((directions**2).sum(axis=0))


@dataclass(frozen=True, eq=False)
class Rule:
    """Hold nodes and weights for means over standard normal variables.

    Attributes
    ----------
    places : ndarray, shape (axes, nodes)
        Where to look.
    log_weights : ndarray, shape (nodes,)
        Logarithm of each node's weight, plus half its squared length: what is left once the
        density of the normal is written into the integrand.
    """

    places: Floats
    log_weights: Floats


def rules_for(axes: int) -> list[Rule]:
    """Give the rules to use one after the other, until a finer one changes nothing.

    Parameters
    ----------
    axes : int
        Axes of taste.

    Returns
    -------
    list of Rule

    Examples
    --------
    >>> [rule.places.shape for rule in rules_for(2)]
    [(2, 25), (2, 49), (2, 121), (2, 256)]
    """
    return [rule_of(axes, nodes) for nodes in _NODES.get(axes, (3,))]


@cache
def rule_of(axes: int, nodes: int) -> Rule:
    """Make a product of Gauss-Hermite rules.

    Parameters
    ----------
    axes : int
        Axes of taste.
    nodes : int
        Nodes an axis.

    Returns
    -------
    Rule

    Examples
    --------
    >>> rule_of(1, 3).places.round(3)
    array([[-1.732,  0.   ,  1.732]])
    """
    places, weights = np.polynomial.hermite_e.hermegauss(nodes)
    grid = np.array(list(product(places, repeat=axes))).T
    shares = np.array(list(product(weights / weights.sum(), repeat=axes))).prod(axis=1)
    return Rule(grid, np.log(shares) + (grid**2).sum(axis=0) / 2)


@dataclass(frozen=True, eq=False)
class Nodes:
    """Hold where to look for each customer: the rule moved and scaled.

    Attributes
    ----------
    rule : Rule
        The rule for a standard normal.
    centre : ndarray, shape (customers, axes)
        The likeliest taste of each customer.
    scale : ndarray, shape (customers, axes, axes)
        A root of how uncertain it is.
    """

    rule: Rule
    centre: Floats
    scale: Floats

    def places(self, people: slice) -> tuple[Floats, Floats]:
        """Give the nodes of some customers, and the logarithms of their weights."""
        scale = self.scale[people]
        places = self.centre[people][:, :, None] + scale @ self.rule.places
        stretch = np.log(np.abs(np.linalg.det(scale)))
        weights = self.rule.log_weights + stretch[:, None] - (places**2).sum(axis=1) / 2
        return places, weights


def pull_of(weights: Floats, loadings: Floats) -> tuple[Floats, Floats]:
    """Sum, over each customer's rows, mean and covariance of the loadings under these weights.

    Parameters
    ----------
    weights : ndarray, shape (customers, rows, firms)
        Of each firm, up to a factor a row.
    loadings : ndarray, shape (firms, axes)
        Utility of each firm for one step along each axis of taste.

    Returns
    -------
    mean : ndarray, shape (customers, axes)
        First derivatives, by the place on the axes, of the logarithm of the sum of the weights.
    covariance : ndarray, shape (customers, axes, axes)
        Second derivatives.
    """
    chance = weights / reduce(np.add, weights.transpose(2, 0, 1))[:, :, None]
    along = chance @ loadings
    total = chance.sum(axis=1)
    bend = np.einsum("nj,ja,jb->nab", total, loadings, loadings)
    return total @ loadings, bend - along.transpose(0, 2, 1) @ along


@cache
def turns_for(customers: int, axes: int) -> Floats:
    """Turn the rule by another angle for each customer, so that its errors cancel in the sum.

    Parameters
    ----------
    customers, axes : int
        How many, and in how many dimensions.

    Returns
    -------
    ndarray, shape (customers, axes, axes)
        Rotations; the same at every call.
    """
    if axes == 1:
        return np.ones((1, 1, 1))
    directions = np.random.default_rng(20_261_121).standard_normal((customers, axes, axes))
    return np.linalg.qr(directions)[0]
