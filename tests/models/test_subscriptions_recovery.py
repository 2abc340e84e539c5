"""The short form of tests/long/subscriptions_recovery.py: few small bases, a wide band."""

import importlib.util
import sys
from types import ModuleType

import pytest

from casekit.places import ROOT

BASES, CUSTOMERS = 25, 4_000


@pytest.fixture(scope="module")
def recovery() -> ModuleType:
    path = ROOT / "tests" / "long" / "subscriptions_recovery.py"
    spec = importlib.util.spec_from_file_location("subscriptions_recovery", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["subscriptions_recovery"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["sBG-high-end", "sBG-cohorts", "BdW-rising"])
def test_the_truth_is_found_and_the_intervals_cover_it(recovery: ModuleType, name: str) -> None:
    table, warned = recovery.recover(name, BASES, CUSTOMERS)
    # Of 25 intervals that each hold with .95, fewer than 19 hold less than once in a thousand.
    assert (table["coverage"] >= 19 / BASES).all(), table
    assert (table["median estimate"] / table["truth"]).between(0.75, 1.3).all(), table
    assert warned == 0


def test_change_is_told_from_differences_with_many_customers_and_not_with_few(
    recovery: ModuleType,
) -> None:
    falling = {"alpha": 0.668, "beta": 3.806, "duration": 0.8}
    few = [recovery.rejects(falling, 300, 4, seed)[0] for seed in range(12)]
    many = [recovery.rejects(falling, 100_000, 12, seed) for seed in range(4)]
    assert sum(few) <= 4
    assert all(found and side for found, side in many)
