"""Cohorts of subscribers: the truth behind them, exact and hidden."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import betaln

from casekit.errors import InputError
from casekit.generators.subscriptions import make_cohorts
from casekit.metrics.subscriptions import retention_rates


def test_the_same_seed_gives_the_same_table_and_another_seed_another() -> None:
    first, _ = make_cohorts(500, seed=1)
    again, _ = make_cohorts(500, seed=1)
    other, _ = make_cohorts(500, seed=2)
    pd.testing.assert_frame_equal(first, again)
    assert not first.equals(other)


def test_counts_of_a_seed_are_the_same_on_every_machine() -> None:
    table, _truth = make_cohorts(1000, seed=5, periods=4)
    assert table["survivors"].tolist() == [1000, 856, 751, 678, 627]


@pytest.mark.parametrize("duration", [0.6, 1.0, 1.7])
def test_survivors_follow_the_formula_of_the_model(duration: float) -> None:
    n = 200_000
    table, _truth = make_cohorts(n, seed=1, alpha=0.7, beta=1.2, periods=8, duration=duration)
    t = table["period"].to_numpy(dtype=float)
    expected = np.exp(betaln(0.7, 1.2 + t**duration) - betaln(0.7, 1.2))
    error = np.sqrt(expected * (1 - expected) / n)
    assert (np.abs(table["survivors"] / n - expected) <= 4.5 * error).all()


def test_nobody_changes_and_yet_retention_rises() -> None:
    table, truth = make_cohorts(100_000, seed=1, alpha=0.704, beta=1.182)
    assert (truth.churn_at(1) == truth.churn_at(8)).all()
    rates = retention_rates(table)["retention"].to_numpy()[1:]
    assert rates[-1] - rates[0] > 0.25
    sorted_out = [truth.mean_churn_of_survivors(period) for period in range(1, 9)]
    # The observed churn is what those who come up for renewal have in them, up to chance.
    np.testing.assert_allclose(1 - rates, sorted_out, atol=0.01)


def test_two_kinds_of_customers_lift_retention_from_70_to_89_per_cent() -> None:
    kinds = {"settled": (0.5, 0.10), "restless": (0.5, 0.50)}
    table, truth = make_cohorts(200_000, seed=1, periods=7, segments=kinds)
    rates = retention_rates(table)["retention"].to_numpy()
    assert round(rates[1], 2) == 0.70
    assert round(rates[7], 2) == 0.89
    assert set(truth.customers.groupby("segment")["churn"].unique().map(tuple)) == {(0.1,), (0.5,)}
    assert truth.alpha is None


def test_duration_above_one_raises_everybodys_own_chance_of_leaving() -> None:
    _table, rising = make_cohorts(1000, seed=1, duration=1.5)
    _table, falling = make_cohorts(1000, seed=1, duration=0.7)
    assert (rising.churn_at(5) >= rising.churn_at(1)).all()
    assert (falling.churn_at(5) <= falling.churn_at(1)).all()


def test_cohorts_are_staggered_and_the_youngest_may_have_joined_just_now() -> None:
    table, truth = make_cohorts([30, 20, 10], seed=1, periods=2)
    assert table.groupby("cohort")["period"].max().tolist() == [2, 1, 0]
    assert table.query("period == 0")["survivors"].tolist() == [30, 20, 10]
    assert sorted(truth.subscriptions["cohort"].unique()) == [1, 2]
    assert truth.cohorts == 3


def test_the_truth_reaches_beyond_what_was_seen() -> None:
    _table, truth = make_cohorts(2000, seed=1, periods=3)
    left = truth.subscriptions["left"].to_numpy()
    assert (truth.customers["tenure"][~left] > 3).all()
    assert (truth.subscriptions["months_observed"] <= 3).all()


def test_whoever_practically_never_leaves_is_no_trouble() -> None:
    table, truth = make_cohorts(1000, seed=1, alpha=1e-3, beta=1e3, duration=0.5)
    assert table["survivors"].is_monotonic_decreasing
    assert (truth.customers["tenure"] >= 1).all()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"n_customers": 0}, "n_customers"),
        ({"n_customers": []}, "cohorts"),
        ({"n_customers": [5, 5], "cohorts": 3}, "cohorts"),
        ({"n_customers": 5, "cohorts": 10}, "at most `periods`"),
        ({"n_customers": 5, "alpha": 0}, "alpha"),
        ({"n_customers": 5, "beta": float("nan")}, "beta"),
        ({"n_customers": 5, "duration": -1}, "duration"),
        ({"n_customers": 5, "periods": 0}, "periods"),
        ({"n_customers": 5, "segments": {"a": (0.5, 0.1)}}, "they sum to 1"),
        ({"n_customers": 5, "segments": {"a": (1.0, 1.5)}}, "segments"),
    ],
)
def test_senseless_parameters_are_refused_by_name(arguments: dict, words: str) -> None:
    with pytest.raises(InputError, match=words):
        make_cohorts(**arguments, seed=1)
