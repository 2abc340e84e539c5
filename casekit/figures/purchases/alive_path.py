"""One customer's silence drawn as it lasts: shared by the static panels and by the explorer."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.ticker import MultipleLocator, PercentFormatter

from casekit.figures.canvas import label_at
from casekit.figures.purchases.chance import (
    KnowsWhoIsAlive,
    alive_after_silence,
    percent,
    weeks,
)
from casekit.figures.style import INK, MUTED, ROLES
from casekit.words import _

__all__ = ["AlivePath"]

# Purchases are ticks below the zero line of probability.
_RUG = (-0.15, -0.05)


class AlivePath:
    """Draw a customer's purchases, the silence since, and how P(alive) falls as it lasts.

    The artists are made once and moved by `show`, so that an explorer redraws quickly.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    results : fitted model
        Anything with ``unit`` and ``probability_alive``.
    last_week : float
        Right end of the time axis, in weeks since the first purchase.

    Examples
    --------
    >>> from casekit.figures.canvas import axes_for
    >>> from casekit.models.purchases.bgnbd import BGNBD
    >>> published = BGNBD.at(r=0.243, alpha=4.414, a=0.793, b=2.426)
    >>> path = AlivePath(axes_for(None)[1], published, last_week=78)
    >>> round(path.show(repeat_purchases=2, last_purchase_week=20, today=39), 3)
    0.543
    """

    def __init__(self, ax: Axes, results: KnowsWhoIsAlive, last_week: float) -> None:
        self._results = results
        self._last_week = last_week
        ax.set_xlim(-1.5, last_week)
        ax.set_ylim(_RUG[0] - 0.04, 1.06)
        ax.set_xlabel(_("Weeks since the first purchase"))
        ax.set_ylabel(_("P(alive), per cent"))
        ax.yaxis.set_major_formatter(PercentFormatter(1.0))
        ax.set_yticks([0, 0.25, 0.5, 0.75, 1])
        ax.xaxis.set_major_locator(MultipleLocator(13))
        ax.axhline(0, color=MUTED, linewidth=1.0)
        # Half transparent: an explorer draws it over lines that never change.
        self._silence = ax.axvspan(0, 1, color=INK, alpha=0.08, linewidth=0, zorder=0)
        self._today = ax.axvline(0, color=INK, linewidth=1.2)
        (self._past,) = ax.plot([], [], color=ROLES["model"], linestyle="-", linewidth=3.4)
        (self._future,) = ax.plot(
            [], [], color=ROLES["model"], linestyle=(0, (1.5, 1.8)), linewidth=2.4, alpha=0.75
        )
        self._bought = ax.vlines([], *_RUG, colors=INK, linewidth=2.6)
        (self._point,) = ax.plot(
            [], [], "o", color=ROLES["model"], markersize=13, markeredgecolor="white", zorder=7
        )
        self._chance = label_at(ax, 0, 0, "", colour=ROLES["model"], size=16)
        self._day = label_at(ax, 0, 1.03, _("today"), colour=MUTED, bold=False, size=12, edge=False)
        self._word = label_at(
            ax, 0, _RUG[0] + 0.01, "", colour=MUTED, bold=False, size=12, edge=False
        )
        self._word.set_verticalalignment("bottom")

    @property
    def moving(self) -> list[Artist]:
        """Give the artists that `show` changes, from back to front."""
        return [
            self._silence,
            self._today,
            self._bought,
            self._past,
            self._future,
            self._point,
            self._day,
            self._word,
            self._chance,
        ]

    def show(self, repeat_purchases: int, last_purchase_week: float, today: float) -> float:
        """Move everything to one history.

        Parameters
        ----------
        repeat_purchases : int
            Number of repeat purchases.
        last_purchase_week : float
            Week of the last purchase since the first; 0 without a repeat purchase.
        today : float
            Weeks from the first purchase to the day of asking.

        Returns
        -------
        float
            P(alive) today.
        """
        last = last_purchase_week if repeat_purchases else 0.0
        silence = np.linspace(0, self._last_week - last, 90)
        now = today - last
        # Today's own value is in both pieces, so the curve has no gap at the point.
        silence = np.union1d(silence, [now])
        alive = alive_after_silence(self._results, repeat_purchases, last, silence)
        chance = float(np.interp(now, silence, alive))
        before, after = silence <= now, silence >= now
        self._past.set_data(last + silence[before], alive[before])
        self._future.set_data(last + silence[after], alive[after])
        self._point.set_data([today], [chance])
        self._today.set_xdata([today, today])
        self._silence.set_x(last)
        self._silence.set_width(now)
        # Only the number and the last date matter to the model: the rest is spaced evenly.
        dates = np.linspace(0, last, repeat_purchases + 1)
        self._bought.set_segments([np.array([[date, _RUG[0]], [date, _RUG[1]]]) for date in dates])
        self._label(today, chance, now)
        return chance

    def _label(self, today: float, chance: float, silence: float) -> None:
        near_the_end = today > 0.72 * self._last_week
        self._chance.xy = (today, chance)
        self._chance.set_text(percent(chance))
        # A falling curve leaves room above it and to the right; under the roof there is room
        # only to the left, where a silence that short has hardly begun.
        high = chance >= 0.85
        leftward = near_the_end or (high and today > 0.15 * self._last_week)
        self._chance.set_horizontalalignment("right" if leftward else "left")
        self._chance.set_position((-13 if leftward else 13, -17 if high else 15))
        self._day.xy = (today, 1.03)
        self._day.set_horizontalalignment("right" if near_the_end else "left")
        self._day.set_position((-6 if near_the_end else 6, 0))
        self._word.xy = (today, _RUG[0] + 0.01)
        self._word.set_text(_("{weeks} silent").format(weeks=weeks(silence)))
        self._word.set_horizontalalignment("right" if near_the_end else "left")
        self._word.set_position((-6 if near_the_end else 6, 0))
