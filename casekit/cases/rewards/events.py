"""All that happened, as tables: visits, Stars, money on cards, tiers; record and future."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.cases.rewards.guests import Guests
from casekit.cases.rewards.play import Played
from casekit.cases.rewards.rules import TIERS, YEAR, public_rules
from casekit.cases.rewards.settings import DAYS, START

__all__ = ["Events", "dates", "events_of", "tiers_of"]

Integers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Events:
    """Hold the events of record and future; days since the record began, numbered by time.

    Attributes
    ----------
    visits, stars, card : pandas.DataFrame
        ``day`` beside what the tables of the record have; amounts in cents.
    """

    visits: pd.DataFrame = field(repr=False)
    stars: pd.DataFrame = field(repr=False)
    card: pd.DataFrame = field(repr=False)


def dates(day: Integers) -> NDArray[np.datetime64]:
    """Turn days since the record began into dates."""
    return np.asarray((START + day).astype("datetime64[s]"))


def events_of(guests: Guests, played: Played, store: Integers) -> Events:
    """Write what happened as rows, in the order of time.

    Parameters
    ----------
    guests : Guests
    played : Played
    store : ndarray of int64
        Number of the store (from 0) of each visit.

    Returns
    -------
    Events
    """
    order = np.lexsort((np.arange(len(guests.who)), guests.who, guests.day))
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(1, len(order) + 1)
    visits = pd.DataFrame(
        {
            "visit_id": number,
            "customer_id": guests.who + 1,
            "store_id": store + 1,
            "day": guests.day,
            "cents": guests.cents,
            "paid_with_card": played.used > 0,
        }
    ).iloc[order]

    def rows(kind: str, amount: Integers, first: int, day: Integers) -> pd.DataFrame:
        some = np.flatnonzero(amount)
        return pd.DataFrame(
            {
                "customer_id": guests.who[some] + 1,
                "visit_id": number[some],
                "day": day[some],
                "kind": kind,
                "amount": amount[some],
                "tier": played.tier[some],
                "place": first,
            }
        )

    lapse = public_rules().expiry_days + 1
    before = np.concatenate([[0], guests.day[:-1]]) + lapse
    left = np.flatnonzero(played.expired_after)
    last = np.cumsum(np.bincount(guests.who, minlength=guests.count)) - 1
    at_end = pd.DataFrame(
        {
            "customer_id": left + 1,
            "visit_id": 0,
            "day": guests.day[last[left]] + lapse,
            "kind": "expired",
            "amount": played.expired_after[left],
            "tier": 0,
            "place": 0,
        }
    )
    lapsed = rows("expired", played.expired, 0, before).assign(visit_id=0, tier=0)
    stars = _in_order(
        lapsed,
        at_end,
        rows("redeemed", played.redeemed, 1, guests.day),
        rows("earned", played.earned, 2, guests.day),
    )
    card = _in_order(
        rows("loaded", played.loaded, 0, guests.day), rows("redeemed", played.used, 1, guests.day)
    )
    return Events(visits, stars, card)


def _in_order(*parts: pd.DataFrame) -> pd.DataFrame:
    table = pd.concat(parts, ignore_index=True)
    # Within a guest's day: by visit, and what ran out before the visit comes first.
    columns = ("place", "visit_id", "customer_id", "day")
    order = np.lexsort(tuple(table[name].to_numpy() for name in columns))
    table = table.iloc[order].drop(columns="place").reset_index(drop=True)
    table.insert(0, "event_id", np.arange(1, len(table) + 1))
    return table


def tiers_of(guests: Guests, played: Played) -> pd.DataFrame:
    """Write when each guest came to which tier, in the record.

    Parameters
    ----------
    guests : Guests
    played : Played

    Returns
    -------
    pandas.DataFrame
        ``customer_id``, ``tier``, ``from_date``: the first row of a guest is Green.
    """
    thresholds = public_rules().thresholds
    inside = guests.day < DAYS
    who, day, earned = guests.who[inside], guests.day[inside], played.earned[inside]
    year = (day - guests.joined[who]) // YEAR
    years = DAYS // YEAR + 1
    cell = who * years + year
    total = np.bincount(cell, earned, minlength=guests.count * years).astype(np.int64)
    # Stars of the membership year so far: visits are in the order of guest and time.
    running = np.cumsum(earned)
    first = np.flatnonzero(np.diff(cell, prepend=-1))
    so_far = running - np.repeat((running - earned)[first], np.diff(np.append(first, len(cell))))
    reached = (total >= thresholds[0]).astype(np.int64) + (total >= thresholds[1])
    reached = reached.reshape(guests.count, years)
    found = [(np.arange(guests.count), guests.joined, np.zeros(guests.count, dtype=np.int64))]
    on_day = np.full((2, guests.count * years), -1, dtype=np.int64)
    for number, threshold in enumerate(thresholds):
        crosses = np.flatnonzero((so_far >= threshold) & (so_far - earned < threshold))
        on_day[number, cell[crosses]] = day[crosses]
    reached_on = on_day.reshape(2, guests.count, years)
    kept = np.zeros(guests.count, dtype=np.int64)
    for number in range(years):
        for tier in (1, 2):
            up = np.flatnonzero((reached[:, number] >= tier) & (kept < tier))
            found.append((up, reached_on[tier - 1, up, number], np.full(len(up), tier)))
        end = np.maximum(kept, reached[:, number])
        kept = reached[:, number]
        boundary = guests.joined + YEAR * (number + 1)
        down = np.flatnonzero((kept < end) & (boundary < DAYS))
        found.append((down, boundary[down], kept[down]))
    whose, since, tiers = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.lexsort((np.arange(len(whose)), since, whose))
    return pd.DataFrame(
        {
            "customer_id": whose[order] + 1,
            "tier": np.array(TIERS, dtype=object)[tiers[order]],
            "from_date": dates(since[order]),
        }
    ).infer_objects()
