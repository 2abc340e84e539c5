"""Lifetimes: its histories, fits with standard errors, predictions and generator.

It has no cohort table. Its generator of transaction logs calls `DataFrame.append`, which pandas 2
no longer has, and copies the whole log for every customer, so it takes part in no row.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from job import HORIZON, PARAMETERS, Job
from lifetimes import (  # type: ignore[import-not-found]
    BetaGeoBetaBinomFitter,
    BetaGeoFitter,
    GammaGammaFitter,
    ModifiedBetaGeoFitter,
    ParetoNBDFitter,
)
from lifetimes.generate_data import (  # type: ignore[import-not-found]
    beta_geometric_nbd_model,
)
from lifetimes.utils import (  # type: ignore[import-not-found]
    summary_data_from_transaction_data,
)

PACKAGES = ["lifetimes", "pandas", "numpy", "scipy", "autograd"]


def histories(file: Path) -> Job:
    held = np.load(file)
    log = pd.DataFrame(
        {
            "customer_id": held["customer_id"],
            "date": held["seconds"].astype("datetime64[s]"),
            "amount": held["amount"],
        }
    )

    def run() -> Any:
        return summary_data_from_transaction_data(
            log, "customer_id", "date", "amount", freq="D", freq_multiplier=7
        )

    return Job(run, _columns)


def fit_bgnbd(file: Path) -> Job:
    return _fit_times(BetaGeoFitter, file)


def fit_mbgnbd(file: Path) -> Job:
    return _fit_times(ModifiedBetaGeoFitter, file)


def fit_pareto(file: Path) -> Job:
    return _fit_times(ParetoNBDFitter, file)


def fit_bgbb(file: Path) -> Job:
    held = np.load(file)

    def run() -> Any:
        model = BetaGeoBetaBinomFitter()
        model.fit(held["x"], held["t_x"], held["n"], held["customers"])
        return model, model.standard_errors_

    return Job(run, lambda fitted: _fitted(fitted, None))


def fit_gamma_gamma(file: Path) -> Job:
    held = np.load(file)

    def run() -> Any:
        model = GammaGammaFitter()
        model.fit(held["x"], held["mean_spend"])
        return model, model.standard_errors_

    return Job(run, lambda fitted: _fitted(fitted, None))


def alive(file: Path) -> Job:
    held, model = np.load(file), _given()
    x, t_x, T = held["x"], held["t_x"], held["T"]
    return Job(
        lambda: model.conditional_probability_alive(x, t_x, T),
        lambda values: {"values": np.asarray(values)},
    )


def expected(file: Path) -> Job:
    held, model = np.load(file), _given()
    x, t_x, T = held["x"], held["t_x"], held["T"]
    return Job(
        lambda: model.conditional_expected_number_of_purchases_up_to_time(HORIZON, x, t_x, T),
        lambda values: {"values": np.asarray(values)},
    )


def simulate(file: Path) -> Job:
    ages = np.load(file)["T"]

    def run() -> Any:
        return beta_geometric_nbd_model(ages, **PARAMETERS, size=len(ages))

    def answer(drawn: pd.DataFrame) -> dict[str, Any]:
        return {"x": drawn["frequency"].to_numpy(), "t_x": drawn["recency"].to_numpy()}

    return Job(run, answer)


def _given() -> Any:
    model = BetaGeoFitter()
    model.params_ = pd.Series(PARAMETERS)
    return model


def _fit_times(fitter: Any, file: Path) -> Job:
    held = np.load(file)
    # It takes counts of identical histories as weights, as casekit does.
    weights = held["customers"] if "customers" in held.files else None
    x, t_x, T = held["x"], held["t_x"], held["T"]

    def run() -> Any:
        model = fitter()
        model.fit(x, t_x, T, weights=weights)
        return model, getattr(model, "standard_errors_", None)  # Pareto/NBD has none

    # Its log-likelihood is a mean over customers, of time divided by the longest age.
    counts = np.ones(len(x)) if weights is None else weights
    back = {"customers": counts.sum(), "rescaled": -(counts @ x) * np.log(T.max())}
    return Job(run, lambda fitted: _fitted(fitted, back))


def _fitted(fitted: tuple[Any, Any], back: dict[str, Any] | None) -> dict[str, Any]:
    model, errors = fitted
    answer = {"parameters": model.params_.to_numpy()}
    if errors is not None:
        answer["errors"] = np.asarray(errors)
    if back is not None:
        stored = -float(model._negative_log_likelihood_) * back["customers"]
        answer |= {"log_likelihood": stored + back["rescaled"], "as_stored": stored}
    return answer


def _columns(summary: pd.DataFrame) -> dict[str, Any]:
    summary = summary.sort_index()
    return {
        "x": summary["frequency"].to_numpy(),
        "t_x": summary["recency"].to_numpy(),
        "T": summary["T"].to_numpy(),
        "mean_repeat_spend": summary["monetary_value"].to_numpy(),
    }
