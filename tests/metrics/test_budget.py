"""What a customer costs: failed prospects included, on average and for the next one."""

import math

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import InputError
from casekit.metrics.budget import cost_per_customer, payback_months


def channels(**more):
    return pd.DataFrame(
        {
            "channel": ["fair", "search"],
            "spend": [1_500.0, 2_000.0],
            "prospects": [100, 500],
            "acquired": [60, 140],
        }
    ).assign(**more)


def test_money_spent_on_those_who_said_no_is_in_the_cost_of_a_customer():
    found = cost_per_customer(channels()).set_index("channel")
    assert found.loc["search", "cost_per_acquired_customer"] == pytest.approx(2_000 / 140)
    assert found.loc["search", "spend_per_prospect"] == pytest.approx(4)
    ratio = found["cost_per_acquired_customer"] * found["acquisition_rate"]
    assert ratio.to_numpy() == pytest.approx(found["spend_per_prospect"].to_numpy())


def test_the_next_customer_of_a_channel_may_cost_far_more_than_the_average_one():
    levels = pd.DataFrame(
        {
            "channel": ["search", "fair", "search", "search"],
            "spend": [4_000.0, 900.0, 1_000.0, 2_000.0],  # not in order
            "acquired": [150, 30, 100, 140],
        }
    )
    found = cost_per_customer(levels)
    assert found["channel"].tolist() == ["search", "search", "search", "fair"]
    assert found["spend"].tolist() == [1_000, 2_000, 4_000, 900]
    assert found["marginal_cost_per_customer"].tolist() == [10, 25, 200, 30]
    assert found["cost_per_acquired_customer"].iloc[2] == pytest.approx(26.67, abs=0.01)


def test_more_money_that_wins_nobody_has_no_finite_marginal_cost():
    levels = pd.DataFrame({"channel": "a", "spend": [100.0, 200.0, 300.0], "acquired": [10, 10, 8]})
    found = cost_per_customer(levels)["marginal_cost_per_customer"]
    assert found.iloc[1] == math.inf
    assert math.isnan(found.iloc[2])


def test_a_channel_that_won_nobody_has_an_infinite_cost():
    found = cost_per_customer(channels(acquired=[0, 140]))
    assert found["cost_per_acquired_customer"].iloc[0] == math.inf
    idle = cost_per_customer(channels(acquired=[0, 140], spend=[0.0, 10.0]))
    assert math.isnan(idle["cost_per_acquired_customer"].iloc[0])


def test_the_total_is_a_ratio_of_sums_and_not_a_mean_of_ratios():
    found = cost_per_customer(channels(margin_per_customer=[30.0, 120.0]), total=True)
    row = found.set_index("channel").loc["all"]
    assert row["cost_per_acquired_customer"] == pytest.approx(3_500 / 200)
    assert row["margin_per_customer"] == pytest.approx((60 * 30 + 140 * 120) / 200)
    assert math.isnan(row["marginal_cost_per_customer"])
    twice = pd.concat([channels(), channels()])
    with pytest.raises(InputError, match="Levels of the same channel"):
        cost_per_customer(twice, total=True)


def test_payback_waits_longer_when_customers_leave_and_never_comes_when_they_leave_too_soon():
    assert payback_months(60, 120) == 6
    stay, go = (
        payback_months(60, 120, retention_rate=0.9),
        payback_months(60, 120, retention_rate=0.5),
    )
    assert 6 < stay < go
    assert payback_months(200, 120, retention_rate=0.5) == math.inf
    assert payback_months(60, 0) == math.inf
    assert payback_months(0, 120, retention_rate=0) == 0
    found = cost_per_customer(channels(margin_per_customer=[30.0, 120.0]), retention_rate=0.8)
    assert found["payback_months"].tolist() == pytest.approx(
        payback_months([25, 2_000 / 140], [30, 120], retention_rate=0.8).tolist()
    )


@settings(max_examples=50, deadline=None)
@given(st.floats(1, 500), st.floats(10, 500), st.floats(0.05, 0.999))
def test_by_the_payback_month_the_margin_has_paid_the_cost(cost, margin, retention):
    months = payback_months(cost, margin, retention_rate=retention)
    if math.isfinite(months):
        years = np.linspace(0, months / 12, 20_001)
        earned = np.trapezoid(margin * retention**years, years)
        assert earned == pytest.approx(cost, rel=1e-5)
    else:
        assert margin / -math.log(retention) <= cost * (1 + 1e-12)


def test_any_engine_gives_the_same_table():
    table = channels(margin_per_customer=[30.0, 120.0])
    assert cost_per_customer(pl.from_pandas(table)).equals(cost_per_customer(table))
    assert cost_per_customer(pl.from_pandas(table).lazy()).equals(cost_per_customer(table))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"acquired": [600, 140]}, "more acquired than prospects"),
        ({"spend": [-5.0, 1.0]}, '"spend": 1 rows are below 0'),
        ({"spend": [None, 1.0]}, '"spend": 1 rows have no number'),
        ({"channel": [None, "b"]}, '"channel": 1 rows have no value'),
        ({"spend": ["1", "2"]}, "must hold numbers"),
    ],
)
def test_channels_that_cannot_be_are_refused_in_words(change, words):
    with pytest.raises(InputError, match=words):
        cost_per_customer(channels(**change))


def test_a_missing_column_is_named():
    with pytest.raises(InputError, match='no column "spend"'):
        cost_per_customer(channels().rename(columns={"spend": "cost"}))
    with pytest.raises(InputError, match="no rows"):
        cost_per_customer(channels().head(0))
    with pytest.raises(InputError, match=r"0\.8 is 80%"):
        payback_months(1, 1, retention_rate=80)
