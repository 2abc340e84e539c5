"""The mixed logit: choices of customers whose tastes differ, by adaptive quadrature.

Utilities fall into a part of the row and a part of the customer's taste, and so does their
exponential; no exponential of a row and node is ever taken, only products of small matrices.
With a spread of none it is the conditional logit. McFadden & Train (2000), J. Applied Econometrics
15(5), 447-470.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, reduce

import numpy as np

from casekit.models.switching.rows import Block, Floats
from casekit.models.switching.tastes import Nodes, Rule, Spread
from casekit.models.switching.utility import Stakes, Utility

__all__ = ["Look", "MixedLogit"]

# Numbers handled at a time, so that they stay in the processor's cache.
_AT_ONCE = 60_000


@dataclass(frozen=True, eq=False)
class Look:
    """Hold the log-likelihood at some parameters.

    Attributes
    ----------
    parameters : ndarray
        Where.
    llf : float
        Log-likelihood of all customers.
    scores : ndarray, shape (customers, parameters)
        Derivatives of each customer's log-likelihood.
    penalty : float
        What is taken off for months of learning that nobody would expect.
    pull : ndarray
        Minus the derivatives of the penalty.
    """

    parameters: Floats
    llf: float
    scores: Floats
    penalty: float
    pull: Floats

    @property
    def value(self) -> float:
        """Give what is maximised."""
        return self.llf - self.penalty

    @property
    def gradient(self) -> Floats:
        """Give its derivatives."""
        return self.scores.sum(axis=0) + self.pull


@dataclass(frozen=True, eq=False)
class MixedLogit:
    """Compute the log-likelihood of choices, with or without tastes that differ.

    Attributes
    ----------
    utility : Utility
        What the utilities are made of.
    spread : Spread or None
        How tastes may spread; None where they do not differ.
    expected_months : float or None
        Months of learning to lean on where the data cannot tell them: as much as one observation
        of the logarithm with standard deviation 1 would weigh, so 95% within a factor of 7. None
        lets the data speak alone, and theta run off where there is hardly any learning.
    """

    utility: Utility
    spread: Spread | None = None
    expected_months: float | None = None

    @property
    def firmness(self) -> Floats:
        """Give the second derivatives of the penalty."""
        firm = np.zeros(len(self.names))
        if self.expected_months is not None and "log_theta" in self.names:
            firm[self.names.index("log_theta")] = 1.0
        return firm

    @property
    def names(self) -> tuple[str, ...]:
        """Name the parameters in order."""
        return self.utility.names + (self.spread.names if self.spread else ())

    def at(self, parameters: Floats, nodes: Nodes | None = None) -> Look:
        """Compute the log-likelihood and every customer's score.

        Parameters
        ----------
        parameters : ndarray
            Where, in the order of ``names``.
        nodes : Nodes, optional
            Where to look for each customer's taste; needed where tastes spread.

        Returns
        -------
        Look
        """
        rows, own = self.utility.rows, len(self.utility.names)
        stakes = self.utility.at(parameters[:own])
        residual = np.zeros((len(rows), len(rows.firms)))
        if self.spread is None or nodes is None:
            total = reduce(np.add, stakes.weights.T)[:, None]
            value = float(stakes.chosen.sum() - np.log(total).sum())
            residual -= stakes.weights / total
            by_spread = np.zeros((rows.customers, 0))
        else:
            loadings = self.spread.loadings(parameters[own:])
            by_loading = np.zeros((rows.customers, *loadings.shape))
            value = 0.0
            for block in rows.blocks(max(1, _AT_ONCE // nodes.rule.places.shape[1])):
                value += self._block(block, stakes, loadings, nodes, residual, by_loading)
            by_spread = self.spread.scores(by_loading)
        residual[np.arange(len(rows)), rows.chosen] += 1.0
        scores = self.utility.scores(parameters[:own], stakes, residual)
        scores = np.concatenate([scores, by_spread], axis=1)
        surprise, pull = np.zeros(len(parameters)), np.zeros(len(parameters))
        if self.expected_months is not None and "log_theta" in self.names:
            own = self.names.index("log_theta")
            surprise[own] = parameters[own] - np.log(self.expected_months)
            pull[own] = -surprise[own]
        return Look(parameters, value, scores, float(surprise @ surprise) / 2, pull)

    def _block(
        self,
        block: Block,
        stakes: Stakes,
        loadings: Floats,
        nodes: Nodes,
        residual: Floats,
        by_loading: Floats,
    ) -> float:
        """Add one block's probabilities and scores; give its log-likelihood."""
        weights, counts = self._of(block, stakes)
        places, log_weights = nodes.places(block.people)
        taste = np.einsum("ja,naq->njq", loadings, places)
        taste -= taste.max(axis=1, keepdims=True)
        liking = np.exp(taste)
        total = weights @ liking
        logs = np.log(total).sum(axis=1)
        chosen = stakes.chosen[block.rows].reshape(block.customers, -1).sum(axis=1)
        joint = np.einsum("nj,njq->nq", counts, taste) - logs + log_weights
        highest = joint.max(axis=1, keepdims=True)
        share = np.exp(joint - highest)
        sums = share.sum(axis=1, keepdims=True)
        share /= sums
        np.reciprocal(total, out=total)
        likely = liking * share[:, None, :]
        probability = weights * (total @ likely.transpose(0, 2, 1))
        residual[block.rows] -= probability.reshape(-1, weights.shape[2])
        expected = (weights.transpose(0, 2, 1) @ total) * likely
        surplus = counts[:, :, None] * share[:, None, :] - expected
        by_loading[block.people] = surplus @ places.transpose(0, 2, 1)
        return float((chosen + highest[:, 0] + np.log(sums[:, 0])).sum())

    def _of(self, block: Block, stakes: Stakes) -> tuple[Floats, Floats]:
        """Shape a block's rows by customer; count how often each chose each firm."""
        rows, firms = self.utility.rows, len(self.utility.rows.firms)
        weights = stakes.weights[block.rows].reshape(block.customers, block.length, firms)
        place = np.repeat(np.arange(block.customers) * firms, block.length)
        counts = np.bincount(
            place + rows.chosen[block.rows], minlength=block.customers * firms
        ).reshape(block.customers, firms)
        return weights, counts.astype(np.float64)

    def nodes_at(self, parameters: Floats, rule: Rule, before: Nodes | None = None) -> Nodes:
        """Find each customer's likeliest taste and the bend there, by Newton's steps.

        Parameters
        ----------
        parameters : ndarray
            Where.
        rule : Rule
            The nodes to be moved there.
        before : Nodes, optional
            Where to begin.

        Returns
        -------
        Nodes
        """
        assert self.spread is not None
        rows, own, axes = self.utility.rows, len(self.utility.names), self.spread.axes
        stakes = self.utility.at(parameters[:own])
        loadings = self.spread.loadings(parameters[own:])
        centre = np.zeros((rows.customers, axes)) if before is None else before.centre.copy()
        scale = np.zeros((rows.customers, axes, axes))
        for block in rows.blocks(_AT_ONCE // len(rows.firms)):
            weights, counts = self._of(block, stakes)
            at = centre[block.people]
            for _step in range(12):
                taste = at @ loadings.T
                liking = weights * np.exp(taste - taste.max(axis=1, keepdims=True))[:, None, :]
                probability = liking / reduce(np.add, liking.transpose(2, 0, 1))[:, :, None]
                expected = probability.sum(axis=1)
                slope = (counts - expected) @ loadings - at
                along = probability @ loadings
                bend = np.einsum("nj,ja,jb->nab", expected, loadings, loadings)
                bend += np.eye(axes) - along.transpose(0, 2, 1) @ along
                move = np.linalg.solve(bend, slope[:, :, None])[:, :, 0]
                # The log-posterior is concave; a long step may still overshoot.
                length = np.abs(move).max(axis=1, keepdims=True)
                at = at + move / np.maximum(length / 2.0, 1.0)
                if length.max() < 0.05:
                    break
            centre[block.people] = at
            scale[block.people] = np.linalg.cholesky(np.linalg.inv(bend))
        return Nodes(rule, centre, scale @ _turns(rows.customers, axes))


@cache
def _turns(customers: int, axes: int) -> Floats:
    """Turn the rule by another angle for each customer, so that its errors cancel in the sum."""
    if axes == 1:
        return np.ones((1, 1, 1))
    directions = np.random.default_rng(20_261_121).standard_normal((customers, axes, axes))
    return np.linalg.qr(directions)[0]
