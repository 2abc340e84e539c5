"""Repeat rates by hand, and the experiment's effect against its truth."""

import numpy as np
import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.generators.habits import (
    make_brand_panel,
    make_status_quo_test,
    make_ticket_experiment,
)
from casekit.metrics.habits import (
    half_life,
    read_brand_choices,
    repeat_buying,
    status_quo_advantage,
    sunk_cost_effect,
)


def panel(*histories: str) -> pd.DataFrame:
    rows = [
        (customer, month, firm)
        for customer, history in enumerate(histories, 1)
        for month, firm in enumerate(history, 1)
    ]
    return pd.DataFrame(rows, columns=["customer_id", "month", "firm"])


def test_repeat_rates_are_those_counted_by_hand():
    found = repeat_buying(panel("AAAB", "BB"))
    assert found.purchases == 4
    assert found.repeat_rate == pytest.approx(3 / 4)
    assert found.expected_from_shares == pytest.approx((3 / 6) ** 2 * 2)
    # Pairs of one brand: 3 of 6 for the first customer, 1 of 1 for the second; weights 3 and 1.
    assert found.expected_from_own_shares == pytest.approx((3 * 0.5 + 1 * 1) / 4)


def test_rows_may_come_in_any_order():
    table = panel("ABBA", "BBAB")
    shuffled = table.sample(frac=1, random_state=1)
    assert repeat_buying(shuffled) == repeat_buying(table)


def test_without_habit_the_repeat_rate_is_that_of_own_shares_and_with_habit_it_is_higher():
    taste, _truth = make_brand_panel(3_000, gamma=0.0, taste_sd=2.5, seed=1)
    habit, _truth = make_brand_panel(3_000, gamma=2.0, taste_sd=0.0, seed=1)
    found = repeat_buying(taste)
    assert found.repeat_rate == pytest.approx(found.expected_from_own_shares, abs=0.01)
    found = repeat_buying(habit)
    assert found.repeat_rate > found.expected_from_own_shares + 0.1


def test_a_brand_known_from_before_the_panel_counts_as_the_purchase_before():
    table = panel("AA").assign(previous_firm=["B", "A"])
    table["firm"] = pd.Categorical(table["firm"], categories=["A", "B"])
    assert repeat_buying(table).purchases == 2
    assert read_brand_choices(table, attributes=()).starts_mid_life


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (panel("AB").drop(columns="firm"), 'no column "firm"'),
        (panel("AA"), "one brand"),
        (panel("A", "B"), "second purchase"),
        (pd.concat([panel("AB"), panel("AB")]), "repeat a customer and month"),
        (panel("AB").iloc[:0], "no rows"),
        (panel("AB").assign(firm=["A", None]), "empty in 1 rows"),
        (panel("ABA").assign(previous_firm=[None, None, "B"]), "empty in 1 rows"),
    ],
)
def test_a_panel_out_of_order_is_refused_in_words(table, words):
    with pytest.raises(InputError, match=words):
        repeat_buying(table)


def test_prices_of_all_brands_are_needed_and_a_missing_one_is_named():
    table, _truth = make_brand_panel(10, months=3, seed=1)
    with pytest.raises(InputError, match="price_Heron"):
        read_brand_choices(table.drop(columns="price_Heron"))
    table.loc[4, "price_Heron"] = np.nan
    with pytest.raises(InputError, match="empty in 1 rows"):
        read_brand_choices(table)


def test_the_price_before_and_the_price_after_belong_to_the_same_customer():
    table, _truth = make_brand_panel(3, months=4, seed=1)
    choices = read_brand_choices(table)
    price = choices.attributes["price"]
    before, after = choices.shifted("price", 1), choices.shifted("price", -1)
    assert np.isnan(before[::4]).all()
    assert np.isnan(after[3::4]).all()
    assert np.array_equal(before[1:4], price[:3])
    assert np.array_equal(after[4:7], price[5:8])


def test_the_experiment_measures_the_sunk_cost_effect_that_the_truth_holds():
    visits, truth = make_ticket_experiment(30_000, kappa=0.1, seed=1)
    found = sunk_cost_effect(visits, first_months=5)
    expected = np.mean([truth.effect(15, price, range(1, 6)) for price in (13, 8)])
    assert found.effect == pytest.approx(expected, abs=3 * found.std_error)
    assert found.z > 2
    assert found.plays_by_price.index.tolist() == [15.0, 13.0, 8.0]


def test_people_who_choose_their_price_show_an_effect_that_is_not_there():
    visits, truth = make_ticket_experiment(3_000, kappa=0.0, assignment="chosen", seed=1)
    assert truth.effect(15, 8, range(1, 6)) == 0
    assert sunk_cost_effect(visits, first_months=5).z > 5


def test_the_share_of_the_effect_is_of_the_plays_of_the_others():
    visits = pd.DataFrame(
        {
            "customer_id": [1, 1, 2, 2, 3, 3, 4, 4],
            "price_paid": [15, 15, 15, 15, 8, 8, 8, 8],
            "months_since_payment": [1, 2] * 4,
            "attended": [True, True, True, False, True, False, False, False],
        }
    )
    found = sunk_cost_effect(visits)
    assert (found.effect, found.relative) == (1.0, 2.0)


def test_an_experiment_with_one_price_is_refused():
    visits, _truth = make_ticket_experiment(30, seed=1)
    with pytest.raises(InputError, match="same price"):
        sunk_cost_effect(visits[visits["price_paid"] == 15])


def test_half_life_is_ln_2_over_the_rate():
    assert half_life(0.15) == pytest.approx(4.62, abs=0.005)
    with pytest.raises(InputError, match="half-life"):
        half_life(0)


def test_the_advantage_of_the_label_is_what_the_truth_gave_it():
    answers, truth = make_status_quo_test(40_000, seed=1)
    found = status_quo_advantage(answers)
    gap = (found["advantage"] - truth.advantages).abs()
    assert (gap < 4 * found["std_error"]).all()
    with pytest.raises(InputError, match="without a label"):
        status_quo_advantage(answers[answers["labelled"].notna()])
