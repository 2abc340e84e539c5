"""Survivor tables: named once, checked at the door, scaled to their customers."""

import pandas as pd
import polars as pl
import pytest

from casekit.datasets import load
from casekit.errors import InputError
from casekit.frames.survivors import read_survivors, survivor_table


def curve(*survivors: float) -> pd.DataFrame:
    return pd.DataFrame({"period": range(len(survivors)), "survivors": survivors})


def test_per_cent_become_customers_without_the_dust_of_floating_point() -> None:
    table = survivor_table(
        load("subscription_survival"),
        period="year",
        survivors="survivors_per_cent",
        cohort="segment",
        customers=1000,
    )
    assert table.columns.tolist() == ["cohort", "period", "survivors"]
    high_end = table.query("cohort == 'High End'")
    assert high_end["survivors"].tolist()[:4] == [1000.0, 869.0, 743.0, 653.0]
    assert table.groupby("cohort").size().tolist() == [13, 13]


def test_each_cohort_is_scaled_to_its_own_customers() -> None:
    shares = pd.DataFrame({"c": ["a", "a", "b", "b"], "t": [0, 1, 0, 1], "s": [1, 0.5, 100, 40]})
    table = survivor_table(
        shares, period="t", survivors="s", cohort="c", customers={"a": 200, "b": 50}
    )
    assert table["survivors"].tolist() == [200, 100, 50, 20]
    with pytest.raises(InputError, match=r"lacks \['b'\]"):
        survivor_table(shares, period="t", survivors="s", cohort="c", customers={"a": 200})


def test_per_cent_without_customers_are_refused_and_with_them_pass_on_to_models() -> None:
    with pytest.raises(InputError, match="customers=1000"):
        read_survivors(curve(100, 86.9, 74.3))
    with pytest.raises(InputError, match="customers=1000"):
        read_survivors(curve(1, 0.869))
    small = survivor_table(curve(100, 86.9, 74.3), customers=100)
    assert read_survivors(small)["survivors"].tolist() == [100, 86.9, 74.3]
    assert read_survivors(curve(237, 205.953))["survivors"].tolist() == [237, 205.953]


def test_rows_in_any_order_and_of_any_engine_are_read_alike() -> None:
    mixed = pd.DataFrame(
        {"cohort": [2, 1, 2, 1], "period": [1, 1, 0, 0], "survivors": [3, 8, 5, 9]}
    )
    expected = [[1, 0, 9], [1, 1, 8], [2, 0, 5], [2, 1, 3]]
    assert read_survivors(mixed).to_numpy().tolist() == expected
    assert read_survivors(pl.DataFrame(mixed)).to_numpy().tolist() == expected
    assert read_survivors(pl.DataFrame(mixed).lazy()).to_numpy().tolist() == expected


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (pd.DataFrame({"survivors": [1]}), 'no column "period"'),
        (curve(), "no rows"),
        (curve(100, 90, 95), "larger than in the period before"),
        (pd.DataFrame({"period": [1, 2], "survivors": [9, 8]}), "is not 0 in the first row"),
        (pd.DataFrame({"period": [0, 1, 1], "survivors": [9, 8, 8]}), "repeats a period"),
        (pd.DataFrame({"period": [0, 0.5], "survivors": [9, 8]}), "is not a whole number"),
        (curve(10, -1), "negative"),
        (curve(10, float("nan")), "missing or not a number"),
        (pd.DataFrame({"period": [0, 1], "survivors": ["ten", "9"]}), "not a number"),
        (curve(0, 0), "0 at the start of a cohort"),
    ],
)
def test_what_no_survivor_table_can_hold_is_refused_in_words(
    table: pd.DataFrame, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        read_survivors(table)


def test_several_problems_are_told_at_once() -> None:
    with pytest.raises(InputError) as refused:
        read_survivors(pd.DataFrame({"period": [0, 1.5, 2], "survivors": [9, -8, 7]}))
    assert str(refused.value).count("\n- ") == 2


def test_the_callers_table_stays_as_it_was() -> None:
    own = pd.DataFrame({"period": [1, 0], "survivors": [50, 100]})
    before = own.copy()
    survivor_table(own, customers=7)
    pd.testing.assert_frame_equal(own, before)
