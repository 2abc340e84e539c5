"""Each guard catches its fault in a specimen notebook, and lets a good one pass."""

from collections.abc import Callable, Iterator

import pytest
from nbformat import NotebookNode, from_dict

from casekit.course.guards import figures, outputs, problems, prose, shape
from casekit.course.notebook_file import code_cell, markdown_cell, new_notebook

Guard = Callable[[NotebookNode], Iterator[str]]
ALT = "Sales fall from ten to four over three weeks."


def notebook(*cells: NotebookNode, **facts: object) -> NotebookNode:
    return new_notebook(list(cells), dict(facts))


def ran(source: str, *stored: dict, count: int = 1, **casekit: object) -> NotebookNode:
    cell = code_cell(f"code-{count}", source, **casekit)
    cell.outputs = [from_dict(output) for output in stored]
    cell.execution_count = count
    return cell


def tagged(cell: NotebookNode, *tags: str) -> NotebookNode:
    cell.metadata["tags"] = list(tags)
    return cell


def result(text: str = "2", metadata: dict | None = None, **data: object) -> dict:
    return {
        "output_type": "execute_result",
        "execution_count": 1,
        "metadata": metadata or {},
        "data": {"text/plain": text, **data},
    }


def stream(name: str, text: str) -> dict:
    return {"output_type": "stream", "name": name, "text": text}


ERROR = {"output_type": "error", "ename": "ValueError", "evalue": "bad", "traceback": ["bad"]}


def axis(label: str, categorical: bool = False) -> dict:
    return {"label": label, "scale": "linear", "shown": True, "categorical": categorical}


def figure(
    x: str = "Time (weeks)", y: str = "Sales ($)", title: str = "Sales fell", **changes: object
) -> dict:
    panel = {
        "title": title,
        "x": axis(x),
        "y": axis(y),
        "marks": [{"kind": "line", "x": [1.0, 2.0], "y": [10.0, 4.0]}],
        "texts": [],
    }
    metadata = {
        "image/png": {"alt": ALT},
        "casekit_figure_data": {"title": "", "panels": [panel]},
        **changes,
    }
    return result(ALT, metadata, **{"image/png": "AAAA"})


def found(guard: Guard, *cells: NotebookNode, **facts: object) -> str:
    return "; ".join(guard(notebook(*cells, **facts)))


# --- outputs ---------------------------------------------------------------------------------


def test_a_cell_that_was_never_run_is_found() -> None:
    assert "never run" in found(outputs.not_run_in_order, code_cell("a", "1 + 1"))
    assert found(outputs.not_run_in_order, ran("1 + 1", result()), code_cell("b", "")) == ""


def test_cells_run_out_of_order_or_twice_are_found() -> None:
    first, second = ran("a = 1", count=2), ran("b = 1", count=1)
    assert "run as number 2 and stands at 1" in found(outputs.not_run_in_order, first, second)
    assert "run as number 7" in found(outputs.not_run_in_order, ran("a = 1", count=7))


@pytest.mark.parametrize(
    "source",
    ["1 + 1", "table", "table.head()", "print(3)", 'ck.check("98-spend", 3)\nx = 1', "f'{x}'"],
)
def test_a_cell_that_shows_something_and_stores_nothing_is_found(source: str) -> None:
    assert "no output is stored" in found(outputs.missing_output, ran(source))


@pytest.mark.parametrize(
    "source", ["x = 1", "import os", "values.append(3)", "plt.show()", "x;", "def f():\n    1", "#"]
)
def test_a_cell_that_shows_nothing_needs_no_output(source: str) -> None:
    assert found(outputs.missing_output, ran(source)) == ""


def test_an_unannounced_error_and_an_announced_one_that_did_not_come_are_found() -> None:
    assert "a stored error: bad" in found(outputs.errors, ran("f()", ERROR))
    assert found(outputs.errors, tagged(ran("f()", ERROR), "raises-exception")) == ""
    assert "nothing is raised" in found(outputs.errors, tagged(ran("f()"), "raises-exception"))


def test_output_on_stderr_is_found() -> None:
    assert "on stderr: Warning" in found(outputs.stderr, ran("f()", stream("stderr", "Warning")))
    assert found(outputs.stderr, ran("f()", stream("stdout", "fine"))) == ""


@pytest.mark.parametrize("tag", ["nbval-skip", "nbval-ignore-output"])
def test_a_comparison_switched_off_needs_a_reason(tag: str) -> None:
    comment = "# " + tag.upper().replace("-", "_") + "\n1"
    for cell in (tagged(ran("1", result()), tag), ran(comment, result())):
        assert "without a reason" in found(outputs.comparison_switched_off, cell)
    for cell in (
        tagged(ran("1", result(), reason="it draws at random"), tag),
        ran(comment + "\n# reason: it draws at random", result()),
    ):
        assert found(outputs.comparison_switched_off, cell) == ""


def test_stored_widget_state_and_widgets_without_a_sentence_are_found() -> None:
    with_state = notebook()
    with_state.metadata["widgets"] = {}
    assert "widget state" in "; ".join(outputs.widget_internals(with_state))
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "x"}}
    bare = ran("x", result("VBox(children=(IntSlider(value=3),))", **view))
    told = ran("x", result("Run this cell to move the sliders.", **view))
    assert "without a sentence" in found(outputs.widget_internals, bare)
    assert found(outputs.widget_internals, told) == ""


@pytest.mark.parametrize(
    "text",
    [
        "<Axes: title={'center': 'x'}>",
        "<object at 0x7f3c2a1b9d30>",
        "[<matplotlib.lines.Line2D at 0x7f3c2a1b9d30>]",
        # Put together here, because no file of the project may hold such a folder as it stands.
        "/home/{name}/course/data.csv".format(name="someone"),
        "C:\\Users\\{name}\\data.csv".format(name="someone"),
        "Date: Sat 21 Nov 12:31:05",
        "Figure(640x480)",
    ],
)
def test_outputs_that_differ_tomorrow_or_elsewhere_are_found(text: str) -> None:
    assert found(outputs.volatile_text, ran("x", result(text)))


def test_a_rounded_table_is_no_volatile_output() -> None:
    table = "            spend\ncustomer_id\n11          10.25"
    assert found(outputs.volatile_text, ran("x", result(table))) == ""


# --- figures ---------------------------------------------------------------------------------

ALL_OF_FIGURES = (figures.without_words, figures.without_record, figures.axes_without_unit)


def test_a_good_figure_passes() -> None:
    for guard in ALL_OF_FIGURES:
        assert found(guard, ran("draw()", figure())) == ""


def test_a_figure_without_words_is_found() -> None:
    silent = figure(**{"image/png": {}})
    assert "no alternative text" in found(figures.without_words, ran("draw()", silent))
    bare = figure()
    bare["data"]["text/plain"] = "<Figure size 640x480 with 1 Axes>"
    assert "says nothing" in found(figures.without_words, ran("draw()", bare))


def test_a_figure_without_a_record_of_its_data_is_found() -> None:
    assert found(figures.without_record, ran("draw()", figure(casekit_figure_data=None)))


def test_axes_without_label_unit_or_title_are_found() -> None:
    assert "'Time' names no unit" in found(figures.axes_without_unit, ran("d", figure(x="Time")))
    assert "y axis has no label" in found(figures.axes_without_unit, ran("d", figure(y="")))
    assert "no title" in found(figures.axes_without_unit, ran("d", figure(title="")))


def test_an_axis_of_categories_or_one_declared_unitless_needs_no_unit() -> None:
    by_name = figure()
    by_name["metadata"]["casekit_figure_data"]["panels"][0]["x"] = axis("Segment", True)
    assert found(figures.axes_without_unit, ran("d", by_name)) == ""
    alive = ran("d", figure(y="P(alive)"), unitless={"P(alive)": "a probability"})
    assert found(figures.axes_without_unit, alive) == ""


@pytest.mark.parametrize("label", ["Weeks since the last purchase", "Spend ($)", "时间（周）"])
def test_a_unit_counts_in_brackets_as_a_sign_and_in_words(label: str) -> None:
    assert found(figures.axes_without_unit, ran("d", figure(x=label))) == ""


def test_panels_that_share_an_axis_carry_its_label_once() -> None:
    pair = figure()
    panels = pair["metadata"]["casekit_figure_data"]["panels"]
    panels.append({**panels[0], "y": axis("")})
    assert found(figures.axes_without_unit, ran("d", pair)) == ""


# --- numbers in prose ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "In lesson 08 and in lessons 01, 02 and 07 we met this.",
        "See step 4, question 2 and figures 3–5.",
        "1. First\n2. Second\n\n- 3. Third",
        "## 2. A heading\n\n### Step 3",
        "Colombo and Jiang (1999) and others (Fader et al., 2005) say so.",
        "Run `table.head(17)` and look.",
        "```\nx = 35.17\n```",
        "[a page](https://example.org/2023/17)",
        "Four customers at five dollars: 4 × 5 = 20.",
        "**(100 − 60) / 40 = 1**, so it breaks even.",
        "A purchase every 39 / 2 = 19.5 weeks.",
        "About 2 / 39 ≈ 0.051 a week.",
        "The share is 30 / 120 = 25%.",
        "$1,500 × 0.5 = $750",
        "We look 39 weeks ahead, from 1997-09-30, at a margin of 30%.",
        r"The formula is $P = 1 - x^2$.",
        "The B2B and the P2P case; the G7.",
        "Two customers, and half of the rest.",
    ],
)
def test_numbers_of_the_page_settings_and_true_arithmetic_pass(text: str) -> None:
    settings = ran('horizon_weeks = 39\nmargin = 0.3\ntoday = "1997-09-30"')
    for guard in (prose.typed_numbers, prose.false_equations):
        assert found(guard, markdown_cell("a", text), settings) == ""


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The mean spend is $35.17.", "35.17"),
        ("It covers 23,570 customers.", "23,570"),
        ("About 26% are lost.", "26"),
        ("| customers | 946 |", "946"),
        ("The sample has 2 357 rows; 41.", "41"),
        ("**17** of them came back.", "17"),
        ("In 1997 they bought.", "1997"),
        (r"So $P = 0.543$ here.", "0.543"),
        ("It is .543 exactly.", ".543"),
        ("Between 12–15 weeks.", "12"),
    ],
)
def test_a_computed_number_typed_into_prose_is_found(text: str, number: str) -> None:
    said = found(prose.typed_numbers, markdown_cell("a", text))
    assert f"the number {number} is typed into prose" in said


def test_sourced_facts_and_declared_settings_pass_and_unknown_sources_do_not() -> None:
    text = "The paper prints 35.17."
    good = markdown_cell("a", text, facts={"35.17": "fader-2013-gamma-gamma"})
    assert found(prose.typed_numbers, good) == ""
    assert found(prose.typed_numbers, markdown_cell("a", text, settings={"35.17": "a rule"})) == ""
    assert found(prose.typed_numbers, markdown_cell("a", text), settings={"35.17": "x"}) == ""
    unknown = markdown_cell("a", text, facts={"35.17": "nobody-1900"})
    assert "unknown source" in found(prose.typed_numbers, unknown)
    unused = markdown_cell("a", "No number.", facts={"35.17": "colombo-1999"})
    assert "does not stand in the cell" in found(prose.typed_numbers, unused)


@pytest.mark.parametrize(
    "text", ["4 × 5 = 21", "(100 − 60) / 40 = 2", "30 / 120 = 26%", "2 / 39 ≈ 0.061"]
)
def test_an_equation_that_is_not_true_is_found(text: str) -> None:
    assert "not true" in found(prose.false_equations, markdown_cell("a", f"So {text}."))


def test_generated_and_question_cells_are_not_searched_for_typed_numbers() -> None:
    for kind in ({"generated": "footer"}, {"question": "98-spend"}):
        assert found(prose.typed_numbers, markdown_cell("a", "It is 35.17.", **kind)) == ""


# --- shape -----------------------------------------------------------------------------------


def test_long_cells_and_functions_need_a_reason() -> None:
    long = "\n".join(f"x{i} = {i}" for i in range(15))
    assert "15 lines" in found(shape.long_cells, ran(long))
    assert found(shape.long_cells, ran(long, why_long="one table")) == ""
    function = "def share(days):\n    return days"
    assert "share is defined here" in found(shape.functions_defined, ran(function))
    assert found(shape.functions_defined, ran(function, why_function="it is the lesson")) == ""


@pytest.mark.parametrize("text", ["Well done!", "太好了！"])
def test_exclamation_marks_are_found_in_prose_and_code(text: str) -> None:
    assert found(shape.exclamation_marks, markdown_cell("a", text))
    assert found(shape.exclamation_marks, ran(f"# {text}"))


@pytest.mark.parametrize("text", ["![alt](x.png)", "`a != b`", "<!-- note -->", "```\n!ls\n```"])
def test_marks_that_belong_to_code_or_pictures_pass(text: str) -> None:
    assert found(shape.exclamation_marks, markdown_cell("a", text)) == ""


def test_marks_of_python_pass_in_code() -> None:
    assert found(shape.exclamation_marks, ran("a != b\nf'{x!r}'")) == ""


def test_missing_unknown_and_too_few_sections_are_found() -> None:
    story = markdown_cell("story", "## Story", section="story")
    said = found(shape.missing_sections, story, markdown_cell("x", "", section="stroy"))
    assert "'predict' is missing" in said
    assert "'story' is missing" not in said
    assert "no section called 'stroy'" in said
    assert "0 steps" in said
    assert "header or the footer is missing" in said


def test_a_prediction_that_is_never_met_again_is_found() -> None:
    guess = ran('ck.predict("98-lost", ...)')
    assert "98-lost is never revealed" in found(shape.predictions_not_met_again, guess)
    met = ran('ck.reveal("98-lost", 20)', count=2)
    assert found(shape.predictions_not_met_again, guess, met) == ""


def test_ids_that_are_missing_or_stand_twice_are_found() -> None:
    twins = markdown_cell("a", "one"), markdown_cell("a", "two")
    assert "two cells have this id" in found(shape.cell_ids, *twins)


def test_versions_and_timings_in_metadata_are_found() -> None:
    other = notebook(ran("x = 1"))
    other.metadata["language_info"]["version"] = "3.11.7"
    other.cells[0].metadata["execution"] = {}
    assert len(list(shape.volatile_metadata(other))) == 2


# --- all of them -----------------------------------------------------------------------------


def test_a_lesson_that_keeps_every_rule_passes_all_guards() -> None:
    sections = [*shape.SECTIONS[:2], "step", "step", "step", *shape.SECTIONS[2:]]
    cells = [
        markdown_cell("header", "# Lesson", generated="header"),
        *[
            markdown_cell(f"part-{i}", f"## Part\n\nSome words about it. {name}", section=name)
            for i, name in enumerate(sections)
        ],
        ran("weeks = 39"),
        ran("draw()", figure(), count=2),
        markdown_cell("footer", "Sources: 1999", generated="footer"),
    ]
    assert problems(notebook(*cells), "lesson") == []


def test_a_stripped_notebook_fails_although_nbval_would_compare_nothing() -> None:
    stripped = notebook(code_cell("a", "1 + 1"), code_cell("b", "table.head()"))
    for kind in ("lesson", "solution", "contents"):
        said = "; ".join(problems(stripped, kind))  # type: ignore[arg-type]
        assert "never run" in said
        assert "no output is stored" in said
