"""Models of loyalty programmes: what a card, a reward in sight and a tier do to customers."""

from casekit.models.programmes.designer import BestProgramme, best_programme, programme_parts
from casekit.models.programmes.five_answers import FiveAnswers, five_answers
from casekit.models.programmes.goal_gradient import GoalGradient, GoalGradientResults
from casekit.models.programmes.gradient import (
    calibrate_first_interval,
    calibrate_gradient,
    expected_card_days,
)
from casekit.models.programmes.outcome import ProgrammeOutcome, programme_outcome
from casekit.models.programmes.partner_results import CrossPartnerResults
from casekit.models.programmes.partners import cross_partner_effects
from casekit.models.programmes.points_pressure import PointsPressureResults, points_pressure
from casekit.models.programmes.solution import MemberSolution, solve_member
from casekit.models.programmes.year_of_card import CardTerms, card_year

__all__ = [
    "BestProgramme",
    "CardTerms",
    "CrossPartnerResults",
    "FiveAnswers",
    "GoalGradient",
    "GoalGradientResults",
    "MemberSolution",
    "PointsPressureResults",
    "ProgrammeOutcome",
    "best_programme",
    "calibrate_first_interval",
    "calibrate_gradient",
    "card_year",
    "cross_partner_effects",
    "expected_card_days",
    "five_answers",
    "points_pressure",
    "programme_outcome",
    "programme_parts",
    "solve_member",
]
