"""Do the models find the truth again, and do their 95% intervals hold what they promise?

For each model: simulate many customer bases of known parameters, fit each, and count how often the
interval of each parameter covers the truth. The required band is 93% to 97%.

    python tests/long/recovery.py                      all models, 500 bases of 5,000 customers
    python tests/long/recovery.py BGNBD --bases 50     a quick look at one
    python tests/long/recovery.py --first-seed 5000    bases that nobody has looked at before
    python tests/long/recovery.py --write              also write tests/long/recovery.md

The result is the same at every run: the seed of a base is its number. Both kinds of interval are
counted; the band is required of the one that `conf_int()` gives by default.
"""

import argparse
import sys
import time
import warnings
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from casekit.errors import CasekitWarning
from casekit.generators.purchases import (
    BGNBDProcess,
    GammaGammaSpend,
    MBGNBDProcess,
    ParetoNBDProcess,
    make_donations,
    make_purchase_histories,
)
from casekit.models.purchases import BGBB, BGNBD, MBGNBD, GammaGamma, ParetoNBD

BAND = (0.93, 0.97)


@dataclass(frozen=True)
class Design:
    """Say how the bases of one model are made, and which truth its fit should find."""

    model: Any
    truth: dict[str, float]
    words: str
    simulate: Callable[[int, int], pd.DataFrame]


def _histories(customers: int, seed: int, *, process: Any, weeks: float, **more: Any) -> Any:
    return make_purchase_histories(customers, seed=seed, process=process, weeks=weeks, **more)[0]


def _donors(customers: int, seed: int) -> pd.DataFrame:
    return make_donations(customers, seed=seed)[0]


DESIGNS = {
    "BGNBD": Design(
        BGNBD(),
        {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426},
        "CDNOW's published parameters; first purchases over 12 weeks, observed until week 39",
        partial(_histories, process=BGNBDProcess(), weeks=39.0),
    ),
    "MBGNBD": Design(
        MBGNBD(),
        {"r": 0.525, "alpha": 6.183, "a": 0.891, "b": 1.614},
        "CDNOW's published parameters; first purchases over 12 weeks, observed until week 78",
        partial(_histories, process=MBGNBDProcess(), weeks=78.0),
    ),
    "ParetoNBD": Design(
        ParetoNBD(),
        {"r": 0.553, "alpha": 10.58, "s": 0.606, "beta": 11.67},
        "CDNOW's published parameters; first purchases over 12 weeks, observed until week 78",
        partial(_histories, process=ParetoNBDProcess(), weeks=78.0),
    ),
    "BGBB": Design(
        BGBB(),
        {"alpha": 1.204, "beta": 0.750, "gamma": 0.657, "delta": 2.783},
        "the donors' published parameters; 6 opportunities, as in the paper",
        _donors,
    ),
    "GammaGamma": Design(
        GammaGamma(),
        {"p": 6.25, "q": 3.74, "gamma": 15.44},
        "CDNOW's published parameters; purchases as for BG/NBD, so about 2,000 of 5,000 "
        "customers have a repeat purchase to learn from",
        partial(_histories, process=BGNBDProcess(), weeks=39.0, spend=GammaGammaSpend()),
    ),
}


@dataclass(frozen=True)
class Fit:
    """Keep of one fit what is counted: one entry a parameter."""

    estimates: list[float]
    covered: list[bool]
    covered_by_wald: list[bool]
    warned: bool


def fit_one(name: str, customers: int, seed: int) -> Fit:
    """Fit one base."""
    design = DESIGNS[name]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", CasekitWarning)
        result = design.model.fit(design.simulate(customers, seed))
    truth = pd.Series(design.truth)

    def covers(interval: pd.DataFrame) -> list[bool]:
        # A missing interval covers nothing: a model that gives up may not gain by it.
        return ((interval["lower"] <= truth) & (truth <= interval["upper"])).tolist()

    return Fit(
        result.params[truth.index].tolist(),
        covers(result.conf_int()),
        covers(result.conf_int(method="wald")),
        bool(caught),
    )


def recover(
    name: str, bases: int, customers: int, processes: int = 1, first_seed: int = 0
) -> tuple[pd.DataFrame, int]:
    """Fit many bases; give a table of coverage, one row a parameter, and how many fits warned."""
    fit, seeds = partial(fit_one, name, customers), range(first_seed, first_seed + bases)
    if processes == 1:
        fits = [fit(seed) for seed in seeds]
    else:
        with ProcessPoolExecutor(processes) as pool:
            fits = list(pool.map(fit, seeds, chunksize=10))
    coverage = np.mean([one.covered for one in fits], axis=0)
    table = pd.DataFrame(
        {
            "truth": pd.Series(DESIGNS[name].truth),
            "median estimate": np.median([one.estimates for one in fits], axis=0),
            "coverage": coverage,
            "Monte Carlo error": np.sqrt(coverage * (1 - coverage) / bases),
            "Wald coverage": np.mean([one.covered_by_wald for one in fits], axis=0),
        }
    )
    return table, sum(one.warned for one in fits)


def as_markdown(name: str, table: pd.DataFrame, warned: int) -> str:
    """Write one model's result as a section."""
    lines = [
        f"## {DESIGNS[name].model.at(**DESIGNS[name].truth).title}",
        "",
        f"Design: {DESIGNS[name].words}. Fits that warned: {warned}.",
        "",
        "| parameter | truth | median estimate | coverage | in the band | coverage by Wald |",
        "|---|---|---|---|---|---|",
    ]
    for parameter, row in table.iterrows():
        inside = "yes" if BAND[0] <= row["coverage"] <= BAND[1] else "NO"
        lines.append(
            f"| {parameter} | {row['truth']:g} | {row['median estimate']:.4g} "
            f"| {row['coverage']:.3f} ± {row['Monte Carlo error']:.3f} | {inside} "
            f"| {row['Wald coverage']:.3f} |"
        )
    return "\n".join([*lines, ""])


HEAD = """# Recovery of known parameters

Made by `python tests/long/recovery.py --write`; do not edit by hand.

{bases} simulated bases of {customers:,} customers a model, seeds {first} to {last}, so every run
gives the same table. Behind ± stands the Monte Carlo error of the coverage. The required band of
the 95% intervals that `conf_int()` gives is {low:.2f} to {high:.2f}.

How the interval was chosen. The first version was Wald's, on the logarithm of a parameter. On these
bases (seeds 0 to 499) it left the band for r, a and b of MBG/NBD (.928, .928, .924). That was not
chance alone: over 1,500 bases b was missed by 5.1% on one side and 1.6% on the other, because the
estimate is skewed on the logarithm too. Intervals by profile likelihood follow the skewness, and
became the default for all models. Since the choice was made after looking at seeds 0 to 2,999,
`--first-seed 5000` repeats the count on bases that had no part in it.

"""


def main() -> int:
    """Run the models asked for; fail when a coverage lies outside the band."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("models", nargs="*", choices=[[], *DESIGNS], help="all by default")
    parser.add_argument("--bases", type=int, default=500)
    parser.add_argument("--customers", type=int, default=5_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--write", action="store_true", help="write recovery.md beside the script")
    options = parser.parse_args()
    sections, outside = [], 0
    for name in options.models or DESIGNS:
        begun = time.perf_counter()
        table, warned = recover(
            name, options.bases, options.customers, options.processes, options.first_seed
        )
        outside += int((~table["coverage"].between(*BAND)).sum())
        sections.append(as_markdown(name, table, warned))
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
