"""The short form of tests/long/recovery.py: few small bases, a wide band."""

import importlib.util
import sys

import pytest

from casekit.places import ROOT

BASES, CUSTOMERS = 40, 1_500


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
    # Of 40 intervals that each hold with .95, fewer than 33 hold once in ten thousand times; the
    # parameters of one model are counted on the same bases.
    assert (table["coverage"] >= 33 / BASES).all(), table
    # And they are not simply wide: all 40 in every row happens now and then to one parameter.
    assert (table["coverage"] < 1).any(), table
    assert (table["median estimate"] / table["truth"]).between(0.8, 1.25).all(), table
    assert warned == 0
