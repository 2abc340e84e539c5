"""Real answers: what gets good marks, and what goes with satisfaction."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at, spread
from casekit.figures.loyalty.words import need, points
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, PAPER, ROLES
from casekit.words import _

__all__ = ["marks_and_satisfaction"]


@in_house_style
def marks_and_satisfaction(
    table: pd.DataFrame,
    *,
    overall: str = "q1",
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Set the mean mark of each question beside how closely it goes with overall satisfaction.

    Parameters
    ----------
    table : pandas.DataFrame
        A row a question: ``item``, ``statement``, ``mean``, and a column of correlations named
        as the overall question, as ``casekit.load("advertiser_satisfaction")`` has them.
    overall : str
        The question of overall satisfaction.
    title : str, optional
        The finding; by default what has the best mark and what goes most with satisfaction.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> table = pd.DataFrame({"item": ["q1", "q2", "q3"], "statement": ["overall", "price", "area"],
    ...     "mean": [6.0, 5.5, 7.8], "q1": [1.0, 0.8, 0.4]})
    >>> marks_and_satisfaction(table)
    Mean mark of 2 questions and correlation with overall satisfaction. price: 5.5, 0.80. \
area: 7.8, 0.40.
    """
    table = table.reset_index() if "item" not in table.columns else table
    need(
        table, "item", "statement", "mean", overall, maker='casekit.load("advertiser_satisfaction")'
    )
    parts = table[table["item"] != overall].sort_values(overall, ascending=False)
    marks, along = parts["mean"].to_numpy(float), parts[overall].to_numpy(float)
    names = parts["statement"].astype(str).to_list()
    figure, axes = axes_for(ax, 10.4, 5.6)
    axes.plot(marks, along, linestyle="", marker="o", color=ROLES["model"], markersize=11, zorder=7,
              markeredgecolor=PAPER)  # fmt: skip
    room = float(marks.max() - marks.min())
    gap = 0.055 * (along.max() - along.min())
    for name, mark, value, height in zip(
        names, marks, along, spread(along.tolist(), gap), strict=True
    ):
        # A name stands left of its point where the next point is too near on the right.
        near = (marks > mark) & (marks < mark + 0.4 * room) & (np.abs(along - value) < 1.2 * gap)
        right = bool(near.any())
        label_at(
            axes, mark, height, name, colour=INK, bold=False, offset=(-12 if right else 12, 0),
            ha="right" if right else "left",
        )  # fmt: skip
        if abs(height - value) > gap:
            axes.plot([mark, mark], [value, height], color=MUTED, linewidth=0.8)
    axes.set_xlim(marks.min() - 0.32 * room, marks.max() + 0.42 * room)
    low, high = float(along.min()), float(along.max())
    axes.set_ylim(low - 0.12 * (high - low), high + 0.12 * (high - low))
    axes.set_xlabel(_("Mean mark (1 poor to 10 excellent)"))
    axes.set_ylabel(_("Correlation with satisfaction (0 to 1)"))
    if title is None:
        title = _("Best mark: {best}. Closest to satisfaction: {close}").format(
            best=names[int(marks.argmax())], close=names[int(along.argmax())]
        )
    headline(figure, title, ax=ax)
    sentences = [
        f"{name}: {points(mark, 1)}, {points(value, 2)}."
        for name, mark, value in zip(names, marks, along, strict=True)
    ]
    return Picture(
        figure,
        " ".join(
            [
                _("Mean mark of {n} questions and correlation with overall satisfaction.").format(
                    n=len(parts)
                ),
                *sentences,
            ]
        ),
    )
