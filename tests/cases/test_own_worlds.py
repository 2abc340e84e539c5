"""A world of one's own: its file is read strictly, its tables fit, its truth lists all of it."""

import inspect
import shutil
import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.cases import own
from casekit.cases.own import case_world, known_generators, read_world, world_file, world_names
from casekit.cases.own.known import _MAKERS
from casekit.cases.own.measures import MEASURES
from casekit.course.case_files import world_text
from casekit.errors import InputError
from casekit.models.switching import lock_in_xray

SMALL = {"n_customers": 300}


@pytest.fixture
def worlds(tmp_path: Path, monkeypatch) -> Path:
    """Give a folder of worlds of its own, with one that has all parts."""
    text = world_text("Blue Kite", "€")
    head, more = text.split("# More parts", maxsplit=1)
    opened = "\n".join(line.removeprefix("# ") for line in more.splitlines()[1:] if line != "#")
    # Small, and quick to make.
    text = (head + "\n" + opened).replace("value = 2000", "value = 200")
    (tmp_path / "blue_kite.toml").write_text(text, encoding="utf-8")
    shutil.copy(world_file.FOLDER / "old_mill_bank.toml", tmp_path)
    monkeypatch.setattr(world_file, "FOLDER", tmp_path)
    return tmp_path


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "blue_kite.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("name", world_names(), ids="world_{}".format)
def test_every_world_of_the_course_is_read_and_made(name):
    data, truth = case_world(name, **({"n_customers": 200} if name == "old_mill_bank" else {}))
    assert len(data) >= 2
    assert len(truth.invented) > 0


def test_all_parts_together_make_tables_whose_links_hold(worlds):
    data, truth = case_world("blue_kite", seed=3)
    assert {"customers", "panel", "events", "survey", "launch", "purchases"} <= set(data)
    assert set(data.survey["customer_id"]) <= set(data.customers["customer_id"])
    assert truth.market.world.n_customers == 200
    assert truth.launch is not None


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), size=st.integers(8, 60))
def test_keys_and_links_hold_for_every_seed_and_size(seed, size):
    data, _truth = case_world("old_mill_bank", seed, n_customers=size)
    assert len(data.households) == size  # Tables refuses keys and links that do not hold
    assert not data.panel.duplicated(["customer_id", "month"]).any()


def test_the_same_seed_makes_the_same_tables_and_another_one_others():
    first, again = (case_world("old_mill_bank", 5, **SMALL)[0] for _ in range(2))
    other = case_world("old_mill_bank", 6, **SMALL)[0]
    for name in first:
        pd.testing.assert_frame_equal(first[name], again[name])
    assert not first.panel["firm"].equals(other.panel["firm"])


def test_a_section_keeps_its_luck_when_another_one_is_added_before_it(worlds):
    whole = case_world("blue_kite", 2)[0].purchases
    text = (worlds / "blue_kite.toml").read_text(encoding="utf-8")
    alone = text[: text.index("[market]")] + text[text.index("[purchases]") :]
    (worlds / "alone.toml").write_text(alone, encoding="utf-8")
    pd.testing.assert_frame_equal(whole, case_world("alone", 2)[0].purchases)


def test_calibrated_and_invented_together_list_every_parameter():
    _data, truth = case_world("old_mill_bank", **SMALL)
    file = read_world("old_mill_bank")
    names = {f"{s.name}.{a.name}" for s in file.sections for a in s.arguments}
    calibrated = {f"{s.name}.{a.name}" for s in file.sections for a in s.arguments if a.fact}
    assert set(truth.invented.index) == names - calibrated
    assert len(truth.calibrations) == len(calibrated)
    for section in file.sections:
        made_by = [
            parameter
            for function in _MAKERS[section.generator][1]
            for parameter in inspect.signature(function).parameters
        ]
        assert {one.name for one in section.arguments} <= set(made_by)


def test_a_parameter_changed_in_the_call_is_no_longer_calibrated():
    _data, truth = case_world("old_mill_bank", technical_cost=20.0, **SMALL)
    assert "market.technical_cost" in truth.invented.index
    assert truth.invented.loc["market.technical_cost", "value"] == "20"
    assert truth.parameter("market", "technical_cost") == 20.0
    assert len(truth.calibrations) == 2


def test_a_change_leaves_the_people_and_their_luck_as_they_were():
    first, then = (case_world("old_mill_bank", 4, technical_cost=c, **SMALL) for c in (30.0, 0.0))
    pd.testing.assert_frame_equal(first[1].market.tastes, then[1].market.tastes)
    month = first[0].panel["month"] == 1
    assert (first[0].panel["firm"][month] == then[0].panel["firm"][month]).all()


def test_what_was_reached_is_what_the_tables_show():
    data, truth = case_world("old_mill_bank", 2, n_customers=2_000)
    reached = truth.calibrations["reached"].tolist()
    panel = data.panel[(data.panel["month"] > 24)]
    changed = panel["firm"].astype(str) != panel["previous_firm"].astype(str)
    assert reached[0] == pytest.approx(
        100 * changed.groupby(panel["customer_id"]).any().mean(), abs=1e-9
    )
    assert reached[1] == pytest.approx(100 * (1 - (1 - 0.014424) ** 12))
    assert reached[2] == pytest.approx(100 * (data.survey["satisfaction"] >= 3).mean())
    assert set(truth.public_view().index) == {
        name for name, one in MEASURES.items() if one.generator in ("make_switching_market",
                                                                   "market_satisfaction")
    }  # fmt: skip


def test_every_argument_of_a_known_generator_exists_and_has_its_default():
    for known in known_generators().values():
        assert known.arguments, known.name
        for argument in known.arguments.values():
            assert argument.default is not inspect.Parameter.empty


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("exit_fee = ", "exit_fees = ", "exit_fee"),
        ('generator = "make_switching_market"', 'generator = "make_switching_markt"', "Did you"),
        ('unit = "€ a point"', 'unit = "points"', '"€ a point"'),
        ('of = "market"', 'of = "markt"', "of = 'markt' must name"),
        ('title = "Blue Kite"', 'titel = "Blue Kite"', "title"),
        ('money = "€"', 'munny = "€"', "money"),
        (
            'meaning = "economic: what a point held is worth, lost on leaving" }',
            'meaning = "worth", fact = "uk-banks-loked-around" }',
            "uk-banks-looked-around",
        ),
        (
            'meaning = "economic: what a point held is worth, lost on leaving" }',
            'meaning = "worth", fact = "uk-banks-satisfied", measure = "satisfid" }',
            "satisfied",
        ),
        ("value = 0.8, unit", "valeu = 0.8, unit", "value"),
        ("value = 0.8, unit", "value = 0.8, unit = ", "cannot be read"),
        ('people = "customers"', 'peeple = "customers"', "people"),
        ('people = "customers"', 'people = "panel"', "is the name of a table"),
    ],
)
def test_what_is_not_understood_is_told_with_what_is_near(worlds, old, new, said):
    change(worlds, old, new)
    with pytest.raises(InputError) as refused:
        case_world("blue_kite")
    assert said in str(refused.value)
    assert "blue_kite.toml" in str(refused.value) or "[market]" in str(refused.value)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"name": "old_mil_bank"}, "old_mill_bank"),
        ({"name": "old_mill_bank", "tecnical_cost": 3}, "technical_cost"),
        ({"name": "blue_kite", "n_customers": 50}, "market__n_customers or "),
        ({"name": "old_mill_bank", "seed": -1}, "`seed`"),
        ({"name": "old_mill_bank", "attention": 3}, r"[market] `attention`"),
        ({"name": "old_mill_bank", "without": ["tecnical"]}, "[survey]"),
    ],
)
def test_a_call_that_is_not_understood_is_told_in_words(worlds, asked, said):
    with pytest.raises(InputError) as refused:
        case_world(**asked)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("value = 20.0, unit", "value = 20,0, unit", "exit_fee: decimals take a point, 20.0, not"),
        ("value = true, unit", "value = True, unit", "True is written true."),
        (
            "value = 12, unit",
            "value = none, unit",
            'term_months: text stands in quotation marks: "',
        ),
        ('title = "Blue Kite"', 'title = "Blue Kite', "title: "),
    ],
)
def test_what_is_mistyped_is_told_with_its_line_and_parameter(worlds, old, new, said):
    change(worlds, old, new)
    lines = (worlds / "blue_kite.toml").read_text(encoding="utf-8").splitlines()
    number = next(n for n, line in enumerate(lines, start=1) if new in line)
    with pytest.raises(InputError) as refused:
        case_world("blue_kite")
    assert f"line {number}, " in str(refused.value)
    assert said in str(refused.value)


def test_a_missing_line_of_arguments_is_one_sentence(worlds):
    change(worlds, "[market.arguments]\n", "")
    with pytest.raises(InputError) as refused:
        case_world("blue_kite")
    said = "blue_kite.toml: [market] the line [market.arguments] is missing above n_customers."
    assert str(refused.value) == said


def test_a_sentence_that_asks_ends_with_its_question_mark(worlds):
    change(worlds, "exit_fee = ", "exit_fees = ")
    with pytest.raises(InputError) as refused:
        case_world("blue_kite")
    assert str(refused.value).endswith('Did you mean "exit_fee"?')


def test_numbers_of_the_decision_are_parameters_like_any_other(worlds):
    _data, truth = case_world("blue_kite")
    assert truth.parameter("decision", "margin_a_month") == 10.0
    assert read_world("blue_kite").parameter("decision", "margin_a_month") == 10.0
    assert truth.invented.loc["decision.margin_a_month", "unit"] == "€ a month"
    assert case_world("blue_kite", margin_a_month=12)[1].parameter(
        "decision", "margin_a_month"
    ) == pytest.approx(12)
    change(worlds, "margin_a_month = { value = 10.0", 'margin_a_month = { value = "ten"')
    with pytest.raises(InputError, match=r"\[decision\] margin_a_month: value must be a number"):
        read_world("blue_kite")


def test_the_first_world_of_a_case_keeps_nearly_all_customers_from_month_to_month(worlds):
    text = world_text("Blue Kite", "€")
    (worlds / "blue_kite.toml").write_text(text, encoding="utf-8")
    data, truth = case_world("blue_kite", n_customers=1_000)
    panel = data.panel[data.panel["previous_firm"].notna()]
    stayed = panel["firm"].astype(str) == panel["previous_firm"].astype(str)
    assert stayed.mean() > 0.97
    assert truth.public_view()["switched in a year"] < 30
    barriers = lock_in_xray(data.panel).barriers
    assert np.isfinite(barriers[["low", "high"]].to_numpy(dtype=float)).all()


def test_the_header_lists_every_measure(worlds):
    text = (worlds / "blue_kite.toml").read_text(encoding="utf-8")
    assert all(f'#     "{name}": {one.what}' in text for name, one in MEASURES.items())
    assert "chosen with --money; do not change it here" in text


def test_two_sections_that_make_one_table_are_refused(worlds):
    path = worlds / "blue_kite.toml"
    text = path.read_text(encoding="utf-8")
    again = '\n[second]\ngenerator = "make_purchases"\n'
    path.write_text(text + again, encoding="utf-8")
    with pytest.raises(InputError, match="both make the table purchases"):
        case_world("blue_kite")


def test_the_room_names_what_it_gives():
    assert set(own.__all__) >= {"case_world", "OwnTruth"}
    assert np.isfinite(
        tomllib.loads(world_text("A", "$"))["market"]["arguments"]["months"]["value"]
    )
