"""casekit's purchase histories and cohort tables, for callers with pandas, polars and DuckDB."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from job import Job
from reading import as_duckdb, as_pandas, as_polars, history_columns

from casekit.metrics.cohorts import cohort_table
from casekit.metrics.purchases import purchase_histories

PACKAGES = ["pandas", "polars", "duckdb", "narwhals", "numpy", "scipy"]


def histories_pandas(file: Path) -> Job:
    log = as_pandas(file)
    return Job(lambda: purchase_histories(log), history_columns)


def histories_polars(file: Path) -> Job:
    log = as_polars(file)
    return Job(lambda: purchase_histories(log), history_columns)


def histories_duckdb(file: Path) -> Job:
    log = as_duckdb(file)
    # The relation that comes back is a plan: it is run, and its rows fetched, inside the time.
    return Job(lambda: purchase_histories(log).to_arrow_table(), history_columns)


def cohorts_pandas(file: Path) -> Job:
    return _cohorts(file, as_pandas)


def cohorts_polars(file: Path) -> Job:
    return _cohorts(file, as_polars)


def cohorts_duckdb(file: Path) -> Job:
    return _cohorts(file, as_duckdb)


def _cohorts(file: Path, reader: Callable[[Path], Any]) -> Job:
    log = reader(file)

    def answer(table: pd.DataFrame) -> dict[str, Any]:
        return {"cells": table.to_numpy(dtype=float, na_value=np.nan)}

    return Job(lambda: cohort_table(log, period="month", measure="customers"), answer)
