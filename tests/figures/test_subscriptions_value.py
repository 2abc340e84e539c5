"""Figures of lesson 08: what is drawn, titled and told is what the data say."""

import numpy as np
import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.figures.canvas import new_figure
from casekit.figures.picture import Picture
from casekit.figures.subscriptions import (
    base_value,
    difference_panels,
    multiple_map,
    retention_slide,
    sorting_of_a_cohort,
    survival_forecast,
)
from casekit.figures.subscriptions.differences import mixed_from
from casekit.generators.subscriptions import make_cohorts
from casekit.metrics.subscriptions import retention_rates
from casekit.models.subscriptions import margin_multiple


@pytest.fixture(scope="module")
def cohort():
    table, truth = make_cohorts(30_000, seed=3, alpha=0.704, beta=1.182, periods=8)
    return table, truth.customers


BASE = pd.DataFrame(
    {"renewals": [2, 0, 1], "subscribers": [1000, 3000, 2000], "value": [300.0, 100.0, 200.0]}
)


def title_of(picture):
    return picture.figure.get_suptitle().replace("\n", " ")


def words_of(axes):
    return [text.get_text() for text in axes.texts]


def test_the_numbers_on_the_bars_are_the_retention_of_the_survivor_table(cohort):
    table, people = cohort
    picture = sorting_of_a_cohort(people["churn"], people["tenure"], years=6)
    shown = [f"{100 * rate:.0f}%" for rate in retention_rates(table)["retention"].iloc[1:7]]
    on_top = [word for word in words_of(picture.figure.axes[0]) if " to " not in word]
    assert on_top == shown
    assert f"by year: {', '.join(shown)}." in picture.alt


def test_the_bands_of_a_year_add_up_to_those_still_there(cohort):
    table, people = cohort
    picture = sorting_of_a_cohort(people["churn"], people["tenure"], years=6)
    bars = picture.figure.axes[0].patches
    heights = np.array([bar.get_height() for bar in bars]).reshape(6, 5).sum(axis=1)
    np.testing.assert_allclose(heights, 100 * table["survivors"].iloc[:6] / 30_000)


def test_people_who_were_alike_stay_level_while_the_average_climbs(cohort):
    _, people = cohort
    lines = sorting_of_a_cohort(people["churn"], people["tenure"]).figure.axes[1].lines
    surest, average = lines[0].get_ydata(), lines[-1].get_ydata()
    assert np.ptp(surest) < 0.03
    assert (np.diff(average) > 0).all()


def test_unequal_arrays_are_refused_in_words():
    with pytest.raises(InputError, match="one own churn and one number of payments"):
        sorting_of_a_cohort([0.1, 0.2], [1])


def test_the_slide_says_that_retention_rises_only_where_it_always_does():
    rising = retention_slide(pd.Series([0.6, 0.7, 0.8], index=[1, 2, 3]))
    assert title_of(rising) == "Retention rises every year, from 60% to 80%"
    dipping = retention_slide(pd.Series([0.87, 0.85, 0.9], index=[1, 2, 3]))
    assert title_of(dipping) == "Retention goes from 87% to 90%"


def test_the_map_names_the_multiples_of_its_marks():
    picture = multiple_map({"A": (0.8, 0.12)})
    expected = margin_multiple(0.8, 0.12)
    assert title_of(picture) == f"One dollar of yearly margin: A ${expected:.2f}"
    assert f"A: 80% and 12% give {expected:.2f}." in picture.alt


def test_the_area_of_the_bars_is_the_value_of_the_base():
    picture = base_value(BASE, {"price": 150.0})
    bars = picture.figure.axes[0].patches
    area = sum(1000 * bar.get_width() * bar.get_height() for bar in bars)
    assert area == pytest.approx((BASE["subscribers"] * BASE["value"]).sum())
    assert [bar.get_height() for bar in bars] == [100.0, 200.0, 300.0]
    assert (
        title_of(picture)
        == "The base is worth $1.00 million; one price for all makes it $0.90 million"
    )


def test_whoever_is_worth_less_than_the_price_is_hatched():
    hatches = [bar.get_hatch() for bar in base_value(BASE, {"p": 150.0}).figure.axes[0].patches]
    assert [bool(hatch) for hatch in hatches] == [True, False, False]


def test_years_held_back_are_drawn_open_and_the_ends_are_told():
    table = pd.DataFrame({"actual": [1, 0.6, 0.5, 0.45], "line": [1, 0.6, 0.36, 0.2]})
    picture = survival_forecast({"A": table, "B": table}, fitted_periods=1)
    assert "A: actual 45%, line 20%." in picture.alt
    marks = [line for line in picture.figure.axes[0].lines if line.get_marker() == "o"]
    assert [len(line.get_xdata()) for line in marks] == [2, 2]
    with pytest.raises(InputError, match="needs a column 'actual'"):
        survival_forecast({"A": table.drop(columns="actual")}, fitted_periods=1)


def test_a_forecast_is_titled_with_its_largest_error_among_the_panels():
    near = pd.DataFrame({"actual": [1, 0.6, 0.5], "a": [1, 0.6, 0.55], "b": [1, 0.6, 0.5]})
    far = pd.DataFrame({"actual": [1, 0.6, 0.4], "a": [1, 0.6, 0.2], "b": [1, 0.6, 0.5]})
    picture = survival_forecast({"near": near, "far": far}, fitted_periods=1)
    assert title_of(picture) == "Forecast from 1 years to 2. Largest error: a 50%, b 25%"


def test_a_forecast_of_customers_who_have_all_left_says_so_in_its_title():
    gone = pd.DataFrame({"actual": [1, 0.2, 0.0], "a": [1, 0.2, 0.1], "b": [1, 0.2, 0.0]})
    picture = survival_forecast({"gone": gone}, fitted_periods=1)
    assert title_of(picture).endswith("Largest error (nobody is left): a 10 points, b 0 points")


def test_where_all_are_alike_old_and_new_are_worth_what_one_rate_says():
    alike = mixed_from({"first_year": 0.63, "difference": 1e-6})
    assert alike.new == pytest.approx(alike.one_rate, rel=1e-4)
    assert alike.old == pytest.approx(alike.one_rate, rel=1e-4)


def test_differences_make_new_and_old_worth_more_at_the_same_first_year():
    values = [mixed_from({"first_year": 0.63, "difference": d}) for d in (0.05, 0.35, 0.7)]
    assert sorted(one.new for one in values) == [one.new for one in values]
    assert sorted(one.old for one in values) == [one.old for one in values]
    assert all(one.retention[0] == pytest.approx(0.63) for one in values)
    assert all(one.shares.sum() == pytest.approx(1) for one in values)


@pytest.mark.parametrize(
    "state", [{"first_year": 1.0, "difference": 0.3}, {"first_year": 0.5, "difference": 0.0}]
)
def test_a_mixture_at_its_edges_is_refused(state):
    with pytest.raises(InputError, match="between 0 and 1"):
        mixed_from(state)


def test_every_figure_has_a_title_units_and_can_be_drawn_on_given_axes(cohort):
    _table, people = cohort
    drawn = [
        sorting_of_a_cohort(people["churn"], people["tenure"], title="T"),
        retention_slide(pd.Series([0.6, 0.7], index=[1, 2]), title="T"),
        multiple_map({"A": (0.8, 0.12)}, title="T"),
        base_value(BASE, {"p": 150.0}, title="T"),
        difference_panels(title="T"),
        survival_forecast(
            {"A": pd.DataFrame({"actual": [1, 0.6], "x": [1, 0.5]})}, fitted_periods=1, title="T"
        ),
    ]
    for picture in drawn:
        assert isinstance(picture, Picture)
        assert title_of(picture) == "T"
    figure = new_figure()
    axes = figure.subplots()
    assert retention_slide(pd.Series([0.6, 0.7], index=[1, 2]), ax=axes).figure is figure
