"""Make the customers and members of loyalty programmes."""

from casekit.generators.programmes.card_launch import make_card_launch, make_card_launch_panel
from casekit.generators.programmes.card_truth import CardLaunchTruth
from casekit.generators.programmes.coalition import CoalitionTruth, make_coalition
from casekit.generators.programmes.members import MembersTruth, make_members, simulate_members
from casekit.generators.programmes.membership import MembershipTruth, make_membership_panel
from casekit.generators.programmes.points_window import PointsWindowTruth, make_points_window
from casekit.generators.programmes.stamp_cards import StampCardTruth, make_stamp_cards
from casekit.generators.programmes.stamp_rules import expected_interval_days

__all__ = [
    "CardLaunchTruth",
    "CoalitionTruth",
    "MembersTruth",
    "MembershipTruth",
    "PointsWindowTruth",
    "StampCardTruth",
    "expected_interval_days",
    "make_card_launch",
    "make_card_launch_panel",
    "make_coalition",
    "make_members",
    "make_membership_panel",
    "make_points_window",
    "make_stamp_cards",
    "simulate_members",
]
