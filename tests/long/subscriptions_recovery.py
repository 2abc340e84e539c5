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

import argparse
import os
import sys
import time
import warnings
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

# One thread a cohort: cohorts run side by side.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from casekit.errors import CasekitWarning
from casekit.generators.subscriptions import make_cohorts
from casekit.models.subscriptions import BetaDiscreteWeibull, ShiftedBetaGeometric

BAND = (0.93, 0.97)
HIGH_END = {"alpha": 0.668, "beta": 3.806}
REGULAR = {"alpha": 0.704, "beta": 1.182}


@dataclass(frozen=True)
class Design:
    """Say how the cohorts are made, which model is fitted, and which truth it should find."""

    model: Any
    truth: dict[str, float]
    words: str
    cohorts: int = 1
    periods: int = 7

    def simulate(self, customers: int, seed: int) -> pd.DataFrame:
        """Make one base: its customers spread over the cohorts."""
        table, _truth = make_cohorts(
            customers // self.cohorts,
            seed=seed,
            alpha=self.truth["alpha"],
            beta=self.truth["beta"],
            duration=self.truth.get("c", 1.0),
            cohorts=self.cohorts,
            periods=self.periods,
        )
        return table


DESIGNS = {
    "sBG-high-end": Design(
        ShiftedBetaGeometric(), HIGH_END, "the published High End segment, seen for 7 periods"
    ),
    "sBG-regular": Design(
        ShiftedBetaGeometric(), REGULAR, "the published Regular segment, seen for 7 periods"
    ),
    "sBG-cohorts": Design(
        ShiftedBetaGeometric(),
        REGULAR,
        "the same in five cohorts, seen for 5, 4, 3, 2 and 1 periods",
        cohorts=5,
        periods=5,
    ),
    "BdW-rising": Design(
        BetaDiscreteWeibull(),
        {"alpha": 0.7, "beta": 2.0, "c": 1.4},
        "each customer's chance of leaving grows; 12 periods",
        periods=12,
    ),
    "BdW-falling": Design(
        BetaDiscreteWeibull(),
        {"alpha": 1.5, "beta": 3.0, "c": 0.7},
        "each customer's chance of leaving falls; 12 periods",
        periods=12,
    ),
}


def fit_one(name: str, customers: int, seed: int) -> tuple[list[float], list[bool], bool]:
    """Fit one base: estimates, whether each interval covers, whether the fit warned."""
    design = DESIGNS[name]
    truth = pd.Series(design.truth)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", CasekitWarning)
        result = design.model.fit(design.simulate(customers, seed))
    interval = result.conf_int().loc[truth.index]
    # A missing interval covers nothing: a model that gives up may not gain by it.
    covers = (interval["lower"] <= truth) & (truth <= interval["upper"])
    return result.params[truth.index].tolist(), covers.tolist(), bool(caught)


def recover(
    name: str, bases: int, customers: int, processes: int = 1, first_seed: int = 0
) -> tuple[pd.DataFrame, int]:
    """Fit many bases; give a table of coverage, one row a parameter, and how many fits warned."""
    fit, seeds = partial(fit_one, name, customers), range(first_seed, first_seed + bases)
    fits = _all(fit, seeds, processes)
    estimates, covered, warned = zip(*fits, strict=True)
    coverage = np.mean(covered, axis=0)
    table = pd.DataFrame(
        {
            "truth": pd.Series(DESIGNS[name].truth),
            "median estimate": np.median(estimates, axis=0),
            "coverage": coverage,
            "Monte Carlo error": np.sqrt(coverage * (1 - coverage) / bases),
        }
    )
    return table, sum(warned)


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
            found = _all(partial(rejects, parameters, count, periods), range(bases), processes)
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


def _all(function: Any, seeds: range, processes: int) -> list[Any]:
    if processes == 1:
        return [function(seed) for seed in seeds]
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(function, seeds, chunksize=10))


def as_markdown(name: str, table: pd.DataFrame, warned: int) -> str:
    """Write one design's result as a section."""
    lines = [
        f"## {name}",
        "",
        f"Design: {DESIGNS[name].words}. Fits that warned: {warned}.",
        "",
        "| parameter | truth | median estimate | coverage | in the band |",
        "|---|---|---|---|---|",
    ]
    for parameter, row in table.iterrows():
        inside = "yes" if BAND[0] <= row["coverage"] <= BAND[1] else "NO"
        lines.append(
            f"| {parameter} | {row['truth']:g} | {row['median estimate']:.4g} "
            f"| {row['coverage']:.3f} ± {row['Monte Carlo error']:.3f} | {inside} |"
        )
    return "\n".join([*lines, ""])


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

{bases} simulated bases of {customers:,} customers a design, seeds {first} to {last}, so every run
gives the same table. Behind ± stands the Monte Carlo error of the coverage. The required band of
the 95% intervals that `conf_int()` gives is {low:.2f} to {high:.2f}.

"""

BETWEEN = """## Who differs, and who changes

A cohort's retention rises when customers differ, and also when each one's chance of leaving falls
with tenure. Share of {bases} simulated cohorts in which the likelihood ratio rejects c = 1 (nobody
changes) at the 5% level. Where c is 1, .05 is right; elsewhere, the more the better.

"""


def main() -> int:
    """Run the designs asked for; fail when a coverage lies outside the band."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("designs", nargs="*", choices=[[], *DESIGNS], help="all by default")
    parser.add_argument("--bases", type=int, default=500)
    parser.add_argument("--power-bases", type=int, default=200)
    parser.add_argument("--customers", type=int, default=5_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--write", action="store_true", help="write the .md beside the script")
    options = parser.parse_args()
    sections, outside = [], 0
    for name in options.designs or DESIGNS:
        begun = time.perf_counter()
        table, warned = recover(
            name, options.bases, options.customers, options.processes, options.first_seed
        )
        outside += int((~table["coverage"].between(*BAND)).sum())
        sections.append(as_markdown(name, table, warned))
        print(sections[-1] + f"\n({time.perf_counter() - begun:.0f} s)\n", flush=True)
    if not options.designs:
        sections.append(BETWEEN.format(bases=options.power_bases))
        for words, parameters in POWER.items():
            begun = time.perf_counter()
            table = power(
                parameters, options.power_bases, options.processes, (300, 1_000, 10_000, 100_000)
            )
            sections.append(power_as_markdown(words, table))
            print(sections[-1] + f"\n({time.perf_counter() - begun:.0f} s)\n", flush=True)
    if options.write:
        head = HEAD.format(
            bases=options.bases,
            customers=options.customers,
            first=options.first_seed,
            last=options.first_seed + options.bases - 1,
            low=BAND[0],
            high=BAND[1],
        )
        path = Path(__file__).with_suffix(".md")
        path.write_text(head + "\n".join(sections), encoding="utf-8", newline="\n")
    return 1 if outside else 0


if __name__ == "__main__":
    sys.exit(main())
