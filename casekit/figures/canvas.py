"""Where a figure is drawn: a figure of its own, or Axes that the caller gives.

No figure of the course passes through pyplot, so nothing has to be closed and nothing is shown
twice in a notebook.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from itertools import pairwise
from typing import ParamSpec, TypeVar

import matplotlib.patheffects as effects
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.text import Annotation, Text

from casekit.figures.style import INK, PAPER, house_style

__all__ = ["axes_for", "headline", "in_house_style", "label_at", "new_figure", "spread"]

P = ParamSpec("P")
R = TypeVar("R")

# Inches: a title starts this far from the left edge of the figure, and ends as far from the right.
_MARGIN = 0.14


def in_house_style(draw: Callable[P, R]) -> Callable[P, R]:
    """Make a figure function draw in the house style, whatever the notebook has set.

    Parameters
    ----------
    draw : callable
        The figure function.

    Returns
    -------
    callable
        The same function; matplotlib's settings are as before when it returns.

    Examples
    --------
    >>> @in_house_style
    ... def empty():
    ...     return new_figure()
    >>> empty().get_facecolor()
    (1.0, 1.0, 1.0, 1.0)
    """

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> R:
        with house_style():
            return draw(*args, **kwargs)

    return drawn


def new_figure(width: float = 9.6, height: float = 5.6) -> Figure:
    """Make an empty figure that no global list keeps.

    Parameters
    ----------
    width, height : float
        Size in inches; a notebook shows 90 pixels an inch, and 14-point type reads on a projector.

    Returns
    -------
    Figure

    Examples
    --------
    >>> new_figure(8, 4).get_size_inches().tolist()
    [8.0, 4.0]
    """
    layout = ConstrainedLayoutEngine(w_pad=_MARGIN, h_pad=0.10)
    figure = Figure(figsize=(width, height), layout=layout)
    FigureCanvasAgg(figure)
    return figure


def axes_for(ax: Axes | None, width: float = 9.6, height: float = 5.6) -> tuple[Figure, Axes]:
    """Give the Axes to draw on: the caller's, or those of a new figure.

    Parameters
    ----------
    ax : Axes or None
        What the caller gave.
    width, height : float
        Size in inches of a new figure.

    Returns
    -------
    figure : Figure
    axes : Axes

    Examples
    --------
    >>> figure, ax = axes_for(None)
    >>> axes_for(ax)[1] is ax
    True
    """
    if ax is None:
        figure = new_figure(width, height)
        return figure, figure.subplots()
    given = ax.get_figure(root=True)
    assert given is not None
    return given, ax


def headline(figure: Figure, title: str, *, ax: Axes | None = None, note: str = "") -> None:
    """Write the finding above a figure, left-aligned and wrapped to the figure's width.

    Parameters
    ----------
    figure : Figure
        The figure to write on.
    title : str
        The finding, as a sentence.
    ax : Axes, optional
        Write above these Axes instead (they belong to a larger figure of the caller's).
    note : str
        A second, lighter line above the first Axes: which data, which period.

    Examples
    --------
    >>> figure, ax = axes_for(None)
    >>> headline(figure, "Half of the customers are silent")
    >>> figure.get_suptitle()
    'Half of the customers are silent'
    """
    if ax is not None:
        ax.set_title(title, loc="left", color=INK, fontweight="bold")
        return
    text = figure.suptitle("", x=_MARGIN / figure.get_figwidth(), ha="left")
    text.set_linespacing(1.25)
    _wrap(figure, text, title)
    if note:
        figure.axes[0].set_title(note, loc="left")


def _wrap(figure: Figure, text: Text, words: str) -> None:
    """Break a title where the figure ends, into lines of about the same length."""
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]

    def width_of(piece: str) -> float:
        text.set_text(piece)
        return float(text.get_window_extent(renderer).width)

    pieces = words.split(" ")
    widths = [width_of(piece) for piece in pieces]
    space = width_of("n n") - width_of("nn")

    def broken(room: float) -> list[str]:
        lines, used = [""], -space
        for piece, width in zip(pieces, widths, strict=True):
            if lines[-1] and used + space + width > room:
                lines.append(piece)
                used = width
            else:
                lines[-1] = f"{lines[-1]} {piece}".strip()
                used += space + width
        return lines

    room = (figure.get_figwidth() - 2 * _MARGIN) * figure.dpi
    fewest = len(broken(room))
    while len(broken(0.97 * room)) == fewest > 1:
        room *= 0.97
    text.set_text("\n".join(broken(room)))


def label_at(
    ax: Axes,
    x: float,
    y: float,
    words: str,
    *,
    colour: str = INK,
    offset: tuple[float, float] = (8, 0),
    ha: str = "left",
    va: str = "center",
    bold: bool = True,
    size: float = 13,
    edge: bool = True,
) -> Annotation:
    """Write a name beside what it names, in its colour.

    Parameters
    ----------
    ax : Axes
        Where to write.
    x, y : float
        The point that is named, in the units of the axes.
    words : str
        The name.
    colour : str
        Colour of the words.
    offset : tuple of float
        Distance from the point, in printer's points.
    ha, va : str
        Which side of the words is at that place.
    bold : bool
        Heavy type.
    size : float
        Size of the type, in points.
    edge : bool
        Whether a paper-coloured edge keeps the words readable over lines; it takes time to draw.

    Returns
    -------
    Annotation

    Examples
    --------
    >>> figure, ax = axes_for(None)
    >>> label_at(ax, 0.5, 0.5, "today").get_text()
    'today'
    """
    return ax.annotate(
        words,
        (x, y),
        xytext=offset,
        textcoords="offset points",
        color=colour,
        ha=ha,
        va=va,
        fontsize=size,
        fontweight="bold" if bold else "normal",
        path_effects=[effects.withStroke(linewidth=3.2, foreground=PAPER)] if edge else [],
        annotation_clip=False,
        zorder=6,
    )


def spread(heights: Sequence[float], gap: float) -> list[float]:
    """Move the heights of labels apart until each is a gap above the one below it.

    Parameters
    ----------
    heights : sequence of float
        Where the labels want to be.
    gap : float
        Least distance, in the same unit.

    Returns
    -------
    list of float
        In the order given.

    Examples
    --------
    >>> spread([0.5, 0.0, 0.75], gap=0.5)
    [0.5, 0.0, 1.0]
    """
    order = np.argsort(heights, kind="stable")
    moved = np.array(heights, dtype=float)
    for below, above in pairwise(order):
        moved[above] = max(moved[above], moved[below] + gap)
    return [float(height) for height in moved]
