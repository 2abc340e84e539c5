"""Figures of lesson 12: what is drawn, titled and told is what the data say."""

import numpy as np
import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.figures.canvas import new_figure
from casekit.figures.programmes import (
    card_days,
    card_panels,
    design_surfaces,
    faster_or_sorted,
    gold_by_line,
    incentive_and_switching_cost,
    rewards_anyway,
    spike_before_reward,
    two_cards,
    who_gets_the_rewards,
)
from casekit.figures.style import ROLES
from casekit.generators.programmes import make_points_window, make_stamp_cards
from casekit.generators.programmes.designs import StampCard
from casekit.metrics.programmes import compare_shares, interval_by_progress, reward_spike
from casekit.models.programmes import (
    CardTerms,
    best_programme,
    card_year,
    programme_outcome,
    solve_member,
)

CUSTOMERS = pd.DataFrame(
    {
        "type": ["every week", "most weeks", "monthly", "seldom"],
        "members": [150, 200, 350, 300],
        "base_utility": [3.0, 1.0, -1.5, -3.0],
        "price_coefficient": 0.5,
    }
)
MONEY = {"margin": 3.0, "reward_cost": 0.4, "running_cost": 0.2}
TERMS = CardTerms(CUSTOMERS, ["every week", "most weeks"], cafes=40, **MONEY)
TEN = {"slots": 10, "given": 0, "reward": 6.0, "share": 100, "double": False}


def title_of(picture):
    return picture.figure.get_suptitle().replace("\n", " ")


def outcome(card, customers=CUSTOMERS):
    return programme_outcome(card, customers, **MONEY).table


def test_the_cards_are_drawn_as_they_were_handed_out():
    picture = two_cards(compare_shares(29, 150, 51, 150))
    left, right = picture.figure.axes
    places = [len(marks.get_offsets()) for marks in left.collections]
    assert places == [8, 0, 10, 2]
    assert [bar.get_width() for bar in right.patches] == pytest.approx([29 / 150, 51 / 150])
    assert "34% of the cards were filled, not 19%" in title_of(picture)


def test_where_nobody_speeds_up_only_the_mean_of_all_visits_falls():
    visits, truth = make_stamp_cards(6_000, seed=2, gradient=0)
    picture = faster_or_sorted(interval_by_progress(visits), gradient=truth.gradient)
    every, own, marks = (line.get_ydata() for line in picture.figure.axes[0].lines)
    assert every[-1] < 90
    assert own[-1] > 95
    assert np.allclose(marks, 100)


def test_two_kinds_of_cards_in_one_table_are_refused_in_words():
    visits, _truth = make_stamp_cards(300, seed=2, slots=(10, 12), given=(0, 2))
    with pytest.raises(InputError, match="of one kind of card"):
        faster_or_sorted(interval_by_progress(visits, by="arm"))


def test_the_title_says_how_much_the_prediction_explains():
    picture = card_days(
        {"plain": 20.0, "by the model": 19.0, "measured": 16.0}, predicted="by the model"
    )
    assert "explains 25% of what the head start saves" in title_of(picture)
    with pytest.raises(InputError, match="three bars"):
        card_days({"plain": 20.0, "measured": 16.0}, predicted="measured")


def test_both_panels_hold_the_solved_numbers_of_each_kind():
    solved = solve_member(StampCard(10, 6.0), CUSTOMERS)
    picture = incentive_and_switching_cost(solved)
    left, right = picture.figure.axes
    for row, (pull, loss) in enumerate(zip(left.lines, right.lines, strict=True)):
        assert np.allclose(pull.get_ydata(), solved.incentive_money[row])
        assert np.allclose(loss.get_ydata(), solved.switching_cost_money[row])
    assert "1.2 times for “every week”, 13 times for “seldom”" in title_of(picture)


def test_a_visit_gained_that_costs_more_than_it_earns_has_the_colour_of_loss():
    table = outcome(StampCard(10, 6.0))
    picture = who_gets_the_rewards(table, margin=3.0)
    bars = picture.figure.axes[2].patches
    assert [bar.get_hatch() for bar in bars] == ["///", "///", "", ""]
    assert "the smaller the share of visits that is new" in title_of(picture)


def test_the_sentence_about_good_customers_is_written_only_where_it_is_so():
    table = outcome(StampCard(10, 6.0)).iloc[[3, 0, 4]]
    assert "The better the customer" not in title_of(who_gets_the_rewards(table, margin=3.0))


def test_of_a_hundred_rewards_as_many_are_marked_as_are_earned_anyway():
    picture = rewards_anyway(outcome(StampCard(10, 6.0)))
    old, new = picture.figure.axes[0].collections
    assert (len(old.get_offsets()), len(new.get_offsets())) == (92, 8)
    assert "92 are earned by visits that would have happened anyway" in picture.alt


def test_the_map_frames_the_card_that_the_designer_chose():
    found = best_programme(CUSTOMERS, slots=(5, 10), rewards=(3, 6), **MONEY)
    picture = design_surfaces({"everybody": found.surface}, scale=40)
    axes = picture.figure.axes[0]
    frame = axes.patches[0]
    slots = axes.get_xticklabels()[round(frame.get_x() + 0.5)].get_text()
    reward = axes.get_yticklabels()[round(frame.get_y() + 0.5)].get_text()
    assert (int(slots), reward) == (found.design.slots, f"${found.design.reward:g}")
    twice = pd.concat([found.surface, found.surface])
    with pytest.raises(InputError, match="one card for each number of places"):
        design_surfaces({"everybody": twice})


def test_a_year_of_a_card_is_what_the_outcome_says_times_the_cafes():
    year = card_year(TERMS, TEN)
    assert year["profit"].to_numpy() == pytest.approx(40 * outcome(StampCard(10, 6.0))["profit"])
    assert year.loc["all", "cost_per_incremental_visit"] == pytest.approx(3.0, abs=0.01)


def test_a_card_that_the_frequent_do_not_get_changes_nothing_for_the_others():
    everybody, some = card_year(TERMS, TEN), card_year(TERMS, TEN | {"share": 0})
    others = ["monthly", "seldom"]
    assert some.loc[others, "profit"].tolist() == everybody.loc[others, "profit"].tolist()
    assert some.loc["every week", "cost"] == 0
    assert np.isnan(some.loc["every week", "cost_per_incremental_visit"])
    assert some.loc["all", "profit"] == pytest.approx(some.loc[others, "profit"].sum())


def test_two_places_more_and_two_stamps_given_are_the_same_card_to_who_counts():
    begun = card_year(TERMS, TEN | {"slots": 12, "given": 2})
    assert begun.to_numpy() == pytest.approx(card_year(TERMS, TEN).to_numpy())


def test_two_stamps_a_visit_cost_more_with_the_frequent_and_nothing_with_others():
    double = card_year(TERMS, TEN | {"double": True})
    plain = card_year(TERMS, TEN)
    assert double.loc["every week", "profit"] < 1.5 * plain.loc["every week", "profit"]
    assert double.loc["seldom", "profit"] == plain.loc["seldom", "profit"]


def test_the_twin_tells_three_totals_and_cuts_what_would_hide_the_rest():
    picture = card_panels(TERMS)
    assert title_of(picture) == "Three cards: 0, 2, 75 thousand dollars a year"
    words = [text.get_text() for text in picture.figure.axes[1].texts]
    assert "$20.21 (bar cut)" in words
    assert "not for the frequent: every week no card" in picture.alt


def test_the_line_of_gold_is_drawn_with_its_total_and_the_best_line_named():
    low = outcome(StampCard(10, 6.0))
    high = low.assign(profit=low["profit"] - 1000)
    picture = gold_by_line({6: low, 40: high}, scale=40)
    assert title_of(picture) == "Gold from 6 visits a year earns nothing, from 40 it loses $40,000"
    total = picture.figure.axes[0].lines[5].get_ydata()
    assert np.allclose(
        total, 40 * np.array([low["profit"].iloc[-1], high["profit"].iloc[-1]]) / 1000
    )


def test_a_proposed_line_and_customers_who_vary_have_the_title_and_a_line_of_their_own():
    one = outcome(StampCard(10, 6.0))
    other = one.assign(profit=one["profit"] - 1000)
    picture = gold_by_line({6: one, 40: other}, varied={6: other, 40: other}, proposed=40, scale=40)
    assert title_of(picture) == (
        "Gold from 40 visits a year loses $40,000; with variety the best line loses $40,000"
    )
    mixed = picture.figure.axes[0].lines[6].get_ydata()
    assert np.allclose(mixed, 40 * other["profit"].iloc[-1] / 1000)
    assert "all, with variety −40, −40" in picture.alt


def test_people_without_a_programme_have_the_spike_too():
    panel, _truth = make_points_window(3_000, seed=4, points_pressure=0, rewarded_behaviour=0)
    spike = reward_spike(panel, weeks=3)
    bait, whole = spike_before_reward(spike, others=False), spike_before_reward(spike)
    assert "Of people without any programme" in title_of(whole)
    assert "Others" not in bait.alt
    members, others = (line.get_ydata() for line in whole.figure.axes[0].lines[:2])
    assert abs(max(members) - max(others)) < 12


def test_a_figure_can_stand_on_axes_of_the_caller():
    ax = new_figure().subplots()
    days = {"plain": 20.0, "model": 19.0, "measured": 16.0}
    picture = card_days(days, predicted="model", ax=ax)
    assert picture.figure is ax.figure
    assert [bar.get_facecolor() for bar in ax.patches][2] == pytest.approx(
        new_figure().subplots().bar(0, 1, color=ROLES["rule"])[0].get_facecolor()
    )


def test_the_model_answer_of_the_decision_quotes_the_lessons_numbers():
    from casekit.coach.questions.lesson_12 import CARD

    rare = card_year(TERMS, TEN | {"share": 0}).loc["all", "cost_per_incremental_visit"]
    everybody = outcome(StampCard(10, 6.0)).iloc[-1]
    assert f"costs {rare:.2f} dollars there and earns 3" in CARD.decision.strong
    assert round(everybody["cost_per_incremental_visit"]) == 3
    assert round(10 * everybody["share_for_visits_anyway"]) == 9
    assert "nine loaves of ten go to visits that would have happened anyway" in CARD.decision.strong
    replaced = programme_outcome(
        StampCard(10, 6.0), CUSTOMERS.iloc[2:], **MONEY | {"reward_cost": 1.0}
    ).table.iloc[-1]
    kept = outcome(StampCard(10, 6.0), CUSTOMERS.iloc[2:]).iloc[-1]
    assert replaced["profit"] < 0.05 * kept["profit"]
    assert "nearly all of the gain is lost" in CARD.decision.strong
    assert len(CARD.decision.strong.split()) <= 120
