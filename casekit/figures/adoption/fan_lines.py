"""Many histories of a lead drawn as a fan between two walls: shared by figures and explorer."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from numpy.typing import NDArray

from casekit.figures.canvas import label_at
from casekit.figures.style import DASHES, INK, MUTED, PAPER, ROLES
from casekit.words import _

__all__ = ["FanLines", "fates"]

Integers = NDArray[np.int32]

FIRST, SECOND = ROLES["model"], ROLES["rule"]


def fates(leads: Integers, walls: tuple[int, int] | None) -> NDArray[np.int8]:
    """Say of each history whether the first (1), the second (-1) or nobody (0) locked it in.

    Parameters
    ----------
    leads : numpy.ndarray
        A row an adoption (the start first), a column a history.
    walls : tuple of int or None
        Leads at which the market is locked in.

    Returns
    -------
    numpy.ndarray

    Examples
    --------
    >>> fates(np.array([[0, 0, 0], [1, -1, 1], [2, -2, 0]], dtype=np.int32), (-2, 2)).tolist()
    [1, -1, 0]
    """
    if walls is None:
        return np.zeros(leads.shape[1], dtype=np.int8)
    outside = (leads <= walls[0]) | (leads >= walls[1])
    first_hit = leads[outside.argmax(axis=0), np.arange(leads.shape[1])]
    return np.where(outside.any(axis=0), np.where(first_hit > 0, 1, -1), 0).astype(np.int8)


class FanLines:
    """Draw histories of a lead in the colours of those who won them, and the two walls.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    adopters : int
        Right end: adoptions in a history.
    reach : int
        Upper and lower end: the largest lead shown.
    names : tuple of str
        First and second standard.
    nearly : bool
        Whether a few adopters still choose the standard behind beyond a wall.
    fast : bool
        Put words on a plain ground instead of giving each letter an edge: an explorer draws them
        again at each move.

    Examples
    --------
    >>> from casekit.figures.canvas import axes_for
    >>> fan = FanLines(axes_for(None)[1], adopters=2, reach=3, names=("A", "B"))
    >>> fan.show(np.array([[0, 0], [1, -1], [2, -2]], dtype=np.int32), (-2, 2))
    (1, 1, 0)
    """

    def __init__(
        self,
        ax: Axes,
        adopters: int,
        reach: int,
        names: tuple[str, str],
        *,
        nearly: bool = False,
        fast: bool = False,
    ) -> None:
        self._wall_words = (
            _("from here on nearly all choose {name}")
            if nearly
            else _("from here on all choose {name}")
        )
        self._ax, self._adopters, self._reach, self._names = ax, adopters, reach, names
        ax.set_xlim(0, adopters)
        ax.set_ylim(-reach, reach)
        ax.set_xlabel(_("Number of adoptions so far"))
        ax.set_ylabel(_("Lead of {first} (number of adoptions)").format(first=names[0]))
        ax.axhline(0, color=MUTED, linewidth=1.0)
        self._lines: dict[int, LineCollection] = {}
        for fate, colour in ((0, MUTED), (1, FIRST), (-1, SECOND)):
            lines = LineCollection([], colors=colour, linewidths=1.1, alpha=0.45, zorder=2)
            ax.add_collection(lines, autolim=False)
            self._lines[fate] = lines
        self._walls = [
            ax.plot([], [], color=INK, linestyle=DASHES[1], linewidth=2.2, zorder=4)[0]
            for _side in range(2)
        ]
        self._words = [
            label_at(
                ax, 0, 0, "", bold=False, size=12, ha="right", offset=(6, side * 9), edge=not fast
            )
            for side in (-1, 1)
        ]
        self._ends = [
            label_at(
                ax,
                0.5 * adopters,
                side * 0.9 * reach,
                "",
                colour=colour,
                ha="center",
                edge=not fast,
            )
            for side, colour in ((1, FIRST), (-1, SECOND))
        ]
        if fast:
            for words in (*self._words, *self._ends):
                words.set_bbox({"facecolor": PAPER, "edgecolor": "none", "pad": 1.5})
        for end in self._ends:
            end.set_position((0, 0))

    @property
    def moving(self) -> list[Artist]:
        """Give the artists that `show` changes, from back to front."""
        return [*self._lines.values(), *self._walls, *self._words, *self._ends]

    def show(self, leads: Integers, walls: tuple[int, int] | None) -> tuple[int, int, int]:
        """Draw histories and walls.

        Parameters
        ----------
        leads : numpy.ndarray
            A row an adoption (the start first), a column a history.
        walls : tuple of int or None
            Leads at which the market is locked in.

        Returns
        -------
        tuple of int
            Histories that the first won, that the second won, and that are open.
        """
        fate = fates(leads, walls)
        at = np.arange(len(leads), dtype=float)
        # Beyond the frame a line is straight: cutting it saves most of the drawing.
        few = leads.shape[1] <= 3
        for which, lines in self._lines.items():
            lines.set_linewidth(2.8 if few else 1.1)
            lines.set_alpha(1.0 if few else 0.45)
            chosen = leads[:, fate == which]
            lines.set_segments([self._inside(at, path) for path in chosen.T])
        counts = tuple(int((fate == which).sum()) for which in (1, -1, 0))
        for place, wall in enumerate(walls or (None, None)):
            seen = wall is not None and abs(wall) < self._reach
            self._walls[place].set_visible(seen)
            self._words[place].set_visible(seen)
            if wall is not None:
                self._walls[place].set_data([0, self._adopters], [wall, wall])
                self._words[place].xy = (self._adopters, wall)
                side = 1 if place else -1
                self._words[place].set_verticalalignment("bottom" if side > 0 else "top")
                self._words[place].set_position((-4, side * 3))
                name = self._names[1 - place]
                self._words[place].set_text(self._wall_words.format(name=name))
        for end, name, count in zip(self._ends, self._names, counts[:2], strict=True):
            words = _("{name} wins {count} of {all}").format(
                name=name, count=count, all=leads.shape[1]
            )
            end.set_text("" if walls is None or few else words)
        return counts  # type: ignore[return-value]

    def _inside(self, at: NDArray[np.float64], path: Any) -> NDArray[np.float64]:
        out = np.abs(path) > self._reach + 1
        last = int(out.argmax()) + 1 if out.any() else len(path)
        return np.column_stack([at[:last], path[:last]])
