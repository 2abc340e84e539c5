"""Markets made with switching costs: the truth can be found back, and nonsense is refused."""

import numpy as np
import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.generators.pricing import (
    make_duopoly_prices,
    make_network_market,
    make_portability_panel,
)
from casekit.metrics.pricing import change_at, herfindahl
from casekit.models.experiments import difference_in_differences, event_study
from casekit.models.pricing import PriceGame

MAKERS = {
    "duopoly": lambda seed: make_duopoly_prices(30, seed=seed, levels=5),
    "portability": lambda seed: make_portability_panel(2, seed=seed),
    "networks": lambda seed: make_network_market(1_000, seed=seed),
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_the_same_seed_gives_the_same_data_and_another_seed_others(make):
    first, again, other = make(1)[0], make(1)[0], make(2)[0]
    pd.testing.assert_frame_equal(first, again)
    assert not first.equals(other)


def test_duopoly_prices_stay_around_the_policy_and_nobody_gets_lost():
    prices, truth = make_duopoly_prices(200, seed=3, levels=3, price_noise=5, market_spread=0)
    assert (prices.groupby(["market_id", "month"])["customers"].sum() == 2_000).all()
    for cost, rows in prices.groupby("switching_cost"):
        policy = PriceGame(cost, price_sensitivity=0.01, cost=100).solve()
        away = rows["price"] - policy.price(rows["customers"] / 2_000)
        assert abs(away.mean()) < 4 * 5 / np.sqrt(len(rows))
        assert away.std() == pytest.approx(5, rel=0.1)
    assert truth.curve["price_index"].round(1).tolist() == [100.0, 92.6, 147.9]


def test_the_markets_show_the_valley():
    prices, truth = make_duopoly_prices(2_000, seed=4)
    by_cost = prices.groupby("switching_cost")["price"].mean()
    assert 40 <= by_cost.idxmin() <= 90
    assert truth.cheapest_switching_cost == 70
    assert by_cost[200] > by_cost[0] > by_cost.min()


def test_the_effects_of_portability_are_found_back_by_size():
    plans, truth = make_portability_panel(4, seed=5)
    found = difference_in_differences(
        plans,
        "price",
        unit="plan_id",
        time="month",
        treated="opened",
        starts=truth.starts,
        by="size",
        cluster="region",
    )
    off = found.params - pd.Series(truth.effects)
    assert (off.abs() < 3 * found.bse).all()


def test_intervals_clustered_by_region_cover_the_effect_of_portability():
    inside = 0
    for seed in range(100):
        plans, truth = make_portability_panel(1, seed=seed)
        large = plans[plans["size"] == "large"]
        low, high = (
            difference_in_differences(
                large,
                "price",
                unit="plan_id",
                time="month",
                treated="opened",
                starts=13,
                cluster="region",
            )
            .conf_int()
            .loc["effect"]
        )
        inside += low < truth.effects["large"] < high
    assert inside >= 88


def test_before_and_after_credits_portability_with_the_general_fall():
    plans, truth = make_portability_panel(10, seed=6)
    change = change_at(plans[plans["opened"]], "price", time="month", starts=13, by="size")
    for name, expected in truth.before_after.items():
        assert change[name] == pytest.approx(expected, abs=0.02 * truth.base_prices[name])
        assert change[name] < truth.effects[name] - 0.5


def test_a_placebo_date_shows_nothing_when_there_is_nothing():
    plans, _truth = make_portability_panel(4, seed=7)
    before = plans[plans["month"] < 13]
    placebo = difference_in_differences(
        before,
        "price",
        unit="plan_id",
        time="month",
        treated="opened",
        starts=7,
        by="size",
        cluster="region",
    )
    assert (placebo.tvalues.abs() < 3).all()
    study = event_study(
        plans, "price", unit="plan_id", time="month", treated="opened", starts=13, cluster="region"
    )
    assert study.pre_trend_test().p_value > 0.01


def test_unlocking_helps_the_largest_network_only_where_calls_inside_it_are_cheap():
    with_on_net, truth = make_network_market(100_000, seed=8)
    without, _truth = make_network_market(100_000, seed=8, on_net_saving=0)
    for shares, rises in ((with_on_net, True), (without, False)):
        heron = shares[shares["network"] == "Heron"].set_index("month")["share"]
        assert (heron[36] > heron[12] + 0.05) == rises
        assert (heron[36] < heron[12] - 0.05) != rises
    concentration = herfindahl(with_on_net, "customers", by="month")
    assert concentration[36] > concentration[12] + 0.05
    closed = truth.without(portability=True).expected_shares()["Heron"]
    assert abs(closed.iloc[36] - closed.iloc[12]) < 0.05


def test_shares_follow_the_expected_path():
    shares, truth = make_network_market(1_000_000, seed=9)
    seen = shares.pivot(index="month", columns="network", values="share")[list(truth.prices)]
    assert np.abs(seen.to_numpy() - truth.expected_shares().to_numpy()).max() < 0.02


@pytest.mark.parametrize(
    ("attempt", "word"),
    [
        (lambda: make_duopoly_prices(0, seed=1), "n_markets"),
        (lambda: make_duopoly_prices(5, seed=1, least_switching_cost=-1), "least_switching_cost"),
        (lambda: make_duopoly_prices(5, seed=1, largest_switching_cost=900), "too large"),
        (lambda: make_duopoly_prices(5, seed=1, discount=1), "discount"),
        (lambda: make_portability_panel(1, seed=1, regions=1), "regions"),
        (lambda: make_portability_panel(1, seed=1, starts=25), "starts"),
        (lambda: make_portability_panel(1, seed=1, base_prices={"one": 1}), "effects"),
        (lambda: make_portability_panel(1, seed=1, noise=-1), "noise"),
        (lambda: make_network_market(10, seed=1, first_shares={"A": 1.0}), "two networks"),
        (lambda: make_network_market(10, seed=1, prices={"A": 1.0}), "prices"),
        (lambda: make_network_market(10, seed=1, switching_cost=-1), "switching_cost"),
        (lambda: make_network_market(10, seed=1, starts=99), "starts"),
    ],
)
def test_senseless_parameters_are_refused_in_words(attempt, word):
    with pytest.raises(InputError, match=word):
        attempt()
