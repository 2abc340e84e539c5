"""Concentration on both of the field's scales, and the naive change around a start."""

import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.metrics.pricing import change_at, herfindahl


def test_equal_firms_have_the_concentration_of_one_over_their_number():
    firms = pd.DataFrame({"customers": [7, 7, 7, 7]})
    assert herfindahl(firms, "customers") == pytest.approx(1 / 4)
    assert herfindahl(firms, "customers", scale="points") == pytest.approx(2_500)


def test_shares_and_customers_give_the_same_concentration_month_by_month():
    table = pd.DataFrame({"month": [1, 1, 2, 2], "customers": [60, 40, 50, 50]})
    table["share"] = table["customers"] / 100
    by_customers = herfindahl(table, "customers", by="month")
    assert by_customers.tolist() == pytest.approx([0.52, 0.5])
    assert herfindahl(table, "share", by="month").tolist() == pytest.approx([0.52, 0.5])


@pytest.mark.parametrize(
    ("table", "options", "word"),
    [
        ({"customers": [1, -1]}, {}, "below 0"),
        ({"customers": [0, 0]}, {}, "without any"),
        ({"customers": [1, 2]}, {"by": "month"}, "month"),
        ({"customers": [1, 2]}, {"scale": "per cent"}, "per cent"),
    ],
)
def test_tables_without_a_concentration_are_refused_in_words(table, options, word):
    with pytest.raises(InputError, match=word):
        herfindahl(pd.DataFrame(table), "customers", **options)


def test_a_change_needs_a_before_and_an_after():
    table = pd.DataFrame({"month": [1, 2], "price": [3.0, 2.0], "kind": ["a", "a"]})
    assert change_at(table, "price", time="month", starts=2, by="kind")["a"] == -1
    with pytest.raises(InputError, match="before and after"):
        change_at(table, "price", time="month", starts=1)
