"""Friends here and friends there: what is averaged, and over whom."""

import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.generators.switching import make_switching_market
from casekit.metrics.switching import friends_pull


def small_panel():
    return pd.DataFrame(
        {
            "customer_id": [1, 1, 1, 2, 2],
            "month": [1, 2, 3, 1, 2],
            "firm": ["A", "B", "B", "C", "C"],
            "previous_firm": [None, "A", "B", None, "C"],
            **{f"price_{firm}": 30.0 for firm in "ABC"},
            "friends_A": [0.9, 0.2, 0.5, 0.9, 0.0],
            "friends_B": [0.0, 0.5, 0.3, 0.1, 0.4],
            "friends_C": [0.1, 0.3, 0.2, 0.0, 0.6],
        }
    )


def test_only_months_with_a_firm_to_leave_count_and_the_rival_is_the_one_with_most_friends():
    here, there = friends_pull(small_panel())
    assert here == pytest.approx((0.2 + 0.3 + 0.6) / 3)
    assert there == pytest.approx((0.5 + 0.5 + 0.4) / 3)


def test_a_panel_without_friends_or_without_anybody_to_leave_gets_a_sentence():
    panel = small_panel()
    with pytest.raises(InputError, match="does not measure friends"):
        friends_pull(panel.drop(columns=["friends_A", "friends_B", "friends_C"]))
    with pytest.raises(InputError, match="Nobody"):
        friends_pull(panel[panel["month"] == 1])


def test_times_what_friends_are_worth_it_is_the_gross_barrier_of_the_truth():
    panel, _, truth = make_switching_market(400, seed=3, friends_value=15.0)
    gross = truth.barriers.set_index("form").loc["community", "money"]
    assert 15 * friends_pull(panel).iloc[0] == pytest.approx(gross)
