"""Guard of real companies' numbers: none is printed that does not stand in a fact sheet.

A paragraph that names a company of the fact sheets may hold only numbers that one of its facts
has, so a number of the course's own, synthetic data can never be taken for the company's.
"""

import re
from collections.abc import Iterator

from nbformat import NotebookNode

from casekit.cases.facts import Sheet, all_facts, sheets
from casekit.course.guards.prose import numerals
from casekit.course.notebook_file import code_cells, ours

__all__ = ["company_numbers", "foreign_numbers"]

_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*|]|\d+[.)])\s)")


def _number(text: str) -> float:
    return float(text.replace(",", "").rstrip("."))


def _named(text: str) -> list[Sheet]:
    """Give the sheets of the companies that a text names."""
    return [
        sheet
        for sheet in sheets().values()
        if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in sheet.names)
    ]


def foreign_numbers(text: str) -> Iterator[tuple[str, str]]:
    r"""Find the numbers of a text that stand beside a company and in none of its facts.

    Yields
    ------
    tuple of str
        The number and the company.

    Examples
    --------
    >>> list(foreign_numbers("Amazon sells Prime for 139 dollars a year.\n\nWe ask 80."))
    []
    >>> list(foreign_numbers("Amazon keeps 87% of its members."))
    [('87', 'Amazon')]
    """
    for paragraph in _PARAGRAPH.split(text):
        named = _named(paragraph)
        if not named:
            continue
        known = {n for sheet in named for fact in sheet.facts for n in fact.numbers}
        for _at, numeral in numerals(paragraph):
            if _number(numeral) not in known:
                yield numeral, named[0].company


def company_numbers(notebook: NotebookNode) -> Iterator[str]:
    """Numbers beside a real company that do not stand in its fact sheet."""
    for cell in notebook.cells:
        if cell.cell_type != "markdown" or ours(cell).get("generated") in {"header", "footer"}:
            continue
        for numeral, company in foreign_numbers(cell.source):
            yield f"{cell.id}: {numeral} stands beside {company} and in none of its facts"
    for cell in code_cells(notebook):
        text = "\n".join(_shown(output) for output in cell.get("outputs", []))
        for line in text.splitlines():
            for numeral, company in foreign_numbers(line):
                yield f"{cell.id}: the output has {numeral} beside {company}, and no fact does"
        there = {_number(found) for found in re.findall(r"\d(?:[\d,]*\d)?(?:\.\d+)?", text)}
        for numeral, key in ours(cell).get("facts", {}).items():
            if key not in all_facts() or all_facts()[key].value != _number(numeral):
                yield f"{cell.id}: {numeral} is not what a fact {key} says"
            elif _number(numeral) not in there:
                yield f"{cell.id}: the fact {numeral} does not stand in the output"


def _shown(output: NotebookNode) -> str:
    return str(output.get("text") or output.get("data", {}).get("text/plain", ""))
