"""Your own table becomes an event log: every problem is told, every choice is the reader's."""

from collections.abc import Callable
from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casekit.errors import InputError
from casekit.frames import event_log, log_problems
from casekit.frames.reading import read_amount, read_amounts, read_dates

Maker = Callable[[pd.DataFrame], Any]
MAKERS: dict[str, Maker] = {
    "pandas": lambda table: table,
    "pandas with Arrow types": lambda table: table.convert_dtypes(dtype_backend="pyarrow"),
    "polars": pl.from_pandas,
    "lazy polars": lambda table: pl.from_pandas(table).lazy(),
    "pyarrow": lambda table: pa.Table.from_pandas(table, preserve_index=False),
    "DuckDB": lambda table: duckdb.connect().from_df(table),
}
GOOD = pd.DataFrame(
    {
        "customer_id": [1, 2, 2, 3],
        "date": pd.to_datetime(["2024-01-01", "2024-01-02", "2024-03-04", "2024-02-29"]),
        "amount": [5.0, 7.5, 1.25, 9.0],
    }
)


@pytest.fixture(params=list(MAKERS))
def maker(request: pytest.FixtureRequest) -> Maker:
    return MAKERS[request.param]


def rows_of(result: Any) -> list[dict[str, Any]]:
    frame = nw.from_native(result)
    if isinstance(frame, nw.LazyFrame):
        polars = frame.implementation.is_polars()
        frame = frame.collect() if polars else frame.collect("pandas")
    rows = [dict(row) for row in frame.iter_rows(named=True)]
    return sorted(rows, key=lambda row: (row["customer_id"], row["date"], row.get("amount", 0)))


def refusal(table: Any, **choices: Any) -> str:
    with pytest.raises(InputError) as refused:
        event_log(table, **choices)
    return str(refused.value)


def test_a_good_log_passes_unchanged_on_every_engine(maker: Maker) -> None:
    table = maker(GOOD)
    log = event_log(table)
    assert isinstance(log, type(table))
    assert rows_of(log) == rows_of(GOOD)
    assert len(log_problems(table)) == 0


def test_own_names_become_standard_names_and_other_columns_stay(maker: Maker) -> None:
    table = maker(
        GOOD.rename(columns={"customer_id": "Client", "date": "Day", "amount": "Paid"}).assign(
            shop=["A", "B", "A", "B"]
        )
    )
    log = event_log(table, customer_id="Client", date="Day", amount="Paid")
    assert nw.from_native(log).collect_schema().names() == ["customer_id", "date", "amount", "shop"]


def test_one_customer_is_fine_and_zero_rows_are_not() -> None:
    assert len(event_log(GOOD.head(1))) == 1
    assert "The table has no rows" in refusal(GOOD.head(0))


def test_all_problems_come_in_one_message_with_column_rows_and_choice(maker: Maker) -> None:
    broken = pd.DataFrame(
        {
            "customer_id": [1, None, 3, 3, 5, 6],
            "date": pd.to_datetime(
                ["2024-01-01", "2024-01-02", None, "2024-01-04", "1970-01-01", "2024-01-06"]
            ),
            "amount": [1.0, 2.0, 3.0, -4.0, 5.0, np.inf],
        }
    )
    message = refusal(maker(broken))
    for sentence in (
        'Column "customer_id" is missing in 1 of 6 rows',
        'Column "date" is missing in 1 of 6 rows',
        'Column "amount" is negative in 1 of 6 rows',
        'Column "amount" is infinite in 1 of 6 rows',
        "1970-01-01, mostly a missing date in disguise in 1 of 6 rows",
        'missing="drop"',
        'negative="drop"',
        'far_dates="drop"',
    ):
        assert sentence in message
    kept = event_log(maker(broken), missing="drop", negative="keep", far_dates="drop")
    assert [row["customer_id"] for row in rows_of(kept)] == [1, 3]


def test_the_first_rows_of_a_problem_are_numbered_where_rows_have_an_order() -> None:
    amounts = [-1.0] * 7 + [2.0]
    table = pd.DataFrame(
        {
            "customer_id": range(8),
            "date": pd.Timestamp("2024-01-01"),
            "amount": amounts,
        },
        index=range(100, 108),
    )
    assert "in 7 of 8 rows (counted from 0: 0, 1, 2, 3, 4, ...)" in refusal(table)
    assert event_log(table, negative="drop")["customer_id"].tolist() == [7]


def test_duplicates_are_told_and_kept_or_dropped_as_chosen(maker: Maker) -> None:
    table = maker(pd.concat([GOOD, GOOD.iloc[[1, 1]]], ignore_index=True))
    message = refusal(table)
    assert "repeat an earlier row in 2 of 6 rows" in message
    assert 'duplicates="drop"' in message
    assert rows_of(event_log(table, duplicates="drop")) == rows_of(GOOD)
    assert len(rows_of(event_log(table, duplicates="keep"))) == 6


def test_rows_that_differ_in_another_column_are_no_duplicates(maker: Maker) -> None:
    twice = pd.concat([GOOD, GOOD], ignore_index=True).assign(line=range(8))
    assert len(rows_of(event_log(maker(twice)))) == 8


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_time_zones_are_a_choice_of_the_day(name: str) -> None:
    late = pd.to_datetime(["2024-01-01 23:30", "2024-06-02 00:30"]).tz_localize("Asia/Tokyo")
    table = MAKERS[name](pd.DataFrame({"customer_id": [1, 2], "date": late, "amount": 1.0}))
    assert 'timezone="local"' in refusal(table)
    local = [str(row["date"])[:16] for row in rows_of(event_log(table, timezone="local"))]
    utc = [str(row["date"])[:16] for row in rows_of(event_log(table, timezone="utc"))]
    assert local == ["2024-01-01 23:30", "2024-06-02 00:30"]
    assert utc == ["2024-01-01 14:30", "2024-06-01 15:30"]


def test_time_zones_written_in_text_are_the_same_choice() -> None:
    table = GOOD.assign(date=["2024-01-01T23:30:00+09:00", "2024-01-02", "2024-03-04", None])
    assert "carries a time zone in 1 of 4 rows" in refusal(table, missing="drop")
    local = event_log(table, timezone="local", missing="drop")
    assert local["date"].iloc[0] == pd.Timestamp("2024-01-01 23:30")
    utc = event_log(table, timezone="utc", missing="drop")
    assert utc["date"].iloc[0] == pd.Timestamp("2024-01-01 14:30")


@pytest.mark.parametrize("name", ["pandas", "polars", "pyarrow"])
def test_dates_as_text_with_the_year_first_are_read(name: str) -> None:
    table = MAKERS[name](GOOD.assign(date=["2024-01-01", "20240102", "2024/3/4", "2024-02-29"]))
    assert [row["date"] for row in rows_of(event_log(table))] == [
        row["date"] for row in rows_of(GOOD)
    ]


def test_dates_that_may_mean_two_days_need_a_format() -> None:
    table = GOOD.assign(date=["03/04/2024"] * 4)
    assert "may mean two days" in refusal(table)
    british = event_log(table, date_format="%d/%m/%Y")
    american = event_log(table, date_format="%m/%d/%Y")
    assert (british["date"] == pd.Timestamp("2024-04-03")).all()
    assert (american["date"] == pd.Timestamp("2024-03-04")).all()


def test_what_is_no_date_is_told_and_dropped_only_if_chosen() -> None:
    table = GOOD.assign(date=["2024-01-01", "soon", "", "2024-02-30"])
    message = refusal(table)
    assert '"date" cannot be read as a date in 2 of 4 rows (counted from 0: 1, 3)' in message
    assert '"date" is missing in 1 of 4 rows (counted from 0: 2)' in message
    assert event_log(table, missing="drop")["customer_id"].tolist() == [1]


def test_numbers_are_no_dates_unless_a_format_says_so() -> None:
    table = GOOD.assign(date=[20240101, 20240102, 20240304, 20240229])
    assert 'date_format="%Y%m%d"' in refusal(table)
    assert event_log(table, date_format="%Y%m%d")["date"].tolist() == GOOD["date"].tolist()


def test_python_dates_are_dates() -> None:
    table = GOOD.assign(date=[stamp.date() for stamp in GOOD["date"]])
    assert event_log(table)["date"].tolist() == GOOD["date"].tolist()


@pytest.mark.parametrize("name", ["pandas", "polars", "pyarrow"])
def test_amounts_as_text_are_converted_only_if_chosen(name: str) -> None:
    table = MAKERS[name](GOOD.assign(amount=["1,299.00", "12,50 €", "$3", "free"]))
    message = refusal(table)
    assert '"amount" is text in 4 of 4 rows' in message
    assert 'text_amounts="convert"' in message
    assert "cannot be read as an amount" in message
    log = event_log(table, text_amounts="convert", missing="drop")
    assert [row["amount"] for row in rows_of(log)] == [1299.0, 12.5, 3.0]


def test_text_in_a_database_is_sent_back_to_the_query() -> None:
    relation = duckdb.connect().from_df(GOOD.assign(date="2024-01-01", amount="1"))
    message = refusal(relation)
    assert "CAST(... AS DATE)" in message
    assert "CAST(... AS DOUBLE)" in message


def test_zero_amounts_pass_and_are_told() -> None:
    table = GOOD.assign(amount=[0.0, 1.0, 2.0, 3.0])
    assert len(event_log(table)) == 4
    told = log_problems(table)
    assert told["decision"].tolist() == ["keep"]
    assert told["rows"].tolist() == [1]


def test_what_was_chosen_is_told_without_an_error() -> None:
    table = GOOD.assign(amount=[-1.0, np.nan, 2.0, 3.0])
    told = log_problems(table, negative="drop", missing="drop")
    assert told["decision"].tolist() == ["drop", "drop"]
    assert told["first_rows"].tolist() == ["1", "0"]


def test_ids_with_gaps_become_whole_numbers_again() -> None:
    table = GOOD.assign(customer_id=[17850.0, np.nan, 13047.0, 13047.0])
    log = event_log(table, missing="drop")
    assert log["customer_id"].tolist() == [17850, 13047, 13047]
    assert log["customer_id"].dtype == "int64"


def test_blank_ids_are_missing_ids() -> None:
    table = GOOD.assign(customer_id=["a", " ", "", "b"])
    assert '"customer_id" is missing in 2 of 4 rows' in refusal(table)


def test_ids_of_mixed_types_are_refused() -> None:
    table = GOOD.assign(customer_id=pd.Series([1, "1", 2, "2"], dtype=object))
    assert "mixes int and str" in refusal(table)


def test_missing_columns_are_named_with_the_line_that_names_them() -> None:
    table = GOOD.rename(columns={"customer_id": "CustomerID", "date": "InvoiceDate"})
    message = refusal(table.drop(columns="amount"))
    assert 'event_log(table, customer_id="CustomerID")' in message
    assert 'event_log(table, date="InvoiceDate")' in message
    assert "amount=None" in message


def test_a_log_without_money_is_a_choice() -> None:
    log = event_log(GOOD.drop(columns="amount"), amount=None)
    assert log.columns.tolist() == ["customer_id", "date"]


def test_a_standard_name_that_another_column_holds_is_refused() -> None:
    table = GOOD.assign(order_date=GOOD["date"])
    assert 'Column "date" is there beside "order_date"' in refusal(table, date="order_date")


def test_a_choice_that_is_none_is_refused() -> None:
    assert 'choose one of "refuse", "drop"' in refusal(GOOD, missing="ignore")


def test_dropping_every_row_is_told() -> None:
    assert "No rows are left" in refusal(GOOD.assign(amount=-1.0), negative="drop")


def test_the_callers_table_is_left_as_it_was() -> None:
    table = GOOD.assign(amount=["1", "2", "3", "4"])
    before = table.copy()
    event_log(table, text_amounts="convert")
    pd.testing.assert_frame_equal(table, before)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,299.00", 1299.0),
        ("1.299,00", 1299.0),
        ("1 299,00 €", 1299.0),
        ("CHF 1'299.00", 1299.0),
        ("12,50 €", 12.5),
        ("Rs. 500", 500.0),
        ("-3.20", -3.2),
        ("\u22123.20", -3.2),
        ("(3.20)", -3.2),
        ("1,299,000", 1_299_000.0),
        ("0.125", 0.125),
        ("¥15", 15.0),
        ("1,299", None),
        ("1e3", None),
        ("12.50.3", None),
        ("free", None),
        ("3-4", None),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, value: float | None) -> None:
    assert read_amount(text) == value


def test_an_amount_of_two_readings_is_read_as_its_column_shows() -> None:
    assert read_amounts(["1,299", "3.50"])[0].tolist() == [1299.0, 3.5]
    assert read_amounts(["1,299", "3,50"])[0].tolist() == [1.299, 3.5]
    values, unreadable = read_amounts(["1,299", "3,50", "3.50"])
    assert unreadable.tolist() == [True, False, False]
    assert np.isnan(values[0])


@given(st.decimals(min_value=-10_000_000, max_value=10_000_000, places=2))
def test_every_amount_with_cents_is_read_back_in_both_writings(value: Any) -> None:
    english = f"{value:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert read_amount(english) == float(value)
    assert read_amount(german) == float(value)


@given(st.dates(min_value=pd.Timestamp("1900-01-01").date()))
def test_every_day_is_read_back(day: Any) -> None:
    values = read_dates([day, day.isoformat(), day.strftime("%Y%m%d")]).values
    assert (values.astype("datetime64[D]") == np.datetime64(day)).all()


def test_rows_whose_dates_could_not_be_read_do_not_look_like_repeats():
    table = pd.DataFrame(
        {"customer_id": [1, 1, 2, 2], "date": ["13.01.2024", "14.01.2024", "15.01.2024", "?"]}
    )
    with pytest.raises(InputError) as refusal:
        event_log(table, amount=None)
    assert "cannot be read" in str(refusal.value)
    assert "repeat" not in str(refusal.value)
    once = table.head(3)
    with pytest.raises(InputError, match="repeat an earlier row in 1 of 4"):
        event_log(pd.concat([once, once.head(1)]), amount=None, date_format="%d.%m.%Y")
