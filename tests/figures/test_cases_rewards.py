"""Figures of lesson 21: exhibits hold facts only; what is drawn and titled is what the data say."""

import re

import numpy as np
import pandas as pd
import pytest

from casekit.cases.facts import all_facts
from casekit.cases.rewards import rewards_world
from casekit.errors import InputError
from casekit.figures.cases.rewards import (
    SilenceRules,
    active_and_alive,
    active_and_tender,
    breakage_and_its_shadow,
    gold_lines,
    joining_answers,
    owed_and_breakage,
    owed_by_estimate,
    proposals_on_one_scale,
    rule_panels,
    unused_money,
)


@pytest.fixture(scope="module")
def world():
    return rewards_world(900, seed=5, n_households=20, closure_weeks=12, visits_in_closure=0.15)


@pytest.fixture(scope="module")
def rules(world):
    return SilenceRules.of(*world)


def title_of(picture):
    return picture.figure.get_suptitle().replace("\n", " ")


@pytest.mark.parametrize("exhibit", [active_and_tender, owed_and_breakage])
def test_every_number_of_an_exhibit_is_a_fact_of_the_company(exhibit):
    picture = exhibit()
    values = {one.value for one in all_facts().values() if one.company == "Starbucks"}
    # Millions may stand as billions; years of the fiscal year and the days of the rule are named.
    facts = {f"{value:g}" for value in values} | {f"{value / 1000:.2f}" for value in values}
    drawn = [text.get_text() for ax in picture.figure.axes for text in ax.texts]
    for words in [title_of(picture), *drawn]:
        for number in re.findall(r"\d+(?:\.\d+)?", words):
            assert number in facts or number in {"2019", "2025", "90"}, (number, words)


def test_the_line_of_active_members_runs_through_the_facts():
    above, below = active_and_tender().figure.axes
    read = {key: one.value for key, one in all_facts().items()}
    for quarter in ("2020-q1", "2020-q2", "2020-q3"):
        assert read[f"starbucks-members-{quarter}"] in above.lines[0].get_ydata()
    assert below.lines[0].get_ydata()[-1] == read["starbucks-tender-2021-q3"]


def test_a_rule_counts_as_one_would_by_hand(world, rules):
    data, truth = world
    for number in (0, 40, len(rules.days) - 1):
        day = pd.Timestamp(rules.date(number))
        seen = data.visits[data.visits["date"] <= day].groupby("customer_id")["date"].max()
        active = (day - seen).dt.days < 60
        alive = truth.alive(day)[seen.index]
        counts = rules.counts(60)
        assert counts.active[number] == active.sum()
        assert rules.alive[number] == alive.sum()
        assert counts.missed[number] == (alive & ~active).sum()
        assert counts.ghosts[number] == (active & ~alive).sum()


def test_counting_open_days_calls_more_guests_active_after_a_closure_and_as_many_before(rules):
    plain, by_open = rules.counts(90), rules.counts(90, open_days=True)
    before = rules.days < rules.closure[0]
    assert (plain.active[before] == by_open.active[before]).all()
    assert (by_open.active >= plain.active).all()
    assert by_open.active.sum() > plain.active.sum()


def test_the_fall_is_told_with_its_sign_and_the_truth_beside_it(rules):
    title = title_of(active_and_alive(rules))
    assert "active guests fell by" in title
    assert "truly there rose by" in title


def test_the_panels_name_the_rule_that_is_wrong_about_the_fewest(rules):
    picture = rule_panels(rules, ((90, False), (300, False), (90, True)))
    number = int(np.flatnonzero(rules.days == rules.days[-1])[0])
    assert len(picture.figure.axes) == 3
    assert number == len(rules.days) - 1
    assert "is wrong about the fewest" in title_of(picture)


def test_there_is_a_square_for_each_dollar_and_a_part_for_the_rest():
    picture = breakage_and_its_shadow(100, 1_250, 40)
    widths = [patch.get_width() / 0.92 for patch in picture.figure.axes[0].patches]
    assert sum(widths) == pytest.approx(1 + 12.5)
    assert "bringing $12 of margin a year" in title_of(picture)
    with pytest.raises(InputError, match="Nothing was left"):
        breakage_and_its_shadow(0, 100, 1)
    with pytest.raises(InputError, match="cannot be drawn"):
        breakage_and_its_shadow(1, 100_000, 1)


def test_bars_of_one_length_are_cut_where_the_estimate_says():
    rows = {"the fit": (170.0, 90.0), "the count": (0.0, 260.0), "the truth": (180.0, 80.0)}
    table = pd.DataFrame(rows, index=["owed", "breakage"]).T
    picture = owed_by_estimate(table)
    widths = np.array([patch.get_width() for patch in picture.figure.axes[0].patches])
    assert widths.reshape(2, 3).sum(axis=0).tolist() == [260.0] * 3
    assert "the count leaves $0 owed; guests will come for $180" in title_of(picture)


def test_unused_money_adds_up():
    made = pd.DataFrame({"month": [0, 1], "loaded": [100.0, 80], "redeemed": [60.0, 90]})
    heights = [patch.get_height() for patch in unused_money(made).figure.axes[0].patches]
    assert heights == [40, 30]


def test_answers_without_a_truth_are_drawn_without_a_diamond():
    rows = {"chart": (0.6, 0.5, 0.7, np.nan), "twins": (0.1, 0.05, 0.15, np.nan)}
    table = pd.DataFrame(rows, index=["change", "low", "high", "truth"]).T
    picture = joining_answers(table)
    assert "truth" not in picture.alt
    assert "the app made 10%" in title_of(picture)


def test_the_title_says_when_the_line_of_today_is_the_best():
    index = pd.MultiIndex.from_product([[200, 500], ["light", "all"]], names=["stars", "type"])
    table = pd.DataFrame({"profit": [100.0, 100, 300, 300]}, index=index)
    assert "Today's line of 500 Stars is the best" in title_of(
        gold_lines(table, today=500, asked=200)
    )
    assert "from 500, the best of these lines, $300" in title_of(
        gold_lines(table, today=200, asked=500)
    )


def test_neither_paper_money_nor_what_is_no_proposal_is_called_the_best():
    table = pd.DataFrame(
        {
            "money": [9_000.0, 40, -50, 700],
            "kind": ["on paper", "once", "a year", "no proposal"],
        },
        index=["book", "end", "line", "if one in ten had stayed"],
    )
    title = title_of(proposals_on_one_scale(table, times=100))
    assert "No proposal brings more money than $4,000" in title
    assert "if one in ten had stayed: $70,000" in title
    picture = proposals_on_one_scale(table.iloc[:3], times=10)
    assert "stayed" not in title_of(picture)
    widths = [patch.get_width() for patch in picture.figure.axes[0].patches]
    assert widths == pytest.approx([90, 0.4, -0.5])
