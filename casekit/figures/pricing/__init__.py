"""Figures of prices with switching costs, and of what unlocking does to them."""

from casekit.figures.pricing.bargain import bargain_then_ripoff, counter_moves, melting_lead
from casekit.figures.pricing.myth import line_and_truth
from casekit.figures.pricing.unlocking import effects_by_plan, shares_after_opening
from casekit.figures.pricing.valley import valley, valley_panels

__all__ = [
    "bargain_then_ripoff",
    "counter_moves",
    "effects_by_plan",
    "line_and_truth",
    "melting_lead",
    "shares_after_opening",
    "valley",
    "valley_panels",
]
