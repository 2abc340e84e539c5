"""A small course in a folder of its own: one lesson, one set of exercises, a README."""

from pathlib import Path

import pytest

from casekit.course.lessons import planned_lessons
from casekit.course.notebook_file import code_cell, markdown_cell, new_notebook, write_notebook

FACTS = {
    "lesson": "98",
    "part": "Part V. Cases 案例",
    "title": "A specimen",
    "title_zh": "样本",
    "why": "Because tests need one.",
    "objectives": ["*Compute* a mean.", "*Choose* a cause.", "*Explain* a function."],
    "prerequisites": [planned_lessons()[-1].number],
    "data": [],
    "concepts": {"L02": "step-1"},
    "sources": ["colombo-1999"],
    "terms": ["80"],
    "steps": {"story": 4, "step-1": 5, "end": 3},
    "skip_when_short": ["end"],
}


@pytest.fixture
def facts() -> dict:
    return {**FACTS}


@pytest.fixture
def course(tmp_path: Path, specimen_questions: Path) -> Path:
    root = tmp_path / "课程 1"
    # The kernel finds the specimen questions as the tests do.
    setup = (
        "import casekit as ck\nfrom casekit.coach import questions\n"
        f"questions.__path__.append({str(specimen_questions)!r})"
    )
    lesson = new_notebook(
        [
            markdown_cell("story", "## A story"),
            markdown_cell("step-1", "## One step"),
            code_cell("code", "1 + 1"),
            markdown_cell("end", "## The end"),
        ],
        {**FACTS},
    )
    write_notebook(root / "notebooks" / "98_specimen.ipynb", lesson)
    solution = new_notebook(
        [
            code_cell("setup", setup),
            markdown_cell("q-spend", "", question="98-spend"),
            code_cell(
                "a-spend",
                "### BEGIN SOLUTION\nmean_spend = sum([10.25, 35.5, 59.75]) / 3\n"
                '### BLANK\n# mean_spend = ...\n### END SOLUTION\nck.check("98-spend", mean_spend)',
            ),
            markdown_cell("q-function", "", question="98-function"),
            code_cell(
                "a-function",
                "### BEGIN SOLUTION\ndef revenue_share(margin, revenue):\n"
                "    return margin / revenue\n### BLANK\n"
                "# def revenue_share(margin, revenue):\n#     ...\n### END SOLUTION\n"
                'ck.check("98-function", revenue_share)',
            ),
        ],
        {},
    )
    write_notebook(root / "solutions" / "98_specimen" / "98_specimen.ipynb", solution)
    (root / "README.md").write_text(
        "# A course\n\n<!-- lessons -->\n<!-- /lessons -->\n\nThe end.\n", encoding="utf-8"
    )
    return root
