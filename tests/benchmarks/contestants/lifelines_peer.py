"""lifelines: its survival curve. It has no beta-geometric model of contracts to compare."""

from pathlib import Path
from typing import Any

import numpy as np
from job import Job
from lifelines import KaplanMeierFitter  # type: ignore[import-not-found]

PACKAGES = ["lifelines", "pandas", "numpy", "scipy"]


def survival(file: Path) -> Job:
    held = np.load(file)
    tenure, left = held["tenure"], held["left"]

    def answer(fitted: Any) -> dict[str, Any]:
        return {"values": fitted.survival_function_["KM_estimate"].to_numpy()}

    return Job(lambda: KaplanMeierFitter().fit(tenure, left), answer)
