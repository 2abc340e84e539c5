"""Turn the record of a run into what an analyst could see: the choice panel and the events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.frames import CUSTOMER_ID
from casekit.frames.choices import (
    FIRM,
    MONTH,
    MONTHS_LEFT,
    POINTS,
    PREVIOUS_FIRM,
    TENURE_MONTHS,
    TERM_MONTHS,
    friends_column,
    price_column,
)
from casekit.generators.switching.friendships import FriendCounts
from casekit.generators.switching.runs import Record
from casekit.generators.switching.shocks import (
    Compatibility,
    FriendGroupLeaves,
    NumberPortability,
    RivalOffer,
)
from casekit.generators.switching.simulation import cuts_at
from casekit.generators.switching.world import World

__all__ = ["EVENTS", "events_of", "panel_of"]

EVENTS = (
    "switched",
    "reward_taken",
    "term_started",
    "renewed",
    "rival_offer",
    "number_portability",
    "compatibility",
    "friends_left",
)


def panel_of(world: World, record: Record) -> pd.DataFrame:
    """Lay a record out as a choice panel, a row a customer and month.

    Parameters
    ----------
    world : World
    record : Record

    Returns
    -------
    pandas.DataFrame
        Sorted by customer and month; see `casekit.frames.choices`.
    """
    n, months = world.n_customers, world.months
    previous = _by_customer(record.previous_firm)
    columns: dict[str, object] = {
        CUSTOMER_ID: np.repeat(np.arange(1, n + 1), months),
        MONTH: np.tile(np.arange(1, months + 1), n),
        FIRM: _names(_by_customer(record.firm), world.firms),
        PREVIOUS_FIRM: _names(previous, world.firms),
    }
    barriers = world.barriers
    if barriers.reward_points is not None:
        columns[POINTS] = _by_customer(record.points).astype(np.int32)
    columns[TENURE_MONTHS] = _by_customer(record.tenure_months).astype(np.int32)
    if barriers.term_months is not None:
        columns[MONTHS_LEFT] = _by_customer(record.months_left).astype(np.int32)
        columns[TERM_MONTHS] = _by_customer(record.term_months).astype(np.int32)
    for number, firm in enumerate(world.firms):
        columns[price_column(firm)] = _prices(world, number, previous)
    if world.friendships is not None:
        counts = FriendCounts(world.friendships, len(world.firms))
        packed = np.stack([_by_customer(word) for word in record.friends])
        friends = np.repeat(np.maximum(world.friendships.number, 1), months)
        for number, firm in enumerate(world.firms):
            columns[friends_column(firm)] = counts.of(packed, number) / friends
    return pd.DataFrame(columns, copy=False)


def _names(codes: NDArray[Any], names: Sequence[str]) -> pd.Categorical[str]:
    return pd.Categorical.from_codes(codes, pd.Index(names))


def _by_customer(by_month: NDArray[np.generic]) -> NDArray[np.generic]:
    return np.ascontiguousarray(by_month.T).ravel()


def _prices(world: World, firm: int, previous: NDArray[np.generic]) -> NDArray[np.float64]:
    paid = np.tile(world.prices[world.burn_in_months :, firm], world.n_customers)
    cuts = np.array(
        [
            cuts_at(world, time).get(firm, 0.0)
            for time in range(world.burn_in_months, world.all_months)
        ]
    )
    if cuts.any():
        of_others = np.tile(cuts, world.n_customers) * (previous != firm)
        paid = np.round(paid - of_others, 2)
    return paid


def events_of(world: World, record: Record) -> pd.DataFrame:
    """List what happened to customers and to the market, month by month.

    Parameters
    ----------
    world : World
    record : Record

    Returns
    -------
    pandas.DataFrame
        ``customer_id`` (missing for what happens to the whole market), ``month``, ``event``
        (see ``EVENTS``) and ``firm`` (the firm gone to, taking part or making the offer), sorted
        by month.
    """
    had_firm = record.previous_firm >= 0
    stayed = record.firm == record.previous_firm
    happened = {"switched": had_firm & ~stayed, "reward_taken": record.rewards}
    if world.barriers.term_months is not None:
        happened["term_started"] = ~stayed
        happened["renewed"] = stayed & (record.term_months > 0) & (record.months_left == 0)
        if not world.barriers.auto_renewal:
            del happened["renewed"]
    pieces = []
    for what, where in happened.items():
        at = np.flatnonzero(where)
        month, customer = np.divmod(at, world.n_customers)
        pieces.append(_piece(what, customer + 1, month + 1, record.firm.ravel()[at]))
    pieces += _market_events(world)
    together = [np.concatenate(parts) for parts in zip(*pieces, strict=True)]
    # Short integers are sorted by counting.
    order = np.argsort(together[1].astype(np.uint16), kind="stable")
    customer, month, event, firm = (part[order] for part in together)
    ids = pd.arrays.IntegerArray(customer, customer == 0)
    return pd.DataFrame(
        {
            CUSTOMER_ID: ids,
            MONTH: month,
            "event": _names(event, EVENTS),
            FIRM: _names(firm, world.firms),
        }
    )


Piece = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int8], NDArray[np.int8]]


def _market_events(world: World) -> list[Piece]:
    """Give the events of shocks; customer 0 and firm -1 stand for none."""
    pieces, groups = [], iter(world.groups)
    for shock in world.shocks:
        if isinstance(shock, FriendGroupLeaves):
            group = next(groups) + 1
            firm = world.firms.index(shock.to)
            pieces.append(_piece("friends_left", group, np.full(group.size, shock.month), firm))
        elif isinstance(shock, RivalOffer):
            last = min(shock.last_month, world.months)
            months = np.arange(shock.month, last + 1)
            firm = world.firms.index(shock.firm)
            pieces.append(_piece("rival_offer", np.zeros(months.size), months, firm))
        else:
            names = {NumberPortability: "number_portability", Compatibility: "compatibility"}
            pieces.append(_piece(names[type(shock)], np.zeros(1), np.array([shock.month]), -1))
    return pieces


def _piece(
    event: str, customer: NDArray[np.generic], month: NDArray[np.generic], firm: object
) -> Piece:
    size = month.size
    return (
        customer.astype(np.int64),
        month.astype(np.int64),
        np.full(size, EVENTS.index(event), dtype=np.int8),
        np.broadcast_to(np.asarray(firm, dtype=np.int8), size),
    )
