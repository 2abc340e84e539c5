"""The explorer of lesson 21 without a browser: controls, sentence, picture."""

from io import BytesIO
from time import process_time

import numpy as np
import pytest
from PIL import Image

from casekit.cases.rewards import rewards_world
from casekit.explorers.cases.rewards import active_rule_explorer
from casekit.figures.cases.rewards import SilenceRules


@pytest.fixture(scope="module")
def world():
    return rewards_world(900, seed=5, n_households=20, closure_weeks=12, visits_in_closure=0.15)


@pytest.fixture
def stage(world):
    return active_rule_explorer(*world)


def dots(stage):
    return np.asarray(Image.open(BytesIO(bytes(stage.image.value))))


@pytest.mark.parametrize(("name", "value"), [("limit", 180), ("week", 60), ("open", True)])
def test_each_control_changes_the_picture_and_coming_back_restores_it(stage, name, value):
    before, start = dots(stage), stage.sliders[name].value
    stage.sliders[name].value = value
    assert (dots(stage) != before).any()
    stage.sliders[name].value = start
    assert (dots(stage) == before).all()


def test_the_sentence_tells_both_errors_of_the_day(stage, world):
    rules = SilenceRules.of(*world)
    number = 78 - 26
    counts = rules.counts(90)
    assert f"It misses {counts.missed[number]:,} living guests" in stage.sentence
    assert f"counts {counts.ghosts[number]:,} who are gone" in stage.sentence


def test_the_question_has_an_answer_the_switch_counts_fewer_who_are_gone(world):
    rules = SilenceRules.of(*world)
    before = int(np.searchsorted(rules.days, rules.closure[0])) - 1
    during = slice(before, int(np.searchsorted(rules.days, rules.closure[1])) + 2)

    def fall(limit, clock):
        active = rules.counts(limit, open_days=clock).active[during]
        return active.min() / active[0] - 1

    assert fall(90, False) < -0.10
    assert fall(90, True) > -0.03
    longer = next(limit for limit in range(90, 361, 15) if fall(limit, False) > -0.03)
    ghosts = rules.counts(90, open_days=True).ghosts[-1]
    assert ghosts < rules.counts(longer).ghosts[-1]


def test_a_week_outside_the_slider_is_brought_to_its_end(world):
    assert active_rule_explorer(*world, week=1).state["week"] == 26
    assert active_rule_explorer(*world, week=500).state["week"] == 104


def test_the_explorer_redraws_without_a_long_wait(stage):
    times = []
    for limit in (105, 150, 195, 240, 285):
        start = process_time()
        stage.sliders["limit"].value = limit
        times.append(process_time() - start)
    assert np.median(times) < 0.25  # measured: 0.01; the rest is room for a slow machine
