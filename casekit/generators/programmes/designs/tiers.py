"""Tiers: a year's spending earns a status, and the status makes each visit better."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.generators.programmes.designs.member import Members
from casekit.generators.programmes.designs.money import refuse_unless_dollars
from casekit.generators.programmes.designs.solved import Solved
from casekit.generators.programmes.designs.year import solve_year
from casekit.words import _

__all__ = ["TierProgramme"]


@dataclass(frozen=True)
class TierProgramme:
    """Describe tiers: spending in a year earns a status, which is kept through the next year.

    Parameters
    ----------
    thresholds : sequence of float
        Dollars a year that earn each tier above the lowest, rising.
    benefits : sequence of float
        What a tier makes each visit worth more to a member, in dollars, from the lowest tier on;
        never falling, one more than there are thresholds.
    visit_price : float
        Dollars spent on a visit, above 0.
    weeks : int
        Weeks in a programme's year.

    Raises
    ------
    InputError
        In words, for tiers that are none.

    Notes
    -----
    The state is the week of the year, the visits made in it so far, and the status kept from last
    year. A tier counts from the visit after the one that reaches its threshold, to the end of the
    following year; the year's visits then begin at 0 again. The benefit is enjoyed with the visit,
    so a member of discount factor 0 reacts to it, but never strives for a tier. Tiers of this kind:
    Kopalle, P. K., Sun, Y., Neslin, S. A., Sun, B., & Swaminathan, V. (2012). The joint sales
    impact of frequency reward and customer tier components of loyalty programs. Marketing Science,
    31(2), 216-235.

    Examples
    --------
    >>> TierProgramme(thresholds=(120,), benefits=(0.0, 0.5), visit_price=6.0).visits_needed
    [20]
    """

    thresholds: tuple[float, ...] = (120.0, 240.0)
    benefits: tuple[float, ...] = (0.0, 0.25, 0.75)
    visit_price: float = 6.0
    weeks: int = 52

    def __post_init__(self) -> None:
        for name in ("thresholds", "benefits"):
            object.__setattr__(self, name, tuple(np.atleast_1d(getattr(self, name)).tolist()))
            for number in getattr(self, name):
                refuse_unless_dollars(number, name)
        refuse_unless_dollars(self.visit_price, "visit_price")
        refuse_unless(self.visit_price > 0, "visit_price", self.visit_price, _("above 0"))
        refuse_unless_whole(self.weeks, "weeks")
        rising = all(np.diff((0.0, *self.thresholds)) > 0)
        refuse_unless(rising, "thresholds", self.thresholds, _("rising, and above 0"))
        fine = len(self.benefits) == len(self.thresholds) + 1 and all(np.diff(self.benefits) >= 0)
        words = _("one more than the thresholds, and never falling")
        refuse_unless(fine, "benefits", self.benefits, words)

    @property
    def visits_needed(self) -> list[int]:
        """Give how many visits a year earn each tier above the lowest."""
        # 120 dollars at 1.2 a visit are 100 visits, whatever the last bit says.
        return [math.ceil(threshold / self.visit_price - 1e-9) for threshold in self.thresholds]

    @property
    def size(self) -> int:
        """Give how many numbers a member takes."""
        return 4 * self.weeks * (min(self.weeks, self.visits_needed[-1]) + 1) * len(self.benefits)

    def parts(self) -> list[tuple[str, TierProgramme]]:
        """Give the programme as it grows tier by tier: each part's name, and the programme."""
        grown = []
        for tier in range(len(self.benefits)):
            # A tier that is not there yet gives what the one below it gives.
            benefits = np.minimum(self.benefits, self.benefits[tier])
            name = _("tier {tier}").format(tier=tier) if tier else _("benefit of everybody")
            if tier or self.benefits[0]:
                grown.append((name, replace(self, benefits=tuple(benefits))))
        return grown

    def solve(self, members: Members) -> Solved:
        """Solve the programme of each member; `casekit.models.programmes.solve_member` shows it."""
        return solve_year(
            members, np.array(self.visits_needed), np.array(self.benefits), self.weeks
        )
