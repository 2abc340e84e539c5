"""What a list made of the own profile adds to one of best-sellers, by months of history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.frames.columns import AMOUNT, CUSTOMER_ID
from casekit.frames.recommendations import (
    BEST_SELLERS,
    BOUGHT,
    LIST_KIND,
    MINUTES,
    MONTHS_AS_CUSTOMER,
    OWN_PROFILE,
    VIA,
    read_browse_log,
)
from casekit.metrics.recommendations.visits import error_of, mean_in, reach_of
from casekit.words import _

__all__ = ["outcome_of_visits", "profile_value"]

_NEEDS = {"minutes": MINUTES, "found": VIA, "bought": BOUGHT, "amount": AMOUNT}


def profile_value(
    log: Any,
    *,
    outcome: str = "minutes",
    ends: Sequence[int] = (3, 6, 12, 24),
    level: float = 0.95,
) -> pd.DataFrame:
    """Compare lists of the own profile with lists of best-sellers, by months of history.

    The second lot decided which list a visit shows, so within each band the difference is caused
    by the list. Across bands it is not an experiment: customers of long standing may differ in
    more than their history.

    Parameters
    ----------
    log : data frame
        Browse log with ``list_kind``, ``months_as_customer`` and the outcome's column.
    outcome : {"minutes", "found", "bought", "amount"}
        Per visit with a list: ``"minutes"`` saved (best-sellers less own profile); ``"found"``,
        share of visits that end in a purchase through the list; ``"bought"``, purchases by any
        way; ``"amount"``, $ (the last three: own profile less best-sellers).
    ends : sequence of int
        Where a band of months ends and the next begins.
    level : float
        Of the interval.

    Returns
    -------
    pandas.DataFrame
        A row a band: ``months`` ("0 to 2"), ``mean_months``, ``visits``, ``own_profile`` and
        ``best_sellers`` (means of the outcome), ``advantage`` of the own profile, ``low``,
        ``high`` (missing where all visits of the band are of one customer). A band in which one of
        the lists was never shown has no row.

    Raises
    ------
    InputError
        When a column is missing or senseless, or there is no band with both lists.

    Examples
    --------
    >>> from casekit.generators.recommendations import make_browse_log
    >>> log, _truth = make_browse_log(20_000, seed=1)
    >>> profile_value(log)[["months", "visits", "advantage", "low", "high"]].round(2)
           months  visits  advantage   low  high
    0      0 to 2   21434       0.04  0.00  0.09
    1      3 to 5   13163       0.06  0.01  0.11
    2     6 to 11   16654       0.11  0.07  0.15
    3    12 to 23   22124       0.18  0.14  0.22
    4  24 or more   45004       0.22  0.20  0.25
    """
    table, values = outcome_of_visits(log, outcome)
    edges = [0, *ends]
    if list(edges) != sorted(set(edges)) or any(int(end) != end for end in edges):
        raise InputError(_("`ends` must be whole months above 0, in rising order."))
    reach = reach_of(level)
    months = table[MONTHS_AS_CUSTOMER].to_numpy()
    bands = np.searchsorted(np.asarray(edges), months, side="right") - 1
    rows = []
    for band in range(len(edges)):
        inside = bands == band
        own, best = (inside & (table[LIST_KIND] == kind).to_numpy() for kind in
                     (OWN_PROFILE, BEST_SELLERS))  # fmt: skip
        if not (own.any() and best.any()):
            continue
        (high, one), (low, other) = mean_in(own, values), mean_in(best, values)
        both = own | best
        whose = table.loc[both, CUSTOMER_ID]
        error = error_of((one - other)[both], whose) if whose.nunique() > 1 else np.nan
        advantage = (low - high) if outcome == "minutes" else (high - low)
        last = band == len(edges) - 1
        label = _("{a} or more") if last else _("{a} to {b}")
        rows.append(
            {
                "months": label.format(a=edges[band], b=None if last else edges[band + 1] - 1),
                "mean_months": float(months[both].mean()),
                "visits": int(both.sum()),
                "own_profile": high,
                "best_sellers": low,
                "advantage": advantage,
                "low": advantage - reach * error,
                "high": advantage + reach * error,
            }
        )
    if not rows:
        raise InputError(
            _("No band of months holds visits with both lists: there is nothing to compare.")
        )
    return pd.DataFrame(rows)


def outcome_of_visits(log: Any, outcome: str) -> tuple[pd.DataFrame, NDArray[np.float64]]:
    """Check a browse log, and give the outcome of each visit.

    Parameters
    ----------
    log, outcome
        As in `profile_value`.

    Returns
    -------
    table : pandas.DataFrame
    values : ndarray
        A number a row.

    Raises
    ------
    InputError
        When a column is missing or senseless, or the outcome has another name.
    """
    if outcome not in _NEEDS:
        raise InputError(
            _('outcome="{given}" was given; choose one of {known}.').format(
                given=outcome, known=", ".join(f'"{name}"' for name in _NEEDS)
            )
        )
    extra = [_NEEDS[outcome]] if outcome in ("minutes", "amount") else []
    table = read_browse_log(log, also=[LIST_KIND, MONTHS_AS_CUSTOMER, *extra])
    if outcome == "found":
        return table, np.asarray(table[VIA] == "recommendation", dtype=np.float64)
    values = table[_NEEDS[outcome]].to_numpy(dtype=float)
    return table, values * table[BOUGHT].to_numpy() if outcome == "amount" else values
