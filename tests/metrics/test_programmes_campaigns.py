"""Households that redeemed coupons: most of what sets them apart was there before."""

import pytest

from casekit import datasets
from casekit.errors import InputError
from casekit.metrics.programmes import compare_redeemers


@pytest.fixture(scope="module")
def table():
    return datasets.load("coupon_campaigns")


def test_the_groups_are_those_of_the_source(table):
    counts = table.groupby(["campaign", "group"]).size().to_dict()
    assert counts[(8, "redeemed")] == 158
    assert counts[(13, "redeemed")] == 196
    assert (table.groupby("campaign").size() == 2_469).all()


def test_five_sixths_of_the_gap_was_there_before_any_coupon(table):
    found = compare_redeemers(table)
    assert found.loc[(8, "during"), "difference"] == pytest.approx(37.67, abs=0.005)
    assert found.loc[(8, "before"), "difference"] == pytest.approx(31.30, abs=0.005)
    change = found.loc[(8, "change")]
    assert change["difference"] == pytest.approx(37.67 - 31.30, abs=0.01)
    assert change["low"] == pytest.approx(0.85, abs=0.005)
    # In campaign 13 the paths were not parallel before it began.
    assert found.loc[(13, "change_before"), "low"] > 0
    assert found.loc[(13, "change"), "low"] < 0


def test_a_group_that_is_not_there_is_refused_in_words(table):
    with pytest.raises(InputError, match='no households "gold"'):
        compare_redeemers(table, group="gold", against="silver")
    with pytest.raises(InputError, match="no column `group`"):
        compare_redeemers(table.drop(columns="group"))
