"""Does a fitted response curve find the truth again, and do its 95% intervals hold their promise?

For each design: simulate many sets of test campaigns, fit each, and count how often the intervals
of ceiling and rate cover the truth. The required band is 93% to 97%.

    python tests/long/budget_recovery.py              500 sets a design, under a minute
    python tests/long/budget_recovery.py --sets 50    a look
    python tests/long/budget_recovery.py --write      also write tests/long/budget_recovery.md

The result is the same at every run: the seed of a set is its number.
"""

import argparse
import sys
import warnings
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from counting import BAND

from casekit.errors import CasekitWarning
from casekit.generators.budget import make_budget_response
from casekit.models.budget import fit_response

# Ceiling, rate, people a group, spends.
DESIGNS = {
    "balanced acquisition": ((0.4, 0.1), 1_000, (2, 5, 10, 20, 40)),
    "balanced acquisition, 5,000 a group": ((0.4, 0.1), 5_000, (2, 5, 10, 20, 40)),
    "sticky retention": ((0.9, 0.5), 1_000, (0.5, 1, 2, 4, 8, 12)),
    "hard to acquire": ((0.1, 0.08), 5_000, (3, 6, 12, 25, 50)),
    "cheap to acquire": ((0.5, 0.5), 1_000, (0.5, 1, 2, 4, 8)),
    "ten spends": ((0.4, 0.1), 500, tuple(range(3, 33, 3))),
}
HEADER = """\
# Recovery of known response curves

Made by `python tests/long/budget_recovery.py --write`; do not edit by hand.

{sets} simulated sets of campaigns a design, seeds 0 to {last}. "Fisher": estimate plus and minus
1.96 standard errors; "profile": `conf_int()`. Behind ± stands the Monte Carlo error. The required
band of the 95% intervals is 0.93 to 0.97.

| design | parameter | truth | mean estimate | Fisher | profile | in the band |
|---|---|---|---|---|---|---|
"""


def recover(design: str, sets: int) -> list[str]:
    """Fit all sets of a design and give the rows of the table."""
    (ceiling, rate), people, spends = DESIGNS[design]
    truth = np.array([ceiling, rate])
    found, fisher, profile = [], [], []
    for seed in range(sets):
        tests, _truth = make_budget_response(
            people, seed=seed, channels={"all": (ceiling, rate)}, acquisition_spends=spends
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", CasekitWarning)
            fit = fit_response(tests.acquisition)
        edges = fit.conf_int().to_numpy()
        found.append(fit.params.to_numpy())
        fisher.append(np.abs(fit.params.to_numpy() - truth) < 1.96 * fit.bse.to_numpy())
        profile.append((edges[:, 0] <= truth) & (truth <= edges[:, 1]))
    mean, plain, by_profile = (np.mean(kept, axis=0) for kept in (found, fisher, profile))
    error = np.sqrt(0.95 * 0.05 / sets)
    return [
        f"| {design} | {name} | {truth[i]:g} | {mean[i]:.4f} | {plain[i]:.3f} | "
        f"{by_profile[i]:.3f} ± {error:.3f} | {'yes' if inside(by_profile[i]) else 'NO'} |"
        for i, name in enumerate(("ceiling", "rate"))
    ]


def inside(share: float) -> bool:
    """Tell whether a coverage lies in the required band."""
    return BAND[0] <= share <= BAND[1]


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description="Recover known response curves.")
    parser.add_argument("--sets", type=int, default=500)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    text = HEADER.format(sets=asked.sets, last=asked.sets - 1)
    print(text, end="")
    rows = []
    for design in DESIGNS:
        rows += recover(design, asked.sets)
        print("\n".join(rows[-2:]), flush=True)
    if asked.write:
        Path(__file__).with_suffix(".md").write_text(
            text + "\n".join(rows) + "\n", encoding="utf-8"
        )
    return int(any(row.endswith("NO |") for row in rows))


if __name__ == "__main__":
    sys.exit(main())
