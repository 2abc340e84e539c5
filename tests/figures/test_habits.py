"""Figures of lesson 05: what is drawn is what the worlds and the tests say."""

import numpy as np
import pandas as pd
import pytest

from casekit.datasets import load
from casekit.figures.canvas import new_figure
from casekit.figures.habits import (
    coupon_echo,
    coupon_profit,
    equal_repeat_rate,
    old_price_test,
    same_repeat_rate_panels,
    scanner_test,
    sunk_cost_decay,
)
from casekit.figures.habits.walk import along
from casekit.generators.habits import CouponOutcome, make_brand_panel, make_ticket_experiment
from casekit.models.habits import habit_signs, lagged_price_test


def title(picture) -> str:
    return picture.figure.get_suptitle().replace("\n", " ")


def test_worlds_of_one_repeat_rate_are_counted_in_the_title_and_others_are_not_called_equal():
    same = equal_repeat_rate({"habit": (2.147, 0.0), "taste": (0.0, 2.52)})
    assert title(same) == "Two worlds, one repeat rate: 72%"
    other = equal_repeat_rate({"habit": (1.0, 0.0), "taste": (0.0, 2.52)})
    assert title(other) == "Worlds of taste and habit, with repeat rates from 61% to 72%"


def test_the_worlds_are_marked_where_they_are():
    picture = equal_repeat_rate({"both": (1.0, 1.5)})
    (point,) = [line for line in picture.figure.axes[0].lines if len(line.get_xdata()) == 1]
    assert (point.get_xdata()[0], point.get_ydata()[0]) == (1.5, 1.0)


@pytest.mark.parametrize("rate", [0.58, 0.72, 0.76])
def test_the_walk_keeps_the_repeat_rate_within_a_tenth_of_a_point(rate):
    gamma, taste, naive, z = along(rate)
    rates = [habit_signs(float(g), float(s)).repeat_rate for g, s in zip(gamma, taste, strict=True)]
    assert np.allclose(rates, rate, atol=0.001)
    assert (np.diff(gamma) > 0).all()
    assert (np.diff(z) < 0).all()
    # The plain logit hardly notices that habit goes; the old price does.
    assert np.ptp(naive) < 0.25 * naive.max()


def test_the_twin_shows_the_readings_of_its_worlds():
    picture = same_repeat_rate_panels(0.72, (0, 1))
    gamma, _taste, naive, z = along(0.72)
    assert f"reads a habit of {naive[0]:.1f}, the old price has z = 0" in picture.alt
    assert f"Habit {gamma[-1]:.1f}, taste spread 0.0" in picture.alt
    assert f"z = {z[-1]:.0f}" in picture.alt


def test_the_title_of_the_test_names_the_panels_that_pass_it():
    tests = {
        name: lagged_price_test(make_brand_panel(800, gamma=g, taste_sd=s, seed=5)[0])
        for name, g, s in (("taste", 0.0, 2.5), ("habit", 2.1, 0.0))
    }
    picture = old_price_test(tests)
    assert title(picture) == "The old price moves today's choice only in “habit”"
    assert f"taste: last time {tests['taste'].z:.1f}" in picture.alt
    tests["both"] = tests["habit"]
    assert title(old_price_test(tests)) == (
        "The old price moves today's choice everywhere but in “taste”"
    )


def test_a_placebo_that_fails_is_said_in_the_title():
    picture = scanner_test(load("scanner_panels"))
    assert title(picture) == (
        "Where the old price seems to matter (Yogurt, Ketchup, Tuna), "
        "the price of next time does too"
    )
    held = scanner_test(load("scanner_panels"), own_means=True)
    assert "(Ketchup, Tuna)" in title(held)


def test_where_no_old_price_matters_the_title_says_so():
    table = load("scanner_panels").query("panel in ['Catsup', 'Cracker']")
    assert title(scanner_test(table)) == "In no panel does the old price move today's choice"


def test_the_echo_is_drawn_for_a_hundred_redeemed_coupons():
    outcome = CouponOutcome(200, 80, 60, pd.Series([20, 6, 2, 0]))
    picture = coupon_echo({"habit": outcome}, months=3)
    assert picture.figure.axes[0].lines[0].get_ydata().tolist() == [25.0, 7.5, 2.5, 0.0]
    assert "10.0 later" in picture.alt


def test_the_title_of_the_profit_says_whether_the_promise_was_kept():
    table = pd.DataFrame({"profit": [5_700.0, -8_700.0]}, index=["naive", "truth"])
    turned = coupon_profit(table, truth="truth")
    assert title(turned) == "The naive promises a profit; in truth the coupon loses"
    earned = coupon_profit(-table, truth="truth")
    assert title(earned) == "The naive expects a loss; in truth the coupon earns"
    kept = coupon_profit(table.abs(), truth="truth")
    assert title(kept) == "A profit in every world"
    lost = coupon_profit(-table.abs(), truth="truth")
    assert title(lost) == "A loss in every world"
    assert title(coupon_profit(table)) == (
        "The coupon pays for itself in some worlds, and not in others"
    )


def test_the_gap_of_the_theatre_is_read_from_the_visits():
    visits, truth = make_ticket_experiment(3_000, kappa=0.3, keenness=-1, seed=1)
    share = visits.groupby(["months_since_payment", "price_paid"])["attended"].mean().unstack()
    gap = 100 * (share[15.0] - share[8.0])
    picture = sunk_cost_decay(visits, half_life_months=truth.half_life_months)
    assert title(picture).startswith("In our formula, who paid most")
    assert title(sunk_cost_decay(visits)).startswith("Who paid most")
    assert f"by {gap.iloc[0]:.0f} points" in title(picture)
    assert f"by {gap.iloc[-1]:.0f} at the last" in title(picture)
    assert "down to half after 4.6 months" in picture.alt


def test_without_a_gap_nobody_is_said_to_go_more():
    visits, _truth = make_ticket_experiment(3_000, kappa=0.0, seed=3)
    assert "goes more" not in title(sunk_cost_decay(visits))


def test_figures_draw_on_axes_that_the_caller_gives():
    figure = new_figure()
    axes = figure.subplots()
    outcome = CouponOutcome(200, 80, 60, pd.Series([20, 6, 2, 0]))
    assert coupon_echo({"habit": outcome}, ax=axes).figure is figure
    assert axes.get_title(loc="left").startswith("After 100 redeemed coupons")
