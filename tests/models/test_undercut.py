"""Shy's quick rule: its worked numbers, its inverse, and where it goes wrong."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from casekit.errors import InputError
from casekit.generators.switching.undercut import (
    logit_prices,
    make_shy_market,
    undercut_proof_prices,
)
from casekit.models.switching.undercut import profitable_undercuts, undercut_switching_costs


def test_two_firms_have_the_switching_costs_that_the_formula_gives():
    assert undercut_switching_costs([10, 9], [60, 40]).tolist() == pytest.approx([6.4, 3.0])


def test_two_firms_have_the_closed_form_prices_and_the_larger_is_the_cheaper():
    a, b, s = 60.0, 40.0, 5.0
    d = a**2 + a * b + b**2
    closed = [s * (a + b) * (a + 2 * b) / d, s * (a + b) * (2 * a + b) / d]
    for pairs in ("rule", "all pairs"):
        found = undercut_proof_prices(s, [a, b], pairs=pairs)
        assert found.tolist() == pytest.approx(closed, rel=1e-9)
    assert closed == pytest.approx([9.2105, 10.5263], abs=5e-5)


@pytest.mark.parametrize("numbers", [[60, 40], [50, 30, 20], [20, 50, 30], [5, 1, 40, 9, 12]])
def test_the_rule_returns_the_cost_from_prices_that_the_rule_made(numbers):
    prices = undercut_proof_prices(5, numbers)
    assert undercut_switching_costs(prices, numbers).tolist() == pytest.approx([5] * len(numbers))


def test_with_three_firms_the_rule_prices_leave_one_attack_and_all_pairs_prices_none():
    numbers = [50, 30, 20]
    by_rule = undercut_proof_prices(5, numbers)
    assert by_rule.round(2).tolist() == [8.08, 9.31, 10.77]
    attacks = profitable_undercuts(by_rule, numbers, 5)
    assert attacks[["firm", "undercuts"]].to_numpy().tolist() == [[1, 2]]
    assert attacks["gain"].item() == pytest.approx((by_rule[2] - 5) * 50 - by_rule[1] * 30)
    of_all = undercut_proof_prices(5, numbers, pairs="all pairs")
    assert of_all.round(3).tolist() == [8.008, 9.211, 10.526]
    assert profitable_undercuts(of_all, numbers, 5).empty
    assert undercut_switching_costs(of_all, numbers).round(2).tolist() == [5.0, 5.0, 4.81]


@pytest.mark.parametrize("numbers", [[60, 40], [50, 30, 20], [9, 8, 7, 6, 5]])
def test_all_pairs_prices_are_the_highest_a_cent_more_invites_an_attack(numbers):
    prices = undercut_proof_prices(5, numbers, pairs="all pairs")
    for firm in range(len(numbers)):
        higher = prices.copy()
        higher[firm] += 0.01
        assert firm in profitable_undercuts(higher, numbers, 5)["undercuts"].tolist()


@pytest.mark.parametrize("s", [0.0, 0.5, 1.0, 1.4])
def test_logit_prices_of_two_equal_firms_are_the_closed_form_of_lesson_02(s):
    b = 0.1
    expected = 1 / (2 * b * expit(s) * (1 - expit(s)))
    assert logit_prices(s / b, [50, 50], price_sensitivity=b).tolist() == pytest.approx(
        [expected, expected], rel=1e-8
    )


def test_no_firm_gains_by_another_logit_price():
    numbers, cost, b = np.array([50.0, 30, 20]), 12.0, 0.1
    prices = logit_prices(cost, numbers, price_sensitivity=b)

    def profit(firm, price):
        utility = b * cost * np.eye(3) - b * np.where(np.arange(3) == firm, price, prices)
        chances = np.exp(utility) / np.exp(utility).sum(axis=1, keepdims=True)
        return price * (numbers @ chances)[firm]

    for firm in range(3):
        best = profit(firm, prices[firm])
        assert all(profit(firm, other) <= best + 1e-6 for other in np.linspace(1, 90, 60))


def test_where_customers_have_tastes_the_rule_finds_a_cost_that_is_not_there():
    market, truth = make_shy_market(10_000, seed=1, switching_cost=0, pricing="logit")
    found = undercut_switching_costs(market["price"], market["customers"])
    assert truth.switching_cost == 0
    assert (found > 4).all()


def test_on_logit_prices_the_largest_firm_is_read_too_high_and_the_smallest_too_low():
    for cost in (5.0, 10.0, 20.0):
        market, _ = make_shy_market(10_000, seed=2, switching_cost=cost, pricing="logit")
        found = undercut_switching_costs(market["price"], market["customers"])
        assert found.iloc[0] > cost > found.iloc[-1]


def test_the_quick_rule_keeps_the_names_of_the_firms():
    prices = pd.Series([10, 9], index=["Alder", "Birch"])
    assert undercut_switching_costs(prices, [60, 40]).index.tolist() == ["Alder", "Birch"]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: undercut_proof_prices(5, [60]), "nobody to switch to"),
        (lambda: undercut_proof_prices(-1, [60, 40]), "switching_cost"),
        (lambda: undercut_proof_prices(5, [60, 0]), "above 0"),
        (lambda: undercut_switching_costs([10, 9, 8], [60, 40]), "3 and 2"),
        (lambda: undercut_switching_costs([10, np.nan], [60, 40]), "missing"),
        (lambda: logit_prices(60, [60, 40]), "smaller `switching_cost`"),
        (lambda: make_shy_market(100, seed=1, shares=(0.5, 0.4)), "add up to 1"),
        (lambda: make_shy_market(100, seed=1, pricing="cartel"), "pricing"),
    ],
)
def test_what_is_no_market_is_refused_in_words(call, words):
    with pytest.raises(InputError, match=words):
        call()
