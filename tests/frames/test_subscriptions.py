"""Tables of subscriptions: an analyst's own names in, standard names out, problems in words."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

from casekit.errors import InputError
from casekit.frames.subscriptions import read_subscriptions, subscriptions


def mine(**changes):
    columns = {"client": ["a", "b", "c"], "paid": [3, 12, 5], "churned": ["yes", "no", "Yes"]}
    return pd.DataFrame(columns | changes)


def test_an_analyst_names_their_columns_once():
    table = subscriptions(
        mine(plan=["x", "y", "x"], term=[1, 12, 1], card=[None, 4, 2]),
        customer_id="client",
        months_observed="paid",
        left="churned",
        term_months="term",
        card_replaced_month="card",
    )
    assert table["left"].tolist() == [True, False, True]
    assert table["months_observed"].tolist() == [3, 12, 5]
    assert table["plan"].tolist() == ["x", "y", "x"]
    assert table["card_replaced_month"].isna().tolist() == [True, False, False]


def test_the_callers_table_is_not_changed():
    own = mine()
    subscriptions(own, customer_id="client", months_observed="paid", left="churned")
    assert list(own.columns) == ["client", "paid", "churned"]


def test_a_polars_table_is_read_too():
    table = pl.DataFrame({"months_observed": [1, 2], "left": [True, False]})
    assert read_subscriptions(table)["left"].tolist() == [True, False]


def test_a_table_without_ids_gets_one_a_row():
    table = subscriptions(pd.DataFrame({"months_observed": [1, 2], "left": [0, 1]}))
    assert table["customer_id"].tolist() == [1, 2]


def test_all_problems_are_told_at_once_with_column_and_rows():
    wrong = pd.DataFrame(
        {
            "customer_id": [1, 1, 2, 3],
            "months_observed": [0, 2.5, np.nan, 4],
            "left": ["perhaps", "no", "yes", "no"],
            "term_months": [12, -1, 12, 12],
        }
    )
    with pytest.raises(InputError) as refused:
        subscriptions(wrong)
    message = str(refused.value)
    for part in (
        'Column "months_observed" is missing in 1 of 4 rows (counted from 0: 2)',
        'Column "months_observed" is not a whole number in 1 of 4 rows',
        'Column "months_observed" is below 1',
        'Column "left" is neither true nor false (1 or 0, yes or no) in 1 of 4 rows',
        'Column "term_months" is below 1',
        'Column "customer_id" repeats an id',
    ):
        assert part in message


def test_a_missing_column_is_told_with_the_near_name_and_the_way_out():
    with pytest.raises(InputError, match=r'no column "left".*ck\.subscriptions\(table'):
        read_subscriptions(pd.DataFrame({"months_observed": [1]}))


def test_no_rows_and_a_column_named_twice_are_refused():
    with pytest.raises(InputError, match="has no rows"):
        read_subscriptions(pd.DataFrame({"months_observed": [], "left": []}))
    both = mine(left=[0, 1, 0])
    with pytest.raises(InputError, match='already has a column "left"'):
        subscriptions(both, customer_id="client", months_observed="paid", left="churned")
