"""How points come home: each month's points, watched as long as there was time to watch them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, ROLES
from casekit.words import _

__all__ = ["points_coming_home"]


@in_house_style
def points_coming_home(
    triangle: pd.DataFrame,
    redeemed_by: Callable[[range], pd.Series] | None = None,
    *,
    every: int = 4,
    ahead: int = 24,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show the share redeemed of each month's points along the calendar, up to today and beyond.

    Parameters
    ----------
    triangle : pandas.DataFrame
        As `casekit.metrics.ledger.redemption_triangle` gives it: a row a month of earning, a
        column an age in months, cumulative shares, empty where not yet observed.
    redeemed_by : callable, optional
        Gives the share redeemed by some ages: `Breakage().fit(ledger).redeemed_by`. With it the
        lines are carried on beyond today.
    every : int
        Draw the points of every so many months.
    ahead : int
        Months beyond today.
    title : str, optional
        The finding; by default made from the data.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture
        Solid: observed. Dashed: by the fit. A square stands where observation ends today.

    Examples
    --------
    >>> triangle = pd.DataFrame({0: [0.1, 0.12], 1: [0.3, np.nan]}, index=[0, 1])
    >>> points_coming_home(triangle, every=1)
    Share of points redeemed, along the calendar, today in month 1. Points of month 0: 30% so far; of month 1: 12% so far.
    """  # noqa: E501
    figure, axes = axes_for(ax, 10.4, 5.6)
    cohorts = triangle.index.to_numpy(int)
    ages = triangle.columns.to_numpy(int)
    today = int(cohorts[-1] + ages[np.isfinite(triangle.iloc[-1].to_numpy(float))][-1])
    drawn = [int(cohort) for cohort in cohorts[::every]]
    if int(cohorts[-1]) - drawn[-1] >= max(2, every // 2):
        drawn.append(int(cohorts[-1]))
    carried = None if redeemed_by is None else redeemed_by(range(today + ahead + 1))
    told, ends = [], []
    for cohort in drawn:
        seen = triangle.loc[cohort].to_numpy(float)
        known = np.isfinite(seen)
        last = int(ages[known][-1])
        axes.plot(
            cohort + ages[known], seen[known], color=ROLES["rule"], linestyle="-", linewidth=2.2
        )
        axes.plot([today], [seen[known][-1]], "s", color=ROLES["rule"], markersize=8, zorder=5)
        if carried is not None:
            later = np.arange(last, today + ahead - cohort + 1)
            values = carried.to_numpy(float)[later]
            values = values + (seen[known][-1] - values[0]) * (carried.iloc[-1] - values) / max(
                float(carried.iloc[-1] - values[0]), 1e-9
            )
            axes.plot(
                cohort + later, values, color=ROLES["model"], linestyle=(0, (3, 2)), linewidth=1.8
            )
        ends.append(float(seen[known][-1]))
        told.append(_("of month {n}: {share:.0%} so far").format(n=cohort, share=ends[-1]))
    axes.axvline(today, color=INK, linewidth=1.8)
    label_at(axes, today, 0.985, _("today"), offset=(-8, 0), ha="right")
    label_at(
        axes, drawn[0], 0.9, _("each line: the points\nof one month"), colour=ROLES["rule"],
        offset=(2, 0),
    )  # fmt: skip
    right = today + (ahead if carried is not None else 4)
    if carried is not None:
        ceiling = float(carried.iloc[-1])
        label_at(
            axes, right, ceiling, _("all end near {share:.0%}, by the fit").format(share=ceiling),
            colour=ROLES["model"], offset=(0, 16), ha="right",
        )  # fmt: skip
    axes.set_xlim(-0.6, right + 0.6)
    axes.set_ylim(0, 1.04)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.set_xlabel(_("Months since the start of the programme"))
    axes.set_ylabel(_("Redeemed so far (% of the points earned)"))
    axes.tick_params(colors=MUTED)
    headline(
        figure,
        title
        or _(
            "Oldest points {a:.0%} redeemed, youngest {b:.0%}: today cuts every line at another age"
        ).format(a=ends[0], b=ends[-1]),
        ax=ax,
    )
    words = _("Share of points redeemed, along the calendar, today in month {n}. Points {told}.")
    alt = words.format(n=today, told="; ".join(told))
    if carried is not None:
        alt += " " + _("Carried on by the fit, all end near {share:.0%}.").format(
            share=float(carried.iloc[-1])
        )
    return Picture(figure, alt)
