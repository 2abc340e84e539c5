"""Figures of contracts, renewals and forgetting; of cohorts, retention and lifetime value."""

from casekit.figures.subscriptions.cards import card_replacement_bump
from casekit.figures.subscriptions.difference_panels import difference_panels
from casekit.figures.subscriptions.forecast import survival_forecast
from casekit.figures.subscriptions.multiples import multiple_map
from casekit.figures.subscriptions.panels import contract_panels
from casekit.figures.subscriptions.retention import retention_slide
from casekit.figures.subscriptions.sorting import sorting_of_a_cohort
from casekit.figures.subscriptions.staircase import renewal_hazards, survival_staircase
from casekit.figures.subscriptions.tables import churn_by_tenure
from casekit.figures.subscriptions.wishes import who_pays, who_stays_and_why
from casekit.figures.subscriptions.worth import base_value

__all__ = [
    "base_value",
    "card_replacement_bump",
    "churn_by_tenure",
    "contract_panels",
    "difference_panels",
    "multiple_map",
    "renewal_hazards",
    "retention_slide",
    "sorting_of_a_cohort",
    "survival_forecast",
    "survival_staircase",
    "who_pays",
    "who_stays_and_why",
]
