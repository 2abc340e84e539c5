"""A rule, a model and a price beside what happened: the figures say what the data say."""

import numpy as np
import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.figures.purchases import prices_and_truth, rule_against_truth, silent_customers
from casekit.models.purchases import BGNBD

PUBLISHED = BGNBD.at(r=0.243, alpha=4.414, a=0.793, b=2.426, unit="weeks")


def silent(frequency, back, silence=20.0):
    """Give customers with the same silence, of whom some came back."""
    size = len(back)
    return pd.DataFrame(
        {
            "customer_id": range(size),
            "frequency": frequency,
            "age_at_last_purchase_weeks": [18.0] * size,
            "age_weeks": [18.0 + silence] * size,
            "weeks_since_last_purchase": [silence] * size,
            "holdout_purchases": back,
        }
    )


def test_bars_are_the_shares_that_came_back_and_the_line_is_the_models_mean():
    split = silent([1] * 10 + [8] * 4, [1] * 3 + [0] * 7 + [1] * 2 + [0] * 2)
    picture = silent_customers(PUBLISHED, split)
    axes = picture.figure.axes[0]
    assert [bar.get_height() for bar in axes.patches] == [0.3, 0.5]
    expected = PUBLISHED.probability_alive(split.iloc[[0, 13]]).to_numpy()
    line = next(line for line in axes.lines if line.get_marker() == "o")
    np.testing.assert_allclose(line.get_ydata(), expected)
    assert "1 repeat purchase: 30% came back" in picture.alt
    assert "6 or more: 50% came back" in picture.alt
    assert "Of the silent regulars 50% came back" in picture.figure.get_suptitle().replace(
        "\n", " "
    )


def test_a_model_that_agrees_with_the_customers_gets_no_accusing_title():
    split = silent([1] * 10 + [8] * 10, [1] * 9 + [0] + [0] * 10)
    assert silent_customers(PUBLISHED, split).figure.get_suptitle().startswith("Who came back")


def test_customers_outside_the_silence_and_one_time_buyers_are_left_out():
    inside, outside = silent([2] * 3, [1, 0, 0]), silent([2] * 5, [1] * 5, silence=3.0)
    once = silent([0] * 4, [1] * 4).assign(age_at_last_purchase_weeks=0.0, age_weeks=20.0)
    picture = silent_customers(PUBLISHED, pd.concat([inside, outside, once]))
    assert "33% came back" in picture.alt
    assert "(3 customers)" in picture.alt
    with pytest.raises(InputError, match="17 to 29 weeks"):
        silent_customers(PUBLISHED, outside)


def test_prices_are_drawn_at_their_height_and_the_nearest_is_named():
    prices = pd.Series({"low": 40_000.0, "high": 300_000.0, "near": 110_000.0})
    picture = prices_and_truth(prices, truth=100_000.0)
    assert [bar.get_width() for bar in picture.figure.axes[0].patches] == list(prices)
    assert "near, 10% too high" in picture.figure.get_suptitle().replace("\n", " ")
    assert "low: $40 thousand (-60%)" in picture.alt
    with pytest.raises(InputError, match="At least one price"):
        prices_and_truth(prices, truth=0)


def test_the_two_errors_of_a_rule_are_those_of_the_groups_it_makes():
    days = pd.Series([5.0, 30.0, 60.0, 89.0, 91.0, 120.0, 150.0, 200.0, 250.0, 270.0])
    alive = pd.Series([True, True, True, False, True, True, False, False, False, False])
    picture = rule_against_truth(days, alive, limit_days=90)
    assert "75% of those the rule calls active, 33% of those it calls lost" in picture.alt
    with pytest.raises(InputError, match="one side"):
        rule_against_truth(days, alive, limit_days=400)
