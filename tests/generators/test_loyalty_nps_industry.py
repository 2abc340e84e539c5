"""The industry in which growth shapes sentiment: sameness, truth and refusals."""

import numpy as np
import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.generators.loyalty import make_nps_industry


def test_the_same_seed_makes_the_same_industry_and_another_seed_another():
    first, _truth = make_nps_industry(seed=1)
    pd.testing.assert_frame_equal(first, make_nps_industry(seed=1)[0])
    assert not first["nps"].equals(make_nps_industry(seed=2)[0]["nps"])


def test_the_first_firms_are_these_on_every_machine():
    firms, _truth = make_nps_industry(seed=1)
    assert firms[["promoters", "passives", "detractors"]].head(2).to_numpy().tolist() == [
        [328, 262, 150],
        [424, 248, 68],
    ]


def test_counts_add_up_to_the_respondents_and_make_the_score():
    firms, truth = make_nps_industry(50, seed=5, industries=20, respondents=333)
    groups = firms[["promoters", "passives", "detractors"]]
    assert (groups >= 0).all().all()
    assert (groups.sum(axis=1) == 333).all()
    score = 100 * (firms["promoters"] - firms["detractors"]) / 333
    assert (firms["nps"] - score).abs().max() <= 0.05 + 1e-9
    assert np.corrcoef(firms["nps"], truth.true_scores)[0, 1] > 0.95


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"sentiment_to_growth": 0.15},
        {"growth_persistence": 0.6},
        {"growth_persistence": -0.5, "sentiment_to_growth": 0.2},
        {"growth_to_sentiment": 0.0, "sentiment_to_growth": 0.3},
        {"respondents": 50},
    ],
)
def test_the_correlations_of_the_truth_are_those_of_many_firms(asked):
    firms, truth = make_nps_industry(20_000, seed=3, **asked)
    past = np.corrcoef(firms["nps"], firms["growth_past"])[0, 1]
    ahead = np.corrcoef(firms["nps"], firms["growth_next"])[0, 1]
    assert truth.correlation_past == pytest.approx(past, abs=0.02)
    assert truth.correlation_next == pytest.approx(ahead, abs=0.02)


def test_where_the_score_drives_growth_it_is_seen_beside_past_growth_too():
    asked = {"growth_persistence": 0.5, "sentiment_to_growth": 0.2}
    firms, _truth = make_nps_industry(20_000, seed=3, **asked)
    known = np.column_stack([np.ones(len(firms)), firms["nps"], firms["growth_past"]])
    slopes = np.linalg.lstsq(known, firms["growth_next"], rcond=None)[0]
    # A little below 0.2: a survey of 740 people is not exact.
    assert slopes[1] == pytest.approx(0.2, abs=0.02)
    lasting, _truth = make_nps_industry(20_000, seed=3, growth_persistence=0.5)
    slopes = np.linalg.lstsq(known, lasting["growth_next"], rcond=None)[0]
    assert slopes[1] == pytest.approx(0, abs=0.02)


@pytest.mark.parametrize(
    "wrong",
    [
        {"firms": 0},
        {"firms": 2.5},
        {"industries": True},
        {"respondents": -1},
        {"growth_sd": 0},
        {"sentiment_sd": -1},
        {"growth_persistence": 1.5},
        {"growth_to_sentiment": float("nan")},
    ],
)
def test_senseless_parameters_are_refused_in_words(wrong):
    with pytest.raises(InputError, match=next(iter(wrong))):
        make_nps_industry(**({"seed": 1} | wrong))
