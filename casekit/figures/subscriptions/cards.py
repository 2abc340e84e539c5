"""The bump of cancellations in the month in which the payment card is replaced."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MultipleLocator

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, ROLES
from casekit.figures.subscriptions.scales import fine_percent, share_axis
from casekit.words import _

__all__ = ["card_replacement_bump"]


@in_house_style
def card_replacement_bump(
    around: pd.DataFrame, *, title: str | None = None, ax: Axes | None = None
) -> Picture:
    """Draw who leaves in the months around the replacement of the payment card.

    Parameters
    ----------
    around : pandas.DataFrame
        From `leaving_around_card_replacement`: ``months_from_replacement``, ``rate``.
    title : str, optional
        The finding; by default the rate in that month and in the month before.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> around = pd.DataFrame(
    ...     {"months_from_replacement": [-1, 0, 1], "rate": [0.02, 0.2, 0.0]})
    >>> card_replacement_bump(around)  # doctest: +ELLIPSIS
    Share of subscribers who leave, ... Month before: 2.0%; month of the new card: 20%; ...
    """
    rates = around.set_index("months_from_replacement")["rate"]
    figure, axes = axes_for(ax, 10.2, 4.9)
    marked = {0: (ROLES["lost"], "..."), -1: (ROLES["model"], "///")}
    months = [int(month) for month in around["months_from_replacement"]]
    for month, rate in zip(months, rates, strict=True):
        colour, hatch = marked.get(month, (MUTED, ""))
        edge = "white" if hatch else MUTED
        axes.bar(month, rate, width=0.78, color=colour, hatch=hatch, edgecolor=edge)
    # The method compares these two bars, so they carry their numbers.
    for month, role, words in (
        (0, "lost", _("everybody is asked")),
        (-1, "model", _("the month before")),
    ):
        text = f"{words}: {fine_percent(rates.loc[month])}"
        label_at(
            axes,
            month,
            float(rates.loc[month]),
            text,
            colour=ROLES[role],
            offset=(0, 13) if month == 0 else (-4, 15),
            ha="center" if month == 0 else "right",
        )
    axes.axhline(0, color=INK, linewidth=1.0)
    axes.grid(visible=False, axis="x")
    axes.xaxis.set_major_locator(MultipleLocator(1))
    axes.set_xlim(min(months) - 0.6, max(months) + 0.6)
    axes.set_xlabel(_("Months from the replacement of the card"))
    share_axis(axes, _("Leave in the month, per cent"), top=1.22 * float(rates.max()))
    if title is None:
        title = _("A new card: {asked} leave. The month before: {before}").format(
            asked=fine_percent(rates.loc[0]), before=fine_percent(rates.loc[-1])
        )
    headline(figure, title, ax=ax)
    alt = _(
        "Share of subscribers who leave, by month from the replacement of their payment card. "
        "Month before: {before}; month of the new card: {asked}; month after: {after}."
    ).format(
        before=fine_percent(rates.loc[-1]),
        asked=fine_percent(rates.loc[0]),
        after=fine_percent(rates.loc[1]),
    )
    return Picture(figure, alt)
