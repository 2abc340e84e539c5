"""Tables of a case hold together, or are refused in words that name table, column and rows."""

import copy
import pickle

import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.frames.relations import Tables


def shop(**changes):
    tables = {
        "guests": pd.DataFrame({"customer_id": [1, 2]}),
        "visits": pd.DataFrame({"visit_id": [1, 2, 3], "customer_id": [1, 1, 2]}),
    }
    return {
        "tables": tables,
        "keys": {"guests": ["customer_id"], "visits": ["visit_id"]},
        "links": [("visits", "customer_id", "guests")],
        "about": {"guests": "a guest"},
    } | changes


def test_a_table_is_found_by_its_name_either_way():
    data = Tables(**shop())
    assert data.visits is data["visits"]
    assert dict(data)["guests"] is data.guests
    assert data.overview().loc["visits", "points to"] == "customer_id → guests"


def test_an_unknown_table_is_answered_with_those_that_are_there():
    data = Tables(**shop())
    with pytest.raises(AttributeError, match="guests, visits"):
        data.orders  # noqa: B018
    with pytest.raises(KeyError, match="guests, visits"):
        data["orders"]


def test_tables_survive_copying_and_storing():
    data = Tables(**shop())
    for twin in (copy.deepcopy(data), pickle.loads(pickle.dumps(data))):
        assert twin.guests.equals(data.guests)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"keys": {"guests": ["customer_id"]}}, "visits has no key"),
        (
            {"keys": {"guests": ["customer_id"], "visits": ["customer_id"]}},
            r"visits: the key customer_id is not unique \(1 rows\)",
        ),
        ({"keys": {"guests": ["name"], "visits": ["visit_id"]}}, "guests lacks its key name"),
        ({"links": [("visits", "store_id", "stores")]}, "visits.store_id and stores"),
        ({"links": [("visits", "customer_id")]}, "names a table, its column and the other"),
        (
            {"links": [("visits", "visit_id", "guests", "customer_id")]},
            "visits.visit_id: 1 rows are not found in guests",
        ),
    ],
)
def test_what_does_not_hold_is_said_in_words(changes, words):
    with pytest.raises(InputError, match=words):
        Tables(**shop(**changes))


def test_a_missing_value_points_nowhere_but_a_missing_key_is_refused():
    orphans = pd.DataFrame({"visit_id": [1, 2], "customer_id": [1, None]})
    guests = pd.DataFrame({"customer_id": [1, 2]})
    assert len(Tables(**shop(tables={"guests": guests, "visits": orphans})).visits) == 2
    nameless = pd.DataFrame({"customer_id": [1, None]})
    with pytest.raises(InputError, match="guests: 1 rows without a key"):
        Tables(**shop(tables={"guests": nameless, "visits": orphans}))
