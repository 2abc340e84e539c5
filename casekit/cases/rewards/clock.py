"""The clock of open shops: while most are closed it runs slowly, and nobody leaves for that."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from casekit.cases.rewards.settings import DAYS, FUTURE_DAYS

__all__ = ["OpenClock"]

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
SECONDS = 86_400
_WEEK = 7 * SECONDS


@dataclass(frozen=True)
class OpenClock:
    """Translate between the time that a guest lives through as a guest and the calendar.

    Attributes
    ----------
    first_day, days : int
        First day of the closure and its length, in days since the record began.
    per_mille : int
        How fast the clock of guests runs during the closure: 1000 is as usual, 0 stands still.
    """

    first_day: int
    days: int
    per_mille: int

    @property
    def record_weeks(self) -> float:
        """Give the length of the record on the clock of guests, in weeks."""
        return (DAYS * SECONDS - self._lost) / _WEEK

    @property
    def all_weeks(self) -> float:
        """Give the length of record and future on the clock of guests, in weeks."""
        return self.record_weeks + FUTURE_DAYS / 7

    @property
    def _inside(self) -> int:
        """Count the seconds of guests' time that pass during the closure."""
        return self.days * SECONDS * self.per_mille // 1000

    @property
    def _lost(self) -> int:
        return self.days * SECONDS - self._inside

    def calendar_day(self, seconds: Integers) -> Integers:
        """Give the calendar day of moments on the clock of guests.

        Parameters
        ----------
        seconds : ndarray of int64
            Seconds of guests' time since the record began.

        Returns
        -------
        ndarray of int64
            Whole days since the record began.

        Examples
        --------
        >>> clock = OpenClock(first_day=10, days=10, per_mille=200)
        >>> clock.calendar_day(np.array([9, 10, 11, 12, 13]) * 86_400).tolist()
        [9, 10, 15, 20, 21]
        """
        begin = self.first_day * SECONDS
        inside = begin + (seconds - begin) * 1000 // max(self.per_mille, 1)
        end = begin + self._inside
        moment = np.where(seconds < begin, seconds, np.where(seconds < end, inside, 0))
        moment = np.where(seconds >= end, seconds + self._lost, moment)
        return np.asarray(np.where(seconds < begin, seconds, moment) // SECONDS)

    def open_days(self, day: Integers) -> Floats:
        """Give how much guests' time has passed by the beginning of calendar days, in days.

        Examples
        --------
        >>> clock = OpenClock(first_day=10, days=10, per_mille=200)
        >>> clock.open_days(np.array([10, 15, 25])).tolist()
        [10.0, 11.0, 17.0]
        """
        through = np.clip(day - self.first_day, 0, self.days)
        return np.asarray(day - through * (1 - self.per_mille / 1000))
