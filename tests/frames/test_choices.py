"""The choice panel's contract: what enters, what is refused in words, what is derived."""

import numpy as np
import pandas as pd
import pytest

from casekit.errors import InputError
from casekit.frames.choices import firms_of, read_choices, starts_mid_life
from casekit.frames.own_choices import choice_panel
from casekit.generators.switching import make_switching_market


@pytest.fixture(scope="module")
def panel():
    return make_switching_market(60, months=14, seed=1)[0]


def test_a_generated_panel_is_read_whole(panel):
    choices = read_choices(panel)
    assert choices.firms == ("Alder", "Birch", "Cedar")
    assert len(choices) == len(panel)
    assert choices.first.sum() == 60
    assert (choices.could_leave == ~choices.first).all()
    assert np.array_equal(choices.left, panel["firm"].ne(panel["previous_firm"]) & ~choices.first)
    assert choices.friends.shape == choices.prices.shape == (len(panel), 3)


def test_any_order_of_rows_is_read_as_the_same_panel(panel):
    read, shuffled = read_choices(panel), read_choices(panel.sample(frac=1, random_state=2))
    for name in ("customer", "month", "firm", "previous_firm", "points", "months_left", "prices"):
        assert np.array_equal(getattr(read, name), getattr(shuffled, name))


def test_missing_forms_are_allowed_and_read_as_none(panel):
    kept = [name for name in panel.columns if not name.startswith("friends_")]
    choices = read_choices(panel[kept].drop(columns=["points", "months_left", "term_months"]))
    assert choices.points is None
    assert choices.months_left is None
    assert choices.friends is None
    assert choices.tenure_months is not None


def broken(panel, **changes):
    panel = panel.astype({"firm": object, "previous_firm": object})
    for name, (rows, value) in changes.items():
        if panel[name].dtype.kind == "i":
            panel[name] = panel[name].astype(float)
        panel.loc[panel.index[rows], name] = value
    return panel


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"firm": ([3, 4], "Zebra")}, r'"firm" names a firm .*\(Zebra\) in 2 of 840 rows'),
        ({"firm": ([3], None)}, r'"firm" is missing in 1 of 840'),
        ({"previous_firm": ([3], None)}, r'"previous_firm" is missing after'),
        ({"price_Birch": ([1, 2, 3], np.nan)}, r'"price_Birch" is missing or not a number in 3'),
        ({"points": ([5], -1)}, r'"points" is negative in 1'),
        ({"months_left": ([5], 13)}, r'"months_left" is larger than "term_months"'),
        ({"month": ([1], 1)}, r'"month" repeats a month of the same customer in 1'),
        ({"month": ([1], 1.5)}, r'"month" is not a whole number in 1'),
        ({"friends_Birch": ([20], 1.7)}, r"add up to more than 1 in 1"),
        ({"customer_id": ([0], np.nan)}, r'"customer_id" is missing in 1'),
    ],
)
def test_what_no_panel_can_hold_is_told_by_column_and_rows(panel, changes, words):
    with pytest.raises(InputError, match=words):
        read_choices(broken(panel, **changes))


def test_all_that_is_wrong_is_told_at_once(panel):
    wrong = broken(panel, points=([5], -1), firm=([3], "Zebra"))
    with pytest.raises(InputError, match=r"(?s)Zebra.*points"):
        read_choices(wrong)


def test_one_firm_or_no_rows_or_half_a_contract_get_a_sentence(panel):
    with pytest.raises(InputError, match="two firms at least"):
        firms_of(panel.drop(columns=["price_Alder", "price_Birch"]))
    with pytest.raises(InputError, match="no rows"):
        read_choices(panel.iloc[:0])
    with pytest.raises(InputError, match="go together"):
        read_choices(panel.drop(columns="term_months"))
    with pytest.raises(InputError, match='lack "friends_Cedar"'):
        read_choices(panel.drop(columns="friends_Cedar"))
    with pytest.raises(InputError, match=r"no column.*previous_firm"):
        read_choices(panel.drop(columns="previous_firm"))
    with pytest.raises(InputError, match="pandas table"):
        read_choices(panel.to_numpy())


def test_a_panel_cut_off_at_its_start_is_in_mid_life(panel):
    assert not starts_mid_life(panel)
    assert starts_mid_life(panel[panel["month"] >= 3])
    one_late = panel[(panel["customer_id"] != 5) | (panel["month"] >= 3)]
    assert starts_mid_life(one_late)


OWN = {"customer_id": "client", "month": "when", "firm": "provider"}


def own_table(panel):
    mine = panel.rename(columns=OWN)
    mine["when"] = pd.Timestamp("2023-11-30") + mine["when"].map(
        lambda number: pd.DateOffset(months=number)
    )
    mine = mine.rename(columns={f"price_{firm}": f"fee {firm}" for firm in firms_of(panel)})
    return mine.sample(frac=1, random_state=3)


PRICES = {firm: f"fee {firm}" for firm in ("Alder", "Birch", "Cedar")}


def test_ones_own_columns_become_the_standard_panel(panel):
    mine = own_table(panel).drop(columns=["previous_firm", "tenure_months"])
    friends = {firm: f"friends_{firm}" for firm in PRICES}
    made = choice_panel(
        mine,
        **OWN,
        prices=PRICES,
        first_rows="entry",
        points="points",
        months_left="months_left",
        term_months="term_months",
        friends=friends,
    )
    pd.testing.assert_frame_equal(made, panel, check_dtype=False)


@pytest.mark.parametrize("kind", ["text", "period", "datetime"])
def test_dates_of_any_kind_become_numbers_of_calendar_months(kind):
    dates = pd.to_datetime(["2023-11-30", "2023-12-31", "2024-02-29"]).to_series(index=range(3))
    written = {
        "text": dates.dt.strftime("%Y-%m-%d"),
        "period": dates.dt.to_period("M"),
        "datetime": dates,
    }
    table = pd.DataFrame(
        {"customer_id": 1, "month": written[kind], "firm": "A", "price_A": 1.0, "price_B": 2.0}
    )
    assert choice_panel(table, first_rows="entry")["month"].tolist() == [1, 2, 4]


def test_whose_first_rows_are_mid_life_gives_up_those_rows(panel):
    late = panel[panel["month"] > 4].drop(columns=["previous_firm", "tenure_months"])
    made = choice_panel(late, first_rows="mid-life")
    assert starts_mid_life(made)
    assert made["month"].min() == 6
    assert (made.loc[made["month"] == 6, "tenure_months"] == 1).all()
    same = panel.loc[panel["month"] > 5, "previous_firm"]
    assert made["previous_firm"].astype(str).tolist() == same.astype(str).tolist()


def test_what_the_first_rows_are_has_to_be_said(panel):
    with pytest.raises(InputError, match=r'first_rows="entry".*first_rows="mid-life"'):
        choice_panel(panel.drop(columns="previous_firm"))
    with pytest.raises(InputError, match="not a choice"):
        choice_panel(panel, first_rows="maybe")


def test_a_misspelled_column_is_named_with_what_is_near(panel):
    with pytest.raises(InputError, match=r'no column "client_id".*customer_id'):
        choice_panel(panel, customer_id="client_id")
    with pytest.raises(InputError, match='no column "fee Alder"'):
        choice_panel(panel, prices=PRICES, first_rows="entry")


def test_the_callers_table_is_left_as_it_was(panel):
    mine = own_table(panel)
    before = mine.copy(deep=True)
    choice_panel(mine, **OWN, prices=PRICES, previous_firm="previous_firm")
    pd.testing.assert_frame_equal(mine, before)
