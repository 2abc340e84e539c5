"""Models of contracts: who leaves when, what a customer is worth, what a tied year costs."""

from casekit.models.subscriptions.attention import Attention, AttentionResults
from casekit.models.subscriptions.beta_discrete_weibull import (
    BetaDiscreteWeibull,
    BetaDiscreteWeibullResults,
    DurationTest,
)
from casekit.models.subscriptions.edges import Alike
from casekit.models.subscriptions.hazard import CancellationHazard, CancellationHazardResults
from casekit.models.subscriptions.margin_multiple import (
    expected_lifetime,
    margin_multiple,
    margin_multiple_elasticity,
    retention_behind,
    retention_gain,
)
from casekit.models.subscriptions.offers import OfferChoice, OfferChoiceResults
from casekit.models.subscriptions.shifted_beta_geometric import (
    ShiftedBetaGeometric,
    ShiftedBetaGeometricResults,
)
from casekit.models.subscriptions.survival_line import SurvivalLine, survival_line

__all__ = [
    "Alike",
    "Attention",
    "AttentionResults",
    "BetaDiscreteWeibull",
    "BetaDiscreteWeibullResults",
    "CancellationHazard",
    "CancellationHazardResults",
    "DurationTest",
    "OfferChoice",
    "OfferChoiceResults",
    "ShiftedBetaGeometric",
    "ShiftedBetaGeometricResults",
    "SurvivalLine",
    "expected_lifetime",
    "margin_multiple",
    "margin_multiple_elasticity",
    "retention_behind",
    "retention_gain",
    "survival_line",
]
