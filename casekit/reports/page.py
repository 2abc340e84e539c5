"""The parts of a page: every word from the reader's data is escaped before it gets here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from casekit.words import _

__all__ = [
    "Bar",
    "Html",
    "Section",
    "Shade",
    "bullets",
    "figure",
    "note",
    "page",
    "paragraph",
    "pre",
    "table",
    "tiles",
]

_STYLE = Path(__file__).with_name("page.css")


class Html(str):
    """Mark text that is HTML already; all other text is escaped when it enters a page."""

    __slots__ = ()


@dataclass(frozen=True)
class Bar:
    """Show a share as a bar behind its words, in a cell of a table."""

    share: float
    words: str
    kind: str = "a"


@dataclass(frozen=True)
class Shade:
    """Show a share as the depth of a cell's colour, with its words on it."""

    depth: float
    words: str


@dataclass(frozen=True)
class Section:
    """Hold one section of a page.

    Attributes
    ----------
    key : str
        Short name: the anchor, and the section's tables.
    name : str
        What the section is about, in two or three words.
    title : str
        The finding, as a sentence.
    reading : str
        How to read what is shown, in one line.
    body : Html
        What is shown.
    tables : dict
        Data frames behind it.
    findings : tuple of str
        Sentences for the top of the page.
    """

    key: str
    name: str
    title: str
    reading: str
    body: Html
    tables: Mapping[str, Any] = field(default_factory=dict)
    findings: tuple[str, ...] = ()


def text(words: object) -> str:
    """Escape what is not HTML already."""
    return words if isinstance(words, Html) else escape(str(words), quote=True)


def paragraph(*words: object) -> Html:
    """Make a paragraph.

    Examples
    --------
    >>> paragraph("a < b")
    '<p>a &lt; b</p>'
    """
    return Html("<p>" + " ".join(text(word) for word in words) + "</p>")


def note(*words: object) -> Html:
    """Make a paragraph that asks for care."""
    return Html('<p class="note">' + " ".join(text(word) for word in words) + "</p>")


def bullets(lines: Iterable[object]) -> Html:
    """Make a list; nothing if there are no lines."""
    items = "".join(f"<li>{text(line)}</li>" for line in lines)
    return Html(f"<ul>{items}</ul>" if items else "")


def pre(words: str) -> Html:
    """Show code as it is."""
    return Html(f"<pre><code>{text(words)}</code></pre>")


def tiles(facts: Sequence[tuple[str, str, str]]) -> Html:
    """Show a few numbers large: number, what it is, a detail."""
    cells = "".join(
        f'<div class="tile"><div class="value">{text(value)}</div>'
        f'<div class="what">{text(what)}</div><div class="detail">{text(detail)}</div></div>'
        for value, what, detail in facts
    )
    kind = "tiles four" if len(facts) == 4 else "tiles"
    return Html(f'<div class="{kind}">{cells}</div>')


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    caption: str = "",
    kind: str = "",
    words: int = 1,
) -> Html:
    """Make a table: the first column names the row, the rest are numbers or short words.

    Parameters
    ----------
    head : sequence of str
        Heads of the columns.
    rows : iterable of sequences
        Cells: text, `Bar` or `Shade`.
    caption : str
        One line above it.
    kind : str
        A class of the style sheet.
    words : int
        How many columns, from the left, hold words (set flush left); -1 for all.

    Examples
    --------
    >>> "<script>" in table(["Customer"], [["<script>"]])
    False
    """
    last = len(head) if words < 0 else words

    def side(place: int) -> str:
        return ' class="w"' if place < last else ""

    heads = "".join(
        f'<th scope="col"{side(place)}>{text(name)}</th>' for place, name in enumerate(head)
    )
    lines = []
    for row in rows:
        cells = []
        for place, cell in enumerate(row):
            if place == 0:
                cells.append(f'<th scope="row" class="w">{text(cell)}</th>')
            else:
                cells.append(_cell(cell, side(place)))
        lines.append("<tr>" + "".join(cells) + "</tr>")
    title = f"<caption>{text(caption)}</caption>" if caption else ""
    return Html(
        f'<div class="scroll"><table class="{kind}">{title}<thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )


def _cell(cell: object, side: str) -> str:
    if isinstance(cell, Bar):
        width = 100 * min(max(cell.share, 0.0), 1.0)
        return (
            f'<td class="bar"><span class="fill {cell.kind}" style="width:{width:.1f}%"></span>'
            f"<span>{text(cell.words)}</span></td>"
        )
    if isinstance(cell, Shade):
        depth = min(max(cell.depth, 0.0), 1.0)
        # From paper to deep blue; the words turn light where the ground is dark.
        ends = ((242, 247, 251), (125, 179, 220), (8, 76, 134))
        low, high, along = (
            (ends[0], ends[1], 2 * depth) if depth < 0.5 else (ends[1], ends[2], 2 * depth - 1)
        )
        colour = ",".join(str(round(a + (b - a) * along)) for a, b in zip(low, high, strict=True))
        ink = ";color:#fff" if depth > 0.6 else ""
        return f'<td style="background:rgb({colour}){ink}">{text(cell.words)}</td>'
    return f"<td{side}>{text(cell)}</td>"


def figure(svg: Html, caption: str = "") -> Html:
    """Set a drawing into the page."""
    below = f"<figcaption>{text(caption)}</figcaption>" if caption else ""
    return Html(f"<figure>{svg}{below}</figure>")


def page(
    *, title: str, subtitle: str, top: Html, sections: Sequence[Section], foot: str, language: str
) -> str:
    """Put a page together: one file that needs no other.

    Parameters
    ----------
    title, subtitle : str
        The head of the page.
    top : Html
        What stands before the sections.
    sections : sequence of Section
        In order.
    foot : str
        The last line.
    language : str
        Code of the language, for readers' machines.

    Returns
    -------
    str
        HTML.
    """
    style = _STYLE.read_text(encoding="utf-8")
    links = "".join(
        f'<li><a href="#{section.key}">{text(section.name)}</a></li>' for section in sections
    )
    parts = [
        f'<section id="{section.key}"><div class="head">'
        f'<p class="name">{number}&ensp;{text(section.name)}</p><h2>{text(section.title)}</h2>'
        + (f'<p class="reading">{text(section.reading)}</p>' if section.reading else "")
        + f"</div>{section.body}</section>"
        for number, section in enumerate(sections, start=1)
    ]
    contents = _("Contents")
    return (
        f'<!DOCTYPE html>\n<html lang="{text(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # Nothing may be fetched, whatever stands in the data.
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'; img-src data:\">\n"
        f"<title>{text(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
        f"<header><h1>{text(title)}</h1><p>{text(subtitle)}</p></header>\n"
        f'{top}\n<nav aria-label="{text(contents)}"><ol>{links}</ol></nav>\n'
        + "\n".join(parts)
        + f"\n<footer>{text(foot)}</footer>\n</main>\n</body>\n</html>\n"
    )
