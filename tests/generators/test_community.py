"""Generators of a community: what is put in can be found in the data, and nonsense is refused."""

import numpy as np
import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.generators.community import (
    make_adviser_departures,
    make_community_panel,
    make_departures,
    make_friend_circles,
    make_two_towns,
)
from casekit.metrics.community import leaving_by_friends_left, share_of_friends_left


@pytest.fixture(scope="module")
def community():
    return make_community_panel(8_000, seed=6)


def test_the_panel_has_a_row_a_customer_and_month_and_spending_is_never_zero(community):
    panel, _truth = community
    assert len(panel) == 8_000 * 24
    assert not panel.duplicated(["customer_id", "month"]).any()
    assert panel["spend"].min() > 0
    assert ((panel["spend"] * 100).round() / 100 == panel["spend"]).all()


def test_only_members_post_and_membership_does_not_change_over_time(community):
    panel, _truth = community
    assert panel.loc[panel["posts"], "member"].all()
    assert (panel.groupby("customer_id")["member"].nunique() == 1).all()


def test_the_true_effect_is_ten_per_cent_and_the_naive_gap_near_sixty(community):
    panel, truth = community
    after = panel[panel["month"] >= 13].groupby("member")["spend"].mean()
    assert truth.effect == pytest.approx(0.10, abs=0.005)
    assert after[True] / after[False] - 1 == pytest.approx(0.59, abs=0.08)


def test_members_gap_to_their_spending_without_the_community_is_the_truth(community):
    panel, truth = community
    after = panel[panel["month"] >= 13].groupby("customer_id")["spend"].mean()
    customers = truth.customers.set_index("customer_id")
    extra = after - customers["spend_without"]
    assert extra[~customers["member"]].abs().max() < 0.01
    assert extra[customers["member"]].mean() == pytest.approx(truth.extra_spend_per_month, abs=0.01)


def test_future_members_spending_rises_before_the_opening(community):
    panel, _truth = community
    logs = panel.assign(log_spend=np.log(panel["spend"]))
    gap = logs.groupby(["month", "member"])["log_spend"].mean().unstack()
    gap = gap[True] - gap[False]
    assert gap.loc[9:12].mean() - gap.loc[1:4].mean() > 0.03


def test_without_a_pull_of_the_past_members_and_others_were_alike_before():
    panel, _truth = make_community_panel(8_000, seed=6, spend_pull=0, rise_pull=0)
    before = panel[panel["month"] < 13].groupby("member")["spend"].mean()
    assert before[True] / before[False] == pytest.approx(1, abs=0.06)


def test_a_new_hobby_leaves_no_trace_before_the_opening_and_a_large_one_after():
    panel, truth = make_community_panel(
        8_000, seed=6, spend_pull=0, rise_pull=0, new_hobby_share=0.15
    )
    hobby = truth.customers.set_index("customer_id")["new_hobby"]
    member = truth.customers.set_index("customer_id")["member"]
    assert hobby[member].mean() > 2 * hobby[~member].mean()
    logs = np.log(panel.set_index(["customer_id", "month"])["spend"]).unstack()
    change = logs.loc[:, 13:].mean(axis=1) - logs.loc[:, :12].mean(axis=1)
    gap = change[hobby & ~member].mean() - change[~hobby & ~member].mean()
    assert gap == pytest.approx(np.log(1.4), abs=0.08)


def test_the_same_seed_gives_the_same_data_and_another_seed_does_not():
    one, again = (make_community_panel(200, seed=1)[0] for _ in range(2))
    pd.testing.assert_frame_equal(one, again)
    assert not one["spend"].equals(make_community_panel(200, seed=2)[0]["spend"])


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"member_share": 1.5}, "member_share"),
        ({"opens": 12}, "12 months of history"),
        ({"opens": 25}, "24 months"),
        ({"poster_effect": -1.0}, "poster_effect"),
        ({"monthly_noise": 0}, "monthly_noise"),
        ({"new_hobby_share": 1.0}, "new_hobby_share"),
        ({"rise_pull": float("inf")}, "rise_pull"),
    ],
)
def test_senseless_parameters_of_the_panel_are_refused_by_name(wrong, words):
    with pytest.raises(InputError, match=words):
        make_community_panel(100, seed=1, **wrong)


def test_friends_are_in_circles_and_followers_have_none():
    friendships, truth = make_friend_circles(20, seed=1, ties_between=0.1, followers=15)
    customers = truth.customers.set_index("customer_id")
    assert (customers.loc[201:, "friends"] == 0).all()
    assert customers.loc[:200, "friends"].mean() > 8
    circles = customers["circle"]
    inside = circles[friendships["customer_id"]].array == circles[friendships["friend_id"]].array
    assert 0.8 < inside.mean() < 0.97


def test_friends_alike_have_liking_in_common_and_others_do_not():
    def variance_between(alike):
        _friendships, truth = make_friend_circles(400, seed=1, alike=alike)
        liking = truth.customers.groupby("circle")["liking"]
        return liking.mean().var() / truth.customers["liking"].var()

    assert variance_between(0.0) == pytest.approx(0.1, abs=0.03)
    assert variance_between(0.9) == pytest.approx(0.91, abs=0.03)


def test_friendships_stand_once_and_nobody_is_their_own_friend():
    friendships, _truth = make_friend_circles(50, seed=2, ties_between=1.0)
    assert (friendships["customer_id"] < friendships["friend_id"]).all()
    assert not friendships.duplicated().any()


def test_movers_leave_in_the_month_of_the_moves_and_only_they_are_marked():
    departures, _friendships, truth = make_departures(200, seed=3, move_month=2)
    moved = departures[departures["moved_away"]]
    assert (moved["month_left"] == truth.move_month).all()
    assert 100 < len(moved) < 300


def test_friends_pull_in_one_of_two_towns_and_the_signatures_are_close():
    towns, truths = make_two_towns(400, seed=6)
    assert [truth.contagion > 0 for truth in truths.values()] == [True, False]
    rises = []
    for departures, friendships in towns.values():
        followed = share_of_friends_left(departures, friendships, months=24)
        rate = leaving_by_friends_left(followed)["leaving_rate"]
        rises.append(rate.iloc[-1] / rate.iloc[0])
    assert min(rises) > 2
    assert max(rises) / min(rises) < 1.8


def test_departures_are_the_same_with_and_without_contagion_in_the_first_month():
    one = make_departures(200, seed=3, contagion=0.0)[0]
    other = make_departures(200, seed=3, contagion=3.0)[0]
    assert (one["month_left"] == 1).fillna(False).equals((other["month_left"] == 1).fillna(False))
    assert other["month_left"].notna().mean() > one["month_left"].notna().mean() + 0.1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"move_month": 30}, "24 months"),
        ({"monthly_hazard": 0}, "monthly_hazard"),
        ({"contagion": -1}, "contagion"),
        ({"alike": 2}, "alike"),
        ({"circle_size": 1}, "circle_size"),
        ({"followers": -1}, "followers"),
    ],
)
def test_senseless_parameters_of_departures_are_refused_by_name(wrong, words):
    with pytest.raises(InputError, match=words):
        make_departures(10, seed=1, **wrong)


def test_a_house_loses_more_spending_than_clients_when_big_spenders_are_bound_to_advisers():
    clients, truth = make_adviser_departures(80, seed=7)
    assert truth.spend_bound_to_adviser > truth.bound_to_adviser
    assert truth.spend_lost > truth.clients_lost
    assert truth.spend_lost_with_second_adviser < truth.spend_lost_without
    assert clients.groupby("adviser_id")["adviser_left"].nunique().max() == 1
    assert clients["adviser_left"].mean() == pytest.approx(0.3)


def test_what_clients_spend_after_is_one_of_the_two_futures():
    clients, truth = make_adviser_departures(20, seed=7)
    futures = truth.clients
    chosen = np.where(
        clients["adviser_left"],
        futures["spend_if_adviser_leaves"],
        futures["spend_if_adviser_stays"],
    )
    assert (clients["spend_after"] == chosen).all()
    assert (futures["spend_if_adviser_leaves"] <= futures["spend_if_adviser_stays"]).all()


def test_the_top_hundredth_of_luxury_clients_make_about_a_fifth_of_spending():
    clients, _truth = make_adviser_departures(1_000, seed=1)
    spend = clients["spend_before"].sort_values()
    assert spend.tail(len(spend) // 100).sum() / spend.sum() == pytest.approx(0.21, abs=0.02)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"n_advisers": 1}, "2 advisers"),
        ({"left_share": 1.0}, "left_share"),
        ({"median_spend": -5}, "median_spend"),
    ],
)
def test_senseless_parameters_of_the_house_are_refused_by_name(wrong, words):
    with pytest.raises(InputError, match=words):
        make_adviser_departures(**{"n_advisers": 5, "seed": 1, **wrong})
