"""How far leaving spreads under a bond and a liking, for static panels and the explorer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter
from numpy.typing import NDArray

from casekit.figures.canvas import headline, in_house_style, label_at, new_figure
from casekit.figures.community.network import FriendNetwork
from casekit.figures.community.words import percent
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, PAPER, ROLES
from casekit.generators.community import make_friend_circles
from casekit.models.community.cascade import FriendsLeave
from casekit.words import _

__all__ = ["BondWorld", "SpreadCurve", "cascade_settings"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

_MOST_FIRST = 60
_EVERY = 5


class BondWorld:
    """Hold one small community, of which bond, liking and first leavers can be set at will.

    Parameters
    ----------
    seed : int
        Same seed, same friendships and same order of leaving.

    Attributes
    ----------
    circle : pandas.Series
        Circle of each customer.
    ends : tuple of ndarray of int
        Both ends of each friendship.

    Examples
    --------
    >>> world = BondWorld()
    >>> step, gone = world.run(first=10, bond=0.0, liking=50.0, together=False)
    >>> int((step == 0).sum()), float(gone[2])
    (12, 0.1)
    """

    def __init__(self, seed: int = 6) -> None:
        friendships, truth = make_friend_circles(12, seed=seed, ties_between=0.3)
        customers = truth.customers
        self.circle: pd.Series[Any] = customers["circle"]
        pairs = friendships.to_numpy() - 1
        self.ends: tuple[Integers, Integers] = (pairs[:, 0], pairs[:, 1])
        self._cascade = FriendsLeave(customers, friendships, bond=0.0)
        self._liking = customers["liking"].to_numpy() - truth.mean_liking
        n = len(customers)
        rng = np.random.default_rng(seed)
        scattered = rng.permutation(n)
        # Whole circles, in an order drawn once; within a circle everybody goes together.
        order = rng.permutation(int(self.circle.max()))[self.circle.to_numpy() - 1]
        self._rank = {False: scattered, True: np.argsort(np.argsort(order, kind="stable"))}
        self.shares = np.arange(0, _MOST_FIRST + 1, _EVERY) / 100

    def run(
        self, first: float, bond: float, liking: float, together: bool
    ) -> tuple[Integers, Floats]:
        """Let some leave first, and follow who follows.

        Parameters
        ----------
        first : float
            Per cent of the customers who leave first.
        bond : float
            Worth of having all friends there (money per month).
        liking : float
            Mean liking of the brand over its rival (money per month).
        together : bool
            Whether the first leavers are whole circles, or scattered.

        Returns
        -------
        step : ndarray of int
            Step in which each left; -1 for those who stay.
        gone : ndarray of float
            Share gone in the end, for each share in ``shares`` leaving first.
        """
        rank = self._rank[together]
        counts = np.floor(np.append(self.shares, first / 100) * len(rank) + 0.5)
        start: Flags = rank[:, None] < counts[None, :]
        step = self._cascade.steps(start, liking=self._liking + liking, bond=bond)
        return step[:, -1], np.asarray((step[:, :-1] >= 0).mean(axis=0), dtype=np.float64)


class SpreadCurve:
    """Draw the share gone in the end against the share who leave first, with today's point.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    shares : ndarray
        Shares who leave first, of the curve.

    Examples
    --------
    >>> from casekit.figures.canvas import axes_for
    >>> curve = SpreadCurve(axes_for(None)[1], np.array([0.0, 0.5]))
    >>> curve.show(np.array([0.1, 0.9]), 0.5, 0.9)
    """

    def __init__(self, ax: Axes, shares: Floats) -> None:
        self._shares = shares
        ax.plot(shares, shares, color=MUTED, linestyle=(0, (1, 1.6)), linewidth=1.8)
        label_at(
            ax,
            0.55 * float(shares[-1]),
            0.38 * float(shares[-1]),
            _("nobody follows"),
            colour=MUTED,
            bold=False,
            size=12,
        )
        (self._curve,) = ax.plot([], [], color=ROLES["lost"], linestyle="-", marker="X")
        (self._point,) = ax.plot(
            [], [], "o", color=INK, markersize=13, markeredgecolor=PAPER, markeredgewidth=2
        )
        ax.set_xlim(-0.02, float(shares[-1]) + 0.02)
        ax.set_ylim(-0.03, 1.05)
        ax.xaxis.set_major_formatter(PercentFormatter(1.0))
        ax.yaxis.set_major_formatter(PercentFormatter(1.0))
        ax.set_xlabel(_("Leave first (per cent)"))
        ax.set_ylabel(_("Gone in the end (per cent)"))

    @property
    def moving(self) -> list[Artist]:
        """Give the artists that `show` changes, from back to front."""
        return [self._curve, self._point]

    def show(self, gone: Floats, first: float, gone_now: float) -> None:
        """Move the curve and the point.

        Parameters
        ----------
        gone : ndarray
            Share gone in the end, for each share of the curve.
        first, gone_now : float
            Share who leave first, and gone in the end, of the point.
        """
        self._curve.set_data(self._shares, gone)
        self._point.set_data([first], [gone_now])


@in_house_style
def cascade_settings(
    settings: Sequence[tuple[float, float, float, bool]] = (
        (10, 20, -8, False),
        (35, 20, -8, False),
        (35, 20, -8, True),
    ),
    *,
    title: str | None = None,
) -> Picture:
    """Show three settings of the explorer side by side, for the printed page.

    Parameters
    ----------
    settings : sequence of (float, float, float, bool)
        Per cent who leave first, bond and mean liking (money per month), and whether the first
        leavers are whole circles.
    title : str, optional
        The finding; by default what whole circles change, if the last two settings differ in that
        alone.

    Returns
    -------
    Picture

    Examples
    --------
    >>> cascade_settings()  # doctest: +ELLIPSIS
    Three settings of one community of 120 customers. 10% leave first, scattered, bond $20: ...
    """
    world = BondWorld()
    figure = new_figure(4.4 * len(settings), 7.6)
    rows = figure.subplots(2, len(settings), squeeze=False, height_ratios=[1.15, 1])
    alt = [
        _("Three settings of one community of {n} customers.").format(n=len(world.circle))
        if len(settings) == 3
        else _("Settings of one community of {n} customers.").format(n=len(world.circle))
    ]
    followed = []
    for column, (first, bond, liking, together) in enumerate(settings):
        step, gone = world.run(first, bond, liking, together)
        now = float((step >= 0).mean())
        followed.append(int((step > 0).sum()))
        FriendNetwork(rows[0, column], world.circle, world.ends, size=8.5).show(step)
        words = {
            "first": f"{first:.0f}",
            "how": _("whole circles") if together else _("scattered"),
            "bond": f"{bond:.0f}",
            "gone": percent(now),
        }
        rows[0, column].set_title(
            _("{first}% leave first, {how},\nbond ${bond}: {gone} gone").format(**words),
            loc="left",
            color=INK,
        )
        SpreadCurve(rows[1, column], world.shares).show(gone, first / 100, now)
        if column:
            rows[1, column].set_ylabel("")
        alt.append(
            _("{first}% leave first, {how}, bond ${bond}: {gone} gone in the end.").format(**words)
        )
    if title is None:
        title = _("How far leaving spreads depends on the bond and on who leaves first")
        if len(settings) > 1 and settings[-1][:3] == settings[-2][:3] and settings[-1][3]:
            title = _(
                "{first}% leave first: {scattered} follow if the leavers are scattered, {whole} if "
                "they are whole circles"
            ).format(first=f"{settings[-1][0]:.0f}", scattered=followed[-2], whole=followed[-1])
    headline(figure, title)
    return Picture(figure, " ".join(alt))
