"""Who joins: the share of customers who became members, by what they did before."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import PAPER, ROLES
from casekit.words import _

__all__ = ["who_joins"]


@in_house_style
def who_joins(
    table: pd.DataFrame,
    before: str,
    member: str = "member",
    *,
    groups: int = 5,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show the share who joined later, by the share of wallet before there was a card.

    Parameters
    ----------
    table : pandas.DataFrame
        A row a customer.
    before : str
        Column of the share of wallet before the card, as a share of 1.
    member : str
        Column of True and False.
    groups : int
        Equal groups of customers, from the lowest share to the highest; 2 or more.
    title : str, optional
        The finding; by default made from the data.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When the column has too few different values for the groups.

    Examples
    --------
    >>> table = pd.DataFrame({"before": [0.1, 0.2, 0.3, 0.4], "member": [False, False, True, True]})
    >>> who_joins(table, "before", groups=2)
    Share of customers who joined, by share of wallet before the card: 15% of wallet, 0% joined; 35% of wallet, 100% joined.
    """  # noqa: E501
    order = table[before].rank(method="first")
    if groups < 2 or len(table) < groups:
        raise InputError(
            _("{n} customers cannot be put into {groups} groups.").format(
                n=len(table), groups=groups
            )
        )
    band = pd.qcut(order, groups, labels=False)
    seen = table.groupby(band)[[before, member]].mean()
    figure, axes = axes_for(ax, 9.6, 4.9)
    places = np.arange(len(seen))
    joined = seen[member].to_numpy(float)
    axes.bar(places, joined, width=0.72, color=ROLES["model"], edgecolor=PAPER)
    for place, share in zip(places, joined, strict=True):
        label_at(
            axes, float(place), float(share), f"{share:.0%}", colour=ROLES["model"], offset=(0, 11),
            ha="center",
        )  # fmt: skip
    axes.set_xticks(places, [f"{share:.0%}" for share in seen[before]])
    axes.set_ylim(0, min(1.12, 1.2 * float(joined.max())))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.set_ylabel(_("Joined later (% of the group)"))
    axes.set_xlabel(
        _("Share of wallet BEFORE the card, mean of each fifth of customers (%)")
        if groups == 5
        else _("Share of wallet BEFORE the card, mean of each group (%)")
    )
    axes.grid(visible=False, axis="x")
    headline(
        figure,
        title
        or _(
            "Of those who bought least here before, {a:.0%} joined; of those who bought most, "
            "{b:.0%}"
        ).format(a=joined[0], b=joined[-1]),
        ax=ax,
    )
    told = "; ".join(
        _("{a:.0%} of wallet, {b:.0%} joined").format(a=share, b=part)
        for share, part in zip(seen[before], joined, strict=True)
    )
    return Picture(
        figure,
        _("Share of customers who joined, by share of wallet before the card: {told}.").format(
            told=told
        ),
    )
