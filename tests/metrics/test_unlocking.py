"""Sixteen combinations of barriers: who stays, and the lock-in index."""

import pytest

from casekit.errors import InputError
from casekit.frames.choices import FORMS
from casekit.generators.switching import make_switching_market
from casekit.metrics.switching.unlocking import unlocking_table


@pytest.fixture(scope="module")
def truth():
    return make_switching_market(400, seed=3, months=18)[2]


@pytest.fixture(scope="module")
def table(truth):
    return unlocking_table(truth, rivals_cheaper_by=[0.0, 0.2])


def test_each_combination_stands_once_for_each_price_cut(table):
    assert len(table) == 32
    assert not table.duplicated([*FORMS, "rivals_cheaper_by"]).any()


def test_without_a_price_cut_the_table_is_that_of_the_truth(truth, table):
    ours = table[table["rivals_cheaper_by"] == 0].set_index(list(FORMS))["retention"]
    theirs = truth.combinations().set_index(list(FORMS))["retention"]
    assert (ours - theirs.reindex(ours.index)).abs().max() == 0


def test_the_index_is_zero_without_barriers_and_that_of_the_truth_with_all(truth, table):
    cheaper = table[table["rivals_cheaper_by"] == 0.2].set_index(list(FORMS))["lock_in_index"]
    assert cheaper.loc[False, False, False, False] == 0
    assert cheaper.loc[True, True, True, True] == pytest.approx(
        truth.lock_in_index(rival_cheaper_by=0.2)
    )


def test_no_price_cut_at_all_is_refused_in_words(truth):
    with pytest.raises(InputError, match="one price cut"):
        unlocking_table(truth, rivals_cheaper_by=[])
