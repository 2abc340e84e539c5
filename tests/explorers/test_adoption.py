"""The explorer of tipping markets: what its sliders change and what its sentence says."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from casekit.explorers.adoption import tipping_explorer
from casekit.generators.adoption import NormalTastes
from casekit.models.adoption import chance_of_winning


def dots(stage):
    return np.asarray(Image.open(BytesIO(bytes(stage.image.value))))


@pytest.mark.parametrize("name", ["strength", "advantage", "lead"])
def test_each_slider_changes_the_picture_and_coming_back_restores_it(name):
    stage = tipping_explorer()
    before = dots(stage)
    stage.sliders[name].value += 1
    assert (dots(stage) != before).any()
    stage.sliders[name].value -= 1
    assert (dots(stage) == before).all()


def test_the_question_has_the_answer_that_the_lesson_gives():
    stage = tipping_explorer()
    stage.sliders["lead"].value = -3
    stage.sliders["advantage"].value = 15
    assert stage.sentence.endswith("take the market is 50%.")
    stage.sliders["strength"].value = 10
    assert not stage.sentence.endswith("take the market is 50%.")
    stage.sliders["advantage"].value = 30
    assert stage.sentence.endswith("take the market is 50%.")


def test_the_sentence_gives_the_exact_chance():
    stage = tipping_explorer()
    stage.sliders["strength"].value = 3
    stage.sliders["lead"].value = -2
    chance = chance_of_winning(
        advantage=10, network_strength=3, lead_at_start=-2, tastes=NormalTastes(20)
    )
    assert f"take the market is {chance:.0%}." in stage.sentence


@pytest.mark.parametrize("setting", [{"compatible": True}, {"strength": 0}])
def test_without_a_pull_of_the_network_nobody_is_locked_in(setting):
    stage = tipping_explorer()
    for name, value in setting.items():
        stage.sliders[name].value = value
    assert stage.sentence.startswith("Nobody is locked in.")
    # With an advantage of half a standard deviation 69% prefer the better one.
    assert "69% take Amber" in stage.sentence


def test_every_corner_of_the_sliders_can_be_drawn():
    stage = tipping_explorer()
    for strength in (0, 1, 12):
        for advantage in (0, 40):
            for lead in (-6, 6):
                state = {"strength": strength, "advantage": advantage, "lead": lead}
                stage._redraw(state | {"compatible": False})
                assert stage.sentence
