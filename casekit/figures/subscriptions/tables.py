"""A published table of churn by contract and tenure, as lines."""

import pandas as pd
from matplotlib.axes import Axes

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at, spread
from casekit.figures.picture import Picture
from casekit.figures.style import DASHES, LINE_COLOURS, MARKERS
from casekit.figures.subscriptions.scales import percent, share_axis
from casekit.words import _

__all__ = ["churn_by_tenure"]


@in_house_style
def churn_by_tenure(
    counts: pd.DataFrame, *, title: str | None = None, ax: Axes | None = None
) -> Picture:
    """Draw the share that churned, by months as a customer, a line a contract.

    Parameters
    ----------
    counts : pandas.DataFrame
        ``contract``, ``tenure_months`` (bands), ``churned`` (0 or 1), ``customers``: the table
        ``telco_churn_counts``.
    title : str, optional
        The finding; by default the gap of the first two contracts in the first and last band.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.datasets import load
    >>> churn_by_tenure(load("telco_churn_counts"))  # doctest: +ELLIPSIS
    Share that churned, by contract and months as a customer. month to month: 51% at 0 to 12 ...
    """
    gone = counts["customers"] * counts["churned"]
    keys = [counts["contract"], counts["tenure_months"]]
    share = (
        gone.groupby(keys, sort=False).sum() / counts["customers"].groupby(keys, sort=False).sum()
    ).unstack(0)
    share = share[list(dict.fromkeys(counts["contract"]))]
    figure, axes = axes_for(ax, 10.2, 5.0)
    places = range(len(share))
    ends = spread([float(share[name].iloc[-1]) for name in share], gap=0.045)
    alt = [_("Share that churned, by contract and months as a customer.")]
    for place, name in enumerate(share):
        axes.plot(
            places,
            share[name],
            color=LINE_COLOURS[place],
            linestyle=DASHES[place],
            marker=MARKERS[place],
            markersize=10,
            clip_on=False,
        )
        label_at(
            axes,
            len(share) - 1,
            ends[place],
            f"{name}: {percent(share[name].iloc[-1])}",
            colour=LINE_COLOURS[place],
            offset=(14, 0),
        )
        first = float(share[name].iloc[0])
        label_at(
            axes, 0, first, percent(first), colour=LINE_COLOURS[place], offset=(0, 16), ha="center"
        )
        alt.append(
            _("{name}: {first} at {start} months, {last} at {end} months.").format(
                name=name,
                first=percent(first),
                start=share.index[0],
                last=percent(share[name].iloc[-1]),
                end=share.index[-1],
            )
        )
    axes.set_xticks(list(places), [str(band) for band in share.index])
    axes.set_xlabel(_("Months as a customer"))
    share_axis(axes, _("Churned, per cent"), top=1.18 * float(share.to_numpy().max()))
    if title is None:
        gap = (share.iloc[:, 0] - share.iloc[:, 1]) * 100
        title = _(
            "{one} against {other}: {first:.0f} points among new customers, {last:.0f} among old"
        ).format(
            one=share.columns[0].capitalize(),
            other=share.columns[1],
            first=gap.iloc[0],
            last=gap.iloc[-1],
        )
    headline(figure, title, ax=ax)
    return Picture(figure, " ".join(alt))
