"""Do the ways of measuring a programme find the truth again, and do their intervals hold?

Simulate many launches of a card (and many coalitions) of known effects, measure each, and count
how often the 95% intervals cover the truth; the required band is 93% to 97%. Also: how often
honest customers are accused of sorting at a threshold.

    python tests/long/experiments_recovery.py             all
    python tests/long/experiments_recovery.py --bases 50  a quick look
    python tests/long/experiments_recovery.py --write     also write experiments_recovery.md

The result is the same at every run: the seed of a launch is its number.
"""

import os
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

# One thread a launch: launches run side by side.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from counting import Design, in_parallel, main

from casekit.errors import CasekitWarning
from casekit.generators.programmes import make_card_launch, make_coalition
from casekit.models.experiments import instrument_estimate, threshold_effect
from casekit.models.experiments.bunching import count_bunching
from casekit.models.programmes import cross_partner_effects, five_answers

AFTER, SECOND = "share_of_wallet_after", "share_of_wallet_second_year"
ACCUSED_BASES = 500


@dataclass(frozen=True)
class Answers:
    """Hold estimates with their intervals, as the counting asks for them."""

    table: pd.DataFrame

    @property
    def params(self) -> pd.Series:
        return self.table["estimate"]

    def conf_int(self) -> pd.DataFrame:
        return self.table[["lower", "upper"]]


def launch(customers: int, seed: int, **parameters: float) -> Answers:
    """Give the answers to one launch."""
    table, _truth = make_card_launch(customers, seed=seed, **parameters)
    return Answers(five_answers(table, gold_threshold=2_000).table)


def fuzzy(customers: int, seed: int) -> Any:
    """Give the gold card's effect from all customers, of whom only members can hold it."""
    table, _truth = make_card_launch(customers, seed=seed)
    return threshold_effect(table, SECOND, "spend_last_year", 2_000, treated="gold")


def weak(customers: int, seed: int, *, truth: float) -> Answers:
    """Give Anderson and Rubin's interval for letters that hardly move anybody."""
    table, _truth = make_card_launch(customers, seed=seed, letter=0.08, effect_tilt=0.0)
    found = instrument_estimate(table, AFTER, "member", "invited")
    rows = found.anderson_rubin()
    holding = rows[(rows["lower"] <= truth) & (truth <= rows["upper"])]
    row = holding.iloc[0] if len(holding) else pd.Series({"lower": np.nan, "upper": np.nan})
    return Answers(pd.DataFrame({"effect": {"estimate": found.params["effect"], **row}}).T)


def coalition(_customers: int, seed: int) -> Answers:
    """Give the mean of what partners do to each other."""
    panel, _truth = make_coalition(seed=seed)
    return Answers(pd.DataFrame({"mean_cross": cross_partner_effects(panel).mean_cross()}).T)


TRUTH = {
    "difference_in_differences": 0.04,
    "instrument": 0.04,
    "lottery": 0.04,
    "threshold": 0.05,
}
DESIGNS = {
    "launch": Design(launch, TRUTH, "the defaults: light buyers gain most, the heaviest nothing"),
    "launch-skewed": Design(
        partial(launch, liking="skewed", effect_tilt=0.0, gold_effect=0.0, effect=0.0),
        dict.fromkeys(TRUTH, 0.0),
        "a card that does nothing, and a few customers who like the shop very much",
    ),
    "gold-fuzzy": Design(
        fuzzy, {"effect": 0.05}, "the gold card's effect from all customers (fuzzy threshold)"
    ),
    "weak-letters": Design(
        partial(weak, truth=0.04),
        {"effect": 0.04},
        "letters that move few to join; the interval is Anderson and Rubin's",
    ),
    "coalition": Design(
        coalition, {"mean_cross": -0.02}, "five partners, 40 cities, 52 weeks (not customers)"
    ),
}

SPENDING = {
    "gamma": lambda rng: rng.gamma(2, 800, 5_000),
    "lognormal": lambda rng: rng.lognormal(7, 1, 5_000),
    "normal": lambda rng: rng.normal(1_800, 600, 5_000),
    "gamma, whole dollars": lambda rng: np.round(rng.gamma(2, 800, 5_000)),
}


def accused(name: str, seed: int) -> bool:
    """Tell whether honest customers are accused of sorting at $2,000."""
    x = np.sort(SPENDING[name](np.random.default_rng(seed))) - 2_000
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CasekitWarning)
        return count_bunching(x, "spending", 2_000, None).p_value < 0.05


def of_bunching(processes: int) -> Iterator[str]:
    """Give the section on honest customers."""
    lines = [
        "## Honest customers accused of sorting",
        "",
        f"Share of {ACCUSED_BASES} launches with 5,000 members, none of whom chooses a side, in "
        "which `bunching()` gives a p-value below 0.05.",
        "",
        "| spending | accused |",
        "|---|--:|",
    ]
    for name in SPENDING:
        found = in_parallel(partial(accused, name), range(ACCUSED_BASES), processes)
        lines.append(f"| {name} | {np.mean(found):.3f} |")
    yield "\n".join([*lines, ""])


HEAD = """# Recovery of known effects: experiments

Made by `python tests/long/experiments_recovery.py --write`; do not edit by hand.

{bases} simulated launches of {size:,} customers a design, seeds {first} to {last}, so every run
gives the same table. Behind ± stands the Monte Carlo error of the coverage. The required band of
the 95% intervals is {low:.2f} to {high:.2f}.

"""


if __name__ == "__main__":
    sys.exit(main(__file__, DESIGNS, HEAD, doc=__doc__, more=of_bunching))
