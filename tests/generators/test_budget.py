"""Test campaigns: counts that follow the curves, and a best plan that was found another way."""

import numpy as np
import pytest

from casekit.errors import InputError
from casekit.generators.budget import make_budget_response
from casekit.models.budget import CustomerEquity, ResponseCurve, blattberg_deighton_markets


def test_the_same_seed_gives_the_same_campaigns():
    one, two = (make_budget_response(500, seed=7)[0] for _ in range(2))
    other = make_budget_response(500, seed=8)[0]
    assert one.acquisition.equals(two.acquisition)
    assert one.retention.equals(two.retention)
    assert not one.acquisition.equals(other.acquisition)


def test_counts_follow_the_curves():
    n = 40_000
    tests, truth = make_budget_response(n, seed=1)
    for seen, chance in (
        (tests.acquisition["acquired"], truth.acquisition_chances),
        (tests.retention["kept"], truth.retention_chances),
    ):
        apart = (seen.to_numpy() - n * chance) / np.sqrt(n * chance * (1 - chance))
        assert np.abs(apart).max() < 4
    curve = ResponseCurve(*truth.channels["all"])
    assert truth.acquisition_chances == pytest.approx(
        curve.at(tests.acquisition["spend_per_prospect"].to_numpy())
    )


def test_the_best_plan_of_the_truth_agrees_with_the_closed_form_of_the_models():
    for name, market in blattberg_deighton_markets().items():
        win, keep = market.acquisition, market.retention
        _, truth = make_budget_response(
            10,
            seed=1,
            channels={name: (win.ceiling, win.rate)},
            retention=(keep.ceiling, keep.rate),
        )
        model = market.optimum()
        for field, value in vars(truth.best[name]).items():
            assert getattr(model, field) == pytest.approx(value, rel=1e-8), field
    _, poor = make_budget_response(10, seed=1, channels={"poor": (0.01, 0.01)})
    assert poor.best["poor"].value == 0


def test_every_channel_has_its_own_curve_and_rows():
    curves = {"search": (0.2, 0.3), "fair": (0.6, 0.05)}
    tests, truth = make_budget_response(100, seed=1, channels=curves, acquisition_spends=(1, 5))
    assert tests.acquisition["channel"].tolist() == ["search", "search", "fair", "fair"]
    assert truth.channels == {name: (*curve, 0.0) for name, curve in curves.items()}
    assert set(truth.best) == set(curves)
    equity = CustomerEquity(ResponseCurve(*curves["fair"]), ResponseCurve(0.7, 0.08), 100, 0.1)
    assert truth.best["fair"].value == pytest.approx(equity.optimum().value)


def test_spending_where_people_are_willing_moves_chances_with_spend_and_scatter_does_not():
    _, fair = make_budget_response(10, seed=1)
    _, chosen = make_budget_response(10, seed=1, spend_follows_promise=0.5)
    assert np.all(np.diff(chosen.acquisition_chances / fair.acquisition_chances) > 0)
    _, scattered = make_budget_response(10, seed=1, scatter=0.5)
    moved = scattered.acquisition_chances - fair.acquisition_chances
    assert moved.min() < 0 < moved.max()


def test_a_floor_keeps_and_wins_people_for_nothing():
    tests, truth = make_budget_response(
        20_000,
        seed=1,
        channels={"word of mouth": (0.5, 0.1, 0.1)},
        retention=(0.8, 0.1, 0.5),
        acquisition_spends=(0, 10),
        retention_spends=(0, 10),
    )
    assert tests.acquisition["acquired"].iloc[0] == pytest.approx(2_000, abs=200)
    assert tests.retention["kept"].iloc[0] == pytest.approx(10_000, abs=300)
    model = CustomerEquity(
        ResponseCurve(0.5, 0.1, 0.1), ResponseCurve(0.8, 0.1, 0.5), 100, 0.1
    ).optimum()
    for field, value in vars(truth.best["word of mouth"]).items():
        assert getattr(model, field) == pytest.approx(value, rel=1e-8), field


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"n": 0}, "`n`"),
        ({"channels": {}}, "`channels`"),
        ({"channels": {"a": (1.4, 0.1)}}, "`a`"),
        ({"retention": (0.7, 0)}, "`retention`"),
        ({"retention": (0.7, 0.1, 0.8)}, "`retention`"),
        ({"retention": (0.7,)}, "`retention`"),
        ({"acquisition_spends": (-1, 4)}, "`acquisition_spends`"),
        ({"retention_spends": ()}, "`retention_spends`"),
        ({"discount_rate": 0}, "`discount_rate`"),
        ({"scatter": -1}, "`scatter`"),
        ({"margin": float("inf")}, "`margin`"),
    ],
)
def test_a_parameter_without_meaning_is_refused_by_name(change, words):
    with pytest.raises(InputError, match=words):
        make_budget_response(**({"n": 10, "seed": 1} | change))
