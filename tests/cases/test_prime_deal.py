"""The lot of the two paths dealt again: the actual deal is one of them, and their mean is true."""

import numpy as np
import pytest

from casekit.cases.prime import cancel_path_outcomes, deal_again, path_truth, prime_world
from casekit.cases.prime.deal import adjusted_difference, left_by_member
from casekit.cases.prime.spending import QUARTERS
from casekit.errors import InputError

WORLDS = [{}, {"return_one_click": 0.0, "return_four_pages": 0.1}, {"annual_share": 0.0}]


@pytest.mark.parametrize("parameters", WORLDS)
def test_the_deal_of_the_tables_is_read_as_the_tables_are(parameters):
    data, truth = prime_world(2_000, seed=4, households=60, **parameters)
    joined = truth.memberships
    lived = [left_by_member(truth, pages) for pages in (False, True)]
    before = truth.spent(None)[joined.customer_id - 1][:, QUARTERS < 0].sum(axis=1) / 100
    known = np.column_stack([joined.annual, before]).astype(float)
    pages = joined.four_pages
    middle, error = adjusted_difference(np.where(pages, lived[1], lived[0]), known, pages)
    left = cancel_path_outcomes(data).table.loc["left"] / 1000
    assert middle == pytest.approx(left["difference"])
    assert middle - 1.96 * error == pytest.approx(left["low"], abs=0.02 * error)


@pytest.mark.parametrize("parameters", WORLDS)
@pytest.mark.parametrize("horizon", [12, 36])
def test_the_truth_is_that_of_both_paths_and_the_deals_lie_around_it(parameters, horizon):
    _, truth = prime_world(2_000, seed=4, households=60, **parameters)
    again = deal_again(truth, deals=200, horizon=horizon)
    known = path_truth(truth, horizon=horizon).loc["left", "difference"] / 1000
    assert again.truth == pytest.approx(known)
    assert again.low < again.truth < again.high
    assert abs(again.mean - again.truth) < 4 * (again.high - again.low) / 3.92 / 200**0.5
    assert 0 <= again.seen <= 1


def test_the_same_world_is_dealt_the_same_way():
    _, truth = prime_world(400, seed=4, households=60)
    assert deal_again(truth, deals=20) == deal_again(truth, deals=20)


def test_what_cannot_be_dealt_is_refused_in_words():
    _, truth = prime_world(400, seed=4, households=60)
    with pytest.raises(InputError, match="ten times"):
        deal_again(truth, deals=9)
    with pytest.raises(InputError, match="horizon"):
        deal_again(truth, horizon=10)
