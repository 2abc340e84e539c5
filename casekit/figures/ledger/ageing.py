"""Two readings of breakage as a programme grows older: the count so far, and the fit."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import INK, ROLES
from casekit.words import _

__all__ = ["breakage_as_it_ages"]


@in_house_style
def breakage_as_it_ages(
    readings: pd.DataFrame,
    *,
    truth: float | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show what one would have called breakage in each month, by counting and by fitting.

    Parameters
    ----------
    readings : pandas.DataFrame
        Index: age of the programme in months. Columns ``counted`` (share of points given that is
        not redeemed), ``fitted``, ``low`` and ``high`` (share that will never be redeemed, with
        its 95% interval).
    truth : float, optional
        Share that is never redeemed, where it is known.
    title : str, optional
        The finding; by default made from the data.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> readings = pd.DataFrame(
    ...     {"counted": [0.8, 0.3], "fitted": [0.15, 0.12], "low": [0.1, 0.11], "high": [0.2, 0.13]},
    ...     index=[6, 24],
    ... )
    >>> breakage_as_it_ages(readings, truth=0.12)
    Breakage as read in month 6: counted 80%, fitted 15% (10% to 20%); in month 24: counted 30%, fitted 12% (11% to 13%). Truth 12%.
    """  # noqa: E501
    figure, axes = axes_for(ax, 10.4, 5.4)
    months = readings.index.to_numpy(float)
    axes.plot(
        months, readings["counted"], color=ROLES["rule"], linestyle="-", marker="s", markersize=7
    )
    axes.errorbar(
        months,
        readings["fitted"],
        yerr=[readings["fitted"] - readings["low"], readings["high"] - readings["fitted"]],
        color=ROLES["model"],
        linestyle="-",
        marker="o",
        markersize=8,
        elinewidth=2.2,
    )
    right = float(months[-1])
    words = [
        (float(readings["counted"].iloc[-1]), _("not redeemed\nso far (counted)"), ROLES["rule"]),
        (float(readings["fitted"].iloc[-1]), _("never redeemed\n(fitted)"), ROLES["model"]),
    ]
    for height, name, colour in words:
        label_at(axes, right, height, name, colour=colour, offset=(14, 22))
    if truth is not None:
        axes.axhline(truth, color=INK, linewidth=1.8, linestyle=(0, (4, 3)))
        label_at(
            axes,
            float(months[:2].mean()),
            truth,
            _("the truth: {share:.0%}").format(share=truth),
            offset=(0, -16),
            ha="center",
        )
    axes.set_xlim(months[0] - 1, right + 0.34 * (right - months[0]))
    axes.set_ylim(0, max(1.0, float(readings["high"].max())) * 1.02)
    axes.set_xticks(months)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.set_xlabel(_("Age of the programme when the books were read (months)"))
    axes.set_ylabel(_("Breakage (% of points given)"))
    axes.grid(visible=False, axis="x")
    first, last = readings.iloc[0], readings.iloc[-1]
    headline(
        figure,
        title
        or _(
            "Counting calls {a:.0%} of the points breakage in month {m:.0f} and {b:.0%} in month "
            "{n:.0f}; the fit says {c:.0%} ({low:.0%} to {high:.0%}), then {d:.0%}"
        ).format(
            a=first["counted"],
            m=months[0],
            b=last["counted"],
            n=right,
            c=first["fitted"],
            d=last["fitted"],
            low=first["low"],
            high=first["high"],
        ),
        ax=ax,
    )
    told = "; ".join(
        _("in month {m}: counted {a:.0%}, fitted {b:.0%} ({c:.0%} to {d:.0%})").format(
            m=month, a=row["counted"], b=row["fitted"], c=row["low"], d=row["high"]
        )
        for month, row in ((readings.index[0], first), (readings.index[-1], last))
    )
    return Picture(
        figure,
        _("Breakage as read {told}.").format(told=told)
        + ("" if truth is None else " " + _("Truth {share:.0%}.").format(share=truth)),
    )
