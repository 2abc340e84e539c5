"""The survey of switching costs: whole answers, a known feeling, an exact reliability."""

import numpy as np
import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.frames.barriers import FACETS, facet_crosswalk
from casekit.frames.choices import FORMS
from casekit.generators.switching.survey import barrier_statements, make_barrier_survey
from casekit.metrics.switching.survey import cronbach_alpha, facet_profile


def test_the_same_seed_gives_the_same_answers_and_another_seed_others():
    first, _ = make_barrier_survey(50, seed=3)
    again, _ = make_barrier_survey(50, seed=3)
    other, _ = make_barrier_survey(50, seed=4)
    pd.testing.assert_frame_equal(first, again)
    assert not first.equals(other)


def test_answers_are_whole_numbers_from_1_to_5_of_24_statements():
    answers, _ = make_barrier_survey(300, seed=1)
    items = answers.drop(columns="respondent_id")
    assert list(items.columns) == barrier_statements()["item"].tolist()
    assert items.shape == (300, 24)
    assert set(np.unique(items)) == {1, 2, 3, 4, 5}
    assert all(np.issubdtype(kind, np.integer) for kind in items.dtypes)


def test_a_large_survey_comes_to_the_means_and_alphas_that_the_truth_states():
    answers, truth = make_barrier_survey(200_000, seed=5)
    profile = facet_profile(answers)
    assert (profile["mean"] - truth.means).abs().max() < 0.01
    assert (profile["alpha"] - truth.alpha).abs().max() < 0.004


def test_statements_agree_with_the_feeling_behind_them_unless_they_are_reversed():
    answers, truth = make_barrier_survey(5_000, seed=2)
    for row in barrier_statements().itertuples():
        together = np.corrcoef(answers[row.item], truth.scores[row.facet])[0, 1]
        assert together < -0.5 if row.reversed else together > 0.5


def test_correlation_zero_leaves_facets_apart_and_a_high_one_brings_them_together():
    for wanted in (0.0, 0.8):
        _, truth = make_barrier_survey(20_000, seed=6, correlation=wanted)
        between = truth.scores.corr().to_numpy()[np.triu_indices(8, 1)]
        assert between == pytest.approx(wanted, abs=0.03)


@pytest.mark.parametrize(
    "wrong",
    [
        {"n_respondents": 0},
        {"loadings": (0.9, 0.7)},
        {"loadings": (0.7, 1.0)},
        {"correlation": 1.0},
        {"levels": {"set_up": 7}},
        {"levels": {"price": 3}},
    ],
)
def test_senseless_parameters_are_refused_in_words(wrong):
    with pytest.raises(InputError, match=next(iter(wrong))):
        make_barrier_survey(**{"seed": 1, **wrong})


def test_every_facet_of_the_crosswalk_has_statements_and_belongs_to_one_form_or_to_none():
    table = facet_crosswalk()
    assert table["facet"].tolist() == list(dict.fromkeys(barrier_statements()["facet"]))
    assert set(table["form"]) - {""} == set(FORMS)
    assert table["kind"].value_counts().to_dict() == {
        "procedural": 4,
        "financial": 2,
        "relational": 2,
    }
    assert len(FACETS) == 8


def test_the_interval_of_alpha_covers_the_population_value_as_often_as_it_says():
    covered = 0
    for seed in range(300):
        answers, truth = make_barrier_survey(150, seed=seed)
        items = [f"set_up_{place}" for place in (1, 2, 3)]
        found = cronbach_alpha(answers[items])
        covered += found.low <= truth.alpha["set_up"] <= found.high
    assert 0.91 <= covered / 300 <= 0.985
