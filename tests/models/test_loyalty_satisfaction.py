"""The satisfaction curve: recovery, statsmodels as a peer, and data that cannot tell."""

import warnings

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from casekit.errors import CasekitWarning, InputError
from casekit.generators.loyalty import make_cx_survey, market_satisfaction
from casekit.generators.switching import make_switching_market
from casekit.models.loyalty import SatisfactionCurve
from casekit.models.loyalty.logit import log_likelihood

GIVEN = {"free": -4.4, "hard": -3.1, "locked": -1.1}
SHIFTS = ["excellent", "none", "ok"]


@pytest.fixture(scope="module")
def made():
    return make_cx_survey(6_000, seed=31)


def test_the_published_curve_is_given_back_without_data() -> None:
    curve = SatisfactionCurve().at(satisfaction=1.25, top_box=0.5, levels=GIVEN)
    table = curve.curve().pivot(index="score", columns="market", values="share").round(2)
    assert table.loc[3].tolist() == [0.34, 0.66, 0.93]
    assert curve.slopes(4, 5)["change"].round(2).tolist() == [0.27, 0.10, 0.02]
    people = pd.DataFrame({"satisfaction": [3, 3], "market": ["free", "locked"]})
    assert curve.predict(people).round(2).tolist() == [0.34, 0.93]
    found = curve.without_barrier(people)
    assert found["then"].round(2).tolist()[::2] == [0.34, 0.34]
    assert "given" in str(curve.summary())
    for ask in (lambda: curve.bse, curve.conf_int, curve.cov_params, curve.without_barrier):
        with pytest.raises(InputError, match="given, not fitted"):
            ask()


def test_the_fit_is_that_of_statsmodels(made) -> None:
    import statsmodels.api as sm

    survey, _truth = made
    results = SatisfactionCurve().fit(survey)
    groups = [pd.get_dummies(survey["market"]), pd.get_dummies(survey["recovery"])]
    design = pd.concat(
        [survey["satisfaction"], survey["satisfaction"] == 5, groups[0], groups[1][SHIFTS]],
        axis=1,
    ).astype(float)
    peer = sm.Logit(survey["repurchased"].astype(float), design).fit(disp=0, tol=1e-12)
    assert results.params.tolist() == pytest.approx(peer.params.tolist(), abs=1e-6)
    assert results.bse.tolist() == pytest.approx(peer.bse.tolist(), rel=1e-6)
    assert results.llf == pytest.approx(peer.llf, abs=1e-8)
    assert results.conf_int().to_numpy() == pytest.approx(peer.conf_int().to_numpy(), abs=1e-5)
    assert results.nobs == 6_000
    assert results.predict(survey).to_numpy() == pytest.approx(peer.predict().tolist(), abs=1e-7)


def test_the_gradient_and_the_hessian_are_those_of_differences() -> None:
    rng = np.random.default_rng(1)
    design, n = rng.normal(size=(12, 4)), rng.integers(1, 30, 12).astype(float)
    k, at, step = np.floor(n * rng.random(12)), rng.normal(size=4), 1e-6
    _value, gradient, information = log_likelihood(at, design, n, k)
    for place, unit in enumerate(np.eye(4)):
        up = log_likelihood(at + step * unit, design, n, k)
        down = log_likelihood(at - step * unit, design, n, k)
        assert gradient[place] == pytest.approx((up[0] - down[0]) / (2 * step), rel=1e-6, abs=1e-6)
        slope = (up[1] - down[1]) / (2 * step)
        assert -information[place] == pytest.approx(slope, rel=1e-6, abs=1e-6)


def test_intervals_of_parameters_slopes_and_leavers_cover_the_truth() -> None:
    covered, slopes, leave = [], [], []
    worlds = [
        {},
        {"barriers": {"a": -0.5, "b": 0.8}, "satisfaction_slope": 0.8, "intercept": -2.5},
    ]
    for seed in range(80):
        survey, truth = make_cx_survey(2_500, seed=seed, **worlds[seed % 2])
        results = SatisfactionCurve().fit(survey)
        ends, known = results.conf_int(), truth.curve[results.params.index]
        covered += known.between(ends["lower"], ends["upper"]).tolist()
        steps = results.slopes(4, 5)
        slopes += truth.slopes.loc["4 to 5"].between(steps["lower"], steps["upper"]).tolist()
        freed = results.without_barrier()
        people = truth.respondents.groupby("market")[["chance", "chance_without_barrier"]].mean()
        change = people["chance_without_barrier"] - people["chance"]
        leave += change.between(freed["lower"], freed["upper"]).tolist()
    assert 0.93 <= np.mean(covered) <= 0.97
    assert 0.92 <= np.mean(slopes) <= 0.98
    assert 0.92 <= np.mean(leave) <= 0.99


def test_leaving_failures_out_of_the_model_makes_the_slope_too_flat() -> None:
    survey, truth = make_cx_survey(60_000, seed=32, failure_share=0.3)
    with_shifts, without = (
        SatisfactionCurve().fit(survey),
        SatisfactionCurve(shifts=None).fit(survey),
    )
    slope = truth.rule.satisfaction
    assert abs(with_shifts.params["satisfaction"] - slope) < 3 * with_shifts.bse["satisfaction"]
    assert without.params["satisfaction"] < slope - 3 * without.bse["satisfaction"]
    clean = survey[survey["recovery"] == "no failure"]
    again = SatisfactionCurve().fit(clean)
    assert not any(name.startswith("shift") for name in again.params.index)
    assert abs(again.params["satisfaction"] - slope) < 3 * again.bse["satisfaction"]


def test_counted_rows_give_the_same_as_single_ones(made) -> None:
    survey, _truth = made
    keys = ["satisfaction", "market", "recovery", "repurchased"]
    counted = survey.groupby(keys, observed=True).size().rename("people").reset_index()
    one = SatisfactionCurve().fit(survey)
    other = SatisfactionCurve(counts="people").fit(counted)
    assert other.params.tolist() == pytest.approx(one.params.tolist(), abs=1e-9)
    assert other.nobs == one.nobs
    million = SatisfactionCurve(counts="people").fit(
        counted.assign(people=counted["people"] * 10**6)
    )
    assert million.bse.tolist() == pytest.approx((one.bse / 1_000).tolist(), rel=1e-6)


def test_who_would_leave_adds_up_and_any_level_can_be_asked(made) -> None:
    survey, truth = made
    results = SatisfactionCurve().fit(survey)
    freed = results.without_barrier()
    assert freed.loc["free", ["change", "lower", "upper"]].tolist() == [0, 0, 0]
    assert freed["now"].tolist() == pytest.approx(
        survey.groupby("market")["repurchased"].mean().tolist()
    )
    assert freed["leave"].tolist() == pytest.approx(
        (freed["customers"] * (freed["now"] - freed["then"])).tolist()
    )
    held = truth.respondents.groupby("market")["held"].sum()
    assert freed.loc["locked", "leave"] == pytest.approx(held["locked"], rel=0.15)
    to_hard = results.without_barrier(to="hard")
    assert to_hard.loc["hard", "change"] == 0
    assert to_hard.loc["free", "change"] > 0
    number = results.without_barrier(to=float(results.levels["hard"]))
    assert number["then"].tolist() == pytest.approx(to_hard["then"].tolist())
    same = results.without_barrier(survey)
    assert same["change"].tolist() == pytest.approx(freed["change"].tolist())
    with pytest.raises(InputError, match="'hard'"):
        results.without_barrier(to="nowhere")


def test_service_pays_within_a_year_where_leaving_is_easy_and_nowhere_else() -> None:
    """Lesson 11 says that further surveys give its table of the service money the same signs."""
    barriers = {"Northgate": 0.2, "Midvale": 1.5, "Fairhaven": 3.5}
    for seed in range(1, 7):
        survey, _truth = make_cx_survey(3_000, seed=seed, barriers=barriers)
        fitted = SatisfactionCurve().fit(survey)
        found = []
        for people, barrier in (
            ("Northgate", "Northgate"),
            ("Midvale", "Midvale"),
            ("Fairhaven", "Fairhaven"),
            ("Fairhaven", "Midvale"),
            ("Fairhaven", "Northgate"),
        ):
            before = survey[survey["market"] == people].assign(market=barrier)
            after = before.assign(satisfaction=(before["satisfaction"] + 1).clip(upper=5))
            more = 20_000 * (fitted.predict(after) - fitted.predict(before)).mean() / 2
            found.append(300 * more > 500_000)
        assert found == [True, False, False, False, True]


def test_one_group_is_enough(made) -> None:
    survey, _truth = made
    table = survey.loc[survey["market"] == "free", ["satisfaction", "repurchased"]]
    results = SatisfactionCurve(barrier=None).fit(table)
    assert results.params.index.tolist() == ["satisfaction", "top_box", "level"]
    assert results.slopes().index.tolist() == ["all"]
    assert results.without_barrier(to=-6.0)["change"].iloc[0] < 0
    assert results.curve().columns.tolist() == ["score", "share", "low", "high"]
    only = SatisfactionCurve().fit(survey[survey["market"] == "free"])
    assert only.levels.index.tolist() == ["free"]
    for alone in (results, only):
        with pytest.raises(InputError, match="one barrier only"):
            alone.without_barrier()
    with pytest.raises(InputError, match="barrier=None"):
        SatisfactionCurve().fit(table)


def test_a_market_that_nobody_left_is_told_and_the_others_are_still_learned(made) -> None:
    survey, _truth = made
    table = survey.assign(repurchased=survey["repurchased"] | (survey["market"] == "locked"))
    with pytest.warns(CasekitWarning, match=r"level\[locked\]: everybody bought again"):
        results = SatisfactionCurve().fit(table)
    assert results.params["level[locked]"] == np.inf
    assert np.isnan(results.bse["level[locked]"])
    rest = SatisfactionCurve().fit(survey[survey["market"] != "locked"].reset_index(drop=True))
    assert results.params["satisfaction"] == pytest.approx(rest.params["satisfaction"])
    assert results.llf == pytest.approx(rest.llf)
    shares = results.curve().set_index("market").loc["locked", "share"]
    assert shares.tolist() == [1.0] * 5
    freed = results.without_barrier()
    assert freed.loc["locked", "now"] == pytest.approx(1)
    assert freed.loc["locked", "lower"] < freed.loc["locked", "change"] < -0.3
    assert results.slopes().loc["locked", "change"] == 0
    assert "-" in str(results.summary())


def test_a_top_box_that_all_stay_in_has_no_end(made) -> None:
    survey, _truth = made
    table = survey.assign(repurchased=survey["repurchased"] | (survey["satisfaction"] == 5))
    with pytest.warns(CasekitWarning, match="top_box: everybody bought again"):
        results = SatisfactionCurve().fit(table)
    assert results.params["top_box"] == np.inf
    assert np.isfinite(results.bse["satisfaction"])
    assert results.curve().query("score == 5")["share"].tolist() == [1.0] * 3


def table_of(rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["satisfaction", "repurchased"])


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([(3, True), (3, False)], "two scores at least"),
        ([(4, True), (4, False), (5, True), (5, False)], "top_box=False"),
        ([(1, False), (2, False), (3, True), (4, True)], "all did the same|perfectly"),
        ([(3, True), (4, True), (5, True)], "all did the same"),
        ([(2, False), (2, False), (5, True)], "all did the same"),
    ],
)
@pytest.mark.filterwarnings("ignore::casekit.errors.CasekitWarning")
def test_data_without_a_maximum_are_refused_in_words(rows, words) -> None:
    with pytest.raises(InputError, match=words):
        SatisfactionCurve(barrier=None).fit(table_of(rows))


def test_two_scores_are_enough_without_the_top_box() -> None:
    rows = [(4, True), (4, False), (5, True), (5, True), (5, False)]
    results = SatisfactionCurve(barrier=None, top_box=False).fit(table_of(rows))
    shares = results.curve().set_index("score")["share"]
    assert shares.loc[[4, 5]].tolist() == pytest.approx([1 / 2, 2 / 3])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"satisfaction": 9}, r"outside 1 to 5, such as 9.*scale="),
        ({"satisfaction": "good"}, "'good'"),
        ({"repurchased": "yes"}, "yes or no"),
        ({"satisfaction": np.nan}, 'empty in .* missing="drop"'),
        ({"market": None}, '"market" is empty'),
    ],
)
def test_ugly_surveys_are_refused_in_words(made, change, words) -> None:
    survey, _truth = made
    with pytest.raises(InputError, match=words):
        SatisfactionCurve().fit(survey.assign(**change))


def test_gaps_are_dropped_on_request_and_other_scales_are_read(made) -> None:
    survey, _truth = made
    holes = survey.astype({"satisfaction": float})
    holes.loc[::10, "satisfaction"] = np.nan
    results = SatisfactionCurve().fit(holes, missing="drop")
    assert results.nobs == survey["satisfaction"][holes["satisfaction"].notna()].size
    ten = survey.assign(satisfaction=2 * survey["satisfaction"])
    results = SatisfactionCurve(scale=(0, 10)).fit(ten)
    plain = SatisfactionCurve().fit(survey)
    assert 2 * results.params["satisfaction"] == pytest.approx(plain.params["satisfaction"])
    assert results.params["top_box"] == pytest.approx(plain.params["top_box"])


def test_a_number_is_no_group_and_an_unknown_group_is_told(made) -> None:
    survey, _truth = made
    with pytest.raises(InputError, match=r"different values.*qcut"):
        SatisfactionCurve(barrier="respondent_id").fit(survey)
    results = SatisfactionCurve().fit(survey)
    with pytest.raises(InputError, match="not in the fit"):
        results.predict(survey.assign(market="Mars"))
    with pytest.raises(InputError, match="not on the scale"):
        results.slopes(4, 6)
    with pytest.raises(InputError, match="alpha"):
        results.slopes(alpha=95)


def test_rare_recoveries_do_not_warn_unless_asked_for() -> None:
    survey, _truth = make_cx_survey(400, seed=3)
    some = survey["recovery"].isin(["no failure", "none"])
    survey = survey.assign(repurchased=survey["repurchased"] | ~some)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        results = SatisfactionCurve().fit(survey)
    assert np.isinf(results.params[["shift[ok]"]]).all()
    with pytest.warns(CasekitWarning, match="shift"):
        SatisfactionCurve(shifts="recovery").fit(survey)


def test_the_market_of_part_one_gives_the_same_curve_with_levels_by_barrier() -> None:
    panel, _events, truth = make_switching_market(20_000, seed=3)
    table = market_satisfaction(panel, truth)
    results = SatisfactionCurve(barrier="barrier_level").fit(table)
    assert results.levels.is_monotonic_increasing
    free = SatisfactionCurve(outcome="stays_without", barrier=None).fit(table)
    assert free.params["level"] < results.levels["low"]
    # What a logistic curve says at each score is what was seen.
    seen = table.groupby("satisfaction")["stays_without"].mean()
    assert free.curve()["share"].tolist() == pytest.approx(seen.tolist(), abs=0.03)


def test_extreme_levels_do_not_overflow() -> None:
    curve = SatisfactionCurve().at(satisfaction=50.0, levels={"a": -700.0, "b": 700.0})
    assert curve.curve()["share"].between(0, 1).all()
    assert curve.slopes()["change"].tolist() == pytest.approx([0.0, 0.0])
    assert expit(-4.4 + 1.25 * 3) == pytest.approx(
        SatisfactionCurve().at(satisfaction=1.25, levels=-4.4).curve()["share"][2]
    )
