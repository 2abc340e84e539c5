"""Difference-in-differences: right on known truths, honest about errors, plain about bad tables."""

import warnings

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

from casekit.errors import CasekitWarning, InputError
from casekit.models.experiments import difference_in_differences, event_study


def panel(seed, *, units=60, months=10, starts=6, effect=2.0, drop=0.0):
    rng = np.random.default_rng(seed)
    table = pd.DataFrame(
        {
            "unit": np.repeat(np.arange(units), months),
            "month": np.tile(np.arange(1, months + 1), units),
        }
    )
    table["treated"] = table["unit"] < units // 2
    on = table["treated"] & (table["month"] >= starts)
    level = rng.normal(0, 3, units)[table["unit"]]
    table["y"] = level + np.sin(table["month"]) + effect * on + rng.normal(0, 1, len(table))
    return table[rng.random(len(table)) >= drop].reset_index(drop=True)


NAMES = {"unit": "unit", "time": "month", "treated": "treated"}


def test_estimate_and_error_are_those_of_dummies_for_every_unit_and_month():
    table = panel(1, drop=0.1)
    ours = difference_in_differences(table, "y", **NAMES, starts=6)
    on = (table["treated"] & (table["month"] >= 6)).astype(int)
    dummies = smf.ols("y ~ on + C(unit) + C(month)", table.assign(on=on)).fit(
        cov_type="cluster", cov_kwds={"groups": table["unit"]}, use_t=True
    )
    assert ours.params["effect"] == pytest.approx(dummies.params["on"], abs=1e-9)
    # The two differ only in whether unit dummies count as parameters.
    k, n = 10 + 60, len(table)
    factor = np.sqrt((n - k) / (n - 10))
    assert ours.bse["effect"] == pytest.approx(dummies.bse["on"] * factor, rel=1e-6)


def test_intervals_cover_the_truth_as_often_as_they_promise():
    inside = 0
    for seed in range(200):
        low, high = (
            difference_in_differences(panel(seed, units=40), "y", **NAMES, starts=6)
            .conf_int()
            .loc["effect"]
        )
        inside += low < 2.0 < high
    assert 180 <= inside <= 199


def test_groups_get_effects_of_their_own_in_the_order_of_the_category():
    table = panel(3, units=400)
    table["size"] = pd.Categorical(
        np.where(table["unit"] % 2, "small", "large"), ["small", "large"], ordered=True
    )
    table["y"] += 5 * ((table["size"] == "large") & table["treated"] & (table["month"] >= 6))
    found = difference_in_differences(table, "y", **NAMES, starts=6, by="size")
    assert found.params.index.tolist() == ["small", "large"]
    assert np.abs(found.params.to_numpy() - [2, 7]).max() < 3 * found.bse.max()


def test_dates_periods_and_an_on_off_column_give_the_same_effect_as_month_numbers():
    table = panel(4)
    expected = difference_in_differences(table, "y", **NAMES, starts=6).params["effect"]
    days = pd.date_range("2025-01-01", periods=10, freq="MS")
    for moments, start in ((days, "2025-06-01"), (days.to_period("M"), "2025-06")):
        dated = table.assign(month=moments[table["month"].to_numpy() - 1])
        found = difference_in_differences(dated, "y", **NAMES, starts=start)
        assert found.params["effect"] == pytest.approx(expected)
    switched = table.assign(treated=table["treated"] & (table["month"] >= 6))
    found = difference_in_differences(switched, "y", **NAMES)
    assert found.params["effect"] == pytest.approx(expected)
    own_start = table.assign(begin=np.where(table["treated"], 6.0, np.nan))
    found = difference_in_differences(own_start, "y", **NAMES, starts="begin")
    assert found.params["effect"] == pytest.approx(expected)


def test_an_event_study_is_flat_before_and_at_the_effect_after():
    study = event_study(panel(5, units=2000), "y", **NAMES, starts=6)
    table = study.table
    assert table.index.tolist() == list(range(-5, 5))
    assert table.loc[-1].tolist() == [0, 0, 0]
    assert table.loc[:-1, "estimate"].abs().max() < 0.25
    assert (table.loc[0:, "estimate"] - 2).abs().max() < 0.25


def test_the_pre_trend_test_rejects_about_as_often_as_it_should_with_few_clusters():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CasekitWarning)
        values = [
            event_study(panel(seed, units=24, effect=0.0), "y", **NAMES, starts=6)
            .pre_trend_test()
            .p_value
            for seed in range(200)
        ]
    assert 1 <= sum(value < 0.05 for value in values) <= 22


def test_the_pre_trend_test_finds_a_trend():
    table = panel(6, units=400)
    table["y"] += 0.3 * table["month"] * table["treated"]
    assert event_study(table, "y", **NAMES, starts=6).pre_trend_test().p_value < 0.001


def test_far_periods_are_put_into_the_outermost_ones():
    study = event_study(panel(5), "y", **NAMES, starts=6, before=2, after=1)
    assert study.table.index.tolist() == [-2, -1, 0, 1]


def test_weights_of_zero_leave_rows_out():
    table = panel(7)
    table["weight"] = (table["unit"] % 3 > 0).astype(float)
    weighted = difference_in_differences(table, "y", **NAMES, starts=6, weights="weight")
    kept = difference_in_differences(table[table["weight"] > 0], "y", **NAMES, starts=6)
    assert weighted.params["effect"] == pytest.approx(kept.params["effect"])
    assert weighted.bse["effect"] == pytest.approx(kept.bse["effect"])
    assert weighted.units == kept.units


def test_few_clusters_and_different_starts_are_warned_of():
    with pytest.warns(CasekitWarning, match="few"):
        difference_in_differences(panel(8, units=10), "y", **NAMES, starts=6)
    table = panel(8)
    table["begin"] = np.where(table["treated"], 5.0 + table["unit"] % 2, np.nan)
    with pytest.warns(CasekitWarning, match="different times"):
        difference_in_differences(table, "y", **NAMES, starts="begin")


@pytest.mark.parametrize(
    ("change", "options", "word"),
    [
        ({}, {"starts": 99}, "No row is treated"),
        ({}, {"starts": 1}, "before its treatment"),
        ({"treated": True}, {"starts": 6}, "same time"),
        ({}, {"starts": 6, "cluster": "town"}, "town"),
        ({}, {"starts": "June"}, "June"),
        ({"treated": 2}, {"starts": 6}, "True and False"),
        ({"y": np.nan}, {"starts": 6}, "empty rows"),
        ({"unit": 1}, {"starts": 6}, "repeat"),
        ({"month": 1.5}, {"starts": 6}, "whole periods"),
        ({"weight": -1.0}, {"starts": 6, "weights": "weight"}, "negative"),
    ],
)
def test_tables_that_cannot_tell_are_refused_in_words(change, options, word):
    with pytest.raises(InputError, match=word):
        difference_in_differences(panel(9).assign(**change), "y", **NAMES, **options)


def test_a_treatment_that_is_switched_off_again_is_refused():
    table = panel(9).assign(treated=lambda t: (t["unit"] < 30) & (t["month"] == 6))
    with pytest.raises(InputError, match="switched off"):
        difference_in_differences(table, "y", **NAMES)
