"""The town of lesson 01: what its story and its decision rest on."""

import numpy as np
import pytest

from casekit.cases.brightwater import brightwater_town
from casekit.errors import InputError
from casekit.frames.choices import FORMS
from casekit.metrics.switching import switching_signatures
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
