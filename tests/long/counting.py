"""Count how often 95% intervals cover the truth: what the recovery scripts have in common.

A script says how its bases are made and fitted (`Design`), and what stands above its table. The
result is the same at every run: the seed of a base is its number.
"""

import argparse
import time
import warnings
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitWarning

# What the house asks of a 95% interval.
BAND = (0.93, 0.97)


@dataclass(frozen=True)
class Design:
    """Say how bases are made and fitted, and which truth each fit should find.

    Parameters
    ----------
    fit : callable
        Takes a size and a seed, gives results.
    truth : dict of str to float
        By name of the parameter.
    words : str
        What the bases are, for the reader of the table.
    wald : bool
        Whether Wald's interval is counted too, beside the one that ``conf_int()`` gives.
    """

    fit: Callable[[int, int], Any]
    truth: dict[str, float]
    words: str
    wald: bool = False


@dataclass(frozen=True)
class Fit:
    """Keep of one fit what is counted: one entry a parameter."""

    estimates: list[float]
    covered: list[bool]
    covered_by_wald: list[bool]
    warned: bool


def in_parallel(function: Callable[[int], Any], seeds: Iterable[int], processes: int) -> list[Any]:
    """Call a function for every seed, in as many processes as asked."""
    if processes == 1:
        return [function(seed) for seed in seeds]
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(function, seeds, chunksize=10))


def fit_one(design: Design, size: int, seed: int) -> Fit:
    """Fit one base."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", CasekitWarning)
        result = design.fit(size, seed)
    truth = pd.Series(design.truth)

    def covers(interval: pd.DataFrame) -> list[bool]:
        # A missing interval covers nothing: a model that gives up may not gain by it.
        rows = interval.loc[truth.index]
        return ((rows["lower"] <= truth) & (truth <= rows["upper"])).tolist()

    return Fit(
        result.params[truth.index].tolist(),
        covers(result.conf_int()),
        covers(result.conf_int(method="wald")) if design.wald else [],
        bool(caught),
    )


def recover(
    designs: Mapping[str, Design],
    name: str,
    bases: int,
    size: int,
    processes: int = 1,
    first_seed: int = 0,
) -> tuple[pd.DataFrame, int]:
    """Fit many bases; give a table of coverage, one row a parameter, and how many fits warned."""
    design = designs[name]
    seeds = range(first_seed, first_seed + bases)
    fits = in_parallel(partial(fit_one, design, size), seeds, processes)
    coverage = np.mean([one.covered for one in fits], axis=0)
    table = pd.DataFrame(
        {
            "truth": pd.Series(design.truth),
            "median estimate": np.median([one.estimates for one in fits], axis=0),
            "coverage": coverage,
            "Monte Carlo error": np.sqrt(coverage * (1 - coverage) / bases),
        }
    )
    if design.wald:
        table["Wald coverage"] = np.mean([one.covered_by_wald for one in fits], axis=0)
    return table, sum(one.warned for one in fits)


def as_markdown(name: str, design: Design, table: pd.DataFrame, warned: int) -> str:
    """Write one design's result as a section."""
    wald = " coverage by Wald |" if design.wald else ""
    lines = [
        f"## {name}",
        "",
        f"Design: {design.words}. Fits that warned: {warned}.",
        "",
        "| parameter | truth | median estimate | coverage | in the band |" + wald,
        "|---|---|---|---|---|" + ("---|" if design.wald else ""),
    ]
    for parameter, row in table.iterrows():
        inside = "yes" if BAND[0] <= row["coverage"] <= BAND[1] else "NO"
        lines.append(
            f"| {parameter} | {row['truth']:g} | {row['median estimate']:.4g} "
            f"| {row['coverage']:.3f} ± {row['Monte Carlo error']:.3f} | {inside} |"
            + (f" {row['Wald coverage']:.3f} |" if design.wald else "")
        )
    return "\n".join([*lines, ""])


def main(
    script: str,
    designs: Mapping[str, Design],
    head: str,
    *,
    doc: str | None,
    more: Callable[[int], Iterable[str]] | None = None,
) -> int:
    """Run the designs that the command line asks for; fail when a coverage is outside the band.

    Parameters
    ----------
    script : str
        The script's own file; the table stands beside it.
    designs : dict of str to Design
    head : str
        What stands above the tables: {bases}, {size}, {first}, {last}, {low} and {high} are
        filled in.
    doc : str
        The script's docstring.
    more : callable, optional
        Takes the number of processes and gives further sections, when all designs are run.
    """
    parser = argparse.ArgumentParser(description=(doc or "").splitlines()[0])
    parser.add_argument("designs", nargs="*", choices=[[], *designs], help="all by default")
    parser.add_argument("--bases", type=int, default=500)
    parser.add_argument("--size", type=int, default=5_000, help="customers a base")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--write", action="store_true", help="write the .md beside the script")
    asked = parser.parse_args()
    sections, outside = [], 0
    for name in asked.designs or designs:
        begun = time.perf_counter()
        table, warned = recover(
            designs, name, asked.bases, asked.size, asked.processes, asked.first_seed
        )
        outside += int((~table["coverage"].between(*BAND)).sum())
        sections.append(as_markdown(name, designs[name], table, warned))
        print(sections[-1] + f"\n({time.perf_counter() - begun:.0f} s)\n", flush=True)
    if more is not None and not asked.designs:
        for section in more(asked.processes):
            sections.append(section)
            print(section, flush=True)
    if asked.write:
        filled = head.format(
            bases=asked.bases,
            size=asked.size,
            first=asked.first_seed,
            last=asked.first_seed + asked.bases - 1,
            low=BAND[0],
            high=BAND[1],
        )
        path = Path(script).with_suffix(".md")
        path.write_text(filled + "\n".join(sections), encoding="utf-8", newline="\n")
    return 1 if outside else 0
