"""Figures of what is owed: they show the ledger's own numbers and refuse books that do not add "
"up."""

import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.figures.ledger import (
    breakage_as_it_ages,
    liability_bridge,
    points_balance,
    points_coming_home,
    two_promises,
)
from casekit.generators.ledger import make_points_ledger
from casekit.metrics.ledger import (
    allocate_price,
    liability_roll_forward,
    points_roll_forward,
    recognise_revenue,
    redemption_triangle,
)
from casekit.models.ledger import Breakage

COLUMNS = {
    "deferred": "points given",
    "-from_redemptions": "points used",
    "-from_new_estimate": "new estimates",
}


@pytest.fixture(scope="module")
def ledger():
    return make_points_ledger(12, seed=3, members_per_cohort=4_000)[0]


def title_of(picture):
    return picture.figure.get_suptitle().replace("\n", " ")


def test_the_standards_example_is_drawn_to_the_unit():
    shared = allocate_price(100_000, points=10_000, value_per_point=1, redemption_rate=0.95)
    years = recognise_revenue(shared.points, redeemed=[4_500, 8_500], expected=[9_500, 9_700])
    picture = two_promises(shared, years)
    for number in ("91,324", "8,676", "4,110", "4,566", "7,603", "1,073"):
        assert number in picture.alt
    widths = [patch.get_width() for patch in picture.figure.axes[1].patches]
    for place in range(0, len(widths), 2):
        assert widths[place] + widths[place + 1] == pytest.approx(shared.points)


def test_the_balance_in_the_title_is_what_members_hold(ledger):
    table = points_roll_forward(ledger)
    picture = points_balance(table)
    assert f"members hold {table['closing'].iloc[-1] / 1e6:.1f} million" in title_of(picture)


def test_points_that_ran_out_are_told_and_drawn():
    ledger, _truth = make_points_ledger(18, seed=3, members_per_cohort=500, expiry_months=6)
    table = points_roll_forward(ledger)
    picture = points_balance(table)
    assert f"expired or returned {table['expired'].sum() / 1e6:.2f}" in picture.alt
    assert table["expired"].sum() > 0
    words = [text.get_text() for text in picture.figure.axes[0].texts]
    assert "used, expired" in words


def test_the_bridge_ends_at_the_closing_liability(ledger):
    books = liability_roll_forward(ledger, price_per_point=0.0173, redemption=0.88)
    picture = liability_bridge(books, columns=COLUMNS)
    assert picture.alt.endswith(f"closing ${books['closing'].iloc[-1]:,.0f}.")


def test_books_that_do_not_add_up_are_refused(ledger):
    books = liability_roll_forward(ledger, price_per_point=0.0173, redemption=0.88)
    with pytest.raises(InputError, match="missing or has the wrong sign"):
        liability_bridge(books, columns={"deferred": "points given"})


def test_every_line_is_cut_today_and_carried_on_to_one_end(ledger):
    fitted = Breakage().fit(ledger)
    picture = points_coming_home(redemption_triangle(ledger), fitted.redeemed_by, every=3)
    axes = picture.figure.axes[0]
    ends = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "s"]
    assert set(ends) == {11}
    carried = [line for line in axes.lines if line.get_linestyle() == "--"]
    assert max(float(line.get_ydata()[-1]) for line in carried) < fitted.redemption_rate + 0.02
    solid = {
        round(float(line.get_ydata()[0]), 9) for line in axes.lines if line.get_marker() == "s"
    }
    assert {round(float(line.get_ydata()[0]), 9) for line in carried} == solid


def test_two_readings_of_breakage_are_told_with_the_truth():
    readings = pd.DataFrame(
        {"counted": [0.8, 0.4], "fitted": [0.1, 0.12], "low": [0.0, 0.11], "high": [0.2, 0.13]},
        index=[6, 24],
    )
    picture = breakage_as_it_ages(readings, truth=0.12)
    assert "80% of the points breakage in month 6 and 40% in month 24" in title_of(picture)
    assert picture.alt.endswith("Truth 12%.")
