"""Signatures of lock-in: each form leaves its own, and takes it along when it goes."""

import numpy as np
import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.frames.choices import FORMS
from casekit.generators.switching import make_switching_market
from casekit.metrics.switching import switching_signatures

# Strong barriers, so that customers live long enough to see rewards and renewals.
STRONG = {"point_value": 2.0, "technical_cost": 25.0, "exit_fee": 30.0, "friends_value": 20.0}


def read(**settings):
    panel, _, _ = make_switching_market(6_000, seed=1, **{"taste_sd": 0.0, **STRONG, **settings})
    return switching_signatures(panel)


@pytest.fixture(scope="module")
def everything():
    return read()


@pytest.fixture(scope="module")
def without():
    return {form: read(without=[form]) for form in FORMS}


def rate(table, state):
    row = table[table.iloc[:, 0] == state].iloc[0]
    return row["leaving_rate"], row["standard_error"]


def jump(table, one, other):
    """Give the change of the rate between two states, and its standard error."""
    (first, first_error), (second, second_error) = rate(table, one), rate(table, other)
    return second - first, float(np.hypot(first_error, second_error))


def test_leaving_jumps_right_after_a_reward_only_where_points_are_worth_something(
    everything, without
):
    up, error = jump(everything.around_reward, -1, 0)
    assert up > 8 * error
    flat, error = jump(without["economic"].around_reward, -1, 0)
    assert abs(flat) < 4 * error
    assert abs(flat) < 0.25 * up


def test_leaving_falls_right_after_a_renewal_only_where_there_is_a_fee(everything, without):
    down, error = jump(everything.around_renewal, 0, 1)
    assert down < -8 * error
    flat, error = jump(without["contractual"].around_renewal, 0, 1)
    assert abs(flat) < 4 * error
    assert abs(flat) < 0.25 * abs(down)


def test_leaving_rises_with_friends_who_left_only_where_friends_are_worth_something():
    alone = dict.fromkeys(("point_value", "technical_cost", "exit_fee"), 0.0)
    held = read(**alone)
    up, error = jump(held.friends, "none", "over 25% to 50%")
    assert up > 8 * error
    free = read(**alone, friends_value=0.0)
    flat, error = jump(free.friends, "none", "over 25% to 50%")
    assert abs(flat) < 4 * error


def test_leaving_falls_with_tenure_only_where_learning_holds_and_tastes_are_alike():
    alone = dict.fromkeys(("point_value", "friends_value", "exit_fee"), 0.0)
    held, error = jump(read(**alone).tenure, 1, 6)
    assert held < -8 * error
    free = {**alone, "technical_cost": 0.0}
    flat, error = jump(read(**free).tenure, 1, 4)
    assert abs(flat) < 4 * error
    # Sorting looks the same: nothing holds these customers but their own taste.
    sorted_out, error = jump(read(**free, taste_sd=1.5).tenure, 1, 4)
    assert sorted_out < -8 * error


def test_counts_and_rates_are_those_of_the_rows():
    panel, _, _ = make_switching_market(400, seed=2)
    rows = panel[panel["previous_firm"].notna()]
    left = rows["firm"].ne(rows["previous_firm"])
    signatures = switching_signatures(panel)
    assert signatures.leaving_rate == pytest.approx(left.mean(), abs=1e-15)
    for table, column in (
        (signatures.points, "points"),
        (signatures.tenure, "tenure_months"),
        (signatures.contract, "months_left"),
    ):
        by_hand = left.groupby(rows[column]).agg(["size", "sum", "mean"])
        assert table[column].tolist() == by_hand.index.tolist()
        assert table["could_leave"].tolist() == by_hand["size"].tolist()
        assert table["left"].tolist() == by_hand["sum"].tolist()
        assert np.allclose(table["leaving_rate"], by_hand["mean"])


def test_months_since_a_reward_count_from_the_choice_right_after_it():
    panel, events, _ = make_switching_market(300, seed=3, reward_points=3)
    taken = events[events["event"] == "reward_taken"]
    last = dict.fromkeys(panel["customer_id"], None)
    when = set(zip(taken["customer_id"], taken["month"], strict=True))
    counts: dict[int, int] = {}
    for row in panel.itertuples():
        if row.month == 1 or row.firm is None:
            last[row.customer_id] = None
        since = last[row.customer_id]
        if since is not None:
            counts[since] = counts.get(since, 0) + 1
        if row.firm != row.previous_firm:
            since = None
        elif since is not None:
            since += 1
        if (row.customer_id, row.month) in when:
            since = 0
        last[row.customer_id] = since
    table = switching_signatures(panel).rewards.set_index("months_since_reward")
    # A reward in the very month of joining, of two purchases at once, cannot be seen: at least
    # three points are needed here, so there is none.
    assert table["could_leave"].to_dict() == counts


def test_friends_who_left_are_those_of_the_customers_own_firm():
    table = pd.DataFrame(
        {
            "customer_id": 1,
            "month": [1, 2, 3, 4],
            "firm": ["A", "A", "B", "B"],
            "previous_firm": [None, "A", "A", "B"],
            "price_A": 1.0,
            "price_B": 1.0,
            "friends_A": [0.0, 0.9, 0.3, 0.3],
            "friends_B": [0.0, 0.1, 0.7, 0.6],
        }
    )
    friends = switching_signatures(table).friends.set_index("friends_who_left")
    assert friends["could_leave"].to_dict() == {"up to 25%": 1, "over 50%": 1}
    assert friends["left"].to_dict() == {"up to 25%": 0, "over 50%": 1}


def test_standard_errors_cover_the_spread_between_markets():
    rates, errors = [], []
    for seed in range(60):
        panel, _, _ = make_switching_market(300, seed=seed, months=12, price_sd=0.0, friends=None)
        table = switching_signatures(panel).tenure.iloc[:8]
        rates.append(table["leaving_rate"])
        errors.append(table["standard_error"])
    ratios = np.mean(errors, axis=0) / np.std(rates, axis=0, ddof=1)
    assert ratios.mean() == pytest.approx(1.0, abs=0.1)


def test_a_form_that_is_not_in_the_panel_has_no_signature():
    panel, _, _ = make_switching_market(
        50, seed=1, reward_points=None, term_months=None, friends=None
    )
    signatures = switching_signatures(panel)
    assert signatures.points is None
    assert signatures.around_reward is None
    assert signatures.contract is None
    assert signatures.around_renewal is None
    assert signatures.friends is None
    assert signatures.table["signature"].unique().tolist() == ["tenure"]


def test_first_choices_alone_have_no_leaving_rate():
    panel, _, _ = make_switching_market(50, months=1, seed=1, term_months=None)
    signatures = switching_signatures(panel)
    assert np.isnan(signatures.leaving_rate)
    assert len(signatures.tenure) == 0


def test_another_table_gets_a_sentence():
    with pytest.raises(InputError, match="choice_panel"):
        switching_signatures(pd.DataFrame({"customer_id": [1], "amount": [2.0]}))
