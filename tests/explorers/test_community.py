"""The explorer of lesson 06 without a browser: controls, sentence, picture."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from casekit.explorers.community import friends_leave_explorer
from casekit.figures.community import BondWorld


def dots(stage):
    return np.asarray(Image.open(BytesIO(bytes(stage.image.value))))


@pytest.mark.parametrize(("name", "value"), [("first", 30), ("bond", 5), ("liking", 4)])
def test_each_slider_changes_the_picture_and_coming_back_restores_it(name, value):
    stage = friends_leave_explorer()
    before, start = dots(stage), stage.sliders[name].value
    stage.sliders[name].value = value
    assert (dots(stage) != before).any()
    stage.sliders[name].value = start
    assert (dots(stage) == before).all()


def test_the_switch_lets_whole_circles_leave():
    stage = friends_leave_explorer()
    stage.sliders["first"].value = 30
    scattered = stage.sentence
    stage.sliders["together"].value = True
    assert stage.sentence != scattered


def test_the_sentence_counts_what_the_world_says():
    stage = friends_leave_explorer()
    stage.sliders["first"].value = 35
    step, _gone = BondWorld().run(35, 20, -8, together=False)
    assert f"{(step == 0).sum()} left first and {(step > 0).sum()} followed" in stage.sentence


def test_the_question_has_an_answer_within_reach_of_the_slider():
    stage = friends_leave_explorer()
    stage.sliders["first"].value = 35
    world = BondWorld()
    gone = {bond: (world.run(35, bond, -8, False)[0] >= 0).mean() for bond in range(41)}
    assert gone[20] > 0.5 > gone[40]
