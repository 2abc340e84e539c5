"""Measures of membership and loyalty programmes."""

from casekit.metrics.programmes.campaigns import compare_redeemers
from casekit.metrics.programmes.members import (
    MeanDifference,
    difference_in_means,
    growing_differences,
)
from casekit.metrics.programmes.reward_rates import (
    published_tiers,
    reward_rate,
    tier_reward_rates,
)
from casekit.metrics.programmes.reward_window import read_window, reward_spike
from casekit.metrics.programmes.shares import ShareComparison, compare_shares
from casekit.metrics.programmes.stamps import interval_by_progress, number_stamps

__all__ = [
    "MeanDifference",
    "ShareComparison",
    "compare_redeemers",
    "compare_shares",
    "difference_in_means",
    "growing_differences",
    "interval_by_progress",
    "number_stamps",
    "published_tiers",
    "read_window",
    "reward_rate",
    "reward_spike",
    "tier_reward_rates",
]
