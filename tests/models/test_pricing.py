"""Prices with switching costs: the published closed forms, and an equilibrium that is one."""

import numpy as np
import pytest

from casekit.errors import InputError
from casekit.models.pricing import (
    PriceGame,
    best_single_price,
    cheapest_switching_cost,
    harmless_switching_cost,
    minimum_bounty,
    one_period_price,
    price_curve,
    price_grid,
    two_period_prices,
)

# Switching cost and price of equal firms at discount 0.95, in units of choice.
TABLE = {
    0.0: 2.000,
    0.25: 1.872,
    0.5: 1.803,
    0.75: 1.794,
    1.0: 1.853,
    1.25: 1.991,
    1.5: 2.217,
    2.0: 2.959,
    2.5: 4.211,
}


@pytest.fixture(scope="module")
def curve():
    return price_curve(list(TABLE))


def test_the_whole_table_of_the_price_game_is_reproduced(curve):
    assert np.abs(curve["price"] - list(TABLE.values())).max() < 0.0006


def test_every_point_of_the_table_solves_its_equations(curve):
    assert curve["residual"].max() < 1e-8


@pytest.mark.parametrize("cost", [0.0, 0.75, 1.5, 2.0, 2.5])
def test_no_other_price_at_any_share_would_earn_more(cost):
    assert PriceGame(cost).solve().largest_gain_from_deviating() < 1e-8


@pytest.mark.parametrize("cost", [1.0, 1.25])
def test_the_equilibrium_is_the_one_that_long_games_with_an_end_lead_to(cost):
    from casekit.generators.pricing.chebyshev import basis, nodes, values_to_coefficients

    game = PriceGame(cost)
    demand, beta, degree = game.demand(), game.discount, 24
    x, inverse = nodes(degree), values_to_coefficients(degree)
    price, value = np.full(degree + 1, 2.0), np.zeros(degree + 1)
    for _period in range(60):
        for _step in range(400):
            d, q = demand.of(x, price, price[::-1])
            slope = basis(np.clip(q.level, 0, 1), degree)[1] @ inverse @ value
            wanted = -(d.level + beta * slope * q.p) / d.p
            if np.abs(wanted - price).max() < 1e-10:
                break
            price = price + 0.3 * (wanted - price)
        value = price * d.level + beta * (
            basis(np.clip(q.level, 0, 1), degree)[0] @ inverse @ value
        )
    assert price[degree // 2] == pytest.approx(game.solve().price(), abs=1e-4)


def test_the_cheapest_market_is_one_with_some_lock_in():
    where, price = cheapest_switching_cost()
    assert where == pytest.approx(0.66, abs=0.005)
    assert price == pytest.approx(1.790, abs=0.0005)


def test_lock_in_makes_a_market_dearer_only_beyond_the_turning_point():
    turn = harmless_switching_cost()
    assert PriceGame(0.9 * turn).solve().price() < 2 < PriceGame(1.1 * turn).solve().price()


def test_the_cheapest_market_is_not_the_best_one_for_customers(curve):
    gain = curve.set_index("switching_cost")["customer_gain"]
    assert gain[0.0] == 0
    # At the bottom of the valley lower prices do not pay for leaving and for worse matches.
    assert gain[0.75] < 0 < gain[0.25]
    rng = np.random.default_rng(1)
    taste = rng.gumbel(size=(400_000, 2))
    for cost in (0.25, 0.75):
        price = PriceGame(cost).solve().price()
        best = np.maximum(taste[:, 0] - price, taste[:, 1] - price - cost).mean()
        free = np.maximum(taste[:, 0] - 2, taste[:, 1] - 2).mean()
        assert gain[cost] == pytest.approx(best - free, abs=0.003)


def test_firms_that_do_not_look_ahead_charge_more_with_any_lock_in():
    assert cheapest_switching_cost(PriceGame(0.0, discount=0.0)) == (0.0, pytest.approx(2.0))
    assert harmless_switching_cost(PriceGame(0.0, discount=0.0)) == 0.0
    solved = PriceGame(1.0, discount=0.0).solve()
    assert solved.price() == pytest.approx(one_period_price(1.0), abs=1e-9)
    assert solved.investment_discount() == pytest.approx(0.0, abs=1e-9)


def test_one_period_prices_follow_the_closed_form():
    assert one_period_price(0) == pytest.approx(2.0)
    assert one_period_price(1) == pytest.approx(2.543, abs=0.0005)


def test_money_is_only_a_matter_of_units():
    plain = PriceGame(0.75).solve()
    money = PriceGame(75, price_sensitivity=0.01, cost=100).solve()
    assert money.price() == pytest.approx(100 + 100 * plain.price())
    assert money.value() == pytest.approx(100 * plain.value())


def test_an_outside_good_keeps_prices_from_exploding():
    everybody_must_buy = PriceGame(2.5).solve().price()
    assert PriceGame(2.5, outside=4).solve().price() < 0.6 * everybody_must_buy


def test_new_customers_pull_the_harvest_price_down():
    assert one_period_price(1, new_customers=0.5) < one_period_price(1)
    assert one_period_price(1, new_customers=1) == pytest.approx(2.0)


def test_the_larger_firm_charges_more_and_its_lead_melts():
    game = PriceGame(0.5).solve()
    assert game.price(0.8) > game.price(0.2)
    path = game.share_path(0.8, 10)
    assert path["share"].is_monotonic_decreasing
    assert path["share"].iloc[-1] == pytest.approx(0.5, abs=0.001)


def test_a_firm_answers_the_equilibrium_price_with_the_equilibrium_price():
    game = PriceGame(0.75).solve()
    for share in (0.3, 0.5, 0.9):
        reply = game.best_reply(game.price(1 - share), share)
        assert reply == pytest.approx(game.price(share), abs=1e-4)


def test_counter_moves_lead_back_to_the_equilibrium():
    game = PriceGame(0.75).solve()
    moves = game.counter_moves(1.0, rounds=40)["price"]
    assert moves.iloc[1] < game.price()
    assert moves.iloc[-1] == pytest.approx(game.price(), abs=1e-3)


def test_the_usual_price_keeps_the_half_and_is_worth_the_value_of_the_game():
    game = PriceGame(70, price_sensitivity=0.01, cost=100).solve()
    usual = game.one_move(game.price())
    assert usual.next_share == pytest.approx(0.5)
    assert usual.profit == pytest.approx((game.price() - 100) / 2)
    assert usual.value == pytest.approx(game.value(), rel=1e-8)


@pytest.mark.parametrize("change", [-70, -5, 5, 70])
def test_no_move_alone_is_worth_more_than_the_usual_price(change):
    game = PriceGame(70, price_sensitivity=0.01, cost=100).solve()
    move = game.one_move(game.price() + change)
    assert move.value < game.one_move(game.price()).value
    # By hand: whoever is attached stays with the chance of the logit.
    gap = change / 100
    kept = 0.5 / (1 + np.exp(-0.7 + gap)) + 0.5 / (1 + np.exp(0.7 + gap))
    assert move.next_share == pytest.approx(kept)
    assert move.profit == pytest.approx(kept * (move.price - 100))


def test_a_surprised_firm_can_look_at_every_answer_and_finds_the_best_reply():
    game = PriceGame(75, price_sensitivity=0.01, cost=100).solve()
    values = {p: game.one_move(p, rival_price=200).value for p in range(200, 290, 10)}
    assert max(values, key=values.get) == pytest.approx(game.best_reply(200), abs=10)


def test_a_quick_sweep_gives_the_prices_of_the_careful_solution():
    grid = price_grid((0.0, 0.5, 1.0, 1.5, 2.0), (0.5, 0.95))
    for discount in grid.index:
        for cost in grid.columns:
            price = PriceGame(cost, discount).solve().price()
            assert grid.loc[discount, cost] == pytest.approx(price, abs=1e-5)


def test_the_bargain_pays_for_the_rip_off():
    prices = two_period_prices(cost=10, switching_cost=4, discount=0.9)
    assert (prices.first, prices.second) == (pytest.approx(6.4), pytest.approx(14))
    assert prices.present_value == pytest.approx(19.0) == prices.present_cost
    assert prices.profit == pytest.approx(0.0, abs=1e-12)


def test_a_customer_who_looks_ahead_leaves_for_the_bounty_and_not_for_less():
    bounty = minimum_bounty(40, current_price=10, rival_price=9, discount=0.9)
    assert bounty == pytest.approx(30)
    stay = 10 / (1 - 0.9)
    assert 40 - bounty + 9 / (1 - 0.9) == pytest.approx(stay)
    assert minimum_bounty(5, 10, 9, 0.9) == 0.0
    later = minimum_bounty(40, 10, 9, 0.9, saving_from="next period")
    assert later == pytest.approx(31)


@pytest.mark.parametrize(("share", "choice"), [(0.2, "harvest"), (0.22, "invest")])
def test_one_price_for_all_harvests_below_the_threshold_and_invests_above(share, choice):
    threshold = 40 / ((1 + 0.9) * (60 + 40))
    assert 0.2 < threshold < 0.22
    assert best_single_price(40, 60, 0.9, share) == choice


@pytest.mark.parametrize(
    ("attempt", "word"),
    [
        (lambda: PriceGame(-1), "switching_cost"),
        (lambda: PriceGame(1, discount=1), "discount"),
        (lambda: PriceGame(1, new_customers=2), "new_customers"),
        (lambda: PriceGame(1, price_sensitivity=0), "price_sensitivity"),
        (lambda: PriceGame(6).solve(), "smaller switching cost"),
        (lambda: PriceGame(1).solve().price(1.2), "share"),
        (lambda: PriceGame(1).solve().one_move(2, share=1.2), "share"),
        (lambda: PriceGame(1).solve().share_path(0.5, 0), "1 period"),
        (lambda: two_period_prices(10, -4, 0.9), "switching_cost"),
        (lambda: two_period_prices(10, 4, 1.9), "discount"),
        (lambda: two_period_prices(10, 4, 0.9, reservation_price=12), "stop buying"),
        (lambda: minimum_bounty(40, 10, 9, 1.0), "below 1"),
        (lambda: minimum_bounty(40, 10, 9, 0.9, saving_from="never"), "never"),
        (lambda: best_single_price(40, 60, 0.9, 2), "new_customers"),
    ],
)
def test_senseless_parameters_are_refused_in_words(attempt, word):
    with pytest.raises(InputError, match=word):
        attempt()
