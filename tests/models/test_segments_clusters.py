"""Clusters: found where they are, not found where they are not, and the same on every run."""

from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score, silhouette_score

from casekit.datasets import load
from casekit.errors import InputError
from casekit.generators.segments import make_customer_base
from casekit.metrics.segments import rfm_table
from casekit.models.segments import KMeansSegments, choose_k, defended_k
from casekit.models.segments.means import silhouette_of
from casekit.models.segments.one_cloud import one_clouds, one_hill
from casekit.models.segments.scaling import Scale


@pytest.mark.parametrize("seed", [1, 2, 7, 19])
def test_the_log_scale_finds_the_archetypes_and_the_raw_scale_clearly_less(seed: int) -> None:
    customers, truth = make_customer_base(3_000, seed=seed)
    right = KMeansSegments(6).fit(customers).agreement(truth.labels)
    raw = KMeansSegments(6, scale="none").fit(customers).agreement(truth.labels)
    standard = KMeansSegments(6, scale="standard").fit(customers).agreement(truth.labels)
    assert right > 0.75
    assert max(raw, standard) < right - 0.3


def test_without_separation_no_scale_agrees_with_the_labels() -> None:
    customers, truth = make_customer_base(3_000, seed=4, separation=0)
    for scale in ("log-standard", "standard", "none"):
        found = KMeansSegments(6, scale=scale).fit(customers)  # type: ignore[arg-type]
        assert abs(found.agreement(truth.labels)) < 0.02


def test_six_archetypes_are_defended_and_one_cloud_is_not() -> None:
    # tests/long/clusters_found.py counts how often, over many bases.
    apart, _truth = make_customer_base(2_000, seed=7)
    assert defended_k(choose_k(apart, [2, 4, 5, 6, 7], clouds=4, resamples=4, sample=1_000)) == 6
    cloud, _truth = make_customer_base(2_000, seed=7, separation=0)
    choice = choose_k(cloud, [2, 4, 6], clouds=4, resamples=4, sample=1_000)
    assert defended_k(choice) is None
    assert (choice["gap"].abs() < 4 * choice["gap_error"]).all()
    # Stability alone is no proof: two halves of one cloud are found again and again.
    assert choice.loc[2, "stability"] > 0.85


def test_a_high_silhouette_on_the_raw_scale_is_only_skew() -> None:
    cloud, _truth = make_customer_base(2_000, seed=3, separation=0)
    raw = choose_k(cloud, [3], scale="standard", clouds=6, resamples=3)
    right = choose_k(cloud, [3], clouds=6, resamples=3)
    assert raw.loc[3, "silhouette"] > right.loc[3, "silhouette"] + 0.1
    assert raw.loc[3, "highest_of_one_cloud"] > raw.loc[3, "silhouette"] - 0.02


def test_cdnow_has_no_clusters_that_can_be_defended() -> None:
    choice = choose_k(rfm_table(load("cdnow")), range(2, 6), clouds=5, resamples=5)
    assert defended_k(choice) is None


def test_groups_are_numbered_by_falling_mean_spend_whatever_the_seed() -> None:
    customers, _truth = make_customer_base(2_000, seed=7)
    spend = customers.set_index("customer_id")["total_spend"]
    first = KMeansSegments(6, seed=0).fit(customers)
    means = spend.groupby(first.labels).mean()
    assert means.index.tolist() == [1, 2, 3, 4, 5, 6]
    assert means.is_monotonic_decreasing
    other = KMeansSegments(6, seed=5).fit(customers)
    assert (other.labels == first.labels).mean() > 0.99
    again = KMeansSegments(6, seed=0).fit(customers)
    pd.testing.assert_series_equal(again.labels, first.labels)


def test_groups_do_not_depend_on_the_order_of_rows_or_the_engine() -> None:
    customers, _truth = make_customer_base(1_500, seed=7)
    first = KMeansSegments(6).fit(customers).labels
    shuffled = KMeansSegments(6).fit(customers.sample(frac=1, random_state=1)).labels
    assert (shuffled.sort_index() == first).mean() > 0.99
    relation = duckdb.connect().from_df(customers)
    for table in (pl.from_pandas(customers), pl.from_pandas(customers).lazy(), relation):
        assert (KMeansSegments(6).fit(table).labels.sort_index() == first).all()


def test_everybody_belongs_to_the_nearest_centre_and_predict_agrees() -> None:
    customers, _truth = make_customer_base(1_000, seed=7)
    found = KMeansSegments(4).fit(customers)
    pd.testing.assert_series_equal(found.predict(customers), found.labels)
    logs = np.log1p(customers[list(found.model.features)].to_numpy())
    centre_logs = np.log1p(found.centres.to_numpy())
    scaled = (logs - logs.mean(axis=0)) / logs.std(axis=0)
    centres = (centre_logs - logs.mean(axis=0)) / logs.std(axis=0)
    far = ((scaled[:, None] - centres[None]) ** 2).sum(axis=2)
    assert (far.argmin(axis=1) + 1 == found.labels.to_numpy()).all()
    assert found.inertia == pytest.approx(far.min(axis=1).sum())
    assert found.silhouette == pytest.approx(silhouette_score(scaled, found.labels), abs=1e-9)
    # The centre of each group is the mean of its members: k-means has settled.
    for group, centre in zip(range(1, 5), centres, strict=True):
        members = scaled[found.labels.to_numpy() == group]
        np.testing.assert_allclose(members.mean(axis=0), centre, atol=5e-3)


def test_the_silhouette_follows_its_definition() -> None:
    rng = np.random.default_rng(2)
    points, labels = rng.normal(size=(60, 2)), rng.integers(0, 3, 60)
    far = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
    scores = []
    for i, own in enumerate(labels):
        same = (labels == own) & (np.arange(60) != i)
        a = far[i, same].mean()
        b = min(far[i, labels == other].mean() for other in set(labels) - {own})
        scores.append((b - a) / max(a, b))
    assert silhouette_of(points, labels, seed=0) == pytest.approx(np.mean(scores))


def test_agreement_takes_labels_in_any_order_and_kind() -> None:
    customers, truth = make_customer_base(800, seed=7)
    found = KMeansSegments(6).fit(customers)
    by_hand = adjusted_rand_score(truth.labels, found.labels)
    shuffled = truth.labels.sample(frac=1, random_state=1)
    for labels in (truth.labels, shuffled, truth.labels.to_numpy(), truth.labels.tolist()):
        assert found.agreement(labels) == pytest.approx(by_hand)
    assert found.agreement(pl.Series(truth.labels.to_numpy().tolist())) == pytest.approx(by_hand)
    assert found.agreement(found.labels) == 1
    with pytest.raises(InputError, match="One label a customer"):
        found.agreement(truth.labels.head(10))


def test_the_summary_counts_everybody_and_all_money() -> None:
    customers, _truth = make_customer_base(800, seed=7)
    summary = KMeansSegments(3).fit(customers).summary()
    assert summary["customers"].sum() == 800
    assert summary["share_of_customers"].sum() == pytest.approx(1)
    assert summary["share_of_total_spend"].sum() == pytest.approx(1)
    without = KMeansSegments(3).fit(customers.drop(columns="total_spend")).summary()
    assert "share_of_total_spend" not in without


def test_more_customers_than_are_fitted_all_get_a_group() -> None:
    customers, truth = make_customer_base(60_000, seed=7)
    found = KMeansSegments(6, starts=3).fit(customers)
    assert len(found.labels) == 60_000
    assert found.agreement(truth.labels) > 0.75


def test_a_cloud_keeps_skew_and_correlation_and_loses_the_groups() -> None:
    rng = np.random.default_rng(2)
    spend = rng.lognormal(0, 1, 2_000)
    points = np.column_stack([spend, spend * rng.lognormal(0, 0.5, 2_000)])
    (cloud,) = one_clouds(np.log(points), rng, 1)
    assert np.abs(np.sort(cloud, axis=0) - np.sort(np.log(points), axis=0)).mean() < 0.03
    correlations = [np.corrcoef(one.T)[0, 1] for one in (cloud, np.log(points))]
    assert correlations[0] == pytest.approx(correlations[1], abs=0.03)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=300))
def test_a_hill_rises_to_one_top_and_falls_from_it(values: list[int]) -> None:
    hill = one_hill(np.array(values, dtype=float))
    assert len(hill) == len(values)
    assert (np.diff(hill) >= 0).all()
    if len(values) > len(set(values)):
        assert set(hill) <= set(map(float, values))
        counts = np.array([(hill == value).sum() for value in sorted(set(values))])
        top = int(counts.argmax())
        # A count is whole, so it may stand one beside the hill.
        assert (np.diff(counts[: top + 1]) >= -1).all()
        assert (np.diff(counts[top:]) <= 1).all()


def test_a_hill_stays_as_it_is() -> None:
    for hill in ([1.0, 2, 2, 2, 3], [1.0] * 5, [1.0, 1, 1, 2, 2, 3]):
        assert one_hill(np.array(hill)).tolist() == hill


def test_tribes_that_differ_in_single_columns_are_found() -> None:
    rng = np.random.default_rng(3)
    corners = np.array([(0, 0), (0, 2), (2, 0), (2, 2)])
    points = corners[rng.integers(0, 4, 1_200)] + rng.normal(0, 0.3, (1_200, 2))
    table = pd.DataFrame(np.exp(points), columns=["a", "b"])
    found = choose_k(table, range(2, 7), features=["a", "b"], clouds=4, resamples=3)
    assert defended_k(found) == 4


@pytest.mark.parametrize("kind", ["log-standard", "standard", "none"])
def test_a_scale_can_be_undone(kind: str) -> None:
    values = np.random.default_rng(1).lognormal(2, 1, (50, 2))
    scale = Scale.of(values, kind, ["a", "b"])
    np.testing.assert_allclose(scale.back(scale.forward(values, ["a", "b"])), values)


def test_a_feature_that_is_the_same_for_all_does_no_harm() -> None:
    customers, _truth = make_customer_base(300, seed=7)
    customers["same"] = 4.0
    features = ["days_since_last_purchase", "mean_spend"]
    with_it = KMeansSegments(3, features=[*features, "same"]).fit(customers)
    without = KMeansSegments(3, features=features).fit(customers)
    assert with_it.agreement(without.labels) == 1
    assert choose_k(customers, [2], features=["mean_spend", "same"], clouds=2).notna().all().all()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"k": 0}, "`k` must be a whole number"),
        ({"k": 2.5}, "`k` must be a whole number"),
        ({"k": 2, "scale": "log"}, "is not a choice"),
        ({"k": 2, "features": "purchases"}, "a list of different column names"),
        ({"k": 2, "features": ["spend"]}, 'no column "spend"'),
        ({"k": 9}, "9 clusters need at least 9 different customers; there are 3"),
        ({"k": 2, "features": ["purchases", "change"]}, '"change" is below 0 in 1 of 3 rows'),
        ({"k": 2, "features": ["purchases", "hole"]}, '"hole" is missing or not finite in 1 of 3'),
    ],
)
def test_what_cannot_be_clustered_is_refused_in_words(
    arguments: dict[str, Any], words: str
) -> None:
    table = pd.DataFrame(
        {
            "days_since_last_purchase": [1, 2, 3],
            "purchases": [1, 2, 3],
            "mean_spend": [1.0, 2.0, 3.0],
            "change": [1.0, -2.0, 3.0],
            "hole": [1.0, np.nan, 3.0],
        }
    )
    with pytest.raises(InputError, match=words):
        KMeansSegments(**arguments).fit(table)


def test_a_gap_in_the_money_that_orders_the_groups_is_refused() -> None:
    customers, _truth = make_customer_base(30, seed=7)
    customers.loc[4, "total_spend"] = np.nan
    with pytest.raises(InputError, match='"total_spend" is missing or not finite in 1 of 30'):
        KMeansSegments(2).fit(customers)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"ks": [1]}, "2 or more"),
        ({"ks": [2], "clouds": 1}, "clouds"),
        ({"ks": [2, 40]}, "30 customers are too few to look for 40 clusters"),
    ],
)
def test_choices_of_k_that_make_no_sense_are_refused(arguments: dict[str, Any], words: str) -> None:
    customers, _truth = make_customer_base(30, seed=7)
    with pytest.raises(InputError, match=words):
        choose_k(customers, **arguments)
