"""Tables of response points: which columns they have, and what is wrong with a row."""

import pandas as pd
import polars as pl
import pytest

from casekit.errors import InputError
from casekit.frames.budget import read_response_points

POINTS = pd.DataFrame(
    {
        "channel": ["a", "a", "b"],
        "spend_per_customer": [5.0, 10.0, 5.0],
        "customers": [100, 0, 80],
        "kept": [30, 0, 20],
    }
)


def test_points_of_one_channel_are_read_without_rows_of_nobody():
    for table in (POINTS, pl.from_pandas(POINTS), pl.from_pandas(POINTS).lazy()):
        found = read_response_points(table, channel="a")
        assert found.spend.tolist() == [5]
        assert found.responded.tolist() == [30]
        assert found.counted


def test_a_share_counts_as_one_person_of_unknown_number():
    shares = pd.DataFrame({"spend_per_prospect": [1.0, 2.0], "response": [0.1, 0.2]})
    found = read_response_points(shares)
    assert found.reached.tolist() == [1, 1]
    assert not found.counted


@pytest.mark.parametrize(
    ("table", "channel", "words"),
    [
        (POINTS, None, 'channel="a"'),
        (POINTS, "c", 'no channel "c"; the table holds a, b'),
        (POINTS.drop(columns="channel"), "a", 'no column "channel"'),
        (POINTS.drop(columns="kept"), "a", 'no column "kept"'),
        (POINTS.drop(columns="spend_per_customer"), "a", 'no column "spend_per_customer"'),
        (POINTS.assign(customers=0, kept=0), "a", "anybody was reached"),
        (POINTS.assign(kept=200), "a", "2 rows have more kept than customers"),
        (POINTS.assign(customers=-1, kept=-2), "a", "below 0"),
        (POINTS.head(0).drop(columns="channel"), None, "no rows"),
    ],
)
def test_a_table_that_is_no_table_of_points_is_refused_in_words(table, channel, words):
    with pytest.raises(InputError, match=words):
        read_response_points(table, channel=channel)
