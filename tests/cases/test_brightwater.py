"""The town of lesson 01: what its story and its decision rest on."""

import numpy as np
import pytest

from casekit.cases.brightwater import brightwater_plans, brightwater_town
from casekit.errors import InputError
from casekit.frames.choices import FORMS
from casekit.metrics.switching import friends_pull, switching_signatures
from casekit.models.switching import lock_in_xray


def test_the_switches_change_the_barriers_and_nothing_else():
    panel, _, truth = brightwater_town(400)
    free, _, free_truth = brightwater_town(400, nothing_holds=True)
    prices = [f"price_{firm}" for firm in ("Brightwater", "Alder", "Birch")]
    assert (panel[prices] == free[prices]).all(axis=None)
    assert (truth.tastes == free_truth.tastes).all(axis=None)
    assert (free_truth.barriers["money"] == 0).all()
    assert truth.counterfactual(FORMS).retention == free_truth.retention


def test_the_law_takes_the_fee_and_leaves_the_rest():
    _, _, truth = brightwater_town(400)
    _, _, after = brightwater_town(400, fee_forbidden=True)
    assert after.retention == truth.counterfactual(["contractual"]).retention


def test_in_the_town_without_barriers_leaving_falls_with_points_and_tenure_all_the_same():
    # What step 2 rests on: sorting looks like lock-in in two of the four charts, not in the others.
    read = switching_signatures(brightwater_town(nothing_holds=True)[0])
    by_points = read.points.set_index("points")["leaving_rate"]
    by_tenure = read.tenure.set_index("tenure_months")["leaving_rate"]
    by_contract = read.contract.set_index("months_left")["leaving_rate"]
    assert by_points[9] < 0.5 * by_points[0]
    assert by_tenure[12] < 0.5 * by_tenure[1]
    assert by_contract[0] < by_contract[6] < by_contract[11]
    friends = read.friends[read.friends["could_leave"] >= 50]["leaving_rate"]
    assert np.ptp(friends) < 0.03


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_contract_holds_most_and_a_group_offer_of_our_own_brings_most_after_the_law(seed):
    _, _, truth = brightwater_town(seed=seed)
    shares = truth.shapley().set_index("form")["share"]
    assert shares.idxmax() == "contractual"
    assert shares.idxmin() == "community"
    stay = {}
    for form in (None, "economic", "technical", "community"):
        panel, _, _ = brightwater_town(seed=seed, fee_forbidden=True, doubled=form)
        ours = panel[panel["previous_firm"] == "Brightwater"]
        stay[form] = (ours["firm"] == "Brightwater").mean()
    assert stay["community"] > max(stay["economic"], stay["technical"]) > stay[None]


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_nine_dollars_off_the_bill_do_about_what_doubled_groups_do_and_copies_undo_it(seed):
    # What "Decide" rests on: doubling is a better product, not an equal budget.
    law = {"fee_forbidden": True}
    groups = {**law, "doubled": "community"}
    plans = {
        "law": law,
        "points": {**law, "doubled": "economic"},
        "groups": groups,
        "copied": {**groups, "rivals_copy": True},
        "cheaper": {**law, "cheaper_by": 9},
    }
    share = brightwater_plans(plans, seed=seed)["share (%)"]
    assert abs(share["groups"] - share["cheaper"]) < 10
    assert min(share["groups"], share["cheaper"]) > share["points"] + 8
    assert abs(share["copied"] - share["law"]) < 0.5 * (share["groups"] - share["law"])


def test_the_law_costs_many_stayers_and_little_share():
    table = brightwater_plans({"today": {}, "law": {"fee_forbidden": True}})
    stay, share = table["stay (of 100)"], table["share (%)"]
    assert stay["today"] - stay["law"] > 10
    assert abs(share["today"] - share["law"]) < 5


def test_a_plan_counts_stayers_share_and_bills_as_they_are_in_the_town():
    town, _, _ = brightwater_town(300, fee_forbidden=True)
    row = brightwater_plans({"law": {"fee_forbidden": True}}, n_households=300).loc["law"]
    last = town[(town["month"] == 24) & (town["firm"] == "Brightwater")]
    ours = town[town["previous_firm"] == "Brightwater"]
    assert row["stay (of 100)"] == round(100 * (ours["firm"] == "Brightwater").mean())
    assert row["share (%)"] == round(len(last) / 3)
    assert row["bills ($ thousand)"] == round(last["price_Brightwater"].sum() / 1000, 1)


def test_a_lower_price_is_taken_off_every_month_and_off_nothing_else():
    before, _, _ = brightwater_town(100)
    after, _, _ = brightwater_town(100, cheaper_by=9)
    gap = before["price_Brightwater"] - after["price_Brightwater"]
    assert gap.round(2).eq(9).all()
    assert (before["price_Alder"] == after["price_Alder"]).all()


def test_plans_that_make_no_sense_are_refused():
    with pytest.raises(InputError, match="at least"):
        brightwater_plans({})
    with pytest.raises(InputError, match="Rivals can copy"):
        brightwater_town(100, rivals_copy=True)
    with pytest.raises(InputError, match="between 0 and 30"):
        brightwater_town(100, cheaper_by=31)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_friends_at_the_best_rival_pull_about_as_much_as_the_own_ones_hold(seed):
    here, there = friends_pull(brightwater_town(seed=seed)[0])
    assert 0 < there - here < 0.15 * here


def test_the_contract_adds_as_much_beside_the_others_as_alone_where_rivals_are_cheapest():
    # The answer to the explorer's question.
    _, _, truth = brightwater_town()
    gaps = []
    for cut in (0.0, 0.1, 0.2, 0.3):
        kept = {
            without: truth.counterfactual(without, rival_cheaper_by=cut).retention
            for without in (
                (),
                ("contractual",),
                ("economic", "technical", "community"),
                FORMS,
            )
        }
        beside = kept[()] - kept[("contractual",)]
        alone = kept[("economic", "technical", "community")] - kept[tuple(FORMS)]
        gaps.append(alone - beside)
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[0] > 0.03
    assert min(gaps[:3]) > 0.01 > abs(gaps[3])


def test_a_form_that_does_not_exist_or_that_the_law_forbids_cannot_be_doubled():
    with pytest.raises(InputError, match="'price'"):
        brightwater_town(100, doubled="price")
    with pytest.raises(InputError, match="law forbids"):
        brightwater_town(100, fee_forbidden=True, doubled="contractual")


def test_the_plain_model_ranks_technology_first_and_the_xray_finds_the_truth():
    # What step 5 rests on: taste read as technical lock-in, by a model that knows no taste.
    panel, _, truth = brightwater_town()
    result = lock_in_xray(panel)
    true = truth.barriers.set_index("form")["money"]
    plainly = result.plain.set_index("form")
    assert plainly["money"].idxmax() == "technical"
    assert true.idxmin() == "technical"
    assert plainly.loc["technical", "low"] > 3 * true["technical"]
    measured = result.barriers.set_index("form")
    assert (measured["low"] < true).all()
    assert (true < measured["high"]).all()
