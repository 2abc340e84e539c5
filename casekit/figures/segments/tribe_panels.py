"""The parts that the explorer of tribes and its printed twin draw: a cloud, and its evidence."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from casekit.figures.canvas import headline, in_house_style, label_at, new_figure
from casekit.figures.picture import Picture
from casekit.figures.segments.tribe_world import (
    GROUPS,
    cut,
    null_band,
    points_of,
    silhouettes,
    tribe_shop,
)
from casekit.figures.style import INK, LINE_COLOURS, MARKERS, MUTED, ROLES
from casekit.frames.segments import DAYS_SINCE_LAST_PURCHASE, TOTAL_SPEND
from casekit.words import _

__all__ = ["Evidence", "TribeCloud", "tribe_settings"]

_COLOURS = (*LINE_COLOURS, "#8A6D00", "#5B6875")
_MARKS = (*MARKERS, "X", "*")
_NOBODY = np.empty((0, 2))
_MOST_SILHOUETTE = 1.0


class TribeCloud:
    """Draw a shop's customers in the colours of the computer's groups.

    Parameters
    ----------
    axes : Axes
        Where to draw.
    """

    def __init__(self, axes: Axes) -> None:
        self._dots = [
            axes.scatter(
                [],
                [],
                s=19,
                color=_COLOURS[group % len(_COLOURS)],
                marker=_MARKS[group % len(_MARKS)],
                alpha=0.7,
                linewidth=0,
            )
            for group in range(GROUPS[-1])
        ]
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xlim(0.8, 450)
        axes.set_ylim(8, 200_000)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(FuncFormatter(lambda value, _at: f"{value:,.0f}"))
        axes.minorticks_off()
        axes.set_xlabel(_("Days since the last purchase"))
        axes.set_ylabel(_("Spend in a year ($)"))
        self.moving: list[Artist] = [*self._dots]

    def show(self, separation: float, groups: int, logarithms: bool) -> None:
        """Move the dots to a shop and colour them."""
        table = tribe_shop(separation).table
        labels, _silhouette = cut(points_of(table, logarithms), groups)
        places = table[[DAYS_SINCE_LAST_PURCHASE, TOTAL_SPEND]].to_numpy(dtype=float)
        places = np.maximum(places, 1.0)
        for group, dots in enumerate(self._dots):
            dots.set_offsets(places[labels == group] if group < groups else _NOBODY)


class Evidence:
    """Draw the silhouette of every number of groups, and the band of shops without tribes.

    Parameters
    ----------
    axes : Axes
        Where to draw.
    named : bool
        Whether the band and the line carry their names.
    """

    def __init__(self, axes: Axes, *, named: bool = True) -> None:
        places = np.array(list(GROUPS), dtype=float)
        self._places = places
        self._band = axes.fill_between(places, places * 0, places * 0 + 1, color=MUTED, alpha=0.28)
        self._line = axes.plot(places, places * 0, color=ROLES["model"], marker="o")[0]
        self._here = axes.plot(
            [5], [0], marker="s", markersize=13, color=ROLES["rule"], markeredgecolor="white"
        )[0]
        axes.set_xlim(1.8, 8.2)
        axes.set_ylim(0, _MOST_SILHOUETTE)
        axes.set_xticks(list(GROUPS))
        axes.set_xlabel(_("Groups asked for (number)"))
        axes.set_ylabel(_("Silhouette (score, 0 to 1)"))
        self.moving: list[Artist] = [self._band, self._line, self._here]
        if named:
            label_at(axes, 2.0, 0.15, _("grey: shops without tribes"), colour=MUTED, offset=(0, 0))
            label_at(
                axes,
                2.0,
                0.05,
                _("line: this shop"),
                colour=ROLES["model"],
                offset=(0, 0),
            )

    def show(self, separation: float, groups: int, logarithms: bool) -> tuple[float, float, float]:
        """Move to a shop; give its silhouette and the band at this number of groups."""
        low, high = null_band(logarithms)
        # Out along the upper edge and back along the lower one, and once more to where it began.
        around = np.concatenate([self._places, self._places[::-1], self._places[:1]])
        edge = np.concatenate([high, low[::-1], high[:1]])
        self._band.set_verts([np.column_stack([around, edge])])
        line = silhouettes(separation, logarithms)
        at = groups - GROUPS[0]
        self._line.set_ydata(line)
        self._here.set_data([groups], [line[at]])
        return float(line[at]), float(low[at]), float(high[at])


def _three_settings() -> tuple[tuple[str, dict[str, Any]], ...]:
    return (
        (
            _("five tribes at 1.0,\nlogarithms"),
            {"separation": 1.0, "groups": 5, "logarithms": True},
        ),
        (
            _("five tribes at 0.6,\nlogarithms"),
            {"separation": 0.6, "groups": 5, "logarithms": True},
        ),
        (_("no tribes,\nplain numbers"), {"separation": 0.0, "groups": 5, "logarithms": False}),
    )


@in_house_style
def tribe_settings(
    settings: Sequence[tuple[str, dict[str, Any]]] | None = None, *, title: str | None = None
) -> Picture:
    """Show three settings of the explorer of tribes side by side, for the printed page.

    Parameters
    ----------
    settings : sequence of (str, dict), optional
        Name of a column, and ``separation``, ``groups``, ``logarithms``.
    title : str, optional
        The finding; by default the silhouettes, with and without tribes.

    Returns
    -------
    Picture

    Examples
    --------
    >>> tribe_settings()  # doctest: +ELLIPSIS
    Silhouette of the groups, and the range of shops without tribes. five tribes at 1.0, ...
    """
    chosen = settings or _three_settings()
    figure = new_figure(4.1 * max(2, len(chosen)), 8.0)
    panels = figure.subplots(2, len(chosen), squeeze=False, sharey="row")
    alt = [_("Silhouette of the groups, and the range of shops without tribes.")]
    found = []
    for column, (name, state) in enumerate(chosen):
        cloud, evidence = (
            TribeCloud(panels[0, column]),
            Evidence(panels[1, column], named=not column),
        )
        cloud.show(**state)
        score, low, high = evidence.show(**state)
        found.append(score)
        panels[0, column].set_title(name, loc="left", color=INK, fontweight="bold")
        if column:
            panels[0, column].set_ylabel("")
            panels[1, column].set_ylabel("")
        alt.append(
            _("{name}: {score:.2f} ({low:.2f} to {high:.2f}).").format(
                name=name.replace("\n", " "), score=score, low=low, high=high
            )
        )
    if title is None:
        title = _(
            "With five groups, the highest silhouette, {most:.2f}, is that of {where}"
        ).format(most=max(found), where=chosen[int(np.argmax(found))][0].replace("\n", " "))
    headline(figure, title)
    return Picture(figure, " ".join(alt))
