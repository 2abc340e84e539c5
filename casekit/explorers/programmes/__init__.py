"""Explorers of membership and loyalty programmes."""

from casekit.explorers.programmes.luck import many_studies, studies_explorer

__all__ = ["many_studies", "studies_explorer"]
