"""Figures of lesson 13: what is drawn, titled and told is what the data say."""

import numpy as np
import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.figures.programmes import (
    answers_beside_truth,
    answers_in_shops,
    change_beside_change,
    four_checks,
    jump_at_the_line,
    margin_and_cost,
    nudged_groups,
    partner_effects,
    who_joins,
)
from casekit.figures.programmes.answer_rows import row_names
from casekit.generators.programmes import (
    make_card_launch,
    make_card_launch_panel,
    make_coalition,
)
from casekit.metrics.programmes import difference_in_means
from casekit.models.experiments import instrument_estimate
from casekit.models.programmes import cross_partner_effects

RECIPE = {"affinity": 0.14, "liking": "skewed"}


@pytest.fixture(scope="module")
def customers():
    return make_card_launch(6_000, seed=13, **RECIPE)[0]


def answers(**changed):
    table = pd.DataFrame(
        {"estimate": 0.05, "lower": 0.03, "upper": 0.07, "truth": 0.04}, index=list(row_names())
    )
    for name, row in changed.items():
        table.loc[name, ["estimate", "lower", "upper"]] = row
    return table


def title_of(picture):
    return picture.figure.get_suptitle().replace("\n", " ")


def test_the_title_counts_the_intervals_that_hold_their_truths():
    table = answers(naive=(0.16, 0.15, 0.17), lottery=(0.20, 0.19, 0.21))
    picture = answers_beside_truth(table)
    assert "16.0 percentage points for a card, the truth is 4.0" in title_of(picture)
    assert "of the 4 other intervals 3 hold their truths" in title_of(picture)
    sound = answers_beside_truth(answers(naive=(0.16, 0.15, 0.17)))
    assert "all 4 other intervals hold their truths" in title_of(sound)


def test_the_chart_is_off_by_the_difference_of_the_numbers_that_are_shown():
    shop = answers(naive=(0.16944, 0.16, 0.18))
    shop["truth"] = 0.03955
    assert "off by 12.9 percentage points" in title_of(answers_in_shops({"a": shop}))


def test_the_answers_stand_in_one_order_whatever_the_order_of_the_table():
    table = answers()
    forwards, backwards = answers_beside_truth(table), answers_beside_truth(table.iloc[::-1])
    labels = [
        [text.get_text() for text in picture.figure.axes[0].get_yticklabels()]
        for picture in (forwards, backwards)
    ]
    assert labels[0] == labels[1]
    assert labels[0][-1].startswith("the chart")


def test_an_answer_beyond_the_axis_is_drawn_at_its_end_and_told_in_full():
    picture = answers_in_shops({"broken": answers(instrument=(0.9, 0.8, 1.0))})
    axes = picture.figure.axes[0]
    assert "the accident 90.0" in picture.alt
    assert max(float(line.get_xdata()[0]) for line in axes.lines if len(line.get_xdata()) == 1) < 46


def test_the_change_that_is_left_over_is_the_difference_in_differences(customers):
    columns = ("share_of_wallet_before", "share_of_wallet_after")
    changed = customers.assign(change=customers[columns[1]] - customers[columns[0]])
    expected = 100 * difference_in_means(changed, "change", "member").difference
    picture = change_beside_change(customers, *columns)
    assert f"change is {expected:.1f} percentage points larger" in picture.alt


def test_the_slope_of_two_groups_is_the_answer_of_the_letters(customers):
    found = instrument_estimate(customers, "share_of_wallet_after", "member", "invited")
    picture = nudged_groups(customers, "share_of_wallet_after", "invited")
    assert f"Slope: {100 * found.params['effect']:.1f} percentage points" in picture.alt
    steps = (
        customers.groupby("invited")[["member", "share_of_wallet_after"]].mean().diff().loc[True]
    )
    words = " ".join(text.get_text() for text in picture.figure.axes[0].texts)
    assert f"right: {100 * steps['member']:.0f} of 100" in words
    assert f"up: {100 * steps['share_of_wallet_after']:.2f}" in words


def test_one_group_is_no_comparison(customers):
    with pytest.raises(InputError, match="two or more are compared"):
        nudged_groups(customers.assign(all="x"), "share_of_wallet_after", "all")


def test_who_joined_is_told_for_each_group_of_the_year_before(customers):
    picture = who_joins(customers, "share_of_wallet_before")
    bars = [patch.get_height() for patch in picture.figure.axes[0].patches]
    assert bars == sorted(bars)
    assert np.mean(bars) == pytest.approx(customers["member"].mean(), abs=1e-3)
    with pytest.raises(InputError, match="cannot be put into"):
        who_joins(customers.head(3), "share_of_wallet_before")


def test_a_jump_of_nothing_is_drawn_as_nothing():
    spend = np.arange(1_000.0, 3_000.0)
    table = pd.DataFrame({"spend": spend, "after": spend / 10_000})
    picture = jump_at_the_line(table, "after", "spend", 2_000, bandwidth=400)
    assert picture.alt.endswith("a jump of 0.0 percentage points.")
    with pytest.raises(InputError, match="stand above the line"):
        jump_at_the_line(table, "after", "spend", 2_999.5, bandwidth=400)


def test_each_check_tells_a_sound_shop_from_a_broken_one(customers):
    panel, _truth = make_card_launch_panel(6_000, seed=13, **RECIPE)
    rising, _truth = make_card_launch_panel(6_000, seed=13, growth=0.01, **RECIPE)
    switches = {"letter": "letter_taste", "distance": "distance_taste", "line": "sorting"}
    broken = {
        way: make_card_launch(6_000, seed=13, **{switch: 0.5}, **RECIPE)[0]
        for way, switch in switches.items()
    }
    sound = {"letter": customers, "distance": customers, "line": customers, "change": panel}
    picture = four_checks(sound, {**broken, "change": rising}, line=2_000)
    letter, distance, change, line = (
        [np.asarray(one.get_ydata(), dtype=float) for one in axes.lines if len(one.get_xdata()) > 1]
        for axes in picture.figure.axes
    )
    for good, bad in (letter[:2], distance[:2], change[:2]):
        assert abs(good[-1] - good[0]) < abs(bad[-1] - bad[0]) / 2
    good, bad = line[0], line[2]
    assert bad[5] - bad[4] > 2 * abs(good[5] - good[4])
    del broken["line"]
    with pytest.raises(InputError, match="missing: line"):
        four_checks(sound, {**broken, "change": rising}, line=2_000)


def test_what_is_left_is_margin_less_cost_with_its_sign():
    table = pd.DataFrame(
        {"margin": [3.0, 1.5], "low": [2.5, 1.0], "high": [3.5, 2.0], "cost": [2.0, 5.25]},
        index=["light", "heavy"],
    )
    assert title_of(margin_and_cost(table)).endswith("light +$1.00, heavy −$3.75")


def test_partners_are_counted_as_the_model_counts_them():
    panel, _truth = make_coalition(4, seed=3, cities=24)
    found = cross_partner_effects(panel)
    picture = partner_effects({"same week": found})
    pairs = found.pairs()
    assert f"{pairs['takes_customers']} pairs take sales" in picture.alt
    assert len(picture.figure.axes[0].texts) == 16
    with pytest.raises(InputError, match="one way to look or more"):
        partner_effects({})
