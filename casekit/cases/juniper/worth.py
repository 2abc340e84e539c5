"""What guests of Juniper bring: at the rate at which they come, and if they are kept."""

from __future__ import annotations

import pandas as pd

from casekit.cases.rewards import RewardsTruth

__all__ = ["kept_margin", "margin_a_year"]

_DAYS_A_YEAR = 365.25


def margin_a_year(truth: RewardsTruth) -> pd.Series:
    """Give what each guest brings in a year of open shops while a guest, $ of margin."""
    people = truth.guests.set_index("customer_id")
    weeks = _DAYS_A_YEAR / 7
    return people["purchase_rate_per_week"] * people["mean_spend"] * weeks * truth.margin


def kept_margin(truth: RewardsTruth, guests: pd.Index[int]) -> float:
    """Give what guests who are kept bring in the year after, $.

    They may leave again in it: a guest leaves after each visit with his or her own chance.
    """
    people = truth.guests.set_index("customer_id").loc[guests]
    visits = people["purchase_rate_per_week"] * _DAYS_A_YEAR / 7
    leaves = people["dropout_probability"]
    still = visits.where(leaves <= 0, (1 - (1 - leaves) ** visits) / leaves.where(leaves > 0, 1))
    return float((still * people["mean_spend"]).sum()) * truth.margin
