"""Published parameters, and a small base of customers whose numbers can be counted by hand."""

import pandas as pd
import pytest

from casekit.models.purchases.bgnbd import BGNBD


@pytest.fixture(scope="session")
def published():
    """BG/NBD as published for CDNOW: Fader, Hardie and Lee (2005), weeks."""
    return BGNBD.at(r=0.243, alpha=4.414, a=0.793, b=2.426)


@pytest.fixture
def log() -> pd.DataFrame:
    rows = [
        ("a", "1997-01-01", 10.0),
        ("a", "1997-01-15", 20.0),
        ("a", "1997-02-12", 30.0),
        ("b", "1997-01-08", 5.0),
        ("c", "1997-01-29", 8.0),
        ("c", "1997-02-19", 9.0),
    ]
    table = pd.DataFrame(rows, columns=["customer_id", "date", "amount"])
    return table.assign(date=pd.to_datetime(table["date"]))


@pytest.fixture
def split() -> pd.DataFrame:
    """Two groups by frequency and two by silence, thirty customers in each of the four."""
    rows = []
    for frequency, silence, back in [(1, 2, 18), (1, 16, 12), (8, 2, 30), (8, 16, 6)]:
        rows += [
            (frequency, 30.0 - silence, 30.0, float(silence), int(customer < back))
            for customer in range(30)
        ]
    table = pd.DataFrame(
        rows,
        columns=[
            "frequency",
            "age_at_last_purchase_weeks",
            "age_weeks",
            "weeks_since_last_purchase",
            "holdout_purchases",
        ],
    )
    return table.assign(holdout_weeks=39.0)
