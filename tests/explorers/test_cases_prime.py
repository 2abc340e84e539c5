"""The explorer of four pages without a browser: what its question has for an answer."""

import pytest

from casekit.cases.prime import path_truth, prime_world
from casekit.explorers.cases.prime import four_pages_explorer, three_beliefs


def test_with_equal_chances_the_pages_pay_until_about_three_fifths_are_paid_back():
    stage = four_pages_explorer()
    stage.sliders["four_pages"].value = stage.sliders["one_click"].value
    said = {}
    sentence = {}
    for tenth in range(11):
        stage.sliders["paid_back"].value = tenth / 10
        sentence[tenth] = stage.sentence
        said[tenth] = "more than one click" in stage.sentence
    assert said[0]
    assert said[5]
    assert not said[6]
    assert not said[10]
    # The debrief in the lesson's metadata names these two amounts.
    assert "$1.00 a member more" in sentence[5]
    assert "$0.53 a member less" in sentence[6]


def test_only_easier_pages_and_repayment_move_the_members_row():
    stage = four_pages_explorer()

    def paid():
        return stage.sentence.split("Members pay ")[1]

    start = paid()
    for name in ("one_click", "four_pages"):
        before = stage.sliders[name].value
        stage.sliders[name].value = 0.09
        assert paid() == start
        stage.sliders[name].value = before
    stage.sliders["finished"].value = 0.8
    assert paid() != start
    stage.sliders["finished"].value = 1.0
    assert paid().startswith("$0.00")


def test_the_explorer_starts_in_the_world_of_the_lesson():
    _, truth = prime_world(20_000, seed=7, households=60)
    firm, members = next(iter(three_beliefs().values()))
    known = path_truth(truth)
    assert firm == pytest.approx(known.loc["left", "difference"] / 1000)
    assert members == pytest.approx(known.loc["fees after an attempt", "four pages"] / 1000)


def test_every_control_changes_the_picture_and_coming_back_restores_it():
    stage = four_pages_explorer()
    before = bytes(stage.image.value)
    for name, slider in stage.sliders.items():
        start = slider.value
        slider.value = start + 2 * slider.step
        assert bytes(stage.image.value) != before, name
        slider.value = start
        assert bytes(stage.image.value) == before, name


def test_every_end_of_every_slider_can_be_drawn():
    stage = four_pages_explorer()
    for slider in stage.sliders.values():
        start = slider.value
        for value in (slider.min, slider.max):
            slider.value = value
            assert "The law has not moved." in stage.sentence
        slider.value = start
