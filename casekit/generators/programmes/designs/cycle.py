"""Solve a card that fills step by step: what each step is worth to a member who looks ahead."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

__all__ = ["solve_cycle", "surplus_gain"]

# Policy iteration gains digits quadratically; far fewer are ever needed.
_MOST_ROUNDS = 500
# Rounds stop when the last correction is below this, relative to the largest incentive.
_ACCURACY = 1e-12


def surplus_gain(base: np.ndarray, gain: np.ndarray) -> np.ndarray:
    """Give log(1 + e^(base + gain)) - log(1 + e^base), to the last digits for any size.

    Parameters
    ----------
    base, gain : ndarray
        Utilities that broadcast; `gain` may be of either sign.

    Returns
    -------
    ndarray
        What a choice's log-sum gains when one of its two utilities rises by `gain`.
    """
    found = np.asarray(np.log1p(expit(base) * np.expm1(np.clip(gain, -1.0, 1.0))))
    large = np.broadcast_to(np.abs(gain) > 1.0, found.shape)
    if large.any():
        u, d = (np.broadcast_to(one, found.shape)[large] for one in (base, gain))
        with np.errstate(divide="ignore", over="ignore"):
            above = d + np.log(expit(u) + expit(-u) * np.exp(-d))
        other = np.logaddexp(0.0, u + d) - np.logaddexp(0.0, u)
        found[large] = np.where((u > 0) & (d > 0), above, other)
    return found


def solve_cycle(base: np.ndarray, discount: np.ndarray, rewards: np.ndarray) -> np.ndarray:
    """Solve cards that fill step by step and begin anew: the incentive to buy at each step.

    Parameters
    ----------
    base : ndarray, shape (members,)
        Utility of a visit over no visit, without a programme.
    discount : ndarray, shape (members,)
        Weight of next period, 0 to below 1.
    rewards : ndarray, shape (steps, members)
        Utility handed over at the end of the period in which the step is made; 0 or more.

    Returns
    -------
    ndarray, shape (steps, members)
        ``discount * (reward + V(next) - V(here))``; never negative.

    Notes
    -----
    With d the incentive, S the log-sum log(1 + e^(u + d)) and b the discount, Bellman's equation
    is V(k) = S(k) / (1 - b), so V falls out of the differences of neighbours::

        S(k) = S(k + 1) - (1 - b) / b * d(k) + (1 - b) * reward(k),    sum of d = b * sum of rewards

    Newton's method on these equations is policy iteration on the values, step for step, and so
    converges from anywhere; but small differences of large values are never taken, so a discount
    of 0.9999 and incentives of 1e-100 keep their digits.
    """
    # With next to no weight on the future, a step is worth its own reward and nothing beyond.
    incentive = discount * rewards
    total = incentive.sum(axis=0)
    live = (discount > 1e-100) & (total > 1e-250)
    if live.any():
        incentive[:, live] = _solve(base[live], discount[live], rewards[:, live], total[live])
    return incentive


def _solve(u: np.ndarray, b: np.ndarray, rewards: np.ndarray, total: np.ndarray) -> np.ndarray:
    steps = len(rewards)
    patience = (1.0 - b) / b
    gift = (1.0 - b) * rewards
    d = np.tile(total / steps, (steps, 1))
    if steps == 1:
        return d
    polishing = False
    for _round in range(_MOST_ROUNDS):
        p = expit(u + d)
        gain = surplus_gain(u, d)
        short = gain[1:] + gift[:-1] - gain[:-1] - patience * d[:-1]
        # Corrections, from the last step back: level * (that of the last step) + offset.
        level, offset = np.ones_like(d), np.zeros_like(d)
        for k in range(steps - 2, -1, -1):
            slope = p[k] + patience
            level[k] = p[k + 1] / slope * level[k + 1]
            offset[k] = (p[k + 1] * offset[k + 1] + short[k]) / slope
        last = (total - d.sum(axis=0) - offset.sum(axis=0)) / level.sum(axis=0)
        change = level * last + offset
        d += change
        if polishing:
            break
        polishing = bool((np.abs(change) <= _ACCURACY * total).all())
    return np.maximum(d, 0.0)
