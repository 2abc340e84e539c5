"""Show the public figures about companies: who says each, how sure it is, where it is used."""

import re
from collections.abc import Iterable

import pandas as pd
from nbformat import NotebookNode

from casekit.cases.facts import CONFIDENCE, Fact, all_facts, sheets
from casekit.course.citations import find_source
from casekit.course.lessons import Lesson
from casekit.course.notebook_file import calls_of, code_cells, markdown_cell, new_notebook, ours
from casekit.errors import InputError
from casekit.words import _

__all__ = ["fact_sheet", "facts_of", "figures_page", "where_used"]


def fact_sheet(sheet: str | None = None, *, keys: bool = False) -> pd.DataFrame:
    """Show the public figures of a company, with time, source and how sure each is.

    Parameters
    ----------
    sheet : str, optional
        Name of the sheet ("amazon"); all sheets by default.
    keys : bool
        Whether to give each figure's key too, by which `casekit.fact` gives the number.

    Returns
    -------
    pandas.DataFrame
        A row a figure: company (when all are asked), value with its unit, the time that it is of,
        source and confidence ("read", "reported by …" or "computed").

    Raises
    ------
    InputError
        There is no such sheet; those that there are are named.

    Examples
    --------
    >>> sheet = fact_sheet("amazon", keys=True).set_index("key")
    >>> sheet.loc["amazon-price-month", "value"]
    '$14.99'
    """
    if sheet is not None and sheet not in sheets():
        raise InputError(
            _("There is no fact sheet {given!r}. There are: {all}.").format(
                given=sheet, all=", ".join(sheets())
            )
        )
    chosen = [sheets()[sheet]] if sheet else [*sheets().values()]
    facts = [one for each in chosen for one in each.facts]
    columns = {
        _("value"): [one.shown for one in facts],
        _("as of"): [one.as_of for one in facts],
        _("source"): [_who(one) for one in facts],
        _("confidence"): [_confidence(one) for one in facts],
    }
    if sheet is None:
        columns = {_("company"): [one.company for one in facts], **columns}
    if keys:
        columns[_("key")] = [one.key for one in facts]
    return pd.DataFrame(columns, index=pd.Index([one.figure for one in facts], name=_("figure")))


def _who(fact: Fact) -> str:
    source = find_source(fact.source)
    first = re.split(r",\s+[A-Z]\.|, Inc|, with", source.authors)[0]
    return f"{first} ({source.year})"


def _confidence(fact: Fact) -> str:
    if fact.confidence != "reported":
        return fact.confidence
    return _("reported by {who}").format(who=fact.reported_by)


def facts_of(notebook: NotebookNode) -> set[str]:
    """Give the keys of the facts that a notebook prints.

    Those that a cell declares, text or code, and those that its code asks for one by one. A sheet
    that the code shows counts whole, unless a code cell says which of its facts are shown.
    """
    named = {key for cell in notebook.cells for key in ours(cell).get("facts", {}).values()}
    shown: set[str] = set()
    for cell in code_cells(notebook):
        for verb in ("fact", "find_fact"):
            named |= set(calls_of(cell.source, verb))
        shown |= set(calls_of(cell.source, "fact_sheet"))
    chosen = {key for cell in code_cells(notebook) for key in ours(cell).get("facts", {}).values()}
    for name in shown & set(sheets()):
        whole = {one.key for one in sheets()[name].facts}
        named |= whole if not whole & chosen else set()
    return named & set(all_facts())


def where_used(lessons: Iterable[Lesson]) -> dict[str, list[Lesson]]:
    """Give for each fact the lessons that print it, in their order."""
    used: dict[str, list[Lesson]] = {key: [] for key in all_facts()}
    for lesson in lessons:
        for key in facts_of(lesson.notebook):
            used[key].append(lesson)
    return used


def figures_page(lessons: list[Lesson]) -> NotebookNode:
    """Make the page of all public figures: what, when, who says so, how sure, and where used."""
    used = where_used(lessons)
    intro = _(
        "[Contents](index.ipynb)\n"
        "\n"
        "# Public figures about companies\n"
        "## 企业公开数据\n"
        "\n"
        "Every number that the course prints about a real company: what it is of, who says it and "
        "how sure it is. All other data of the course are made by generators and belong to "
        "companies that do not exist. A dash in the last column: in no lesson, there for your own "
        "class or behind a number of a case's world.\n"
        "\n"
    ) + "\n".join(f"- *{name}*: {meaning}." for name, meaning in CONFIDENCE.items())
    cells = [markdown_cell("how", intro, generated="contents")]
    for sheet in sheets().values():
        if not sheet.facts:
            continue  # of a case that has just begun
        rows = [_row(fact, used[fact.key]) for fact in sheet.facts]
        head = _("| Figure | Value | As of | Source | Confidence | Lessons |")
        table = "\n".join([head, "|:--|--:|:--|:--|:--|:--|", *rows])
        title = f"## {sheet.company} {sheet.company_zh}"
        cells.append(
            markdown_cell(f"sheet-{sheet.name}", f"{title}\n\n{table}", generated="contents")
        )
    return new_notebook(cells, {"generated": "contents"})


def _row(fact: Fact, lessons: list[Lesson]) -> str:
    places = ", ".join(f"[{lesson.number}]({lesson.name}.ipynb)" for lesson in lessons)
    what = f"{fact.figure}. *{fact.note}*" if fact.note else fact.figure
    parts = [what, fact.shown, fact.as_of, find_source(fact.source).citation(), _confidence(fact)]
    shown = [part.replace("|", "\\|").replace("$", "\\$") for part in parts]
    return "| " + " | ".join([*shown, places or "–"]) + " |"
