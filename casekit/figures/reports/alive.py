"""How sure a model is that customers are still there: customers by bands of probability."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from casekit.figures.canvas import axes_for, headline, in_house_style
from casekit.figures.picture import Picture
from casekit.figures.reports.sales import plain_number
from casekit.figures.style import INK, ROLES
from casekit.words import _

__all__ = ["alive_bands"]


@in_house_style
def alive_bands(
    table: pd.DataFrame, *, title: str | None = None, ax: Axes | None = None
) -> Picture:
    """Stack customers by their probability of still being there: bought once, or more often.

    Parameters
    ----------
    table : pandas.DataFrame
        A row a band of probability, from low to high, named by the index (``"0–10"``); columns
        ``bought_once`` and ``bought_again``, numbers of customers.
    title : str, optional
        The finding; by default the number of customers in the lowest and in the highest band.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> bands = pd.DataFrame({"bought_once": [0, 7], "bought_again": [2, 1]}, index=["low", "high"])
    >>> alive_bands(bands)
    Customers by probability of still being active. low: 2. high: 8.
    """
    once = table["bought_once"].to_numpy(dtype=float)
    again = table["bought_again"].to_numpy(dtype=float)
    names = [str(name) for name in table.index]
    total = once + again
    figure, axes = axes_for(ax, 9.6, 4.1)
    places = np.arange(len(table))
    axes.bar(
        places, again, width=0.84, color=ROLES["model"], label=_("bought again"), edgecolor="white"
    )
    axes.bar(
        places,
        once,
        bottom=again,
        width=0.84,
        color=ROLES["rule"],
        hatch="///",
        edgecolor="white",
        linewidth=0.5,
        label=_("bought once"),
    )
    for place, value in zip(places, total, strict=True):
        axes.annotate(
            plain_number(round(value)),
            (place, value),
            xytext=(0, 4),
            textcoords="offset points",
            ha="center",
            fontsize=12,
            color=INK,
        )
    axes.set_xticks(places, names)
    axes.set_ylim(0, 1.13 * max(total.max(), 1))
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(plain_number))
    axes.grid(visible=False, axis="x")
    axes.set_xlabel(_("Probability that the customer is still active, P(alive) in %"))
    axes.set_ylabel(_("Customers"))
    handles, labels = axes.get_legend_handles_labels()
    axes.legend(
        handles[::-1],
        labels[::-1],
        loc="lower right",
        bbox_to_anchor=(1.0, 1.0),
        ncols=2,
        labelcolor=INK,
        borderaxespad=0.2,
    )
    alt = [_("Customers by probability of still being active.")]
    alt += [f"{name}: {value:,.0f}." for name, value in zip(names, total, strict=True)]
    if title is None:
        title = _("{low} customers are probably gone, {high} almost surely still there").format(
            low=f"{total[0]:,.0f}", high=f"{total[-1]:,.0f}"
        )
    headline(figure, title, ax=ax)
    return Picture(figure, " ".join(alt))
