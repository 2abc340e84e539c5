"""Climb to the top of the choice models' log-likelihood.

Far from the top a step uses the outer product of the customers' scores (Berndt, Hall, Hall &
Hausman 1974), which costs nothing beside the gradient; near it the Hessian, differenced from the
analytic gradient. The gain that a further step promises proves the top, whatever the scale.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from casekit.models.switching.mixed import Look, MixedLogit
from casekit.models.switching.rows import Flags, Floats
from casekit.models.switching.tastes import Nodes, Rule, rules_for

__all__ = ["Top", "climb"]

# Log-likelihood still to be gained: parameters to about a thousandth of a standard error.
PROVEN = 1e-6
# A finer rule is not needed if it moves the parameters by less than a tenth of a standard error.
FINE = 0.005
# Within about a tenth of a standard error the Hessian is that of the top.
NEAR = 0.01


@dataclass(frozen=True, eq=False)
class Top:
    """Hold the best place found.

    Attributes
    ----------
    look : Look
        The log-likelihood there.
    curvature : ndarray
        Minus the Hessian.
    walled : ndarray of bool
        Parameters that stand at a wall, and would go further.
    proven : bool
        Whether a further step promises nothing.
    """

    look: Look
    curvature: Floats
    walled: Flags
    proven: bool


@dataclass(frozen=True, eq=False)
class _Climber:
    model: MixedLogit
    low: Floats
    high: Floats

    @property
    def longest(self) -> Floats:
        """Bound the steps of parameters between walls: beyond, the hill may be a plain."""
        between = np.isfinite(self.high) & np.isfinite(self.low)
        return np.where(between, 0.7, np.inf)

    def step(self, look: Look, curvature: Floats, nodes: Nodes | None) -> tuple[Look, float]:
        """Take one safeguarded step; give the new place and the gain that was promised."""
        move, promised = self.direction(look, curvature)
        move = move * min(1.0, float((self.longest / np.maximum(np.abs(move), 1e-300)).min()))
        for _halving in range(30):
            new = self.model.at(np.clip(look.parameters + move, self.low, self.high), nodes)
            gain = new.value - look.value
            # Close to the top the gain drowns in rounding, and the full step is right.
            if gain > 1e-4 * promised or (promised < 1e-7 and np.isfinite(gain)):
                return new, promised
            move = move / 2
        return look, promised

    def direction(self, look: Look, curvature: Floats) -> tuple[Floats, float]:
        """Point uphill, bounded along flat axes; give the gain that is promised."""
        slope = np.where(self.walled(look), 0.0, look.gradient)
        unit = np.sqrt(np.maximum(np.abs(np.diag(curvature)), 1e-12))
        held = curvature / unit / unit[:, None]
        held[self.walled(look)] = 0.0
        held[:, self.walled(look)] = 0.0
        sizes, axes = np.linalg.eigh(held)
        sizes = np.maximum(np.abs(sizes), 1e-6)
        along = axes.T @ (slope / unit)
        return (axes @ (along / sizes)) / unit, float(along @ (along / sizes)) / 2

    def towards(self, look: Look, nodes: Nodes | None) -> tuple[Look, Nodes | None]:
        """Come near the top by the outer product of the scores."""
        promised = np.inf
        for step in range(30):
            # About their mean: far from the top all scores point one way, and their plain outer
            # product would take that for curvature and allow short steps only.
            apart = look.scores - look.scores.mean(axis=0)
            before = promised
            bend = np.einsum("ni,nj->ij", apart, apart) + np.diag(self.model.firmness)
            new, promised = self.step(look, bend, nodes)
            stuck, look = new is look, new
            # Where tastes hardly differ the scores say little of their spread; the Hessian does.
            slow = step > 3 and promised < 20 and promised > before / 4
            if stuck or slow or promised < NEAR:
                break
            if step < 2 or promised > 1:
                nodes, look = self.look_again(look, nodes)
        nodes, look = self.look_again(look, nodes)
        return look, nodes

    def polished(
        self, look: Look, nodes: Nodes | None, curvature: Floats | None = None
    ) -> tuple[Top, Nodes | None]:
        """Reach the top by Newton's steps."""
        given, before = curvature is not None, np.inf
        if curvature is None:
            curvature = self.curvature(look, nodes)
        for _step in range(40):
            new, promised = self.step(look, curvature, nodes)
            stuck, look = new is look, new
            if promised < PROVEN or stuck:
                break
            # A finer rule moves the top a little, and leaves it as sharp as it was.
            if promised > NEAR and (not given or promised > before / 10):
                nodes, look = self.look_again(look, nodes)
                curvature = self.curvature(look, nodes)
            before = promised
        left = self.direction(look, curvature)[1]
        return Top(look, curvature, self.walled(look), bool(left < 100 * PROVEN)), nodes

    def walled(self, look: Look) -> Flags:
        at, slope = look.parameters, look.gradient
        return ((at >= self.high) & (slope >= 0)) | ((at <= self.low) & (slope <= 0))

    def look_again(
        self, look: Look, nodes: Nodes | None, rule: Rule | None = None
    ) -> tuple[Nodes | None, Look]:
        """Move the nodes to where the tastes seem to be now, or take a finer rule there."""
        if nodes is None:
            return None, look
        moved = self.model.nodes_at(look.parameters, rule or nodes.rule, nodes)
        return moved, self.model.at(look.parameters, moved)

    def curvature(self, look: Look, nodes: Nodes | None) -> Floats:
        """Difference the gradient: minus the Hessian."""
        outer = np.einsum("ni,ni->i", look.scores, look.scores)
        steps = 1e-5 / np.sqrt(np.maximum(outer / len(look.scores), 1e-12))
        columns = []
        # Away from a wall above, where there is one.
        steps = np.where(look.parameters + steps > self.high, -steps, steps)
        for axis, step in enumerate(steps):
            there = look.parameters.copy()
            there[axis] += step
            columns.append((look.gradient - self.model.at(there, nodes).gradient) / step)
        return (np.array(columns) + np.array(columns).T) / 2


def climb(model: MixedLogit, start: Floats, *, low: Floats, high: Floats) -> Top:
    """Maximise a log-likelihood of choices.

    Parameters
    ----------
    model : MixedLogit
        Gives value and scores.
    start : ndarray
        Where to begin.
    low, high : ndarray
        Walls; infinite where there are none.

    Returns
    -------
    Top
        The best place found; `Top.proven` tells whether it is a proven top.
    """
    climber = _Climber(model, low, high)
    if model.spread is None:
        look = climber.towards(model.at(start), None)[0]
        return climber.polished(look, None)[0]
    first, *finer = rules_for(model.spread.axes)
    nodes: Nodes | None = model.nodes_at(start, first)
    look, nodes = climber.towards(model.at(start, nodes), nodes)
    top, nodes = climber.polished(look, nodes)
    for rule in finer:
        nodes, look = climber.look_again(top.look, nodes, rule)
        promised = climber.direction(look, top.curvature)[1]
        top, nodes = climber.polished(look, nodes, top.curvature)
        if promised < FINE:
            break
    return top
