"""Points by the dollar: baskets that differ, points that carry over."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logsumexp

from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.generators.programmes.designs.balance import solve_balance
from casekit.generators.programmes.designs.member import Members
from casekit.generators.programmes.designs.money import refuse_unless_dollars
from casekit.generators.programmes.designs.solved import Solved
from casekit.words import _

__all__ = ["PointsProgramme"]


@dataclass(frozen=True)
class PointsProgramme:
    """Describe points by the dollar: so many points are a reward, and what is left carries over.

    Parameters
    ----------
    points_per_dollar : float
        Points a dollar earns, above 0. A visit earns whole points; the rest of a point is lost.
    points_needed : int
        Points that a reward takes. It is taken as soon as they are there.
    reward : float
        What a reward is worth to a member, in dollars.
    visit_price : float or mapping of float to float
        Dollars spent on a visit; or the baskets that occur and the chance of each. A member knows
        the chances when deciding to come, and the basket only afterwards.

    Raises
    ------
    InputError
        In words, for numbers that make no programme, such as a visit that never earns a point.

    Notes
    -----
    As for `StampCard`, with points in place of stamps: V(k) = E max{u + e1 + b E[R n + V(k + g -
    N n)], e0 + b V(k)}, with g the points of the visit, N those needed and n the rewards they make.

    Examples
    --------
    >>> stars = PointsProgramme(points_per_dollar=1.0, points_needed=60, reward=2.0)
    >>> stars.points_by_basket()
    (array([6]), array([1.]))
    """

    points_per_dollar: float = 1.0
    points_needed: int = 60
    reward: float = 2.0
    visit_price: float | Mapping[float, float] | tuple[tuple[float, float], ...] = 6.0

    def __post_init__(self) -> None:
        rate = self.points_per_dollar
        refuse_unless_dollars(rate, "points_per_dollar")
        refuse_unless_whole(self.points_needed, "points_needed")
        refuse_unless_dollars(self.reward, "reward")
        baskets = self.visit_price
        if isinstance(baskets, Mapping):
            object.__setattr__(self, "visit_price", tuple(sorted(baskets.items())))
        for dollars, chance in self.baskets:
            refuse_unless_dollars(dollars, "visit_price")
            refuse_unless_dollars(chance, "visit_price")
        total = sum(chance for _dollars, chance in self.baskets)
        refuse_unless(
            abs(total - 1.0) < 1e-9, "visit_price", total, _("baskets whose chances sum to 1")
        )
        points, _chances = self.points_by_basket()
        refuse_unless(
            bool(points.max() > 0),
            "points_per_dollar",
            rate,
            _("enough for a visit to earn a point"),
        )

    @property
    def baskets(self) -> tuple[tuple[float, float], ...]:
        """Give the baskets, in dollars, and the chance of each."""
        price = self.visit_price
        return price if isinstance(price, tuple) else ((float(price), 1.0),)  # type: ignore[arg-type]

    def points_by_basket(self) -> tuple[np.ndarray, np.ndarray]:
        """Give the whole points that visits earn, and the chance of each number."""
        # A rate of 1.2 and 5 dollars make 6 points, whatever the last bit says.
        earned = [math.floor(self.points_per_dollar * d + 1e-9) for d, _chance in self.baskets]
        points, place = np.unique(earned, return_inverse=True)
        return points, np.bincount(place, [chance for _d, chance in self.baskets])

    @property
    def size(self) -> int:
        """Give how many numbers a member takes."""
        points, _chances = self.points_by_basket()
        grain = math.gcd(self.points_needed, *points.tolist())
        states = self.points_needed // grain
        return states * (2 + min(states, int(points.max()) // grain))

    def parts(self) -> list[tuple[str, PointsProgramme]]:
        """Give the programme's parts: it has one."""
        return [(_("points"), self)]

    def solve(self, members: Members) -> Solved:
        """Solve the programme of each member; `casekit.models.programmes.solve_member` shows it."""
        points, chances = self.points_by_basket()
        grain = math.gcd(self.points_needed, *points.tolist())
        states = self.points_needed // grain
        reached = np.arange(states)[:, None] + points // grain
        u, b = members.base_utility, members.discount_factor
        worth = self.reward * (reached // states)
        relative, incentive = solve_balance(
            u, b, members.price_coefficient * self.reward, reached, chances, states
        )
        # Visits turn the balance round a circle, so each state meets equally many of them: time
        # there goes with the weeks that a visit takes, 1 / chance.
        weeks = np.logaddexp(0.0, -(u + incentive))
        return Solved(
            states={"points": np.arange(states) * grain},
            start=0,
            next_if_visit=reached % states,
            outcome_chance=chances,
            next_if_not=np.arange(states),
            rewards=reached // states if self.reward else np.zeros_like(reached),
            worth=worth,
            base=u,
            incentive=incentive,
            relative=relative,
            value=np.logaddexp(0.0, u + incentive[0]) / (1.0 - b) + relative,
            chance=expit(u + incentive),
            time=np.exp(weeks - logsumexp(weeks, axis=0)),
        )
