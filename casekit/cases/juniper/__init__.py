"""Juniper Coffee of lesson 21: what its board's proposals move, in money."""

from casekit.cases.juniper.balances import juniper_balances
from casekit.cases.juniper.lines import LINES_TRIED, best_line, line_reached
from casekit.cases.juniper.proposals import juniper_proposals

__all__ = ["LINES_TRIED", "best_line", "juniper_balances", "juniper_proposals", "line_reached"]
