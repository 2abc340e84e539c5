"""The regulars of one town: circles of friends, a store that closes, and who follows whom."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.cases.rewards.guests import NEVER, Guests
from casekit.cases.rewards.settings import DAYS, MONTHS, START, RewardsSettings
from casekit.generators.community import DeparturesTruth, make_departures

__all__ = ["CLOSING_DAY", "FIRST_MONTH", "Regulars", "make_regulars"]

Integers = NDArray[np.int64]
# The store closes for good when the second year begins; regulars are followed for that year.
FIRST_MONTH = 12
CLOSING_DAY = int(((START.astype("M8[M]") + FIRST_MONTH).astype("M8[D]") - START).astype(int))


@dataclass(frozen=True, eq=False)
class Regulars:
    """Hold the regulars, who is friends with whom, and who left why.

    Attributes
    ----------
    members : ndarray of int64
        Places of the regulars among the guests (from 0).
    departures, friendships : pandas.DataFrame
        As `make_departures` gives them, with the guests' ids.
    departures_truth : DeparturesTruth or None
        None where there are too few guests for one circle.
    stop : ndarray of int64
        For all guests: first day without them because they left with the store or after friends.
    because_of_store, because_of_friends : int
        Regulars who would still come at the end of the record had the store stayed open; and had
        nobody followed friends. The luck of everybody is the same.
    """

    members: Integers = field(repr=False)
    departures: pd.DataFrame = field(repr=False)
    friendships: pd.DataFrame = field(repr=False)
    departures_truth: DeparturesTruth | None = field(repr=False)
    stop: Integers = field(repr=False)
    because_of_store: int
    because_of_friends: int


def make_regulars(guests: Guests, settings: RewardsSettings) -> Regulars:
    """Draw the regulars from guests who come often and would come to the end, and let some leave.

    Parameters
    ----------
    guests : Guests
        Before anybody has left with a store or a friend.
    settings : RewardsSettings

    Returns
    -------
    Regulars
    """
    rate = guests.purchases.customers["purchase_rate_per_week"].to_numpy()
    fit = (guests.joined < CLOSING_DAY) & (guests.gone > DAYS) & (rate >= np.median(rate))
    wanted = round(settings.regular_share * guests.count)
    found = np.flatnonzero(fit)[:wanted]
    circles = len(found) // settings.circle_size
    stop = np.full(guests.count, NEVER)
    if not circles:
        return _nobody(stop)
    members = found[: circles * settings.circle_size].astype(np.int64)
    departures, friendships, truth = _departures(circles, settings)
    months = departures["month_left"].fillna(0).to_numpy(dtype=np.int64)
    first = (START.astype("M8[M]") + FIRST_MONTH + months - 1).astype("M8[D]")
    left = months > 0
    stop[members[left]] = (first - START).astype(np.int64)[left]

    n_left = int(left.sum())
    open_store = _departures(circles, replace(settings, left_with_store=0.0))[0]
    alone = _departures(circles, replace(settings, contagion=0.0))[0]
    ids = members + 1

    def named(table: pd.DataFrame, *columns: str) -> pd.DataFrame:
        return table.assign(**{c: ids[table[c].to_numpy(dtype=np.int64) - 1] for c in columns})

    return Regulars(
        members=members,
        departures=named(departures, "customer_id"),
        friendships=named(friendships, "customer_id", "friend_id"),
        departures_truth=replace(
            truth,
            friendships=named(truth.friendships, "customer_id", "friend_id"),
            customers=named(truth.customers, "customer_id"),
        ),
        stop=stop,
        because_of_store=n_left - int(open_store["month_left"].notna().sum()),
        because_of_friends=n_left - int(alone["month_left"].notna().sum()),
    )


def _departures(
    circles: int, settings: RewardsSettings
) -> tuple[pd.DataFrame, pd.DataFrame, DeparturesTruth]:
    return make_departures(
        circles,
        seed=settings.seed,
        circle_size=settings.circle_size,
        months=MONTHS - FIRST_MONTH,
        contagion=settings.contagion,
        monthly_hazard=settings.monthly_hazard,
        moved_share=settings.left_with_store,
    )


def _nobody(stop: Integers) -> Regulars:
    """Give empty tables, with the types that full ones have."""
    none = np.zeros(0, dtype=np.int64)
    departures = pd.DataFrame(
        {"customer_id": none, "month_left": pd.array([], dtype="Int64"), "moved_away": none > 0}
    )
    friendships = pd.DataFrame({"customer_id": none, "friend_id": none})
    return Regulars(none, departures, friendships, None, stop, 0, 0)
