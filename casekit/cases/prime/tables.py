"""Lay the world out as the tables that Meridian has."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.cases.prime.memberships import Memberships, Spells
from casekit.cases.prime.orders import month_starts
from casekit.cases.prime.settings import MONTHS, cents
from casekit.cases.prime.spending import QUARTERS, Spending

__all__ = ["PATHS", "PLANS", "USERS", "customers_of", "membership_tables", "quarters_of"]

Integers = NDArray[np.int64]
PLANS = ["monthly", "annual"]
PATHS = ["one click", "four pages"]
USERS = ["light", "medium", "heavy"]


def customers_of(spending: Spending, spent: Integers) -> pd.DataFrame:
    """Give a row a customer, with what the year before and the first year of Plus brought."""
    known = spending.customers
    table = known[
        ["customer_id", "invited", "member", "heaviness", "category_spend_per_month"]
    ].copy()
    before, first = QUARTERS < 0, (QUARTERS >= 0) & (QUARTERS < 4)
    table["spend_year_before"] = spent[:, before].sum(axis=1) / 100
    table["spend_first_year"] = spent[:, first].sum(axis=1) / 100
    return table


def quarters_of(customers: pd.DataFrame, spent: Integers) -> pd.DataFrame:
    """Give a row a customer and quarter."""
    rows = np.repeat(np.arange(len(customers)), len(QUARTERS))
    return pd.DataFrame(
        {
            "customer_id": customers["customer_id"].to_numpy()[rows],
            "quarter": np.tile(QUARTERS, len(customers)),
            "member": customers["member"].to_numpy()[rows],
            "spend": spent.ravel() / 100,
        }
    )


def membership_tables(
    joined: Memberships, actual: Spells, one_click: Spells, users: Integers
) -> dict[str, pd.DataFrame]:
    """Give plans, renewals, card replacements, cancellations and rejoins."""
    own, who = joined.settings, joined.customer_id
    path = _named(joined.four_pages.astype(int), PATHS)
    plans = pd.DataFrame(
        {
            "customer_id": who,
            "plan": _named(joined.annual.astype(int), PLANS),
            "price": np.where(joined.annual, own.price_year, own.price_month),
            "path": path,
            "user": _named(users, USERS),
            "start": month_starts(np.ones(len(who), dtype=np.int64)),
            "term_months": np.where(joined.annual, 12, 1),
            "months_observed": actual.months_observed,
            "left": actual.left,
            "card_replaced_month": joined.card_replaced_month,
        }
    )
    begun = np.flatnonzero(one_click.left)
    done = actual.left[begun]
    finished = pd.array(np.where(done, actual.months_observed[begun], 0), dtype="Int64")
    finished[~done] = pd.NA
    cancellations = pd.DataFrame(
        {
            "customer_id": who[begun],
            "path": path[begun],
            "begun_month": one_click.months_observed[begun],
            "finished": done,
            "finished_month": finished,
        }
    )
    back = np.flatnonzero(actual.back > 0)
    rejoins = pd.DataFrame(
        {
            "customer_id": who[back],
            "path": path[back],
            "left_month": actual.months_observed[back],
            "rejoined_month": actual.back[back],
            "last_month": actual.back_until[back],
            "left_again": actual.left_again[back],
        }
    )
    return {
        "plans": plans,
        "renewals": _renewals(joined, actual),
        "card_replacements": _replacements(joined),
        "cancellations": cancellations,
        "rejoins": rejoins,
    }


def _renewals(joined: Memberships, spells: Spells) -> pd.DataFrame:
    own = joined.settings
    month = np.arange(1, MONTHS + 1)
    charged = spells.first & (~joined.annual[:, None] | (month % 12 == 1))
    second = spells.second
    member, at = np.nonzero(charged | second)
    again = second[member, at]
    yearly = joined.annual[member] & ~again
    amount = np.where(yearly, cents(own.price_year), cents(own.price_month)) / 100
    return pd.DataFrame(
        {
            "customer_id": joined.customer_id[member],
            "month": at + 1,
            "date": month_starts(at + 1),
            "membership": _named(again.astype(int), ["first", "second"]),
            "amount": amount,
        }
    )


def _replacements(joined: Memberships) -> pd.DataFrame:
    first, life = joined.card_replaced_month, joined.settings.card_life_months
    month = np.arange(1, MONTHS + 1)
    replaced = (month >= first[:, None]) & ((month - first[:, None]) % life == 0)
    member, at = np.nonzero(replaced)
    return pd.DataFrame({"customer_id": joined.customer_id[member], "month": at + 1})


def _named(codes: Integers, names: list[str]) -> pd.Categorical[str]:
    return pd.Categorical.from_codes(codes, pd.Index(names), ordered=True)
