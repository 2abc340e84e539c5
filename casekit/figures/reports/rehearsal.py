"""A forecast held against what happened: the weeks that were hidden, added up."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at, spread
from casekit.figures.picture import Picture
from casekit.figures.reports.sales import plain_number
from casekit.figures.style import DASHES, ROLES
from casekit.words import _

__all__ = ["forecast_rehearsal"]

_LINES = (
    ("actual", "actual", "-"),
    ("forecast", "model", DASHES[1]),
    ("run_rate", "rule", DASHES[2]),
)


@in_house_style
def forecast_rehearsal(
    table: pd.DataFrame, *, title: str | None = None, ax: Axes | None = None
) -> Picture:
    """Draw purchases added up over the hidden weeks: as they happened and as they were forecast.

    Parameters
    ----------
    table : pandas.DataFrame
        Index: weeks since the cut, rising from 0. Columns ``actual``, ``forecast`` and
        ``run_rate``: purchases since the cut.
    title : str, optional
        The finding; by default the forecast's error at the end.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> forecast_rehearsal(pd.DataFrame(
    ...     {"actual": [0, 50], "forecast": [0.0, 45.0], "run_rate": [0.0, 80.0]}, index=[0, 26]))
    Purchases in 26 hidden weeks, added up. What happened: 50. Model: 45. Run rate: 80.
    """
    weeks = table.index.to_numpy(dtype=float)
    figure, axes = axes_for(ax, 9.6, 4.1)
    names = {
        "actual": _("what happened"),
        "forecast": _("model"),
        "run_rate": _("run rate"),
    }
    ends = {}
    for column, role, dash in _LINES:
        values = table[column].to_numpy(dtype=float)
        axes.plot(weeks, values, color=ROLES[role], linestyle=dash)
        ends[column] = float(values[-1])
    top = max(*ends.values(), 1.0)
    axes.set_xlim(0, weeks[-1])
    axes.set_ylim(0, 1.08 * top)
    heights = spread(list(ends.values()), 0.085 * top)
    for (column, role, _dash), height in zip(_LINES, heights, strict=True):
        label_at(
            axes,
            weeks[-1],
            height,
            f"{names[column]}: {plain_number(round(ends[column]))}",
            colour=ROLES[role],
            offset=(8, 0),
            edge=False,
        )
    axes.yaxis.set_major_locator(MaxNLocator(4))
    axes.yaxis.set_major_formatter(FuncFormatter(plain_number))
    axes.set_xlabel(_("Weeks since the cut"))
    axes.set_ylabel(_("Purchases since the cut"))
    alt = [
        _("Purchases in {weeks} hidden weeks, added up.").format(weeks=f"{weeks[-1]:.0f}"),
        *(
            f"{names[column].capitalize()}: {round(ends[column]):,}."
            for column in ("actual", "forecast", "run_rate")
        ),
    ]
    if title is None:
        title = (
            _("The forecast missed by {error}").format(
                error=f"{100 * (ends['forecast'] / ends['actual'] - 1):+.0f}%"
            )
            if np.isfinite(ends["actual"]) and ends["actual"] > 0
            else _("Nobody bought in the hidden weeks")
        )
    headline(figure, title, ax=ax)
    return Picture(figure, " ".join(alt))
