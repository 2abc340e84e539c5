"""The observed double-jeopardy table and the panel that it is made of."""

import numpy as np
import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.generators.segments import make_category_panel
from casekit.metrics.segments import (
    brand_panel,
    double_jeopardy,
    duplication_of_purchase,
    read_brand_panel,
)


@pytest.fixture
def receipts() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "customer_id": ["ann", "ann", "ann", "bob", "bob", "cy"],
            "day": [1, 1, 9, 2, 3, 5],
            "brand": ["Fir", "Fir", "Oak", "Oak", "Oak", "Fir"],
        }
    )


def test_the_table_is_that_of_counting_by_hand(receipts):
    table = double_jeopardy(brand_panel(receipts, households=6))
    oak, fir = table.loc["Oak"], table.loc["Fir"]
    assert [oak["share"], fir["share"]] == [3 / 6, 3 / 6]
    assert [oak["penetration"], fir["penetration"]] == [2 / 6, 2 / 6]
    assert [oak["purchase_frequency"], fir["purchase_frequency"]] == [1.5, 1.5]
    assert [oak["category_frequency"], fir["category_frequency"]] == [2.5, 2.0]
    assert [oak["sole_buyers"], fir["sole_buyers"]] == [0.5, 0.5]
    assert oak["share_of_requirements"] == pytest.approx(1.5 / 2.5)
    assert oak["w_1_minus_b"] == pytest.approx(1.5 * (1 - 2 / 6))


def test_lines_of_one_receipt_are_one_purchase_when_occasions_are_named(receipts):
    lines = brand_panel(receipts).set_index("customer_id")
    occasions = brand_panel(receipts, occasion="day").set_index("customer_id")
    assert lines.loc["ann", "Fir"] == 2
    assert occasions.loc["ann", "Fir"] == 1
    assert occasions.loc["bob", "Oak"] == 2


def test_purchases_with_a_brand_need_no_panel_first(receipts):
    direct = double_jeopardy(receipts[["customer_id", "brand"]])
    pd.testing.assert_frame_equal(direct, double_jeopardy(brand_panel(receipts)))


def test_every_engine_gives_the_same_panel(receipts):
    polars, duckdb = pytest.importorskip("polars"), pytest.importorskip("duckdb")
    here = brand_panel(receipts, occasion="day")
    frames = [
        polars.from_pandas(receipts),
        polars.from_pandas(receipts).lazy(),
        duckdb.sql("select * from receipts"),
    ]
    for table in frames:
        pd.testing.assert_frame_equal(brand_panel(table, occasion="day"), here, check_dtype=False)


def test_rare_brands_are_added_up_and_nothing_is_lost(receipts):
    extra = pd.DataFrame({"customer_id": ["cy", "di"], "day": [7, 7], "brand": ["Elm", "Ash"]})
    table = pd.concat([receipts, extra], ignore_index=True)
    panel = brand_panel(table, top=1)
    assert panel.columns[1:].tolist() == ["Fir", "other brands"]
    assert panel.drop(columns="customer_id").to_numpy().sum() == len(table)
    chosen = brand_panel(table, brands=["Elm", "Oak"])
    assert chosen.columns[1:].tolist() == ["Elm", "Oak", "other brands"]
    with pytest.raises(InputError, match="Nobody bought Yew"):
        brand_panel(table, brands=["Yew"])
    with pytest.raises(InputError, match="not both"):
        brand_panel(table, brands=["Elm"], top=1)


def test_brands_and_ids_may_be_numbers():
    table = pd.DataFrame({"hh": [7, 7, 9], "maker": [69, 69, 2]})
    panel = brand_panel(table, customer_id="hh", brand="maker")
    assert panel.columns.tolist() == ["customer_id", "69", "2"]
    assert double_jeopardy(panel).loc["69", "purchase_frequency"] == 2


def test_households_that_never_buy_lower_penetration_and_nothing_else(receipts):
    buyers = double_jeopardy(brand_panel(receipts))
    everyone = double_jeopardy(brand_panel(receipts, households=30))
    assert np.allclose(everyone["penetration"], buyers["penetration"] * 3 / 30)
    same = ["share", "purchase_frequency", "category_frequency", "sole_buyers"]
    assert np.allclose(everyone[same], buyers[same])
    with pytest.raises(InputError, match="3 households bought"):
        brand_panel(receipts, households=2)


def test_duplication_counts_shared_buyers(receipts):
    both = duplication_of_purchase(receipts[["customer_id", "brand"]])
    assert both.loc["Oak", "Fir"] == 0.5
    assert both.loc["Fir", "Oak"] == 0.5
    assert np.diag(both).tolist() == [1, 1]


def test_a_brand_nobody_bought_has_no_frequency():
    table = double_jeopardy(pd.DataFrame({"a": [1, 2], "b": [0, 0]}))
    assert table.loc["b", "penetration"] == 0
    assert np.isnan(table.loc["b", "purchase_frequency"])


def test_one_household_is_a_panel():
    table = double_jeopardy(pd.DataFrame({"a": [3], "b": [1]}))
    assert table["penetration"].tolist() == [1, 1]
    assert table["sole_buyers"].tolist() == [0, 0]


def test_rows_of_one_household_are_added_up():
    panel, _truth = make_category_panel(50, seed=1, periods=4)
    counts = read_brand_panel(panel)
    assert counts.number == 50
    assert counts.purchases.sum() == panel[list(counts.brands)].to_numpy().sum()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: t.rename(columns={"brand": "label"}), "no column"),
        (lambda t: t.iloc[:0], "no rows"),
        (lambda t: t.assign(brand=[None, *t["brand"][1:]]), "missing in 1 of 6"),
    ],
)
def test_purchases_that_cannot_be_counted_are_refused_in_words(receipts, change, words):
    with pytest.raises(InputError, match=words):
        brand_panel(change(receipts))


def test_a_panel_in_which_nobody_buys_is_refused():
    with pytest.raises(InputError, match="None of the 2 households"):
        double_jeopardy(pd.DataFrame({"a": [0, 0], "b": [0, 0]}))
