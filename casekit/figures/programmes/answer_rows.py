"""Rows of answers with intervals and truths: shared by the explorer and its static twin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from casekit.errors import InputError
from casekit.figures.canvas import headline, in_house_style, label_at, new_figure
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MARKERS, ROLES
from casekit.words import _

__all__ = ["AnswerRows", "answers_in_shops", "row_names"]

_REACH = (-8.0, 46.0)


def row_names() -> dict[str, str]:
    """Give the words for the five answers, from the chart to the line.

    Examples
    --------
    >>> list(row_names())
    ['naive', 'lottery', 'instrument', 'difference_in_differences', 'threshold']
    """
    return {
        "naive": _("members less others"),
        "lottery": _("the lot"),
        "instrument": _("the accident"),
        "difference_in_differences": _("changes"),
        "threshold": _("the line (gold)"),
    }


class AnswerRows:
    """Draw five answers as dots with 95% intervals, and the truth of each as a black bar.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    reach : tuple of float
        Ends of the axis, in percentage points; what lies beyond is drawn at the end.

    Examples
    --------
    >>> from casekit.figures.canvas import axes_for
    >>> rows = AnswerRows(axes_for(None)[1])
    >>> table = pd.DataFrame(
    ...     {"estimate": 0.04, "lower": 0.03, "upper": 0.05, "truth": 0.04}, index=list(row_names())
    ... )
    >>> rows.show(table)
    """

    def __init__(self, ax: Axes, reach: tuple[float, float] = _REACH) -> None:
        self._reach = reach
        self._names = list(row_names())
        self._parts: dict[str, tuple[Any, Any, Any, Any]] = {}
        for place, name in enumerate(self._names):
            height = len(self._names) - 1 - place
            wrong = name == "naive"
            colour = ROLES["rule" if wrong else "model"]
            (bar,) = ax.plot([], [], color=colour, linestyle="-", linewidth=4)
            (dot,) = ax.plot([], [], MARKERS[1 if wrong else 0], color=colour, markersize=11)
            (true,) = ax.plot([], [], color=INK, linestyle="-", linewidth=3.4)
            words = label_at(ax, 0, height, "", colour=colour, offset=(9, 0), size=12)
            self._parts[name] = (bar, dot, true, words)
        ax.set_yticks(range(len(self._names)), [row_names()[n] for n in reversed(self._names)])
        ax.tick_params(axis="y", labelcolor=INK)
        ax.set_xlim(*reach)
        ax.set_ylim(-0.6, len(self._names) - 0.2)
        ax.axvline(0, color=INK, linewidth=1.0)
        ax.grid(visible=False, axis="y")

    @property
    def moving(self) -> list[Any]:
        """Give what `show` changes, from back to front."""
        return [part for kind in zip(*self._parts.values(), strict=True) for part in kind]

    def show(self, answers: pd.DataFrame) -> None:
        """Move the rows.

        Parameters
        ----------
        answers : pandas.DataFrame
            Index as in `row_names`; ``estimate``, ``lower``, ``upper``, ``truth``, in shares of 1.
        """
        low, high = self._reach
        for place, name in enumerate(self._names):
            height = len(self._names) - 1 - place
            row = 100 * answers.loc[name, ["estimate", "lower", "upper", "truth"]].astype(float)
            at = float(np.clip(row["estimate"], low + 1, high - 1))
            bar, dot, true, words = self._parts[name]
            bar.set_data(np.clip([row["lower"], row["upper"]], low, high), [height, height])
            dot.set_data([at], [height])
            true.set_data([row["truth"], row["truth"]], [height - 0.3, height + 0.3])
            words.xy = (float(np.clip(row["upper"], at, high - 5)), height)
            words.set_text(f"{row['estimate']:.1f}")


@in_house_style
def answers_in_shops(shops: Mapping[str, pd.DataFrame], *, title: str | None = None) -> Picture:
    """Show the five answers in several shops side by side: the explorer's twin.

    Parameters
    ----------
    shops : mapping of str to pandas.DataFrame
        Name of a shop and its answers, as for `AnswerRows`.
    title : str, optional
        The finding; by default how far the chart is off in each shop.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When no shop is given.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {"estimate": 0.05, "lower": 0.03, "upper": 0.07, "truth": 0.04}, index=list(row_names())
    ... )
    >>> answers_in_shops({"a": table})  # doctest: +ELLIPSIS
    Answers in percentage points, with the truth. a: members less others 5.0 (truth 4.0), ...
    """
    if not shops:
        raise InputError(_("Give one shop or more: a mapping of names to tables of answers."))
    figure = new_figure(3.4 * len(shops) + 2.2, 5.0)
    panels = np.atleast_1d(figure.subplots(1, len(shops), sharey=True))
    told, off = [], []
    for axes, (name, answers) in zip(panels, shops.items(), strict=True):
        rows = AnswerRows(axes)
        rows.show(answers)
        axes.set_title(name, loc="left", color=INK)
        points = 100 * answers[["estimate", "truth"]].astype(float)
        said = ", ".join(
            _("{way} {a:.1f} (truth {b:.1f})").format(
                way=words, a=points["estimate"][way], b=points["truth"][way]
            )
            for way, words in row_names().items()
        )
        told.append(f"{name}: {said}")
        # The difference of what is shown, so that a reader can redo it.
        shown = points.round(1)
        off.append(float((shown["estimate"] - shown["truth"])["naive"]))
    for axes in panels[1:]:
        axes.tick_params(axis="y", labelleft=False)
    panels[len(panels) // 2].set_xlabel(
        _("What a card adds to the share of wallet (percentage points)")
    )
    headline(
        figure,
        title
        or _("The chart is off by {off} percentage points; the black bars are the truth").format(
            off=_(", ").join(f"{gap:.1f}" for gap in off)
        ),
    )
    return Picture(
        figure,
        _("Answers in percentage points, with the truth. {told}.").format(told=". ".join(told)),
    )
