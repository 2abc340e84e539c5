"""How often are clusters defended where there are some, and where there are none?

For each separation of the archetypes: make many customer bases, ask `choose_k` and `defended_k`,
and compare the groups of k-means with the truth on the right and on the raw scale. Then the real
customers of lesson 07, with its settings: what do other draws of them say?

    python tests/long/clusters_found.py              20 bases a separation
    python tests/long/clusters_found.py --bases 10   a look
    python tests/long/clusters_found.py --write      also write tests/long/clusters_found.md

The result is the same at every run: the seed of a base is its number.
"""

import argparse
import os
import sys
from collections import Counter
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from casekit.datasets import load
from casekit.generators.segments import make_customer_base
from casekit.metrics.segments import rfm_table
from casekit.models.segments import KMeansSegments, choose_k, defended_k

SEPARATIONS = (0.0, 0.5, 0.8, 0.9, 1.0, 1.2)
CUSTOMERS, FIRST_SEED = 2_000, 4_000


def main() -> int:
    """Make the bases and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--bases", type=int, default=20)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    lines = [
        "# Clusters where there are some, and where there are none",
        "",
        "Made by `python tests/long/clusters_found.py --write`; do not edit by hand.",
        "",
        f"{asked.bases} bases of {CUSTOMERS:,} customers a separation, seeds from {FIRST_SEED}. "
        "`choose_k` looks at 2 to 8 clusters beside 5 bases without clusters; `defended_k` names "
        "the number that can be defended, or none. The truth is six archetypes; at separation 0 "
        "they are one cloud. Groups of six are compared with the truth by the adjusted Rand index "
        "(mean, with the lowest and highest).",
        "",
        "| separation | defended | stability of two groups | log scale | raw scale |",
        "|--:|---|--:|---|---|",
    ]
    for separation in SEPARATIONS:
        named: Counter[str] = Counter()
        stable, right, raw = [], [], []
        for seed in range(FIRST_SEED, FIRST_SEED + asked.bases):
            customers, truth = make_customer_base(CUSTOMERS, seed=seed, separation=separation)
            choice = choose_k(customers, clouds=5, resamples=5, sample=1_200)
            named[str(defended_k(choice) or "none")] += 1
            stable.append(choice.loc[2, "stability"])
            right.append(KMeansSegments(6).fit(customers).agreement(truth.labels))
            raw.append(KMeansSegments(6, scale="none").fit(customers).agreement(truth.labels))
        found = ", ".join(f"{name}: {times}" for name, times in sorted(named.items()))
        cells = [f"{separation:g}", found, f"{np.mean(stable):.2f}", *map(_range, (right, raw))]
        lines.append("| " + " | ".join(cells) + " |")
        print(lines[-1], flush=True)
    lines += [
        "",
        "## The real shop of lesson 07",
        "",
        f"CDNOW until 30 September 1997, {asked.bases} draws of 1,000 customers, 5 bases without "
        "clusters beside each: in how many draws which number was defended.",
        "",
        "| columns | defended |",
        "|---|---|",
        *of_the_real_shop(asked.bases),
    ]
    print("\n".join(lines[-2:]), flush=True)
    if asked.write:
        report = Path(__file__).with_suffix(".md")
        report.write_text("\n".join([*lines, ""]), encoding="utf-8", newline="\n")
    return 0


def of_the_real_shop(draws: int) -> list[str]:
    """Give a row for each pair of columns, with the settings of the lesson."""
    table, silence = rfm_table(load("cdnow"), end="1997-09-30"), "days_since_last_purchase"
    rows = []
    for other in ("total_spend", "purchases"):
        named: Counter[str] = Counter()
        for seed in range(draws):
            choice = choose_k(
                table, features=[silence, other], seed=seed, clouds=5, resamples=2, sample=1_000
            )
            named[str(defended_k(choice) or "none")] += 1
        found = ", ".join(f"{name}: {times}" for name, times in sorted(named.items()))
        rows.append(f"| {silence}, {other} | {found} |")
    return rows


def _range(values: list[float]) -> str:
    return f"{np.mean(values):.2f} ({min(values):.2f} to {max(values):.2f})"


if __name__ == "__main__":
    sys.exit(main())
