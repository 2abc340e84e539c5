"""Gaps, cells, phases, curves and recovery: by hand, on made surveys, and on ugly ones."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from casekit.errors import CasekitWarning, InputError
from casekit.generators.loyalty import make_cx_survey
from casekit.metrics.loyalty import (
    hostages,
    loyalty_cells,
    loyalty_cells_by_cut,
    loyalty_phases,
    recovery_table,
    satisfaction_curve,
    service_gaps,
)
from casekit.metrics.loyalty.shares import share_interval

TWO = {"speed": ["q1", "q2"], "help": ["q3"]}


@pytest.fixture(scope="module")
def made():
    return make_cx_survey(6_000, seed=21)


def small() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "e_q1": [6, 7, 5],
            "e_q2": [6, 5, 5],
            "e_q3": [4, 4, 7],
            "p_q1": [5, 5, 5],
            "p_q2": [5, 3, 5],
            "p_q3": [6, 4, 7],
            "points_speed": [80, 50, 0],
            "points_help": [20, 50, 100],
            "town": ["a", "a", "b"],
        }
    )


def of_small(table: pd.DataFrame | None = None, **more) -> pd.DataFrame:
    given = {"dimensions": TWO, "expected": "e_", "perceived": "p_", "importance": "points_"}
    return service_gaps(small() if table is None else table, **(given | more))


def test_gaps_are_perception_less_expectation_by_hand() -> None:
    found = of_small()
    assert found.index.tolist() == ["speed", "help", "overall, unweighted"]
    # Speed: -1, -2, 0; help: 2, 0, 0.
    assert found["gap"].tolist() == pytest.approx([-1, 2 / 3, -1 / 6])
    assert found.loc["speed", "standard_error"] == pytest.approx(1 / np.sqrt(3))
    assert found.loc["speed", ["expectation", "perception"]].tolist() == pytest.approx(
        [17 / 3, 14 / 3]
    )
    assert found["gap"].tolist() == pytest.approx(found["perception"] - found["expectation"])


def test_the_two_weighted_scores_differ_when_points_go_with_gaps() -> None:
    own = of_small(weights="importance").loc["overall, weighted", "gap"]
    # .8 x -1 + .2 x 2; .5 x -2; 0.
    assert own == pytest.approx((-0.4 - 1.0 + 0.0) / 3)
    mean = of_small(weights="mean importance").loc["overall, weighted", "gap"]
    shares = np.array([130, 170]) / 300
    assert mean == pytest.approx(shares @ [-1, 2 / 3])
    fixed = of_small(weights={"help": 3, "speed": 1}).loc["overall, weighted", "gap"]
    assert fixed == pytest.approx(-0.25 + 0.5)


def test_performance_alone_needs_no_expectations() -> None:
    table = small().drop(columns=["e_q1", "e_q2", "e_q3"])
    found = of_small(table, score="servperf")
    assert found["perception"].tolist() == pytest.approx([14 / 3, 17 / 3, 31 / 6])
    assert "gap" not in found
    with pytest.raises(InputError, match="servperf"):
        of_small(table)


def test_groups_are_scored_one_by_one_and_one_respondent_has_no_error() -> None:
    found = of_small(by="town")
    assert found.loc[("a", "speed"), "gap"] == pytest.approx(-1.5)
    assert found.loc[("b", "help"), "gap"] == 0
    assert np.isnan(found.loc[("b", "help"), "standard_error"])
    assert found["respondents"].tolist() == [2, 2, 2, 1, 1, 1]


def test_missing_answers_are_refused_dropped_or_worked_around() -> None:
    table = small().astype({"p_q2": float, "p_q3": float})
    table.loc[1, "p_q2"] = np.nan
    with pytest.raises(InputError, match=r'"p_q2" is empty in 1 of 3 rows.*missing="drop"'):
        of_small(table)
    assert of_small(table, missing="drop").loc["speed", "gap"] == pytest.approx(-0.5)
    found = of_small(table, missing="available")
    assert found.loc["speed", "gap"] == pytest.approx((-1 - 2 + 0) / 3)
    table.loc[2, "p_q3"] = np.nan
    found = of_small(table, missing="available")
    assert found["respondents"].tolist() == [3, 2, 2]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"p_q1": ["agree", "7", "5"]}, "words in 1 of 3 rows, such as 'agree'"),
        ({"p_q1": [8, 7, 99]}, "2 of 3 answers outside 1 to 7, such as 99"),
        ({"points_speed": [-1, 50, 10]}, "points of importance"),
        ({"points_speed": [0, 50, 10], "points_help": [0, 50, 10]}, "not all 0"),
    ],
)
def test_ugly_answers_are_named_with_their_rows(change, words) -> None:
    with pytest.raises(InputError, match=words):
        of_small(small().assign(**change), weights="importance")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"score": "gap"}, "servqual"),
        ({"weights": "equal"}, "mean importance"),
        ({"weights": {"speed": 1}}, "speed, help"),
        ({"weights": {"speed": -1, "help": 1}}, "0 or more"),
        ({"missing": "ignore"}, "available"),
        ({"level": 95}, "between 0 and 1"),
        ({"dimensions": {"speed": "q1"}}, "list"),
        ({"dimensions": {"speed": ["q9"]}}, "q9"),
        ({"scale": 7}, "scale"),
    ],
)
def test_senseless_arguments_of_the_gaps_are_refused(arguments, words) -> None:
    with pytest.raises(InputError, match=words):
        of_small(**arguments)


def test_gaps_find_the_truth_and_numbers_written_as_text_count() -> None:
    survey, truth = make_cx_survey(8_000, seed=22)
    found = service_gaps(survey)
    exact = truth.gaps["gap"].to_numpy()
    assert (np.abs(found["gap"].to_numpy()[:5] - exact) < 4 * found["standard_error"][:5]).all()
    text = survey.filter(like="ed_s").astype(str)
    assert service_gaps(text)["gap"].tolist() == found["gap"].tolist()


def test_every_engine_gives_the_same() -> None:
    survey, _truth = make_cx_survey(300, seed=23)
    survey = survey.assign(market=survey["market"].astype(str))
    other = pl.DataFrame({name: survey[name].to_numpy() for name in survey.columns})
    pd.testing.assert_frame_equal(service_gaps(survey), service_gaps(other))
    for metric in (satisfaction_curve, hostages):
        pd.testing.assert_frame_equal(metric(survey, by="market"), metric(other, by="market"))
    cells = loyalty_cells(other)
    assert isinstance(cells, pl.DataFrame)
    assert cells["cell"].to_list() == loyalty_cells(survey)["cell"].tolist()
    odd = survey.set_axis(range(1_000, 1_300))
    assert loyalty_cells(odd)["cell"].tolist() == cells["cell"].to_list()


@given(st.integers(0, 400), st.integers(1, 400), st.sampled_from([0.8, 0.95, 0.99]))
def test_wilsons_interval_is_scipys(yes, of, level) -> None:
    yes = min(yes, of)
    low, high = share_interval(yes, of, level)
    known = binomtest(yes, of).proportion_ci(level, method="wilson")
    assert (low.item(), high.item()) == pytest.approx((known.low, known.high), abs=1e-12)


def test_a_curve_counts_by_hand() -> None:
    table = pd.DataFrame(
        {
            "satisfaction": [5, 5, 3, 3, 3, 1],
            "repurchased": [1, 1, 0, 1, 0, 0],
            "town": list("aabbab"),
        }
    )
    found = satisfaction_curve(table)
    assert found["score"].tolist() == [1, 3, 5]
    assert found["customers"].tolist() == [1, 3, 2]
    assert found["share"].tolist() == pytest.approx([0, 1 / 3, 1])
    assert found["low"].iloc[0] == 0
    assert found["high"].iloc[-1] == 1
    by_town = satisfaction_curve(table, by="town")
    assert by_town["town"].tolist() == ["a", "a", "b", "b"]
    assert by_town["customers"].sum() == 6


def test_groups_keep_the_order_of_a_categorical_column(made) -> None:
    survey, _truth = made
    town = survey["market"].cat.rename_categories({"free": "Z", "hard": "M", "locked": "A"})
    found = satisfaction_curve(survey.assign(town=town), by="town")
    assert found["town"].unique().tolist() == ["Z", "M", "A"]
    some = survey[survey["market"] != "hard"]
    assert satisfaction_curve(some, by="market")["market"].unique().tolist() == ["free", "locked"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"satisfaction": [10, 5, 3]}, r"outside 1 to 5, such as 10.*scale="),
        ({"satisfaction": ["very", "5", "3"]}, "'very'"),
        ({"satisfaction": [4.5, 5, 3]}, "no whole numbers"),
        ({"satisfaction": [None, 5, 3]}, "empty in 1 of 3 rows"),
        ({"repurchased": ["No", "Yes", "No"]}, "== 'Yes'"),
        ({"repurchased": [2, 1, 0]}, "yes or no"),
        ({"repurchased": [True, None, False]}, "empty in 1 of 3 rows"),
        ({"town": [None, "a", "b"]}, '"town" is empty'),
    ],
)
def test_ugly_surveys_are_refused_in_words(change, words) -> None:
    table = pd.DataFrame(
        {"satisfaction": [4, 5, 3], "repurchased": [True, True, False], "town": list("aab")}
    )
    for metric in (satisfaction_curve, hostages):
        with pytest.raises(InputError, match=words):
            metric(table.assign(**change), by="town")


def test_gaps_in_answers_can_be_dropped_and_other_scales_given() -> None:
    table = pd.DataFrame({"stars": [10, None, 2], "again": [True, True, None]})
    arguments = {"satisfaction": "stars", "outcome": "again", "scale": (0, 10)}
    assert satisfaction_curve(table, **arguments, missing="drop")["score"].tolist() == [10]
    with pytest.raises(InputError, match="no rows"):
        satisfaction_curve(table.iloc[:0], **arguments)
    with pytest.raises(InputError, match=r'no column "satisfaction".*satisfaction=\.\.\.'):
        satisfaction_curve(table)


def test_the_four_types_add_up_and_follow_the_cut(made) -> None:
    survey, _truth = made
    found = hostages(survey).set_index(["market", "type"])
    assert found.groupby("market")["share"].sum().tolist() == pytest.approx([1, 1, 1])
    locked = survey[survey["market"] == "locked"]
    by_hand = ((locked["satisfaction"] <= 3) & locked["repurchased"]).sum()
    assert found.loc[("locked", "hostages"), "customers"] == by_hand
    lower = hostages(survey, satisfied_from=3).set_index(["market", "type"])
    assert (
        lower.xs("hostages", level="type")["customers"]
        < found.xs("hostages", level="type")["customers"]
    ).all()
    assert hostages(survey, by=None)["customers"].sum() == len(survey)
    with pytest.raises(InputError, match="satisfied_from"):
        hostages(survey, satisfied_from=1)


def test_cells_by_hand_and_exactly_at_the_cut_is_not_high() -> None:
    table = pd.DataFrame({"a": [1, 4, 4, 7], "b": [1, 7, 4, 7], "share": [0.9, 0.5, 0.6, 0.9]})
    found = loyalty_cells(
        table, attitude=["a", "b"], patronage="share", attitude_cut=4, patronage_cut=0.5
    )
    assert found["cell"].tolist() == ["spurious", "latent", "spurious", "true"]
    medians = loyalty_cells(table, attitude="a", patronage="share")
    assert medians["cell"].tolist() == ["spurious", "none", "none", "true"]


def test_a_cut_on_another_scale_than_its_column_is_told() -> None:
    table = pd.DataFrame({"a": [1, 6, 3, 7], "share": [90, 20, 80, 10]})
    with pytest.warns(CasekitWarning, match=r"at or below patronage_cut=0.5.*10 to 90"):
        found = loyalty_cells(
            table, attitude="a", patronage="share", attitude_cut=4, patronage_cut=0.5
        )
    assert set(found["cell"]) == {"true", "spurious"}
    with pytest.warns(CasekitWarning, match="above attitude_cut=7"):
        loyalty_cells(table, attitude="a", patronage="share", attitude_cut=7, patronage_cut=50)


def test_shares_over_cuts_are_those_of_each_cut(made) -> None:
    survey, truth = made
    found = loyalty_cells_by_cut(survey, attitude_cuts=[4, "median"], patronage_cuts=[0.5])
    assert found.drop(columns=["attitude_cut", "patronage_cut"]).sum(axis=1).tolist() == (
        pytest.approx([1, 1])
    )
    one = loyalty_cells(survey, attitude_cut=4, patronage_cut=0.5)["cell"]
    for name in ("true", "latent", "spurious", "none"):
        assert found.loc[0, name] == pytest.approx((one == name).mean())
        # Measured at the cuts of the truth, but three answers are not the attitude itself.
        assert found.loc[0, name] == pytest.approx(truth.cells[name], abs=0.05)
    everything = loyalty_cells_by_cut(survey)
    assert (everything["spurious"].max() - everything["spurious"].min()) > 0.1
    with pytest.raises(InputError, match="list of cuts"):
        loyalty_cells_by_cut(survey, attitude_cuts="median")
    with pytest.raises(InputError, match=r"empty in 6000 of 6000 rows.*dropna"):
        loyalty_cells(survey.assign(attitude_1=np.nan))
    with pytest.raises(InputError, match="attitude_cut"):
        loyalty_cells(survey, attitude_cut="mean")


def test_phases_are_counted_in_order(made) -> None:
    survey, _truth = made
    found = loyalty_phases(survey)
    assert found["reached"].is_monotonic_decreasing
    assert (found["alone"] >= found["reached"]).all()
    assert found["stopped_here"].sum() == len(survey)
    knows, likes, means = (survey[name] >= 5 for name in ("cognitive", "affective", "conative"))
    assert found.loc["conative", "reached"] == (knows & likes & means).mean()
    stopped = knows & ~likes
    assert found.loc["cognitive", "stopped_here"] == stopped.sum()
    assert found.loc["cognitive", "acted"] == survey.loc[stopped, "repurchased"].mean()
    by_market = loyalty_phases(survey, by="market")["acted"].unstack("market")
    assert by_market.loc["(before the first)", "locked"] > 0.85
    with pytest.raises(InputError, match="reached_from"):
        loyalty_phases(survey, reached_from=8)
    with pytest.raises(InputError, match="liking"):
        loyalty_phases(survey, phases=["cognitive", "liking"])


def test_recovery_by_hand() -> None:
    table = pd.DataFrame(
        {
            "satisfaction": [4, 4, 2, 5, 3],
            "repurchased": [True, False, False, True, True],
            "failure": [False, False, True, True, True],
            "complained": [False, False, False, True, True],
            "recovery": ["no failure", None, "none", "excellent", "sent flowers"],
        }
    )
    found = recovery_table(table)
    assert found.index.tolist() == [
        "no failure",
        "failed, did not complain",
        "complained, recovery: excellent",
        "complained, recovery: sent flowers",
    ]
    assert found["satisfaction_change"].tolist() == [0, -2, 1, -1]
    assert found["repurchase_change"].tolist() == [0, -0.5, 0.5, 0.5]
    assert np.isnan(found["satisfaction_low"].iloc[1])
    low, high = found.iloc[1][["repurchase_low", "repurchase_high"]]
    assert -1 <= low < -0.5 < high <= 1


def test_the_interval_of_a_difference_of_shares_is_newcombes() -> None:
    # Newcombe (1998), table II: 56/70 against 48/80, method 10: .0524 to .3339.
    rows = [(False, k < 48) for k in range(80)] + [(True, k < 56) for k in range(70)]
    table = pd.DataFrame(rows, columns=["failure", "repurchased"])
    table = table.assign(satisfaction=3, complained=False, recovery="none")
    found = recovery_table(table).iloc[1]
    assert found["repurchase_low"] == pytest.approx(0.0524, abs=5e-5)
    assert found["repurchase_high"] == pytest.approx(0.3339, abs=5e-5)


def test_recovery_refuses_what_cannot_be_compared(made) -> None:
    survey, truth = made
    assert recovery_table(survey, truth)["true_repurchase_change"].tolist() == [
        0,
        -0.15,
        -0.15,
        -0.06,
        -0.02,
    ]
    with pytest.raises(InputError, match="Everybody's service failed"):
        recovery_table(survey[survey["failure"]])
    with pytest.raises(InputError, match="complained without a failure"):
        recovery_table(survey.assign(failure=False))
    with pytest.raises(InputError, match="empty for"):
        recovery_table(survey.assign(recovery=None))
    nobody = recovery_table(survey[~survey["failure"]])
    assert nobody["customers"].tolist()[1:] == [0]


def test_intervals_cover_what_they_promise() -> None:
    gaps, curve, recovery = [], [], []
    for seed in range(100):
        survey, truth = make_cx_survey(1_200, seed=seed, failure_share=0.3)
        found, exact = service_gaps(survey).iloc[:5], truth.gaps["gap"].to_numpy()
        gaps += ((found["low"] <= exact) & (exact <= found["high"])).tolist()
        shares = satisfaction_curve(survey, by="market").set_index(["score", "market"])
        known = truth.repurchase_of_all.stack().to_dict()
        exact = np.array([known[cell] for cell in shares.index])
        curve += ((shares["low"] <= exact) & (exact <= shares["high"])).tolist()
        table = recovery_table(survey, truth).iloc[1:]
        for name in ("satisfaction", "repurchase"):
            low, high = table[f"{name}_low"], table[f"{name}_high"]
            recovery += table[f"true_{name}_change"].between(low, high).tolist()
    # The five gaps of one survey go together: fewer than 500 different chances to miss.
    assert 0.91 < np.mean(gaps) < 0.985
    assert 0.93 < np.mean(curve) < 0.98
    assert 0.92 < np.mean(recovery) < 0.98
