"""casekit's tables (histories, cohorts, RFM, survival) for callers with each engine."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from job import Job
from reading import (
    as_duckdb,
    as_pandas,
    as_polars,
    as_tenures,
    history_columns,
    rfm_columns,
)

from casekit.metrics.cohorts import cohort_table
from casekit.metrics.purchases import purchase_histories
from casekit.metrics.segments import rfm_scores, rfm_segments, rfm_table
from casekit.metrics.subscriptions import subscription_survival

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


def survival(file: Path) -> Job:
    seen = as_tenures(file)
    return Job(
        lambda: subscription_survival(seen), lambda curve: {"values": curve["survival"].to_numpy()}
    )


def cohorts_pandas(file: Path) -> Job:
    return _cohorts(file, as_pandas)


def cohorts_polars(file: Path) -> Job:
    return _cohorts(file, as_polars)


def cohorts_duckdb(file: Path) -> Job:
    return _cohorts(file, as_duckdb)


def rfm_pandas(file: Path) -> Job:
    log = as_pandas(file)
    return Job(lambda: rfm_segments(rfm_scores(rfm_table(log))), rfm_columns)


def rfm_polars(file: Path) -> Job:
    log = as_polars(file)
    return Job(lambda: rfm_segments(rfm_scores(rfm_table(log))), rfm_columns)


def rfm_duckdb(file: Path) -> Job:
    log = as_duckdb(file)
    # The plan is run twice: for the cut points inside, and to fetch the rows.
    return Job(lambda: rfm_segments(rfm_scores(rfm_table(log))).to_arrow_table(), rfm_columns)


def _cohorts(file: Path, reader: Callable[[Path], Any]) -> Job:
    log = reader(file)

    def answer(table: pd.DataFrame) -> dict[str, Any]:
        return {"cells": table.to_numpy(dtype=float, na_value=np.nan)}

    return Job(lambda: cohort_table(log, period="month", measure="customers"), answer)
