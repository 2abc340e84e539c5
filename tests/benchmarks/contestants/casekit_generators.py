"""casekit's generators: histories alone, and the whole log."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from job import Job

from casekit.generators.purchases import make_purchase_histories, make_purchases

PACKAGES = ["numpy", "pandas"]


def histories(file: Path) -> Job:
    customers = len(np.load(file)["T"])
    return Job(lambda: make_purchase_histories(customers, seed=1)[0], _means)


def log(file: Path) -> Job:
    customers = len(np.load(file)["T"])

    def answer(log: pd.DataFrame) -> dict[str, Any]:
        return {"rows": len(log), "customers": customers}

    return Job(lambda: make_purchases(customers, seed=1, weeks=39.0)[0], answer)


def _means(histories: pd.DataFrame) -> dict[str, Any]:
    return {
        "x": histories["frequency"].to_numpy(),
        "t_x": histories["age_at_last_purchase_weeks"].to_numpy(),
    }
