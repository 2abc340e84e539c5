"""How uneven value is: Lorenz, Gini, top shares, and the lognormal that links them."""

from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import InputError
from casekit.metrics.segments import (
    gini,
    lognormal_gini,
    lognormal_sigma,
    lognormal_top_share,
    lorenz_curve,
    top_share,
)

amounts = st.lists(st.integers(0, 10_000), min_size=1, max_size=80).filter(any)


def test_the_lognormal_shares_of_the_course_come_out() -> None:
    assert round(lognormal_top_share(0.01, 1.5), 3) == 0.204
    assert round(lognormal_top_share(0.20, 1.5), 3) == 0.745
    assert round(lognormal_sigma(0.01, 0.21), 2) == 1.52
    assert round(lognormal_top_share(0.01, 1.52), 2) == 0.21


def test_a_large_lognormal_sample_agrees_with_the_formulas() -> None:
    spend = np.random.default_rng(3).lognormal(4, 1.0, 400_000)
    assert top_share(spend, 0.2) == pytest.approx(lognormal_top_share(0.2, 1.0), abs=0.004)
    assert gini(spend) == pytest.approx(lognormal_gini(1.0), abs=0.004)


def test_the_lognormal_formula_is_its_definition_and_holds_for_the_smallest_shares() -> None:
    from scipy.stats import norm

    shares, sigmas = np.array([0.001, 0.1, 0.5, 0.9]), np.array([0.1, 0.5, 1.5, 3.0])
    by_definition = 1 - norm.cdf(norm.ppf(1 - shares) - sigmas)
    np.testing.assert_allclose(lognormal_top_share(shares, sigmas), by_definition, rtol=1e-9)
    assert lognormal_top_share(1e-30, 0) == pytest.approx(1e-30, rel=1e-9)
    assert (lognormal_top_share(0.0, 1.5), lognormal_top_share(1.0, 1.5)) == (0.0, 1.0)


@settings(max_examples=100, deadline=None)
@given(amounts)
def test_gini_is_twice_the_area_and_half_the_mean_difference(held: list[int]) -> None:
    curve = lorenz_curve(held)
    x, y = curve["share_of_customers"].to_numpy(), curve["share_of_value"].to_numpy()
    area = float(np.sum(np.diff(x) * (y[1:] + y[:-1]) / 2))
    assert gini(held) == pytest.approx(1 - 2 * area, abs=1e-12)
    paid = np.array(held, dtype=float)
    differences = np.abs(paid[:, None] - paid[None, :]).mean()
    assert gini(held) == pytest.approx(differences / (2 * paid.mean()), abs=1e-12)


@settings(max_examples=100, deadline=None)
@given(amounts, st.floats(0, 1), st.floats(1e-150, 1e150))
def test_shares_do_not_depend_on_the_currency_or_on_copies(
    held: list[int], share: float, rate: float
) -> None:
    paid = np.array(held, dtype=float)
    assert top_share(paid * rate, share) == pytest.approx(top_share(paid, share), abs=1e-9)
    assert gini(np.tile(paid, 3)) == pytest.approx(gini(paid), abs=1e-9)
    assert top_share(paid, share) >= share - 1e-12


@settings(max_examples=60, deadline=None)
@given(amounts)
def test_the_lorenz_curve_rises_below_the_diagonal(held: list[int]) -> None:
    curve = lorenz_curve(held)
    assert curve.iloc[0].tolist() == [0, 0]
    assert curve.iloc[-1].tolist() == [1, 1]
    assert curve["share_of_value"].is_monotonic_increasing
    assert (curve["share_of_value"] <= curve["share_of_customers"] + 1e-12).all()


def test_equal_customers_have_gini_zero_and_one_owner_reaches_one() -> None:
    assert gini([7, 7, 7]) == pytest.approx(0, abs=1e-15)
    assert gini([0, 0, 0, 9]) == 0.75
    assert gini([0, 0, 0, 9], small_sample=True) == 1
    assert top_share([0, 0, 0, 9], 0.25) == 1


def test_a_share_that_cuts_through_a_customer_takes_part_of_them() -> None:
    assert top_share([1, 1, 8], 0.5) == pytest.approx(0.8 + 0.5 * 0.1)


def test_a_thinned_curve_lies_on_the_whole_one() -> None:
    spend = np.random.default_rng(1).lognormal(0, 1.5, 5_000)
    whole, thin = lorenz_curve(spend), lorenz_curve(spend, points=101)
    assert len(thin) == 101
    merged = thin.merge(whole, on="share_of_customers")
    assert len(merged) == 101
    np.testing.assert_array_equal(merged["share_of_value_x"], merged["share_of_value_y"])


@pytest.mark.parametrize("kind", [list, np.array, pd.Series, pl.Series, tuple])
def test_values_may_come_in_any_container(kind: Any) -> None:
    assert gini(kind([1.0, 1.0, 2.0, 4.0])) == 0.3125


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([1, -2, 3], "1 of 3 values are below 0"),
        ([1, np.nan], "1 of 2 values are missing"),
        ([0, 0], "All values are 0"),
        ([], "One number a customer"),
        ([[1, 2], [3, 4]], "in one column"),
        (["a"], "One number a customer"),
    ],
)
def test_values_without_a_lorenz_curve_are_refused_in_words(values: Any, words: str) -> None:
    for measure in (lorenz_curve, gini, top_share):
        with pytest.raises(InputError, match=words):
            measure(values)


def test_senseless_shares_are_refused() -> None:
    with pytest.raises(InputError, match=r"20% is 0\.2"):
        top_share([1, 2], 20)
    with pytest.raises(InputError, match=r"20% is 0\.2"):
        lognormal_top_share(20, 1.5)
    with pytest.raises(InputError, match="sigma"):
        lognormal_top_share(0.2, -1)
    with pytest.raises(InputError, match="cannot be less"):
        lognormal_sigma(0.2, 0.1)
    with pytest.raises(InputError, match="points"):
        lorenz_curve([1, 2], points=1)
