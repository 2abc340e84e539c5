"""Visits to a shop with and without recommendations, and what each list changed."""

from casekit.generators.recommendations.browse_log import make_browse_log
from casekit.generators.recommendations.truth import BrowseTruth, ProfileCost

__all__ = ["BrowseTruth", "ProfileCost", "make_browse_log"]
