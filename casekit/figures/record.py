"""What a figure shows, as numbers: to compare two runs by their data and not by their pixels."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.category import StrCategoryConverter
from matplotlib.collections import Collection, PathCollection, QuadMesh
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.spines import Spine
from matplotlib.text import Text
from matplotlib.ticker import FixedLocator
from numpy.typing import ArrayLike, NDArray

from casekit.words import _

__all__ = ["figure_data", "same_figure_data"]

# Longer series are kept as a summary, so that a notebook does not carry its data twice.
_KEPT_WHOLE = 64
_SAMPLES = 24


def figure_data(figure: Figure) -> dict[str, Any]:
    """Record what a figure shows: titles, axes and the numbers behind every mark.

    Parameters
    ----------
    figure : Figure
        A figure that is drawn.

    Returns
    -------
    dict
        Ready for JSON. ``title``; ``panels``, each with ``title``, ``x`` and ``y`` (``label``,
        ``scale``, ``categorical``, and ``categories`` where the axis has them), ``marks``
        (``kind``, ``label`` and series of numbers) and ``texts``. A series longer than 64 numbers
        is given as its length, sum, sum of squares, extremes and 24 of its values.

    Examples
    --------
    >>> figure = Figure()
    >>> ax = figure.subplots()
    >>> _line = ax.plot([0, 1], [2, 3])
    >>> _label = ax.set_xlabel("Silence (weeks)")
    >>> panel = figure_data(figure)["panels"][0]
    >>> panel["x"]["label"], panel["marks"][0]["y"]
    ('Silence (weeks)', [2.0, 3.0])
    """
    panels = [_panel(ax) for ax in figure.axes if ax.get_visible()]
    return {"title": figure.get_suptitle(), "panels": panels}


def same_figure_data(a: dict[str, Any], b: dict[str, Any], rtol: float = 1e-6) -> list[str]:
    """Compare the records of two figures and say in words where they differ.

    Parameters
    ----------
    a, b : dict
        What `figure_data` gave, now or in a stored notebook.
    rtol : float
        Numbers agree within this share of the largest number of their series.

    Returns
    -------
    list of str
        One sentence a difference; empty when the figures show the same.

    Examples
    --------
    >>> same_figure_data({"title": "Up"}, {"title": "Down"})
    ["title: 'Up' became 'Down'"]
    >>> same_figure_data({"y": [1.0, 2.0]}, {"y": [1.0, 2.0000000001]})
    []
    """
    return list(_differences("", a, b, rtol))


def _differences(place: str, a: Any, b: Any, rtol: float) -> Iterator[str]:
    if isinstance(a, dict) and isinstance(b, dict):
        for key in dict.fromkeys([*a, *b]):
            inner = f"{place}.{key}" if place else str(key)
            yield from _differences(inner, a.get(key), b.get(key), rtol)
    elif _is_series(a) and _is_series(b) and len(a) == len(b):
        size = max((abs(value) for value in [*a, *b] if value is not None), default=0.0)
        for place_in_series, (one, other) in enumerate(zip(a, b, strict=True)):
            if not _close(one, other, rtol, rtol * size):
                yield _became(f"{place}[{place_in_series}]", one, other)
                return  # one sentence a series is enough to find it
    elif isinstance(a, list) and isinstance(b, list):
        if len(a) != len(b):
            yield _("{place}: {before} entries became {after}").format(
                place=place, before=len(a), after=len(b)
            )
            return
        for index, (one, other) in enumerate(zip(a, b, strict=True)):
            yield from _differences(f"{place}[{index}]", one, other, rtol)
    elif _is_number(a) and _is_number(b):
        if not _close(a, b, rtol, 0.0):
            yield _became(place, a, b)
    elif a != b:
        yield _became(place, a, b)


def _became(place: str, a: Any, b: Any) -> str:
    return _("{place}: {before} became {after}").format(
        place=place, before=_brief(a), after=_brief(b)
    )


def _brief(value: Any) -> str:
    words = repr(value)
    return words if len(words) <= 60 else words[:57] + "..."


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_series(value: Any) -> bool:
    return isinstance(value, list) and all(item is None or _is_number(item) for item in value)


def _close(a: float | None, b: float | None, rtol: float, atol: float) -> bool:
    if a is None or b is None:
        return a is b
    return isclose(a, b, rel_tol=rtol, abs_tol=atol)


def _panel(ax: Axes) -> dict[str, Any]:
    marks = [mark for artist in ax.get_children() for mark in _marks(ax, artist)]
    words = [child.get_text() for child in ax.get_children() if isinstance(child, Text)]
    titles = [ax.get_title(loc=place) for place in ("left", "center", "right")]
    return {
        "title": " ".join(title for title in titles if title),
        "x": _axis(ax.xaxis),
        "y": _axis(ax.yaxis),
        "marks": marks,
        "texts": [text for text in words if text and text not in titles],
    }


def _axis(axis: Axis) -> dict[str, Any]:
    categories: list[str] = []
    by_name = isinstance(axis.get_converter(), StrCategoryConverter)
    if by_name or isinstance(axis.get_major_locator(), FixedLocator):
        places = list(axis.get_majorticklocs())
        categories = axis.get_major_formatter().format_ticks(places)
    # Numbers written by hand on the ticks of a measured axis do not make it one of categories.
    categorical = any(name and not _reads_as_number(name) for name in categories)
    record: dict[str, Any] = {
        "label": axis.get_label_text(),
        "scale": axis.get_scale(),
        "shown": axis.get_visible() and axis.axes.axison,
        "categorical": categorical,
    }
    if categorical:
        record["categories"] = categories
    return record


def _reads_as_number(words: str) -> bool:
    try:
        float(words.strip().rstrip("%").replace("\N{MINUS SIGN}", "-").replace(",", ""))
    except ValueError:
        return False
    return True


def _marks(ax: Axes, artist: object) -> Iterator[dict[str, Any]]:
    """Give the record of one artist, or nothing when it is no mark of data."""
    if artist is ax.patch or isinstance(artist, Spine):
        return
    if isinstance(artist, Artist) and not artist.get_visible():
        return
    if isinstance(artist, Line2D):
        x, y = artist.get_xdata(orig=False), artist.get_ydata(orig=False)
        yield _mark("line", artist, x=x, y=y)
    elif isinstance(artist, QuadMesh | AxesImage):
        # Values of a heat map; its edges are on the axes' limits.
        yield _mark(
            "map", artist, values=artist.get_array(), limits=[*ax.get_xlim(), *ax.get_ylim()]
        )
    elif isinstance(artist, ContourSet):
        # Points of a contour may differ in number between processors: its levels do not.
        yield _mark("contours", artist, levels=list(artist.levels))
    elif isinstance(artist, PathCollection):
        points = np.asarray(artist.get_offsets(), dtype=float)
        yield _mark(
            "points", artist, x=points[:, 0], y=points[:, 1], sizes=_unless_one(artist.get_sizes())
        )
    elif isinstance(artist, Collection):
        paths = [path.vertices for path in artist.get_paths()]
        points = np.concatenate(paths) if paths else np.empty((0, 2))
        yield _mark("area", artist, x=points[:, 0], y=points[:, 1])
    elif isinstance(artist, Rectangle):
        yield _mark(
            "bar",
            artist,
            box=[artist.get_x(), artist.get_y(), artist.get_width(), artist.get_height()],
        )
    elif isinstance(artist, Patch):
        points = np.asarray(artist.get_path().vertices, dtype=float)
        yield _mark("shape", artist, x=points[:, 0], y=points[:, 1])


def _unless_one(sizes: ArrayLike) -> ArrayLike:
    values = np.unique(np.asarray(sizes, dtype=float))
    return [] if len(values) <= 1 else sizes


def _mark(kind: str, artist: object, **series: ArrayLike | None) -> dict[str, Any]:
    label = str(getattr(artist, "get_label", str)())
    record: dict[str, Any] = {"kind": kind}
    if label and not label.startswith("_"):
        record["label"] = label
    return record | {name: _series(values) for name, values in series.items() if values is not None}


def _series(values: ArrayLike) -> list[float | None] | dict[str, Any]:
    """Round a series to ten digits; summarise it when it is long."""
    numbers: NDArray[np.float64] = np.ma.filled(np.ma.asarray(values, dtype=float), np.nan).ravel()
    if len(numbers) <= _KEPT_WHOLE:
        return [_rounded(value) for value in numbers]
    known = numbers[np.isfinite(numbers)]
    picked = np.linspace(0, len(numbers) - 1, _SAMPLES).round().astype(int)
    return {
        "length": len(numbers),
        "missing": len(numbers) - len(known),
        "sum": _rounded(known.sum()),
        "squares": _rounded((known**2).sum()),
        "extremes": [_rounded(known.min()), _rounded(known.max())] if len(known) else [],
        "samples": [_rounded(value) for value in numbers[picked]],
    }


def _rounded(value: float) -> float | None:
    # Ten digits: enough to see a change, few enough that another processor writes the same.
    return float(f"{value:.10g}") if np.isfinite(value) else None
