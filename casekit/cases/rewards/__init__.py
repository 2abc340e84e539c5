"""The world of Juniper Coffee (lesson 21): Rewards, money on cards, regulars, an app, a closure.

The rules are the public ones of Starbucks of March 2026; the chain and all its data are invented.
"""

from casekit.cases.rewards.active import (
    active_and_alive,
    alive_error_rates,
    alive_rules,
    recently_active,
)
from casekit.cases.rewards.histories import guest_histories
from casekit.cases.rewards.ledgers import card_ledger, card_months, star_ledger
from casekit.cases.rewards.owed import breakage_estimates, owed_to_guests
from casekit.cases.rewards.scenarios import redemption_scenarios
from casekit.cases.rewards.settings import RewardsSettings
from casekit.cases.rewards.shadow import shadow_of_breakage
from casekit.cases.rewards.thresholds import TierTerms, tier_guests, tier_thresholds
from casekit.cases.rewards.truth import RewardsTruth
from casekit.cases.rewards.world import rewards_world

__all__ = [
    "RewardsSettings",
    "RewardsTruth",
    "TierTerms",
    "active_and_alive",
    "alive_error_rates",
    "alive_rules",
    "breakage_estimates",
    "card_ledger",
    "card_months",
    "guest_histories",
    "owed_to_guests",
    "recently_active",
    "redemption_scenarios",
    "rewards_world",
    "shadow_of_breakage",
    "star_ledger",
    "tier_guests",
    "tier_thresholds",
]
