"""A small result that reads the same on a page, on a screen reader and in a terminal."""

import html
import re
import sys
from dataclasses import dataclass

__all__ = ["Card", "show"]

# Wong's colour-blind-safe palette; the word beside it says the same.
_COLOURS = {
    "good": "#009E73",
    "wrong": "#D55E00",
    "help": "#0072B2",
    "plain": "#666666",
}


@dataclass(frozen=True)
class Card:
    """Show a word, a title and some text, and perhaps a table.

    Parameters
    ----------
    tone : "good", "wrong", "help" or "plain"
        Chooses the colour of the edge.
    word : str
        Says in a word what the colour says: "Correct", "Not yet".
    title : str
    text : str
        Paragraphs divided by empty lines; lines that begin with "- " are a list, lines between
        ``` are code, and within a line `x` is code and **x** is strong.
    columns, rows : tuples
        A table below the text, if any.
    """

    tone: str
    word: str
    title: str
    text: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    def __str__(self) -> str:
        head = f"{self.word}: {self.title}" if self.title else self.word
        parts = [head]
        if self.text:
            text = re.sub(r"^```\w*\n?", "", self.text, flags=re.MULTILINE)
            parts.append(re.sub(r"\*\*([^*]+)\*\*", r"\1", text))
        if self.rows:
            parts.append(_text_table(self.columns, self.rows))
        return "\n".join(part.rstrip() for part in parts)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        head = f"<strong>{html.escape(self.word)}</strong>"
        if self.title:
            head += f": {html.escape(self.title)}"
        table = _html_table(self.columns, self.rows) if self.rows else ""
        # No background of its own: it must read in a light and in a dark theme. The classes keep
        # a dollar sign from being read as the start of a formula.
        return (
            '<div role="status" class="tex2jax_ignore mathjax_ignore" '
            f'style="border-left:6px solid {_COLOURS[self.tone]};padding:0.3em 0.9em;'
            'margin:0.3em 0;max-width:48em">'
            f"<p>{head}</p>{_html_text(self.text)}{table}</div>"
        )

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self._repr_html_()}


def show(card: Card) -> None:
    """Display a card in a notebook, print it elsewhere."""
    if "IPython" in sys.modules:
        from IPython import get_ipython
        from IPython.display import display

        if get_ipython() is not None:
            display(card)  # type: ignore[no-untyped-call]
            return
    print(card)


def _html_text(text: str) -> str:
    parts = []
    for i, block in enumerate(re.split(r"```\w*\n?", text)):
        if i % 2:
            parts.append(f"<pre><code>{html.escape(block.rstrip())}</code></pre>")
        else:
            parts += [_html_paragraph(p) for p in re.split(r"\n\s*\n", block.strip()) if p]
    return "".join(parts)


def _html_paragraph(text: str) -> str:
    lines = text.splitlines()
    if all(line.startswith("- ") for line in lines):
        return "<ul>" + "".join(f"<li>{_html_line(line[2:])}</li>" for line in lines) + "</ul>"
    return "<p>" + "<br>".join(_html_line(line) for line in lines) + "</p>"


def _html_line(line: str) -> str:
    text = re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(line, quote=False))
    return re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", text)


def _html_table(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    head = "".join(f'<th scope="col">{html.escape(c)}</th>' for c in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _text_table(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    lines = [columns, *rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(columns))]
    return "\n".join(
        "  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in lines
    )
