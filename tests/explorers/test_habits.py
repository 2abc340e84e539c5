"""The walk along one repeat rate: what stands still, what moves, and what is said."""

import numpy as np
import pytest

from casekit.explorers.habits import same_repeat_rate_explorer
from casekit.figures.habits.walk import along


def test_the_repeat_rate_stays_while_the_old_price_moves():
    stage = same_repeat_rate_explorer()
    assert "true habit 0.0" in stage.sentence
    assert stage.sentence.endswith("the old price says 0 (chance).")
    stage.sliders["step"].value = 20
    assert stage.sentence.startswith("Repeat rate 72%")
    assert stage.sentence.endswith("(habit).")


def test_the_question_has_an_answer_on_the_way():
    gamma, _taste, _naive, z = along(0.72)
    first = int(np.argmax(z < -2))
    stage = same_repeat_rate_explorer()
    stage.sliders["step"].value = first - 1
    assert stage.sentence.endswith("(chance).")
    # Beside the edge of chance the number carries its decimal: -1.6 is chance, -2 would be unclear.
    assert f"says {z[first - 1]:.1f} (" in stage.sentence
    stage.sliders["step"].value = first
    assert stage.sentence.endswith("(habit).")
    assert 0 < gamma[first] < 0.5


@pytest.mark.parametrize("name", ["rate", "step"])
def test_each_slider_changes_the_picture_and_coming_back_restores_it(name):
    stage = same_repeat_rate_explorer()
    before = bytes(stage.image.value)
    stage.sliders[name].value += 1
    assert bytes(stage.image.value) != before
    stage.sliders[name].value -= 1
    assert bytes(stage.image.value) == before
