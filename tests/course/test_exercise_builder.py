"""Exercises are made from solutions: the same bytes each time, without anything of the answer."""

import pytest
from nbformat import NotebookNode

from casekit.course.exercises import exercise_from, was_worked_in, with_statements
from casekit.course.leaks import leaks
from casekit.course.notebook_file import (
    code_cell,
    markdown_cell,
    new_notebook,
    notebook_text,
)
from casekit.course.regions import regions, without_solution
from casekit.errors import InputError

pytestmark = pytest.mark.usefixtures("specimen_questions")

SOLVED = """import pandas as pd
### BEGIN SOLUTION
mean_spend = pd.Series([10.25, 35.5, 59.75]).mean()
### BLANK
# # the mean of the three purchases
# mean_spend = ...
### END SOLUTION
ck.check("98-spend", mean_spend)"""


def solution(*cells: NotebookNode) -> NotebookNode:
    cells = cells or (
        markdown_cell("intro", "Three customers bought."),
        markdown_cell("q-spend", "", question="98-spend"),
        code_cell("a-spend", SOLVED),
        markdown_cell("worked", "The mean is $35.17.", solution_only=True),
        markdown_cell("q-causal", "", question="98-causal"),
        code_cell(
            "a-causal",
            '### BEGIN SOLUTION\nanswer = "b"\n### END SOLUTION\nck.check("98-causal", answer)',
        ),
    )
    return with_statements(new_notebook(list(cells), {}))


def refused(*cells: NotebookNode) -> str:
    with pytest.raises(InputError) as caught:
        exercise_from(solution(*cells), "98_specimen")
    return str(caught.value)


def test_the_learner_gets_the_blank_lines_without_their_comment_sign() -> None:
    exercise = exercise_from(solution(), "98_specimen")
    assert exercise.cells[2].source == (
        "import pandas as pd\n"
        "# the mean of the three purchases\n"
        "mean_spend = ...\n"
        'ck.check("98-spend", mean_spend)'
    )
    assert exercise.cells[4].source == 'answer = ...\nck.check("98-causal", answer)'


def test_blank_lines_keep_the_indent_of_their_region() -> None:
    source = (
        "if True:\n    ### BEGIN SOLUTION\n    x = 3\n"
        "    ### BLANK\n    # x = ...\n    ### END SOLUTION\nprint(x)"
    )
    assert without_solution(source) == "if True:\n    x = ...\nprint(x)"


def test_the_same_solution_gives_the_same_bytes_and_keeps_cell_ids() -> None:
    first, second = (exercise_from(solution(), "98_specimen") for _ in range(2))
    assert notebook_text(first) == notebook_text(second)
    assert [cell.id for cell in first.cells] == [
        "intro",
        "q-spend",
        "a-spend",
        "q-causal",
        "a-causal",
    ]


def test_statements_are_written_from_the_questions_in_the_order_of_the_set() -> None:
    texts = [cell.source for cell in solution().cells if cell.id.startswith("q-")]
    assert texts[0].startswith("### Question 1 · level B · Mean spend")
    assert texts[1].startswith("### Question 2 · level A · Which is causal?")
    assert "- **b** Membership makes people buy." in texts[1]
    assert 'ck.hint("98-causal")' in texts[1]


def test_a_good_set_leaks_nothing() -> None:
    made = solution()
    assert leaks(exercise_from(made, "98_specimen"), made) == []


def test_outputs_of_the_solution_do_not_reach_the_learner() -> None:
    made = solution()
    made.cells[2].outputs = [NotebookNode(output_type="stream", name="stdout", text="35.17")]
    made.cells[2].execution_count = 1
    exercise = exercise_from(made, "98_specimen")
    assert exercise.cells[2].outputs == []
    assert exercise.cells[2].execution_count is None


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("### BEGIN SOLUTION\nx = 1", "without"),
        ("x = 1\n### END SOLUTION", "out of place"),
        ("### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION", "out of place"),
        ("### BLANK\n# x = ...", "out of place"),
        ("### BEGIN SOLUTION\nx=1\n### BLANK\n# x\n### BLANK\n### END SOLUTION", "out of place"),
        ("### BEGIN SOLUTION\nx = 1\n### BLANK\nx = 1\n### END SOLUTION", "is no comment"),
        ("# BEGIN SOLUTION\nx = 1\n# END SOLUTION", "not quite a marker"),
        ("### Begin Solution\nx = 1\n### End Solution", "not quite a marker"),
        ("### BEGIN SOLUTION x\nx = 1\n### END SOLUTION", "not quite a marker"),
    ],
)
def test_markers_that_are_not_understood_are_refused(source: str, words: str) -> None:
    check = '\nck.check("98-spend", x)'
    assert words in refused(
        markdown_cell("q", "", question="98-spend"), code_cell("a", source + check)
    )


def test_an_unknown_question_is_refused_with_the_near_ids() -> None:
    with pytest.raises(InputError, match="98-spend"):
        solution(markdown_cell("q", "", question="98-spned"))


def test_a_question_without_its_check_and_a_check_without_its_question_are_refused() -> None:
    said = refused(
        markdown_cell("q", "", question="98-spend"), code_cell("a", 'ck.check("98-causal", "b")')
    )
    assert "98-spend is never checked" in said
    assert "98-causal is checked and not stated" in said


def test_a_check_inside_the_solution_is_refused() -> None:
    said = refused(
        markdown_cell("q", "", question="98-spend"),
        code_cell("a", '### BEGIN SOLUTION\nck.check("98-spend", 1)\n### END SOLUTION'),
    )
    assert "inside a solution" in said


def test_a_question_stated_twice_is_refused() -> None:
    said = refused(
        markdown_cell("q1", "", question="98-spend"),
        markdown_cell("q2", "", question="98-spend"),
        code_cell("a", 'ck.check("98-spend", ...)'),
    )
    assert "stated twice" in said


def test_raw_cells_attachments_and_markers_in_text_are_refused() -> None:
    raw = NotebookNode(cell_type="raw", id="raw", metadata={}, source="x")
    picture = markdown_cell("picture", "![](attachment:x.png)")
    picture["attachments"] = {"x.png": {"image/png": "AAAA"}}
    said = refused(raw, picture, markdown_cell("marked", "### BEGIN SOLUTION"))
    assert "a cell of type raw" in said
    assert "an attachment" in said
    assert "a marker in a text cell" in said


def test_cell_ids_that_stand_twice_are_refused() -> None:
    assert "ids" in refused(markdown_cell("x", "one"), markdown_cell("x", "two"))


# --- the leak scan on exercises that must fail -----------------------------------------------


def leaked(change) -> str:  # type: ignore[no-untyped-def]
    made = solution()
    exercise = exercise_from(made, "98_specimen")
    change(exercise)
    return "; ".join(leaks(exercise, made))


def test_the_scan_finds_the_answer_in_text_code_metadata_outputs_and_attachments() -> None:
    def in_text(nb: NotebookNode) -> None:
        nb.cells[0].source = "It is $35.17 on average."

    def in_code(nb: NotebookNode) -> None:
        nb.cells[2].source += "\n# 35.17"

    def in_metadata(nb: NotebookNode) -> None:
        nb.cells[2].metadata["note"] = "35.17"

    def in_notebook(nb: NotebookNode) -> None:
        nb.metadata["note"] = "35.17"

    def in_output(nb: NotebookNode) -> None:
        nb.cells[2].outputs = [
            NotebookNode(output_type="execute_result", data={"text/plain": "35.17"}, metadata={})
        ]

    def in_attachment(nb: NotebookNode) -> None:
        nb.cells[0]["attachments"] = {"answer.txt": {"text/plain": "35.17"}}

    for change in (in_text, in_code, in_metadata, in_notebook, in_output, in_attachment):
        assert "35.17, the answer to 98-spend" in leaked(change), change.__name__


def test_the_scan_finds_solution_lines_and_markers() -> None:
    def line(nb: NotebookNode) -> None:
        nb.cells[4].source = 'answer = "b"'

    def marker(nb: NotebookNode) -> None:
        nb.cells[4].source = "### BLANK"

    assert "a solution line is left" in leaked(line)
    assert "a marker is left" in leaked(marker)


def test_the_scan_does_not_take_a_longer_number_for_the_answer() -> None:
    def longer(nb: NotebookNode) -> None:
        nb.cells[0].source = "135.17 and 35.178 are other numbers."

    assert leaked(longer) == ""


def test_a_line_that_the_learner_is_given_too_is_no_leak() -> None:
    shared = "import pandas as pd\n### BEGIN SOLUTION\nimport pandas as pd\nx = 1 + 2 + 3\n"
    made = solution(
        markdown_cell("q", "", question="98-spend"),
        code_cell("a", shared + '### END SOLUTION\nck.check("98-spend", ...)'),
    )
    assert leaks(exercise_from(made, "98_specimen"), made) == []


def test_regions_tell_every_line_of_a_cell_apart() -> None:
    kinds = [kind for kind, _line in regions(SOLVED)]
    assert kinds == ["given", "begin", "solution", "blank", "blank", "end", "given"]


# --- nothing of a learner's is lost ----------------------------------------------------------


def test_a_notebook_that_was_only_opened_and_saved_is_not_worked_in() -> None:
    exercise = exercise_from(solution(), "98_specimen")
    exercise.metadata["language_info"] = {"name": "python", "version": "3.13.0"}
    assert not was_worked_in(exercise)


def test_a_changed_cell_a_new_cell_and_an_output_count_as_work() -> None:
    def changed(nb: NotebookNode) -> None:
        nb.cells[2].source += "\nx"

    def added(nb: NotebookNode) -> None:
        nb.cells.append(code_cell("mine", ""))

    def ran(nb: NotebookNode) -> None:
        nb.cells[2].outputs = [NotebookNode(output_type="stream", name="stdout", text="x")]

    for change in (changed, added, ran):
        exercise = exercise_from(solution(), "98_specimen")
        change(exercise)
        assert was_worked_in(exercise), change.__name__
