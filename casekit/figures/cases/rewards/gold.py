"""Where the line of Gold lies, and whom it pays."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at, spread
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, ROLES
from casekit.words import _

__all__ = ["gold_lines"]

_LOOK = {
    "light": (ROLES["gained"], "o", "-"),
    "medium": (ROLES["model"], "s", (0, (6, 2))),
    "heavy": (ROLES["lost"], "^", (0, (2, 1.4))),
    "all": (INK, "D", "-"),
}


@in_house_style
def gold_lines(
    table: pd.DataFrame,
    *,
    today: float,
    asked: float,
    ax: Axes | None = None,
    title: str | None = None,
) -> Picture:
    """Show what each line of a tier earns in a year, by kind of guest and in all.

    Parameters
    ----------
    table : pandas.DataFrame
        From `casekit.cases.rewards.tier_thresholds` with ``by_type=True``: index ``stars, type``;
        ``profit`` in $ a year.
    today, asked : float
        The line of today and the one that is asked for, in Stars.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        The finding; by default made from the data.

    Returns
    -------
    Picture

    Examples
    --------
    >>> index = pd.MultiIndex.from_product([[200, 500], ["light", "heavy", "all"]],
    ...                                    names=["stars", "type"])
    >>> made = pd.DataFrame({"profit": [900.0, -400, 500, 0, -400, -400]}, index=index)
    >>> gold_lines(made, today=500, asked=200).alt
    'Profit a year by line: 200 Stars: light $900, heavy -$400, all $500; 500 Stars: light $0, heavy -$400, all -$400.'
    """  # noqa: E501
    profit = table["profit"].unstack("type")
    kinds = [kind for kind in _LOOK if kind in profit]
    figure, axes = axes_for(ax, 10.8, 5.8)
    places = np.arange(len(profit))
    ends = spread(
        [float(profit[kind].iloc[-1]) for kind in kinds],
        0.08 * float(np.ptp(profit[kinds].to_numpy())),
    )
    for kind, end in zip(kinds, ends, strict=True):
        colour, marker, dash = _LOOK[kind]
        axes.plot(
            places, profit[kind], color=colour, marker=marker, linestyle=dash,
            linewidth=3.4 if kind == "all" else 2.2,
        )  # fmt: skip
        label_at(axes, float(places[-1]), end, _names()[kind], colour=colour, offset=(14, 0))
    axes.plot(places[[0, -1]], [0, 0], color=INK, linewidth=1, linestyle="-", zorder=1)
    low, high = float(profit[kinds].min().min()), float(profit[kinds].max().max())
    axes.set_ylim(low - 0.10 * (high - low), high + 0.26 * (high - low))
    for line, words in ((today, _("today")), (asked, _("asked for"))):
        place = float(np.flatnonzero(profit.index == line)[0])
        axes.axvline(place, color=MUTED, linewidth=1.6, linestyle=(0, (4, 3)))
        label_at(
            axes, place, high + 0.18 * (high - low), words, colour=MUTED, offset=(0, 0),
            ha="center", bold=False,
        )  # fmt: skip
    axes.set_xticks(places, [f"{stars:g}" for stars in profit.index])
    axes.set_xlim(-0.4, len(profit) + 0.9)
    axes.yaxis.set_major_formatter(lambda x, _place: _dollars(x))
    axes.set_xlabel(_("Line of Gold (Stars in a year; not to scale)"))
    axes.set_ylabel(_("Left of the margin ($ a year)"))
    axes.grid(visible=False, axis="x")
    best = profit["all"].idxmax()
    pattern = _(
        "From {today:g} Stars Gold leaves {now} a year, from {asked:g} {then}, from {best:g}, the "
        "best of these lines, {top}"
    )
    if best == today:
        pattern = _(
            "Today's line of {today:g} Stars is the best of these: it leaves {now} a year, the "
            "line asked for {then}"
        )
    headline(
        figure,
        title
        or pattern.format(
            best=best,
            top=_dollars(profit["all"].max()),
            today=today,
            now=_dollars(float(profit["all"][today])),
            asked=asked,
            then=_dollars(float(profit["all"][asked])),
        ),
        ax=ax,
    )
    told = "; ".join(
        _("{stars:g} Stars: {parts}").format(
            stars=stars, parts=", ".join(f"{kind} {_dollars(row[kind])}" for kind in kinds)
        )
        for stars, row in profit.iterrows()
    )
    return Picture(figure, _("Profit a year by line: {told}.").format(told=told))


def _dollars(money: float) -> str:
    return f"{'-' if round(money) < 0 else ''}${abs(money):,.0f}"


def _names() -> dict[str, str]:
    return {
        "light": _("light guests"),
        "medium": _("medium guests"),
        "heavy": _("heavy guests"),
        "all": _("all together"),
    }
