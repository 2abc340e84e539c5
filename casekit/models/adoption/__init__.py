"""Why a market tips: critical mass, expectations, scale, and what it costs to break in."""

from casekit.models.adoption.critical_mass import RohlfsDemand
from casekit.models.adoption.entry import break_in_price, unit_cost
from casekit.models.adoption.expectations import KatzShapiroDuopoly
from casekit.models.adoption.winning import chance_of_winning, who_wins

__all__ = [
    "KatzShapiroDuopoly",
    "RohlfsDemand",
    "break_in_price",
    "chance_of_winning",
    "unit_cost",
    "who_wins",
]
