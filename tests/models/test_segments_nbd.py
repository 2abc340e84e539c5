"""The NBD: published tables, exact sums, gradients, real customers, and what is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nbinom

from casekit.errors import CasekitWarning, InputError
from casekit.models.segments import NBD
from casekit.models.segments.nbd_rows import count_rows, nbd_log_likelihood


def test_the_growth_table_of_the_nbd_program_is_reproduced():
    # README of the NBD Program (github.com/dmedri/nbdprogram): penetration .2 and 2.1 purchases
    # per buyer in 12 weeks; columns 1 day, 1, 4, 12, 24 and 48 weeks, 365 days.
    days = np.array([1, 7, 28, 84, 168, 336, 365])
    table = NBD.from_summary(penetration=0.2, purchase_frequency=2.1).growth(days / 84)
    penetration = [0.005, 0.032, 0.1, 0.2, 0.277, 0.355, 0.364]
    frequency = [1.015, 1.106, 1.401, 2.1, 3.036, 4.729, 5.007]
    repeat = [2.966, 16.82, 40.99, 61.646, 71.615, 78.885, 79.597]
    assert np.allclose(table["penetration"], penetration, rtol=0, atol=0.0005)
    assert np.allclose(table["purchase_frequency"], frequency, rtol=0, atol=0.0005)
    assert np.allclose(100 * table["repeat_rate"], repeat, rtol=0, atol=0.005)


@pytest.mark.parametrize(
    ("weeks", "shares"),
    [
        (12, [0.800, 0.106, 0.043, 0.022, 0.012, 0.007]),
        (48, [0.645, 0.112, 0.060, 0.039, 0.028, 0.021]),
    ],
)
def test_the_frequency_distribution_of_the_nbd_program_is_reproduced(weeks, shares):
    model = NBD.from_summary(penetration=0.2, purchase_frequency=2.1)
    found = model.frequency_distribution(5, periods=weeks / 12)
    assert np.allclose(found, shares, rtol=0, atol=0.0005 + 1e-9)


@pytest.mark.parametrize(("mean", "k"), [(1.456, 0.7788), (3_000.0, 0.4), (0.01, 5.0), (8.0, 1e5)])
def test_the_distribution_is_that_of_scipy_and_leaves_nothing_out(mean, k):
    found = NBD.at(mean=mean, k=k).frequency_distribution()
    assert np.allclose(found, nbinom.pmf(found.index, k, k / (k + mean)), rtol=1e-7, atol=1e-300)
    assert abs(found.sum() - 1) < 1e-11


def test_the_fit_of_cdnow_finds_the_maximum_that_a_search_over_k_finds(cdnow):
    # Repeat purchases of the papers' 2,357 customers, each with a length of observation.
    found = NBD().fit(cdnow["frequency"], periods=cdnow["age_weeks"])
    x, weeks = cdnow["frequency"].to_numpy(), cdnow["age_weeks"].to_numpy()

    def height(mean: float, k: float) -> float:
        return float(nbinom.logpmf(x, k, k / (k + mean * weeks)).sum())

    top = height(*found.params)
    assert found.llf == pytest.approx(top, abs=1e-6)
    for factor in (0.99, 1.01):
        assert height(found.params["mean"] * factor, found.params["k"]) < top
        assert height(found.params["mean"], found.params["k"] * factor) < top
    # r and alpha of the gamma distribution, the form in which that literature writes it.
    alpha = found.params["k"] / found.params["mean"]
    assert round(found.params["k"], 3) == 0.385
    assert round(alpha, 2) == 12.07


def test_the_mean_is_the_mean_and_the_interval_holds_the_estimate():
    counts = nbinom.rvs(0.5, 0.1, size=3_000, random_state=1)
    found = NBD().fit(counts)
    assert found.params["mean"] == pytest.approx(counts.mean(), rel=1e-9)
    interval = found.conf_int()
    assert (interval["lower"] < found.params).all()
    assert (found.params < interval["upper"]).all()
    assert "NBD" in str(found.summary())


@pytest.mark.parametrize("buyers_only", [False, True])
@pytest.mark.parametrize(("mean", "k"), [(0.7, 0.3), (40.0, 2.0), (3.0, 500.0)])
def test_the_gradient_is_the_slope(mean, k, buyers_only):
    x = np.array([1, 2, 3, 7, 30, 400] if buyers_only else [0, 1, 2, 7, 30, 400])
    rows = count_rows(x, periods=np.linspace(0.5, 2, 6), buyers_only=buyers_only)
    here = np.array([mean, k])
    gradient = nbd_log_likelihood(here, rows)[1]
    for i in range(2):
        step = 1e-5 * here[i] * np.eye(2)[i]
        high, low = (nbd_log_likelihood(here + s * step, rows)[0] for s in (1, -1))
        slope = (high - low) / (2 * step[i])
        assert np.allclose(gradient[i], slope, rtol=1e-6, atol=1e-6)


def test_counted_rows_give_the_same_fit_on_any_engine():
    polars = pytest.importorskip("polars")
    counts = nbinom.rvs(0.8, 0.2, size=2_000, random_state=3)
    table = pd.Series(counts, name="purchases").value_counts().rename("customers").reset_index()
    plain = NBD().fit(counts)
    for given_table in (table, polars.from_pandas(table)):
        counted = NBD().fit(given_table)
        assert np.allclose(counted.params, plain.params, rtol=1e-8)
        assert counted.nobs == plain.nobs == 2_000


def test_from_buyers_alone_the_others_are_found_again():
    counts = nbinom.rvs(1.5, 0.3, size=20_000, random_state=5)
    seen = counts[counts > 0]
    found = NBD().fit(seen, buyers_only=True)
    assert found.params["k"] == pytest.approx(1.5, rel=0.15)
    assert found.penetration == pytest.approx((counts > 0).mean(), abs=0.02)
    # Taken for all households, the buyers would seem to differ far less.
    assert NBD().fit(seen).params["k"] > 1.2 * found.params["k"]


def test_households_that_are_all_alike_are_called_so():
    counts = np.random.default_rng(2).poisson(3.0, 400).clip(1, 6)
    with pytest.warns(CasekitWarning, match="hardly differ"):
        found = NBD().fit(counts)
    assert np.isnan(found.bse["k"])
    assert found.penetration == pytest.approx(1 - np.exp(-counts.mean()), abs=0.01)


def test_heavy_buyers_of_one_period_buy_less_in_the_next_though_nobody_changed():
    rng = np.random.default_rng(8)
    rates = rng.gamma(0.5, 4.0, 200_000)
    first, second = rng.poisson(rates), rng.poisson(2 * rates)
    expected = NBD.at(mean=2.0, k=0.5).conditional_expected(np.arange(9), times=2.0)
    seen = pd.Series(second).groupby(first).mean().loc[:8]
    assert np.allclose(expected, seen, rtol=0.05)
    assert expected[8] < 16
    assert expected[0] > 0


@given(
    mean=st.floats(1e-3, 1e4),
    k=st.floats(1e-2, 1e3),
    times=st.floats(0.01, 100),
    x=st.integers(0, 50),
)
def test_sales_grow_with_time_and_shrinkage_lies_between_past_and_mean(mean, k, times, x):
    model = NBD.at(mean=mean, k=k)
    row = model.growth(times).iloc[0]
    assert row["penetration"] * row["purchase_frequency"] == pytest.approx(mean * times)
    assert 0 < row["penetration"] <= 1
    assert row["purchase_frequency"] >= 1 - 1e-9
    assert -1e-9 <= row["repeat_rate"] <= 1 + 1e-9
    expected = model.conditional_expected(x)
    assert min(x, mean) - 1e-9 <= expected <= max(x, mean) * (1 + 1e-9)


@given(penetration=st.floats(0.001, 0.999), frequency=st.floats(1.001, 500))
def test_mean_and_zeros_gives_back_what_was_put_in_or_says_that_none_does(penetration, frequency):
    if penetration * frequency <= -np.log1p(-penetration) * (1 + 1e-9):
        with pytest.raises(InputError, match="No NBD fits"):
            NBD.from_summary(penetration=penetration, purchase_frequency=frequency * (1 - 1e-8))
        return
    model = NBD.from_summary(penetration=penetration, purchase_frequency=frequency)
    assert model.penetration == pytest.approx(penetration, rel=1e-6)
    assert model.purchase_frequency == pytest.approx(frequency, rel=1e-6)


def test_with_a_variance_the_moments_give_the_shape():
    model = NBD.from_summary(penetration=0.5, purchase_frequency=4.0, variance=10.0)
    assert model.params.tolist() == [2.0, 0.5]
    with pytest.raises(InputError, match="above the mean"):
        NBD.from_summary(penetration=0.5, purchase_frequency=4.0, variance=1.5)


def test_huge_numbers_are_fitted():
    counts = np.array([0, 5, 70, 900, 12_000, 150_000, 2_000_000, 30, 4, 1] * 30)
    found = NBD().fit(counts)
    assert found.params["mean"] == pytest.approx(counts.mean(), rel=1e-6)
    assert np.isfinite(found.bse).all()


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([], "no households"),
        ([0, 0, 0], "None of the 3"),
        ([1, 2.5, 3], "not a whole number"),
        ([1, -1, 3], "negative"),
        ([1, np.nan, 3], "missing"),
        (["many", "few"], "Numbers of purchases"),
        ([5], "1 customers were given"),
    ],
)
def test_numbers_that_are_no_counts_are_refused_in_words(counts, words):
    with pytest.raises(InputError, match=words):
        NBD().fit(counts)


def test_impossible_lengths_and_figures_are_refused_in_words():
    with pytest.raises(InputError, match="above 0"):
        NBD().fit([1, 2, 0, 4], periods=[1, 0, 1, 1])
    with pytest.raises(InputError, match="only buyers"):
        NBD().fit([1, 2, 0, 4], buyers_only=True)
    with pytest.raises(InputError, match="purchases"):
        NBD().fit(pd.DataFrame({"bought": [1, 2]}))
    with pytest.raises(InputError, match="share of households"):
        NBD.from_summary(penetration=56, purchase_frequency=2.6)
    with pytest.raises(InputError, match="per household"):
        NBD.from_summary(penetration=0.5, purchase_frequency=0.9)
    with pytest.raises(InputError, match="above 0"):
        NBD.at(mean=1, k=1).growth([1, -2])
    with pytest.raises(InputError, match="whole number"):
        NBD.at(mean=1, k=1).frequency_distribution(-1)
    with pytest.raises(InputError, match="whole numbers"):
        NBD.at(mean=1, k=1).conditional_expected([1.5])
    with pytest.raises(InputError, match="given, not fitted"):
        _ = NBD.at(mean=1, k=1).bse
