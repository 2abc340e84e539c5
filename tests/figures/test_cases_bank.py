"""Figures of the bank's case say what their data say."""

import pandas as pd
import pytest

from casekit.cases.facts import find_fact
from casekit.errors import InputError
from casekit.figures.cases import bank

FUTURES = pd.DataFrame(
    {"lost": [16_600.0, 26_900.0], "won": [14_800.0, 14_800.0], "net": [-1_800.0, -12_100.0]},
    index=["as today", "only Rowan Bank is quick"],
)


def reasons():
    rows = [(True, "would stay anyway")] * 6 + [(True, "held by paper")] * 3
    rows += [(False, "held by paper")]
    return pd.DataFrame(rows, columns=["satisfied", "reason"])


def test_the_trades_are_those_of_the_fact_sheet():
    picture = bank.switched_in_three_years()
    for key in ("car-insurance", "mobile", "account"):
        assert f"{find_fact('uk-banks-switched-3-' + key).value:.0f}%" in picture.alt


def test_the_title_counts_those_whom_paper_holds_and_what_they_say():
    picture = bank.why_they_stay(reasons())
    title = picture.figure.get_suptitle() or picture.figure.axes[0].get_title(loc="left")
    assert "40 of 100" in title.replace("\n", " ")
    assert "75%" in title.replace("\n", " ")
    assert "held by paper 30" in picture.alt


def test_leaving_and_coming_stand_on_their_sides():
    picture = bank.both_ways(FUTURES)
    widths = [round(bar.get_width(), 1) for bar in picture.figure.axes[0].patches]
    assert widths == [-16.6, -26.9, 14.8, 14.8]
    assert "net -12.1" in picture.alt


def test_worlds_show_what_is_seen_and_what_is_not():
    worlds = pd.DataFrame(
        {
            "switched": [3.0], "looked": [16.0], "satisfied": [90.0],
            "held_by_paper": [22.0], "stay_anyway": [64.0],
        },
        index=["Old Mill Bank"],
    )  # fmt: skip
    assert "of 100 customers paper holds 22; 64 would stay anyway" in bank.same_seen(worlds).alt


@pytest.mark.parametrize("draw", [bank.why_they_stay, bank.both_ways, bank.same_seen])
def test_a_foreign_table_is_refused_in_words(draw):
    with pytest.raises(InputError, match="casekit"):
        draw(pd.DataFrame({"a": [1]}))
