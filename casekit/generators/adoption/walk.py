"""The lead as a walk: where its walls are, who wins and when, without any drawing."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve_banded

from casekit.errors import InputError
from casekit.generators.adoption.tastes import NormalTastes, Tastes, TwoKinds
from casekit.generators.parameters import refuse_unless
from casekit.words import _

__all__ = ["LeadWalk"]

Floats = NDArray[np.float64]

# A wall further out than this is no wall for anybody who waits for it.
_FURTHEST = 20_000
# So near to 0 or 1 that the other direction never matters to a probability that is shown.
_NEVER = 1e-14


@dataclass(frozen=True)
class LeadWalk:
    """Compute exactly what becomes of the lead of one standard over another.

    Adopters come one by one. Each compares the two standards by the own taste, by the advantage
    of the first, and by how many have adopted each before. So the lead (adoptions of the first
    minus those of the second) moves by one at each adoption, and the chance of a step up depends
    on the lead alone: a birth-death chain, whose chances need no simulation.

    Parameters
    ----------
    network_strength : float
        What each earlier adoption adds to the payoff of its standard. Below 0: what it takes
        away (diminishing returns).
    advantage : float
        What everybody gains by the first standard, beside taste and network.
    tastes : TwoKinds or NormalTastes
        How adopters differ.
    compatibility : float
        Share of the other standard's adoptions that count as one's own: 0 none, 1 all of them.

    Notes
    -----
    Compatible standards share their users: the payoffs differ by ``network_strength * (1 -
    compatibility) * lead``. Source of the walk and its walls: Arthur (1989); of the chances:
    the gambler's ruin.

    Examples
    --------
    Arthur's setting: walls at a lead of 5, reached after 25 adoptions on average.

    >>> walk = LeadWalk()
    >>> walk.walls, walk.mean_adoptions_to_lock_in(), walk.chance_first_wins()
    ((-5, 5), 25.0, 0.5)
    """

    network_strength: float = 0.05
    advantage: float = 0.0
    tastes: Tastes = field(default_factory=TwoKinds)
    compatibility: float = 0.0

    def __post_init__(self) -> None:
        for name in ("network_strength", "advantage"):
            value = getattr(self, name)
            refuse_unless(bool(np.isfinite(value)), name, value, _("a finite number"))
        fine = isinstance(self.tastes, (TwoKinds, NormalTastes))
        refuse_unless(fine, "tastes", self.tastes, _("TwoKinds(...) or NormalTastes(...)"))
        fine = 0 <= self.compatibility <= 1
        refuse_unless(fine, "compatibility", self.compatibility, _("between 0 and 1"))

    @property
    def pull(self) -> float:
        """Give what one more in the lead adds to the payoff difference."""
        return self.network_strength * (1 - self.compatibility)

    def chance_of_first(self, lead: NDArray[np.int64]) -> Floats:
        """Give the chance that the next adopter takes the first standard, at each lead."""
        return self.tastes.chance_of_first(lead, strength=self.pull, advantage=self.advantage)

    @property
    def walls(self) -> tuple[int, int] | None:
        """Give the leads from which on all choose the second, or the first; None without any.

        Examples
        --------
        >>> LeadWalk(network_strength=0).walls is None
        True
        """
        if self.pull <= 0:
            return None
        reach = 8
        while reach <= _FURTHEST:
            leads = np.arange(-reach, reach + 1)
            chance = self.chance_of_first(leads)
            low, high = self.tastes.left_over, 1 - self.tastes.left_over
            below, above = leads[chance <= low], leads[chance >= high]
            # The walls must lie inside: at the very edge the reach was too short.
            if len(below) and len(above):
                return int(below.max()), int(above.min())
            reach *= 2
        return None

    def chance_first_wins(self, lead_at_start: int = 0) -> float:
        """Give the chance that the first standard takes the whole market in the end.

        Parameters
        ----------
        lead_at_start : int
            Adoptions of the first standard minus those of the second at the start.

        Returns
        -------
        float
            Missing (nan) where no standard ever takes the whole market.

        Examples
        --------
        >>> better = LeadWalk(advantage=0.10, tastes=NormalTastes())
        >>> round(better.chance_first_wins(), 3), round(better.chance_first_wins(-2), 3)
        (0.902, 0.5)
        """
        ends = self._ends(lead_at_start)
        if ends is None:
            return float("nan")
        low, high = ends
        if lead_at_start <= low or lead_at_start >= high:
            return float(lead_at_start >= high)
        up = np.clip(self.chance_of_first(np.arange(low + 1, high)), _NEVER, 1 - _NEVER)
        steps = np.concatenate([[0.0], np.cumsum(np.log1p(-up) - np.log(up))])
        weights = np.exp(steps - steps.max())
        return float(weights[: lead_at_start - low].sum() / weights.sum())

    def mean_adoptions_to_lock_in(self, lead_at_start: int = 0) -> float:
        """Give the average number of adoptions until the lead reaches a wall.

        Parameters
        ----------
        lead_at_start : int
            Adoptions of the first standard minus those of the second at the start.

        Returns
        -------
        float
            Infinite where there are no walls.

        Examples
        --------
        >>> LeadWalk().mean_adoptions_to_lock_in(lead_at_start=4)
        9.0
        """
        walls = self.walls
        if walls is None:
            return float("inf")
        low, high = walls
        if not low < lead_at_start < high:
            return 0.0
        up = self.chance_of_first(np.arange(low + 1, high))
        bands = np.ones((3, len(up)))
        bands[0, 1:], bands[2, :-1] = -up[:-1], -(1 - up[1:])
        waits = solve_banded((1, 1), bands, np.ones(len(up)))
        return float(round(waits[lead_at_start - low - 1], 9))

    def break_in_discount(self, lead: int) -> float:
        """Give the discount at which the second standard wins every second next adopter.

        Parameters
        ----------
        lead : int
            Adoptions of the first standard minus those of the second.

        Returns
        -------
        float
            What the price of the second standard must lie below that of the first, in the unit
            of the payoffs. Below 0: it may even cost more.

        Examples
        --------
        >>> LeadWalk(network_strength=5, advantage=10, compatibility=0.5).break_in_discount(4)
        20.0
        """
        return float(self.advantage + self.pull * lead)

    def _ends(self, start: int) -> tuple[int, int] | None:
        """Give leads so far out that whoever is there has won."""
        walls = self.walls
        if walls is None:
            return None
        low, high = min(walls[0], start), max(walls[1], start)
        if isinstance(self.tastes, TwoKinds):
            return low, high
        # A large advantage puts both walls on one side of an equal start; doubling needs a sign.
        low, high = min(low, -1), max(high, 1)
        while self.chance_of_first(np.array([low]))[0] > _NEVER and low > -_FURTHEST:
            low *= 2
        while self.chance_of_first(np.array([high]))[0] < 1 - _NEVER and high < _FURTHEST:
            high *= 2
        if max(-low, high) >= _FURTHEST:
            raise InputError(
                _(
                    "With a network strength of {strength:g} a market of any length that is "
                    "simulated here is not locked in; choose a strength nearer to the spread of "
                    "the tastes."
                ).format(strength=self.pull)
            )
        return low, high
