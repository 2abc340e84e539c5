"""A BG/NBD shop simulated in plain numpy, written out, arrays only: what a generator can cost."""

from pathlib import Path
from typing import Any

import numpy as np
from job import PARAMETERS, Job

PACKAGES = ["numpy"]


def histories(file: Path) -> Job:
    ages = np.load(file)["T"]
    return Job(
        lambda: _lives(ages, np.random.default_rng(1)),
        lambda lives: {"x": lives[0], "t_x": lives[1]},
    )


def log(file: Path) -> Job:
    ages = np.load(file)["T"]

    def answer(columns: tuple[Any, Any, Any]) -> dict[str, Any]:
        return {"rows": len(columns[0]), "customers": len(ages)}

    return Job(lambda: _log(ages, np.random.default_rng(1)), answer)


def _lives(ages: Any, rng: np.random.Generator) -> tuple[Any, Any]:
    """Draw repeat purchases and the age at the last one, without drawing the ones between."""
    n = len(ages)
    rate = rng.gamma(PARAMETERS["r"], 1 / PARAMETERS["alpha"], n)
    dropout = np.maximum(rng.beta(PARAMETERS["a"], PARAMETERS["b"], n), 1e-300)
    would = rng.poisson(rate * ages)
    leaves = rng.geometric(dropout)
    x = np.minimum(would, leaves)
    # Of `would` uniform times the x-th smallest is a beta variable.
    t_x = np.zeros(n)
    some = x > 0
    t_x[some] = ages[some] * rng.beta(x[some], would[some] - x[some] + 1)
    return x, t_x


def _log(ages: Any, rng: np.random.Generator) -> tuple[Any, Any, Any]:
    x, t_x = _lives(ages, rng)
    rows = x + 1
    customer = np.repeat(np.arange(len(x)), rows)
    # First at 0, last at t_x, those between uniform: sorted within each customer by one number.
    ends = np.cumsum(rows)
    place = rng.random(len(customer))
    place[ends - 1] = 1.0
    place[ends - rows] = 0.0
    place += customer
    place.sort()
    when = (place - customer) * t_x[customer] + (39.0 - ages)[customer]
    seconds = (when * (7 * 86_400)).astype(np.int64)
    mean = rng.gamma(3.74, 1 / 15.44, len(x))
    amount = np.round(rng.standard_gamma(6.25, len(customer)) / mean[customer], 2)
    return customer, seconds.view("timedelta64[s]") + np.datetime64("2024-01-01"), amount
