"""What a programme earns: incremental visits against all rewards, and when none is best."""

import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from casekit.errors import InputError
from casekit.generators.programmes import make_members, simulate_members
from casekit.generators.programmes.designs import Member, PointsProgramme, StampCard, TierProgramme
from casekit.models.programmes import (
    best_programme,
    programme_outcome,
    programme_parts,
    solve_member,
)

BOTH = {"heavy": Member(1.0), "light": Member(-1.5)}
TERMS = {"margin": 2.0, "reward_cost": 0.5}
TOTALS = ["members", "visits_without", "visits", "incremental_visits", "rewards", "cost", "profit"]


def test_profit_pays_rewards_for_visits_that_would_have_happened_anyway():
    outcome = programme_outcome(StampCard(10, 3.0), BOTH, **TERMS)
    solved = solve_member(StampCard(10, 3.0), BOTH)
    heavy = outcome.table.iloc[0]
    more = 52 * (solved.visits_per_week[0] - expit(1.0))
    rewards = 52 * solved.visits_per_week[0] / 10
    assert heavy["incremental_visits"] == pytest.approx(more)
    assert heavy["rewards"] == pytest.approx(rewards)
    assert heavy["profit"] == pytest.approx(2.0 * more - 0.5 * 3.0 * rewards)
    # Most of a heavy member's stamps are for visits that needed no card: the card loses money.
    assert heavy["share_for_visits_anyway"] == pytest.approx(52 * expit(1.0) / heavy["visits"])
    assert heavy["share_for_visits_anyway"] > 0.9
    assert heavy["profit"] < 0 < outcome.table.iloc[1]["profit"]


def test_the_types_add_up_to_all():
    outcome = programme_outcome(StampCard(8, 2.0, expires_after_weeks=20), BOTH, **TERMS)
    sums = outcome.table[TOTALS].iloc[:-1].sum()
    assert outcome.table[TOTALS].iloc[-1].to_dict() == pytest.approx(sums.to_dict())
    assert outcome.profit == outcome.table["profit"].iloc[-1]


def test_a_row_stands_for_as_many_people_as_it_says():
    once = pd.DataFrame({"type": ["a", "b"], "base_utility": [1.0, -1.5], "members": [3, 0]})
    thrice = pd.DataFrame({"type": ["a"] * 3, "base_utility": [1.0] * 3})
    first = programme_outcome(StampCard(), once, **TERMS)
    second = programme_outcome(StampCard(), thrice, **TERMS)
    assert first.profit == pytest.approx(second.profit)
    assert first.members == second.members == 3


def test_a_programme_that_moves_nobody_only_costs():
    myopic = {"myopic": Member(-1.0, 1.0, 0.0)}
    outcome = programme_outcome(StampCard(), myopic, **TERMS)
    assert outcome.incremental_visits == 0
    assert outcome.cost_per_incremental_visit == np.inf
    assert outcome.profit == -outcome.cost < 0
    assert outcome.share_for_visits_anyway == 1
    assert best_programme(myopic, **TERMS).design is None


def test_no_programme_is_nothing():
    outcome = programme_outcome(None, BOTH, **TERMS, running_cost=1.0)
    assert outcome.profit == outcome.cost == outcome.incremental_visits == 0
    assert np.isnan(outcome.cost_per_incremental_visit)


@settings(max_examples=40, deadline=None)
@given(st.floats(-4, 4), st.floats(0.2, 2.0), st.floats(0.5, 5.0), st.floats(0.05, 1.0))
def test_a_small_card_pays_with_patient_members_where_the_rule_says(u, price, margin, cost):
    member = {"one": Member(u, price, 1 - 1e-7)}
    rule = margin * price * (1 - expit(u)) - cost
    profit = programme_outcome(StampCard(10, 1e-3), member, margin=margin, reward_cost=cost).profit
    if abs(rule) > 0.02 * cost:
        assert np.sign(profit) == np.sign(rule)


def test_the_best_card_is_the_best_of_all_that_are_tried():
    found = best_programme(BOTH, **TERMS, slots=[4, 6, 8], rewards=[1.0, 2.0, 4.0], given=[0, 2])
    assert len(found.surface) == 1 + 3 * 3 * 2
    assert found.profit == found.surface["profit"].max()
    again = [
        programme_outcome(row.design, BOTH, **TERMS).profit for row in found.surface.itertuples()
    ]
    assert found.surface["profit"].tolist() == again
    assert found.at_edge == ["reward"] if found.design.slots == 6 else found.at_edge


def test_no_programme_comes_out_where_none_pays():
    terms = {"margin": 2.0, "reward_cost": 0.6}
    heavy = best_programme({"heavy": BOTH["heavy"]}, **terms)
    assert heavy.design is None
    assert (heavy.surface["profit"].iloc[1:] < 0).all()
    assert heavy.profit == 0
    assert best_programme({"light": BOTH["light"]}, **terms).design is not None
    # Cards and letters cost money too.
    assert best_programme(BOTH, **TERMS, running_cost=20.0).design is None


def test_designs_of_all_kinds_compete_by_name():
    designs = {
        "card": StampCard(6, 4.0),
        "points": PointsProgramme(),
        "tiers": TierProgramme(),
        "none": None,
    }
    found = best_programme(BOTH, designs, **TERMS, visit_price=6.0)
    assert found.surface["name"].tolist() == ["no programme", "card", "points", "tiers"]
    assert found.design == designs["card"]


def test_the_parts_add_up_to_the_programme():
    for design in (
        StampCard(12, 3.0, given=2, early_rewards={6: 1.0}, expires_after_weeks=26),
        TierProgramme((60.0, 240.0), (0.1, 0.25, 0.75), 6.0),
    ):
        parts = programme_parts(design, BOTH, **TERMS, running_cost=0.3)
        whole = programme_outcome(design, BOTH, **TERMS, running_cost=0.3)
        for column in ("incremental_visits", "cost", "profit"):
            added = parts.groupby("type", sort=False)[column].sum()
            assert added.to_numpy() == pytest.approx(whole.table[column].to_numpy())
    assert parts["part"].unique().tolist() == ["benefit of everybody", "tier 1", "tier 2"]


def test_a_tier_within_reach_of_light_members_brings_visits_cheaply():
    tiers = TierProgramme((60.0, 240.0), (0.0, 0.25, 0.75), 6.0)
    parts = programme_parts(tiers, BOTH, **TERMS).set_index(["part", "type"])
    cost = parts["cost_per_incremental_visit"]
    assert cost["tier 1", "light"] < 0.5 * cost["tier 2", "heavy"]


def test_a_launch_year_looks_better_than_the_years_after():
    launch = programme_outcome(StampCard(), BOTH, **TERMS, from_start=True)
    after = programme_outcome(StampCard(), BOTH, **TERMS)
    assert launch.rewards < after.rewards
    assert launch.profit > after.profit
    # Heavy members earn over four fifths of the rewards then: light ones rarely get there.
    assert launch.table["share_of_rewards"].iloc[0] > 0.8
    long = programme_outcome(StampCard(), BOTH, **TERMS, from_start=True, weeks=20_000)
    assert long.profit / 20_000 == pytest.approx(after.profit / 52, rel=0.01)


def test_the_first_weeks_are_those_that_members_live_through():
    card = StampCard(4, 2.0, given=1, first_card_only=True)
    members, _truth = make_members(20_000, seed=1)
    told = programme_outcome(card, members, **TERMS, weeks=12, from_start=True)
    lived = simulate_members(card, members, 12, seed=2)
    assert len(lived) == pytest.approx(told.visits, rel=0.01)
    assert lived["rewards"].sum() == pytest.approx(told.rewards, rel=0.02)
    assert (~lived["anyway"]).sum() == pytest.approx(told.incremental_visits, rel=0.03)


def test_a_head_start_on_the_first_card_alone_is_gone_in_the_long_run():
    once = StampCard(12, 3.0, given=2, first_card_only=True)
    assert programme_outcome(once, BOTH, **TERMS).profit == pytest.approx(
        programme_outcome(StampCard(12, 3.0), BOTH, **TERMS).profit
    )


def test_an_outcome_can_be_kept_in_a_file():
    outcome = programme_outcome(StampCard(), BOTH, **TERMS)
    assert pickle.loads(pickle.dumps(outcome)).profit == outcome.profit
    with pytest.raises(AttributeError):
        _ = outcome.no_such_total


def test_senseless_money_is_refused_in_words():
    for wrong in (
        {"margin": float("nan"), "reward_cost": 0.5},
        {"margin": 1.0, "reward_cost": -0.5},
        {"margin": 1.0, "reward_cost": 0.5, "weeks": -1},
        {"margin": 1.0, "reward_cost": 0.5, "weeks": 1.5, "from_start": True},
        {"margin": 1.0, "reward_cost": 0.5, "visit_price": 0.0, "design": PointsProgramme()},
    ):
        terms = {"design": StampCard(), **wrong}
        with pytest.raises(InputError):
            programme_outcome(terms.pop("design"), BOTH, **terms)
    with pytest.raises(InputError):
        best_programme(BOTH, [], **TERMS)
