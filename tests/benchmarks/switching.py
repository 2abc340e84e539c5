"""Measure the four-form market beside the least that any month-by-month market has to do.

    python tests/benchmarks/switching.py            100,000 customers, 24 months, four firms
    python tests/benchmarks/switching.py --quick    a tenth of it

The floor, in plain numpy and in the same run: draw Gumbel luck for every customer, firm and
month, add a price and a constant for the present firm, take the largest, keep the choice. It has
no points, contracts or friends, and makes no table. Nothing here fails because something is slow.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from memory import forget_peak, megabytes_held, peak_megabytes

from casekit.generators.switching import make_switching_market
from casekit.metrics.switching import switching_signatures

MONTHS, FIRMS = 24, 4


def floor(n_customers: int) -> np.ndarray:
    """Run the least market there is: luck, price, a constant for staying."""
    rng = np.random.default_rng(1)
    rows, firm = np.arange(n_customers), np.zeros(n_customers, dtype=np.int64)
    kept = np.empty((MONTHS, n_customers), dtype=np.int8)
    for month in range(MONTHS):
        utility = rng.gumbel(size=(n_customers, FIRMS)) - 0.1 * rng.normal(30, 5, FIRMS)
        utility[rows, firm] += 2.0
        kept[month] = firm = utility.argmax(axis=1)
    return kept


def seconds(work, repeats: int) -> tuple[float, float]:
    """Give the median time of some work: on the clock, and of the processor."""
    times = []
    for _ in range(repeats):
        begin, spent = time.perf_counter(), time.process_time()
        work()
        times.append((time.perf_counter() - begin, time.process_time() - spent))
    clock, processor = np.median(times, axis=0)
    return float(clock), float(processor)


def told(times: tuple[float, float]) -> str:
    """Say both times; they differ where the machine has other work."""
    return f"{times[0]:5.2f} s ({times[1]:.2f} s of processor)"


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description="Measure the four-form market.")
    parser.add_argument("--quick", action="store_true", help="a tenth of the customers")
    quick = parser.parse_args().quick
    most, repeats = (10_000, 3) if quick else (100_000, 5)
    make_switching_market(1_000, seed=1, firms=FIRMS)
    print(f"{MONTHS} months, {FIRMS} firms, medians of {repeats} runs")
    for n in (most // 4, most // 2, most):
        least = seconds(lambda n=n: floor(n), repeats)
        taken = seconds(lambda n=n: make_switching_market(n, seed=1, firms=FIRMS), repeats)
        ratio = taken[1] / least[1]
        print(f"{n:>8,} customers: {told(taken)}; floor {told(least)}; ratio {ratio:.1f}")
    before = megabytes_held()
    forget_peak()
    panel, _, truth = make_switching_market(most, seed=1, firms=FIRMS)
    peak = peak_megabytes()
    if before is not None and peak is not None:
        print(f"memory at its height: {peak:,.0f} MB, of which {before:,.0f} MB before the start")
    one = seconds(lambda: truth.counterfactual(["contractual"]), repeats)
    print(f"one counterfactual: {told(one)}")
    print(f"Shapley shares (sixteen runs): {told(seconds(truth.shapley, 1))}")
    print(f"signatures: {told(seconds(lambda: switching_signatures(panel), 1))}")


if __name__ == "__main__":
    main()
