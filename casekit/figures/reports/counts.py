"""How often customers bought: one bar a number of purchases."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from casekit.figures.canvas import axes_for, headline, in_house_style
from casekit.figures.picture import Picture
from casekit.figures.reports.sales import plain_number
from casekit.figures.style import INK, ROLES
from casekit.words import _

__all__ = ["purchase_counts"]


@in_house_style
def purchase_counts(
    table: pd.DataFrame, *, title: str | None = None, ax: Axes | None = None
) -> Picture:
    """Show how many customers bought once, twice, and so on.

    Parameters
    ----------
    table : pandas.DataFrame
        A row a number of purchases (or a range of them), named by the index; column
        ``customers``.
    title : str, optional
        The finding; by default the share of the first row.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> purchase_counts(pd.DataFrame({"customers": [6, 2]}, index=["1", "2"]))
    Customers by number of purchases. 1: 6 (75%). 2: 2 (25%).
    """
    counts = table["customers"].to_numpy(dtype=float)
    names = [str(name) for name in table.index]
    total = counts.sum()
    figure, axes = axes_for(ax, 9.6, 3.9)
    places = np.arange(len(counts))
    colours = [ROLES["rule"], *[ROLES["model"]] * (len(counts) - 1)]
    axes.bar(places, counts, width=0.78, color=colours[: len(counts)])
    for place, value in zip(places, counts, strict=True):
        share = 100 * value / total
        words = f"{share:.0f}%" if share >= 1 or not value else "<1%"
        axes.annotate(
            words,
            (place, value),
            xytext=(0, 4),
            textcoords="offset points",
            ha="center",
            fontsize=12,
            color=INK,
        )
    axes.set_xticks(places, names)
    axes.set_xlim(-0.6, max(len(counts), 5) - 0.4)
    axes.set_ylim(0, 1.12 * counts.max())
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(plain_number))
    axes.grid(visible=False, axis="x")
    axes.set_xlabel(_("Purchases of a customer (days with a purchase)"))
    axes.set_ylabel(_("Customers"))
    alt = [_("Customers by number of purchases.")]
    alt += [
        f"{name}: {value:,.0f} ({100 * value / total:.0f}%)."
        for name, value in zip(names, counts, strict=True)
    ]
    if title is None:
        title = _("{share} of the customers bought {number} time").format(
            share=f"{100 * counts[0] / total:.0f}%", number=names[0]
        )
    headline(figure, title, ax=ax)
    return Picture(figure, " ".join(alt))
