"""The explorer without a browser: what is stored, how sliders agree, what the sentence says."""

import json
import re
from io import BytesIO

import numpy as np
import pytest
from IPython.core.formatters import DisplayFormatter
from PIL import Image

from casekit.explorers.purchases import alive_explorer
from casekit.figures.purchases import alive_paths_panels
from casekit.models.purchases.bgnbd import BGNBD

WIDGET = "application/vnd.jupyter.widget-view+json"


def dots(stage):
    return np.asarray(Image.open(BytesIO(bytes(stage.image.value))))


def test_what_is_stored_beside_the_live_view_is_a_sentence():
    data, _metadata = DisplayFormatter().format(alive_explorer())
    assert set(data) == {"text/plain", WIDGET}
    assert data["text/plain"] == (
        "Run this cell to move the sliders; three settings are shown below."
    )
    assert set(json.loads(json.dumps(data[WIDGET]))) >= {"model_id"}


@pytest.mark.parametrize("name", ["number", "last", "today"])
def test_each_slider_changes_the_picture_and_coming_back_restores_it(name):
    stage = alive_explorer()
    before = dots(stage)
    stage.sliders[name].value += 1
    assert (dots(stage) != before).any()
    stage.sliders[name].value -= 1
    assert (dots(stage) == before).all()


def test_the_question_has_the_published_answer():
    stage = alive_explorer()
    assert "silent for 19 weeks, is still a customer with probability 54%" in stage.sentence
    stage.sliders["number"].value = 10
    assert "silent for 19 weeks, is still a customer with probability 4%" in stage.sentence
    stage.sliders["last"].value = 38
    assert "silent for 1 week, is still a customer with probability 92%" in stage.sentence


def test_the_image_and_the_page_carry_the_same_words():
    stage = alive_explorer()
    stage.sliders["number"].value = 5
    assert stage.image.tooltip == stage.sentence
    shown = stage.widget.children[-1].value
    assert re.sub("<[^>]+>", "", shown) == stage.sentence


def test_a_last_purchase_after_today_takes_today_along_and_the_other_way_round():
    stage = alive_explorer()
    stage.sliders["last"].value = 45
    assert stage.state == {"number": 2, "last": 45, "today": 45}
    stage.sliders["today"].value = 12
    assert stage.state == {"number": 2, "last": 12, "today": 12}


def test_without_a_repeat_purchase_the_sentence_says_what_the_model_assumes():
    stage = alive_explorer()
    stage.sliders["number"].value = 0
    assert "100%" in stage.sentence
    assert "the week of the last purchase does not count" in stage.sentence


def test_every_corner_of_the_sliders_can_be_drawn():
    stage = alive_explorer()
    for number in (0, 1, 12):
        for last in (1, 52):
            for today in (1, 52):
                for name, value in (("number", number), ("last", last), ("today", today)):
                    stage.sliders[name].value = value
                assert re.search(r"\d+%", stage.sentence)


def test_a_model_of_the_learners_own_can_be_explored():
    loyal = BGNBD.at(r=0.243, alpha=4.414, a=0.01, b=10, unit="weeks")
    assert "probability 100%" in alive_explorer(loyal).sentence


def test_the_static_twin_answers_the_same_question():
    published = BGNBD.at(r=0.243, alpha=4.414, a=0.793, b=2.426)
    alt = alive_paths_panels(published).alt
    assert "2 repeat purchases, last in week 20, today week 39: 54%." in alt
    assert "10 repeat purchases, last in week 20, today week 39: 4%." in alt
