"""Response curves fitted to points: published shapes, errors, and what points cannot tell."""

import math
import warnings

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime

from casekit.errors import CasekitWarning, InputError
from casekit.frames.budget import read_response_points
from casekit.generators.budget import make_budget_response
from casekit.models.budget import ResponseCurve, fit_response
from casekit.models.budget.likelihood import CurveLikelihood


def exact(curve, spends, n=10_000):
    return pd.DataFrame(
        {
            "spend_per_prospect": np.asarray(spends, float),
            "prospects": float(n),
            "acquired": n * curve.at(spends),
        }
    )


@pytest.fixture(scope="module")
def tests():
    return make_budget_response(2_000, seed=4)[0]


def fit_in_silence(points, **how):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CasekitWarning)
        return fit_response(points, **how)


@settings(max_examples=40, deadline=None)
@given(
    st.floats(0.05, 0.95),
    st.floats(-4, 4).map(lambda power: 10**power),
    st.sampled_from([0.0, 0.02]),
)
def test_points_on_a_curve_give_the_curve_back_in_any_currency(ceiling, rate, floor):
    curve = ResponseCurve(ceiling, rate, floor)
    spends = np.array([0.2, 0.5, 1, 2, 4]) / rate
    found = fit_in_silence(exact(curve, spends), floor=floor)
    assert found.curve.ceiling == pytest.approx(ceiling, rel=1e-6)
    assert found.curve.rate == pytest.approx(rate, rel=1e-6)


def test_two_points_are_met_exactly():
    curve = ResponseCurve(0.35, 0.2)
    found = fit_in_silence(exact(curve, [3, 12]))
    assert found.curve.at([3, 12]) == pytest.approx(curve.at([3, 12]), rel=1e-9)
    assert math.isnan(found.dispersion)


def test_analytic_gradient_and_information_agree_with_finite_differences(tests):
    likelihood = CurveLikelihood(read_response_points(tests.acquisition), 0.0)
    for place in ([0.35, 0.12], [0.6, 0.05], [0.999, 0.02]):
        numeric = approx_fprime(np.array(place), lambda x: likelihood.at(x[0], x[1]), 1e-8)
        # Relative to the size of the counts' own noise, not to a slope that may be 0.
        assert np.allclose(likelihood.score(*place), numeric, rtol=1e-5, atol=0.05)
    expected = exact(ResponseCurve(0.4, 0.1), [2, 5, 10, 20, 40], n=2_000)
    at_truth = CurveLikelihood(read_response_points(expected), 0.0)

    def slope(x):
        return np.array(at_truth.score(x[0], x[1]))

    top = np.array([0.4, 0.1])
    hessian = np.array([(slope(top + h) - slope(top - h)) / 2e-6 for h in 1e-6 * np.eye(2)])
    assert np.allclose(-hessian, at_truth.information(0.4, 0.1), rtol=1e-6)


def test_no_other_curve_fits_better(tests):
    found = fit_response(tests.acquisition)
    ceilings, rates = np.meshgrid(np.linspace(0.3, 0.6, 151), np.linspace(0.05, 0.2, 151))
    others = found.likelihood.at(ceilings, rates)
    assert others.max() <= found.llf
    assert others.max() > found.llf - 0.05


def test_errors_of_a_given_ceiling_agree_with_a_generalised_linear_model(tests):
    # log(1 - p / ceiling) = -rate * spend is a binomial model with a log link of the misses
    # when the ceiling is 1.
    points = tests.retention
    found = fit_in_silence(points, ceiling=1.0)
    misses = points["customers"] - points["kept"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it does not like its own link
        glm = sm.GLM(
            np.column_stack([misses, points["kept"]]),
            -points["spend_per_customer"].to_numpy()[:, None],
            family=sm.families.Binomial(sm.families.links.Log()),
        )
        peer = glm.fit(start_params=[found.params["rate"]])
    assert found.params["rate"] == pytest.approx(peer.params[0], rel=1e-6)
    assert found.bse["rate"] == pytest.approx(peer.bse[0], rel=1e-4)


def test_intervals_cover_the_truth_as_often_as_they_say():
    runs, wald, profile, truth = 60, 0, 0, np.array([0.4, 0.1])
    for seed in range(runs):
        found = fit_response(make_budget_response(1_000, seed=seed)[0].acquisition)
        wald += (np.abs(found.params - truth) < 1.96 * found.bse).to_numpy()
        edges = found.conf_int()
        profile += ((edges["lower"] < truth) & (truth < edges["upper"])).to_numpy()
    for hits in (wald, profile):
        # 95% of 60 is 57; fewer than 52 or more than 60 would be a 1 in 200 surprise.
        assert np.all((hits >= 52) & (hits <= 60))


def test_points_on_the_straight_part_are_said_not_to_know_the_ceiling():
    points = make_budget_response(2_000, seed=1, acquisition_spends=(0.5, 1, 1.5, 2))[0]
    with pytest.warns(CasekitWarning, match="cannot tell the ceiling"):
        found = fit_response(points.acquisition)
    assert not found.ceiling_identified
    assert found.conf_int().loc["ceiling", "upper"] == 1


def test_points_past_saturation_are_said_not_to_know_the_rate():
    points = make_budget_response(2_000, seed=1, acquisition_spends=(60, 80, 100, 120))[0]
    with pytest.warns(CasekitWarning, match="past saturation"):
        found = fit_response(points.acquisition)
    assert not found.rate_identified
    assert found.ceiling_identified
    assert found.conf_int().loc["rate", "upper"] == math.inf
    assert found.params["ceiling"] == pytest.approx(0.4, abs=0.02)


def test_good_points_give_no_warning(tests):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = fit_response(tests.acquisition)
    assert found.ceiling_identified
    assert found.rate_identified


def test_campaigns_that_differ_beyond_counting_are_told():
    points = make_budget_response(5_000, seed=2, scatter=0.5)[0]
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        found = fit_response(points.acquisition)
    assert any("scatter" in str(one.message) for one in told)
    assert found.dispersion > 5


def test_money_spent_where_people_were_willing_gets_credit_that_is_not_its_own():
    fair, truth = make_budget_response(5_000, seed=5)
    chosen, _ = make_budget_response(5_000, seed=5, spend_follows_promise=0.4)
    ceiling = truth.channels["all"][0]
    by_lot = fit_in_silence(fair.acquisition)
    by_hope = fit_in_silence(chosen.acquisition)
    lower, upper = by_lot.conf_int().loc["ceiling"]
    assert lower < ceiling < upper
    assert by_hope.conf_int().loc["ceiling", "lower"] > ceiling + 0.1


def test_shares_without_counts_get_errors_from_their_scatter():
    curve = ResponseCurve(0.4, 0.1)
    spends = np.array([2.0, 5, 10, 20, 40])
    noisy = curve.at(spends) + np.array([0.004, -0.006, 0.005, -0.004, 0.001])
    shares = pd.DataFrame({"spend_per_prospect": spends, "response": noisy})
    counts = pd.DataFrame(
        {"spend_per_prospect": spends, "prospects": 1_000.0, "acquired": noisy * 1_000}
    )
    by_share, by_count = fit_in_silence(shares), fit_in_silence(counts)
    assert by_share.params.to_numpy() == pytest.approx(by_count.params.to_numpy(), rel=1e-6)
    scatter = math.sqrt(by_count.dispersion)
    assert by_share.bse.to_numpy() == pytest.approx(by_count.bse.to_numpy() * scatter, rel=1e-6)
    two = fit_in_silence(shares.iloc[[1, 3]])
    assert two.bse.isna().all()
    assert two.conf_int().isna().all(axis=None)


def test_predictions_carry_the_curves_uncertainty(tests):
    found = fit_response(tests.acquisition)
    seen = found.predict([0, 10, 40])
    assert seen.loc[0].tolist() == [0, 0, 0]
    assert (seen["lower"] <= seen["response"]).all()
    assert 0.01 < seen.loc[10, "upper"] - seen.loc[10, "lower"] < 0.05


def test_a_fit_answers_to_the_names_an_analyst_expects(tests):
    found = fit_response(tests.retention)
    assert list(found.params.index) == ["ceiling", "rate"]
    assert found.nobs == 5
    assert np.sqrt(np.diag(found.cov_params())) == pytest.approx(found.bse.to_numpy())
    assert "ceiling" in str(found.summary())
    narrow, wide = found.conf_int(alpha=0.5), found.conf_int(alpha=0.01)
    assert (wide["lower"] < narrow["lower"]).all()
    assert (wide["upper"] > narrow["upper"]).all()


def test_rows_of_nobody_and_the_order_of_rows_change_nothing(tests):
    points = tests.acquisition
    more = pd.concat([points, points.head(1).assign(prospects=0, acquired=0)])
    found = fit_response(points)
    again = fit_response(more.sample(frac=1, random_state=1))
    assert again.params.to_numpy() == pytest.approx(found.params.to_numpy(), rel=1e-9)


def test_everybody_responds_to_large_spends_without_an_error():
    points = pd.DataFrame(
        {"spend_per_prospect": [1.0, 5, 20], "prospects": [50] * 3, "acquired": [30, 50, 50]}
    )
    found = fit_in_silence(points)
    assert found.params["ceiling"] == 1
    assert np.isfinite(found.params["rate"])


@pytest.mark.parametrize(
    ("rows", "how", "words"),
    [
        ({"spend_per_prospect": [10], "prospects": [9], "acquired": [3]}, {}, "through"),
        (
            {"spend_per_prospect": [0, 5, 9], "prospects": [99] * 3, "acquired": [9, 20, 30]},
            {},
            "floor=0.091",
        ),
        ({"spend_per_prospect": [2, 5], "prospects": [9, 9], "acquired": [0, 0]}, {}, "Nobody"),
        (
            {"spend_per_prospect": [2, 5], "prospects": [90, 90], "acquired": [2, 3]},
            {"floor": 0.1},
            "below the floor",
        ),
        (
            {"spend_per_prospect": [2, 5], "prospects": [90, 90], "acquired": [20, 30]},
            {"ceiling": 0.2},
            "above the ceiling",
        ),
        (
            {"spend_per_prospect": [2, 5], "prospects": [90, 90], "acquired": [20, 99]},
            {},
            "more acquired than prospects",
        ),
        (
            {"spend_per_prospect": [2, None], "prospects": [90, 90], "acquired": [20, 9]},
            {},
            "no number",
        ),
        ({"spend": [2, 5], "prospects": [90, 90], "acquired": [20, 9]}, {}, "spend_per_prospect"),
        ({"spend_per_prospect": [2, 5], "response": [20, 30]}, {}, "25% is 0.25"),
        (
            {
                "channel": ["a", "b"],
                "spend_per_prospect": [2, 5],
                "prospects": [90, 90],
                "acquired": [20, 9],
            },
            {},
            'channel="a"',
        ),
    ],
)
def test_points_that_allow_no_curve_are_refused_in_words(rows, how, words):
    with pytest.raises(InputError, match=words):
        fit_response(pd.DataFrame(rows), **how)


def test_one_point_and_a_known_ceiling_are_enough():
    points = pd.DataFrame({"spend_per_prospect": [10], "prospects": [1_000], "acquired": [250]})
    found = fit_response(points, ceiling=0.4)
    through = ResponseCurve.through(spend=10, response=0.25, ceiling=0.4)
    assert found.params["rate"] == pytest.approx(through.rate, rel=1e-9)
    # Delta method: se(p) / (spend * (ceiling - p)).
    assert found.bse["rate"] == pytest.approx(math.sqrt(0.25 * 0.75 / 1_000) / 1.5, rel=1e-6)
