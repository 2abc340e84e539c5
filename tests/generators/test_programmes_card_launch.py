"""The launch of a card: the reference's numbers, both worlds; each switch breaks one way only."""

import numpy as np
import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.generators.programmes import make_card_launch, make_card_launch_panel


def biases(seeds=30, **parameters):
    found = [make_card_launch(20_000, seed=s, **parameters)[1].biases for s in range(seeds)]
    return pd.DataFrame(found)


def test_the_design_of_the_reference_gives_its_numbers():
    gaps, truths = [], []
    for seed in range(40):
        table, truth = make_card_launch(20_000, seed=seed, letter=0, effect_tilt=0)
        means = table.groupby("member")["share_of_wallet_after"].mean()
        gaps.append(means[True] - means[False])
        truths.append(truth)
    assert 0.184 <= np.mean(gaps) <= 0.186
    bias = pd.DataFrame([truth.biases for truth in truths])
    for way in ("difference_in_differences", "instrument"):
        assert abs(bias[way].mean()) < 3 * bias[way].std() / np.sqrt(len(bias)), way
    assert all(truth.effect_on_members == pytest.approx(0.04) for truth in truths)


def test_the_letter_and_the_tilt_leave_the_reference_numbers_alone():
    bias = biases()
    assert bias["naive"].mean() + 0.04 == pytest.approx(0.185, abs=0.001)
    for way in ("difference_in_differences", "instrument", "lottery"):
        assert abs(bias[way].mean()) < 3 * bias[way].std() / np.sqrt(len(bias)), way


def test_an_affinity_of_265_thousandths_gives_the_papers_ratio_of_seven():
    naive = biases(20, affinity=0.265)["naive"].mean() + 0.04
    assert naive / 0.04 == pytest.approx(7.0, abs=0.05)


@pytest.mark.parametrize(
    ("switch", "broken"),
    [
        ({"growth": 0.01}, "difference_in_differences"),
        ({"distance_taste": 0.3}, "instrument"),
        ({"letter_taste": 0.3}, "lottery"),
    ],
)
def test_each_switch_breaks_its_own_way_and_no_other(switch, broken):
    bias = biases(12, **switch).drop(columns="naive")
    error = bias.std() / np.sqrt(len(bias))
    assert bias[broken].mean() > 0.02
    for way in bias.columns.drop(broken):
        assert abs(bias[way].mean()) < 4 * error[way], way


def test_both_worlds_differ_by_the_own_effect_and_the_table_shows_one_of_them():
    table, truth = make_card_launch(3_000, seed=1, effect=0.07, heavy_joins=0.5)
    worlds = truth.customers
    change = worlds["share_with_card"] - worlds["share_without_card"]
    assert np.allclose(change, worlds["own_effect"], atol=1.1e-4)
    seen = np.where(table["member"], worlds["share_with_card"], worlds["share_without_card"])
    assert np.allclose(table["share_of_wallet_after"], seen, atol=1e-9)
    gold = table["share_of_wallet_second_year"] - worlds["second_year_without_gold"]
    assert np.allclose(gold, truth.gold_effect * table["gold"], atol=1e-9)
    assert (table["gold"] == (table["member"] & (table["spend_last_year"] >= 2_000))).all()


def test_light_buyers_gain_most_and_heavy_members_make_the_mean_effect_smaller():
    _, truth = make_card_launch(50_000, seed=3)
    light, medium, heavy = truth.effect_by_heaviness
    assert light == pytest.approx(0.04 * 5 / 3, abs=0.001)
    assert medium == pytest.approx(0.04, abs=0.001)
    assert heavy == pytest.approx(0.04 / 3, abs=0.001)
    _, keen = make_card_launch(50_000, seed=3, heavy_joins=1.0)
    assert keen.effect_on_members < 0.036
    assert keen.effect_on_those_moved["lottery"] != pytest.approx(keen.effect_on_members, abs=1e-4)


def test_those_who_sort_end_just_above_the_threshold_and_like_the_shop_more():
    table, truth = make_card_launch(20_000, seed=1, sorting=1.0, sorting_reach=150.0)
    moved = truth.customers["bought_to_reach_gold"]
    spend = table.loc[moved, "spend_last_year"]
    assert moved.sum() > 100
    assert spend.between(2_000, 2_050).all()
    near = table["member"] & table["spend_last_year"].between(1_850, 2_050)
    liking = truth.customers["liking"]
    assert liking[moved].mean() > liking[near & ~moved].mean() + 0.5
    assert not make_card_launch(20_000, seed=1)[1].customers["bought_to_reach_gold"].any()


def test_the_panel_has_the_same_customers_and_its_quarters_are_the_table_of_years():
    table, _ = make_card_launch(400, seed=5, growth=0.01)
    panel, _ = make_card_launch_panel(400, seed=5, growth=0.01, last_quarter=7)
    wide = panel.pivot_table(index="customer_id", columns="quarter", values="share_of_wallet")
    for quarter, column in ((-1, "before"), (3, "after"), (7, "second_year")):
        assert np.allclose(wide[quarter], table[f"share_of_wallet_{column}"])
    spend = panel[panel["quarter"].between(0, 3)].groupby("customer_id")["spend_per_month"].sum()
    assert np.allclose(3 * spend, table["spend_last_year"], atol=0.07)


def test_half_of_the_customers_get_a_letter_and_the_desk_is_some_way_off():
    table, _ = make_card_launch(1_001, seed=1, letter_taste=0.6)
    assert abs(table["invited"].sum() - 500.5) == 0.5
    assert (table["distance_km"] > 0).all()


def test_same_seed_same_customers():
    first, _ = make_card_launch(300, seed=2)
    assert first.equals(make_card_launch(300, seed=2)[0])
    assert not first.equals(make_card_launch(300, seed=3)[0])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"n_customers": 19}, "`n_customers` must be 20 or more; 19"),
        ({"n_customers": 30.5}, "`n_customers` must be a whole number"),
        ({"effect": float("inf")}, "`effect` must be a number"),
        ({"effect": "4%"}, "`effect` must be a number"),
        ({"affinity": -1}, "`affinity` must be 0 or more; -1"),
        ({"distance_taste": 1.5}, "`distance_taste` must be between 0 and 1"),
        ({"letter": 1.0}, "`letter` must be 0 or more and below 1"),
        ({"effect_tilt": 2}, "`effect_tilt` must be between -1 and 1"),
        ({"liking": "odd"}, '`liking` must be "normal" or "skewed"'),
    ],
)
def test_senseless_parameters_are_refused_in_words(change, words):
    with pytest.raises(InputError, match=words):
        make_card_launch(**{"n_customers": 100, "seed": 1, **change})


def test_a_panel_refuses_quarters_out_of_order_and_unknown_parameters():
    with pytest.raises(InputError, match="from -4 to 7"):
        make_card_launch_panel(50, seed=1, first_quarter=3, last_quarter=0)
    with pytest.raises(InputError, match="must be of make_card_launch; 'colour'"):
        make_card_launch_panel(50, seed=1, colour=1)
