"""The board of Juniper Coffee: what each proposal moves is what the tables and the truth say."""

import numpy as np
import pandas as pd
import pytest

from casekit.cases.juniper import (
    LINES_TRIED,
    best_line,
    juniper_balances,
    juniper_proposals,
    line_reached,
)
from casekit.cases.rewards import (
    TierTerms,
    card_months,
    rewards_world,
    tier_guests,
    tier_thresholds,
)
from casekit.errors import InputError
from casekit.metrics.ledger import stored_value_roll_forward

TERMS = TierTerms(price_coefficient=0.2, benefit=0.8, benefit_cost=0.4, periods_per_week=2)
END = pd.Timestamp("2025-12-31")


@pytest.fixture(scope="module")
def world():
    return rewards_world(700, seed=8, n_households=20, closure_weeks=12, visits_in_closure=0.15)


@pytest.fixture(scope="module")
def members(world):
    return tier_guests(world[1], TERMS, like_each=3)


def proposals(world, members, **changed):
    return juniper_proposals(*world, members, TERMS, **({"breakage_rate": 0.01} | changed))


@pytest.mark.parametrize("days", [60, 183, 400])
def test_a_year_of_the_rule_is_counted_silence_by_silence(world, days):
    data, truth = world
    fates = {}
    found = {"gone": [set(), 0.0, 0.0], "still guests": [set(), 0.0, 0.0]}
    for customer, visits in data.visits.groupby("customer_id"):
        came = sorted(set(visits["date"]))
        for last, following in zip(came, [*came[1:], END + pd.Timedelta(days=1)], strict=True):
            ends = last + pd.Timedelta(days=days + 1)
            if ends > following or not END - pd.Timedelta(days=365) < ends <= END:
                continue
            day = (ends - pd.Timestamp("2024-01-01")).days
            if day not in fates:
                fates[day] = truth.cards.on(day), truth.alive(ends)
            money, alive = fates[day]
            if money.loc[customer, "held"] > 0:
                row = found["still guests" if alive[customer] else "gone"]
                row[0].add(customer)
                row[1] += money.loc[customer, "held"]
                row[2] += money.loc[customer, ["will_be_used", "still_open"]].sum()
    table = juniper_balances(data, truth, silent_days=days)
    for name, (guests, held, later) in found.items():
        told = table.loc[name, ["guests", "on_cards", "used_later"]].tolist()
        assert told == pytest.approx([len(guests), held, later])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_end_date_takes_nothing_from_guests_who_are_gone(seed):
    data, truth = rewards_world(400, seed=seed, n_households=20)
    assert juniper_balances(data, truth).loc["gone", "used_later"] == 0


def test_the_count_books_what_the_honest_estimate_leaves_owed(world, members):
    books = stored_value_roll_forward(card_months(world[0]), breakage_rate=0.01)
    money = proposals(world, members)["money"].iloc[0]
    assert money == pytest.approx(books["closing"].iloc[-1], abs=0.5)


def test_vouchers_are_used_by_the_living_who_were_called_lost(world, members):
    data, truth = world
    day = pd.Timestamp("2025-06-29")
    last = data.visits[data.visits["date"] <= day].groupby("customer_id")["date"].max()
    called_lost = last.index[(day - last).dt.days >= 90]
    living = truth.alive(day)[called_lost].sum()
    assert proposals(world, members, voucher=7.0)["money"].iloc[2] == -7.0 * living


def test_the_move_of_the_line_is_the_difference_of_two_profits(world, members):
    profit = tier_thresholds(members, (300, 600), TERMS)["profit"]
    moved = proposals(world, members, today=600, asked=300)["money"].iloc[3]
    assert moved == pytest.approx(profit[300] - profit[600], abs=0.01)


def test_guests_kept_may_leave_again_after_each_visit(world, members):
    _, truth = world
    people = truth.guests
    left = people[(people["gone"] <= END) & (people["gone"] > END - pd.Timedelta(days=365))]
    a_year = 0.0
    for row in left.itertuples():
        visits, still = row.purchase_rate_per_week * 365.25 / 7, 0.0
        whole, part = int(visits), visits % 1
        still = sum((1 - row.dropout_probability) ** k for k in range(whole))
        # Between two whole numbers of visits the sum of the chances is nearly straight.
        still += part * (1 - row.dropout_probability) ** whole
        a_year += still * row.mean_spend
    kept = proposals(world, members, kept_share=0.25)["money"].iloc[4]
    assert kept == pytest.approx(0.25 * truth.margin * a_year, rel=0.003)
    gross = (left["purchase_rate_per_week"] * left["mean_spend"]).sum() * 365.25 / 7
    assert kept < 0.25 * truth.margin * gross


def test_no_line_leaves_more_than_all_and_the_best_is_found_between_the_grid(members):
    line, profit = best_line(members, TERMS)
    tried = tier_thresholds(members, LINES_TRIED, TERMS)["profit"]
    assert profit >= tried.max()
    assert line_reached(members, TERMS, line) == pytest.approx(100)
    for one in (line - 10, line + 5, 450):
        assert line_reached(members, TERMS, one) <= 100
    own = tier_thresholds(members, (200,), TERMS)["profit"].iloc[0]
    assert line_reached(members, TERMS, np.float64(200)) == pytest.approx(100 * own / profit)
    assert line_reached(members, TERMS, "200") == line_reached(members, TERMS, 200)


def test_senseless_numbers_are_refused_in_words(world, members):
    with pytest.raises(InputError, match="silent_days"):
        juniper_balances(*world, silent_days=0)
    with pytest.raises(InputError, match="kept_share"):
        proposals(world, members, kept_share=1.5)
    with pytest.raises(InputError, match="write a number of Stars"):
        line_reached(members, TERMS, "many")
    with pytest.raises(InputError, match="some line earns"):
        line_reached(members, TierTerms(benefit=0.0, periods_per_week=2), 200)
