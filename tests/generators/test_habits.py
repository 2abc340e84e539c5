"""Shoppers, ticket holders and defaults: what the truth says is what the data were made of."""

import numpy as np
import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.generators.habits import (
    make_brand_panel,
    make_status_quo_test,
    make_ticket_experiment,
)


def test_the_same_seed_gives_the_same_panel_and_another_seed_another():
    one, other = (make_brand_panel(200, seed=3)[0] for _ in range(2))
    pd.testing.assert_frame_equal(one, other)
    assert not one["firm"].equals(make_brand_panel(200, seed=4)[0]["firm"])


def test_shoppers_seen_from_entry_have_no_brand_before_and_others_do():
    entry, _truth = make_brand_panel(200, months=5, seed=3)
    late, _truth = make_brand_panel(200, months=5, burn_in=10, seed=3)
    missing = entry["previous_firm"].isna()
    assert (missing == (entry["month"] == 1)).all()
    assert late["previous_firm"].notna().all()


def test_a_panel_that_starts_late_shows_the_same_shoppers_later():
    whole, _truth = make_brand_panel(200, months=15, seed=3)
    late, _truth = make_brand_panel(200, months=5, burn_in=10, seed=3)
    tail = whole[whole["month"] > 10].reset_index(drop=True)
    columns = ["customer_id", "firm", "previous_firm", "price_Osprey", "price_Heron"]
    pd.testing.assert_frame_equal(tail[columns], late[columns])


def test_the_previous_brand_is_the_brand_of_the_row_before():
    panel, _truth = make_brand_panel(50, months=6, seed=8)
    before = panel.groupby("customer_id")["firm"].shift().astype("object")
    now = panel["previous_firm"].astype("object")
    assert (before.isna() == now.isna()).all()
    assert (before.dropna() == now.dropna()).all()


def test_prices_are_in_cents_and_their_difference_has_the_spread_asked_for():
    panel, _truth = make_brand_panel(2_000, price_sd=1.0, seed=2)
    prices = panel[["price_Osprey", "price_Heron"]].to_numpy()
    assert np.allclose(prices * 100, np.round(prices * 100))
    assert np.diff(prices).std() == pytest.approx(1.0, abs=0.01)


def test_several_brands_differ_pairwise_by_the_spread_of_taste_asked_for():
    _panel, truth = make_brand_panel(20_000, months=1, firms=("a", "b", "c"), taste_sd=1.5, seed=2)
    gaps = truth.tastes["a"] - truth.tastes["c"]
    assert gaps.std() == pytest.approx(1.5, abs=0.03)


def test_a_coupon_leaves_no_trace_after_its_month_when_there_is_no_habit():
    _panel, truth = make_brand_panel(3_000, gamma=0.0, taste_sd=2.5, burn_in=12, seed=5)
    outcome = truth.coupon(1.0)
    assert outcome.extra_now > 0
    assert outcome.extra_later == 0
    assert outcome.redeemed == outcome.bought_anyway + outcome.extra_now


def test_with_habit_a_coupon_echoes_and_the_echo_fades():
    _panel, truth = make_brand_panel(20_000, gamma=2.15, taste_sd=0.0, burn_in=12, seed=5)
    extra = truth.coupon(1.0).extra_purchases.to_numpy()
    assert extra[0] > extra[1] > extra[2] > extra[4] >= extra[12] >= 0


def test_the_shoppers_one_by_one_add_up_to_the_coupons_outcome():
    _panel, truth = make_brand_panel(3_000, burn_in=12, seed=5)
    outcome = truth.coupon(1.0)
    given, without = truth.coupon_purchases(1.0)
    assert len(given) == outcome.offered
    assert given[:, 0].sum() == outcome.redeemed
    assert (given[:, 0] & without[:, 0]).sum() == outcome.bought_anyway
    extra = given.sum(axis=0).astype(int) - without.sum(axis=0)
    assert extra.tolist() == outcome.extra_purchases.tolist()


def test_the_profit_of_a_coupon_counts_needless_redemptions_as_cost():
    _panel, truth = make_brand_panel(3_000, burn_in=12, seed=5)
    outcome = truth.coupon(1.0)
    expected = 2 * (outcome.extra_now + outcome.extra_later) - 1 * outcome.redeemed
    assert outcome.profit(coupon=1.0, margin=2.0) == pytest.approx(expected)


def test_money_value_of_gamma_in_this_form_is_half_of_gamma_over_b():
    _panel, truth = make_brand_panel(10, gamma=1.0, price_sensitivity=0.8, seed=1)
    assert truth.habit_in_money == pytest.approx(0.625)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"n_customers": 0}, "n_customers"),
        ({"months": 2.5}, "months"),
        ({"taste_sd": -1}, "taste_sd"),
        ({"price_sensitivity": 0}, "price_sensitivity"),
        ({"burn_in": -1}, "burn_in"),
        ({"firms": ("Osprey",)}, "firms"),
        ({"firms": ("Osprey", "Osprey")}, "firms"),
        ({"gamma": float("nan")}, "gamma"),
    ],
)
def test_senseless_shoppers_are_refused_in_words(settings, words):
    with pytest.raises(InputError, match=words):
        make_brand_panel(**{"n_customers": 10, "seed": 1, **settings})


def test_a_coupon_needs_somebody_with_a_last_brand():
    _panel, truth = make_brand_panel(10, seed=1)
    with pytest.raises(InputError, match="last brand"):
        truth.coupon(1.0)
    with pytest.raises(InputError, match="no brand"):
        truth.coupon(1.0, month=2, firm="Kite")


def test_chance_gives_every_price_to_equal_groups_of_equal_keenness():
    visits, truth = make_ticket_experiment(3_000, seed=1)
    paid = visits.groupby("customer_id")["price_paid"].first()
    assert paid.value_counts().tolist() == [1_000, 1_000, 1_000]
    keen = truth.keenness.groupby(paid).mean()
    assert keen.max() - keen.min() < 4 * 0.8 * np.sqrt(2 / 1_000)


def test_when_people_choose_keener_ones_pay_more():
    visits, truth = make_ticket_experiment(3_000, assignment="chosen", seed=1)
    paid = visits.groupby("customer_id")["price_paid"].first()
    keen = truth.keenness.groupby(paid).mean()
    assert keen.is_monotonic_increasing
    assert paid.value_counts().tolist() == [1_000, 1_000, 1_000]


def test_the_pull_of_money_spent_fades_by_half_in_462_months():
    _visits, truth = make_ticket_experiment(10, rho=0.15, seed=1)
    assert truth.half_life_months == pytest.approx(4.62, abs=0.005)
    early = truth.effect(15, 8, [1])
    late = truth.effect(15, 8, [10])
    assert early > late > 0


def test_holders_go_with_the_chance_that_the_truth_gives():
    visits, truth = make_ticket_experiment(40_000, kappa=0.2, rho=0.3, keenness_sd=0.0, seed=2)
    group = visits[(visits["price_paid"] == 15) & (visits["months_since_payment"] == 2)]
    pull = 0.2 + 0.4 + 0.2 * 15 * np.exp(-0.6)
    assert group["attended"].mean() == pytest.approx(1 / (1 + np.exp(-pull)), abs=0.01)
    assert truth.rho == 0.3


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"prices": (15.0,)}, "prices"),
        ({"prices": (15.0, 15.0)}, "prices"),
        ({"prices": (15.0, -2.0)}, "prices"),
        ({"kappa": -0.1}, "kappa"),
        ({"rho": float("inf")}, "rho"),
        ({"assignment": "fair"}, "assignment"),
        ({"plays": 0}, "plays"),
    ],
)
def test_senseless_seasons_are_refused_in_words(settings, words):
    with pytest.raises(InputError, match=words):
        make_ticket_experiment(**{"n_customers": 10, "seed": 1, **settings})


def test_no_label_no_advantage_and_a_label_helps_every_option():
    _answers, truth = make_status_quo_test(100, status_quo=0.0, seed=1)
    assert np.allclose(truth.advantages, 0)
    _answers, truth = make_status_quo_test(100, status_quo=0.4, seed=1)
    assert (truth.advantages > 0.05).all()


def test_every_page_of_the_choice_test_goes_to_as_many_people():
    answers, _truth = make_status_quo_test(400, seed=1)
    assert answers["labelled"].isna().sum() == 100
    assert answers["labelled"].value_counts().tolist() == [100, 100, 100]


def test_senseless_choice_tests_are_refused_in_words():
    with pytest.raises(InputError, match="appeal"):
        make_status_quo_test(10, appeal=(1.0,), seed=1)
    with pytest.raises(InputError, match="options"):
        make_status_quo_test(10, options=("A",), appeal=(1.0,), seed=1)
