"""A market with everything drawn that does not depend on choices: tastes, prices, friendships."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.generators.switching.barriers import Barriers
from casekit.generators.switching.draws import GRID, Integers32
from casekit.generators.switching.friendships import Friendships
from casekit.generators.switching.shocks import Compatibility, NumberPortability, Shock
from casekit.words import _

__all__ = ["World"]


@dataclass(frozen=True, eq=False)
class World:
    """Hold what all runs of one market share: only barriers differ between counterfactuals.

    Attributes
    ----------
    seed : int
    firms : tuple of str
    n_customers, months, burn_in_months : int
    prices : ndarray, shape (burn-in + months, firms)
        Money a month, in whole cents.
    quality : ndarray, shape (firms,)
        Utility.
    tastes : ndarray of int32, shape (firms, customers)
        Grid steps of utility.
    price_sensitivity : float
        Utility of a unit of money.
    looks_ahead_months : float
        How many months' worth of today's differences a customer weighs.
    attention : float
        Chance that a customer considers leaving this month.
    barriers : Barriers
    friendships : Friendships or None
    shocks : tuple
    groups : tuple of ndarray
        The customers of each ``FriendGroupLeaves``, in the order of the shocks.
    """

    seed: int
    firms: tuple[str, ...]
    n_customers: int
    months: int
    burn_in_months: int
    prices: NDArray[np.float64]
    quality: NDArray[np.float64]
    tastes: Integers32
    price_sensitivity: float
    looks_ahead_months: float
    attention: float
    barriers: Barriers
    friendships: Friendships | None
    shocks: tuple[Shock, ...]
    groups: tuple[NDArray[np.int64], ...]

    @property
    def all_months(self) -> int:
        """Count the months, those before the panel included."""
        return self.burn_in_months + self.months

    def left_of(self, form: str) -> NDArray[np.float64]:
        """Give the share of a barrier that shocks leave, month by month."""
        share = np.ones(self.all_months)
        for shock in self.shocks:
            if isinstance(shock, NumberPortability | Compatibility):
                share[self.burn_in_months + shock.month - 1 :] *= getattr(shock, form, 1.0)
        return share

    def points_carried(self) -> NDArray[np.float64]:
        """Give the share of points that leavers take along, month by month."""
        share = np.zeros(self.all_months)
        for shock in self.shocks:
            if isinstance(shock, Compatibility):
                after = share[self.burn_in_months + shock.month - 1 :]
                np.maximum(after, shock.points_carried, out=after)
        return share

    def refuse_overflow(self, rival_cheaper_by: float = 0.0) -> None:
        """Refuse utilities so far apart that luck could never matter."""
        barriers = self.barriers.money(len(self.firms), self.all_months)
        money = float(np.ptp(self.prices)) + sum(float(one.max()) for one in barriers.values())
        money += rival_cheaper_by * float(self.prices.max())
        utility = self.price_sensitivity * money + float(np.ptp(self.quality))
        utility *= max(self.looks_ahead_months, 1.0)
        utility += 2 * float(np.abs(self.tastes).max(initial=0)) / GRID + 40
        # Sums of 32-bit grid steps are exact up to here.
        if not utility < 2**31 / GRID:
            message = _(
                "These parameters make utilities differ by {utility:.0f}, where a difference of "
                "5 already decides almost every choice: lower `price_sensitivity` (utility per "
                "unit of money), the prices or the barriers."
            )
            raise InputError(message.format(utility=utility))


def names_of(firms: int | Sequence[str]) -> tuple[str, ...]:
    """Name the firms of a market, or check the names that were given.

    Examples
    --------
    >>> names_of(3)
    ('Alder', 'Birch', 'Cedar')
    """
    if isinstance(firms, str):
        firms = [firms]
    if isinstance(firms, int | np.integer):
        if 2 <= firms <= len(_TREES):
            return _TREES[:firms]
        names: tuple[str, ...] = tuple(f"Firm {k + 1}" for k in range(max(int(firms), 0)))
    else:
        names = tuple(str(name) for name in firms)
    if len(names) < 2 or len(set(names)) < len(names) or len(names) > 120:
        message = _(
            "A market needs two firms at least, and 120 at most, with different names: a customer "
            "who can go nowhere is not locked in. {given!r} was given."
        )
        raise InputError(message.format(given=firms))
    return names


# Invented, and neutral: no firm of these names is meant.
_TREES = ("Alder", "Birch", "Cedar", "Damson", "Elder", "Fir")
