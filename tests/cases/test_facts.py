"""The fact sheets: each figure has its parts and a source, and lessons print no other figure."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from casekit.cases.calibration import Calibrated, calibrations
from casekit.cases.facts import CONFIDENCE, Fact, all_facts, fact, find_fact, sheets
from casekit.cases.facts.sheets import _read
from casekit.coach import registry
from casekit.course.citations import sources
from casekit.course.guards import problems
from casekit.course.guards.companies import foreign_numbers
from casekit.course.lessons import read_lessons
from casekit.course.notebook_file import code_cell, markdown_cell, new_notebook
from casekit.course.public_figures import fact_sheet, facts_of, figures_page, where_used
from casekit.errors import InputError
from casekit.metrics.programmes import published_tiers

SHEET = """
company = "Acme"
company_zh = "艾克米"
names = ["Acme"]

[members]
figure = "Members"
value = 12
unit = "million"
as_of = "2024"
source = "ftc-amazon-2025"
confidence = "read"
"""


@pytest.mark.parametrize("key", list(all_facts()), ids="fact_{}".format)
def test_every_fact_has_a_source_that_the_course_cites(key: str) -> None:
    one = find_fact(key)
    assert one.source in sources()
    assert one.confidence in CONFIDENCE
    assert one.figure
    assert one.as_of


def test_a_figure_seen_only_at_others_says_whose_words_it_is() -> None:
    for one in all_facts().values():
        assert bool(one.reported_by) == (one.confidence == "reported"), one.key


def test_no_two_facts_have_one_key_and_every_company_is_named_by_its_texts() -> None:
    assert len(all_facts()) == sum(len(sheet.facts) for sheet in sheets().values())
    # A sheet may wait for its first figure.
    assert all(sheet.names for sheet in sheets().values() if sheet.facts)


def test_a_fact_that_is_not_there_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError, match="amazon-price-year"):
        fact("amazon-prise-year")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('unit = "million"\n', "", "unit is missing"),
        ("value = 12", 'value = "12"', "without quotation marks"),
        ('"read"', '"sure"', "confidence must be one of read, reported, computed"),
        ('"read"', '"reported"', "reported_by must say who"),
        ('company_zh = "艾克米"\n', "", "company_zh must stand at the top"),
        ("value = 12", "value = 12\nyear = 2024", "year is no part of a fact"),
    ],
)
def test_a_broken_sheet_is_refused_in_words(
    tmp_path: Path, before: str, after: str, words: str
) -> None:
    path = tmp_path / "acme.toml"
    assert before in SHEET
    path.write_text(SHEET.replace(before, after), encoding="utf-8")
    with pytest.raises(InputError, match=words):
        _read(path)


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (139, "$", "$139"),
        (14.9, "$", "$14.90"),
        (2.5, "billion $", "$2.5 billion"),
        (70, "£", "£70"),
        (35, "%", "35%"),
        (2003, "year", "2003"),
        (4000, "products", "4,000 products"),
    ],
)
def test_a_value_is_shown_with_its_unit(value: float, unit: str, shown: str) -> None:
    assert Fact("a-b", "A", "f", value, unit, "2024", "s", "read").shown == shown


def test_a_calibration_tells_how_far_a_world_is_from_the_public_figure() -> None:
    table = calibrations([Calibrated("fee", "amazon-price-month", 15.0, "set by hand")])
    assert table["difference"].round(2).tolist() == [0.01]
    assert table["public_figure"].tolist() == ["$14.99"]


def lesson(text: str, output: str = "", **ours: object) -> list[str]:
    cell = code_cell("a", "x = 1")
    cell.execution_count = 1
    if output:
        cell.outputs = [
            {"output_type": "stream", "name": "stdout", "text": output}  # type: ignore[list-item]
        ]
    page = new_notebook([markdown_cell("t", text, **ours), cell], {})
    return [one for one in problems(page, "solution") if "beside" in one or "fact" in one]


def test_a_number_beside_a_company_that_no_sheet_has_is_found_in_text_and_output() -> None:
    assert lesson("Amazon keeps 87% of its members.", settings={"87": "ours"}) == [
        "t: 87 stands beside Amazon and in none of its facts"
    ]
    assert lesson("Text.", "Amazon: 87% stay\n")[0].startswith("a: the output has 87 beside Amazon")


def test_a_pronoun_does_not_hide_the_company_but_another_paragraph_ends_it() -> None:
    facts = {"139": "amazon-price-year"}
    text = "Amazon asks 139 dollars. It keeps 87% of its members."
    assert [n for n, _ in foreign_numbers(text)] == ["87"]
    assert (
        lesson("Amazon asks 139 dollars.\n\nHere 87% stay.", facts=facts, settings={"87": ""}) == []
    )


def test_a_fact_that_says_another_number_is_found() -> None:
    wrong = lesson("Amazon asks 135 dollars.", facts={"135": "amazon-price-year"})
    assert "t: 135 is not what the fact amazon-price-year says" in wrong


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, list | tuple):
        for one in part:
            yield from _texts(one)
    elif isinstance(part, dict):
        yield from _texts([*part.values()])
    elif dataclasses.is_dataclass(part) and not isinstance(part, type):
        yield from _texts([getattr(part, f.name) for f in dataclasses.fields(part)])


@pytest.mark.parametrize("number", registry.lessons())
def test_no_question_prints_a_company_s_number_that_no_sheet_has(number: str) -> None:
    questions, predictions = registry.of_lesson(number)
    found = [
        (one.id, *numeral)
        for one in [*questions, *predictions]
        for text in _texts(one)
        for numeral in foreign_numbers(text)
    ]
    assert found == []


def test_the_page_of_public_figures_has_every_fact_and_where_it_is_used() -> None:
    lessons = read_lessons()
    text = "\n".join(cell.source for cell in figures_page(lessons).cells)
    for one in all_facts().values():
        assert one.figure.replace("$", "\\$") in text
    used = where_used(lessons)
    assert "04" in [each.number for each in used["amazon-price-year"]]


def test_what_a_notebook_prints_is_read_from_its_texts_and_its_code() -> None:
    page = new_notebook(
        [
            markdown_cell("t", "139", facts={"139": "amazon-price-year"}),
            code_cell("c", 'ck.fact("amazon-price-month")\nck.fact_sheet("netflix")'),
        ],
        {},
    )
    found = facts_of(page)
    assert {"amazon-price-year", "amazon-price-month", "netflix-inactive-share"} <= found
    assert not any(key.startswith("starbucks") for key in found)


def test_a_code_cell_may_say_which_facts_of_a_sheet_it_shows() -> None:
    cell = code_cell(
        "c", 'ck.fact_sheet("netflix").iloc[:1]', facts={"0.5": "netflix-inactive-share"}
    )
    cell.execution_count = 1
    cell.outputs = [{"output_type": "stream", "name": "stdout", "text": "less than 0.5%\n"}]
    page = new_notebook([cell], {})
    assert facts_of(page) == {"netflix-inactive-share"}
    assert [one for one in problems(page, "solution") if "fact" in one] == []
    cell = page.cells[0]
    cell.outputs[0]["text"] = "nothing\n"
    assert "c: the fact 0.5 does not stand in the output" in problems(page, "solution")
    cell.metadata["casekit"]["facts"] = {"0.6": "netflix-inactive-share"}
    assert "c: 0.6 is not what a fact netflix-inactive-share says" in problems(page, "solution")


def test_a_sheet_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(InputError, match="amazon"):
        fact_sheet("amazone")
    assert len(fact_sheet()) == len(all_facts())


def test_the_tiers_in_the_metrics_are_those_of_the_fact_sheet() -> None:
    # The metrics lie below the fact sheets and cannot ask them.
    tiers = published_tiers()
    assert tiers.loc["Gold", "stars_from"] == fact("starbucks-gold-stars")
    assert tiers.loc["Reserve", "stars_from"] == fact("starbucks-reserve-stars")
    for name in ("Green", "Gold", "Reserve"):
        assert tiers.loc[name, "points_per_dollar"] == fact(f"starbucks-stars-{name.lower()}")
