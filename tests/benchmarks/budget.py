"""Measure the best plan under a budget beside a general solver and a plain grid, in the same run.

    python tests/benchmarks/budget.py            200 markets
    python tests/benchmarks/budget.py --quick    20 markets

The general solver is scipy's SLSQP with differenced gradients from several starts, since one
start may end at a lesser optimum; the grid is 1,000 by 1,000 plans in plain numpy. What they lose
against casekit's plan is told beside the times. Nothing here fails because something is slow.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from scipy.optimize import minimize

from casekit.models.budget import CustomerEquity, ResponseCurve

STARTS, CELLS = 5, 1_000


def markets(count: int) -> list[tuple[CustomerEquity, float]]:
    """Draw markets, and a budget for each that binds."""
    rng = np.random.default_rng(1)
    drawn = []
    while len(drawn) < count:
        market = CustomerEquity(
            ResponseCurve(rng.uniform(0.05, 0.8), 10 ** rng.uniform(-2, 0)),
            ResponseCurve(rng.uniform(0.2, 0.98), 10 ** rng.uniform(-2, 0)),
            margin=100,
            discount_rate=0.1,
        )
        full = market.optimum().first_year_spend
        if full > 0.01:
            drawn.append((market, full * rng.uniform(0.05, 0.95)))
    return drawn


def general(market: CustomerEquity, budget: float) -> float:
    """Ask SLSQP."""
    rng = np.random.default_rng(0)

    def left(x: np.ndarray) -> float:
        A, R = np.maximum(x, 0)
        return budget - A - market.acquisition.at(A) * R

    best = -np.inf
    for _start in range(STARTS):
        x = rng.random(2) * [budget, market.worth.best()]
        while left(x) < 0:
            x = x * 0.8
        found = minimize(
            lambda x: -market.value(*np.maximum(x, 0)),
            x,
            method="SLSQP",
            bounds=[(0, None)] * 2,
            constraints={"type": "ineq", "fun": left},
        )
        if left(found.x) > -1e-9 * budget:
            best = max(best, -found.fun)
    return best


def grid(market: CustomerEquity, budget: float) -> float:
    """Try a million plans."""
    A = np.linspace(0, budget, CELLS)[:, None]
    R = np.linspace(0, market.worth.best(), CELLS)[None, :]
    a = market.acquisition.at(A)
    value = a * market.worth.at(R) - A
    return float(value[A + a * R <= budget].max())


def measured(work, drawn: list[tuple[CustomerEquity, float]]) -> tuple[np.ndarray, float]:
    """Give the values found, and the processor's milliseconds for each."""
    begun = time.process_time()
    values = np.array([work(market, budget) for market, budget in drawn])
    return values, (time.process_time() - begun) / len(drawn) * 1e3


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the best plan under a budget.")
    parser.add_argument("--quick", action="store_true", help="a tenth of the markets")
    drawn = markets(20 if parser.parse_args().quick else 200)
    ours, mine = measured(lambda market, b: market.optimum(budget=b).value, drawn)
    print(f"{len(drawn)} markets; casekit {mine:.2f} ms a plan")
    for name, work in ((f"SLSQP, {STARTS} starts", general), ("grid of a million", grid)):
        values, taken = measured(work, drawn)
        short = (ours - values) / np.abs(ours)
        print(
            f"{name}: {taken:.1f} ms, {taken / mine:.0f} times as long; falls short by "
            f"{short.max():.1e} at most, {np.median(short):.1e} in the middle; "
            f"ahead by {max(0.0, -short.min()):.1e} at most"
        )
    begun = time.process_time()
    repeats = 2_000
    for _run in range(repeats):
        drawn[0][0].optimum()
    print(f"without a budget: {(time.process_time() - begun) / repeats * 1e6:.0f} µs a plan")


if __name__ == "__main__":
    main()
