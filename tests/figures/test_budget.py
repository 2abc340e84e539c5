"""Figures of lesson 10: what is drawn, titled and told is what the data say."""

import numpy as np
import pandas as pd
import pytest

from casekit.cases.five_times import five_times_claims
from casekit.errors import InputError
from casekit.figures.budget import (
    after_moving,
    average_costs,
    best_ratios,
    budget_frontier,
    channel_costs,
    claim_family,
    curve_from_test,
    next_dollar,
    one_point_many_curves,
    value_of_moving,
    worth_and_price_of_points,
)
from casekit.figures.budget.next_dollar import brings_back
from casekit.figures.canvas import new_figure
from casekit.figures.picture import Picture
from casekit.figures.record import figure_data
from casekit.figures.style import ROLES
from casekit.metrics.budget import cost_per_customer
from casekit.models.budget import CustomerEquity, ResponseCurve, blattberg_deighton_markets

MARKETS = blattberg_deighton_markets()
STICKY = MARKETS["sticky"]
SIZE = {"prospects": 20_000, "customers": 25_000}


def beliefs(*ceilings):
    winning = ResponseCurve.through(spend=30, response=0.38, ceiling=0.4)
    return {
        f"{ceiling:.0%}": CustomerEquity(
            winning, ResponseCurve.through(spend=11, response=0.896, ceiling=ceiling), 100, 0.1
        )
        for ceiling in ceilings
    }


def title_of(picture):
    return picture.figure.get_suptitle().replace("\n", " ")


def test_a_named_source_with_several_numbers_is_what_the_family_shows():
    picture = claim_family(five_times_claims())
    assert "behind one name, TARP, stand 2 different numbers" in title_of(picture)
    assert "TARP is named for 5 (Loyalty Myths" in picture.alt
    words = [text.get_text() for text in picture.figure.axes[0].texts]
    assert len(words) == len(five_times_claims())


def test_one_point_and_two_ceilings_give_two_best_spends():
    both = beliefs(0.90, 0.95)
    picture = one_point_many_curves(both, 11, asked=19)
    best = [market.optimum().retention_spend for market in both.values()]
    diamonds = [
        float(line.get_xdata()[0])
        for line in picture.figure.axes[0].lines
        if line.get_marker() == "D"
    ]
    assert diamonds == pytest.approx(best)
    assert title_of(picture).endswith("the best spend is $11 or $19")


def test_moved_money_leaves_one_place_and_arrives_in_the_other():
    now = STICKY.plan(30, 11, **SIZE)
    then = after_moving(STICKY, now, 200_000)
    assert (then.acquisition_spend, then.retention_spend) == pytest.approx((20, 19))
    with pytest.raises(InputError, match="give both numbers"):
        after_moving(STICKY, STICKY.plan(30, 11), 1_000)


def test_the_verdict_on_a_move_depends_on_the_ceiling_that_is_believed():
    both = beliefs(0.90, 0.95)
    plans = {name: market.plan(30, 11, **SIZE) for name, market in both.items()}
    picture = value_of_moving(both, plans, moved=200_000)
    assert "loses $1.1 million or gains $2.9 million" in title_of(picture)
    change = after_moving(both["90%"], plans["90%"], 200_000).total_value
    change -= plans["90%"].total_value
    line = picture.figure.axes[0].lines[1]
    drawn = np.interp(200_000, line.get_xdata(), line.get_ydata())
    assert drawn == pytest.approx(change, rel=1e-3)


def test_at_the_best_plan_the_next_dollar_brings_back_a_dollar_in_both_places():
    for market in MARKETS.values():
        assert brings_back(market.optimum()) == pytest.approx((1, 1), rel=1e-6)


def test_the_next_dollar_is_the_value_that_a_little_more_money_adds():
    for A, R in ((20.0, 11.6), (5.0, 3.0)):
        winning, keeping = brings_back(STICKY.plan(A, R))
        step = 1e-4
        more = STICKY.value(A + step, R) - STICKY.value(A, R)
        assert winning == pytest.approx(1 + more / step, rel=1e-3)
        # One more renewal each time a member is asked, worth a member's value each time.
        kept = STICKY.retention.at(R + step) - STICKY.retention.at(R)
        assert keeping == pytest.approx(kept / step * STICKY.customer_value(R), rel=1e-3)


def test_one_ratio_and_three_answers_is_said_only_when_it_is_so():
    same = {
        "A": STICKY.plan(20, 11.6),
        "B": MARKETS["balanced"].plan(35, 18),
        "C": MARKETS["hard to acquire"].plan(6.8, 32.4),
    }
    assert title_of(next_dollar(same)) == "The same ratio of 5.0, 3 different answers"
    best = {name: market.optimum() for name, market in list(MARKETS.items())[:2]}
    assert title_of(next_dollar(best)).endswith("each club is at its best, and should move nothing")
    other = {"A": STICKY.plan(20, 14), "B": STICKY.plan(20, 12)}
    assert title_of(next_dollar(other)) == "What the next dollar brings back decides, not the ratio"


def test_the_gauge_stops_at_its_ends_and_the_words_tell_the_number():
    picture = next_dollar({"starved": STICKY.plan(60, 1)})
    bars = picture.figure.axes[0].patches
    widths = [bar.get_x() + bar.get_width() for bar in bars if bar.get_height() == 0.52]
    assert max(widths) == pytest.approx(10)
    assert "$39.89 on keeping: move money to keeping" in picture.alt


def test_the_numbers_of_a_gauge_stand_beside_its_line_and_above_its_bars():
    plans = {"A": STICKY.plan(20, 11.6), "best": STICKY.optimum(), "late": STICKY.plan(60, 19)}
    figure = next_dollar(plans).figure
    figure.canvas.draw()
    for panel in figure.axes:
        line = panel.transData.transform((1, 0))[0]
        bars = [bar.get_window_extent() for bar in panel.patches if bar.get_height() == 0.52]
        boxes = [text.get_window_extent() for text in panel.texts]
        assert len(bars) == len(boxes) == 2
        for box in boxes:
            assert box.x1 < line or box.x0 > line
            assert not any(box.overlaps(bar) for bar in bars if bar.width > 1)


def test_beliefs_do_not_wear_the_colours_of_winning_and_keeping():
    both = beliefs(0.90, 0.95)
    plans = {name: market.plan(30, 11, **SIZE) for name, market in both.items()}
    for picture in (
        one_point_many_curves(both, 11),
        value_of_moving(both, plans, moved=200_000),
    ):
        drawn = {line.get_color() for line in picture.figure.axes[0].lines}
        assert not drawn & {ROLES["rule"], ROLES["model"]}


def test_the_best_ratios_are_those_of_the_plans():
    best = {name: market.optimum() for name, market in MARKETS.items()}
    picture = best_ratios(best)
    dots = [
        line.get_xdata()[0] for line in picture.figure.axes[0].lines if line.get_marker() == "o"
    ]
    assert dots == pytest.approx(sorted(plan.ratio for plan in best.values()))
    assert "1 of 5 lie in the claim of 5 to 20" in picture.alt


def test_points_above_the_ceiling_have_a_worth_and_no_price():
    picture = worth_and_price_of_points(STICKY, 11)
    assert "the ceiling of 90.0% puts them out of reach" in picture.alt
    assert title_of(picture).endswith("and cannot be bought")


def test_worth_less_price_of_points_is_the_change_of_a_members_value():
    market, spend = MARKETS["balanced"], 20.0
    more = market.retention.spend_for(market.retention.at(spend) + 0.05)
    gain = market.customer_value(more) - market.customer_value(spend)
    assert f"gain ${gain:.2f}" in worth_and_price_of_points(market, spend).alt


def test_the_frontier_tells_the_shadow_price_of_the_marks():
    table = MARKETS["balanced"].frontier([50_000, 100_000], prospects=10_000)
    picture = budget_frontier(table, [100_000])
    assert f"the next dollar adds ${table.loc[100_000, 'shadow_price']:.2f}" in picture.alt
    with pytest.raises(InputError, match="must name budgets of the table"):
        budget_frontier(table, [70_000])


def test_the_cheaper_channel_so_far_need_not_be_the_cheaper_one_from_here():
    years = pd.DataFrame(
        {
            "channel": ["search", "search", "stands", "stands"],
            "spend": [200_000, 300_000, 200_000, 300_000],
            "prospects": [6_000, 10_000, 6_500, 10_000],
            "acquired": [3_400, 4_200, 2_300, 3_400],
        }
    )
    picture = channel_costs(cost_per_customer(years))
    assert title_of(picture) == (
        "Search is cheaper on average; the next member is cheaper from stands"
    )
    assert "$125 for the next one" in picture.alt
    with pytest.raises(InputError, match="no column"):
        channel_costs(years)


def test_costs_of_nothing_and_empty_figures_are_refused_in_words():
    for draw in (
        lambda: average_costs({}),
        lambda: average_costs({"free": (0, 3)}),
        lambda: next_dollar({}),
        lambda: best_ratios({}),
        lambda: one_point_many_curves({}, 11),
        lambda: value_of_moving({}, {}, moved=1),
    ):
        with pytest.raises(InputError):
            draw()


def test_every_figure_has_a_title_units_and_a_record():
    points = pd.DataFrame(
        {"spend_per_customer": [4, 11], "customers": [4_000, 4_000], "kept": [3_100, 3_580]}
    )
    best = {name: market.optimum() for name, market in MARKETS.items()}
    table = STICKY.frontier([400_000, 800_000], **SIZE)
    draw = {
        "claims": lambda ax: claim_family(five_times_claims(), ax=ax),
        "averages": lambda ax: average_costs({"Willow": (79, 11)}, ax=ax),
        "one point": lambda ax: one_point_many_curves(beliefs(0.9, 0.95), 11, ax=ax),
        "moving": lambda ax: value_of_moving(
            {"club": STICKY}, {"club": STICKY.plan(30, 11, **SIZE)}, moved=200_000, ax=ax
        ),
        "test": lambda ax: curve_from_test(points, STICKY.retention, ax=ax),
        "ratios": lambda ax: best_ratios(best, ax=ax),
        "points": lambda ax: worth_and_price_of_points(STICKY, 11, ax=ax),
        "frontier": lambda ax: budget_frontier(table, [800_000], ax=ax),
    }
    for name, function in draw.items():
        picture = function(None)
        assert isinstance(picture, Picture)
        record = figure_data(picture.figure)
        assert record["title"], name
        assert all(panel["x"]["label"] or panel["y"]["label"] for panel in record["panels"]), name
        assert record == figure_data(function(None).figure), name
        figure = new_figure()
        given = figure.subplots()
        assert function(given).figure is figure, name
        assert given.get_title(loc="left"), name
