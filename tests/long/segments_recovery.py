"""Do the NBD and the NBD-Dirichlet find the truth again, and do their intervals hold?

For each design: simulate many panels of known parameters, fit each, and count how often the 95%
interval of each parameter covers the truth. The required band is 93% to 97%.

    python tests/long/segments_recovery.py                    all designs, 500 panels of 5,000
    python tests/long/segments_recovery.py NBD --bases 50     a quick look at one
    python tests/long/segments_recovery.py --write            also write segments_recovery.md

The result is the same at every run: the seed of a panel is its number.
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
from casekit.generators.segments import make_category_panel
from casekit.models.segments import NBD, NBDDirichlet

BAND = (0.93, 0.97)
SHARES = {"Alder": 0.30, "Birch": 0.25, "Cedar": 0.20, "Elder": 0.12, "Hazel": 0.08, "Rowan": 0.05}


@dataclass(frozen=True)
class Design:
    """Say how the panels are made, how they are fitted, and which truth should be found."""

    fit: Callable[[int, int], Any]
    truth: dict[str, float]
    words: str


def _counts(households: int, seed: int, mean: float, k: float) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.poisson(rng.gamma(k, mean / k, households))


def _nbd(households: int, seed: int, *, mean: float, k: float) -> Any:
    return NBD().fit(_counts(households, seed, mean, k))


def _nbd_of_buyers(households: int, seed: int, *, mean: float, k: float) -> Any:
    counts = _counts(households, seed, mean, k)
    return NBD().fit(counts[counts > 0], buyers_only=True)


def _dirichlet(households: int, seed: int, **parameters: float) -> Any:
    panel, _truth = make_category_panel(households, seed=seed, shares=SHARES, **parameters)
    return NBDDirichlet().fit(panel)


_MARKET = {f"share_{brand}": share for brand, share in SHARES.items()}
DESIGNS = {
    "NBD": Design(
        partial(_nbd, mean=1.456, k=0.779),
        {"mean": 1.456, "k": 0.779},
        "the toothpaste of 1973 (mean 1.456, k .779), all households seen",
    ),
    "NBD-of-buyers": Design(
        partial(_nbd_of_buyers, mean=3.0, k=0.8),
        {"mean": 3.0, "k": 0.8},
        "mean 3, k .8; only buyers are seen (buyers_only=True), about 3,600 of 5,000",
    ),
    "NBD-Dirichlet": Design(
        partial(_dirichlet, mean=10.0, k=1.0, s=1.2),
        {"mean": 10.0, "k": 1.0, "s": 1.2, **_MARKET},
        "the defaults of make_category_panel: mean 10, k 1, s 1.2, six brands",
    ),
    "NBD-Dirichlet-bought-rarely": Design(
        partial(_dirichlet, mean=1.456, k=0.779, s=3.0),
        {"mean": 1.456, "k": 0.779, "s": 3.0, **_MARKET},
        "mean 1.456, k .779, s 3: few households buy often enough to show their taste",
    ),
}


def fit_one(name: str, households: int, seed: int) -> tuple[list[float], list[bool], bool]:
    """Fit one panel: estimates, whether each interval covers, whether the fit warned."""
    truth = pd.Series(DESIGNS[name].truth)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", CasekitWarning)
        result = DESIGNS[name].fit(households, seed)
    interval = result.conf_int().loc[truth.index]
    # A missing interval covers nothing: a model that gives up may not gain by it.
    covers = (interval["lower"] <= truth) & (truth <= interval["upper"])
    return result.params[truth.index].tolist(), covers.tolist(), bool(caught)


def recover(
    name: str, bases: int, households: int, processes: int = 1, first_seed: int = 0
) -> tuple[pd.DataFrame, int]:
    """Fit many panels; give a table of coverage, one row a parameter, and how many fits warned."""
    fit, seeds = partial(fit_one, name, households), range(first_seed, first_seed + bases)
    if processes == 1:
        fits = [fit(seed) for seed in seeds]
    else:
        with ProcessPoolExecutor(processes) as pool:
            fits = list(pool.map(fit, seeds, chunksize=10))
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


HEAD = """# Recovery of known parameters: NBD and NBD-Dirichlet

Made by `python tests/long/segments_recovery.py --write`; do not edit by hand.

{bases} simulated panels of {households:,} households a design, seeds {first} to {last}, so every
run gives the same table. Behind ± stands the Monte Carlo error of the coverage. The required band
of the 95% intervals that `conf_int()` gives is {low:.2f} to {high:.2f}.

"""


def main() -> int:
    """Run the designs asked for; fail when a coverage lies outside the band."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("designs", nargs="*", choices=[[], *DESIGNS], help="all by default")
    parser.add_argument("--bases", type=int, default=500)
    parser.add_argument("--households", type=int, default=5_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--write", action="store_true", help="write the .md beside the script")
    options = parser.parse_args()
    sections, outside = [], 0
    for name in options.designs or DESIGNS:
        begun = time.perf_counter()
        table, warned = recover(
            name, options.bases, options.households, options.processes, options.first_seed
        )
        outside += int((~table["coverage"].between(*BAND)).sum())
        sections.append(as_markdown(name, table, warned))
        print(sections[-1] + f"\n({time.perf_counter() - begun:.0f} s)\n", flush=True)
    if options.write:
        head = HEAD.format(
            bases=options.bases,
            households=options.households,
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
