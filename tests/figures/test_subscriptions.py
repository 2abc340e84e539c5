"""Figures of lesson 04: what is drawn, titled and told is what the data say."""

import numpy as np
import pandas as pd
import pytest

from casekit.datasets import load
from casekit.errors import InputError
from casekit.figures.canvas import new_figure
from casekit.figures.picture import Picture
from casekit.figures.record import figure_data
from casekit.figures.subscriptions import (
    card_replacement_bump,
    churn_by_tenure,
    contract_panels,
    renewal_hazards,
    survival_staircase,
    who_pays,
    who_stays_and_why,
)
from casekit.generators.subscriptions import make_subscriptions
from casekit.metrics.subscriptions import leaving_around_card_replacement, subscription_survival


@pytest.fixture(scope="module")
def worlds():
    _, contract = make_subscriptions(4_000, seed=4, attention=1)
    table, monthly = contract.counterfactual(term_months=1)
    return contract, monthly, contract.counterfactual()[0], table


def curve(*survival):
    return pd.DataFrame({"month": range(len(survival)), "survival": survival})


def title_of(picture):
    return picture.figure.get_suptitle().replace("\n", " ")


def words_of(picture):
    return [text.get_text() for text in picture.figure.axes[0].texts]


def test_the_title_says_that_curves_meet_only_when_they_do():
    quick, slow, other = curve(1, 0.5, 0.5), curve(1, 0.9, 0.5), curve(1, 0.9, 0.7)
    met = survival_staircase({"A": slow, "B": quick}, compare_month=1)
    assert title_of(met) == "Month 1: A 90%, B 50%. Month 2: both 50%"
    apart = survival_staircase({"A": other, "B": quick}, compare_month=1)
    assert title_of(apart) == "Month 1: A 90%, B 50%. Month 2: 70% and 50%"
    assert "both: 50%" in words_of(met)
    assert {"A: 70%", "B: 50%"} <= set(words_of(apart))


def test_the_bait_stops_at_the_month_that_is_asked():
    picture = survival_staircase({"A": curve(1, 0.9, 0.5)}, compare_month=1, last_month=1)
    assert picture.figure.axes[0].lines[0].get_xydata().tolist() == [[0, 1], [1, 0.9]]
    assert "50%" not in picture.alt


def test_a_month_outside_the_curves_and_no_curve_are_refused():
    with pytest.raises(InputError, match="compare_month=9 lies outside"):
        survival_staircase({"A": curve(1, 0.9)}, compare_month=9)
    with pytest.raises(InputError, match="no plan to draw"):
        survival_staircase({})


def test_renewal_months_stand_apart_from_the_others(worlds):
    table = subscription_survival(worlds[2])
    picture = renewal_hazards(table, term_months=12)
    heights = sorted(bar.get_height() for bar in picture.figure.axes[0].patches)
    np.testing.assert_allclose(heights, np.sort(table["hazard"].iloc[1:]))
    assert title_of(picture).startswith("Months 12, 24 and 36: 1")
    with pytest.raises(InputError, match="end of a term of 48"):
        renewal_hazards(table, term_months=48)


def test_the_card_figure_tells_the_two_rates_that_the_method_compares():
    table, _ = make_subscriptions(8_000, seed=4, term_months=1)
    around = leaving_around_card_replacement(table)
    picture = card_replacement_bump(around)
    rates = around.set_index("months_from_replacement")["rate"]
    assert f"month of the new card: {100 * rates[0]:.0f}%" in picture.alt
    assert f"Month before: {100 * rates[-1]:.1f}%" in picture.alt


def test_the_pieces_of_a_bar_are_all_sign_ups(worlds):
    contract, monthly, *_ = worlds
    picture = who_stays_and_why({"contract": contract, "monthly": monthly}, month=11)
    widths = [bar.get_width() for bar in picture.figure.axes[0].patches if bar.get_height() == 0.62]
    assert sum(widths[:3]) == pytest.approx(100)
    assert widths[1] == pytest.approx(100 * contract.wants_to_leave(11).sum() / 4_000)
    assert "monthly: 81 stay content, 0 stay and wish to be gone" in picture.alt


def test_money_in_a_figure_is_not_read_as_a_formula():
    picture = who_pays({"as it is": (300.0, 36.0)})
    words = words_of(picture)
    assert words == ["$300, $36 of it unwanted"]
    assert title_of(picture) == "As it is: the highest revenue, and 12% of it is unwanted"


def test_the_telco_figure_draws_the_shares_of_the_table():
    picture = churn_by_tenure(load("telco_churn_counts"))
    monthly = picture.figure.axes[0].lines[0].get_ydata()
    np.testing.assert_allclose(monthly[[0, -1]], [0.514, 0.222], atol=5e-4)
    assert title_of(picture) == (
        "Month to month against one year: 41 points among new customers, 10 among old"
    )


def test_the_static_twin_shows_when_the_curves_meet_and_when_not():
    picture = contract_panels()
    assert "everybody attentive: 48% and 48%" in picture.alt
    assert "wishes to leave lapse: 63% and 48%" in picture.alt
    # The forgetful stay longer on the monthly plan, too: the dashed line is theirs.
    assert "people forget: 79% and 53%" in picture.alt
    assert "23% of the revenue" in picture.figure.axes[2].get_title(loc="left")


def test_every_figure_has_a_title_units_and_a_record(worlds):
    contract, monthly, one, other = worlds
    curves = {"contract": subscription_survival(one), "monthly": subscription_survival(other)}
    draw = {
        "staircase": lambda ax: survival_staircase(curves, ax=ax),
        "hazards": lambda ax: renewal_hazards(curves["contract"], term_months=12, ax=ax),
        "cards": lambda ax: card_replacement_bump(leaving_around_card_replacement(other), ax=ax),
        "wishes": lambda ax: who_stays_and_why({"contract": contract, "monthly": monthly}, ax=ax),
        "money": lambda ax: who_pays({"as it is": (300.0, 36.0)}, ax=ax),
        "telco": lambda ax: churn_by_tenure(load("telco_churn_counts"), ax=ax),
    }
    for name, function in draw.items():
        picture = function(None)
        assert isinstance(picture, Picture)
        record = figure_data(picture.figure)
        assert record["title"], name
        assert all(panel["x"]["label"] for panel in record["panels"]), name
        assert record == figure_data(function(None).figure), name
        figure = new_figure()
        given = figure.subplots()
        assert function(given).figure is figure, name
        assert given.get_title(loc="left"), name
