"""Write Juniper's tables with dates and dollars, and say how they belong together."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.cases.rewards.events import dates
from casekit.cases.rewards.guests import NEVER, Guests
from casekit.cases.rewards.play import Habits
from casekit.cases.rewards.regulars import Regulars
from casekit.cases.rewards.settings import START
from casekit.words import _

__all__ = ["KEYS", "LINKS", "about", "guest_table", "guest_truth", "record_tables"]

KEYS = {
    "stores": ("store_id",),
    "guests": ("customer_id",),
    "visits": ("visit_id",),
    "stars": ("event_id",),
    "tiers": ("customer_id", "tier", "from_date"),
    "card_loads": ("event_id",),
    "sales": ("store_id", "month"),
    "regulars": ("customer_id",),
    "friendships": ("customer_id", "friend_id"),
    "panel": ("customer_id", "month"),
    "households": ("household_id",),
    "market": ("household_id", "month"),
}
LINKS = [
    ("guests", "store_id", "stores"),
    ("visits", "customer_id", "guests"),
    ("visits", "store_id", "stores"),
    ("stars", "customer_id", "guests"),
    ("stars", "visit_id", "visits"),
    ("tiers", "customer_id", "guests"),
    ("card_loads", "customer_id", "guests"),
    ("card_loads", "visit_id", "visits"),
    ("sales", "store_id", "stores"),
    ("regulars", "customer_id", "guests"),
    ("friendships", "customer_id", "regulars"),
    ("friendships", "friend_id", "regulars", "customer_id"),
    ("panel", "customer_id", "guests"),
    ("market", "household_id", "households"),
]


def about() -> dict[str, str]:
    """Say what a row of each table is."""
    return {
        "stores": _("a store: town, since when, shut from and to, closed for good"),
        "guests": _("a member of Rewards: home store, first visit, whether with the app"),
        "visits": _("a visit of a member: day, store, amount in $, paid with the card or not"),
        "stars": _("Stars earned, redeemed or expired on a day"),
        "tiers": _("a guest's tier from a date on"),
        "card_loads": _("money put on a card or paid with it on a day, $"),
        "sales": _("a store and month of the record (1 to 24): members' and all sales, $"),
        "regulars": _("a regular of the first town: month of 2025 in which they left, and why"),
        "friendships": _("a friendship between two regulars, once"),
        "panel": _("a guest and month of 2022 and 2023 (1 to 24): spending, $; app since month 13"),
        "households": _("a household of the research panel: not the guests"),
        "market": _("a household and month: its chain, what held it there, prices"),
    }


def record_tables(record: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Write the tables of visits, Stars and cards, with dates and dollars."""
    visits, stars, card = record["visits"], record["stars"], record["card"]
    at = stars["visit_id"].to_numpy()
    return {
        "visits": pd.DataFrame(
            {
                "visit_id": visits["visit_id"],
                "customer_id": visits["customer_id"],
                "store_id": visits["store_id"],
                "date": dates(visits["day"].to_numpy()),
                "amount": visits["cents"] / 100,
                "paid_with_card": visits["paid_with_card"],
            }
        ).reset_index(drop=True),
        "stars": pd.DataFrame(
            {
                "event_id": stars["event_id"],
                "customer_id": stars["customer_id"],
                "visit_id": pd.Series(at, index=stars.index, dtype="Int64").mask(at == 0),
                "date": dates(stars["day"].to_numpy()),
                "kind": stars["kind"],
                "stars": stars["amount"],
            }
        ).reset_index(drop=True),
        "card_loads": pd.DataFrame(
            {
                "event_id": card["event_id"],
                "customer_id": card["customer_id"],
                "visit_id": card["visit_id"],
                "date": dates(card["day"].to_numpy()),
                "kind": card["kind"],
                "amount": card["amount"] / 100,
            }
        ).reset_index(drop=True),
    }


def guest_table(guests: Guests, home: NDArray[np.int64], panel: pd.DataFrame) -> pd.DataFrame:
    """Write the table of guests: home, first visit, app."""
    return pd.DataFrame(
        {
            "customer_id": np.arange(1, guests.count + 1),
            "store_id": home + 1,
            "joined": dates(guests.joined),
            "app": panel.groupby("customer_id")["app"].first().to_numpy(),
        }
    )


def guest_truth(guests: Guests, habits: Habits, regulars: Regulars) -> pd.DataFrame:
    """Write what no table shows of each guest."""
    people = guests.purchases.customers
    known = guests.gone < NEVER
    gone = pd.Series((START + np.where(known, guests.gone, 0)).astype("datetime64[s]"))
    regular = np.zeros(guests.count, dtype=bool)
    regular[regulars.members] = True
    return pd.DataFrame(
        {
            "customer_id": np.arange(1, guests.count + 1),
            "purchase_rate_per_week": people["purchase_rate_per_week"],
            "dropout_probability": people["dropout_probability"],
            "mean_spend": people["mean_spend"],
            "gone": gone.where(pd.Series(known)),
            "redeems": habits.redeems,
            "reward_stars": habits.reward,
            "keeps_card": habits.card,
            "load": habits.load / 100,
            "regular": regular,
        }
    )
