"""Balances that end after a silence: whose money a year of the rule takes."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.cases.juniper.worth import margin_a_year
from casekit.cases.rewards import RewardsTruth
from casekit.cases.rewards.settings import START
from casekit.cases.rewards.truth import day_of
from casekit.frames.relations import Tables
from casekit.generators.parameters import refuse_unless_whole
from casekit.words import _

__all__ = ["juniper_balances"]

Floats = NDArray[np.float64]


def juniper_balances(
    data: Tables,
    truth: RewardsTruth,
    *,
    on: str | pd.Timestamp = "2025-12-31",
    silent_days: int = 183,
    year: int = 365,
) -> pd.DataFrame:
    """Tell whose money would end in a year in which balances run out after a silence.

    Parameters
    ----------
    data : Tables
    truth : RewardsTruth
        Both from `casekit.cases.rewards.rewards_world`.
    on : str or pandas.Timestamp
        Last day of the year.
    silent_days : int
        Days without a visit after which a balance ends.
    year : int
        Days for which the rule is in force, up to `on`.

    Returns
    -------
    pandas.DataFrame
        Rows ``gone`` and ``still guests`` (on the day on which the balance ends): ``guests`` with
        money on the card whose silence passes the limit in the year, ``on_cards`` ($), of it
        ``used_later`` ($) without the rule, and ``margin_a_year`` ($ that they bring in a year of
        open shops while they are guests).

    Raises
    ------
    InputError
        When the day lies outside the record, or a number of days is none.

    Examples
    --------
    >>> from casekit.cases.rewards import rewards_world
    >>> data, truth = rewards_world(800, seed=1, n_households=50)
    >>> float(juniper_balances(data, truth).loc["gone", "used_later"])
    0.0
    """
    refuse_unless_whole(silent_days, "silent_days")
    refuse_unless_whole(year, "year")
    last = day_of(on)
    hits = _silences(data, last, silent_days)
    hits = hits[(hits["ends"] <= last) & (hits["ends"] > last - year)]
    people = truth.guests.set_index("customer_id")
    gone = (people["gone"] - pd.Timestamp(START)).dt.days.reindex(hits["customer_id"])
    hits = hits.assign(
        alive=~(gone.to_numpy() <= hits["ends"].to_numpy()),
        margin=margin_a_year(truth).loc[hits["customer_id"]].to_numpy(),
        **_held_and_used_later(truth, hits),
    )
    hits = hits[hits["held"] > 0]
    rows = {}
    for name, some in ((_("gone"), hits[~hits["alive"]]), (_("still guests"), hits[hits["alive"]])):
        rows[name] = {
            "guests": float(some["customer_id"].nunique()),
            "on_cards": float(some["held"].sum()),
            "used_later": float(some["used_later"].sum()),
            "margin_a_year": float(some.drop_duplicates("customer_id")["margin"].sum()),
        }
    return pd.DataFrame(rows).T


def _silences(data: Tables, last: int, silent_days: int) -> pd.DataFrame:
    """Give the days on which members with a card have been silent for longer than a limit."""
    some = data.visits[data.visits["customer_id"].isin(data.card_loads["customer_id"].unique())]
    came = some[["customer_id", "date"]].drop_duplicates().sort_values(["customer_id", "date"])
    day = (came["date"] - pd.Timestamp(START)).dt.days
    following = day.groupby(came["customer_id"]).shift(-1).fillna(last + 1)
    ends = day + silent_days + 1
    return came.assign(ends=ends)[(ends <= following) & (ends <= last)].reset_index(drop=True)


def _held_and_used_later(truth: RewardsTruth, hits: pd.DataFrame) -> dict[str, Floats]:
    """Give what is on the card on the day of each hit, and what of it would be used later, $."""
    cards = truth.cards
    moves = cards.events[["customer_id", "day", "kind", "amount"]]
    both = hits.reset_index(drop=True).reset_index(names="hit").merge(moves, on="customer_id")
    sign = np.where(both["kind"] == cards.given, 1, -1)
    past = (both["day"] <= both["ends"]).to_numpy()
    amount = both["amount"].to_numpy()

    def total(cents: Floats) -> Floats:
        return np.bincount(both["hit"].to_numpy(), cents, minlength=len(hits)) / cards.unit

    held = total(np.where(past, sign * amount, 0))
    # The oldest money is used first; who still comes when the future ends may use the rest.
    later = total(np.where(~past & (sign < 0), amount, 0))
    open_end = cards.may_use[hits["customer_id"].to_numpy() - 1]
    return {"held": held, "used_later": np.where(open_end, held, np.minimum(held, later))}
