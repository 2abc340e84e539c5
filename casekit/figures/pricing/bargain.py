"""Bargain, then rip-off; and what a lead in market share does to the price."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib.patheffects as effects
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at, new_figure
from casekit.figures.picture import Picture
from casekit.figures.style import HATCHES, INK, MUTED, PAPER, ROLES
from casekit.models.pricing import PriceGameResults, TwoPeriodPrices
from casekit.words import _

__all__ = ["bargain_then_ripoff", "counter_moves", "melting_lead"]


def _money(amount: float) -> str:
    return f"−${-amount:,.0f}" if amount <= -0.5 else f"${abs(amount):,.0f}"


def _cents(amount: float) -> str:
    """Write money with cents where there are any, so that a reader can add up."""
    words = f"${abs(amount):,.2f}".removesuffix(".00")
    return f"−{words}" if amount <= -0.005 else words


@in_house_style
def bargain_then_ripoff(
    markets: Mapping[str, TwoPeriodPrices], *, title: str | None = None, ax: Axes | None = None
) -> Picture:
    """Show what customers pay when they come and when they stay, against the cost.

    Parameters
    ----------
    markets : mapping of str to TwoPeriodPrices
        Name of each market, and its prices.
    title : str, optional
        The finding; by default made from the data.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.models.pricing import two_period_prices
    >>> bargain_then_ripoff({"Lark": two_period_prices(100, 40, 0.9)})
    Cost $100. Lark: first year $64, second year $140, profit over both $0.
    """
    names, prices = list(markets), list(markets.values())
    figure, axes = axes_for(ax, 9.6, 5.4)
    places = np.arange(len(names)) * 2.6
    first = [price.first for price in prices]
    second = [price.second for price in prices]
    cost = prices[0].cost
    axes.bar(places, first, width=0.9, color=ROLES["gained"], hatch=HATCHES[1], edgecolor="white")
    axes.bar(places + 1, second, width=0.9, color=ROLES["lost"], edgecolor="white")
    axes.axhline(0, color=MUTED, linewidth=1.0)
    right = places[-1] + 1.6
    axes.plot([-0.6, right], [cost, cost], color=INK, linewidth=1.8, linestyle=(0, (4, 2)))
    label_at(axes, right, cost, _("cost {c}").format(c=_cents(cost)), offset=(6, 0))
    gap = 0.02 * max(second)
    for at, price in zip(places, prices, strict=True):
        for place, amount in ((at, price.first), (at + 1, price.second)):
            # Inside the bar where it is tall enough, unless the line of cost would cross it.
            room = 0.14 * max(second)
            tall = amount > room and not 0 <= amount - cost < room
            axes.text(
                place,
                amount - gap if tall else max(amount, 0) + gap,
                _cents(amount),
                ha="center",
                va="top" if tall else "bottom",
                color=PAPER if tall else INK,
                fontsize=15,
                fontweight="bold",
                path_effects=[
                    effects.withStroke(
                        linewidth=3.0, foreground=ROLES["gained" if place == at else "lost"]
                    )
                ]
                if tall
                else [],
            )
    ticks = [place + side for place in places for side in (0, 1)]
    words = [_("year 1:\nnew"), _("year 2:\nstays")] * len(names)
    axes.set_xticks(ticks, words)
    if len(names) > 1:
        for at, name in zip(places, names, strict=True):
            axes.annotate(
                name,
                (at + 0.5, -0.19),
                xycoords=("data", "axes fraction"),
                ha="center",
                va="top",
                fontsize=14,
                fontweight="bold",
                annotation_clip=False,
            )
    axes.set_xlim(-0.7, right + 0.25 * len(names) + 0.35)
    low = min(0.0, *first)
    axes.set_ylim(1.2 * low, 1.06 * max(second))
    axes.set_ylabel(_("Price for a year ($)"))
    axes.grid(visible=False, axis="x")
    headline(figure, title or _bargain_title(prices), ax=ax)
    alt = [_("Cost {c}.").format(c=_cents(cost))]
    alt += [
        _("{name}: first year {first}, second year {second}, profit over both {profit}.").format(
            name=name,
            first=_cents(price.first),
            second=_cents(price.second),
            profit=_cents(price.profit),
        )
        for name, price in markets.items()
    ]
    return Picture(figure, " ".join(alt))


def _bargain_title(prices: list[TwoPeriodPrices]) -> str:
    price = prices[0]
    if abs(price.profit) < 0.005 and len(prices) == 1:
        return _(
            "{gain} too much from those who stay, {gift} too little from newcomers: profit $0"
        ).format(gain=_cents(price.second - price.cost), gift=_cents(price.cost - price.first))
    return _("The higher the price to those who stay, the lower the price to newcomers")


@in_house_style
def melting_lead(
    results: PriceGameResults, *, start: float = 0.8, periods: int = 6, title: str | None = None
) -> Picture:
    """Show prices by market share, and how long a lead lasts.

    Parameters
    ----------
    results : PriceGameResults
        The solved game.
    start : float
        Share of the leader in year 0.
    periods : int
        How many years to follow.
    title : str, optional
        The finding; by default made from the data.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.models.pricing import PriceGame
    >>> melting_lead(PriceGame(75, price_sensitivity=0.01, cost=100).solve())  # doctest: +ELLIPSIS
    With a share of 80% the leader charges $285, the rival $251. ...
    """
    figure = new_figure(11.6, 5.0)
    left, right = figure.subplots(1, 2)
    shares = np.linspace(0, 1, 101)
    left.plot(shares, np.asarray(results.price(shares)), color=ROLES["model"], linestyle="-")
    leader, rival = float(results.price(start)), float(results.price(1 - start))
    left.plot([start], [leader], "o", color=INK, markersize=11)
    left.plot([1 - start], [rival], "s", color=INK, markersize=11)
    words = _("leader {price}").format(price=_money(leader))
    label_at(left, start, leader, words, offset=(0, -20), ha="center")
    words = _("rival {price}").format(price=_money(rival))
    label_at(left, 1 - start, rival, words, offset=(14, -8))
    left.set_xlabel(_("Share of the customers today (%)"))
    left.set_ylabel(_("Price ($ a year)"))
    left.xaxis.set_major_formatter(PercentFormatter(1.0))
    left.margins(y=0.14)
    path = results.share_path(start, periods)
    right.axhline(0.5, color=MUTED, linewidth=1.2)
    right.plot(path["period"], path["share"], color=ROLES["model"], linestyle="-", marker="o")
    for place in (0, 1, 2):
        share = float(path["share"].iloc[place])
        label_at(right, place, share, f"{share:.0%}", offset=(10, 10))
    right.set_ylim(0.45, max(1.0, start + 0.05))
    right.yaxis.set_major_formatter(PercentFormatter(1.0))
    right.set_xlabel(_("Years from now"))
    right.set_ylabel(_("Share of the former leader (%)"))
    after = float(path["share"].iloc[1])
    usual = np.array([float(results.equilibrium.price_at(np.array([0.5]))[0])])
    level = float(results.game.demand().of(np.array([start]), usual, usual)[1].level[0])
    headline(
        figure,
        title
        or _(
            "The leader harvests, the small rival invests: a lead of {start:.0%} is {after:.0%} "
            "one year later (at equal prices, {level:.0%})"
        ).format(start=start, after=after, level=level),
    )
    return Picture(
        figure,
        _(
            "With a share of {start:.0%} the leader charges {leader}, the rival {rival}. The share "
            "of the leader is {after:.0%} after one year ({level:.0%} at equal prices) and "
            "{end:.0%} after {n}."
        ).format(
            start=start,
            leader=_money(leader),
            rival=_money(rival),
            after=after,
            level=level,
            end=float(path["share"].iloc[-1]),
            n=periods,
        ),
    )


@in_house_style
def counter_moves(
    moves: pd.DataFrame,
    usual_price: float,
    names: tuple[str, str],
    *,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show how two firms answer each other after a surprise.

    Parameters
    ----------
    moves : pandas.DataFrame
        As `casekit.models.pricing.PriceGameResults.counter_moves` gives it.
    usual_price : float
        Price of both firms in equilibrium.
    names : tuple of str
        Names of firm 1 and firm 2.
    title : str, optional
        The finding; by default made from the data.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.models.pricing import PriceGame
    >>> game = PriceGame(75, price_sensitivity=0.01, cost=100).solve()
    >>> moves = game.counter_moves(200)
    >>> counter_moves(moves, game.price(), ("Lark", "Finch"))  # doctest: +ELLIPSIS
    Finch surprises with $200; the usual price is $279. Lark answers with ...
    """
    figure, axes = axes_for(ax, 9.6, 5.0)
    rounds, prices = moves["round"].to_numpy(), moves["price"].to_numpy()
    axes.axhline(usual_price, color=MUTED, linewidth=1.6)
    label_at(
        axes,
        rounds[-1],
        usual_price,
        _("usual price {p}").format(p=_money(usual_price)),
        colour=MUTED,
        offset=(0, 12),
        ha="right",
    )
    axes.plot(rounds, prices, color=MUTED, linewidth=1.2, linestyle=(0, (2, 2)))
    for firm, colour, marker in ((1, ROLES["model"], "o"), (2, ROLES["rule"], "s")):
        mine = moves["firm"].to_numpy() == firm
        axes.plot(
            rounds[mine], prices[mine], linestyle="none", marker=marker, color=colour, markersize=13
        )
        for at, price in zip(rounds[mine][:2], prices[mine][:2], strict=True):
            label_at(
                axes,
                at,
                price,
                f"{names[firm - 1]} {_money(price)}",
                colour=colour,
                offset=(12, -14),
            )
    axes.set_xlabel(_("Move (the firms answer in turn)"))
    axes.set_ylabel(_("Price ($ a year)"))
    axes.set_xticks(rounds)
    axes.set_xlim(-0.3, rounds[-1] + 0.6)
    axes.margins(y=0.16)
    cut, answer = usual_price - prices[0], usual_price - prices[1]
    headline(
        figure,
        title
        or _("{name} meets {share:.0%} of the cut, not all of it, and prices climb back").format(
            name=names[0], share=answer / cut
        ),
        ax=ax,
    )
    return Picture(
        figure,
        _(
            "{rival} surprises with {first}; the usual price is {usual}. {name} answers with "
            "{answer}; after {n} moves the price is {last}."
        ).format(
            rival=names[1],
            first=_money(prices[0]),
            usual=_money(usual_price),
            name=names[0],
            answer=_money(prices[1]),
            n=int(rounds[-1]),
            last=_money(prices[-1]),
        ),
    )
