"""Shifted-beta-geometric and beta-discrete-Weibull: published tables, extremes, honest edges."""

import warnings

import numpy as np
import pandas as pd
import polars as pl
import pytest
from scipy.integrate import quad
from scipy.optimize import minimize_scalar
from scipy.special import betaln
from scipy.stats import beta as beta_distribution

from casekit.datasets import load
from casekit.errors import CasekitWarning, InputError
from casekit.frames.survivors import survivor_table
from casekit.generators.subscriptions import make_cohorts
from casekit.models.subscriptions import BetaDiscreteWeibull, ShiftedBetaGeometric
from casekit.models.subscriptions.present_values import beta_geometric_sum, discounted_sum
from casekit.models.subscriptions.reading import tenure_rows
from casekit.models.subscriptions.tenures import (
    TenureRows,
    log_share_kept,
    sbg_log_likelihood,
    weibull_log_likelihood,
)


def segment(name: str, customers: int = 1000) -> pd.DataFrame:
    table = load("subscription_survival").query("segment == @name")
    return survivor_table(table, period="year", survivors="survivors_per_cent", customers=customers)


def curve(*survivors: float) -> pd.DataFrame:
    return pd.DataFrame({"period": range(len(survivors)), "survivors": survivors})


# Fader & Hardie (2007): estimates from years 1 to 7 of 1,000 customers, forecast of year 12.
@pytest.mark.parametrize(
    ("name", "alpha", "beta", "llf", "year_12"),
    [("High End", 0.668, 3.806, -1611.2, 37.8), ("Regular", 0.704, 1.182, -1680.3, 17.0)],
)
def test_the_published_fits_of_two_segments(
    name: str, alpha: float, beta: float, llf: float, year_12: float
) -> None:
    fitted = ShiftedBetaGeometric().fit(segment(name), periods=7)
    assert fitted.params.round(3).tolist() == [alpha, beta]
    assert round(fitted.llf, 1) == llf
    assert fitted.nobs == 1000
    assert round(100 * fitted.survival([12]).iloc[0], 1) == year_12


def test_the_published_forecast_of_the_shifted_beta_geometric_package() -> None:
    # Output printed in the README of github.com/jdmaturen/shifted_beta_geometric_py.
    fitted = ShiftedBetaGeometric().fit(segment("High End"), periods=7)
    forecast = fitted.survival([8, 9, 10, 11, 12]).round(3).tolist()
    assert forecast == [0.460, 0.436, 0.414, 0.395, 0.378]
    residual = fitted.discounted_expected_residual_lifetime(
        renewals=7, discount_rate_per_period=0.10
    )
    assert round(residual, 3) == 7.530


def test_the_published_fit_of_the_beta_discrete_weibull() -> None:
    # Output printed in the README of github.com/apwheele/retenmod (a port of foretell, R).
    table = survivor_table(curve(100, 86.9, 74.3, 65.3, 59.3), customers=100)
    fitted = BetaDiscreteWeibull().fit(table)
    np.testing.assert_allclose(fitted.params, [0.25933745, 1.72255566, 1.58435482], rtol=1e-5)
    assert round(fitted.llf, 6) == -122.274932
    projected = [86.91465993, 74.19282362, 65.47843633, 59.29329063, 54.66104739, 51.03690317]
    projected += [48.10443553, 45.66884023, 43.60368795, 41.82319022]
    np.testing.assert_allclose(100 * fitted.survival(10).iloc[1:], projected, rtol=2e-6)


def test_the_akaike_criterion_of_the_longest_series_is_the_published_one() -> None:
    # 4015.6: the smallest of Fader et al. (2018) as read in github.com/abdullahau/
    # customer-analytics, BdW-Model.qmd.
    assert round(BetaDiscreteWeibull().fit(segment("High End")).aic, 1) == 4015.6


def test_discounted_lifetimes_of_old_and_new_customers_differ_though_nobody_changes() -> None:
    at = 0.10
    high_end = ShiftedBetaGeometric.at(alpha=0.668, beta=3.806)
    regular = ShiftedBetaGeometric.at(alpha=0.704, beta=1.182)
    for model, new, old in ((high_end, 5.92, 7.85), (regular, 3.70, 7.22)):
        lifetime = model.discounted_expected_lifetime(discount_rate_per_period=at)
        assert round(lifetime, 2) == new
        survivor = model.discounted_expected_residual_lifetime(
            renewals=7, discount_rate_per_period=at, timing="with_payment"
        )
        assert round(survivor, 2) == old
    # One retention rate, that of the first year, held for ever.
    for model, constant in ((high_end, 4.41), (regular, 2.32)):
        retention = 1 - model.churn_mean
        assert round((1 + at) / (1 + at - retention), 2) == constant


def test_the_three_timings_differ_by_one_payment_and_by_one_period() -> None:
    model = BetaDiscreteWeibull.at(alpha=0.9, beta=2.0, c=1.3)
    arguments = {"renewals": 3, "discount_rate_per_period": 0.2}
    value = {
        timing: model.discounted_expected_residual_lifetime(timing=timing, **arguments)
        for timing in ("before_next_payment", "with_payment", "after_payment")
    }
    assert value["with_payment"] == pytest.approx(1 + value["after_payment"])
    assert value["before_next_payment"] == pytest.approx(1.2 * value["after_payment"])
    new = model.discounted_expected_residual_lifetime(
        renewals=0, discount_rate_per_period=0.2, timing="with_payment"
    )
    assert new == model.discounted_expected_lifetime(discount_rate_per_period=0.2)


def test_the_residual_lifetime_is_equation_6_of_fader_and_hardie_2010() -> None:
    # (beta + n - 1) / (alpha + beta + n - 1) 2F1(1, beta + n; alpha + beta + n; 1 / (1 + d)) for
    # who has renewed n - 1 times; here summed term by term from the survival function.
    alpha, beta, d, n = 0.704, 1.182, 0.15, 5
    t = np.arange(n, 400)
    survival = np.exp(betaln(alpha, beta + t) - betaln(alpha, beta + n - 1))
    expected = float((survival / (1 + d) ** (t - n)).sum())
    found = ShiftedBetaGeometric.at(alpha=alpha, beta=beta).discounted_expected_residual_lifetime(
        renewals=n - 1, discount_rate_per_period=d
    )
    assert found == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("rate", [1e-6, 1e-3, 0.01, 0.1, 1.0])
@pytest.mark.parametrize("beta", [1e-3, 0.3, 5.0, 1e3, 1e6])
@pytest.mark.parametrize("alpha", [1e-3, 0.3, 5.0, 1e3, 1e6])
def test_discounted_lifetimes_hold_for_extreme_parameters(
    alpha: float, beta: float, rate: float
) -> None:
    def tail(t: np.ndarray) -> np.ndarray:
        return log_share_kept(alpha, beta, t)[0]

    found = beta_geometric_sum(alpha, beta, rate)
    assert found == pytest.approx(discounted_sum(tail, rate), rel=1e-7)
    assert 1 <= found <= 1 + 1 / rate


def test_without_discounting_the_lifetime_is_counted_or_said_to_be_infinite() -> None:
    finite = ShiftedBetaGeometric.at(alpha=2.5, beta=6.0)
    assert finite.expected_lifetime() == pytest.approx((2.5 + 6 - 1) / 1.5)
    assert finite.discounted_expected_lifetime(discount_rate_per_period=0) == pytest.approx(5.0)
    heavy = ShiftedBetaGeometric.at(alpha=1.0, beta=6.0)
    assert heavy.expected_lifetime() == float("inf")
    assert heavy.expected_lifetime(horizon=10) == pytest.approx(heavy.survival(9).sum())
    with pytest.raises(InputError, match="no end"):
        heavy.discounted_expected_lifetime(discount_rate_per_period=0)
    with pytest.raises(InputError, match="no end"):
        BetaDiscreteWeibull.at(alpha=0.5, beta=1, c=1.9).discounted_expected_lifetime(
            discount_rate_per_period=0
        )


def test_the_beta_discrete_weibull_sums_slow_tails_as_the_closed_form_does() -> None:
    for alpha, beta in ((1.05, 2.0), (2.5, 6.0), (0.8, 3.0)):
        plain = ShiftedBetaGeometric.at(alpha=alpha, beta=beta)
        weibull = BetaDiscreteWeibull.at(alpha=alpha, beta=beta, c=1)
        for rate in (0.0, 1e-7, 1e-4, 0.1):
            if rate == 0 and alpha < 1:
                continue
            assert weibull.discounted_expected_lifetime(
                discount_rate_per_period=rate
            ) == pytest.approx(
                plain.discounted_expected_lifetime(discount_rate_per_period=rate), rel=1e-8
            )


def test_a_horizon_counts_payments_and_the_longest_one_counts_all() -> None:
    model = ShiftedBetaGeometric.at(alpha=0.668, beta=3.806)

    def value(horizon: int | None) -> float:
        return model.discounted_expected_lifetime(discount_rate_per_period=0.1, horizon=horizon)

    assert value(1) == 1
    assert value(2) == pytest.approx(1 + model.survival([1]).iloc[0] / 1.1)
    assert value(2_000_000) == pytest.approx(value(None), rel=1e-9)
    assert model.expected_lifetime(horizon=300_000) == pytest.approx(
        np.exp(log_share_kept(0.668, 3.806, np.arange(300_000.0))[0]).sum(), rel=1e-9
    )


def test_survival_is_the_mean_of_everybodys_own_survival() -> None:
    alpha, beta, c = 0.9, 3.1, 1.4
    people = beta_distribution(alpha, beta)
    for t in (1, 4, 11):
        expected = quad(lambda p, t=t: (1 - p) ** (t**c) * people.pdf(p), 0, 1)[0]
        found = BetaDiscreteWeibull.at(alpha=alpha, beta=beta, c=c).survival([t]).iloc[0]
        assert found == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize("alpha", [1e-3, 0.7, 40.0, 1e6])
@pytest.mark.parametrize("beta", [1e-3, 0.7, 40.0, 1e6])
def test_one_step_of_survival_keeps_every_digit(alpha: float, beta: float) -> None:
    # S(t) / S(t - 1) = (beta + t - 1) / (alpha + beta + t - 1), exactly.
    for t in (1, 2, 10_000):
        one = log_share_kept(alpha, beta + t - 1, 1.0)[0]
        assert float(one) == pytest.approx(-np.log1p(alpha / (beta + t - 1)), rel=1e-12)
    kept = ShiftedBetaGeometric.at(alpha=alpha, beta=beta).survival([0, 10_000])
    exact = -np.log1p(alpha / (beta + np.arange(10_000))).sum()
    assert kept.iloc[1] == pytest.approx(np.exp(exact), rel=1e-8, abs=1e-300)


def random_rows(seed: int, covariates: int = 0) -> TenureRows:
    rng = np.random.default_rng(seed)
    kept = rng.integers(0, 40, 60).astype(float)
    gone = np.where(rng.random(60) < 0.6, kept + rng.integers(1, 4, 60), kept)
    return TenureRows(
        kept, gone, rng.integers(1, 9, 60).astype(float), rng.normal(size=(60, covariates))
    )


@pytest.mark.parametrize("seed", range(6))
def test_gradients_agree_with_finite_differences(seed: int) -> None:
    rng = np.random.default_rng(100 + seed)
    alpha, beta = np.exp(rng.uniform(-2, 3, 2))
    cases = (
        (sbg_log_likelihood, np.array([alpha, beta]), random_rows(seed)),
        (sbg_log_likelihood, np.array([alpha, beta, 1.4, 0.8, 0.9, 1.3]), random_rows(seed, 2)),
        (weibull_log_likelihood, np.array([alpha, beta, rng.uniform(0.4, 2)]), random_rows(seed)),
    )
    for function, at, rows in cases:
        gradient = function(at, rows)[1]
        for i in range(len(at)):
            step = np.zeros(len(at))
            step[i] = 1e-6 * at[i]
            slope = (function(at + step, rows)[0] - function(at - step, rows)[0]) / (2 * step[i])
            np.testing.assert_allclose(gradient[i] * at[i], slope * at[i], rtol=1e-6, atol=1e-6)


def test_every_shape_of_the_same_customers_gives_the_same_fit() -> None:
    table, truth = make_cohorts([4000, 3000, 2000, 1000], seed=2, periods=6)
    own = truth.subscriptions
    counted = own.groupby(["months_observed", "left"], as_index=False).size()
    shapes = (
        table,
        pl.DataFrame(table),
        own,
        own.sample(frac=1, random_state=1),
        pl.DataFrame(own).lazy(),
        own.assign(left=own["left"].map({True: "yes", False: "no"})),
        counted.rename(columns={"size": "customers"}),
    )
    fits = [ShiftedBetaGeometric().fit(shape) for shape in shapes]
    for fitted in fits:
        assert fitted.nobs == 10_000
        np.testing.assert_allclose(fitted.params, fits[0].params, rtol=1e-9)
        assert fitted.llf == pytest.approx(fits[0].llf)


def test_pooled_cohorts_are_one_likelihood_and_not_one_curve() -> None:
    old, young = curve(1000, 631, 468, 382), curve(900, 570)
    pooled = ShiftedBetaGeometric().fit(pd.concat([old.assign(cohort=1), young.assign(cohort=2)]))
    parts = [pooled.log_likelihood(part) for part in (old, young)]
    assert pooled.llf == pytest.approx(sum(parts))


def test_a_missing_period_is_an_interval_and_not_a_mistake() -> None:
    whole = curve(1000, 800, 680, 600, 545)
    gap = whole[whole["period"] != 2]
    model = ShiftedBetaGeometric.at(alpha=0.7, beta=3.0)
    survival = model.survival(4).to_numpy()
    expected = (
        200 * np.log(1 - survival[1])
        + 200 * np.log(survival[1] - survival[3])
        + 55 * np.log(survival[3] - survival[4])
        + 545 * np.log(survival[4])
    )
    assert model.log_likelihood(gap) == pytest.approx(expected)
    with_gap, without = (ShiftedBetaGeometric().fit(table).params for table in (gap, whole))
    assert (np.abs(with_gap / without - 1) < 0.2).all()


def test_learning_from_the_first_periods_reads_no_later_ones() -> None:
    long, short = segment("Regular"), segment("Regular").query("period <= 5")
    early = ShiftedBetaGeometric().fit(long, periods=5)
    assert early.params.tolist() == ShiftedBetaGeometric().fit(short).params.tolist()
    _table, truth = make_cohorts([500, 500], seed=4, periods=9)
    table, _ = make_cohorts([500, 500], seed=4, periods=9)
    cut = ShiftedBetaGeometric().fit(truth.subscriptions, periods=4)
    assert cut.params.tolist() == pytest.approx(
        ShiftedBetaGeometric().fit(table.query("period <= 4")).params.tolist()
    )


def test_standard_errors_shrink_with_the_square_root_of_the_customers() -> None:
    thousand = ShiftedBetaGeometric().fit(segment("High End"), periods=7)
    hundredfold = ShiftedBetaGeometric().fit(segment("High End", 100_000), periods=7)
    np.testing.assert_allclose(thousand.params, hundredfold.params, rtol=1e-5)
    np.testing.assert_allclose(thousand.bse / hundredfold.bse, 10, rtol=1e-3)
    wald, profile = (hundredfold.conf_int(method=method) for method in ("wald", "profile"))
    np.testing.assert_allclose(wald, profile, rtol=5e-3)


def test_the_profile_interval_falls_by_half_the_chi_squared_quantile() -> None:
    table = segment("Regular").query("period <= 7")
    fitted = ShiftedBetaGeometric().fit(table)
    rows = tenure_rows(table)
    for end in fitted.conf_int().loc["alpha"]:
        found = minimize_scalar(
            lambda b, end=end: -rows.counts @ sbg_log_likelihood(np.array([end, b]), rows)[0],
            bounds=(0.3, 5),
            method="bounded",
        )
        best = -found.fun
        assert 2 * (fitted.llf - best) == pytest.approx(3.8415, abs=0.01)


def test_intervals_of_a_forecast_hold_the_truth_beyond_what_was_seen() -> None:
    truth = ShiftedBetaGeometric.at(alpha=0.668, beta=3.806).survival([5, 12, 24]).to_numpy()
    held = np.zeros(3)
    for seed in range(100):
        table, _ = make_cohorts(2000, seed=seed, periods=7)
        interval = ShiftedBetaGeometric().fit(table).survival_interval([5, 12, 24])
        held += (interval["lower"] <= truth) & (truth <= interval["upper"])
    # 95 of 100 are expected; fewer than 88, or all, are not chance.
    assert (held >= 88).all(), held
    assert held.min() < 100


def test_at_the_start_everybody_is_there_for_certain() -> None:
    interval = BetaDiscreteWeibull().fit(segment("Regular")).survival_interval(3)
    assert interval.loc[0].tolist() == [1, 1, 1]
    assert (interval["lower"] <= interval["survival"]).all()


def test_customers_who_are_all_alike_are_reported_as_the_geometric_model() -> None:
    alike = curve(*(round(1e6 * 0.8**t) for t in range(9)))
    with pytest.warns(CasekitWarning, match=r"0\.2 a period \(the geometric model\)"):
        fitted = ShiftedBetaGeometric().fit(alike)
    assert np.isnan(fitted.bse).all()
    assert fitted.churn_mean == pytest.approx(0.2, abs=1e-4)
    assert fitted.survival([20]).iloc[0] == pytest.approx(0.8**20, rel=0.01)
    assert fitted.alike().churn == pytest.approx(0.2, abs=1e-6)
    assert fitted.alike().p_value == 1


def test_customers_who_differ_are_told_from_customers_who_do_not() -> None:
    test = ShiftedBetaGeometric().fit(segment("High End"), periods=7).alike()
    lost = 1000 - 491
    renewals = 1000 + 869 + 743 + 653 + 593 + 551 + 517
    assert test.churn == pytest.approx(lost / renewals)
    assert test.p_value < 1e-10


def test_the_edge_test_rejects_no_more_often_than_it_says() -> None:
    rejected = []
    for seed in range(100):
        table, _ = make_cohorts(1000, seed=seed, periods=6, segments={"all": (1.0, 0.2)})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", CasekitWarning)
            rejected.append(ShiftedBetaGeometric().fit(table).alike().p_value < 0.05)
    # 5 of 100 are expected; none, or more than 12, happen less than once in a hundred.
    assert 1 <= sum(rejected) <= 12


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (curve(1000, 800), "One renewal was seen"),
        (curve(1000, 600, 600, 600), "stayed for good"),
        (curve(1000, 900, 780, 600, 300), "geometric model"),
    ],
)
def test_what_the_data_cannot_tell_is_said_in_words(table: pd.DataFrame, words: str) -> None:
    with pytest.warns(CasekitWarning, match=words):
        fitted = ShiftedBetaGeometric().fit(table)
    assert np.isnan(fitted.bse).all()
    assert fitted.survival(3).is_monotonic_decreasing


@pytest.mark.parametrize("model", [ShiftedBetaGeometric(), BetaDiscreteWeibull()])
@pytest.mark.parametrize(
    ("table", "words"),
    [
        (curve(100, 100, 100), "Nobody left"),
        (curve(100, 0, 0), "Everybody left at the first renewal"),
        (curve(2, 1, 1), "need more customers"),
        (pd.DataFrame({"months": [1]}), "survivor table"),
        (pd.DataFrame({"months_observed": [0, 2], "left": [1, 0]}), "is below 1"),
        (pd.DataFrame({"months_observed": [1, 2], "left": [1, None]}), "neither true nor false"),
    ],
)
def test_tables_that_teach_nothing_are_refused(model, table: pd.DataFrame, words: str) -> None:
    with pytest.raises(InputError, match=words):
        model.fit(table)


def test_the_published_segments_disagree_with_growing_loyalty() -> None:
    # c above 1: each customer's own chance of leaving rises, while the cohort's retention rises.
    high_end = BetaDiscreteWeibull().fit(segment("High End")).c_test()
    assert (round(high_end.c, 2), round(high_end.lower, 2), round(high_end.upper, 2)) == (
        1.60,
        1.22,
        2.20,
    )
    assert high_end.p_value < 0.001
    regular = BetaDiscreteWeibull().fit(segment("Regular")).c_test()
    assert regular.lower < 1 < regular.upper
    assert regular.p_value > 0.05


def test_the_test_of_c_is_a_likelihood_ratio_against_the_smaller_model() -> None:
    table = segment("High End")
    larger, smaller = (
        model.fit(table) for model in (BetaDiscreteWeibull(), ShiftedBetaGeometric())
    )
    assert larger.c_test().statistic == pytest.approx(2 * (larger.llf - smaller.llf))
    assert larger.constant.params.tolist() == pytest.approx(smaller.params.tolist())


@pytest.mark.parametrize(("duration", "lower", "upper"), [(0.6, 0, 1), (1.6, 1, 9)])
def test_duration_dependence_is_found_in_a_large_cohort(
    duration: float, lower: float, upper: float
) -> None:
    table, _ = make_cohorts(100_000, seed=1, alpha=0.7, beta=2.0, periods=12, duration=duration)
    test = BetaDiscreteWeibull().fit(table).c_test()
    assert lower < test.lower < duration < test.upper < upper
    assert test.p_value < 1e-6


def test_one_hundred_customers_do_not_break_the_test_of_c() -> None:
    test = BetaDiscreteWeibull().fit(curve(100, 87, 74, 65, 59, 55, 52, 49)).c_test()
    assert test.lower < 1 < test.upper
    assert test.p_value > 0.05


def test_a_covariate_is_recovered_and_its_ratios_read_as_multiples() -> None:
    _, plain = make_cohorts(20_000, seed=1, alpha=0.7, beta=1.4, periods=8)
    _, premium = make_cohorts(20_000, seed=2, alpha=0.7, beta=4.2, periods=8)
    own = pd.concat(
        [plain.subscriptions.assign(premium=0), premium.subscriptions.assign(premium=1)],
        ignore_index=True,
    ).drop(columns="customer_id")
    fitted = ShiftedBetaGeometric(["premium"]).fit(own)
    truth = {"alpha": 0.7, "beta": 1.4, "alpha_ratio[premium]": 1, "beta_ratio[premium]": 3}
    assert fitted.params.index.tolist() == list(truth)
    interval = fitted.conf_int(alpha=0.01)
    for name, value in truth.items():
        assert interval.loc[name, "lower"] < value < interval.loc[name, "upper"]
    # Two groups with a dummy are two separate fits.
    alone = ShiftedBetaGeometric().fit(premium.subscriptions)
    np.testing.assert_allclose(
        fitted.survival(12, like={"premium": 1}), alone.survival(12), rtol=1e-4
    )
    value = fitted.discounted_expected_lifetime(discount_rate_per_period=0.1, like={"premium": 1})
    assert value == pytest.approx(
        alone.discounted_expected_lifetime(discount_rate_per_period=0.1), rel=1e-4
    )
    with pytest.raises(InputError, match="premium"):
        fitted.survival(3)
    with pytest.raises(InputError, match="individual"):
        ShiftedBetaGeometric(["premium"]).fit(segment("Regular"))


def test_predictions_for_customers_use_what_each_has_survived() -> None:
    model = ShiftedBetaGeometric.at(alpha=0.704, beta=1.182)
    own = pd.DataFrame(
        {"months_observed": [1, 7, 7], "left": [False, False, True]}, index=["x", "y", "z"]
    )
    chances = model.predict(own, periods=2)
    assert chances.index.tolist() == ["x", "y", "z"]
    survival = model.survival(9)
    assert chances["x"] == pytest.approx(survival[3] / survival[1])
    assert chances["y"] == pytest.approx(survival[9] / survival[7])
    assert chances["z"] == 0


def test_a_forecast_continues_from_the_customers_of_today() -> None:
    model = ShiftedBetaGeometric.at(alpha=0.668, beta=3.806)
    forecast = model.forecast(5, customers=491, renewals=7)
    assert forecast["period"].tolist() == list(range(7, 13))
    survival = model.survival(12)
    np.testing.assert_allclose(forecast["survivors"], 491 * survival.loc[7:] / survival[7])
    np.testing.assert_allclose(forecast["retention"].iloc[1:], model.retention(12).loc[8:])


@pytest.mark.parametrize(
    "call",
    [
        lambda m: m.survival(-1),
        lambda m: m.survival(2.5),
        lambda m: m.survival([-1]),
        lambda m: m.retention([0]),
        lambda m: m.forecast(2, renewals=float("nan")),
        lambda m: m.discounted_expected_lifetime(discount_rate_per_period=-0.1),
        lambda m: m.discounted_expected_lifetime(discount_rate_per_period=10),
        lambda m: m.discounted_expected_lifetime(discount_rate_per_period=0.1, horizon=0),
        lambda m: m.discounted_expected_residual_lifetime(
            renewals=1, discount_rate_per_period=0.1, timing="later"
        ),
        lambda m: m.bse,
        lambda m: m.alike(),
        lambda m: m.survival(2, like={"premium": 1}),
    ],
)
def test_senseless_questions_are_refused_in_words(call) -> None:
    with pytest.raises(InputError):
        call(ShiftedBetaGeometric.at(alpha=0.7, beta=1.2))


def test_rare_churn_is_fitted_where_the_mean_churn_is_one_in_ten_thousand() -> None:
    _, truth = make_cohorts(400_000, seed=3, alpha=0.05, beta=500, periods=36)
    fitted = ShiftedBetaGeometric().fit(truth.subscriptions)
    assert fitted.conf_int().loc["alpha", "lower"] < 0.05 < fitted.conf_int().loc["alpha", "upper"]
    assert fitted.churn_mean == pytest.approx(1e-4, rel=0.15)


def test_thousands_of_periods_and_trillions_of_customers_are_no_trouble() -> None:
    model = ShiftedBetaGeometric.at(alpha=0.9, beta=40.0)
    survivors = np.round(1e12 * model.survival(5000).to_numpy())
    fitted = ShiftedBetaGeometric().fit(curve(*survivors))
    np.testing.assert_allclose(fitted.params, [0.9, 40.0], rtol=1e-5)
    longer = BetaDiscreteWeibull().fit(curve(*survivors))
    np.testing.assert_allclose(longer.params, [0.9, 40.0, 1.0], rtol=1e-4)
