"""Breakage from a ledger that has not been seen to its end."""

import warnings

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import check_grad

from casekit.errors import CasekitWarning, InputError
from casekit.generators.ledger import make_points_ledger
from casekit.metrics.ledger import naive_breakage
from casekit.models.ledger import Breakage
from casekit.models.ledger.lag import Ages, Lag


@pytest.mark.parametrize("shaped", [False, True])
def test_the_gradient_is_that_of_the_likelihood(shaped):
    rng = np.random.default_rng(0)
    ages = Ages(np.arange(1.0, 13), rng.random(12) * 50, rng.random(12) * 9, 0.0)
    lag = Lag(shaped)
    for _ in range(5):
        theta = rng.normal(scale=0.7, size=len(lag.names)) - 0.5
        error = check_grad(
            lambda t: lag.log_likelihood(t, ages)[0],
            lambda t: lag.log_likelihood(t, ages)[1],
            theta,
        )
        assert error < 1e-6 * max(1.0, float(np.abs(lag.log_likelihood(theta, ages)[1]).max()) * 10)


@pytest.mark.parametrize("log_shape", [-14.0, 3.0, 5.0, 14.0])
@pytest.mark.parametrize("logit", [-40.0, -14.0, 0.0, 14.0, 40.0])
def test_wherever_the_search_steps_the_likelihood_is_a_number(log_shape, logit):
    ages = Ages(np.arange(0.0, 40) + 1, np.ones(40), np.ones(40), 0.0)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        value, gradient = Lag(True).log_likelihood(np.array([0.0, logit, log_shape]), ages)
    assert np.isfinite(value)
    assert np.isfinite(gradient).all()


@pytest.mark.parametrize(
    ("never", "monthly", "shape", "expiry"),
    [(0.12, 0.12, 1.0, None), (0.3, 0.25, 1.0, 12), (0.05, 0.2, 0.7, None), (0.2, 0.1, 1.4, 18)],
)
def test_the_truth_comes_back(never, monthly, shape, expiry):
    ledger, truth = make_points_ledger(
        36,
        seed=5,
        members_per_cohort=5_000,
        never_redeem=never,
        monthly_redemption=monthly,
        lag_shape=shape,
        expiry_months=expiry,
    )
    fitted = Breakage(lag="geometric" if shape == 1 else "weibull").fit(ledger)
    assert fitted.expiry_months == expiry
    assert fitted.breakage == pytest.approx(truth.breakage, abs=0.01)
    used = truth.redeemed_by([6]).iloc[0]
    assert fitted.redeemed_by([6]).iloc[0] == pytest.approx(used, abs=0.01)


def test_intervals_hold_the_truth_about_19_times_in_20():
    """Points of a member leave together; errors that ignored it would be ten times too small."""
    inside = 0
    for seed in range(60):
        ledger, truth = make_points_ledger(18, seed=seed, members_per_cohort=500)
        low, high = Breakage().fit(ledger).breakage_interval()
        inside += low <= truth.breakage <= high
    assert inside >= 51  # chance below 0.3% if the true coverage is 95%


def test_what_is_still_to_come_lies_near_the_truth():
    ledger, truth = make_points_ledger(24, seed=8, growth=0.04)
    forecast = Breakage().fit(ledger).expected_redeemed(ledger)
    assert forecast["still_to_come"].sum() == pytest.approx(truth.still_to_come, rel=0.03)
    whole = forecast["redeemed_so_far"] + forecast["left"]
    assert (whole == forecast["earned"]).all()


def test_standing_earlier_uses_only_what_was_known_then():
    ledger, _truth = make_points_ledger(24, seed=4)
    then, _ = make_points_ledger(24, seed=4)
    early = Breakage().fit(ledger, months=12)
    assert early.nobs < Breakage().fit(ledger).nobs
    known = then[then["month"] < 12]
    assert early.breakage == Breakage().fit(known).breakage
    assert naive_breakage(known) > early.breakage + 0.2


def test_a_ledger_that_is_too_young_says_so():
    ledger, _truth = make_points_ledger(
        4, seed=1, members_per_cohort=60, monthly_redemption=0.02, never_redeem=0.4
    )
    with pytest.warns(CasekitWarning, match="too young"):
        Breakage().fit(ledger)


def test_points_used_in_the_month_of_earning_count():
    rows = [(0, 0, "earned", 1000), (0, 0, "redeemed", 400), (1, 0, "redeemed", 200)]
    rows += [(1, 1, "earned", 1000), (1, 1, "redeemed", 400), (2, 0, "redeemed", 100)]
    rows += [(2, 1, "redeemed", 200), (3, 1, "redeemed", 100)]
    ledger = pd.DataFrame(rows, columns=["month", "earned_month", "kind", "points"])
    fitted = Breakage().fit(ledger)
    assert fitted.redeemed_by([0]).iloc[0] == pytest.approx(0.4, abs=0.05)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([(0, 0, "earned", 9), (3, 3, "earned", 9)], "No point was used"),
        ([(0, 0, "earned", 9), (1, 0, "redeemed", 9)], "Every point was used"),
        ([(0, 0, "earned", 9), (1, 0, "redeemed", 4)], "needs a longer ledger"),
    ],
)
def test_a_ledger_that_cannot_tell_is_refused_in_words(rows, said):
    with pytest.raises(InputError, match=said):
        Breakage().fit(pd.DataFrame(rows, columns=["month", "earned_month", "kind", "points"]))


def test_the_summary_names_the_breakage_and_its_interval():
    text = str(Breakage().fit(make_points_ledger(18, seed=1)[0]).summary())
    assert "never_redeem" in text
    assert "breakage" in text


def test_a_chance_that_changes_with_age_is_told():
    """A geometric lag read 41% into such a ledger, with a short interval, where 12% is true."""
    ledger, truth = make_points_ledger(12, seed=1, lag_shape=0.8)
    with pytest.warns(CasekitWarning, match="changes with their age"):
        Breakage().fit(ledger)
    low, high = Breakage(lag="weibull").fit(ledger).breakage_interval()
    assert low < truth.breakage < high


def test_a_sound_ledger_is_not_accused():
    for seed in range(20):
        with warnings.catch_warnings():
            warnings.simplefilter("error", CasekitWarning)
            Breakage().fit(make_points_ledger(18, seed=seed)[0])


def test_points_that_run_out_at_several_ages_are_refused_in_words():
    rows = [(0, 0, "earned", 9), (1, 1, "earned", 9), (2, 0, "redeemed", 4)]
    rows += [(3, 0, "expired", 5), (3, 1, "expired", 9)]
    ledger = pd.DataFrame(rows, columns=["month", "earned_month", "kind", "points"])
    with pytest.raises(InputError, match="2 different ages, from 2 to 3 months"):
        Breakage().fit(ledger)
