"""Forecasts of survival beside the years that were held back."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.ticker import MaxNLocator

from casekit.errors import InputError
from casekit.figures.canvas import headline, in_house_style, label_at, new_figure, spread
from casekit.figures.picture import Picture
from casekit.figures.style import DASHES, INK, MUTED, PAPER, ROLES, SHADE
from casekit.figures.subscriptions.scales import percent, share_axis
from casekit.words import _

__all__ = ["survival_forecast"]

_ROLES = ("model", "rule", "lost")


@in_house_style
def survival_forecast(
    panels: Mapping[str, pd.DataFrame],
    *,
    fitted_periods: int,
    period: str = "",
    title: str | None = None,
) -> Picture:
    """Draw forecasts of survival beside what happened, a panel a cohort.

    Parameters
    ----------
    panels : mapping of str to pandas.DataFrame
        Name of a cohort; its table has the period (0, 1, 2, …) as index, a column ``actual`` with
        the shares still there, and one column a forecast, all as shares.
    fitted_periods : int
        The last period that the forecasters saw.
    period : str
        What one period is, in the plural; by default "years".
    title : str, optional
        The finding; by default the largest error of each forecast in the last period, in per
        cent of what happened.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When a table has no column ``actual`` or no forecast.

    Examples
    --------
    >>> table = pd.DataFrame({"actual": [1, 0.6, 0.5], "line": [1, 0.6, 0.36]})
    >>> survival_forecast({"A": table}, fitted_periods=1)
    Still there after 2 years, forecast from 1. A: actual 50%, line 36%.
    """
    for name, table in panels.items():
        if "actual" not in table or table.shape[1] < 2:
            raise InputError(
                _("The table {name} needs a column 'actual' and one column a forecast.").format(
                    name=repr(name)
                )
            )
    period = period or _("years")
    figure = new_figure(5.9 * max(2, len(panels)) if len(panels) > 1 else 9.6, 5.3)
    axes_row = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0]
    alt = []
    for axes, (name, table) in zip(axes_row, panels.items(), strict=True):
        last = int(table.index[-1])
        axes.axvspan(fitted_periods, last, color=SHADE, zorder=0)
        forecasts = [str(column) for column in table if column != "actual"]
        for place, column in enumerate(forecasts):
            axes.plot(
                table.index,
                table[column],
                color=ROLES[_ROLES[place % 3]],
                linestyle=DASHES[place],
                linewidth=3.0,
            )
        seen = table.index <= fitted_periods
        for part, face in ((seen, INK), (~seen, PAPER)):
            axes.plot(
                table.index[part],
                table.loc[part, "actual"],
                "o",
                color=INK,
                markerfacecolor=face,
                markersize=9,
                markeredgewidth=1.8,
                zorder=5,
                clip_on=False,
            )
        final = table.iloc[-1]
        names = ["actual", *forecasts]
        heights = spread([float(final[column]) for column in names], gap=0.055)
        for place, column in enumerate(names):
            colour = INK if column == "actual" else ROLES[_ROLES[(place - 1) % 3]]
            shown = _("actual") if column == "actual" else column
            label_at(
                axes,
                last,
                heights[place],
                f"{shown} {percent(final[column])}",
                colour=colour,
                offset=(13, 0),
            )
        axes.set_xlim(0, last * 1.52)
        axes.set_xticks(range(0, last + 1, 2 if last > 6 else 1))
        axes.set_xlabel(_("{Period} since the sign-up").format(Period=period.capitalize()))
        axes.set_title(name, loc="left", color=INK)
        words = _("held back")
        axes.text((fitted_periods + last) / 2, 0.95, words, ha="center", color=MUTED, fontsize=13)
        values = ", ".join(f"{column} {percent(final[column])}" for column in names)
        alt.append(f"{name}: {values}.")
    share_axis(axes_row[0], _("Still there, per cent"), top=1.04)
    axes_row[0].yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    for axes in axes_row[1:]:
        axes.label_outer()
    if title is None:
        title = _("Forecast from {fitted} {period} to {last}. {finding}").format(
            last=last, period=period, fitted=fitted_periods, finding=_finding(panels)
        )
    headline(figure, title)
    start = _("Still there after {last} {period}, forecast from {fitted}.").format(
        last=last, period=period, fitted=fitted_periods
    )
    return Picture(figure, " ".join([start, *alt]))


def _finding(panels: Mapping[str, pd.DataFrame]) -> str:
    """Write by how much each forecast misses the last period at worst."""
    ends = pd.concat([table.iloc[-1] for table in panels.values()], axis=1)
    gaps = ends.drop(index="actual").sub(ends.loc["actual"]).abs()
    if (ends.loc["actual"] > 0).all():
        worst = gaps.div(ends.loc["actual"]).max(axis=1)
        errors = ", ".join(f"{name} {percent(error)}" for name, error in worst.items())
        return _("Largest error: {errors}").format(errors=errors)
    # Of nobody there is no per cent.
    points = (
        _("{name} {points:.0f} points").format(name=name, points=100 * gap)
        for name, gap in gaps.max(axis=1).items()
    )
    return _("Largest error (nobody is left): {errors}").format(errors=", ".join(points))
