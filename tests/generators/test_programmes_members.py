"""Members of a programme, and the visits they make."""

import numpy as np
import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.generators.programmes import make_members, simulate_members
from casekit.generators.programmes.designs import Member, PointsProgramme, StampCard


def test_types_have_the_shares_that_were_asked_for():
    types = {"a": (1, 2.0), "b": (1, 0.0), "c": (1, -2.0)}
    members, truth = make_members(100, seed=1, types=types, looking_ahead=0.5)
    counts = members["type"].value_counts()
    assert counts.sum() == 100
    assert counts.max() - counts.min() <= 1
    assert truth.types["members"].tolist() == [counts[name] for name in types]
    ahead = members[members["discount_factor"] > 0]
    assert ahead.groupby("type").size().reindex(list(types)).tolist() == (
        truth.types["looking_ahead"].tolist()
    )
    assert abs(len(ahead) - 50) <= 2


def test_the_truth_is_what_the_members_are():
    members, truth = make_members(50_000, seed=2, spread=0.5)
    found = members.groupby("type")["base_utility"].agg(["mean", "std"])
    assert found["mean"].reindex(["heavy", "light"]).to_numpy() == pytest.approx(
        [1, -1.5], abs=0.02
    )
    assert found["std"].to_numpy() == pytest.approx(0.5, abs=0.01)
    chance = 1 / (1 + np.exp(-members["base_utility"]))
    means = chance.groupby(members["type"]).mean().reindex(truth.types["type"])
    assert truth.types["chance_without"].to_numpy() == pytest.approx(means.to_numpy())


def test_the_same_seed_gives_the_same_members_and_visits():
    first, second = (make_members(300, seed=3)[0] for _time in range(2))
    pd.testing.assert_frame_equal(first, second)
    pd.testing.assert_frame_equal(
        simulate_members(StampCard(), first, 30, seed=4),
        simulate_members(StampCard(), second, 30, seed=4),
    )


def test_a_card_fills_stamp_by_stamp_and_pays_when_it_is_full():
    members, _truth = make_members(200, seed=5)
    visits = simulate_members(StampCard(5, 2.0, given=1), members, 100, seed=6)
    for _member, log in visits.groupby("member_id"):
        assert log["stamps"].tolist() == [1 + i % 4 for i in range(len(log))]
    assert (visits["rewards"] == (visits["stamps"] == 4)).all()
    assert (visits["worth"] == 2.0 * visits["rewards"]).all()
    assert not visits.duplicated(["member_id", "week"]).any()


def test_points_carry_over():
    programme = PointsProgramme(1.0, 10, 2.0, {4.0: 0.5, 7.0: 0.5})
    visits = simulate_members(programme, {"one": Member(0.0)}, 5_000, seed=7)
    after = visits["points"].shift(-1).iloc[:-1]
    earned = after - visits["points"].iloc[:-1] + 10 * visits["rewards"].iloc[:-1]
    assert set(earned) == {4, 7}


def test_without_looking_ahead_every_visit_would_have_happened_anyway():
    members, _truth = make_members(100, seed=8, looking_ahead=0.0)
    assert simulate_members(StampCard(), members, 100, seed=9)["anyway"].all()


def test_nobody_comes_is_an_empty_log():
    visits = simulate_members(StampCard(), Member(-900.0), 10, seed=1)
    assert len(visits) == 0
    assert "anyway" in visits


def test_senseless_members_are_refused_in_words():
    for wrong in (
        lambda: make_members(0, seed=1),
        lambda: make_members(10, seed=1, spread=-1.0),
        lambda: make_members(10, seed=1, looking_ahead=1.5),
        lambda: make_members(10, seed=1, discount_factor=1.0),
        lambda: make_members(10, seed=1, price_coefficient=0.0),
        lambda: make_members(10, seed=1, types={}),
        lambda: make_members(10, seed=1, types={"a": (-1.0, 0.0)}),
        lambda: make_members(10, seed=1, types={"a": 3.0}),
        lambda: simulate_members(StampCard(), Member(0.0), 0, seed=1),
    ):
        with pytest.raises(InputError):
            wrong()
