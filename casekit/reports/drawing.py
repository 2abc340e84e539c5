"""Drawings for a page: a picture as inline SVG, whose letters are the page's own."""

import re
from html import escape
from io import StringIO

import matplotlib as mpl

from casekit.figures.picture import Picture
from casekit.figures.style import house_style
from casekit.reports.page import Html

__all__ = ["svg_of"]


def svg_of(picture: Picture, name: str) -> Html:
    """Turn a picture into SVG for a page; its title is left to the page.

    Parameters
    ----------
    picture : Picture
        A figure with words for those who cannot see it.
    name : str
        Name of the drawing, different for each on a page.

    Returns
    -------
    Html
        The same bytes for the same figure: no date, no random names.

    Examples
    --------
    >>> from casekit.figures.reports import spend_concentration
    >>> svg = svg_of(spend_concentration([0, 0.2, 1], [0, 0.8, 1]), "lorenz")
    >>> svg[:4], "aria-label" in svg
    ('<svg', True)
    """
    figure = picture.figure
    figure.suptitle("")
    buffer = StringIO()
    with house_style(), mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": name}):
        figure.savefig(
            buffer,
            format="svg",
            transparent=True,
            metadata={"Date": None, "Creator": None, "Format": None, "Type": None},
        )
    drawn = buffer.getvalue()
    drawn = drawn[drawn.index("<svg") :]
    drawn = re.sub(r"<metadata>.*?</metadata>", "", drawn, flags=re.DOTALL)
    # Names of parts would repeat from drawing to drawing; nothing refers to them.
    drawn = re.sub(r'(<\w+) id="[\w.]+_\d+"', r"\1", drawn)
    drawn = re.sub(r"<!--.*?-->\s*", "", drawn, flags=re.DOTALL)
    drawn = re.sub(r"font-family: [^;\"]*;? ?", "", drawn)
    # The page's own letters, which include Chinese ones; widths were measured with wider ones.
    drawn = re.sub(r"font: (?:(\d+|bold) )?([\d.]+px) [^;\"]*", _font, drawn)
    box = re.search(r'viewBox="[^"]*"', drawn)
    words = escape(picture.alt, quote=True)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box[0] if box else ""} role="img"'
    start = drawn.index(">") + 1
    drawn = re.sub(r"\n\s*", "\n", drawn[start:])
    return Html(f'{head} aria-label="{words}"><title>{words}</title>{drawn.strip()}')


def _font(match: re.Match[str]) -> str:
    weight, size = match.groups()
    return f"font-size: {size}" + (f"; font-weight: {weight}" if weight else "")
