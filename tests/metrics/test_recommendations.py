"""Attributed, caused and anyway: by hand, without bias, with honest intervals; the own profile."""

import numpy as np
import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.generators.recommendations import make_browse_log
from casekit.metrics.recommendations import (
    anyway_share,
    attributed_share,
    causal_share,
    profile_switching_cost,
    profile_value,
)

SHARES = (attributed_share, causal_share, anyway_share)


@pytest.fixture
def small():
    """Ten visits with a list, five purchases, four through it; ten without, three purchases."""
    ways = ["recommendation"] * 4 + ["search"] + ["none"] * 5 + ["search"] * 3 + ["none"] * 7
    return pd.DataFrame(
        {
            "customer_id": list(range(10)) * 2,
            "exposed": [True] * 10 + [False] * 10,
            "list_kind": ["own profile", "best-sellers"] * 5 + ["none"] * 10,
            "months_as_customer": [1, 1, 5, 5, 5] * 4,
            "bought": [way != "none" for way in ways],
            "via": ways,
            "amount": [10.0, 20, 30, 40, 50] + [0.0] * 5 + [20.0, 20, 20] + [0.0] * 7,
            "minutes": [1.0, 3, 2, 4] * 5,
        }
    )


def test_the_three_shares_by_hand(small):
    assert attributed_share(small).share == pytest.approx(4 / 5)
    assert causal_share(small).share == pytest.approx(1 - 3 / 5)
    assert anyway_share(small).share == pytest.approx(1 - 2 / 4)
    assert attributed_share(small, of="money").share == pytest.approx(100 / 150)
    assert causal_share(small, of="money").share == pytest.approx(1 - 60 / 150)
    assert anyway_share(small, of="money").share == pytest.approx(1 - 90 / 100)
    assert attributed_share(small, among="all").share == pytest.approx(4 / 8)
    assert causal_share(small, among="all").share == pytest.approx(0.5 * 0.2 / 0.4)
    assert [share(small).visits for share in SHARES] == [10, 20, 20]
    assert float(causal_share(small)) == causal_share(small).share


def test_a_share_reads_as_a_sentence(small):
    assert repr(anyway_share(small, level=0.8)).startswith(
        "50.0% of purchases through the list, 80% interval "
    )


def test_the_arms_may_be_of_unequal_size(small):
    shown = pd.concat([small, small[small["exposed"]]])
    for share in SHARES:
        assert share(shown).share == pytest.approx(share(small).share)


def test_visits_that_repeat_a_customers_visits_add_no_certainty(small):
    twice = pd.concat([small, small])
    as_others = pd.concat([small, small.assign(customer_id=small["customer_id"] + 100)])
    for share in SHARES:
        once = share(small).standard_error
        assert share(twice).standard_error == pytest.approx(once)
        assert share(as_others).standard_error < 0.8 * once


@pytest.mark.parametrize("of", ["purchases", "money"])
@pytest.mark.parametrize(
    "parameters",
    [{}, {"need_share": 0.4, "click_if_need": 0.5, "impulse": 0.2, "exposed_share": 0.7}],
)
def test_the_shares_are_without_bias_and_their_intervals_keep_their_promise(of, parameters):
    calls = {
        (share, among): share.__name__.removesuffix("_share")
        for share in SHARES
        for among in ("shown", "all")
        if share is not anyway_share or among == "shown"
    }
    inside = dict.fromkeys(calls, 0)
    errors = {call: [] for call in calls}
    runs = 150
    for seed in range(runs):
        log, truth = make_browse_log(400, seed=seed, **parameters)
        for (share, among), what in calls.items():
            options = {} if share is anyway_share else {"among": among}
            found = share(log, of=of, **options)
            true = truth.share(what, of=of, among=among)
            inside[share, among] += found.low <= true <= found.high
            errors[share, among].append(found.share - true)
    for call in calls:
        off = np.array(errors[call])
        assert abs(off.mean()) < 4 * off.std() / np.sqrt(runs), call
        assert 0.88 <= inside[call] / runs <= 0.995, call


def test_the_lot_sees_nothing_where_the_list_only_moves_purchases():
    log, _ = make_browse_log(5_000, seed=1, impulse=0, impulse_gain=0)
    assert attributed_share(log).share > 0.8
    found = causal_share(log)
    assert found.low <= 0 <= found.high
    assert anyway_share(log).high >= 1


def test_other_engines_and_ones_for_true_give_the_same(small):
    polars = pytest.importorskip("polars")
    plain = polars.DataFrame({name: list(small[name]) for name in small.columns})
    ones = small.assign(exposed=small["exposed"].astype(int), bought=small["bought"].astype(int))
    for share in SHARES:
        assert share(plain) == share(small)
        assert share(ones) == share(small)


def test_the_advantage_of_the_own_profile_by_hand(small):
    table = profile_value(small, ends=(3,))
    assert table["months"].tolist() == ["0 to 2", "3 or more"]
    assert table["visits"].tolist() == [4, 6]
    own = small[(small["list_kind"] == "own profile") & (small["months_as_customer"] == 5)]
    best = small[(small["list_kind"] == "best-sellers") & (small["months_as_customer"] == 5)]
    late = table.iloc[1]
    assert late["advantage"] == pytest.approx(best["minutes"].mean() - own["minutes"].mean())
    bought = profile_value(small, ends=(3,), outcome="bought").iloc[1]
    assert bought["advantage"] == pytest.approx(own["bought"].mean() - best["bought"].mean())
    amount = profile_value(small, ends=(3,), outcome="amount").iloc[1]
    assert amount["own_profile"] == pytest.approx(own["amount"].mean())
    found = profile_value(small, ends=(3,), outcome="found").iloc[1]
    assert found["best_sellers"] == pytest.approx((best["via"] == "recommendation").mean())


@pytest.mark.parametrize("outcome", ["minutes", "found", "bought", "amount"])
def test_the_advantage_by_months_of_history_is_the_truths(outcome):
    inside = bands = 0
    off = []
    for seed in range(40):
        log, truth = make_browse_log(1_500, seed=seed, profile_gain=0.3, click_if_need=0.6)
        shown = log[log["exposed"]]
        table = profile_value(log, outcome=outcome)
        edges = [0, 3, 6, 12, 24, 10_000]
        band = pd.cut(shown["months_as_customer"], edges, right=False, labels=False)
        exact = truth.profile_value(shown["months_as_customer"].tolist())[outcome]
        true = exact.groupby(band.to_numpy()).mean()
        off += ((table["advantage"] - true) / (table["high"] - table["low"])).tolist()
        inside += int(((table["low"] <= true) & (true <= table["high"])).sum())
        bands += len(table)
    assert abs(np.mean(off)) < 4 * np.std(off) / np.sqrt(bands)
    assert 0.90 <= inside / bands <= 0.985


def test_a_band_without_both_lists_has_no_row(small):
    few = small[(small["months_as_customer"] == 5) | (small["list_kind"] == "own profile")]
    assert profile_value(few, ends=(3,))["months"].tolist() == ["3 or more"]


def test_a_band_of_one_customer_has_no_interval(small):
    one = small.assign(customer_id=small["customer_id"].where(small["months_as_customer"] > 1, 99))
    table = profile_value(one, ends=(3,))
    assert table["low"].isna().tolist() == [True, False]


def test_the_switching_cost_of_a_profile_is_recovered_with_an_honest_interval():
    inside, off = 0, []
    runs = 60
    for seed in range(runs):
        log, truth = make_browse_log(
            4_000, seed=seed, profile_gain=0.4, click_if_need=0.5, search_minutes=12.0
        )
        true = truth.switching_cost(12, value_of_hour=30, horizon_months=18)
        found = profile_switching_cost(
            log, 12, visits_per_month=4, value_of_hour=30, horizon_months=18, seed=seed
        )
        inside += found.minutes_low <= true.minutes <= found.minutes_high
        off.append(found.minutes / true.minutes - 1)
        assert found.dollars == pytest.approx(found.minutes / 2)
    assert abs(np.mean(off)) < 0.05
    assert 0.86 <= inside / runs <= 1


def test_who_has_no_history_loses_nothing_and_more_history_costs_more():
    log, _ = make_browse_log(10_000, seed=3)
    costs = [profile_switching_cost(log, months, visits_per_month=4) for months in (0, 6, 30)]
    assert costs[0].minutes == 0
    assert costs[0].minutes < costs[1].minutes < costs[2].minutes
    double = profile_switching_cost(log, 6, visits_per_month=8)
    assert double.minutes == pytest.approx(2 * costs[1].minutes)
    assert profile_switching_cost(log, 6, visits_per_month=4) == costs[1]


def test_a_log_without_what_a_share_needs_is_refused_in_words(small):
    with pytest.raises(InputError, match="shown in all visits"):
        causal_share(small[small["exposed"]])
    with pytest.raises(InputError, match="Nothing was bought in the visits"):
        attributed_share(small[~small["exposed"]])
    with pytest.raises(InputError, match="Nothing was bought through the list"):
        anyway_share(small[small["via"] != "recommendation"])
    with pytest.raises(InputError, match="two or more"):
        causal_share(small.assign(customer_id=1))
    with pytest.raises(InputError, match="has no rows"):
        causal_share(small[:0])
    with pytest.raises(InputError, match="nothing to compare"):
        profile_value(small[~small["exposed"]])
    with pytest.raises(InputError, match="nothing to compare"):
        profile_switching_cost(small.assign(months_as_customer=0), 3, visits_per_month=4)


@pytest.mark.parametrize(
    ("column", "values", "words"),
    [
        ("bought", "yes", '"bought" must hold True and False'),
        ("via", "mail", "20 visits have another `via` than"),
        ("bought", False, "8 visits have `bought` and `via` at odds"),
        ("exposed", False, "4 visits bought through a list that was not shown"),
        ("customer_id", None, '"customer_id" is missing in 20 of 20 visits'),
    ],
)
def test_a_log_that_contradicts_itself_is_refused_in_words(small, column, values, words):
    with pytest.raises(InputError, match=words):
        causal_share(small.assign(**{column: values}))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda log: causal_share(log, of="visits"), 'of="visits" was given'),
        (lambda log: causal_share(log, among="few"), 'among="few" was given'),
        (lambda log: causal_share(log, level=95), "`level` must be between 0 and 1"),
        (lambda log: causal_share(log.drop(columns="via")), 'no column "via"'),
        (lambda log: causal_share(log.assign(amount=-1.0), of="money"), '"amount" is below 0'),
        (lambda log: causal_share(log.assign(amount="a"), of="money"), "must hold numbers"),
        (lambda log: profile_value(log, outcome="joy"), 'outcome="joy" was given'),
        (lambda log: profile_value(log, ends=(6, 3)), "rising order"),
        (lambda log: profile_value(log.assign(list_kind="none")), "`list_kind` at odds"),
        (lambda log: profile_switching_cost(log, -1, visits_per_month=4), "`months` must be"),
        (lambda log: profile_switching_cost(log, 1, visits_per_month=-4), "`visits_per_month`"),
    ],
)
def test_a_senseless_call_is_refused_in_words(small, call, words):
    with pytest.raises(InputError, match=words):
        call(small)
