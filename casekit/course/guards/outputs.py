"""Guards of stored outputs: present, in order, free of errors, compared, and the same tomorrow."""

import ast
import re
from collections.abc import Iterator

from nbformat import NotebookNode

from casekit.course.notebook_file import code_cells, ours

__all__ = [
    "comparison_switched_off",
    "errors",
    "is_bare_repr",
    "missing_output",
    "not_run_in_order",
    "stderr",
    "volatile_text",
    "widget_internals",
]

_SWITCHES = {"nbval-skip", "nbval-ignore-output", "pytest-validate-ignore-output"}
# Calls whose value is None: a cell that ends with one shows nothing.
_SHOW_NOTHING = {"append", "clear", "close", "extend", "insert", "remove", "show", "sort", "update"}
_SHOW_SOMETHING = {"check", "display", "hint", "predict", "print", "progress", "reveal"}
_BARE_REPR = re.compile(
    r"^\s*\[?\s*<[^>]*(object|Axes|Figure|at 0x|Container|function|module|class|bound)[^>]*>"
    r"|^\w+\((children|value|layout)=|^Figure\(\d|^\{?array\(\[<",
)
_VOLATILE = {
    "a memory address": re.compile(r"\b0x[0-9a-fA-F]{6,}\b"),
    "a path of one machine": re.compile(r"(/home/|/Users/|/tmp/|/root/|[A-Z]:\\\\?Users)"),
    "a clock time": re.compile(r"\b\d{1,2}:\d{2}:\d{2}\b"),
}


def is_bare_repr(text: str) -> bool:
    """Tell whether a text is what Python prints of an object that has no words.

    Examples
    --------
    >>> is_bare_repr("<Axes: title='x'>"), is_bare_repr("Sales fell by half.")
    (True, False)
    """
    return _BARE_REPR.match(text) is not None


def not_run_in_order(notebook: NotebookNode) -> Iterator[str]:
    """Cells that were never run, or not once each from the top in a fresh kernel."""
    counts = [(cell.id, cell.get("execution_count")) for cell in code_cells(notebook)]
    for cell_id, count in counts:
        if count is None:
            yield f"{cell_id}: the cell was never run; use `run`"
    for expected, (cell_id, count) in enumerate(counts, start=1):
        if count is not None and count != expected:
            yield f"{cell_id}: run as number {count} and stands at {expected}; use `run`"
            return


def missing_output(notebook: NotebookNode) -> Iterator[str]:
    """Cells whose code shows something and that store nothing, as after stripping."""
    for cell in code_cells(notebook):
        if not cell.get("outputs") and _shows_something(cell.source):
            yield f"{cell.id}: the code shows something, and no output is stored"


def _shows_something(source: str) -> bool:
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return False  # magics
    for statement in body:
        if isinstance(statement, ast.Expr) and _called(statement.value) in _SHOW_SOMETHING:
            return True
    if not body or not isinstance(body[-1], ast.Expr) or source.rstrip().endswith(";"):
        return False
    last = body[-1].value
    if isinstance(last, ast.Constant):
        return last.value is not None
    return _called(last) not in _SHOW_NOTHING


def _called(node: ast.expr) -> str:
    """Name what an expression calls; empty where it is no call."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def errors(notebook: NotebookNode) -> Iterator[str]:
    """Errors that nobody announced, and announced errors that did not come."""
    for cell in code_cells(notebook):
        announced = "raises-exception" in cell.metadata.get("tags", [])
        raised = [o for o in cell.get("outputs", []) if o.output_type == "error"]
        if raised and not announced:
            yield f"{cell.id}: a stored error: {raised[0].get('evalue', '')}"
        if announced and not raised:
            yield f"{cell.id}: tagged raises-exception, and nothing is raised"


def stderr(notebook: NotebookNode) -> Iterator[str]:
    """Outputs on stderr: a reader takes a warning for a fault of their own."""
    for cell in code_cells(notebook):
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr":
                yield f"{cell.id}: output on stderr: {output.text.strip()[:80]}"


def comparison_switched_off(notebook: NotebookNode) -> Iterator[str]:
    """Cells whose outputs are not compared, without a reason."""
    for cell in code_cells(notebook):
        tags = {str(tag).lower() for tag in cell.metadata.get("tags", [])}
        comments = {
            line.strip().lstrip("#").strip().lower().replace("_", "-")
            for line in cell.source.splitlines()
            if line.strip().startswith("#")
        }
        switched = sorted((tags | comments) & _SWITCHES)
        has_reason = ours(cell).get("reason") or any(c.startswith("reason:") for c in comments)
        if switched and not has_reason:
            yield f"{cell.id}: {switched[0]} without a reason (metadata casekit.reason)"


def widget_internals(notebook: NotebookNode) -> Iterator[str]:
    """Stored widget state, and widgets that show internals where they have not been run."""
    if "widgets" in notebook.metadata:
        yield "the notebook stores widget state; use `run`"
    for cell in code_cells(notebook):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if any("widget-view" in mime for mime in data):
                text = data.get("text/plain", "")
                if is_bare_repr(text) or len(text.split()) < 4:
                    yield f"{cell.id}: a widget without a sentence as its plain text"


def volatile_text(notebook: NotebookNode) -> Iterator[str]:
    """Outputs that will differ tomorrow or elsewhere: addresses, paths, clock times, bare reprs."""
    for cell in code_cells(notebook):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            # An HTML table has the same words as its plain text, and ids made of its own data.
            text = output.get("text", "") + data.get("text/plain", "") + output.get("evalue", "")
            text += "".join(output.get("traceback", []))
            for what, pattern in _VOLATILE.items():
                if pattern.search(text):
                    yield f"{cell.id}: the output holds {what}: {text.strip()[:80]}"
            if is_bare_repr(data.get("text/plain", "")) and "image/png" not in data:
                yield f"{cell.id}: the output is a bare repr: {data['text/plain'].strip()[:80]}"
