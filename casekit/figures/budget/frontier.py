"""What the best plan is worth at each budget, and what the next dollar would add."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from casekit.errors import InputError
from casekit.figures.budget.money import dollars, large
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, ROLES
from casekit.words import _

__all__ = ["budget_frontier"]


@in_house_style
def budget_frontier(
    frontier: pd.DataFrame,
    marks: list[float],
    *,
    ax: Axes | None = None,
    title: str | None = None,
) -> Picture:
    """Show the value of the best plan by the budget, and the shadow price at some budgets.

    Parameters
    ----------
    frontier : pandas.DataFrame
        As `casekit.models.budget.CustomerEquity.frontier` gives it: index ``budget``.
    marks : list of float
        Budgets of the table at which the shadow price is written.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        The finding; by default made from the data.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When a marked budget is not in the table.

    Examples
    --------
    >>> from casekit.models.budget import blattberg_deighton_markets
    >>> balanced = blattberg_deighton_markets()["balanced"]
    >>> table = balanced.frontier([50_000, 100_000, 300_000], prospects=10_000)
    >>> budget_frontier(table, [50_000, 300_000])
    Budget $50,000: value $0.14 million, the next dollar adds $2.45. Budget $0.30 million: value $0.40 million, the next dollar adds $0.
    """  # noqa: E501
    strange = [mark for mark in marks if mark not in frontier.index]
    if strange or not marks:
        raise InputError(
            _("marks={marks} must name budgets of the table, such as {some}.").format(
                marks=marks, some=list(frontier.index[:3])
            )
        )
    figure, axes = axes_for(ax, 10.4, 5.4)
    budgets, values = frontier.index.to_numpy(float), frontier["total_value"].to_numpy(float)
    axes.plot(budgets, values, color=ROLES["model"], linestyle="-")
    width = 0.09 * (budgets[-1] - budgets[0])
    told = []
    worth = dict(zip(budgets.tolist(), values.tolist(), strict=True))
    prices = dict(zip(budgets.tolist(), frontier["shadow_price"].tolist(), strict=True))
    for mark in marks:
        value, price = worth[float(mark)], prices[float(mark)]
        ends = np.array([mark - width, mark + width])
        axes.plot(ends, value + price * (ends - mark), color=MUTED, linewidth=1.6, linestyle="-")
        axes.plot([mark], [value], "o", color=INK, markersize=11, zorder=5)
        words = _("the next dollar\nadds {price}").format(price=dollars(round(price, 2)))
        label_at(axes, mark, value, words, offset=(10, -24), va="center")
        told.append(
            _("Budget {budget}: value {value}, the next dollar adds {price}.").format(
                budget=large(mark), value=large(value), price=dollars(round(price, 2))
            )
        )
    axes.set_xlim(budgets[0], budgets[-1] + 0.12 * (budgets[-1] - budgets[0]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda v, _p: f"{v / 1e3:,.0f}"))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda v, _p: f"{v / 1e6:.1f}"))
    axes.set_xlabel(_("Budget of the first year (thousand $)"))
    axes.set_ylabel(_("Best value, all years (million $)"))
    headline(
        figure,
        title
        or _("The smaller the budget, the more the next dollar adds: {prices}").format(
            prices=_(", then ").join(dollars(round(prices[float(mark)], 2)) for mark in marks)
        ),
        ax=ax,
    )
    return Picture(figure, " ".join(told))
