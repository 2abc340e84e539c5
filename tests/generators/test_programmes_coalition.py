"""A coalition: elasticities as asked for, and sales that follow them."""

import numpy as np
import pytest

from casekit.errors import InputError
from casekit.generators.programmes import make_coalition


@pytest.mark.parametrize("partners", [2, 5, 9])
def test_the_mean_cross_elasticity_is_the_one_asked_for_and_most_pairs_are_negative(partners):
    _, truth = make_coalition(partners, seed=4, cities=2, weeks=2, cross_elasticity=-0.05)
    assert truth.mean_cross_elasticity == pytest.approx(-0.05)
    assert truth.negative_share > 0.5
    assert np.allclose(np.diag(truth.elasticities), 0.25)


def test_without_chance_and_season_sales_are_those_of_the_elasticities():
    panel, truth = make_coalition(3, seed=1, cities=3, weeks=8, noise=0, season=0)
    sales = np.log(panel["sales_per_week"].to_numpy().reshape(-1, 3))
    offers = np.log(panel["points_multiplier"].to_numpy().reshape(-1, 3))
    rest = sales - offers @ truth.elasticities.to_numpy()
    rest = (rest - np.log(truth.usual_sales_per_week.to_numpy())).reshape(3, -1)
    assert np.ptp(rest, axis=1).max() < 1e-5


def test_the_largest_partner_comes_off_best_on_average():
    received = [
        make_coalition(seed=seed, cities=2, weeks=2, rich_get_richer=0.02)[1].elasticities
        for seed in range(40)
    ]
    mean = sum(table.to_numpy() - 0.25 * np.eye(5) for table in received) / 40
    assert mean[:, 0].sum() / 4 > mean[:, 4].sum() / 4 + 0.02


def test_offers_come_in_the_season_unless_told_otherwise():
    for follows, gap in ((1.0, 0.2), (0.0, -0.02)):
        panel, _ = make_coalition(seed=2, promotions_follow_season=follows)
        offered = panel["points_multiplier"] > 1
        winter = panel["week"].between(44, 52)
        difference = offered[winter].mean() - offered[~winter].mean()
        assert difference > gap
        assert follows or difference < 0.02


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"partners": 1}, "`partners` must be 2 or more; 1"),
        ({"cities": 2.5}, "`cities` must be a whole number"),
        ({"noise": -0.1}, "`noise` must be 0 or more"),
        ({"cross_elasticity": float("nan")}, "`cross_elasticity` must be a number"),
    ],
)
def test_senseless_parameters_are_refused_in_words(change, words):
    with pytest.raises(InputError, match=words):
        make_coalition(**{"seed": 1, **change})
