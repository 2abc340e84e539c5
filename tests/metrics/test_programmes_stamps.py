"""Shares, reward rates, intervals as a card fills, and the spike before a reward."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency
from statsmodels.stats.proportion import confint_proportions_2indep

from casekit.errors import InputError
from casekit.frames.stamps import read_stamps
from casekit.generators.programmes import make_points_window, make_stamp_cards
from casekit.metrics.programmes import (
    compare_shares,
    interval_by_progress,
    number_stamps,
    published_tiers,
    read_window,
    reward_rate,
    reward_spike,
    tier_reward_rates,
)


def test_the_car_wash_cards_differ_by_more_than_luck():
    found = compare_shares(29, 150, 51, 150)
    assert round(found.chi2, 2) == 8.25
    assert round(found.p_value, 4) == 0.0041
    assert round(found.z, 2) == 2.87
    assert found.low > 0


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_two_shares_agree_with_scipy_and_statsmodels(data):
    n1, n2 = (data.draw(st.integers(1, 500)) for _ in range(2))
    x1, x2 = data.draw(st.integers(0, n1)), data.draw(st.integers(0, n2))
    found = compare_shares(x1, n1, x2, n2)
    low, high = confint_proportions_2indep(x2, n2, x1, n1, method="newcomb")
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-9)
    if 0 < x1 + x2 < n1 + n2:
        peer = chi2_contingency([[x1, n1 - x1], [x2, n2 - x2]], correction=False)
        assert found.chi2 == pytest.approx(peer.statistic, abs=1e-9)
        assert found.p_value == pytest.approx(peer.pvalue, abs=1e-9)
    swapped = compare_shares(x2, n2, x1, n1)
    assert (swapped.difference, swapped.z) == pytest.approx((-found.difference, -found.z))
    assert (swapped.low, swapped.high) == pytest.approx((-found.high, -found.low))


@pytest.mark.parametrize("counts", [(11, 10, 1, 2), (1, 2, -1, 2), (0, 0, 1, 2), (1.5, 2, 1, 2)])
def test_a_count_that_is_none_is_refused_in_words(counts):
    with pytest.raises(InputError, match="a count is a whole number from 0 to its total"):
        compare_shares(*counts)


def test_the_published_tiers_give_back_3_4_and_nearly_6_cents_a_dollar():
    tiers = published_tiers()
    assert (100 * tiers["reward_rate"]).round(2).tolist() == [3.33, 4.00, 5.67]
    assert tiers["stars_from"].tolist() == [0, 500, 2500]
    assert (tiers["reward_rate"] * tiers["dollars_to_reward"]).tolist() == pytest.approx([2.0] * 3)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"points_needed": 0}, "`points_needed` must be a number above 0"),
        ({"points_per_dollar": float("inf")}, "`points_per_dollar` must be a number above 0"),
        ({"reward_value": -1}, "`reward_value` must be a number of 0 or more"),
    ],
)
def test_senseless_rewards_are_refused_in_words(change, words):
    with pytest.raises(InputError, match=words):
        reward_rate(**{"points_per_dollar": 1, "points_needed": 60, "reward_value": 2, **change})


def test_a_worthless_reward_gives_back_nothing():
    assert tier_reward_rates({"one": 1}, points_needed=10, reward_value=0)[
        "reward_rate"
    ].tolist() == [0.0]


def test_selection_alone_bends_the_mean_of_all_visits_and_neither_of_the_other_columns():
    visits, _ = make_stamp_cards(20_000, seed=1, gradient=0)
    table = interval_by_progress(visits).set_index("stamp")
    first, last = table.loc[2], table.loc[10]
    assert last["mean_days"] / first["mean_days"] < 0.85
    assert last["mean_days_full_cards"] == pytest.approx(first["mean_days_full_cards"], rel=0.03)
    assert last["relative_days"] == pytest.approx(first["relative_days"], rel=0.04)
    assert (table["full_cards"] == table["full_cards"].iloc[0]).all()


def test_a_gradient_alone_bends_all_three_alike():
    visits, truth = make_stamp_cards(20_000, seed=1, spread=0, slow_quit=0, study_days=400)
    table = interval_by_progress(visits).set_index("stamp")
    fall = np.exp(-0.8 * truth.gradient)
    for column in ("mean_days", "mean_days_full_cards", "relative_days"):
        assert table.loc[10, column] / table.loc[2, column] == pytest.approx(fall, rel=0.03), column


def test_relative_days_are_the_customer_effects_of_a_plain_regression():
    visits, _ = make_stamp_cards(60, seed=4)
    rows = visits.dropna(subset="interval_days")
    dummies = pd.get_dummies(rows[["customer_id", "stamp"]].astype(str), dtype=float)
    beta = np.linalg.lstsq(dummies.to_numpy(), np.log(rows["interval_days"]), rcond=None)[0]
    slots = pd.Series(beta, dummies.columns).filter(like="stamp_")
    expected = np.exp(slots - slots.mean())
    expected.index = expected.index.str.removeprefix("stamp_").astype(int)
    table = interval_by_progress(visits).set_index("stamp")
    assert table["relative_days"].to_numpy() == pytest.approx(expected.sort_index().to_numpy())


def test_two_arms_are_two_tables():
    visits, _ = make_stamp_cards(500, seed=1, slots=(10, 12), given=(0, 2))
    table = interval_by_progress(visits, by="arm")
    assert table.groupby("arm").size().to_dict() == {1: 9, 2: 9}
    assert table.loc[table["arm"] == 2, "progress"].iloc[0] == pytest.approx(0.25)


def test_a_log_of_visits_becomes_the_cards_that_the_generator_had_in_mind():
    visits, _ = make_stamp_cards(200, seed=5, cards=2)
    shuffled = visits[["customer_id", "date"]].sample(frac=1, random_state=1)
    again = number_stamps(shuffled, slots=10).sort_values(["customer_id", "day"])
    assert again["stamp"].tolist() == visits["stamp"].tolist()
    assert again["interval_days"].fillna(-1).tolist() == pytest.approx(
        visits["interval_days"].fillna(-1).tolist()
    )


def test_an_empty_place_of_a_log_is_named_with_its_column():
    log = pd.DataFrame({"customer_id": [1, None], "card_id": 1, "slots": 10, "stamp": [1, 2],
                        "day": [0.0, 1.0]})  # fmt: skip
    with pytest.raises(InputError, match='"customer_id" in 1 rows'):
        read_stamps(log)
    with pytest.raises(InputError, match="Nobody came twice"):
        interval_by_progress(log.head(1))


@pytest.mark.parametrize(
    ("column", "values", "words"),
    [
        ("stamp", [1, 11], "A stamp lies after the given ones"),
        ("stamp", [1, 1], "A slot is stamped once a card: 1 rows"),
        ("stamp", [1, 2.5], '"stamp" must hold whole numbers; 1 rows'),
        ("slots", [0, 10], "A card has at least 1 slot"),
        ("day", ["x", "y"], '"day" must hold numbers'),
        ("day", [0.0, np.inf], '"day" is not finite in 1 rows'),
    ],
)
def test_what_no_card_can_hold_is_refused_in_words(column, values, words):
    log = pd.DataFrame(
        {"customer_id": 1, "card_id": 1, "slots": 10, "stamp": [1, 2], "day": [0.0, 1.0]}
    )
    with pytest.raises(InputError, match=words):
        read_stamps(log.assign(**{column: values}))


def test_the_spike_before_a_reward_is_there_without_any_programme():
    panel, _ = make_points_window(20_000, seed=1, points_pressure=0, rewarded_behaviour=0)
    spike = reward_spike(panel).set_index("weeks_to_reward")
    assert spike.loc[0, "members"] > 1.6
    assert spike.loc[0, "others"] == pytest.approx(spike.loc[0, "members"], rel=0.03)
    assert spike.loc[0, "members"] > 1.5 * spike.loc[-1, "members"]
    assert spike["member_households"].max() == spike.loc[0, "member_households"]


def test_a_week_without_a_row_is_a_week_in_which_nothing_was_bought():
    panel, _ = make_points_window(300, seed=2)
    lean = panel[panel["spend"] > 0].sample(frac=1, random_state=3)
    full, short = read_window(panel), read_window(lean)
    full = full[full["customer_id"].isin(lean["customer_id"])]
    order = ["customer_id", "week"]
    for column in ("points_before", "near_reward", "after_reward", "spend"):
        expected = full.sort_values(order)[column].to_numpy()
        assert (short.sort_values(order)[column].to_numpy() == expected).all(), column
    # Sums over shuffled households may differ in the last digit.
    assert np.allclose(reward_spike(lean), reward_spike(panel), rtol=1e-9, equal_nan=True)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"spend": -1.0}, '"spend" is below 0 in 480 rows'),
        ({"phase": "later"}, '"phase" holds later'),
        ({"member": "yes"}, '"member" must hold True and False'),
        ({"week": 1}, "repeat a household's week"),
        ({"threshold": 0.0}, "threshold=0.0 was given; it is above 0"),
    ],
)
def test_what_no_window_can_hold_is_refused_in_words(change, words):
    panel, _ = make_points_window(20, seed=1)
    with pytest.raises(InputError, match=words):
        read_window(panel.assign(**change))


def test_phases_and_weeks_that_disagree_are_refused_in_words():
    panel, _ = make_points_window(20, seed=1)
    panel.loc[panel["week"] == 20, "phase"] = "before"
    with pytest.raises(InputError, match="Phases and weeks disagree in 20 rows"):
        read_window(panel)
    with pytest.raises(InputError, match="nobody's usual spending"):
        reward_spike(make_points_window(200, seed=1)[0].query("phase != 'before'"))
