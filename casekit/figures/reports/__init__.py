"""Figures of a customer base at a glance: what `casekit.reports` sets into a page."""

from casekit.figures.reports.alive import alive_bands
from casekit.figures.reports.concentration import spend_concentration
from casekit.figures.reports.counts import purchase_counts
from casekit.figures.reports.rehearsal import forecast_rehearsal
from casekit.figures.reports.sales import sales_by_period

__all__ = [
    "alive_bands",
    "forecast_rehearsal",
    "purchase_counts",
    "sales_by_period",
    "spend_concentration",
]
