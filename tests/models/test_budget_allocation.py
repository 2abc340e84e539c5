"""One budget for several markets: equal marginal returns, and no better plan to be found."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from casekit.errors import InputError
from casekit.models.budget import (
    CustomerEquity,
    ResponseCurve,
    allocate,
    blattberg_deighton_markets,
)

# Retention money has rising returns here before they fall: 10 a head keeps few.
SLOW_START = CustomerEquity(
    ResponseCurve(0.4, 0.1), ResponseCurve(0.97, 0.05), margin=100, discount_rate=0.05
)


@st.composite
def several(draw):
    count = draw(st.integers(2, 4))
    return {
        str(place): CustomerEquity(
            ResponseCurve(draw(st.floats(0.05, 0.8)), 10 ** draw(st.floats(-2, 0))),
            ResponseCurve(draw(st.floats(0.1, 0.97)), 10 ** draw(st.floats(-2, 0))),
            margin=10 ** draw(st.floats(1, 2.5)),
            discount_rate=draw(st.floats(0.02, 0.2)),
        )
        for place in range(count)
    }


def best_of_a_general_solver(markets, budget, people, there):
    """Ask scipy's SLSQP, from several starts, for all spends at once."""
    sized = [m.market(people, there, "first year") for m in markets.values()]
    rng = np.random.default_rng(0)

    def split(x):
        return [(max(a, 0.0), max(r, 0.0)) for a, r in x.reshape(-1, 2)]

    def loss(x):
        return -sum(float(m.value(*s)) for m, s in zip(sized, split(x), strict=True)) / budget

    def left(x):
        return 1 - sum(m.spending(*s) for m, s in zip(sized, split(x), strict=True)) / budget

    found = -np.inf
    for _start in range(6):
        start = np.ravel([[rng.random() * m.free[0], rng.random() * m.free[1]] for m in sized])
        while left(start) < 0:
            start = start * 0.7
        at = minimize(
            loss,
            start,
            method="SLSQP",
            bounds=[(0, None)] * len(start),
            constraints={"type": "ineq", "fun": left},
        )
        if left(at.x) > -1e-9:
            found = max(found, -at.fun * budget)
    return found


@settings(max_examples=20, deadline=None)
@given(several(), st.floats(0.02, 0.95), st.sampled_from([0.0, 40.0]))
def test_no_general_solver_finds_a_better_plan(markets, part, there):
    full = allocate(math.inf, markets, prospects=100, customers=there).spent
    assume(full > 1)
    plan = allocate(part * full, markets, prospects=100, customers=there)
    other = best_of_a_general_solver(markets, part * full, 100, there)
    assert plan.spent <= part * full * (1 + 1e-9)
    assert plan.total_value >= other - 1e-6 * abs(other)


@settings(max_examples=20, deadline=None)
@given(several(), st.floats(0.02, 0.95))
def test_the_last_unit_brings_the_same_in_every_market_that_gets_money(markets, part):
    full = allocate(math.inf, markets, prospects=100).spent
    assume(full > 1)
    plan = allocate(part * full, markets, prospects=100)
    assert plan.unequal <= 1e-5 * (1 + plan.shadow_price)
    step = full * 1e-5
    up, down = (allocate(part * full + move, markets, prospects=100) for move in (step, -step))
    assume(up.proven and plan.proven and down.proven)
    rise = (up.total_value - down.total_value) / (2 * step)
    assert down.shadow_price >= up.shadow_price - 1e-9
    assert up.shadow_price - 1e-6 <= rise * (1 + 1e-6)
    assert rise <= down.shadow_price * (1 + 1e-6) + 1e-6


def test_one_market_is_its_own_optimum():
    market = blattberg_deighton_markets()["balanced"]
    alone = market.optimum(budget=1_000, prospects=100)
    plan = allocate(1_000, {"balanced": market}, prospects=100)
    assert plan.total_value == pytest.approx(alone.total_value)
    assert plan.shadow_price == pytest.approx(alone.shadow_price)


def test_poor_markets_wait_until_money_is_cheap():
    markets = blattberg_deighton_markets()
    tight = allocate(10_000, markets, prospects=5_000)
    wide = allocate(500_000, markets, prospects=5_000)
    assert tight.table.index[tight.table["budget"] > 0].tolist() == ["sticky", "cheap to acquire"]
    assert tight.table.loc["cheap to acquire", "retention_spend"] == 0
    assert (wide.table["budget"] > 0).all()
    assert tight.table["share"].sum() == pytest.approx(1)
    assert wide.proven
    assert wide.unequal < 1e-9


def test_enough_money_gives_every_market_its_own_best_plan():
    markets = blattberg_deighton_markets()
    plan = allocate(1e9, markets, prospects=10)
    assert plan.shadow_price == 0
    assert plan.spent < 1e6
    for name, market in markets.items():
        assert plan.table.loc[name, "ratio"] == pytest.approx(market.optimum().ratio)


def test_channels_with_known_customer_values_end_at_equal_marginal_costs():
    channels = {
        "search": CustomerEquity.of_channel(ResponseCurve(0.2, 0.3), customer_value=80),
        "fair": CustomerEquity.of_channel(ResponseCurve(0.5, 0.05), customer_value=80),
    }
    plan = allocate(3_000, channels, prospects=[300, 200])
    costs = [plan.plans[name].marginal_cost_to_acquire for name in channels]
    assert costs[0] == pytest.approx(costs[1], rel=1e-8)
    averages = plan.table["cost_per_acquired_customer"]
    assert abs(averages["search"] - averages["fair"]) > 3  # averages need not be equal
    assert plan.shadow_price == pytest.approx(80 / costs[0] - 1, rel=1e-8)


def test_two_equal_customer_bases_may_deserve_unequal_money():
    twins = {"north": SLOW_START, "south": SLOW_START}
    budget = 1_000  # 5 a head for all, or 10 a head for half of them
    plan = allocate(budget, twins, prospects=0, customers=100)
    equal = 2 * SLOW_START.optimum(budget=budget / 2, prospects=0, customers=100).total_value
    assert not plan.proven
    assert plan.total_value > equal * 1.01
    assert plan.table["budget"].min() == pytest.approx(0, abs=1e-6)
    assert plan.spent == pytest.approx(budget)


def test_nothing_to_split_is_split_without_an_error():
    plan = allocate(0, blattberg_deighton_markets())
    assert plan.spent == 0
    assert plan.total_value == 0
    assert plan.table["share"].tolist() == [0] * 5
    assert plan.shadow_price == plan.table["next_unit"].max() > 0


def test_sizes_are_read_by_name_or_in_order():
    markets = blattberg_deighton_markets()
    by_name = allocate(
        1_000, markets, prospects={name: 10 * k for k, name in enumerate(markets, 1)}
    )
    in_order = allocate(1_000, markets, prospects=[10, 20, 30, 40, 50])
    assert by_name.table.equals(in_order.table)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"markets": {}}, "dictionary"),
        ({"markets": {"a": 3}}, "CustomerEquity"),
        ({"budget": -1}, "0 or more"),
        ({"prospects": [1, 2]}, "2 entries for 5"),
        ({"prospects": {"sticky": 4}}, "no entry for balanced"),
        ({"customers": -4}, "number of people"),
    ],
)
def test_what_cannot_be_split_is_refused_in_words(how, words):
    given = {"budget": 100, "markets": blattberg_deighton_markets()} | how
    with pytest.raises(InputError, match=words):
        allocate(given.pop("budget"), given.pop("markets"), **given)
