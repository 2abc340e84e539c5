"""A points ledger at the door: what can be true passes, what cannot is refused in words."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import InputError
from casekit.frames.ledger import points_ledger, read_ledger
from casekit.frames.lots import first_in_first_out


def own(rows, columns=("month", "kind", "points")):
    return pd.DataFrame(rows, columns=list(columns))


def test_points_leave_from_each_customers_own_oldest_points():
    table = own(
        [
            ("ann", 0, "earned", 50),
            ("bob", 0, "earned", 30),
            ("ann", 1, "earned", 50),
            ("bob", 2, "redeemed", 20),
            ("ann", 2, "redeemed", 70),
        ],
        ("who", "month", "kind", "points"),
    )
    ledger = points_ledger(table, customer="who")
    used = ledger[ledger["kind"] == "redeemed"].set_index("earned_month")["points"]
    assert used.to_dict() == {0: 70, 1: 20}  # Ann 50 and 20, Bob 20


def test_without_customers_the_programme_is_one_pot():
    table = own([(0, "earned", 50), (1, "earned", 50), (1, "redeemed", 70)])
    used = points_ledger(table).query("kind == 'redeemed'")
    assert used[["earned_month", "points"]].to_numpy().tolist() == [[0, 50], [1, 20]]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 40), st.integers(0, 100)), min_size=1))
def test_first_in_first_out_agrees_with_a_purse_emptied_by_hand(moves):
    """Each customer's purse is a queue of lots; a share of what is there is taken at each turn."""
    rows, purses, expected = [], {}, {}
    for month, (customer, points, share) in enumerate(moves):
        purse = purses.setdefault(customer, [])
        rows.append((customer, month, "earned", points))
        purse.append([month, points])
        take = sum(left for _m, left in purse) * share // 100
        if take:
            rows.append((customer, month, "redeemed", take))
        while take:
            lot = purse[0]
            part = min(take, lot[1])
            expected[month, lot[0]] = expected.get((month, lot[0]), 0) + part
            take, lot[1] = take - part, lot[1] - part
            if not lot[1]:
                purse.pop(0)
    ledger = points_ledger(own(rows, ("who", "month", "kind", "points")), customer="who")
    used = ledger[ledger["kind"] == "redeemed"].set_index(["month", "earned_month"])["points"]
    assert used.to_dict() == expected


def test_dates_become_calendar_months_counted_from_the_first():
    table = own([("2025-01-31", "earned", 5), ("2025-03-01", "redeemed", 5)])
    assert points_ledger(table)["month"].tolist() == [0, 2]


def test_own_words_for_the_kinds():
    table = own([(0, "ACC", 5), (1, "BURN", 5)])
    ledger = points_ledger(table, words={"ACC": "earned", "BURN": "redeemed"})
    assert ledger["kind"].tolist() == ["earned", "redeemed"]


def test_fractions_of_points_stay_fractions_and_balance():
    table = own([(0, "earned", 0.1), (0, "earned", 0.2), (1, "redeemed", 0.3)])
    assert points_ledger(table)["points"].sum() == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([(0, "earned", 5), (1, "redeemed", 6)], "More points leave than were given"),
        ([(0, "redeemed", 5), (1, "earned", 5)], "leave before they were given"),
        ([(0, "earned", -5)], "below 0"),
        ([(0, "burn", 5)], "not one of"),
        ([(0.5, "earned", 5)], "whole number"),
        ([(0, "earned", None)], "missing or not a number"),
        ([], "no rows"),
        ([("2025-13-45", "earned", 5)], "no date that can be read"),
    ],
)
def test_what_no_ledger_can_hold_is_refused_in_words(rows, said):
    with pytest.raises(InputError, match=said):
        points_ledger(own(rows))


def test_a_batch_cannot_give_more_than_it_got():
    rows = [(0, 0, "earned", 5), (1, 1, "earned", 5), (1, 0, "redeemed", 6)]
    with pytest.raises(InputError, match="takes more points than were given"):
        read_ledger(own(rows, ("month", "earned_month", "kind", "points")))


def test_points_of_many_customers_all_find_their_lots():
    n = 200_000
    rng = np.random.default_rng(0)
    rows = pd.DataFrame(
        {
            "customer_id": np.tile(np.arange(n // 10), 10),
            "month": np.repeat(np.arange(10), n // 10),
            "kind": "earned",
            "points": rng.integers(1, 50, n),
        }
    )
    taken = rows.assign(kind="redeemed", points=rows["points"] // 2)
    given_out = first_in_first_out(pd.concat([rows, taken[taken["points"] > 0]]))
    sums = given_out.groupby("kind")["points"].sum()
    assert sums["redeemed"] == taken["points"].sum()
    assert (given_out["earned_month"] <= given_out["month"]).all()
