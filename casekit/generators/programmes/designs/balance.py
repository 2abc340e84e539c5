"""Solve a balance of points that visits raise by amounts that differ."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from casekit.generators.programmes.designs.cycle import surplus_gain

__all__ = ["solve_balance"]

_MOST_ROUNDS = 500
_ACCURACY = 1e-12


def solve_balance(
    u: np.ndarray,
    b: np.ndarray,
    reward: np.ndarray,
    reached: np.ndarray,
    chances: np.ndarray,
    states: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Solve a balance in 0 to ``states - 1`` from which visits reach others, by policy iteration.

    Parameters
    ----------
    u, b, reward : ndarray, shape (members,)
        Base utility, discount factor, utility of a reward.
    reached : ndarray of int, shape (states, outcomes)
        Balance after a visit, before rewards are taken off.
    chances : ndarray, shape (outcomes,)
    states : int
        Points of a reward, in the grain of the balance.

    Returns
    -------
    relative, incentive : ndarray, shape (states, members)
        V(k) - V(0), and what a visit moves.

    Notes
    -----
    Values are held over that of an empty balance, v(k) = V(k) - V(0); one more unknown is w, 1 - b
    times what V(0) is over the value without a programme. So a discount near 1 costs no digits. A
    round is linear: backward from the highest balance, each v is a combination of w and of the few
    values that lie beyond the reward.
    """
    wraps = min(states, int((reached[-1] - states + 1).max()))
    gifts = chances @ (reached // states).T
    v = np.zeros((states, len(u)))
    # The start: what is worth a reward is worth it in proportion.
    v += reward * np.arange(states)[:, None] / states
    if not (reward > 0).all():
        # A reward worth nothing moves nobody, and leaves no scale to settle by.
        found = np.zeros((2, *v.shape))
        live = reward > 0
        if live.any():
            found[:, :, live] = solve_balance(
                u[live], b[live], reward[live], reached, chances, states
            )
        return found[0], found[1]
    settled = False
    for _round in range(_MOST_ROUNDS):
        d = _incentive(v, b, reward, reached, chances, gifts, states)
        new = _evaluate(u, b, reward, reached, chances, gifts, d, wraps)
        change = np.abs(new - v)
        v = new
        if settled:
            break
        settled = bool((change <= _ACCURACY * reward).all())
    return v, np.maximum(_incentive(v, b, reward, reached, chances, gifts, states), 0.0)


def _incentive(
    v: np.ndarray,
    b: np.ndarray,
    reward: np.ndarray,
    reached: np.ndarray,
    chances: np.ndarray,
    gifts: np.ndarray,
    states: int,
) -> np.ndarray:
    after = np.einsum("kgn,g->kn", v[reached % states], chances)
    return np.asarray(b * (gifts[:, None] * reward + after - v))


def _evaluate(
    u: np.ndarray,
    b: np.ndarray,
    reward: np.ndarray,
    reached: np.ndarray,
    chances: np.ndarray,
    gifts: np.ndarray,
    d: np.ndarray,
    wraps: int,
) -> np.ndarray:
    """Give the values of coming as often as the incentives `d` make members come."""
    states, people = d.shape
    p = expit(u + d)
    leave = 1.0 - b * (1.0 - p)
    known = surplus_gain(u, d) - p * d + p * b * reward * gifts[:, None]
    # v(k) = row(k) @ (1, w, v(1), ..., v(wraps - 1)); v(0) is 0 by definition.
    unknowns = 1 + wraps
    row = np.zeros((states, unknowns, people))
    for k in range(states - 1, -1, -1):
        total = np.zeros((unknowns, people))
        stays = 0.0
        for place, chance in zip(reached[k], chances, strict=True):
            if place == k:
                stays += chance
            elif place < states:
                total += chance * row[place]
            elif 0 < place % states < wraps:
                total[1 + place % states] += chance
        total *= p[k] * b
        total[0] += known[k]
        total[1] -= 1.0
        row[k] = total / (leave[k] - stays * p[k] * b)
    system = np.moveaxis(row[:wraps, 1:], 2, 0).copy()
    for k in range(1, wraps):
        system[:, k, k] -= 1.0
    found = np.linalg.solve(system, -row[:wraps, 0].T[:, :, None])[:, :, 0]
    everything = np.vstack([np.ones(people), found.T])
    v = np.einsum("kun,un->kn", row, everything)
    v[0] = 0.0
    return v
