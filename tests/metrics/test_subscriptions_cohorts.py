"""Retention rates and survivors, counted from what a firm has."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.datasets import load
from casekit.errors import InputError
from casekit.frames.survivors import survivor_table
from casekit.generators.subscriptions import make_cohorts
from casekit.metrics.subscriptions import retention_rates, survivors_from
from casekit.metrics.subscriptions.survival import subscription_survival


def test_retention_of_the_published_regular_segment_rises_year_by_year() -> None:
    regular = load("subscription_survival").query("segment == 'Regular'")
    table = survivor_table(regular, period="year", survivors="survivors_per_cent", customers=1000)
    rates = retention_rates(table)["retention"]
    assert rates.round(2).tolist()[1:8] == [0.63, 0.74, 0.82, 0.85, 0.89, 0.91, 0.92]
    assert np.isnan(rates.iloc[0])


def test_rates_are_of_one_period_and_missing_where_the_period_before_is() -> None:
    rates = retention_rates(pd.DataFrame({"period": [0, 1, 3, 4], "survivors": [100, 50, 20, 10]}))
    assert rates["retention"].tolist()[1] == 0.5
    assert np.isnan(rates["retention"].iloc[2])
    assert rates["retention"].tolist()[3] == 0.5
    assert rates["survival"].tolist() == [1, 0.5, 0.2, 0.1]


def test_nobody_left_to_renew_has_no_retention_rate() -> None:
    rates = retention_rates(pd.DataFrame({"period": [0, 1, 2], "survivors": [5, 0, 0]}))
    assert rates["retention"].iloc[1] == 0
    assert np.isnan(rates["retention"].iloc[2])


def test_cohorts_are_not_mixed() -> None:
    table = pd.DataFrame({"cohort": [1, 1, 2, 2], "period": [0, 1] * 2, "survivors": [10, 9, 4, 1]})
    rates = retention_rates(table)
    assert rates["retention"].dropna().tolist() == [0.9, 0.25]
    assert rates["survival"].tolist() == [1, 0.9, 1, 0.25]


def test_survivors_counted_from_tenures_are_those_of_the_generator() -> None:
    table, truth = make_cohorts([400, 300, 200], seed=3, periods=6)
    counted = survivors_from(truth.subscriptions, cohort="cohort")
    pd.testing.assert_frame_equal(counted, table, check_dtype=False)


@settings(max_examples=40, deadline=None)
@given(
    tenures=st.lists(st.integers(1, 9), min_size=1, max_size=60),
    last=st.integers(1, 9),
)
def test_survivors_of_one_cohort_agree_with_kaplan_meier(tenures: list[int], last: int) -> None:
    true = np.array(tenures)
    seen = pd.DataFrame({"months_observed": np.minimum(true, last), "left": true <= last})
    counted = survivors_from(seen)
    survival = subscription_survival(seen)["survival"].to_numpy()
    np.testing.assert_allclose(counted["survivors"] / len(true), survival, atol=1e-12)


def test_customers_of_different_ages_are_no_cohort_and_the_way_out_is_told() -> None:
    mixed = pd.DataFrame({"months_observed": [2, 5, 3], "left": [0, 0, 1]})
    with pytest.raises(InputError, match=r"2 to 5 periods.*fit\(subscriptions\)"):
        survivors_from(mixed)
    with pytest.raises(InputError, match="of cohort a"):
        survivors_from(mixed.assign(start="a"), cohort="start")


def test_who_left_after_those_still_running_were_last_seen_is_noticed() -> None:
    with pytest.raises(InputError, match="3 to 5"):
        survivors_from(pd.DataFrame({"months_observed": [3, 5], "left": [0, 1]}))


def test_counted_subscriptions_count() -> None:
    seen = pd.DataFrame({"months_observed": [1, 2, 2], "left": [1, 1, 0], "customers": [5, 3, 2]})
    assert survivors_from(seen)["survivors"].tolist() == [10, 5, 2]
