"""The member who looks ahead: against other ways to the same numbers, and what must hold."""

import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from casekit.errors import InputError
from casekit.generators.programmes.designs import Member, StampCard
from casekit.models.programmes import solve_member

HEAVY, LIGHT = Member(1.0), Member(-1.5)


def iterate(u, b, rewards, accuracy=1e-13):
    """Solve a card by plain value iteration; error at most accuracy * b / (1 - b)."""
    V = np.zeros(len(rewards))
    while True:
        new = np.logaddexp(u + b * (rewards + np.append(V[1:], V[0])), b * V)
        gap = np.abs(new - V).max()
        V = new
        if gap <= accuracy * max(1.0, np.abs(V).max()):
            return V


def test_the_papers_example_comes_out():
    both = solve_member(StampCard(slots=10, reward=3.0), {"heavy": HEAVY, "light": LIGHT})
    assert both.incentive[:, 9].round(2).tolist() == [0.33, 0.41]
    assert both.switching_cost[:, 9].round(2).tolist() == [2.66, 2.58]
    # Light and heavy order differently, and so must never be mixed.
    assert both.incentive[0, 9] < both.incentive[1, 9]
    assert both.switching_cost[0, 9] > both.switching_cost[1, 9]


def every_path(u, b, reward, slots, k, weeks):
    """Give the value of `weeks` more weeks by walking down every path, each on its own."""
    if weeks == 0:
        return 0.0
    stay = b * every_path(u, b, reward, slots, k, weeks - 1)
    full = k + 1 == slots
    further = every_path(u, b, reward, slots, 0 if full else k + 1, weeks - 1)
    return np.logaddexp(u + b * ((reward if full else 0.0) + further), stay)


@pytest.mark.parametrize(("u", "slots", "reward"), [(1.0, 2, 3.0), (-1.5, 3, 2.0), (0.0, 1, 4.0)])
def test_a_tiny_card_is_worth_what_all_its_paths_are(u, slots, reward):
    b, weeks = 0.1, 12
    solved = solve_member(StampCard(slots, reward), Member(u, 1.0, b))
    paths = [every_path(u, b, reward, slots, k, weeks) for k in range(slots)]
    # What lies beyond the last week is worth less than 1e-11.
    assert solved.value == pytest.approx(paths, abs=1e-11)


@pytest.mark.parametrize("b", [0.3, 0.9, 0.98])
@pytest.mark.parametrize("u", [-6.0, -1.5, 0.0, 4.0])
@pytest.mark.parametrize(("slots", "reward"), [(1, 2.0), (5, 0.3), (12, 40.0)])
def test_value_iteration_agrees(u, b, slots, reward):
    solved = solve_member(StampCard(slots, reward), Member(u, 1.0, b))
    rewards = np.append(np.zeros(slots - 1), reward)
    V = iterate(u, b, rewards)
    # What value iteration itself may be off by.
    assert solved.value == pytest.approx(V, rel=0, abs=2e-13 * max(1.0, V.max()) / (1 - b))
    assert solved.incentive == pytest.approx(b * (rewards + np.append(V[1:], V[0]) - V), abs=1e-9)


def test_early_rewards_agree_with_value_iteration():
    card = StampCard(8, 3.0, early_rewards={3: 1.0, 6: 0.5})
    rewards = np.array([0, 0, 1.0, 0, 0, 0.5, 0, 3.0])
    V = iterate(-1.0, 0.97, rewards)
    solved = solve_member(card, Member(-1.0, 1.0, 0.97))
    assert solved.value == pytest.approx(V, rel=1e-11)
    assert solved.switching_cost == pytest.approx(V - V[0], abs=1e-9)


def test_the_value_is_the_mean_of_lives_with_centred_shocks():
    # Settles the normalisation: shocks of scale 1 with mean 0, reward a week after the visit.
    member, card, lives, weeks = Member(-0.5, 2.0, 0.8), StampCard(3, 1.0), 20_000, 80
    solved = solve_member(card, member)
    rng = np.random.default_rng(1)
    k, earned, waiting = np.zeros(lives, int), np.zeros(lives), np.zeros(lives)
    further = member.discount_factor * (
        np.append(solved.value[1:], 2.0 + solved.value[0]) - solved.value
    )
    for week in range(weeks):
        earned += member.discount_factor**week * waiting
        shocks = rng.gumbel(size=(2, lives)) - np.euler_gamma
        comes = member.base_utility + further[k] + shocks[1] > shocks[0]
        got = np.where(comes, member.base_utility + shocks[1], shocks[0])
        earned += member.discount_factor**week * got
        waiting = np.where(comes & (k == 2), 2.0, 0.0)
        k = np.where(comes, (k + 1) % 3, k)
    error = earned.std() / np.sqrt(lives)
    assert abs(earned.mean() - solved.value[0]) < 4 * error
    assert error < 0.02 * solved.value[0]


cards = st.builds(
    StampCard, slots=st.integers(1, 40), reward=st.floats(0.0, 1e4, allow_subnormal=False)
)
people = st.builds(
    Member,
    base_utility=st.floats(-30, 30),
    price_coefficient=st.floats(0.01, 10),
    discount_factor=st.floats(0, 0.9999),
)


@settings(max_examples=200, deadline=None)
@given(cards, people)
def test_every_card_solves_its_equation_and_rises_with_stamps(card, member):
    solved = solve_member(card, member)
    V, b, u = solved.value, member.discount_factor, member.base_utility
    reward = np.append(np.zeros(card.slots - 1), member.price_coefficient * card.reward)
    again = np.logaddexp(u + b * (reward + np.append(V[1:], V[0])), b * V)
    assert again == pytest.approx(V, rel=1e-11, abs=1e-11)
    size = 1e-9 * (1 + reward[-1])
    assert (solved.incentive >= 0).all()
    # Equal to rounding where a member comes in any case; never falling.
    assert (np.diff(solved.incentive) >= -size).all()
    assert (np.diff(V) >= -1e-11 * np.abs(V).max()).all()
    assert solved.incentive.sum() == pytest.approx(b * reward[-1], rel=1e-9, abs=1e-12)
    assert solved.visits_per_week >= solved.chance_without - 1e-12
    assert solved.time_share.sum() == pytest.approx(1)
    assert np.isfinite(solved.table().to_numpy()).all()


@settings(max_examples=100, deadline=None)
@given(cards, people, st.floats(1.0, 10.0))
def test_more_reward_never_hurts_the_member(card, member, more):
    richer = StampCard(card.slots, card.reward * more)
    less, greater = solve_member(card, member), solve_member(richer, member)
    assert (greater.value >= less.value * (1 - 1e-11) - 1e-11).all()
    assert (greater.incentive >= less.incentive - 1e-9 * (1 + member.price_coefficient)).all()


@settings(max_examples=60, deadline=None)
@given(cards, people, st.integers(1, 8))
def test_a_head_start_on_every_card_is_a_shorter_card(card, member, given_stamps):
    longer = StampCard(card.slots + given_stamps, card.reward, given=given_stamps)
    started, shorter = solve_member(longer, member), solve_member(card, member)
    assert started.incentive == pytest.approx(shorter.incentive)
    assert started.stamps.tolist() == (shorter.stamps + given_stamps).tolist()
    assert started.rewards_per_week == pytest.approx(shorter.rewards_per_week)


def test_a_head_start_on_the_first_card_is_the_tail_of_a_longer_card():
    card = StampCard(12, 3.0, given=2, first_card_only=True)
    once, never = solve_member(card, LIGHT), solve_member(StampCard(12, 3.0), LIGHT)
    assert once.value.tolist() == never.value.tolist()
    assert (once.solved.start, never.solved.start) == (2, 0)


def test_who_never_looks_ahead_gets_no_incentive():
    solved = solve_member(StampCard(), Member(-1.0, 1.0, 0.0))
    assert (solved.incentive == 0).all()
    assert (solved.switching_cost == 0).all()
    assert solved.visits_per_week == pytest.approx(expit(-1.0))
    faint = solve_member(StampCard(), Member(-1.0, 1.0, 1e-6))
    assert 0 < faint.incentive.max() <= 3e-6


def test_the_most_patient_take_a_card_for_a_price_cut_on_every_visit():
    for u in (-2.0, 0.0, 3.0):
        solved = solve_member(StampCard(10, 3.0), Member(u, 1.0, 1 - 1e-9))
        assert solved.incentive == pytest.approx(0.3, abs=1e-6)


def test_frequent_members_incentives_hardly_move_with_their_stamps():
    # Hartmann & Viard: who comes in any case feels no stamps; the rare member feels the last.
    utilities = [4.0, 1.0, -1.5, -4.0]
    solved = solve_member(StampCard(), [Member(u) for u in utilities])
    rise = solved.incentive[:, -1] / solved.incentive[:, 0]
    assert (np.diff(rise) > 0).all()
    assert rise[0] < 1.25
    assert rise[-1] > 10


def test_money_is_utility_by_the_price_coefficient():
    plain, dear = solve_member(StampCard(10, 3.0), LIGHT), Member(-1.5, 2.0)
    solved = solve_member(StampCard(10, 1.5), dear)
    assert solved.incentive == pytest.approx(plain.incentive)
    assert solved.incentive_money == pytest.approx(plain.incentive / 2)
    assert solved.switching_cost_money == pytest.approx(plain.switching_cost / 2)


@pytest.mark.parametrize("u", [-800.0, -50.0, -5.0, 0.0, 50.0, 800.0])
@pytest.mark.parametrize("b", [0.0, 1e-9, 0.5, 0.98, 0.9999, 1 - 1e-12])
@pytest.mark.parametrize("reward", [0.0, 1e-6, 3.0, 1e3, 1e7])
def test_the_extremes_keep_their_digits(u, b, reward):
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        solved = solve_member(StampCard(100, reward), Member(u, 1.0, b))
    d = solved.incentive
    assert d.sum() == pytest.approx(b * reward, rel=1e-9)
    assert (np.diff(d) >= -1e-9 * d.max()).all()
    # Neighbours' surplus differs by (1 - b) / b times the incentive: Bellman, free of large values.
    surplus = np.logaddexp(0.0, u + d)
    if b:
        gap = np.diff(surplus) - (1 - b) / b * d[:-1]
        assert np.abs(gap).max() <= 1e-12 * (1 + np.abs(u) + reward)
    assert np.isfinite(solved.switching_cost).all()
    assert 0 <= solved.visits_per_week <= 1


def test_tiny_incentives_are_true_to_their_own_size():
    d = solve_member(StampCard(30, 3.0), Member(-12.0, 1.0, 0.9)).incentive
    # Far from the reward, each stamp multiplies the incentive by 1 + (1 - b) / (b p).
    factor = 1 + (0.1 / 0.9) / expit(-12.0)
    assert d[0] < 1e-100
    assert d[1:20] / d[:19] == pytest.approx(factor, rel=1e-9)


def test_many_members_are_solved_as_each_alone():
    rng = np.random.default_rng(2)
    crowd = [
        Member(u, p, b)
        for u, p, b in zip(
            rng.normal(-1, 3, 50), rng.uniform(0.1, 3, 50), rng.uniform(0, 0.9999, 50), strict=True
        )
    ]
    together = solve_member(StampCard(7, 2.0), crowd)
    for place, one in enumerate(crowd):
        alone = solve_member(StampCard(7, 2.0), one)
        assert together.incentive[place] == pytest.approx(alone.incentive, rel=1e-9, abs=1e-15)
        assert together.visits_per_week[place] == pytest.approx(alone.visits_per_week)


def test_a_table_with_wrong_values_is_told_how_many():
    table = pd.DataFrame({"base_utility": [1.0, np.nan, np.nan]})
    with pytest.raises(InputError, match=r"'base_utility'.*2 are not"):
        solve_member(StampCard(), table)
    with pytest.raises(InputError, match="must hold numbers"):
        solve_member(StampCard(), pd.DataFrame({"base_utility": ["a", "b"]}))


def test_ten_thousand_members_are_solved_well_within_a_second():
    table = pd.DataFrame({"base_utility": np.random.default_rng(1).normal(-0.5, 1.5, 10_000)})
    begun = time.process_time()
    solved = solve_member(StampCard(), table)
    assert time.process_time() - begun < 1
    assert solved.incentive.shape == (10_000, 10)


def test_what_makes_no_member_or_card_is_refused_in_words():
    for wrong in (
        lambda: Member(float("nan")),
        lambda: Member(0.0, 0.0),
        lambda: Member(0.0, 1.0, 1.0),
        lambda: Member(0.0, 1.0, -0.1),
        lambda: StampCard(0),
        lambda: StampCard(2.5),
        lambda: StampCard(10, -1.0),
        lambda: StampCard(10, float("inf")),
        lambda: StampCard(10, 1.0, given=10),
        lambda: StampCard(10, 1.0, given=2, early_rewards={2: 1.0}),
        lambda: StampCard(10, 1.0, early_rewards={10: 1.0}),
        lambda: StampCard(10, 1.0, early_rewards=5),
        lambda: StampCard(10, 1.0, early_rewards={5: -1.0}),
        lambda: StampCard(10, 1.0, expires_after_weeks=0),
        lambda: solve_member(StampCard(), []),
        lambda: solve_member(StampCard(), "heavy"),
        lambda: solve_member(StampCard(), [1.0]),
    ):
        with pytest.raises(InputError):
            wrong()
