"""Each log-likelihood against its paper's formula, and each gradient against differences of it."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from scipy.integrate import quad
from scipy.special import betaln, gammaln

from casekit.frames import read_discrete_histories, read_histories
from casekit.generators.purchases import GammaGammaSpend, make_donations, make_purchase_histories
from casekit.models.purchases import BGBB, BGNBD, MBGNBD, GammaGamma, ParetoNBD
from casekit.models.purchases.bgnbd import bg_log_likelihood
from casekit.models.purchases.gamma_gamma import SpendRows, gamma_gamma_log_likelihood
from casekit.models.purchases.likelihood import purchase_rows
from casekit.models.purchases.opportunities import bgbb_log_likelihood, opportunity_rows
from casekit.models.purchases.pareto_nbd import pareto_log_likelihood


@pytest.fixture(scope="module")
def continuous():
    made, _truth = make_purchase_histories(60, seed=4, spend=GammaGammaSpend())
    hundreds = pd.DataFrame(
        {
            "frequency": [400, 200, 0],
            "age_at_last_purchase_weeks": [38.0, 2.0, 0.0],
            "age_weeks": [39.0, 39.0, 0.0],
        }
    )
    return purchase_rows(read_histories(pd.concat([made, hundreds])))


@pytest.fixture(scope="module")
def discrete():
    return opportunity_rows(read_discrete_histories(make_donations(80, seed=2)[0]))


def check_gradient(log_likelihood, parameters, rows):
    _values, gradient = log_likelihood(parameters, rows)
    steps = 1e-5 * parameters
    for i, step in enumerate(steps):
        # Fourth order, so that the differences themselves are better than the tolerance.
        def value(multiple, i=i, step=step):
            moved = parameters.copy()
            moved[i] += multiple * step
            return log_likelihood(moved, rows)[0]

        differences = (8 * (value(1) - value(-1)) - (value(2) - value(-2))) / (12 * step)
        scale = np.abs(gradient[i]).max()
        assert_allclose(gradient[i], differences, rtol=1e-6, atol=1e-6 * scale)
        assert gradient[i].sum() == pytest.approx(differences.sum(), rel=1e-6, abs=1e-7 * scale)


@pytest.mark.parametrize("extra", [0, 1])
@pytest.mark.parametrize("parameters", [(0.243, 4.414, 0.793, 2.426), (3.0, 0.2, 8.0, 0.3)])
def test_the_gradient_of_bg_nbd_and_mbg_nbd_is_right(continuous, extra, parameters):
    check_gradient(
        lambda p, rows: bg_log_likelihood(p, rows, extra=extra), np.array(parameters), continuous
    )


@pytest.mark.parametrize(
    "parameters", [(0.553, 10.58, 0.606, 11.67), (2.0, 0.5, 3.0, 40.0), (2.0, 40.0, 0.1, 0.5)]
)
def test_the_gradient_of_pareto_nbd_is_right(continuous, parameters):
    check_gradient(pareto_log_likelihood, np.array(parameters), continuous)


@pytest.mark.parametrize("parameters", [(1.204, 0.75, 0.657, 2.783), (0.2, 5.0, 4.0, 0.3)])
def test_the_gradient_of_bg_bb_is_right(discrete, parameters):
    check_gradient(bgbb_log_likelihood, np.array(parameters), discrete)


@pytest.mark.parametrize("parameters", [(6.25, 3.74, 15.44), (0.3, 0.8, 200.0)])
def test_the_gradient_of_gamma_gamma_is_right(parameters):
    made, _truth = make_purchase_histories(300, seed=6, spend=GammaGammaSpend())
    made = made[made["frequency"] > 0]
    x = made["frequency"].to_numpy(dtype=float)
    kinds, which = np.unique(x, return_inverse=True)
    rows = SpendRows(x, np.ones(len(x)), kinds, which, made["mean_repeat_spend"].to_numpy())
    check_gradient(gamma_gamma_log_likelihood, np.array(parameters), rows)


def test_bg_nbd_is_the_papers_formula(continuous):
    r, alpha, a, b = 0.243, 4.414, 0.793, 2.426
    x, t_x, T = continuous.x, continuous.t_x, continuous.T
    # Equation 6 of Fader, Hardie & Lee (2005), in logarithms.
    common = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    silent = betaln(a, b + x) - betaln(a, b) - (r + x) * np.log(alpha + T)
    stopped = betaln(a + 1, b + np.maximum(x, 1) - 1) - betaln(a, b)
    stopped = np.where(x > 0, stopped - (r + x) * np.log(alpha + t_x), -np.inf)
    ours, _gradient = bg_log_likelihood(np.array([r, alpha, a, b]), continuous, extra=0)
    assert_allclose(ours, common + np.logaddexp(silent, stopped), rtol=1e-12, atol=1e-12)


def test_mbg_nbd_lets_the_first_purchase_be_the_last(continuous):
    r, alpha, a, b = 0.525, 6.183, 0.891, 1.614
    x, t_x, T = continuous.x, continuous.t_x, continuous.T
    common = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    silent = betaln(a, b + x + 1) - betaln(a, b) - (r + x) * np.log(alpha + T)
    stopped = betaln(a + 1, b + x) - betaln(a, b) - (r + x) * np.log(alpha + t_x)
    ours, _gradient = bg_log_likelihood(np.array([r, alpha, a, b]), continuous, extra=1)
    assert_allclose(ours, common + np.logaddexp(silent, stopped), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("alpha", [10.58, 0.5])
@pytest.mark.parametrize("beta", [11.67, 2.0])
@pytest.mark.parametrize(("x", "t_x", "T"), [(0, 0, 39), (3, 20, 39), (26, 30.9, 31), (300, 5, 39)])
def test_pareto_nbd_is_the_integral_over_the_moment_of_stopping(alpha, beta, x, t_x, T, histories):
    r, s = 0.553, 0.606

    def at_moment(
        y,
    ):  # relative to its value at t_x, so that hundreds of purchases do not underflow
        return ((alpha + y) / (alpha + t_x)) ** -(r + x) * ((beta + y) / (beta + t_x)) ** -(s + 1)

    stops = [t_x + (T - t_x) * part for part in (1e-4, 1e-3, 1e-2, 0.1, 0.5)]
    integral = quad(at_moment, t_x, T, points=stops, epsabs=0, epsrel=1e-13, limit=500)[0]
    silent = ((alpha + T) / (alpha + t_x)) ** -(r + x) * ((beta + T) / (beta + t_x)) ** -s
    bracket = silent * (beta + t_x) + s * integral
    expected = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta) + np.log(bracket)
    expected -= (r + x) * np.log(alpha + t_x) + (s + 1) * np.log(beta + t_x)
    model = ParetoNBD.at(r=r, alpha=alpha, s=s, beta=beta)
    customer = histories([x], [t_x], [T])
    assert model.log_likelihood(customer) == pytest.approx(expected, rel=1e-10)
    assert model.probability_alive(customer)[0] == pytest.approx(
        silent * (beta + t_x) / bracket, rel=1e-9
    )


def test_pareto_nbd_stays_exact_at_extreme_parameters(histories):
    # Worked out once with 30 digits (mpmath, integral over the moment of stopping).
    for parameters, customer, expected in EXTREMES:
        model = ParetoNBD.at(**dict(zip(("r", "alpha", "s", "beta"), parameters, strict=True)))
        ours = model.log_likelihood(histories(*[[part] for part in customer]))
        assert ours == pytest.approx(expected, rel=1e-10)


EXTREMES: list[tuple[tuple[float, ...], tuple[float, ...], float]] = [
    ((0.05, 1000, 0.6, 11.67), (2000, 20, 300), -664.0453543977801),
    ((0.05, 1, 5, 1), (3, 0.001, 39), -2.7133824729118574),
    ((0.05, 1000, 50, 11.67), (300, 2, 39), -674.3969874680547),
    ((0.5, 10, 0.6, 0.01), (300, 38.9, 39), 238.18120309185545),
    ((0.5, 10, 5, 1000), (1, 0.2, 39), -5.065097485251847),
    ((5, 10, 0.05, 1000), (0, 0, 3000), -8.990667935272674),
    ((0.5, 1, 5, 1), (1, 0.2, 39), -2.1406015641502614),
    ((5, 1, 5, 1), (300, 38.9, 39), 291.0422009800456),
]


def test_bg_bb_is_the_sum_over_ways_to_have_stopped():
    alpha, beta, gamma, delta = 1.204, 0.75, 0.657, 2.783
    x, t_x, n = 2, 4, 9
    # Equation 5 of Fader, Hardie & Shang (2010).
    ways = [
        betaln(alpha + x, beta + t_x - x + i) + betaln(gamma + 1, delta + t_x + i)
        for i in range(n - t_x)
    ]
    ways.append(betaln(alpha + x, beta + n - x) + betaln(gamma, delta + n))
    expected = np.log(np.exp(ways).sum()) - betaln(alpha, beta) - betaln(gamma, delta)
    table = pd.DataFrame({"frequency": [x], "last_opportunity": [t_x], "opportunities": [n]})
    model = BGBB.at(alpha=alpha, beta=beta, gamma=gamma, delta=delta)
    assert model.log_likelihood(table) == pytest.approx(expected, rel=1e-12)


def test_gamma_gamma_is_a_density_over_mean_spend(histories):
    model = GammaGamma.at(p=6.25, q=3.74, gamma=15.44)

    def density(spend):
        return np.exp(
            model.log_likelihood(histories([3], [20.0], [39.0], mean_repeat_spend=[spend]))
        )

    assert quad(density, 1e-6, 2000, limit=300)[0] == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize("model", [BGNBD, MBGNBD, ParetoNBD])
def test_histories_counted_and_one_by_one_give_the_same_fit(model, cdnow):
    columns = ["frequency", "age_at_last_purchase_weeks", "age_weeks"]
    counted = cdnow.groupby(columns).size().rename("customers").reset_index()
    assert len(counted) < len(cdnow)
    one, many = model().fit(counted), model().fit(cdnow.sample(frac=1, random_state=1))
    assert one.nobs == many.nobs == 2357
    assert one.llf == pytest.approx(many.llf, rel=1e-13)
    assert_allclose(one.params, many.params, rtol=1e-9)
    assert_allclose(one.bse, many.bse, rtol=1e-6)
    assert one.llf == pytest.approx(one.log_likelihood(cdnow), rel=1e-13)


def test_counted_donors_and_donors_one_by_one_give_the_same_fit(donations):
    one_by_one = donations.loc[donations.index.repeat(donations["customers"])]
    counted, single = BGBB().fit(donations), BGBB().fit(one_by_one.drop(columns="customers"))
    assert_allclose(counted.params, single.params, rtol=1e-9)
    assert counted.llf == pytest.approx(single.llf, rel=1e-13)


@pytest.mark.parametrize("model", [BGNBD, MBGNBD, ParetoNBD])
def test_the_log_likelihood_is_that_of_the_unit_given(model, cdnow):
    days = pd.DataFrame(
        {
            "frequency": cdnow["frequency"],
            "age_at_last_purchase_days": (cdnow["age_at_last_purchase_weeks"] * 7).round(),
            "age_days": (cdnow["age_weeks"] * 7).round(),
        }
    )
    by_week, by_day = model().fit(cdnow), model().fit(days)
    # A density per day is a seventh of a density per week, for each of the repeat purchases.
    purchases = cdnow["frequency"].sum()
    assert by_day.llf == pytest.approx(by_week.llf - purchases * np.log(7), rel=1e-10)
    scale = by_day.params / by_week.params
    assert scale["alpha"] == pytest.approx(7, rel=1e-4)
    assert scale["r"] == pytest.approx(1, rel=1e-4)
