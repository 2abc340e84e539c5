"""Old Mill Bank: the reasons are the generator's, and what is expected is what then happens."""

import numpy as np
import pandas as pd
import pytest

from casekit.cases.old_mill import (
    REASONS,
    bank_worlds,
    looks_a_month,
    reasons_to_stay,
    switching_futures,
    switching_year,
)
from casekit.cases.own import case_world
from casekit.errors import InputError
from casekit.generators.switching import NumberPortability, make_switching_market

LESSON = 2


@pytest.fixture(scope="module")
def world():
    return case_world("old_mill_bank", LESSON)


@pytest.mark.parametrize("changes", [{}, {"technical_cost": 10.0, "attention": 0.3}])
def test_the_reasons_are_those_of_a_choice_taken_again_by_hand(changes):
    """Recompute one month's choice from tastes, prices, paper and family, without luck's help.

    A household that would stay anyway stays whatever is taken away, so the counts must be
    nested: free of paper, fewer stay than with it.
    """
    data, truth = case_world("old_mill_bank", 3, n_customers=3_000, **changes)
    reasons = reasons_to_stay(data, truth)
    own = data.survey[data.survey["firm"] == "Old Mill Bank"]
    assert len(reasons) == len(own)
    assert (reasons["reason"] == "leaves").mean() == pytest.approx(1 - own["repurchased"].mean())
    # Without any paper in the world, paper holds nobody.
    bare, bare_truth = case_world(
        "old_mill_bank", 3, n_customers=3_000, **{**changes, "technical_cost": 0.0}
    )
    assert not (reasons_to_stay(bare, bare_truth)["reason"] == "held by paper").any()
    # Where everybody looks, nobody stays for not looking.
    seen, seen_truth = case_world(
        "old_mill_bank", 3, n_customers=3_000, **{**changes, "attention": 1.0}
    )
    assert not (reasons_to_stay(seen, seen_truth)["reason"] == "has not looked").any()


def test_most_of_those_whom_paper_holds_are_satisfied_in_every_region():
    for seed in range(5, 9):
        data, truth = case_world("old_mill_bank", seed, n_customers=4_000)
        reasons = reasons_to_stay(data, truth)
        held = reasons[reasons["reason"] == "held by paper"]
        assert held["satisfied"].mean() > 0.75
        # One by one, the dissatisfied are likelier to be held.
        rates = (reasons["reason"] == "held by paper").groupby(reasons["satisfied"]).mean()
        assert rates[False] > rates[True]


@pytest.mark.parametrize(("seed", "left"), [(3, 1.0), (3, 0.5), (4, 0.0)])
def test_what_is_expected_of_the_next_year_is_what_then_happens(seed, left):
    """Let the same households live twelve months more, with the paper cut, and count."""
    _data, found = case_world("old_mill_bank", seed, n_customers=50)  # for the section's own seed
    luck = found.market.world.seed
    data, truth = case_world("old_mill_bank", seed, n_customers=20_000, price_sd=0.0)
    arguments = {one.name: one.value for one in truth.file.sections[0].arguments}
    arguments |= {"months": 48, "seed": luck}
    shock = NumberPortability(month=37, technical=left)
    panel, _events, _truth = make_switching_market(**arguments, shocks=[shock])
    past = panel[panel["month"] <= 36]
    assert (past["firm"].to_numpy() == data.panel["firm"].to_numpy()).all()
    year = panel[panel["month"] > 36]
    moved = year[year["firm"] != year["previous_firm"]].drop_duplicates("customer_id")
    was = past[past["month"] == 36].set_index("customer_id")["firm"].astype(str)
    counted = was[moved["customer_id"]].value_counts()
    expected = switching_year(
        data, truth, cheaper_out=30 * (1 - left), cheaper_back=30 * (1 - left)
    )
    for name, firm in (("lost", "Old Mill Bank"), ("won", "Rowan Bank")):
        error = 3 * np.sqrt(expected[name])
        assert counted[firm] == pytest.approx(expected[name], abs=error)


def test_a_door_opens_both_ways_and_a_weapon_one_way(world):
    futures = switching_futures(*world, days_less=7, cost_a_day=2, worth_of_a_household=200)
    today, alone = futures.loc["as today"], futures.loc["only Rowan Bank is quick"]
    both = futures.loc["both are quick"]
    assert alone["won"] == today["won"]
    assert alone["lost"] == both["lost"] > today["lost"]
    assert both["won"] > today["won"]
    assert abs(both["net"] - today["net"]) < abs(alone["net"] - today["net"]) / 3
    assert (futures["money"] == 200 * futures["net"]).all()


def test_nothing_moves_when_nothing_is_cut_and_paper_never_costs_less_than_nothing(world):
    data, truth = world
    today = switching_year(data, truth)
    pd.testing.assert_series_equal(today, switching_year(data, truth, looks_a_year=0.159996),
                                   rtol=1e-3)  # fmt: skip
    gone = switching_year(data, truth, cheaper_out=30)
    pd.testing.assert_series_equal(gone, switching_year(data, truth, cheaper_out=1_000))
    assert switching_year(data, truth, looks_a_year=0.0)["lost"] == 0


def test_three_regions_show_the_public_the_same_and_paper_holds_few_or_many():
    worlds = bank_worlds(LESSON)
    assert np.ptp(worlds["switched"]) < 0.5
    assert np.ptp(worlds["looked"]) < 1e-9
    assert np.ptp(worlds["satisfied"]) < 4
    assert worlds["held_by_paper"].min() < 8
    assert worlds["held_by_paper"].max() > 24


def test_looking_twelve_times_gives_the_year_again():
    for share in (0.0, 0.03, 0.16, 0.9):
        assert 1 - (1 - looks_a_month(share)) ** 12 == pytest.approx(share)


def test_a_tiny_world_and_one_where_all_leave_work():
    data, truth = case_world("old_mill_bank", 1, n_customers=8)
    assert len(reasons_to_stay(data, truth)) <= 8 * 12
    assert set(reasons_to_stay(data, truth)["reason"].cat.categories) == set(REASONS)
    data, truth = case_world("old_mill_bank", 1, n_customers=60, attention=1.0, technical_cost=0.0)
    assert switching_year(data, truth).notna().all()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda d, t: reasons_to_stay(d, t, firm="Oak"), "Old Mill Bank, Rowan Bank"),
        (lambda d, t: switching_year(d, t, cheaper_out=-1), "`cheaper_out`"),
        (lambda d, t: switching_year(d, t, looks_a_year=1.0), "`looks_a_year`"),
        (
            lambda d, t: switching_futures(d, t, days_less=-1, cost_a_day=2,
                                           worth_of_a_household=1),
            "`days_less`",
        ),
    ],
)  # fmt: skip
def test_senseless_questions_are_refused_in_words(world, call, said):
    with pytest.raises(InputError, match=said):
        call(*world)


def test_a_market_of_three_is_refused_in_words():
    data, truth = case_world("old_mill_bank", n_customers=60, firms=["A", "B", "C"], quality=0.0)
    with pytest.raises(InputError, match="two firms"):
        switching_year(data, truth)
