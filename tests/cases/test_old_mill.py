"""Old Mill Bank: the reasons are the generator's, and what is expected is what then happens."""

import numpy as np
import pandas as pd
import pytest

from casekit.cases.old_mill import (
    REASONS,
    bank_regions,
    bank_worlds,
    looks_a_month,
    reasons_to_stay,
    switching_futures,
    switching_year,
)
from casekit.cases.own import case_world
from casekit.errors import InputError
from casekit.generators.switching import NumberPortability, make_switching_market
from casekit.models.switching import lock_in_xray

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
    # What the myth leaves standing: in each region most would stay anyway.
    assert (worlds["stay_anyway"] > 55).all()
    assert (worlds["stay_anyway"] + worlds["held_by_paper"] < 100).all()


TERMS = {"days_less": 7, "cost_a_day": 2, "worth_of_a_household": 200}


def test_the_order_of_the_votes_is_that_of_six_regions_and_the_sign_of_both_is_not():
    regions = bank_regions(range(1, 7), **TERMS)
    campaign = -1_000_000
    assert (regions["own"] > regions["both"]).all()
    assert (regions["both"] > campaign).all()
    assert (campaign > regions["rival"] + campaign).all()
    assert regions["both"].min() < 0 < regions["both"].max()
    # Whatever the rival does, to be quick is better; the gap is the weapon that is taken away.
    assert (regions["both"] - regions["rival"]).between(1_500_000, 2_500_000).all()
    # No draw of the six is nearer to the public satisfaction than the lesson's.
    assert regions["satisfied"].max() - regions.loc[LESSON, "satisfied"] < 0.3
    assert regions["customers"].min() < 50 < regions["customers"].max()


def test_few_households_tell_of_a_region_what_many_do(world):
    few = bank_regions([LESSON], **TERMS).loc[LESSON]
    money = switching_futures(*world, times=100, **TERMS)["money"]
    for name, future in (("rival", 1), ("own", 2), ("both", 3)):
        assert few[name] == pytest.approx(money.iloc[future] - money.iloc[0], abs=100_000)


def test_of_those_whom_paper_holds_most_answer_three(world):
    """So the surprise of step 1 rests on counting a three as satisfied, and the lesson says so."""
    reasons = reasons_to_stay(*world)
    answers = reasons.loc[reasons["reason"] == "held by paper", "satisfaction"]
    assert (answers == 3).mean() > 0.5
    assert 0.2 < (answers >= 4).mean() < 0.33


def test_the_xray_untold_holds_the_truth_and_telling_it_halves_the_interval(world):
    """What the lesson says of the X-ray, the plain logit and the share that looks."""
    data, truth = world
    true = truth.market.barriers.set_index("form").loc["technical", "money"]
    guessed = lock_in_xray(data.panel)
    told = lock_in_xray(data.panel, attention=looks_a_month(0.16))
    wrong = lock_in_xray(data.panel, attention=looks_a_month(0.32))
    plain, free, given, missed = (
        table.set_index("form").loc["technical"]
        for table in (guessed.plain, guessed.barriers, told.barriers, wrong.barriers)
    )
    assert plain["low"] > 5 * true
    assert free["low"] < true < free["high"]
    assert given["low"] < true < given["high"]
    assert given["high"] - given["low"] < 0.65 * (free["high"] - free["low"])
    assert missed["low"] > true  # a wrong share: a narrow interval beside the truth


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
