"""The short form of tests/long/recovery.py: few small bases, a wide band."""

import importlib.util
import sys

import pytest

from casekit.places import ROOT

BASES, CUSTOMERS = 30, 1_500


@pytest.fixture(scope="module")
def recovery():
    path = ROOT / "tests" / "long" / "recovery.py"
    spec = importlib.util.spec_from_file_location("recovery", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["recovery"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["BGNBD", "MBGNBD", "ParetoNBD", "BGBB", "GammaGamma"])
def test_the_truth_is_found_and_the_intervals_cover_it(recovery, name):
    table, warned = recovery.recover(name, BASES, CUSTOMERS)
    # Of 30 intervals that each hold with .95, fewer than 24 hold less than once in a thousand.
    assert (table["coverage"] >= 24 / BASES).all(), table
    # And they are not simply wide: all 30 holding happens to one parameter, hardly to every one.
    assert (table["coverage"] < 1).any(), table
    assert (table["median estimate"] / table["truth"]).between(0.8, 1.25).all(), table
    assert warned == 0
