"""Purchase histories against a plain pandas oracle, on every engine."""

from collections.abc import Callable
from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.datasets import load
from casekit.errors import InputError
from casekit.frames import read_histories
from casekit.metrics.purchases import (
    distinct_histories,
    purchase_histories,
    split_calibration_holdout,
)

Engine = Callable[[pd.DataFrame], Any]
Bring = Callable[[Any], pd.DataFrame]
Same = Callable[[pd.DataFrame, pd.DataFrame], None]

DAYS = {"days": 1.0, "weeks": 7.0, "months": 365.25 / 12, "years": 365.25}


def oracle(
    log: pd.DataFrame, end: str | None = None, unit: str = "weeks", merge: bool = True
) -> pd.DataFrame:
    """The same table by the plainest pandas, one customer's rows at a time in thought."""
    day = log["date"].dt.normalize()
    last = day.max() if end is None else pd.Timestamp(end)
    kept = log.assign(day=day)[day <= last]
    if merge:
        purchases = kept.groupby(["customer_id", "day"], as_index=False)["amount"].sum()
    else:
        purchases = kept
    groups = purchases.groupby("customer_id")
    first, latest = groups["day"].min(), groups["day"].max()
    frequency = groups.size() - 1
    on_first = purchases[purchases["day"] == purchases["customer_id"].map(first)]
    first_spend = on_first.groupby("customer_id")["amount"].mean()
    repeat = (groups["amount"].sum() - first_spend) / frequency.where(frequency > 0)
    length = pd.Timedelta(days=1) * DAYS[unit]
    return pd.DataFrame(
        {
            "frequency": frequency,
            f"age_at_last_purchase_{unit}": (latest - first) / length,
            f"age_{unit}": (last - first) / length,
            f"{unit}_since_last_purchase": (last - latest) / length,
            "first_spend": first_spend,
            "mean_repeat_spend": repeat,
        }
    ).reset_index()


@pytest.mark.parametrize("merge", [True, False])
@pytest.mark.parametrize("end", [None, "1970-02-03"])
def test_histories_equal_a_plain_pandas_oracle_on_every_engine(
    log: pd.DataFrame, engine: Engine, as_pandas: Bring, same: Same, end: str | None, merge: bool
) -> None:
    same_day = "merge" if merge else "separate"
    found = as_pandas(purchase_histories(engine(log), end=end, same_day=same_day))
    same(found, oracle(log, end, merge=merge))


def test_ids_may_be_text_or_numbers_far_apart(
    log_of_any_ids: pd.DataFrame, engine: Engine, as_pandas: Bring, same: Same
) -> None:
    found = as_pandas(purchase_histories(engine(log_of_any_ids), unit="days"))
    same(found, oracle(log_of_any_ids, unit="days"))


@pytest.mark.parametrize("unit", list(DAYS))
def test_units_are_exact_multiples_of_a_day(log: pd.DataFrame, same: Same, unit: str) -> None:
    same(purchase_histories(log, unit=unit), oracle(log, unit=unit))


def test_the_result_is_of_the_callers_engine_and_as_lazy(log: pd.DataFrame) -> None:
    small = log.head(50)
    polars = pl.from_pandas(small)
    assert isinstance(purchase_histories(small), pd.DataFrame)
    assert isinstance(purchase_histories(polars), pl.DataFrame)
    assert isinstance(purchase_histories(polars.lazy()), pl.LazyFrame)
    assert isinstance(purchase_histories(pa.Table.from_pandas(small)), pa.Table)
    assert isinstance(purchase_histories(nw.from_native(polars)), nw.DataFrame)
    relation = duckdb.connect().from_df(small)
    assert isinstance(purchase_histories(relation), duckdb.DuckDBPyRelation)


@pytest.mark.parametrize("name", ["pandas", "polars", "pyarrow"])
def test_eager_results_are_sorted_by_customer(log: pd.DataFrame, name: str) -> None:
    make = {"pandas": lambda t: t, "polars": pl.from_pandas, "pyarrow": pa.Table.from_pandas}[name]
    ids = nw.from_native(purchase_histories(make(log)))["customer_id"].to_numpy()
    assert (np.diff(ids) > 0).all()


def test_the_callers_table_is_left_as_it_was(log: pd.DataFrame) -> None:
    given_log = log.copy()
    purchase_histories(given_log)
    pd.testing.assert_frame_equal(given_log, log)


def test_dates_without_a_time_of_day_give_the_same(
    log: pd.DataFrame, same: Same, as_pandas: Bring
) -> None:
    days = pl.from_pandas(log).with_columns(pl.col("date").cast(pl.Date))
    same(as_pandas(purchase_histories(days)), purchase_histories(log))
    relation = duckdb.connect().sql("select * replace (date::date as date) from log")
    same(as_pandas(purchase_histories(relation)), purchase_histories(log))


def test_a_log_without_amounts_gives_histories_without_spend(
    log: pd.DataFrame, engine: Engine, as_pandas: Bring, same: Same
) -> None:
    found = as_pandas(purchase_histories(engine(log[["customer_id", "date"]])))
    same(found, oracle(log).drop(columns=["first_spend", "mean_repeat_spend"]))


def test_one_customer_with_one_purchase_is_a_history() -> None:
    log = pd.DataFrame({"customer_id": ["a"], "date": pd.to_datetime(["2024-02-29"])})
    history = purchase_histories(log).iloc[0].to_dict()
    assert history == {
        "customer_id": "a",
        "frequency": 0,
        "age_at_last_purchase_weeks": 0.0,
        "age_weeks": 0.0,
        "weeks_since_last_purchase": 0.0,
    }


def test_the_papers_customer_and_totals_come_out_of_the_cdnow_sample() -> None:
    # Fader, Hardie & Lee (2005): x=2, t_x=30.43, T=38.86 is the first customer of the sample.
    histories = purchase_histories(load("cdnow_sample"), end="1997-09-30")
    first = histories.iloc[0]
    assert len(histories) == 2357
    assert first["frequency"] == 2
    assert round(first["age_at_last_purchase_weeks"], 2) == 30.43
    assert round(first["age_weeks"], 2) == 38.86
    repeaters = histories[histories["frequency"] > 0]
    assert len(repeaters) == 946
    assert round(repeaters["mean_repeat_spend"].corr(repeaters["frequency"]), 2) == 0.11


def test_the_two_recencies_add_up_to_the_age(log: pd.DataFrame) -> None:
    histories = purchase_histories(log)
    both = histories["age_at_last_purchase_weeks"] + histories["weeks_since_last_purchase"]
    np.testing.assert_allclose(both, histories["age_weeks"], rtol=0, atol=1e-12)


def test_models_can_read_what_is_made_here(log: pd.DataFrame, engine: Engine) -> None:
    histories = read_histories(purchase_histories(engine(log)))
    assert histories.x.sum() == oracle(log)["frequency"].sum()


logs = st.lists(
    st.tuples(st.integers(-3, 3), st.integers(0, 40), st.integers(-500, 5000)), min_size=1
).map(
    lambda rows: pd.DataFrame(
        {
            "customer_id": [row[0] for row in rows],
            "date": pd.to_datetime([row[1] for row in rows], unit="D", origin="2024-01-01"),
            "amount": [row[2] / 100 for row in rows],
        }
    )
)


@settings(max_examples=60, deadline=None)
@given(logs, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(log: pd.DataFrame, random: Any) -> None:
    order = list(range(len(log)))
    random.shuffle(order)
    shuffled = log.iloc[order].reset_index(drop=True)
    for same_day in ("merge", "separate"):
        pd.testing.assert_frame_equal(
            purchase_histories(log, same_day=same_day),
            purchase_histories(shuffled, same_day=same_day),
            rtol=1e-9,
            atol=1e-9,
        )


@settings(max_examples=60, deadline=None)
@given(logs)
def test_purchases_and_money_balance(log: pd.DataFrame) -> None:
    for same_day, purchases in (
        ("merge", len(log.drop_duplicates(["customer_id", "date"]))),
        ("separate", len(log)),
    ):
        table = purchase_histories(log, same_day=same_day)
        assert (table["frequency"] + 1).sum() == purchases
        repeat_spend = (table["mean_repeat_spend"].fillna(0) * table["frequency"]).sum()
        assert table["first_spend"].sum() + repeat_spend == pytest.approx(log["amount"].sum())


@settings(max_examples=60, deadline=None)
@given(logs, st.integers(0, 39), st.integers(1, 20))
def test_calibration_and_holdout_add_up_to_the_whole(
    log: pd.DataFrame, cut: int, length: int
) -> None:
    start = pd.Timestamp("2024-01-01")
    calibration_end = start + pd.Timedelta(days=cut)
    holdout_end = calibration_end + pd.Timedelta(days=length)
    if log["date"].min() > calibration_end:
        return
    split = split_calibration_holdout(
        log, calibration_end=calibration_end, holdout_end=holdout_end
    ).set_index("customer_id")
    whole = purchase_histories(log, end=holdout_end).set_index("customer_id")
    both = split["frequency"] + split["holdout_purchases"]
    assert both.equals(whole["frequency"].reindex(split.index))
    assert (split["holdout_weeks"] == length / 7).all()


@pytest.mark.parametrize("merge", [True, False])
def test_holdout_equals_a_plain_pandas_oracle_on_every_engine(
    log: pd.DataFrame, engine: Engine, as_pandas: Bring, same: Same, merge: bool
) -> None:
    cut, last = "1970-01-05", "1970-03-31"
    found = as_pandas(
        split_calibration_holdout(
            engine(log),
            calibration_end=cut,
            holdout_end=last,
            same_day="merge" if merge else "separate",
        )
    )
    day = log["date"].dt.normalize()
    later = log.assign(day=day)[(day > cut) & (day <= last)]
    counted = later.drop_duplicates(["customer_id", "day"]) if merge else later
    expected = oracle(log, cut, merge=merge).set_index("customer_id")
    expected["holdout_purchases"] = counted.groupby("customer_id").size()
    expected["holdout_spend"] = later.groupby("customer_id")["amount"].sum()
    expected["holdout_purchases"] = expected["holdout_purchases"].fillna(0)
    expected["holdout_spend"] = expected["holdout_spend"].fillna(0.0)
    expected["holdout_weeks"] = 85 / 7
    same(found, expected.reset_index())


def test_nobody_who_comes_later_is_in_the_calibration_table() -> None:
    log = pd.DataFrame(
        {"customer_id": [1, 2], "date": pd.to_datetime(["2024-01-01", "2024-06-01"])}
    )
    split = split_calibration_holdout(log, calibration_end="2024-03-01")
    assert split["customer_id"].tolist() == [1]
    assert split["holdout_purchases"].tolist() == [0]


def test_a_holdout_in_which_nobody_buys_is_all_zeros(engine: Engine, as_pandas: Bring) -> None:
    log = pd.DataFrame(
        {
            "customer_id": [1, 2],
            "date": pd.to_datetime(["2024-01-01", "2024-06-01"]),
            "amount": [1.0, 2.0],
        }
    )
    split = as_pandas(
        split_calibration_holdout(
            engine(log), calibration_end="2024-01-31", holdout_end="2024-03-31"
        )
    )
    assert split["holdout_purchases"].tolist() == [0]
    assert split["holdout_spend"].tolist() == [0.0]


def test_distinct_histories_count_every_customer_on_every_engine(
    log: pd.DataFrame, engine: Engine, as_pandas: Bring, same: Same
) -> None:
    histories = oracle(log, unit="days")
    keys = ["frequency", "age_at_last_purchase_days", "age_days"]
    expected = histories.groupby(keys).size().rename("customers").reset_index()
    found = as_pandas(distinct_histories(engine(histories[["customer_id", *keys]])))
    same(found, expected)


def test_counts_that_are_there_are_added_up() -> None:
    donors = load("donations")
    twice = pd.concat([donors, donors])
    counted = distinct_histories(twice)
    assert len(counted) == 22
    assert counted["customers"].sum() == 2 * 11_104


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda log: log.iloc[:0], "no rows"),
        (lambda log: log.rename(columns={"date": "order_date"}), '"order_date"'),
        (lambda log: log.assign(date=log["date"].astype(str)), "must hold dates; it holds text"),
        (lambda log: log.assign(date=log["date"].dt.tz_localize("Asia/Tokyo")), "Asia/Tokyo"),
        (lambda log: log.assign(date=log["date"].where(log.index > 2)), '"date" is missing'),
        (lambda log: log.assign(amount=log["amount"].where(log.index > 2)), "in 3 of 60 rows"),
        (lambda log: log.assign(amount=log["amount"].where(log.index > 2, np.inf)), "in 3 of 60"),
        (lambda log: log.assign(amount=log["amount"].astype(str)), "must hold numbers"),
        (lambda log: log.assign(customer_id=[None, *log["customer_id"][1:]]), "in 1 of 60 rows"),
    ],
)
@pytest.mark.parametrize("name", ["pandas", "polars", "DuckDB"])
def test_a_log_that_is_not_one_is_refused_in_words_at_the_door(
    log: pd.DataFrame, change: Engine, words: str, name: str
) -> None:
    def to_duckdb(table: pd.DataFrame) -> Any:
        connection = duckdb.connect()
        connection.execute("set timezone = 'Asia/Tokyo'")
        return connection.from_df(table)

    make = {"pandas": lambda t: t, "polars": pl.from_pandas, "DuckDB": to_duckdb}[name]
    with pytest.raises(InputError, match=words):
        purchase_histories(make(change(log.head(60))))


def test_choices_that_are_not_one_are_refused_in_words(log: pd.DataFrame) -> None:
    with pytest.raises(InputError, match="same_day='both' is not a choice"):
        purchase_histories(log, same_day="both")  # type: ignore[arg-type]
    with pytest.raises(InputError, match='Did you mean "weeks"'):
        purchase_histories(log, unit="week")
    with pytest.raises(InputError, match="end='soon' is not a day"):
        purchase_histories(log, end="soon")
    with pytest.raises(InputError, match="Nobody bought until end, 1900-01-01"):
        purchase_histories(log, end="1900-01-01")
    with pytest.raises(InputError, match="holdout period would be empty"):
        split_calibration_holdout(log, calibration_end=log["date"].max())
