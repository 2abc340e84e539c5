"""Cards that expire, points by the dollar and tiers: against plain value iteration and lives."""

import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from casekit.errors import InputError
from casekit.generators.programmes import simulate_members
from casekit.generators.programmes.designs import (
    Member,
    PointsProgramme,
    StampCard,
    TierProgramme,
    read_members,
)
from casekit.models.programmes import programme_outcome, solve_member

FOUR = {
    "heavy": Member(1.0),
    "light": Member(-1.5),
    "rare": Member(-5.0, 2.0, 0.9),
    "patient": Member(-1.0, 1.0, 0.9999),
    "myopic": Member(0.0, 1.0, 0.0),
}


def by_iteration(member, solved):
    """Solve a programme's own states by plain value iteration."""
    on, off, chance = solved.next_if_visit, solved.next_if_not, solved.outcome_chance
    gift, b = member.price_coefficient * solved.worth, member.discount_factor
    V = np.zeros(len(off))
    while True:
        new = np.logaddexp(member.base_utility + b * ((gift + V[on]) @ chance), b * V[off])
        if np.abs(new - V).max() < 1e-13 * max(1.0, np.abs(V).max()):
            return V
        V = new


# Cards that expire


@pytest.mark.parametrize("weeks", [1, 3, 12, 40])
@pytest.mark.parametrize("name", ["heavy", "light", "rare", "myopic"])
def test_a_card_that_expires_agrees_with_value_iteration(weeks, name):
    member = FOUR[name]
    card = StampCard(6, 3.0, given=1, early_rewards={3: 0.5}, expires_after_weeks=weeks)
    solved = solve_member(card, member)
    V = by_iteration(member, solved.solved)
    room = 1e-12 * max(1.0, V.max()) / (1 - member.discount_factor)
    assert solved.value == pytest.approx(V, rel=0, abs=room)
    assert solved.switching_cost == pytest.approx(V - V[0], rel=0, abs=room)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 12),
    st.integers(1, 30),
    st.floats(0.0, 1e4),
    st.floats(-30, 30),
    st.floats(0, 0.9999),
)
def test_a_dated_card_solves_its_equation_at_any_size(slots, weeks, reward, u, b):
    card = StampCard(slots, reward, expires_after_weeks=weeks)
    solved = solve_member(card, Member(u, 1.0, b)).solved
    V = solved.value[:, 0]
    come = u + b * (solved.worth[:, 0] + V[solved.next_if_visit[:, 0]])
    again = np.logaddexp(come, b * V[solved.next_if_not])
    assert again == pytest.approx(V, rel=1e-10, abs=1e-10)
    # A stamp never takes anything away, however little time is left.
    assert (solved.incentive >= -1e-9 * reward).all()
    assert solved.time.sum() == pytest.approx(1)


@pytest.mark.parametrize("u", [-700.0, -30.0, 0.0, 700.0])
@pytest.mark.parametrize("b", [0.0, 1e-9, 0.9, 0.9999])
@pytest.mark.parametrize("worth", [0.0, 1e-6, 2.0, 1e5])
def test_the_extremes_settle_at_once(u, b, worth):
    # Tiny rewards beside large utilities: a scale of its own for each, so nothing keeps rounding.
    designs = (
        StampCard(8, worth, expires_after_weeks=15),
        PointsProgramme(1.0, 30, worth, {4.0: 0.5, 7.0: 0.5}),
        TierProgramme((30.0,), (0.0, worth), 6.0, weeks=10),
    )
    for design in designs:
        begun = time.process_time()
        solved = solve_member(design, Member(u, 1.0, b)).solved
        assert time.process_time() - begun < 1
        assert np.isfinite(solved.incentive).all()
        assert (solved.incentive >= -1e-9 * worth).all()
        assert (solved.incentive <= worth * 25 * (1 + 1e-9)).all()
        # Bellman, of what is over the value without a programme.
        V = solved.relative[:, 0]
        stay, offered = V[solved.next_if_not], V[solved.next_if_visit] @ solved.outcome_chance
        paid = solved.worth @ solved.outcome_chance
        now = paid if isinstance(design, TierProgramme) else b * paid
        assert solved.incentive[:, 0] == pytest.approx(
            now + b * (offered - stay), rel=1e-9, abs=1e-9 * worth
        )


def test_a_card_with_time_to_spare_is_one_without_a_date():
    often = {name: member for name, member in FOUR.items() if name != "rare"}
    plain = solve_member(StampCard(5, 3.0), often)
    dated = solve_member(StampCard(5, 3.0, expires_after_weeks=500), often)
    assert dated.visits_per_week == pytest.approx(plain.visits_per_week, rel=1e-9)
    assert dated.value[:, 0] == pytest.approx(plain.value[:, 0], rel=1e-9)
    # The clock stands still on a card without an earned stamp.
    assert dated.states["weeks_left"][0] == 0


def test_one_visit_fills_a_card_of_one_slot_before_any_date():
    plain, dated = StampCard(1, 2.0), StampCard(1, 2.0, expires_after_weeks=1)
    assert solve_member(dated, FOUR).value == pytest.approx(solve_member(plain, FOUR).value)


def test_a_date_never_pleases_a_member_but_makes_some_hurry():
    plain = solve_member(StampCard(), FOUR)
    dated = solve_member(StampCard(expires_after_weeks=26), FOUR)
    assert (dated.value[:, 0] <= plain.value[:, 0] + 1e-12).all()
    visits = dict(zip(FOUR, dated.visits_per_week - plain.visits_per_week, strict=True))
    assert visits["patient"] > 0.01
    assert visits["rare"] < 0
    rewards = dict(zip(FOUR, dated.rewards_per_week / plain.rewards_per_week, strict=True))
    assert rewards["light"] < 0.5
    # Hurrying can earn more rewards than the date takes away.
    assert rewards["patient"] > 1


# Points


def test_points_at_one_price_are_a_stamp_card():
    card, points = solve_member(StampCard(10, 3.0), FOUR), PointsProgramme(1.0, 60, 3.0, 6.0)
    solved = solve_member(points, FOUR)
    assert solved.stamps.tolist() == (6 * card.stamps).tolist()
    assert solved.incentive == pytest.approx(card.incentive, abs=1e-12)
    assert solved.value == pytest.approx(card.value)
    assert solved.rewards_per_week == pytest.approx(card.rewards_per_week)


@pytest.mark.parametrize(
    ("needed", "baskets"),
    [
        (20, {0.5: 0.2, 3.0: 0.5, 8.0: 0.3}),
        (20, {7.0: 0.5, 30.0: 0.5}),
        (12, {5.0: 1.0}),
        (1, {4.0: 1.0}),
        (20, {1.0: 0.9, 100.0: 0.1}),
    ],
)
@pytest.mark.parametrize("name", ["heavy", "light", "rare", "myopic"])
def test_points_agree_with_value_iteration(needed, baskets, name):
    member, programme = FOUR[name], PointsProgramme(1.0, needed, 3.0, baskets)
    solved = solve_member(programme, member)
    V = by_iteration(member, solved.solved)
    room = 1e-12 * max(1.0, V.max()) / (1 - member.discount_factor)
    assert solved.value == pytest.approx(V, rel=0, abs=room)
    assert solved.solved.time.sum() == pytest.approx(1)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 80),
    st.floats(0.0, 1e4),
    st.lists(st.floats(1.0, 60.0), min_size=1, max_size=4),
    st.floats(-25, 25),
    st.floats(0, 0.9999),
)
def test_points_solve_their_equation_at_any_size(needed, reward, baskets, u, b):
    chance = 1 / len(baskets)
    programme = PointsProgramme(1.0, needed, reward, tuple((d, chance) for d in baskets))
    solved = solve_member(programme, Member(u, 1.0, b)).solved
    V = solved.value[:, 0]
    after = (solved.worth + V[solved.next_if_visit]) @ solved.outcome_chance
    again = np.logaddexp(u + b * after, b * V)
    assert again == pytest.approx(V, rel=1e-9, abs=1e-9)
    assert (solved.incentive >= 0).all()
    assert solved.time.sum() == pytest.approx(1)


def test_the_reward_rate_of_real_tiers_comes_out():
    # Starbucks from 10 March 2026: 60 Stars for 2 dollars off; 1, 1.2 and 1.7 Stars a dollar.
    rates = [
        programme_outcome(
            PointsProgramme(rate, 60, 2.0), FOUR, margin=2.0, reward_cost=0.5, visit_price=10.0
        ).reward_rate
        for rate in (1.0, 1.2, 1.7)
    ]
    assert np.round(100 * np.array(rates), 2).tolist() == [3.33, 4.0, 5.67]


# Tiers


def plain_tiers(u, price, b, programme):
    """Solve tiers by plain loops over years, weeks, visits and statuses."""
    needed, benefits = programme.visits_needed, programme.benefits

    def tier(visits):
        return sum(visits >= n for n in needed)

    weeks, statuses = programme.weeks, range(len(benefits))
    start = dict.fromkeys(statuses, 0.0)
    while True:
        V = {(weeks, n, s): start[tier(n)] for n in range(weeks + 1) for s in statuses}
        for t in range(weeks - 1, -1, -1):
            for n in range(t + 1):
                for s in statuses:
                    come = u + price * benefits[max(s, tier(n))] + b * V[t + 1, n + 1, s]
                    V[t, n, s] = np.logaddexp(come, b * V[t + 1, n, s])
        if max(abs(V[0, 0, s] - start[s]) for s in statuses) < 1e-12:
            return V
        start = {s: V[0, 0, s] for s in statuses}


@pytest.mark.parametrize("name", ["heavy", "light", "rare", "myopic"])
def test_tiers_agree_with_plain_loops(name):
    programme = TierProgramme((12.0, 30.0), (0.1, 0.4, 1.0), visit_price=6.0, weeks=8)
    member = FOUR[name]
    table = solve_member(programme, member).table()
    V = plain_tiers(
        member.base_utility, member.price_coefficient, member.discount_factor, programme
    )
    # The plain loops count visits past the highest threshold; the states do not.
    for row in table.itertuples():
        value = V[row.week - 1, row.visits_this_year, row.status]
        assert row.value == pytest.approx(value, rel=1e-9, abs=1e-9)


def test_equal_benefits_are_a_price_cut_and_no_tiers():
    programme = TierProgramme((60.0,), (0.5, 0.5), visit_price=6.0, weeks=26)
    solved = solve_member(programme, FOUR)
    prices = read_members(FOUR).price_coefficient
    base = read_members(FOUR).base_utility
    assert solved.visits_per_week == pytest.approx(expit(base + 0.5 * prices))
    assert solved.switching_cost == pytest.approx(0.0, abs=1e-9)


def test_a_tier_out_of_reach_moves_nobody():
    programme = TierProgramme((6000.0,), (0.0, 5.0), visit_price=6.0, weeks=20)
    solved = solve_member(programme, FOUR)
    assert (solved.solved.long_run() == 0).all()


def test_a_status_that_is_all_but_never_lost_keeps_its_digits():
    # With the status a member comes 3 weeks of 3, without it hardly ever: a year earns or loses it
    # with chances far below what 1 - p can hold.
    programme = TierProgramme((18.0,), (0.0, 80.0), 6.0, weeks=3)
    solved = solve_member(programme, Member(-40.0, 1.0, 0.0)).solved
    gain, lose = 3 * -40.0, np.log(3) - 40.0
    status = solved.states["status"]
    share = solved.time[status == 1].sum()
    assert share == pytest.approx(np.exp(gain - lose), rel=1e-9)


def test_members_strive_before_a_threshold_and_rest_behind_it():
    table = solve_member(TierProgramme((120.0,), (0.0, 1.0), 6.0), FOUR["light"]).table()
    late = table[(table["week"] == 50) & (table["status"] == 0)].set_index("visits_this_year")
    chance = late["buying_chance"]
    assert chance[18] > 1.5 * chance[10]
    assert chance[10] == pytest.approx(expit(-1.5), abs=0.01)


def test_a_top_tier_adds_to_the_heavy_alone():
    both = {name: FOUR[name] for name in ("heavy", "light")}
    outcome = programme_outcome(
        TierProgramme((240.0,), (0.0, 1.0), 6.0), both, margin=2.0, reward_cost=0.5
    )
    assert outcome.table["share_of_rewards"].round(2).tolist() == [1.0, 0.0, 1.0]


def test_patience_near_one_is_solved_for_tiers_too():
    programme = TierProgramme((12.0,), (0.0, 1.0), 6.0, weeks=8)
    member = Member(-1.0, 1.0, 0.99999)
    solved = solve_member(programme, member).solved
    V = solved.value[:, 0]
    come = -1.0 + solved.worth[:, 0] + 0.99999 * V[solved.next_if_visit[:, 0]]
    again = np.logaddexp(come, 0.99999 * V[solved.next_if_not])
    assert again == pytest.approx(V, rel=1e-12)


# All of them


@pytest.mark.parametrize(
    "design",
    [
        StampCard(6, 3.0),
        StampCard(6, 3.0, given=1, early_rewards={3: 1.0}),
        StampCard(6, 3.0, expires_after_weeks=10),
        PointsProgramme(1.0, 20, 3.0, {3.0: 0.5, 8.0: 0.5}),
        TierProgramme((30.0, 90.0), (0.1, 0.5, 1.0), 6.0, weeks=26),
    ],
    ids=lambda design: type(design).__name__,
)
def test_a_long_life_agrees_with_the_solution(design):
    weeks, copies = 26 * 300, 40
    crowd = pd.DataFrame(
        [
            (name, m.base_utility, m.price_coefficient, m.discount_factor)
            for name, m in FOUR.items()
            for _copy in range(copies)
        ],
        columns=["type", "base_utility", "price_coefficient", "discount_factor"],
    )
    solved = solve_member(design, FOUR)
    visits = simulate_members(design, crowd, weeks, seed=1)
    each = visits.groupby("type", sort=False)
    lived = weeks * copies
    # Six standard errors of free draws: visits of neighbouring weeks hang together little.
    room = 6 * np.sqrt(0.25 / lived)

    def a_week(sums):
        return (sums / lived).reindex(list(FOUR)).to_numpy(dtype=float)

    assert a_week(each.size()) == pytest.approx(solved.visits_per_week, abs=room)
    assert a_week(each["worth"].sum()) == pytest.approx(solved.worth_per_week, abs=3 * room)
    assert a_week(each["rewards"].sum()) == pytest.approx(solved.rewards_per_week, abs=room)
    assert a_week(each["anyway"].sum()) == pytest.approx(solved.chance_without, abs=room)


def test_what_makes_no_programme_is_refused_in_words():
    for wrong in (
        lambda: PointsProgramme(0.0),
        lambda: PointsProgramme(1.0, 0),
        lambda: PointsProgramme(1.0, 60, -1.0),
        lambda: PointsProgramme(1.0, 60, 1.0, 0.5),
        lambda: PointsProgramme(1.0, 60, 1.0, {4.0: 0.5, 6.0: 0.4}),
        lambda: TierProgramme((100.0,), (0.0, 1.0), visit_price=0.0),
        lambda: TierProgramme((200.0, 100.0), (0.0, 1.0, 2.0)),
        lambda: TierProgramme((100.0,), (1.0, 0.0)),
        lambda: TierProgramme((100.0,), (0.0,)),
        lambda: TierProgramme((0.0,), (0.0, 1.0)),
        lambda: TierProgramme((100.0,), (0.0, 1.0), weeks=0),
        lambda: solve_member(TierProgramme(), pd.DataFrame({"price_coefficient": [1.0]})),
    ):
        with pytest.raises(InputError):
            wrong()
