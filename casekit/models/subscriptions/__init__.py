"""Models of contracts: hazards of leaving, attention, and what a tied year costs a customer."""

from casekit.models.subscriptions.attention import Attention, AttentionResults
from casekit.models.subscriptions.hazard import CancellationHazard, CancellationHazardResults
from casekit.models.subscriptions.offers import OfferChoice, OfferChoiceResults

__all__ = [
    "Attention",
    "AttentionResults",
    "CancellationHazard",
    "CancellationHazardResults",
    "OfferChoice",
    "OfferChoiceResults",
]
