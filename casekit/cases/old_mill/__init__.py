"""Old Mill Bank of lesson 30: why households stay, and what an easier way out would move."""

from casekit.cases.old_mill.flows import looks_a_month, switching_futures, switching_year
from casekit.cases.old_mill.regions import bank_regions, bank_worlds
from casekit.cases.old_mill.staying import REASONS, reasons_to_stay

__all__ = [
    "REASONS",
    "bank_regions",
    "bank_worlds",
    "looks_a_month",
    "reasons_to_stay",
    "switching_futures",
    "switching_year",
]
