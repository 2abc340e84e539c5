"""Make the data that all contestants read: numpy files, written once, in the project's environment.

Every file is small enough in kind that numpy alone can read it, so a peer's environment needs no
more than the peer.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from casekit.datasets import load
from casekit.generators.purchases import BGNBDProcess, make_purchase_histories, make_purchases
from casekit.generators.subscriptions import make_cohorts
from casekit.metrics.purchases import distinct_histories, purchase_histories

__all__ = ["FULL", "QUICK", "Sizes", "busy_shop", "make_workload"]

SMALL_CUSTOMERS = 2_000


@dataclass(frozen=True)
class Sizes:
    """Say how large each thing is."""

    log_customers: int
    middle_customers: int
    large_customers: int
    simulated_customers: int
    ladder_rows: tuple[int, ...]


# About ten rows a customer.
FULL = Sizes(970_000, 100_000, 1_000_000, 100_000, (100_000, 1_000_000, 10_000_000))
QUICK = Sizes(30_000, 5_000, 50_000, 20_000, (30_000, 100_000, 300_000))


def busy_shop(customers: int, seed: int) -> pd.DataFrame:
    """Make a log of about ten rows a customer over two years, in the order of its dates."""
    process = BGNBDProcess(r=0.66, alpha=3.0, a=0.6, b=7.0)
    log, _truth = make_purchases(
        customers, seed=seed, process=process, weeks=104.0, entry_weeks=52.0
    )
    return log.sort_values("date", kind="stable", ignore_index=True)


def make_workload(folder: Path, sizes: Sizes) -> dict[str, int]:
    """Write all files; give the number of rows of each."""
    tables = {
        "log": _log(busy_shop(sizes.log_customers, seed=1)),
        "log_small": _log(busy_shop(SMALL_CUSTOMERS, seed=2)),
        "cdnow": _histories(_cdnow()),
        "cdnow_spend": _spend(_cdnow()),
        "donors": _donors(),
        "small": _continuous(SMALL_CUSTOMERS),
        "continuous_middle": _continuous(sizes.middle_customers),
        "continuous_large": _continuous(sizes.large_customers),
        "days_middle": _histories(_on_days(sizes.middle_customers)),
        "segment": _segment(),
        "tenures_small": _tenures(SMALL_CUSTOMERS),
        "tenures_large": _tenures(sizes.large_customers),
        "ages": {"T": 39.0 - 12.0 * np.random.default_rng(6).random(sizes.simulated_customers)},
        "ages_small": {"T": 39.0 - 12.0 * np.random.default_rng(7).random(SMALL_CUSTOMERS)},
    }
    large = _on_days(sizes.large_customers)
    tables["days_large"] = _histories(large)
    tables["distinct_large"] = _histories(distinct_histories(large))
    for name, columns in tables.items():
        np.savez(folder / f"{name}.npz", **columns)
    return {name: len(next(iter(columns.values()))) for name, columns in tables.items()}


def _log(log: pd.DataFrame) -> dict[str, Any]:
    seconds = log["date"].to_numpy().astype("datetime64[s]").astype(np.int64)
    return {
        "customer_id": log["customer_id"].to_numpy(),
        "seconds": seconds,
        "amount": log["amount"].to_numpy(),
    }


def _cdnow() -> pd.DataFrame:
    # The papers' calibration period: 39 weeks.
    histories = purchase_histories(load("cdnow_sample"), end="1997-09-30", unit="weeks")
    assert isinstance(histories, pd.DataFrame)
    return histories


def _continuous(customers: int) -> dict[str, Any]:
    return _histories(make_purchase_histories(customers, seed=3)[0])


def _on_days(customers: int) -> pd.DataFrame:
    log, _truth = make_purchases(customers, seed=4, weeks=39.0)
    histories = purchase_histories(log, unit="weeks")
    assert isinstance(histories, pd.DataFrame)
    return histories


def _histories(histories: pd.DataFrame) -> dict[str, Any]:
    columns = {
        "x": histories["frequency"],
        "t_x": histories["age_at_last_purchase_weeks"],
        "T": histories["age_weeks"],
    }
    if "customers" in histories:
        columns["customers"] = histories["customers"]
    return {name: column.to_numpy() for name, column in columns.items()}


def _spend(histories: pd.DataFrame) -> dict[str, Any]:
    # Peers refuse a mean spend of zero, so all get the repeat buyers who spent something.
    some = histories[(histories["frequency"] > 0) & (histories["mean_repeat_spend"] > 0)]
    return {
        "x": some["frequency"].to_numpy(),
        "mean_spend": some["mean_repeat_spend"].to_numpy(),
    }


def _tenures(customers: int) -> dict[str, Any]:
    """Make subscriptions of one cohort, seen for 36 periods."""
    seen = make_cohorts(customers, seed=8, periods=36)[1].subscriptions
    return {"tenure": seen["months_observed"].to_numpy(), "left": seen["left"].to_numpy()}


def _segment() -> dict[str, Any]:
    """Write the published High End segment, years 0 to 7, out as its 1,000 subscribers."""
    table = load("subscription_survival").query("segment == 'High End' and year <= 7")
    survivors = np.rint(10 * table["survivors_per_cent"].to_numpy()).astype(int)
    tenure = np.repeat(np.arange(1, 8), -np.diff(survivors))
    running = np.full(survivors[-1], 7)
    left = np.arange(survivors[0]) < len(tenure)
    return {"tenure": np.concatenate([tenure, running]), "left": left}


def _donors() -> dict[str, Any]:
    donors = load("donations")
    return {
        "x": donors["frequency"].to_numpy(),
        "t_x": donors["last_opportunity"].to_numpy(),
        "n": donors["opportunities"].to_numpy(),
        "customers": donors["customers"].to_numpy(),
    }
