"""Subscribers who wish to leave, may not, and forget: contracts, auto-renewal, attention.

A wish to leave arises unseen. Whether it becomes a cancellation depends on the contract (is this
a month in which one may leave?), on attention (does the subscriber think of it?), and on the
pages between the wish and the confirmation.
"""

from casekit.generators.subscriptions.cohorts import CohortTruth, make_cohorts
from casekit.generators.subscriptions.expected import ExpectedSubscription, expect_subscription
from casekit.generators.subscriptions.making import SubscriptionTruth, make_subscriptions
from casekit.generators.subscriptions.rules import SubscriptionRules, ValueWalk

__all__ = [
    "CohortTruth",
    "ExpectedSubscription",
    "SubscriptionRules",
    "SubscriptionTruth",
    "ValueWalk",
    "expect_subscription",
    "make_cohorts",
    "make_subscriptions",
]
