"""A programme's books: they always balance, and they give the standard's published example."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitWarning, InputError
from casekit.generators.ledger import make_points_ledger
from casekit.metrics.ledger import (
    allocate_price,
    journal_entries,
    liability_roll_forward,
    naive_breakage,
    points_roll_forward,
    recognise_revenue,
    redemption_curve,
    redemption_triangle,
    stored_value_roll_forward,
)
from casekit.models.ledger import Breakage

REVENUE = ["from_redemptions", "from_new_estimate", "at_expiry"]


def test_example_52_of_the_standard_to_the_unit():
    shared = allocate_price(100_000, points=10_000, value_per_point=1, redemption_rate=0.95)
    assert (round(shared.goods), round(shared.points)) == (91_324, 8_676)
    years = recognise_revenue(shared.points, redeemed=[4_500, 8_500], expected=[9_500, 9_700])
    assert years["revenue"].round().tolist() == [4_110, 3_493]


def test_the_example_with_97_per_cent_splits_exactly():
    shared = allocate_price(100_000, points=10_000, value_per_point=1, redemption_rate=0.97)
    assert round(shared.goods, 2) == 91_157.70
    assert round(shared.points, 2) == 8_842.30


def test_a_new_estimate_is_caught_up_at_once():
    years = recognise_revenue(8_676, redeemed=[4_500, 8_500], expected=[9_500, 9_700])
    second = years.loc[2]
    assert second["from_redemptions"] == pytest.approx(8_676 * 4_000 / 9_700)
    assert second["from_new_estimate"] == pytest.approx(8_676 * 4_500 * (1 / 9_700 - 1 / 9_500))
    assert years["revenue"].sum() + years["liability"].iloc[-1] == pytest.approx(8_676)


@st.composite
def ledgers(draw):
    """Points given, used, run out and taken back in any order that can be true."""
    rows, months = [], draw(st.integers(1, 8))
    for earned in range(months):
        left = draw(st.integers(1, 1_000))
        rows.append((earned, earned, "earned", left))
        for month in range(earned, months):
            for kind in ("redeemed", "expired", "returned"):
                take = draw(st.integers(0, left)) if draw(st.booleans()) else 0
                if take:
                    rows.append((month, earned, kind, take))
                    left -= take
    return pd.DataFrame(rows, columns=["month", "earned_month", "kind", "points"])


@settings(deadline=None, max_examples=150)
@given(ledgers(), st.floats(0, 1), st.floats(0, 3))
def test_points_and_money_always_balance(ledger, rate, price):
    points = points_roll_forward(ledger)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CasekitWarning)
        money = liability_roll_forward(ledger, price_per_point=price, redemption=rate)
    out = points["redeemed"] + points["expired"] + points["returned"]
    assert (points["closing"] == points["opening"] + points["earned"] - out).all()
    assert (points["closing"] >= 0).all()
    cents = (money * 100).round().astype(int)
    change = cents["deferred"] - cents["returned"] - cents[REVENUE].sum(axis=1)
    assert (cents["closing"] == cents["opening"] + change).all()
    for table in (points, cents):
        assert (table["opening"].to_numpy()[1:] == table["closing"].to_numpy()[:-1]).all()
    assert (cents["closing"] >= 0).all()
    # Nothing is owed for a batch of which no point is left, and never more than was deferred.
    assert (cents["closing"] <= cents["deferred"].cumsum() + 1).all()
    if not points["closing"].iloc[-1]:
        assert cents["closing"].iloc[-1] == 0


@settings(deadline=None, max_examples=60)
@given(ledgers(), st.floats(0.01, 1))
def test_every_cent_deferred_is_earned_given_back_or_owed(ledger, rate):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CasekitWarning)
        money = liability_roll_forward(ledger, price_per_point=0.01, redemption=rate)
    gone = money["returned"].sum() + money[REVENUE].to_numpy().sum()
    assert money["deferred"].sum() == pytest.approx(gone + money["closing"].iloc[-1], abs=1e-6)


def test_a_right_estimate_leaves_nothing_for_the_day_on_which_points_run_out():
    ledger = pd.DataFrame(
        {
            "month": [0, 1, 2, 2],
            "earned_month": [0, 0, 0, 0],
            "kind": ["earned", "redeemed", "redeemed", "expired"],
            "points": [100, 50, 30, 20],
        }
    )
    right = liability_roll_forward(ledger, price_per_point=1, redemption=0.8)
    assert right["at_expiry"].sum() == 0
    high = liability_roll_forward(ledger, price_per_point=1, redemption=1.0)
    assert high["at_expiry"].tolist() == [0, 0, 20]
    for table in (right, high):
        assert table["closing"].iloc[-1] == 0
        assert table[REVENUE].to_numpy().sum() == pytest.approx(100)


def test_returned_goods_take_their_deferred_money_back():
    ledger = pd.DataFrame(
        {
            "month": [0, 1],
            "earned_month": [0, 0],
            "kind": ["earned", "returned"],
            "points": [100, 40],
        }
    )
    table = liability_roll_forward(ledger, price_per_point=0.5, redemption=0.9)
    assert table["returned"].tolist() == [0, 20]
    assert table["closing"].tolist() == [50, 30]
    assert table[REVENUE].to_numpy().sum() == 0


def test_an_estimate_that_is_too_low_is_said():
    ledger = pd.DataFrame(
        {
            "month": [0, 1],
            "earned_month": [0, 0],
            "kind": ["earned", "redeemed"],
            "points": [100, 80],
        }
    )
    with pytest.warns(CasekitWarning, match="estimate is too low"):
        liability_roll_forward(ledger, price_per_point=1, redemption=0.5)


def test_the_liability_of_a_fitted_model_lies_near_the_truth():
    ledger, truth = make_points_ledger(24, seed=3)
    fitted = Breakage().fit(ledger)
    owed = liability_roll_forward(ledger, price_per_point=0.0088, redemption=fitted)
    true_owed = (
        0.0088
        * truth.cohorts["earned"]
        * (1 - truth.cohorts["redeemed_so_far"] / truth.cohorts["redeemed_in_all"])
    ).sum()
    assert owed["closing"].iloc[-1] == pytest.approx(true_owed, rel=0.03)


def test_debits_equal_credits_in_every_entry():
    ledger, _truth = make_points_ledger(24, seed=1, expiry_months=12)
    table = liability_roll_forward(ledger, price_per_point=0.01, redemption=0.9)
    for month in (0, 11, 12, 23):
        sums = journal_entries(table, month=month).groupby("entry")[["debit", "credit"]].sum()
        assert (sums["debit"].round(2) == sums["credit"].round(2)).all()
    with pytest.raises(InputError, match="months 0 to 23"):
        journal_entries(table, month=24)


def test_young_points_make_naive_breakage_too_high_and_the_curve_does_not():
    ledger, truth = make_points_ledger(24, seed=2)
    by_cohort = naive_breakage(ledger, by_cohort=True)
    assert naive_breakage(ledger) > truth.breakage + 0.2
    assert by_cohort.iloc[-1] == 1
    curve = redemption_curve(ledger)
    assert curve["share_redeemed"].loc[12] == pytest.approx(truth.redeemed_by(12).iloc[0], abs=0.01)


def test_the_triangles_unseen_corner_is_empty_not_zero():
    ledger, _truth = make_points_ledger(6, seed=2)
    triangle = redemption_triangle(ledger)
    seen = triangle.notna().to_numpy()
    assert (seen.sum(axis=1) == np.arange(6, 0, -1)).all()
    points = redemption_triangle(ledger, share=False).ffill(axis=1).iloc[:, -1].sum()
    assert points == ledger.loc[ledger["kind"] == "redeemed", "points"].sum()


def test_months_without_events_are_rows():
    ledger = pd.DataFrame(
        {"month": [0, 3], "earned_month": [0, 0], "kind": ["earned", "redeemed"], "points": [9, 4]}
    )
    assert points_roll_forward(ledger, through=5)["closing"].tolist() == [9, 9, 9, 5, 5, 5]
    with pytest.raises(InputError, match="goes on to month 3"):
        points_roll_forward(ledger, through=2)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 100)), min_size=1, max_size=12),
    st.floats(0, 0.5),
)
def test_stored_value_balances_to_the_cent_and_never_falls_below_nothing(moves, rate):
    face, rows = 0, []
    for month, (load, share) in enumerate(moves):
        spend = (face + load) * share // 100
        face += load - spend
        rows.append((month, load / 100, spend / 100))
    table = pd.DataFrame(rows, columns=["month", "loaded", "redeemed"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CasekitWarning)
        rolled = stored_value_roll_forward(table, breakage_rate=rate)
    cents = (rolled * 100).round().astype(int)
    change = cents["loaded"] - cents["redeemed"] - cents["breakage"]
    assert (cents["closing"] == cents["opening"] + change).all()
    assert (cents["closing"] >= 0).all()
    # What is owed and what was kept are together what the cards hold.
    assert cents["closing"].iloc[-1] + cents["breakage"].sum() == face


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: allocate_price(0, points=1, value_per_point=1, redemption_rate=1), "above 0"),
        (
            lambda: allocate_price(1, points=1, value_per_point=1, redemption_rate=95),
            "share from 0 to 1",
        ),
        (lambda: recognise_revenue(1, redeemed=[2, 1], expected=[3, 3]), "never falls"),
        (lambda: recognise_revenue(1, redeemed=[4], expected=[3]), "More points were used"),
        (
            lambda: stored_value_roll_forward(
                pd.DataFrame({"month": [0], "loaded": [1.0], "redeemed": [2.0]}), breakage_rate=0
            ),
            "held only 1.00",
        ),
        (
            lambda: liability_roll_forward(
                pd.DataFrame(
                    {"month": [0], "earned_month": [0], "kind": ["earned"], "points": [1]}
                ),
                price_per_point=1,
                redemption=pd.Series([0.5], index=[3]),
            ),
            "no estimate for 1",
        ),
    ],
)
def test_senseless_input_is_refused_in_words(call, said):
    with pytest.raises(InputError, match=said):
        call()


def test_what_the_cards_hold_may_be_spent_although_it_was_taken_for_breakage():
    table = pd.DataFrame(
        {"month": [0, 1, 2], "loaded": [1_000.0, 0, 0], "redeemed": [450.0, 450, 50]}
    )
    with pytest.warns(CasekitWarning, match="taken back in 1 months"):
        rolled = stored_value_roll_forward(table, breakage_rate=0.10)
    assert rolled["breakage"].tolist() == [50, 50, -50]
    assert rolled["closing"].tolist() == [500, 0, 0]


def test_a_later_load_does_not_hide_what_older_cards_still_hold():
    table = pd.DataFrame(
        {"month": [0, 1, 2], "loaded": [1_000.0, 0, 1_000], "redeemed": [450.0, 450, 50]}
    )
    rolled = stored_value_roll_forward(table, breakage_rate=0.10)
    assert rolled["closing"].iloc[-1] == pytest.approx(1_050 - 950 / 9, abs=0.01)
