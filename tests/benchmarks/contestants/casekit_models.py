"""casekit's models: fits with standard errors, and predictions with given parameters."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from job import HORIZON, PARAMETERS, Job
from reading import as_histories

from casekit.models.purchases import BGBB, BGNBD, MBGNBD, GammaGamma, ParetoNBD

PACKAGES = ["numpy", "scipy", "pandas"]


def fit_bgnbd(file: Path) -> Job:
    return _fit(BGNBD(), as_histories(file))


def fit_mbgnbd(file: Path) -> Job:
    return _fit(MBGNBD(), as_histories(file))


def fit_pareto(file: Path) -> Job:
    return _fit(ParetoNBD(), as_histories(file))


def fit_bgbb(file: Path) -> Job:
    held = np.load(file)
    names = {"x": "frequency", "t_x": "last_opportunity", "n": "opportunities"}
    names["customers"] = "customers"
    return _fit(BGBB(), pd.DataFrame({names[name]: held[name] for name in held.files}))


def fit_gamma_gamma(file: Path) -> Job:
    held = np.load(file)
    spend = pd.DataFrame({"frequency": held["x"], "mean_repeat_spend": held["mean_spend"]})
    # The model reads whole histories; times play no part in it.
    spend = spend.assign(age_at_last_purchase_weeks=1.0, age_weeks=2.0)
    return _fit(GammaGamma(), spend)


def alive(file: Path) -> Job:
    base, model = as_histories(file), BGNBD.at(**PARAMETERS)
    return Job(lambda: model.probability_alive(base), lambda alive: {"values": alive.to_numpy()})


def expected(file: Path) -> Job:
    base, model = as_histories(file), BGNBD.at(**PARAMETERS)
    return Job(
        lambda: model.expected_purchases(base, horizon_weeks=HORIZON),
        lambda purchases: {"values": purchases.to_numpy()},
    )


def _fit(model: Any, table: pd.DataFrame) -> Job:
    def run() -> Any:
        result = model.fit(table)
        return result, result.bse  # with standard errors

    def answer(fitted: tuple[Any, pd.Series]) -> dict[str, Any]:
        result, errors = fitted
        return {
            "parameters": result.params.to_numpy(),
            "errors": errors.to_numpy(),
            "log_likelihood": result.llf,
        }

    return Job(run, answer)
