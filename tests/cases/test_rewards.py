"""Juniper's world: keys hold, ledgers balance, and every truth is what brute force finds."""

import inspect
import re
from collections import deque
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import casekit as ck
from casekit.cases.rewards import TierTerms, rewards_world
from casekit.cases.rewards.app import make_app_panel
from casekit.cases.rewards.guests import make_guests
from casekit.cases.rewards.regulars import FIRST_MONTH, _departures
from casekit.cases.rewards.rules import public_rules
from casekit.cases.rewards.world import _market
from casekit.errors import InputError
from casekit.generators.community import make_community_panel, make_departures
from casekit.generators.purchases import (
    BGNBDProcess,
    GammaGammaSpend,
    ParetoNBDProcess,
    make_purchases,
)
from casekit.generators.switching import make_switching_market

SETS = {
    "as it is": {},
    "short lives, big spenders": {
        "visits": BGNBDProcess(r=0.8, alpha=0.6, a=1.0, b=9.0),
        "spend": GammaGammaSpend(p=3.0, q=2.5, gamma=20.0),
        "never_redeems": 0.5,
        "redeem_chance": 0.9,
        "reward_mix": {25: 0.5, 400: 0.5},
        "load_mix": {100: 1.0},
        "card_share": 0.9,
        "card_use": 0.4,
    },
    "no closure, few stores": {"closure_weeks": 0, "n_stores": 3, "home_share": 0.3},
    "all shut early": {
        "closure_week": 0,
        "closure_weeks": 30,
        "visits_in_closure": 0.0,
        "n_stores": 2,
        "regular_share": 0.5,
        "circle_size": 4,
        "left_with_store": 0.5,
        "contagion": 6.0,
    },
}


@pytest.fixture(scope="module", params=list(SETS))
def world(request):
    seed = 1 + list(SETS).index(request.param)
    return rewards_world(400, seed=seed, n_households=60, **SETS[request.param])


@pytest.fixture(scope="module")
def usual():
    return rewards_world(2_500, seed=5)


def _days(dates):
    return (pd.to_datetime(dates) - pd.Timestamp("2024-01-01")).dt.days


# ---------- keys, sums, sameness


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    n=st.integers(1, 60),
    seed=st.integers(0, 10_000),
    n_stores=st.integers(2, 30),
    closure=st.tuples(st.integers(0, 90), st.integers(0, 14)),
    left=st.sampled_from([0.0, 0.2, 1.0]),
    card=st.sampled_from([0.0, 0.5, 1.0]),
    circle=st.integers(2, 6),
)
def test_keys_hold_and_sums_agree_for_every_seed_and_size(
    n, seed, n_stores, closure, left, card, circle
):
    data, truth = rewards_world(
        n,
        seed=seed,
        n_households=20,
        n_stores=n_stores,
        closure_week=closure[0],
        closure_weeks=closure[1],
        visits_in_closure=left,
        card_share=card,
        card_use=card,
        circle_size=circle,
        regular_share=0.5,
    )
    assert len(data.overview()) == 12
    cents = np.rint(100 * data.visits["amount"]).sum()
    assert cents == np.rint(100 * data.sales["member_sales"]).sum()
    assert len(data.guests) == n == len(truth.guests)
    held = truth.owed("2025-12-31")
    assert (held["held"] >= 0).all()
    parts = held[["will_be_used", "never_used", "still_open"]].sum(axis=1)
    assert np.allclose(parts, held["held"])


def test_the_same_seed_gives_the_same_tables():
    one, other = (rewards_world(150, seed=3, n_households=30)[0] for _again in range(2))
    for name in one:
        pd.testing.assert_frame_equal(one[name], other[name])
    another = rewards_world(150, seed=4, n_households=30)[0]
    assert not another.visits.equals(one.visits)


def test_members_sales_are_their_visits_in_every_store_and_month(world):
    data, _truth = world
    month = (data.visits["date"].dt.year - 2024) * 12 + data.visits["date"].dt.month
    cents = np.rint(100 * data.visits["amount"]).astype(int)
    by_cell = cents.groupby([data.visits["store_id"], month]).sum()
    sold = data.sales.set_index(["store_id", "month"])["member_sales"]
    assert (np.rint(100 * sold[sold > 0]) == by_cell.reindex(sold[sold > 0].index)).all()
    assert (data.sales["all_sales"] >= data.sales["member_sales"]).all()


def test_a_guest_joins_with_the_first_visit(world):
    data, _truth = world
    first = data.visits.groupby("customer_id")["date"].min()
    assert first.equals(data.guests.set_index("customer_id")["joined"].loc[first.index])
    assert len(first) == len(data.guests)


def test_no_visit_is_made_where_a_store_is_shut(world):
    data, _truth = world
    visits = data.visits.merge(data.stores, on="store_id")
    shut = (visits["date"] >= visits["closed_from"]) & (visits["date"] <= visits["closed_to"])
    assert not shut.any()
    assert not (visits["date"] >= visits["closed_for_good"]).any()
    assert (visits["date"] >= visits["opened"]).all()


# ---------- the rules, replayed slowly


def _tier(earned_in_year):
    gold, reserve = public_rules().thresholds
    return (earned_in_year >= gold) + (earned_in_year >= reserve)


def _replay(visits, stars):
    """Follow one guest by the rules: yields what each visit must have earned, and what runs out."""
    rate, silence = public_rules().tenths_per_dollar, public_rules().expiry_days
    used = stars[stars["kind"] == "redeemed"].set_index("visit_id")["amount"]
    joined, balance, years, tier, last = None, 0, {}, 0, None
    earned, expired, changes = {}, {}, []
    for visit in visits.itertuples():
        joined = visit.day if joined is None else joined
        if last is not None and tier == 0 and balance and visit.day - last > silence:
            expired[last + silence + 1] = balance
            balance = 0
        year = (visit.day - joined) // 365
        tier = max(_tier(years.get(year, 0)), _tier(years.get(year - 1, 0)))
        taken = int(used.get(visit.visit_id, 0))
        assert taken <= balance
        # Half a Star is rounded up.
        earned[visit.visit_id] = int((visit.cents * rate[tier] / 1000) + 0.5)
        balance += earned[visit.visit_id] - taken
        years[year] = years.get(year, 0) + earned[visit.visit_id]
        last = visit.day
        changes.append((visit.day, max(_tier(years[year]), _tier(years.get(year - 1, 0)))))
    if tier == 0 and balance:
        expired[last + silence + 1] = balance
    return earned, expired, joined, years


def test_stars_follow_the_public_rules_visit_by_visit(world):
    _data, truth = world
    events = truth.events
    stars = dict(list(events.stars.groupby("customer_id")))
    for guest, visits in list(events.visits.groupby("customer_id"))[:150]:
        own = stars.get(guest, events.stars.iloc[:0])
        earned, expired, _joined, _years = _replay(visits, own)
        given = own[own["kind"] == "earned"].set_index("visit_id")["amount"].to_dict()
        assert given == {visit: n for visit, n in earned.items() if n}
        lapsed = own[own["kind"] == "expired"].groupby("day")["amount"].sum().to_dict()
        assert lapsed == expired
        reward = truth.guests.set_index("customer_id").loc[guest]
        taken = own.loc[own["kind"] == "redeemed", "amount"]
        assert (taken == reward["reward_stars"]).all()
        assert reward["redeems"] or not len(taken)


def test_tiers_are_those_that_the_stars_of_each_membership_year_give(world):
    data, truth = world
    record = truth.events.visits[truth.events.visits["day"] < 731]
    stars = truth.events.stars[truth.events.stars["kind"] == "earned"]
    amount = stars.set_index("visit_id")["amount"]
    for guest, rows in list(data.tiers.groupby("customer_id"))[:150]:
        visits = record[record["customer_id"] == guest]
        joined = int(visits["day"].iloc[0])
        years = {}
        per_day = {}
        for visit in visits.itertuples():
            per_day[visit.day] = per_day.get(visit.day, 0) + int(amount.get(visit.visit_id, 0))
        now, expected = None, []
        for day in range(joined, 731):
            year = (day - joined) // 365
            before = _tier(years.get(year - 1, 0))
            # At a year's beginning the tier kept counts; Stars of the day come after it.
            for part in (0, per_day.get(day, 0)):
                years[year] = years.get(year, 0) + part
                tier = max(before, _tier(years[year]))
                if tier != now:
                    expected.append((tier, day))
                    now = tier
        names = ["Green", "Gold", "Reserve"]
        found = list(zip(rows["tier"].map(names.index), _days(rows["from_date"]), strict=True))
        # Two tiers on one day: both are rows of the table.
        assert found[-1] == expected[-1]
        assert set(expected) <= set(found)


def test_cards_are_loaded_when_short_and_never_hold_less_than_nothing(world):
    data, truth = world
    load = truth.guests.set_index("customer_id")["load"]
    paid = data.visits[data.visits["paid_with_card"]].set_index("visit_id")["amount"]
    used = data.card_loads[data.card_loads["kind"] == "redeemed"].set_index("visit_id")["amount"]
    assert used.sort_index().equals(paid.sort_index())
    for guest, rows in list(data.card_loads.groupby("customer_id"))[:150]:
        balance = 0
        for row in rows.itertuples():
            cents = round(100 * row.amount)
            if row.kind == "loaded":
                size = round(100 * load[guest])
                price = round(100 * used[row.visit_id])
                assert balance < price
                assert cents % size == 0
                assert balance + cents - price < size
            balance += cents if row.kind == "loaded" else -cents
            assert balance >= 0


def test_ledgers_balance_and_the_roll_forwards_agree_with_the_truth(world):
    data, truth = world
    owed = truth.owed("2025-12-31")
    stars = ck.points_roll_forward(ck.star_ledger(data))
    assert stars["closing"].iloc[-1] == owed.loc["Stars", "held"]
    cards = ck.points_roll_forward(ck.card_ledger(data))
    assert cards["closing"].iloc[-1] == round(100 * owed.loc["cards, $", "held"])
    months = ck.card_months(data)
    rolled = ck.stored_value_roll_forward(months, breakage_rate=0.0)
    assert rolled["closing"].iloc[-1] == pytest.approx(owed.loc["cards, $", "held"])
    kept = ck.star_ledger(data, expired=False)
    assert set(kept["kind"]) <= {"earned", "redeemed"}


# ---------- what becomes of it


@pytest.mark.parametrize("day", [60, 400, 730])
@pytest.mark.parametrize("which", ["stars", "cards"])
def test_what_is_used_later_is_what_a_queue_of_lots_says(world, day, which):
    _data, truth = world
    balance = getattr(truth, which)
    found = balance.on(day)
    for guest, rows in balance.events.groupby("customer_id"):
        lots, used_later, held = deque(), 0, None
        for row in rows.itertuples():
            if held is None and row.day > day:
                held = sum(lot[0] for lot in lots)
            if row.kind == balance.given:
                lots.append([row.amount, row.day <= day])
                continue
            left = row.amount
            while left:
                taken = min(left, lots[0][0])
                if row.kind == "redeemed" and row.day > day and lots[0][1]:
                    used_later += taken
                lots[0][0] -= taken
                left -= taken
                if not lots[0][0]:
                    lots.popleft()
        held = sum(lot[0] for lot in lots) if held is None else held
        assert round(found.loc[guest, "held"] * balance.unit) == held
        assert round(found.loc[guest, "will_be_used"] * balance.unit) == used_later


def test_nobody_who_is_gone_uses_anything_and_the_open_rest_is_of_those_who_come(world):
    _data, truth = world
    gone = truth.guests.set_index("customer_id")["gone"].notna()
    for balance in (truth.stars, truth.cards):
        table = balance.on(730)
        assert (table.loc[gone, "still_open"] == 0).all()
        total = table.sum()
        lost = total["expired"] + total["never_used"]
        if total["given"]:
            assert balance.breakage(730) == pytest.approx(lost / total["given"])


def test_who_is_alive_has_visits_to_come_or_outlives_the_future(world):
    _data, truth = world
    last = truth.events.visits.groupby("customer_id")["day"].max()
    known = truth.guests.set_index("customer_id")
    for on in ("2024-03-31", "2025-05-15", "2025-12-31"):
        day = (pd.Timestamp(on) - pd.Timestamp("2024-01-01")).days
        alive = truth.alive(on)
        joined = truth.joined.set_axis(known.index)
        assert set(alive.index) == set(joined.index[joined <= pd.Timestamp(on)])
        alone = alive.index[~known.loc[alive.index, "regular"]]
        to_come = (last[alone] > day) | known.loc[alone, "gone"].isna()
        assert (alive[alone] == to_come).all()


def test_the_purchase_process_says_the_same_of_who_is_alive(usual):
    _data, truth = usual
    day = 200
    weeks = float(truth.clock.open_days(np.array([day + 1]))[0]) / 7
    known = truth.guests.set_index("customer_id")
    by_process = truth.purchases.alive_at(weeks)
    ours = truth.alive("2024-07-19")
    both = by_process.index.intersection(ours.index)
    both = both[~known.loc[both, "regular"].to_numpy()]
    assert len(both) > 500
    assert (by_process[both] == ours[both]).mean() > 0.995


# ---------- active is not alive


def test_active_members_fall_in_the_closure_and_living_ones_do_not(usual):
    data, truth = usual
    table = ck.active_and_alive(data, truth)
    before, low = table.loc["2025-03-31"], table.loc["2025-06-30"]
    assert low["active"] < 0.95 * before["active"]
    assert low["alive"] >= before["alive"]
    assert table["joined"].is_monotonic_increasing
    assert table["visits"].sum() == len(data.visits)


def test_recently_active_is_a_visit_in_the_window(world):
    data, _truth = world
    end = pd.Timestamp("2025-06-15")
    active = ck.recently_active(data, on=end, days=45)
    for guest in active.index[:60]:
        when = data.visits.loc[data.visits["customer_id"] == guest, "date"]
        inside = ((when <= end) & ((end - when).dt.days < 45)).any()
        assert active[guest] == inside


def test_error_rates_are_counts():
    alive = pd.Series([True, True, True, False, False], index=[5, 1, 2, 3, 4])
    said = pd.Series([True, False, True, True, False], index=[1, 2, 5, 3, 4])
    found = ck.alive_error_rates(said, alive)
    assert found["alive_called_gone"] == pytest.approx(1 / 3)
    assert found["gone_called_alive"] == pytest.approx(1 / 2)
    assert found["wrong"] == pytest.approx(2 / 5)
    with pytest.raises(InputError, match="different members"):
        ck.alive_error_rates(said.iloc[:2], alive)


def test_the_model_beats_the_count_and_the_clock_of_open_shops_mends_the_closure(usual):
    data, truth = usual
    late = ck.alive_rules(data, truth, on="2025-12-31")
    count, calendar, clock = late["wrong"]
    assert max(calendar, clock) < count
    inside = ck.alive_rules(data, truth, on="2025-06-15")
    count, calendar, clock = inside["wrong"]
    assert clock < 0.5 * calendar
    assert clock < count
    expected = inside.loc["BG/NBD, weeks of open shops", "expected_alive"]
    assert expected == pytest.approx(inside["truly_alive"].iloc[0], rel=0.05)


def test_the_clock_of_open_shops_takes_the_closure_out_of_ages(usual):
    data, _truth = usual
    usual_weeks = ck.guest_histories(data, on="2025-12-31").set_index("customer_id")
    clock = ck.guest_histories(data, on="2025-12-31", clock="open").set_index("customer_id")
    early = data.guests.loc[data.guests["joined"] < "2025-04-01", "customer_id"]
    late = data.guests.loc[data.guests["joined"] > "2025-06-20", "customer_id"]
    gap = usual_weeks["age_weeks"] - clock["age_weeks"]
    assert np.allclose(gap[late], 0)
    assert gap[early].std() < 1e-9
    # Ten weeks at a fifth of the usual visits: about eight are lost.
    assert gap[early].mean() == pytest.approx(8.0, abs=0.3)
    assert (clock["age_at_last_purchase_weeks"] <= clock["age_weeks"] + 1e-9).all()


# ---------- what is owed


@pytest.mark.parametrize("seed", [11, 12])
def test_censored_breakage_is_near_the_truth_and_the_naive_share_is_not(seed):
    data, truth = rewards_world(4_000, seed=seed, n_households=50)
    table = ck.breakage_estimates(data, truth)
    miss, naive = (table["estimate"] - table["truth"]).abs(), table["naive"] - table["truth"]
    assert (naive > 0.02).all()
    assert (miss < 0.3 * naive).all()
    owed = ck.owed_to_guests(data, truth)
    # Guests differ in pace, which the model does not know: what Stars will cost is read too low.
    off = owed["estimate"] / owed["truth"] - 1
    assert -0.35 < off["Stars"] < 0
    assert abs(off["cards"]) < 0.1
    held = truth.owed("2025-12-31")
    assert owed.loc["Stars", "if_all_used"] == pytest.approx(held.loc["Stars", "held"] / 30, abs=1)
    assert owed.loc["cards", "if_all_used"] == pytest.approx(held.loc["cards, $", "held"])


@pytest.mark.parametrize("through", [None, "2025-03-31"])
def test_three_scenarios_balance_and_more_use_owes_more(world, through):
    data, _truth = world
    rates = {"low": 0.5, "middle": 0.7, "high": 0.95}
    table = ck.redemption_scenarios(data, rates, through=through)
    revenue = table[["from_redemptions", "from_new_estimate", "at_expiry"]].sum(axis=1)
    assert np.allclose(table["deferred"] - revenue, table["closing"], atol=0.005)
    assert table["closing"].is_monotonic_increasing
    assert table["deferred"].is_monotonic_increasing


def test_the_shadow_of_breakage_is_the_margin_of_those_who_left(world):
    data, truth = world
    table = ck.shadow_of_breakage(data, truth, on="2025-06-30", margin=0.5)
    alive = truth.alive("2025-06-30")
    people = truth.guests.set_index("customer_id")
    margin = left = guests = 0.0
    for guest in alive.index[~alive]:
        rows = data.card_loads[
            (data.card_loads["customer_id"] == guest) & (data.card_loads["date"] <= "2025-06-30")
        ]
        sign = np.where(rows["kind"] == "loaded", 1, -1)
        cents = int((sign * np.rint(100 * rows["amount"])).sum())
        if cents:
            guests, left = guests + 1, left + cents / 100
            person = people.loc[guest]
            margin += person["purchase_rate_per_week"] * person["mean_spend"] * 365.25 / 7 * 0.5
    row = table.loc["by the truth"]
    assert row["guests"] == guests
    assert row["left_on_cards"] == pytest.approx(left)
    assert row["margin_a_year"] == pytest.approx(margin)


def test_the_shadow_from_the_tills_needs_no_truth(world):
    data, truth = world
    day, days = pd.Timestamp("2025-10-31"), 100
    row = ck.shadow_of_breakage(data, truth, on=day, silent_days=days).loc["from the tills"]
    everybody = replace(truth, guests=truth.guests.assign(gone=pd.NaT))
    blind = ck.shadow_of_breakage(data, everybody, on=day, silent_days=days)
    assert blind.loc["from the tills"].equals(row)
    assert blind.loc["by the truth", "guests"] == 0
    guests = left = brought = a_year = on_known = 0.0
    for guest, visits in data.visits[data.visits["date"] <= day].groupby("customer_id"):
        rows = data.card_loads[
            (data.card_loads["customer_id"] == guest) & (data.card_loads["date"] <= day)
        ]
        held = round(rows["amount"].where(rows["kind"] == "loaded", -rows["amount"]).sum(), 2)
        if (day - visits["date"].max()).days > days and held > 0:
            guests, left = guests + 1, left + held
            brought += visits["amount"].sum() * truth.margin
            weeks = (visits["date"].max() - visits["date"].min()).days / 7
            if weeks >= 8:
                a_year += visits["amount"].iloc[1:].sum() / weeks * 365.25 / 7 * truth.margin
                on_known += held
    assert row["guests"] == guests
    assert row["left_on_cards"] == pytest.approx(left)
    assert row["margin_brought"] == pytest.approx(brought)
    assert row["brought_per_dollar"] == pytest.approx(brought / left)
    assert row["margin_per_dollar"] == pytest.approx(a_year / on_known)


# ---------- regulars, app, market


@pytest.mark.parametrize("contagion", [0.0, 5.0])
def test_who_left_because_of_the_store_or_of_friends_is_a_second_life_of_the_same(contagion):
    made = {"contagion": contagion, "circle_size": 5, "regular_share": 0.2}
    data, truth = rewards_world(900, seed=8, n_households=30, **made)
    circles = len(data.regulars) // 5
    base = {"seed": 8, "circle_size": 5, "months": 24 - FIRST_MONTH, "monthly_hazard": 0.008}

    def left(**other):
        return int(make_departures(circles, **base, **other)[0]["month_left"].notna().sum())

    really = int(data.regulars["month_left"].notna().sum())
    assert really == left(contagion=contagion, moved_share=0.12)
    assert truth.because_of_store == really - left(contagion=contagion, moved_share=0.0)
    assert truth.because_of_friends == really - left(contagion=0.0, moved_share=0.12)
    assert (truth.because_of_friends == 0) == (contagion == 0)


def test_regulars_come_until_they_leave_and_not_after(world):
    data, truth = world
    last = data.visits.groupby("customer_id")["date"].max()
    gone = truth.guests.set_index("customer_id")["gone"]
    for row in data.regulars.itertuples():
        if pd.isna(row.month_left):
            assert not gone[row.customer_id] <= pd.Timestamp("2025-12-31")
        else:
            first = pd.Timestamp(2025, int(row.month_left), 1)
            assert last[row.customer_id] < first == gone[row.customer_id]
            home = data.guests.set_index("customer_id").loc[row.customer_id, "store_id"]
            closes = data.stores.set_index("store_id").loc[home, "closed_for_good"]
            assert not row.moved_away or closes == pd.Timestamp("2025-01-01")


def test_the_app_panel_knows_the_same_heavy_guests_and_its_effect_can_be_found(usual):
    data, truth = usual
    worth = truth.guests["purchase_rate_per_week"] * truth.guests["mean_spend"]
    assert truth.app.customers["usual_spend"].corr(worth, method="spearman") > 0.9999
    first = data.panel.groupby("customer_id")["app"].first()
    assert first.to_numpy().tolist() == data.guests["app"].tolist()
    merged = data.panel.merge(truth.app.customers, on="customer_id")
    assert (merged["app_x"] == merged["app_y"]).all()
    found = ck.joining_effects(data.panel, starts=13, treated="app").table["change"]
    naive, changes, twins = found
    assert naive > changes > twins
    assert abs(twins - truth.app.effect) < 0.05


def test_the_research_panel_can_be_x_rayed_and_holds_no_contract(usual):
    data, truth = usual
    panel = data.market.rename(columns={"household_id": "customer_id"})
    found = ck.lock_in_xray(panel, months_to_learn=4).barriers.set_index("form")
    true = truth.market.barriers.set_index("form")["money"]
    for form in ("economic", "community"):
        assert found.loc[form, "low"] - 0.3 < true[form] < found.loc[form, "high"] + 0.3
    shares = truth.market.shapley().set_index("form")["share"]
    assert shares["economic"] > shares["community"] > shares["technical"] > 0
    assert shares["contractual"] == 0


# ---------- thresholds


@pytest.mark.parametrize("stars", [200.0, 600.0])
def test_a_threshold_earns_what_simulated_members_earn(usual, stars):
    _data, truth = usual
    terms = TierTerms(benefit=1.0, price_coefficient=0.5, periods_per_week=3, benefit_cost=0.6)
    guests = ck.tier_guests(truth, terms, like_each=1)
    table = ck.tier_thresholds(guests, (stars,), terms, by_type=True)
    alone = guests.assign(members=1)
    periods = 52 * 3
    log = ck.simulate_members(terms.design(stars), alone, 60 * periods, seed=1)
    log = log[log["week"] > 10 * periods]
    years = 50
    for row in guests.itertuples():
        own = log[log["type"] == row.type]
        without = periods / (1 + np.exp(-row.base_utility))
        found = table.loc[(stars, row.type)]
        visits = found["extra_visits"] / row.members + without
        assert len(own) / years == pytest.approx(visits, rel=0.05)
        cost = 0.6 * own["worth"].sum() / years
        assert cost == pytest.approx(found["cost"] / row.members, rel=0.10, abs=0.6)
        anyway = 0.6 * own.loc[own["anyway"], "worth"].sum() / years
        expected = found["paid_for_visits_anyway"] / row.members
        assert anyway == pytest.approx(expected, rel=0.10, abs=0.6)
    assert np.allclose(
        table["profit"], table["margin_gained"] - table["cost"], rtol=1e-9, atol=1e-9
    )


def test_the_best_threshold_is_neither_the_lowest_nor_out_of_reach(usual):
    _data, truth = usual
    guests = ck.tier_guests(truth, like_each=8)
    table = ck.tier_thresholds(guests, (100, 300, 500, 700, 1000, 2500))
    best = table["profit"].idxmax()
    assert 100 < best < 2500
    assert table["cost"].is_monotonic_decreasing
    assert guests["members"].sum() == int(truth.alive("2025-12-31").sum())


# ---------- lists, edges, refusals


def test_every_parameter_is_listed_as_public_or_invented(usual):
    _data, truth = usual
    listed = " ".join(truth.invented.index)
    for name in inspect.signature(rewards_world).parameters:
        assert name == "seed" or name in listed, name
    calls = {
        make_purchases: make_guests,
        make_community_panel: make_app_panel,
        make_departures: _departures,
        make_switching_market: _market,
    }
    for maker, caller in calls.items():
        says = inspect.getsource(caller)
        for one in inspect.signature(maker).parameters.values():
            said = re.search(rf"\b{one.name}=", says) or one.default is inspect.Parameter.empty
            assert bool(said) != (f"{maker.__name__}: {one.name}" in truth.invented.index), one
    figures = truth.calibrations
    assert np.isfinite(figures["reached"]).all()
    reached = figures.loc["members' share of sales, last quarter, %", "reached"]
    assert reached == pytest.approx(51, abs=0.1)


def test_the_world_comes_near_the_public_figures_for_other_seeds():
    for seed in (31, 32):
        _data, truth = rewards_world(seed=seed, n_households=50)
        off = truth.calibrations["difference"].abs()
        assert off.drop("visits a year of the busiest 1% of guests").max() < 6
        as_they_are = truth.calibrations.index.str.startswith("Stars for")
        assert (off[as_they_are] == 0).all()
        assert off["visits a year of the busiest 1% of guests"] < 40
        assert off["money put on cards that is never used, %"] < 0.4


def test_one_guest_nobody_with_a_card_and_everybody_who_leaves_work():
    data, truth = rewards_world(1, seed=1, n_households=20)
    assert len(data.guests) == 1
    assert not len(data.regulars)
    assert truth.departures is None
    assert truth.because_of_friends == 0
    data, truth = rewards_world(30, seed=1, n_households=20, card_share=0.0, never_redeems=1.0)
    assert not len(data.card_loads)
    assert np.isnan(truth.cards.breakage(730))
    assert (ck.card_months(data)[["loaded", "redeemed"]] == 0).all(axis=None)
    assert truth.stars.breakage(730) == 1.0
    with pytest.raises(InputError, match="No card"):
        ck.card_ledger(data)
    leave = BGNBDProcess(r=3.0, alpha=1.0, a=50.0, b=0.1)
    data, truth = rewards_world(60, seed=2, n_households=20, visits=leave)
    assert truth.alive("2025-12-31").mean() < 0.2
    early = truth.guests["gone"].notna().mean()
    assert early == 1.0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"n_customers": 0}, "n_customers"),
        ({"n_stores": 1}, "n_stores"),
        ({"closure_week": 100, "closure_weeks": 20}, "inside the record"),
        ({"closure_weeks": 1.5}, "closure_weeks"),
        ({"visits_in_closure": 1.2}, "visits_in_closure"),
        ({"never_redeems": -0.1}, "never_redeems"),
        ({"reward_mix": {25: 0.5}}, "sum to 1"),
        ({"reward_mix": {70: 1.0}}, "Stars of a reward"),
        ({"load_mix": {0: 1.0}}, "load_mix"),
        ({"app_share": 0.0}, "app_share"),
        ({"left_with_store": 1.0}, "left_with_store"),
        ({"circle_size": 1}, "circle_size"),
        ({"margin": float("nan")}, "margin"),
        ({"n_households": 3}, "n_households"),
        ({"seed": -1}, "seed"),
        ({"contagion": -1.0}, "contagion"),
        ({"monthly_hazard": 0.0}, "monthly_hazard"),
        ({"usual_spend": 0.0}, "usual_spend"),
        ({"visits": ParetoNBDProcess()}, "BGNBDProcess"),
        ({"point_value": -1.0}, "point_value"),
    ],
)
def test_senseless_parameters_are_refused_in_words(wrong, said):
    made = {"n_customers": 60, "seed": 1, "n_households": 20} | wrong
    with pytest.raises(InputError, match=said):
        rewards_world(made.pop("n_customers"), **made)


def test_days_outside_the_record_are_refused_in_words():
    data, truth = rewards_world(20, seed=1, n_households=20)
    for ask in (truth.alive, truth.owed):
        with pytest.raises(InputError, match="2025-12-31"):
            ask("2026-01-01")
    with pytest.raises(InputError, match="no date"):
        truth.alive("soon")
    with pytest.raises(InputError, match="calendar"):
        ck.guest_histories(data, on="2025-01-01", clock="moon")
    with pytest.raises(InputError, match="share"):
        ck.redemption_scenarios(data, {"none": 0.0})
    with pytest.raises(InputError, match="benefit"):
        replace(TierTerms(), benefit=-1.0)
