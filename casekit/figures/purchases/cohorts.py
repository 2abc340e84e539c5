"""Retention by cohort, with the cells nobody has observed yet left empty."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from casekit.figures.canvas import axes_for, headline, in_house_style
from casekit.figures.picture import Picture
from casekit.figures.purchases.chance import percent
from casekit.figures.style import INK, PAPER
from casekit.words import _

__all__ = ["cohort_heatmap"]

_SHARES = LinearSegmentedColormap.from_list("casekit_shares", ["#F2F7FB", "#7DB3DC", "#084C86"])


@in_house_style
def cohort_heatmap(
    table: pd.DataFrame,
    *,
    period: str = "months",
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Colour the share of each cohort that bought in each later period.

    Parameters
    ----------
    table : pandas.DataFrame
        Retention from `casekit.metrics.cohorts.cohort_table`: a row a cohort, a column a period
        since the first purchase, empty where nobody has observed it yet.
    period : str
        Name of the periods on the axes, in the plural.
    title : str, optional
        The finding; by default the range of shares one period after the first purchase.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {0: [1.0, 1.0], 1: [0.25, 0.2], 2: [0.125, None]}, index=["1997-01", "1997-02"]
    ... )
    >>> cohort_heatmap(table)  # doctest: +ELLIPSIS
    Share of 2 cohorts that bought again, ... In period 1: 20% to 25%. In period 2: 12% to 12%.
    """
    values = table.to_numpy(dtype=float, na_value=np.nan)
    later = values[:, 1:]
    top = float(np.nanmax(later)) if np.isfinite(later).any() else 1.0
    rows, columns = values.shape
    figure, axes = axes_for(
        ax, min(16.0, max(9.6, 2.4 + 0.62 * columns)), max(3.9, 2.2 + 0.42 * rows)
    )
    # The first period is 100% by definition: on the scale it would hide all the others.
    shown = np.ma.masked_invalid(np.column_stack([np.full(rows, np.nan), later]))
    axes.pcolormesh(
        np.arange(columns + 1) - 0.5,
        np.arange(rows + 1) - 0.5,
        shown,
        cmap=_SHARES,
        vmin=0,
        vmax=top,
        edgecolors=PAPER,
        linewidth=1.5,
    )
    for row in range(rows):
        for column in range(columns):
            value = values[row, column]
            if np.isfinite(value):
                dark = column > 0 and value > 0.6 * top
                axes.text(
                    column,
                    row,
                    f"{100 * value:.0f}",
                    ha="center",
                    va="center",
                    fontsize=12,
                    color=PAPER if dark else INK,
                )
    axes.set_xticks(range(columns), [str(name) for name in table.columns])
    axes.set_yticks(range(rows), [str(name) for name in table.index])
    axes.set_ylim(rows - 0.5, -0.5)
    axes.grid(visible=False)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.set_xlabel(_("{period} since the first purchase").format(period=period.capitalize()))
    axes.set_ylabel(_("Cohort of first purchase"))
    alt = [
        _("Share of {n} cohorts that bought again, by {period} since the first purchase.").format(
            n=rows, period=period
        )
    ]
    ranges = {}
    for column in (1, columns - 1) if columns > 2 else range(1, columns):
        known = values[:, column][np.isfinite(values[:, column])]
        if len(known):
            ranges[column] = (percent(known.min()), percent(known.max()))
            alt.append(
                _("In period {period}: {low} to {high}.").format(
                    period=table.columns[column], low=ranges[column][0], high=ranges[column][1]
                )
            )
    if title is None:
        title = _("Retention of each cohort")
        if 1 in ranges:
            title = _("One period on, {low} to {high} of a cohort buys again").format(
                low=ranges[1][0], high=ranges[1][1]
            )
    headline(figure, title, ax=ax, note=_("Per cent of the cohort that bought in the period"))
    return Picture(figure, " ".join(alt))
