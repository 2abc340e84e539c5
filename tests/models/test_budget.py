"""Customer equity: the lesson's table, the conditions of an optimum, and every corner."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime, brentq

from casekit.errors import CasekitWarning, InputError
from casekit.models.budget import (
    CustomerEquity,
    ResponseCurve,
    blattberg_deighton_markets,
    search_markets,
)

FIVE = {  # A*, a, CAC, R*, r, value per prospect, CAC / R*
    "balanced": ("19.3", "0.34", "56.5", "28.4", "0.63", "39.8", "2.0"),
    "sticky": ("29.7", "0.38", "78.2", "10.8", "0.90", "154.8", "7.3"),
    "butterfly": ("14.6", "0.31", "47.5", "11.8", "0.18", "18.3", "4.0"),
    "hard to acquire": ("6.8", "0.04", "162", "32.8", "0.74", "2.2", "4.9"),
    "cheap to acquire": ("6.6", "0.48", "13.7", "22.4", "0.29", "45.7", "0.6"),
}
FIELDS = (
    "acquisition_spend",
    "acquisition_rate",
    "cost_per_acquired_customer",
    "retention_spend",
    "retention_rate",
    "value",
    "ratio",
)

shares = st.floats(0.01, 0.98)
rates = st.floats(-3, 1).map(lambda power: 10**power)


@st.composite
def curves(draw, most=0.99):
    ceiling = draw(st.floats(0.02, most))
    floor = draw(st.one_of(st.just(0.0), st.floats(0, 0.9).map(lambda x: x * ceiling)))
    return ResponseCurve(ceiling, draw(rates), floor)


@st.composite
def markets(draw):
    return CustomerEquity(
        draw(curves()),
        draw(curves()),
        margin=10 ** draw(st.floats(0, 3)),
        discount_rate=draw(st.floats(0, 0.3)),
    )


def equity(acquisition=(0.4, 0.1), retention=(0.7, 0.08), margin=100.0, discount_rate=0.1):
    return CustomerEquity(
        ResponseCurve(*acquisition), ResponseCurve(*retention), margin, discount_rate
    )


def best_on_a_grid(market, budget, customers, covers):
    """Look for the best split of a budget without any of the room's algebra."""
    sized = market.market(1, customers, covers)
    A = np.linspace(0, budget, 2_001)
    base = sized.base(A)
    R = np.linspace(0, market.worth.best(), 2_001)
    left = np.divide(budget - A, base, out=np.zeros_like(A), where=base > 0)
    return sized.value(A, np.interp(left, sized.cost(R), R)).max()


@pytest.mark.parametrize("name", FIVE)
def test_five_markets_have_the_best_plans_of_the_lessons_table(name):
    best = blattberg_deighton_markets()[name].optimum()
    for field, printed in zip(FIELDS, FIVE[name], strict=True):
        digits = len(printed.partition(".")[2])
        assert f"{getattr(best, field):.{digits}f}" == printed, field


def test_a_rate_comes_from_one_point_that_a_manager_knows():
    curve = ResponseCurve.through(spend=10, response=0.25, ceiling=0.4)
    assert round(curve.rate, 4) == 0.0981
    assert curve.at(10) == pytest.approx(0.25, rel=1e-14)
    assert curve.spend_for(0.25) == pytest.approx(10, rel=1e-14)


@settings(max_examples=30, deadline=None)
@given(markets(), st.floats(0, 100), st.floats(0, 100))
def test_the_fraction_is_the_papers_formula(market, A, R):
    r = market.retention.at(R)
    assume(r > 1e-6)
    a, later = market.acquisition.at(A), r / (1 + market.discount_rate)
    paper = a * (market.margin + (market.margin - R / r) * later / (1 - later)) - A
    assert market.value(A, R) == pytest.approx(paper, rel=1e-9, abs=1e-9)


def test_the_formula_is_a_sum_of_payments_at_the_times_that_the_docstring_names():
    market, A, R = equity(), 15.0, 25.0
    a, r = market.acquisition.at(A), market.retention.at(R)
    value, there = -A, a
    value += there * market.margin  # the first margin, at once
    for year in range(1, 400):
        # At the end of the year: money for all who were there, margin from those who stay.
        value += (there * r * market.margin - there * R) / 1.1**year
        there *= r
    assert market.value(A, R) == pytest.approx(value, rel=1e-12)


def test_thirty_on_winning_and_twenty_on_keeping_beat_the_reverse_in_a_textbook_exercise():
    # a = .2 at 20, .3 at 30; r = .5 at 20, .6 at 30; margin 200, discount 10%.
    def value(A, a, R, r):
        return CustomerEquity(
            ResponseCurve.through(spend=A, response=a, ceiling=0.9),
            ResponseCurve.through(spend=R, response=r, ceiling=0.9),
            margin=200,
            discount_rate=0.1,
        ).value(A, R)

    assert value(20, 0.2, 30, 0.6) == pytest.approx(56)
    assert value(30, 0.3, 20, 0.5) == pytest.approx(70)


@settings(max_examples=30, deadline=None)
@given(markets())
def test_the_next_customer_costs_the_same_won_or_kept_and_as_much_as_they_are_worth(market):
    best = market.optimum()
    assume(best.acquisition_spend > 1e-6 and best.retention_spend > 1e-6)
    assert best.marginal_cost_to_acquire == pytest.approx(best.customer_value, rel=1e-6)
    assert best.marginal_cost_to_retain == pytest.approx(best.customer_value, rel=1e-6)


@settings(max_examples=40, deadline=None)
@given(markets(), st.floats(0, 3), st.floats(0, 3))
def test_no_other_pair_of_spends_is_worth_more_than_the_best(market, more, other):
    best = market.optimum()
    A = best.acquisition_spend * more + (other if best.acquisition_spend == 0 else 0)
    R = market.worth.best() * other
    assert market.value(A, R) <= best.value + 1e-9 * max(1, abs(best.value))


@settings(max_examples=30, deadline=None)
@given(
    markets(),
    st.floats(0.001, 0.999),
    st.sampled_from([0.0, 0.3, 2.0]),
    st.sampled_from(["first year", "all years"]),
)
def test_a_budget_is_kept_and_split_better_than_any_split_on_a_grid(market, part, there, covers):
    free = market.optimum(customers=there, budget_covers=covers)
    full = free.first_year_spend if covers == "first year" else free.all_years_spend
    assume(full > 1e-9)
    plan = market.optimum(budget=part * full, customers=there, budget_covers=covers)
    spent = plan.first_year_spend if covers == "first year" else plan.all_years_spend
    assert spent <= part * full * (1 + 1e-9)
    on_grid = best_on_a_grid(market, part * full, there, covers)
    assert plan.total_value >= on_grid - 1e-7 * abs(on_grid)
    assert plan.total_value <= free.total_value + 1e-9 * abs(free.total_value)


@settings(max_examples=30, deadline=None)
@given(markets(), st.floats(0.01, 0.99), st.sampled_from([0.0, 1.5]))
def test_the_shadow_price_is_what_the_next_unit_of_budget_adds(market, part, there):
    full = market.optimum(customers=there).first_year_spend
    assume(full > 1e-3)
    budget, step = part * full, full * 1e-5
    values = [
        market.optimum(budget=budget + move, customers=there).total_value
        for move in (-step, 0, step)
    ]
    below, above = (values[1] - values[0]) / step, (values[2] - values[1]) / step
    assume(above <= below * (1 + 1e-3) + 1e-6)  # no kink: where a plan jumps there are two prices
    price = market.optimum(budget=budget, customers=there).shadow_price
    assert price == pytest.approx((below + above) / 2, rel=2e-3, abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(markets(), st.floats(0.01, 0.99), st.sampled_from([0.0, 1.5]))
def test_under_a_budget_the_last_unit_brings_the_same_in_both_places(market, part, there):
    full = market.optimum(customers=there).first_year_spend
    assume(full > 1e-3)
    plan = market.optimum(budget=part * full, customers=there)
    price, near = plan.shadow_price, 1e-6 * (1 + plan.shadow_price)
    for spend, gain in (
        (plan.acquisition_spend, plan.next_acquisition),
        (plan.retention_spend, plan.next_retention),
    ):
        if spend > 1e-9:
            assert gain == pytest.approx(price, abs=near)
        else:  # a use that gets nothing would not have brought more
            assert math.isnan(gain) or gain <= price + near


@settings(max_examples=40, deadline=None)
@given(markets(), st.floats(0.01, 1.2), st.floats(-4, 4).map(lambda power: 10**power))
def test_another_currency_or_another_number_of_people_changes_no_decision(market, part, times):
    budget = part * market.optimum().first_year_spend
    plan = market.optimum(budget=budget)
    other = CustomerEquity(
        *(
            ResponseCurve(curve.ceiling, curve.rate / times, curve.floor)
            for curve in (market.acquisition, market.retention)
        ),
        margin=market.margin * times,
        discount_rate=market.discount_rate,
    ).optimum(budget=budget * times)
    many = market.optimum(budget=budget * 1_000, prospects=1_000)
    assert other.total_value == pytest.approx(plan.total_value * times, rel=1e-7, abs=1e-9 * times)
    assert many.total_value == pytest.approx(plan.total_value * 1_000, rel=1e-7, abs=1e-6)
    assert other.shadow_price == pytest.approx(plan.shadow_price, rel=1e-5, abs=1e-7)


@pytest.mark.parametrize("R", [0.0, 3.0, 30.0, 120.0])
def test_slopes_agree_with_finite_differences(R):
    for market in blattberg_deighton_markets().values():
        for function, slope in (
            (market.worth.at, market.worth.slope),
            (market.worth.upkeep, market.worth.upkeep_slope),
            (market.acquisition.at, market.acquisition.slope),
        ):
            step = 1e-6
            low = max(R - step, 0)
            expected = (function(R + step) - function(low)) / (R + step - low)
            assert slope(R) == pytest.approx(expected, rel=1e-5, abs=1e-6)


def test_gradient_of_the_value_vanishes_at_the_best_plan_of_every_market():
    for market in blattberg_deighton_markets().values():
        best = market.optimum()
        here = np.array([best.acquisition_spend, best.retention_spend])
        slope = approx_fprime(here, lambda x, m=market: m.value(x[0], x[1]), 1e-6)
        assert np.abs(slope).max() < 1e-4


def test_moving_money_to_retention_destroys_value_where_the_best_ratio_is_seven():
    sticky = blattberg_deighton_markets()["sticky"]
    best = sticky.optimum()
    A = best.acquisition_spend - 5
    R = (best.first_year_spend - A) / sticky.acquisition.at(A)
    assert best.ratio > 7
    assert sticky.value(A, R) < 0.86 * best.value


def test_a_ratio_of_three_may_be_wasteful():
    ours = blattberg_deighton_markets()["balanced"].plan(30, 28.4)
    assert 2 < ours.ratio < 3
    assert ours.next_acquisition < -0.5
    assert ours.better_next == "neither"


def test_the_plan_says_where_the_next_unit_does_more():
    balanced = blattberg_deighton_markets()["balanced"]
    assert balanced.plan(40, 20).better_next == "retention"
    assert balanced.plan(5, 28.37).better_next == "acquisition"
    tight = balanced.optimum(budget=10)
    assert tight.better_next == "either"
    assert tight.gain_of_moving == pytest.approx(0, abs=1e-9)
    assert balanced.plan(40, 20).gain_of_moving > 0 > balanced.plan(5, 40).gain_of_moving
    free = balanced.optimum()
    assert balanced.plan(round(free.acquisition_spend, 2), 28.37).better_next == "neither"


def test_the_next_unit_is_what_a_small_step_of_the_first_years_money_adds():
    market, A, R = blattberg_deighton_markets()["balanced"], 12.0, 15.0
    plan = market.plan(A, R, prospects=1_000, customers=200)
    step = 1e-4

    def per_unit(dA, dR):
        moved = market.plan(A + dA, R + dR, prospects=1_000, customers=200)
        gain = moved.total_value - plan.total_value
        return gain / (moved.first_year_spend - plan.first_year_spend)

    assert plan.next_acquisition == pytest.approx(per_unit(step, 0), rel=1e-4)
    assert plan.next_retention == pytest.approx(per_unit(0, step), rel=1e-4)


# Corners


def test_a_market_that_is_not_worth_it_gets_nothing():
    for market in (
        equity(acquisition=(0.01, 0.01)),
        equity(margin=0.0),
        equity(margin=-20.0),
        equity(acquisition=(0.0, 1.0)),
    ):
        best = market.optimum(budget=1_000)
        assert (best.acquisition_spend, best.retention_spend, best.value) == (0, 0, 0)
        assert best.shadow_price == 0
        assert math.isnan(best.ratio)
        assert math.isnan(best.cost_per_acquired_customer)


def test_customers_who_cannot_be_kept_get_no_retention_money():
    best = equity(retention=(0.0, 0.08)).optimum()
    assert best.retention_spend == 0
    assert best.customer_value == pytest.approx(100)
    assert best.ratio == math.inf
    assert (
        equity(retention=(0.7, 0.01)).optimum().retention_spend == 0
    )  # the first unit is too dear


def test_nothing_to_spend_still_has_a_price():
    none = equity().optimum(budget=0)
    assert none.value == 0
    little = equity().optimum(budget=1e-6)
    assert none.shadow_price == pytest.approx(little.total_value / 1e-6, rel=1e-4)
    assert equity().optimum(budget=0, customers=3).total_value == pytest.approx(300)


def test_money_left_over_has_no_price():
    best = equity().optimum(budget=1e9)
    assert best.shadow_price == 0
    assert best.acquisition_spend == equity().optimum().acquisition_spend


@pytest.mark.parametrize("rate", [1e-12, 1e-6, 1e3, 1e9])
def test_rates_of_any_size_give_a_best_plan_and_no_warning(rate):
    for market in (equity(acquisition=(0.4, rate)), equity(retention=(0.9, rate))):
        best = market.optimum()
        tight = market.optimum(budget=best.first_year_spend / 3)
        for plan in (best, tight):
            assert math.isfinite(plan.value)
            assert plan.acquisition_spend >= 0 <= plan.retention_spend
        assert 0 <= tight.value <= best.value


def test_a_retention_ceiling_of_one_is_fine_with_a_discount():
    best = equity(retention=(1.0, 0.5)).optimum()
    assert best.marginal_cost_to_retain == pytest.approx(best.customer_value, rel=1e-9)
    assert best.retention_rate < 1


def test_no_discount_is_fine_while_customers_leave():
    best = equity(discount_rate=0.0).optimum()
    assert best.marginal_cost_to_acquire == pytest.approx(best.customer_value, rel=1e-9)
    with pytest.raises(InputError, match="worth more than any number"):
        equity(retention=(1.0, 0.5), discount_rate=0.0)


def test_a_discount_of_ten_instead_of_ten_per_cent_is_told():
    with pytest.warns(CasekitWarning, match="1000% a year"):
        equity(discount_rate=10)


def test_customers_who_come_and_stay_by_themselves_are_worth_something():
    market = equity(acquisition=(0.4, 1e-9, 0.1), retention=(0.7, 1e-9, 0.5))
    best = market.optimum()
    assert (best.acquisition_spend, best.retention_spend) == (0, 0)
    assert best.value == pytest.approx(0.1 * 110 / 0.6)


def test_the_customers_who_are_there_are_paid_for_too():
    alone = equity().optimum(budget=10_000, prospects=1_000)
    with_base = equity().optimum(budget=10_000, prospects=1_000, customers=500)
    assert with_base.acquisition_spend < alone.acquisition_spend
    assert with_base.first_year_spend == pytest.approx(10_000)
    only_base = equity().optimum(budget=5_000, prospects=0, customers=500)
    assert only_base.retention_spend == pytest.approx(10)
    assert only_base.acquired == 0


def test_a_budget_for_all_years_buys_less_than_one_for_the_first():
    first, all_years = (
        equity().optimum(budget=10, budget_covers=covers) for covers in ("first year", "all years")
    )
    assert all_years.all_years_spend == pytest.approx(10)
    assert first.all_years_spend > 10
    assert all_years.value < first.value


def test_the_frontier_rises_ever_more_slowly_and_is_flat_where_money_is_left_over():
    table = equity().frontier([0, 5, 10, 20, 29, 40])
    assert table.index.tolist() == [0, 5, 10, 20, 29, 40]
    assert np.all(np.diff(table["value"]) >= -1e-12)
    assert np.all(np.diff(table["shadow_price"]) <= 0)
    assert table["shadow_price"].iloc[-1] == 0
    spent = table["acquisition_spend"] + table["acquisition_rate"] * table["retention_spend"]
    assert np.allclose(spent.iloc[:-1], table.index[:-1])
    share = 1 - table["acquisition_spend"] / table["first_year_spend"]
    assert table["share_for_retention"].iloc[1:].tolist() == share.iloc[1:].tolist()


def test_markets_can_be_searched_for_by_their_best_ratio():
    below = search_markets(ratio_below=1, n=300, seed=1)
    above = search_markets(ratio_above=5, ratio_below=6, n=300, seed=1)
    assert 0 < len(below) < 300
    assert (below["ratio"] < 1).all()
    assert above["ratio"].between(5, 6).all()
    row = below.iloc[0]
    again = equity(
        (row["acquisition_ceiling"], row["acquisition_rate"]),
        (row["retention_ceiling"], row["retention_rate"]),
    ).optimum()
    assert again.ratio == pytest.approx(row["ratio"])


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: ResponseCurve(40, 0.1), "between 0 and 1"),
        (lambda: ResponseCurve(0.4, 0), "through"),
        (lambda: ResponseCurve(0.4, math.nan), "above 0"),
        (lambda: ResponseCurve(0.4, 0.1, 0.5), "lies above ceiling"),
        (lambda: ResponseCurve(0.4, 0.1).at(-1), "at least 0"),
        (lambda: ResponseCurve(0.4, 0.1).spend_for(0.4), "never"),
        (lambda: ResponseCurve.through(spend=10, response=0.5, ceiling=0.4), "below the ceiling"),
        (lambda: ResponseCurve.through(spend=0, response=0.2, ceiling=0.4), "above 0"),
        (lambda: equity(discount_rate=-0.1), "0 or more"),
        (lambda: equity(margin=math.nan), "money per customer"),
        (lambda: CustomerEquity(0.4, ResponseCurve(0.7, 0.1), 100, 0.1), "ResponseCurve"),
        (lambda: equity().optimum(budget=-1), "0 or more"),
        (lambda: equity().optimum(budget=math.nan), "0 or more"),
        (lambda: equity().optimum(budget=1, prospects=-1), "number of people"),
        (lambda: equity().optimum(prospects=0), "nobody"),
        (lambda: equity().optimum(budget=1, budget_covers="ever"), "all years"),
        (lambda: equity().plan(math.inf, 1), "infinity"),
        (lambda: equity().frontier([]), "No budget"),
        (lambda: search_markets(n=0, seed=1), "whole number"),
        (lambda: search_markets(seed=1, retention_rate=(0.5, 0.1)), "lowest"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(make, words):
    with pytest.raises(InputError, match=words):
        make()


@pytest.mark.parametrize(("gain", "base"), [(0.25, 0.75), (0.85, 0.8912)])
def test_five_points_of_retention_are_worth_what_the_famous_article_reports_at_one_base(gain, base):
    # Without discount a customer is worth margin / (1 - r): five points more at which r?
    def worth(r):
        market = CustomerEquity(ResponseCurve(0.4, 0.1), ResponseCurve(r, 1.0, r), 100, 0.0)
        return market.customer_value(0)

    found = brentq(lambda r: worth(r + 0.05) / worth(r) - 1 - gain, 0.0, 0.94)
    assert round(found, 4) == base


def test_one_year_at_the_old_spends_changes_nothing():
    for market in blattberg_deighton_markets().values():
        plan = market.plan(12, 9, prospects=300, customers=50)
        same = market.one_year(12, 9, afterwards=9, prospects=300, customers=50)
        assert same == pytest.approx(plan.total_value, rel=1e-12)


def test_one_year_of_another_spend_is_the_sum_written_out():
    market = equity()
    R, later, d = 30.0, 20.0, 0.1
    stays = market.retention.at(later) / (1 + d)
    after = sum(
        stays**year * (100 - later / (1 + d)) for year in range(2_000)
    )  # margins at the start, keeping money at the end of each later year
    worth = 100 + (market.retention.at(R) * after - R) / (1 + d)
    expected = 7 * (market.acquisition.at(10) * worth - 10) + 3 * worth
    found = market.one_year(10, R, afterwards=later, prospects=7, customers=3)
    assert found == pytest.approx(expected, rel=1e-9)


def test_one_year_refuses_what_a_plan_refuses():
    with pytest.raises(InputError):
        equity().one_year(-1, 10, afterwards=10)
    with pytest.raises(InputError):
        equity().one_year(1, 10, afterwards=10, customers=-5)
