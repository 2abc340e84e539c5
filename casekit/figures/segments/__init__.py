"""Figures of segments: who brings what, whether groups exist, and how brands share buyers."""

from casekit.figures.segments.brands import double_jeopardy
from casekit.figures.segments.cells import loyal_and_profitable
from casekit.figures.segments.clouds import customer_clouds
from casekit.figures.segments.concentration import same_people
from casekit.figures.segments.evidence import groups_against_chance
from casekit.figures.segments.money import segment_margins
from casekit.figures.segments.tribe_panels import tribe_settings
from casekit.figures.segments.tribe_world import three_shops

__all__ = [
    "customer_clouds",
    "double_jeopardy",
    "groups_against_chance",
    "loyal_and_profitable",
    "same_people",
    "segment_margins",
    "three_shops",
    "tribe_settings",
]
