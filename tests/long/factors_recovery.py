"""Do confirmatory factors find the truth again, and do the intervals of loyalty's scores hold?

Three questions. Coverage: simulate many surveys of known loadings, fit each, and count how often
the 95% interval of each parameter covers the truth; the required band is 93% to 97%. The test of
fit: how often is the true model rejected at 5%, for normal answers and for ticks from 1 to 7 that
crowd at the top? Scores: how often do the intervals of the net promoter score cover, method by
method, with few answers and with nearly all in one group?

    python tests/long/factors_recovery.py              all
    python tests/long/factors_recovery.py --bases 50   a quick look
    python tests/long/factors_recovery.py --write      also write tests/long/factors_recovery.md

The result is the same at every run: the seed of a survey is its number.
"""

import os
import sys
import warnings
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

# One thread a survey: surveys run side by side.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from counting import Design, in_parallel, main

from casekit.errors import CasekitWarning
from casekit.metrics.loyalty import net_promoter_score
from casekit.models.loyalty import ConfirmatoryFactors, FactorResults

SIZES = {"tangibles": 4, "reliability": 5, "responsiveness": 4, "assurance": 4, "empathy": 5}
LOADINGS = np.tile([0.8, 0.7, 0.6, 0.75, 0.85], 5)[:22]
BETWEEN, TICKS_SD = 0.5, 1.2
SURVEYS, PEOPLE, SAMPLES = 400, 500, 4_000
SHARES = ((0.45, 0.20), (0.70, 0.10), (0.90, 0.02), (0.30, 0.30), (0.05, 0.60), (0.60, 0.0))


def dimensions() -> dict[str, list[str]]:
    """Name 22 items of five dimensions."""
    ends = np.cumsum([0, *SIZES.values()])
    items = [f"s{place:02d}" for place in range(1, 23)]
    return {name: items[a:b] for name, a, b in zip(SIZES, ends, ends[1:], strict=False)}


def survey(people: int, seed: int, middle: float | None = None) -> pd.DataFrame:
    """Make normal answers, or ticks from 1 to 7 around a middle."""
    rng = np.random.default_rng(seed)
    shared = rng.standard_normal((people, 1))
    true = np.sqrt(BETWEEN) * shared + np.sqrt(1 - BETWEEN) * rng.standard_normal((people, 5))
    own = np.repeat(true, list(SIZES.values()), axis=1)
    answers = LOADINGS * own + np.sqrt(1 - LOADINGS**2) * rng.standard_normal((people, 22))
    if middle is not None:
        answers = np.clip(np.round(middle + TICKS_SD * answers), 1, 7)
    return pd.DataFrame(answers, columns=[item for one in dimensions().values() for item in one])


def fit(people: int, seed: int, middle: float | None = None) -> FactorResults:
    """Fit the true model to one survey."""
    model = ConfirmatoryFactors(dimensions(), identification="unit_variance")
    return model.fit(survey(people, seed, middle))


def truth() -> dict[str, float]:
    """Give one loading a dimension, all correlations and some residual variances."""
    found, place = {}, 0
    for name, items in dimensions().items():
        for item in items[:2]:
            found[f"{name} =~ {item}"] = float(LOADINGS[place + items.index(item)])
        found[f"{items[0]} ~~ {items[0]}"] = float(1 - LOADINGS[place] ** 2)
        place += len(items)
    names = list(SIZES)
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    return found | {f"{a} ~~ {b}": BETWEEN for a, b in pairs}


@cache
def ticked_truth(middle: float) -> pd.Series:
    """Give what the model finds in a million people who tick: the truth of ticks."""
    return fit(1_000_000, 999_999, middle).params


def of_ticks(middle: float, seed: int) -> list[float]:
    """Give the share of parameters whose interval covers, and whether the model is rejected.

    First with normal errors, then with robust ones.
    """
    model = ConfirmatoryFactors(dimensions(), identification="unit_variance")
    wanted, row = ticked_truth(middle), []
    for errors in ("normal", "robust"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", CasekitWarning)
            found = model.fit(survey(PEOPLE, seed, middle), errors=errors)
        interval = found.conf_int()
        covered = (interval["lower"] <= wanted) & (wanted <= interval["upper"])
        p_value = found.p_value if errors == "normal" else found.scaled_p_value
        row += [float(covered.mean()), float(p_value < 0.05)]
    return row


def of_normal(people: int, seed: int) -> bool:
    """Say whether the true model is rejected."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CasekitWarning)
        return fit(people, seed).p_value < 0.05


def more(processes: int) -> Iterator[str]:
    """Give the sections on ticks, on the test of fit and on the net promoter score."""
    lines = ["## The test of fit, and ticks instead of normal answers", ""]
    lines += [
        f"{SURVEYS} surveys each. Coverage is the mean over all 54 parameters of the same model's "
        "values in a million people.",
        "",
        "| answers | people | coverage | true model rejected at 5% | coverage, robust errors "
        "| rejected, scaled test |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for people in (150, 300, 1_000):
        rejected = np.mean(in_parallel(partial(of_normal, people), range(SURVEYS), processes))
        lines.append(f"| normal | {people:,} | as above | {rejected:.3f} | | |")
    for middle in (4.5, 5.5, 6.0):
        ticked_truth(middle)
        found = np.array(in_parallel(partial(of_ticks, middle), range(SURVEYS), processes))
        lines.append(
            f"| ticks 1 to 7 around {middle:g} | {PEOPLE:,} | "
            + " | ".join(f"{one:.3f}" for one in found.mean(axis=0))
            + " |"
        )
    yield "\n".join([*lines, ""])
    yield "\n".join(of_scores())


def of_scores() -> list[str]:
    """Count how often the intervals of the net promoter score cover."""
    lines = [
        "## Intervals of the net promoter score",
        "",
        f"{SAMPLES:,} surveys a row; coverage of 95% intervals. `auto` is the default.",
        "",
        "| answers | promoters | detractors | auto | wald | score | adjusted |",
        "|--:|--:|--:|--:|--:|--:|--:|",
    ]
    rng = np.random.default_rng(1)
    for people in (10, 20, 50, 100, 400):
        for promoters, detractors in SHARES:
            draws = rng.multinomial(
                people, [detractors, 1 - promoters - detractors, promoters], SAMPLES
            )
            kinds, times = np.unique(draws, axis=0, return_counts=True)
            wanted, cells = 100 * (promoters - detractors), []
            for method in ("auto", "wald", "score", "adjusted"):
                covered = 0
                for (d, passive, p), often in zip(kinds.tolist(), times.tolist(), strict=True):
                    groups = {"promoters": p, "passives": passive, "detractors": d}
                    found = net_promoter_score(groups, method=method)
                    covered += often * (found.low - 1e-9 <= wanted <= found.high + 1e-9)
                cells.append(f"{covered / SAMPLES:.3f}")
            row = [str(people), f"{promoters:g}", f"{detractors:g}", *cells]
            lines.append("| " + " | ".join(row) + " |")
    return [*lines, ""]


DESIGNS = {
    "ConfirmatoryFactors": Design(
        fit, truth(), "22 items of five dimensions that correlate 0.5, normal answers"
    ),
}

HEAD = """# Confirmatory factors: recovery, and the intervals of loyalty's scores

Made by `python tests/long/factors_recovery.py --write`; do not edit by hand.

{bases} surveys of {size:,} people, seeds {first} to {last}. Coverage is the share of surveys whose
95% interval holds the truth; the band is {low:.0%} to {high:.0%}.

"""

if __name__ == "__main__":
    sys.exit(main(__file__, DESIGNS, HEAD, doc=__doc__, more=more))
