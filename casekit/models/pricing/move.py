"""One firm's price of one period, against what the solved game would charge, and what it brings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from casekit.generators.pricing.equilibrium import Equilibrium

__all__ = ["OneMove", "profits_of"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class OneMove:
    """Hold what a price of one period brings, the game going on as solved afterwards.

    Attributes
    ----------
    price, rival_price : float
        Of this period, money.
    next_share : float
        The firm's share of attached customers in the next period.
    profit : float
        Of this period, money per customer of the market.
    value : float
        Present value of this and all later profits, money per customer of the market.
    """

    price: float
    rival_price: float
    next_share: float
    profit: float
    value: float


def profits_of(
    game: Equilibrium, prices: Floats, rival: float, share: float
) -> tuple[Floats, Floats, Floats]:
    """Give what prices of one period bring, in units of choice.

    Parameters
    ----------
    game : Equilibrium
    prices : ndarray
        To be tried, over cost.
    rival : float
        The rival's price of this period, over cost.
    share : float
        The firm's share of attached customers.

    Returns
    -------
    profit, next_share, value : ndarray
        One entry a price.
    """
    x = np.full_like(prices, share)
    sales, following = game.demand.of(x, prices, np.full_like(prices, rival))
    profit, later = prices * sales.level, np.clip(following.level, 0, 1)
    return profit, later, profit + game.discount * game.value_at(later)
