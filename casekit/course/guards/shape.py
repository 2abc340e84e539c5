"""Guards of a notebook's shape: its sections, short cells, no logic of its own, a calm tone."""

import ast
import re
from collections.abc import Iterator

from nbformat import NotebookNode

from casekit.course.notebook_file import calls_of, code_cells, ours

__all__ = [
    "cell_ids",
    "exclamation_marks",
    "functions_defined",
    "long_cells",
    "missing_sections",
    "predictions_not_met_again",
    "volatile_metadata",
]

LONGEST_CELL_LINES = 14
SECTIONS = ("story", "predict", "explorer", "myth", "real-data", "decide", "takeaways")
# A case has pages of its own: public figures instead of the real data, and the law.
SECTIONS_OF_A_CASE = (
    "story",
    "exhibits",
    "predict",
    "explorer",
    "myth",
    "law",
    "decide",
    "takeaways",
)
FEWEST_STEPS, MOST_STEPS = 3, 6


def cell_ids(notebook: NotebookNode) -> Iterator[str]:
    """Ids that are missing or stand twice: links, notes and a 中文 edition hang on them."""
    seen = set()
    for number, cell in enumerate(notebook.cells, start=1):
        cell_id = cell.get("id")
        if not cell_id:
            yield f"cell {number} has no id"
        elif cell_id in seen:
            yield f"{cell_id}: two cells have this id"
        seen.add(cell_id)


def exclamation_marks(notebook: NotebookNode) -> Iterator[str]:
    """Exclamation marks in prose, comments and texts of the code."""
    for cell in notebook.cells:
        text = cell.source
        if cell.cell_type == "markdown":
            # Code, comments of HTML and pictures have exclamation marks of their own.
            text = re.sub(r"```.*?```|`[^`]*`|<!--.*?-->|!\[", "", text, flags=re.DOTALL)
        else:
            text = re.sub(r"!=|^\s*!\S.*$|:>?!r|!r", "", text, flags=re.MULTILINE)
        if "!" in text or "！" in text:
            yield f"{cell.id}: an exclamation mark"


def volatile_metadata(notebook: NotebookNode) -> Iterator[str]:
    """Metadata that differ between machines: versions of Python, other kernels, timings."""
    if set(notebook.metadata.get("language_info", {})) - {"name"}:
        yield "the metadata name a version of Python; use `run`"
    if notebook.metadata.get("kernelspec", {}).get("name", "python3") != "python3":
        yield "the kernel is not python3; use `run`"
    for cell in notebook.cells:
        if "execution" in cell.metadata:
            yield f"{cell.id}: the metadata hold timings; use `run`"


def long_cells(notebook: NotebookNode) -> Iterator[str]:
    """Code cells that do not fit on a projector, without a reason."""
    for cell in code_cells(notebook):
        lines = len(cell.source.splitlines())
        if lines > LONGEST_CELL_LINES and not ours(cell).get("why_long"):
            yield (
                f"{cell.id}: {lines} lines of code, more than {LONGEST_CELL_LINES} "
                "(metadata casekit.why_long)"
            )


def functions_defined(notebook: NotebookNode) -> Iterator[str]:
    """Functions and classes defined in a lesson, where casekit is their place."""
    for cell in code_cells(notebook):
        if ours(cell).get("why_function"):
            continue
        try:
            tree = ast.parse(cell.source)
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                yield f"{cell.id}: {node.name} is defined here (metadata casekit.why_function)"


def missing_sections(notebook: NotebookNode) -> Iterator[str]:
    """Sections that a lesson must have: a heading cell with metadata casekit.section."""
    found = [ours(cell)["section"] for cell in notebook.cells if "section" in ours(cell)]
    is_case = "case" in ours(notebook)
    sections = SECTIONS_OF_A_CASE if is_case else SECTIONS
    for section in sections:
        if section not in found:
            yield f"the section {section!r} is missing (metadata casekit.section)"
    for section in sorted(set(found) - {*sections, "step", "objectives"}):
        yield f"there is no section called {section!r}"
    steps = found.count("step")
    if not FEWEST_STEPS <= steps <= MOST_STEPS:
        yield f"there are {steps} steps; a lesson has {FEWEST_STEPS} to {MOST_STEPS}"
    generated = [ours(cell).get("generated") for cell in notebook.cells]
    if not notebook.cells or generated[0] != "header" or generated[-1] != "footer":
        yield "the header or the footer is missing; use `build`"
    if is_case and "roles" not in generated:
        yield "the cell of the team's roles is missing (metadata casekit.generated: roles)"
    if not is_case and str(ours(notebook).get("part", "")).startswith(("Part V.", "Part VI.")):
        yield "a case has roles and a debrief (notebook metadata casekit.case)"


def predictions_not_met_again(notebook: NotebookNode) -> Iterator[str]:
    """Predictions that the page asks for and never comes back to."""
    source = [cell.source for cell in code_cells(notebook)]
    made = {one for text in source for one in calls_of(text, "predict")}
    met = {one for text in source for one in calls_of(text, "reveal")}
    for one in sorted(made - met):
        yield f"the prediction {one} is never revealed"
