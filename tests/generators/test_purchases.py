"""The purchase generators: exact, repeatable, and honest about their truth."""

import hashlib
import json
import os
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from casekit.errors import InputError
from casekit.generators.purchases import (
    BGNBDProcess,
    GammaGammaSpend,
    MBGNBDProcess,
    ParetoNBDProcess,
    make_donations,
    make_purchase_histories,
    make_purchases,
)

PROCESSES = [BGNBDProcess(), MBGNBDProcess(), ParetoNBDProcess()]


def live_one_customer(rng, process, age):
    """Follow one customer purchase by purchase: the slow definition of the processes."""
    rate = rng.gamma(process.r, 1 / process.alpha)
    now, count, last = 0.0, 0, 0.0
    if isinstance(process, ParetoNBDProcess):
        leaves = rng.exponential(1 / max(rng.gamma(process.s, 1 / process.beta), 1e-300))
        dropout = 0.0
    else:
        leaves = np.inf
        dropout = rng.beta(process.a, process.b)
        if isinstance(process, MBGNBDProcess) and rng.random() < dropout:
            return 0, 0.0
    while True:
        now += rng.exponential(1 / max(rate, 1e-300))
        if now > min(age, leaves):
            return count, last
        count, last = count + 1, now
        if rng.random() < dropout:
            return count, last


@pytest.mark.parametrize("process", PROCESSES, ids=lambda p: type(p).__name__)
def test_histories_are_distributed_as_a_walk_purchase_by_purchase(process):
    rng = np.random.default_rng(7)
    walked = np.array([live_one_customer(rng, process, 39.0) for _ in range(12_000)])
    drawn, _ = make_purchase_histories(60_000, seed=8, process=process, weeks=39.0, entry_weeks=0.0)
    counts = pd.Series(walked[:, 0]).clip(upper=8).value_counts().sort_index()
    expected = drawn["frequency"].clip(upper=8).value_counts(normalize=True).sort_index()
    assert stats.chisquare(counts, expected * len(walked)).pvalue > 0.001
    repeaters = drawn.loc[drawn["frequency"] > 0, "age_at_last_purchase_weeks"]
    assert stats.ks_2samp(walked[walked[:, 0] > 0, 1], repeaters).pvalue > 0.001
    many = drawn.loc[drawn["frequency"] >= 4, "age_at_last_purchase_weeks"]
    assert stats.ks_2samp(walked[walked[:, 0] >= 4, 1], many).pvalue > 0.001


def test_times_between_the_first_and_the_last_purchase_are_uniform():
    log, truth = make_purchases(40_000, seed=3, weeks=52, entry_weeks=0)
    start = truth.start
    age = (log["date"] - start).dt.total_seconds() / (7 * 24 * 3600)
    four = truth.customers.query("frequency == 4")
    inner = age[log["customer_id"].isin(four["customer_id"])].to_numpy().reshape(-1, 5)
    inner = inner - inner[:, [0]]
    shares = inner[:, 1:4] / inner[:, [4]]
    for place in range(3):
        assert stats.kstest(shares[:, place], stats.beta(place + 1, 3 - place).cdf).pvalue > 0.001


@pytest.mark.parametrize("process", PROCESSES, ids=lambda p: type(p).__name__)
def test_the_log_holds_every_purchase_and_ends_where_the_truth_says(process):
    log, truth = make_purchases(5_000, seed=11, process=process)
    customers = truth.customers.set_index("customer_id")
    rows = log.groupby("customer_id").size() - 1
    pd.testing.assert_series_equal(rows, customers["frequency"], check_names=False)
    last = log.groupby("customer_id")["date"].max() - truth.start
    weeks = last.dt.total_seconds() / (7 * 24 * 3600)
    exact = customers["entry_weeks"] + customers["age_at_last_purchase_weeks"]
    assert np.abs(weeks - exact).max() < 2 / (7 * 24 * 3600)
    assert log.groupby("customer_id")["date"].is_monotonic_increasing.all()
    assert log["date"].max() <= truth.start + pd.Timedelta(weeks=78)


def test_customers_who_left_buy_nothing_afterwards():
    for process in PROCESSES:
        customers = make_purchases(5_000, seed=5, process=process)[1].customers
        left = customers[~customers["alive_at_end"]]
        assert (left["age_at_last_purchase_weeks"] <= left["end_of_life_weeks"]).all()
        assert np.isinf(customers.loc[customers["alive_at_end"], "end_of_life_weeks"]).all()


def test_customers_who_have_not_entered_are_not_counted_alive():
    _, truth = make_purchases(1_000, seed=2, entry_weeks=12)
    alive = truth.alive_at(6)
    assert len(alive) == (truth.customers["entry_weeks"] <= 6).sum() < 1_000
    with pytest.raises(InputError, match="week 78"):
        truth.alive_at(79)


def test_the_truths_histories_return_the_parameters_and_those_of_merged_days_do_not():
    from casekit.metrics.purchases import purchase_histories
    from casekit.models.purchases import BGNBD

    process = BGNBDProcess(r=1.0, alpha=1.0, a=1.0, b=5.0)
    log, truth = make_purchases(20_000, seed=12, process=process, entry_weeks=0)
    exact = BGNBD().fit(truth.histories())
    interval = exact.conf_int(alpha=0.001)
    assert interval.iloc[:, 0]["alpha"] < 1.0 < interval.iloc[:, 1]["alpha"]
    merged = BGNBD().fit(purchase_histories(log, end=truth.start + pd.Timedelta(days=545)))
    assert merged.conf_int(alpha=0.001).iloc[:, 0]["alpha"] > 1.0


def test_spend_has_the_mean_of_its_parameters_and_is_in_cents():
    log, truth = make_purchases(60_000, seed=4, spend=GammaGammaSpend(p=6.0, q=6.0, gamma=20.0))
    firsts = log.groupby("customer_id")["amount"].first()
    error = firsts.std() / np.sqrt(len(firsts))
    assert abs(firsts.mean() - truth.spend.mean) < 4 * error
    cents = log["amount"] * 100
    assert np.allclose(cents, np.round(cents), rtol=0, atol=1e-6)


def test_mean_repeat_spend_drawn_at_once_matches_the_mean_of_drawn_purchases():
    spend = GammaGammaSpend()
    histories, truth = make_purchase_histories(80_000, seed=9, spend=spend)
    assert histories.loc[histories["frequency"] == 0, "mean_repeat_spend"].isna().all()
    two = histories["frequency"] == 2
    ratio = histories.loc[two, "mean_repeat_spend"] / truth.customers.loc[two, "mean_spend"]
    gamma = stats.gamma(2 * spend.p, scale=1 / (2 * spend.p))
    assert stats.kstest(ratio, gamma.cdf).pvalue > 0.001


def test_donors_follow_their_own_probabilities():
    histories, truth = make_donations(60_000, seed=6, opportunities=6)
    assert (histories["frequency"] <= histories["last_opportunity"]).all()
    alive = truth.customers["alive_at_end"]
    rate = histories.loc[alive, "frequency"] / 6
    gap = rate - truth.customers.loc[alive, "giving_probability"]
    assert abs(gap.mean()) < 4 * gap.std() / np.sqrt(alive.sum())
    # P(still alive after 6 opportunities) = B(gamma, delta + 6) / B(gamma, delta)
    from scipy.special import betaln

    expected = np.exp(betaln(0.657, 2.783 + 6) - betaln(0.657, 2.783))
    assert abs(alive.mean() - expected) < 4 * np.sqrt(expected * (1 - expected) / 60_000)


def fingerprint() -> dict[str, str]:
    """Ids, dates, counts and cents of some draws: what must be equal on every machine."""
    prints = {}
    for process in PROCESSES:
        log, truth = make_purchases(2_000, seed=20, process=process)
        exact = [log["customer_id"], log["date"].astype("int64"), truth.customers["frequency"]]
        cents = np.round(log["amount"] * 100).astype("int64")
        joined = b"".join(column.to_numpy().tobytes() for column in [*exact, cents])
        prints[type(process).__name__] = hashlib.sha256(joined).hexdigest()
    return prints


# Written once; another numpy, processor or system has to give the same.
KNOWN = {
    "BGNBDProcess": "1bfd757dc6ad9c55958b3aa41dfaff9e63de296f6315ffe2b51db01b468248b0",
    "MBGNBDProcess": "772964e05e73d632b2fe597bd223ff18b7103fe8b95944c14d8780e9513bf7f4",
    "ParetoNBDProcess": "0c1c72a883eaf5c95c326d5c8bc7c9fa4679c00c78b2f7bc8be9773d48bbbab6",
}


def test_the_same_seed_gives_the_same_data_on_every_machine():
    assert fingerprint() == KNOWN


def test_the_same_seed_gives_the_same_data_without_the_processors_vector_instructions():
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
    assert json.loads(run.stdout) == fingerprint()


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ({"n_customers": 0}, "n_customers"),
        ({"n_customers": 2.5}, "n_customers"),
        ({"weeks": 5, "entry_weeks": 6}, "entry_weeks"),
    ],
)
def test_senseless_sizes_are_refused_by_name(arguments, name):
    with pytest.raises(InputError, match=name):
        make_purchases(**{"n_customers": 10, "seed": 1, **arguments})


def test_senseless_parameters_are_refused_by_name():
    with pytest.raises(InputError, match="alpha"):
        BGNBDProcess(alpha=-1)
    with pytest.raises(InputError, match="delta"):
        make_donations(10, seed=1, delta=0)
