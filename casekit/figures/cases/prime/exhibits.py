"""Exhibits made of public figures: what a year costs by month, and how its price has risen."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MultipleLocator, StrMethodFormatter

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import DASHES, ROLES
from casekit.words import _

__all__ = ["price_of_a_year", "price_over_years"]


@in_house_style
def price_of_a_year(
    price_month: float, price_year: float, *, title: str | None = None, ax: Axes | None = None
) -> Picture:
    """Show what a membership costs by the month and by the year, as the months pass.

    Parameters
    ----------
    price_month, price_year : float
        Price of a month and of a year ($).
    title : str, optional
        The finding; by default the month from which the year is cheaper.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When a price is not above 0.

    Examples
    --------
    >>> price_of_a_year(10.0, 85.0)
    Paid after twelve months: $120.00 by the month, $85.00 by the year. The year is cheaper from
    month 9 on.
    """
    if not (price_month > 0 and price_year > 0):
        raise InputError(_("Prices are above 0."))
    figure, axes = axes_for(ax, 9.6, 5.2)
    months = np.arange(1, 13)
    paid = price_month * months
    axes.step(np.arange(0, 13), [*paid, paid[-1]], where="post", color=ROLES["model"])
    axes.plot([0, 12], [price_year, price_year], color=ROLES["rule"], linestyle=DASHES[1])
    cheaper = floor(price_year / price_month) + 1
    if cheaper <= 12:
        axes.axvspan(cheaper - 1, 12, color=ROLES["rule"], alpha=0.10, linewidth=0)
        label_at(
            axes, cheaper - 1, 0, _("the year\nis cheaper"), colour=ROLES["rule"], offset=(8, 26)
        )
    label_at(axes, 12, float(paid[-1]), f"${paid[-1]:,.2f}", colour=ROLES["model"], offset=(6, 0))
    label_at(axes, 12, price_year, f"${price_year:,.2f}", colour=ROLES["rule"], offset=(6, 0))
    label_at(
        axes, 4.2, float(paid[3]), _("by the month"), colour=ROLES["model"], offset=(-30, 16),
        ha="right",
    )  # fmt: skip
    label_at(axes, 0.2, price_year, _("by the year"), colour=ROLES["rule"], offset=(0, 13))
    axes.set_xlim(0, 13.4)
    axes.set_ylim(0, 1.12 * max(float(paid[-1]), price_year))
    axes.xaxis.set_major_locator(MultipleLocator(1))
    axes.set_xticks(months - 0.5, [str(month) for month in months])
    axes.grid(visible=False, axis="x")
    axes.yaxis.set_major_formatter(StrMethodFormatter("${x:,.0f}"))
    axes.set_xlabel(_("Time as a member (month of the year)"))
    axes.set_ylabel(_("Paid so far ($)"))
    words = (
        _("The year is cheaper for whoever stays into month {month}").format(month=cheaper)
        if cheaper <= 12
        else _("Paying by the month is never dearer within a year")
    )
    headline(figure, title or words, ax=ax)
    alt = _("Paid after twelve months: {by_month} by the month, {by_year} by the year.").format(
        by_month=f"${paid[-1]:,.2f}", by_year=f"${price_year:,.2f}"
    )
    if cheaper <= 12:
        alt += " " + _("The year is cheaper from month {month} on.").format(month=cheaper)
    return Picture(figure, alt)


@in_house_style
def price_over_years(
    prices: Mapping[int, float],
    until: int,
    *,
    reported: str = "",
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show how the price of a year's membership has risen.

    Parameters
    ----------
    prices : mapping of int to float
        Price ($ a year) by the year from which new members paid it, two or more.
    until : int
        Year in which the last price was still seen.
    reported : str
        Where the prices come from, as a note on the figure.
    title : str, optional
        The finding; by default the first and the last price.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        For fewer than two prices, a price that is not above 0, or an end before the last price.

    Examples
    --------
    >>> price_over_years({2001: 50.0, 2011: 80.0}, 2020)
    Price of a year, $ by the year from which it held: 2001 $50, 2011 $80; still $80 in 2020.
    """
    years = sorted(prices)
    paid = [float(prices[year]) for year in years]
    if len(years) < 2 or not min(paid) > 0 or until < years[-1]:
        raise InputError(_("Give two prices or more, above 0, and an end that is not before them."))
    figure, axes = axes_for(ax, 9.6, 4.6)
    axes.step([*years, until], [*paid, paid[-1]], where="post", color=ROLES["model"])
    for year, price in zip(years, paid, strict=True):
        axes.plot([year], [price], marker="o", color=ROLES["model"], markersize=9)
        label_at(axes, year, price, f"${price:,.0f}", colour=ROLES["model"], offset=(6, 15))
    axes.set_xlim(years[0] - 1, until + 1)
    axes.set_ylim(0, 1.2 * max(paid))
    axes.set_xticks([*years, until] if until - years[-1] > 1 else years)
    axes.grid(visible=False, axis="x")
    axes.yaxis.set_major_formatter(StrMethodFormatter("${x:,.0f}"))
    axes.set_xlabel(_("Year from which new members paid it"))
    axes.set_ylabel(_("Price of a year ($)"))
    words = _("In {n} years the price of a year went from ${first:,.0f} to ${last:,.0f}").format(
        n=until - years[0], first=paid[0], last=paid[-1]
    )
    headline(figure, title or words, ax=ax, note=reported)
    said = ", ".join(f"{year} ${price:,.0f}" for year, price in zip(years, paid, strict=True))
    alt = _("Price of a year, $ by the year from which it held: {said}; still {last} in {until}.")
    return Picture(figure, alt.format(said=said, last=f"${paid[-1]:,.0f}", until=until))
