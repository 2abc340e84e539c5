"""Make the pages that follow from the lessons' own facts: headers, footers, contents, README."""

import re

from nbformat import NotebookNode

from casekit.cases.facts import find_fact
from casekit.coach.card import Card
from casekit.course.citations import find_source
from casekit.course.glossary import find_term
from casekit.course.lessons import Lesson, Planned
from casekit.course.notebook_file import code_cell, markdown_cell, new_notebook, ours
from casekit.course.public_figures import facts_of
from casekit.errors import InputError
from casekit.words import _

__all__ = ["contents_page", "lesson_table", "with_frame", "with_lesson_table"]

_TABLE = re.compile(r"(<!-- lessons -->\n).*?(<!-- /lessons -->)", re.DOTALL)

Listed = Lesson | Planned


def in_order(lessons: list[Lesson], planned: list[Planned]) -> list[Listed]:
    """Put written and planned lessons into one list, by number."""
    both: list[Listed] = [*lessons, *planned]
    return sorted(both, key=lambda lesson: lesson.number)


def with_frame(lesson: Lesson, order: list[Listed]) -> NotebookNode:
    """Give the lesson's notebook with its header and footer cells written anew."""
    inner = [_inner(c, lesson) for c in lesson.notebook.cells if not _is_frame(c)]
    header = markdown_cell("header", _header(lesson, order), generated="header")
    footer = markdown_cell("footer", _footer(lesson, order), generated="footer")
    notebook = NotebookNode(lesson.notebook)
    notebook.cells = [header, *inner, footer]
    return notebook


def _is_frame(cell: NotebookNode) -> bool:
    return ours(cell).get("generated") in {"header", "footer"}


def _inner(cell: NotebookNode, lesson: Lesson) -> NotebookNode:
    """Give a cell as it is, or written anew where it tells the roles of a case's teams."""
    if ours(cell).get("generated") != "roles":
        return cell
    return markdown_cell(cell["id"], _roles(lesson), generated="roles")


def _roles(lesson: Lesson) -> str:
    if lesson.case is None:
        raise InputError(
            _("{name}: a cell of roles, but no case in the metadata.").format(name=lesson.name)
        )
    lines = [_("## Your team 团队分工"), ""]
    lines += [
        _(
            "In a class, share these parts out. One of you writes the memo; the others sign it, or "
            "add one sentence of dissent. Alone, take one part, and read what the others want."
        ),
        "",
    ]
    lines += [f"- **{one.role} {one.role_zh}.** {one.brief}" for one in lesson.case.roles]
    return "\n".join(lines)


def _header(lesson: Lesson, order: list[Listed]) -> str:
    before = [_reference(number, order) for number in lesson.prerequisites]
    return "\n".join(
        [
            _navigation(lesson, order),
            "",
            f"# {lesson.number} · {lesson.title}",
            f"## {lesson.title_zh}",
            "",
            _("**Why a manager should care.** {why}").format(why=lesson.why),
            "",
            _time(lesson),
            "",
            _("**Before this lesson.** {before}").format(
                before="; ".join(before) + "." if before else _("Nothing.")
            ),
            "",
            _("**Objectives.** At the end you can:"),
            "",
            *[f"- {objective}" for objective in lesson.objectives],
        ]
    )


def _time(lesson: Lesson) -> str:
    text = _("**Time.** {core} minutes; {all} with the exercises.").format(
        core=lesson.minutes_core, all=lesson.minutes_with_exercises
    )
    sittings = lesson.sittings()
    if len(sittings) == 1:
        return text
    each = _("{core} ({all} with its exercises)")
    return text + _(" In {n} sittings: {minutes}.").format(
        n=len(sittings),
        minutes=", ".join(
            each.format(core=one.minutes_core, all=one.minutes_with_exercises) for one in sittings
        ),
    )


def _footer(lesson: Lesson, order: list[Listed]) -> str:
    terms = [find_term(key) for key in lesson.terms]
    lines = [_("## Key terms 关键术语"), ""]
    lines += [_("| English | 中文 | In one line |"), "|---|---|---|"]
    lines += [f"| {t.en} | {t.zh} | {t.meaning} |" for t in terms]
    if cited := _cited(lesson):
        lines += ["", _("## Sources 来源"), ""]
        lines += [f"- {find_source(key).citation()}" for key in cited]
    if lesson.has_exercises:
        link = f"../exercises/{lesson.name}/{lesson.name}.ipynb"
        lines += [
            "",
            _("**Now the exercises:** [{title}]({link})").format(title=lesson.title, link=link),
        ]
    return "\n".join([*lines, "", _navigation(lesson, order)])


def _cited(lesson: Lesson) -> list[str]:
    """Give the keys of the sources: those that the lesson names, then those of its facts."""
    facts = (find_fact(key).source for key in sorted(facts_of(lesson.notebook)))
    return list(dict.fromkeys([*lesson.sources, *facts]))


def _navigation(lesson: Lesson, order: list[Listed]) -> str:
    at = next(i for i, other in enumerate(order) if other.number == lesson.number)
    parts = [_("[Contents](index.ipynb)")]
    if at > 0:
        parts.insert(0, f"← {_reference(order[at - 1].number, order)}")
    if at + 1 < len(order):
        parts.append(f"{_reference(order[at + 1].number, order)} →")
    return " · ".join(parts)


def _reference(number: str, order: list[Listed]) -> str:
    """Link to a lesson that is written; name one that is not, as plain text."""
    for lesson in order:
        if lesson.number == number:
            title = f"{lesson.number} {lesson.title}"
            if isinstance(lesson, Lesson):
                return f"[{title}]({lesson.name}.ipynb)"
            return _("{title} (not written yet)").format(title=title)
    raise InputError(_("There is no lesson {number}.").format(number=number))


def lesson_table(order: list[Listed], notebooks: str = "", exercises: str = "../exercises/") -> str:
    """Write the table of lessons, part by part, with links from where the page lies."""
    blocks = []
    for part in dict.fromkeys(lesson.part for lesson in order):
        lines = [f"**{part}**", ""]
        lines += [_("| | Lesson | 课程 | Minutes | Exercises |"), "|---|---|---|---|---|"]
        lines += [_row(x, notebooks, exercises) for x in order if x.part == part]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _row(lesson: Listed, notebooks: str, exercises: str) -> str:
    if isinstance(lesson, Planned):
        state = _("not written yet")
        return f"| {lesson.number} | {lesson.title} | {lesson.title_zh} | | {state} |"
    title = f"[{lesson.title}]({notebooks}{lesson.name}.ipynb)"
    minutes = f"{lesson.minutes_core} / {lesson.minutes_with_exercises}"
    link = f"{exercises}{lesson.name}/{lesson.name}.ipynb"
    work = _("[exercises]({link})").format(link=link) if lesson.has_exercises else ""
    return f"| {lesson.number} | {title} | {lesson.title_zh} | {minutes} | {work} |"


def contents_page(order: list[Listed], progress: Card) -> NotebookNode:
    """Make the contents page; ``progress`` is what its one code cell shows in an empty folder."""
    how = _(
        "# Customer lock-in, value and loyalty\n"
        "## 客户锁定、价值与忠诚\n"
        "\n"
        "Each lesson answers one business question. Open one, and run its cells from the top with "
        "**Shift + Enter**. Where a lesson asks for a guess, give one before you go on. After a "
        "lesson come its exercises; your answers are checked at once, and hints are there when "
        "you want them.\n"
        "\n"
        "Looking for one idea? The [concept index](concepts.ipynb) says where each is taught. "
        "Every number about a real company stands with its source on the page of "
        "[public figures](public_figures.ipynb).\n"
        "\n"
        "Minutes are given as: lesson alone / with exercises. What you write stays in your own "
        "folder; an update of the course never overwrites it."
    )
    cell = code_cell("progress", "import casekit as ck\n\nck.progress()")
    cell.execution_count = 1
    bundle = progress._repr_mimebundle_()
    cell.outputs = [NotebookNode(output_type="display_data", metadata={}, data=bundle)]
    cells = [
        markdown_cell("how", how, generated="contents"),
        markdown_cell("lessons", lesson_table(order), generated="contents"),
        markdown_cell("yours", _("## Your progress 学习进度"), generated="contents"),
        cell,
    ]
    return new_notebook(cells, {"generated": "contents"})


def with_lesson_table(readme: str, order: list[Listed]) -> str:
    """Give the README's text with the table of lessons between its two marks written anew.

    Raises
    ------
    InputError
        The marks are missing.
    """
    if not _TABLE.search(readme):
        raise InputError(_("README.md lacks the lines <!-- lessons --> and <!-- /lessons -->."))
    table = lesson_table(order, notebooks="notebooks/", exercises="exercises/")
    return _TABLE.sub(lambda found: f"{found[1]}\n{table}\n\n{found[2]}", readme)
