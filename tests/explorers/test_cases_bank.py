"""The explorer of the bank's case without a browser: controls, sentence, picture, speed."""

from io import BytesIO
from time import process_time

import numpy as np
import pytest
from PIL import Image

from casekit.cases.old_mill import switching_year
from casekit.cases.own import case_world
from casekit.explorers.cases.bank import switching_explorer


@pytest.fixture(scope="module")
def world():
    return case_world("old_mill_bank", 2)


@pytest.fixture
def stage(world):
    return switching_explorer(*world)


def dots(stage):
    return np.asarray(Image.open(BytesIO(bytes(stage.image.value))))


@pytest.mark.parametrize(("name", "value"), [("rival", 7), ("own", 3), ("looks", 50)])
def test_each_control_changes_the_picture_and_coming_back_restores_it(stage, name, value):
    before, start = dots(stage), stage.sliders[name].value
    stage.sliders[name].value = value
    assert (dots(stage) != before).any()
    stage.sliders[name].value = start
    assert (dots(stage) == before).all()


def test_the_sentence_is_what_the_year_expects(stage, world):
    stage.sliders["rival"].value = 7
    year = switching_year(*world, cheaper_out=14, looks_a_year=0.16) / 10
    assert stage.sentence.startswith(f"{year['lost']:.1f} thousand households leave in a year")
    assert f"{year['net']:+.1f} thousand." in stage.sentence


def test_the_question_has_an_answer_within_reach_of_the_sliders(world):
    today = switching_year(*world)["net"]
    nets = [switching_year(*world, cheaper_out=14, cheaper_back=2 * days)["net"]
            for days in range(11)]  # fmt: skip
    # Nine days, as the lesson says; and with half looking it does not stay there.
    assert nets[8] < today < nets[9]
    half = switching_year(*world, cheaper_out=14, cheaper_back=18, looks_a_year=0.5)["net"]
    assert half < today


def test_moving_is_quick(stage):
    times = []
    for days in range(1, 11):
        began = process_time()
        stage.sliders["rival"].value = days
        times.append(process_time() - began)
    assert sorted(times)[len(times) // 2] < 0.1
