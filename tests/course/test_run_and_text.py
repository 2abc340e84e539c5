"""run stores what a fresh kernel gives; text and back keeps ids, metadata and outputs."""

from pathlib import Path

import pytest

from casekit.course import run, text
from casekit.course.fresh_kernel import executed
from casekit.course.guards import outputs, shape
from casekit.course.notebook_file import (
    code_cell,
    markdown_cell,
    new_notebook,
    notebook_text,
    read_notebook,
    write_notebook,
)
from casekit.errors import InputError
from casekit.places import SOLUTIONS


def lesson():  # type: ignore[no-untyped-def]
    return new_notebook(
        [
            markdown_cell("story", "## A story 故事\n\nWith `code` and $x^2$.", section="story"),
            code_cell("setting", "margin = 0.3"),
            code_cell("shown", "print(margin)\nmargin * 2", unitless={"P(alive)": "probability"}),
            markdown_cell("end", "- one\n- two"),
        ],
        {"lesson": "98", "title_zh": "样本", "steps": {"story": 4}},
    )


def test_run_stores_outputs_in_order_and_keeps_ids(tmp_path: Path) -> None:
    path = tmp_path / "课程 1" / "lesson.ipynb"
    write_notebook(path, lesson())
    assert run.main([str(path)]) == 0
    done = read_notebook(path)
    assert [cell.id for cell in done.cells] == ["story", "setting", "shown", "end"]
    assert [cell.get("execution_count") for cell in done.cells] == [None, 1, 2, None]
    assert done.cells[2].outputs[0].text == "0.3\n"
    assert done.cells[2].outputs[1].data["text/plain"] == "0.6"
    assert list(outputs.not_run_in_order(done)) == []
    assert list(shape.volatile_metadata(done)) == []
    assert done.metadata["casekit"] == lesson().metadata["casekit"]


def test_running_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "lesson.ipynb"
    write_notebook(path, lesson())
    run.main([str(path)])
    first = path.read_bytes()
    run.main([str(path)])
    assert path.read_bytes() == first


def test_a_widget_is_stored_as_its_sentence(tmp_path: Path) -> None:
    source = "import ipywidgets\nipywidgets.IntSlider(value=3)"
    done = executed(new_notebook([code_cell("w", source)], {}), tmp_path)
    data = done.cells[0].outputs[0].data
    assert list(data) == ["text/plain"]
    assert "widgets" not in done.metadata


def test_a_notebook_that_raises_keeps_its_old_outputs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lesson.ipynb"
    write_notebook(path, new_notebook([code_cell("bad", "1 / 0")], {}))
    before = path.read_bytes()
    assert run.main([str(path)]) == 1
    assert "ZeroDivisionError" in capsys.readouterr().out
    assert path.read_bytes() == before


def test_a_damaged_notebook_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for content in ("{", "[]", '{"cells": 3, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}'):
        path = tmp_path / "broken.ipynb"
        path.write_text(content, encoding="utf-8")
        assert run.main([str(path)]) == 1
        assert "broken.ipynb" in capsys.readouterr().out


def test_text_and_back_gives_the_same_notebook(tmp_path: Path) -> None:
    path, script = tmp_path / "lesson.ipynb", tmp_path / "lesson.py"
    write_notebook(path, executed(lesson(), tmp_path))
    before = path.read_bytes()
    assert text.main([str(path)]) == 0
    assert "故事" in script.read_text(encoding="utf-8")
    assert text.main(["--back", str(script)]) == 0
    assert path.read_bytes() == before


def test_an_edited_cell_loses_its_outputs_and_the_others_keep_theirs(tmp_path: Path) -> None:
    notebook = executed(lesson(), tmp_path)
    script = text.to_text(notebook).replace("margin * 2", "margin * 3")
    script = script.replace("## A story", "## Another story")
    back = text.from_text(script, notebook)
    assert [cell.id for cell in back.cells] == [cell.id for cell in notebook.cells]
    assert back.cells[0].source.startswith("## Another story")
    assert back.cells[1].execution_count == 1
    assert back.cells[2].outputs == []
    assert back.cells[2].metadata == notebook.cells[2].metadata


def test_a_new_cell_gets_an_id_and_the_same_one_each_time() -> None:
    script = text.to_text(lesson()) + "\n# %%\nnew = 1\n"
    first, second = text.from_text(script), text.from_text(script)
    assert notebook_text(first) == notebook_text(second)
    assert first.cells[-1].id == "code-5"


def test_a_cell_copied_with_its_id_is_refused() -> None:
    script = text.to_text(lesson())
    with pytest.raises(InputError, match="Two cells have the id"):
        text.from_text(script + '\n# %% cell_id="setting"\nmargin = 0.4\n')


def test_run_stores_a_solution_whose_answer_is_refused_and_says_which(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = course / "solutions" / "98_specimen" / "98_specimen.ipynb"
    assert run.main([str(path)]) == 0
    notebook = read_notebook(path)
    notebook.cells[2].source = notebook.cells[2].source.replace("/ 3", "/ 4")
    write_notebook(path, notebook)
    capsys.readouterr()
    assert run.main([str(path)]) == 1
    said = capsys.readouterr().out
    assert "Question 98-spend: your worked answer is refused." in said
    assert "98-function" not in said
    assert list(run.refused_answers(read_notebook(path))) == ["98-spend"]


def test_no_solution_of_the_course_shows_a_refused_answer() -> None:
    for path in SOLUTIONS.glob("*/*.ipynb"):
        assert list(run.refused_answers(read_notebook(path))) == [], path.name


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            "import casekit as ck\nck.case_world('old_mil_bank')",
            'bad: There is no world "old_mil_bank". Did you mean "old_mill_bank"?',
        ),
        (
            "import casekit as ck\ndata, truth = ck.case_world('old_mill_bank', n_customers=50)\n"
            "data.surveys",
            "bad: There is no table 'surveys'. There are: ",
        ),
    ],
)
def test_what_the_course_refuses_in_words_is_told_by_run_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], source: str, said: str
) -> None:
    path = tmp_path / "lesson.ipynb"
    write_notebook(path, new_notebook([code_cell("good", "1"), code_cell("bad", source)], {}))
    assert run.main([str(path)]) == 1
    out = capsys.readouterr().out
    assert out.startswith(f"lesson.ipynb was not stored: {said}")
    assert "Traceback" not in out
    assert "cell" not in out
