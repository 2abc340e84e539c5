"""Solve a year of tiers: backward through its weeks, with what next year's status is worth."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from casekit.generators.programmes.designs.cycle import surplus_gain
from casekit.generators.programmes.designs.member import Members
from casekit.generators.programmes.designs.solved import Solved

__all__ = ["solve_year"]

_MOST_ROUNDS = 200
_ACCURACY = 1e-13


def solve_year(
    members: Members, visits_needed: np.ndarray, benefits: np.ndarray, weeks: int
) -> Solved:
    """Solve tiers that are earned by a year's visits and kept through the next year.

    Parameters
    ----------
    members : Members
    visits_needed : ndarray of int, shape (tiers - 1,)
        Visits in a year that earn each tier above the lowest.
    benefits : ndarray, shape (tiers,)
        Dollars that a visit is worth more in each tier.
    weeks : int

    Returns
    -------
    Solved
        States ``visits_this_year, week`` (from 1), ``status`` (kept from last year) and ``tier``
        (which counts), those alone that can be reached.

    Notes
    -----
    Values are held over that of a new member, v = V - V(new); w is (1 - b) times what V(new) is
    over the value without a programme. Given w and the value of each status at the start of a
    year, a year is a backward sweep; a forward sweep gives the chances of next year's status, which
    are the slopes of Newton's method on these few unknowns: policy iteration.
    """
    u, b = members.base_utility, members.discount_factor
    people, tiers = len(u), len(benefits)
    most = int(min(weeks, visits_needed[-1])) if tiers > 1 else 0
    made = np.arange(most + 1)
    earned = np.searchsorted(visits_needed, made, side="right")
    tier = np.maximum(earned[:, None], np.arange(tiers))
    extra = members.price_coefficient * benefits[tier][:, :, None]
    further = np.minimum(made + 1, most)
    # Unknowns: w, then the values of the statuses above the lowest.
    unknown = np.zeros((tiers, people))
    unknown[0] = surplus_gain(u, extra[0, 0])
    scale = members.price_coefficient * benefits[-1]
    horizon = b**weeks
    weight = np.where(b > 0, -np.expm1(weeks * np.log(np.where(b > 0, b, 1.0))), 1.0) / (1.0 - b)
    for _round in range(_MOST_ROUNDS):
        v, d = _backward(u, b, extra, further, earned, unknown, weeks)
        status, _time = _forward(u + d, further, earned)
        target = np.vstack([np.zeros((1, people)), unknown[1:]])
        system = np.zeros((people, tiers, tiers))
        system[:, :, 0] = -weight[:, None]
        system[:, :, 1:] = (horizon * status[:, 1:]).transpose(2, 0, 1)
        system[:, np.arange(1, tiers), np.arange(1, tiers)] -= 1.0
        short = (v[0, 0] - target).T[:, :, None]
        change = -np.linalg.solve(system, short)[:, :, 0].T
        unknown = unknown + change
        if (np.abs(change) <= _ACCURACY * (scale + np.abs(unknown).max(axis=0))).all():
            break
    v, d = _backward(u, b, extra, further, earned, unknown, weeks)
    return _solved(members, v, d, unknown, further, earned, tier, benefits)


def _backward(
    u: np.ndarray,
    b: np.ndarray,
    extra: np.ndarray,
    further: np.ndarray,
    earned: np.ndarray,
    unknown: np.ndarray,
    weeks: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Give v and the incentives, shape (weeks + 1 or weeks, visits, statuses, members)."""
    visits, tiers = extra.shape[:2]
    v = np.zeros((weeks + 1, visits, tiers, len(u)))
    d = np.zeros((weeks, visits, tiers, len(u)))
    start = np.vstack([np.zeros((1, len(u))), unknown[1:]])
    v[weeks] = start[earned][:, None, :]
    for t in range(weeks - 1, -1, -1):
        # No more visits than weeks gone by.
        some = min(t, visits - 1) + 1
        stay = b * v[t + 1]
        d[t, :some] = extra[:some] + stay[further[:some]] - stay[:some]
        v[t, :some] = stay[:some] + surplus_gain(u, d[t, :some]) - unknown[0]
    return v, d


def _forward(
    utility: np.ndarray, further: np.ndarray, earned: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Give next year's status by this year's (tiers, tiers, members), and time by state."""
    weeks, visits, tiers, people = utility.shape
    time = np.zeros((weeks + 1, visits, tiers, people))
    time[0, 0] = 1.0
    for t in range(weeks):
        some = min(t, visits - 1) + 1
        come = time[t, :some] * expit(utility[t, :some])
        time[t + 1, :some] = time[t, :some] * expit(-utility[t, :some])
        if some < visits:
            time[t + 1, 1 : some + 1] += come
        else:
            # More visits than earn the highest tier are not counted.
            time[t + 1, 1:] += come[:-1]
            time[t + 1, -1] += come[-1]
    status = np.zeros((tiers, tiers, people))
    for n in range(visits):
        status[:, earned[n]] += time[weeks, n]
    return status, time[:weeks]


def _long_run(status: np.ndarray) -> np.ndarray:
    """Give the share of years in each status, shape (tiers, people).

    By Grassmann, Taksar and Heyman's elimination, which never subtracts: chances of 1e-100 to lose
    or gain a status keep their digits. Where no chance is left, members are where they began.
    """
    moves = status.copy()
    tiers, _tiers, people = status.shape
    for n in range(tiers - 1, 0, -1):
        moves[:n, n] /= np.maximum(moves[n, :n].sum(axis=0), 1e-150)
        moves[:n, :n] += moves[:n, n][:, None] * moves[n, :n][None]
    share = np.ones((tiers, people))
    for n in range(1, tiers):
        share[n] = (share[:n] * moves[:n, n]).sum(axis=0)
    return np.asarray(share / share.sum(axis=0))


def _solved(
    members: Members,
    v: np.ndarray,
    d: np.ndarray,
    unknown: np.ndarray,
    further: np.ndarray,
    earned: np.ndarray,
    tier: np.ndarray,
    benefits: np.ndarray,
) -> Solved:
    """Lay out the states that can be reached."""
    u, b = members.base_utility, members.discount_factor
    weeks, visits, tiers, _people = d.shape
    chance = expit(u + d)
    status, time = _forward(u + d, further, earned)
    time = time * _long_run(status) / weeks
    t, n, s = (grid.ravel() for grid in np.indices((weeks, visits, tiers)))
    # No more visits than weeks gone by, and no status that no year can earn.
    kept = (n <= t) & np.isin(s, earned)
    place = np.cumsum(kept) - 1
    t, n, s = t[kept], n[kept], s[kept]

    def at(week: np.ndarray, made: np.ndarray, kept_status: np.ndarray) -> np.ndarray:
        over = week == weeks
        flat = np.ravel_multi_index(
            (
                np.where(over, 0, week),
                np.where(over, 0, made),
                np.where(over, earned[made], kept_status),
            ),
            (weeks, visits, tiers),
        )
        return np.asarray(place[flat])

    return Solved(
        states={"visits_this_year": n, "week": t + 1, "status": s, "tier": tier[n, s]},
        start=0,
        next_if_visit=at(t + 1, further[n], s)[:, None],
        outcome_chance=np.ones(1),
        next_if_not=at(t + 1, n, s),
        rewards=np.zeros((len(t), 1), dtype=int),
        worth=benefits[tier[n, s]][:, None],
        base=u,
        incentive=d[t, n, s],
        relative=v[t, n, s],
        value=(np.logaddexp(0.0, u) + unknown[0]) / (1.0 - b) + v[t, n, s],
        chance=chance[t, n, s],
        time=time[t, n, s],
    )
