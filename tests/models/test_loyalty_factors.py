"""Confirmatory factors: a published table, the gradient, the truth found again, and refusals."""

import time
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.datasets import load
from casekit.errors import CasekitWarning, InputError
from casekit.models.loyalty import ADVERTISER_ITEMS, ConfirmatoryFactors, measure_advertisers
from casekit.models.loyalty.structure import Structure

# Covariances (divided by n - 1) of nine tests of 301 school children: Holzinger & Swineford
# (1939), the example of lavaan (Rosseel 2012, Journal of Statistical Software 48(2)); computed
# from the data that semopy 2.3.11 carries as semopy.examples.holzinger39.
HALF = """
1.362898
0.408729 1.386390
0.581832 0.452567 1.279114
0.506518 0.209620 0.208864 1.355167
0.442084 0.211795 0.112671 1.101412 1.665318
0.456324 0.248370 0.244923 0.898501 1.017906 1.200346
0.085048 -0.097074 0.088636 0.220475 0.143476 0.144559 1.187083
0.264717 0.110025 0.213030 0.126012 0.181207 0.165982 0.537029 1.025389
0.459866 0.244823 0.375099 0.244174 0.296225 0.236784 0.374542 0.458841 1.018387
"""
NAMES = [f"x{place}" for place in range(1, 10)]
CHILDREN = {"visual": NAMES[:3], "textual": NAMES[3:6], "speed": NAMES[6:]}


@pytest.fixture(scope="module")
def children() -> pd.DataFrame:
    """Give the table of covariances, both halves."""
    found = np.zeros((9, 9))
    for row, line in enumerate(HALF.split("\n")[1:-1]):
        found[row, : row + 1] = [float(one) for one in line.split()]
    return pd.DataFrame(found + np.tril(found, -1).T, index=NAMES, columns=NAMES)


def survey(
    n: int, seed: int, *, loading: float = 0.7, between: float = 0.4, scale: float = 1.0
) -> pd.DataFrame:
    """Make nine items of three dimensions."""
    rng = np.random.default_rng(seed)
    shared = rng.standard_normal((n, 1))
    true = np.sqrt(between) * shared + np.sqrt(1 - between) * rng.standard_normal((n, 3))
    error = np.sqrt(1 - loading**2) * rng.standard_normal((n, 9))
    return pd.DataFrame(scale * (loading * np.repeat(true, 3, axis=1) + error), columns=NAMES)


def test_the_fit_of_holzingers_children_is_the_one_that_lavaan_prints(children):
    found = ConfirmatoryFactors(CHILDREN).fit_covariance(children, 301)
    assert round(found.chi2, 3) == pytest.approx(85.306, abs=1.5e-3)
    assert (found.df, found.nobs) == (24, 301)
    assert round(found.cfi, 3) == 0.931
    assert round(found.tli, 3) == 0.896
    assert round(found.rmsea, 3) == 0.092
    assert [round(end, 3) for end in found.rmsea_interval] == [0.071, 0.114]
    assert round(found.srmr, 3) == 0.065
    assert found.p_value < 0.001
    assert round(found.llf, 1) == -3737.7
    assert (round(found.aic, 1), round(found.bic, 1)) == (7517.5, 7595.3)


def test_loadings_and_their_errors_are_the_ones_that_lavaan_prints(children):
    found = ConfirmatoryFactors(CHILDREN).fit_covariance(children, 301)
    both = pd.DataFrame({"estimate": found.params, "error": found.bse}).round(3)
    printed = {
        "visual =~ x2": (0.554, 0.100),
        "visual =~ x3": (0.729, 0.109),
        "textual =~ x5": (1.113, 0.065),
        "textual =~ x6": (0.926, 0.055),
        "speed =~ x8": (1.180, 0.165),
        "speed =~ x9": (1.082, 0.151),
        "visual ~~ visual": (0.809, 0.145),
        "textual ~~ textual": (0.979, 0.112),
        "speed ~~ speed": (0.384, 0.086),
        "visual ~~ textual": (0.408, 0.074),
        "visual ~~ speed": (0.262, 0.056),
        "textual ~~ speed": (0.173, 0.049),
        "x1 ~~ x1": (0.549, 0.114),
        "x7 ~~ x7": (0.799, 0.081),
    }
    for name, (estimate, error) in printed.items():
        assert both.loc[name].tolist() == pytest.approx([estimate, error], abs=1.01e-3), name


def test_both_ways_of_giving_a_dimension_its_scale_are_the_same_model(children):
    marker = ConfirmatoryFactors(CHILDREN).fit_covariance(children, 301)
    unit = ConfirmatoryFactors(CHILDREN, identification="unit_variance").fit_covariance(
        children, 301
    )
    assert marker.chi2 == pytest.approx(unit.chi2)
    np.testing.assert_allclose(marker.standardised_loadings, unit.standardised_loadings)
    assert len(marker.params) == len(unit.params) == 21
    assert unit.params["visual =~ x2"] == pytest.approx(
        marker.params["visual =~ x2"] * np.sqrt(marker.params["visual ~~ visual"])
    )


def test_the_gradient_is_that_of_finite_differences():
    structure = Structure(np.kron(np.eye(3), np.ones((3, 1))).astype(bool), correlated=True)
    rng = np.random.default_rng(1)
    observed = np.corrcoef(
        rng.standard_normal((50, 9)) + rng.standard_normal((50, 1)), rowvar=False
    )
    here, step = rng.uniform(0.2, 0.6, structure.size), 1e-6
    by_hand = [
        (
            structure.discrepancy(here + step * one, observed)
            - structure.discrepancy(here - step * one, observed)
        )
        / (2 * step)
        for one in np.eye(structure.size)
    ]
    np.testing.assert_allclose(structure.gradient(here, observed), by_hand, atol=1e-6)


def test_the_expected_information_is_the_second_derivative_where_the_model_is_true():
    structure = Structure(np.kron(np.eye(2), np.ones((3, 1))).astype(bool), correlated=True)
    here = np.array([0.8, 0.7, 0.6, 0.5, 0.9, 0.7, 0.4, 0.4, 0.5, 0.6, 0.7, 0.3, 0.5])
    observed, step = structure.implied(here), 1e-5
    by_hand = [
        (
            structure.gradient(here + step * one, observed)
            - structure.gradient(here - step * one, observed)
        )
        / (4 * step)
        for one in np.eye(structure.size)
    ]
    np.testing.assert_allclose(structure.information(here), by_hand, atol=1e-6)


@given(
    loadings=st.lists(st.floats(0.3, 0.95), min_size=9, max_size=9),
    correlations=st.lists(st.floats(-0.4, 0.45), min_size=3, max_size=3),
    scales=st.lists(st.floats(0.01, 1000.0), min_size=9, max_size=9),
)
@settings(max_examples=30, deadline=None)
def test_a_true_model_is_found_exactly_whatever_the_scales_of_the_items(
    loadings, correlations, scales
):
    phi = np.eye(3)
    phi[np.triu_indices(3, 1)] = correlations
    phi = pd.DataFrame(phi + np.triu(phi, 1).T, index=list(CHILDREN), columns=list(CHILDREN))
    model = ConfirmatoryFactors(CHILDREN)
    given_model = model.at(dict(zip(NAMES, loadings, strict=True)), phi)
    table = given_model.implied * np.outer(scales, scales)
    found = model.fit_covariance(table, 1000)
    assert found.chi2 == pytest.approx(0, abs=1e-6)
    np.testing.assert_allclose(found.standardised_loadings, loadings, atol=1e-5)
    np.testing.assert_allclose(found.factor_correlations, phi, atol=1e-4)


def test_reliabilities_are_those_of_the_formulas_and_equal_alpha_for_equal_loadings():
    model = ConfirmatoryFactors({"speed": ["a", "b", "c"]})
    loadings = np.array([0.8, 0.7, 0.6])
    found = model.fit_covariance(model.at(dict(zip("abc", loadings, strict=True))).implied, 500)
    true, error = loadings.sum() ** 2, (1 - loadings**2).sum()
    row = found.reliability.loc["speed"]
    assert row["omega"] == pytest.approx(true / (true + error))
    assert row["composite_reliability"] == pytest.approx(true / (true + error))
    assert row["average_variance_extracted"] == pytest.approx((loadings**2).mean())
    even = model.fit_covariance(model.at(dict.fromkeys("abc", 0.7)).implied, 500).reliability
    assert even.loc["speed", "alpha"] == pytest.approx(even.loc["speed", "omega"])
    assert row["alpha"] < row["omega"]


def test_intervals_cover_and_the_true_model_is_rejected_about_as_often_as_they_say():
    # The short form of tests/long/factors_recovery.py.
    model = ConfirmatoryFactors(CHILDREN, identification="unit_variance")
    hits, rejected = [], []
    for seed in range(100):
        found = model.fit(survey(400, seed))
        interval, rejects = found.conf_int(), found.p_value < 0.05
        truth = pd.Series(0.7, index=interval.index)
        truth[[name for name in truth.index if name[0] == "x"]] = 1 - 0.49
        truth[["visual ~~ textual", "visual ~~ speed", "textual ~~ speed"]] = 0.4
        hits.append(((interval["lower"] <= truth) & (truth <= interval["upper"])).to_numpy())
        rejected.append(rejects)
    assert np.mean(hits) == pytest.approx(0.95, abs=0.015)
    assert np.mean(rejected) == pytest.approx(0.05, abs=0.05)


def test_one_general_factor_is_seen_not_to_fit_where_there_are_three():
    answers = survey(600, 1)
    three = ConfirmatoryFactors(CHILDREN).fit(answers)
    one = ConfirmatoryFactors({"all": NAMES}).fit(answers)
    assert one.df - three.df == 3
    assert one.chi2 > three.chi2 + 100
    assert one.rmsea > 0.1 > 0.05 > three.rmsea
    assert three.bic < one.bic


def test_dimensions_that_may_not_correlate_fit_worse_where_they_do():
    answers = survey(600, 2, between=0.5)
    free = ConfirmatoryFactors(CHILDREN).fit(answers)
    apart = ConfirmatoryFactors(CHILDREN, correlated=False).fit(answers)
    assert apart.df == 27
    assert apart.chi2 > free.chi2 + 50
    assert (apart.factor_correlations.to_numpy() == np.eye(3)).all()


def test_three_items_of_one_dimension_fit_by_construction_and_say_nothing_of_fit():
    found = ConfirmatoryFactors({"visual": NAMES[:3]}).fit(survey(200, 1))
    assert found.df == 0
    assert found.chi2 == pytest.approx(0, abs=1e-6)
    assert np.isnan(found.p_value)
    assert np.isnan(found.rmsea)
    assert "nan" in str(found.summary())


def test_scores_go_with_the_truth_and_are_pulled_to_the_middle():
    rng = np.random.default_rng(5)
    true = rng.standard_normal(2000)
    answers = pd.DataFrame({f"q{i}": 4 + true + rng.standard_normal(2000) for i in range(4)})
    found = ConfirmatoryFactors({"care": list(answers)}).fit(answers)
    scores = found.predict(answers)["care"]
    assert np.corrcoef(scores, true)[0, 1] == pytest.approx(np.sqrt(0.8), abs=0.02)
    assert scores.var() == pytest.approx(found.omega["care"], abs=0.03)
    assert scores.mean() == pytest.approx(0, abs=1e-9)


def test_numbers_that_came_as_text_and_floats_are_the_same_answers():
    whole = survey(300, 3).round().astype(int)
    text = whole.astype(str)
    text["x2"] = whole["x2"].astype(float)
    model = ConfirmatoryFactors(CHILDREN)
    assert model.fit(whole).chi2 == pytest.approx(model.fit(text).chi2)


def test_a_table_of_another_engine_gives_the_same_fit_and_scores():
    polars = pytest.importorskip("polars")
    answers = survey(200, 8)
    model = ConfirmatoryFactors(CHILDREN)
    found, other = model.fit(answers), model.fit(polars.from_pandas(answers).lazy())
    assert found.chi2 == pytest.approx(other.chi2)
    pd.testing.assert_frame_equal(
        found.predict(answers), found.predict(polars.from_pandas(answers))
    )
    shuffled = answers.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(found.predict(shuffled).sort_index(), found.predict(answers))


def test_twenty_two_items_of_three_thousand_people_take_well_under_a_second():
    rng = np.random.default_rng(1)
    sizes = {"a": 4, "b": 5, "c": 4, "d": 4, "e": 5}
    true = rng.standard_normal((3000, 5)) + rng.standard_normal((3000, 1))
    columns, dimensions = {}, {}
    for place, (name, size) in enumerate(sizes.items()):
        dimensions[name] = [f"{name}{one}" for one in range(size)]
        for item in dimensions[name]:
            columns[item] = true[:, place] + rng.standard_normal(3000)
    answers = pd.DataFrame(columns)
    begun = time.perf_counter()
    found = ConfirmatoryFactors(dimensions).fit(answers)
    assert time.perf_counter() - begun < 1
    assert found.df == 199


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda table: table.drop(columns="x3"), "no column 'x3'"),
        (lambda table: table.mask(table["x1"] > 1), "left an item unanswered"),
        (lambda table: table.assign(x2="agree"), "answers in words, such as 'agree'"),
        (lambda table: table.assign(x4=4), "'x4' does not vary"),
        (lambda table: table.assign(x5=2 * table["x6"]), "'x5' and 'x6' say exactly the same"),
        (lambda table: table.assign(x9=table[NAMES[:8]].sum(axis=1)), "follows exactly"),
        (lambda table: table.head(9), "more respondents than items"),
        (lambda table: table.assign(x1=np.inf), "infinite"),
    ],
)
def test_answers_that_cannot_be_used_are_refused_in_words(change, words):
    with pytest.raises(InputError, match=words):
        ConfirmatoryFactors(CHILDREN).fit(change(survey(100, 1)))


@pytest.mark.parametrize(
    ("dimensions", "words"),
    [
        ({}, "Say which items"),
        ({"a": "x1"}, "needs a list of columns"),
        ({"a": ["x1"]}, "has 1 item"),
        ({"a": ["x1", "x1", "x2"]}, "names an item twice"),
    ],
)
def test_dimensions_that_are_none_are_refused(dimensions, words):
    with pytest.raises(InputError, match=words):
        ConfirmatoryFactors(dimensions)


def test_two_items_alone_are_refused_and_two_beside_others_are_not():
    answers = survey(800, 4)
    with pytest.raises(InputError, match="needs three items"):
        ConfirmatoryFactors({"visual": ["x1", "x2"]}).fit(answers)
    found = ConfirmatoryFactors({"visual": ["x1", "x2"], "textual": NAMES[3:6]}).fit(answers)
    assert found.df == 4


def test_respondents_with_gaps_are_left_out_on_request():
    answers = survey(300, 6)
    holed = answers.copy()
    holed.loc[:19, "x1"] = np.nan
    found = ConfirmatoryFactors(CHILDREN).fit(holed, missing="drop")
    assert found.nobs == 280
    assert found.chi2 == pytest.approx(ConfirmatoryFactors(CHILDREN).fit(answers[20:]).chi2)


def test_a_heywood_case_is_told_and_its_numbers_are_still_given():
    table = pd.DataFrame(
        [[1, 0.9, 0.8], [0.9, 1, 0.6], [0.8, 0.6, 1]], index=list("abc"), columns=list("abc")
    )
    with pytest.warns(CasekitWarning, match="Heywood"):
        found = ConfirmatoryFactors({"speed": list("abc")}).fit_covariance(table, 200)
    assert any("'a'" in caution for caution in found.cautions)
    assert found.params["a ~~ a"] < 0


def test_dimensions_that_are_one_and_items_that_run_against_the_others_are_told():
    rng = np.random.default_rng(3)
    true = rng.standard_normal((300, 1))
    answers = pd.DataFrame(true + rng.standard_normal((300, 9)), columns=NAMES)
    found = {}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", CasekitWarning)
        for seed in range(3):
            sample = answers.sample(120, random_state=seed)
            found[seed] = ConfirmatoryFactors(CHILDREN).fit(sample)
    assert any("cannot tell these dimensions apart" in str(one.message) for one in caught)
    with pytest.warns(CasekitWarning, match="'x2' runs against"):
        ConfirmatoryFactors({"all": NAMES}).fit(answers.assign(x2=-answers["x2"]))


def test_where_there_is_no_best_value_the_item_or_the_dimensions_are_named():
    # Correlations that no loading below 1 can make: 0.3 * 0.3 is far above 0.01.
    table = np.array([[1, 0.3, 0.3], [0.3, 1, -0.01], [0.3, -0.01, 1]])
    with pytest.raises(InputError, match="Heywood case without end"):
        ConfirmatoryFactors({"speed": list("abc")}).fit_covariance(table, 200)
    apart = np.eye(6)
    apart[:3, 3:] = apart[3:, :3] = 0.2
    apart[[0, 1, 3, 4], [1, 0, 4, 3]] = 0.02
    with pytest.raises(InputError, match=r"no best values|No best values"):
        ConfirmatoryFactors({"speed": list("abc"), "care": list("def")}).fit_covariance(apart, 200)


def test_few_respondents_and_codes_for_no_answer_are_told():
    with pytest.warns(CasekitWarning, match="fewer than 5 each"):
        ConfirmatoryFactors(CHILDREN).fit(survey(60, 1))
    marks = survey(400, 1).mul(1.2).add(4).round().clip(1, 7)
    marks.loc[[3, 8], "x5"] = 99
    with pytest.warns(CasekitWarning, match="2 answers, such as in 'x5', are 99"):
        ConfirmatoryFactors(CHILDREN).fit(marks)


@pytest.mark.parametrize(
    ("matrix", "nobs", "words"),
    [
        (np.eye(4), 100, "shape"),
        ([[1, 0.5, 0.4], [0.2, 1, 0.3], [0.4, 0.3, 1]], 100, "both sides"),
        ([[1, np.nan, 0.4], [np.nan, 1, 0.3], [0.4, 0.3, 1]], 100, "empty"),
        ([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]], 100, "no possible table"),
        (np.eye(3) + 0.5 * (1 - np.eye(3)), 3, "more respondents"),
        (np.eye(3) + 0.5 * (1 - np.eye(3)), 99.5, "more respondents"),
    ],
)
def test_a_matrix_that_is_none_is_refused_in_words(matrix, nobs, words):
    with pytest.raises(InputError, match=words):
        ConfirmatoryFactors({"speed": list("abc")}).fit_covariance(matrix, nobs)


def test_a_given_model_has_no_errors_and_says_so():
    given_model = ConfirmatoryFactors({"speed": list("abc")}).at(dict.fromkeys("abc", 0.7))
    assert given_model.implied.loc["a", "b"] == pytest.approx(0.49)
    assert given_model.omega["speed"] == pytest.approx(4.41 / (4.41 + 1.53))
    with pytest.raises(InputError, match="given, not fitted"):
        _ = given_model.bse
    with pytest.raises(InputError, match="given, not fitted"):
        _ = given_model.cfi


def test_a_real_survey_has_a_high_alpha_and_is_not_one_dimension():
    table = load("advertiser_satisfaction").set_index("item")
    items, people = list(table.index), 1811
    marks = table[[f"marks_{mark}" for mark in range(1, 11)]].to_numpy()
    assert (marks.sum(axis=1) == people).all()
    values = np.arange(1, 11)
    means = marks @ values / people
    np.testing.assert_allclose(table["mean"], means, atol=1e-6)
    spread = (marks @ values**2 - people * means**2) / (people - 1)
    np.testing.assert_allclose(table["sd"], np.sqrt(spread), atol=1e-6)
    one = ConfirmatoryFactors({"all": items[1:]}).fit_covariance(table[items], people)
    kinds = {"price": items[1:4], "effect": items[4:6], "reach": items[6:8], "area": items[8:]}
    four = ConfirmatoryFactors(kinds).fit_covariance(table[items], people)
    assert one.reliability.loc["all", "alpha"] == pytest.approx(0.91, abs=0.005)
    assert (round(one.cfi, 3), round(one.rmsea, 3)) == (0.756, 0.234)
    assert (round(four.cfi, 3), round(four.rmsea, 3)) == (0.969, 0.095)
    assert table["same_mark"].iloc[0] == 117


def test_the_table_of_the_real_survey_is_computed_as_it_was_shipped():
    rng = np.random.default_rng(1)
    answers = pd.DataFrame(rng.integers(1, 11, (40, 10)), columns=list(ADVERTISER_ITEMS))
    answers.iloc[:3, 1:] = 7
    table = measure_advertisers(answers).set_index("item")
    assert list(table.columns) == list(load("advertiser_satisfaction").columns[1:])
    assert (table["same_mark"] == 3).all()
    assert table.loc["q1", "mean"] == pytest.approx(answers["q1"].mean())
    np.testing.assert_allclose(table[list(ADVERTISER_ITEMS)], answers.corr(), atol=1e-6)
    with pytest.raises(InputError, match="from 1 to 10"):
        measure_advertisers(answers.assign(q3=11))
    with pytest.raises(InputError, match='no column "q3"'):
        measure_advertisers(answers.drop(columns="q3"))


def test_robust_errors_and_the_scaled_test_leave_the_estimates_as_they_are():
    answers = survey(500, 9)
    plain, robust = (
        ConfirmatoryFactors(CHILDREN).fit(answers, errors=errors) for errors in ("normal", "robust")
    )
    pd.testing.assert_series_equal(plain.params, robust.params)
    assert plain.chi2 == robust.chi2
    # Normal answers: both ways of making errors agree, and nothing is scaled.
    np.testing.assert_allclose(robust.bse / plain.bse, 1, atol=0.2)
    assert robust.scaling == pytest.approx(1, abs=0.1)
    assert robust.scaled_p_value == pytest.approx(plain.p_value, abs=0.1)
    assert "scaled" in str(robust.summary())
    with pytest.raises(InputError, match="needs the answers"):
        _ = plain.scaled_chi2
    with pytest.raises(InputError, match='choose "normal" or "robust"'):
        ConfirmatoryFactors(CHILDREN).fit(answers, errors="sandwich")


def test_answers_with_long_tails_need_robust_errors_and_the_scaled_test():
    # The short form of tests/long/factors_recovery.py. One respondent in five answers twice as
    # far from the middle: the covariances are still those of the model.
    model = ConfirmatoryFactors(CHILDREN, identification="unit_variance")
    rejected, scaled, kept, kept_robustly = [], [], [], []
    for seed in range(60):
        wide = np.where(np.random.default_rng(seed).random(400) < 0.2, 2.0, 1.0)
        answers = survey(400, 1_000 + seed).mul(wide, axis=0) / np.sqrt(1.6)
        found = model.fit(answers, errors="robust")
        rejected.append(found.p_value < 0.05)
        scaled.append(found.scaled_p_value < 0.05)
        for intervals, result in ((kept, model.fit(answers)), (kept_robustly, found)):
            ends = result.conf_int().iloc[:9]
            intervals.append(((ends["lower"] <= 0.7) & (ends["upper"] >= 0.7)).mean())
    assert np.mean(rejected) > 0.3
    assert np.mean(scaled) < 0.15
    assert np.mean(kept) < 0.92 < np.mean(kept_robustly) < 0.98
