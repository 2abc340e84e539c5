"""Figures of recommendations: what clicks claim, what the lot says, what a profile is worth."""

from casekit.figures.recommendations.profile import profile_advantage, profile_costs
from casekit.figures.recommendations.shares import attributed_and_caused

__all__ = ["attributed_and_caused", "profile_advantage", "profile_costs"]
