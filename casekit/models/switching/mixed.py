"""The mixed logit: choices of customers whose tastes differ, by adaptive quadrature.

Utilities fall into a part of the row and a part of the customer's taste, and so does their
exponential; no exponential of a row and node is ever taken, only products of small matrices.
With a spread of none it is the conditional logit. McFadden & Train (2000), J. Applied Econometrics
15(5), 447-470.

Customers with a firm to leave consider it in a month with probability a, and otherwise stay:

    P(stay) = (1 - a) + a P_logit(stay),    P(leave for j) = a P_logit(j),

which are again ratios of sums of the same exponentials, so that attention costs one product more.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np

from casekit.models.switching.rows import Block, Floats
from casekit.models.switching.tastes import Nodes, Rule, Spread, pull_of, turns_for
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
    attention : float or None
        Chance that a customer considers leaving in a month; None where it is estimated. Where
        tastes do not differ, everybody is taken as attentive.
    """

    utility: Utility
    spread: Spread | None = None
    expected_months: float | None = None
    attention: float | None = 1.0

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
        if self.spread is None:
            return self.utility.names
        own = ("attention",) if self.attention is None else ()
        return self.utility.names + self.spread.names + own

    def spread_of(self, parameters: Floats) -> Floats:
        """Take the parameters of the spread out of all."""
        assert self.spread is not None
        own = len(self.utility.names)
        return parameters[own : own + len(self.spread.names)]

    def attention_of(self, parameters: Floats) -> float:
        """Give the chance that a customer considers leaving in a month."""
        return float(parameters[-1]) if self.attention is None else self.attention

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
            residual[np.arange(len(rows)), rows.chosen] += 1.0
            others = np.zeros((rows.customers, 0))
        else:
            loadings = self.spread.loadings(self.spread_of(parameters))
            seen = self._seen(parameters, stakes)
            by_loading = np.zeros((rows.customers, *loadings.shape))
            by_attention = np.zeros((rows.customers, 1))
            value = 0.0
            for block in rows.blocks(max(1, _AT_ONCE // nodes.rule.places.shape[1])):
                by = (residual, by_loading, by_attention)
                value += self._block(block, seen, loadings, nodes, by)
            others = self.spread.scores(by_loading)
            if self.attention is None:
                others = np.concatenate([others, by_attention], axis=1)
        scores = self.utility.scores(parameters[:own], stakes, residual)
        scores = np.concatenate([scores, others], axis=1)
        surprise, pull = np.zeros(len(parameters)), np.zeros(len(parameters))
        if self.expected_months is not None and "log_theta" in self.names:
            own = self.names.index("log_theta")
            surprise[own] = parameters[own] - np.log(self.expected_months)
            pull[own] = -surprise[own]
        return Look(parameters, value, scores, float(surprise @ surprise) / 2, pull)

    def _seen(self, parameters: Floats, stakes: Stakes) -> tuple[Floats, Floats, Floats]:
        """Give the weights of all firms, of what was seen, and its derivative by attention.

        The chance of what was seen is the sum of its weights over the sum of all, each times
        exp(taste). Who stayed either considered it and stayed, or did not consider it.
        """
        rows = self.utility.rows
        seen, slope = np.zeros_like(stakes.weights), np.zeros_like(stakes.weights)
        every, attention = np.arange(len(rows)), self.attention_of(parameters)
        own = stakes.weights[every, rows.chosen]
        seen[every, rows.chosen] = own
        left = rows.could_leave & (rows.chosen != rows.previous)
        stayed = rows.could_leave & ~left
        seen[left] *= attention
        slope[every[left], rows.chosen[left]] = own[left]
        slope[stayed] = -stakes.weights[stayed]
        slope[every[stayed], rows.chosen[stayed]] = 0.0
        seen[stayed] -= (1 - attention) * slope[stayed]
        return stakes.weights, seen, slope

    def _block(
        self,
        block: Block,
        seen: tuple[Floats, Floats, Floats],
        loadings: Floats,
        nodes: Nodes,
        by: tuple[Floats, Floats, Floats],
    ) -> float:
        """Add one block's probabilities and scores; give its log-likelihood."""
        residual, by_loading, by_attention = by
        every, these, slope = (self._of(block, values) for values in seen)
        places, log_weights = nodes.places(block.people)
        taste = np.einsum("ja,naq->njq", loadings, places)
        taste -= taste.max(axis=1, keepdims=True)
        liking = np.exp(taste)
        total, part = every @ liking, these @ liking
        np.reciprocal(total, out=total)
        joint = np.log(np.maximum(part * total, 1e-300)).sum(axis=1) + log_weights
        highest = joint.max(axis=1, keepdims=True)
        share = np.exp(joint - highest)
        sums = share.sum(axis=1, keepdims=True)
        share /= sums
        np.reciprocal(np.maximum(part, 1e-300, out=part), out=part)
        likely = liking * share[:, None, :]
        turned = likely.transpose(0, 2, 1)
        of_part = part @ turned
        surplus = these * of_part - every * (total @ turned)
        residual[block.rows] = surplus.reshape(-1, every.shape[2])
        if self.attention is None:
            by_attention[block.people, 0] = np.einsum("ntj,ntj->n", slope, of_part)
        gain = these.transpose(0, 2, 1) @ part - every.transpose(0, 2, 1) @ total
        gain *= likely
        by_loading[block.people] = gain @ places.transpose(0, 2, 1)
        return float((highest[:, 0] + np.log(sums[:, 0])).sum())

    def _of(self, block: Block, values: Floats) -> Floats:
        """Shape a block's rows by customer."""
        return values[block.rows].reshape(block.customers, block.length, -1)

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
        seen = self._seen(parameters, self.utility.at(parameters[:own]))
        loadings = self.spread.loadings(self.spread_of(parameters))
        centre = np.zeros((rows.customers, axes)) if before is None else before.centre.copy()
        scale = np.zeros((rows.customers, axes, axes))
        for block in rows.blocks(_AT_ONCE // len(rows.firms)):
            every, these, _slope = (self._of(block, values) for values in seen)
            at = centre[block.people]
            for _step in range(12):
                taste = at @ loadings.T
                liking = np.exp(taste - taste.max(axis=1, keepdims=True))[:, None, :]
                expected, known = (
                    pull_of(every * liking, loadings),
                    pull_of(these * liking, loadings),
                )
                slope = known[0] - expected[0] - at
                # What was seen of an inattentive customer may make the hill hollow in places.
                sizes, turns = np.linalg.eigh(np.eye(axes) + expected[1] - known[1])
                sizes = np.maximum(sizes, 0.8)
                along = np.einsum("nba,nb->na", turns, slope) / sizes
                move = np.einsum("nab,nb->na", turns, along)
                # A long step may overshoot.
                length = np.abs(move).max(axis=1, keepdims=True)
                at = at + move / np.maximum(length / 2.0, 1.0)
                if length.max() < 0.05:
                    break
            centre[block.people] = at
            scale[block.people] = turns / np.sqrt(sizes)[:, None, :]
        return Nodes(rule, centre, scale @ turns_for(rows.customers, axes))
