"""Leaving among friends: a signature of two causes, and the chance event that splits them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at, spread
from casekit.figures.community.words import p_in_words, percent
from casekit.figures.picture import Picture
from casekit.figures.style import DASHES, HATCHES, INK, LINE_COLOURS, MARKERS, MUTED
from casekit.models.community.chance_events import MoveResults
from casekit.words import _

__all__ = ["friends_of_movers", "leaving_signature"]


@in_house_style
def leaving_signature(
    tables: Mapping[str, pd.DataFrame],
    *,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Draw how often customers leave by the share of their friends who left, for several worlds.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        Name of the world, and what `casekit.metrics.community.leaving_by_friends_left` gives.
    title : str, optional
        The finding; by default how much likelier leaving is when most friends are gone.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> table = pd.DataFrame({
    ...     "friends_left": [0.0, 0.6], "leaving_rate": [0.01, 0.05],
    ...     "low": [0.008, 0.04], "high": [0.012, 0.06],
    ... })
    >>> leaving_signature({"World A": table})  # doctest: +ELLIPSIS
    Share of customers who leave in a month, ... World A: 1.0% with no friend gone, 5.0% ...
    """
    figure, axes = axes_for(ax)
    alt = [_("Share of customers who leave in a month, by the share of their friends gone.")]
    ends, ratios = {}, []
    for place, (name, table) in enumerate(tables.items()):
        colour = LINE_COLOURS[place % len(LINE_COLOURS)]
        rate = table["leaving_rate"].to_numpy()
        axes.errorbar(
            table["friends_left"],
            rate,
            yerr=[rate - table["low"], table["high"] - rate],
            color=colour,
            linestyle=DASHES[place % len(DASHES)],
            marker=MARKERS[place % len(MARKERS)],
            elinewidth=1.4,
        )
        ends[name] = (float(table["friends_left"].iloc[-1]), float(rate[-1]), colour)
        ratios.append(rate[-1] / rate[0])
        alt.append(
            _("{name}: {low} with no friend gone, {high} when most are.").format(
                name=name, low=f"{100 * rate[0]:.1f}%", high=f"{100 * rate[-1]:.1f}%"
            )
        )
    top = max(height for _x, height, _colour in ends.values())
    heights = spread([height for _x, height, _colour in ends.values()], gap=0.07 * top)
    for (name, (x, _height, colour)), height in zip(ends.items(), heights, strict=True):
        label_at(axes, x, height, name, colour=colour)
    axes.set_ylim(0, 1.15 * top)
    axes.set_xlim(-0.02, 0.72)
    axes.xaxis.set_major_formatter(PercentFormatter(1.0))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.set_xlabel(_("Friends who have left already (per cent)"))
    axes.set_ylabel(_("Leave in a month (per cent)"))
    headline(
        figure,
        title
        or _(
            "With most friends gone, customers leave at least {n} times as often as with none gone"
        ).format(n=f"{min(ratios):.1f}"),
        ax=ax,
    )
    return Picture(figure, " ".join(alt))


@in_house_style
def friends_of_movers(
    worlds: Mapping[str, MoveResults],
    *,
    months: int = 12,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Draw who left within a year, by how many friends had moved away by chance, for each world.

    Parameters
    ----------
    worlds : mapping of str to MoveResults
        Name of the world, and what `casekit.models.community.compare_friends_of_movers` gives.
    months : int
        Months within which leaving was counted.
    title : str, optional
        The finding; by default in which worlds losing a friend by chance changed something.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> table = pd.DataFrame({"customers": [9, 9], "left": [0.1, 0.2]}, index=["none", "one"])
    >>> friends_of_movers({"World A": MoveResults(table, 0.1, 0.01)})  # doctest: +ELLIPSIS
    Share who left within 12 months by friends who moved. World A: none 10%, one 20%; p = 0.01.
    """
    figure, axes = axes_for(ax, 9.6, 5.2)
    alt = [_("Share who left within {n} months by friends who moved.").format(n=months)]
    first = next(iter(worlds.values())).table
    width = 0.8 / len(first)
    shades = (0.35, 0.65, 1.0)
    for place, (name, world) in enumerate(worlds.items()):
        colour = LINE_COLOURS[place % len(LINE_COLOURS)]
        for bar, (group, share) in enumerate(world.table["left"].items()):
            x = place + (bar - (len(first) - 1) / 2) * width
            axes.bar(
                x,
                share,
                width=0.92 * width,
                color=colour,
                alpha=shades[bar % len(shades)],
                hatch=HATCHES[bar % len(HATCHES)],
                edgecolor="white",
            )
            label_at(axes, x, share, percent(share), ha="center", va="bottom", offset=(0, 3))
            label_at(
                axes, x, 0, str(group), ha="center", va="top", offset=(0, -6), bold=False, size=12
            )
        words = ", ".join(
            f"{group} {percent(share)}" for group, share in world.table["left"].items()
        )
        alt.append(
            _("{name}: {words}; p = {p}.").format(
                name=name, words=words, p=p_in_words(world.p_value)
            )
        )
    axes.set_xticks(range(len(worlds)), [f"\n{name}" for name in worlds])
    axes.tick_params(axis="x", labelsize=14)
    axes.grid(visible=False, axis="x")
    axes.set_ylim(0, 1.2 * max(float(world.table["left"].max()) for world in worlds.values()))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.set_ylabel(_("Left within {n} months (per cent)").format(n=months))
    axes.set_xlabel(_("Friends who moved away by chance (number)"), color=MUTED)
    pulled = [name for name, world in worlds.items() if world.p_value < 0.05]
    if title is None:
        title = _("A friend lost by chance changed nothing")
        if pulled:
            pattern = (
                _("A friend lost by chance pulls others out only in {names}")
                if len(pulled) < len(worlds)
                else _("A friend lost by chance pulls others out in {names}")
            )
            title = pattern.format(names=", ".join(pulled))
    headline(figure, title, ax=ax)
    for label in axes.get_xticklabels():
        label.set_color(INK)
    return Picture(figure, " ".join(alt))
