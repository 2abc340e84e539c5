"""casekit's models: fits with standard errors, and predictions with given parameters."""

from pathlib import Path
from typing import Any

import pandas as pd
from job import HORIZON, PARAMETERS, Job
from reading import as_donors, as_histories, as_spend, as_survivors, as_tenures

from casekit.models.purchases import BGBB, BGNBD, MBGNBD, GammaGamma, ParetoNBD
from casekit.models.subscriptions import ShiftedBetaGeometric

PACKAGES = ["numpy", "scipy", "pandas"]


def fit_bgnbd(file: Path) -> Job:
    return _fit(BGNBD(), as_histories(file))


def fit_mbgnbd(file: Path) -> Job:
    return _fit(MBGNBD(), as_histories(file))


def fit_pareto(file: Path) -> Job:
    return _fit(ParetoNBD(), as_histories(file))


def fit_bgbb(file: Path) -> Job:
    return _fit(BGBB(), as_donors(file))


def fit_gamma_gamma(file: Path) -> Job:
    return _fit(GammaGamma(), as_spend(file))


def fit_sbg(file: Path) -> Job:
    return _fit(ShiftedBetaGeometric(), as_tenures(file))


def fit_sbg_table(file: Path) -> Job:
    return _fit(ShiftedBetaGeometric(), as_survivors(file))


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
