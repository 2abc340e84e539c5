"""What did it change? Comparisons of those whom something touched with those it did not."""

from casekit.models.experiments.balance import balance_check
from casekit.models.experiments.bunching import Bunching
from casekit.models.experiments.difference import difference_in_differences, event_study
from casekit.models.experiments.effects import EffectResults, EventStudyResults, JointTest
from casekit.models.experiments.instrument import instrument_estimate
from casekit.models.experiments.instrument_results import FirstStage, InstrumentResults
from casekit.models.experiments.threshold import threshold_effect
from casekit.models.experiments.threshold_results import ThresholdResults

__all__ = [
    "Bunching",
    "EffectResults",
    "EventStudyResults",
    "FirstStage",
    "InstrumentResults",
    "JointTest",
    "ThresholdResults",
    "balance_check",
    "difference_in_differences",
    "event_study",
    "instrument_estimate",
    "threshold_effect",
]
