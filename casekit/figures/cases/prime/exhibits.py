"""Exhibits made of public figures: what a year costs by month, and where a settlement goes."""

from __future__ import annotations

from math import floor

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MultipleLocator, StrMethodFormatter

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import DASHES, HATCHES, INK, MUTED, PAPER, ROLES
from casekit.words import _

__all__ = ["price_of_a_year", "settlement_money"]


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
def settlement_money(
    penalty: float, refunds: float, *, title: str | None = None, ax: Axes | None = None
) -> Picture:
    """Show how a settlement divides into a penalty and refunds.

    Parameters
    ----------
    penalty, refunds : float
        Amounts, in billions of dollars.
    title : str, optional
        The finding; by default the sum and the part for refunds.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> settlement_money(1.0, 1.5)
    Settlement: $1.0 billion civil penalty, $1.5 billion refunds, together $2.5 billion.
    """
    figure, axes = axes_for(ax, 9.6, 2.9)
    parts = [
        (0.0, penalty, ROLES["lost"], HATCHES[1], _("civil penalty")),
        (penalty, refunds, ROLES["gained"], "", _("refunds")),
    ]
    for start, width, colour, hatch, words in parts:
        axes.barh(0, width, left=start, height=0.6, color=colour, hatch=hatch, edgecolor=PAPER)
        axes.text(
            start + width / 2, 0, f"${width:.1f}", ha="center", va="center", color=PAPER,
            fontweight="bold", fontsize=16,
            bbox={"boxstyle": "round,pad=0.2", "facecolor": INK, "edgecolor": "none"},
        )  # fmt: skip
        label_at(axes, start, 0.42, words, colour=colour, offset=(2, 6), va="bottom")
    axes.set_ylim(-0.4, 0.85)
    axes.set_yticks([0], [_("what is paid")])
    axes.spines["left"].set_visible(False)
    axes.grid(visible=False, axis="y")
    axes.tick_params(axis="x", labelcolor=MUTED)
    axes.xaxis.set_major_formatter(StrMethodFormatter("${x:.1f}"))
    axes.set_xlabel(_("Billions of dollars ($)"))
    together = penalty + refunds
    headline(
        figure,
        title
        or _("Of ${sum:.1f} billion, ${back:.1f} billion is set aside for refunds").format(
            sum=together, back=refunds
        ),
        ax=ax,
    )
    return Picture(
        figure,
        _(
            "Settlement: ${penalty:.1f} billion civil penalty, ${refunds:.1f} billion refunds, "
            "together ${sum:.1f} billion."
        ).format(penalty=penalty, refunds=refunds, sum=together),
    )
