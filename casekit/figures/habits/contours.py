"""Two worlds, one repeat rate: the plane of taste and habit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MARKERS, MUTED, ROLES
from casekit.models.habits import repeat_rate_of
from casekit.words import _

__all__ = ["LEVELS", "MOST_HABIT", "MOST_TASTE", "draw_plane", "equal_repeat_rate", "repeat_plane"]

MOST_TASTE, MOST_HABIT = 3.2, 3.0
LEVELS = (0.56, 0.60, 0.64, 0.68, 0.72, 0.76, 0.80)

Floats = NDArray[np.float64]


@lru_cache(maxsize=1)
def repeat_plane() -> tuple[Floats, Floats, Floats]:
    """Compute the repeat rate over the plane of taste spread and habit, once.

    Returns
    -------
    taste_sd, gamma : ndarray
        The two axes.
    repeat_rate : ndarray, shape (gammas, tastes)

    Examples
    --------
    >>> taste, gamma, rate = repeat_plane()
    >>> rate.shape == (len(gamma), len(taste))
    True
    """
    taste = np.linspace(0, MOST_TASTE, 33)
    gamma = np.linspace(0, MOST_HABIT, 31)
    rate = np.array([[repeat_rate_of(float(g), float(s)) for s in taste] for g in gamma])
    return taste, gamma, rate


def draw_plane(ax: Axes, *, strong: float | None = None, levels: Sequence[float] = LEVELS) -> None:
    """Draw the contours of equal repeat rate, one of them strongly.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    strong : float, optional
        A repeat rate whose contour is drawn in full.
    levels : sequence of float
        Repeat rates whose contours are drawn lightly; one that is drawn strongly is left out.
    """
    if strong is not None:
        levels = [level for level in levels if abs(level - strong) > 0.005]
    taste, gamma, rate = repeat_plane()
    lines = ax.contour(
        taste, gamma, rate, levels=levels, colors=MUTED, linewidths=1.1, linestyles=":"
    )
    ax.clabel(lines, fmt=lambda value: f"{value:.0%}", fontsize=11, inline_spacing=4)
    if strong is not None:
        ax.contour(
            taste, gamma, rate, levels=[strong], colors=ROLES["model"], linewidths=3.2,
            linestyles="-",
        )  # fmt: skip
    ax.set_xlim(-0.12, MOST_TASTE)
    ax.set_ylim(-0.12, MOST_HABIT)
    ax.set_xlabel(_("How much tastes differ (spread, log-odds)"))
    ax.set_ylabel(_("Habit, gamma (log-odds)"))
    ax.grid(visible=False)


@in_house_style
def equal_repeat_rate(
    worlds: Mapping[str, tuple[float, float]] | None = None,
    *,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show that taste and habit can be exchanged without any change of the repeat rate.

    Parameters
    ----------
    worlds : mapping of str to (float, float), optional
        Worlds to mark: name, and its habit (gamma) and spread of taste.
    title : str, optional
        The finding; by default the repeat rates of the worlds that are marked.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Notes
    -----
    The repeat rates are those of `casekit.models.habits.repeat_rate_of`.

    Examples
    --------
    >>> equal_repeat_rate({"habit only": (2.15, 0.0), "taste only": (0.0, 2.52)})
    Lines of equal repeat rate over taste and habit. habit only: habit 2.15, taste spread 0.00,
    repeat rate 72%. taste only: habit 0.00, taste spread 2.52, repeat rate 72%.
    """
    worlds = dict(worlds or {})
    figure, axes = axes_for(ax, 9.6, 6.0)
    rates = {name: repeat_rate_of(*place) for name, place in worlds.items()}
    together = [f"{rate:.0%}" for rate in rates.values()]
    same = len(set(together)) == 1
    draw_plane(axes, strong=float(np.mean(list(rates.values()))) if same and rates else None)
    alt = [_("Lines of equal repeat rate over taste and habit.")]
    for place, (name, (gamma, taste)) in enumerate(worlds.items()):
        axes.plot(
            taste, gamma, marker=MARKERS[place % len(MARKERS)], color=INK, markersize=13,
            markeredgecolor="white", linestyle="none", clip_on=False, zorder=7,
        )  # fmt: skip
        right = taste > 0.75 * MOST_TASTE
        label_at(
            axes, taste, gamma, name, offset=(13, 14 if right else 10), ha="left", size=14,
        )  # fmt: skip
        alt.append(
            _(
                "{name}: habit {gamma:.2f}, taste spread {taste:.2f}, repeat rate {rate:.0%}."
            ).format(name=name, gamma=gamma, taste=taste, rate=rates[name])
        )
    headline(figure, title or _title(together), ax=ax)
    return Picture(figure, " ".join(alt))


def _title(rates: list[str]) -> str:
    if len(rates) < 2:
        return _("Many pairs of taste and habit give one repeat rate")
    if len(set(rates)) > 1:
        return _("Worlds of taste and habit, with repeat rates from {low} to {high}").format(
            low=min(rates), high=max(rates)
        )
    count = {2: _("Two worlds"), 3: _("Three worlds"), 4: _("Four worlds")}
    return _("{worlds}, one repeat rate: {rate}").format(
        worlds=count.get(len(rates), _("{n} worlds").format(n=len(rates))), rate=rates[0]
    )
