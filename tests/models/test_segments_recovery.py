"""The short form of tests/long/segments_recovery.py: few small panels, a wide band."""

import importlib.util
import sys

import pytest

from casekit.places import ROOT

PANELS, HOUSEHOLDS = 30, 1_000


@pytest.fixture(scope="module")
def recovery():
    path = ROOT / "tests" / "long" / "segments_recovery.py"
    spec = importlib.util.spec_from_file_location("segments_recovery", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["segments_recovery"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["NBD", "NBD-of-buyers", "NBD-Dirichlet"])
def test_the_truth_is_found_and_the_intervals_cover_it(recovery, name):
    table, warned = recovery.recover(name, PANELS, HOUSEHOLDS)
    # Of 30 intervals that each hold with .95, fewer than 24 hold less than once in a thousand.
    assert (table["coverage"] >= 24 / PANELS).all(), table
    # And they are not simply wide: all 30 holding happens to one parameter, hardly to every one.
    assert (table["coverage"] < 1).any(), table
    assert (table["median estimate"] / table["truth"]).between(0.85, 1.18).all(), table
    assert warned == 0
