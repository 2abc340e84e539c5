"""Figures of lesson 06: what is drawn is what the data and the models say."""

import numpy as np
import pytest

from casekit.figures.canvas import new_figure
from casekit.figures.community import (
    BondWorld,
    FriendNetwork,
    cascade_settings,
    cascade_steps,
    event_studies,
    flat_before,
    friends_of_movers,
    leaving_signature,
    spending_paths,
)
from casekit.figures.community.network import places_in_circles
from casekit.generators.community import (
    make_community_panel,
    make_departures,
    make_friend_circles,
)
from casekit.metrics.community import leaving_by_friends_left, share_of_friends_left
from casekit.models.community import (
    FriendsLeave,
    compare_friends_of_movers,
    joining_effects,
)


@pytest.fixture(scope="module")
def community():
    panel, truth = make_community_panel(3_000, seed=6)
    return panel, truth, joining_effects(panel, starts=13)


def test_the_naive_figure_draws_mean_spending_and_names_the_gap(community):
    panel, _truth, effects = community
    picture = spending_paths(panel, opens=13)
    members = panel[panel["member"]].groupby("month")["spend"].mean()
    assert picture.figure.axes[0].lines[0].get_ydata() == pytest.approx(members.to_numpy())
    gap = f"{100 * effects.table['change'].iloc[0]:.0f}%"
    assert gap in picture.figure.get_suptitle()


def test_both_event_studies_are_drawn_with_the_truth_as_a_step(community):
    _panel, truth, effects = community
    picture = event_studies(effects, truth=truth.effect)
    lines = [line.get_ydata() for line in picture.figure.axes[0].lines]
    drawn = [line for line in lines if len(line) == 24]
    for line, study in zip(drawn, (effects.plain, effects.twins), strict=True):
        assert line == pytest.approx(effects.gap_by_month(study)["estimate"].to_numpy())
    assert any(np.isclose(line[-1], truth.effect) for line in lines if len(line) == 3)
    assert f"The truth: {100 * truth.effect:+.0f}%" in picture.alt
    assert "The truth" not in event_studies(effects).alt


def test_the_comparison_with_all_others_is_drawn_alone_before_there_are_twins(community):
    _panel, _truth, effects = community
    picture = event_studies(effects, twins=False)
    drawn = [line for line in picture.figure.axes[0].lines if len(line.get_ydata()) == 24]
    assert len(drawn) == 1
    assert "twins" not in picture.alt
    assert "Before anybody joined" in picture.figure.get_suptitle()
    assert "against twins" in event_studies(effects).figure.get_suptitle()


def test_a_flat_study_is_called_wrong_only_where_it_is(community):
    _panel, truth, effects = community
    honest = flat_before(effects.plain, truth=truth.effect).figure.get_suptitle()
    assert "wrong" not in honest
    panel, hidden = make_community_panel(
        3_000, seed=6, spend_pull=0, rise_pull=0, new_hobby_share=0.15
    )
    study = joining_effects(panel, starts=13).plain
    assert "Flat before" in flat_before(study).figure.get_suptitle()
    title = flat_before(study, truth=hidden.effect).figure.get_suptitle().replace("\n", " ")
    assert "The test passed" in title
    assert title.endswith(f"is wrong: the truth is {100 * hidden.effect:+.0f}%")


def test_a_study_that_rises_before_is_not_called_flat():
    panel, _truth = make_community_panel(3_000, seed=6, rise_pull=1.0)
    effects = joining_effects(panel, starts=13)
    assert "Not flat before" in flat_before(effects.plain).figure.get_suptitle()
    assert "already grown by" in event_studies(effects, twins=False).figure.get_suptitle()


def test_the_cascade_is_drawn_with_as_many_marks_as_customers():
    friendships, truth = make_friend_circles(12, seed=6, ties_between=0.3)
    results = FriendsLeave(truth.customers, friendships, 20).spread(range(1, 31))
    picture = cascade_steps(results, truth.customers, friendships)
    last = picture.figure.axes[-1]
    counts = {line.get_marker(): len(line.get_xdata()) for line in last.lines}
    assert counts == {
        "o": int(results.left_in_step.isna().sum()),
        "s": 30,
        "X": results.followed,
    }
    assert f"{results.followed} followed" in picture.figure.get_suptitle()
    assert len(cascade_steps(results, truth.customers, friendships, steps=[0]).figure.axes) == 1


def test_customers_of_a_circle_stand_together_and_followers_below_all_circles():
    places = places_in_circles([1] * 10 + [2] * 10 + [0, 0])
    assert np.ptp(places[:10, 0]) < 1 < places[10:20, 0].mean() - places[:10, 0].mean() + 0.1
    assert places[20:, 1].max() < places[:20, 1].min()


def test_friendships_of_those_who_left_are_no_longer_drawn_in_colour():
    ends = (np.array([0, 1]), np.array([1, 2]))
    network = FriendNetwork(new_figure().subplots(), [1, 1, 1], ends)
    assert network.show(np.array([-1, -1, -1])) == (3, 0, 0)
    assert len(network.moving[0].get_segments()) == 2
    assert network.show(np.array([0, -1, -1])) == (2, 1, 0)
    assert len(network.moving[0].get_segments()) == 1


def test_the_twin_shows_the_settings_that_the_explorer_would_show():
    world = BondWorld()
    step, gone = world.run(35, 20, -8, together=False)
    picture = cascade_settings([(35, 20, -8, False)])
    assert f"{100 * (step >= 0).mean():.0f}% gone in the end" in picture.alt
    curve = picture.figure.axes[1].lines[1]
    assert curve.get_ydata() == pytest.approx(gone)


@pytest.mark.parametrize("together", [False, True])
def test_more_first_leavers_and_a_weaker_bond_never_hold_more_customers(together):
    world = BondWorld()
    gone = [world.run(20, bond, -8, together)[1] for bond in (5, 15, 25, 40)]
    assert all((np.diff(curve) >= 0).all() for curve in gone)
    assert (np.diff(gone, axis=0) <= 0).all()


def test_whole_circles_pull_out_fewer_than_scattered_leavers_and_the_twin_says_how_many():
    world = BondWorld()
    counts = [int((world.run(35, 20, -8, together)[0] > 0).sum()) for together in (False, True)]
    assert counts[1] < counts[0]
    title = cascade_settings().figure.get_suptitle().replace("\n", " ")
    assert f"{counts[0]} follow if the leavers are scattered, {counts[1]} if they are" in title


def test_under_the_settings_of_the_lesson_nobody_leaves_unless_somebody_leaves_first():
    assert BondWorld().run(0, 20, -8, together=False)[1][0] == 0
    assert BondWorld().run(0, 10, -8, together=False)[1][0] > 0


def test_signature_and_movers_show_every_world_with_its_numbers():
    departures, friendships, _truth = make_departures(200, seed=6)
    table = leaving_by_friends_left(share_of_friends_left(departures, friendships, months=24))
    picture = leaving_signature({"one": table, "other": table})
    assert picture.alt.count("with no friend gone") == 2
    moves = compare_friends_of_movers(departures, friendships, draws=99)
    bars = friends_of_movers({"one": moves})
    heights = [patch.get_height() for patch in bars.figure.axes[0].patches]
    assert heights == pytest.approx(moves.table["left"].tolist())
    assert f"none {100 * moves.table['left'].iloc[0]:.0f}%" in bars.alt
