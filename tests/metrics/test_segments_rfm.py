"""Recency, frequency, money: against a plain pandas oracle, on every engine."""

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.datasets import load
from casekit.errors import InputError
from casekit.metrics.purchases import purchase_histories
from casekit.metrics.segments import (
    four_cells,
    rfm_scores,
    rfm_segments,
    rfm_table,
    segment_rules,
    segment_summary,
)
from casekit.metrics.segments.rules import cells_of

Engine = Callable[[pd.DataFrame], Any]
Bring = Callable[[Any], pd.DataFrame]
Same = Callable[[pd.DataFrame, pd.DataFrame], None]


def table_oracle(log: pd.DataFrame, end: str | None = None, merge: bool = True) -> pd.DataFrame:
    """The table by the plainest pandas."""
    day = log["date"].dt.normalize()
    last = day.max() if end is None else pd.Timestamp(end)
    kept = log.assign(day=day)[day <= last]
    if merge:
        kept = kept.groupby(["customer_id", "day"], as_index=False)["amount"].sum()
    groups = kept.groupby("customer_id")
    total = groups["amount"].sum()
    return pd.DataFrame(
        {
            "days_since_last_purchase": (last - groups["day"].max()) / pd.Timedelta(days=1),
            "purchases": groups.size(),
            "total_spend": total,
            "mean_spend": total / groups.size(),
        }
    ).reset_index()


def scores_oracle(values: pd.Series, scores: int = 5) -> pd.Series:
    """One and the whole part of 5 times the share of customers who did strictly worse."""
    worse = values.round(6).rank(method="min").astype(int) - 1
    return 1 + worse * scores // len(values)


def scored_oracle(table: pd.DataFrame, money: str = "total_spend") -> pd.DataFrame:
    scored = table.assign(
        recency_score=scores_oracle(-table["days_since_last_purchase"]),
        frequency_score=scores_oracle(table["purchases"]),
        monetary_score=scores_oracle(table[money]),
    )
    texts = [scored[f"{name}_score"].astype(str) for name in ("recency", "frequency", "monetary")]
    return scored.assign(rfm=texts[0] + texts[1] + texts[2])


@pytest.mark.parametrize("merge", [True, False])
@pytest.mark.parametrize("end", [None, "1970-02-03"])
def test_the_table_equals_a_plain_pandas_oracle_on_every_engine(
    log: pd.DataFrame, engine: Engine, as_pandas: Bring, same: Same, end: str | None, merge: bool
) -> None:
    same_day = "merge" if merge else "separate"
    found = as_pandas(rfm_table(engine(log), end=end, same_day=same_day))
    same(found, table_oracle(log, end, merge))


def test_scores_and_segments_equal_the_oracle_on_every_engine(
    log_of_any_ids: pd.DataFrame, engine: Engine, as_pandas: Bring, same: Same
) -> None:
    scored = rfm_scores(rfm_table(engine(log_of_any_ids)))
    expected = scored_oracle(table_oracle(log_of_any_ids))
    found = as_pandas(rfm_segments(scored))
    names = {}
    for rule in segment_rules().to_dict("records"):
        recency = range(rule["recency_from"], rule["recency_to"] + 1)
        frequency = range(rule["frequency_from"], rule["frequency_to"] + 1)
        names |= dict.fromkeys(product(recency, frequency), rule["segment"])
    pairs = zip(expected["recency_score"], expected["frequency_score"], strict=True)
    expected["segment"] = [names[pair] for pair in pairs]
    same(found, expected)


def test_mean_spend_ten_scores_and_own_cut_points_agree_on_every_engine(
    log: pd.DataFrame, engine: Engine, as_pandas: Bring
) -> None:
    table = rfm_table(engine(log))
    found = as_pandas(rfm_scores(table, monetary="mean_spend", scores=10))
    assert (found["monetary_score"] == scores_oracle(found["mean_spend"], 10)).all()
    parts = found["rfm"].str.split("-", expand=True).astype(int)
    assert (parts[0] == found["recency_score"]).all()
    assert (parts[2] == found["monetary_score"]).all()
    cuts = {"recency": [10, 100], "frequency": [5, 13], "monetary": [300.0, 400.0]}
    by_value = as_pandas(rfm_scores(table, by="value", scores=3, cuts=cuts))
    days, purchases = by_value["days_since_last_purchase"], by_value["purchases"]
    assert (by_value["recency_score"] == 3 - (days >= 10) * 1 - (days >= 100) * 1).all()
    assert (by_value["frequency_score"] == 1 + (purchases > 5) * 1 + (purchases > 13) * 1).all()


def test_the_result_is_of_the_callers_engine_and_as_lazy(log: pd.DataFrame) -> None:
    polars = pl.from_pandas(log.head(500))
    for given_log, kind in ((log.head(500), pd.DataFrame), (polars, pl.DataFrame)):
        assert isinstance(rfm_segments(rfm_scores(rfm_table(given_log))), kind)
    assert isinstance(rfm_segments(rfm_scores(rfm_table(polars.lazy()))), pl.LazyFrame)


def test_other_columns_and_the_callers_index_stay() -> None:
    table = pd.DataFrame(
        {
            "town": ["a", "b", "c"],
            "days_since_last_purchase": [1, 5, 9],
            "purchases": [9, 5, 1],
            "total_spend": [90.0, 50.0, 10.0],
        },
        index=[30, 10, 20],
    )
    before = table.copy()
    found = rfm_segments(rfm_scores(table))
    assert found.index.tolist() == [30, 10, 20]
    assert found["town"].tolist() == ["a", "b", "c"]
    assert found["rfm"].tolist() == ["444", "222", "111"]
    pd.testing.assert_frame_equal(table, before)


def test_purchases_are_repeat_purchases_and_the_first_one(log: pd.DataFrame) -> None:
    table, histories = rfm_table(log), purchase_histories(log, unit="days")
    assert (table["purchases"] == histories["frequency"] + 1).all()
    silence = histories["days_since_last_purchase"]
    assert (table["days_since_last_purchase"] == silence).all()


def test_half_of_cdnow_bought_once_and_all_of_them_score_one() -> None:
    scored = rfm_scores(rfm_table(load("cdnow")))
    once = scored[scored["purchases"] == 1]
    assert 0.5 < len(once) / len(scored) < 0.6
    assert (once["frequency_score"] == 1).all()
    twice = scored[scored["purchases"] == 2]
    assert (twice["frequency_score"] == 3).all()
    assert not (scored["frequency_score"] == 2).any()


def test_a_log_without_amounts_is_scored_without_money(
    log: pd.DataFrame, engine: Engine, as_pandas: Bring
) -> None:
    table = rfm_table(engine(log[["customer_id", "date"]]))
    with pytest.raises(InputError, match="monetary=None"):
        rfm_scores(table)
    found = as_pandas(rfm_segments(rfm_scores(table, monetary=None)))
    assert found["rfm"].str.len().eq(2).all()
    assert found["segment"].notna().all()


def test_one_customer_scores_one_everywhere() -> None:
    log = pd.DataFrame(
        {"customer_id": ["a"], "date": pd.to_datetime(["2024-02-29"]), "amount": [5.0]}
    )
    assert rfm_scores(rfm_table(log))["rfm"].tolist() == ["111"]


def test_sums_that_differ_by_rounding_are_equal() -> None:
    amounts = [[0.1, 0.2, 0.3], [0.3, 0.2, 0.1], [0.6], [0.59], [0.61]]
    rows = [
        (customer, f"2024-01-{day + 1:02d}", amount)
        for customer, paid in enumerate(amounts)
        for day, amount in enumerate(paid)
    ]
    log = pd.DataFrame(rows, columns=["customer_id", "date", "amount"])
    log["date"] = pd.to_datetime(log["date"])
    table = rfm_table(log)
    assert table["total_spend"].nunique() > 3
    assert rfm_scores(table)["monetary_score"].tolist() == [2, 2, 2, 1, 5]
    tiny = rfm_scores(table.assign(total_spend=table["total_spend"] * 1e-12))
    assert tiny["monetary_score"].tolist() == [2, 2, 2, 1, 5]


values = st.lists(st.integers(0, 12), min_size=1, max_size=60)


@settings(max_examples=80, deadline=None)
@given(values, st.integers(2, 10))
def test_equal_values_score_alike_and_better_never_scores_lower(
    held: list[int], scores: int
) -> None:
    table = pd.DataFrame(
        {"customer_id": range(len(held)), "days_since_last_purchase": held, "purchases": held}
    )
    found = rfm_scores(table, scores=scores, monetary=None)
    by_value = found.groupby("purchases")
    assert (by_value["frequency_score"].nunique() == 1).all()
    assert by_value["frequency_score"].first().is_monotonic_increasing
    assert by_value["recency_score"].first().is_monotonic_decreasing
    assert found["frequency_score"].between(1, scores).all()
    assert (found.loc[found["purchases"] == min(held), "frequency_score"] == 1).all()
    assert (found["frequency_score"] == scores_oracle(found["purchases"], scores)).all()


@settings(max_examples=60, deadline=None)
@given(values, st.integers(2, 10), st.randoms(use_true_random=False))
def test_split_ties_fill_scores_evenly_whatever_the_order_of_rows(
    held: list[int], scores: int, random: Any
) -> None:
    table = pd.DataFrame(
        {"customer_id": range(len(held)), "days_since_last_purchase": held, "purchases": held}
    )
    found = rfm_scores(table, scores=scores, monetary=None, ties="first")
    sizes = found["frequency_score"].value_counts().reindex(range(1, scores + 1), fill_value=0)
    assert sizes.max() - sizes.min() <= 1
    order = list(range(len(held)))
    random.shuffle(order)
    shuffled = rfm_scores(table.iloc[order], scores=scores, monetary=None, ties="first")
    back = shuffled.sort_values("customer_id")["frequency_score"].tolist()
    assert back == found["frequency_score"].tolist()


def test_values_without_ties_give_equal_fifths_both_ways() -> None:
    rng = np.random.default_rng(1)
    table = pd.DataFrame(
        {
            "customer_id": range(100),
            "days_since_last_purchase": rng.permutation(100),
            "purchases": rng.permutation(100) + 1,
            "total_spend": rng.permutation(100) * 1.5,
        }
    )
    together = rfm_scores(table)
    assert together["recency_score"].value_counts().eq(20).all()
    pd.testing.assert_frame_equal(together, rfm_scores(table, ties="first"))


def test_the_default_rules_cover_every_cell_exactly_once_and_none_is_empty() -> None:
    counts = np.zeros((5, 5), dtype=int)
    for rule in segment_rules().to_dict("records"):
        block = counts[
            rule["recency_from"] - 1 : rule["recency_to"],
            rule["frequency_from"] - 1 : rule["frequency_to"],
        ]
        assert block.size
        block += 1
    assert (counts == 1).all()
    assert segment_rules()["segment"].is_unique


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ({"some": ((3, 5), (1, 5))}, r"no rule covers 10 cells \(R1 F1, R1 F2"),
        (
            {"all": ((1, 5), (1, 5)), "best": ((5, 5), (5, 5))},
            r'several rules cover 1 cells \(R5 F5\): R5 F5 is claimed by "all" and "best"',
        ),
        ({"all": ((1, 6), (1, 5))}, "from 1 to 6"),
        ({"all": ((1, 5),)}, "two ranges of scores"),
        (segment_rules().drop(columns="recency_to"), "recency_from"),
        (segment_rules().head(0), "empty"),
        ("champions", "table like"),
    ],
)
def test_rules_that_leave_gaps_or_overlap_are_refused_in_words(rules: Any, words: str) -> None:
    with pytest.raises(InputError, match=words):
        cells_of(rules)


def test_own_rules_may_read_money_and_have_several_blocks() -> None:
    own = {
        "rich": ((1, 3), (1, 3), (3, 3)),
        "rest": [((1, 3), (1, 3), (1, 1)), ((1, 3), (1, 3), (2, 2))],
    }
    scored = pd.DataFrame(
        {"recency_score": [1, 3], "frequency_score": [2, 2], "monetary_score": [3, 1]}
    )
    assert rfm_segments(scored, rules=own, scores=3)["segment"].tolist() == ["rich", "rest"]


def test_scores_that_are_none_are_refused_or_named(as_pandas: Bring) -> None:
    scored = pd.DataFrame({"recency_score": [1, 6], "frequency_score": [2, 2]})
    with pytest.raises(InputError, match='"recency_score" must hold whole scores'):
        rfm_segments(scored)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"scores": 1}, "whole number from 2 to 10"),
        ({"scores": True}, "whole number from 2 to 10"),
        ({"by": "quantile"}, '"rank" or "value"'),
        ({"ties": "average"}, '"together" or "first"'),
        ({"cuts": {"recency": [1, 2, 3, 4]}}, 'by="value"'),
        ({"by": "value", "cuts": {"money": [1, 2, 3, 4]}}, "names 'money'"),
        ({"by": "value", "cuts": {"recency": [1, 3, 2, 4]}}, "4 rising numbers"),
        ({"by": "value", "ties": "first"}, "nothing is split"),
        ({"monetary": "spend"}, 'no column "spend"'),
    ],
)
def test_choices_that_make_no_sense_are_refused_in_words(
    arguments: dict[str, Any], words: str
) -> None:
    table = table_oracle(load("cdnow_sample").head(200))
    with pytest.raises(InputError, match=words):
        rfm_scores(table, **arguments)


def test_gaps_in_the_table_are_refused_with_their_number() -> None:
    table = table_oracle(load("cdnow_sample").head(200))
    table.loc[3, "purchases"] = np.nan
    with pytest.raises(InputError, match='"purchases" is missing or not finite in 1 of'):
        rfm_scores(table)
    with pytest.raises(InputError, match="no rows"):
        rfm_scores(table.head(0))


def test_the_summary_balances_and_shows_empty_segments_as_zero(
    log: pd.DataFrame, engine: Engine, as_pandas: Bring
) -> None:
    segmented = rfm_segments(rfm_scores(rfm_table(engine(log))))
    summary = segment_summary(segmented)
    held = as_pandas(segmented)
    assert summary.index.tolist() == segment_rules()["segment"].tolist()
    assert summary["customers"].sum() == len(held)
    assert summary["share_of_customers"].sum() == pytest.approx(1)
    assert summary["total_spend"].sum() == pytest.approx(held["total_spend"].sum())
    for name, group in held.groupby("segment"):
        median = group["days_since_last_purchase"].median()
        assert summary.loc[name, "median_days_since_last_purchase"] == median
    few = segment_summary(held[held["segment"] == "champions"])
    assert few.loc["hibernating", "customers"] == 0
    assert few.loc["hibernating", "total_spend"] == 0


def test_four_cells_follow_their_definition_on_every_engine(
    engine: Engine, as_pandas: Bring
) -> None:
    rng = np.random.default_rng(5)
    table = pd.DataFrame(
        {
            "customer_id": np.arange(120_000),
            "tenure_months": rng.integers(1, 90, 120_000),
            "profit_per_year": np.round(rng.normal(20, 60, 120_000), 2),
        }
    )
    for cut in ("median", 0):
        found = as_pandas(four_cells(engine(table), profit_cut=cut)).sort_values("customer_id")
        long = table["tenure_months"] > table["tenure_months"].median()
        level = table["profit_per_year"].median() if cut == "median" else 0
        paying = table["profit_per_year"] > level
        names = np.select(
            [long & paying, ~long & paying, long & ~paying],
            ["true friends", "butterflies", "barnacles"],
            "strangers",
        )
        assert (found["cell"].to_numpy() == names).all()


def test_four_cells_refuse_gaps_and_cuts_that_are_none() -> None:
    table = pd.DataFrame({"tenure_months": [1, 2], "profit_per_year": [1.0, np.nan]})
    with pytest.raises(InputError, match='"profit_per_year" is missing or not finite in 1 of 2'):
        four_cells(table)
    with pytest.raises(InputError, match='number or "median"'):
        four_cells(table.fillna(0), lifetime_cut="mean")
    with pytest.raises(InputError, match="Perhaps you mean"):
        four_cells(table, profit="profit")
