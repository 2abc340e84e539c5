"""Members of a shop: who joins, what the card changes, and the truth about both."""

import numpy as np
import pytest

from casekit.errors import InputError
from casekit.generators.programmes import make_membership_panel
from casekit.metrics.programmes import difference_in_means


def test_the_same_seed_makes_the_same_customers_and_another_seed_others():
    first, _ = make_membership_panel(500, seed=3)
    assert first.equals(make_membership_panel(500, seed=3)[0])
    assert not first.equals(make_membership_panel(500, seed=4)[0])


def test_both_worlds_of_a_customer_differ_by_the_effect_and_the_table_shows_one_of_them():
    table, truth = make_membership_panel(2_000, seed=1, effect=7.5)
    worlds = truth.customers
    never_at_zero = worlds["spend_without_card"] > 0
    change = worlds["spend_with_card"] - worlds["spend_without_card"]
    assert np.allclose(change[never_at_zero], 7.5, atol=0.011)
    seen = np.where(table["member"], worlds["spend_with_card"], worlds["spend_without_card"])
    assert (table["spend"] == seen).all()


def test_a_comparison_of_those_who_chose_is_several_times_too_large():
    table, truth = make_membership_panel(200_000, seed=2)
    found = difference_in_means(table, "spend", "member")
    assert found.difference / truth.effect == pytest.approx(4.6, abs=0.1)
    assert found.difference - truth.effect == pytest.approx(truth.selection_bias, abs=0.02)


def test_a_comparison_by_lot_covers_the_truth_in_95_of_100_studies():
    covered = 0
    for seed in range(400):
        table, truth = make_membership_panel(200, seed=seed, joining="lot")
        found = difference_in_means(table, "spend", "member")
        covered += found.low <= truth.effect <= found.high
    assert 0.92 <= covered / 400 <= 0.975


def test_without_affinity_choice_is_as_good_as_a_lot():
    table, truth = make_membership_panel(100_000, seed=2, affinity=0)
    found = difference_in_means(table, "spend", "member")
    assert abs(found.difference - truth.effect) < 3.5 * found.standard_error


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"n_customers": 3}, "`n_customers` must be 4 or more; 3"),
        ({"n_customers": 2.5}, "`n_customers` must be a whole number"),
        ({"effect": float("nan")}, "`effect` must be a number of dollars"),
        ({"affinity": -1}, "`affinity` must be 0 or more dollars; -1"),
        ({"joining": "coin"}, '`joining` must be "choice" or "lot"'),
    ],
)
def test_senseless_parameters_are_refused_in_words(change, words):
    with pytest.raises(InputError, match=words):
        make_membership_panel(**{"n_customers": 100, "seed": 1, **change})
