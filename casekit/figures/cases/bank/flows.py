"""Who leaves and who comes: a door opens both ways."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.cases.bank.wording import begun, need
from casekit.figures.picture import Picture
from casekit.figures.style import INK, PAPER, ROLES
from casekit.words import _

__all__ = ["both_ways"]

_FLOWS = ("lost", "won", "net")


@in_house_style
def both_ways(
    futures: pd.DataFrame,
    *,
    firm: str = "Old Mill Bank",
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show who goes and who comes in each future: a door opens both ways.

    Parameters
    ----------
    futures : pandas.DataFrame
        A row a future, as `casekit.switching_futures` gives it: ``lost``, ``won``, ``net``.
    firm : str
        Whose customers are counted.
    title : str, optional
        The finding; by default the worst net and the best.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When a column is missing.
    """
    need(futures, ["lost", "won", "net"], "casekit.switching_futures")
    figure, axes = axes_for(ax, 10.4, 1.6 + 0.8 * len(futures))
    places = np.arange(len(futures))[::-1]
    lost, won, net = (futures[name].to_numpy(dtype=float) / 1_000 for name in _FLOWS)
    axes.barh(places, -lost, color=ROLES["lost"], height=0.5, hatch="///", edgecolor=PAPER)
    axes.barh(places, won, color=ROLES["gained"], height=0.5)
    axes.plot(net, places, linestyle="none", marker="D", color=INK, markersize=9)
    for place, minus, plus, both in zip(places, lost, won, net, strict=True):
        label_at(axes, -minus, place, f"{minus:.0f}", offset=(-6, 0), ha="right",
                 colour=ROLES["lost"], edge=False)  # fmt: skip
        label_at(axes, plus, place, f"{plus:.0f}", offset=(6, 0), colour=ROLES["gained"],
                 edge=False)  # fmt: skip
        label_at(axes, both, place + 0.37, f"{both:+.0f}", offset=(0, 0), ha="center", edge=False)
    axes.axvline(0, color=INK, linewidth=1)
    axes.set_yticks(places, [str(name) for name in futures.index])
    axes.set_ylim(-0.5, len(futures) - 0.3)
    room = 1.22 * max(float(lost.max()), float(won.max()))
    axes.set_xlim(-room, room)
    axes.xaxis.set_major_formatter(lambda value, _place: f"{abs(value):.0f}")
    axes.set_xlabel(
        _("← leave {firm} · come to it → (thousand households a year)").format(firm=firm)
    )
    axes.grid(axis="y", visible=False)
    worst, best = int(net.argmin()), int(net.argmax())
    found = title or _(
        "{worst}: on balance {low:+.0f} thousand households. {best}: {high:+.0f}"
    ).format(
        worst=begun(futures.index[worst]),
        low=net[worst],
        best=begun(futures.index[best]),
        high=net[best],
    )
    headline(figure, found, ax=ax)
    rows = [
        _("{name}: {lost:.1f} leave, {won:.1f} come, net {net:+.1f}").format(
            name=name, lost=minus, won=plus, net=both
        )
        for name, minus, plus, both in zip(futures.index, lost, won, net, strict=True)
    ]
    return Picture(figure, _("Thousand households a year. {rows}.").format(rows="; ".join(rows)))
