"""The budget explorer without a browser: what its question has for an answer."""

import pytest

from casekit.errors import InputError
from casekit.explorers.budget import next_dollar_explorer
from casekit.models.budget import blattberg_deighton_markets

BEST = {1: (29.5, 11.0, "7.1"), 2: (19.5, 28.5, "2.0"), 3: (6.5, 22.5, "0.6")}


@pytest.mark.parametrize("club", [1, 2, 3])
def test_each_club_is_at_rest_at_a_ratio_of_its_own(club):
    stage = next_dollar_explorer()
    winning, keeping, ratio = BEST[club]
    stage.sliders["club"].value = club
    stage.sliders["acquisition_spend"].value = winning
    stage.sliders["retention_spend"].value = keeping
    assert stage.sentence.endswith("Leave it.")
    assert f"ratio {ratio}:" in stage.sentence


def test_the_gauge_of_keeping_does_not_feel_the_money_for_winning():
    stage = next_dollar_explorer()
    said = []
    for spend in (5.0, 25.0, 60.0):
        stage.sliders["acquisition_spend"].value = spend
        said.append(stage.sentence.split(" and ")[1])
    assert {words.split(" on keeping")[0] for words in said} == {"$0.89"}


def test_the_sentence_tells_the_exact_numbers():
    stage = next_dollar_explorer()
    stage.sliders["club"].value = 2
    plan = blattberg_deighton_markets()["balanced"].plan(30, 11)
    winning = plan.customer_value / plan.marginal_cost_to_acquire
    keeping = plan.customer_value / plan.marginal_cost_to_retain
    assert f"${winning:.2f} on winning and ${keeping:.2f} on keeping" in stage.sentence


def test_every_end_of_every_slider_can_be_drawn():
    for name in ("club", "acquisition_spend", "retention_spend"):
        stage = next_dollar_explorer()
        for value in (stage.sliders[name].min, stage.sliders[name].max):
            stage.sliders[name].value = value
            assert "the next dollar brings back" in stage.sentence


def test_every_slider_changes_the_picture_and_coming_back_restores_it():
    for name, value in (("club", 2), ("acquisition_spend", 10.0), ("retention_spend", 20.0)):
        stage = next_dollar_explorer()
        before, start = bytes(stage.image.value), stage.sliders[name].value
        stage.sliders[name].value = value
        assert bytes(stage.image.value) != before, name
        stage.sliders[name].value = start
        assert bytes(stage.image.value) == before, name


def test_a_single_club_is_no_comparison():
    markets = blattberg_deighton_markets()
    with pytest.raises(InputError, match="two clubs or more"):
        next_dollar_explorer({"one": markets["sticky"]})
