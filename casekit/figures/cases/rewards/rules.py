"""Counting guests by a rule of silence, week by week, beside who is truly still a guest."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from casekit.cases.rewards import RewardsTruth
from casekit.frames.relations import Tables

__all__ = ["RuleCounts", "SilenceRules"]

Integers = NDArray[np.int64]
_FIRST_WEEK = 26


@dataclass(frozen=True)
class RuleCounts:
    """Hold what a rule counts at the end of each week.

    Attributes
    ----------
    active : ndarray of int64
        Guests who are called active.
    missed : ndarray of int64
        Guests who are still guests and are not called active.
    ghosts : ndarray of int64
        Guests who are gone and are called active.
    """

    active: Integers
    missed: Integers
    ghosts: Integers


@dataclass(frozen=True, eq=False)
class SilenceRules:
    """Know, for the end of each week, how long each member has been silent, and who is alive.

    Attributes
    ----------
    days : ndarray of int64
        Days since the record began, a week apart.
    alive : ndarray of int64
        Guests who are truly still guests on these days.
    closure : tuple of int
        First day of the closure, and first day after it; equal where there is none.
    start : datetime64
        First day of the record.

    Examples
    --------
    >>> from casekit.cases.rewards import rewards_world
    >>> rules = SilenceRules.of(*rewards_world(200, seed=1, n_households=50))
    >>> counts = rules.counts(90)
    >>> bool((counts.active == rules.alive - counts.missed + counts.ghosts).all())
    True
    """

    days: Integers = field(repr=False)
    alive: Integers = field(repr=False)
    closure: tuple[int, int]
    start: np.datetime64
    # Guests by week, days of silence and whether they are alive; for each clock.
    _heaps: dict[bool, Integers] = field(repr=False)

    @classmethod
    def of(cls, data: Tables, truth: RewardsTruth) -> SilenceRules:
        """Learn the silences from a world.

        Parameters
        ----------
        data : Tables
        truth : RewardsTruth
            Both from `casekit.cases.rewards.rewards_world`.

        Returns
        -------
        SilenceRules
        """
        start = np.datetime64("2024-01-01")
        day = (data.visits["date"].to_numpy() - start).astype("timedelta64[D]").astype(np.int64)
        who = data.visits["customer_id"].to_numpy() - 1
        order = np.argsort(day, kind="stable")
        day, who = day[order], who[order]
        gone = ((truth.guests["gone"].to_numpy() - start) / np.timedelta64(1, "D")).astype(float)
        gone = np.where(np.isnan(gone), np.inf, gone)
        weeks = np.arange(7 * _FIRST_WEEK - 1, int(day.max()) + 1, 7)
        last = np.full(len(gone), -1)
        heaps = {clock: np.zeros((len(weeks), 2, 800), dtype=np.int64) for clock in (False, True)}
        lived = truth.clock.open_days(np.arange(int(day.max()) + 2))
        for number, (before, today) in enumerate(zip([-1, *weeks[:-1]], weeks, strict=True)):
            new = slice(*np.searchsorted(day, [before + 1, today + 1]))
            np.maximum.at(last, who[new], day[new])
            here = last >= 0
            alive = (gone[here] > today).astype(np.int64)
            for clock, heap in heaps.items():
                silence = lived[today] - lived[last[here]] if clock else today - last[here]
                np.add.at(heap[number], (alive, np.ceil(silence - 1e-9).astype(np.int64)), 1)
        first = int(truth.clock.first_day)
        return cls(
            weeks,
            heaps[False][:, 1].sum(axis=1),
            (first, first + int(truth.clock.days)),
            start,
            {clock: heap.cumsum(axis=2) for clock, heap in heaps.items()},
        )

    def counts(self, limit_days: int, *, open_days: bool = False) -> RuleCounts:
        """Count by a rule: active is who came within so many days.

        Parameters
        ----------
        limit_days : int
            Length of the window.
        open_days : bool
            Whether a day of the closure counts only for the share of visits that it had.

        Returns
        -------
        RuleCounts
        """
        heap = self._heaps[open_days]
        inside = heap[:, :, min(limit_days - 1, heap.shape[2] - 1)]
        return RuleCounts(inside.sum(axis=1), self.alive - inside[:, 1], inside[:, 0])

    def date(self, number: int) -> np.datetime64:
        """Give the calendar date of a week's end."""
        return self.start + np.timedelta64(int(self.days[number]), "D")
