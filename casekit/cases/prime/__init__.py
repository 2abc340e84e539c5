"""Meridian, lesson 20's fictional online shop with a paid membership: tables, truth, answers."""

from casekit.cases.prime.deal import Deals, deal_again
from casekit.cases.prime.fees import fees_by_reason, who_pays
from casekit.cases.prime.gap import spending_gap
from casekit.cases.prime.path import PathOutcomes, cancel_path_outcomes
from casekit.cases.prime.path_truth import break_even_return, path_truth
from casekit.cases.prime.plans import plan_break_even, plan_costs
from casekit.cases.prime.settings import PrimeSettings
from casekit.cases.prime.truth import PrimeTruth
from casekit.cases.prime.world import prime_world

__all__ = [
    "Deals",
    "PathOutcomes",
    "PrimeSettings",
    "PrimeTruth",
    "break_even_return",
    "cancel_path_outcomes",
    "deal_again",
    "fees_by_reason",
    "path_truth",
    "plan_break_even",
    "plan_costs",
    "prime_world",
    "spending_gap",
    "who_pays",
]
