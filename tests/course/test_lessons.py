"""A lesson's facts stand in its metadata; what is missing or does not fit is named."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from casekit.coach import questions, registry
from casekit.course import citations
from casekit.course.citations import find_source, sources
from casekit.course.glossary import find_term, terms
from casekit.course.lessons import (
    Lesson,
    concept_index,
    lesson_from,
    planned_lessons,
    read_lessons,
)
from casekit.course.notebook_file import markdown_cell, new_notebook
from casekit.course.unwritten import unwritten_note
from casekit.errors import InputError
from casekit.places import ROOT


def lesson(facts: dict, file_name: str = "98_specimen") -> Lesson:
    cells = [markdown_cell(name, "") for name in ("story", "step-1", "end")]
    return lesson_from(file_name, new_notebook(cells, facts))


def test_a_lesson_is_read_from_its_metadata(facts: dict) -> None:
    read = lesson(facts)
    assert (read.number, read.title_zh, read.minutes_core) == ("98", "样本", 12)
    assert concept_index([read]) == {"L02": [("98_specimen", "step-1")]}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title_zh": None}, "title_zh must be str"),
        ({"steps": {}}, "at least one step"),
        ({"steps": {"story": "4"}}, "minutes of story must be whole"),
        ({"lesson": "97"}, "not the number in the file name"),
        ({"objectives": ["one"]}, "three to five"),
        ({"steps": {"story": 4, "lost": 8}}, "steps: no cell lost"),
        ({"concepts": {"L02": "lost"}}, "concepts: no cell lost"),
        ({"skip_when_short": ["lost"]}, "no step lost"),
    ],
)
def test_a_fact_that_is_missing_or_does_not_fit_is_named(
    facts: dict, change: dict, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        lesson({**facts, **change})


def test_steps_come_in_the_order_of_the_notebook_however_they_are_stored(facts: dict) -> None:
    shuffled = {"end": 3, "step-1": 5, "story": 4}
    assert list(lesson({**facts, "steps": shuffled}).steps) == ["story", "step-1", "end"]


def test_a_lesson_without_metadata_names_all_that_is_missing() -> None:
    with pytest.raises(InputError, match=r"lesson must be str; part .*skip_when_short"):
        lesson({})


def test_a_file_name_with_blanks_or_capitals_is_refused(facts: dict) -> None:
    with pytest.raises(InputError, match="file name"):
        lesson(facts, "98_A specimen")


def test_no_lesson_is_both_written_and_planned_and_the_course_is_whole() -> None:
    written = [one.number for one in read_lessons()]
    planned = [one.number for one in planned_lessons()]
    assert set(written) & set(planned) == set()
    missing = {f"{n:02d}" for n in range(26)} - set(written) - set(planned)
    assert missing <= {"09", "19"}


def test_every_written_lesson_names_known_parts_sources_terms_and_lessons() -> None:
    numbers = {one.number for one in planned_lessons()} | {one.number for one in read_lessons()}
    for one in read_lessons():
        assert set(one.prerequisites) <= numbers
        assert [find_source(key).key for key in one.sources] == one.sources
        assert [find_term(key).key for key in one.terms] == [str(key) for key in one.terms]


def test_every_source_says_where_its_details_were_read() -> None:
    for source in sources().values():
        assert source.checked, source.key
        assert source.tag == "checked", source.key
        assert 1900 < source.year < 2027, source.key


def test_an_unknown_source_or_term_is_refused() -> None:
    with pytest.raises(InputError, match="colombo-1999"):
        find_source("colombo")
    with pytest.raises(InputError) as refused:
        find_source("starbucks-q1-2002")
    assert "starbucks-q1-2020" in str(refused.value)
    assert "Add a block [starbucks-q1-2002] at the end" in str(refused.value)
    assert len(str(refused.value)) < 300
    with pytest.raises(InputError, match=f"1 to {len(terms())}"):
        find_term(len(terms()) + 1)


def test_every_term_has_english_chinese_and_a_meaning() -> None:
    # Lessons name terms by number: no number may be left out or given twice.
    assert list(terms()) == [str(n) for n in range(1, len(terms()) + 1)]
    for term in terms().values():
        assert term.en, term
        assert term.meaning, term
        assert any("\u4e00" <= letter <= "\u9fff" for letter in term.zh), term


def test_a_part_is_spelled_the_same_in_all_its_lessons() -> None:
    parts = {one.part for one in (*planned_lessons(), *read_lessons())}
    begun = sorted(part.split(".")[0] for part in parts)
    own = "Part VI"  # cases that instructors make with `new-case`
    assert [part for part in begun if part != own] == [
        "Part I",
        "Part II",
        "Part III",
        "Part IV",
        "Part V",
        "Start",
    ]


def test_a_source_that_nobody_has_checked_is_printed_as_such() -> None:
    source = find_source("colombo-1999")
    assert "to be checked" not in source.citation()
    assert replace(source, tag="to check").citation().endswith("(Source to be checked.)")


def test_a_block_that_is_no_source_is_refused_in_words() -> None:
    with pytest.raises(InputError, match=r"\[acme\]: a source has kind, authors, year.* doi"):
        citations._source("acme", {"author": "Acme"})


@pytest.mark.parametrize("lesson", read_lessons(), ids=lambda lesson: lesson.name)
def test_nothing_is_left_to_be_written_in_a_lesson_of_the_course(lesson: Lesson) -> None:
    path = f"notebooks/{lesson.name}.ipynb"
    git = shutil.which("git")
    if (
        not git
        or subprocess.run(
            [git, "ls-files", "--error-unmatch", path], cwd=ROOT, capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("an instructor is still at work on it")
    assert unwritten_note(lesson) == ""


def test_a_questions_file_that_is_no_python_is_told_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lesson_97.py").write_text("QUESTIONS = (\n    1\n    2,\n)\n", encoding="utf-8")
    monkeypatch.setattr(questions, "__path__", [*questions.__path__, str(tmp_path)])
    with pytest.raises(InputError, match=r"^lesson_97\.py, line \d: invalid syntax.*comma"):
        registry.of_lesson("97")
