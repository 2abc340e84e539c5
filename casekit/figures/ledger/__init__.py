"""Figures of what a programme owes: one price and two promises, balances, breakage."""

from casekit.figures.ledger.ageing import breakage_as_it_ages
from casekit.figures.ledger.balance import liability_bridge, points_balance
from casekit.figures.ledger.coming_home import points_coming_home
from casekit.figures.ledger.promises import two_promises

__all__ = [
    "breakage_as_it_ages",
    "liability_bridge",
    "points_balance",
    "points_coming_home",
    "two_promises",
]
