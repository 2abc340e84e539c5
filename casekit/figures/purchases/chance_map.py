"""P(alive) of every history of one age as a map: shared by the static figure and the explorer."""

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.ticker import MultipleLocator

from casekit.figures.canvas import label_at
from casekit.figures.purchases.chance import KnowsWhoIsAlive, alive_after_silence, percent
from casekit.figures.style import INK, PAPER, likelihood_map
from casekit.words import _

__all__ = ["ChanceMap"]

_LEVELS = (0.1, 0.25, 0.5, 0.75, 0.9)
_ROWS = 96


class ChanceMap:
    """Colour P(alive) over repeat purchases and weeks of silence, with labelled level lines.

    One-time buyers are not on it: most models of purchases say of all of them the same.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    results : fitted model
        Anything with ``unit`` and ``probability_alive``.
    most_purchases : int
        Largest number of repeat purchases on the map.
    most_weeks : float
        Longest silence on the map, in weeks.

    Examples
    --------
    >>> from casekit.figures.canvas import axes_for
    >>> from casekit.models.purchases.bgnbd import BGNBD
    >>> published = BGNBD.at(r=0.243, alpha=4.414, a=0.793, b=2.426)
    >>> chances = ChanceMap(axes_for(None)[1], published, most_purchases=12, most_weeks=39)
    >>> chances.show(age_weeks=39)
    >>> round(chances.weeks_to(0.5, repeat_purchases=2), 1)
    20.8
    """

    def __init__(
        self, ax: Axes, results: KnowsWhoIsAlive, most_purchases: int, most_weeks: float
    ) -> None:
        self._results = results
        self._numbers = np.arange(1, most_purchases + 1)
        self._silence = (np.arange(_ROWS) + 0.5) * most_weeks / _ROWS
        self._alive = np.full((_ROWS, most_purchases), np.nan)
        self._age: float | None = None
        ax.set_facecolor(PAPER)
        ax.grid(visible=False)
        ax.set_xlabel(_("Repeat purchases (number)"))
        ax.set_ylabel(_("Weeks since the last purchase"))
        # A mesh is drawn several times faster than an image that has to be resampled.
        self._colours = ax.pcolormesh(
            np.arange(most_purchases + 1) + 0.5,
            np.linspace(0, most_weeks, _ROWS + 1),
            self._alive,
            cmap=likelihood_map(),
            vmin=0,
            vmax=1,
        )
        self._lines = [
            ax.plot([], [], color=INK, linewidth=1.3, linestyle="-")[0] for _l in _LEVELS
        ]
        # The levels are named outside the map, where the lines end.
        self._names = [
            label_at(ax, most_purchases + 0.5, 0, percent(level), bold=False, size=12, edge=False)
            for level in _LEVELS
        ]
        # Lines were drawn after the colours and would have moved the limits.
        ax.set_xlim(0.5, most_purchases + 0.5)
        ax.set_ylim(0, most_weeks)
        ax.xaxis.set_major_locator(MultipleLocator(1 if most_purchases <= 14 else 5))
        ax.yaxis.set_major_locator(MultipleLocator(13))

    @property
    def moving(self) -> list[Artist]:
        """Give the artists that `show` changes, from back to front."""
        return [self._colours, *self._lines, *self._names]

    def show(self, age_weeks: float) -> None:
        """Colour the map for customers of one age; a silence as long as their life stays blank.

        Parameters
        ----------
        age_weeks : float
            Weeks since the first purchase.
        """
        if age_weeks == self._age:
            return
        self._age = age_weeks
        possible = self._silence < age_weeks
        silence = self._silence[possible]
        self._alive[:] = np.nan
        self._alive[possible] = alive_after_silence(
            self._results,
            self._numbers[None, :],
            age_weeks - silence[:, None],
            silence[:, None],
        )
        self._colours.set_array(np.ma.masked_invalid(self._alive))
        # From edge to edge: the first and the last number hold for the whole width of their column.
        across = np.concatenate([[0.5], self._numbers, [len(self._numbers) + 0.5]])
        for level, line, name in zip(_LEVELS, self._lines, self._names, strict=True):
            heights = np.array([self.weeks_to(level, int(number)) for number in self._numbers])
            line.set_data(across, np.concatenate([heights[:1], heights, heights[-1:]]))
            name.xy = (name.xy[0], heights[-1] if np.isfinite(heights[-1]) else 0.0)
            name.set_visible(bool(np.isfinite(heights[-1])))

    def weeks_to(self, level: float, repeat_purchases: int) -> float:
        """Give the silence that brings P(alive) down to a level, at the age shown.

        Parameters
        ----------
        level : float
            Between 0 and 1.
        repeat_purchases : int
            Number of repeat purchases, at least 1.

        Returns
        -------
        float
            Weeks; NaN when the level is not on the map.
        """
        column = self._alive[:, repeat_purchases - 1]
        known = np.isfinite(column)
        falling = column[known]
        if not len(falling) or not falling[-1] <= level <= falling[0]:
            return float("nan")
        return float(np.interp(-level, -falling, self._silence[known]))
