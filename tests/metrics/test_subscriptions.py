"""Hazards, survival, spikes and card months: by hand, against statsmodels, against the truth."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from statsmodels.duration.survfunc import SurvfuncRight

from casekit.errors import InputError
from casekit.generators.subscriptions import make_subscriptions
from casekit.metrics.subscriptions import (
    leaving_around_card_replacement,
    renewal_spike_ratio,
    subscription_months,
    subscription_survival,
)


@pytest.fixture(scope="module")
def contract():
    return make_subscriptions(20_000, seed=4, attention=1)


@pytest.fixture(scope="module")
def staggered(contract):
    """The same subscribers, seen for 5 to 36 months: most of those still there are censored."""
    table, _ = contract
    window = np.random.default_rng(1).integers(5, 37, len(table))
    seen = np.minimum(table["months_observed"], window)
    left = table["left"] & (table["months_observed"] <= window)
    return table.assign(months_observed=seen, left=left)


def test_survival_is_the_product_of_the_chances_to_stay(contract):
    curve = subscription_survival(contract[0])
    product = (1 - curve["hazard"]).cumprod()
    np.testing.assert_allclose(curve["survival"], product, rtol=1e-10)


def test_curves_and_errors_are_those_of_statsmodels_row_by_row(staggered):
    curve = subscription_survival(staggered).set_index("month")
    whole = SurvfuncRight(staggered["months_observed"].astype(float), staggered["left"].astype(int))
    months = whole.surv_times.astype(int)
    np.testing.assert_allclose(curve.loc[months, "survival"], whole.surv_prob, rtol=1e-10)
    np.testing.assert_allclose(curve.loc[months, "std_error"], whole.surv_prob_se, rtol=1e-8)


def test_censored_subscriptions_are_counted_for_as_long_as_they_were_seen(staggered, contract):
    truth = contract[1].expected
    curve = subscription_survival(staggered).set_index("month")
    for month in (11, 12, 24):
        exact = truth.survival[month - 1]
        assert curve.loc[month, "survival"] == pytest.approx(
            exact, abs=4 * curve.loc[month, "std_error"]
        )
    # Leaving out whoever is still running is far off.
    ended = staggered[staggered["left"]]
    naive = (ended["months_observed"] > 11).mean()
    assert naive < curve.loc[11, "survival"] - 0.1


def test_a_table_with_counts_gives_the_curve_of_the_rows_it_counts(staggered):
    counted = (
        staggered.groupby(["months_observed", "left"]).size().rename("customers").reset_index()
    )
    pd.testing.assert_frame_equal(subscription_survival(counted), subscription_survival(staggered))


def test_intervals_stay_between_0_and_1_and_hold_the_truth_about_as_often_as_they_say():
    inside = []
    for seed in range(60):
        table, truth = make_subscriptions(400, seed=seed, attention=1)
        row = subscription_survival(table).set_index("month").loc[24]
        inside.append(row["lower"] <= truth.expected.survival[23] <= row["upper"])
        assert 0 <= row["lower"] <= row["upper"] <= 1
    assert 0.85 <= np.mean(inside) <= 1.0


def test_groups_have_curves_of_their_own(contract):
    table = contract[0].assign(plan=np.where(contract[0]["customer_id"] % 2, "odd", "even"))
    both = subscription_survival(table, by="plan")
    alone = subscription_survival(table[table["plan"] == "odd"])
    odd = both[both["plan"] == "odd"].drop(columns="plan").reset_index(drop=True)
    pd.testing.assert_frame_equal(odd, alone)


def test_polars_tables_give_the_same_curve(contract):
    table = contract[0]
    pd.testing.assert_frame_equal(
        subscription_survival(pl.from_pandas(table)), subscription_survival(table)
    )


def test_the_renewal_spike_is_the_ratio_of_the_true_hazards(contract):
    table, truth = contract
    hazard, survival = truth.expected.hazard, np.r_[1, truth.expected.survival[:-1]]
    ends = np.arange(1, 37) % 12 == 0
    pooled = [np.average(hazard[part], weights=survival[part]) for part in (ends, ~ends)]
    assert renewal_spike_ratio(table) == pytest.approx(pooled[0] / pooled[1], rel=0.1)
    assert renewal_spike_ratio(table) > 35


def test_without_a_contract_there_is_no_spike():
    table, _ = make_subscriptions(20_000, seed=4, term_months=1, attention=1)
    assert renewal_spike_ratio(table, term_months=12) == pytest.approx(1, abs=0.15)


def test_a_spike_that_cannot_be_computed_is_refused_in_words(contract):
    monthly = contract[0].assign(term_months=1)
    with pytest.raises(InputError, match="every month is the end of a term"):
        renewal_spike_ratio(monthly)
    with pytest.raises(InputError, match="no month is the end of a term"):
        renewal_spike_ratio(contract[0], term_months=48)
    mixed = pd.concat([contract[0], monthly])
    mixed["customer_id"] = range(len(mixed))
    with pytest.raises(InputError, match="needs one term"):
        renewal_spike_ratio(mixed)


def test_months_unfold_to_one_row_a_month_that_was_paid_for(contract):
    table = contract[0].head(500)
    months = subscription_months(table)
    assert len(months) == table["months_observed"].sum()
    assert months["left"].sum() == table["left"].sum()
    assert (months.loc[months["term_end"], "month"] % 12 == 0).all()
    assert months["months_to_term_end"].between(0, 11).all()
    last = months.groupby("customer_id")["month"].max()
    assert (last.to_numpy() == table["months_observed"].to_numpy()).all()


def test_leaving_jumps_when_the_card_is_replaced_and_is_quiet_after_it():
    table, truth = make_subscriptions(20_000, seed=4, term_months=1, attention=0.15)
    around = leaving_around_card_replacement(table).set_index("months_from_replacement")["rate"]
    assert around[0] > 4 * around[-1]
    assert around[1] < around[-1] / 2
    wanting = truth.expected.wanting_to_leave
    assert around[0] == pytest.approx(wanting[20], abs=0.015)


def test_unknown_replacements_are_left_out():
    seen = pd.DataFrame(
        {
            "months_observed": [14, 14, 14],
            "left": [1, 1, 0],
            "card_replaced_month": [14, np.nan, np.nan],
        }
    )
    around = leaving_around_card_replacement(seen, window_months=1)
    assert around["at_risk"].tolist() == [1, 1, 0]
    assert np.isnan(around["rate"].iloc[2])


def test_senseless_windows_are_refused():
    seen = pd.DataFrame({"months_observed": [3], "left": [1], "card_replaced_month": [2]})
    with pytest.raises(InputError, match="window_months"):
        leaving_around_card_replacement(seen, window_months=0)
    with pytest.raises(InputError, match="after_month"):
        leaving_around_card_replacement(seen, after_month=-1)
