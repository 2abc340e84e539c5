"""Households without any brand loyalty, and the table that their parameters imply."""

import numpy as np
import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.generators.segments import expected_brands, make_category_panel
from casekit.generators.segments.expected_brands import category_distribution
from casekit.metrics.segments import double_jeopardy

KNOWN = [254, 195, 184, 168, 98, 70]


def close_to(seen: pd.DataFrame, exact: pd.DataFrame) -> None:
    """A small brand has a few hundred sole buyers only, so their share is known less well."""
    few = "sole_buyers"
    assert np.allclose(seen.drop(columns=few), exact[seen.columns].drop(columns=few), rtol=0.05)
    assert np.allclose(seen[few], exact[few], rtol=0, atol=0.01)


def test_the_reference_market_is_the_default_and_its_table_the_published_one():
    _panel, truth = make_category_panel(10, seed=1)
    table = truth.expected()
    big, small = table.iloc[0], table.iloc[-1]
    assert [truth.mean, truth.k, truth.s] == [10, 1, 1.2]
    assert [big["share"], small["share"]] == [0.30, 0.05]
    assert [round(row["penetration"], 3) for row in (big, small)] == [0.536, 0.122]
    assert [round(row["purchase_frequency"], 2) for row in (big, small)] == [5.60, 4.11]


def test_a_large_panel_shows_the_exact_table():
    panel, truth = make_category_panel(50_000, seed=7)
    seen, exact = double_jeopardy(panel), truth.expected()
    assert seen.index.tolist() == exact.index.tolist()
    close_to(seen, exact)


def test_periods_are_stretches_of_the_same_lives():
    panel, truth = make_category_panel(30_000, seed=2, periods=2)
    close_to(double_jeopardy(panel), truth.expected(periods=2))
    halves = panel.groupby("period")[["Alder"]].sum()["Alder"]
    assert halves[1] == pytest.approx(halves[2], rel=0.05)
    assert panel.shape == (60_000, 8)


def test_no_household_prefers_a_brand_for_its_loyalty():
    # Tastes of one brand differ between households as those of any other of its share do.
    _panel, truth = make_category_panel(60_000, seed=3, shares={"a": 0.25, "b": 0.25, "c": 0.5})
    assert truth.tastes["a"].std() == pytest.approx(truth.tastes["b"].std(), rel=0.02)
    assert truth.tastes.mean().tolist() == pytest.approx([0.25, 0.25, 0.5], abs=0.006)
    spread = np.sqrt(0.25 * 0.75 / 2.2)  # Beta(.3, .9)
    assert truth.tastes["a"].std() == pytest.approx(spread, rel=0.02)


def test_the_same_seed_gives_the_same_panel_and_counts_are_whole():
    one, _truth = make_category_panel(100, seed=5)
    two, _truth = make_category_panel(100, seed=5)
    other, _truth = make_category_panel(100, seed=6)
    assert one.equals(two)
    assert not one.equals(other)
    assert all(kind.kind == "i" for kind in one.dtypes)
    # A known panel, so that another machine or library that draws otherwise is noticed.
    assert one.drop(columns=["customer_id", "period"]).sum().tolist() == KNOWN


def test_tiny_s_gives_every_household_one_brand():
    panel, _truth = make_category_panel(2_000, seed=4, s=1e-3)
    brands = (panel.drop(columns=["customer_id", "period"]) > 0).sum(axis=1)
    assert (brands <= 1).mean() > 0.99


def test_next_to_nothing_is_left_out_of_the_distribution():
    for mean, k in ((10.0, 1.0), (5_000.0, 0.5), (0.01, 3.0)):
        chances = category_distribution(mean, k)
        assert abs(chances.sum() - 1) < 1e-10
        n = np.arange(len(chances))
        assert float(n @ chances) == pytest.approx(mean, rel=1e-8)


def test_the_expected_table_takes_a_brand_that_is_everything():
    row = expected_brands(3.0, 1.0, 2.0, [1.0], ["only"]).iloc[0]
    assert row["penetration"] == pytest.approx(1 - 0.25)
    assert row["sole_buyers"] == pytest.approx(1)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"n": 0}, "`n`"),
        ({"periods": 1.5}, "`periods`"),
        ({"mean": 0}, "`mean`"),
        ({"k": -1}, "`k`"),
        ({"s": np.inf}, "`s`"),
        ({"mean": 1e7}, "million"),
        ({"shares": [0.5, 0.4]}, "add up to 1"),
        ({"shares": {"a": 1.2, "b": -0.2}}, "add up to 1"),
        ({"shares": {"period": 0.5, "b": 0.5}}, "other names"),
    ],
)
def test_senseless_parameters_are_refused_by_name(changes, words):
    with pytest.raises(InputError, match=words):
        make_category_panel(**({"n": 10, "seed": 1} | changes))
