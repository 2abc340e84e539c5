"""Models of loyalty: what a questionnaire measures, and what holds whom."""

from casekit.models.loyalty.advertisers import (
    ADVERTISER_ITEMS,
    measure_advertisers,
    read_advertisers,
)
from casekit.models.loyalty.factor_results import FactorResults
from casekit.models.loyalty.factors import ConfirmatoryFactors
from casekit.models.loyalty.satisfaction import SatisfactionCurve
from casekit.models.loyalty.satisfaction_results import SatisfactionResults

__all__ = [
    "ADVERTISER_ITEMS",
    "ConfirmatoryFactors",
    "FactorResults",
    "SatisfactionCurve",
    "SatisfactionResults",
    "measure_advertisers",
    "read_advertisers",
]
