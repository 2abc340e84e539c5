"""The board of Juniper Coffee: what each proposal moves is what the tables and the truth say."""

import numpy as np
import pandas as pd
import pytest

from casekit.cases.juniper import LINES_TRIED, juniper_balances, juniper_proposals, line_reached
from casekit.cases.rewards import TierTerms, rewards_world, tier_guests, tier_thresholds
from casekit.errors import InputError

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
def test_balances_that_end_are_those_of_silent_cards_counted_guest_by_guest(world, days):
    data, truth = world
    alive, fates = truth.alive(END), truth.cards.on(730)
    found = {"gone": [0, 0.0, 0.0], "still guests": [0, 0.0, 0.0]}
    for customer, visits in data.visits.groupby("customer_id"):
        held = fates.loc[customer, "held"]
        if (END - visits["date"].max()).days > days and held > 0:
            row = found["still guests" if alive[customer] else "gone"]
            row[0] += 1
            row[1] += held
            row[2] += fates.loc[customer, "will_be_used"] + fates.loc[customer, "still_open"]
    table = juniper_balances(data, truth, silent_days=days)
    for name, row in found.items():
        assert table.loc[name, ["guests", "on_cards", "used_later"]].tolist() == pytest.approx(row)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_end_date_takes_nothing_from_guests_who_are_gone(seed):
    data, truth = rewards_world(400, seed=seed, n_households=20)
    assert juniper_balances(data, truth).loc["gone", "used_later"] == 0


def test_the_count_books_what_the_cards_hold_beyond_the_honest_estimate(world, members):
    cards = world[1].cards.on(730).sum()
    money = proposals(world, members)["money"].iloc[0]
    assert money == pytest.approx(cards["held"] - 0.01 * cards["given"], abs=0.01)


def test_vouchers_are_used_by_the_living_who_were_called_lost(world, members):
    data, truth = world
    day = pd.Timestamp("2025-06-30")
    last = data.visits[data.visits["date"] <= day].groupby("customer_id")["date"].max()
    called_lost = last.index[(day - last).dt.days >= 90]
    living = truth.alive(day)[called_lost].sum()
    assert proposals(world, members, voucher=7.0)["money"].iloc[2] == -7.0 * living


def test_the_move_of_the_line_is_the_difference_of_two_profits(world, members):
    profit = tier_thresholds(members, (300, 600), TERMS)["profit"]
    moved = proposals(world, members, today=600, asked=300)["money"].iloc[3]
    assert moved == pytest.approx(profit[300] - profit[600], abs=0.01)


def test_guests_kept_bring_their_rate_times_their_spend(world, members):
    _, truth = world
    people = truth.guests
    left = people[(people["gone"] <= END) & (people["gone"] > END - pd.Timedelta(days=365))]
    a_year = (left["purchase_rate_per_week"] * left["mean_spend"]).sum() * 365.25 / 7
    kept = proposals(world, members, kept_share=0.25)["money"].iloc[4]
    assert kept == pytest.approx(0.25 * truth.margin * a_year, abs=0.01)


def test_the_best_line_of_the_grid_reaches_everything(members):
    profit = tier_thresholds(members, LINES_TRIED, TERMS)["profit"]
    assert line_reached(members, TERMS, profit.idxmax()) == pytest.approx(100)
    expected = 100 * profit[200] / profit.max()
    assert line_reached(members, TERMS, np.float64(200)) == pytest.approx(expected)


def test_senseless_numbers_are_refused_in_words(world, members):
    with pytest.raises(InputError, match="silent_days"):
        juniper_balances(*world, silent_days=0)
    with pytest.raises(InputError, match="kept_share"):
        proposals(world, members, kept_share=1.5)
    with pytest.raises(InputError, match="some line earns"):
        line_reached(members, TierTerms(benefit=0.0, periods_per_week=2), 200)
