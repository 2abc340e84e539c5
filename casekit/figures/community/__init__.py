"""Figures of a community: what joining changed, and what happens when friends leave."""

from casekit.figures.community.bond import BondWorld, SpreadCurve, cascade_settings
from casekit.figures.community.joining import event_studies, flat_before, spending_paths
from casekit.figures.community.leaving import friends_of_movers, leaving_signature
from casekit.figures.community.network import FriendNetwork, cascade_steps

__all__ = [
    "BondWorld",
    "FriendNetwork",
    "SpreadCurve",
    "cascade_settings",
    "cascade_steps",
    "event_studies",
    "flat_before",
    "friends_of_movers",
    "leaving_signature",
    "spending_paths",
]
