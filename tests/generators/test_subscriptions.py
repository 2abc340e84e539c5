"""Subscriptions with a known truth: the published shape of hazards, and the same people twice."""

import hashlib

import numpy as np
import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.generators.subscriptions import (
    SubscriptionRules,
    ValueWalk,
    expect_subscription,
    make_subscriptions,
)


def walk_one_subscriber(rng, rules):
    """Follow one subscriber month by month: the slow definition of the process."""
    replaced, wish = rng.integers(1, rules.card_life_months + 1), False
    for month in range(1, rules.months + 1):
        if wish and rng.random() < rules.wish_lapse:
            wish = False
        if not wish and rng.random() < rules.wish_rate:
            wish = True
        free = month % rules.term_months == 0
        asked = (month - replaced) % rules.card_life_months == 0
        asked = asked or (free and not rules.auto_renewal)
        through = rules.one_click or rng.random() < rules.flow_completion
        acts = asked or (rng.random() < rules.attention and through)
        if wish and acts and (free or rng.random() < rules.early_exit):
            return month, True
    return rules.months, False


def share_left_after(table, month):
    return ((table["months_observed"] > month) | ~table["left"]).mean()


# --- the numbers of the reference -------------------------------------------------------------


def test_the_hazard_is_176_in_1000_at_renewals_and_4_5_in_1000_otherwise():
    hazard = expect_subscription(term_months=12, attention=1).hazard
    renewals = [11, 23, 35]
    # The reference's .175 is one simulation of what is .1758 exactly.
    assert hazard[renewals] == pytest.approx(0.1758, abs=5e-5)
    between = np.delete(hazard, renewals)
    assert between.mean() == pytest.approx(0.0045, abs=5e-5)
    assert hazard[0] == pytest.approx(0.0009, abs=5e-5)
    assert hazard[10] == pytest.approx(0.0074, abs=5e-5)


def test_a_contract_without_lapsing_wishes_moves_churn_and_does_not_remove_it():
    contract = expect_subscription(term_months=12, attention=1)
    monthly = expect_subscription(term_months=1, attention=1)
    # The reference's .482 and .483 are two simulations of the same number.
    assert contract.survival[35] == pytest.approx(0.98**36, abs=1e-12)
    assert monthly.survival[35] == pytest.approx(0.98**36, abs=1e-12)
    for month in (12, 24):
        assert contract.survival[month - 1] == pytest.approx(monthly.survival[month - 1])
    assert contract.survival[10] == pytest.approx(0.952, abs=5e-4)
    assert monthly.survival[10] == pytest.approx(0.801, abs=5e-4)


@pytest.mark.parametrize(("lapse", "survival"), [(0.1, 0.625), (0.3, 0.778)])
def test_when_wishes_lapse_the_contract_does_prevent_churn(lapse, survival):
    contract = expect_subscription(term_months=12, attention=1, wish_lapse=lapse)
    assert contract.survival[35] == pytest.approx(survival, abs=5e-4)
    monthly = expect_subscription(term_months=1, attention=1, wish_lapse=lapse)
    assert monthly.survival[35] == pytest.approx(0.98**36)


# --- the generator is what it says ------------------------------------------------------------

WORLDS = [
    {},
    {"attention": 1.0},
    {"term_months": 1, "wish_lapse": 0.2, "one_click": False},
    {"term_months": 6, "auto_renewal": False, "early_exit": 0.2, "card_life_months": 5},
]


@pytest.mark.parametrize("world", WORLDS, ids=str)
def test_simulated_survival_is_the_exact_one_within_chance(world):
    n = 40_000
    table, truth = make_subscriptions(n, seed=11, wish_rate=0.05, **world)
    for month in (1, 5, 11, 12, 24, 36):
        exact = truth.expected.survival[month - 1]
        reach = 4 * np.sqrt(exact * (1 - exact) / n)
        assert share_left_after(table, month) == pytest.approx(exact, abs=reach)
    assert truth.revenue / n == pytest.approx(truth.expected.total_revenue, rel=0.01)


@pytest.mark.parametrize("world", WORLDS, ids=str)
def test_the_recursion_is_the_walk_of_one_subscriber(world):
    rules = SubscriptionRules(wish_rate=0.1, **world)
    rng = np.random.default_rng(5)
    ends = [walk_one_subscriber(rng, rules) for _ in range(4_000)]
    exact = expect_subscription(wish_rate=0.1, **world).survival
    for month in (3, 12, 36):
        share = np.mean([not gone or end > month for end, gone in ends])
        assert share == pytest.approx(exact[month - 1], abs=4 * np.sqrt(0.25 / 4_000))


def test_exit_fees_are_paid_only_in_the_middle_of_a_term():
    table, truth = make_subscriptions(20_000, seed=2, attention=1, exit_fee=30, early_exit=0.2)
    early = table["left"] & (table["months_observed"] % 12 > 0)
    assert truth.lives.paid_exit.sum() == early.sum() > 0
    months = int(table["months_observed"].sum())
    assert truth.revenue == pytest.approx(10 * months + 30 * early.sum())


def test_without_lapsing_the_extra_revenue_is_what_unwilling_subscribers_paid():
    forgetful = expect_subscription(term_months=1, attention=0.15)
    attentive = expect_subscription(term_months=1, attention=1)
    extra = forgetful.total_revenue - attentive.total_revenue
    assert forgetful.unwanted.sum() == pytest.approx(extra, rel=1e-9)


def test_unwanted_money_is_counted_person_by_person_as_the_recursion_expects_it():
    _, truth = make_subscriptions(20_000, seed=3, term_months=1, one_click=False)
    _, attentive = truth.counterfactual(attention=1.0, one_click=True)
    assert truth.unwanted_revenue == pytest.approx(truth.revenue - attentive.revenue)
    expected = truth.expected.unwanted.sum()
    assert truth.unwanted_revenue / 20_000 == pytest.approx(expected, rel=0.03)


def test_counterfactuals_meet_the_same_people_with_the_same_wishes():
    _, truth = make_subscriptions(5_000, seed=3, term_months=1)
    table, other = truth.counterfactual(attention=1.0, term_months=12)
    assert (other.lives.wishing == truth.lives.wishing).all()
    assert (other.lives.card_replaced_month == truth.lives.card_replaced_month).all()
    assert (table["term_months"] == 12).all()


def test_nobody_stays_shorter_for_being_less_attentive():
    table, truth = make_subscriptions(5_000, seed=3, term_months=1, wish_lapse=0.1)
    attentive, _ = truth.counterfactual(attention=1.0)
    assert (table["months_observed"] >= attentive["months_observed"]).all()


def test_revenue_due_to_inattention_is_the_revenue_over_that_of_full_attention():
    _, truth = make_subscriptions(20_000, seed=3, term_months=1)
    _, attentive = truth.counterfactual(attention=1.0)
    assert truth.revenue_due_to_inattention == pytest.approx(truth.revenue / attentive.revenue - 1)
    _, none = make_subscriptions(500, seed=3, term_months=1, attention=1.0)
    assert none.revenue_due_to_inattention == 0


def test_a_firms_pages_are_a_second_barrier_beside_forgetting():
    _, pages = make_subscriptions(20_000, seed=3, term_months=1, one_click=False)
    _, click = pages.counterfactual(one_click=True)
    assert pages.chance_to_act == pytest.approx(0.075)
    assert pages.revenue > click.revenue
    assert pages.revenue_due_to_inattention > click.revenue_due_to_inattention


def test_who_wants_to_leave_is_counted_among_those_still_there():
    table, truth = make_subscriptions(20_000, seed=3, attention=1)
    wanting = truth.wants_to_leave(11)
    assert len(wanting) == round(share_left_after(table, 11) * 20_000)
    # One month later, at the renewal, all of them go, and so do those who just began to wish.
    stayed = 1 - truth.expected.hazard[11]
    assert wanting.mean() == pytest.approx(1 - stayed / 0.98, abs=0.01)
    assert truth.wants_to_leave(12).sum() == 0


def test_a_drifting_value_makes_wishes_that_pass():
    table, truth = make_subscriptions(5_000, seed=3, term_months=1, values=ValueWalk())
    wishing = truth.lives.wishing
    passed = (wishing[:, :-1] & ~wishing[:, 1:]).any(axis=1)
    assert 0 < passed.mean() < 1
    assert truth.revenue_due_to_inattention > 0
    with pytest.raises(InputError, match="simulate it"):
        _ = truth.expected
    gone = table[table["left"]]
    last = gone["months_observed"].to_numpy() - 1
    assert wishing[gone.index, last].all()


def test_the_same_seed_gives_the_same_bytes_and_the_stored_ones():
    table, _ = make_subscriptions(2_000, seed=1)
    again, _ = make_subscriptions(2_000, seed=1)
    pd.testing.assert_frame_equal(table, again)
    numbers = table[["months_observed", "left", "card_replaced_month"]].to_numpy(dtype="<i8")
    digest = hashlib.sha256(numbers.tobytes()).hexdigest()[:16]
    assert digest == "ab278acbf812e2d1"
    walk, _ = make_subscriptions(2_000, seed=1, values=ValueWalk())
    assert int(walk["months_observed"].sum()) == 70123


# --- bad parameters ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"term_months": 48}, "A term of 48 months is longer than the 36 months"),
        ({"term_months": 0}, "`term_months` must be a whole number, 1 or more"),
        ({"exit_fee": -5}, r"`exit_fee` must be 0 or more \(money\); -5 was given"),
        ({"price": 0}, "`price` must be a number above 0"),
        ({"attention": 1.5}, "`attention` must be a chance from 0 to 1; 1.5"),
        ({"wish_rate": -0.1}, "`wish_rate` must be a chance"),
        ({"card_life_months": 0}, "`card_life_months` must be a whole number"),
    ],
)
def test_a_senseless_parameter_is_refused_in_words(wrong, words):
    with pytest.raises(InputError, match=words):
        make_subscriptions(10, seed=1, **wrong)


def test_a_senseless_size_walk_or_month_is_refused_in_words():
    with pytest.raises(InputError, match="n_customers"):
        make_subscriptions(0, seed=1)
    with pytest.raises(InputError, match="`step` must be a number above 0"):
        ValueWalk(step=0)
    _, truth = make_subscriptions(10, seed=1)
    with pytest.raises(InputError, match="month 37 was asked"):
        truth.wants_to_leave(37)
