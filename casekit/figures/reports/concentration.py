"""How unequally customers spend: the curve of Lorenz, read from the largest customers."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter
from numpy.typing import ArrayLike

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import MUTED, ROLES
from casekit.words import _

__all__ = ["spend_concentration"]

_POINTS = 200


@in_house_style
def spend_concentration(
    customers: ArrayLike,
    spend: ArrayLike,
    *,
    top: float = 0.2,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show which share of the spend the largest customers make.

    Parameters
    ----------
    customers, spend : array_like
        The curve: shares of the customers, largest first, from 0 to 1, and the share of all spend
        that they make.
    top : float
        Share of the customers whose spend is marked.
    title : str, optional
        The finding; by default what the marked share makes.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> spend_concentration([0, 0.2, 1], [0, 0.8, 1])
    Share of all spend by share of the customers, largest first. 20% of the customers make 80%.
    """
    across = np.asarray(customers, dtype=float)
    up = np.asarray(spend, dtype=float)
    at_top = float(np.interp(top, across, up))
    # A curve of a hundred thousand customers is drawn through a few hundred of its points.
    grid = np.unique(np.concatenate([np.linspace(0, 1, _POINTS), [top]]))
    figure, axes = axes_for(ax, 9.6, 4.3)
    axes.plot([0, 1], [0, 1], color=MUTED, linewidth=1.4, linestyle=(0, (5, 3)))
    axes.plot(grid, np.interp(grid, across, up), color=ROLES["model"], linestyle="-")
    axes.plot([top, top, 0], [0, at_top, at_top], color=MUTED, linewidth=1, linestyle="-")
    axes.plot(
        [top], [at_top], marker="o", color=ROLES["model"], markeredgecolor="white", markersize=11
    )
    # To the left of the point and above it there is never a line.
    label_at(
        axes,
        top,
        at_top,
        _("{share} of spend").format(share=f"{100 * at_top:.0f}%"),
        colour=ROLES["model"],
        offset=(-8, 13),
        ha="right",
        edge=False,
    )
    label_at(
        axes,
        0.6,
        0.6,
        _("if all spent the same"),
        colour=MUTED,
        bold=False,
        offset=(10, -12),
        edge=False,
    )
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1.02)
    axes.xaxis.set_major_formatter(PercentFormatter(1.0))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    axes.set_xlabel(_("Customers, largest first (%)"))
    axes.set_ylabel(_("Share of all spend (%)"))
    if title is None:
        title = _("The largest {top} of the customers make {share} of the spend").format(
            top=f"{100 * top:.0f}%", share=f"{100 * at_top:.0f}%"
        )
    headline(figure, title, ax=ax)
    alt = _(
        "Share of all spend by share of the customers, largest first. {top} of the customers make "
        "{share}."
    ).format(top=f"{100 * top:.0f}%", share=f"{100 * at_top:.0f}%")
    return Picture(figure, alt)
