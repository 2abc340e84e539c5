"""A straight line through markets with more and less lock-in, and what made them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from casekit.figures.canvas import headline, in_house_style, label_at, new_figure
from casekit.figures.picture import Picture
from casekit.figures.style import MUTED, ROLES
from casekit.generators.pricing import DuopolyTruth
from casekit.words import _

__all__ = ["line_and_truth"]


@in_house_style
def line_and_truth(
    prices: pd.DataFrame, truth: DuopolyTruth, *, title: str | None = None
) -> Picture:
    """Show a straight line through markets with more and less lock-in, and what made them.

    Parameters
    ----------
    prices : pandas.DataFrame
        As `make_duopoly_prices` gives them.
    truth : DuopolyTruth
        What made them.
    title : str, optional
        The finding; by default made from the data.

    Returns
    -------
    Picture
        Left, each market with the line of least squares; right, the same dots with the truth.

    Examples
    --------
    >>> from casekit.generators.pricing import make_duopoly_prices
    >>> line_and_truth(*make_duopoly_prices(60, seed=2))  # doctest: +ELLIPSIS
    Mean price of 60 markets by switching cost. The straight line rises by ...
    """
    figure = new_figure(11.6, 5.2)
    left, right = figure.subplots(1, 2, sharey=True)
    means = prices.groupby("market_id").agg(
        cost=("switching_cost", "first"), price=("price", "mean")
    )
    slope, level = np.polyfit(means["cost"], means["price"], 1)
    ends = np.array([means["cost"].min(), means["cost"].max()])
    for panel in (left, right):
        panel.plot(
            means["cost"],
            means["price"],
            "o",
            color=MUTED,
            markersize=6,
            alpha=0.55,
            markeredgewidth=0,
        )
        panel.set_xlabel(_("Switching cost in the market ($)"))
    left.plot(ends, level + slope * ends, color=ROLES["rule"], linestyle=(0, (6, 2)), linewidth=3.2)
    left.set_title(_("the chart of the consultant"), loc="left")
    label_at(
        left,
        ends[0],
        level + slope * ends[1],
        _("+${rise:.0f} for each\n$100 of lock-in").format(rise=100 * slope),
        colour=ROLES["rule"],
        offset=(14, 0),
    )
    curve = truth.curve
    right.plot(
        curve["switching_cost"], curve["price"], color=ROLES["model"], linestyle="-", linewidth=3.4
    )
    right.set_title(_("the truth behind the same dots"), loc="left")
    base = float(curve["price"].iloc[0])
    right.axhline(base, color=MUTED, linewidth=1.4)
    label_at(
        right,
        float(curve["switching_cost"].iloc[-1]),
        base,
        _("no lock-in"),
        colour=MUTED,
        bold=False,
        offset=(-2, -10),
        ha="right",
        size=12,
    )
    least = int(curve["price"].to_numpy().argmin())
    lowest = curve.iloc[[least]]
    right.plot(lowest["switching_cost"], lowest["price"], "v", color=ROLES["model"], markersize=14)
    label_at(
        right,
        float(curve["switching_cost"].iloc[least]),
        float(curve["price"].iloc[least]),
        _("lowest at about\n${s:.0f} of lock-in").format(s=curve["switching_cost"].iloc[least]),
        colour=ROLES["model"],
        offset=(0, 92),
        ha="center",
    )
    left.set_ylabel(_("Mean price ($ a year)"))
    bottom = min(float(means["price"].min()), float(curve["price"].min()))
    left.set_ylim(bottom - 28, float(means["price"].max()) + 14)
    made = truth.markets[truth.markets["switching_cost"] > 0]
    cheaper = float((made["equilibrium_price"] < base).mean())
    headline(
        figure,
        title
        or _(
            "The line says lock-in pays; yet in {share:.0%} of the markets with lock-in it "
            "lowers the price"
        ).format(share=cheaper),
    )
    return Picture(
        figure,
        _(
            "Mean price of {n} markets by switching cost. The straight line rises by ${rise:.0f} "
            "for each $100. The truth falls from ${base:.0f} to ${low:.0f} at ${at:.0f} and rises "
            "to ${high:.0f}. In {share:.0%} of the markets with lock-in it lowers the price."
        ).format(
            n=len(means),
            rise=100 * slope,
            base=base,
            low=curve["price"].iloc[least],
            at=curve["switching_cost"].iloc[least],
            high=curve["price"].iloc[-1],
            share=cheaper,
        ),
    )
