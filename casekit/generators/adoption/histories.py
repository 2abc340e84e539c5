"""Adopt one by one, many times over: the same market, other arrivals, another winner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from casekit.generators.adoption.tastes import Tastes, TwoKinds
from casekit.generators.adoption.walk import LeadWalk
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["AdoptionTruth", "make_adoption"]


@dataclass(frozen=True)
class AdoptionTruth:
    """What the generator knows of its market.

    Attributes
    ----------
    walk : LeadWalk
        All parameters, and the exact chances.
    standards : tuple of str
        First and second standard.
    lead_at_start : int
        Adoptions of the first minus those of the second before the first arrival.
    outcomes : pandas.DataFrame
        A row a history: ``history``, ``lead_at_end``, ``share_first`` (of the adoptions drawn),
        ``winner`` (missing when no wall was reached) and ``adoptions_to_lock_in``.
    """

    walk: LeadWalk
    standards: tuple[str, str]
    lead_at_start: int
    outcomes: pd.DataFrame

    @property
    def walls(self) -> tuple[int, int] | None:
        """Give the leads at which the market is locked in, or None."""
        return self.walk.walls

    @property
    def chance_first_wins(self) -> float:
        """Give the exact chance that the first standard takes the market."""
        return self.walk.chance_first_wins(self.lead_at_start)

    @property
    def mean_adoptions_to_lock_in(self) -> float:
        """Give the exact mean number of adoptions until lock-in."""
        return self.walk.mean_adoptions_to_lock_in(self.lead_at_start)


def make_adoption(
    n_histories: int,
    *,
    seed: int,
    adopters: int = 100,
    network_strength: float = 0.05,
    advantage: float = 0.0,
    tastes: Tastes | None = None,
    lead_at_start: int = 0,
    compatibility: float = 0.0,
    standards: tuple[str, str] = ("A", "B"),
) -> tuple[pd.DataFrame, AdoptionTruth]:
    """Let adopters arrive one by one at two competing standards, in many parallel histories.

    Parameters
    ----------
    n_histories : int
        How many times the same market is run, each time with other arrivals.
    seed : int
        Same seed, same data.
    adopters : int
        Adoptions in each history.
    network_strength : float
        What each earlier adoption adds to the payoff of its standard; 0 none, below 0 it takes
        away. Any unit of money, the same as that of advantage and tastes. Default: 0.05 (r and s
        of the setting described under `TwoKinds`).
    advantage : float
        What everybody gains by the first standard beside taste and network.
    tastes : TwoKinds or NormalTastes, optional
        How adopters differ; by default two kinds with a gap of 0.22 each way, so that a kind
        changes sides at a lead of 4.4: never at a whole number, so there are no ties.
    lead_at_start : int
        Adoptions of the first standard minus those of the second before the first arrival.
    compatibility : float
        Share of the other standard's adoptions that count as one's own, from 0 to 1.
    standards : tuple of str
        Names of the first and the second standard.

    Returns
    -------
    histories : pandas.DataFrame
        A row an adoption: ``history`` and ``adoption`` (both from 1), ``standard`` (the one
        chosen) and ``lead`` (of the first over the second, after it).
    truth : AdoptionTruth
        Parameters, exact chances, and who won each history.

    Raises
    ------
    InputError
        If a parameter makes no sense; the message says which and why.

    Notes
    -----
    Source: Arthur (1989), "Competing technologies, increasing returns, and lock-in by historical
    events", Economic Journal 99(394), 116-131. Only ratios of money matter: all of it times 100
    gives the same histories.

    Examples
    --------
    >>> histories, truth = make_adoption(500, seed=1)
    >>> truth.walls, truth.mean_adoptions_to_lock_in
    ((-5, 5), 25.0)
    >>> truth.outcomes["winner"].value_counts().index.sort_values().tolist()
    ['A', 'B']
    """
    refuse_unless_whole(n_histories, "n_histories")
    refuse_unless_whole(adopters, "adopters")
    whole = isinstance(lead_at_start, (int, np.integer)) and not isinstance(lead_at_start, bool)
    refuse_unless(whole, "lead_at_start", lead_at_start, _("a whole number"))
    first, second = _two_names(standards)
    walk = LeadWalk(network_strength, advantage, tastes or TwoKinds(), compatibility)
    leads = _draw(walk, int(lead_at_start), n_histories, adopters, np.random.default_rng(seed))
    steps = np.diff(leads, axis=0)
    histories = pd.DataFrame(
        {
            "history": np.repeat(np.arange(1, n_histories + 1, dtype=np.int32), adopters),
            "adoption": np.tile(np.arange(1, adopters + 1, dtype=np.int32), n_histories),
            "standard": _named(steps.T.ravel() < 0, (first, second)),
            "lead": leads[1:].T.ravel(),
        }
    )
    outcomes = _outcomes(leads, walk.walls, (first, second))
    return histories, AdoptionTruth(walk, (first, second), int(lead_at_start), outcomes)


def _two_names(standards: Any) -> tuple[str, str]:
    fine = (
        isinstance(standards, (tuple, list))
        and len(standards) == 2
        and all(isinstance(name, str) and name for name in standards)
        and standards[0] != standards[1]
    )
    refuse_unless(fine, "standards", standards, _("two different names"))
    return str(standards[0]), str(standards[1])


def _named(codes: Any, standards: tuple[str, str]) -> Any:
    """Turn 0, 1 and -1 (missing) into names, without a text for each row."""
    categories: Any = pd.Index(list(standards))
    return pd.Categorical.from_codes(codes.astype(np.int8), categories=categories)


def _draw(
    walk: LeadWalk, start: int, n: int, adopters: int, generator: np.random.Generator
) -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
    """Draw the lead before the first and after each adoption: adopters + 1 rows, n columns."""
    reach = abs(start) + adopters
    chance = walk.chance_of_first(np.arange(-reach, reach + 1))
    leads = np.empty((adopters + 1, n), dtype=np.int32)
    leads[0] = start
    for row in range(adopters):
        up = generator.random(n) < chance[leads[row] + reach]
        leads[row + 1] = leads[row] + np.where(up, 1, -1)
    return leads


def _outcomes(
    leads: np.ndarray[tuple[int, int], np.dtype[np.int32]],
    walls: tuple[int, int] | None,
    standards: tuple[str, str],
) -> pd.DataFrame:
    adopters, n = len(leads) - 1, leads.shape[1]
    low, high = walls if walls is not None else (-np.inf, np.inf)
    outside = (leads <= low) | (leads >= high)
    locked = outside.any(axis=0)
    when = outside.argmax(axis=0)
    winner = np.where(leads[when, np.arange(n)] >= high, 0, 1)
    ended = (leads[-1] - leads[0] + adopters) / 2
    waited = pd.Series(when, dtype="Int64").where(pd.Series(locked))
    return pd.DataFrame(
        {
            "history": np.arange(1, n + 1),
            "lead_at_end": leads[-1],
            "share_first": ended / adopters,
            "winner": _named(np.where(locked, winner, -1), standards),
            "adoptions_to_lock_in": waited,
        }
    )
