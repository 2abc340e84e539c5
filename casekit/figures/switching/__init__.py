"""Figures of what holds customers: signatures, surveys, prices, barriers taken away."""

from casekit.figures.switching.bars import barrier_bars
from casekit.figures.switching.four_charts import four_charts
from casekit.figures.switching.signatures import signatures
from casekit.figures.switching.survey import survey_profile
from casekit.figures.switching.undercut import quick_estimates, undercut_corner
from casekit.figures.switching.unlocking import retention_shares, unlocking_panels
from casekit.figures.switching.xray import xray

__all__ = [
    "barrier_bars",
    "four_charts",
    "quick_estimates",
    "retention_shares",
    "signatures",
    "survey_profile",
    "undercut_corner",
    "unlocking_panels",
    "xray",
]
