"""How long subscriptions last: hazards, survival, retention, renewal spikes, cards."""

from casekit.metrics.subscriptions.card_months import leaving_around_card_replacement
from casekit.metrics.subscriptions.cohorts import retention_rates, survivors_from
from casekit.metrics.subscriptions.survival import renewal_spike_ratio, subscription_survival
from casekit.metrics.subscriptions.unfolding import subscription_months

__all__ = [
    "leaving_around_card_replacement",
    "renewal_spike_ratio",
    "retention_rates",
    "subscription_months",
    "subscription_survival",
    "survivors_from",
]
