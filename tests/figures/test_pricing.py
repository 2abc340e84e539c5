"""Figures of lesson 02: titles and words are made from the data that is drawn."""

import numpy as np
import pandas as pd
import pytest

from casekit.figures import experiments as figures_of_experiments
from casekit.figures.pricing import (
    bargain_then_ripoff,
    counter_moves,
    effects_by_plan,
    line_and_truth,
    melting_lead,
    shares_after_opening,
    valley,
    valley_panels,
)
from casekit.generators.pricing import (
    make_duopoly_prices,
    make_network_market,
    make_portability_panel,
)
from casekit.metrics.pricing import change_at
from casekit.models.experiments import difference_in_differences, event_study
from casekit.models.pricing import PriceGame, price_curve, two_period_prices

MARKET = PriceGame(0, price_sensitivity=0.01, cost=100)
NAMES = {"unit": "plan_id", "time": "month", "treated": "opened", "cluster": "region"}


def title(picture):
    return picture.figure.get_suptitle().replace("\n", " ").replace("\\$", "$")


@pytest.fixture(scope="module")
def curve():
    return price_curve(range(0, 201, 25), MARKET)


def test_the_valley_tells_where_it_is_lowest_and_where_it_ends(curve):
    picture = valley(curve)
    assert f"Lowest: ${curve['price'].min():.0f} at $75" in picture.alt
    assert "Up to $126 of lock-in" in title(picture)
    line = max(picture.figure.axes[0].lines, key=lambda one: one.get_linewidth())
    assert line.get_ydata() == pytest.approx(curve["price"].to_numpy())


def test_a_market_without_a_valley_gets_another_title():
    impatient = PriceGame(0, discount=0.0, price_sensitivity=0.01, cost=100)
    picture = valley(price_curve([0, 50, 100], impatient))
    assert title(picture) == "In this market every switching cost raises prices"
    short = valley(price_curve([0, 30, 60], MARKET))
    assert title(short) == "In this market lock-in lowers prices, most at $60"


def test_the_three_settings_of_the_explorer_move_the_lowest_point():
    words = valley_panels().alt
    assert "Discount factor 0: lowest at $0" in words
    assert "Discount factor 0.95: lowest at $70" in words


def test_bars_stand_at_the_two_prices_and_below_zero_where_the_bargain_is_a_gift():
    picture = bargain_then_ripoff(
        {"some": two_period_prices(100, 40, 0.9), "much": two_period_prices(100, 150, 0.9)}
    )
    heights = [bar.get_height() for bar in picture.figure.axes[0].patches]
    assert sorted(heights) == pytest.approx([-35, 64, 140, 250])
    assert "much: first year −$35" in picture.alt
    alone = bargain_then_ripoff({"one": two_period_prices(100, 40, 0.9)})
    assert title(alone).startswith("$40 too much from those who stay, $36 too little")


def test_lead_and_counter_moves_say_what_the_game_says():
    game = PriceGame(70, price_sensitivity=0.01, cost=100).solve()
    after = game.share_path(0.8, 1)["share"].iloc[1]
    assert f"80% is {after:.0%} one year later" in title(melting_lead(game))
    stays = 1 / (1 + np.exp(-0.7))
    assert f"(at equal prices, {0.8 * stays + 0.2 * (1 - stays):.0%})" in title(melting_lead(game))
    moves = game.counter_moves(200, rounds=3)
    picture = counter_moves(moves, float(game.price()), ("Ann", "Ben"))
    assert f"Ann answers with ${moves['price'].iloc[1]:.0f}" in picture.alt


def test_effects_stand_beside_the_naive_change_and_the_truth():
    plans, truth = make_portability_panel(2, seed=3)
    found = difference_in_differences(plans, "price", starts=13, by="size", **NAMES)
    naive = change_at(plans[plans["opened"]], "price", time="month", starts=13, by="size")
    picture = effects_by_plan(found, naive, truth.effects)
    assert f"large plans by ${-found.params['large']:.1f}" in title(picture)
    assert f"large: before and after −${-naive['large']:.1f}" in picture.alt


def test_an_event_study_with_a_trend_before_the_start_does_not_claim_calm():
    plans, _truth = make_portability_panel(4, seed=3)
    calm = event_study(plans, "price", starts=13, **NAMES)
    drawn = figures_of_experiments.event_study(calm, ylabel="Price ($)", event="x", unit="$")
    assert title(drawn).startswith("No clear difference before the start")
    plans["price"] -= 0.8 * plans["month"] * plans["opened"]
    drifting = event_study(plans, "price", starts=13, **NAMES)
    drawn = figures_of_experiments.event_study(drifting, ylabel="Price ($)", event="x")
    assert title(drawn).startswith("The groups part before the start already")


def test_shares_name_the_concentration_before_and_after():
    cheap, _rules = make_network_market(100_000, seed=4)
    picture = shares_after_opening({"cheap inside": cheap}, starts=13)
    last = cheap[(cheap["month"] == 36) & (cheap["network"] == "Heron")]["share"].iloc[0]
    assert f"to {last:.0%}" in picture.alt
    assert "concentration" in picture.figure.axes[0].get_title(loc="left")


def test_the_straight_line_is_that_of_least_squares_and_the_title_counts_the_truth():
    prices, truth = make_duopoly_prices(60, seed=5)
    picture = line_and_truth(prices, truth)
    means = prices.groupby("market_id").agg(s=("switching_cost", "first"), p=("price", "mean"))
    slope = np.polyfit(means["s"], means["p"], 1)[0]
    assert f"rises by ${100 * slope:.0f}" in picture.alt
    made = truth.markets[truth.markets["switching_cost"] > 0]
    share = (made["equilibrium_price"] < truth.curve["price"].iloc[0]).mean()
    assert f"in {share:.0%} of the markets" in title(picture)
    assert isinstance(truth.markets, pd.DataFrame)
