"""How much the best customers bring, and how much the SAME people bring next time."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter
from numpy.typing import ArrayLike, NDArray

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.segments.words import percent
from casekit.figures.style import MUTED, ROLES
from casekit.words import _

__all__ = ["same_people"]

Floats = NDArray[np.float64]


def _curve(order_by: Floats, values: Floats) -> Floats:
    """Add up values from the best customer on; customers who tie share their places."""
    ranked = pd.DataFrame({"order": -order_by, "value": values})
    ranked["value"] = ranked.groupby("order")["value"].transform("mean")
    summed = ranked.sort_values("order", kind="stable")["value"].cumsum().to_numpy()
    return np.concatenate([[0.0], summed]) / values.sum()


@in_house_style
def same_people(
    before: ArrayLike,
    after: ArrayLike,
    *,
    share: float = 0.2,
    periods: tuple[str, str] = ("the first period", "the second period"),
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show what the best customers of one period brought in it, and in the next.

    Three curves of concentration, best customer first. Two look back: each period, ordered by
    its own sales. One looks ahead: the second period, ordered by the sales of the first. Only
    this one is a list that could have been written in time.

    Parameters
    ----------
    before, after : array_like, shape (customers,)
        Money of each customer in two periods of the same length, in the same order.
    share : float
        The share of customers that is marked.
    periods : tuple of str
        What the two periods are called.
    title : str, optional
        The finding; by default what the marked share brought in its period and in the next.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When the two differ in length, or a period has no sales.

    Examples
    --------
    >>> same_people([60, 40, 0, 0, 0], [0, 30, 70, 0, 0], share=0.2)
    The best 20% of customers. Of the first period, by its own list: 60%. Of the second period, \
by the list of the first period: 0%. Of the second period, by its own list: 70%.
    """
    first, second = (np.asarray(values, dtype=float) for values in (before, after))
    if first.shape != second.shape or first.ndim != 1:
        raise InputError(
            _("Both periods need one amount for each customer: {a} and {b} were given.").format(
                a=first.size, b=second.size
            )
        )
    if not (first.sum() > 0 and second.sum() > 0):
        raise InputError(_("A period without sales has no best customers."))
    figure, axes = axes_for(ax, 9.6, 6.2)
    places = np.arange(first.size + 1) / first.size
    curves = (
        (_("{one}, by its own list"), first, first, ROLES["actual"], "-", "o"),
        (_("{two}, by the list of {one}"), first, second, ROLES["lost"], (0, (6, 2)), "s"),
        (_("{two}, by its own list"), second, second, ROLES["model"], (0, (2, 1.4)), "^"),
    )
    reached = []
    for words, order, values, colour, dash, marker in curves:
        curve = _curve(order, values)
        at = float(np.interp(share, places, curve))
        axes.plot(places, curve, color=colour, linestyle=dash)
        axes.plot(
            share,
            at,
            marker=marker,
            markersize=11,
            color=colour,
            markeredgecolor="white",
            linestyle="none",
            zorder=5,
        )
        reached.append((words.format(one=periods[0], two=periods[1]), at, colour, dash, marker))
    axes.axvline(share, color=MUTED, linewidth=1.2, zorder=0)
    right = min(1.0, 2.5 * share)
    for line, (words, at, colour, dash, marker) in enumerate(
        sorted(reached, key=lambda row: -row[1])
    ):
        x, y = 0.20 * right, 0.27 - 0.085 * line
        axes.plot(
            [x, x + 0.06 * right],
            [y, y],
            color=colour,
            linestyle=dash,
            marker=marker,
            markevery=[1],
        )
        label_at(
            axes, x + 0.06 * right, y, f"{percent(at)}  {words}", colour=colour, offset=(12, 0)
        )
    axes.set_xlim(0, right)
    axes.set_ylim(0, 1.03)
    axes.xaxis.set_major_formatter(PercentFormatter(1.0))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    axes.set_xlabel(_("Share of customers (%), best on the list first"))
    axes.set_ylabel(_("Share of the period's sales (%)"))
    (own, own_share, *_rest), (ahead, ahead_share, *_r), (back, back_share, *_s) = reached
    if title is None:
        title = _(
            "The best {share} of {one} brought {own} of its sales. The same people brought "
            "{ahead} of {two}"
        ).format(
            share=percent(share),
            one=periods[0],
            two=periods[1],
            own=percent(own_share),
            ahead=percent(ahead_share),
        )
    headline(figure, title, ax=ax)
    alt = _(
        "The best {share} of customers. Of {own}: {a}. Of {ahead}: {b}. Of {back}: {c}."
    ).format(
        share=percent(share),
        own=own,
        ahead=ahead,
        back=back,
        a=percent(own_share),
        b=percent(ahead_share),
        c=percent(back_share),
    )
    return Picture(figure, alt)
