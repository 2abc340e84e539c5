"""The same money on cards, read by several estimates of breakage."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import INK, PAPER, ROLES
from casekit.words import _

__all__ = ["owed_by_estimate", "unused_money"]


@in_house_style
def owed_by_estimate(
    table: pd.DataFrame, *, ax: Axes | None = None, title: str | None = None
) -> Picture:
    """Show how much of the money on cards each estimate calls owed, and how much breakage.

    Parameters
    ----------
    table : pandas.DataFrame
        Index: name of the estimate, the last row the truth. Columns ``owed`` and ``breakage``,
        in $; every row adds up to the money on the cards.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        The finding; by default made from the data.

    Returns
    -------
    Picture

    Examples
    --------
    >>> rows = {"the count": (0.0, 300.0), "the truth": (200.0, 100.0)}
    >>> owed_by_estimate(pd.DataFrame(rows, index=["owed", "breakage"]).T).alt
    'Of $300 on cards: the count owed $0, breakage $300; the truth owed $200, breakage $100.'
    """
    figure, axes = axes_for(ax, 10.4, 0.86 * len(table) + 2.1)
    places = np.arange(len(table))[::-1]
    held = float(table.iloc[0].sum())
    start = np.zeros(len(table))
    for column, colour in (("owed", INK), ("breakage", ROLES["rule"])):
        width = table[column].to_numpy(dtype=float)
        axes.barh(places, width, 0.62, left=start, color=colour, edgecolor=PAPER)
        for place, left, size in zip(places, start, width, strict=True):
            if size > 0.09 * held:
                label_at(
                    axes, left + size / 2, float(place), f"${size:,.0f}", colour=PAPER,
                    offset=(0, 0), ha="center", edge=False, size=14,
                )  # fmt: skip
        start = start + width
    top = float(places[0]) + 0.62
    label_at(axes, 0, top, _("still owed to guests"), offset=(5, 0), size=14)
    label_at(
        axes, held, top, _("booked as breakage"), colour=ROLES["rule"], offset=(0, 0), ha="right",
        size=14,
    )  # fmt: skip
    axes.set_yticks(places, list(table.index))
    axes.set_ylim(-0.55, len(table) - 0.1)
    axes.set_xlim(0, held)
    axes.set_xlabel(_("Money on the guests' cards ($)"))
    axes.xaxis.set_major_formatter("${x:,.0f}")
    axes.grid(visible=False, axis="y")
    least = table["owed"].astype(float)
    headline(
        figure,
        title
        or _(
            "Of ${held:,.0f} on cards, {name} leaves ${low:,.0f} owed; guests will come for "
            "${truth:,.0f}"
        ).format(
            held=held, name=least.idxmin(), low=float(least.min()), truth=float(least.iloc[-1])
        ),
        ax=ax,
    )
    told = "; ".join(
        _("{name} owed ${owed:,.0f}, breakage ${kept:,.0f}").format(
            name=name, owed=row["owed"], kept=row["breakage"]
        )
        for name, row in table.iterrows()
    )
    return Picture(figure, _("Of ${held:,.0f} on cards: {told}.").format(held=held, told=told))


@in_house_style
def unused_money(
    months: pd.DataFrame, *, ax: Axes | None = None, title: str | None = None
) -> Picture:
    """Show the money on cards that is not used, month by month: right, and easily misread.

    Parameters
    ----------
    months : pandas.DataFrame
        From `casekit.cases.rewards.card_months`: ``month`` (from 0), ``loaded``, ``redeemed`` ($).
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        The finding; by default made from the data.

    Returns
    -------
    Picture

    Examples
    --------
    >>> made = pd.DataFrame({"month": [0, 1], "loaded": [100.0, 80], "redeemed": [60.0, 70]})
    >>> unused_money(made).alt
    'Unused money on cards: $40 after 1 month, $50 after 2 months.'
    """
    figure, axes = axes_for(ax, 10.2, 4.7)
    left = (months["loaded"] - months["redeemed"]).cumsum().to_numpy(dtype=float)
    number = months["month"].to_numpy() + 1
    axes.bar(number, left, width=0.74, color=ROLES["rule"])
    label_at(
        axes, float(number[-1]), left[-1], f"${left[-1]:,.0f}", colour=ROLES["rule"],
        offset=(0, 12), ha="center", size=15,
    )  # fmt: skip
    axes.set_ylim(0, 1.16 * float(left.max()))
    axes.yaxis.set_major_formatter("${x:,.0f}")
    axes.set_ylabel(_("Unused money on cards ($)"))
    axes.set_xlabel(_("Age of the programme (months)"))
    axes.grid(visible=False, axis="x")
    headline(
        figure,
        title
        or _("After {n} months guests have left ${left:,.0f} unused on their cards").format(
            n=number[-1], left=left[-1]
        ),
        ax=ax,
    )
    return Picture(
        figure,
        _("Unused money on cards: ${a:,.0f} after 1 month, ${b:,.0f} after {n} months.").format(
            a=left[0], b=left[-1], n=number[-1]
        ),
    )
