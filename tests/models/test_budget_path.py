"""A budget a year: the shift from winning to keeping, and no better plan to be found."""

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
    blattberg_deighton_markets,
    budget_path,
)

STICKY = blattberg_deighton_markets()["sticky"]


@st.composite
def markets(draw):
    return CustomerEquity(
        ResponseCurve(draw(st.floats(0.05, 0.8)), 10 ** draw(st.floats(-2, 0))),
        ResponseCurve(
            draw(st.floats(0.35, 0.98)),
            10 ** draw(st.floats(-2, 0)),
            draw(st.sampled_from([0, 0.3])),
        ),
        margin=10 ** draw(st.floats(1, 2.5)),
        discount_rate=draw(st.floats(0.01, 0.2)),
    )


def walk(market, spends, budgets, prospects, customers, last):
    """Add up the cash year by year, and what is left of each budget."""
    years, grown = len(budgets), 1 + market.discount_rate
    A, R = spends[:years].clip(0), spends[years:].clip(0)
    value, left = 0.0, []
    for t in range(years):
        base = customers + prospects[t] * market.acquisition.at(A[t])
        cash = base * market.margin - prospects[t] * A[t] - base * R[t] / grown
        value += cash / grown**t
        left.append(budgets[t] - prospects[t] * A[t] - base * R[t])
        customers = base * market.retention.at(R[t])
    return value + customers * last / grown**years, np.array(left)


@settings(max_examples=12, deadline=None)
@given(markets(), st.integers(1, 4), st.sampled_from([0.0, 200.0]), st.integers(0, 10**6))
def test_no_general_solver_finds_a_better_path(market, years, customers, seed):
    rng = np.random.default_rng(seed)
    prospects = rng.uniform(10, 500, years)
    full = market.market(250, customers, "first year")
    budgets = rng.uniform(0.05, 1, years) * full.spending(*full.free)
    assume(budgets.max() > 1)
    last = max(float(market.worth.at(market.worth.best())), 0.0)
    plan = budget_path(market, budgets, prospects=prospects, customers=customers)
    ours = np.concatenate([plan.table["acquisition_spend"], plan.table["retention_spend"]])
    value, left = walk(market, ours, budgets, prospects, customers, last)
    assert plan.total_value == pytest.approx(value, rel=1e-12)
    assert left.min() >= -1e-9 * budgets.max()

    scale = budgets.max()
    for _start in range(4):
        start = np.concatenate(
            [rng.random(years) * budgets / prospects, rng.random(years) * market.worth.best()]
        )
        while walk(market, start, budgets, prospects, customers, last)[1].min() < 0:
            start = start * 0.8
        found = minimize(
            lambda x: -walk(market, x, budgets, prospects, customers, last)[0] / scale,
            start,
            method="SLSQP",
            bounds=[(0, None)] * (2 * years),
            constraints={
                "type": "ineq",
                "fun": lambda x: walk(market, x, budgets, prospects, customers, last)[1] / scale,
            },
        )
        other, room = walk(market, found.x, budgets, prospects, customers, last)
        if room.min() > -1e-7 * scale:
            assert other <= plan.total_value + 1e-6 * abs(plan.total_value)


def test_without_a_limit_the_size_of_the_base_changes_nothing():
    best = STICKY.optimum()
    for customers in (0, 5_000):
        plan = budget_path(STICKY, math.inf, years=4, prospects=1_000, customers=customers)
        assert plan.table["acquisition_spend"].to_numpy() == pytest.approx(best.acquisition_spend)
        assert plan.table["retention_spend"].to_numpy() == pytest.approx(best.retention_spend)
        assert (plan.table["shadow_price"] == 0).all()
        new = sum(1_000 * best.value / 1.1**t for t in range(4))
        assert plan.total_value == pytest.approx(new + customers * best.customer_value)


def test_money_shifts_from_winning_to_keeping_as_the_base_grows():
    plan = budget_path(STICKY, 10_000, years=8, prospects=1_000).table
    assert (np.diff(plan["customers"]) > 0).all()
    assert (np.diff(plan["share_for_retention"]) > 0).all()
    assert (np.diff(plan["acquisition_spend"]) < 0).all()
    assert plan["share_for_retention"].iloc[0] < 0.2
    assert plan["share_for_retention"].iloc[-1] > 0.5


def test_shadow_prices_are_what_more_money_in_a_year_adds():
    budgets = np.array([4_000.0, 6_000, 8_000])
    plan = budget_path(STICKY, budgets, prospects=800, customers=50)
    for year in range(3):
        more, less = budgets.copy(), budgets.copy()
        more[year] += 1
        less[year] -= 1
        values = [
            budget_path(STICKY, money, prospects=800, customers=50).total_value
            for money in (more, less)
        ]
        rise = (values[0] - values[1]) / 2 * 1.1**year
        assert plan.table["shadow_price"].iloc[year] == pytest.approx(rise, rel=1e-5)
    grown = budget_path(STICKY, budgets, prospects=800, customers=51).total_value
    worth = plan.table["customer_value"].iloc[0]
    assert grown - plan.total_value == pytest.approx(worth, rel=1e-3)


def test_a_last_year_without_a_future_spends_nothing_on_keeping():
    plan = budget_path(STICKY, 10_000, years=3, prospects=500, value_afterwards=0).table
    assert plan["retention_spend"].iloc[-1] == 0
    assert plan["retention_spend"].iloc[0] > 0


def test_one_year_and_no_money_are_fine():
    plan = budget_path(STICKY, [0], prospects=[100], customers=10)
    assert plan.table[["acquisition_spend", "retention_spend"]].iloc[0].tolist() == [0, 0]
    assert plan.total_value == pytest.approx(1_000)
    assert plan.table["shadow_price"].iloc[0] > 1
    nobody = budget_path(STICKY, 100, years=2, prospects=0)
    assert nobody.total_value == 0
    poor = CustomerEquity(ResponseCurve(0.4, 0.1), ResponseCurve(0.7, 0.1), -5, 0.1)
    assert budget_path(poor, 100, years=2, prospects=10).table["acquired"].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"budgets": 5, "prospects": 5}, "How many years"),
        ({"budgets": [5, 5], "prospects": [5]}, "differ"),
        ({"budgets": [5, -5], "prospects": 5}, "at least 0"),
        ({"budgets": 5, "prospects": math.inf, "years": 2}, "at least 0"),
        ({"budgets": 5, "prospects": 5, "years": 0}, "differ"),
        ({"budgets": 5, "prospects": 5, "years": 2, "customers": -1}, "number of people"),
        ({"budgets": 5, "prospects": 5, "years": 2, "value_afterwards": math.nan}, "amount"),
    ],
)
def test_a_path_that_cannot_be_is_refused_in_words(how, words):
    with pytest.raises(InputError, match=words):
        budget_path(STICKY, **how)
