"""Measure members who look ahead beside plain ways to the same numbers, in the same run.

    python tests/benchmarks/programmes.py            10,000 members
    python tests/benchmarks/programmes.py --quick    1,000 members

The peers are value iteration in a plain loop over members and stamps (timed on a few members), the
same with all members in one array, and policy iteration with a linear solver for each member, which
is what general packages for dynamic programmes do. How far they are from Bellman's equation is told
beside the times. Nothing here fails because something is slow.
"""

import argparse
import math
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from scipy.special import expit

from casekit.generators.programmes.designs import PointsProgramme, StampCard, TierProgramme
from casekit.generators.programmes.designs.member import Members
from casekit.models.programmes import best_programme, solve_member

SLOTS, REWARD, ACCURACY, FEW = 10, 3.0, 1e-9, 5


def plain_loop(u: float, b: float) -> list[float]:
    """Iterate values as a first programme does it."""
    V = [0.0] * SLOTS
    while True:
        new = []
        for k in range(SLOTS):
            further = REWARD + V[0] if k == SLOTS - 1 else V[k + 1]
            come, stay = u + b * further, b * V[k]
            top = max(come, stay)
            new.append(top + math.log(math.exp(come - top) + math.exp(stay - top)))
        if max(abs(x - y) for x, y in zip(new, V, strict=True)) < ACCURACY * (1 - b):
            return new
        V = new


def arrays(u: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Iterate the values of all members at once."""
    V = np.zeros((SLOTS, len(u)))
    while True:
        new = np.logaddexp(u + b * np.vstack([V[1:], REWARD + V[0]]), b * V)
        if (np.abs(new - V) < ACCURACY * (1 - b)).all():
            return new
        V = new


def linear_solver(u: float, b: float) -> np.ndarray:
    """Improve a policy, solving for its values each time."""
    V, eye = np.zeros(SLOTS), np.eye(SLOTS)
    reward = np.append(np.zeros(SLOTS - 1), REWARD)
    while True:
        d = b * (reward + np.append(V[1:], V[0]) - V)
        p = expit(u + d)
        moves = p[:, None] * np.roll(eye, 1, axis=1) + (1 - p)[:, None] * eye
        flow = np.logaddexp(0, u + d) - p * d + p * b * reward
        new = np.linalg.solve(eye - b * moves, flow)
        if np.abs(new - V).max() < 1e-11 * np.abs(new).max():
            return new
        V = new


def off(V: np.ndarray, u: np.ndarray, b: np.ndarray) -> float:
    """Give how far values are from solving their equation, as a part of their size."""
    again = np.logaddexp(u + b * np.vstack([V[1:], REWARD + V[0]]), b * V)
    return float(np.max(np.abs(again - V) / np.abs(V) / (1 - b)))


def seconds(work, repeats: int = 1) -> tuple[object, float]:
    """Give the last result and the processor's seconds of one call."""
    begun = time.process_time()
    for _repeat in range(repeats):
        found = work()
    return found, (time.process_time() - begun) / repeats


def crowd(u: np.ndarray, b: np.ndarray) -> Members:
    """Give members of these utilities."""
    ones = np.ones(len(u))
    return Members(u, ones, b, ones, list(range(len(u))), ["all"] * len(u))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure members who look ahead.")
    parser.add_argument("--quick", action="store_true", help="a tenth of the members")
    count = 1_000 if parser.parse_args().quick else 10_000
    u = np.random.default_rng(1).normal(-0.5, 1.5, count)
    for discount in (0.98, 0.9999):
        b = np.full(count, discount)
        card, members = StampCard(SLOTS, REWARD), crowd(u, b)
        solved, ours = seconds(lambda c=card, m=members: c.solve(m), 5)
        print(
            f"discount {discount}, {count:,} members, {SLOTS} stamps: casekit {ours * 1e3:.0f} ms, "
            f"off by {off(solved.value, u, b):.0e}"
        )
        few = FEW if discount < 0.999 else 1
        alone, taken = seconds(lambda n=few, f=discount: [plain_loop(x, f) for x in u[:n]])
        each = taken / few * count
        print(
            f"  plain loop: {each:,.0f} s ({few} members timed), {each / ours:,.0f} times as long; "
            f"off by {off(np.array(alone).T, u[:few], b[:few]):.0e}"
        )
        some = count if discount < 0.999 else count // 100
        V, taken = seconds(lambda n=some, b=b: arrays(u[:n], b[:n]))
        each = taken * count / some
        print(
            f"  value iteration in arrays: {each:,.1f} s ({some:,} members timed), "
            f"{each / ours:,.0f} times as long; off by {off(V, u[:some], b[:some]):.0e}"
        )
        some = count // 10
        V, taken = seconds(lambda n=some, f=discount: [linear_solver(x, f) for x in u[:n]])
        each = taken * count / some
        print(
            f"  policy iteration, a member at a time: {each:,.1f} s ({some:,} members timed), "
            f"{each / ours:,.0f} times as long; off by "
            f"{off(np.array(V).T, u[:some], b[:some]):.0e}"
        )
    thousand = crowd(u[:1_000], np.full(1_000, 0.98))
    for design in (
        StampCard(100, 30.0),
        StampCard(SLOTS, REWARD, expires_after_weeks=26),
        PointsProgramme(1.0, 60, 2.0, {4.0: 0.5, 8.0: 0.5}),
        TierProgramme(),
    ):
        _solved, taken = seconds(lambda d=design: d.solve(thousand))
        print(f"1,000 members, {design}: {taken * 1e3:,.0f} ms")
    from casekit.generators.programmes import make_members

    members, _truth = make_members(1_000, seed=1)
    _best, taken = seconds(lambda: best_programme(members, margin=2.0, reward_cost=0.5))
    print(f"the best of {len(_best.surface)} for 1,000 members: {taken:.1f} s")
    pair = members.iloc[:2]
    _solved, taken = seconds(lambda: solve_member(StampCard(), pair), 50)
    print(f"two members, one card: {taken * 1e3:.1f} ms")


if __name__ == "__main__":
    main()
