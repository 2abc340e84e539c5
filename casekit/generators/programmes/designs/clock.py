"""Solve a card that expires: its value by stamps and by the weeks that are left."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from casekit.generators.programmes.designs.cycle import surplus_gain
from casekit.generators.programmes.designs.member import Members
from casekit.generators.programmes.designs.solved import Solved

__all__ = ["solve_clock"]

_MOST_ROUNDS = 200
_ACCURACY = 1e-14


def solve_clock(members: Members, worth: np.ndarray, weeks: int, given: int) -> Solved:
    """Solve a card whose clock starts with the first stamp that is earned.

    Parameters
    ----------
    members : Members
    worth : ndarray, shape (steps,)
        Dollars earned by the visit made with k earned stamps.
    weeks : int
        Weeks after the one with the first earned stamp in which the card is still good.
    given : int
        Stamps on a new card.

    Returns
    -------
    Solved
        States ``stamps`` and ``weeks_left``; in the state of a new card, whose clock stands still,
        ``weeks_left`` is 0.

    Notes
    -----
    With v the value over that of a new card, w = (1 - b) (V(new) - V without a programme), d the
    incentive and G(d) = log(1 + e^(u + d)) - log(1 + e^u), backward over the weeks left::

        d(k, t) = b (R + v(k + 1, t - 1) - v(k, t - 1)),    v(k, t) = b v(k, t - 1) + G(d(k, t)) - w

    and w is the root of ``G(b (R + v(1, weeks))) - w``: convex and falling, so Newton's method
    finds it from anywhere.
    """
    u, b = members.base_utility, members.discount_factor
    rewards = members.price_coefficient * worth[:, None]
    steps = len(rewards)
    total = rewards.sum(axis=0)
    w = surplus_gain(u, b * total / steps)
    for _round in range(_MOST_ROUNDS):
        v, slope = _backward(u, b, rewards, weeks, w)
        first = b * (rewards[0] + v[1, weeks])
        change = (surplus_gain(u, first) - w) / (expit(u + first) * b * slope[1, weeks] - 1.0)
        w = w - change
        if (np.abs(change) <= _ACCURACY * total).all():
            break
    v, _slope = _backward(u, b, rewards, weeks, w)
    # The states that can be reached: the new card, then k earned stamps with t weeks left.
    k = np.array([0] + [k for k in range(1, steps) for _t in range(weeks - k + 1)])
    t = np.array([0] + [t for k in range(1, steps) for t in range(weeks - k + 1, 0, -1)])
    place = {pair: i for i, pair in enumerate(zip(k.tolist(), t.tolist(), strict=True))}
    on = [place.get((i + 1, j - 1 if i else weeks), 0) for i, j in place]
    off = [place.get((i, j - 1), 0) if i else 0 for i, j in place]
    incentive = b * (rewards[k] + v[np.where(k + 1 < steps, k + 1, 0), np.maximum(t - 1, 0)])
    incentive -= b * v[k, np.maximum(t - 1, 0)]
    incentive[0] = b * (rewards[0] + v[1, weeks])
    chance = expit(u + incentive)
    relative = v[k, t]
    relative[0] = 0.0
    return Solved(
        states={"stamps": k + given, "weeks_left": t},
        start=0,
        next_if_visit=np.array(on)[:, None],
        outcome_chance=np.ones(1),
        next_if_not=np.array(off),
        rewards=(worth[k] > 0).astype(int)[:, None],
        worth=worth[k][:, None],
        base=u,
        incentive=incentive,
        relative=relative,
        value=(np.logaddexp(0.0, u) + w) / (1.0 - b) + relative,
        chance=chance,
        time=_time(chance, on, off),
    )


def _backward(
    u: np.ndarray, b: np.ndarray, rewards: np.ndarray, weeks: int, w: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Give values over a new card's by earned stamps and weeks left, and their slopes in w."""
    steps, people = rewards.shape
    v = np.zeros((steps + 1, weeks + 1, people))
    slope = np.zeros_like(v)
    for t in range(1, weeks + 1):
        # A full card (steps) and an expired one (no weeks left) are new cards: worth 0.
        wait = b * v[1:steps, t - 1]
        d = b * (rewards[1:] + v[2:, t - 1]) - wait
        p = expit(u + d)
        v[1:steps, t] = wait + surplus_gain(u, d) - w
        slope[1:steps, t] = b * (p * slope[2:, t - 1] + (1 - p) * slope[1:steps, t - 1]) - 1.0
    return v, slope


def _time(chance: np.ndarray, on: list[int], off: list[int]) -> np.ndarray:
    """Give the share of weeks spent in each state in the long run."""
    # Weeks for each week with a new card. The states stand in an order that is never gone back in.
    flow = np.zeros_like(chance)
    flow[0] = 1.0
    for i, (visited, stayed_away) in enumerate(zip(on, off, strict=True)):
        if visited:
            flow[visited] += flow[i] * chance[i]
        if stayed_away:
            flow[stayed_away] += flow[i] * (1.0 - chance[i])
    return flow / flow.sum(axis=0)
