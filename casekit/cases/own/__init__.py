"""Cases of one's own: a world is a file of parameters, and the course's generators make it.

`casekit.cases.worlds` holds the files, one a case. `case_world` reads one, refuses what it does
not understand in words, and gives the tables and everything that only a generator knows.
"""

from casekit.cases.own.known import known_generators, own_unit
from casekit.cases.own.truth import OwnTruth
from casekit.cases.own.world import case_world
from casekit.cases.own.world_file import Argument, Section, WorldFile, read_world, world_names

__all__ = [
    "Argument",
    "OwnTruth",
    "Section",
    "WorldFile",
    "case_world",
    "known_generators",
    "own_unit",
    "read_world",
    "world_names",
]
