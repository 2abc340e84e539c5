"""A lesson's slides are made of the lesson: what it shows, what it says, and its minutes."""

import re
from pathlib import Path

import pytest

from casekit.course import slides as command
from casekit.course.lessons import Lesson, lesson_from, read_lessons
from casekit.course.notebook_file import code_cell, markdown_cell, new_notebook
from casekit.course.slides import page, slides_of

PICTURE = {"image/png": "iVBORw0KGgo=", "text/plain": 'Sales by month: <"12">.'}


@pytest.fixture
def lesson(facts: dict, specimen_questions: object) -> Lesson:
    figure = code_cell("figure", "ck.figures.sales(log)")
    figure["outputs"] = [{"output_type": "execute_result", "data": PICTURE, "metadata": {}}]
    cells = [
        markdown_cell("header", "# made by build", generated="header"),
        markdown_cell("story", "## A shop & its list\n\nShort.\n\n" + "Long words here. " * 60),
        figure,
        markdown_cell("reading", "Look at the *left* bar, at $x^2$ and at \\$5."),
        markdown_cell("step-1", "## Step 1. Count"),
        markdown_cell("end", "## Takeaways\n\n1. One.\n\nTwo.", section="takeaways"),
    ]
    return lesson_from("98_specimen", new_notebook(cells, facts))


def test_a_figure_has_its_own_slide_and_what_to_see_in_it_is_in_the_notes(lesson: Lesson) -> None:
    figure = next(slide for slide in slides_of(lesson) if slide.kind == "figure")
    assert figure.title == "A shop & its list"
    assert "Look at the" not in figure.body
    assert "<em>left</em>" in figure.notes
    assert "ck.figures.sales(log)" in figure.notes


def test_a_slide_holds_what_a_room_can_read_and_the_notes_hold_the_rest(lesson: Lesson) -> None:
    story = slides_of(lesson)[1]
    assert "Short." in story.body
    assert "Long words" not in story.body
    assert "Long words" in story.notes


def test_minutes_stand_on_the_slide_that_opens_the_step(lesson: Lesson) -> None:
    found = {slide.title: slide.minutes for slide in slides_of(lesson) if slide.minutes}
    assert {found[title] for title in ("A shop & its list", "Step 1. Count")} <= set(
        lesson.steps.values()
    )
    assert sum(minutes for title, minutes in found.items() if title != "98") == lesson.minutes_core


def test_what_is_generated_for_the_notebook_is_no_slide(lesson: Lesson) -> None:
    assert "made by build" not in page(lesson)


def test_words_of_a_lesson_cannot_break_the_page(lesson: Lesson) -> None:
    text = page(lesson)
    assert "A shop &amp; its list" in text
    assert 'alt="Sales by month: &lt;&quot;12&quot;&gt;."' in text


def test_formulas_are_drawn_and_money_stays_money(lesson: Lesson) -> None:
    notes = next(slide for slide in slides_of(lesson) if slide.kind == "figure").notes
    assert '<img class="formula" alt="x^2"' in notes
    assert "at $5." in notes.replace("&#36;", "$")


@pytest.mark.parametrize("lesson", read_lessons(), ids=lambda lesson: lesson.number)
def test_every_lesson_becomes_a_page_that_needs_no_network(lesson: Lesson) -> None:
    text = page(lesson)
    fetched = re.findall(r'(?:src|srcset)="([^"]+)"|url\(([^)]+)\)|<link[^>]*href="([^"]+)"', text)
    assert all(any(name.startswith("data:") for name in names) for names in fetched)
    assert "$$" not in text
    assert not re.search(r"<code>[^<]*\\\w", text), "a formula could not be drawn"
    pictures = sum(
        "image/png" in output.get("data", {})
        for cell in lesson.notebook.cells
        for output in cell.get("outputs", [])
    )
    assert text.count('<section class="figure">') == pictures


def test_the_command_writes_into_the_learners_folder_and_says_where(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lesson: Lesson, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setenv("CASEKIT_MY", str(tmp_path))
    monkeypatch.setattr(command, "chosen_lessons", lambda numbers: [lesson])
    assert command.main(["98"]) == 0
    assert (tmp_path / "slides" / "98_specimen.html").exists()
    assert "98_specimen.html" in capsys.readouterr().out


def test_a_lesson_that_is_not_there_is_said_so(capsys: pytest.CaptureFixture) -> None:
    assert command.main(["77"]) == 1
    assert "There is no lesson 77" in capsys.readouterr().out


def test_slides_say_what_is_still_to_be_written(
    lesson: Lesson, tmp_path: Path, monkeypatch, capsys
) -> None:
    lesson.notebook.cells[1].source += "\n\n*Write here what happened.*"
    monkeypatch.setattr(command, "chosen_lessons", lambda numbers: [lesson])
    assert command.main(["98", "-o", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert out.endswith('Lesson 98: 1 places still say "Write here" (story).\n')
