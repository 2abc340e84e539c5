"""Figures of a report show the numbers of their table, and say them."""

import numpy as np
import pandas as pd
import pytest

from casekit.figures.record import figure_data
from casekit.figures.reports import (
    alive_bands,
    forecast_rehearsal,
    purchase_counts,
    sales_by_period,
    spend_concentration,
)
from casekit.reports.drawing import svg_of


@pytest.fixture
def sales():
    return pd.DataFrame(
        {"new": [5.0, 2, 1], "returning": [0.0, 3, 4], "complete": [True, True, False]},
        index=["2024-01", "2024-02", "2024-03"],
    )


def test_a_period_that_was_not_observed_whole_is_lighter_and_not_told_of(sales):
    picture = sales_by_period(sales)
    bars = [bar for bars in picture.figure.axes[0].containers for bar in bars]
    assert [bar.get_alpha() for bar in bars] == [None, None, 0.45] * 2
    assert "In 2024-02 customers who bought before made 60%" in picture.alt


def test_bars_are_as_high_as_the_table_says(sales):
    heights = [
        [bar.get_height() for bar in bars]
        for bars in sales_by_period(sales).figure.axes[0].containers
    ]
    assert heights == [[0.0, 3.0, 4.0], [5.0, 2.0, 1.0]]


def test_the_marked_share_is_read_from_the_curve():
    picture = spend_concentration([0, 0.1, 1], [0, 0.5, 1], top=0.1)
    assert "10% of the customers make 50%" in picture.alt


def test_a_forecast_of_weeks_in_which_nobody_bought_has_a_title():
    table = pd.DataFrame(
        {"actual": [0, 0], "forecast": [0.0, 3.0], "run_rate": [0.0, 0.0]}, index=[0, 26]
    )
    assert forecast_rehearsal(table).figure.get_suptitle() == "Nobody bought in the hidden weeks"


@pytest.mark.parametrize("rows", [1, 2, 12, 60])
def test_any_number_of_periods_can_be_drawn(rows):
    names = [f"20{n:02}-Q1" for n in range(rows)]
    table = pd.DataFrame({"new": np.ones(rows), "returning": np.arange(rows)}, index=names)
    assert figure_data(sales_by_period(table).figure)["title"]


def test_drawings_are_the_same_bytes_each_time_and_hold_their_words(sales):
    one, two = (svg_of(sales_by_period(sales), "sales") for _ in range(2))
    assert one == two
    assert "2024-03</text>" in one
    assert "DejaVu" not in one


def test_drawings_with_one_bar_do_not_fail():
    assert "100%" in purchase_counts(pd.DataFrame({"customers": [3]}, index=["1"])).alt
    bands = pd.DataFrame({"bought_once": [0], "bought_again": [0]}, index=["0–10"])
    assert "0–10: 0." in alive_bands(bands).alt
