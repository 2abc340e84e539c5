"""Real data for the tests of the models, prepared without any of the course's own metrics."""

import numpy as np
import pandas as pd
import pytest

from casekit.places import DATASETS


def _cdnow(end: str, name: str = "cdnow_sample.csv") -> pd.DataFrame:
    log = pd.read_csv(DATASETS / name, parse_dates=["date"], encoding="utf-8")
    if "sample_id" in log:  # the order of the papers' own list of the sample
        log["customer_id"] = log["sample_id"]
    days = log[log["date"] <= end].groupby(["customer_id", "date"], as_index=False)["amount"].sum()
    customers = days.groupby("customer_id")
    first, last = customers["date"].min(), customers["date"].max()
    repeats = customers.size() - 1
    repeat_spend = customers["amount"].sum() - customers["amount"].first()
    return pd.DataFrame(
        {
            "frequency": repeats,
            "age_at_last_purchase_weeks": (last - first).dt.days / 7,
            "age_weeks": (pd.Timestamp(end) - first).dt.days / 7,
            "mean_repeat_spend": np.where(
                repeats > 0, repeat_spend / repeats.clip(lower=1), np.nan
            ),
        }
    ).reset_index()


@pytest.fixture(scope="session")
def cdnow() -> pd.DataFrame:
    """Make the papers' 39-week calibration histories: 2,357 customers."""
    return _cdnow("1997-09-30")


@pytest.fixture(scope="session")
def cdnow_78_weeks() -> pd.DataFrame:
    """Make the histories of the same customers over all 78 weeks."""
    return _cdnow("1998-06-30")


@pytest.fixture(scope="session")
def cdnow_cohort() -> pd.DataFrame:
    """Make the 78-week histories of all 23,570 customers, with what each spent in total."""
    histories = _cdnow("1998-06-30", "cdnow.csv")
    log = pd.read_csv(DATASETS / "cdnow.csv", encoding="utf-8")
    return histories.assign(total=log.groupby("customer_id")["amount"].sum().to_numpy())


@pytest.fixture(scope="session")
def donations() -> pd.DataFrame:
    """Read 11,104 donors as 22 distinct histories with counts."""
    return pd.read_csv(DATASETS / "donations.csv", encoding="utf-8")


@pytest.fixture(scope="session")
def histories():
    """Write purchase histories down as three columns and whatever else."""

    def table(x, t_x, T, unit="weeks", **more) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "frequency": x,
                f"age_at_last_purchase_{unit}": np.asarray(t_x, dtype=float),
                f"age_{unit}": np.asarray(T, dtype=float),
                **more,
            }
        )

    return table
