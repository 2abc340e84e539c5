"""How long subscriptions last: hazards, survival, renewal spikes, card replacements."""

from casekit.metrics.subscriptions.card_months import leaving_around_card_replacement
from casekit.metrics.subscriptions.survival import renewal_spike_ratio, subscription_survival
from casekit.metrics.subscriptions.unfolding import subscription_months

__all__ = [
    "leaving_around_card_replacement",
    "renewal_spike_ratio",
    "subscription_months",
    "subscription_survival",
]
