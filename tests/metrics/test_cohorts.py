"""Cohort tables against a plain pandas oracle, on every engine."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.datasets import load
from casekit.errors import InputError
from casekit.metrics.cohorts import cohort_table

Engine = Callable[[pd.DataFrame], Any]
LETTERS = {"week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}


ANSWERS: dict[tuple[Any, ...], tuple[pd.DataFrame, pd.DataFrame]] = {}


def oracle(
    log: pd.DataFrame, period: str, measure: str, end: str | None = None, merge: bool = True
) -> pd.DataFrame:
    """The table that `work_out` gives; each is worked out once for all engines."""
    key = (id(log), period, measure, end, merge)
    if key not in ANSWERS:
        ANSWERS[key] = (log, work_out(log, period, measure, end, merge))
    return ANSWERS[key][1]


def work_out(
    log: pd.DataFrame, period: str, measure: str, end: str | None, merge: bool
) -> pd.DataFrame:
    """Cells by the plainest pandas; unobserved ones are missing."""
    last = log["date"].max() if end is None else pd.Timestamp(end)
    kept = log[log["date"].dt.normalize() <= last.normalize()]
    when = kept["date"].dt.to_period(LETTERS[period])
    first = when.groupby(kept["customer_id"]).transform("min")
    offset = when.astype("int64") - first.astype("int64")
    cells = pd.DataFrame(
        {
            "cohort": first,
            "offset": offset,
            "customer_id": kept["customer_id"],
            "day": kept["date"].dt.normalize(),
            "amount": kept.get("amount", 0.0),
        }
    )
    groups = cells.groupby(["cohort", "offset"])
    if measure == "spend":
        values = groups["amount"].sum()
    elif measure == "purchases":
        counted = cells.drop_duplicates(["customer_id", "day"]) if merge else cells
        values = counted.groupby(["cohort", "offset"]).size()
    else:
        values = groups["customer_id"].nunique()
    table = values.unstack(fill_value=0)
    final = last.to_period(LETTERS[period]).ordinal
    width = final - table.index.min().ordinal + 1
    table = table.reindex(columns=range(width), fill_value=0).astype(float)
    if measure == "retention":
        table = table.div(table[0], axis=0)
    for cohort in table.index:
        table.loc[cohort, final - cohort.ordinal + 1 :] = np.nan
    return table


@pytest.mark.parametrize("measure", ["customers", "retention", "purchases", "spend"])
@pytest.mark.parametrize("period", ["week", "month", "quarter", "year"])
def test_cells_equal_a_plain_pandas_oracle_on_every_engine(
    log: pd.DataFrame, engine: Engine, period: Any, measure: Any
) -> None:
    end = "1970-02-17" if period == "month" else None
    found = cohort_table(engine(log), period=period, measure=measure, end=end)
    expected = oracle(log, period, measure, end)
    np.testing.assert_allclose(
        found.astype(float).to_numpy(), expected.to_numpy(), rtol=1e-9, atol=1e-9
    )
    assert found.columns.tolist() == expected.columns.tolist()


def test_ids_may_be_text_or_numbers_far_apart(log_of_any_ids: pd.DataFrame, engine: Engine) -> None:
    found = cohort_table(engine(log_of_any_ids), measure="purchases", same_day="separate")
    expected = oracle(log_of_any_ids, "month", "purchases", merge=False)
    np.testing.assert_array_equal(found.astype(float).to_numpy(), expected.to_numpy())


def test_what_is_not_observed_is_empty_and_what_nobody_did_is_zero() -> None:
    log = pd.DataFrame(
        {
            "customer_id": [1, 2, 3],
            "date": pd.to_datetime(["2024-01-31", "2024-03-01", "2024-04-30"]),
        }
    )
    table = cohort_table(log)
    assert table.loc["2024-01"].tolist() == [1, 0, 0, 0]
    assert table.loc["2024-03", [0, 1]].tolist() == [1, 0]
    assert table.loc["2024-03", [2, 3]].isna().all()
    assert table.index.tolist() == ["2024-01", "2024-03", "2024-04"]
    assert table.index.name == "cohort"
    assert table.columns.name == "months_since_first_purchase"


def test_offsets_are_calendar_months_not_thirty_days() -> None:
    log = pd.DataFrame(
        {
            "customer_id": [1, 1, 2, 2],
            "date": pd.to_datetime(["2024-01-31", "2024-02-01", "2024-01-01", "2024-01-31"]),
        }
    )
    assert cohort_table(log).loc["2024-01"].tolist() == [2, 1]


def test_a_last_month_that_is_not_over_can_be_left_empty() -> None:
    log = pd.DataFrame(
        {
            "customer_id": [1, 1, 2],
            "date": pd.to_datetime(["2024-01-05", "2024-03-10", "2024-03-02"]),
        }
    )
    kept = cohort_table(log)
    assert kept.loc["2024-01"].tolist() == [1, 0, 1]
    emptied = cohort_table(log, incomplete="empty")
    assert emptied.index.tolist() == ["2024-01"]
    assert emptied.loc["2024-01"].tolist() == [1, 0]
    whole = cohort_table(log, incomplete="empty", end="2024-03-31")
    pd.testing.assert_frame_equal(whole, kept)


def test_a_log_that_ends_before_its_first_period_is_over_says_so_in_words() -> None:
    log = pd.DataFrame({"customer_id": [1], "date": pd.to_datetime(["2024-01-05"])})
    with pytest.raises(InputError, match="no period was observed whole"):
        cohort_table(log, incomplete="empty")


def test_cdnow_has_three_cohorts_and_all_its_money() -> None:
    log = load("cdnow")
    customers = cohort_table(log)
    assert customers[0].tolist() == [7846, 8476, 7248]
    assert customers[0].sum() == 23_570
    spend = cohort_table(log, measure="spend")
    assert round(float(np.nansum(spend.to_numpy())), 2) == 2_500_315.63
    purchases = cohort_table(log, measure="purchases", same_day="separate")
    assert int(purchases.sum().sum()) == 69_659


logs = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 800)), min_size=1).map(
    lambda rows: pd.DataFrame(
        {
            "customer_id": [row[0] for row in rows],
            "date": pd.to_datetime([row[1] for row in rows], unit="D", origin="2023-01-01"),
        }
    )
)


@settings(max_examples=60, deadline=None)
@given(logs, st.sampled_from(["week", "month", "quarter", "year"]))
def test_cells_add_up_to_the_log_and_retention_lies_between_0_and_1(
    log: pd.DataFrame, period: Any
) -> None:
    rows = cohort_table(log, period=period, measure="purchases", same_day="separate")
    assert int(rows.sum().sum()) == len(log)
    customers = cohort_table(log, period=period)
    assert int(customers[0].sum()) == log["customer_id"].nunique()
    retention = cohort_table(log, period=period, measure="retention")
    assert (retention[0] == 1.0).all()
    observed = retention.to_numpy()[~np.isnan(retention.to_numpy())]
    assert ((observed >= 0) & (observed <= 1)).all()
    # An empty corner: in each row, once a cell is empty all later ones are.
    empty = retention.isna().to_numpy()
    assert (np.diff(empty.astype(int), axis=1) >= 0).all()


@settings(max_examples=40, deadline=None)
@given(logs)
def test_the_order_of_rows_does_not_matter_and_polars_says_the_same(log: pd.DataFrame) -> None:
    forward = cohort_table(log)
    pd.testing.assert_frame_equal(forward, cohort_table(log.iloc[::-1].reset_index(drop=True)))
    pd.testing.assert_frame_equal(forward, cohort_table(pl.from_pandas(log)))


def test_unknown_choices_are_refused_in_words(log: pd.DataFrame) -> None:
    with pytest.raises(InputError, match="period='day' is not a choice"):
        cohort_table(log, period="day")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="measure='revenue' is not a choice"):
        cohort_table(log, measure="revenue")  # type: ignore[arg-type]
    with pytest.raises(InputError, match='no column "amount"'):
        cohort_table(log[["customer_id", "date"]], measure="spend")
    with pytest.raises(InputError, match="Nobody bought until end, 1900-01-01"):
        cohort_table(log, end="1900-01-01")
