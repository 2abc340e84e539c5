"""Friends drawn in their circles: who is there, who left first, who was pulled out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from numpy.typing import NDArray

from casekit.figures.canvas import headline, in_house_style, new_figure
from casekit.figures.community.words import customers as customers_in_words
from casekit.figures.community.words import percent
from casekit.figures.picture import Picture
from casekit.figures.style import GRID, INK, PAPER, ROLES
from casekit.frames.community import friendship_places
from casekit.models.community.cascade import CascadeResults
from casekit.words import _

__all__ = ["FriendNetwork", "cascade_steps", "places_in_circles"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def places_in_circles(circle: Sequence[int] | pd.Series) -> Floats:
    """Place customers for a drawing: each circle a ring, the rings in rows.

    Parameters
    ----------
    circle : sequence of int
        Circle of each customer, counted from 1; 0 for those without one, who stand below.

    Returns
    -------
    ndarray, shape (customers, 2)

    Notes
    -----
    Computed, not relaxed step by step: so the drawing is the same on every machine.

    Examples
    --------
    >>> (places_in_circles([1, 1, 2, 2]).round(2) + 0.0).tolist()
    [[0.0, 0.42], [0.0, -0.42], [1.25, 0.42], [1.25, -0.42]]
    """
    circles = np.asarray(circle, dtype=np.int64)
    number = int(circles.max(initial=0))
    across = max(int(np.ceil(np.sqrt(1.3 * number))), 1)
    places = np.zeros((len(circles), 2))
    for one in range(1, number + 1):
        inside = np.flatnonzero(circles == one)
        angle = 2 * np.pi * np.arange(len(inside)) / max(len(inside), 1)
        row, column = divmod(one - 1, across)
        places[inside, 0] = 1.25 * column + 0.42 * np.sin(angle)
        places[inside, 1] = -1.1 * row + 0.42 * np.cos(angle)
    alone = np.flatnonzero(circles == 0)
    rows = -(-number // across)
    places[alone, 0] = (
        np.linspace(-0.4, 1.25 * across - 0.85, len(alone)) if len(alone) > 1 else 0.0
    )
    places[alone, 1] = -1.1 * rows + 0.3
    return places


class FriendNetwork:
    """Draw a network of friends once, and show who has left by moving three sets of marks.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    circle : sequence of int
        Circle of each customer.
    ends : tuple of ndarray of int
        Both ends of each friendship, as places in the list of customers.
    size : float
        Size of a mark (printer's points).

    Examples
    --------
    >>> from casekit.figures.canvas import axes_for
    >>> ends = (np.array([0]), np.array([1]))
    >>> network = FriendNetwork(axes_for(None)[1], [1, 1, 1], ends)
    >>> network.show(np.array([0, 1, -1]))
    (1, 1, 1)
    """

    def __init__(
        self,
        ax: Axes,
        circle: Sequence[int] | pd.Series,
        ends: tuple[Integers, Integers],
        size: float = 7.0,
    ) -> None:
        self._places = places_in_circles(circle)
        self._one, self._other = ends
        self._segments = np.stack([self._places[self._one], self._places[self._other]], axis=1)
        ax.set_axis_off()
        ax.set_aspect("equal")
        low, high = self._places.min(axis=0) - 0.25, self._places.max(axis=0) + 0.25
        ax.set_xlim(low[0], high[0])
        ax.set_ylim(low[1], high[1])
        broken: Any = LineCollection(
            list(self._segments), colors=GRID, linewidths=0.5, alpha=0.5, zorder=1
        )
        ax.add_collection(broken)
        self._whole: Any = LineCollection(
            [], colors=ROLES["model"], linewidths=0.8, alpha=0.35, zorder=2
        )
        ax.add_collection(self._whole)
        marks = {
            "stays": ("o", ROLES["model"], ROLES["model"]),
            "first": ("s", ROLES["rule"], INK),
            "pulled": ("X", ROLES["lost"], PAPER),
        }
        self._marks = {
            name: ax.plot(
                [],
                [],
                marker,
                linestyle="none",
                markersize=size,
                markerfacecolor=face,
                markeredgecolor=edge,
                markeredgewidth=0.8,
                zorder=3,
            )[0]
            for name, (marker, face, edge) in marks.items()
        }

    @property
    def moving(self) -> list[Artist]:
        """Give the artists that `show` changes, from back to front."""
        return [self._whole, *self._marks.values()]

    def show(self, step: Integers) -> tuple[int, int, int]:
        """Show a state: the step in which each left, 0 for the first leavers, -1 for who stays.

        Returns
        -------
        tuple of int
            How many stay, left first, were pulled out.
        """
        groups = {"stays": step < 0, "first": step == 0, "pulled": step > 0}
        for name, inside in groups.items():
            self._marks[name].set_data(self._places[inside, 0], self._places[inside, 1])
        there = groups["stays"]
        self._whole.set_segments(list(self._segments[there[self._one] & there[self._other]]))
        stays, first, pulled = (int(inside.sum()) for inside in groups.values())
        return stays, first, pulled


@in_house_style
def cascade_steps(
    results: CascadeResults,
    customers: pd.DataFrame,
    friendships: pd.DataFrame,
    *,
    steps: Sequence[int] | None = None,
    title: str | None = None,
) -> Picture:
    """Draw how leaving spreads through friendships: the network, step by step.

    Parameters
    ----------
    results : CascadeResults
        As `casekit.models.community.FriendsLeave.spread` gives.
    customers : pandas.DataFrame
        ``customer_id``, ``circle``.
    friendships : pandas.DataFrame
        ``customer_id``, ``friend_id``: each friendship once.
    steps : sequence of int, optional
        Which steps to draw; by default the first leavers and the end.
    title : str, optional
        The finding; by default how many followed the first leavers.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.generators.community import make_friend_circles
    >>> from casekit.models.community import FriendsLeave
    >>> friendships, truth = make_friend_circles(12, seed=6)
    >>> cascade = FriendsLeave(truth.customers, friendships, bond=truth.bond)
    >>> cascade_steps(cascade.spread([1, 2, 3]), truth.customers, friendships)  # doctest: +ELLIPSIS
    Network of 120 customers and their friends. Step 0: 3 gone. ...
    """
    ids = customers["customer_id"]
    ends = friendship_places(friendships, ids)
    step = results.left_in_step.reindex(ids).fillna(-1).to_numpy(dtype=np.int64)
    last = int(step.max(initial=0))
    chosen = list(steps) if steps is not None else sorted({0, last})
    figure = new_figure(6.4 * len(chosen), 6.2)
    panels = figure.subplots(1, len(chosen), squeeze=False)[0]
    alt = [
        _("Network of {customers} and their friends.").format(
            customers=customers_in_words(len(ids))
        )
    ]
    for panel, number in zip(panels, chosen, strict=True):
        now = np.where(step <= number, step, -1)
        network = FriendNetwork(panel, customers["circle"], ends, size=13.0)
        stays, _first, _pulled = network.show(now)
        gone = len(ids) - stays
        words = _("Step {n}: {gone} gone").format(n=number, gone=gone)
        panel.set_title(words, loc="left", color=INK, fontsize=18)
        alt.append(words + ".")
    first, followed = int((step == 0).sum()), int((step > 0).sum())
    alt.append(_("Blue dots stay, orange squares left first, crosses followed."))
    headline(
        figure,
        title
        or _("{first} left first, {followed} followed: {share} of the community is gone").format(
            first=customers_in_words(first),
            followed=followed,
            share=percent((step >= 0).mean()),
        ),
    )
    _legend(panels[0])
    return Picture(figure, " ".join(alt))


def _legend(ax: Axes) -> None:
    """Name the marks under the first panel."""
    names = (
        ("■", ROLES["rule"], _("left first")),
        ("✕", ROLES["lost"], _("followed")),
        ("●", ROLES["model"], _("still there")),
    )
    for place, (mark, colour, words) in enumerate(names):
        ax.text(
            0.02 + 0.34 * place,
            -0.03,
            f"{mark} {words}",
            color=colour,
            fontsize=17,
            transform=ax.transAxes,
            va="top",
        )
