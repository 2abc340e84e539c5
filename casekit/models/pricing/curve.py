"""Price against switching cost: the curve that falls before it rises, and where it turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.generators.pricing.equilibrium import sweep
from casekit.models.pricing.game import PriceGame
from casekit.models.pricing.one_period import one_period_price
from casekit.words import _

__all__ = ["cheapest_switching_cost", "harmless_switching_cost", "price_curve", "price_grid"]

# Between 0 and this, in units of choice, lies everything of interest.
_WIDEST = 2.5


def price_curve(switching_costs: Sequence[float], game: PriceGame | None = None) -> pd.DataFrame:
    """Give prices of equal firms by switching cost, split into harvest and investment.

    Parameters
    ----------
    switching_costs : sequence of float
        In money.
    game : PriceGame, optional
        Everything but the switching cost; by default discount 0.95, price sensitivity 1, cost 0.

    Returns
    -------
    pandas.DataFrame
        One row a switching cost: ``switching_cost, price, price_index`` (margin over cost,
        100 = without a switching cost), ``harvest_price, investment_discount``, ``leaving_share``
        (of attached customers, each period), ``customer_gain`` (what a period is worth more to a
        customer than without switching costs, in money: lower prices, less what leaving costs and
        the better matches that are missed), ``degree, residual``.

    Raises
    ------
    InputError
        Where the game has no solution.

    Examples
    --------
    >>> price_curve([0, 0.75, 1.25, 2])["price_index"].round(1).tolist()
    [100.0, 89.7, 99.5, 147.9]
    """
    game = game or PriceGame(0.0)
    base = float(replace(game, switching_cost=0.0).solve().price())
    free = _surplus(replace(game, switching_cost=0.0), base)
    rows = []
    for cost in switching_costs:
        solved = replace(game, switching_cost=float(cost)).solve()
        price, harvest = float(solved.price()), solved.harvest_price()
        rows.append(
            {
                "switching_cost": float(cost),
                "price": price,
                "price_index": 100 * (price - game.cost) / (base - game.cost),
                "harvest_price": harvest,
                "investment_discount": harvest - price,
                "leaving_share": _leaving(solved.game, price),
                "customer_gain": _surplus(solved.game, price) - free,
                "degree": solved.degree,
                "residual": solved.residual,
            }
        )
    return pd.DataFrame(rows)


def _leaving(game: PriceGame, price: float) -> float:
    """Give the share of attached customers who change firm, equal firms."""
    stay, leave, nothing = _weights(game, price)
    return leave / (stay + leave + nothing)


def _surplus(game: PriceGame, price: float) -> float:
    """Give what a period is worth to a customer on average, in money (the logit's log-sum)."""
    stay, leave, nothing = _weights(game, price)
    old = np.log(stay + leave + nothing)
    new = np.log(2 * stay + nothing)
    return float((1 - game.new_customers) * old + game.new_customers * new) / game.price_sensitivity


def _weights(game: PriceGame, price: float) -> tuple[float, float, float]:
    demand, margin = game.demand(), (price - game.cost) * game.price_sensitivity
    stay = float(np.exp(-margin))
    return stay, stay * float(np.exp(-demand.switching_cost)), float(np.exp(-demand.outside))


def cheapest_switching_cost(game: PriceGame | None = None) -> tuple[float, float]:
    """Find the switching cost at which equal firms charge least.

    Parameters
    ----------
    game : PriceGame, optional
        Everything but the switching cost; by default discount 0.95, price sensitivity 1, cost 0.

    Returns
    -------
    switching_cost, price : float
        In money.

    Examples
    --------
    >>> [round(number, 3) for number in cheapest_switching_cost()]
    [0.661, 1.79]
    """
    from scipy.optimize import minimize_scalar

    game = game or PriceGame(0.0)

    def price(units: float) -> float:
        cost = units / game.price_sensitivity
        return float(replace(game, switching_cost=cost).solve(accuracy=1e-7).price())

    grid = np.linspace(0, 2, 9)
    prices = [price(units) for units in grid]
    place = int(np.argmin(prices))
    if place == 0:
        # Flat at 0: the price without switching costs is the least, or as good as the least.
        nearby = price(0.02)
        if nearby >= prices[0]:
            return 0.0, prices[0]
    bracket = (grid[max(place - 1, 0)], grid[min(place + 1, len(grid) - 1)])
    found = minimize_scalar(price, bounds=bracket, method="bounded", options={"xatol": 1e-5})
    return float(found.x) / game.price_sensitivity, float(found.fun)


def harmless_switching_cost(game: PriceGame | None = None) -> float:
    """Find the switching cost at which the price is back where it is without one.

    Below it lock-in makes the market cheaper, above it dearer.

    Parameters
    ----------
    game : PriceGame, optional
        Everything but the switching cost; by default discount 0.95, price sensitivity 1, cost 0.

    Returns
    -------
    float
        In money; 0 when any switching cost makes the market dearer.

    Raises
    ------
    InputError
        When the market is still cheaper at the largest switching cost that can be solved.

    Examples
    --------
    >>> round(harmless_switching_cost(), 2)
    1.26
    """
    from scipy.optimize import brentq

    game = game or PriceGame(0.0)
    least_at, least = cheapest_switching_cost(game)
    base = float(replace(game, switching_cost=0.0).solve().price())
    if least >= base - 1e-9 / game.price_sensitivity:
        return 0.0

    def excess(cost: float) -> float:
        return float(replace(game, switching_cost=cost).solve(accuracy=1e-7).price()) - base

    widest = _WIDEST / game.price_sensitivity
    if excess(widest) < 0:
        raise InputError(
            _("Up to a switching cost of {widest:g} the market stays cheaper than without.").format(
                widest=widest
            )
        )
    return float(brentq(excess, least_at, widest, xtol=1e-6 / game.price_sensitivity))


@lru_cache(maxsize=4)
def price_grid(switching_costs: tuple[float, ...], discounts: tuple[float, ...]) -> pd.DataFrame:
    """Give prices of equal firms for many games at once, for an explorer: rows by discount.

    Parameters
    ----------
    switching_costs, discounts : tuple of float
        In units of choice (price sensitivity 1, cost 0); costs ascending.

    Returns
    -------
    pandas.DataFrame
        Prices: one row a discount factor, one column a switching cost.

    Examples
    --------
    >>> price_grid((0.0, 1.0), (0.0, 0.95)).round(3).to_numpy().tolist()
    [[2.0, 2.543], [2.0, 1.853]]
    """
    rows = [
        [one_period_price(cost) for cost in switching_costs]
        if discount == 0
        else sweep(switching_costs, discount)
        for discount in discounts
    ]
    return pd.DataFrame(rows, index=list(discounts), columns=list(switching_costs))
