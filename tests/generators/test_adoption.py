"""Adoption one by one, and a better standard against an old one: what the generators promise."""

import numpy as np
import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.generators.adoption import (
    LeadWalk,
    NormalTastes,
    StandardsMarket,
    TwoKinds,
    make_adoption,
    make_standards_market,
)


def test_arthurs_walls_stand_at_five_and_are_reached_after_25_adoptions_on_average():
    _, truth = make_adoption(20_000, seed=1, adopters=400)
    assert truth.walls == (-5, 5)
    assert truth.mean_adoptions_to_lock_in == 25
    waited = truth.outcomes["adoptions_to_lock_in"]
    assert waited.notna().all()
    # The time to a wall at 5 has a standard deviation of about 20.
    assert abs(waited.mean() - 25) < 4 * 20.4 / np.sqrt(20_000)
    won = (truth.outcomes["winner"] == "A").mean()
    assert truth.chance_first_wins == 0.5
    assert abs(won - 0.5) < 4 * 0.5 / np.sqrt(20_000)


def test_without_a_network_nothing_locks_in_and_the_share_stays_near_a_half():
    _, truth = make_adoption(2_000, seed=2, adopters=2_000, network_strength=0)
    assert truth.walls is None
    assert truth.outcomes["winner"].isna().all()
    assert np.isnan(truth.chance_first_wins)
    share = truth.outcomes["share_first"]
    assert abs(share.mean() - 0.5) < 0.001
    assert share.std() == pytest.approx(0.5 / np.sqrt(2_000), rel=0.06)


def test_a_gap_of_080_would_tie_at_a_lead_of_four_and_the_tie_goes_to_the_own_favourite():
    tied = LeadWalk(tastes=TwoKinds(gap_first=0.20, gap_second=0.20))
    assert tied.walls == (-5, 5)
    assert LeadWalk(tastes=TwoKinds(gap_first=0.199, gap_second=0.199)).walls == (-4, 4)


@pytest.mark.parametrize(
    ("advantage", "chance"), [(0, 0.50), (0.05, 0.74), (0.10, 0.90), (0.20, 0.995)]
)
def test_the_better_standard_wins_as_often_as_the_reference_says(advantage, chance):
    _, truth = make_adoption(
        20_000, seed=3, adopters=100, advantage=advantage, tastes=NormalTastes(0.2)
    )
    assert truth.chance_first_wins == pytest.approx(chance, abs=0.005)
    won = (truth.outcomes["lead_at_end"] > 0).mean()
    error = np.sqrt(chance * (1 - chance) / 20_000)
    assert abs(won - truth.chance_first_wins) < 4 * error + 0.002


def test_a_head_start_is_worth_its_length_times_the_strength_of_the_network():
    behind = LeadWalk(5, 20, NormalTastes(20)).chance_first_wins(lead_at_start=-2)
    level = LeadWalk(5, 10, NormalTastes(20)).chance_first_wins()
    assert behind == pytest.approx(level, abs=1e-9)


def test_only_ratios_of_money_matter():
    small, _ = make_adoption(50, seed=4, advantage=0.1, tastes=NormalTastes(0.2))
    large, _ = make_adoption(50, seed=4, advantage=10, network_strength=5, tastes=NormalTastes(20))
    pd.testing.assert_frame_equal(small, large)


def test_kinds_that_gain_differently_by_the_network_are_kinds_with_another_gap():
    # Arthur's s = 0.10 beside r = 0.05: the second kind changes sides at 0.22 / 0.10 = 2.2.
    kinds = TwoKinds(gap_second=0.22 * 0.05 / 0.10)
    assert LeadWalk(tastes=kinds).walls == (-5, 3)
    # Fair steps between walls at -5 and 3: chance 5/8, mean time 15.
    assert LeadWalk(tastes=kinds).chance_first_wins() == pytest.approx(5 / 8)
    assert LeadWalk(tastes=kinds).mean_adoptions_to_lock_in() == 15


def test_full_compatibility_removes_the_walls_and_half_of_it_doubles_their_distance():
    assert LeadWalk(compatibility=1.0).walls is None
    assert LeadWalk(compatibility=0.5).walls == (-9, 9)


def test_diminishing_returns_bring_the_share_back_to_the_same_value_every_time():
    _, truth = make_adoption(
        500, seed=5, adopters=1_000, network_strength=-0.05, tastes=NormalTastes(0.2)
    )
    assert truth.walls is None
    assert truth.outcomes["share_first"].std() < 0.004


def test_the_data_are_what_an_analyst_could_see_and_add_up():
    data, truth = make_adoption(
        30, seed=6, adopters=40, lead_at_start=-3, standards=("Amber", "Basalt")
    )
    assert list(data.columns) == ["history", "adoption", "standard", "lead"]
    assert len(data) == 30 * 40
    step = np.where(data["standard"] == "Amber", 1, -1)
    lead = -3 + pd.Series(step).groupby(data["history"]).cumsum()
    assert (lead == data["lead"]).all()
    ends = data.groupby("history")["lead"].last().to_numpy()
    assert (ends == truth.outcomes["lead_at_end"]).all()


def test_the_same_seed_gives_the_same_histories_and_another_seed_others():
    one, _ = make_adoption(20, seed=7)
    again, _ = make_adoption(20, seed=7)
    other, _ = make_adoption(20, seed=8)
    pd.testing.assert_frame_equal(one, again)
    assert not one.equals(other)


@pytest.mark.parametrize(
    "wrong",
    [
        {"n_histories": 0},
        {"adopters": 2.5},
        {"compatibility": 1.2},
        {"lead_at_start": 0.5},
        {"standards": ("A", "A")},
        {"tastes": "normal"},
        {"network_strength": float("nan")},
    ],
)
def test_a_parameter_without_sense_is_refused_by_name(wrong):
    arguments = {"n_histories": 5, "seed": 1} | wrong
    n = arguments.pop("n_histories")
    with pytest.raises(InputError, match=next(iter(wrong))):
        make_adoption(n, **arguments)


def test_tastes_without_sense_are_refused():
    with pytest.raises(InputError, match="sd"):
        NormalTastes(0)
    with pytest.raises(InputError, match="share_first"):
        TwoKinds(share_first=1.0)


WORLDS = {
    "network effect": {"network_strength": 73},
    "scale economy": {"fixed_cost_per_customer": 7.5},
    "switching cost": {"switching_cost": 120},
}


@pytest.mark.parametrize("world", WORLDS)
def test_each_experiment_frees_only_the_market_that_its_mechanism_holds(world):
    data, truth = make_standards_market(50_000, seed=1, **WORLDS[world])
    assert truth.mechanisms == (world,)
    held = data["share"].iloc[-2]
    assert held < 0.25
    for experiment in WORLDS:
        after = truth.counterfactual([experiment])["share"].iloc[-2]
        if experiment == world:
            assert after > 0.6
        else:
            assert after == held


def test_newcomers_and_prices_tell_the_three_mechanisms_apart():
    seen = {}
    for world, parameters in WORLDS.items():
        data, _ = make_standards_market(50_000, seed=1, **parameters)
        new = data[(data["standard"] == "new") & (data["month"] > 0)]
        old = data[(data["standard"] == "old") & (data["month"] > 0)]
        share = new["newcomers"].sum() / (new["newcomers"].sum() + old["newcomers"].sum())
        seen[world] = (share, (new["price"].to_numpy() - old["price"].to_numpy()).mean())
    assert seen["switching cost"][0] > 0.7
    assert seen["network effect"][0] < 0.3
    assert seen["scale economy"][0] < 0.3
    assert seen["switching cost"][1] == seen["network effect"][1] == 0
    assert seen["scale economy"][1] > 30


def test_customers_of_both_standards_add_up_to_all_of_them_every_month():
    data, _ = make_standards_market(1_000, seed=2, network_strength=60, switching_cost=30)
    assert (data.groupby("month")["customers"].sum() == 1_000).all()
    change = data.pivot(index="month", columns="standard", values="customers").diff().iloc[1:]
    assert (change["new"] == -change["old"]).all()


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ({"switching_cost": -1}, "switching_cost"),
        ({"share_at_start": 1.0}, "share_at_start"),
        ({"standards": ("one", "one")}, "standards"),
        ({"months": 0}, "months"),
    ],
)
def test_a_standards_market_without_sense_is_refused(parameters, name):
    with pytest.raises(InputError, match=name):
        make_standards_market(100, seed=1, **parameters)


def test_an_unknown_mechanism_is_named_with_the_known_ones():
    with pytest.raises(InputError, match="network effect, scale economy, switching cost"):
        StandardsMarket().without(["magic"])
