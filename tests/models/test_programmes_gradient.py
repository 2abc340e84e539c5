"""The goal gradient and points pressure: found again, and told apart from selection."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import lognorm, norm

from casekit.errors import CasekitWarning, InputError
from casekit.generators.programmes import make_points_window, make_stamp_cards
from casekit.models.programmes import (
    GoalGradient,
    calibrate_first_interval,
    calibrate_gradient,
    expected_card_days,
    points_pressure,
)
from casekit.models.programmes.goal_gradient.likelihood import Terms, with_nodes
from casekit.models.programmes.goal_gradient.rounding import _integral
from casekit.models.programmes.goal_gradient.rows import card_rows

TWO_CARDS = {"slots": (10, 12), "given": (0, 2)}
PLACE = {
    "level": 0.8, "gradient": 0.4, "head_start": 0.1, "log_noise": -0.5, "log_spread": -0.6,
    "log_odds": -2.4, "head_start_quit": -0.3, "slow_quit": 0.6,
}  # fmt: skip
ALL = Terms(True, True, True, True, True)


def test_a_fall_of_a_fifth_within_the_card_asks_for_a_gradient_of_279_thousandths():
    gradient = calibrate_gradient(drop=0.20)
    first = calibrate_first_interval(15.6, gradient=gradient)
    assert round(gradient, 3) == 0.279
    assert round(first, 3) == 1.988
    two_given = expected_card_days(slots=12, given=2, gradient=gradient, first_interval_days=first)
    assert round(two_given, 2) == 15.23


def test_no_gradient_makes_both_a_small_fall_and_a_much_faster_card():
    ratio = 12.7 / 15.6
    needed = calibrate_gradient(card_days_ratio=ratio, slots=12, given=2)
    assert needed == pytest.approx(2.0, abs=0.005)
    assert 1 - math.exp(-0.8 * needed) == pytest.approx(0.80, abs=0.005)
    # The level of the intervals cannot help: it falls out of the ratio.
    for first in (0.1, 2.0, 50.0):
        days = [
            expected_card_days(slots=s, given=g, gradient=0.279, first_interval_days=first)
            for s, g in ((10, 0), (12, 2))
        ]
        assert days[1] / days[0] == pytest.approx(0.976, abs=0.001)
    # With a head start beside it, both are possible at once.
    head_start = -math.log(ratio / (days[1] / days[0]))
    assert expected_card_days(
        slots=12, given=2, gradient=0.279, head_start=head_start, first_interval_days=50.0
    ) == pytest.approx(ratio * days[0])


def test_a_steady_fall_of_a_fifth_saves_a_tenth_of_the_days_where_the_cafe_saw_a_sixth():
    # Kivetz, Urminsky & Zheng (2006, study 1): a fall of 20%, 24.6 days in place of the 29.4 that
    # the pace of the first interval would have taken.
    gradient = calibrate_gradient(drop=0.20)
    steady = 9 * math.exp(-0.1 * gradient)
    assert 1 - expected_card_days(gradient=gradient) / steady == pytest.approx(0.10, abs=0.005)
    saved = 1 - 24.6 / 29.4
    assert saved == pytest.approx(0.16, abs=0.005)


@settings(max_examples=60, deadline=None)
@for_all(drop=st.floats(-0.9, 0.95), slots=st.integers(3, 40), given=st.integers(0, 10))
def test_a_calibrated_gradient_makes_the_fall_that_was_asked(drop, slots, given):
    given = min(given, slots - 3)
    gradient = calibrate_gradient(drop=drop, slots=slots, given=given)
    first, last = (math.exp(-gradient * k / slots) for k in (given + 1, slots - 1))
    assert 1 - last / first == pytest.approx(drop, abs=1e-9)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "exactly one of `drop` and `card_days_ratio`"),
        ({"drop": 1.0}, "`drop` must be a share below 1"),
        ({"drop": 0.2, "slots": 2}, "has no two intervals"),
        ({"card_days_ratio": 0.5}, "No gradient makes this card take 0.5 times"),
        ({"card_days_ratio": -1.0, "slots": 12}, "`card_days_ratio` must be a number above 0"),
        ({"drop": 0.2, "given": 10}, "`given` must be a whole number from 0 to below"),
    ],
)
def test_what_no_gradient_can_do_is_refused_in_words(change, words):
    with pytest.raises(InputError, match=words):
        calibrate_gradient(**change)


@pytest.mark.parametrize("record", ["time", "day"])
def test_the_gradient_of_the_likelihood_is_that_of_finite_differences(record):
    visits, truth = make_stamp_cards(150, seed=2, **TWO_CARDS, cards=2, record=record)
    rows = with_nodes(card_rows(visits, truth.study_days, None), PLACE)
    at = np.array([PLACE[name] for name in ALL.names])
    _, slopes = ALL.log_likelihood(np.exp(at), rows)
    slopes = slopes * np.exp(at)[:, None]
    step = 1e-5
    for i, name in enumerate(ALL.names):
        up, down = (
            ALL.log_likelihood(np.exp(at + side * step * np.eye(len(at))[i]), rows)[0].sum()
            for side in (1, -1)
        )
        exact = slopes[i].sum()
        assert (up - down) / (2 * step) == pytest.approx(exact, abs=1e-6 * (1 + abs(exact))), name


def test_one_customers_likelihood_is_the_integral_over_the_pace_that_nobody_sees():
    log = pd.DataFrame(
        {
            "customer_id": ["a"] * 4 + ["b"] * 3,
            "card_id": [1] * 4 + [2] * 3,
            "slots": 4,
            "stamp": [1, 2, 3, 4, 1, 2, 3],
            "day": [0.0, 2.5, 3.1, 7.0, 1.0, 2.2, 6.2],
        }
    )
    vector = PLACE | {"head_start": 0.0, "head_start_quit": 0.0}
    rows = with_nodes(card_rows(log, 20.0, 0.0), vector, points=25)
    at = np.array([vector[name] for name in ALL.names])
    values, _ = ALL.log_likelihood(np.exp(at), rows)
    noise, spread = math.exp(-0.5), math.exp(-0.6)

    def integrand(z, days, progress, left):
        chance = 1 / (1 + math.exp(-(-2.4 + 0.6 * z)))
        centre = [0.8 - 0.4 * p + spread * z for p in progress]
        value = norm.pdf(z)
        for t, middle in zip(days, centre, strict=False):
            value *= lognorm.pdf(t, noise, scale=math.exp(middle)) * (1 - chance)
        if left is not None:
            late = lognorm.sf(left, noise, scale=math.exp(centre[-1]))
            value *= chance + (1 - chance) * late
        return value

    for value, case in zip(
        values,
        [((2.5, 0.6, 3.9), (0.25, 0.5, 0.75), None), ((1.2, 4.0), (0.25, 0.5, 0.75), 13.8)],
        strict=True,
    ):
        whole = quad(integrand, -9, 9, args=case, epsabs=1e-14, limit=200)[0]
        assert value == pytest.approx(math.log(whole), abs=1e-6)


def test_chances_of_whole_days_are_those_of_two_visits_on_a_clock():
    index, noise = 0.7, 0.6
    parts = [
        _integral(np.arange(60.0)[:, None] + shift, np.array([[index]]), noise)[0]
        for shift in (1.0, 0.0, -1.0)
    ]
    chances = (parts[0] - 2 * parts[1] + parts[2]).ravel()
    rng = np.random.default_rng(1)
    begin = rng.random(400_000)
    days = np.floor(begin + np.exp(index + noise * rng.standard_normal(400_000)))
    seen = np.bincount(days.astype(int), minlength=60)[:60] / 400_000
    assert abs(chances - seen).max() < 0.003
    assert chances.sum() == pytest.approx(1.0, abs=1e-6)


def test_both_cards_are_found_again_and_their_days():
    visits, truth = make_stamp_cards(10_000, seed=11, **TWO_CARDS)
    found = GoalGradient().fit(visits, end_day=truth.study_days)
    for name, value in found.params.items():
        error = found.bse[name]
        assert abs(value - getattr(truth, name)) < 4 * error, name
    assert found.expected_card_days(slots=10) == pytest.approx(truth.card_days[1], rel=0.03)
    assert found.expected_card_days(slots=12, given=2) == pytest.approx(
        truth.card_days[2], rel=0.03
    )


def test_selection_alone_fools_whoever_takes_customers_for_alike_and_not_the_model():
    visits, truth = make_stamp_cards(6_000, seed=3, gradient=0)
    found = GoalGradient().fit(visits, end_day=truth.study_days)
    pooled = GoalGradient(customer_pace=False).fit(visits, end_day=truth.study_days)
    assert abs(found.params["gradient"]) < 3 * found.bse["gradient"]
    assert pooled.params["gradient"] > 8 * pooled.bse["gradient"]
    assert found.llf > pooled.llf + 1_000
    assert "spread" not in pooled.params


@pytest.mark.parametrize("gradient", [0.0, 0.5])
def test_intervals_of_another_shape_mislead_the_model_far_less_than_taking_all_for_alike(gradient):
    rng = np.random.default_rng(3)
    n = 3_000
    # Gamma intervals, gamma rates, and slow customers who leave at once more often.
    rate = rng.gamma(3, 1 / 3, n)
    steps = rng.gamma(2, 0.5, (n, 9)) / rate[:, None]
    steps = 3 * steps * np.exp(-gradient * np.arange(1, 10) / 10)
    day = np.cumsum(np.column_stack([30 * rng.random(n), steps]), axis=1)
    leaves = rng.random((n, 10)) < np.where(rate < 1, 0.11, 0.05)[:, None]
    stays = np.column_stack([np.ones(n, dtype=bool), ~np.logical_or.accumulate(leaves, 1)[:, :-1]])
    who, slot = np.nonzero(stays & (day < 75))
    log = pd.DataFrame({"customer_id": who, "card_id": who, "slots": 10, "stamp": slot + 1,
                        "day": day[who, slot]})  # fmt: skip
    own, alike = (
        GoalGradient(customer_pace=pace).fit(log, end_day=75).params["gradient"]
        for pace in (True, False)
    )
    assert abs(own - gradient) < 0.08
    assert alike - gradient > 0.15


def test_customers_who_are_all_alike_are_found_alike():
    visits, truth = make_stamp_cards(4_000, seed=3, spread=0, slow_quit=0)
    found = GoalGradient().fit(visits, end_day=truth.study_days)
    assert found.params["spread"] < 0.1
    assert found.params["gradient"] == pytest.approx(0.3, abs=4 * found.bse["gradient"])


def test_a_till_that_notes_the_day_only_tells_nearly_the_same():
    exact, truth = make_stamp_cards(3_000, seed=4)
    days, _ = make_stamp_cards(3_000, seed=4, record="day")
    first, second = (GoalGradient().fit(log, end_day=truth.study_days) for log in (exact, days))
    assert second.params["gradient"] == pytest.approx(
        first.params["gradient"], abs=1.5 * first.bse["gradient"]
    )
    assert second.bse["gradient"] > first.bse["gradient"]


def test_the_order_of_rows_ids_and_the_engine_of_the_log_do_not_matter():
    polars = pytest.importorskip("polars")
    visits, truth = make_stamp_cards(300, seed=5, cards=2)
    plain = GoalGradient().fit(visits, end_day=truth.study_days)
    odd = visits.sample(frac=1, random_state=1).drop(columns=["day", "interval_days"])
    odd["customer_id"] = "x" + odd["customer_id"].astype(str)
    end = pd.Timestamp("2024-01-01") + pd.Timedelta(days=truth.study_days)
    for log, when in ((odd, end), (polars.from_pandas(visits), truth.study_days)):
        again = GoalGradient().fit(log, end_day=when)
        assert again.llf == pytest.approx(plain.llf, abs=1e-5)
        assert again.params.to_numpy() == pytest.approx(plain.params.to_numpy(), rel=1e-4)


def test_a_log_in_which_everybody_finishes_has_nobody_who_gives_up():
    visits, truth = make_stamp_cards(500, seed=6, never_finish=0, study_days=1_000)
    found = GoalGradient().fit(visits, end_day=truth.study_days)
    assert "quit_chance" not in found.params
    assert "head_start" not in found.params
    assert abs(found.params["gradient"] - 0.3) < 4 * found.bse["gradient"]


@pytest.mark.parametrize(
    "change",
    [
        {"gradient": 4.0},
        {"gradient": -2.0},
        {"noise": 0.01},
        {"first_interval_days": 900.0, "study_days": 20_000.0},
        {"slots": 30, "never_finish": 0.9},
        {"slots": 3, "cards": 6},
    ],
)
def test_extreme_cards_are_fitted_too(change):
    visits, truth = make_stamp_cards(800, seed=7, **change)
    found = GoalGradient().fit(visits, end_day=truth.study_days)
    assert abs(found.params["gradient"] - truth.gradient) < 4.5 * found.bse["gradient"] + 1e-3
    assert np.isfinite(found.conf_int().to_numpy()).all()


def test_intervals_keep_above_0_and_chances_below_1():
    visits, truth = make_stamp_cards(60, seed=8)
    interval = GoalGradient().fit(visits, end_day=truth.study_days).conf_int(alpha=1e-6)
    assert (interval.loc[["first_interval_days", "noise", "spread"], "lower"] > 0).all()
    assert interval.loc["quit_chance"].between(0, 1).all()


def test_a_handful_of_customers_is_fitted_with_a_warning():
    visits, truth = make_stamp_cards(5, seed=9)
    with pytest.warns(CasekitWarning, match="5 customers are few"):
        found = GoalGradient().fit(visits, end_day=truth.study_days)
    assert np.isfinite(found.params["gradient"])


def test_what_tells_nothing_about_a_gradient_is_refused_in_words():
    visits, _ = make_stamp_cards(200, seed=1)
    with pytest.raises(InputError, match="on 1 different places of the card"):
        GoalGradient().fit(make_stamp_cards(200, seed=1, slots=2)[0])
    with pytest.raises(InputError, match="customers came after end_day=10"):
        GoalGradient().fit(visits, end_day=10)
    twice = visits.assign(day=visits["day"].where(visits["stamp"] != 2).ffill())
    with pytest.raises(InputError, match=r"0 days long: two stamps at the same moment.*"):
        GoalGradient(resolution_days=0).fit(twice)


def test_given_parameters_have_days_and_no_errors():
    found = GoalGradient.at(gradient=0.3, head_start=0.2, first_interval_days=2.0)
    assert found.expected_card_days(slots=12, given=2) == pytest.approx(
        expected_card_days(slots=12, given=2, gradient=0.3, head_start=0.2, first_interval_days=2.0)
    )
    assert "given, not fitted" in str(found.summary())
    with pytest.raises(InputError, match="they have no errors"):
        found.conf_int()


@pytest.mark.parametrize(
    ("design", "names"),
    [
        ({**TWO_CARDS}, ["gradient", "head_start"]),
        ({"gradient": 0.0}, ["gradient"]),
        ({"spread": 0.0, "slow_quit": 0.0}, ["gradient"]),
    ],
)
def test_intervals_of_cards_cover_the_truth_as_often_as_they_say(design, names):
    # 40 logs: 33 or fewer covered has a chance below one in ten thousand at 95%.
    covered = dict.fromkeys(names, 0)
    for seed in range(40):
        visits, truth = make_stamp_cards(400, seed=seed, **design)
        interval = GoalGradient().fit(visits, end_day=truth.study_days).conf_int()
        for name in names:
            low, high = interval.loc[name]
            covered[name] += low <= getattr(truth, name) <= high
    assert min(covered.values()) >= 33, covered


@pytest.mark.parametrize("joining", ["lot", "choice"])
@pytest.mark.parametrize("effects", [(0.08, 0.04), (0.0, 0.0), (-0.1, 0.3)])
def test_the_two_effects_of_a_window_are_found_again_whoever_joins(joining, effects):
    panel, truth = make_points_window(
        15_000, seed=4, joining=joining, points_pressure=effects[0], rewarded_behaviour=effects[1]
    )
    found = points_pressure(panel)
    for name, effect in zip(found.params.index, effects, strict=True):
        assert abs(found.params[name] - effect) < 3.5 * found.bse[name], name
    assert found.placebo.abs().max() < 0.03
    reach = (found.incentive_share_high - found.incentive_share_low) / 2
    assert abs(found.incentive_share - truth.incentive_share) < 1.8 * reach


def test_the_naive_spike_is_many_times_the_pressure_and_others_have_it_too():
    found = points_pressure(make_points_window(10_000, seed=5)[0])
    assert found.naive["spike"] > 8 * found.params["points_pressure"]
    assert found.naive["spike_of_others"] > 0.75 * found.naive["spike"]


def test_intervals_of_a_window_cover_the_truth_as_often_as_they_say():
    covered = np.zeros(2)
    for seed in range(50):
        panel, truth = make_points_window(400, seed=seed, joining="choice")
        interval = points_pressure(panel).conf_int()
        for i, name in enumerate(interval.index):
            low, high = interval.loc[name]
            covered[i] += low <= getattr(truth, name) <= high
    assert (covered >= 42).all(), covered


def test_the_two_effects_of_a_window_agree_with_a_peer():
    import statsmodels.api as sm

    from casekit.metrics.programmes import read_window

    panel, _ = make_points_window(400, seed=6)
    seen = read_window(panel)
    seen = seen[seen["spend"] > 0]
    states = seen[["near_reward", "after_reward"]].to_numpy(dtype=float)
    member = seen["member"].to_numpy(dtype=float)[:, None]
    weeks = pd.get_dummies(seen["week"], dtype=float).to_numpy()
    design = np.hstack([states * member, states, member, weeks])
    peer = sm.MixedLM(np.log(seen["spend"].to_numpy()), design, seen["customer_id"]).fit(reml=False)
    found = points_pressure(panel)
    assert np.log1p(found.params.to_numpy()) == pytest.approx(peer.fe_params[:2], abs=1e-4)
    assert found.llf == pytest.approx(peer.llf, abs=1e-3)


def test_a_window_without_others_or_without_rewards_is_refused_in_words():
    panel, _ = make_points_window(200, seed=1)
    with pytest.raises(InputError, match="All households are on one side"):
        points_pressure(panel[panel["member"]])
    with pytest.raises(InputError, match="had the reward in sight"):
        points_pressure(panel, threshold=1e6)
