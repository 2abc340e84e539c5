"""``build``: write everything that is made from something else; ``--check`` only reports drift."""

import argparse
import datetime as dt
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from casekit.coach.card import Card
from casekit.coach.desk import progress_card
from casekit.course import exercises, lessons, pages
from casekit.course.concepts import concept_page
from casekit.course.console import say
from casekit.course.leaks import leaks
from casekit.course.notebook_file import notebook_text, read_notebook
from casekit.course.public_figures import figures_page
from casekit.course.teaching_notes import teaching_notes
from casekit.course.unwritten import unwritten_note
from casekit.errors import InputError
from casekit.places import ROOT
from casekit.words import _

__all__ = ["built", "main", "save"]


def built(root: Path = ROOT, only: str | None = None) -> Iterator[tuple[Path, str]]:
    """Give every generated file of the course and the text that it should hold.

    Solutions and lessons are among them: their statements, headers and footers are written in.

    Parameters
    ----------
    root : Path
        Folder of the course.
    only : str, optional
        Number of the one lesson to make; whatever state the others are in does not matter then.

    Raises
    ------
    InputError
        A lesson or a solution is not understood, or an exercise would give an answer away.
    """
    planned = lessons.planned_lessons()
    if only is None:
        written = lessons.read_lessons(root)
    else:
        planned = [lesson for lesson in planned if lesson.number != only]
        left_out = {lesson.number for lesson in planned}
        written = lessons.read_lessons(root, left_out)
    order = pages.in_order(written, planned)
    by_name = {lesson.name: lesson for lesson in written}
    for path in sorted((root / "solutions").glob(f"{only or ''}*/*.ipynb")):
        if path.stem == path.parent.name:
            solution = exercises.with_statements(read_notebook(path))
            yield path, notebook_text(solution)
            exercise = exercises.exercise_from(solution, path.stem)
            found = leaks(exercise, solution)
            if found:
                raise InputError(f"exercises/{path.stem}: " + "; ".join(found) + ".")
            yield root / "exercises" / path.stem / path.name, notebook_text(exercise)
            notes = teaching_notes(by_name.get(path.stem), exercises.question_ids(solution))
            yield path.with_name("teaching_notes.md"), notes
    for lesson in written:
        if only not in (None, lesson.number):
            continue
        path = root / "notebooks" / f"{lesson.name}.ipynb"
        yield path, notebook_text(pages.with_frame(lesson, order))
    if only is not None:
        return
    page = pages.contents_page(order, _empty_progress())
    yield root / "notebooks" / "index.ipynb", notebook_text(page)
    index = concept_page(order, written)
    yield root / "notebooks" / "concepts.ipynb", notebook_text(index)
    figures = figures_page(written)
    yield root / "notebooks" / "public_figures.ipynb", notebook_text(figures)
    readme = root / "README.md"
    if readme.exists():
        text = readme.read_text(encoding="utf-8")
        yield readme, pages.with_lesson_table(text, order)


def _empty_progress() -> Card:
    """Make the progress card of someone who has just begun, whatever lies in ``my/`` here."""
    before = os.environ.get("CASEKIT_MY")
    with tempfile.TemporaryDirectory() as empty:
        os.environ["CASEKIT_MY"] = empty
        try:
            return progress_card()
        finally:
            if before is None:
                del os.environ["CASEKIT_MY"]
            else:
                os.environ["CASEKIT_MY"] = before


def save(path: Path, text: str, today: dt.date | None = None) -> Path | None:
    """Write a generated file; an exercise in which someone has worked is kept beside it.

    Returns
    -------
    Path or None
        The dated copy, if one was made.
    """
    kept = None
    if path.exists() and path.parent.parent.name == "exercises" and _worked_in(path):
        kept = _dated(path, today or dt.date.today())
        kept.write_bytes(path.read_bytes())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return kept


def _worked_in(path: Path) -> bool:
    try:
        return exercises.was_worked_in(read_notebook(path))
    except InputError:
        return True  # damaged or foreign: it may be someone's work all the same


def _dated(path: Path, today: dt.date) -> Path:
    for n in range(1, 1000):
        more = "" if n == 1 else f"-{n}"
        copy = path.with_name(f"{path.stem}.{today.isoformat()}{more}{path.suffix}")
        if not copy.exists():
            return copy
    raise InputError(_("There are too many dated copies beside {name}.").format(name=path.name))


def _current(path: Path) -> str | None:
    """Read a file as it is; line ends count too, because Windows tools change them."""
    try:
        return path.read_bytes().decode("utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return None


def main(argv: list[str]) -> int:
    """Run the command.

    Parameters
    ----------
    argv : list of str
        ``--check`` reports drift and changes nothing.

    Returns
    -------
    int
        0, or 1 when something drifted (``--check``) or was refused.
    """
    parser = argparse.ArgumentParser(prog="casekit build", description=__doc__)
    parser.add_argument("--check", action="store_true", help=_("report drift, change nothing"))
    parser.add_argument("--lesson", metavar="NN", help=_("make only this lesson and its exercises"))
    options = parser.parse_args(argv)
    try:
        drifted = _build(ROOT, check=options.check, only=options.lesson)
        # One lesson alone is made while its author is at work.
        notes = [] if options.lesson else map(unwritten_note, lessons.read_lessons(ROOT))
    except InputError as problem:
        say(str(problem))
        return 1
    if not drifted:
        say(_("Everything that is generated is up to date."))
    for note in filter(None, notes):
        say(note)
    return 1 if drifted and options.check else 0


def _build(root: Path, check: bool, only: str | None = None) -> list[Path]:
    drifted = []
    # All of it first: a refusal must not leave half of the files written.
    for path, text in list(built(root, only)):
        if _current(path) == text:
            continue
        drifted.append(path)
        name = path.relative_to(root).as_posix()
        if check:
            say(_("{name} is not what `build` makes.").format(name=name))
            continue
        kept = save(path, text)
        say(_("{name} written.").format(name=name))
        if kept:
            say(_("  Someone has worked in it: their version is {kept}.").format(kept=kept.name))
    return drifted
