"""Predictions against closed forms, integrals worked out another way, and simulation."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from scipy.integrate import quad
from scipy.special import hyp2f1, hyperu, ndtri

from casekit.errors import InputError
from casekit.generators.purchases import (
    BGNBDProcess,
    MBGNBDProcess,
    ParetoNBDProcess,
    make_purchase_histories,
)
from casekit.models.purchases import BGBB, BGNBD, MBGNBD, ParetoNBD
from casekit.models.purchases.averages import beta_average, discounted_decay

BG = BGNBD.at(r=0.243, alpha=4.414, a=0.793, b=2.426)
MBG = MBGNBD.at(r=0.525, alpha=6.183, a=0.891, b=1.614)
PARETO = ParetoNBD.at(r=0.553, alpha=10.578, s=0.606, beta=11.669)
DONORS = BGBB.at(alpha=1.204, beta=0.750, gamma=0.657, delta=2.783)
ALL = pytest.mark.parametrize("model", [BG, MBG, PARETO], ids=lambda model: model.title)


@pytest.mark.parametrize("x", [0, 2, 26, 300])
@pytest.mark.parametrize("horizon", [0.1, 39, 1000])
def test_bg_nbd_purchases_are_the_papers_hypergeometric_function(x, horizon, histories):
    # Equation 10 of Fader, Hardie & Lee (2005), with Euler's transformation of the function
    # (Abramowitz & Stegun 15.3.3): as printed it overflows for hundreds of purchases.
    r, alpha, a, b = 0.243, 4.414, 0.793, 2.426
    t_x, T = (30.43 if x else 0.0), 38.86
    z = horizon / (alpha + T + horizon)
    series = (1 - z) ** (a - 1) * hyp2f1(a + b - 1 - r, a - 1, a + b + x - 1, z)
    expected = (a + b + x - 1) / (a - 1) * (1 - series)
    if x:
        expected /= 1 + a / (b + x - 1) * ((alpha + T) / (alpha + t_x)) ** (r + x)
    ours = BG.expected_purchases(histories([x], [t_x], [T]), horizon_weeks=horizon)
    assert ours[0] == pytest.approx(expected, rel=1e-8)


def test_mbg_nbd_purchases_of_a_new_customer_are_the_papers_hypergeometric_function():
    r, alpha, a, b = 0.525, 6.183, 0.891, 1.614
    t = 52.0
    series = hyp2f1(r, b + 1, a + b, t / (alpha + t))
    expected = b / (a - 1) * (1 - (alpha / (alpha + t)) ** r * series)
    assert MBG.expected_purchases_of_a_new_customer(horizon_weeks=t) == pytest.approx(
        expected, rel=1e-9
    )


def test_bg_nbd_purchases_pass_smoothly_through_a_equal_to_one():
    # The papers' formula divides by a - 1; the quantity itself knows nothing special there.
    around = [
        BGNBD.at(r=0.243, alpha=4.414, a=a, b=2.426).expected_purchases_of_a_new_customer(
            horizon_weeks=39
        )
        for a in (0.999, 1.0, 1.001)
    ]
    assert around[1] == pytest.approx((around[0] + around[2]) / 2, rel=1e-6)
    assert around[0] > around[1] > around[2]


@pytest.mark.parametrize("s", [0.606, 1.0, 3.0])
def test_pareto_nbd_purchases_are_the_papers_formula(s, histories):
    r, alpha, beta = 0.553, 10.578, 11.669
    model = ParetoNBD.at(r=r, alpha=alpha, s=s, beta=beta)
    x, t_x, T, t = 2, 30.43, 38.86, 39.0
    customer = histories([x], [t_x], [T])
    fading = quad(lambda u: ((beta + T) / (beta + T + u)) ** s, 0, t)[0]
    expected = model.probability_alive(customer)[0] * (r + x) / (alpha + T) * fading
    assert model.expected_purchases(customer, horizon_weeks=t)[0] == pytest.approx(
        expected, rel=1e-10
    )


@pytest.mark.parametrize(("x", "t_x"), [(0, 0.0), (7, 35.0), (60, 77.0)])
def test_pareto_nbd_residual_transactions_are_tricomis_function(x, t_x, histories):
    # Fader, Hardie & Lee (2005), JMR, equation 2, with the likelihood cancelled against P(alive).
    r, alpha, s, beta, T = 0.553, 10.578, 0.606, 11.669, 77.86
    delta = np.log(1.15) * 7 / 365.25
    customer = histories([x], [t_x], [T])
    alive = PARETO.probability_alive(customer)[0]
    tail = (beta + T) ** s * delta ** (s - 1) * hyperu(s, s, delta * (beta + T))
    ours = PARETO.discounted_expected_residual_transactions(customer, annual_discount_rate=0.15)
    assert ours[0] == pytest.approx(alive * (r + x) / (alpha + T) * tail, rel=1e-8)


@pytest.mark.parametrize("model", [BG, MBG], ids=lambda model: model.title)
@pytest.mark.parametrize("x", [0, 3, 250])
def test_bg_residual_transactions_are_the_discounted_purchases_of_all_times(model, x, histories):
    customer = histories([x], [30.0 if x else 0.0], [39.0])
    delta = np.log(1.15) * 7 / 365.25

    def discounted_so_far(t):  # by parts: the integral of exp(-delta t) dE(t)
        return delta * np.exp(-delta * t) * expected(t)

    def expected(t):
        return model.expected_purchases(customer, horizon_weeks=t)[0]

    whole = sum(
        quad(discounted_so_far, start, end, epsrel=1e-10)[0]
        for start, end in [(0, 50), (50, 500), (500, 3_000), (3_000, 12_000)]
    )
    ours = model.discounted_expected_residual_transactions(customer, annual_discount_rate=0.15)
    assert ours[0] == pytest.approx(whole, rel=1e-7)


def test_bg_bb_residual_transactions_are_the_sum_over_all_opportunities():
    donors = pd.DataFrame(
        {"frequency": [0, 3, 6], "last_opportunity": [0, 4, 6], "opportunities": 6}
    )
    running = [
        DONORS.expected_purchases(donors, horizon_opportunities=k).to_numpy() for k in range(301)
    ]
    discounted = sum(
        (after - before) / 1.1 ** (k + 1) for k, (before, after) in enumerate(pairwise(running))
    )
    ours = DONORS.discounted_expected_residual_transactions(
        donors, discount_rate_per_opportunity=0.1
    )
    assert_allclose(ours, discounted, rtol=1e-10)


def test_bg_bb_knows_who_is_alive_at_the_last_and_at_the_next_opportunity():
    donor = pd.DataFrame({"frequency": [6], "last_opportunity": [6], "opportunities": [6]})
    # Who gave at the last opportunity was there for certain; before the next one may stop.
    assert DONORS.probability_alive(donor, opportunities_ahead=0)[0] == pytest.approx(1)
    stays = (2.783 + 6) / (0.657 + 2.783 + 6)
    assert DONORS.probability_alive(donor)[0] == pytest.approx(stays)


@ALL
def test_one_time_buyers_are_surely_alive_only_under_bg_nbd(model, histories):
    once = model.probability_alive(histories([0], [0.0], [39.0]))[0]
    assert once == 1 if model is BG else once < 0.7


@ALL
def test_the_frequency_distribution_adds_up_and_has_the_expected_mean(model):
    shares = model.frequency_distribution(age_weeks=20.0, up_to=2_000)
    assert shares.min() >= 0
    assert shares.sum() == pytest.approx(1, abs=1e-9)
    mean = shares @ np.arange(2_001)
    assert mean == pytest.approx(
        model.expected_purchases_of_a_new_customer(horizon_weeks=20.0), rel=1e-7
    )


@ALL
def test_the_frequency_distribution_over_many_ages_is_the_average(model):
    both = model.frequency_distribution(age_weeks=[10.0, 30.0], up_to=5)
    each = [model.frequency_distribution(age_weeks=age, up_to=5) for age in (10.0, 30.0)]
    assert_allclose(both, (each[0] + each[1]) / 2, rtol=1e-12)
    assert_allclose(model.frequency_distribution(age_days=70, up_to=5), each[0], rtol=1e-12)


def test_the_frequency_distribution_at_age_zero_is_nobody_bought_again():
    for model in (BG, PARETO):
        assert model.frequency_distribution(age_weeks=0, up_to=2).tolist() == [1, 0, 0]


@pytest.mark.parametrize(
    ("model", "process"),
    [(BG, BGNBDProcess()), (MBG, MBGNBDProcess()), (PARETO, ParetoNBDProcess())],
    ids=["BG/NBD", "MBG/NBD", "Pareto/NBD"],
)
def test_predictions_hold_on_average_in_a_world_of_which_the_truth_is_known(model, process):
    n = 60_000
    histories, truth = make_purchase_histories(n, seed=11, process=process)
    alive = model.probability_alive(histories).to_numpy()
    really = truth.customers["alive_at_end"].to_numpy()
    # A calibrated probability: the difference to what happened is noise, in every group.
    for group in (histories["frequency"] == 0, histories["frequency"].between(1, 2)):
        gap = (really - alive)[group.to_numpy()]
        assert abs(gap.mean()) < 4 * gap.std() / np.sqrt(len(gap)) + 1e-3
    shares = model.frequency_distribution(age_weeks=histories["age_weeks"].round(1), up_to=3)
    seen = histories["frequency"].value_counts(normalize=True)[[0, 1, 2, 3]]
    assert_allclose(shares, seen, atol=-ndtri(1e-5) * np.sqrt(0.25 / n))


@ALL
def test_extreme_histories_get_finite_and_sensible_predictions(model, histories):
    extreme = histories(
        [0, 0, 1, 900, 900, 1],
        [0.0, 0.0, 1e-6, 38.0, 1e-3, 1e5],
        [0.0, 1e6, 39.0, 39.0, 39.0, 1e6],
    )
    alive = model.probability_alive(extreme)
    assert alive.between(0, 1).all()
    for horizon in (0, 1e-6, 39, 1e5):
        purchases = model.expected_purchases(extreme, horizon_weeks=horizon)
        assert np.isfinite(purchases).all()
        assert (purchases >= 0).all()
        assert (purchases == 0).all() or horizon > 0
    value = model.discounted_expected_residual_transactions(extreme, annual_discount_rate=0.15)
    assert np.isfinite(value).all()
    assert (value <= (extreme["frequency"] + 1) * 1e4).all()


def test_customers_whose_purchases_once_underflowed_elsewhere_are_ranked_rightly(histories):
    # The two histories are of a bug report to Lifetimes; values with 30 digits from there.
    model = ParetoNBD.at(r=0.55, alpha=10.58, s=0.61, beta=11.67)
    two = histories([132, 133], [200, 200], [200, 200])
    assert_allclose(
        model.expected_purchases(two, horizon_weeks=10),
        [6.206051788963, 6.252872247575],
        rtol=1e-11,
    )


@ALL
def test_horizons_in_other_units_mean_the_same_time(model, histories):
    customer = histories([2], [30.0], [39.0])
    weeks = model.expected_purchases(customer, horizon_weeks=52.1785714285714)
    assert_allclose(model.expected_purchases(customer, horizon_days=365.25), weeks, rtol=1e-12)
    assert_allclose(model.expected_purchases(customer, horizon_months=12), weeks, rtol=1e-12)
    assert_allclose(model.expected_purchases(customer, horizon_years=1), weeks, rtol=1e-12)


@ALL
def test_a_horizon_is_given_exactly_once(model, histories):
    customer = histories([2], [30.0], [39.0])
    with pytest.raises(InputError, match="exactly one of horizon_days, horizon_weeks"):
        model.expected_purchases(customer)
    with pytest.raises(InputError, match="2 lengths of time were given"):
        model.expected_purchases(customer, horizon_days=7, horizon_weeks=1)
    with pytest.raises(InputError, match="horizon_weeks=-1"):
        model.expected_purchases_of_a_new_customer(horizon_weeks=-1)
    with pytest.raises(InputError, match="age_weeks=-5"):
        model.frequency_distribution(age_weeks=[-5.0, 3.0], up_to=3)
    with pytest.raises(InputError, match="up_to"):
        model.frequency_distribution(age_weeks=3.0, up_to=-1)


@ALL
def test_histories_in_another_unit_than_the_models_are_refused(model, histories):
    in_days = histories([2], [210.0], [273.0], unit="days")
    for predict in (model.probability_alive, model.log_likelihood):
        with pytest.raises(
            InputError, match="unit of time is weeks, that of the histories is days"
        ):
            predict(in_days)
    with pytest.raises(InputError, match='unit="weeks"'):
        model.expected_purchases(in_days, horizon_weeks=1)


@ALL
def test_an_endless_future_needs_a_discount_rate(model, histories):
    customer = histories([2], [30.0], [39.0])
    for rate, words in ((0, "endless"), (-0.1, "from 0 up"), (15, "write 0.15")):
        with pytest.raises(InputError, match=words):
            model.discounted_expected_residual_transactions(customer, annual_discount_rate=rate)


@ALL
def test_predictions_fit_into_the_table_that_they_are_made_of(model, histories):
    two = histories([2, 0], [30.0, 0.0], [39.0, 39.0], customer_id=["b", "a"]).set_axis([9, 4])
    for predicted in (
        model.probability_alive(two),
        model.expected_purchases(two, horizon_weeks=1),
        model.discounted_expected_residual_transactions(two, annual_discount_rate=0.1),
    ):
        assert predicted.index.equals(two.index)


@pytest.mark.parametrize("a", [0.05, 0.793, 30.0, 2_000.0])
@pytest.mark.parametrize("b", [0.3, 2.426, 500.0])
def test_averages_over_a_beta_distribution_are_exact(a, b):
    p, weights = beta_average(a, b)
    assert (weights * p).sum() == pytest.approx(a / (a + b), rel=1e-9)
    # A function as the models average: smooth, falling from p = 0 on.
    fading = (weights * (1 + 9 * p) ** -2.5).sum()
    assert fading == pytest.approx(10**-2.5 * hyp2f1(2.5, b, a + b, 0.9), rel=1e-7)


@pytest.mark.parametrize("power", [0.05, 1.0, 1.606, 30.0])
@pytest.mark.parametrize("rate", [1e-4, 0.1, 50.0])
def test_discounted_decay_is_tricomis_function_without_end_and_an_integral_before(power, rate):
    one = np.array(power)
    endless = discounted_decay(one, np.array(rate), np.array(np.inf))
    by_parts = sum(
        quad(lambda y: np.exp(-rate * np.expm1(y) + (1 - power) * y), low, high, epsrel=1e-12)[0]
        for low, high in [(0, 0.5), (0.5, 2), (2, 6), (6, 14)]
    )
    assert endless == pytest.approx(by_parts, rel=1e-9)
    until = quad(lambda v: np.exp(-rate * v) * (1 + v) ** -power, 0, 3, epsrel=1e-12)[0]
    assert discounted_decay(one, np.array(rate), np.array(3.0)) == pytest.approx(until, rel=1e-9)
