"""Figures of winning and keeping customers: claims, curves, and the next dollar."""

from casekit.figures.budget.averages import average_costs
from casekit.figures.budget.channels import channel_costs
from casekit.figures.budget.claims import claim_family
from casekit.figures.budget.curves import curve_from_test, one_point_many_curves
from casekit.figures.budget.frontier import budget_frontier
from casekit.figures.budget.moving import after_moving, value_of_moving
from casekit.figures.budget.next_dollar import next_dollar
from casekit.figures.budget.points import worth_and_price_of_points
from casekit.figures.budget.ratios import best_ratios

__all__ = [
    "after_moving",
    "average_costs",
    "best_ratios",
    "budget_frontier",
    "channel_costs",
    "claim_family",
    "curve_from_test",
    "next_dollar",
    "one_point_many_curves",
    "value_of_moving",
    "worth_and_price_of_points",
]
