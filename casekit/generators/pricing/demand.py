"""Who buys from whom in the price game: shares, and how they move with the two prices."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Demand", "Moves"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Moves:
    """Hold a quantity with its derivatives by the firm's own price p and the rival's price r.

    Attributes
    ----------
    level, p, r, pp, pr : ndarray
        The quantity, and its first and second derivatives.
    """

    level: Floats
    p: Floats
    r: Floats
    pp: Floats
    pr: Floats

    def __add__(self, other: Moves) -> Moves:
        return Moves(
            self.level + other.level,
            self.p + other.p,
            self.r + other.r,
            self.pp + other.pp,
            self.pr + other.pr,
        )

    def times(self, weight: Floats | float) -> Moves:
        """Weigh the quantity, with its derivatives."""
        return Moves(
            weight * self.level,
            weight * self.p,
            weight * self.r,
            weight * self.pp,
            weight * self.pr,
        )


@dataclass(frozen=True)
class Demand:
    """Describe customers of a duopoly in units of choice (price sensitivity 1, cost 0).

    Attributes
    ----------
    switching_cost : float
        What leaving costs a customer.
    new_customers : float
        Share of customers replaced each period by new ones, attached to nobody.
    outside : float
        Utility of buying over not buying, at price 0; infinite where everybody must buy.
    """

    switching_cost: float
    new_customers: float = 0.0
    outside: float = np.inf

    def of(self, share: Floats, price: Floats, rival: Floats) -> tuple[Moves, Moves]:
        """Give sales of the firm, and its share of attached customers next period.

        Parameters
        ----------
        share : ndarray
            Share of attached customers that the firm has now.
        price, rival : ndarray
            Prices of the firm and of its rival.

        Returns
        -------
        sales, next_share : Moves
        """
        old, s = 1 - self.new_customers, self.switching_cost
        groups = (
            (old * share, 0.0, s, 1.0),
            (old * (1 - share), s, 0.0, 0.0),
            # New customers who buy nothing hear of a firm in proportion to its share.
            (np.full_like(share, self.new_customers), 0.0, 0.0, share),
        )
        zero = np.zeros_like(share)
        sales = following = Moves(zero, zero, zero, zero, zero)
        for weight, own_cost, rival_cost, kept in groups:
            if not np.any(weight):
                continue
            bought, elsewhere = self._bought(price + own_cost, rival + rival_cost)
            sales += bought.times(weight)
            # Whoever buys from nobody stays attached where they are: next share of the group
            # = bought + kept x (1 - bought - elsewhere).
            following += bought.times(weight * (1 - kept)) + elsewhere.times(-weight * kept)
            following += Moves(weight * kept, zero, zero, zero, zero)
        return sales, following

    def _bought(self, price: Floats, rival: Floats) -> tuple[Moves, Moves]:
        """Give the chances of buying here and there, at full prices with the cost of moving."""
        # Relative to the cheaper of the two, so that no exponential overflows.
        least = np.minimum(price, rival)
        here, there = np.exp(least - price), np.exp(least - rival)
        nothing = np.exp(np.clip(least - self.outside, -np.inf, 700.0))
        total = here + there + nothing
        a, b = here / total, there / total
        # 1 - 2a written without cancellation near one half.
        odd = (there + nothing - here) / total
        bought = Moves(a, -a * (1 - a), a * b, a * (1 - a) * odd, -a * b * odd)
        elsewhere = Moves(b, a * b, -b * (1 - b), -a * b * odd, a * b * (2 * b - 1))
        return bought, elsewhere
