"""A service survey whose truth is known: the reference's numbers, exact truths, and sameness."""

import hashlib
import json
import os
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.frames.loyalty import LOYALTY_CELLS
from casekit.generators.loyalty import (
    RepurchaseRule,
    make_cx_survey,
    market_satisfaction,
    service_statements,
)
from casekit.generators.switching import RivalOffer, make_switching_market
from casekit.metrics.loyalty import satisfaction_curve
from casekit.metrics.switching import cronbach_alpha

ITEMS = [f"s{place:02d}" for place in range(1, 23)]


@pytest.fixture(scope="module")
def large():
    return make_cx_survey(200_000, seed=1)


def test_the_curve_of_the_reference_is_the_default() -> None:
    table = RepurchaseRule().table().round(2)
    assert table["free"].tolist() == [0.04, 0.13, 0.34, 0.65, 0.91]
    assert table["hard"].tolist() == [0.14, 0.35, 0.66, 0.87, 0.97]
    assert table["locked"].tolist() == [0.54, 0.80, 0.93, 0.98, 1.00]
    assert RepurchaseRule().correlation().round(2).tolist() == [0.51, 0.46, 0.27]


def test_without_failures_the_survey_shows_the_reference_itself() -> None:
    survey, truth = make_cx_survey(200_000, seed=3, failure_share=0)
    found = {
        name: one["satisfaction"].corr(one["repurchased"].astype(float))
        for name, one in survey.groupby("market")
    }
    assert list(found.values()) == pytest.approx([0.512, 0.455, 0.275], abs=0.01)
    assert truth.correlation.tolist() == pytest.approx(RepurchaseRule().correlation().tolist())
    pd.testing.assert_frame_equal(
        truth.repurchase_of_all, truth.repurchase, check_names=False, check_dtype=False
    )
    assert set(survey["recovery"]) == {"no failure"}


def test_the_statements_are_22_in_five_dimensions_and_all_different() -> None:
    statements = service_statements()
    assert statements["item"].tolist() == ITEMS
    assert statements["dimension"].value_counts(sort=False).tolist() == [4, 5, 4, 4, 5]
    assert statements["statement"].is_unique


def test_a_large_survey_shows_what_the_truth_says(large) -> None:
    survey, truth = large
    curve = satisfaction_curve(survey, by="market").set_index(["score", "market"])["share"]
    exact = truth.repurchase_of_all.stack().to_numpy()
    sizes = survey.groupby(["satisfaction", "market"]).size().to_numpy()
    seen = curve.unstack("market").to_numpy().ravel()
    assert len(seen) == 15
    assert (np.abs(seen - exact) < 4.5 * np.sqrt(exact * (1 - exact) / sizes)).all()
    shares = survey["recommend"].ge(9).mean(), survey["recommend"].le(6).mean()
    known = truth.recommenders
    assert shares == pytest.approx((known["promoters"], known["detractors"]), abs=0.005)
    assert survey.groupby("market")["repurchased"].mean().tolist() == pytest.approx(
        truth.repurchased_share.tolist(), abs=0.008
    )
    for side in ("expected", "perceived"):
        answers = survey[[f"{side}_{item}" for item in ITEMS]]
        means = answers.mean().groupby(service_statements()["dimension"].to_numpy(), sort=False)
        column = {"expected": "expectation", "perceived": "perception"}[side]
        assert means.mean().tolist() == pytest.approx(truth.gaps[column].tolist(), abs=0.01)
        alpha = cronbach_alpha(answers[[f"{side}_{item}" for item in ITEMS[4:9]]]).alpha
        assert alpha == pytest.approx(truth.reliability.loc["reliability", side], abs=0.005)
        feeling = truth.feelings[f"{side}_empathy"].to_numpy()
        seen = np.corrcoef(answers[f"{side}_s22"], feeling)[0, 1]
        assert seen == pytest.approx(truth.answer_loadings.loc["s22", side], abs=0.005)


def test_failures_change_satisfaction_and_repurchase_by_as_much_as_was_asked(large) -> None:
    survey, truth = large
    assert truth.recovery.loc["none"].tolist() == [-1.2, -0.15]
    means = survey.groupby("recovery")[["satisfaction", "repurchased"]].mean()
    sizes = survey.groupby("recovery").size()
    change = means - means.loc["no failure"]
    for name, row in truth.recovery.iterrows():
        error = 4 / np.sqrt(sizes[name])
        assert change.loc[name, "satisfaction"] == pytest.approx(
            row["satisfaction_change"], abs=error
        )
        assert change.loc[name, "repurchased"] == pytest.approx(
            row["repurchase_change"], abs=0.45 * error
        )
    assert survey["failure"].mean() == pytest.approx(0.10, abs=0.004)
    assert survey.loc[survey["failure"], "complained"].mean() == pytest.approx(0.30, abs=0.015)
    assert not survey.loc[~survey["failure"], "complained"].any()
    silent = survey["failure"] & ~survey["complained"]
    assert set(survey.loc[silent, "recovery"]) == {"none"}


def test_each_answer_is_on_its_scale_and_points_add_up_to_100(large) -> None:
    survey, _truth = large
    answers = survey[[f"{side}_{item}" for side in ("expected", "perceived") for item in ITEMS]]
    assert answers.to_numpy().min() == 1
    assert answers.to_numpy().max() == 7
    assert survey["satisfaction"].between(1, 5).all()
    assert survey["recommend"].between(0, 10).all()
    assert survey["share_of_category"].between(0, 1).all()
    points = survey.filter(like="importance_")
    assert (points.sum(axis=1) == 100).all()
    known = [10, 35, 25, 15, 15]
    assert points.mean().tolist() == pytest.approx(known, abs=0.2)
    assert survey.notna().all(axis=None)


def test_who_is_held_stays_now_and_would_leave_the_freest_market(large) -> None:
    survey, truth = large
    people = truth.respondents
    assert people["repurchased"].tolist() == survey["repurchased"].tolist()
    assert not (people["repurchased_without_barrier"] & ~people["repurchased"]).any()
    held = people.groupby("market")["held"].mean()
    expected = (people["chance"] - people["chance_without_barrier"]).groupby(people["market"])
    assert held.tolist() == pytest.approx(expected.mean().tolist(), abs=0.008)
    assert held["free"] == 0
    assert truth.stays_at(0.2).sum() == people["repurchased_without_barrier"].sum()


def test_a_higher_barrier_makes_hostages_of_defectors_and_loyalists_of_mercenaries(large) -> None:
    _survey, truth = large
    low, high = truth.types_at(0.2), truth.types_at(3.5)
    assert low.sum() == pytest.approx(1)
    assert high["hostages"] > low["hostages"] + 0.2
    assert high["mercenaries"] < low["mercenaries"]
    assert high[["hostages", "defectors"]].sum() == pytest.approx(
        low[["hostages", "defectors"]].sum()
    )


def test_true_cells_rest_on_true_attitude_and_on_what_is_bought(large) -> None:
    survey, truth = large
    assert truth.cells.sum() == pytest.approx(1)
    spurious = truth.respondents["cell"] == "spurious"
    assert (truth.respondents.loc[spurious, "attitude"] <= 0).all()
    assert (survey["share_of_category"].to_numpy()[spurious] > 0.5).all()
    by_market = truth.respondents.groupby("market")["cell"].value_counts(normalize=True)
    shares = [by_market[market]["spurious"] for market in ("free", "hard", "locked")]
    assert shares == sorted(shares)
    assert set(truth.respondents["cell"]) == set(LOYALTY_CELLS)


def test_expectations_drift_and_perceptions_stay() -> None:
    survey, truth = make_cx_survey(20_000, seed=2, periods=5, expectation_drift=0.1)
    expected = survey.filter(like="expected_").mean(axis=1).groupby(survey["period"]).mean()
    perceived = survey.filter(like="perceived_").mean(axis=1).groupby(survey["period"]).mean()
    assert expected.iloc[-1] - expected.iloc[0] == pytest.approx(0.35, abs=0.05)
    assert np.ptp(perceived) < 0.04
    gap = truth.gaps["gap"].groupby("period").mean()
    assert gap.is_monotonic_decreasing
    assert truth.population.means[0, -1] < truth.population.means[0, 0]
    _survey, flat = make_cx_survey(10, seed=2, periods=5, expectation_weight=0)
    assert np.ptp(flat.population.means) == 0


def test_worse_service_in_one_market_lowers_its_satisfaction_by_what_the_truth_says() -> None:
    survey, truth = make_cx_survey(
        60_000, seed=4, service_shift={"locked": -0.5}, failure_share=0, satisfaction_sd=0.8
    )
    means = survey.groupby("market")["satisfaction"].mean()
    moved = truth.population.means[2, 0] - truth.population.means[0, 0]
    assert moved == pytest.approx(-0.5 * truth.satisfaction_per_point.sum())
    assert means["locked"] - means["free"] == pytest.approx(moved, abs=0.05)
    # One point more in one dimension, as a regression on the feelings would have it.
    felt = truth.feelings.filter(like="perceived_") * truth.quality.PERCEIVED_SPREAD
    against = truth.feelings.filter(like="expected_")
    design = np.column_stack([np.ones(len(felt)), felt, against, survey["market"] == "locked"])
    slopes = np.linalg.lstsq(design, truth.feelings["satisfaction"] * 0.8, rcond=None)[0]
    assert slopes[1:6].tolist() == pytest.approx(truth.satisfaction_per_point.tolist(), abs=0.02)


def test_the_same_seed_gives_the_same_survey_and_a_parameter_moves_only_what_it_should() -> None:
    one, _truth = make_cx_survey(500, seed=5)
    two, _truth = make_cx_survey(500, seed=5)
    pd.testing.assert_frame_equal(one, two)
    other, _truth = make_cx_survey(500, seed=6)
    assert not one["satisfaction"].equals(other["satisfaction"])
    freer, _truth = make_cx_survey(500, seed=5, barriers={"free": 0.2, "hard": 0.2, "locked": 0.2})
    same = one.columns.drop(["repurchased", "share_of_category"])
    kept = same.drop(["satisfaction", "recommend", "attitude_1", "attitude_2", "attitude_3"])
    pd.testing.assert_frame_equal(one[kept.drop(list(PHASES))], freer[kept.drop(list(PHASES))])
    assert (freer["repurchased"] <= one["repurchased"]).mean() > 0.99


PHASES = ("cognitive", "affective", "conative")


def test_answers_that_are_not_whole_are_the_feelings_themselves() -> None:
    survey, truth = make_cx_survey(100_000, seed=7, whole_answers=False)
    answers = survey[[f"perceived_{item}" for item in ITEMS]]
    assert answers.to_numpy().max() > 7
    inside = np.corrcoef(answers["perceived_s01"], answers["perceived_s04"])[0, 1]
    assert inside == pytest.approx(0.70 * 0.85, abs=0.01)
    across = np.corrcoef(answers["perceived_s04"], answers["perceived_s09"])[0, 1]
    assert across == pytest.approx(0.5 * 0.85**2, abs=0.01)
    alpha = cronbach_alpha(answers[[f"perceived_{item}" for item in ITEMS[:4]]]).alpha
    assert alpha == pytest.approx(truth.reliability.loc["tangibles", "perceived"], abs=0.005)
    assert truth.gaps["expectation"].iloc[0] == 5.3


def test_one_market_and_many_are_both_fine() -> None:
    survey, truth = make_cx_survey(50, seed=1, barriers={"only": 1.0})
    assert survey["market"].cat.categories.tolist() == ["only"]
    assert not truth.respondents["held"].any()
    names = [f"m{place}" for place in range(12)]
    survey, _truth = make_cx_survey(500, seed=1, barriers=dict.fromkeys(names, 0.5))
    assert survey["market"].nunique() == 12
    survey, _truth = make_cx_survey(1, seed=1)
    assert len(survey) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"n_respondents": 0}, "n_respondents"),
        ({"seed": 1.5}, "seed"),
        ({"periods": 0}, "periods"),
        ({"barriers": {}}, "barriers"),
        ({"barriers": {"free": "low"}}, "free"),
        ({"barriers": [1, 2]}, "barriers"),
        ({"market_shares": {"free": 0.5, "hard": 0.6}}, "add up to"),
        ({"market_shares": {"elsewhere": 1.0}}, "elsewhere"),
        ({"importance": {"tangibles": 0.9}}, "add up to"),
        ({"expected": {"tangible": 5.0}}, "tangible"),
        ({"perceived": {"tangibles": 9.0}}, "tangibles"),
        ({"loadings": (0.9, 0.5)}, "loadings"),
        ({"factor_correlation": 1.0}, "factor_correlation"),
        ({"satisfaction_sd": 0.0}, "satisfaction_sd"),
        ({"satisfaction_mean": np.nan}, "satisfaction_mean"),
        ({"recommend_sd": -1.0}, "recommend_sd"),
        ({"failure_share": 1.2}, "failure_share"),
        ({"recovery_shares": {"none": 0.5}}, "add up to"),
        ({"repurchase_changes": {"none": -0.9}}, "repurchase_changes"),
        ({"satisfaction_changes": {"ok": -3.9}}, "satisfaction_changes"),
        ({"service_shift": {"nowhere": 1.0}}, "nowhere"),
    ],
)
def test_senseless_parameters_are_refused_by_name(changes, words) -> None:
    with pytest.raises(InputError, match=words):
        make_cx_survey(**({"n_respondents": 10, "seed": 1} | changes))


@pytest.mark.parametrize(
    "world",
    [
        {},
        {"attention": 0.4, "looks_ahead_months": 6, "friends": None},
        {"burn_in_months": 6, "term_months": None, "quality": [0, 0.3, 1]},
        {"reward_points": None, "taste_sd": 0, "shocks": [RivalOffer("Birch", 20, price_cut=8.0)]},
    ],
)
def test_the_market_of_part_one_decides_again_exactly_as_it_did(world) -> None:
    # market_satisfaction refuses a panel whose choices it does not find again.
    panel, _events, truth = make_switching_market(400, seed=3, **world)
    table = market_satisfaction(panel, truth, month=[20, 24], without=())
    assert table["stays_without"].equals(table["repurchased"])
    could = panel[panel["month"].isin([20, 24])]
    stayed = (could["firm"].astype(str) == could["previous_firm"].astype(str)).mean()
    assert table["repurchased"].mean() == pytest.approx(stayed)


def test_without_the_four_forms_the_market_gives_the_curve_of_a_free_one() -> None:
    panel, _events, truth = make_switching_market(20_000, seed=3)
    table = market_satisfaction(panel, truth)
    held = satisfaction_curve(table).set_index("score")["share"]
    free = satisfaction_curve(table, outcome="stays_without").set_index("score")["share"]
    assert held.is_monotonic_increasing
    assert free.is_monotonic_increasing
    assert held[1] - free[1] > 0.3
    assert held[5] - free[5] < 0.2
    by_level = satisfaction_curve(table, by="barrier_level").pivot(
        index="score", columns="barrier_level", values="share"
    )
    assert (by_level["low"] < by_level["high"]).all()
    forms = ["economic", "technical", "contractual", "community"]
    panel, _events, truth = make_switching_market(5_000, seed=3, without=forms)
    table = market_satisfaction(panel, truth)
    assert table["stays_without"].equals(table["repurchased"])
    assert (table["barrier"] == 0).all()


def test_a_barrier_in_money_is_the_one_that_the_market_reports() -> None:
    panel, _events, truth = make_switching_market(500, seed=3, months=6, term_months=6)
    table = market_satisfaction(panel, truth, month=[2, 3, 4, 5, 6])
    assert table["barrier"].mean() == pytest.approx(truth.barriers["money"].sum())


def test_a_panel_of_another_market_is_refused() -> None:
    panel, _events, _truth = make_switching_market(200, seed=3)
    _panel, _events, other = make_switching_market(200, seed=4)
    with pytest.raises(InputError, match="same market"):
        market_satisfaction(panel, other)
    with pytest.raises(InputError, match="same market"):
        market_satisfaction(panel.iloc[:100], other)
    with pytest.raises(InputError, match="month"):
        market_satisfaction(panel, other, month=1)


def fingerprint() -> dict[str, str]:
    """Sum up the whole answers and outcomes of a survey, and the decisions of a market."""
    survey, truth = make_cx_survey(20_000, seed=17, periods=2, service_shift={"hard": 0.3})
    panel, _events, market = make_switching_market(300, seed=17)
    table = market_satisfaction(panel, market)
    parts = {
        "survey": survey.assign(market=survey["market"].astype(str)).to_csv(index=False),
        "cells": truth.respondents["cell"].str.cat(sep=","),
        "held": truth.respondents["held"].to_numpy().tobytes().hex(),
        "market": table[["customer_id", "satisfaction", "repurchased", "stays_without"]].to_csv(),
    }
    return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in parts.items()}


# Written once; another numpy, processor or system has to give the same.
KNOWN = {
    "survey": "0a5ba928d5a5736d7c07cd083264ea5dd3d4731c98eb3b3f8f5b8fbfacbb51a9",
    "cells": "ac55ccbdbef192d621db779443e9f47ca01f96e0beeda10d1a60c6d32a32efb6",
    "held": "a2af34cc7c77bfd0ef05b641aa753c0a5e26869970d745041b2846ce8ba464d3",
    "market": "febbd1eccc283c1a19322092074b936075128fb7aa64935698ff6dd7f1951fba",
}


def test_the_same_seed_gives_the_same_on_every_machine() -> None:
    assert fingerprint() == KNOWN


def test_answers_and_decisions_are_equal_without_the_processors_vector_instructions() -> None:
    features = "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX X86_V3 X86_V4 ASIMD"
    environment = {**os.environ, "NPY_DISABLE_CPU_FEATURES": features}
    code = "import json, runpy; f = runpy.run_path({!r})['fingerprint']; print(json.dumps(f()))"
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code.format(__file__)],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=True,
    )
    assert json.loads(run.stdout) == KNOWN
