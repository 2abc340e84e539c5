"""One page of any event log: whole, alone, the same each time, and true to the log."""

import re

import numpy as np
import pandas as pd
import pytest

from casekit.course.glossary import terms
from casekit.datasets import load
from casekit.errors import InputError
from casekit.metrics.cohorts import cohort_table
from casekit.metrics.segments import gini, rfm_table, top_share
from casekit.models.purchases import MBGNBD, ParetoNBD, backtest
from casekit.reports import customer_report
from casekit.reports.sections.glossary import TERMS

SECTIONS = [
    "read",
    "sales",
    "histories",
    "cohorts",
    "segments",
    "concentration",
    "alive",
    "value",
    "caveats",
    "glossary",
    "reproduce",
]


def test_the_page_has_every_section_in_order_and_is_well_formed(cdnow, page_of):
    page = page_of(cdnow.html)
    assert page.wrong == []
    assert [one for one in page.ids if one in SECTIONS] == SECTIONS
    assert len(page.ids) == len(set(page.ids))


def test_the_page_fetches_nothing(cdnow, page_of):
    page = page_of(cdnow.html)
    assert not {"script", "link", "img", "iframe", "object", "embed"} & set(page.tags)
    addresses = [
        value or ""
        for _tag, name, value in page.attributes
        if name in ("src", "href", "xlink:href", "action", "data", "poster")
    ]
    assert [one for one in addresses if not one.startswith("#")] == []
    style = cdnow.html[cdnow.html.index("<style>") : cdnow.html.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style


def test_the_page_is_small_and_prints(cdnow):
    assert len(cdnow.html.encode()) < 1_500_000
    assert "@media print" in cdnow.html
    assert "break-inside: avoid" in cdnow.html


def test_every_drawing_has_words_for_those_who_cannot_see_it(cdnow, page_of):
    page = page_of(cdnow.html)
    named = [value for tag, name, value in page.attributes if (tag, name) == ("svg", "aria-label")]
    assert len(named) == page.tags.count("svg") == 5
    assert all(len(words or "") > 20 for words in named)


def test_the_same_table_gives_the_same_bytes_whatever_the_order_of_its_rows(log, report):
    assert customer_report(log.sample(frac=1, random_state=1)).html == report.html


def test_facts_of_cdnow_are_those_of_the_log(cdnow):
    log = load("cdnow")
    customers = cdnow.tables["customers"]
    assert len(customers) == log["customer_id"].nunique() == 23_570
    assert customers["purchases"].sum() == len(log.drop_duplicates(["customer_id", "date"]))
    assert customers["total_spend"].sum() == pytest.approx(log["amount"].sum())
    assert cdnow.tables["sales"]["new_customers"].sum() == 23_570
    both = cdnow.tables["sales"][["new", "returning"]].to_numpy().sum()
    assert both == pytest.approx(log["amount"].sum())


def test_tables_agree_with_the_metrics_of_the_course(cdnow):
    log = load("cdnow")
    expected = cohort_table(log, period="month", measure="retention", incomplete="empty")
    np.testing.assert_allclose(cdnow.tables["cohort_retention"], expected)
    spend = rfm_table(log)["total_spend"]
    measures = cdnow.tables["concentration"]["value"]
    assert measures["gini"] == pytest.approx(gini(spend))
    assert measures["top_20_share"] == pytest.approx(top_share(spend))


def test_the_rehearsal_is_the_backtest_of_the_course(cdnow):
    known = backtest(load("cdnow"), cuts=["1997-12-30"], horizon_weeks=26, model=MBGNBD()).iloc[0]
    totals = cdnow.tables["rehearsal"]
    assert totals.loc["purchases", "forecast"] == pytest.approx(known["forecast_purchases"])
    assert totals.loc["purchases", "actual"] == known["actual_purchases"]
    assert totals.loc["spend", "forecast_error"] == pytest.approx(known["spend_error"])


def test_the_forecast_stands_beside_the_error_of_its_rehearsal(cdnow, page_of):
    told = next(finding for finding in cdnow.findings if "In the next 26 weeks" in finding)
    assert "on the last 26 weeks: purchases 5% too low, spend 6% too low" in told
    assert "on the same weeks of the year before: purchases 12% too low" in told
    assert "too short to know your seasons" in told
    page = page_of(cdnow.html).text
    assert told.split(";")[0] in page


def test_a_margin_turns_spend_into_margin(cdnow, page_of):
    values = cdnow.tables["forecast"]
    assert (values["value"] < 0.3 * values["expected_spend"] + 1e-9).all()
    text = page_of(cdnow.html).text
    assert "Money here is spend, not profit" not in text
    assert "Money here is spend, not profit" in page_of(customer_report(_small()).html).text


def test_segments_that_missed_in_the_rehearsal_get_no_forecast(cdnow):
    errors = cdnow.tables["rehearsal_by_segment"]
    bad = errors[(errors["forecast_error"].abs() > 0.25) & (errors["actual"] >= 50)]
    assert len(bad)
    text = cdnow.html
    for name in bad.index.intersection(cdnow.tables["forecast_by_segment"].index):
        row = re.search(
            rf'<th scope="row" class="w">{name}</th>((?:(?!</tr>).)*–(?:(?!</tr>).)*)</tr>', text
        )
        assert row, name


def test_a_table_goes_further_under_the_readers_own_ids(small, small_report):
    log = small
    ids = "kunde-" + log["customer_id"].astype(str)
    table = customer_report(log.assign(customer_id=ids)).tables["customers"]
    assert set(table["customer_id"]) == set(ids)
    plain = small_report.tables["customers"]
    assert plain["customer_id"].dtype == log["customer_id"].dtype
    mine = rfm_table(log).set_index("customer_id")["purchases"]
    assert plain.set_index("customer_id")["purchases"].to_dict() == mine.to_dict()


@pytest.mark.filterwarnings("ignore::casekit.errors.CasekitWarning")
def test_p_alive_is_that_of_the_model(log, report):
    from casekit.metrics.purchases import purchase_histories

    histories = purchase_histories(log)
    alive = ParetoNBD().fit(histories).probability_alive(histories)
    np.testing.assert_allclose(report.tables["customers"]["probability_alive"], alive, atol=1e-4)


def test_the_call_is_shown_so_that_it_can_be_run_again(small, page_of):
    report = customer_report(
        small.rename(columns={"amount": "Betrag"}), amount="Betrag", margin=0.25, end="2025-03-31"
    )
    text = page_of(report.html).text
    assert "amount='Betrag', end='2025-03-31', margin=0.25" in text


def test_a_date_of_making_stands_there_only_if_it_is_passed_in(small, report):
    assert "made on" not in report.html
    assert "made on 2026-01-31" in customer_report(small, made_on="2026-01-31").html


def test_saving_never_overwrites_unless_asked(tmp_path, report):
    path = report.save(tmp_path / "kunden 客户")
    assert path.name == "kunden 客户.html"
    assert path.read_text(encoding="utf-8") == report.html
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="overwrite=True"):
        report.save(path)
    assert path.read_text(encoding="utf-8") == "mine"
    report.save(path, overwrite=True)
    assert path.read_text(encoding="utf-8") == report.html


def test_a_folder_that_is_not_there_is_named(tmp_path, report):
    with pytest.raises(InputError, match="nowhere"):
        report.save(tmp_path / "nowhere" / "page.html")


def test_a_notebook_shows_the_findings_and_not_the_page(report, page_of):
    shown = report._repr_html_()
    assert len(shown) < 5_000
    assert report.findings[0] in repr(report)
    assert page_of(shown).wrong == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"margin": 30}, "0.30"),
        ({"margin": 0}, "0.30"),
        ({"annual_discount_rate": -0.1}, "0.10"),
        ({"horizon_weeks": 0}, "above 0"),
        ({"horizon_weeks": 10, "horizon_months": 3}, "not both"),
        ({"horizon_months": float("nan")}, "above 0"),
        ({"currency": None}, "CNY"),
        ({"end": "2001-01-01"}, "begins on"),
        ({"end": "soon"}, "not a day"),
        ({"duplicates": "maybe"}, "not a choice"),
    ],
)
def test_an_argument_that_makes_no_sense_is_refused_in_words(log, wrong, words):
    with pytest.raises(InputError, match=words):
        customer_report(log, **wrong)


def test_a_horizon_beyond_the_rehearsal_says_so(log, page_of):
    text = page_of(customer_report(log, horizon_months=24).html).text
    assert "beyond them the error is not known" in text


def test_terms_agree_with_the_glossary_of_the_course():
    known = {term.en.lower(): term.zh for term in terms().values()}
    shared = [(en, zh) for en, zh, _meaning in TERMS if en.lower() in known]
    assert len(shared) >= 6
    assert [(en, zh) for en, zh in shared if zh not in known[en.lower()]] == []


def _small() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "customer_id": [1, 1, 2],
            "date": pd.to_datetime(["2025-01-01", "2025-02-01", "2025-02-03"]),
            "amount": [5.0, 7.0, 9.0],
        }
    )
