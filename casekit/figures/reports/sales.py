"""Sales by period, made by customers who are new and customers who come back."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from casekit.figures.canvas import axes_for, headline, in_house_style
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, ROLES
from casekit.words import _

__all__ = ["plain_number", "sales_by_period"]


def plain_number(value: float, _place: object = None) -> str:
    """Write a number on an axis: thousands parted, millions and billions by their letter.

    Examples
    --------
    >>> [plain_number(value) for value in (0, 0.5, 1200, 25_000, 2_500_000)]
    ['0', '0.5', '1,200', '25,000', '2.5 M']
    """
    size = abs(value)
    if size >= 1e16:
        return f"{value:.3g}"
    for least, letter in ((1e9, " bn"), (1e6, " M")):
        if size >= least:
            return f"{value / least:,.4g}{letter}"
    return f"{value:,.0f}" if size >= 10 or value == round(value) else f"{value:g}"


@in_house_style
def sales_by_period(
    table: pd.DataFrame,
    *,
    unit: str = "purchases",
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Stack what new and returning customers bought in each period.

    Parameters
    ----------
    table : pandas.DataFrame
        A row a period, in order, named by the index; columns ``new`` and ``returning``, and
        optionally ``complete``, false where a period was not observed whole (drawn lighter).
    unit : str
        What is counted, for the axis: a currency, or purchases.
    title : str, optional
        The finding; by default the share of returning customers in the last whole period.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> sales_by_period(pd.DataFrame({"new": [5, 2], "returning": [0, 3]}, index=["1997", "1998"]))
    Sales in 2 periods from 1997 to 1998. The largest is 5 in 1997. In 1998 customers who bought \
before made 60%.
    """
    new = table["new"].to_numpy(dtype=float)
    back = table["returning"].to_numpy(dtype=float)
    names = [str(name) for name in table.index]
    whole = (
        table["complete"].to_numpy(dtype=bool)
        if "complete" in table
        else np.ones(len(table), dtype=bool)
    )
    figure, axes = axes_for(ax, 9.6, 4.3)
    places = np.arange(len(table))
    for values, bottom, colour, hatch in (
        (back, np.zeros(len(table)), ROLES["model"], ""),
        (new, back, ROLES["rule"], "///"),
    ):
        bars = axes.bar(
            places,
            values,
            bottom=bottom,
            width=0.78,
            color=colour,
            hatch=hatch,
            edgecolor="white",
            linewidth=0.5,
        )
        for bar, complete in zip(bars, whole, strict=True):
            if not complete:
                bar.set_alpha(0.45)
    step = int(np.ceil(len(table) / 12))
    shown = places[::step]
    axes.set_xticks(shown, [names[place] for place in shown])
    if max(map(len, names), default=0) > 7 or len(shown) > 10:
        axes.tick_params(axis="x", labelsize=11)
    if len(shown) * max(map(len, names), default=0) > 66:
        axes.set_xticks(shown, [names[place] for place in shown], rotation=30, ha="right")
    axes.set_xlim(-0.6, max(len(table), 4) - 0.4)
    axes.yaxis.set_major_locator(MaxNLocator(5))
    axes.yaxis.set_major_formatter(FuncFormatter(plain_number))
    axes.grid(visible=False, axis="x")
    axes.set_ylabel(unit)
    # Handles of their own: those of the bars would be as light as the first of them.
    axes.legend(
        handles=[
            Patch(
                facecolor=ROLES["rule"], hatch="///", edgecolor="white", label=_("new customers")
            ),
            Patch(facecolor=ROLES["model"], label=_("customers who bought before")),
        ],
        loc="lower right",
        bbox_to_anchor=(1.0, 1.0),
        ncols=2,
        labelcolor=INK,
        borderaxespad=0.2,
    )
    axes.axhline(0, color=MUTED, linewidth=1)
    total = new + back
    best = int(np.argmax(total))
    known = np.flatnonzero(whole & (total > 0))
    last = int(known[-1]) if len(known) else int(np.flatnonzero(total > 0)[-1])
    share = f"{100 * back[last] / total[last]:.0f}%"
    alt = [
        _("Sales in {n} periods from {first} to {last}.").format(
            n=len(table), first=names[0], last=names[-1]
        ),
        _("The largest is {value} in {period}.").format(
            value=plain_number(float(f"{total[best]:.3g}")), period=names[best]
        ),
        _("In {period} customers who bought before made {share}.").format(
            period=names[last], share=share
        ),
    ]
    if title is None:
        title = _("In {period}, {share} of sales came from customers who had bought before").format(
            period=names[last], share=share
        )
    headline(figure, title, ax=ax)
    return Picture(figure, " ".join(alt))
