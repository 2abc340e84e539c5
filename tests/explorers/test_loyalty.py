"""The explorer of lesson 11 without a browser: controls, sentence, picture."""

from io import BytesIO
from time import process_time

import numpy as np
import pytest
from PIL import Image

from casekit.errors import InputError
from casekit.explorers.loyalty import barrier_explorer
from casekit.figures.loyalty import StayCurve

TOWNS = {"Northgate": 0.0, "Midvale": 1.04, "Fairhaven": 2.64}
SHARES = (0.03, 0.12, 0.30, 0.36, 0.19)


@pytest.fixture
def curve():
    return StayCurve(-4.4, 1.25, 0.5, SHARES)


@pytest.fixture
def stage(curve):
    return barrier_explorer(curve, TOWNS)


def dots(stage):
    return np.asarray(Image.open(BytesIO(bytes(stage.image.value))))


@pytest.mark.parametrize(("name", "value"), [("barrier", 1.0), ("raised", 50), ("falls", True)])
def test_each_control_changes_the_picture_and_coming_back_restores_it(stage, name, value):
    before, start = dots(stage), stage.sliders[name].value
    stage.sliders[name].value = value
    assert (dots(stage) != before).any()
    stage.sliders[name].value = start
    assert (dots(stage) == before).all()


def test_the_sentence_counts_who_stays_freely_and_who_is_held(stage, curve):
    barrier = stage.sliders["barrier"].value
    stay = 100 * float(np.dot(SHARES, curve.chances(barrier)))
    free = 100 * float(np.dot(SHARES, curve.chances(0.0)))
    assert stage.sentence.startswith(f"Of 100 customers {stay:.0f} stay: {free:.0f} freely")


def test_when_the_barrier_falls_nobody_is_held_whatever_the_slider_says(stage):
    stage.sliders["falls"].value = True
    assert " 0 held by the barrier" in stage.sentence
    fallen = stage.sentence
    stage.sliders["barrier"].value = 0.5
    assert stage.sentence == fallen


def test_the_question_has_an_answer_within_reach_of_the_controls(curve):
    free = curve.chances(0.0)
    assert curve.raised(0.0) @ free < 0.60 < curve.raised(1.0) @ free


def test_service_moves_many_more_customers_once_the_barrier_is_gone(curve):
    gains = {
        barrier: (curve.raised(0.5) - curve.raised(0.0)) @ curve.chances(barrier)
        for barrier in (0.0, 2.64)
    }
    assert gains[0.0] > 4 * gains[2.64] > 0


def test_raising_answers_keeps_the_number_of_customers_and_leaves_the_top_score(curve):
    for share in (0.0, 0.4, 1.0):
        after = curve.raised(share)
        assert after.sum() == pytest.approx(1)
        assert (after >= 0).all()
        assert after[-1] >= SHARES[-1]


def test_shares_that_are_no_shares_are_refused():
    with pytest.raises(InputError, match="five shares"):
        StayCurve(-4.4, 1.25, 0.5, (0.5, 0.5))
    with pytest.raises(InputError, match="add up to 1"):
        StayCurve(-4.4, 1.25, 0.5, (0.5, 0.5, 0.5, 0.0, 0.0))


def test_a_start_beyond_the_slider_is_brought_to_its_end(curve):
    assert barrier_explorer(curve, start=9.0).state["barrier"] == 3.5
    assert barrier_explorer(curve, start=-1.0).state["barrier"] == 0.0


def test_the_explorer_redraws_without_a_long_wait(stage):
    times = []
    for barrier in (0.5, 1.0, 1.5, 2.0, 2.5):
        start = process_time()
        stage.sliders["barrier"].value = barrier
        times.append(process_time() - start)
    assert np.median(times) < 0.25  # measured: 0.02; the rest is room for a slow machine
