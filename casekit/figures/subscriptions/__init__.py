"""Figures of contracts, renewals and forgetting."""

from casekit.figures.subscriptions.cards import card_replacement_bump
from casekit.figures.subscriptions.panels import contract_panels
from casekit.figures.subscriptions.staircase import renewal_hazards, survival_staircase
from casekit.figures.subscriptions.tables import churn_by_tenure
from casekit.figures.subscriptions.wishes import who_pays, who_stays_and_why

__all__ = [
    "card_replacement_bump",
    "churn_by_tenure",
    "contract_panels",
    "renewal_hazards",
    "survival_staircase",
    "who_pays",
    "who_stays_and_why",
]
