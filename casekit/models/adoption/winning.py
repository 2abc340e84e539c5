"""Does the better one win? The exact chance, and a table over advantages."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from casekit.generators.adoption import LeadWalk, NormalTastes, Tastes, make_adoption

__all__ = ["chance_of_winning", "who_wins"]


def chance_of_winning(
    *,
    advantage: float,
    network_strength: float,
    tastes: Tastes | None = None,
    lead_at_start: int = 0,
    compatibility: float = 0.0,
) -> float:
    """Give the exact chance that the first standard takes the whole market.

    Parameters
    ----------
    advantage, network_strength, compatibility : float
        As in `casekit.generators.adoption.make_adoption`.
    tastes : NormalTastes or TwoKinds, optional
        Default: `NormalTastes`, with a standard deviation of 0.2.
    lead_at_start : int
        Adoptions of the first standard minus those of the second at the start.

    Returns
    -------
    float
        Missing (nan) where no standard ever takes the whole market.

    Notes
    -----
    The gambler's ruin with a chance that depends on the lead. A head start of k adoptions is
    worth exactly as much as an advantage of k times the network strength.

    Examples
    --------
    >>> advantages = [0, 0.05, 0.10, 0.20]
    >>> [
    ...     round(chance_of_winning(advantage=advantage, network_strength=0.05), 3)
    ...     for advantage in advantages
    ... ]
    [0.5, 0.741, 0.902, 0.996]
    """
    walk = LeadWalk(network_strength, advantage, tastes or NormalTastes(), compatibility)
    return walk.chance_first_wins(lead_at_start)


def who_wins(
    advantages: Sequence[float],
    *,
    network_strength: float,
    tastes: Tastes | None = None,
    lead_at_start: int = 0,
    n_histories: int = 1000,
    adopters: int = 100,
    seed: int = 1,
) -> pd.DataFrame:
    """Run many histories for each advantage and put the exact chance beside the count.

    Parameters
    ----------
    advantages : sequence of float
        What the first standard is better by.
    network_strength, tastes, lead_at_start
        As in `chance_of_winning`.
    n_histories, adopters : int
        Histories for each advantage, and adoptions in each.
    seed : int
        Same seed, same arrivals.

    Returns
    -------
    pandas.DataFrame
        ``advantage``, ``chance`` (exact), ``won`` (share of histories with more adoptions of the
        first standard in the end) and ``histories``.

    Examples
    --------
    >>> table = who_wins([0, 10], network_strength=5, tastes=NormalTastes(20), seed=3)
    >>> table["chance"].round(2).tolist()
    [0.5, 0.9]
    """
    rows = []
    for advantage in advantages:
        _, truth = make_adoption(
            n_histories,
            seed=seed,
            adopters=adopters,
            network_strength=network_strength,
            advantage=advantage,
            tastes=tastes or NormalTastes(),
            lead_at_start=lead_at_start,
        )
        ends = truth.outcomes["lead_at_end"]
        # An even number of adopters can end level; half of those will go each way.
        won = float((ends > 0).mean() + (ends == 0).mean() / 2)
        rows.append((float(advantage), truth.chance_first_wins, won, n_histories))
    return pd.DataFrame(rows, columns=["advantage", "chance", "won", "histories"])
