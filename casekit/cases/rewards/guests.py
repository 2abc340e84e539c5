"""Who comes when: the guests' lives, made of a purchase process and the clock of open shops."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from casekit.cases.rewards.clock import OpenClock
from casekit.cases.rewards.settings import DAYS, FUTURE_DAYS, START, RewardsSettings
from casekit.generators.purchases import PurchaseTruth, make_purchases

__all__ = ["NEVER", "Guests", "make_guests", "stop_at"]

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
# A day beyond all that is known: not gone by the end of the future.
NEVER = 10**9
# Nothing costs less than a dollar.
_CHEAPEST = 100


@dataclass(frozen=True, eq=False)
class Guests:
    """Hold all visits, record and future, and when each guest was a guest.

    Attributes
    ----------
    clock : OpenClock
    purchases : PurchaseTruth
        What the purchase process knows, on the clock of guests (weeks of open shops).
    who, day, cents : ndarray of int64
        A visit each, by guest and time: place of the guest (from 0), day, amount in cents.
    joined, gone : ndarray of int64
        A guest each: day of the first visit; day from whose end on the guest is gone for good,
        ``NEVER`` where that is not before the end of the future.
    worth : ndarray of float
        What a guest spends a week while alive and shops are open, $.
    """

    clock: OpenClock
    purchases: PurchaseTruth = field(repr=False)
    who: Integers = field(repr=False)
    day: Integers = field(repr=False)
    cents: Integers = field(repr=False)
    joined: Integers = field(repr=False)
    gone: Integers = field(repr=False)
    worth: Floats = field(repr=False)

    @property
    def count(self) -> int:
        """Count the guests."""
        return len(self.joined)


def make_guests(settings: RewardsSettings) -> Guests:
    """Draw the guests' visits on their own clock, and put them on the calendar.

    Parameters
    ----------
    settings : RewardsSettings

    Returns
    -------
    Guests
        Before anybody has left with a store or a friend.
    """
    clock = OpenClock(
        7 * settings.closure_week,
        7 * settings.closure_weeks,
        round(1000 * settings.visits_in_closure),
    )
    log, truth = make_purchases(
        settings.n_customers,
        seed=settings.seed,
        process=settings.visits,
        spend=settings.spend,
        weeks=clock.all_weeks,
        entry_weeks=clock.record_weeks,
        start=str(START),
    )
    seconds = (log["date"].to_numpy() - START.astype("datetime64[s]")).astype(np.int64)
    day = clock.calendar_day(seconds)
    # The last instants of the future belong to its last day.
    day = np.minimum(day, DAYS + FUTURE_DAYS - 1)
    who = log["customer_id"].to_numpy(dtype=np.int64) - 1
    cents = np.maximum(np.rint(100 * log["amount"].to_numpy()).astype(np.int64), _CHEAPEST)
    first = np.flatnonzero(np.diff(who, prepend=-1))
    last = np.append(first[1:], len(who)) - 1
    people = truth.customers
    alive = people["alive_at_end"].to_numpy()
    worth = people["purchase_rate_per_week"].to_numpy() * people["mean_spend"].to_numpy()
    return Guests(
        clock=clock,
        purchases=truth,
        who=who,
        day=day,
        cents=cents,
        joined=np.minimum(day[first], DAYS - 1),
        # In this process a guest leaves with a purchase: whoever is gone went after the last one.
        gone=np.where(alive, NEVER, day[last]),
        worth=worth,
    )


def stop_at(guests: Guests, stop: Integers) -> Guests:
    """Let guests stop coming on given days, before their own time.

    Parameters
    ----------
    guests : Guests
    stop : ndarray of int64
        A guest each: first day without them, ``NEVER`` for those whom nothing stops.

    Returns
    -------
    Guests
    """
    kept = guests.day < stop[guests.who]
    return replace(
        guests,
        who=guests.who[kept],
        day=guests.day[kept],
        cents=guests.cents[kept],
        gone=np.minimum(guests.gone, stop),
    )
