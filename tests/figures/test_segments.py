"""Figures of lesson 07: what is drawn is what the customers did and what the models say."""

import numpy as np
import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.figures.segments import (
    customer_clouds,
    double_jeopardy,
    groups_against_chance,
    loyal_and_profitable,
    same_people,
    segment_margins,
    three_shops,
    tribe_settings,
)
from casekit.figures.segments.tribe_world import (
    GROUPS,
    cut,
    measured_band,
    null_band,
    points_of,
    silhouettes,
    tribe_shop,
)
from casekit.generators.segments import make_category_panel, make_customer_base
from casekit.metrics.segments import double_jeopardy as brands_of
from casekit.metrics.segments import four_cells, top_share
from casekit.models.segments import choose_k


def title_of(picture):
    return picture.figure.get_suptitle().replace("\n", " ")


@pytest.fixture(scope="module")
def two_periods():
    rng = np.random.default_rng(7)
    taste = rng.gamma(0.4, 2.0, 4_000)
    return tuple(rng.poisson(taste) * 10.0 for _period in range(2))


def test_each_period_by_its_own_list_holds_what_the_metric_says(two_periods):
    before, after = two_periods
    picture = same_people(before, after, share=0.2)
    marks = [
        line.get_ydata()[0] for line in picture.figure.axes[0].lines if len(line.get_xdata()) == 1
    ]
    assert marks[0] == pytest.approx(top_share(before, 0.2), abs=2e-3)
    assert marks[2] == pytest.approx(top_share(after, 0.2), abs=2e-3)


def test_the_list_of_the_first_period_brings_less_in_the_second_though_nothing_changed(two_periods):
    before, after = two_periods
    lines = same_people(before, after).figure.axes[0].lines
    own, ahead, back = (line.get_ydata()[0] for line in lines if len(line.get_xdata()) == 1)
    assert ahead < min(own, back) - 0.05
    assert f"{100 * ahead:.0f}%" in title_of(same_people(before, after))


def test_customers_who_tie_share_their_places_so_row_order_does_not_matter():
    before = np.array([5.0, 0, 0, 0, 0, 0])
    after = np.array([1.0, 9, 0, 0, 0, 0])
    turned = same_people(before[::-1], after[::-1], share=0.5)
    assert turned.alt == same_people(before, after, share=0.5).alt


def test_two_periods_of_different_customers_are_refused():
    with pytest.raises(InputError, match="3 and 2"):
        same_people([1, 2, 3], [1, 2])
    with pytest.raises(InputError, match="without sales"):
        same_people([0, 0], [1, 2])


def test_segments_are_sorted_by_what_a_customer_brings_and_the_lift_is_cost_over_margin():
    picture = segment_margins(["a", "b", "b", "c"], [5.0, 40.0, 40.0, -1.0], cost=10)
    widths = [bar.get_width() for bar in picture.figure.axes[0].patches]
    assert widths == [-1.0, 5.0, 40.0]
    assert "b: $40 (2 customers), a gift of $10 pays from +25%" in picture.alt
    assert "a gift of $10 pays from never" in picture.alt
    assert title_of(picture) == "To pay, a $10 gift must raise the margin by 25% (b) to 200% (a)"


def test_a_margin_above_the_cost_of_the_gift_gets_no_colour_of_its_own():
    axes = segment_margins(["a", "b"], [5.0, 40.0], cost=10).figure.axes[0]
    assert len({bar.get_facecolor() for bar in axes.patches}) == 1
    assert not axes.lines


def test_the_title_names_one_segment_or_none_where_no_more_bring_margin():
    one = segment_margins(["a", "b"], [-5.0, 40.0], cost=10)
    assert title_of(one) == "To pay, a $10 gift must raise the margin by 25% (b)"
    none = segment_margins(["a", "b"], [-5.0, 0.0], cost=10)
    assert title_of(none).startswith("Nobody brings any margin")


def test_a_gift_for_nothing_and_a_margin_too_few_are_refused():
    with pytest.raises(InputError, match="above 0"):
        segment_margins(["a"], [1.0], cost=0)
    with pytest.raises(InputError, match="2 and 1"):
        segment_margins(["a", "b"], [1.0], cost=5)


def test_every_panel_of_clouds_counts_its_customers_and_groups():
    shops = three_shops(tribe_shop(1.0, 200).table, 300)
    groups = {name: np.arange(len(shop)) % 3 for name, shop in shops.items()}
    picture = customer_clouds(shops, groups)
    assert "A: 300 customers in 3 groups (100, 100, 100)." in picture.alt
    assert title_of(picture).startswith("Asked for 3 groups, the computer finds 3")
    grey = customer_clouds(shops)
    assert [len(panel.collections[0].get_offsets()) for panel in grey.figure.axes] == [
        300,
        300,
        200,
    ]


def test_groups_of_another_length_and_missing_columns_are_refused_by_shop():
    shop = tribe_shop(1.0, 200).table
    with pytest.raises(InputError, match='"north" has 200 customers, and 2'):
        customer_clouds({"north": shop}, {"north": [1, 2]})
    with pytest.raises(InputError, match="total_spend"):
        customer_clouds({"north": shop.drop(columns="total_spend")})


def test_in_the_riddle_only_the_second_shop_can_defend_its_groups():
    shops = three_shops(tribe_shop(0.0, 400, seed=5).table, 600)
    two = ["days_since_last_purchase", "total_spend"]
    evidence = {
        name: choose_k(shop, [4, 5], features=two, clouds=4, resamples=0, sample=600)
        for name, shop in shops.items()
    }
    picture = groups_against_chance(evidence)
    assert title_of(picture).startswith("B stands 0.1")
    for panel, table in zip(picture.figure.axes, evidence.values(), strict=True):
        assert panel.lines[1].get_ydata() == pytest.approx(table["silhouette"].to_numpy())
    with pytest.raises(InputError, match="choose_k"):
        groups_against_chance({"x": pd.DataFrame({"k": [2]})})


def test_moving_the_tribes_together_keeps_the_spread_of_the_shop():
    spreads = [
        np.log(tribe_shop(apart, 4_000).table["total_spend"]).std() for apart in (0.0, 0.5, 1.0)
    ]
    assert np.ptp(spreads) < 0.1


def test_five_tribes_stand_out_at_five_and_are_lost_when_they_lie_close():
    low, high = null_band(True)
    apart = silhouettes(1.0, True)
    assert list(GROUPS)[int(np.argmax(apart - high))] == 5
    assert apart[3] > high[3] + 0.15
    assert silhouettes(0.6, True)[3] < high[3] + 0.02
    assert (low <= high).all()


@pytest.mark.parametrize("logarithms", [True, False])
def test_the_band_that_is_shipped_is_the_one_that_can_be_measured(logarithms):
    for shipped, measured in zip(null_band(logarithms), measured_band(logarithms), strict=True):
        assert shipped == pytest.approx(measured, abs=0.006)


def test_plain_numbers_give_a_high_silhouette_where_there_are_no_tribes():
    assert null_band(False)[1].max() > 0.6 > null_band(True)[1].max() + 0.1


def test_colours_follow_the_silence_of_the_groups():
    points = points_of(tribe_shop(1.0).table)
    labels, _silhouette = cut(points, 5)
    middles = [points[labels == group, 0].mean() for group in range(5)]
    assert middles == sorted(middles)


def test_in_the_twin_every_group_has_a_mark_and_a_colour_of_its_own():
    dots = [each for each in tribe_settings().figure.axes[0].collections if len(each.get_offsets())]
    assert len({tuple(each.get_facecolor()[0]) for each in dots}) == 5
    assert len({each.get_paths()[0].vertices.tobytes() for each in dots}) == 5


def test_the_printed_tribes_at_the_middle_distance_do_not_stand_out():
    middle = silhouettes(0.6, True)
    assert (middle <= null_band(True)[1] + 0.005).all()


def test_the_twin_names_the_setting_with_the_highest_silhouette():
    picture = tribe_settings()
    assert "no tribes, plain numbers" in title_of(picture)
    assert picture.alt.count("(") == 3


def test_the_cells_show_shares_and_money_of_all_customers():
    customers, truth = make_customer_base(2_000, seed=7)
    cells = four_cells(customers, profit_cut=0)
    picture = loyal_and_profitable(cells)
    share = truth.barnacles.sum() / truth.long_lived.sum()
    assert title_of(picture).startswith(f"{100 * share:.0f}% of the long-standing")
    loss = f"−${truth.barnacle_loss_per_year:,.0f}"
    assert f"Barnacles: {100 * truth.barnacles.mean():.0f}%, {loss}." in picture.alt
    with pytest.raises(InputError, match="cell"):
        loyal_and_profitable(customers)


def test_brands_stand_biggest_on_top_with_the_model_beside_them():
    panel, truth = make_category_panel(5_000, seed=7)
    observed, expected = brands_of(panel), truth.expected()
    picture = double_jeopardy(observed, expected, own="Rowan")
    bars = [bar.get_width() for bar in picture.figure.axes[1].patches]
    by_size = observed.sort_values("penetration")["purchase_frequency"]
    assert bars == pytest.approx(by_size.to_numpy())
    diamonds = picture.figure.axes[0].lines[0].get_xdata()
    assert diamonds == pytest.approx(expected["penetration"].reindex(by_size.index).to_numpy())
    times = observed["penetration"].max() / observed["penetration"].min()
    assert f"{times:.1f} times as many buyers" in title_of(picture)


def test_the_own_brand_is_compared_with_the_model_only_where_both_are_given():
    table = pd.DataFrame(
        {"brand": ["big", "own"], "penetration": [0.5, 0.14], "purchase_frequency": [3.0, 2.4]}
    )
    model = table.assign(penetration=[0.5, 0.18], purchase_frequency=[3.0, 1.9])
    title = title_of(double_jeopardy(table, model, own="own", compare="own with model"))
    assert title == "own: 14% buy it (18% are normal for its size), 2.4 times each (1.9)"
    with pytest.raises(InputError, match="give `own` and `model`"):
        double_jeopardy(table, own="own", compare="own with model")
    with pytest.raises(InputError, match="penetration"):
        double_jeopardy(table.drop(columns="penetration"))
