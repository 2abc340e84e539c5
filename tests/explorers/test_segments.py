"""The explorer of lesson 07 without a browser: controls, sentence, picture."""

from io import BytesIO
from time import process_time

import numpy as np
import pytest
from PIL import Image

from casekit.explorers.segments import tribes_explorer
from casekit.figures.segments.tribe_world import GROUPS, null_band, silhouettes


def dots(stage):
    return np.asarray(Image.open(BytesIO(bytes(stage.image.value))))


@pytest.mark.parametrize(
    ("name", "value"), [("groups", 3), ("separation", 0.9), ("logarithms", False)]
)
def test_each_control_changes_the_picture_and_coming_back_restores_it(name, value):
    stage = tribes_explorer()
    before, start = dots(stage), stage.sliders[name].value
    stage.sliders[name].value = value
    assert (dots(stage) != before).any()
    stage.sliders[name].value = start
    assert (dots(stage) == before).all()


def test_the_sentence_says_what_the_silhouette_of_this_shop_is():
    stage = tribes_explorer()
    stage.sliders["separation"].value = 1.0
    score = silhouettes(1.0, True)[5 - GROUPS[0]]
    assert f"Silhouette {score:.2f}: above all shops without tribes" in stage.sentence


def test_the_explorer_opens_and_redraws_without_a_long_wait():
    start = process_time()
    stage = tribes_explorer()
    assert process_time() - start < 3
    times = []
    for separation in (0.2, 0.4, 0.6, 0.8, 1.0):
        start = process_time()
        stage.sliders["separation"].value = separation
        times.append(process_time() - start)
    assert np.median(times) < 0.25  # measured: 0.06; the rest is room for a slow machine


def test_both_questions_have_an_answer_within_reach_of_the_controls():
    at = 5 - GROUPS[0]
    high = null_band(True)[1][at]
    assert silhouettes(0.6, True)[at] < high + 0.02 < silhouettes(0.9, True)[at]
    assert silhouettes(0.0, False).max() > 0.6 > silhouettes(0.0, True).max()
