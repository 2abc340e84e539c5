"""Acquire or retain: response curves, customer equity, and the best use of a budget."""

from casekit.models.budget.allocation import Allocation, allocate
from casekit.models.budget.curve import ResponseCurve
from casekit.models.budget.equity import CustomerEquity
from casekit.models.budget.fitting import ResponseFit, fit_response
from casekit.models.budget.markets import blattberg_deighton_markets, search_markets
from casekit.models.budget.path import BudgetPath, budget_path
from casekit.models.budget.plan import BudgetPlan

__all__ = [
    "Allocation",
    "BudgetPath",
    "BudgetPlan",
    "CustomerEquity",
    "ResponseCurve",
    "ResponseFit",
    "allocate",
    "blattberg_deighton_markets",
    "budget_path",
    "fit_response",
    "search_markets",
]
