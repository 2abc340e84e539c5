"""Five answers to one question: what did the card change? Beside them the truth."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MARKERS, ROLES
from casekit.words import _

__all__ = ["answers_beside_truth"]


@in_house_style
def answers_beside_truth(
    answers: pd.DataFrame,
    *,
    names: dict[str, str] | None = None,
    naive: str = "naive",
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show several answers to one question, each with its interval, and the truth of each.

    Parameters
    ----------
    answers : pandas.DataFrame
        A row an answer, index its name: ``estimate``, ``lower``, ``upper`` (shares of the wallet;
        0.04 is 4 points) and, where it is known, ``truth``: what this answer should have been.
    names : dict of str to str, optional
        Words for the rows; by default those of the five answers, and the index where it has none.
    naive : str
        The row of the comparison that does not ask who joined.
    title : str, optional
        The finding; by default made from the data.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture
        Dots with 95% intervals, in points of the share of wallet; black bars are truths.

    Examples
    --------
    >>> answers = pd.DataFrame(
    ...     {"estimate": [0.18, 0.04], "lower": [0.17, 0.03], "upper": [0.19, 0.05],
    ...      "truth": [0.04, 0.04]},
    ...     index=["naive", "by lot"],
    ... )
    >>> answers_beside_truth(answers)
    Points of the share of wallet that a card adds. the chart: members less others: 18.0 (17.0 to 19.0), truth 4.0. by lot: 4.0 (3.0 to 5.0), truth 4.0.
    """  # noqa: E501
    words = names or _default_names()
    known = [name for name in words if name in answers.index]
    answers = answers.loc[[*known, *(name for name in answers.index if name not in known)]]
    figure, axes = axes_for(ax, 10.8, 0.92 * len(answers) + 1.9)
    points = answers[["estimate", "lower", "upper"]] * 100
    truths = answers["truth"] * 100 if "truth" in answers else None
    told = []
    for place, (name, row) in enumerate(points.iterrows()):
        height = len(points) - 1 - place
        wrong = name == naive
        colour = ROLES["rule"] if wrong else ROLES["model"]
        marker = MARKERS[1] if wrong else MARKERS[0]
        axes.plot(
            [row["lower"], row["upper"]], [height, height], color=colour, linestyle="-", linewidth=4
        )
        axes.plot([row["estimate"]], [height], marker, color=colour, markersize=13)
        said = _("{name}: {a:.1f} ({b:.1f} to {c:.1f})").format(
            name=words.get(str(name), str(name)).replace("\n", " "),
            a=row["estimate"],
            b=row["lower"],
            c=row["upper"],
        )
        if truths is not None:
            truth = float(truths[str(name)])
            axes.plot(
                [truth, truth],
                [height - 0.34, height + 0.34],
                color=INK,
                linestyle="-",
                linewidth=3.4,
            )
            said += _(", truth {x:.1f}").format(x=truth)
        label_at(
            axes, row["upper"], height, f"{row['estimate']:.1f}", colour=colour, offset=(10, 0)
        )
        told.append(said)
    axes.set_yticks(
        range(len(points)), [words.get(str(name), str(name)) for name in reversed(points.index)]
    )
    axes.tick_params(axis="y", labelcolor=INK)
    low = min(0.0, float(points["lower"].min()))
    high = float(points["upper"].max())
    axes.set_xlim(low - 0.04 * (high - low), high + 0.1 * (high - low))
    axes.set_ylim(-0.6, len(points) - 0.25)
    axes.axvline(0, color=INK, linewidth=1.0)
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda v, _p: f"{v:g}"))
    axes.set_xlabel(_("What a card adds to the share of wallet (percentage points)"))
    axes.grid(visible=False, axis="y")
    if truths is not None:
        top = len(points) - 1
        label_at(
            axes,
            float(truths.iloc[0]),
            top + 0.34,
            _("the truth"),
            offset=(0, 10),
            ha="center",
        )
        axes.set_ylim(-0.6, top + 0.85)
    headline(figure, title or _title(points, truths, naive), ax=ax)
    return Picture(
        figure,
        _("Points of the share of wallet that a card adds. {told}.").format(told=". ".join(told)),
    )


def _default_names() -> dict[str, str]:
    return {
        "naive": _("the chart:\nmembers less others"),
        "lottery": _("the lot: those whom\nthe letter brought in"),
        "instrument": _("the accident: those whom\nthe short way brought in"),
        "difference_in_differences": _("changes:\nall members"),
        "threshold": _("the line:\ngold, for those at the line"),
    }


def _title(points: pd.DataFrame, truths: pd.Series | None, naive: str) -> str:
    others = points.drop(index=naive, errors="ignore")
    low, high = float(others["estimate"].min()), float(others["estimate"].max())
    if naive not in points.index:
        return _("The answers: {low:.1f} to {high:.1f} points").format(low=low, high=high)
    wrong = float(points["estimate"][naive])
    if truths is None:
        return _(
            "Members differ by {wrong:.1f} points; the other answers say {low:.1f} to {high:.1f}"
        ).format(wrong=wrong, low=low, high=high)
    held = int(
        np.sum(
            (others["lower"] <= truths[others.index]) & (truths[others.index] <= others["upper"])
        )
    )
    words = (
        _(
            "The chart says {wrong:.1f} percentage points for a card, the truth is {truth:.1f}; "
            "all {n} other intervals hold their truths"
        )
        if held == len(others)
        else _(
            "The chart says {wrong:.1f} percentage points for a card, the truth is {truth:.1f}; of "
            "the {n} other intervals {held} hold their truths"
        )
    )
    return words.format(wrong=wrong, held=held, n=len(others), truth=float(truths[naive]))
