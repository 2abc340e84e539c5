"""build writes what is made from something else, reports drift, and loses no work."""

import datetime as dt
from pathlib import Path

import pytest

from casekit.course import build
from casekit.course.fresh_kernel import executed
from casekit.course.lessons import planned_lessons
from casekit.course.notebook_file import read_notebook, write_notebook
from casekit.errors import InputError

TODAY = dt.date(2026, 3, 1)


def exercise_of(course: Path) -> Path:
    return course / "exercises" / "98_specimen" / "98_specimen.ipynb"


@pytest.fixture
def built(course: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(build, "ROOT", course)
    assert build.main([]) == 0
    return course


def test_check_is_green_after_build_and_red_after_any_change(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build.main(["--check"]) == 0
    for path in (
        exercise_of(built),
        built / "notebooks" / "index.ipynb",
        built / "solutions" / "98_specimen" / "teaching_notes.md",
        built / "README.md",
    ):
        before = path.read_bytes()
        path.write_bytes(before.replace(b"specimen", b"specimens", 1))
        capsys.readouterr()
        assert build.main(["--check"]) == 1, path.name
        assert path.name in capsys.readouterr().out
        path.write_bytes(before)
    exercise_of(built).unlink()
    assert build.main(["--check"]) == 1


def test_a_statement_edited_in_the_solution_is_drift(built: Path) -> None:
    path = built / "solutions" / "98_specimen" / "98_specimen.ipynb"
    notebook = read_notebook(path)
    notebook.cells[1].source += " Edited."
    write_notebook(path, notebook)
    assert build.main(["--check"]) == 1


def test_check_changes_nothing(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "ROOT", course)
    before = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
    assert build.main(["--check"]) == 1
    assert {path: path.read_bytes() for path in course.rglob("*") if path.is_file()} == before


def test_building_twice_writes_nothing_the_second_time(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert build.main([]) == 0
    assert capsys.readouterr().out == "Everything that is generated is up to date.\n"


def test_an_exercise_in_which_someone_worked_is_kept_beside_the_new_one(built: Path) -> None:
    path = exercise_of(built)
    fresh = path.read_bytes()
    notebook = read_notebook(path)
    notebook.cells[2].source = "mean_spend = 17"
    write_notebook(path, notebook)
    mine = path.read_bytes()
    assert build.main([]) == 0
    assert path.read_bytes() == fresh
    copies = [p for p in path.parent.iterdir() if p != path]
    assert [p.read_bytes() for p in copies] == [mine]
    assert dt.date.today().isoformat() in copies[0].name


def test_a_second_copy_on_the_same_day_gets_a_name_of_its_own(built: Path) -> None:
    path = exercise_of(built)
    for text in ("first", "second"):
        path.write_text(text, encoding="utf-8")  # damaged, and yet someone's
        build.save(path, "new", TODAY)
    kept = sorted(p.name for p in path.parent.iterdir() if p != path)
    assert kept == ["98_specimen.2026-03-01-2.ipynb", "98_specimen.2026-03-01.ipynb"]
    assert (path.parent / kept[1]).read_text(encoding="utf-8") == "first"


def test_an_untouched_exercise_is_replaced_without_a_copy(built: Path) -> None:
    path = exercise_of(built)
    assert build.save(path, "new", TODAY) is None


def test_a_refusal_leaves_every_file_as_it_was(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = built / "solutions" / "98_specimen" / "98_specimen.ipynb"
    notebook = read_notebook(path)
    notebook.cells[2].source = "### BEGIN SOLUTION\nmean_spend = 3"
    write_notebook(path, notebook)
    before = exercise_of(built).read_bytes()
    assert build.main([]) == 1
    assert "without" in capsys.readouterr().out
    assert exercise_of(built).read_bytes() == before


def test_an_exercise_that_gives_the_answer_away_is_not_written(built: Path) -> None:
    path = built / "solutions" / "98_specimen" / "98_specimen.ipynb"
    notebook = read_notebook(path)
    notebook.cells[0].source += "\n# it will be 35.17"
    write_notebook(path, notebook)
    with pytest.raises(InputError, match=r"35\.17, the answer to 98-spend"):
        list(build.built(built))


def test_the_blank_exercise_runs_top_to_bottom_in_a_fresh_kernel(built: Path) -> None:
    done = executed(read_notebook(exercise_of(built)), built)
    texts = [o.data["text/plain"] for c in done.cells for o in c.get("outputs", [])]
    assert [text.split(":")[0] for text in texts] == ["Not answered yet", "Not answered yet"]


def test_the_solution_runs_and_every_check_passes(built: Path) -> None:
    solution = read_notebook(built / "solutions" / "98_specimen" / "98_specimen.ipynb")
    done = executed(solution, built)
    texts = [o.data["text/plain"] for c in done.cells for o in c.get("outputs", [])]
    assert [text.split(":")[0] for text in texts] == ["Correct", "Correct"]


def test_header_and_footer_are_written_from_the_metadata(built: Path) -> None:
    lesson = read_notebook(built / "notebooks" / "98_specimen.ipynb")
    header, footer = lesson.cells[0].source, lesson.cells[-1].source
    assert "# 98 · A specimen\n## 样本" in header
    assert "12 minutes; 41 with the exercises" in header
    waiting = planned_lessons()[-1]
    assert f"{waiting.number} {waiting.title} (not written yet)" in header
    assert f"]({waiting.number}" not in header
    assert "P(alive) | 存活概率" in footer
    assert "*Journal of Interactive Marketing*, 13(3), 2–12." in footer
    assert "(../exercises/98_specimen/98_specimen.ipynb)" in footer


def test_the_readme_and_the_contents_page_link_what_is_written_only(built: Path) -> None:
    readme = (built / "README.md").read_text(encoding="utf-8")
    assert "[A specimen](notebooks/98_specimen.ipynb)" in readme
    assert "[exercises](exercises/98_specimen/98_specimen.ipynb)" in readme
    waiting = planned_lessons()[-1]
    assert f"| {waiting.number} | {waiting.title} |" in readme
    assert readme.endswith("The end.\n")
    page = read_notebook(built / "notebooks" / "index.ipynb")
    assert "[A specimen](98_specimen.ipynb)" in page.cells[1].source
    assert "Your progress" in page.cells[-1].outputs[0].data["text/plain"]


def test_teaching_notes_tell_minutes_and_what_each_wrong_answer_reveals(built: Path) -> None:
    notes = (built / "solutions" / "98_specimen" / "teaching_notes.md").read_text(encoding="utf-8")
    assert "| One step | 5 |  |" in notes
    assert "| The end | 3 | leave out |" in notes
    assert "Core 12 minutes; 9 in the short form" in notes
    assert "| $105.50 | sum for mean |" in notes
    assert "A question to ask: A question?" in notes


def test_what_is_still_to_be_written_is_counted_and_no_failure(
    course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build, "ROOT", course)
    path = course / "notebooks" / "98_specimen.ipynb"
    notebook = read_notebook(path)
    notebook.cells[0].source += "\n\n*Write here who it is.* *Write here what happened.*"
    notebook.cells[-1].source += "\n\n*Write here three lines.*"
    notebook.metadata["casekit"]["why"] = "Write here why."
    write_notebook(path, notebook)
    assert build.main([]) == 0
    said = 'Lesson 98: 4 places still say "Write here" (why, story, end).'
    assert said in capsys.readouterr().out
    assert build.main(["--check"]) == 0
    assert said in capsys.readouterr().out
