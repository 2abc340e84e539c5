"""Designs of programmes, solved for members who look ahead."""

from casekit.generators.programmes.designs.card import StampCard
from casekit.generators.programmes.designs.member import Member, Members, People, read_members
from casekit.generators.programmes.designs.points import PointsProgramme
from casekit.generators.programmes.designs.solved import Solved
from casekit.generators.programmes.designs.tiers import TierProgramme

__all__ = [
    "Design",
    "Member",
    "Members",
    "People",
    "PointsProgramme",
    "Solved",
    "StampCard",
    "TierProgramme",
    "read_members",
]

Design = StampCard | PointsProgramme | TierProgramme
