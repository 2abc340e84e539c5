"""Do the models of contracts find the truth again, and do their intervals hold?

Two questions. Coverage: simulate many cohorts of known parameters, fit each, and count how often
the 95% interval of each parameter covers the truth; the required band is 93% to 97%. Power: how
many customers, seen for how many periods, does it take to tell customers who only differ (c = 1)
from customers who change (c not 1)?

    python tests/long/subscriptions_recovery.py             both
    python tests/long/subscriptions_recovery.py --bases 50  a quick look
    python tests/long/subscriptions_recovery.py --write     also write subscriptions_recovery.md

The result is the same at every run: the seed of a cohort is its number.
"""

import os
import sys
import warnings
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

# One thread a cohort: cohorts run side by side.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from counting import Design, in_parallel, main
from counting import recover as recover_one_of

from casekit.errors import CasekitWarning
from casekit.generators.subscriptions import make_cohorts
from casekit.models.subscriptions import BetaDiscreteWeibull, ShiftedBetaGeometric

HIGH_END = {"alpha": 0.668, "beta": 3.806}
REGULAR = {"alpha": 0.704, "beta": 1.182}
POWER_BASES = 100


def _of_cohorts(
    customers: int, seed: int, *, model: Any, cohorts: int = 1, periods: int = 7, **truth: float
) -> Any:
    """Fit one base: its customers spread over the cohorts."""
    table, _truth = make_cohorts(
        customers // cohorts,
        seed=seed,
        alpha=truth["alpha"],
        beta=truth["beta"],
        duration=truth.get("c", 1.0),
        cohorts=cohorts,
        periods=periods,
    )
    return model.fit(table)


_RISING = {"alpha": 0.7, "beta": 2.0, "c": 1.4}
_FALLING = {"alpha": 1.5, "beta": 3.0, "c": 0.7}
_SBG, _BDW = ShiftedBetaGeometric(), BetaDiscreteWeibull()
DESIGNS = {
    "sBG-high-end": Design(
        partial(_of_cohorts, model=_SBG, **HIGH_END),
        HIGH_END,
        "the published High End segment, seen for 7 periods",
    ),
    "sBG-regular": Design(
        partial(_of_cohorts, model=_SBG, **REGULAR),
        REGULAR,
        "the published Regular segment, seen for 7 periods",
    ),
    "sBG-cohorts": Design(
        partial(_of_cohorts, model=_SBG, cohorts=5, periods=5, **REGULAR),
        REGULAR,
        "the same in five cohorts, seen for 5, 4, 3, 2 and 1 periods",
    ),
    "BdW-rising": Design(
        partial(_of_cohorts, model=_BDW, periods=12, **_RISING),
        _RISING,
        "each customer's chance of leaving grows; 12 periods",
    ),
    "BdW-falling": Design(
        partial(_of_cohorts, model=_BDW, periods=12, **_FALLING),
        _FALLING,
        "each customer's chance of leaving falls; 12 periods",
    ),
}
recover = partial(recover_one_of, DESIGNS)


def rejects(
    parameters: dict[str, float], customers: int, periods: int, seed: int
) -> tuple[bool, bool]:
    """Tell whether c = 1 is rejected at 5%, and whether it is rejected on the true side."""
    table, _truth = make_cohorts(customers, seed=seed, periods=periods, **parameters)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CasekitWarning)
        fitted = BetaDiscreteWeibull().fit(table)
        gain = 2 * (fitted.llf - fitted.constant.llf)
    side = (fitted.params["c"] > 1) == (parameters["duration"] > 1)
    return gain > 3.841458820694124, gain > 3.841458820694124 and bool(side)


def power(
    parameters: dict[str, float], bases: int, processes: int, customers: tuple[int, ...]
) -> pd.DataFrame:
    """Give the share of cohorts in which c = 1 is rejected, by customers and periods."""
    rows = {}
    for count in customers:
        cells = {}
        for periods in (4, 7, 12, 24):
            found = in_parallel(
                partial(rejects, parameters, count, periods), range(bases), processes
            )
            cells[f"{periods} periods"] = float(np.mean([one for one, _side in found]))
        rows[f"{count:,}"] = cells
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("customers")


POWER = {
    "nobody changes (c = 1), customers differ as in the High End segment": {
        **HIGH_END,
        "duration": 1.0,
    },
    "each one's chance grows (c = 1.3), customers differ as in the High End segment": {
        **HIGH_END,
        "duration": 1.3,
    },
    "each one's chance falls (c = 0.8), customers differ as in the High End segment": {
        **HIGH_END,
        "duration": 0.8,
    },
    "each one's chance falls (c = 0.7), customers hardly differ (alpha 20, beta 80)": {
        "alpha": 20.0,
        "beta": 80.0,
        "duration": 0.7,
    },
}


def power_as_markdown(words: str, table: pd.DataFrame) -> str:
    """Write the share of rejections as a table."""
    lines = [
        f"### {words[0].upper()}{words[1:]}",
        "",
        "| customers | " + " | ".join(table.columns) + " |",
        "|--:|" + "--:|" * len(table.columns),
        *(
            f"| {customers} | " + " | ".join(f"{share:.2f}" for share in row) + " |"
            for customers, row in zip(table.index, table.to_numpy(), strict=True)
        ),
        "",
    ]
    return "\n".join(lines)


HEAD = """# Recovery of known parameters: contracts

Made by `python tests/long/subscriptions_recovery.py --write`; do not edit by hand.

{bases} simulated bases of {size:,} customers a design, seeds {first} to {last}, so every run
gives the same table. Behind ± stands the Monte Carlo error of the coverage. The required band of
the 95% intervals that `conf_int()` gives is {low:.2f} to {high:.2f}.

"""

BETWEEN = """## Who differs, and who changes

A cohort's retention rises when customers differ, and also when each one's chance of leaving falls
with tenure. Share of {bases} simulated cohorts in which the likelihood ratio rejects c = 1 (nobody
changes) at the 5% level. Where c is 1, .05 is right; elsewhere, the more the better.

"""


def of_power(processes: int) -> Iterator[str]:
    """Give the section on power, a table for every truth."""
    yield BETWEEN.format(bases=POWER_BASES)
    for words, parameters in POWER.items():
        table = power(parameters, POWER_BASES, processes, (300, 1_000, 10_000, 100_000))
        yield power_as_markdown(words, table)


if __name__ == "__main__":
    sys.exit(main(__file__, DESIGNS, HEAD, doc=__doc__, more=of_power))
