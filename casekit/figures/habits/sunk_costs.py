"""Money already spent: how strongly it pulls, and how fast that fades."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter
from numpy.typing import NDArray

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at, spread
from casekit.figures.picture import Picture
from casekit.figures.style import DASHES, LINE_COLOURS, MARKERS, MUTED
from casekit.words import _

__all__ = ["sunk_cost_decay"]


@in_house_style
def sunk_cost_decay(
    visits: pd.DataFrame,
    *,
    half_life_months: float | None = None,
    currency: str = "$",
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Follow attendance over the season, by the price that was paid before it.

    Parameters
    ----------
    visits : pandas.DataFrame
        ``customer_id``, ``price_paid``, ``months_since_payment``, ``attended``.
    half_life_months : float, optional
        Mark the month in which the pull of the money has fallen by half; it is known of a formula
        only, and the title says so.
    currency : str
        Sign of the money.
    title : str, optional
        The finding; by default the gap between the dearest and the cheapest ticket, early and late.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.generators.habits import make_ticket_experiment
    >>> visits, truth = make_ticket_experiment(3_000, kappa=0.3, seed=1)
    >>> sunk_cost_decay(visits, half_life_months=truth.half_life_months)  # doctest: +ELLIPSIS
    Share of holders who went to each play, by price paid. Paid $15: ...
    """
    figure, axes = axes_for(ax)
    table = visits.pivot_table(
        index="months_since_payment", columns="price_paid", values="attended", aggfunc="mean"
    )
    table = table[sorted(table.columns, reverse=True)]
    ends = spread([float(table[price].iloc[-1]) for price in table], gap=0.035)
    alt = [_("Share of holders who went to each play, by price paid.")]
    for place, price in enumerate(table):
        colour = LINE_COLOURS[place % len(LINE_COLOURS)]
        axes.plot(
            table.index, table[price], color=colour, linestyle=DASHES[place % len(DASHES)],
            marker=MARKERS[place % len(MARKERS)],
        )  # fmt: skip
        words = _("paid {currency}{price:g}").format(currency=currency, price=price)
        label_at(axes, float(table.index[-1]), ends[place], words, colour=colour)
        alt.append(
            _("Paid {currency}{price:g}: {first:.0%} at the first play, {last:.0%} at the last.")
            .format(
                currency=currency, price=price, first=table[price].iloc[0],
                last=table[price].iloc[-1],
            )
        )  # fmt: skip
    gaps = (table.iloc[:, 0] - table.iloc[:, -1]).to_numpy()
    if half_life_months is not None and np.isfinite(half_life_months):
        axes.axvline(half_life_months, color=MUTED, linewidth=1.2)
        label_at(
            axes, half_life_months, float(table.to_numpy().max()) + 0.03,
            _("the pull is down to half"), colour=MUTED, bold=False, offset=(6, 0),
        )  # fmt: skip
        alt.append(
            _("The pull of the money is down to half after {months:.1f} months.").format(
                months=half_life_months
            )
        )
    axes.set_xlabel(_("Months since payment"))
    axes.set_ylabel(_("Holders who went, per cent"))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    headline(figure, title or _title(100 * gaps, half_life_months is not None), ax=ax)
    return Picture(figure, " ".join(alt))


def _title(gaps: NDArray[np.float64], formula: bool) -> str:
    # Less than that, on average over a season, is what chance makes of a thousand holders.
    if gaps.mean() < 2:
        return _("Who paid most does not go more")
    pattern = (
        _(
            "In our formula, who paid most goes more: by {first:.0f} points at the first play, "
            "by {last:.0f} at the last"
        )
        if formula
        else _(
            "Who paid most goes more: by {first:.0f} points at the first play, "
            "by {last:.0f} at the last"
        )
    )
    return pattern.format(first=gaps[0], last=gaps[-1])
