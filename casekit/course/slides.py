"""``slides``: a lesson as one page for the projector, made of the lesson itself.

A heading opens a slide with the first paragraphs below it. Every figure and table gets one of
its own, and what there is to see in it stands in the notes (key N). Nothing is written twice: a
lesson that changes changes its slides. The page holds all that it needs; no network.
"""

import argparse
import html
import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from string import Template

from nbformat import NotebookNode

from casekit.course.console import say
from casekit.course.lessons import Lesson, chosen_lessons
from casekit.course.notebook_file import ours
from casekit.course.unwritten import unwritten_note
from casekit.errors import InputError
from casekit.places import my_folder
from casekit.words import _

__all__ = ["Slide", "main", "page", "slides_of"]

_PAGE = Path(__file__).with_name("slides.html")
_HEADING = re.compile(r"^(#{1,4}) +(.+?)\s*$", re.MULTILINE)
# What a room can read on one slide.
_LETTERS = 520
_FORMULA = re.compile(r"\$\$(.+?)\$\$|(?<![\\$\w])\$(?=[^\s\d$])([^$]+?)(?<=\S)\$(?!\d)", re.DOTALL)


@dataclass(frozen=True)
class Slide:
    """One slide.

    Parameters
    ----------
    title : str
        The heading that it stands under.
    body : str
        What the room sees, as HTML.
    notes : str
        What the instructor may say, as HTML.
    minutes : int or None
        Minutes of the step that begins here.
    kind : {"title", "text", "figure", "table"}
    """

    title: str
    body: str
    notes: str = ""
    minutes: int | None = None
    kind: str = "text"


def slides_of(lesson: Lesson) -> list[Slide]:
    """Make the slides of a lesson from its cells and their stored outputs.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    list of Slide
    """
    slides = [_title_slide(lesson)]
    title, last_is_shown = lesson.title, False
    for cell in lesson.notebook.cells:
        if "generated" in ours(cell):
            continue
        if cell.cell_type == "code":
            shown = list(_shown(cell, title))
            slides += shown
            last_is_shown = bool(shown)
            continue
        text, found = cell.source, _HEADING.search(cell.source)
        if found:
            title = found[2]
            text = text[: found.start()] + text[found.end() :]
        words = _rendered(text)
        if last_is_shown and not found:
            # What is to be seen in a figure is said by the person in front of it.
            slides[-1] = _with_notes(slides[-1], words)
            continue
        seen, rest = _opening(text)
        whole = ours(cell).get("section") in {"takeaways", "decide"}
        slides.append(
            Slide(
                title,
                words if whole else _rendered(seen),
                "" if whole else _rendered(rest),
                lesson.steps.get(str(cell.get("id"))),
            )
        )
        last_is_shown = False
    return slides


def page(lesson: Lesson) -> str:
    """Give the slides of a lesson as one HTML page that needs nothing else.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    str
    """
    slides = slides_of(lesson)
    sections = [
        f'<section class="{slide.kind}">'
        f"<header><h2>{html.escape(slide.title)}</h2>{_minutes(slide.minutes)}</header>"
        f'<div class="body">{slide.body}</div><aside>{slide.notes}</aside></section>'
        for slide in slides
    ]
    return Template(_PAGE.read_text(encoding="utf-8")).substitute(
        title=html.escape(f"{lesson.number} {lesson.title}"),
        help=html.escape(_("← → to move, N for the notes, P to print")),
        slides="\n".join(sections),
    )


def _title_slide(lesson: Lesson) -> Slide:
    goals = "".join(f"<li>{_inline(goal)}</li>" for goal in lesson.objectives)
    body = (
        f'<h1>{html.escape(lesson.title)}</h1><p class="zh">{html.escape(lesson.title_zh)}</p>'
        f"<p>{_inline(lesson.why)}</p><ul>{goals}</ul>"
    )
    return Slide(lesson.number, body, minutes=lesson.minutes_core, kind="title")


def _minutes(minutes: int | None) -> str:
    words = "" if minutes is None else _("{n} min").format(n=minutes)
    return f'<span class="minutes">{html.escape(words)}</span>' if words else ""


def _shown(cell: NotebookNode, title: str) -> Iterator[Slide]:
    """Give a slide for every figure, table and sentence that a cell shows."""
    code = f"<pre>{html.escape(cell.source)}</pre>"
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        if "image/png" in data:
            alt = html.escape(str(data.get("text/plain", "")), quote=True)
            source = "".join(str(data["image/png"]).split())
            picture = f'<img alt="{alt}" src="data:image/png;base64,{source}">'
            yield Slide(title, picture, code, kind="figure")
        elif "text/html" in data:
            yield Slide(title, _for_the_room(str(data["text/html"])), code, kind="table")
        elif output.get("output_type") == "stream":
            words = html.escape(str(output.get("text", "")).strip())
            yield Slide(title, f"<pre>{words}</pre>", code, kind="table")
        elif "text/plain" in data:
            yield Slide(title, f"<p>{html.escape(str(data['text/plain']))}</p>", code)


def _for_the_room(card: str) -> str:
    """Leave out what a stored card says to the one person who ran it."""
    return card.replace(html.escape(_("You did not commit a guess."), quote=False), "")


def _with_notes(slide: Slide, notes: str) -> Slide:
    return Slide(slide.title, slide.body, notes + slide.notes, slide.minutes, slide.kind)


def _opening(text: str) -> tuple[str, str]:
    """Split a cell's text after the paragraphs that a slide has room for."""
    parts = re.split(r"\n\s*\n", text.strip())
    room, used = _LETTERS, 0
    for part in parts:
        room -= len(part)
        if used and room < 0:
            break
        used += 1
    return "\n\n".join(parts[:used]), "\n\n".join(parts[used:])


def _rendered(text: str) -> str:
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    # Formulas are drawn before the text is read as markdown: a page without a network has no
    # MathJax. They come back in the place of marks that markdown leaves alone.
    drawn: list[str] = []

    def put(found: re.Match[str]) -> str:
        drawn.append(_formula(found[1] or found[2]))
        return f"%%{len(drawn) - 1}%%"

    marked = _FORMULA.sub(put, text).replace("\\$", "&#36;").replace("$", "&#36;")
    made = MarkdownWithMath(renderer=IPythonRenderer(escape=False))(marked)
    return re.sub(r"%%(\d+)%%", lambda found: drawn[int(found[1])], str(made))


def _inline(text: str) -> str:
    return re.sub(r"^<p>|</p>\s*$", "", _rendered(text).strip())


def _formula(tex: str) -> str:
    from matplotlib.mathtext import math_to_image

    file = BytesIO()
    # matplotlib draws a part of TeX; these two words it knows by their long names.
    known = re.sub(r"\\(ge|le)(?![a-z])", r"\\\1q", tex.strip())
    try:
        math_to_image(f"${known}$", file, dpi=200, format="png")
    except ValueError:
        return f"<code>{html.escape(tex)}</code>"
    return (
        f'<img class="formula" alt="{html.escape(tex, quote=True)}" '
        f'src="data:image/png;base64,{b64encode(file.getvalue()).decode()}">'
    )


def main(argv: Sequence[str]) -> int:
    """Run the command.

    Parameters
    ----------
    argv : sequence of str
        Lesson numbers (all written ones otherwise); ``-o FOLDER`` for another folder than
        ``my/slides``.
    """
    parser = argparse.ArgumentParser(prog="casekit slides", description=__doc__)
    parser.add_argument("lesson", nargs="*")
    parser.add_argument("-o", "--output", type=Path, default=None, metavar="FOLDER")
    options = parser.parse_args(argv)
    try:
        lessons = chosen_lessons(options.lesson)
    except InputError as problem:
        say(str(problem))
        return 1
    folder = options.output or my_folder() / "slides"
    folder.mkdir(parents=True, exist_ok=True)
    for lesson in lessons:
        path = folder / f"{lesson.name}.html"
        path.write_text(page(lesson), encoding="utf-8", newline="\n")
        say(_("{path}: open it in a browser.").format(path=path))
    for note in filter(None, map(unwritten_note, lessons)):
        say(note)
    return 0
