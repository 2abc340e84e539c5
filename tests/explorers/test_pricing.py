"""The explorer of lesson 02 says what the game says."""

import pytest

from casekit.explorers.pricing import valley_explorer
from casekit.models.pricing import PriceGame


@pytest.mark.parametrize(("cost", "discount"), [(0, 0.95), (70, 0.95), (70, 0.5), (200, 0.0)])
def test_prices_and_gifts_are_those_of_the_solved_game(cost, discount):
    stage = valley_explorer()
    stage.sliders["cost"].value = cost
    stage.sliders["discount"].value = discount
    game = PriceGame(cost, discount, price_sensitivity=0.01, cost=100).solve()
    assert f"charge ${game.price():.0f}," in stage.sentence
    assert f"allow a price of ${game.harvest_price():.0f};" in stage.sentence


def test_impatient_firms_have_no_valley():
    stage = valley_explorer()
    stage.sliders["discount"].value = 0.0
    assert stage.sentence.endswith("The lowest point of this curve is at $0.")


def test_the_verdict_changes_sides_at_the_end_of_the_valley():
    stage = valley_explorer()
    stage.sliders["cost"].value = 100
    assert "less than the $300" in stage.sentence
    stage.sliders["cost"].value = 150
    assert "more than the $300" in stage.sentence
