"""The retention of a cohort, year by year: the slide that every seller shows."""

import pandas as pd
from matplotlib.axes import Axes

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import PAPER, ROLES
from casekit.figures.subscriptions.scales import percent, share_axis
from casekit.words import _

__all__ = ["retention_slide"]


@in_house_style
def retention_slide(
    rates: pd.Series, *, title: str | None = None, ax: Axes | None = None
) -> Picture:
    """Draw the share that renews at each renewal, a bar a renewal.

    Parameters
    ----------
    rates : pandas.Series
        Retention rates, shares of those still there; the index is the renewal (1, 2, 3, …).
    title : str, optional
        The finding; by default whether the rate rises every time, and from where to where.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> retention_slide(pd.Series([0.63, 0.76, 0.82], index=[1, 2, 3]))
    Share of those still there who renew, by renewal: 63%, 76%, 82%.
    """
    figure, axes = axes_for(ax, 10.2, 4.7)
    axes.bar(rates.index, rates, width=0.74, color=ROLES["gained"], edgecolor=PAPER)
    for renewal, rate in rates.items():
        label_at(axes, float(str(renewal)), rate, percent(rate), offset=(0, 13), ha="center")
    axes.grid(visible=False, axis="x")
    axes.set_xticks(list(rates.index))
    axes.set_xlabel(_("Renewal (year after the sign-up)"))
    share_axis(axes, _("Renew, per cent of those there"), top=1.09)
    if title is None:
        rises = bool((rates.diff().dropna() > 0).all())
        words = (
            _("Retention rises every year, from {first} to {last}")
            if rises
            else _("Retention goes from {first} to {last}")
        )
        title = words.format(first=percent(rates.iloc[0]), last=percent(rates.iloc[-1]))
    headline(figure, title, ax=ax)
    alt = _("Share of those still there who renew, by renewal: {rates}.").format(
        rates=", ".join(percent(rate) for rate in rates)
    )
    return Picture(figure, alt)
