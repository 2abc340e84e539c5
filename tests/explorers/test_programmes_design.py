"""The card designer without a browser: what its question has for an answer."""

import pandas as pd
import pytest

from casekit.explorers.programmes import card_explorer
from casekit.models.programmes import CardTerms, card_year

CUSTOMERS = pd.DataFrame(
    {
        "type": ["every week", "most weeks", "monthly", "seldom"],
        "members": [150, 200, 350, 300],
        "base_utility": [3.0, 1.0, -1.5, -3.0],
        "price_coefficient": 0.5,
    }
)
TERMS = CardTerms(
    CUSTOMERS, ["every week", "most weeks"], cafes=40, margin=3.0, reward_cost=0.4, running_cost=0.2
)


@pytest.fixture
def stage():
    return card_explorer(TERMS)


def profit(stage):
    return card_year(TERMS, stage.state).loc["all", "profit"]


def test_no_card_for_everybody_brings_twenty_thousand_and_one_for_the_rare_does(stage):
    cards = [
        profit_of(slots, reward, 100) for slots in range(3, 21) for reward in (1, 2, 3, 4, 6, 9, 12)
    ]
    assert max(cards) < 20_000
    assert profit_of(10, 6, 0) > 20_000
    assert profit_of(10, 6, 60) > 20_000 > profit_of(10, 6, 80)


def profit_of(slots, reward, share):
    state = {"slots": slots, "given": 0, "reward": reward, "share": share, "double": False}
    return card_year(TERMS, state).loc["all", "profit"]


def test_the_sentence_tells_the_profit_of_the_state(stage):
    stage.sliders["share"].value = 0
    assert f"earns {profit(stage) / 1000:,.1f} thousand dollars a year" in stage.sentence
    stage.sliders["share"].value = 100
    stage.sliders["reward"].value = 12.0
    assert f"loses {-profit(stage) / 1000:,.1f} thousand dollars a year" in stage.sentence


@pytest.mark.parametrize(
    ("name", "value"),
    [("slots", 5), ("given", 3), ("reward", 2.0), ("share", 50), ("double", True)],
)
def test_every_control_changes_the_picture_and_coming_back_restores_it(stage, name, value):
    before, start = bytes(stage.image.value), stage.sliders[name].value
    stage.sliders[name].value = value
    assert bytes(stage.image.value) != before
    stage.sliders[name].value = start
    assert bytes(stage.image.value) == before


def test_a_card_always_has_a_visit_to_go(stage):
    stage.sliders["given"].value = 5
    stage.sliders["slots"].value = 4
    assert stage.state["given"] == 3
    stage.sliders["slots"].value = 3
    stage.sliders["given"].value = 5
    assert stage.state["slots"] == 6


def test_the_thinking_customer_does_not_mind_two_places_more_if_they_are_stamped(stage):
    before = stage.sentence
    stage.sliders["slots"].value = 12
    assert stage.sentence != before
    stage.sliders["given"].value = 2
    assert stage.sentence == before


def test_all_ends_of_all_sliders_can_be_drawn(stage):
    for name in ("slots", "given", "reward", "share"):
        for end in (stage.sliders[name].min, stage.sliders[name].max):
            stage.sliders[name].value = end
            assert "thousand dollars a year" in stage.sentence
