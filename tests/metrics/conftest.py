"""Event logs above 100,000 rows, in every data-frame engine that the environment holds."""

from collections.abc import Callable
from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

ROWS = 120_000
CUSTOMERS = 9_000


def make_log(ids: str = "whole", seed: int = 7) -> pd.DataFrame:
    """A log with repeated days, hours of the day, returns, free purchases and shuffled rows."""
    rng = np.random.default_rng(seed)
    customer = rng.integers(0, CUSTOMERS, ROWS)
    born = rng.integers(0, 300, CUSTOMERS)
    day = born[customer] + np.floor(rng.exponential(60, ROWS)).astype(int)
    day[rng.random(ROWS) < 0.2] = born[customer[rng.random(ROWS).argsort()[0]]]
    second = rng.integers(0, 86_400, ROWS)
    date = np.datetime64("1969-06-15", "s") + day * np.timedelta64(86_400, "s") + second
    amount = np.round(rng.gamma(2, 15, ROWS) - 3, 2)
    amount[rng.random(ROWS) < 0.01] = 0.0
    log = pd.DataFrame(
        {
            "customer_id": customer + 1_001,
            "date": date.astype("datetime64[us]"),
            "amount": amount,
            "shop": rng.integers(0, 5, ROWS),
        }
    )
    if ids == "text":
        log["customer_id"] = "c" + log["customer_id"].astype(str)
    elif ids == "far apart":
        log["customer_id"] = (log["customer_id"] * 982_451_653_000_003) % (2**62) - 2**61
    return log.sample(frac=1.0, random_state=1).reset_index(drop=True)


def to_duckdb(table: pd.DataFrame) -> duckdb.DuckDBPyRelation:
    connection = duckdb.connect()
    connection.register("given", table)
    connection.execute("create table kept as select * from given")
    return connection.table("kept")


ENGINES: dict[str, Callable[[pd.DataFrame], Any]] = {
    "pandas": lambda table: table,
    "pandas with Arrow types": lambda table: table.convert_dtypes(dtype_backend="pyarrow"),
    "pandas with missing-value types": lambda table: table.convert_dtypes(),
    "polars": pl.from_pandas,
    "lazy polars": lambda table: pl.from_pandas(table).lazy(),
    "pyarrow": lambda table: pa.Table.from_pandas(table, preserve_index=False),
    "DuckDB": to_duckdb,
}

# The table stays beside what was made of it, so that its id is not given to another.
CONVERTED: dict[tuple[str, int], tuple[pd.DataFrame, Any]] = {}


@pytest.fixture(params=list(ENGINES))
def engine(request: pytest.FixtureRequest) -> Callable[[pd.DataFrame], Any]:
    """Turn a pandas table into one engine's table; the shared logs are turned only once."""

    def convert(table: pd.DataFrame) -> Any:
        key = (request.param, id(table))
        kept = CONVERTED.get(key)
        if kept is not None and kept[0] is table:
            return kept[1]
        made = ENGINES[request.param](table)
        if len(table) == ROWS:
            CONVERTED[key] = (table, made)
        return made

    return convert


@pytest.fixture(scope="session")
def log() -> pd.DataFrame:
    return make_log()


@pytest.fixture(scope="session", params=["whole", "text", "far apart"])
def log_of_any_ids(request: pytest.FixtureRequest) -> pd.DataFrame:
    return make_log(request.param)


@pytest.fixture
def as_pandas() -> Callable[[Any], pd.DataFrame]:
    """Bring a result of any engine to pandas, for comparison with an oracle."""

    def bring(result: Any) -> pd.DataFrame:
        frame = nw.from_native(result)
        if isinstance(frame, nw.LazyFrame):
            polars = frame.implementation.is_polars()
            frame = frame.collect() if polars else frame.collect("pandas")
        table = pd.DataFrame({name: frame[name].to_numpy() for name in frame.columns})
        return table.sort_values(list(table.columns[:3])).reset_index(drop=True)

    return bring


@pytest.fixture
def same() -> Callable[[pd.DataFrame, pd.DataFrame], None]:
    """Two tables hold the same, whatever the width of their numbers."""

    def compare(left: pd.DataFrame, right: pd.DataFrame) -> None:
        pd.testing.assert_frame_equal(left, right, check_dtype=False, rtol=1e-9, atol=1e-9)

    return compare
