"""Does the model of breakage find the truth again, and do its intervals hold?

Simulate many points ledgers of known parameters, fit each, and count how often the 95% interval of
each parameter covers the truth; the required band is 93% to 97%.

    python tests/long/ledger_recovery.py             all designs
    python tests/long/ledger_recovery.py --bases 50  a quick look
    python tests/long/ledger_recovery.py --write     also write ledger_recovery.md

The result is the same at every run: the seed of a ledger is its number.
"""

import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

# One thread a ledger: ledgers run side by side.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from counting import Design, main

from casekit.generators.ledger import make_points_ledger
from casekit.models.ledger import Breakage


def _of_ledger(members: int, seed: int, *, lag: str, cohorts: int, **made: Any) -> Any:
    """Fit one ledger: its members spread over the months of earning."""
    ledger, _truth = make_points_ledger(
        cohorts, seed=seed, members_per_cohort=members // cohorts, **made
    )
    return Breakage(lag=lag).fit(ledger)


def _design(
    words: str, *, lag: str, cohorts: int, expiry: int | None = None, **truth: float
) -> Design:
    fit = partial(_of_ledger, lag=lag, cohorts=cohorts, expiry_months=expiry, **truth)
    return Design(fit, truth, words)


DESIGNS = {
    "geometric": _design(
        "24 months, the chance of use stays the same",
        lag="geometric",
        cohorts=24,
        never_redeem=0.12,
        monthly_redemption=0.12,
    ),
    "young": _design(
        "the same, seen for 12 months only",
        lag="geometric",
        cohorts=12,
        never_redeem=0.12,
        monthly_redemption=0.12,
    ),
    "weibull": _design(
        "24 months, the chance of use falls with age",
        lag="weibull",
        cohorts=24,
        never_redeem=0.2,
        monthly_redemption=0.2,
        lag_shape=0.8,
    ),
    "expiry": _design(
        "24 months, points run out after 12",
        lag="geometric",
        cohorts=24,
        expiry=12,
        never_redeem=0.25,
        monthly_redemption=0.15,
    ),
}
HEAD = """# Recovery of known parameters: breakage of points

Made by `python tests/long/ledger_recovery.py --write`; do not edit by hand.

{bases} simulated ledgers of {size:,} members a design, seeds {first} to {last}, so every run gives
the same table. All points of a member leave together. Behind ± stands the Monte Carlo error of the
coverage. The required band of the 95% intervals that `conf_int()` gives is {low} to {high}.

"""

if __name__ == "__main__":
    raise SystemExit(main(__file__, DESIGNS, HEAD, doc=__doc__))
