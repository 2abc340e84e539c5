"""Share one budget out over several markets.

Each market says what it would take if money cost a certain price, and the price is raised until
the budget is just used up: then the price proves that no other split is better. It fails only
where a market's value rises ever faster before it levels off, so that the market jumps from little
money to much; then whole budgets are compared on a grid and the best is polished.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, brentq, minimize

from casekit.models.budget.market import Market

__all__ = ["shared"]

Floats = NDArray[np.float64]
# Cells of the budget in the comparison of whole budgets.
CELLS = 200
EXACT = 1e-9


def shared(markets: list[Market], budget: float) -> tuple[Floats, float, bool]:
    """Split a budget over markets; give the shares, the price of money, and whether it is proven.

    Parameters
    ----------
    markets : list of Market
        With their sizes.
    budget : float
        Money in total.

    Returns
    -------
    shares : ndarray
        Money for each market.
    price : float
        Shadow price of the budget.
    proven : bool
        Whether the price proves that no other split is better.
    """
    free = np.array([market.spending(*market.free) for market in markets])
    if free.sum() <= budget:
        return free, 0.0, True
    if len(markets) == 1 or budget == 0:
        prices = [market.best(budget).shadow_price for market in markets]
        return np.full(len(markets), budget), max(prices), True

    def taken(price: float) -> Floats:
        return np.array([market.spending(*market.at_price(price)) for market in markets])

    dearest = 1.0
    while taken(dearest).sum() > budget:
        dearest *= 4
        if dearest > 1e12:
            break
    price = float(
        brentq(lambda price: taken(price).sum() - budget, 0.0, dearest, xtol=1e-15, rtol=1e-14)
    )
    shares = taken(price)
    gap = budget - shares.sum()
    if abs(gap) <= EXACT * max(budget, free.sum() * 1e-6):
        return _to_the_cent(shares, budget), price, True
    return _compared(markets, budget, free)


def _compared(markets: list[Market], budget: float, free: Floats) -> tuple[Floats, float, bool]:
    """Compare whole budgets on a grid, then polish the best of them."""
    cells = np.linspace(0.0, budget, CELLS + 1)
    known = {market: _values(market, cells) for market in set(markets)}
    values = [known[market] for market in markets]
    best, chosen = values[0], []
    for value in values[1:]:
        total = np.full(CELLS + 1, -np.inf)
        take = np.zeros(CELLS + 1, dtype=int)
        for own in range(CELLS + 1):
            reach = best[: CELLS + 1 - own] + value[own]
            better = reach > total[own:]
            total[own:][better] = reach[better]
            take[own:][better] = own
        chosen.append(take)
        best = total
    shares, left = np.zeros(len(markets)), CELLS
    for place in range(len(markets) - 1, 0, -1):
        own = int(chosen[place - 1][left])
        shares[place], left = cells[own], left - own
    shares[0] = cells[left]
    shares = _polished(markets, np.minimum(shares, free), budget, free)
    prices = [
        market.best(share).shadow_price for market, share in zip(markets, shares, strict=True)
    ]
    inside = [price for price, share in zip(prices, shares, strict=True) if share > 0]
    return shares, float(max(inside, default=max(prices))), False


def _values(market: Market, budgets: Floats) -> Floats:
    splits = [market.best(budget) for budget in budgets]
    return np.array([float(market.value(s.acquisition_spend, s.retention_spend)) for s in splits])


def _polished(markets: list[Market], start: Floats, budget: float, free: Floats) -> Floats:
    def worse(shares: Floats) -> tuple[float, Floats]:
        splits = [m.best(max(s, 0.0) * budget) for m, s in zip(markets, shares, strict=True)]
        value = sum(
            float(m.value(s.acquisition_spend, s.retention_spend))
            for m, s in zip(markets, splits, strict=True)
        )
        return -value / budget, -np.array([s.shadow_price for s in splits])

    found: Any = minimize(
        worse,
        start / budget,
        jac=True,
        method="SLSQP",
        bounds=Bounds(np.zeros(len(markets)), np.minimum(free / budget, 1.0)),
        constraints=LinearConstraint(np.ones(len(markets)), -np.inf, 1.0),
        options={"ftol": 1e-15, "maxiter": 200},
    )
    shares = np.clip(found.x, 0, None)
    shares = shares / max(shares.sum(), 1.0)
    # A solver that wandered off gives way to the best of the comparison.
    better = worse(shares)[0] <= worse(start / budget)[0]
    return shares * budget if better else start


def _to_the_cent(shares: Floats, budget: float) -> Floats:
    total = shares.sum()
    return shares * (budget / total) if total > 0 and math.isfinite(budget) else shares
