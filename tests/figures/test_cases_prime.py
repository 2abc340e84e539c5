"""Figures of the case of a paid membership: what is drawn, titled and told is what the data say."""

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from casekit.errors import InputError
from casekit.figures.cases.prime import (
    fee_apart,
    path_money,
    price_of_a_year,
    price_over_years,
    spending_apart,
    three_rows_panels,
)
from casekit.figures.cases.prime.fee import colour_of, of_a_hundred

PARTS = {"wanted": 780.4, "term": 69.8, "inattention": 99.9, "path": 49.9}


def title_of(picture):
    return picture.figure.get_suptitle().replace("\n", " ")


def test_whole_parts_of_a_hundred_add_up_and_stay_within_one_of_the_exact_ones():
    counts = of_a_hundred(PARTS)
    assert sum(counts.values()) == 100
    total = sum(PARTS.values())
    assert all(abs(counts[part] - 100 * money / total) < 1 for part, money in PARTS.items())


@pytest.mark.parametrize(
    "bad", [{}, {"wanted": -1.0, "term": 2.0}, {"wanted": float("nan")}, {"wanted": 0.0}]
)
def test_amounts_that_are_no_fee_are_refused_in_words(bad):
    with pytest.raises(InputError, match="amounts of 0 or more"):
        of_a_hundred(bad)


def test_each_tile_has_the_colour_of_who_pays_it():
    picture = fee_apart(PARTS)
    tiles = picture.figure.axes[0].patches
    counts = of_a_hundred(PARTS)
    for part in PARTS:
        colour = to_hex(colour_of(part))
        assert sum(to_hex(tile.get_facecolor()) == colour for tile in tiles) == counts[part]


def test_the_title_counts_what_is_not_wanted_and_the_words_tell_every_part():
    picture = fee_apart(PARTS)
    assert "22 are paid after the member had wished to leave" in title_of(picture)
    assert repr(picture).endswith("78 wanted, 7 still bound, 10 forgotten, 5 obstructed.")


def test_a_part_that_nobody_pays_is_not_named_beside_the_tiles():
    picture = fee_apart({"wanted": 9.0, "inattention": 1.0})
    names = {text.get_text().split(" ")[1].split("\n")[0]: text.get_visible()
             for text in picture.figure.axes[0].texts}  # fmt: skip
    assert names["wanted"]
    assert names["forgotten"]
    assert not names["obstructed"]


def test_the_year_is_cheaper_from_the_first_payment_that_passes_it():
    assert "from month 10 on" in repr(price_of_a_year(14.99, 139.0))
    # Ten payments of 10 are exactly 100: the eleventh is the first that costs more.
    assert "from month 11 on" in repr(price_of_a_year(10.0, 100.0))
    assert "never dearer" in title_of(price_of_a_year(10.0, 125.0))
    with pytest.raises(InputError, match="above 0"):
        price_of_a_year(0.0, 10.0)


def test_the_price_over_years_is_told_from_its_first_to_its_last_year():
    picture = price_over_years({2001: 50.0, 2011: 80.0}, 2020)
    assert title_of(picture) == "In 19 years the price of a year went from $50 to $80"
    line = picture.figure.axes[0].lines[0]
    assert line.get_xdata().tolist() == [2001, 2011, 2020]
    assert line.get_ydata().tolist() == [50.0, 80.0, 80.0]


@pytest.mark.parametrize(
    ("prices", "until"),
    [({2001: 50.0}, 2020), ({2001: 0.0, 2011: 1.0}, 2020), ({1: 1.0, 9: 2.0}, 8)],
)
def test_prices_that_make_no_line_are_refused_in_words(prices, until):
    with pytest.raises(InputError, match="two prices or more"):
        price_over_years(prices, until)


def test_the_two_parts_of_the_gap_add_up_and_the_interval_stands_at_its_end():
    picture = spending_apart(400.0, 820.0, 90.0, interval=(60.0, 120.0), truth=82.0)
    assert "Of $420 a year" in title_of(picture)
    bars = picture.figure.axes[0].patches
    assert bars[2].get_width() + bars[3].get_width() == pytest.approx(420.0)
    assert "$60 to $120" in repr(picture)
    assert "Truth: $82." in repr(picture)


def test_a_membership_that_takes_is_told_with_its_sign():
    assert "−$20" in repr(spending_apart(400.0, 500.0, -20.0))


def outcomes(low, high):
    rows = ["fees", "cost of benefits", "fees less benefits", "margin on orders", "left"]
    return pd.DataFrame({"difference": 6000.0, "low": low, "high": high}, index=rows)


def test_the_title_says_whether_the_lot_can_see_what_the_pages_leave():
    assert "too little for this lot" in title_of(path_money(outcomes(-1000.0, 13000.0)))
    net = outcomes(-1000.0, 13000.0)
    net.loc["fees less benefits", "low"] = 2000.0
    said = title_of(path_money(net))
    assert (
        said == "Fees less benefits bring $6.00 a member. With orders the lot says −$1.00 to $13.00"
    )
    clear = path_money(outcomes(1000.0, 11000.0))
    assert "Four pages leave Meridian $6.00 a member: $1.00 to $11.00" in title_of(clear)


def test_the_truth_is_a_diamond_and_a_sentence():
    truth = outcomes(0.0, 0.0).assign(difference=5000.0)
    picture = path_money(outcomes(1000.0, 11000.0), truth)
    assert repr(picture).endswith("Truth, left in all: $5.00.")
    diamonds = [line for line in picture.figure.axes[0].lines if line.get_marker() == "D"]
    assert [line.get_xdata()[0] for line in diamonds] == [5.0] * 5


def test_three_rows_draw_the_members_money_as_a_loss_and_write_the_law_without_a_bar():
    picture = three_rows_panels({"as it is": (6.0, 16.0), "paid back": (-2.0, 0.0)})
    first, second = picture.figure.axes
    assert [bar.get_width() for bar in first.patches[:2]] == [6.0, -16.0]
    assert [bar.get_width() for bar in second.patches[:2]] == [-2.0, 0.0]
    assert "from −$2.00 to $6.00" in title_of(picture)


def test_the_bait_shows_two_bars_and_no_cause():
    picture = spending_apart(1000.0, 1760.0)
    assert title_of(picture) == "Members spend 76% more than other customers"
    assert "makes" not in repr(picture)
