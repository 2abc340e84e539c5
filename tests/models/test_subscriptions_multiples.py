"""Multiples of the margin, and lines through survival: published numbers and plain sums."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casekit.datasets import load
from casekit.errors import InputError
from casekit.frames.survivors import survivor_table
from casekit.models.subscriptions import (
    expected_lifetime,
    margin_multiple,
    margin_multiple_elasticity,
    retention_behind,
    retention_gain,
    survival_line,
)

RATES = st.floats(0.01, 0.99)


def segment(name: str) -> pd.DataFrame:
    table = load("subscription_survival").query("segment == @name")
    return survivor_table(table, period="year", survivors="survivors_per_cent", customers=1000)


def test_the_multiples_of_gupta_and_lehmann_at_12_per_cent() -> None:
    found = margin_multiple(np.array([0.6, 0.7, 0.8, 0.9, 0.95]), 0.12)
    assert found.round(2).tolist() == [1.15, 1.67, 2.50, 4.09, 5.59]


@given(retention=RATES, rate=st.floats(0.0, 1.0), growth=st.floats(-0.5, 0.0))
def test_a_multiple_is_the_sum_of_its_margins(retention: float, rate: float, growth: float) -> None:
    t = np.arange(1, 4000)
    terms = (retention / (1 + rate)) ** t * (1 + growth) ** (t - 1)
    assert margin_multiple(retention, rate, growth=growth) == pytest.approx(terms.sum(), rel=1e-6)
    now = (retention * (1 + growth) / (1 + rate)) ** np.arange(4000)
    assert margin_multiple(retention, rate, growth=growth, first_margin="now") == pytest.approx(
        now.sum(), rel=1e-6
    )


def test_one_per_cent_of_retention_is_worth_five_per_cent_at_the_published_place() -> None:
    assert margin_multiple_elasticity(0.896, 0.12) == pytest.approx(5)


@given(retention=st.floats(0.05, 0.95), first=st.sampled_from(["next", "now"]))
def test_an_elasticity_is_what_one_per_cent_more_does(retention: float, first: str) -> None:
    def log_multiple(r: float) -> float:
        return float(np.log(margin_multiple(r, 0.12, growth=0.02, first_margin=first)))

    step = 1e-6
    slope = (log_multiple(retention * np.exp(step)) - log_multiple(retention * np.exp(-step))) / (
        2 * step
    )
    found = margin_multiple_elasticity(retention, 0.12, growth=0.02, first_margin=first)
    assert found == pytest.approx(slope, rel=1e-4)


def test_five_points_of_retention_do_more_the_higher_it_is() -> None:
    gains = retention_gain(np.array([0.75, 0.80, 0.85, 0.90]))
    assert gains.round(2).tolist() == [0.25, 0.33, 0.50, 1.00]
    assert expected_lifetime(0.95) == pytest.approx(20)


def test_the_headlines_of_reichheld_and_sasser_are_base_rates() -> None:
    # Gains of 85% (bank branches) and 25% (the low end) by five points.
    assert round(retention_behind(0.85), 4) == 0.8912
    assert round(retention_behind(0.25), 2) == 0.75


@given(retention=st.floats(0.1, 0.9), rate=st.floats(0.0, 0.5))
def test_the_rate_behind_a_gain_is_the_rate_that_gives_it(retention: float, rate: float) -> None:
    gain = retention_gain(retention, 0.05, discount_rate=rate)
    assert retention_behind(gain, 0.05, discount_rate=rate) == pytest.approx(retention)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: margin_multiple(80, 0.12), "share from 0 to 1"),
        (lambda: margin_multiple(-0.1, 0.12), "share from 0 to 1"),
        (lambda: margin_multiple(float("nan"), 0.12), "share from 0 to 1"),
        (lambda: margin_multiple(1.0, 0.0), "no end"),
        (lambda: margin_multiple(0.95, 0.05, growth=0.2), "no end"),
        (lambda: margin_multiple(0.8, 0.12, first_margin="later"), "later"),
        (lambda: margin_multiple(0.8, float("inf")), "discount_rate"),
        (lambda: expected_lifetime(1.0), "no end"),
        (lambda: retention_gain(0.95), "no end"),
        (lambda: retention_gain(0.97), "share from 0 to 1"),
        (lambda: retention_behind(-0.1), "above 0"),
        (lambda: retention_behind(0.01), "No retention"),
    ],
)
def test_sums_without_end_and_senseless_rates_are_refused(call, words: str) -> None:
    with pytest.raises(InputError, match=words):
        call()


def test_the_published_failure_of_the_exponential_curve() -> None:
    found = {
        name: float(survival_line(segment(name), "exponential", periods=7).survival([12]).iloc[0])
        for name in ("High End", "Regular")
    }
    assert round(found["High End"], 3) == 0.276
    assert round(found["Regular"], 3) == 0.080
    assert round(found["High End"] / 0.394 - 1, 2) == -0.30
    assert round(found["Regular"] / 0.173 - 1, 2) == -0.54


def test_lines_that_fit_the_past_forecast_nonsense() -> None:
    regular = segment("Regular")
    quadratic = survival_line(regular, "quadratic", periods=7)
    assert quadratic.r_squared > 0.95
    assert quadratic.survival([12]).iloc[0] > 1
    assert survival_line(regular, "linear", periods=7).survival([12]).iloc[0] < 0


def test_a_line_recovers_the_curve_it_was_drawn_from() -> None:
    table = pd.DataFrame({"period": range(6), "survivors": [1000 * 0.8**t for t in range(6)]})
    line = survival_line(table)
    assert line.params.tolist() == pytest.approx([0, np.log(0.8)], abs=1e-12)
    assert line.r_squared == pytest.approx(1)


@pytest.mark.parametrize(
    ("table", "form", "words"),
    [
        (pd.DataFrame({"period": [0, 1], "survivors": [9, 8]}), "cubic", "cubic"),
        (pd.DataFrame({"period": [0, 1], "survivors": [9, 0]}), "exponential", "no logarithm"),
        (pd.DataFrame({"period": [0, 1], "survivors": [9, 8]}), "quadratic", "coefficients"),
        (
            pd.DataFrame({"cohort": [1, 2], "period": [0, 0], "survivors": [9, 8]}),
            "linear",
            "Choose one first",
        ),
    ],
)
def test_lines_that_cannot_be_drawn_are_refused(table: pd.DataFrame, form: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        survival_line(table, form)
