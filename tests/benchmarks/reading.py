"""Read a log into a caller's engine, and turn tables of any engine into arrays to compare."""

from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl

__all__ = [
    "SEGMENT_NAMES",
    "SEGMENT_OF",
    "as_donors",
    "as_duckdb",
    "as_histories",
    "as_pandas",
    "as_polars",
    "as_spend",
    "as_survivors",
    "as_tenures",
    "history_columns",
    "rfm_columns",
    "triangle",
]

# The ten segments by their cells of recency and frequency, written out once for the queries by
# hand: a row a recency score from 1, a place a frequency score from 1.
SEGMENT_NAMES = pd.Index(
    [
        "champions",
        "loyal",
        "potential loyalists",
        "new",
        "promising",
        "need attention",
        "about to sleep",
        "cannot lose",
        "at risk",
        "hibernating",
    ]
)
SEGMENT_OF = np.array(
    [[9, 9, 8, 8, 7], [9, 9, 8, 8, 7], [6, 6, 5, 1, 1], [4, 2, 2, 1, 1], [3, 2, 2, 0, 0]]
)


def as_pandas(file: Path) -> pd.DataFrame:
    held = np.load(file)
    return pd.DataFrame(
        {
            "customer_id": held["customer_id"],
            "date": held["seconds"].astype("datetime64[s]"),
            "amount": held["amount"],
        }
    )


def as_polars(file: Path) -> pl.DataFrame:
    held = np.load(file)
    return pl.DataFrame(
        {
            "customer_id": held["customer_id"],
            "date": held["seconds"].astype("datetime64[s]").astype("datetime64[ms]"),
            "amount": held["amount"],
        }
    )


def as_duckdb(file: Path) -> Any:
    """Put the log into a table in DuckDB's memory, as pandas and polars hold it in theirs."""
    connection = duckdb.connect()
    connection.register("given", as_pandas(file))
    connection.execute("CREATE TABLE purchases AS SELECT * FROM given")
    connection.unregister("given")
    return connection.table("purchases")


def as_histories(file: Path) -> pd.DataFrame:
    """Read purchase histories under casekit's names of columns."""
    held = np.load(file)
    names = {"x": "frequency", "t_x": "age_at_last_purchase_weeks", "T": "age_weeks"}
    names["customers"] = "customers"
    return pd.DataFrame({names[name]: held[name] for name in held.files})


def as_donors(file: Path) -> pd.DataFrame:
    """Read histories in discrete time under casekit's names of columns."""
    held = np.load(file)
    names = {"x": "frequency", "t_x": "last_opportunity", "n": "opportunities"}
    names["customers"] = "customers"
    return pd.DataFrame({names[name]: held[name] for name in held.files})


def as_spend(file: Path) -> pd.DataFrame:
    """Read repeat buyers' mean spend under casekit's names; times play no part in it."""
    held = np.load(file)
    spend = pd.DataFrame({"frequency": held["x"], "mean_repeat_spend": held["mean_spend"]})
    return spend.assign(age_at_last_purchase_weeks=1.0, age_weeks=2.0)


def as_tenures(file: Path) -> pd.DataFrame:
    """Read individual subscriptions under casekit's names of columns."""
    held = np.load(file)
    return pd.DataFrame({"months_observed": held["tenure"], "left": held["left"]})


def as_survivors(file: Path) -> pd.DataFrame:
    """Read the same subscriptions, of one cohort, as a survivor table."""
    held = np.load(file)
    gone = np.bincount(held["tenure"][held["left"]], minlength=int(held["tenure"].max()) + 1)
    survivors = len(held["left"]) - np.cumsum(gone)
    return pd.DataFrame({"period": np.arange(len(survivors)), "survivors": survivors})


def history_columns(table: Any) -> dict[str, Any]:
    frame = table if isinstance(table, pd.DataFrame) else table.to_pandas()
    frame = frame.sort_values("customer_id")
    return {
        "x": frame["frequency"].to_numpy(),
        "t_x": frame["age_at_last_purchase_weeks"].to_numpy(),
        "T": frame["age_weeks"].to_numpy(),
        "mean_repeat_spend": frame["mean_repeat_spend"].fillna(0.0).to_numpy(),
        "first_spend": frame["first_spend"].to_numpy(),
    }


def rfm_columns(table: Any) -> dict[str, Any]:
    """Take what a table of RFM scores and segments says, in the order of the ids."""
    frame = table if isinstance(table, pd.DataFrame) else table.to_pandas()
    frame = frame.sort_values("customer_id")
    names = ["days_since_last_purchase", "purchases", "total_spend", "mean_spend"]
    names += ["recency_score", "frequency_score", "monetary_score"]
    columns = {name: frame[name].to_numpy(dtype=float) for name in names}
    return columns | {"segment": SEGMENT_NAMES.get_indexer(frame["segment"].astype(str))}


def triangle(cohort: Any, month: Any, customers: Any) -> Any:
    """Lay cells out as cohort by months since: zero where nobody bought, NaN where not yet."""
    cohorts, last = np.unique(cohort), int(month.max())
    width = last - int(cohorts[0]) + 1
    cells = np.zeros((len(cohorts), width))
    cells[np.searchsorted(cohorts, cohort), month - cohort] = customers
    cells[cohorts[:, None] + np.arange(width) > last] = np.nan
    return cells
