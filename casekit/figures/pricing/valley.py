"""Price against switching cost: the valley, and the two forces that make it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at, new_figure
from casekit.figures.picture import Picture
from casekit.figures.pricing.valley_line import COSTS, DISCOUNTS, SERVING
from casekit.figures.style import INK, MUTED, ROLES
from casekit.models.pricing import price_grid
from casekit.words import _

__all__ = ["valley", "valley_panels"]


def _money(amount: float) -> str:
    return f"${amount:,.0f}"


@in_house_style
def valley(curve: pd.DataFrame, *, title: str | None = None, ax: Axes | None = None) -> Picture:
    """Show how prices fall with lock-in before they rise, and where lock-in starts to cost.

    Parameters
    ----------
    curve : pandas.DataFrame
        As `casekit.models.pricing.price_curve` gives it, switching costs ascending from 0.
    title : str, optional
        The finding; by default made from the data.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture
        The price, and the price of firms that do not look ahead.

    Examples
    --------
    >>> from casekit.models.pricing import PriceGame, price_curve
    >>> game = PriceGame(0, price_sensitivity=0.01, cost=100)
    >>> valley(price_curve([0, 50, 100, 150], game))  # doctest: +ELLIPSIS
    Price for a year by switching cost; $300 without. ...
    """
    cost = curve["switching_cost"].to_numpy()
    price = curve["price"].to_numpy()
    harvest, base = curve["harvest_price"].to_numpy(), float(price[0])
    least = int(price.argmin())
    turn = _crossing(cost, price)
    figure, axes = axes_for(ax, 9.6, 6.0)
    depth = max(base - float(price.min()), 0.06 * base)
    top = min(float(harvest.max()), 1.18 * float(price.max()))
    axes.set_ylim(float(price.min()) - 2.6 * depth, top)
    axes.set_xlim(0, cost[-1])
    axes.axhline(base, color=MUTED, linewidth=1.4)
    edge = turn if turn is not None else cost[-1]
    axes.axvspan(0, edge, color=ROLES["gained"], alpha=0.09, linewidth=0)
    axes.axvspan(edge, cost[-1], color=ROLES["lost"], alpha=0.09, linewidth=0)
    axes.plot(cost, harvest, color=ROLES["rule"], linestyle=(0, (6, 2)))
    axes.plot(cost, price, color=ROLES["model"], linewidth=3.6)
    bottom = axes.get_ylim()[0]
    words_at = bottom + 0.05 * (top - bottom)
    label_at(
        axes,
        edge / 2,
        words_at,
        _("lock-in lowers prices"),
        colour=ROLES["gained"],
        offset=(0, 0),
        ha="center",
    )
    if turn is not None:
        label_at(
            axes,
            (edge + cost[-1]) / 2,
            words_at,
            _("lock-in raises prices"),
            colour=ROLES["lost"],
            offset=(0, 0),
            ha="center",
        )
        axes.plot([turn], [base], "D", color=INK, markersize=10, zorder=6)
        words = _("back at {price}: {s}").format(price=_money(base), s=_money(turn))
        label_at(axes, turn, base, words, offset=(12, -14))
    axes.plot([cost[least]], [price[least]], "o", color=ROLES["model"], markersize=12, zorder=6)
    label_at(
        axes,
        cost[least],
        price[least],
        _("lowest: {price} at about {s}").format(price=_money(price[least]), s=_money(cost[least])),
        colour=ROLES["model"],
        offset=(0, -20),
        ha="center",
    )
    place = int(np.searchsorted(harvest, 0.86 * top))
    label_at(
        axes,
        cost[min(place, len(cost) - 1)],
        harvest[min(place, len(cost) - 1)],
        _("firms that only harvest"),
        colour=ROLES["rule"],
        offset=(-12, 0),
        ha="right",
    )
    near = int(np.searchsorted(price, 0.86 * top)) if price.max() > 0.86 * top else len(cost) - 1
    label_at(
        axes,
        cost[near],
        price[near],
        _("firms that\nlook ahead"),
        colour=ROLES["model"],
        offset=(-12, 6),
        ha="right",
        va="bottom",
    )
    axes.set_xlabel(_("Switching cost of a customer ($)"))
    axes.set_ylabel(_("Price ($ a year)"))
    headline(figure, title or _title(cost, least, turn), ax=ax)
    alt = [
        _("Price for a year by switching cost; {price} without.").format(price=_money(base)),
        _("Lowest: {p} at {s}.").format(p=_money(price[least]), s=_money(cost[least])),
        _("At {s}: {p}.").format(p=_money(price[-1]), s=_money(cost[-1])),
        _("Firms that do not look ahead: {p} at {s}.").format(
            p=_money(harvest[-1]), s=_money(cost[-1])
        ),
    ]
    if turn is not None:
        alt.insert(2, _("Back at {p} at {s}.").format(p=_money(base), s=_money(turn)))
    return Picture(figure, " ".join(alt))


def _crossing(cost: np.ndarray, price: np.ndarray) -> float | None:
    """Give where the price comes back from below, by a straight line between points."""
    for place in range(1, len(price)):
        low, high = price[place - 1], price[place]
        if low < price[0] <= high:
            return float(np.interp(price[0], [low, high], [cost[place - 1], cost[place]]))
    return None


def _title(cost: np.ndarray, least: int, turn: float | None) -> str:
    if least == 0:
        return _("In this market every switching cost raises prices")
    if turn is None:
        return _("In this market lock-in lowers prices, most at {s}").format(s=_money(cost[least]))
    return _(
        "Up to {turn} of lock-in this market is cheaper than with none; beyond, it is dearer"
    ).format(turn=_money(turn))


@in_house_style
def valley_panels(
    discounts: Sequence[float] = (0.0, 0.5, 0.95), *, title: str | None = None
) -> Picture:
    """Show the curve for firms that look ahead not at all, somewhat, and far: the static twin.

    Parameters
    ----------
    discounts : sequence of float
        Weights of the next period's profit, of the explorer's grid.
    title : str, optional
        The finding; by default made from the data.

    Returns
    -------
    Picture

    Examples
    --------
    >>> valley_panels()  # doctest: +ELLIPSIS
    Price for a year by switching cost, three settings. Discount factor 0: lowest at $0...
    """
    figure: Figure = new_figure(11.6, 4.8)
    panels = np.atleast_1d(figure.subplots(1, len(discounts), sharey=True))
    grid = SERVING + 100 * price_grid(COSTS, DISCOUNTS)
    costs = 100 * np.array(COSTS)
    alt = [_("Price for a year by switching cost, three settings.")]
    lowest: list[float] = []
    for panel, discount in zip(panels, discounts, strict=True):
        prices = grid.loc[discount].to_numpy(dtype=float)
        least = int(prices.argmin())
        lowest.append(float(costs[least]))
        panel.axhline(prices[0], color=MUTED, linewidth=1.4)
        panel.plot(costs, prices, color=ROLES["model"], linestyle="-", linewidth=3.2)
        panel.plot(costs[least], prices[least], "v", color=ROLES["gained"], markersize=12)
        label_at(
            panel,
            costs[least],
            prices[least],
            _("lowest at {s}").format(s=_money(costs[least])),
            colour=ROLES["gained"],
            offset=(0, -18),
            ha="center" if least > 5 else "left",
        )
        panel.set_ylim(240, 460)
        panel.set_xlim(-4, costs[-1])
        panel.set_title(_("next year counts {weight:g}").format(weight=discount), loc="left")
        panel.set_xlabel(_("Switching cost ($)"))
        alt.append(
            _("Discount factor {d:g}: lowest at {s}, {at_end} at {end}.").format(
                d=discount,
                s=_money(costs[least]),
                at_end=_money(prices[-1]),
                end=_money(costs[-1]),
            )
        )
    panels[0].set_ylabel(_("Price ($ a year)"))
    if title is None:
        title = _(
            "The valley is made by firms that look ahead: its lowest point moves from {low} to "
            "about {high}"
        ).format(low=_money(lowest[0]), high=_money(lowest[-1]))
    headline(figure, title)
    return Picture(figure, " ".join(alt))
