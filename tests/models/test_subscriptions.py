"""Attention, hazards and offers: against the truth, against statsmodels, against published fits."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from statsmodels.discrete.conditional_models import ConditionalLogit

from casekit.datasets import load
from casekit.errors import InputError
from casekit.generators.subscriptions import ValueWalk, make_subscriptions
from casekit.metrics.subscriptions import subscription_months
from casekit.models.subscriptions import Attention, CancellationHazard, OfferChoice

ATTRIBUTES = ["price_cents", "contract_years", "local", "well_known", "time_of_day", "seasonal"]


# --- attention --------------------------------------------------------------------------------


def test_attention_is_the_rate_before_over_the_rate_in_the_month_of_replacement():
    seen = pd.DataFrame(
        {
            "months_observed": [13] * 10 + [14] * 45 + [20] * 45,
            "left": [1] * 10 + [1] * 45 + [0] * 45,
            "card_replaced_month": 14,
        }
    )
    fitted = Attention().fit(seen)
    assert fitted.attention == pytest.approx((10 / 100) / (45 / 90))
    assert fitted.counts["left"].tolist() == [10, 45]
    error = 0.2 * np.sqrt(0.9 / 10 + 0.5 / 45)
    assert fitted.bse["attention"] == pytest.approx(error)
    low, high = fitted.conf_int().loc["attention"]
    assert low * high == pytest.approx(0.2**2)
    assert "attention" in str(fitted.summary())


def test_attention_is_recovered_and_its_interval_keeps_its_promise():
    estimates, inside = [], []
    for seed in range(80):
        table, _ = make_subscriptions(8_000, seed=seed, term_months=1, attention=0.15)
        fitted = Attention().fit(table)
        estimates.append(fitted.attention)
        low, high = fitted.conf_int().loc["attention"]
        inside.append(low <= 0.15 <= high)
    assert np.mean(estimates) == pytest.approx(0.15, abs=0.005)
    assert np.mean(inside) >= 0.88


@pytest.mark.parametrize("values", [None, ValueWalk(start=14, spread=3)], ids=["rate", "walk"])
def test_the_shortcut_over_all_months_gives_135_for_a_truth_of_150(values):
    table, _ = make_subscriptions(150_000, seed=5, term_months=1, attention=0.15, values=values)
    shortcut = Attention(after_month=0, compare="all_other_months").fit(table)
    assert shortcut.attention == pytest.approx(0.135, abs=0.004)
    _low, high = shortcut.conf_int().loc["attention"]
    assert high < 0.145
    assert Attention().fit(table).attention == pytest.approx(0.148, abs=0.012)


def test_a_firms_pages_lower_the_estimate_to_attention_times_completion():
    table, truth = make_subscriptions(
        60_000, seed=5, term_months=1, attention=0.3, one_click=False, flow_completion=0.5
    )
    low, high = Attention().fit(table).conf_int().loc["attention"]
    assert low < truth.chance_to_act == 0.15 < high


def test_contracts_with_a_term_and_too_few_cards_are_refused_in_words():
    table, _ = make_subscriptions(2_000, seed=1)
    with pytest.raises(InputError, match="2,000 of 2,000 subscriptions have a term"):
        Attention().fit(table)
    with pytest.raises(InputError, match="Nobody left in ordinary"):
        Attention().fit(
            pd.DataFrame({"months_observed": [14], "left": [1], "card_replaced_month": [14]})
        )
    with pytest.raises(InputError, match='choose "month_before"'):
        Attention(compare="all").fit(table)


# --- hazards ----------------------------------------------------------------------------------


def test_estimates_and_clustered_errors_are_those_of_statsmodels_on_every_month():
    table, _ = make_subscriptions(1_500, seed=4, attention=1, wish_rate=0.05)
    months = subscription_months(table)
    design = sm.add_constant(
        np.column_stack([np.log(months["month"]), months["term_end"].astype(float)])
    )
    family = sm.families.Binomial(link=sm.families.links.CLogLog())
    whole = sm.GLM(months["left"].astype(float), design, family=family).fit(
        cov_type="cluster", cov_kwds={"groups": months["customer_id"].to_numpy()}
    )
    ours = CancellationHazard().fit(table)
    np.testing.assert_allclose(ours.params, whole.params, rtol=1e-6)
    np.testing.assert_allclose(ours.bse, whole.bse, rtol=1e-3)
    assert ours.llf == pytest.approx(whole.llf)
    assert ours.nobs == len(months)
    again = CancellationHazard().fit(months)
    np.testing.assert_allclose(again.params, ours.params)


def test_the_model_gives_back_the_true_hazards_at_renewals():
    table, truth = make_subscriptions(20_000, seed=4, attention=1)
    fitted = CancellationHazard().fit(table)
    months = pd.DataFrame({"month": [12, 24, 36], "term_end": True})
    assert fitted.predict(months).mean() == pytest.approx(truth.expected.hazard[11], rel=0.04)
    assert fitted.ratios.loc["term_end", "lower"] > 30


def test_a_card_replacement_can_be_a_covariate_beside_free_month_effects():
    table, _ = make_subscriptions(20_000, seed=4, term_months=1, attention=0.15)
    fitted = CancellationHazard(covariates=["card_replaced"], baseline="month").fit(table)
    assert fitted.ratios.loc["card_replaced", "lower"] > 5
    some = pd.DataFrame({"month": [20, 20], "card_replaced": [False, True]})
    low, high = fitted.predict(some)
    assert high > 5 * low


def test_counts_are_unfolded_before_errors_are_clustered():
    table, _ = make_subscriptions(1_000, seed=4, attention=1, wish_rate=0.05)
    key = ["months_observed", "left", "term_months"]
    counted = table.groupby(key).size().rename("customers").reset_index()
    one, other = CancellationHazard().fit(table), CancellationHazard().fit(counted)
    np.testing.assert_allclose(one.params, other.params, rtol=1e-8)
    np.testing.assert_allclose(one.bse, other.bse, rtol=1e-8)


def test_hazards_that_cannot_be_told_apart_are_refused_in_words():
    table, _ = make_subscriptions(500, seed=4, attention=1)
    with pytest.raises(InputError, match="cannot be told apart"):
        CancellationHazard(baseline="month").fit(table)
    with pytest.raises(InputError, match='no column "price"'):
        CancellationHazard(covariates=["price"]).fit(table)
    with pytest.raises(InputError, match="choose one of"):
        CancellationHazard(baseline="weeks").fit(table)
    with pytest.raises(InputError, match="Everybody left, or nobody"):
        CancellationHazard().fit(table.assign(left=False))
    with pytest.raises(InputError, match="alpha=0"):
        CancellationHazard().fit(table).conf_int(alpha=0)


# --- offers -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def offers():
    return load("electricity_offers")


@pytest.fixture(scope="module")
def electricity(offers):
    return OfferChoice(ATTRIBUTES, price="price_cents").fit(offers)


def test_choices_are_fitted_as_by_statsmodels_conditional_logit(offers):
    few = offers[offers["customer_id"] <= 60]
    ours = OfferChoice(ATTRIBUTES, price="price_cents").fit(few)
    theirs = ConditionalLogit(few["chosen"], few[ATTRIBUTES].astype(float), groups=few["task"]).fit(
        disp=0
    )
    np.testing.assert_allclose(ours.params, theirs.params, rtol=1e-3)
    assert ours.llf == pytest.approx(theirs.llf)


def test_people_want_to_be_paid_for_a_year_of_contract(electricity):
    worth = electricity.willingness_to_pay().loc["contract_years"]
    assert worth["worth"] == pytest.approx(-0.173, abs=0.001)
    assert worth["upper"] < 0
    # The published mixed logit of the same data (mlogit): -.20556 / .97339.
    assert worth["lower"] < -0.20556 / 0.97339 < worth["upper"]


def test_errors_are_clustered_by_person_as_by_statsmodels(offers):
    few = offers[offers["customer_id"] <= 60]
    ours = OfferChoice(ATTRIBUTES, price="price_cents").fit(few)
    chosen = few["chosen"].to_numpy()
    theirs = sm.PHReg(
        2 - chosen, few[ATTRIBUTES].astype(float), status=chosen, strata=few["task"].to_numpy()
    ).fit(groups=few["customer_id"].to_numpy())
    np.testing.assert_allclose(ours.bse, theirs.bse, rtol=2e-3)
    alone = OfferChoice(ATTRIBUTES, price="price_cents").fit(few.assign(customer_id=few["task"]))
    assert ours.bse["contract_years"] > 1.3 * alone.bse["contract_years"]


def test_the_order_of_rows_does_not_matter(offers):
    few = offers[offers["customer_id"] <= 30]
    fit = OfferChoice(ATTRIBUTES, price="price_cents").fit
    shuffled = few.sample(frac=1, random_state=1)
    np.testing.assert_allclose(fit(few).params, fit(shuffled).params, rtol=1e-8)
    np.testing.assert_allclose(fit(few).bse, fit(shuffled).bse, rtol=1e-8)


def test_choices_that_are_none_are_refused_in_words(offers):
    few = offers[offers["customer_id"] <= 2]
    with pytest.raises(InputError, match="not among the attributes"):
        OfferChoice(ATTRIBUTES, price="euros").fit(few)
    with pytest.raises(InputError, match="24 of 24 tasks have not exactly one"):
        OfferChoice(ATTRIBUTES, price="price_cents").fit(few.assign(chosen=0))
    with pytest.raises(InputError, match="cannot be told apart"):
        OfferChoice(["price_cents", "twice"], price="price_cents").fit(
            few.assign(twice=2 * few["price_cents"])
        )
    with pytest.raises(InputError, match='no column "task"'):
        OfferChoice(ATTRIBUTES, price="price_cents").fit(few.drop(columns="task"))
