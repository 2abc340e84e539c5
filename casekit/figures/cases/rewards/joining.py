"""What the app changed: the chart, the change, the twins, and the truth."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import INK, PAPER, ROLES
from casekit.words import _

__all__ = ["joining_answers"]


@in_house_style
def joining_answers(
    answers: pd.DataFrame, *, ax: Axes | None = None, title: str | None = None
) -> Picture:
    """Show several answers to what joining changed, each with its interval, and the truth.

    Parameters
    ----------
    answers : pandas.DataFrame
        Index: name of the answer, the chart first. Columns ``change``, ``low`` and ``high`` as
        shares of spending, and ``truth`` (missing where no truth belongs to the row).
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        The finding; by default made from the data.

    Returns
    -------
    Picture

    Examples
    --------
    >>> rows = {"chart": (0.6, 0.5, 0.7, 0.1), "twins": (0.1, 0.05, 0.15, 0.1)}
    >>> joining_answers(pd.DataFrame(rows, index=["change", "low", "high", "truth"]).T).alt
    'Change of spending: chart 60% (50% to 70%), truth 10%; twins 10% (5% to 15%), truth 10%.'
    """
    figure, axes = axes_for(ax, 10.4, 0.72 * len(answers) + 2.0)
    places = np.arange(len(answers))[::-1]
    for number, (place, (_name, row)) in enumerate(zip(places, answers.iterrows(), strict=True)):
        colour = ROLES["rule"] if number == 0 else ROLES["model"]
        axes.errorbar(
            100 * row["change"],
            place,
            xerr=[[100 * (row["change"] - row["low"])], [100 * (row["high"] - row["change"])]],
            color=colour,
            marker="s" if number == 0 else "o",
            markersize=11,
            elinewidth=3,
        )
        label_at(
            axes, 100 * row["change"], float(place), f"{row['change']:+.0%}", colour=colour,
            offset=(0, 17), ha="center", size=14,
        )  # fmt: skip
        if np.isfinite(row["truth"]):
            axes.plot(
                100 * row["truth"], place, marker="D", markersize=10, color=PAPER,
                markeredgecolor=INK, markeredgewidth=2, zorder=5,
            )  # fmt: skip
    axes.axvline(0, color=INK, linewidth=1.2)
    axes.set_yticks(places, list(answers.index))
    axes.set_ylim(-0.6, len(answers) - 0.3)
    axes.set_xlabel(_("Change of spending that is read as the app's doing (%)"))
    axes.grid(visible=False, axis="y")
    axes.text(
        0.99, 0.03, _("diamond: the truth; line: 95% interval"), transform=axes.transAxes,
        ha="right", color=INK, fontsize=13,
    )  # fmt: skip
    chart, fair = answers["change"].iloc[0], answers["change"].iloc[1:]
    headline(
        figure,
        title
        or _("Users spend {chart:.0%} more than others; the app made {truth:.0%}").format(
            chart=chart,
            truth=float(answers["truth"].dropna().iloc[0])
            if answers["truth"].notna().any()
            else float(fair.iloc[-1]),
        ),
        ax=ax,
    )
    told = "; ".join(
        _("{name} {change:.0%} ({low:.0%} to {high:.0%})").format(
            name=name, change=row["change"], low=row["low"], high=row["high"]
        )
        + (
            _(", truth {truth:.0%}").format(truth=row["truth"])
            if row["truth"] == row["truth"]
            else ""
        )
        for name, row in answers.iterrows()
    )
    return Picture(figure, _("Change of spending: {told}.").format(told=told))
