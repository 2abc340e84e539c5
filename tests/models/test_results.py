"""What a fit answers to, and how it shows itself."""

import dataclasses
import re

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.optimize import minimize
from scipy.stats import chi2, norm

from casekit.errors import CasekitWarning, InputError
from casekit.generators.purchases import make_purchase_histories
from casekit.models.purchases import BGBB, BGNBD, MBGNBD, GammaGamma, ParetoNBD


@pytest.fixture(scope="module")
def fit(cdnow):
    return BGNBD().fit(cdnow)


def test_the_information_criteria_follow_from_the_log_likelihood(fit):
    assert fit.aic == pytest.approx(2 * 4 - 2 * fit.llf)
    assert fit.bic == pytest.approx(4 * np.log(2357) - 2 * fit.llf)


def test_standard_errors_are_the_roots_of_the_covariance(fit):
    covariance = fit.cov_params()
    assert covariance.index.tolist() == covariance.columns.tolist() == ["r", "alpha", "a", "b"]
    assert_allclose(np.sqrt(np.diag(covariance)), fit.bse, rtol=1e-12)
    assert_allclose(covariance, covariance.T, rtol=1e-12)


def test_standard_errors_come_from_the_observed_information(fit, cdnow):
    # Second differences of the log-likelihood itself, by the parameters as they are.
    names, at = fit.params.index, fit.params.to_numpy()
    steps = 2e-3 * at

    def value(*moves):
        moved = at.copy()
        for i, sign in moves:
            moved[i] += sign * steps[i]
        return BGNBD.at(**dict(zip(names, moved, strict=True))).log_likelihood(cdnow)

    hessian = np.empty((4, 4))
    for i in range(4):
        for j in range(4):
            mixed = value((i, 1), (j, 1)) - value((i, 1), (j, -1))
            mixed += value((i, -1), (j, -1)) - value((i, -1), (j, 1))
            hessian[i, j] = mixed / (4 * steps[i] * steps[j])
    assert_allclose(np.sqrt(np.diag(np.linalg.inv(-hessian))), fit.bse, rtol=2e-3)


def test_wald_intervals_are_symmetric_for_the_logarithm_and_positive(fit):
    interval = fit.conf_int(0.10, method="wald")
    assert interval.columns.tolist() == ["lower", "upper"]
    assert_allclose(np.sqrt(interval["lower"] * interval["upper"]), fit.params, rtol=1e-12)
    half = np.log(interval["upper"] / fit.params)
    assert_allclose(half, norm.ppf(0.95) * fit.bse / fit.params, rtol=1e-12)
    assert (interval["lower"] > 0).all()
    wider = fit.conf_int(0.01, method="wald")
    assert (wider["upper"] > interval["upper"]).all()


@pytest.mark.parametrize("model", [BGNBD, MBGNBD, ParetoNBD])
def test_at_the_end_of_an_interval_the_best_log_likelihood_has_fallen_as_far_as_it_may(model):
    table, _truth = make_purchase_histories(2_000, seed=3)
    fit = model().fit(table)
    interval, names = fit.conf_int(0.05), list(fit.params.index)
    assert ((interval["lower"] < fit.params) & (fit.params < interval["upper"])).all()
    for held, end in ((names[0], "lower"), (names[-1], "upper")):
        free = [name for name in names if name != held]

        def fall(logs, free=free, held=held, end=end):
            values = dict(zip(free, np.exp(logs), strict=True)) | {held: interval.loc[held, end]}
            return fit.llf - model.at(**values).log_likelihood(table)

        best = minimize(fall, np.log(fit.params[free]), method="Nelder-Mead", options=SLOW).fun
        assert 2 * best == pytest.approx(chi2.ppf(0.95, 1), rel=3e-3)


SLOW = {"xatol": 1e-5, "fatol": 1e-6, "maxiter": 2_000, "maxfev": 2_000}


def test_the_two_kinds_of_interval_agree_when_there_is_much_to_learn_from(cdnow):
    fit = BGNBD().fit(cdnow.assign(customers=25))
    assert fit.nobs == 25 * 2357
    profile, wald = fit.conf_int(method="profile"), fit.conf_int(method="wald")
    assert not profile.equals(wald)
    assert_allclose(profile, wald, rtol=0.01)
    assert fit.conf_int().equals(wald)  # the default, beyond 50,000 customers


def test_an_interval_without_an_end_says_so():
    # 1,200 customers: that they do not differ in their rate of dropout (s and beta without end)
    # lies only 0.26 of log-likelihood below the best that can be.
    table, _truth = make_purchase_histories(1_200, seed=12)
    interval = ParetoNBD().fit(table).conf_int()
    assert interval.loc[["s", "beta"], "upper"].tolist() == [np.inf, np.inf]
    assert np.isfinite(interval.loc[["r", "alpha"]]).all(axis=None)
    assert np.isfinite(interval["lower"]).all()


def test_an_interval_is_of_a_known_kind(fit):
    with pytest.raises(InputError, match='"profile" or "wald"'):
        fit.conf_int(method="bayes")


@pytest.mark.parametrize("alpha", [0, 1, 95])
def test_an_interval_needs_a_share_between_0_and_1(fit, alpha):
    with pytest.raises(InputError, match="between 0 and 1"):
        fit.conf_int(alpha)


def test_the_summary_prints_rounded_numbers_without_date_or_time(fit):
    text = str(fit.summary())
    assert text == repr(fit.summary())
    for part in ("BG/NBD", "weeks", "2,357", "-9582.4", "0.2426", "4.414", "0.7929", "2.426"):
        assert part in text
    assert not re.search(r"20\d\d|\d\d:\d\d", text)
    assert not re.search(r"\d\.\d{6}", text)


def test_the_summary_in_a_notebook_is_a_table_with_the_same_numbers(fit):
    html = fit.summary()._repr_html_()
    assert html.count("<table") == 2
    for part in ("BG/NBD", "-9582.4", "<th>alpha</th>", "<td>4.414</td>"):
        assert part in html


def test_what_the_data_cannot_tell_is_a_dash_in_the_summary(histories):
    handful = histories([0, 1, 0, 0, 0, 0], [0, 3, 0, 0, 0, 0], [39, 39, 38, 37, 36, 30])
    with pytest.warns(CasekitWarning):
        table = MBGNBD().fit(handful).summary().table
    assert (table == "-").any(axis=None)
    assert not table.map(lambda cell: "nan" in cell).any(axis=None)


def test_results_cannot_be_changed(fit):
    with pytest.raises(dataclasses.FrozenInstanceError):
        fit.unit = "days"
    params = fit.params
    params["r"] = 99.0
    assert fit.params["r"] < 1


GIVEN = {
    BGNBD: {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426},
    MBGNBD: {"r": 0.525, "alpha": 6.183, "a": 0.891, "b": 1.614},
    ParetoNBD: {"r": 0.553, "alpha": 10.58, "s": 0.606, "beta": 11.67},
    BGBB: {"alpha": 1.204, "beta": 0.750, "gamma": 0.657, "delta": 2.783},
    GammaGamma: {"p": 6.25, "q": 3.74, "gamma": 15.44},
}


@pytest.mark.parametrize("model", GIVEN, ids=lambda model: model.__name__)
def test_given_parameters_have_no_errors_and_say_so(model):
    result = model.at(**GIVEN[model])
    assert result.params.to_dict() == GIVEN[model]
    assert "given, not fitted" in str(result.summary())
    for ask in (
        lambda: result.llf,
        lambda: result.bse,
        lambda: result.nobs,
        lambda: result.aic,
        result.conf_int,
        result.cov_params,
    ):
        with pytest.raises(InputError, match="given, not fitted"):
            ask()


@pytest.mark.parametrize("model", GIVEN, ids=lambda model: model.__name__)
@pytest.mark.parametrize("wrong", [0, -1.0, float("nan"), float("inf")])
def test_given_parameters_are_positive_numbers(model, wrong):
    first = next(iter(GIVEN[model]))
    with pytest.raises(InputError, match=f"{first} is a positive number"):
        model.at(**GIVEN[model] | {first: wrong})


def test_given_parameters_have_a_known_unit_of_time():
    with pytest.raises(InputError, match="fortnights"):
        BGNBD.at(**GIVEN[BGNBD], unit="fortnights")


def test_a_column_that_is_missing_is_named(cdnow):
    with pytest.raises(InputError, match="frequency"):
        BGNBD().fit(cdnow.drop(columns="frequency"))
    with pytest.raises(InputError, match="mean_repeat_spend"):
        GammaGamma().fit(cdnow.drop(columns="mean_repeat_spend"))


def test_any_engines_table_can_be_fitted(cdnow):
    polars = pytest.importorskip("polars")
    columns = ["customer_id", "frequency", "age_at_last_purchase_weeks", "age_weeks"]
    table = polars.from_pandas(cdnow[columns])
    fit = BGNBD().fit(table)
    assert fit.params["r"] == pytest.approx(0.2426, abs=1e-4)
    assert fit.probability_alive(table).index.name == "customer_id"
