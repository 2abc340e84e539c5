"""Leaving among friends, counted by hand."""

import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.metrics.community import (
    cascade_size,
    friends_who_moved,
    leaving_by_friends_left,
    share_of_friends_left,
)


@pytest.fixture
def departures():
    """Four customers: 1 leaves in month 1, 2 moves in month 2, 3 and 4 stay; 5 knows nobody."""
    return pd.DataFrame(
        {
            "customer_id": [1, 2, 3, 4, 5],
            "month_left": pd.array([1, 2, None, None, None], dtype="Int64"),
            "moved_away": [False, True, False, False, False],
        }
    )


@pytest.fixture
def friendships():
    return pd.DataFrame({"customer_id": [1, 2, 3], "friend_id": [3, 3, 4]})


def test_friends_count_as_gone_from_the_month_after_they_left(departures, friendships):
    rows = share_of_friends_left(departures, friendships, months=3)
    three = rows[rows["customer_id"] == 3]
    assert three["friends_left"].round(3).tolist() == [0.0, 0.333, 0.667]
    assert rows[rows["customer_id"] == 1]["month"].tolist() == [1]


def test_who_moved_is_gone_but_has_not_left_the_brand(departures, friendships):
    rows = share_of_friends_left(departures, friendships, months=3)
    assert rows.groupby("customer_id")["left"].sum().to_dict() == {1: 1, 2: 0, 3: 0, 4: 0, 5: 0}


def test_customers_without_a_friend_have_no_share_and_fall_out_of_the_signature(
    departures, friendships
):
    rows = share_of_friends_left(departures, friendships, months=3)
    assert rows[rows["customer_id"] == 5]["friends_left"].isna().all()
    table = leaving_by_friends_left(rows, edges=(0.0, 1.0))
    assert table["customer_months"].sum() == (rows["customer_id"] != 5).sum()
    assert table["leaving_rate"].round(3).tolist() == [0.143, 0.0]


def test_friends_who_moved_are_counted_from_both_ends(departures, friendships):
    count = friends_who_moved(departures, friendships)
    assert count.to_dict() == {1: 0, 2: 0, 3: 1, 4: 0, 5: 0}
    turned = friendships.rename(columns={"customer_id": "friend_id", "friend_id": "customer_id"})
    assert friends_who_moved(departures, turned).equals(count)


def test_the_order_of_rows_does_not_matter(departures, friendships):
    mixed = departures.sample(frac=1, random_state=1)
    one = share_of_friends_left(departures, friendships, months=3)
    other = share_of_friends_left(mixed, friendships, months=3)
    other = other.sort_values(["customer_id", "month"], ignore_index=True)
    pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([(1, 9)], "1 friendships name somebody"),
        ([(2, 2)], "with themselves"),
        ([(1, 2), (2, 1)], "twice"),
    ],
)
def test_bad_friendships_are_refused_in_words(departures, pairs, words):
    table = pd.DataFrame(pairs, columns=["customer_id", "friend_id"])
    with pytest.raises(InputError, match=words):
        share_of_friends_left(departures, table, months=3)


def test_missing_columns_and_months_before_the_record_are_named(departures, friendships):
    with pytest.raises(InputError, match="friend_id"):
        share_of_friends_left(departures, friendships[["customer_id"]], months=3)
    with pytest.raises(InputError, match="month_left"):
        share_of_friends_left(departures[["customer_id"]], friendships, months=3)
    with pytest.raises(InputError, match="below 1 in 1 rows"):
        share_of_friends_left(departures.replace({"month_left": {1: 0}}), friendships, months=3)
    with pytest.raises(InputError, match="moved_away"):
        friends_who_moved(departures[["customer_id", "month_left"]], friendships)


def test_a_cascade_counts_followers_for_each_first_leaver():
    assert cascade_size(pd.Series([0, 0, 1, 2, 3, None])) == 1.5
    with pytest.raises(InputError, match="Nobody left first"):
        cascade_size(pd.Series([1, 2]))
