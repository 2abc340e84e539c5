"""Net promoter score, its interval and its change; the reliability of gaps; scores and growth."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casekit.errors import CasekitWarning, InputError
from casekit.generators.loyalty import make_nps_industry
from casekit.metrics.loyalty import (
    difference_reliability,
    gap_reliability,
    growth_correlations,
    net_promoter_change,
    net_promoter_sample_size,
    net_promoter_score,
)
from casekit.metrics.switching import cronbach_alpha

counts = st.tuples(*[st.integers(0, 300)] * 3).filter(lambda found: sum(found) > 0)


def of(promoters: int, passives: int, detractors: int, **more):
    """Measure counts."""
    groups = {"promoters": promoters, "passives": passives, "detractors": detractors}
    return net_promoter_score(groups, **more)


@pytest.mark.parametrize(("people", "half"), [(100, 15.0), (400, 7.5), (1500, 3.9)])
def test_the_half_widths_of_the_reference_come_out(people, half):
    found = of(round(0.45 * people), round(0.35 * people), round(0.20 * people))
    assert found.score == pytest.approx(25)
    assert round(found.half_width, 1) == half
    assert round(1.96 * found.standard_error, 1) == half
    assert found.method == "wald"


def test_the_sample_for_three_points_is_the_one_of_the_reference():
    assert net_promoter_sample_size(3, promoters=0.45, detractors=0.20) == 2508
    assert net_promoter_sample_size(3) == 4269
    found = of(round(0.45 * 2508), 2508 - 1129 - 502, 502)
    assert found.half_width == pytest.approx(3, abs=0.01)


def test_a_change_needs_twice_the_people_in_each_survey():
    one = net_promoter_sample_size(3, promoters=0.45, detractors=0.20)
    both = net_promoter_sample_size(3, promoters=0.45, detractors=0.20, waves=2)
    assert both == pytest.approx(2 * one, abs=1)


@given(counts)
def test_the_interval_holds_the_score_stays_in_bounds_and_never_loses_its_width(found):
    promoters, passives, detractors = found
    result = of(promoters, passives, detractors)
    assert -100 <= result.low <= result.score <= result.high <= 100
    assert result.high - result.low > 0
    groups = ("promoters", "passives", "detractors")
    assert result.counts == dict(zip(groups, found, strict=True))


@given(counts, st.sampled_from(["wald", "score", "adjusted"]))
def test_turning_promoters_into_detractors_turns_the_interval_round(found, method):
    promoters, passives, detractors = found
    one = of(promoters, passives, detractors, method=method)
    other = of(detractors, passives, promoters, method=method)
    assert [one.low, one.high] == pytest.approx([-other.high, -other.low], abs=1e-6)


def test_the_score_interval_is_tangos_and_wilsons_where_there_are_two_groups():
    # Published example of the paired difference: 1 against 7 of 21 (Bentur et al. 2009, as in
    # Fagerland, Lydersen & Laake 2014, Statistics in Medicine 33): Wald -.520 to -.052, Tango's
    # score -.517 to -.026.
    wald, score = of(1, 13, 7, method="wald"), of(1, 13, 7, method="score")
    assert [round(end / 100, 3) for end in (wald.low, wald.high)] == [-0.520, -0.052]
    assert [round(end / 100, 3) for end in (score.low, score.high)] == [-0.517, -0.026]
    z2, n, share = 1.959964**2, 20, 1.0
    wilson = (share + z2 / (2 * n) - np.sqrt(z2 * z2 / (4 * n * n))) / (1 + z2 / n)
    assert of(20, 0, 0).low == pytest.approx(100 * (2 * wilson - 1), abs=1e-3)


def test_the_textbook_interval_collapses_where_the_default_does_not():
    plain, default = of(30, 0, 0, method="wald"), of(30, 0, 0)
    assert plain.low == plain.high == 100
    assert default.method == "score"
    assert 70 < default.low < 80
    assert of(0, 25, 0).low == pytest.approx(-of(0, 25, 0).high)


@pytest.mark.parametrize(("people", "shares"), [(15, (0.9, 0.02)), (40, (0.45, 0.2))])
def test_the_default_keeps_its_promise_with_few_answers(people, shares):
    promoters, detractors = shares
    draws = np.random.default_rng(1).multinomial(
        people, [promoters, 1 - promoters - detractors, detractors], 1500
    )
    truth, covered, plain = 100 * (promoters - detractors), 0, 0
    kinds, times = np.unique(draws, axis=0, return_counts=True)
    for kind, often in zip(kinds.tolist(), times.tolist(), strict=True):
        found, wald = of(*kind), of(*kind, method="wald")
        covered += often * (found.low - 1e-9 <= truth <= found.high + 1e-9)
        plain += often * (wald.low - 1e-9 <= truth <= wald.high + 1e-9)
    assert 0.93 <= covered / 1500 <= 0.99
    assert plain < covered


def test_ugly_answers_are_the_same_answers():
    clean = [10, 9, 8, 7, 6, 0, 10, 3]
    result = net_promoter_score(clean)
    for ugly in (
        [float(one) for one in clean],
        [str(one) for one in clean],
        [" 10 ", "9.0", "8", "7", 6, 0.0, np.int64(10), "3"],
        pd.Series(clean, dtype="Int64"),
        pd.Series(clean, index=range(50, 58)),
        pd.Series(clean).astype("category"),
        np.array(clean),
    ):
        assert net_promoter_score(ugly) == result
    with_gaps = net_promoter_score([*clean, None, np.nan, "", pd.NA])
    assert (with_gaps.nobs, with_gaps.missing, with_gaps.score) == (8, 4, result.score)
    by_mark = pd.Series(clean).value_counts().to_dict()
    assert net_promoter_score(by_mark) == result


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (["10 - very likely", "9"], "1 of 2 answers are words"),
        ([10, 11], "outside 0 to 10"),
        ([10, 99, 8], "99"),
        ([-1, 5], "outside"),
        ([8.5, 9], "no whole marks"),
        ([True, False], "true or false"),
        (pd.Series([True, False]), "true or false"),
        ([None, None], "Nobody answered"),
        ([], "Nobody answered"),
        ({"promoters": 45, "detractors": 20}, "exactly three names"),
        ({"promoters": 0.45, "passives": 0.35, "detractors": 0.2}, "whole number"),
        ({"promoters": 0, "passives": 0, "detractors": 0}, "Nobody answered"),
        ({11: 4}, "outside"),
        (pd.DataFrame({"nps": [1]}), 'no column "recommend"'),
    ],
)
def test_what_is_no_answer_from_0_to_10_is_refused_in_words(answers, words):
    with pytest.raises(InputError, match=words):
        net_promoter_score(answers)


@pytest.mark.parametrize("top", [5, 7, 10])
def test_a_scale_that_does_not_start_at_0_is_told(top):
    marks = np.random.default_rng(top).integers(1, top + 1, 200)
    with pytest.warns(CasekitWarning, match=f"from 1 to {top}"):
        net_promoter_score(marks)


def test_a_few_marks_of_1_to_5_are_told_too():
    with pytest.warns(CasekitWarning, match="from 1 to 5"):
        assert net_promoter_score([5, 4, 5, 3, 5, 4, 5]).score == -100


def test_a_scale_from_0_to_10_is_not_suspected():
    marks = np.random.default_rng(1).integers(0, 11, 200)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        net_promoter_score(marks)
        net_promoter_score([3, 4, 5])


def test_groups_are_measured_each_for_themselves():
    table = pd.DataFrame(
        {
            "town": ["A", "A", "B", "B", "B"],
            "year": [1, 2, 1, 1, 2],
            "recommend": [10, 2, 9, None, 8],
        },
        index=[9, 8, 7, 6, 5],
    )
    by_town = net_promoter_score(table, by="town")
    assert by_town["score"].to_dict() == {"A": 0.0, "B": 50.0}
    assert by_town["missing"].to_dict() == {"A": 0, "B": 1}
    assert by_town.index.name == "town"
    both = net_promoter_score(table.dropna(), by=["town", "year"])
    assert both["nobs"].sum() == 4
    assert both.index.names == ["town", "year"]
    with_names = net_promoter_score(table["recommend"], by=["A", "A", "B", "B", "B"])
    pd.testing.assert_frame_equal(with_names.rename_axis("town"), by_town)
    with pytest.raises(InputError, match='no column "twon"'):
        net_promoter_score(table, by="twon")
    with pytest.raises(InputError, match="2 names for 5 answers"):
        net_promoter_score(table["recommend"], by=["A", "B"])
    with pytest.raises(InputError, match="belong to no group"):
        net_promoter_score(table["recommend"], by=["A", None, "B", "B", "B"])


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"half_width": 0}, "half_width"),
        ({"half_width": 3, "promoters": 45}, "between 0 and 1"),
        ({"half_width": 3, "promoters": 0.8, "detractors": 0.4}, "120%"),
        ({"half_width": 3, "waves": 3}, "1 or 2"),
        ({"half_width": 3, "level": 95}, "level"),
        ({"half_width": 5, "promoters": 1, "detractors": 0}, "everybody answers alike"),
        ({"half_width": 5, "promoters": 0, "detractors": 0}, "worst case"),
    ],
)
def test_a_senseless_sample_is_refused(asked, words):
    with pytest.raises(InputError, match=words):
        net_promoter_sample_size(**asked)


def test_seven_points_more_among_400_people_each_is_no_clear_change():
    found = net_promoter_change({10: 180, 8: 140, 5: 80}, {10: 200, 8: 128, 5: 72})
    assert found.change == pytest.approx(7)
    assert not found.clear
    one = of(180, 140, 80).standard_error
    other = of(200, 128, 72).standard_error
    assert found.standard_error == pytest.approx(np.hypot(one, other))
    assert found.high - found.change == pytest.approx(1.959964 * found.standard_error)
    assert (found.p_value > 0.05) == (not found.clear)


def test_the_same_people_tell_a_change_that_different_people_would_not():
    rng = np.random.default_rng(1)
    before = rng.integers(4, 11, 200)
    after = np.where(rng.random(200) < 0.15, np.minimum(before + 2, 10), before)
    paired = net_promoter_change(before, after, same_people=True)
    apart = net_promoter_change(before, after)
    assert paired.change == pytest.approx(apart.change)
    assert paired.standard_error < apart.standard_error / 2
    assert paired.clear
    assert not apart.clear
    with pytest.raises(InputError, match="as many"):
        net_promoter_change(before, after[:50], same_people=True)
    with pytest.raises(InputError, match="Counts do not say"):
        net_promoter_change({10: 5}, {10: 5}, same_people=True)


def test_nobody_changed_is_no_change():
    found = net_promoter_change([10, 10, 2], [10, 10, 2], same_people=True)
    assert (found.change, found.standard_error, found.p_value) == (0, 0, 1)


def test_the_reliability_of_a_difference_is_the_one_of_the_reference():
    assert difference_reliability(0.9, 0.8, 0.6) == pytest.approx(0.625)
    assert difference_reliability(0.9, 0.8, 0.0) == pytest.approx(0.85)
    falling = difference_reliability(0.9, 0.8, np.array([0.0, 0.3, 0.6, 0.8]))
    assert (np.diff(falling) < 0).all()


def test_a_difference_is_as_reliable_as_its_true_part_says():
    # True scores and errors made apart: the formula is the share of true variance.
    rng = np.random.default_rng(4)
    n = 200_000
    shared = rng.standard_normal(n)
    true = [1.5 * (0.7 * shared + 0.6 * rng.standard_normal(n)), shared + 0.3]
    errors = [0.5 * rng.standard_normal(n), 0.6 * rng.standard_normal(n)]
    scores = [one + two for one, two in zip(true, errors, strict=True)]
    reliabilities = [one.var() / two.var() for one, two in zip(true, scores, strict=True)]
    wanted = (true[0] - true[1]).var() / (scores[0] - scores[1]).var()
    found = difference_reliability(
        *reliabilities,
        np.corrcoef(scores)[0, 1],
        sd_ratio=scores[0].std() / scores[1].std(),
    )
    assert found == pytest.approx(wanted, abs=0.01)


def test_impossible_reliabilities_are_refused_and_unlikely_ones_told():
    for wrong in ((90, 0.8, 0.6), (0.9, 0, 0.6), (0.9, 0.8, 1.2), (1, 1, 1)):
        with pytest.raises(InputError):
            difference_reliability(*wrong)
    with pytest.raises(InputError, match="sd_ratio"):
        difference_reliability(0.9, 0.8, 0.6, sd_ratio=0)
    with pytest.warns(CasekitWarning, match="cannot correlate above 0.71"):
        assert difference_reliability(0.7, 0.72, 0.9) < 0


def test_gaps_of_a_survey_are_less_reliable_than_what_they_are_made_of():
    rng = np.random.default_rng(2)
    shared = rng.standard_normal(1000)
    own = 0.8 * shared + 0.6 * rng.standard_normal(1000)
    columns = {}
    for item in "abcd":
        columns[f"perceived_{item}"] = own + 0.8 * rng.standard_normal(1000)
        columns[f"expected_{item}"] = shared + 0.8 * rng.standard_normal(1000)
    survey = pd.DataFrame(columns)
    row = gap_reliability(survey, {"speed": list("abcd")}).loc["speed"]
    gaps = pd.DataFrame({i: survey[f"perceived_{i}"] - survey[f"expected_{i}"] for i in "abcd"})
    assert row["difference_alpha"] == pytest.approx(cronbach_alpha(gaps).alpha)
    assert row["difference"] == pytest.approx(row["difference_alpha"], abs=0.05)
    assert row["difference"] < min(row["performance"], row["expectation"])
    with pytest.raises(InputError, match="expected_e"):
        gap_reliability(survey.assign(perceived_e=1), {"speed": ["a", "e"]})


def test_over_many_industries_the_score_goes_with_past_and_not_with_next_growth():
    firms, truth = make_nps_industry(seed=1, industries=2_000)
    found = growth_correlations(firms, by="industry")["correlation"].groupby("growth").mean()
    assert found["past"] == pytest.approx(0.77, abs=0.006)
    assert found["next"] == pytest.approx(0.00, abs=0.015)
    assert truth.correlation_next == 0


def test_the_interval_of_a_correlation_is_fishers():
    firms, _truth = make_nps_industry(seed=3)
    row = growth_correlations(firms).loc["past"]
    middle = (np.arctanh(row["low"]) + np.arctanh(row["high"])) / 2
    assert middle == pytest.approx(np.arctanh(row["correlation"]))
    assert np.arctanh(row["high"]) - middle == pytest.approx(1.959964 / np.sqrt(18))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda table: table.drop(columns="nps"), 'no column "nps"'),
        (lambda table: table.assign(nps=np.nan), "21 firms have a value missing"),
        (lambda table: table.head(3), "needs 4"),
        (lambda table: table.assign(growth_next=3.0), "same for all firms"),
    ],
)
def test_firms_that_tell_nothing_are_refused(change, words):
    with pytest.raises(InputError, match=words):
        growth_correlations(change(make_nps_industry(seed=1)[0]))


def test_tables_of_other_engines_give_the_same_numbers():
    polars = pytest.importorskip("polars")
    table = pd.DataFrame({"town": ["A", "A", "B", "B"], "recommend": [10, 2, 9, 8]})
    other = polars.from_pandas(table)
    assert net_promoter_score(other) == net_promoter_score(table)
    assert net_promoter_score(other.lazy()) == net_promoter_score(table)
    assert net_promoter_score(other["recommend"]) == net_promoter_score(table)
    pd.testing.assert_frame_equal(
        net_promoter_score(other, by="town"), net_promoter_score(table, by="town")
    )
    firms, _truth = make_nps_industry(seed=1)
    pd.testing.assert_frame_equal(
        growth_correlations(polars.from_pandas(firms)), growth_correlations(firms)
    )


def test_a_table_read_as_text_may_say_in_several_ways_that_there_is_no_answer():
    found = net_promoter_score(["9", "NA", "n/a", "-", "", "nan", "8"])
    assert (found.nobs, found.missing) == (2, 5)
    with pytest.raises(InputError, match="a table was given"):
        net_promoter_score(np.array([[9, 10]]))
