"""clvkit: its histories, cohorts, fits (without standard errors), predictions and simulator."""

from pathlib import Path
from typing import Any

import clvkit  # type: ignore[import-not-found]
import numpy as np
import pandas as pd
from job import HORIZON, PARAMETERS, Job

PACKAGES = ["clvkit", "pandas", "numpy", "scipy"]


def histories(file: Path) -> Job:
    log = _log(file)

    def run() -> Any:
        return clvkit.CustomerBase.from_transactions(log, time_unit="W", collapse="D").to_pandas()

    return Job(run, _columns)


def cohorts(file: Path) -> Job:
    log = _log(file)
    return Job(
        lambda: clvkit.CohortMatrix.from_transactions(log, period="M").to_pandas(),
        lambda cells: {"cells": cells.to_numpy(dtype=float)},
    )


def fit_bgnbd(file: Path) -> Job:
    return _fit(clvkit.BGNBD, _base(file))


def fit_mbgnbd(file: Path) -> Job:
    return _fit(clvkit.MBGNBD, _base(file))


def fit_gamma_gamma(file: Path) -> Job:
    held = np.load(file)
    summary = pd.DataFrame(
        {"frequency": held["x"], "recency": 1.0, "T": 2.0, "monetary_value": held["mean_spend"]}
    )
    return _fit(clvkit.GammaGamma, _as_base(summary, has_monetary=True))


def alive(file: Path) -> Job:
    base, model = _base(file), _given()
    return Job(lambda: model.probability_alive(base).to_pandas(), _values)


def expected(file: Path) -> Job:
    base, model = _base(file), _given()
    return Job(lambda: model.predict(t=HORIZON, cb=base).to_pandas(), _values)


def simulate(file: Path) -> Job:
    ages = np.load(file)["T"]
    model = _given()
    # The simulator behind its bootstrap is the only one it has; it is not public.
    model._cb = _as_base(pd.DataFrame({"frequency": 0, "recency": 0.0, "T": ages}))
    return Job(lambda: model._simulate(np.random.default_rng(1)).to_pandas(), _drawn)


def _log(file: Path) -> pd.DataFrame:
    held = np.load(file)
    return pd.DataFrame(
        {
            "customer_id": held["customer_id"],
            "date": held["seconds"].astype("datetime64[s]"),
            "amount": held["amount"],
        }
    )


def _base(file: Path) -> Any:
    held = np.load(file)
    return _as_base(pd.DataFrame({"frequency": held["x"], "recency": held["t_x"], "T": held["T"]}))


def _as_base(summary: pd.DataFrame, has_monetary: bool = False) -> Any:
    return clvkit.CustomerBase(
        summary,
        time_unit="W",
        collapse="D",
        observation_period_end=pd.Timestamp("1997-09-30"),
        has_monetary=has_monetary,
        on_negative="net",
    )


def _given() -> Any:
    model = clvkit.BGNBD()
    model.params_ = pd.Series(PARAMETERS)
    model.time_unit_, model.collapse_ = "W", "D"
    return model


def _fit(model: Any, base: Any) -> Job:
    def answer(fitted: Any) -> dict[str, Any]:
        found = {"parameters": fitted.params_.to_numpy()}
        if hasattr(fitted, "log_likelihood_"):
            found["log_likelihood"] = fitted.log_likelihood_
        return found

    return Job(lambda: model().fit(base), answer)


def _columns(summary: pd.DataFrame) -> dict[str, Any]:
    summary = summary.sort_index()
    return {
        "x": summary["frequency"].to_numpy(),
        "t_x": summary["recency"].to_numpy(),
        "T": summary["T"].to_numpy(),
        "mean_repeat_spend": summary["monetary_value"].to_numpy(),
    }


def _values(predicted: Any) -> dict[str, Any]:
    return {"values": np.asarray(predicted).ravel()}


def _drawn(summary: pd.DataFrame) -> dict[str, Any]:
    return {"x": summary["frequency"].to_numpy(), "t_x": summary["recency"].to_numpy()}
