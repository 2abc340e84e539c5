"""What a comparison of outputs does not see: each guard lists what is wrong, in words.

A guard is a pure function from a notebook to a list of problems; `problems` runs those that
belong to a kind of notebook.
"""

from typing import Literal

from nbformat import NotebookNode

from casekit.course.guards import companies, figures, outputs, prose, shape

__all__ = ["problems"]

_EVERYWHERE = (shape.cell_ids, shape.exclamation_marks, shape.volatile_metadata)
_WHERE_RUN = (
    outputs.not_run_in_order,
    outputs.missing_output,
    outputs.errors,
    outputs.stderr,
    outputs.comparison_switched_off,
    outputs.widget_internals,
    outputs.volatile_text,
)
_IN_PROSE = (prose.typed_numbers, prose.false_equations, companies.company_numbers)
_FIGURES = (figures.without_words, figures.without_record, figures.axes_without_unit)

_GUARDS = {
    "lesson": (
        *_EVERYWHERE,
        *_WHERE_RUN,
        *_IN_PROSE,
        *_FIGURES,
        shape.long_cells,
        shape.functions_defined,
        shape.missing_sections,
        shape.predictions_not_met_again,
    ),
    "solution": (*_EVERYWHERE, *_WHERE_RUN, *_IN_PROSE, *_FIGURES, shape.long_cells),
    "exercise": (*_EVERYWHERE,),
    "contents": (*_EVERYWHERE, *_WHERE_RUN),
}


def problems(
    notebook: NotebookNode, kind: Literal["lesson", "solution", "exercise", "contents"]
) -> list[str]:
    """List everything that the guards find in a notebook.

    Parameters
    ----------
    notebook : NotebookNode
    kind : "lesson", "solution", "exercise" or "contents"

    Returns
    -------
    list of str
        One sentence each, beginning with the cell's id; empty if all is well.
    """
    return [problem for guard in _GUARDS[kind] for problem in guard(notebook)]
