"""Many studies of the same question: luck shrinks with size, a wrong comparison stays wrong."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.lines import Line2D
from matplotlib.text import Text

from casekit.figures.canvas import headline, in_house_style, label_at, new_figure
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MARKERS, ROLES
from casekit.words import _

__all__ = ["Heaps", "heaps_panels"]

# Width of a column of dots, and the most dots a column shows before they are pressed together.
_COLUMN = 0.5
_TALLEST = 46.0
_WAYS = {"lot": ("model", MARKERS[0]), "choice": ("rule", MARKERS[1])}


class Heaps:
    """Draw each study as a dot at the effect that it finds; dots of equal size stand in heaps.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    differences : mapping of str to pandas.DataFrame
        ``"choice"`` and ``"lot"``: a row a study, a column a size
        (`casekit.metrics.programmes.growing_differences`).
    effect : float
        The truth, in $ a month.
    reach : tuple of float
        Ends of the axis, in $ a month.

    Examples
    --------
    >>> from casekit.figures.canvas import axes_for
    >>> one = pd.DataFrame({100: [3.0, 5.0]})
    >>> heaps = Heaps(axes_for(None)[1], {"lot": one, "choice": one + 14}, 4.0, (-10, 35))
    >>> heaps.show(100)
    >>> [float(mean) for mean in heaps.means(100).values()]
    [4.0, 18.0]
    """

    def __init__(
        self,
        ax: Axes,
        differences: Mapping[str, pd.DataFrame],
        effect: float,
        reach: tuple[float, float],
    ) -> None:
        self._differences = differences
        self.effect = effect
        self.dots: dict[str, PathCollection] = {}
        self.names: dict[str, Text] = {}
        words = {"lot": _("cards drawn by lot"), "choice": _("customers choose to join")}
        for way, (role, marker) in _WAYS.items():
            self.dots[way] = ax.scatter(
                [], [], s=26, color=ROLES[role], marker=marker, edgecolor="white", linewidth=0.4
            )
            # The name of the blue heap keeps clear of the line of the truth.
            place, ha = ((-12, 12), "right") if way == "lot" else ((0, 12), "center")
            name = label_at(ax, 0, 0, words[way], colour=ROLES[role], offset=place, ha=ha)
            self.names[way] = name
        (self.line,) = ax.plot(
            [effect, effect], [0, _TALLEST + 4], color=INK, linewidth=2, zorder=1
        )
        self.study: Line2D = ax.plot([], [], "v", color=INK, markersize=11, clip_on=False)[0]
        ax.set_xlim(*reach)
        ax.set_ylim(0, _TALLEST + 14)
        ax.set_yticks([])
        ax.grid(axis="y", visible=False)
        ax.spines["left"].set_visible(False)

    @property
    def moving(self) -> list[Any]:
        """Give what `show` changes."""
        return [*self.dots.values(), *self.names.values(), self.study]

    def means(self, size: int) -> dict[str, float]:
        """Give the mean of the studies of each kind at a size, in $ a month."""
        return {way: float(table[size].mean()) for way, table in self._differences.items()}

    def spreads(self, size: int) -> dict[str, float]:
        """Give the standard deviation of the studies of each kind at a size, in $ a month."""
        return {way: float(table[size].std(ddof=1)) for way, table in self._differences.items()}

    def show(
        self, size: int, study: int | None = None, shown: Sequence[str] = tuple(_WAYS)
    ) -> None:
        """Move the dots to a size, and mark one study drawn by lot."""
        placed = {
            way: _stacked(self._differences[way][size].to_numpy(dtype=float)) for way in self.dots
        }
        tallest = max(float(heights.max()) for _across, heights in placed.values())
        press = min(1.0, _TALLEST / tallest)
        for way, (across, heights) in placed.items():
            visible = way in shown
            self.dots[way].set_offsets(np.column_stack([across, heights * press]))
            self.dots[way].set_visible(visible)
            self.names[way].set_visible(visible)
            at = self.effect if way == "lot" else float(across.mean())
            self.names[way].xy = (at, float(heights.max()) * press)  # type: ignore[attr-defined]
        if study is None:
            self.study.set_visible(False)
        else:
            way = shown[0] if shown else "lot"
            found = float(self._differences[way][size].loc[study])
            self.study.set_visible(bool(shown))
            self.study.set_data([found], [_TALLEST + 8])


def _stacked(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Put values into columns; give their places across, and their heights in dots."""
    columns = np.round(values / _COLUMN)
    heights = np.zeros(len(values))
    for column in np.unique(columns):
        here = columns == column
        heights[here] = np.arange(here.sum()) + 1.0
    return columns * _COLUMN, heights


@in_house_style
def heaps_panels(
    differences: Mapping[str, pd.DataFrame],
    effect: float,
    *,
    sizes: Sequence[int] = (100, 400, 1600),
    title: str | None = None,
) -> Picture:
    """Show three sizes of the same study, many times each: the static twin of the explorer.

    Parameters
    ----------
    differences : mapping of str to pandas.DataFrame
        ``"choice"`` and ``"lot"``, as for `Heaps`.
    effect : float
        The truth, in $ a month.
    sizes : sequence of int
        Customers in a study, one panel each.
    title : str, optional
        The finding.

    Returns
    -------
    Picture

    Examples
    --------
    >>> one = pd.DataFrame({100: [3.0, 5.0], 400: [3.5, 4.5]})
    >>> heaps_panels({"lot": one, "choice": one + 14}, 4.0, sizes=(100, 400))
    Effect found by each study, $ a month; truth 4.00. 100 customers: by lot mean 4.0, standard \
deviation 1.4; by choice mean 18.0, standard deviation 1.4. 400 customers: by lot mean 4.0, \
standard deviation 0.7; by choice mean 18.0, standard deviation 0.7.
    """
    figure = new_figure(9.6, 2.35 * len(sizes) + 1.0)
    panels = np.atleast_1d(figure.subplots(len(sizes), 1, sharex=True))
    reach = _reach(differences, sizes)
    said = []
    for ax, size in zip(panels, sizes, strict=True):
        heaps = Heaps(ax, differences, effect, reach)
        heaps.show(size)
        if ax is not panels[0]:
            for name in heaps.names.values():
                name.set_visible(False)
        label_at(
            ax, reach[1], _TALLEST, _("{n:,} customers").format(n=size), offset=(0, 0), ha="right"
        )
        means, spreads = heaps.means(size), heaps.spreads(size)
        said.append(
            _(
                "{n:,} customers: by lot mean {a:.1f}, standard deviation {b:.1f}; "
                "by choice mean {c:.1f}, standard deviation {d:.1f}."
            ).format(
                n=size, a=means["lot"], b=spreads["lot"], c=means["choice"], d=spreads["choice"]
            )
        )
    label_at(
        panels[0],
        effect,
        _TALLEST + 6,
        _("the truth: {x}").format(x=f"${effect:.0f}"),
        offset=(-6, 0),
        ha="right",
        bold=False,
    )
    panels[len(panels) // 2].set_ylabel(_("Studies (one mark each)"))
    panels[-1].set_xlabel(_("Effect of the card that a study finds ($ a month)"))
    headline(
        figure,
        title or _("More customers make both answers surer, and only one of them right"),
    )
    return Picture(
        figure,
        _("Effect found by each study, $ a month; truth {effect:.2f}. {said}").format(
            effect=effect, said=" ".join(said)
        ),
    )


def _reach(differences: Mapping[str, pd.DataFrame], sizes: Sequence[int]) -> tuple[float, float]:
    values = np.concatenate(
        [table[list(sizes)].to_numpy().ravel() for table in differences.values()]
    )
    return float(np.floor(np.nanmin(values) - 1)), float(np.ceil(np.nanmax(values) + 1))
