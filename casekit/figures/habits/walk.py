"""Walk from all taste to all habit along one repeat rate: what stands still and what moves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from numpy.typing import NDArray

from casekit.figures.canvas import headline, in_house_style, label_at, new_figure
from casekit.figures.habits.contours import repeat_plane
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, PAPER, ROLES
from casekit.models.habits import habit_signs, habit_with_repeat_rate
from casekit.words import _

__all__ = ["OldPriceDial", "along", "rounded_z", "same_repeat_rate_panels"]

Floats = NDArray[np.float64]

_STEPS = 20
_FURTHEST = -45.0


@lru_cache(maxsize=64)
def along(repeat_rate: float) -> tuple[Floats, Floats, Floats, Floats]:
    """Follow one repeat rate from all taste to all habit, in equal steps of habit.

    Parameters
    ----------
    repeat_rate : float
        Share of repeat purchases.

    Returns
    -------
    gamma, taste_sd : ndarray of shape (21,)
        Habit and spread of taste.
    naive_habit : ndarray
        What a plain logit reads as habit.
    lagged_price_z : ndarray
        The old-price test in 1,500 shoppers and 30 months.

    Examples
    --------
    >>> gamma, taste, naive, z = along(0.72)
    >>> bool(gamma[0] == 0 and taste[-1] < 0.05 and abs(z[0]) < 1e-6 and z[-1] < -20)
    True
    """
    gamma = np.linspace(0, habit_with_repeat_rate(repeat_rate), _STEPS + 1)
    grid_taste, grid_gamma, grid_rate = repeat_plane()
    # The rate grows with the square of the spread where the spread is small: interpolate there.
    rows = [np.array([np.interp(g, grid_gamma, column) for column in grid_rate.T]) for g in gamma]
    taste = np.sqrt([np.interp(repeat_rate, row, grid_taste**2) for row in rows])
    taste[-1] = 0.0
    signs = [habit_signs(float(g), float(s)) for g, s in zip(gamma, taste, strict=True)]
    return (
        gamma,
        taste,
        np.array([sign.naive_habit for sign in signs]),
        np.array([sign.lagged_price_z for sign in signs]),
    )


def rounded_z(z: float) -> str:
    """Write a z as it is read: the decimal counts near the edge of chance, and not beyond.

    Parameters
    ----------
    z : float
        In standard errors.

    Returns
    -------
    str

    Examples
    --------
    >>> rounded_z(-0.01), rounded_z(-1.63), rounded_z(-27.4)
    ('0', '-1.6', '-27')
    """
    if abs(z) < 0.05:
        return "0"
    return f"{z:.1f}" if abs(z) < 10 else f"{z:.0f}"


class OldPriceDial:
    """Draw a world's two readings: what the plain logit calls habit, and the old-price test.

    The artists are made once and moved by `show`, so that an explorer redraws quickly.

    Parameters
    ----------
    top : Axes
        For the habit: as it is, and as the plain logit reads it.
    bottom : Axes
        For the old-price test.

    Examples
    --------
    >>> from casekit.figures.canvas import new_figure
    >>> dial = OldPriceDial(*new_figure().subplots(2, 1))
    >>> dial.show(gamma=0.0, naive=2.0, z=-0.4)
    """

    def __init__(self, top: Axes, bottom: Axes) -> None:
        top.set_xlim(-0.1, 3.3)
        top.set_ylim(-0.7, 1.7)
        top.set_yticks([0, 1], [_("true"), _("plain logit")])
        top.set_xlabel(_("Habit (log-odds)"))
        top.set_title(_("What the plain logit calls habit"), loc="left")
        top.grid(axis="y", visible=False)
        bottom.set_xlim(_FURTHEST, 5)
        bottom.set_ylim(-1, 1)
        bottom.yaxis.set_visible(False)
        bottom.set_xlabel(_("z of last time's price (standard errors)"))
        bottom.set_title(_("What the old price says"), loc="left")
        bottom.axvspan(-2, 2, color=MUTED, alpha=0.18, linewidth=0)
        label_at(
            bottom, -2, 0.78, _("chance"), colour=MUTED, bold=False, size=12, offset=(-6, 0),
            ha="right", edge=False,
        )  # fmt: skip
        self._bars = [
            top.barh(place, 0.0, height=0.55, color=colour)[0]
            for place, colour in ((0, INK), (1, ROLES["rule"]))
        ]
        self._bars[1].set_hatch("///")
        self._bars[1].set_edgecolor(PAPER)
        self._numbers = [label_at(top, 0, place, "", size=14, edge=False) for place in (0, 1)]
        (self._dot,) = bottom.plot(
            [], [], "o", color=ROLES["model"], markersize=15, markeredgecolor=PAPER, zorder=7
        )
        self._z = label_at(
            bottom, 0, 0, "", colour=ROLES["model"], size=15, offset=(0, -24), ha="center",
            edge=False,
        )  # fmt: skip

    @property
    def moving(self) -> list[Artist]:
        """Give the artists that `show` changes, from back to front."""
        return [*self._bars, *self._numbers, self._dot, self._z]

    def show(self, *, gamma: float, naive: float, z: float) -> None:
        """Move the readings to a world.

        Parameters
        ----------
        gamma, naive : float
            Habit, and what a plain logit reads (log-odds).
        z : float
            Old-price test, in standard errors.
        """
        for bar, number, value in zip(self._bars, self._numbers, (gamma, naive), strict=True):
            bar.set_width(value)
            number.xy = (value, number.xy[1])
            number.set_text(f"{value:.1f}")
        self._dot.set_data([max(z, _FURTHEST)], [0])
        self._z.xy = (max(z, _FURTHEST), 0)
        self._z.set_text(f"z = {rounded_z(z)}")


@in_house_style
def same_repeat_rate_panels(
    repeat_rate: float = 0.72, shares: Sequence[float] = (0, 0.5, 1), *, title: str | None = None
) -> Picture:
    """Show three settings of the explorer side by side, for the printed page.

    Parameters
    ----------
    repeat_rate : float
        Share of repeat purchases, the same in all panels.
    shares : sequence of float
        How far along the way from all taste (0) to all habit (1).
    title : str, optional
        The finding; by default what moves and what does not.

    Returns
    -------
    Picture

    Examples
    --------
    >>> same_repeat_rate_panels(0.72, (0, 1))
    Repeat rate 72% in 2 worlds. Habit 0.0, taste spread 2.5: the plain logit reads a habit of 2.0,
    the old price has z = 0. Habit 2.1, taste spread 0.0: the plain logit reads a habit of 2.1,
    the old price has z = -27.
    """
    figure = new_figure(4.4 * max(2, len(shares)), 4.9)
    panels = figure.subplots(2, len(shares), squeeze=False, height_ratios=[1, 0.8])
    gammas, tastes, naives, zs = along(repeat_rate)
    alt = [_("Repeat rate {rate:.0%} in {n} worlds.").format(rate=repeat_rate, n=len(shares))]
    read = []
    for column, share in zip(panels.T, shares, strict=True):
        place = round(share * _STEPS)
        gamma, taste, naive, z = (float(s[place]) for s in (gammas, tastes, naives, zs))
        OldPriceDial(column[0], column[1]).show(gamma=gamma, naive=naive, z=z)
        column[0].set_title(_name(gamma, taste), loc="left", color=INK)
        if alt[1:]:
            column[0].yaxis.set_visible(False)
        column[0].set_xlabel(_("Habit (log-odds)"))
        column[1].set_xlabel(_("Last time's price: z (standard errors)"))
        column[1].set_title("")
        read.append(naive)
        alt.append(
            _(
                "Habit {gamma:.1f}, taste spread {taste:.1f}: the plain logit reads a habit of "
                "{naive:.1f}, the old price has z = {z}."
            ).format(gamma=gamma, taste=taste, naive=naive, z=rounded_z(z))
        )
    headline(
        figure,
        title
        or _(
            "Repeat rate {rate:.0%} everywhere, and the plain logit reads {low:.1f} to {high:.1f}: "
            "only the old price tells the worlds apart"
        ).format(rate=repeat_rate, low=min(read), high=max(read)),
    )
    return Picture(figure, " ".join(alt))


def _name(gamma: float, taste: float) -> str:
    if gamma < 0.05:
        return _("All taste")
    return _("All habit") if taste < 0.05 else _("Some of both")
