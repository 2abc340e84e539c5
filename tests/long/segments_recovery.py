"""Do the NBD and the NBD-Dirichlet find the truth again, and do their intervals hold?

For each design: simulate many panels of known parameters, fit each, and count how often the 95%
interval of each parameter covers the truth. The required band is 93% to 97%.

    python tests/long/segments_recovery.py                    all designs, 500 panels of 5,000
    python tests/long/segments_recovery.py NBD --bases 50     a quick look at one
    python tests/long/segments_recovery.py --write            also write segments_recovery.md

The result is the same at every run: the seed of a panel is its number.
"""

import sys
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from counting import Design, main
from counting import recover as recover_one_of

from casekit.generators.segments import make_category_panel
from casekit.models.segments import NBD, NBDDirichlet

SHARES = {"Alder": 0.30, "Birch": 0.25, "Cedar": 0.20, "Elder": 0.12, "Hazel": 0.08, "Rowan": 0.05}


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
recover = partial(recover_one_of, DESIGNS)

HEAD = """# Recovery of known parameters: NBD and NBD-Dirichlet

Made by `python tests/long/segments_recovery.py --write`; do not edit by hand.

{bases} simulated panels of {size:,} households a design, seeds {first} to {last}, so every
run gives the same table. Behind ± stands the Monte Carlo error of the coverage. The required band
of the 95% intervals that `conf_int()` gives is {low:.2f} to {high:.2f}.

"""


if __name__ == "__main__":
    sys.exit(main(__file__, DESIGNS, HEAD, doc=__doc__))
