"""Community lock-in measured: what joining changed, how leaving spreads, whether friends pull."""

from casekit.models.community.advisers import loss_after_departure
from casekit.models.community.cascade import CascadeResults, FriendsLeave, draw_first_leavers
from casekit.models.community.chance_events import MoveResults, compare_friends_of_movers
from casekit.models.community.joining import JoiningEffects, joining_effects
from casekit.models.community.matching import MatchedSample, match_on_history
from casekit.models.community.money import margin_from_joining

__all__ = [
    "CascadeResults",
    "FriendsLeave",
    "JoiningEffects",
    "MatchedSample",
    "MoveResults",
    "compare_friends_of_movers",
    "draw_first_leavers",
    "joining_effects",
    "loss_after_departure",
    "margin_from_joining",
    "match_on_history",
]
