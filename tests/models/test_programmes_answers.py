"""Five answers to one question, and what partners do to each other: right, and honest about it."""

import warnings

import numpy as np
import pandas as pd
import pytest

from casekit.errors import CasekitWarning, InputError
from casekit.generators.programmes import (
    make_card_launch,
    make_card_launch_panel,
    make_coalition,
)
from casekit.models.experiments import difference_in_differences, event_study
from casekit.models.programmes import cross_partner_effects, five_answers

PANEL = {"unit": "customer_id", "time": "quarter", "treated": "member", "starts": 0}


def test_each_switch_moves_its_own_answer_out_of_its_interval():
    switches = {
        "difference_in_differences": {"growth": 0.01},
        "instrument": {"distance_taste": 0.3},
        "lottery": {"letter_taste": 0.3},
        "threshold": {"sorting": 0.5},
    }
    honest = five_answers(*make_card_launch(20_000, seed=1)).table
    assert honest.loc["naive", "lower"] > 3 * honest.loc["naive", "truth"]
    for way, switch in switches.items():
        broken = five_answers(*make_card_launch(20_000, seed=1, **switch)).table
        assert honest.loc[way, "lower"] < honest.loc[way, "truth"] < honest.loc[way, "upper"], way
        assert broken.loc[way, "lower"] > broken.loc[way, "truth"] + 0.01, way


def test_without_affinity_even_the_naive_answer_is_right():
    table = five_answers(*make_card_launch(20_000, seed=2, affinity=0)).table
    assert table.loc["naive", "lower"] < 0.04 < table.loc["naive", "upper"]


def test_the_letters_effect_is_diluted_by_those_it_did_not_move():
    found = five_answers(*make_card_launch(20_000, seed=6))
    per_joiner = found.table.loc["lottery", "estimate"]
    assert found.letter["estimate"] == pytest.approx(found.joined_by_letter * per_joiner)
    assert 0.15 < found.joined_by_letter < 0.25


def test_without_the_truth_the_threshold_is_read_from_the_gold_cards():
    customers, truth = make_card_launch(20_000, seed=1, gold_threshold=2_500)
    told, read = five_answers(customers, truth), five_answers(customers)
    assert "truth" not in read.table
    gap = read.fits["threshold"].cutoff - 2_500
    assert 0 <= gap < 5
    assert read.table.loc["threshold", "estimate"] == pytest.approx(
        told.table.loc["threshold", "estimate"], abs=0.01
    )


def test_past_shares_held_fixed_make_the_instruments_sharper():
    launch = make_card_launch(5_000, seed=2)
    plain, held = five_answers(*launch), five_answers(*launch, controls=("share_of_wallet_before",))
    for way in ("instrument", "lottery"):
        width = [
            found.table.loc[way, "upper"] - found.table.loc[way, "lower"] for found in (plain, held)
        ]
        assert width[1] < 0.8 * width[0]


def test_a_table_without_gold_cards_or_columns_is_refused_in_words():
    customers, _ = make_card_launch(500, seed=1)
    with pytest.raises(InputError, match="Nobody holds a gold card"):
        five_answers(customers.assign(gold=False))
    with pytest.raises(InputError, match="no column `distance_km`"):
        five_answers(customers.drop(columns="distance_km"))


def test_customers_on_the_way_up_before_they_join_show_in_the_event_study():
    honest, _ = make_card_launch_panel(4_000, seed=1)
    rising, _ = make_card_launch_panel(4_000, seed=1, growth=0.01)
    names = {name: value for name, value in PANEL.items() if name != "starts"}
    tests = [
        event_study(panel, "share_of_wallet", **names, starts=0).pre_trend_test().p_value
        for panel in (honest, rising)
    ]
    assert tests[0] > 0.01
    assert tests[1] < 1e-6


def test_light_buyers_gain_most_by_difference_in_differences():
    panel, truth = make_card_launch_panel(8_000, seed=1)
    found = difference_in_differences(panel, "share_of_wallet", **PANEL, by="heaviness")
    interval = found.conf_int()
    for heaviness, effect in truth.effect_by_heaviness.items():
        assert interval.loc[heaviness, "lower"] < effect < interval.loc[heaviness, "upper"]
    assert found.params["light"] > found.params["medium"] > found.params["heavy"]


def test_partners_effects_are_those_of_a_regression_with_dummies():
    import statsmodels.api as sm

    panel, _ = make_coalition(3, seed=2, cities=6, weeks=15)
    panel = panel.drop(panel.index[[7, 50]])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CasekitWarning)
        found = cross_partner_effects(panel)
    wide = panel.pivot_table(
        index=["city", "week"],
        columns="partner",
        values=["sales_per_week", "points_multiplier"],
        observed=True,
    ).dropna()
    offers = np.log(wide["points_multiplier"]).reset_index()
    x = pd.get_dummies(offers, columns=["city", "week"], drop_first=True).astype(float)
    for partner in found.matrix.columns:
        fit = sm.OLS(np.log(wide["sales_per_week"][partner]).to_numpy(), sm.add_constant(x)).fit()
        for promoting in found.matrix.index:
            assert found.matrix.loc[promoting, partner] == pytest.approx(fit.params[promoting])


def test_the_mean_of_all_pairs_and_each_pair_are_covered_as_often_as_promised():
    mean = pairs = 0.0
    for seed in range(80):
        panel, truth = make_coalition(3, seed=seed, cities=30, weeks=16)
        found = cross_partner_effects(panel)
        one = found.mean_cross()
        mean += one["lower"] < truth.mean_cross_elasticity < one["upper"]
        true, interval = truth.elasticities.stack().to_numpy(), found.conf_int().to_numpy()
        pairs += ((interval[:, 0] < true) & (true < interval[:, 1])).mean() / 80
    assert 70 <= mean <= 80
    assert 0.925 <= pairs <= 0.975


def test_who_leaves_the_season_in_sees_partners_help_each_other():
    panel, _ = make_coalition(seed=1)
    assert cross_partner_effects(panel, hold_weeks=False).mean_cross()["lower"] > 0.01
    assert cross_partner_effects(panel).mean_cross()["upper"] < -0.01


def test_money_that_moves_is_that_of_the_elasticities():
    panel, _ = make_coalition(seed=1)
    found = cross_partner_effects(panel)
    money = found.spill_over(3.0)
    sales = panel.groupby(["week", "partner"], observed=True)["sales_per_week"].sum()
    sales = sales.groupby("partner", observed=True).mean()
    own = sales["fuel"] * (3.0 ** found.matrix.loc["fuel", "fuel"] - 1)
    assert money.loc["fuel", "own_sales_per_week"] == pytest.approx(own)
    total = money["own_sales_per_week"] + money["others_sales_per_week"]
    assert np.allclose(total, money["coalition_sales_per_week"])
    assert (money["others_sales_per_week"] < 0).all()
    assert found.pairs().sum() == 20


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: t.drop(columns="week"), "no column `week`"),
        (lambda t: t.assign(sales_per_week=0.0), "`sales_per_week` has 720 rows"),
        (lambda t: pd.concat([t, t.head(3)]), "3 rows repeat"),
        (lambda t: t[t["partner"] == "fuel"], "at least two partners"),
        (lambda t: t.assign(points_multiplier=2.0), "never differs"),
        (lambda t: t[t["city"] == 1], "One city"),
        (lambda t: t[t["week"] == 1], "too few"),
        (lambda t: t.assign(city=None), "`city` has 720 empty rows"),
    ],
)
def test_bad_panels_are_refused_in_words(change, words):
    panel, _ = make_coalition(3, seed=1, cities=12, weeks=20)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CasekitWarning)
        with pytest.raises(InputError, match=words):
            cross_partner_effects(change(panel))


def test_few_cities_and_missing_partners_are_warned_of():
    panel, _ = make_coalition(3, seed=1, cities=12, weeks=20)
    with pytest.warns(CasekitWarning, match="12 cities are few"):
        cross_partner_effects(panel)
    panel, _ = make_coalition(3, seed=1, cities=20, weeks=10)
    with pytest.warns(CasekitWarning, match="1 weeks of cities lack a partner"):
        cross_partner_effects(panel.drop(panel.index[4]))
