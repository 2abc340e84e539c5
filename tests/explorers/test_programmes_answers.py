"""The explorer of five answers without a browser: what its question has for an answer."""

import pytest

from casekit.explorers.programmes import card_answers_explorer, three_shops
from casekit.explorers.programmes.answers import _answers
from casekit.generators.programmes import make_card_launch
from casekit.models.programmes import five_answers

WAYS = {
    "letter": "lottery",
    "distance": "instrument",
    "change": "difference_in_differences",
    "line": "threshold",
}


def test_the_chart_is_right_only_where_nobody_likes_the_shop_more():
    stage = card_answers_explorer()
    off = {}
    for affinity in (0, 6, 14, 24):
        stage.sliders["affinity"].value = affinity
        off[affinity] = float(stage.sentence.split("off by ")[1].split(" points")[0])
    assert abs(off[0]) < 1
    assert off[6] < off[14] < off[24]
    assert off[6] > 4


@pytest.mark.parametrize("switch", list(WAYS))
def test_each_switch_breaks_its_own_way_most(switch):
    sound, broken = _answers(14, 4, ()), _answers(14, 4, (switch,))
    moved = (broken["estimate"] - sound["estimate"]).abs().drop("naive")
    assert moved.idxmax() == WAYS[switch]
    row = broken.loc[WAYS[switch]]
    assert not row["lower"] <= row["truth"] <= row["upper"]


def test_the_quick_road_gives_the_answers_of_the_slow_one():
    customers, truth = make_card_launch(8_000, seed=7, affinity=0.14, effect=0.04, liking="skewed")
    slow, quick = five_answers(customers, truth).table, _answers(14, 4, ())
    same = ["naive", "difference_in_differences", "instrument", "lottery"]
    for column in ("estimate", "truth"):
        assert quick.loc[same, column].tolist() == pytest.approx(slow.loc[same, column].tolist())
    assert quick["truth"]["threshold"] == slow["truth"]["threshold"]


def test_every_control_changes_the_picture_and_coming_back_restores_it():
    stage = card_answers_explorer()
    before = bytes(stage.image.value)
    for name, slider in stage.sliders.items():
        start = slider.value
        slider.value = (not start) if isinstance(start, bool) else start + 3
        assert bytes(stage.image.value) != before, name
        slider.value = start
        assert bytes(stage.image.value) == before, name


def test_every_end_of_every_slider_can_be_drawn():
    for name in ("affinity", "effect"):
        stage = card_answers_explorer()
        for value in (stage.sliders[name].min, stage.sliders[name].max):
            stage.sliders[name].value = value
            assert "The chart is off by" in stage.sentence


def test_the_twin_shows_where_the_explorer_starts():
    start = list(three_shops().values())[1]
    assert start.equals(_answers(14, 4, ()))
