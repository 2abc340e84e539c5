"""Figures of loyalty: what customers feel and do, what holds them, and what a survey can say."""

from casekit.figures.loyalty.cells import cells_by_cut, cells_by_group, loyalty_map
from casekit.figures.loyalty.curves import satisfaction_curves
from casekit.figures.loyalty.gaps import rising_expectations, service_gap_chart
from casekit.figures.loyalty.growth import nps_and_growth
from casekit.figures.loyalty.held_view import StayCurve
from casekit.figures.loyalty.marks import marks_and_satisfaction
from casekit.figures.loyalty.phases import phases
from casekit.figures.loyalty.promoters import recommendation_answers, score_waves
from casekit.figures.loyalty.questionnaire import gap_reliability_chart, question_map
from casekit.figures.loyalty.recovery import recovery_chart
from casekit.figures.loyalty.settings import barrier_settings
from casekit.figures.loyalty.towns import staying_rates, three_towns

__all__ = [
    "StayCurve",
    "barrier_settings",
    "cells_by_cut",
    "cells_by_group",
    "gap_reliability_chart",
    "loyalty_map",
    "marks_and_satisfaction",
    "nps_and_growth",
    "phases",
    "question_map",
    "recommendation_answers",
    "recovery_chart",
    "rising_expectations",
    "satisfaction_curves",
    "score_waves",
    "service_gap_chart",
    "staying_rates",
    "three_towns",
]
