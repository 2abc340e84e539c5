"""What did it change? Comparisons of those whom something touched with those it did not."""

from casekit.models.experiments.difference import difference_in_differences, event_study
from casekit.models.experiments.effects import EffectResults, EventStudyResults, JointTest

__all__ = [
    "EffectResults",
    "EventStudyResults",
    "JointTest",
    "difference_in_differences",
    "event_study",
]
