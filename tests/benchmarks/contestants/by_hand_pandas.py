"""The best that was found by hand in pandas: one whole-number key a row, few passes."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from job import Job
from reading import SEGMENT_NAMES, SEGMENT_OF, as_pandas, history_columns, rfm_columns

PACKAGES = ["pandas", "numpy"]


def histories(file: Path) -> Job:
    log = as_pandas(file)
    return Job(lambda: _histories(log), history_columns)


def cohorts(file: Path) -> Job:
    log = as_pandas(file)
    return Job(lambda: _cohorts(log), lambda table: {"cells": table.to_numpy(dtype=float)})


def rfm(file: Path) -> Job:
    log = as_pandas(file)
    return Job(lambda: _rfm(log), rfm_columns)


def _histories(log: pd.DataFrame) -> pd.DataFrame:
    day = log["date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    first_day, last_day = day.min(), day.max()
    span = last_day - first_day + 1
    # Grouping by one number is faster than by two columns.
    key = log["customer_id"].to_numpy() * span + (day - first_day)
    daily = log["amount"].groupby(key, sort=True).sum()
    keys, spent = daily.index.to_numpy(), daily.to_numpy()
    customer = keys // span
    bought = keys - customer * span + first_day
    starts = np.flatnonzero(np.append(True, customer[1:] != customer[:-1]))
    ends = np.append(starts[1:], len(keys))
    repeats, first, last = ends - starts - 1, bought[starts], bought[ends - 1]
    first_spend = spent[starts]
    mean = np.full(len(starts), np.nan)
    total = np.add.reduceat(spent, starts)
    np.divide(total - first_spend, repeats, out=mean, where=repeats > 0)
    return pd.DataFrame(
        {
            "customer_id": customer[starts],
            "frequency": repeats,
            "age_at_last_purchase_weeks": (last - first) / 7,
            "age_weeks": (last_day - first) / 7,
            "weeks_since_last_purchase": (last_day - last) / 7,
            "first_spend": first_spend,
            "mean_repeat_spend": mean,
        }
    )


def _rfm(log: pd.DataFrame) -> pd.DataFrame:
    day = log["date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    first_day, last_day = day.min(), day.max()
    span = last_day - first_day + 1
    key = log["customer_id"].to_numpy() * span + (day - first_day)
    daily = log["amount"].groupby(key, sort=True).sum()
    keys, spent = daily.index.to_numpy(), daily.to_numpy()
    customer = keys // span
    starts = np.flatnonzero(np.append(True, customer[1:] != customer[:-1]))
    ends = np.append(starts[1:], len(keys))
    purchases, total = ends - starts, np.add.reduceat(spent, starts)
    silence = last_day - (keys[ends - 1] - customer[starts] * span + first_day)
    recency, frequency, monetary = (
        1 + (pd.Series(held).rank(method="min").to_numpy() - 1).astype(int) * 5 // len(held)
        for held in (-silence, purchases, total.round(6))
    )
    code = recency * 100 + frequency * 10 + monetary
    return pd.DataFrame(
        {
            "customer_id": customer[starts],
            "days_since_last_purchase": silence,
            "purchases": purchases,
            "total_spend": total,
            "mean_spend": total / purchases,
            "recency_score": recency,
            "frequency_score": frequency,
            "monetary_score": monetary,
            "rfm": pd.Series(np.arange(556).astype(str))[code].to_numpy(),
            "segment": SEGMENT_NAMES[SEGMENT_OF[recency - 1, frequency - 1]],
        }
    )


def _cohorts(log: pd.DataFrame) -> Any:
    month = log["date"].to_numpy().astype("datetime64[M]").astype(np.int64)
    first, last = int(month.min()), int(month.max())
    span = last - first + 1
    active = pd.unique(log["customer_id"].to_numpy() * span + (month - first))
    later = pd.Series(active % span)
    cohort = later.groupby(active // span).transform("min")
    cells = (later - cohort).groupby([cohort, later - cohort]).size().unstack(fill_value=0)
    cells = cells.reindex(columns=range(span), fill_value=0)
    observed = np.arange(span) <= span - 1 - cells.index.to_numpy()[:, None]
    return cells.where(observed)
