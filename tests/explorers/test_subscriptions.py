"""The contract explorer without a browser: what its question has for an answer."""

import pytest

from casekit.explorers.subscriptions import contract_explorer
from casekit.generators.subscriptions import expect_subscription


def test_terms_and_fees_change_only_the_way_and_lapse_and_attention_the_end():
    stage = contract_explorer()
    same = "as many as of the same people on the monthly plan"
    assert same in stage.sentence
    for name, value in (("term_months", 18), ("early_exit", 0.4), ("auto_renewal", False)):
        stage = contract_explorer()
        stage.sliders[name].value = value
        assert same in stage.sentence, name
    for name, value in (("wish_lapse", 0.05), ("attention", 0.5)):
        stage = contract_explorer()
        stage.sliders[name].value = value
        assert "points more than" in stage.sentence, name


def test_without_a_term_the_two_lines_are_one_whatever_people_do():
    stage = contract_explorer()
    for name, value in (("term_months", 0), ("attention", 0.15), ("wish_lapse", 0.2)):
        stage.sliders[name].value = value
    assert "as many as of the same people" in stage.sentence


def test_a_year_that_asks_keeps_fewer_of_the_forgetful_than_the_monthly_plan():
    stage = contract_explorer()
    stage.sliders["attention"].value = 0.15
    stage.sliders["auto_renewal"].value = False
    assert "points fewer than" in stage.sentence


def test_a_click_matters_only_to_those_who_think_of_it():
    stage = contract_explorer()
    stage.sliders["term_months"].value = 0
    stage.sliders["attention"].value = 0.15
    before = stage.sentence
    stage.sliders["one_click"].value = False
    assert stage.sentence != before


def test_the_sentence_tells_the_exact_numbers():
    stage = contract_explorer()
    for name, value in (("term_months", 24), ("attention", 0.3), ("wish_lapse", 0.1)):
        stage.sliders[name].value = value
    exact = expect_subscription(term_months=24, attention=0.3, wish_lapse=0.1, early_exit=0.05)
    assert f"After 24 months {100 * exact.survival[23]:.0f}% are left" in stage.sentence
    assert f"{100 * exact.unwanted_share:.0f}% of the revenue" in stage.sentence


@pytest.mark.parametrize("name", ["term_months", "early_exit", "wish_lapse", "attention"])
def test_every_end_of_every_slider_can_be_drawn(name):
    stage = contract_explorer()
    for value in (stage.sliders[name].min, stage.sliders[name].max):
        stage.sliders[name].value = value
        assert "are left" in stage.sentence


def test_coming_back_restores_the_picture():
    stage = contract_explorer()
    before = bytes(stage.image.value)
    stage.sliders["attention"].value = 0.2
    assert bytes(stage.image.value) != before
    stage.sliders["attention"].value = 1.0
    assert bytes(stage.image.value) == before
