"""Compute datasets/advertiser_satisfaction.csv anew from the answers, and compare.

    apt-get download r-cran-bayesm && dpkg-deb -x r-cran-bayesm_*.deb bayesm
    pip install "rdata>=1,<2"
    cp bayesm/usr/lib/R/site-library/bayesm/data/customerSat.rda .
    python tests/long/advertiser_satisfaction.py customerSat.rda

The answers are not shipped: the R package states no licence of the data of its own.
"""

import argparse
import sys
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from casekit.datasets import load
from casekit.models.loyalty import measure_advertisers, read_advertisers


def main() -> int:
    """Say whether the shipped table is the one that the answers give."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", help="customerSat.rda of the R package bayesm")
    answers = read_advertisers(parser.parse_args().file)
    again, shipped = measure_advertisers(answers), load("advertiser_satisfaction")
    pd.testing.assert_frame_equal(again, shipped, check_dtype=False, atol=1e-6, rtol=0)
    print(f"{len(answers):,} respondents: the shipped table is theirs.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
