"""The explorer of differences without a browser: what its question has for an answer."""

import pytest

from casekit.explorers.subscriptions import differences_explorer
from casekit.figures.subscriptions.differences import mixed_from


def worth(stage):
    mixed = mixed_from(stage.state)
    return mixed.new, mixed.old, mixed.one_rate


def test_old_and_new_are_worth_the_same_only_where_all_are_alike():
    stage = differences_explorer()
    new, old, rule = worth(stage)
    assert old > 2 * new > 3 * rule
    stage.sliders["difference"].value = stage.sliders["difference"].min
    new, old, rule = worth(stage)
    assert old == pytest.approx(new, rel=0.10)
    assert new == pytest.approx(rule, rel=0.05)


def test_differences_make_a_new_subscriber_worth_more():
    stage = differences_explorer()
    before = worth(stage)[0]
    stage.sliders["difference"].value = 0.6
    assert worth(stage)[0] > before


def test_the_sentence_tells_the_numbers_of_the_model():
    stage = differences_explorer()
    stage.sliders["first_year"].value = 0.80
    mixed = mixed_from(stage.state)
    assert f"climbs from 80% to {100 * mixed.retention[-1]:.0f}%" in stage.sentence
    assert f"new subscriber is worth ${mixed.new:,.0f}" in stage.sentence
    assert f"seven times ${mixed.old:,.0f}" in stage.sentence


@pytest.mark.parametrize("name", ["first_year", "difference", "discount_rate"])
def test_every_end_of_every_slider_can_be_drawn_and_changes_the_picture(name):
    stage = differences_explorer()
    start, before = stage.sliders[name].value, bytes(stage.image.value)
    for value in (stage.sliders[name].min, stage.sliders[name].max):
        stage.sliders[name].value = value
        assert bytes(stage.image.value) != before
    stage.sliders[name].value = start
    assert bytes(stage.image.value) == before
