"""Figures of membership and loyalty programmes."""

from casekit.figures.programmes.luck import heaps_panels
from casekit.figures.programmes.members import members_and_others, two_worlds

__all__ = ["heaps_panels", "members_and_others", "two_worlds"]
