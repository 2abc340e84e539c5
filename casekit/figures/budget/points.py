"""Five points of retention: what they are worth, and what they cost."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes

from casekit.figures.budget.money import dollars
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import DASHES, HATCHES, INK, MUTED, ROLES
from casekit.models.budget import CustomerEquity
from casekit.words import _

__all__ = ["worth_and_price_of_points"]


@in_house_style
def worth_and_price_of_points(
    market: CustomerEquity,
    retention_spend: float,
    *,
    points: float = 0.05,
    highest: float = 0.06,
    ax: Axes | None = None,
    title: str | None = None,
) -> Picture:
    """Show what more retention would be worth as a gift, and what it costs to buy.

    Parameters
    ----------
    market : CustomerEquity
        How customers respond to money spent on keeping them.
    retention_spend : float
        What is spent today, per customer and year.
    points : float
        The gain that is asked about: 0.05 is five percentage points.
    highest : float
        Right end of the figure.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        The finding; by default made from the data.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.models.budget import blattberg_deighton_markets
    >>> markets = blattberg_deighton_markets()
    >>> worth_and_price_of_points(markets["balanced"], 20)
    From 55.9%, 5.0 points are worth $17 per member as a gift and cost $11 to buy: gain $5.81.
    >>> worth_and_price_of_points(markets["sticky"], 10.8)
    From 89.6%, 5.0 points are worth $158 per member as a gift; the ceiling of 90.0% puts them out of reach.
    """  # noqa: E501
    figure, axes = axes_for(ax, 10.4, 5.6)
    worth, curve = market.worth, market.retention
    base = float(curve.at(retention_spend))
    here = float(worth.at(retention_spend))
    earns = market.margin * worth.growth - retention_spend
    gains = np.linspace(0, highest, 241)
    gift = earns / (worth.growth - base - gains) - here
    axes.plot(100 * gains, gift, color=ROLES["gained"], linestyle="-")
    label_at(axes, 100 * highest, gift[-1], _("worth,\nas a gift"), colour=ROLES["gained"])
    reachable = gains[base + gains < curve.ceiling - 1e-6]
    needed = np.asarray(curve.spend_for(base + reachable), float)
    price = (needed - retention_spend) / (worth.growth - base - reachable)
    top = 1.25 * float(gift[-1])
    shown = price <= top
    axes.plot(100 * reachable[shown], price[shown], color=ROLES["lost"], linestyle=DASHES[1])
    room = curve.ceiling - base
    if room < highest:
        axes.axvspan(
            100 * room,
            100 * highest,
            facecolor="none",
            edgecolor=MUTED,
            hatch=HATCHES[1],
            alpha=0.5,
        )
        label_at(
            axes,
            100 * (room + highest) / 2,
            0.9 * top,
            _("above the ceiling of {share:.1%}:\nno money buys it").format(share=curve.ceiling),
            colour=INK,
            offset=(0, 0),
            ha="center",
        )
    last = int(np.flatnonzero(shown)[-1])
    at_edge = room < highest
    label_at(
        axes,
        100 * reachable[last],
        price[last],
        _("price"),
        colour=ROLES["lost"],
        offset=(12, -8) if at_edge else (8, 0),
        ha="left",
    )
    axes.axvline(100 * points, color=INK, linewidth=1.3, linestyle=(0, (2, 2)))
    axes.set_xlim(0, 117 * highest)
    axes.set_ylim(0, top)
    axes.set_xlabel(_("Further members who stay (percentage points a year)"))
    axes.set_ylabel(_("Per member, all years, discounted ($)"))
    words, finding = _story(market, retention_spend, points)
    headline(figure, title or finding, ax=ax)
    return Picture(figure, words)


def _story(market: CustomerEquity, spend: float, points: float) -> tuple[str, str]:
    worth, curve = market.worth, market.retention
    base = float(curve.at(spend))
    left = worth.growth - base - points
    if left <= 0:
        gift = math.inf
    else:
        gift = (market.margin * worth.growth - spend) / left - float(worth.at(spend))
    told = {"base": base, "points": 100 * points, "gift": dollars(gift)}
    if base + points >= curve.ceiling:
        told["ceiling"] = curve.ceiling
        return (
            _(
                "From {base:.1%}, {points:.1f} points are worth {gift} per member as a gift; the "
                "ceiling of {ceiling:.1%} puts them out of reach."
            ).format(**told),
            _("{points:.0f} points would be worth {gift} per member, and cannot be bought").format(
                **told
            ),
        )
    cost = (float(curve.spend_for(base + points)) - spend) / left
    told |= {"cost": dollars(cost), "net": dollars(gift - cost)}
    return (
        _(
            "From {base:.1%}, {points:.1f} points are worth {gift} per member as a gift and cost "
            "{cost} to buy: gain {net}."
        ).format(**told),
        _("{points:.0f} points are worth {gift} per member and cost {cost}").format(**told),
    )
