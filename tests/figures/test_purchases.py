"""Figures of lesson 09: what is drawn is what the data and the model say."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import polars as pl
import pytest

from casekit.errors import InputError
from casekit.figures.canvas import new_figure
from casekit.figures.picture import Picture
from casekit.figures.purchases import (
    alive_map,
    alive_paths,
    alive_paths_panels,
    calibration_by_frequency,
    cohort_heatmap,
    cumulative_repeat_purchases,
    customer_timelines,
    gains,
    returned_after_silence,
    spend_shrinkage,
)
from casekit.figures.purchases.chance import alive_after_silence
from casekit.figures.record import figure_data
from casekit.models.purchases.bgnbd import BGNBD


def lines(picture: Picture):
    return [line.get_xydata() for line in picture.figure.axes[0].lines]


def test_timelines_end_today_and_count_what_came_until_then(log):
    picture = customer_timelines(log, {"Ann": "a", "Ben": "b"}, today="1997-02-19")
    assert picture.alt == (
        "Purchases of 2 customers. Ann: 3 purchases, silent for 1 week. "
        "Ben: 1 purchase, silent for 6 weeks."
    )
    ticks = lines(picture)[1]
    assert ticks[:, 0].tolist() == [-7.0, -5.0, -1.0]
    earlier = customer_timelines(log, ["a"], today="1997-01-20")
    assert "2 purchases" in earlier.alt


def test_a_customer_who_is_not_in_the_log_is_named(log):
    with pytest.raises(InputError, match='"z" has no purchase'):
        customer_timelines(log, ["z"])


def test_those_who_came_back_are_counted_by_frequency_and_silence(split):
    picture = returned_after_silence(split)
    once, often = lines(picture)
    assert once.tolist() == [[2.0, 0.6], [16.0, 0.4]]
    assert often.tolist() == [[2.0, 1.0], [16.0, 0.2]]
    title = picture.figure.get_suptitle().replace("\n", " ")
    assert title == (
        "Silent 13 to 19 weeks: 20% of those with 7 or more repeat purchases came back, "
        "40% of those with 1"
    )
    assert returned_after_silence(pl.from_pandas(split)).alt == picture.alt


def test_a_group_too_small_to_believe_is_left_out(split):
    few = split[(split["frequency"] == 1) | (split.index % 3 == 0)]
    assert len(lines(returned_after_silence(few))) == 1


def test_the_map_shows_the_models_own_probabilities(published):
    picture = alive_map(published, age_weeks=39, customers={"Ann": (2, 19), "Ben": (10, 19)})
    assert "Ann (2 repeat purchases, 19 weeks silent): 54%." in picture.alt
    assert "Ben (10 repeat purchases, 19 weeks silent): 4%." in picture.alt
    mesh = picture.figure.axes[0].collections[0].get_array()
    silence = (np.arange(len(mesh)) + 0.5) * 39 / len(mesh)
    expected = alive_after_silence(published, 10, 39 - silence, silence)
    assert np.allclose(mesh[:, 9], expected)


def test_the_curves_of_a_rare_and_a_frequent_buyer_cross_where_their_chances_are_equal(published):
    picture = alive_paths(published, {"Ann": (2, 20), "Ben": (10, 20)})
    crossing = float(picture.figure.axes[0].lines[-1].get_xdata()[0])
    ann, ben = alive_after_silence(published, [2, 10], 20, crossing)
    assert ann == pytest.approx(ben, abs=2e-3)
    title = picture.figure.get_suptitle().replace("\n", " ")
    assert title == "After 4 weeks of silence, Ben is likelier to be gone than Ann"


def test_curves_that_do_not_cross_get_no_claim_that_they_do(published):
    picture = alive_paths(published, {"Ann": (2, 20), "Twin": (2, 20)})
    assert "cross" not in picture.alt
    assert "likelier" not in picture.figure.get_suptitle()


def test_the_panels_agree_with_the_published_pairs(published):
    settings = [(2, 20, 39), (10, 20, 39), (2, 38, 39), (10, 38, 39)]
    picture = alive_paths_panels(published, settings)
    chances = [word for word in picture.alt.replace(".", "").split() if "%" in word]
    assert chances == ["54%", "4%", "80%", "92%"]
    assert len(picture.figure.axes) == 4


def test_a_model_in_days_gives_the_same_picture_in_weeks(published):
    in_days = BGNBD.at(r=0.243, alpha=4.414 * 7, a=0.793, b=2.426, unit="days")
    assert alive_paths_panels(in_days).alt == alive_paths_panels(published).alt
    assert alive_map(in_days).alt == alive_map(published).alt


def test_forecast_and_actual_means_are_those_of_the_groups(published, split):
    picture = calibration_by_frequency(published, split)
    actual, forecast = lines(picture)
    assert actual[:, 1].tolist() == [0.5, 0.6]
    expected = published.expected_purchases(split, horizon_weeks=39).to_numpy()
    groups = np.array([expected[split["frequency"] == n].mean() for n in (1, 8)])
    assert np.allclose(forecast[:, 1], groups)
    assert figure_data(picture.figure)["panels"][0]["x"]["categories"] == ["1", "7+"]


def test_holdouts_of_different_lengths_are_not_compared(published, split):
    split.loc[0, "holdout_weeks"] = 12.0
    with pytest.raises(InputError, match="2 different lengths"):
        calibration_by_frequency(published, split)


def test_tracking_counts_repeat_purchases_of_customers_known_at_the_end_of_calibration(
    published, log
):
    picture = cumulative_repeat_purchases(log, published, "1997-01-15")
    (weeks, actual), (_same, expected) = (line.T for line in lines(picture)[1:3])
    # Customer c came later and is not in it; a bought again in weeks 2 and 6.
    assert weeks.tolist() == [0, 1, 2, 3, 4, 5, 6, 7]
    assert actual.tolist() == [0, 0, 1, 1, 1, 1, 2, 2]
    by_hand = sum(
        published.expected_purchases_of_a_new_customer(horizon_weeks=horizon) for horizon in (7, 6)
    )
    assert expected[-1] == pytest.approx(by_hand)


def test_cells_nobody_has_observed_stay_empty_and_the_first_period_does_not_set_the_scale():
    table = pd.DataFrame(
        {0: [1.0, 1.0], 1: [0.25, 0.2], 2: [0.125, None]}, index=["1997-01", "1997-02"]
    )
    picture = cohort_heatmap(table)
    texts = figure_data(picture.figure)["panels"][0]["texts"]
    assert sorted(texts) == ["100", "100", "12", "20", "25"]
    mesh = picture.figure.axes[0].collections[0]
    assert mesh.get_clim() == (0, 0.25)
    assert mesh.get_array().mask[:, 0].all()


def test_reach_of_a_rule_does_not_depend_on_the_order_of_rows_where_scores_tie():
    spend, score = np.array([100.0, 0, 0, 0, 50, 0]), np.array([1, 1, 1, 0, 0, 0])
    forward = gains(spend, {"rule": score}, top_share=1 / 3)
    backward = gains(spend[::-1], {"rule": score[::-1]}, top_share=1 / 3)
    assert forward.alt == backward.alt
    assert forward.alt.endswith("rule: 44%.")


def test_a_rule_that_leaves_customers_without_a_score_is_refused():
    with pytest.raises(InputError, match='"rule" must give each of the 2 customers'):
        gains([1, 2], {"rule": [1, np.nan]})


def test_kept_share_of_the_distance_is_that_of_the_model():
    table = pd.DataFrame(
        {"frequency": [0, 1, 1, 5], "mean_repeat_spend": [np.nan, 20.0, 60.0, 80.0]}
    )
    model = SimpleNamespace(
        mean_spend=40.0, expected_spend=lambda _table: pd.Series([40.0, 30.0, 50.0, 76.0])
    )
    picture = spend_shrinkage(model, table)
    assert "3 customers" in picture.alt
    assert "1 repeat purchase: 50% of the difference is kept." in picture.alt
    assert "5 or more: 90% of the difference is kept." in picture.alt


@pytest.fixture
def every_picture(published, log, split):
    table = pd.DataFrame({0: [1.0, 1.0], 1: [0.25, 0.2], 2: [0.125, None]}, index=["a", "b"])
    model = SimpleNamespace(
        mean_spend=40.0, expected_spend=lambda table: table["mean_repeat_spend"] * 0.5 + 20
    )
    spend = pd.DataFrame({"frequency": [1, 5], "mean_repeat_spend": [20.0, 80.0]})
    return {
        "customer_timelines": lambda ax: customer_timelines(log, ["a", "b"], ax=ax),
        "returned_after_silence": lambda ax: returned_after_silence(split, ax=ax),
        "alive_map": lambda ax: alive_map(published, ax=ax),
        "alive_paths": lambda ax: alive_paths(published, {"A": (2, 20), "B": (9, 20)}, ax=ax),
        "calibration": lambda ax: calibration_by_frequency(published, split, ax=ax),
        "cumulative": lambda ax: cumulative_repeat_purchases(log, published, "1997-01-15", ax=ax),
        "cohort_heatmap": lambda ax: cohort_heatmap(table, ax=ax),
        "gains": lambda ax: gains([3, 1, 0], {"model": [3, 2, 1]}, ax=ax),
        "spend_shrinkage": lambda ax: spend_shrinkage(model, spend, ax=ax),
    }


def test_every_figure_names_its_axes_states_a_finding_and_repeats_exactly(every_picture):
    for name, draw in every_picture.items():
        picture = draw(None)
        record = figure_data(picture.figure)
        assert record["title"], name
        for panel in record["panels"]:
            assert panel["x"]["label"], name
            assert panel["y"]["label"], name
        assert record == figure_data(draw(None).figure), name


def test_every_figure_can_be_drawn_on_axes_of_the_caller(every_picture):
    for name, draw in every_picture.items():
        figure = new_figure()
        given = figure.subplots()
        assert draw(given).figure is figure, name
        assert given.get_title(loc="left"), name
