"""Customer lifetime value: what is in it, and what is not."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from casekit.errors import InputError
from casekit.models.purchases import (
    BGBB,
    BGNBD,
    MBGNBD,
    GammaGamma,
    ParetoNBD,
    customer_lifetime_value,
)

SPEND = GammaGamma.at(p=6.25, q=3.74, gamma=15.44)
MODELS = [
    BGNBD.at(r=0.243, alpha=4.414, a=0.793, b=2.426),
    MBGNBD.at(r=0.525, alpha=6.183, a=0.891, b=1.614),
    ParetoNBD.at(r=0.553, alpha=10.578, s=0.606, beta=11.669),
]
ALL = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.title)
TERMS = {"annual_discount_rate": 0.15, "margin": 0.30}


@pytest.fixture
def customers(histories):
    return histories(
        [2, 0, 30],
        [30.43, 0.0, 38.0],
        [38.86, 39.0, 39.0],
        mean_repeat_spend=[22.35, np.nan, 60.0],
    ).set_axis([7, 8, 9])


@ALL
def test_without_discount_it_is_margin_times_purchases_times_spend(model, customers):
    value = customer_lifetime_value(
        model, SPEND, customers, horizon_weeks=39, annual_discount_rate=0, margin=0.3
    )
    purchases = model.expected_purchases(customers, horizon_weeks=39)
    assert_allclose(value, 0.3 * purchases * SPEND.expected_spend(customers), rtol=1e-9)
    assert value.index.tolist() == [7, 8, 9]


@ALL
def test_without_end_it_is_residual_transactions_times_spend(model, customers):
    value = customer_lifetime_value(model, SPEND, customers, horizon_years=np.inf, **TERMS)
    residual = model.discounted_expected_residual_transactions(customers, annual_discount_rate=0.15)
    assert_allclose(value, 0.3 * residual * SPEND.expected_spend(customers), rtol=1e-9)


@ALL
def test_payments_count_when_they_are_made(model, customers):
    steps = np.linspace(0, 104, 209)
    running = np.array([model.expected_purchases(customers, horizon_weeks=t) for t in steps])
    middle = (steps[1:] + steps[:-1]) / 2 * 7 / 365.25
    discounted = (np.diff(running, axis=0) * 1.15 ** -middle[:, None]).sum(axis=0)
    value = customer_lifetime_value(model, SPEND, customers, horizon_weeks=104, **TERMS)
    assert_allclose(value, 0.3 * discounted * SPEND.expected_spend(customers), rtol=1e-6)


@ALL
def test_at_the_end_of_a_month_a_month_is_discounted_as_one(model, customers):
    ours = customer_lifetime_value(
        model, SPEND, customers, horizon_months=2.5, timing="month_end", **TERMS
    )
    until = [model.expected_purchases(customers, horizon_months=m) for m in (0, 1, 2, 2.5)]
    by_hand = sum(
        (until[i + 1] - until[i]) * 1.15 ** (-end / 12) for i, end in enumerate((1, 2, 2.5))
    )
    assert_allclose(ours, 0.3 * by_hand * SPEND.expected_spend(customers), rtol=1e-9)


@ALL
def test_money_at_the_end_of_the_month_is_worth_a_little_less(model, customers):
    at_once = customer_lifetime_value(model, SPEND, customers, horizon_months=12, **TERMS)
    later = customer_lifetime_value(
        model, SPEND, customers, horizon_months=12, timing="month_end", **TERMS
    )
    # Half a month of discount: 1.15 ** (1/24) is 1.0058.
    assert_allclose(at_once / later, 1.15 ** (1 / 24), rtol=2e-4)


@ALL
def test_a_longer_horizon_is_worth_more_and_a_higher_rate_less(model, customers):
    def value(years, rate):
        return customer_lifetime_value(
            model, SPEND, customers, horizon_years=years, annual_discount_rate=rate, margin=0.3
        )

    assert (value(1, 0.15) < value(3, 0.15)).all()
    assert (value(3, 0.30) < value(3, 0.15)).all()
    assert (value(0, 0.15) == 0).all()
    assert (value(np.inf, 0.15) > value(30, 0.15)).all()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"margin": 30}, "write 0.30 for 30%"),
        ({"margin": 0}, "margin=0"),
        ({"annual_discount_rate": 15}, "write 0.15"),
        ({"timing": "yearly"}, '"continuous" or "month_end"'),
        ({"horizon_weeks": None}, "exactly one of"),
        ({"horizon_months": 3}, "2 lengths"),
        ({"horizon_weeks": np.inf, "timing": "month_end"}, "endless horizon"),
        ({"horizon_weeks": np.inf, "annual_discount_rate": 0}, "endless horizon"),
    ],
)
def test_a_wrong_term_is_refused_in_words(wrong, words, customers):
    arguments = {"horizon_weeks": 39} | TERMS | wrong
    with pytest.raises(InputError, match=words):
        customer_lifetime_value(MODELS[0], SPEND, customers, **arguments)


def test_models_in_the_wrong_order_or_of_the_wrong_kind_are_named(customers):
    donors = BGBB.at(alpha=1.204, beta=0.750, gamma=0.657, delta=2.783)
    for first, second in ((SPEND, MODELS[0]), (donors, SPEND)):
        with pytest.raises(InputError, match=type(first).__name__):
            customer_lifetime_value(first, second, customers, horizon_weeks=39, **TERMS)
