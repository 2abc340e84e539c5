"""Guards of figures: words for those who cannot see them, a record of their data, and units."""

import re
from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode

from casekit.course.guards.outputs import is_bare_repr
from casekit.course.notebook_file import code_cells, ours

__all__ = ["RECORD", "axes_without_unit", "with_images", "without_record", "without_words"]

RECORD = "casekit_figure_data"
# In brackets, as a sign, or in words: "Weeks since the last purchase" needs no "(weeks)".
_UNIT = re.compile(
    r"\([^()]+\)|（[^（）]+）|[%$€£¥‰]"
    r"|\b(minutes|hours|days|weeks|months|quarters|years|dollars|euros|yuan|cents|per cent"
    r"|customers|members|purchases|visits|orders|points|share of|number of|probability)\b",
    re.IGNORECASE,
)


def with_images(notebook: NotebookNode) -> Iterator[tuple[NotebookNode, NotebookNode]]:
    """Give every output that holds an image, with its cell."""
    for cell in code_cells(notebook):
        for output in cell.get("outputs", []):
            if any(mime.startswith("image/") for mime in output.get("data", {})):
                yield cell, output


def without_words(notebook: NotebookNode) -> Iterator[str]:
    """Figures without alternative text, in the image's metadata and as plain text."""
    for cell, output in with_images(notebook):
        for mime in output.data:
            if mime.startswith("image/"):
                alt = output.metadata.get(mime, {}).get("alt", "")
                if len(alt.split()) < 5:
                    yield f"{cell.id}: the figure has no alternative text in its metadata"
        text = output.data.get("text/plain", "")
        if is_bare_repr(text) or len(text.split()) < 5:
            yield f"{cell.id}: the plain text of the figure says nothing: {text.strip()[:60]!r}"


def without_record(notebook: NotebookNode) -> Iterator[str]:
    """Figures whose data cannot be compared because no record of them is stored."""
    for cell, output in with_images(notebook):
        if not output.metadata.get(RECORD):
            yield f"{cell.id}: the figure stores no record of its data; use casekit's Picture"


def axes_without_unit(notebook: NotebookNode) -> Iterator[str]:
    """Figures without a title, and shown axes without a label or without its unit."""
    for cell, output in with_images(notebook):
        record = output.metadata.get(RECORD)
        if not record:
            continue
        panels = [panel for panel in record.get("panels", []) if panel.get("marks")]
        if not (record.get("title") or any(panel.get("title") for panel in panels)):
            yield f"{cell.id}: the figure has no title that states its finding"
        free = {**ours(notebook).get("unitless", {}), **ours(cell).get("unitless", {})}
        for side in ("x", "y"):
            axes = [p[side] for p in panels if p.get(side, {}).get("shown", True) and p.get(side)]
            yield from (f"{cell.id}: {problem}" for problem in _of_axes(axes, side, set(free)))


def _of_axes(axes: list[dict[str, Any]], side: str, free: set[str]) -> Iterator[str]:
    measured = [axis for axis in axes if not axis.get("categorical")]
    labels = list(dict.fromkeys(axis.get("label", "") for axis in measured))
    # Panels that share an axis carry its label once.
    if measured and not any(labels):
        yield f"the {side} axis has no label"
    for label in labels:
        if label and label not in free and not _UNIT.search(label):
            yield f"the {side} axis {label!r} names no unit"
