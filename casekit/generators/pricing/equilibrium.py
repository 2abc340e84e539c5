"""Markov-perfect prices of two firms: collocation and Newton's method, the residual checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from casekit.generators.pricing.chebyshev import basis, nodes, values_to_coefficients
from casekit.generators.pricing.demand import Demand

__all__ = ["Equilibrium", "solve_equilibrium", "sweep"]

Floats = NDArray[np.float64]

_DEGREES = (24, 36, 52, 76, 110, 160, 230)
_FINE = np.linspace(0.0, 1.0, 401)
# Where the walk does not get through at this degree, a higher one does not help.
_HARD = 76
_STEPS = 12
_STEP = 0.25
_SMALLEST_STEP = 1 / 64


@dataclass(frozen=True, eq=False)
class Equilibrium:
    """Hold the solved game, in units of choice (price sensitivity 1, cost 0).

    Attributes
    ----------
    demand : Demand
        The customers.
    discount : float
        Weight of the next period's profit.
    price, value : ndarray
        Chebyshev coefficients of the firm's price and value by its share.
    residual : float
        Largest error of the two equations on a fine grid of shares, relative to price and value.
    """

    demand: Demand
    discount: float
    price: Floats
    value: Floats
    residual: float

    @property
    def degree(self) -> int:
        """Give the degree of the polynomials."""
        return len(self.price) - 1

    def price_at(self, share: Floats) -> Floats:
        """Give the firm's price at shares."""
        return np.asarray(basis(np.asarray(share, dtype=float), self.degree)[0] @ self.price)

    def value_at(self, share: Floats) -> Floats:
        """Give the firm's value at shares."""
        return np.asarray(basis(np.asarray(share, dtype=float), self.degree)[0] @ self.value)


def solve_equilibrium(
    demand: Demand, discount: float, *, accuracy: float = 1e-8, degree: int | None = None
) -> Equilibrium | None:
    """Find prices that are best replies to each other at every share, to the accuracy asked for.

    The degree grows until the residual is small; difficult games are reached from easier ones by
    small steps of the switching cost and of the discount factor.

    Parameters
    ----------
    demand : Demand
        The customers.
    discount : float
        Weight of the next period's profit, from 0 to below 1.
    accuracy : float
        Largest residual allowed.
    degree : int, optional
        Solve at this one degree, whatever the residual.

    Returns
    -------
    Equilibrium or None
        None when no degree reaches the accuracy.
    """
    degrees = _DEGREES if degree is None else (degree,)
    best: Equilibrium | None = None
    for number in degrees:
        found = _refined(demand, discount, number, best) or _continued(demand, discount, number)
        if found is None and number >= _HARD:
            return None
        if found is None:
            continue
        best = _finished(demand, discount, *found)
        if best.residual <= accuracy or degree is not None:
            return best
    return None


def _refined(
    demand: Demand, discount: float, degree: int, before: Equilibrium | None
) -> tuple[Floats, Floats] | None:
    """Start from the solution of a lower degree, and stay near it."""
    if before is None:
        return None
    x = nodes(degree)
    return _newton(demand, discount, x, before.price_at(x), before.value_at(x))


def _continued(demand: Demand, discount: float, degree: int) -> tuple[Floats, Floats] | None:
    """Walk from no switching cost to the one asked for, in steps that shrink when they fail."""
    x = nodes(degree)
    start = replace(demand, switching_cost=0.0)
    guess = np.full(degree + 1, min(2.0, max(demand.outside, 1.0)))
    here = _newton(start, discount, x, guess, guess / 2 / (1 - discount), near=np.inf)
    if here is None:
        return None
    at, step, goal = 0.0, _STEP, demand.switching_cost
    drift = (np.zeros_like(guess), np.zeros_like(guess))
    while at < goal:
        step = min(step, goal - at)
        part = replace(demand, switching_cost=at + step)
        price, value = (now + step * slope for now, slope in zip(here, drift, strict=True))
        found = _newton(part, discount, x, price, value)
        if found is None:
            step /= 2
            if step < _SMALLEST_STEP:
                return None
            continue
        drift = ((found[0] - here[0]) / step, (found[1] - here[1]) / step)
        here, at, step = found, at + step, min(1.5 * step, _STEP)
    return here


def _newton(
    demand: Demand,
    discount: float,
    x: Floats,
    price: Floats,
    value: Floats,
    *,
    near: float = 0.25,
) -> tuple[Floats, Floats] | None:
    """Solve both equations at the nodes; give None where no solution is near the start."""
    inverse = values_to_coefficients(len(x) - 1)
    size, start = len(x), price
    for _step in range(_STEPS):
        bellman, first_order, jacobian = _equations(demand, discount, x, price, value, inverse)
        try:
            move = np.linalg.solve(jacobian, -np.concatenate([bellman, first_order]))
        except np.linalg.LinAlgError:
            return None
        price, value = price + move[:size], value + move[size:]
        if not np.abs(price - start).max() <= near:
            return None
        if np.abs(move[:size]).max() < 1e-9 * (1 + np.abs(price).max()):
            return price, value
    return None


def _equations(
    demand: Demand, discount: float, x: Floats, price: Floats, value: Floats, inverse: Floats
) -> tuple[Floats, Floats, Floats]:
    """Give what is missing in the Bellman and first-order equations, and their Jacobian."""
    size = len(x)
    flip = np.eye(size)[::-1]
    d, q = demand.of(x, price, price[::-1])
    b0, b1, b2 = (part @ inverse for part in basis(np.clip(q.level, 0, 1), size - 1))
    v, v1, v2 = b0 @ value, b1 @ value, b2 @ value
    bellman = value - price * d.level - discount * v
    # What one more unit of price brings now, and what it costs in the customers of tomorrow.
    first_order = d.level + price * d.p + discount * v1 * q.p
    jacobian = np.empty((2 * size, 2 * size))
    jacobian[:size, :size] = (
        -np.diag(first_order) - (price * d.r + discount * v1 * q.r)[:, None] * flip
    )
    jacobian[:size, size:] = np.eye(size) - discount * b0
    jacobian[size:, :size] = (
        np.diag(2 * d.p + price * d.pp + discount * (v2 * q.p**2 + v1 * q.pp))
        + (d.r + price * d.pr + discount * (v2 * q.p * q.r + v1 * q.pr))[:, None] * flip
    )
    jacobian[size:, size:] = discount * q.p[:, None] * b1
    return bellman, first_order, jacobian


def _finished(demand: Demand, discount: float, price: Floats, value: Floats) -> Equilibrium:
    inverse = values_to_coefficients(len(price) - 1)
    rough = Equilibrium(demand, discount, inverse @ price, inverse @ value, np.inf)
    return Equilibrium(demand, discount, rough.price, rough.value, _residual(rough))


def _residual(game: Equilibrium) -> float:
    """Give the largest relative error of the two equations between the nodes."""
    x, beta = _FINE, game.discount
    price, rival = game.price_at(x), game.price_at(1 - x)
    d, q = game.demand.of(x, price, rival)
    b0, b1, _b2 = basis(np.clip(q.level, 0, 1), game.degree)
    value = game.value_at(x)
    bellman = (price * d.level + beta * (b0 @ game.value)) / value - 1
    # The price that the first-order condition asks for, against the price charged.
    wanted = -(d.level + beta * (b1 @ game.value) * q.p) / d.p
    return float(max(np.abs(bellman).max(), np.abs(wanted / price - 1).max()))


def sweep(switching_costs: Sequence[float], discount: float, *, degree: int = 28) -> list[float]:
    """Give the price of equal firms at many switching costs in one walk: quick, for explorers.

    Parameters
    ----------
    switching_costs : sequence of float
        In units of choice, ascending, up to about 2.
    discount : float
        Weight of the next period's profit.
    degree : int
        Of the polynomials, the same everywhere.

    Returns
    -------
    list of float
        Prices; missing (NaN) where the walk does not get through.
    """
    x, middle = nodes(degree), degree // 2
    prices: list[float] = []
    before: tuple[float, tuple[Floats, Floats]] | None = None
    here: tuple[Floats, Floats] | None = None
    at = 0.0
    for cost in switching_costs:
        demand = Demand(float(cost))
        found = None
        if here is not None and before is not None:
            last, older = before
            ahead = (cost - at) / (at - last)
            guess = [now + ahead * (now - old) for now, old in zip(here, older, strict=True)]
            found = _newton(demand, discount, x, guess[0], guess[1])
        if found is None:
            found = _continued(demand, discount, degree)
        if found is None:
            prices.append(float("nan"))
            continue
        before = (at, here) if here is not None else None
        here, at = found, float(cost)
        prices.append(float(found[0][middle]))
    return prices
