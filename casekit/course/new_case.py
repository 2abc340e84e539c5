"""``new-case``: make a case of your own: its world, fact sheet, lesson, questions and solutions."""

import argparse
import importlib
import re
from collections.abc import Sequence
from pathlib import Path

from casekit.cases.facts import sheets
from casekit.coach import registry
from casekit.course import build, run
from casekit.course.case_files import files_of_case
from casekit.course.console import line, say
from casekit.course.lessons import planned_lessons
from casekit.errors import InputError
from casekit.places import ROOT
from casekit.words import _

__all__ = ["first_free_number", "main", "name_of", "words_for_pytest", "write_case"]

FIRST_OWN, LAST_OWN = 30, 99


def name_of(title: str) -> str:
    """Make the name that files and code use.

    Raises
    ------
    InputError
        The title has no letters of which a file name could be made.

    Examples
    --------
    >>> name_of("Old Mill Bank")
    'old_mill_bank'
    """
    name = re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")
    if not re.match(r"[a-z][a-z0-9_]*$", name):
        raise InputError(
            _(
                'Of "{title}" no file name can be made: it must begin with one of the letters a '
                'to z. Give one with --name, as in --name old_mill_bank --zh "老磨坊银行".'
            ).format(title=title)
        )
    return name


def first_free_number(root: Path = ROOT) -> str:
    """Find the first lesson number from 30 up that nothing has taken.

    Raises
    ------
    InputError
        All are taken.
    """
    taken = {lesson.number for lesson in planned_lessons()}
    taken |= {path.name[:2] for path in (root / "notebooks").glob("[0-9][0-9]_*")}
    taken |= {path.name[:2] for path in (root / "solutions").glob("[0-9][0-9]_*")}
    questions = root / "casekit" / "coach" / "questions"
    taken |= {path.stem[-2:] for path in questions.glob("lesson_*.py")}
    for number in range(FIRST_OWN, LAST_OWN + 1):
        if str(number) not in taken:
            return str(number)
    raise InputError(
        _("All numbers from {first} to {last} are taken: remove a case first.").format(
            first=FIRST_OWN, last=LAST_OWN
        )
    )


def write_case(files: dict[Path, str], root: Path = ROOT) -> None:
    """Write the files, or none of them.

    Raises
    ------
    InputError
        One of them is there already.
    """
    there = [path for path in files if path.exists()]
    if there:
        raise InputError(
            _(
                "Nothing was written, because this is there already: {files}. Choose another name "
                "with --name, or move these files away first."
            ).format(files=", ".join(path.relative_to(root).as_posix() for path in there))
        )
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)


def main(arguments: Sequence[str]) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str
        The name of the firm, and options.

    Returns
    -------
    int
        0, or 1 when something was refused.
    """
    parser = argparse.ArgumentParser(
        prog=line("new-case"),
        description=_(
            "Make a case of your own: a world, a fact sheet, a lesson, questions and solutions. "
            "It runs at once, and the command prints what to fill in."
        ),
    )
    parser.add_argument("title", help=_('name of the invented firm, as "Old Mill Bank"'))
    parser.add_argument("--zh", default="", help=_("its name in 中文"))
    parser.add_argument("--name", default="", help=_("name of the files, as old_mill_bank"))
    parser.add_argument("--money", default="$", help=_("sign of its money"))
    parser.add_argument(
        "--facts", default="", metavar="SHEET", help=_("use this fact sheet, write no new one")
    )
    options = parser.parse_args(list(arguments))
    title = " ".join(options.title.split())
    try:
        name = name_of(options.name or title)
        number = first_free_number()
        files = files_of_case(
            title,
            title_zh=options.zh or title,
            name=name,
            number=number,
            money=options.money,
            facts=_known_sheet(options.facts),
        )
        write_case(files)
    except InputError as problem:
        say(str(problem))
        return 1
    for path in files:
        say(_("{file} written.").format(file=path.relative_to(ROOT).as_posix()))
    importlib.invalidate_caches()
    registry.lessons.cache_clear()
    notebooks = [str(path) for path in files if path.suffix == ".ipynb"]
    # Statements and the header first, then the outputs, then what is made from both.
    code = build.main(["--lesson", number]) or run.main(notebooks)
    code = code or build.main(["--lesson", number])
    say(_next_steps(name, number, options.facts))
    return code


def _known_sheet(name: str) -> str:
    if name and name not in sheets():
        raise InputError(
            _('There is no fact sheet "{name}". There are: {all}.').format(
                name=name, all=", ".join(sheets())
            )
        )
    return name


def words_for_pytest(name: str, number: str) -> str:
    """Give pytest's words for all tests of a case: their ids hold one of these.

    Examples
    --------
    >>> words_for_pytest("old_mill_bank", "30")
    '30_old_mill_bank or lesson_30 or world_old_mill_bank or fact_old-mill-bank'
    """
    facts = name.replace("_", "-")
    return f"{number}_{name} or lesson_{number} or world_{name} or fact_{facts}"


def _next_steps(name: str, number: str, facts: str) -> str:
    slug = f"{number}_{name}"
    files = [
        f"casekit/cases/worlds/{name}.toml",
        *([] if facts else [f"casekit/cases/facts/{name}.toml"]),
        f"casekit/coach/questions/lesson_{number}.py",
        f"notebooks/{slug}.ipynb",
        f"the folder solutions/{slug}",
        f"the folder exercises/{slug}",
    ]
    return _(
        """
Lesson {number} is there and runs. Make it yours, in this order:
1. The numbers: casekit/cases/worlds/{name}.toml. Change a few; each says what it is.
2. The public figures: casekit/cases/facts/{sheet}.toml (citations: casekit/course/sources.toml).
3. The story: notebooks/{slug}.ipynb. Replace what stands in italics.
4. The questions: casekit/coach/questions/lesson_{number}.py; worked out in solutions/{slug}.
5. The team's roles, the debrief and the line "why":
   {text}
   Change them at the top of notebooks/{slug}.py (below "case:"), and put them back:
   {back}
   Then delete notebooks/{slug}.py.
6. After each change, these three:
   {build}
   {run}
   {build}
7. At the end the slides and the tests:
   {slides}
   {test}
To remove the case, delete these {n} and run build again:
   {files}"""
    ).format(
        number=number,
        name=name,
        sheet=facts or name,
        slug=slug,
        n=len(files),
        files="\n   ".join(files),
        text=line(f"text notebooks/{slug}.ipynb"),
        back=line(f"text --back notebooks/{slug}.py"),
        run=line(f"run notebooks/{slug}.ipynb solutions/{slug}/{slug}.ipynb"),
        build=line("build"),
        slides=line(f"slides {number}"),
        test=line(f'test -k "{words_for_pytest(name, number)}"'),
    )
