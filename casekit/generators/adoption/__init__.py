"""Standards that gain by being chosen: adoption one by one, and a rival against a leader."""

from casekit.generators.adoption.histories import AdoptionTruth, make_adoption
from casekit.generators.adoption.market import StandardsTruth, make_standards_market
from casekit.generators.adoption.standards import StandardsMarket
from casekit.generators.adoption.tastes import NormalTastes, Tastes, TwoKinds
from casekit.generators.adoption.walk import LeadWalk

__all__ = [
    "AdoptionTruth",
    "LeadWalk",
    "NormalTastes",
    "StandardsMarket",
    "StandardsTruth",
    "Tastes",
    "TwoKinds",
    "make_adoption",
    "make_standards_market",
]
