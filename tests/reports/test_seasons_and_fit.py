"""What a model says is a headline only where the log allows: seasons, rehearsals, and fit."""

import numpy as np
import pandas as pd
import pytest

from casekit.datasets import load
from casekit.reports import customer_report


def make_shop(months: int, december: float, customers: int = 900, seed: int = 1) -> pd.DataFrame:
    """Let customers buy at random all year, and so many times as often in December."""
    rng = np.random.default_rng(seed)
    end = pd.Timestamp("2024-12-31")
    days = pd.date_range(end - pd.DateOffset(months=months) + pd.Timedelta(days=1), end)
    clock = np.append(0.0, np.cumsum(np.where(days.month == 12, december, 1.0)))
    begin = rng.integers(0, len(days), customers)
    stop = np.minimum(begin + rng.exponential(500, customers), len(days)).astype(int)
    mean = rng.gamma(0.8, 1 / 30, customers) * (clock[stop] - clock[begin])
    who = np.repeat(np.arange(customers), rng.poisson(mean))
    at = rng.uniform(clock[begin[who]], clock[stop[who]])
    when = np.append(begin, np.searchsorted(clock, at, side="right") - 1)
    log = pd.DataFrame({"customer_id": np.append(np.arange(customers), who), "date": days[when]})
    return log.drop_duplicates(ignore_index=True)


@pytest.fixture(scope="module")
def seasonal():
    return customer_report(make_shop(24, december=5.0))


def test_a_season_that_the_last_weeks_hide_is_found_a_year_before(seasonal, page_of):
    last, before = (
        seasonal.tables[name].loc["purchases", "forecast_error"]
        for name in ("rehearsal", "rehearsal_year_before")
    )
    assert abs(last) < 0.25 < before
    assert "forecast" not in seasonal.tables
    assert any(
        "No forecast: rehearsed on the same weeks of the year before" in one
        for one in seasonal.findings
    )
    assert "customers buy with the seasons" in page_of(seasonal.html).text


def test_who_is_active_is_no_headline_after_the_rehearsal_failed(seasonal, page_of):
    assert not any("still active" in finding for finding in seasonal.findings)
    text = page_of(seasonal.html).text
    assert "This model failed its rehearsal" in text
    assert "probably active say" not in text
    assert "was 153% too high" in text


def test_a_shop_without_seasons_keeps_its_forecast_after_two_rehearsals():
    report = customer_report(make_shop(26, december=1.0, customers=500))
    told = next(finding for finding in report.findings if "In the next" in finding)
    assert "on the same weeks of the year before" in told
    assert "too short" not in told


def test_a_log_of_a_year_and_a_quarter_cannot_know_its_seasons_and_says_so(page_of):
    report = customer_report(make_shop(15, december=1.0, customers=500))
    assert "rehearsal_year_before" not in report.tables
    told = next(finding for finding in report.findings if "In the next" in finding)
    assert told.endswith("this log is too short to know your seasons.")
    assert "The forecast is for 2025-01-01 to 2025-05-27" in page_of(report.html).text


def test_the_rehearsal_of_the_year_before_saw_nothing_later(cdnow):
    log = load("cdnow")
    known = log[log["date"] <= "1997-12-30"]
    cut, repeat = pd.Timestamp("1997-07-01"), known.drop_duplicates(["customer_id", "date"])
    old = repeat.groupby("customer_id")["date"].transform("min") <= cut
    happened = int((old & (repeat["date"] > cut)).sum())
    assert cdnow.tables["rehearsal_year_before"].loc["purchases", "actual"] == happened


def test_a_model_that_the_log_rejects_is_not_in_the_range(cdnow, page_of):
    compared = cdnow.tables["model_comparison"]
    behind = compared["log_likelihood"].max() - compared["log_likelihood"]
    assert compared.index[compared["rejected"]].tolist() == behind.index[behind > 5].tolist()
    assert "BG/NBD" in compared.index[compared["rejected"]]
    assert "BG/NBD (worse by 131)" in page_of(cdnow.html).text
    assert not any("19,000" in finding for finding in cdnow.findings)


def test_what_came_back_does_not_hang_on_the_width_of_the_bars(cdnow):
    log = load("cdnow")
    first = log.groupby("customer_id")["date"].transform("min")
    share = log.loc[log["date"] > first, "amount"].sum() / log["amount"].sum()
    shown = cdnow.tables["sales"]
    assert shown["returning"].sum() / shown["returning"].add(shown["new"]).sum() == pytest.approx(
        share
    )
    assert cdnow.findings[1].startswith(f"{share:.0%} of all sales")


def test_the_cohort_sentence_tells_one_month_from_all_until_then(cdnow, page_of):
    log = load("cdnow").drop_duplicates(["customer_id", "date"]).sort_values("date")
    days = (log["date"] - log.groupby("customer_id")["date"].transform("min")).dt.days
    within = log.loc[(days > 0) & (days <= 90), "customer_id"].nunique()
    text = page_of(cdnow.html).text
    assert f"{within / log['customer_id'].nunique():.0%} within 90 days" in text
    assert "buy in the 1st calendar month after their first" in text


def test_the_largest_of_a_few_customers_are_counted(small_report, small):
    spend = small.groupby("customer_id")["amount"].sum().nlargest(16)
    share = spend.sum() / small["amount"].sum()
    n = small["customer_id"].nunique()
    assert (
        f"The largest 16 of {n} customers made {share:.0%} of the spend." in small_report.findings
    )
