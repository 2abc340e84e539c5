"""The best plan of several years: each year's split, and what a customer is worth a year later.

What links the years is one number, the value of one more customer at the start of the next year.
Given these values each year's best split is a closed form in the price of that year's money; and
given the splits the values follow backwards. The two are repeated until they agree, which is where
no small change of any year's plan helps.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from casekit.models.budget.curve import ResponseCurve
from casekit.models.budget.equity import CustomerEquity

__all__ = ["Year", "agree", "kept_customers", "total"]

Floats = NDArray[np.float64]
SWEEPS = 2_000
AGREED = 1e-12


class Year(NamedTuple):
    """A year's spends, the price of its money, and what one more customer at its start is worth."""

    A: float
    R: float
    price: float
    worth: float


def agree(
    market: CustomerEquity,
    money: Floats,
    people: Floats,
    customers: float,
    last: float,
    guess: float,
) -> list[Year]:
    """Repeat splits and values until they agree, from a guess of what a customer is worth."""
    worth = np.full(len(money) + 1, guess)
    worth[-1] = last
    pace = 1.0
    before = math.inf
    for _sweep in range(SWEEPS):
        plan, there = [], customers
        for t, (budget, prospects) in enumerate(zip(money, people, strict=True)):
            year = _best_year(market, budget, prospects, there, worth[t + 1])
            plan.append(year)
            there = kept_customers(market, prospects, there, year)
        # Backwards, so that one sweep carries the last year's value to the first.
        new = worth.copy()
        for t in range(len(plan) - 1, -1, -1):
            year = plan[t]
            new[t] = _worth_now(market, year.R, new[t + 1]) - year.price * year.R
        apart = float(np.abs(new - worth).max())
        if apart <= AGREED * max(1.0, float(np.abs(new).max())):
            return plan
        if apart > 0.9 * before:  # a step that overshoots is halved
            pace = max(pace / 2, 0.05)
        before = apart
        worth = worth + pace * (new - worth)
    return plan


def _best_year(
    market: CustomerEquity, budget: float, prospects: float, customers: float, later: float
) -> Year:
    """Give the best split of one year's money, given what a customer is worth a year later."""

    def split(price: float) -> tuple[float, float]:
        R = _spend(market.retention, later / (1 + price * (1 + market.discount_rate)))
        worth = _worth_now(market, R, later) - price * R
        A = _spend(market.acquisition, worth / (1 + price)) if prospects > 0 else 0.0
        return A, R

    def over(price: float) -> float:
        A, R = split(price)
        base = customers + prospects * market.acquisition.at(A)
        return prospects * A + base * R - budget

    price = 0.0
    if over(0.0) > 0:
        high = 1.0
        while over(high) > 0 and high < 1e15:
            high *= 4
        price = float(brentq(over, 0.0, high, xtol=1e-300, rtol=1e-15, maxiter=500))
    A, R = split(price)
    return Year(A, R, price, _worth_now(market, R, later) - price * R)


def _spend(curve: ResponseCurve, value: float) -> float:
    """Give the spend at which the next response costs what it is worth."""
    gain = curve.reach * curve.rate * value
    return math.log(gain) / curve.rate if gain > 1 else 0.0


def _worth_now(market: CustomerEquity, R: float, later: float) -> float:
    grown = 1 + market.discount_rate
    return market.margin + (market.retention.at(R) * later - R) / grown


def kept_customers(market: CustomerEquity, prospects: float, customers: float, year: Year) -> float:
    """Give the customers at the start of the next year."""
    base = customers + prospects * market.acquisition.at(year.A)
    return float(base * market.retention.at(year.R))


def total(
    market: CustomerEquity, people: Floats, customers: float, last: float, plan: list[Year]
) -> float:
    """Add up the cash of all years, and what is left, discounted to the start."""
    grown, value, there = 1 + market.discount_rate, 0.0, customers
    for t, (prospects, year) in enumerate(zip(people, plan, strict=True)):
        base = there + prospects * market.acquisition.at(year.A)
        cash = base * market.margin - prospects * year.A - base * year.R / grown
        value += cash / grown**t
        there = base * market.retention.at(year.R)
    return value + there * last / grown ** len(plan)
