"""Reading purchase histories: what no history can hold is refused, by column and rows."""

from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from casekit.errors import InputError
from casekit.frames import (
    UNITS,
    age_at_last_purchase_column,
    age_column,
    histories_from,
    periods_per_year,
    read_discrete_histories,
    read_histories,
    unit_of,
)

GOOD = pd.DataFrame(
    {
        "customer_id": ["a", "b", "c"],
        "frequency": [0, 2, 1],
        "age_at_last_purchase_weeks": [0.0, 30.5, 1.0],
        "age_weeks": [39.0, 38.0, 1.0],
        "mean_repeat_spend": [np.nan, 20.0, 0.0],
        "customers": [5, 1, 2],
    }
)
MAKERS = {
    "pandas": lambda table: table,
    "pandas with Arrow types": lambda table: table.convert_dtypes(dtype_backend="pyarrow"),
    "pandas with missing-value types": lambda table: table.convert_dtypes(),
    "polars": pl.from_pandas,
    "lazy polars": lambda table: pl.from_pandas(table).lazy(),
    "pyarrow": pa.Table.from_pandas,
    "DuckDB": lambda table: duckdb.connect().from_df(table),
}


@pytest.mark.parametrize("engine", list(MAKERS))
def test_every_engines_table_becomes_the_same_arrays(engine: str) -> None:
    histories = read_histories(MAKERS[engine](GOOD), need_spend=True)
    # A query's rows come in any order; a pandas table's own labels say which row is which.
    order = np.argsort(histories.index)
    assert histories.index[order].tolist() in (["a", "b", "c"], [0, 1, 2])
    assert histories.x[order].tolist() == [0.0, 2.0, 1.0]
    assert histories.t_x[order].tolist() == [0.0, 30.5, 1.0]
    assert histories.T[order].tolist() == [39.0, 38.0, 1.0]
    assert histories.counts[order].tolist() == [5.0, 1.0, 2.0]
    assert np.array_equal(histories.mean_spend[order], [np.nan, 20.0, 0.0], equal_nan=True)
    assert histories.unit == "weeks"
    assert len(histories) == 3


def test_results_of_a_pandas_table_carry_its_own_index() -> None:
    # So that table["forecast"] = results puts each customer's forecast in the customer's row.
    assert read_histories(GOOD.set_axis([7, 3, 5])).index.tolist() == [7, 3, 5]
    by_customer = GOOD.set_index("customer_id")
    assert read_histories(by_customer).index.equals(by_customer.index)


def test_results_of_another_engines_table_carry_the_customers_ids() -> None:
    index = read_histories(pl.from_pandas(GOOD)).index
    assert index.name == "customer_id"
    assert index.tolist() == ["a", "b", "c"]
    without = pl.from_pandas(GOOD.drop(columns="customer_id"))
    assert read_histories(without).index.tolist() == [0, 1, 2]


def test_counts_are_ones_where_every_row_is_a_customer() -> None:
    assert read_histories(GOOD.drop(columns="customers")).counts.tolist() == [1.0, 1.0, 1.0]


@pytest.mark.parametrize("unit", UNITS)
def test_the_unit_is_read_from_the_names(unit: str) -> None:
    table = GOOD.rename(
        columns={
            "age_weeks": age_column(unit),
            "age_at_last_purchase_weeks": age_at_last_purchase_column(unit),
        }
    )
    assert read_histories(table).unit == unit


def test_ages_in_two_units_are_refused() -> None:
    both = GOOD.assign(age_days=1.0, age_at_last_purchase_days=0.0)
    with pytest.raises(InputError, match="ages in 2 units"):
        read_histories(both)


def test_zero_spend_written_by_other_tools_for_no_repeat_purchase_is_missing_here() -> None:
    histories = read_histories(GOOD.fillna(0.0), need_spend=True)
    assert np.isnan(histories.mean_spend[0])
    assert histories.mean_spend[2] == 0.0


@pytest.mark.parametrize(
    ("column", "values", "words"),
    [
        ("frequency", [0, 2.5, 1], r'"frequency" is not a whole number.*1 of 3 rows.*: 1'),
        ("frequency", [0, -1, 1], r'"frequency" is negative.*1 of 3 rows'),
        ("frequency", [0, np.nan, 1], r'"frequency" is missing or not finite: 1 of 3'),
        ("frequency", ["0", "2", "1"], r'"frequency" must hold numbers; it holds text'),
        ("age_weeks", [39.0, 38.0, np.inf], r'"age_weeks" is missing or not finite'),
        ("age_weeks", [39.0, 30.0, 1.0], r"larger than .*time since the last purchase"),
        ("age_at_last_purchase_weeks", [4.0, 30.5, 1.0], r"no repeat purchase"),
        ("age_at_last_purchase_weeks", [0.0, 30.5, 0.0], r'same_day="merge"'),
        ("age_at_last_purchase_weeks", [0.0, -2.0, 1.0], r"is negative; an age"),
        ("customers", [5, 0, 2], r'"customers" is below 1'),
        ("mean_repeat_spend", [np.nan, np.nan, 1.0], r"where there were repeat purchases"),
        ("mean_repeat_spend", [np.nan, -3.0, 1.0], r'"mean_repeat_spend" is negative'),
    ],
)
def test_what_no_history_can_hold_is_refused_by_column_and_rows(
    column: str, values: list[Any], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        read_histories(GOOD.assign(**{column: values}), need_spend=True)


def test_missing_columns_are_named_with_near_ones_and_the_way_out() -> None:
    with pytest.raises(InputError, match="histories_from") as refused:
        read_histories(GOOD.rename(columns={"frequency": "Frequency "}))
    assert 'Perhaps you mean "Frequency "' in str(refused.value)
    other_tool = pd.DataFrame({"x": [1], "t_x": [2.0], "T": [3.0]})
    with pytest.raises(InputError, match="The unit is part of a name: days, weeks"):
        read_histories(other_tool)
    with pytest.raises(InputError, match="A log with amounts gives it"):
        read_histories(GOOD.drop(columns="mean_repeat_spend"), need_spend=True)


def test_a_table_without_rows_and_no_table_at_all_are_refused() -> None:
    with pytest.raises(InputError, match="no rows"):
        read_histories(GOOD.iloc[:0])
    with pytest.raises(InputError, match="a list was given"):
        read_histories([1, 2])


@pytest.mark.parametrize("engine", list(MAKERS))
def test_foreign_names_become_the_courses_names_in_the_same_engine(engine: str) -> None:
    foreign = pd.DataFrame({"x": [0, 2], "recency": [0.0, 3.0], "T": [9.0, 9.0], "id": [7, 8]})
    table = MAKERS[engine](foreign)
    renamed = histories_from(
        table, frequency="x", age_at_last_purchase="recency", age="T", unit="days", customer_id="id"
    )
    assert isinstance(renamed, type(table))
    histories = read_histories(renamed)
    assert histories.unit == "days"
    assert sorted(histories.index.tolist()) in ([7, 8], [0, 1])
    assert sorted(nw.from_native(renamed).lazy().collect()["customer_id"].to_list()) == [7, 8]


def test_a_name_that_is_not_there_or_taken_is_refused() -> None:
    foreign = pd.DataFrame({"x": [0], "t_x": [0.0], "T": [9.0]})
    with pytest.raises(InputError, match=r'no column "tx".*Perhaps you mean "t_x"'):
        histories_from(foreign, frequency="x", age_at_last_purchase="tx", age="T", unit="days")
    taken = foreign.assign(frequency=3)
    with pytest.raises(InputError, match='already has a column "frequency"'):
        histories_from(taken, frequency="x", age_at_last_purchase="t_x", age="T", unit="days")
    with pytest.raises(InputError, match="name the same column"):
        histories_from(foreign, frequency="x", age_at_last_purchase="T", age="T", unit="days")
    with pytest.raises(InputError, match='Did you mean "months"'):
        histories_from(foreign, frequency="x", age_at_last_purchase="t_x", age="T", unit="month")


DONORS = pd.DataFrame(
    {"frequency": [0, 2], "last_opportunity": [0, 5], "opportunities": [6, 6], "customers": [3, 4]}
)


def test_discrete_histories_become_arrays() -> None:
    histories = read_discrete_histories(pl.from_pandas(DONORS))
    assert histories.x.tolist() == [0.0, 2.0]
    assert histories.t_x.tolist() == [0.0, 5.0]
    assert histories.n.tolist() == [6.0, 6.0]
    assert histories.counts.tolist() == [3.0, 4.0]


@pytest.mark.parametrize(
    ("column", "values", "words"),
    [
        ("frequency", [0, 6], "more purchases than opportunities"),
        ("last_opportunity", [1, 5], "no purchase"),
        ("last_opportunity", [0, 7], 'larger than "opportunities"'),
        ("last_opportunity", [0, 4.5], "not a whole number"),
        ("opportunities", [6, None], "missing or not finite"),
    ],
)
def test_what_no_discrete_history_can_hold_is_refused(
    column: str, values: list[Any], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        read_discrete_histories(DONORS.assign(**{column: values}))


def test_a_year_holds_as_many_periods_as_its_unit_says() -> None:
    assert periods_per_year("days") == 365.25
    assert periods_per_year("weeks") == 365.25 / 7
    assert periods_per_year("months") == pytest.approx(12, abs=1e-12)
    assert unit_of(["a", "b"]) is None
