"""Community lock-in measured: against the truth, by hand, and against another implementation."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.generators.community import (
    make_adviser_departures,
    make_community_panel,
    make_departures,
    make_friend_circles,
)
from casekit.models.community import (
    FriendsLeave,
    compare_friends_of_movers,
    draw_first_leavers,
    joining_effects,
    loss_after_departure,
    margin_from_joining,
    match_on_history,
)
from casekit.models.experiments import difference_in_differences, event_study

PLAIN = {"unit": "customer_id", "time": "month", "treated": "member", "starts": 13}


def with_logs(panel):
    return panel.assign(log_spend=np.log(panel["spend"]))


@pytest.fixture(scope="module")
def community():
    return make_community_panel(8_000, seed=6)


@pytest.fixture(scope="module")
def effects(community):
    return joining_effects(community[0], starts=13)


def test_naive_is_near_sixty_plain_near_seventeen_and_twins_near_the_true_ten(community, effects):
    naive, plain, twins = effects.table["change"]
    assert naive == pytest.approx(0.60, abs=0.08)
    assert plain == pytest.approx(0.17, abs=0.03)
    assert twins == pytest.approx(community[1].effect, abs=0.02)


def change_of(panel, matched=None):
    """Compute both differences of log changes from means, without a regression."""
    logs = np.log(panel.set_index(["customer_id", "month"])["spend"]).unstack()
    change = logs.loc[:, 13:].mean(axis=1) - logs.loc[:, :12].mean(axis=1)
    member = panel.groupby("customer_id")["member"].first()
    if matched is None:
        return change[member].mean() - change[~member].mean()
    pairs = matched.pairs
    twins = change[pairs["customer_id_twin"]].mean()
    return change[pairs["customer_id_joined"]].mean() - twins


def test_regressions_agree_with_differences_of_means(community, effects):
    plain, twins = np.log1p(effects.table["change"].iloc[1:])
    assert plain == pytest.approx(change_of(community[0]), abs=1e-9)
    assert twins == pytest.approx(change_of(community[0], effects.matched), abs=1e-9)


def test_on_average_over_draws_twins_find_the_truth_and_the_plain_change_does_not():
    plain, twins, truths = [], [], []
    for seed in range(12):
        panel, truth = make_community_panel(4_000, seed=seed)
        logs = with_logs(panel)
        plain.append(change_of(panel))
        twins.append(change_of(panel, match_on_history(logs, "log_spend", **PLAIN)))
        truths.append(np.log1p(truth.effect))
    error = np.std(np.array(twins) - truths) / np.sqrt(len(twins))
    assert abs(np.mean(twins) - np.mean(truths)) < 3 * error
    assert np.mean(plain) - np.mean(truths) > 0.04


def test_intervals_of_twins_hold_the_truth_about_as_often_as_they_say():
    held = []
    for seed in range(100):
        panel, truth = make_community_panel(1_500, seed=seed)
        row = joining_effects(panel, starts=13).table.iloc[2]
        held.append(row["low"] <= truth.effect <= row["high"])
    # 100 draws: a right interval holds the truth in 87 to 99 of them, 99 times in 100 or more.
    assert 87 <= sum(held) <= 99


def test_twins_are_balanced_where_all_others_are_not(effects):
    balance = effects.matched.balance
    assert (balance["gap to all others"].abs() > 0.3).all()
    assert (balance["gap to twins"].abs() < 0.05).all()


def test_balance_is_shown_in_money_and_the_gaps_stay_in_standard_deviations(community, effects):
    panel, _truth = community
    lately = with_logs(panel[panel["month"].between(9, 12) & panel["member"]])
    typical = np.exp(lately["log_spend"].mean())
    assert effects.balance["joined"].iloc[1] == pytest.approx(typical)
    gaps = ["gap to all others", "gap to twins"]
    pd.testing.assert_frame_equal(effects.balance[gaps], effects.matched.balance[gaps])


def true_margin(panel, truth, margin=0.4):
    members = panel.loc[panel["member"], "customer_id"].nunique()
    return members * 12 * margin * truth.extra_spend_per_month


def test_margin_by_kind_is_the_sum_over_kinds_of_what_is_due_to_joining(community):
    panel, _truth = community
    found = margin_from_joining(panel, starts=13, margin=0.4, by="posts")
    after = panel[(panel["month"] >= 13) & panel["member"]]
    spend = after.groupby("posts")["spend"].sum() / 12
    change = joining_effects(panel, starts=13, by="posts").table["change"].iloc[3:].to_numpy()
    by_hand = 12 * 0.4 * (spend.to_numpy() * change / (1 + change)).sum()
    assert found["margin"].iloc[2] == pytest.approx(by_hand)
    everybody = panel[panel["month"] >= 13].groupby("member")["spend"].mean()
    members = panel.loc[panel["member"], "customer_id"].nunique()
    naive = members * 12 * 0.4 * (everybody[True] - everybody[False])
    assert found["margin"].iloc[0] == pytest.approx(naive)


def test_margin_of_twins_is_right_on_average_and_its_intervals_hold_the_truth():
    ratios, held = [], []
    for seed in range(30):
        panel, truth = make_community_panel(2_000, seed=seed)
        row = margin_from_joining(panel, starts=13, margin=0.4, by="posts").iloc[2]
        ratios.append(row["margin"] / true_margin(panel, truth))
        held.append(row["low"] <= true_margin(panel, truth) <= row["high"])
    assert abs(np.mean(ratios) - 1) < 3 * np.std(ratios) / np.sqrt(len(ratios))
    # A right interval of 95% holds the truth in 25 or more of 30 draws, 99 times in 100.
    assert sum(held) >= 25


def test_the_gap_rises_before_joining_against_others_and_not_against_twins(effects):
    plain, twins = (effects.gap_by_month(study) for study in (effects.plain, effects.twins))
    assert plain["estimate"].loc[-12:-9].mean() == pytest.approx(0, abs=1e-3)
    assert plain["lower"].loc[-1] > 0.02
    assert twins["lower"].loc[-1] < 0 < twins["upper"].loc[-1]
    assert effects.plain.pre_trend_test().p_value < 0.001
    assert effects.twins.pre_trend_test().p_value > 0.05


def test_the_gap_by_month_is_the_difference_of_group_means(community, effects):
    panel, _truth = community
    gap = with_logs(panel).groupby(["month", "member"])["log_spend"].mean().unstack()
    gap = gap[True] - gap[False]
    expected = np.expm1(gap - gap.loc[1:4].mean()).to_numpy()
    assert effects.gap_by_month(effects.plain)["estimate"].to_numpy() == pytest.approx(expected)


def test_twins_by_level_alone_still_miss_the_truth():
    errors = []
    for seed in range(10):
        panel, truth = make_community_panel(8_000, seed=seed, rise_pull=0.5)
        logs = with_logs(panel)
        for windows in (((-12, -1),), ((-12, -9), (-4, -1))):
            matched = match_on_history(logs, "log_spend", **PLAIN, windows=windows)
            errors.append(change_of(panel, matched) - np.log1p(truth.effect))
    level_alone, both = np.mean(errors[::2]), np.mean(errors[1::2])
    assert level_alone > 0.05
    assert abs(both) < 0.02


def test_posters_and_lurkers_are_told_apart_by_their_own_twins(community):
    panel, truth = community
    matched = match_on_history(with_logs(panel), "log_spend", **PLAIN, carry="posts")
    found = difference_in_differences(
        matched.panel,
        "log_spend",
        unit="side",
        time="month",
        treated="member",
        starts=13,
        by="pair_posts",
        cluster="match",
    )
    lurkers, posters = np.expm1(found.params)
    assert lurkers == pytest.approx(truth.effect_on_lurkers, abs=0.03)
    assert posters == pytest.approx(truth.effect_on_posters, abs=0.05)


def test_a_passed_pre_trend_test_does_not_prove_the_effect():
    panel, truth = make_community_panel(
        8_000, seed=6, spend_pull=0, rise_pull=0, new_hobby_share=0.15
    )
    effects = joining_effects(panel, starts=13)
    assert effects.plain.pre_trend_test().p_value > 0.05
    assert effects.table["low"].iloc[1] > truth.effect + 0.03
    assert effects.table["low"].iloc[2] > truth.effect + 0.01


def test_matching_says_who_has_no_twin_and_what_is_missing():
    panel, _truth = make_community_panel(300, seed=1)
    logs = with_logs(panel)
    near = match_on_history(logs, "log_spend", **PLAIN, caliper=0.1)
    members = panel.groupby("customer_id")["member"].first().sum()
    assert near.unmatched > 0
    assert len(near.pairs) + near.unmatched == members
    assert near.pairs["distance"].max() <= 0.1
    with pytest.raises(InputError, match="No pair lies within"):
        match_on_history(logs, "log_spend", **PLAIN, caliper=0.0)
    with pytest.raises(InputError, match="no column `log_spend`"):
        match_on_history(panel, "log_spend", **PLAIN)
    with pytest.raises(InputError, match="before the start"):
        match_on_history(logs, "log_spend", **PLAIN, windows=((-3, 2),))
    with pytest.raises(InputError, match="1 of 300 units"):
        match_on_history(logs.iloc[12:], "log_spend", **PLAIN)
    with pytest.raises(InputError, match="some of both"):
        match_on_history(logs[logs["member"]], "log_spend", **PLAIN)


def test_spending_of_zero_is_refused_in_words():
    panel, _truth = make_community_panel(100, seed=1)
    panel.loc[3, "spend"] = 0
    with pytest.raises(InputError, match="0 or below in 1 rows"):
        joining_effects(panel, starts=13)


def plain_cascade(liking, graph, bond, first):
    """Run the same rule with loops over networkx, one customer at a time."""
    left = dict.fromkeys(first, 0)
    for step in range(1, len(graph) + 1):
        leaves = []
        for node in graph:
            friends = list(graph[node])
            there = sum(friend not in left for friend in friends)
            held = bond * there / len(friends) if friends else 0.0
            if node not in left and liking[node] + held < 0:
                leaves.append(node)
        if not leaves:
            break
        left.update(dict.fromkeys(leaves, step))
    return left


@pytest.mark.parametrize("seed", range(5))
def test_a_cascade_agrees_with_one_computed_customer_by_customer(seed):
    friendships, truth = make_friend_circles(15, seed=seed, followers=5)
    customers = truth.customers.set_index("customer_id")
    graph = nx.Graph()
    graph.add_nodes_from(customers.index)
    graph.add_edges_from(friendships.to_numpy().tolist())
    first = customers.sample(25, random_state=seed).index.tolist()
    expected = plain_cascade(customers["liking"].to_dict(), graph, truth.bond, first)
    results = FriendsLeave(truth.customers, friendships, truth.bond).spread(first)
    assert results.left_in_step.dropna().to_dict() == expected
    assert results.by_step["left"].sum() == len(expected)
    assert results.share_gone == pytest.approx(len(expected) / len(customers))


def test_more_first_leavers_never_leave_more_customers_there():
    friendships, truth = make_friend_circles(30, seed=1)
    cascade = FriendsLeave(truth.customers, friendships, truth.bond)
    order = np.random.default_rng(1).permutation(300)
    start = order[:, None] < np.arange(0, 300, 30)[None, :]
    gone = (cascade.steps(start) >= 0).sum(axis=0)
    assert (np.diff(gone) >= 0).all()


def test_without_a_bond_nobody_follows_and_with_liking_alone_nobody_leaves():
    friendships, truth = make_friend_circles(10, seed=1)
    customers = truth.customers.assign(liking=5.0)
    results = FriendsLeave(customers, friendships, bond=0).spread([1, 2, 3])
    assert results.share_gone == pytest.approx(0.03)
    assert results.share_pulled_out == 0


def test_a_follower_without_friends_is_not_held_by_the_bond():
    friendships, truth = make_friend_circles(5, seed=1, followers=1)
    customers = truth.customers.assign(liking=-1.0)
    cascade = FriendsLeave(customers, friendships, bond=1_000)
    assert np.isnan(cascade.threshold.loc[51])
    assert cascade.spread([]).left_in_step.dropna().to_dict() == {51: 1}


def test_the_threshold_says_at_which_share_of_friends_a_customer_follows():
    customers = pd.DataFrame({"customer_id": range(1, 6), "liking": [-5.0, 9, 9, 9, 9]})
    star = pd.DataFrame({"customer_id": [1] * 4, "friend_id": [2, 3, 4, 5]})
    cascade = FriendsLeave(customers, star, bond=10)
    assert cascade.threshold.loc[1] == 0.5
    assert 1 not in cascade.spread([2, 3]).left_in_step.dropna()
    assert cascade.spread([2, 3, 4]).left_in_step.loc[1] == 1


def test_tipping_is_a_table_of_shares_that_repeats_with_its_seed():
    friendships, truth = make_friend_circles(40, seed=1)
    cascade = FriendsLeave(truth.customers, friendships, truth.bond)
    one, again = (cascade.tipping([0.1, 0.5], seed=3, draws=5) for _ in range(2))
    pd.testing.assert_frame_equal(one, again)
    assert one["pulled_out"].iloc[1] > 3 * one["pulled_out"].iloc[0]
    assert ((one["low"] <= one["pulled_out"]) & (one["pulled_out"] <= one["high"])).all()


@pytest.mark.parametrize("seed", range(5))
def test_in_a_settled_town_nobody_leaves_unless_somebody_leaves_first(seed):
    for settled in (True, False):
        friendships, truth = make_friend_circles(60, seed=seed, ties_between=0.3, settled=settled)
        gone = FriendsLeave(truth.customers, friendships, truth.bond).spread([]).share_gone
        assert (gone == 0) == settled


def test_cascades_refuse_strangers_negative_bonds_and_shares_above_one():
    friendships, truth = make_friend_circles(5, seed=1)
    with pytest.raises(InputError, match="1 of the first leavers"):
        FriendsLeave(truth.customers, friendships, 5).spread([999])
    with pytest.raises(InputError, match="bond"):
        FriendsLeave(truth.customers, friendships, -5)
    with pytest.raises(InputError, match="liking"):
        FriendsLeave(truth.customers[["customer_id"]], friendships, 5)
    with pytest.raises(InputError, match="between 0 and 1"):
        draw_first_leavers(10, 1.2, np.random.default_rng(1))


ALIKE = {
    "contagion": 0.0,
    "alike": 0.9,
    "spread_of_restlessness": 1.7,
    "monthly_hazard": 0.013,
}


def test_friends_of_movers_leave_more_often_only_where_friends_pull():
    departures, friendships, _truth = make_departures(1_000, seed=6)
    pull = compare_friends_of_movers(departures, friendships)
    assert pull.difference > 0.04
    assert pull.p_value < 0.01
    assert pull.table["left"].is_monotonic_increasing


def test_where_friends_are_only_alike_the_difference_is_zero_on_average():
    found = []
    for seed in range(20):
        departures, friendships, _truth = make_departures(300, seed=seed, **ALIKE)
        found.append(compare_friends_of_movers(departures, friendships, draws=1).difference)
    assert abs(np.mean(found)) < 3 * np.std(found) / np.sqrt(len(found))


def test_moves_that_came_late_or_never_are_refused():
    late, friendships, _truth = make_departures(100, seed=6, move_month=6)
    with pytest.raises(InputError, match="after the first month"):
        compare_friends_of_movers(late, friendships)
    never, friendships, _truth = make_departures(100, seed=6, moved_share=0.0)
    with pytest.raises(InputError, match="Nobody moved"):
        compare_friends_of_movers(never, friendships)


def test_the_loss_after_departures_is_found_in_most_draws():
    inside = []
    for seed in range(60):
        clients, truth = make_adviser_departures(80, seed=seed)
        row = loss_after_departure(clients).iloc[0]
        inside.append(row["low"] <= truth.spend_lost <= row["high"])
    assert sum(inside) >= 49


def test_a_loss_without_departures_or_columns_is_refused():
    clients, _truth = make_adviser_departures(10, seed=1)
    with pytest.raises(InputError, match="adviser_id"):
        loss_after_departure(clients.drop(columns="adviser_id"))
    with pytest.raises(InputError, match="who left and advisers who stayed"):
        loss_after_departure(clients[~clients["adviser_left"]])


def test_gaps_from_histories_are_those_of_the_regression_with_the_same_errors():
    panel, _truth = make_community_panel(300, seed=1)
    effects = joining_effects(panel, starts=13)
    logs = with_logs(panel)
    twins = effects.matched.panel.rename(columns={"log_outcome": "log_spend"})
    for ours, table, how in (
        (effects.plain, logs, PLAIN),
        (effects.twins, twins, {**PLAIN, "unit": "side", "cluster": "match"}),
    ):
        theirs = event_study(table, "log_spend", **how)
        assert ours.params.index.equals(theirs.params.index)
        np.testing.assert_allclose(ours.params, theirs.params, atol=1e-10)
        np.testing.assert_allclose(ours.covariance, theirs.covariance, rtol=1e-6)
        assert ours.llf == pytest.approx(theirs.llf)
        assert ours.pre_trend_test().p_value == pytest.approx(theirs.pre_trend_test().p_value)


def test_intervals_of_the_plain_change_are_those_of_the_regression():
    panel, _truth = make_community_panel(300, seed=1)
    row = joining_effects(panel, starts=13).table.iloc[1]
    found = difference_in_differences(with_logs(panel), "log_spend", **PLAIN)
    interval = np.expm1(found.conf_int().loc["effect"])
    assert row["low"] == pytest.approx(interval["lower"], abs=1e-3)
    assert row["high"] == pytest.approx(interval["upper"], abs=1e-3)


def test_groups_get_rows_of_their_own_against_their_own_twins(community):
    table = joining_effects(community[0], starts=13, by="posts").table
    lurkers, posters = table["change"].iloc[3:]
    assert lurkers == pytest.approx(community[1].effect_on_lurkers, abs=0.03)
    assert posters == pytest.approx(community[1].effect_on_posters, abs=0.05)


def test_a_panel_with_gaps_is_sent_to_the_regression():
    panel, _truth = make_community_panel(100, seed=1)
    with pytest.raises(InputError, match=r"1 of 100 units do not have each of the 24"):
        joining_effects(panel.drop(index=20), starts=13)
