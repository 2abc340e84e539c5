"""Each future of Larch's card: what is left is what it adds, less what it costs."""

import pandas as pd
import pytest

from casekit.cases.larch import larch_futures
from casekit.generators.programmes import make_card_launch
from casekit.metrics.programmes import MeanDifference

MONEY = {"margin": 0.25, "point_cost": 0.02, "running_cost": 0.5}
ADDED = MeanDifference(10.0, 1.0, 8.0, 12.0, 4_000)
GROUPS = pd.DataFrame(
    {"margin": 2.5, "low": 2.0, "high": 3.0},
    index=["light buyers", "medium buyers", "heavy buyers"],
)


@pytest.fixture(scope="module")
def customers() -> pd.DataFrame:
    return make_card_launch(4_000, seed=3)[0]


def test_what_is_left_is_margin_less_cost_by_hand(customers: pd.DataFrame) -> None:
    found = larch_futures(customers, ADDED, GROUPS, **MONEY)
    paid = customers.loc[customers["member"], "spend_per_month_after"]
    cost = 0.02 * paid.mean() + 0.5
    keep = found.loc["keep, by comparing changes"]
    assert keep["left"] == pytest.approx(0.25 * 10 - cost)
    assert keep[["low", "high"]].tolist() == pytest.approx([2 - cost, 3 - cost])


def test_a_ceiling_that_nobody_reaches_changes_nothing(customers: pd.DataFrame) -> None:
    found = larch_futures(customers, ADDED, GROUPS, **MONEY, ceiling=1e9)
    keep = found.loc["keep, by comparing changes", "left"]
    # All kinds gain 2.50 here, as the whole does.
    assert found.loc["ceiling, nobody buys less", "left"] == pytest.approx(keep)
    assert found.loc["ceiling, all above it go back", "left"] == pytest.approx(keep)


def test_those_above_the_ceiling_add_nothing_where_they_go_back(customers: pd.DataFrame) -> None:
    found = larch_futures(customers, ADDED, GROUPS, **MONEY, ceiling=150)
    paid = customers.loc[customers["member"], "spend_per_month_after"]
    back = found.loc["ceiling, all above it go back", "margin_added"]
    assert back == pytest.approx(2.5 * (paid <= 150).mean())
