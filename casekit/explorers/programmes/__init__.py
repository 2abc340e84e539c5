"""Explorers of membership and loyalty programmes."""

from casekit.explorers.programmes.answers import card_answers_explorer, three_shops
from casekit.explorers.programmes.cards import card_explorer
from casekit.explorers.programmes.luck import many_studies, studies_explorer

__all__ = [
    "card_answers_explorer",
    "card_explorer",
    "many_studies",
    "studies_explorer",
    "three_shops",
]
