"""Alpha and facet profiles: the formula, and what is refused."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from casekit.errors import InputError
from casekit.generators.switching.statements import REVERSED
from casekit.generators.switching.survey import make_barrier_survey
from casekit.metrics.switching.survey import cronbach_alpha, facet_profile


def test_statements_that_agree_wholly_have_alpha_one_and_unrelated_ones_about_zero():
    rng = np.random.default_rng(1)
    one = rng.integers(1, 6, 500)
    assert cronbach_alpha(pd.DataFrame({"a": one, "b": one})).alpha == pytest.approx(1)
    apart = pd.DataFrame(rng.integers(1, 6, (20_000, 3)))
    assert cronbach_alpha(apart).alpha == pytest.approx(0, abs=0.03)


def test_with_equal_variances_alpha_is_the_spearman_brown_value_of_the_mean_correlation():
    rng = np.random.default_rng(2)
    values = pd.DataFrame(rng.normal(size=(400, 1)) + rng.normal(size=(400, 4)))
    values = (values - values.mean()) / values.std()
    mean = values.corr().to_numpy()[np.triu_indices(4, 1)].mean()
    assert cronbach_alpha(values).alpha == pytest.approx(4 * mean / (1 + 3 * mean))


def test_the_interval_is_that_of_feldt_with_n_minus_1_and_its_product_degrees_of_freedom():
    answers, _ = make_barrier_survey(41, seed=1)
    found = cronbach_alpha(answers[["set_up_1", "set_up_2", "set_up_3"]], level=0.9)
    assert found.low == pytest.approx(1 - (1 - found.alpha) * stats.f.ppf(0.95, 40, 80))
    assert found.high == pytest.approx(1 - (1 - found.alpha) * stats.f.ppf(0.05, 40, 80))
    assert found.low < found.alpha < found.high


def test_a_reversed_statement_ruins_alpha_until_it_is_turned_round():
    answers, _ = make_barrier_survey(seed=1)
    as_ticked = facet_profile(answers, reversed_items=[])
    turned = facet_profile(answers)
    assert as_ticked.loc["learning", "alpha"] < 0 < 0.7 < turned.loc["learning", "alpha"]
    others = turned.index != "learning"
    pd.testing.assert_frame_equal(as_ticked[others], turned[others])


def test_a_company_can_name_its_own_columns_and_scale():
    table = pd.DataFrame({"q1": [1, 4, 7, 6], "q2": [2, 4, 6, 7]})
    profile = facet_profile(table, statements={"set_up": ["q1", "q2"]}, scale=(1, 7))
    assert profile.loc["set_up", "mean"] == pytest.approx(37 / 8)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (pd.DataFrame({"a": [1, 2, 3]}), "two columns"),
        (pd.DataFrame({"a": [1, None, 3], "b": [1, 2, 3]}), "1 of 3 rows"),
        (pd.DataFrame({"a": ["agree", "no"], "b": [1, 2]}), "must be numbers"),
        (pd.DataFrame({"a": [3, 3], "b": [2, 2]}), "no spread"),
    ],
)
def test_answers_that_cannot_be_compared_are_refused_in_words(table, words):
    with pytest.raises(InputError, match=words):
        cronbach_alpha(table)


def test_a_profile_refuses_unknown_columns_and_answers_outside_the_scale():
    with pytest.raises(InputError, match="named after a facet"):
        facet_profile(pd.DataFrame({"q1": [1], "q2": [2]}))
    with pytest.raises(InputError, match="'q9'"):
        facet_profile(pd.DataFrame({"q1": [1, 2]}), statements={"set_up": ["q1", "q9"]})
    with pytest.raises(InputError, match="2 answers outside 1 to 5"):
        facet_profile(pd.DataFrame({"set_up_1": [0, 6, 3], "set_up_2": [1, 2, 3]}))


def test_statements_of_eight_different_facets_have_a_higher_alpha_together_than_any_facet():
    # What the note to question 01-alpha says: a high alpha does not prove one thing.
    answers, _ = make_barrier_survey(800, seed=1)
    turned = answers.drop(columns="respondent_id")
    turned = turned.assign(**{name: 6 - turned[name] for name in turned if name in REVERSED})
    assert turned.shape[1] == 24
    assert cronbach_alpha(turned).alpha > facet_profile(answers)["alpha"].max()
