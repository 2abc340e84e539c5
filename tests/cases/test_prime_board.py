"""What Meridian's board decides on: the arithmetic, and the numbers that the model memo names."""

import re

import pandas as pd
import pytest

from casekit.cases.prime import fees_by_reason, path_truth, prime_world, spending_gap
from casekit.cases.prime.board import list_budget, plus_under, trial_money, ways_out
from casekit.coach.questions.lesson_20 import MEMO
from casekit.errors import InputError
from casekit.generators.recommendations import make_browse_log
from casekit.metrics.recommendations import attributed_share, causal_share

OTHER = {"attention": 0.08, "pages_finished": 0.7, "annual_share": 0.3, "return_one_click": 0.06}


@pytest.fixture(scope="module")
def meridian():
    return prime_world(20_000, seed=7)


@pytest.mark.parametrize("parameters", [{}, OTHER, {"wish_rate": 0.05, "wish_lapse": 0.0}])
def test_one_path_for_all_is_what_the_truth_says_of_it(parameters):
    _, truth = prime_world(800, seed=3, households=60, **parameters)
    known = path_truth(truth)
    table = ways_out(truth)
    for rule in ("four pages", "one click"):
        assert table.loc[rule, "left"] == pytest.approx(known.loc["left", rule] / 1000)
        assert table.loc[rule, "unwanted"] == pytest.approx(known.loc["unwanted fees", rule] / 1000)
    gain = known.loc["left", "difference"] / 1000
    assert table.loc["one click", "against today"] == pytest.approx(-gain)


def test_easier_pages_are_another_world_with_the_same_wishes():
    _, truth = prime_world(800, seed=3, households=60)
    easy = plus_under(truth, four_pages=True, pages_finished=1.0)
    assert (easy.memberships.wishing == truth.memberships.wishing).all()
    assert (easy.actual.months_observed == truth.spells(False).months_observed).all()
    assert plus_under(truth, four_pages=True).actual.months_observed.tolist() == (
        truth.spells(True).months_observed.tolist()
    )


def test_with_a_message_nobody_forgets():
    _, truth = prime_world(800, seed=3, households=60)
    told = plus_under(truth, four_pages=False, message=True)
    fees = fees_by_reason(told)["fees"]
    assert fees["inattention"] == pytest.approx(0.0)
    assert fees["path"] == pytest.approx(0.0)
    assert fees["term"] > 0


def test_joiners_needed_make_the_first_year_leave_as_much():
    gap = pd.DataFrame({"dollars_a_year": [860.0, 200.0]}, index=["gap", "lot"])
    money = trial_money(gap, fee=150.0, benefit_cost=6.0, margin=0.25, free_months=2)
    for _name, row in money.iterrows():
        with_trial = row["more needed"] * (row["left"] - row["given up"])
        assert with_trial == pytest.approx(100 * row["left"])
    assert money.loc["lot", "more needed"] > money.loc["gap", "more needed"]


def test_a_trial_that_gives_up_more_than_a_member_leaves_is_refused_in_words():
    gap = pd.DataFrame({"dollars_a_year": [0.0]}, index=["lot"])
    with pytest.raises(InputError, match="no number of joiners"):
        trial_money(gap, fee=72.0, benefit_cost=6.0, margin=0.25, free_months=2)
    with pytest.raises(InputError, match="free_months"):
        trial_money(gap, fee=72.0, benefit_cost=6.0, margin=0.25, free_months=13)


def test_the_budget_is_the_margin_of_the_log_carried_to_a_year():
    log, _ = make_browse_log(3_000, seed=2, exposed_share=0.4)
    money = list_budget(log, margin=0.25, budget=2e6, scale=50, shown_share=0.8)
    clicked = log.loc[log["via"] == "recommendation", "amount"].sum()
    days = (log["date"].max() - log["date"].min()).days + 1
    expected = 0.25 * clicked * 365 / days * 50 / 1e6
    assert money.loc["by clicks, as today", "margin"] == pytest.approx(expected)
    today, more = money["margin"].iloc[1:]
    assert more / today == pytest.approx(0.8 / log["exposed"].mean())
    assert (money["left"] == money["margin"] - 2.0).all()


def test_the_strong_memo_names_the_numbers_of_the_lesson(meridian):
    data, truth = meridian
    said = MEMO.decision.strong
    gap = spending_gap(data.customers)["dollars_a_year"]
    assert f"about {round(gap['gap'], -1):.0f} dollars" in said.replace("\n", " ")
    assert f"about {round(gap['lot'], -2):.0f} of them" in said
    ways = ways_out(truth)
    assert f"about {-ways.loc['one click', 'against today']:.0f} dollars a member" in said
    cost = -ways["against today"].iloc[-1] * len(data.plans) * 100 / 1e6
    assert re.search(rf"about {cost:.0f} million", said)
    alone = -ways.loc["one click", "against today"] * len(data.plans) * 100 / 1e6
    assert f"One click costs about {alone:.0f} million" in said
    saved = ways["after an attempt"].diff().loc["one click"]
    assert f"about {-saved:.0f} dollars each" in said
    shares = 100 * fees_by_reason(plus_under(truth, four_pages=True))["share"]
    held = shares[["term", "inattention", "path"]]
    assert f"of 100 dollars of fees {held.sum():.0f} are paid after" in said
    assert f"about {held['path']:.0f} through the pages" in said
    assert f"{held['inattention']:.0f} by forgetting, {held['term']:.0f} in a paid year" in said
    visits = data.browsing
    claimed, caused = (100 * share(visits, among="all").share for share in
                       (attributed_share, causal_share))  # fmt: skip
    assert f"Of 100 purchases {claimed:.0f} pass through a list" in said
    assert f"by the lot {caused:.0f} would be missing" in said
    assert len(said.split()) <= 250


def test_the_memo_says_how_many_more_must_join_over_which_horizon(meridian):
    data, _ = meridian
    gap = spending_gap(data.customers)
    first = data.renewals.query("month <= 12 and membership == 'first'")
    stay = data.plans["months_observed"]
    years = stay.sum() / stay.clip(upper=12).sum()
    fee = first["amount"].sum() / len(data.plans)
    year, three = (
        trial_money(gap, fee=fee, benefit_cost=6, margin=0.25, free_months=2, months=12 * n)
        for n in (1, years)
    )
    assert year.loc["lot", "more needed"] == pytest.approx(125, abs=3)
    assert 105 < three.loc["lot", "more needed"] < 110
    assert three["left"].tolist() == pytest.approx((years * year["left"]).tolist())
    assert three["given up"].tolist() == year["given up"].tolist()
