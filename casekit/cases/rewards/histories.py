"""Members' visits summed up for BG/NBD, on the calendar or on the clock of open shops."""

from __future__ import annotations

import numpy as np
import pandas as pd

from casekit.cases.rewards.settings import START
from casekit.cases.rewards.truth import day_of
from casekit.errors import InputError
from casekit.frames.relations import Tables
from casekit.generators.parameters import refuse_unless
from casekit.metrics.purchases import purchase_histories
from casekit.words import _

__all__ = ["guest_histories"]


def guest_histories(
    data: Tables, *, on: str | pd.Timestamp, clock: str = "calendar"
) -> pd.DataFrame:
    """Sum up each member's visits for BG/NBD, in calendar weeks or in weeks of open shops.

    Parameters
    ----------
    data : Tables
        From `rewards_world`.
    on : str or pandas.Timestamp
        Last day of observation.
    clock : {"calendar", "open"}
        ``"open"`` lets a week of the closure count only for the share of the usual visits that it
        had, as seen in the till: visits a week in it by visits a week in the eight weeks before.

    Returns
    -------
    pandas.DataFrame
        ``customer_id``, ``frequency``, ``age_at_last_purchase_weeks``, ``age_weeks`` and
        ``weeks_since_last_purchase``.

    Raises
    ------
    InputError
        When the day lies outside the record, or nobody had joined.

    Examples
    --------
    >>> from casekit.cases.rewards import rewards_world
    >>> data, truth = rewards_world(300, seed=1, n_households=50)
    >>> usual = guest_histories(data, on="2025-06-30")["age_weeks"]
    >>> bool((guest_histories(data, on="2025-06-30", clock="open")["age_weeks"] <= usual).all())
    True
    """
    refuse_unless(clock in ("calendar", "open"), "clock", clock, _('"calendar" or "open"'))
    day = day_of(on)
    end = pd.Timestamp(START) + pd.Timedelta(days=day)
    seen = data.visits.loc[data.visits["date"] <= end, ["customer_id", "date", "amount"]]
    if not len(seen):
        raise InputError(_("Nobody had joined by {on}.").format(on=end.date()))
    table = purchase_histories(seen, end=end)
    columns = ["customer_id", "frequency", "age_at_last_purchase_weeks", "age_weeks"]
    table = table[[*columns, "weeks_since_last_purchase"]].copy()
    if clock == "calendar":
        return table
    shut = data.stores[["closed_from", "closed_to"]].dropna()
    if not len(shut):
        return table
    first = int((shut["closed_from"].min() - pd.Timestamp(START)).days)
    after = int((shut["closed_to"].max() - pd.Timestamp(START)).days) + 1
    visited = (data.visits["date"] - pd.Timestamp(START)).dt.days.to_numpy()
    usual = np.count_nonzero((visited >= first - 56) & (visited < first)) / min(56, max(first, 1))
    inside = np.count_nonzero((visited >= first) & (visited < after)) / (after - first)
    share = min(inside / usual, 1.0) if usual else 1.0

    def lived(days: np.ndarray) -> np.ndarray:
        """Days of open shops that had passed by calendar days."""
        return days - (1 - share) * np.clip(days - first, 0, after - first)

    birth = day - np.rint(7 * table["age_weeks"].to_numpy())
    latest = birth + np.rint(7 * table["age_at_last_purchase_weeks"].to_numpy())
    table["age_at_last_purchase_weeks"] = (lived(latest) - lived(birth)) / 7
    table["age_weeks"] = (lived(np.full(len(table), float(day))) - lived(birth)) / 7
    late = table["age_weeks"] - table["age_at_last_purchase_weeks"]
    return table.assign(weeks_since_last_purchase=late.clip(lower=0.0))
