"""The stores: where they are, when they are open, and at which one each visit was made."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.cases.rewards.guests import NEVER, Guests
from casekit.cases.rewards.regulars import CLOSING_DAY, Regulars
from casekit.cases.rewards.settings import DAYS, START, RewardsSettings

__all__ = ["Stores", "make_stores", "place_visits"]

Integers = NDArray[np.int64]
_TOWNS = ("Ashby", "Brookfield", "Carver", "Dunmore", "Elmdale", "Fernley")


@dataclass(frozen=True, eq=False)
class Stores:
    """Hold the stores as arrays, one entry each; days since the record began.

    Attributes
    ----------
    town : ndarray of int64
        Number of the town; the first store of each town never closes.
    opened, closed : ndarray of int64
        First day; first day after closing for good.
    paused : ndarray of bool
        Whether the store was shut during the closure.
    pause : tuple of int
        First day of the closure, and first day after it.
    home : ndarray of int64
        Home store of each guest.
    """

    town: Integers
    opened: Integers
    closed: Integers
    paused: NDArray[np.bool_]
    pause: tuple[int, int]
    home: Integers = field(repr=False)

    def is_open(self, store: Integers, day: Integers) -> NDArray[np.bool_]:
        """Tell whether stores are open on days."""
        paused = self.paused[store] & (day >= self.pause[0]) & (day < self.pause[1])
        return np.asarray((day >= self.opened[store]) & (day < self.closed[store]) & ~paused)

    def table(self) -> pd.DataFrame:
        """Write the table of stores, with dates; a date that has not come is missing."""
        first, after = self.pause
        shut = self.paused & (after > first)
        return pd.DataFrame(
            {
                "store_id": np.arange(1, len(self.town) + 1),
                "town": np.array(_TOWNS)[self.town],
                "opened": START + self.opened,
                "closed_from": _dates(np.where(shut, first, NEVER)),
                "closed_to": _dates(np.where(shut, after - 1, NEVER)),
                "closed_for_good": _dates(self.closed),
            }
        ).astype({"opened": "datetime64[s]"})


def make_stores(guests: Guests, regulars: Regulars, settings: RewardsSettings) -> Stores:
    """Draw homes: regulars live in the first town, all others anywhere.

    Parameters
    ----------
    guests : Guests
    regulars : Regulars
    settings : RewardsSettings

    Returns
    -------
    Stores
        The second store of the first town closes for good; all but the first of each town are
        shut during the closure; a few opened during the first year.
    """
    n = settings.n_stores
    towns = min(len(_TOWNS), n // 2)
    number = np.arange(n)
    new = min(n // 8, n - towns - 1)
    opened = np.where(number < n - new, -365 * 2 + 17 * number, 60 + 40 * (n - 1 - number))
    closing = towns
    closed = np.where(number == closing, CLOSING_DAY, NEVER)
    rng = np.random.default_rng([settings.seed, 21])
    home = rng.integers(0, n, guests.count)
    # The record's regulars: those who left with the store had it as their home, and as many more.
    theirs = np.flatnonzero(number % towns == 0)
    others = theirs[theirs != closing]
    home[regulars.members] = others[rng.integers(0, len(others), len(regulars.members))]
    moved = regulars.departures["moved_away"].to_numpy(dtype=bool)
    stayed = np.flatnonzero(~moved)
    also = rng.permutation(stayed)[: int(moved.sum())]
    home[regulars.members[np.concatenate([np.flatnonzero(moved), also])]] = closing
    pause = (guests.clock.first_day, guests.clock.first_day + guests.clock.days)
    return Stores(number % towns, opened, closed, number >= towns, pause, home)


def place_visits(guests: Guests, stores: Stores, settings: RewardsSettings) -> Integers:
    """Say at which store each visit was made: mostly at home, always where it was open.

    Parameters
    ----------
    guests : Guests
    stores : Stores
    settings : RewardsSettings

    Returns
    -------
    ndarray of int64
        Number of the store (from 0) of each visit.
    """
    rng = np.random.default_rng([settings.seed, 22])
    home = stores.home[guests.who]
    towns = int(stores.town.max()) + 1
    in_town = -(-(len(stores.town) - stores.town[home]) // towns)
    other = stores.town[home] + towns * rng.integers(0, in_town)
    chosen = np.where(rng.random(len(home)) < settings.home_share, home, other)
    return np.where(stores.is_open(chosen, guests.day), chosen, stores.town[home])


def _dates(day: Integers) -> pd.Series:
    """Turn days into dates; beyond the record there is none."""
    known = day < DAYS
    dates = pd.Series((START + np.where(known, day, 0)).astype("datetime64[s]"))
    return dates.where(pd.Series(known))
