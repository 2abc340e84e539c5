"""The explorer of barriers: every switch counts, and the words say what the bars show."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from casekit.explorers.switching import unlocking_explorer
from casekit.frames.choices import FORMS
from casekit.generators.switching import make_switching_market


@pytest.fixture(scope="module")
def truth():
    return make_switching_market(400, seed=3, months=18)[2]


def dots(stage):
    return np.asarray(Image.open(BytesIO(bytes(stage.image.value))))


@pytest.mark.parametrize("form", FORMS)
def test_each_switch_changes_the_picture_and_coming_back_restores_it(truth, form):
    stage = unlocking_explorer(truth)
    before = dots(stage)
    stage.sliders[form].value = False
    assert (dots(stage) != before).any()
    stage.sliders[form].value = True
    assert (dots(stage) == before).all()


def test_the_sentence_gives_the_retention_and_index_of_the_truth(truth):
    stage = unlocking_explorer(truth)
    stage.sliders["cut"].value = 20
    kept = truth.counterfactual(rival_cheaper_by=0.2).retention
    index = truth.lock_in_index(rival_cheaper_by=0.2)
    assert f"With all four barriers {100 * kept:.0f} of 100" in stage.sentence
    assert "Rivals are 20% cheaper." in stage.sentence
    assert f"Lock-in index {index:.2f}." in stage.sentence


def test_with_every_switch_off_nothing_is_locked_in(truth):
    stage = unlocking_explorer(truth)
    for form in FORMS:
        stage.sliders[form].value = False
    assert stage.sentence.startswith("With no barrier")
    assert stage.sentence.endswith("Lock-in index 0.00.")


def test_what_is_stored_in_its_place_is_a_sentence(truth):
    assert str(unlocking_explorer(truth)) == (
        "Run this cell to move the sliders; three settings are shown below."
    )
