"""Belonging as a barrier: a members' community, friends who leave, an adviser who leaves.

Each generator knows what its data cannot show: what joining changed, whether friends pull or are
only alike, and to whom a client is bound.
"""

from casekit.generators.community.advisers import AdviserTruth, make_adviser_departures
from casekit.generators.community.circles import CirclesTruth, make_friend_circles
from casekit.generators.community.departures import DeparturesTruth, make_departures
from casekit.generators.community.membership import CommunityTruth, make_community_panel
from casekit.generators.community.towns import make_two_towns

__all__ = [
    "AdviserTruth",
    "CirclesTruth",
    "CommunityTruth",
    "DeparturesTruth",
    "make_adviser_departures",
    "make_community_panel",
    "make_departures",
    "make_friend_circles",
    "make_two_towns",
]
