"""What one dollar of yearly margin is worth, for every retention and every discount rate."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.ticker import PercentFormatter

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import INK, PAPER, SHADE
from casekit.words import _

__all__ = ["multiple_map"]

_LEVELS = (0.75, 1, 1.5, 2, 3, 4, 6, 9)


@in_house_style
def multiple_map(
    marks: Mapping[str, tuple[float, float]],
    *,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Draw the margin multiple r/(1+i−r) as a map of retention and discount rate.

    Parameters
    ----------
    marks : mapping of str to (float, float)
        Name of a point; its retention and its discount rate, both shares a period.
    title : str, optional
        The finding; by default the multiples of the marks.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> multiple_map({"first year": (0.6, 0.12), "average": (0.8, 0.12)})
    Margin multiple by retention and discount rate. first year: 60% and 12% give 1.15. average: 80%
    and 12% give 2.50.
    """
    figure, axes = axes_for(ax, 10.2, 5.4)
    retention, discount = np.meshgrid(np.linspace(0.4, 0.97, 200), np.linspace(0.01, 0.30, 120))
    multiple = retention / (1 + discount - retention)
    blues = LinearSegmentedColormap.from_list("casekit_value", [PAPER, SHADE, "#7DB3DC", "#0A5FA6"])
    axes.contourf(retention, discount, np.log(multiple), levels=40, cmap=blues)
    lines = axes.contour(
        retention, discount, multiple, levels=_LEVELS, colors=INK, linewidths=1.1, linestyles="-"
    )
    # Numbers of the lines stand where no mark is likely: r = level (1 + i) / (1 + level).
    heights = [0.235 if level <= 3 else 0.045 for level in _LEVELS]
    places = [
        (level * (1 + height) / (1 + level), height)
        for level, height in zip(_LEVELS, heights, strict=True)
    ]
    axes.clabel(lines, fmt=lambda level: f"{level:g}", fontsize=12, manual=places)
    alt = [_("Margin multiple by retention and discount rate.")]
    found = {}
    for name, (kept, rate) in marks.items():
        found[name] = kept / (1 + rate - kept)
        axes.plot(kept, rate, "o", color=INK, markersize=12, markeredgecolor=PAPER, zorder=7)
        label_at(
            axes,
            kept,
            rate,
            f"{name}: {found[name]:.2f}",
            offset=(0, 20),
            ha="center",
            size=14,
        )
        alt.append(
            _("{name}: {kept:.0f}% and {rate:.0f}% give {multiple:.2f}.").format(
                name=name, kept=100 * kept, rate=100 * rate, multiple=found[name]
            )
        )
    axes.grid(visible=False)
    axes.set_xlabel(_("Retention (per cent renew each year, always the same)"))
    axes.set_ylabel(_("Discount rate (per cent a year)"))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    if title is None:
        title = _("One dollar of yearly margin: {values}").format(
            values=", ".join(f"{name} ${value:.2f}" for name, value in found.items())
        )
    note = _("Lines: dollars of value for one dollar of margin a year, first at the next renewal")
    headline(figure, title, ax=ax, note=note)
    return Picture(figure, " ".join(alt))
