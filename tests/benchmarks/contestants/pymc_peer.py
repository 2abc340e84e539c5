"""pymc-marketing: its histories, RFM segments, fits by MAP (its fastest, no standard errors).

MAP finds the peak of likelihood times its default priors, so its parameters lie a little off the
maximum likelihood. It has no cohort table and no generator of logs; histories are drawn from the
distribution that its model is built on.
"""

import logging
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pymc as pm  # type: ignore[import-not-found]
import xarray as xr  # type: ignore[import-not-found]
from job import HORIZON, PARAMETERS, Job
from pymc_marketing import clv  # type: ignore[import-not-found]
from pymc_marketing.clv.distributions import BetaGeoNBD  # type: ignore[import-not-found]
from pymc_marketing.clv.utils import rfm_segments, rfm_summary  # type: ignore[import-not-found]

PACKAGES = ["pymc-marketing", "pymc", "pytensor", "pandas", "numpy", "scipy"]
logging.getLogger("pymc").setLevel(logging.ERROR)


def histories(file: Path) -> Job:
    log = _log(file)

    def run() -> Any:
        return rfm_summary(log, "customer_id", "date", "amount", time_unit="D", time_scaler=7)

    return Job(run, _columns)


def rfm(file: Path) -> Job:
    log = _log(file)

    def answer(table: pd.DataFrame) -> dict[str, Any]:
        table = table.sort_values("customer_id")
        # Quartiles instead of quintiles, and other names: only what was counted can be compared.
        return {
            "purchases": table["frequency"].to_numpy(dtype=float),
            "mean_spend": table["monetary_value"].to_numpy(),
        }

    return Job(lambda: rfm_segments(log, "customer_id", "date", "amount"), answer)


def fit_bgnbd(file: Path) -> Job:
    def names(found: Any) -> list[float]:
        dropout, strength = float(found["phi_dropout"]), float(found["kappa_dropout"])
        return [found["r"], found["alpha"], dropout * strength, (1 - dropout) * strength]

    people = _people(file)
    job = _fit(clv.BetaGeoModel, people, names)
    observed = people[["recency", "frequency"]].to_numpy()

    def answer(fitted: Any) -> dict[str, Any]:
        found = job.answer(fitted)
        r, alpha, a, b = found["parameters"]
        distribution = BetaGeoNBD.dist(r=r, alpha=alpha, a=a, b=b, T=people["T"].to_numpy())
        return found | {"log_likelihood": pm.logp(distribution, observed).sum().eval()}

    return Job(job.run, answer)


def fit_mbgnbd(file: Path) -> Job:
    def names(found: Any) -> list[float]:
        dropout, strength = float(found["phi_dropout"]), float(found["kappa_dropout"])
        return [found["r"], found["alpha"], dropout * strength, (1 - dropout) * strength]

    return _fit(clv.ModifiedBetaGeoModel, _people(file), names)


def fit_pareto(file: Path) -> Job:
    def names(found: Any) -> list[float]:
        return [found[name] for name in ("r", "alpha", "s", "beta")]

    return _fit(clv.ParetoNBDModel, _people(file), names)


def fit_bgbb(file: Path) -> Job:
    held = np.load(file)
    # It takes no counts: every donor is a row.
    people = pd.DataFrame({"frequency": held["x"], "recency": held["t_x"], "T": held["n"]}).loc[
        np.repeat(np.arange(len(held["x"])), held["customers"])
    ]
    people = people.reset_index(drop=True).assign(customer_id=np.arange(len(people)))

    def names(found: Any) -> list[float]:
        return [found[name] for name in ("alpha", "beta", "gamma", "delta")]

    return _fit(clv.BetaGeoBetaBinomModel, people, names)


def fit_gamma_gamma(file: Path) -> Job:
    held = np.load(file)
    people = pd.DataFrame({"frequency": held["x"], "monetary_value": held["mean_spend"]})
    people = people.assign(customer_id=np.arange(len(people)))

    def names(found: Any) -> list[float]:
        return [found[name] for name in ("p", "q", "v")]

    return _fit(clv.GammaGammaModel, people, names)


def fit_sbg(file: Path) -> Job:
    held = np.load(file)
    # Its T is the renewal that nobody was seen to come to: one after the last that was seen.
    last = int(held["tenure"].max()) + 1
    people = pd.DataFrame({"recency": np.where(held["left"], held["tenure"], last), "T": last})
    people = people.assign(customer_id=np.arange(len(people)), cohort="all")

    def names(found: Any) -> list[float]:
        return [found[f"{name}[all]"] for name in ("alpha", "beta")]

    return _fit(clv.ShiftedBetaGeoModel, people, names)


def alive(file: Path) -> Job:
    people = _people(file)
    model = _given(people)
    return Job(lambda: model.expected_probability_alive(people), _values)


def expected(file: Path) -> Job:
    people = _people(file)
    model = _given(people)
    return Job(lambda: model.expected_purchases(people, future_t=HORIZON), _values)


def simulate(file: Path) -> Job:
    ages = np.load(file)["T"]

    def run() -> Any:
        return pm.draw(BetaGeoNBD.dist(**PARAMETERS, T=ages), random_seed=1)

    return Job(run, lambda drawn: {"x": drawn[:, 1], "t_x": drawn[:, 0]})


def _log(file: Path) -> pd.DataFrame:
    held = np.load(file)
    return pd.DataFrame(
        {
            "customer_id": held["customer_id"],
            "date": held["seconds"].astype("datetime64[s]"),
            "amount": held["amount"],
        }
    )


def _people(file: Path) -> pd.DataFrame:
    held = np.load(file)
    people = pd.DataFrame({"frequency": held["x"], "recency": held["t_x"], "T": held["T"]})
    return people.assign(customer_id=np.arange(len(people)))


def _fit(model: Any, people: pd.DataFrame, names: Any) -> Job:
    def run() -> Any:
        fitted = model()
        fitted.fit(people, method="map", progressbar=False)
        return fitted

    def answer(fitted: Any) -> dict[str, Any]:
        found = fitted.fit_summary()
        return {"parameters": np.array([float(value) for value in names(found)])}

    return Job(run, answer)


def _given(people: pd.DataFrame) -> Any:
    """Set the parameters as one draw of a posterior, which is how a MAP fit stores them."""
    model = clv.BetaGeoModel()
    model.build_model(people[:1])
    draw = {name: (("chain", "draw"), np.array([[value]])) for name, value in PARAMETERS.items()}
    coordinates = {"chain": [0], "draw": [0]}
    import arviz as az  # type: ignore[import-not-found]

    model.idata = az.InferenceData(posterior=xr.Dataset(draw, coords=coordinates))
    return model


def _values(predicted: Any) -> dict[str, Any]:
    return {"values": np.asarray(predicted).ravel()}


def _columns(summary: pd.DataFrame) -> dict[str, Any]:
    summary = summary.sort_values("customer_id")
    return {
        "x": summary["frequency"].to_numpy(),
        "t_x": summary["recency"].to_numpy(),
        "T": summary["T"].to_numpy(),
        "mean_repeat_spend": summary["monetary_value"].to_numpy(),
    }
