"""Make the customers and members of loyalty programmes."""

from casekit.generators.programmes.membership import MembershipTruth, make_membership_panel

__all__ = ["MembershipTruth", "make_membership_panel"]
