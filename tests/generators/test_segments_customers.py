"""A customer base whose archetypes, concentration and worth of tenure are known."""

import hashlib
import json
import os
import subprocess
import sys
from typing import Any

import numpy as np
import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.generators.segments import ARCHETYPES, Archetype, make_customer_base
from casekit.generators.segments.archetypes import clouds_of
from casekit.metrics.segments import four_cells, lognormal_top_share, rfm_scores, top_share


def test_the_same_seed_gives_the_same_customers_and_another_gives_others() -> None:
    first, again = (make_customer_base(500, seed=3)[0] for _time in range(2))
    pd.testing.assert_frame_equal(first, again)
    assert not first["total_spend"].equals(make_customer_base(500, seed=4)[0]["total_spend"])


def test_the_table_adds_up_to_the_cent() -> None:
    customers, truth = make_customer_base(5_000, seed=1, margin=0.4)
    spend, service = customers["total_spend"], customers["service_cost_per_year"]
    margin = (0.4 * spend - service).round(2)
    np.testing.assert_allclose(customers["profit_per_year"], margin, atol=0.011)
    np.testing.assert_allclose(customers["mean_spend"] * customers["purchases"], spend)
    for money in ("total_spend", "service_cost_per_year", "profit_per_year"):
        cents = customers[money] * 100
        np.testing.assert_allclose(cents, cents.round(), atol=1e-4)
    assert (customers["purchases"] >= 1).all()
    assert customers["days_since_last_purchase"].between(0, 364).all()
    assert (customers["tenure_months"] * 30.5 >= customers["days_since_last_purchase"]).all()
    assert truth.labels.index.tolist() == customers["customer_id"].tolist()
    assert rfm_scores(customers)["rfm"].str.len().eq(3).all()


@pytest.mark.parametrize("separation", [0.0, 0.5, 1.0])
def test_archetypes_move_apart_without_changing_the_spread_of_the_base(separation: float) -> None:
    clouds = clouds_of(ARCHETYPES, separation, 1.5)
    middle = clouds.shares @ clouds.middles
    apart = clouds.middles - middle
    whole = (apart * clouds.shares[:, None]).T @ apart + clouds.within
    same = clouds_of(ARCHETYPES, 1.0, 1.5)
    middle_at_one = same.shares @ same.middles
    far = same.middles - middle_at_one
    whole_at_one = (far * same.shares[:, None]).T @ far + same.within
    np.testing.assert_allclose(middle, middle_at_one, atol=1e-12)
    np.testing.assert_allclose(whole, whole_at_one, atol=1e-12)
    # Yearly spend is purchases times spend per purchase: logarithms add up.
    spend = whole[1, 1] + whole[2, 2] + 2 * whole[1, 2]
    assert np.sqrt(spend) == pytest.approx(1.5, abs=1e-12)


def test_one_cloud_spends_as_the_lognormal_says() -> None:
    customers, _truth = make_customer_base(200_000, seed=2, separation=0, spend_sigma=1.5)
    assert np.log(customers["total_spend"]).std() == pytest.approx(1.5, abs=0.05)
    expected = lognormal_top_share(0.2, 1.5)
    assert top_share(customers["total_spend"], 0.2) == pytest.approx(expected, abs=0.03)


def test_in_one_cloud_the_labels_say_nothing_about_behaviour() -> None:
    customers, truth = make_customer_base(100_000, seed=2, separation=0)
    logs = np.log(customers[["purchases", "mean_spend"]]).set_axis(truth.labels.index)
    means = logs.groupby(truth.labels).mean()
    assert (np.ptp(means.to_numpy(), axis=0) < 0.06).all()
    apart, truth = make_customer_base(100_000, seed=2)
    logs = np.log(apart[["purchases", "mean_spend"]]).set_axis(truth.labels.index)
    assert (np.ptp(logs.groupby(truth.labels).mean().to_numpy(), axis=0) > 2).all()


@pytest.mark.parametrize("wanted", [-0.1, 0.0, 0.3, 0.5])
def test_tenure_and_profit_correlate_as_asked(wanted: float) -> None:
    customers, truth = make_customer_base(5_000, seed=9, tenure_profit_correlation=wanted)
    found = np.corrcoef(customers["tenure_months"], customers["profit_per_year"])[0, 1]
    assert found == pytest.approx(wanted, abs=0.003)
    assert truth.correlation == pytest.approx(found, abs=1e-12)
    ranks = customers["tenure_months"].corr(customers["profit_per_year"], method="spearman")
    assert truth.rank_correlation == pytest.approx(ranks, abs=1e-9)


def test_a_correlation_out_of_reach_is_refused_with_what_is_possible() -> None:
    with pytest.raises(InputError, match=r"from -0\.\d\d to 0\.\d\d is possible"):
        make_customer_base(2_000, seed=1, tenure_profit_correlation=0.99)


def test_the_cost_of_keeping_barnacles_is_the_sum_of_their_losses() -> None:
    customers, truth = make_customer_base(4_000, seed=5)
    cells = four_cells(customers, profit_cut=0)
    # At exactly 0 nobody loses money; the cell's cut is "above 0".
    losing = cells[(cells["cell"] == "barnacles") & (cells["profit_per_year"] < 0)]
    assert truth.barnacles.sum() == len(losing) > 100
    assert truth.barnacle_loss_per_year == pytest.approx(-losing["profit_per_year"].sum())


def test_dearer_service_makes_more_barnacles_and_free_service_none() -> None:
    losses = [
        make_customer_base(3_000, seed=5, service_cost_per_year=cost)[1].barnacle_loss_per_year
        for cost in (0, 30, 60, 120)
    ]
    assert losses[0] == 0
    assert losses == sorted(losses)
    assert losses[3] > 2 * losses[2]


def test_keeping_everybody_costs_nothing_against_the_best_and_half_does() -> None:
    customers, truth = make_customer_base(3_000, seed=5)
    everybody = truth.keep_longest(1.0)
    assert everybody.cost_per_year == 0
    assert everybody.misplaced == 0
    half = truth.keep_longest(0.5)
    ordered = customers.sort_values("tenure_months", ascending=False, kind="stable")
    kept = ordered.head(1_500)["profit_per_year"]
    best = customers["profit_per_year"].nlargest(1_500)
    assert half.profit_per_year == pytest.approx(kept.sum())
    assert half.cost_per_year == pytest.approx(best.sum() - kept.sum())
    assert half.loss_per_year == pytest.approx(-kept[kept < 0].sum())
    # Tenure does say something: better than choosing half of them by lot.
    assert half.profit_per_year > customers["profit_per_year"].sum() / 2
    assert 0.3 < half.misplaced < 0.5


@pytest.mark.parametrize("n", [1, 2, 3, 10])
def test_a_handful_of_customers_can_be_made(n: int) -> None:
    customers, truth = make_customer_base(n, seed=1)
    assert len(customers) == len(truth.labels) == n
    assert customers.notna().all().all()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"n_customers": 0}, "n_customers"),
        ({"separation": -1}, "separation"),
        ({"separation": np.nan}, "separation"),
        ({"margin": 0}, "margin"),
        ({"spend_sigma": 0.5}, "the spread that these archetypes have"),
        ({"tenure_profit_correlation": 1}, "between -1 and 1"),
        ({"archetypes": []}, "at least one"),
        ({"archetypes": [Archetype("a", 0.5, 10, 5, 20)]}, "add up to 1"),
        ({"archetypes": [Archetype("a", 1.0, 10, 0, 20)]}, "a: purchases"),
        ({"archetypes": [Archetype("a", 1.0, 90_000, 5, 20)]}, "shorter silences"),
    ],
)
def test_parameters_that_make_no_sense_are_refused_in_words(
    arguments: dict[str, Any], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        make_customer_base(**{"n_customers": 100, "seed": 1, **arguments})


def test_one_archetype_alone_is_a_base() -> None:
    customers, truth = make_customer_base(
        2_000, seed=1, archetypes=[Archetype("only", 1.0, 30, 8, 40)], spend_sigma=1.0
    )
    assert set(truth.labels) == {"only"}
    assert np.log(customers["total_spend"]).std() == pytest.approx(1.0, abs=0.06)


def fingerprint() -> dict[str, str]:
    """Ids, counts, months and cents: what must be equal on every machine."""
    prints = {}
    for separation in (0.0, 1.0):
        customers, truth = make_customer_base(3_000, seed=20, separation=separation)
        whole = ["customer_id", "tenure_months", "days_since_last_purchase", "purchases"]
        money = ["total_spend", "service_cost_per_year", "profit_per_year"]
        columns = [customers[name].to_numpy(np.int64) for name in whole]
        columns += [(customers[name] * 100).round().to_numpy(np.int64) for name in money]
        names = ",".join(truth.labels).encode()
        joined = b"".join([*(column.tobytes() for column in columns), names])
        prints[str(separation)] = hashlib.sha256(joined).hexdigest()
    return prints


# Written once; another numpy, processor or system has to give the same.
KNOWN = {
    "0.0": "13a3528b68726f9c90a9af8abfe0e7f58f7aee4d3860826317f79a5ae1a1e9c7",
    "1.0": "28c11f6018b327c57e1ca6711b099f60d3168e01d419b8f0be053fb08e40b949",
}


def test_the_same_seed_gives_the_same_customers_on_every_machine() -> None:
    assert fingerprint() == KNOWN


def test_the_same_seed_gives_the_same_without_the_processors_vector_instructions() -> None:
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
