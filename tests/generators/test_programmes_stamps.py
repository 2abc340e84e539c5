"""Stamp cards and reward windows: each of the two forces alone, and the truth about both."""

import numpy as np
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from casekit.errors import InputError
from casekit.generators.programmes import make_points_window, make_stamp_cards
from casekit.generators.programmes.stamp_rules import finish_share, quit_log_odds

TWO_CARDS = {"slots": (10, 12), "given": (0, 2)}


def test_the_same_seed_makes_the_same_visits_and_another_seed_others():
    first, _ = make_stamp_cards(200, seed=3)
    assert first.equals(make_stamp_cards(200, seed=3)[0])
    assert not first.equals(make_stamp_cards(200, seed=4)[0])


@settings(max_examples=25, deadline=None)
@for_all(
    slots=st.integers(2, 15),
    given=st.integers(0, 5),
    cards=st.integers(1, 3),
    seed=st.integers(0, 10_000),
    record=st.sampled_from(["time", "day"]),
)
def test_every_log_is_one_of_cards_stamped_slot_by_slot(slots, given, cards, seed, record):
    given = min(given, slots - 1)
    visits, truth = make_stamp_cards(
        30, seed=seed, slots=slots, given=given, cards=cards, record=record
    )
    by_card = visits.groupby("card_id")
    assert (by_card["stamp"].min() == given + 1).all()
    assert (by_card["stamp"].diff().dropna() == 1).all()
    assert visits["stamp"].max() <= slots
    assert (by_card["customer_id"].nunique() == 1).all()
    assert visits["day"].between(0, truth.study_days, inclusive="left").all()
    step = visits.groupby("customer_id")["day"].diff()
    assert np.allclose(step, visits["interval_days"], equal_nan=True)
    assert (visits.groupby("customer_id")["card_id"].nunique() <= cards).all()
    filled = (visits["stamp"] == slots).groupby(visits["customer_id"]).sum()
    assert (truth.customers["cards_filled"].to_numpy() == filled.to_numpy()).all()
    assert (truth.customers["cards_filled"] <= cards).all()


def test_the_log_keeps_the_mean_interval_the_gradient_and_the_head_start():
    visits, truth = make_stamp_cards(
        60_000, seed=5, **TWO_CARDS, never_finish=0, study_days=10_000, spread=0.3
    )
    days = visits.groupby(["arm", "customer_id"])["day"]
    found = (days.max() - days.min()).groupby("arm").mean()
    assert found.to_numpy() == pytest.approx(truth.card_days.to_numpy(), rel=0.006)
    means = visits[visits["arm"] == 1].groupby("stamp")["interval_days"].mean()
    assert np.log(means[2] / means[10]) == pytest.approx(0.8 * truth.gradient, abs=0.02)


def test_as_many_never_finish_as_was_asked_when_the_study_is_long():
    _, truth = make_stamp_cards(
        60_000, seed=6, **TWO_CARDS, never_finish=0.4, study_days=10_000, slow_quit=1.0
    )
    filled = truth.customers.groupby("arm")["cards_filled"].mean()
    assert truth.finish_share[1] == pytest.approx(0.6, abs=1e-9)
    assert filled.to_numpy() == pytest.approx(truth.finish_share.to_numpy(), abs=0.008)
    assert truth.finish_share[2] > truth.finish_share[1]
    assert (truth.customers["gave_up"] == (truth.customers["cards_filled"] == 0)).all()


@pytest.mark.parametrize("share", [1e-6, 0.5, 0.999])
@pytest.mark.parametrize("slow_quit", [0.0, -1.0, 6.0])
def test_the_log_odds_of_giving_up_answer_to_the_share_that_never_finishes(share, slow_quit):
    odds = quit_log_odds(share, 10, slow_quit)
    assert 1 - finish_share(odds, 10, slow_quit) == pytest.approx(share, rel=1e-6)


def test_slow_customers_give_up_more_often_only_where_that_was_asked():
    def pace_of_those_who_left(slow_quit):
        _, truth = make_stamp_cards(20_000, seed=7, slow_quit=slow_quit, study_days=10_000)
        return truth.customers.groupby("gave_up")["pace"].mean()

    selective, even = pace_of_those_who_left(1.0), pace_of_those_who_left(0.0)
    assert selective[True] > 1.3 * selective[False]
    assert even[True] == pytest.approx(even[False], rel=0.03)


def test_a_till_that_notes_the_day_only_forgets_the_hour_and_nothing_else():
    exact, _ = make_stamp_cards(300, seed=8)
    days, _ = make_stamp_cards(300, seed=8, record="day")
    assert (np.floor(exact["day"]) == days["day"]).all()
    assert (days["date"] == days["date"].dt.normalize()).all()
    assert (exact["date"].dt.normalize() == days["date"]).all()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"n_customers": 0}, "`n_customers` must be a whole number"),
        ({"slots": 0}, "`slots` must be a whole number"),
        ({"given": 10}, r"`given` must be a whole number from 0 to below the slots \(10\); 10"),
        ({"slots": (10, 12), "given": (0, 1, 2)}, "`slots` has 2 entries for 3 arms"),
        ({"never_finish": 1}, "`never_finish` must be a share from 0 to below 1"),
        ({"noise": -1}, "`noise` must be 0 or more"),
        ({"gradient": float("nan")}, "`gradient` must be a number"),
        ({"first_interval_days": 0}, "`first_interval_days` must be a number of days above 0"),
        ({"enrol_days": 100}, "`enrol_days` must be no longer than"),
        ({"record": "hour"}, '`record` must be "time" or "day"'),
    ],
)
def test_senseless_cards_are_refused_in_words(change, words):
    with pytest.raises(InputError, match=words):
        make_stamp_cards(**{"n_customers": 10, "seed": 1, **change})


def test_a_programme_changes_members_and_only_in_the_weeks_that_it_says():
    panel, truth = make_points_window(2_000, seed=1, points_pressure=0.5, rewarded_behaviour=0.25)
    ratio = panel["spend"] / truth.spend_without.where(truth.spend_without > 5)
    changed = ratio.notna() & (abs(ratio - 1) > 0.01)
    assert changed.any()
    assert panel.loc[changed, "member"].all()
    assert (panel.loc[changed, "phase"] != "before").all()
    assert abs(ratio[changed] - 1.5).lt(0.01).sum() + abs(ratio[changed] - 1.25).lt(
        0.01
    ).sum() == int(changed.sum())
    window = panel["phase"] == "window"
    so_far = panel["spend"].where(window, 0).groupby(panel["customer_id"]).cumsum()
    before = so_far - panel["spend"].where(window, 0)
    under_pressure = changed & (abs(ratio - 1.5) < 0.01)
    sight = before[under_pressure] / truth.threshold
    assert sight.between(0.6, 1.0, inclusive="left").all()
    assert (before[changed & ~under_pressure] >= truth.threshold).all()


def test_the_truth_tells_what_the_programme_brought():
    panel, truth = make_points_window(20_000, seed=2)
    members = panel["member"] & (panel["phase"] != "before")
    extra = panel.loc[members, "spend"].sum() - truth.spend_without[members].sum()
    assert truth.incentive_share == pytest.approx(extra / panel.loc[members, "spend"].sum())
    assert 0.01 < truth.incentive_share < 0.04
    assert truth.reached_share > truth.reached_without_share
    nothing, none = make_points_window(500, seed=2, points_pressure=0, rewarded_behaviour=0)
    assert none.incentive_share == 0
    assert (nothing["spend"] == none.spend_without).all()


def test_heavy_households_join_when_they_choose_and_not_by_lot():
    def gap(joining):
        panel, _ = make_points_window(10_000, seed=3, joining=joining)
        means = panel[panel["phase"] == "before"].groupby("member")["spend"].mean()
        return means[True] / means[False] - 1

    assert gap("choice") > 0.4
    assert abs(gap("lot")) < 0.04


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"n_households": 3}, "`n_households` must be 4 or more"),
        ({"weeks": 0}, "`weeks` must be a whole number"),
        ({"threshold": -1}, "`threshold` must be a number above 0"),
        ({"points_pressure": -1}, "`points_pressure` must be a share above -1"),
        ({"near": 0}, "`near` must be a share above 0"),
        ({"shop_chance": 0}, "`shop_chance` must be a chance above 0"),
        ({"joining": "both"}, '`joining` must be "choice" or "lot"'),
        ({"affinity": 99, "joining": "choice", "spread": np.inf}, "`spread` must be a number"),
    ],
)
def test_senseless_windows_are_refused_in_words(change, words):
    with pytest.raises(InputError, match=words):
        make_points_window(**{"n_households": 10, "seed": 1, **change})


def test_the_panel_has_a_row_a_household_and_week_in_three_phases():
    panel, _ = make_points_window(50, seed=1, weeks_before=3, weeks=4, weeks_after=0)
    assert len(panel) == 50 * 7
    assert panel.groupby("phase").size().to_dict() == {"before": 150, "window": 200}
