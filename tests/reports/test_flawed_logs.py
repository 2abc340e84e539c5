"""A log with any flaw gets a page that says so, or a refusal in words: never a crash."""

import uuid
import warnings

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from casekit.errors import InputError
from casekit.frames import event_log
from casekit.reports import customer_report


def not_shown(page) -> list[str]:
    """Name the sections that could not be made."""
    return [word.split(":")[0] for word in page.words if word.endswith(": not shown")]


def test_missing_ids_dates_and_amounts_are_listed_with_the_argument_to_pass(log):
    broken = log.astype({"customer_id": float}).head(200)
    broken.loc[3, "customer_id"] = np.nan
    broken.loc[4:5, "date"] = pd.NaT
    broken.loc[6, "amount"] = np.nan
    with pytest.raises(InputError) as refusal:
        customer_report(broken)
    said = str(refusal.value)
    for column, rows in (("customer_id", 1), ("date", 2), ("amount", 1)):
        assert f'Column "{column}" is missing in {rows} of 200 rows' in said
    assert 'missing="drop"' in said
    assert "customer_report takes the same arguments" in said


def test_what_was_left_out_is_told_on_the_page(log, page_of):
    broken = log.head(200).copy()
    broken.loc[4:5, "date"] = pd.NaT
    report = customer_report(broken, missing="drop")
    text = page_of(report.html).text
    assert "198 of 200 rows are counted; 2 were left out" in text
    assert 'Column "date" is missing 2 1% left out' in text


def test_text_dates_zones_and_text_amounts_give_the_page_of_the_plain_log(small, small_report):
    log, plain = small, small_report
    texts = log.assign(
        date=log["date"].dt.strftime("%d/%m/%Y"), amount=log["amount"].map("{:,.2f} €".format)
    )
    read = customer_report(texts, date_format="%d/%m/%Y", text_amounts="convert")
    zoned = customer_report(
        log.assign(date=log["date"].dt.tz_localize("Asia/Shanghai")), timezone="local"
    )
    assert plain.findings == read.findings == zoned.findings


def test_a_table_of_raw_rows_is_refused_where_an_event_log_is_kept_and_told(small, page_of):
    log = small
    twice = pd.concat([log, log.head(7)], ignore_index=True)
    with pytest.raises(InputError, match='duplicates="keep"'):
        customer_report(twice.rename(columns={"customer_id": "client"}), customer_id="client")
    kept = event_log(twice, duplicates="keep")
    text = page_of(customer_report(kept).html).text
    assert "repeat an earlier row 7" in text


def test_returns_reduce_spend_and_are_no_purchases(small):
    log = small
    back = log.sample(frac=0.05, random_state=2).assign(amount=lambda t: -t["amount"])
    back["date"] += pd.Timedelta(days=1)
    both = pd.concat([log, back], ignore_index=True)
    report = customer_report(both, negative="keep", end=log["date"].max())
    seen = both[both["date"] <= log["date"].max()]
    customers = report.tables["customers"]
    assert customers["total_spend"].sum() == pytest.approx(seen["amount"].sum())
    bought = seen[seen["amount"] >= 0].drop_duplicates(["customer_id", "date"])
    assert customers["purchases"].sum() == len(bought)


def test_more_returns_than_sales_is_asked_about(small):
    log = small
    report = customer_report(
        log.assign(amount=np.where(np.arange(len(log)) % 3, -log["amount"], log["amount"])),
        negative="keep",
    )
    assert any("Is that right?" in finding for finding in report.findings)
    assert "spend" not in report.tables["segments"]


def test_a_log_of_nothing_but_negative_amounts_is_refused_with_the_way_out(log):
    with pytest.raises(InputError, match="minus sign"):
        customer_report(log.assign(amount=-log["amount"]))


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_a_handful_of_rows_is_listed_one_by_one(log, rows, page_of):
    page = page_of(customer_report(log.head(rows)).html)
    assert page.wrong == []
    assert "one by one" in page.text
    assert {"Still active", "Forecast"} <= set(not_shown(page))


def test_an_empty_log_is_refused():
    empty = pd.DataFrame({"customer_id": [], "date": pd.to_datetime([]), "amount": []})
    with pytest.raises(InputError, match="no rows"):
        customer_report(empty)


def test_a_base_that_bought_once_says_why_no_model_is_fitted(log, page_of):
    once = log.assign(customer_id=np.arange(len(log)))
    page = page_of(customer_report(once).html)
    assert not_shown(page) == ["Still active", "Forecast"]
    assert "Nobody bought on a second day" in page.text


def test_everything_on_one_day(log, page_of):
    day = log.assign(customer_id=np.arange(len(log)), date=pd.Timestamp("2024-02-29"))
    page = page_of(customer_report(day).html)
    assert not_shown(page) == ["Cohorts", "Segments", "Still active", "Forecast"]


def test_ten_business_customers_are_listed_one_by_one(log, page_of):
    few = log[log["customer_id"].isin(log["customer_id"].value_counts().index[:10])]
    page = page_of(customer_report(few).html)
    assert "10 customers, one by one" in page.text
    assert not_shown(page) == ["Still active", "Forecast"]


def test_subscriptions_are_recognised_and_no_model_of_random_purchases_is_fitted(page_of):
    rng = np.random.default_rng(2)
    parts = [
        pd.DataFrame(
            {
                "customer_id": customer,
                "date": pd.date_range("2023-01-01", periods=int(months), freq="MS")
                + pd.Timedelta(days=customer % 27),
                "amount": 9.99,
            }
        )
        for customer, months in enumerate(rng.integers(5, 24, 150))
    ]
    report = customer_report(pd.concat(parts, ignore_index=True))
    page = page_of(report.html)
    assert not_shown(page) == ["Still active", "Forecast"]
    assert "ShiftedBetaGeometric" in page.text
    assert any("like clockwork" in finding for finding in report.findings)


def test_without_amounts_the_page_has_no_money(log, page_of):
    made = customer_report(log.drop(columns="amount"))
    assert not_shown(page_of(made.html)) == ["Concentration"]
    assert "spend" not in made.tables["segments"]


def test_an_amount_spelled_otherwise_is_asked_for_and_not_overlooked(log):
    with pytest.raises(InputError, match="Amount"):
        customer_report(log.rename(columns={"amount": "Amount"}))


def test_one_wrong_date_withholds_what_it_would_falsify_until_end_is_given(log, report, page_of):
    odd = pd.DataFrame({"customer_id": [1, 2], "amount": [5.0, 5.0]})
    odd["date"] = pd.to_datetime(["2027-03-01", "2099-01-01"])
    wrecked = customer_report(pd.concat([log, odd], ignore_index=True))
    page = page_of(wrecked.html)
    assert not_shown(page) == ["Still active", "Forecast"]
    last = log["date"].max().date().isoformat()
    assert "2 purchases lie" in page.text
    assert f'end="{last}" leaves them out' in page.text
    for false in ("begin after the shop did", "52 weeks before", "probably still active"):
        assert not any(false in finding for finding in wrecked.findings)
    mended = customer_report(pd.concat([log, odd], ignore_index=True), end=last)
    assert set(report.findings) <= set(mended.findings)


def test_a_date_far_before_all_others_is_pointed_out_with_code_that_leaves_it_out(small):
    odd = pd.DataFrame({"when": [pd.Timestamp("1999-01-01")], "customer_id": [1], "amount": [5.0]})
    both = pd.concat([small.rename(columns={"date": "when"}), odd], ignore_index=True)
    findings = customer_report(both, date="when").findings
    first = small["date"].min().date().isoformat()
    assert any(f'log[log["when"] >= "{first}"]' in finding for finding in findings)
    assert any("1 purchase lies" in finding for finding in findings)


def test_weeks_without_any_sale_are_pointed_out(log, report):
    shut = log[~log["date"].between("2024-08-01", "2024-09-30")]
    findings = customer_report(shut).findings
    assert any("Nobody bought anything for 6" in finding for finding in findings)
    assert not any("Nobody bought anything" in finding for finding in report.findings)


def test_one_gigantic_amount_is_pointed_out(small, page_of):
    log = small
    report = customer_report(
        log.assign(amount=np.where(np.arange(len(log)) == 9, 1e15, log["amount"]))
    )
    assert any("is it real?" in finding for finding in report.findings)
    assert "nan" not in page_of(report.html).text.lower().split()


def test_a_collective_number_for_guests_is_pointed_out(log):
    guests = log.assign(customer_id=np.where(np.arange(len(log)) % 3, log["customer_id"], -1))
    told = [finding for finding in customer_report(guests).findings if "guests" in finding]
    assert 'log[log["customer_id"] != -1]' in told[0]


def test_bills_of_one_day_that_were_joined_are_told_in_the_first_sentence(small, small_report):
    twice = pd.concat([small, small.assign(amount=1.0)], ignore_index=True)
    first = customer_report(twice, duplicates="keep").findings[0]
    assert "50% of the rows were joined to another row of that day" in first
    assert "joined" not in small_report.findings[0]


def test_a_log_that_begins_mid_life_is_recognised_and_a_young_shop_is_not(log, report):
    later = log[log["date"] >= "2024-10-01"]
    assert any("begin after the shop did" in one for one in customer_report(later).findings)
    assert not any("begin after the shop did" in one for one in report.findings)


def test_html_in_ids_title_and_currency_is_shown_and_never_obeyed(log, page_of):
    evil = "</table><script>alert(1)</script>"
    rows = log.head(60).assign(customer_id=evil + log["customer_id"].astype(str))
    rows = rows.rename(columns={"customer_id": "<b>id</b>"})
    report = customer_report(
        pd.concat([rows, rows.head(1)]),
        customer_id="<b>id</b>",
        duplicates="keep",
        title="<img src=x onerror=alert(1)> & 'q'",
        currency="<i>",
        made_on="<u>",
    )
    page = page_of(report.html)
    assert page.wrong == []
    assert not {"script", "img", "b", "i", "u"} & set(page.tags)
    assert "<img src=x onerror=alert(1)> & 'q'" in page.text
    assert page_of(report._repr_html_()).tags.count("img") == 0


def test_chinese_names_and_ids_come_through(small, page_of):
    log = small
    chinese = log.assign(customer_id="客户" + log["customer_id"].astype(str))
    chinese.columns = ["客户编号", "日期", "金额"]
    report = customer_report(
        chinese, customer_id="客户编号", date="日期", amount="金额", currency="¥", title="客户概览"
    )
    page = page_of(report.html)
    assert "客户概览" in page.text
    assert "customer_id='客户编号'" in page.text
    assert report.tables["customers"]["customer_id"].str.startswith("客户").all()


@pytest.mark.parametrize(
    "ids",
    [
        lambda n: n + 0.5,
        lambda n: n.astype(str).astype("category"),
        lambda n: pd.Series([uuid.UUID(int=int(one)) for one in n]),
        lambda n: n.astype("uint16"),
        lambda n: n * 982_451_653_000_003 % 2**62,
    ],
    ids=["fractions", "categories", "UUIDs", "small integers", "far apart"],
)
def test_ids_of_any_type_give_the_same_findings(small, small_report, ids):
    made = customer_report(small.assign(customer_id=ids(small["customer_id"])))
    # Segments break ties by nothing, models read no ids: only their order may differ.
    assert made.findings == small_report.findings


@pytest.mark.parametrize(
    "engine",
    [
        pl.from_pandas,
        lambda table: pl.from_pandas(table).lazy(),
        lambda table: pa.Table.from_pandas(table, preserve_index=False),
        duckdb.from_df,
        lambda table: table.convert_dtypes(dtype_backend="pyarrow"),
    ],
    ids=["polars", "lazy polars", "pyarrow", "DuckDB", "pandas with Arrow types"],
)
def test_every_engine_gives_the_same_page(small, small_report, engine):
    assert customer_report(engine(small)).html == small_report.html


def test_nothing_is_warned_of_beside_the_page(log):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        customer_report(log)


# Without shrinking: a page takes half a second, and the drawn log is printed whole.
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(data=st.data())
def test_any_log_that_an_event_log_can_be_made_of_gets_a_page(data, page_of):
    rows = data.draw(st.integers(1, 60))
    draw = np.random.default_rng(data.draw(st.integers(0, 2**32)))
    span = data.draw(st.sampled_from([1, 2, 8, 40, 400, 4_000]))
    scale = data.draw(st.sampled_from([0.0, 1e-12, 1.0, 1e9, 1e200]))
    table = pd.DataFrame(
        {
            "customer_id": draw.integers(0, data.draw(st.sampled_from([1, 3, 200])), rows),
            "date": pd.Timestamp("2020-02-28") + pd.to_timedelta(draw.integers(0, span, rows), "D"),
            "amount": draw.normal(data.draw(st.sampled_from([0.0, 1.0, 5.0])), 1, rows) * scale,
        }
    )
    if (table["amount"] < 0).all():
        with pytest.raises(InputError, match="minus sign"):
            customer_report(table)
        return
    report = customer_report(table)
    page = page_of(report.html)
    assert page.wrong == []
    assert not {"nan", "NaN", "inf", "None", "NaT", "<NA>"} & set(page.text.split())
