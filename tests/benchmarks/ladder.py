"""Does the cost grow no faster than the data? Simulate, sum up and fit at ten times the rows.

python ladder.py ROWS     times one size in this process; the last line of the output is JSON
"""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np
from environments import HERE
from measuring import Plan, environ_of
from rows import CASEKIT

__all__ = ["STAGES", "Rung", "climb", "slope"]

STAGES = ("simulate", "histories", "fit")
# About ten rows a customer; the slope needs sizes, not exact ones.
ROWS_A_CUSTOMER = 10.3


@dataclass(frozen=True)
class Rung:
    """Hold the seconds of each stage at one size."""

    rows: int
    seconds: dict[str, float]

    @property
    def total(self) -> float:
        return sum(self.seconds.values())


def climb(sizes: Sequence[int], plan: Plan) -> list[Rung]:
    """Measure all sizes, each in fresh processes."""
    python, environ = environ_of(CASEKIT, plan)
    rungs = []
    for size in sizes:
        said = []
        for _turn in range(plan.repeats):
            done = subprocess.run(
                [str(python), str(HERE / "ladder.py"), str(size)],
                capture_output=True,
                encoding="utf-8",
                env=environ,
                check=True,
            )
            said.append(json.loads(done.stdout.strip().splitlines()[-1]))
        stages = {stage: median(one[stage] for one in said) for stage in STAGES}
        rungs.append(Rung(int(said[0]["rows"]), stages))
    return rungs


def slope(rungs: Sequence[Rung]) -> float:
    """Fit a line to the logarithms: 1 is linear, 2 quadratic."""
    rows = np.log([rung.rows for rung in rungs])
    return float(np.polyfit(rows, np.log([rung.total for rung in rungs]), 1)[0])


def _step(rows: int) -> dict[str, float]:
    from workload import busy_shop

    from casekit.metrics.purchases import purchase_histories
    from casekit.models.purchases import BGNBD

    marks = [time.perf_counter()]
    log = busy_shop(round(rows / ROWS_A_CUSTOMER), seed=5)
    marks.append(time.perf_counter())
    histories = purchase_histories(log)
    marks.append(time.perf_counter())
    errors = BGNBD().fit(histories).bse
    marks.append(time.perf_counter())
    assert errors.notna().all()
    seconds = [later - earlier for earlier, later in pairwise(marks)]
    return {"rows": len(log), **dict(zip(STAGES, seconds, strict=True))}


if __name__ == "__main__":
    _step(20_000)  # imports and first calls do not count
    print(json.dumps(_step(int(sys.argv[1]))))
