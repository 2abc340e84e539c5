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

import sys
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from counting import Design, main
from counting import recover as recover_one_of

from casekit.generators.purchases import (
    BGNBDProcess,
    GammaGammaSpend,
    MBGNBDProcess,
    ParetoNBDProcess,
    make_donations,
    make_purchase_histories,
)
from casekit.models.purchases import BGBB, BGNBD, MBGNBD, GammaGamma, ParetoNBD


def _of_histories(customers: int, seed: int, *, model: Any, **process: Any) -> Any:
    return model.fit(make_purchase_histories(customers, seed=seed, **process)[0])


def _of_donors(customers: int, seed: int) -> Any:
    return BGBB().fit(make_donations(customers, seed=seed)[0])


_CDNOW = "CDNOW's published parameters; first purchases over 12 weeks, observed until week {}"
DESIGNS = {
    "BGNBD": Design(
        partial(_of_histories, model=BGNBD(), process=BGNBDProcess(), weeks=39.0),
        {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426},
        _CDNOW.format(39),
        wald=True,
    ),
    "MBGNBD": Design(
        partial(_of_histories, model=MBGNBD(), process=MBGNBDProcess(), weeks=78.0),
        {"r": 0.525, "alpha": 6.183, "a": 0.891, "b": 1.614},
        _CDNOW.format(78),
        wald=True,
    ),
    "ParetoNBD": Design(
        partial(_of_histories, model=ParetoNBD(), process=ParetoNBDProcess(), weeks=78.0),
        {"r": 0.553, "alpha": 10.58, "s": 0.606, "beta": 11.67},
        _CDNOW.format(78),
        wald=True,
    ),
    "BGBB": Design(
        _of_donors,
        {"alpha": 1.204, "beta": 0.750, "gamma": 0.657, "delta": 2.783},
        "the donors' published parameters; 6 opportunities, as in the paper",
        wald=True,
    ),
    "GammaGamma": Design(
        partial(
            _of_histories,
            model=GammaGamma(),
            process=BGNBDProcess(),
            weeks=39.0,
            spend=GammaGammaSpend(),
        ),
        {"p": 6.25, "q": 3.74, "gamma": 15.44},
        "CDNOW's published parameters; purchases as for BG/NBD, so about 2,000 of 5,000 "
        "customers have a repeat purchase to learn from",
        wald=True,
    ),
}
recover = partial(recover_one_of, DESIGNS)

HEAD = """# Recovery of known parameters

Made by `python tests/long/recovery.py --write`; do not edit by hand.

{bases} simulated bases of {size:,} customers a model, seeds {first} to {last}, so every run
gives the same table. Behind ± stands the Monte Carlo error of the coverage. The required band of
the 95% intervals that `conf_int()` gives is {low:.2f} to {high:.2f}.

How the interval was chosen. The first version was Wald's, on the logarithm of a parameter. On these
bases (seeds 0 to 499) it left the band for r, a and b of MBG/NBD (.928, .928, .924). That was not
chance alone: over 1,500 bases b was missed by 5.1% on one side and 1.6% on the other, because the
estimate is skewed on the logarithm too. Intervals by profile likelihood follow the skewness, and
became the default for all models. Since the choice was made after looking at seeds 0 to 2,999,
`--first-seed 5000` repeats the count on bases that had no part in it.

"""


if __name__ == "__main__":
    sys.exit(main(__file__, DESIGNS, HEAD, doc=__doc__))
