"""What went through recommendations, what they caused, and what an own profile is worth."""

from casekit.metrics.recommendations.leaving import ProfileSwitchingCost, profile_switching_cost
from casekit.metrics.recommendations.profile import profile_value
from casekit.metrics.recommendations.shares import (
    ShareEstimate,
    anyway_share,
    attributed_share,
    causal_share,
)

__all__ = [
    "ProfileSwitchingCost",
    "ShareEstimate",
    "anyway_share",
    "attributed_share",
    "causal_share",
    "profile_switching_cost",
    "profile_value",
]
