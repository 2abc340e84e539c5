"""Figures of the bank's case: who changes, why households stay, what a quick switch moves."""

from casekit.figures.cases.bank.exhibits import same_seen, switched_in_three_years
from casekit.figures.cases.bank.flows import both_ways
from casekit.figures.cases.bank.paper import paper_in_money
from casekit.figures.cases.bank.stay import why_they_stay

__all__ = ["both_ways", "paper_in_money", "same_seen", "switched_in_three_years", "why_they_stay"]
