"""Customers as a cloud: with the colours of a computer's groups, and without."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from casekit.errors import InputError
from casekit.figures.canvas import headline, in_house_style, new_figure
from casekit.figures.picture import Picture
from casekit.figures.style import INK, LINE_COLOURS, MARKERS, MUTED
from casekit.frames.segments import DAYS_SINCE_LAST_PURCHASE, TOTAL_SPEND
from casekit.words import _

__all__ = ["customer_clouds"]

_MOST_DOTS = 1500
_COLOURS = (*LINE_COLOURS, "#8A6D00", "#5B6875")
_MARKS = (*MARKERS, "X", "*")


@in_house_style
def customer_clouds(
    shops: Mapping[str, pd.DataFrame],
    groups: Mapping[str, ArrayLike] | None = None,
    *,
    x: str = DAYS_SINCE_LAST_PURCHASE,
    y: str = TOTAL_SPEND,
    labels: tuple[str, str] | None = None,
    title: str | None = None,
) -> Picture:
    """Show the customers of several shops side by side, coloured by group or all in grey.

    Parameters
    ----------
    shops : mapping of str to pandas.DataFrame
        Name of a shop, and its customers: one row each, with the columns `x` and `y`.
    groups : mapping of str to array_like, optional
        For each shop a whole number a customer; without it all dots are grey.
    x, y : str
        Columns, both positive; the scales are logarithmic.
    labels : tuple of str, optional
        Names of the two axes with units; by default silence in days and spend in dollars.
    title : str, optional
        The finding; by default how many groups each shop was cut into.

    Returns
    -------
    Picture
        Each panel shows at most 1,500 customers, evenly picked by row.

    Raises
    ------
    InputError
        When a shop lacks a column, or the groups have another length.

    Examples
    --------
    >>> shop = pd.DataFrame({"days_since_last_purchase": [3, 200], "total_spend": [90.0, 20.0]})
    >>> customer_clouds({"A": shop}, {"A": [0, 1]})
    Customers by days since the last purchase and spend. A: 2 customers in 2 groups (1, 1).
    """
    figure = new_figure(4.1 * max(2, len(shops)), 5.2)
    panels = figure.subplots(1, len(shops), squeeze=False)[0]
    alt = [_("Customers by days since the last purchase and spend.")]
    for panel, (name, table) in zip(panels, shops.items(), strict=True):
        for column in (x, y):
            if column not in table.columns:
                raise InputError(
                    _('The shop "{name}" has no column "{column}".').format(
                        name=name, column=column
                    )
                )
        # A purchase on the last day is 0 days ago; a gift costs $0: neither has a logarithm.
        across = np.maximum(table[x].to_numpy(dtype=float), 1.0)
        up = np.maximum(table[y].to_numpy(dtype=float), 1.0)
        shown = np.linspace(0, len(table) - 1, min(len(table), _MOST_DOTS)).astype(int)
        words = _cloud(panel, across, up, shown, None if groups is None else groups[name], name)
        alt.append(f"{name}: {words}")
        panel.set_xscale("log")
        panel.set_yscale("log")
        panel.set_title(name, loc="left", color=INK, fontweight="bold")
        for axis in (panel.xaxis, panel.yaxis):
            axis.set_major_formatter(lambda value, _at: f"{value:,.0f}")
        panel.minorticks_off()
        # The shops may be of any size of spend: only the shape is compared.
        panel.set_xlim(float(np.quantile(across, 0.002)) / 1.3, float(across.max()) * 1.3)
        panel.set_ylim(float(np.quantile(up, 0.005)) / 1.3, float(np.quantile(up, 0.998)) * 1.4)
    one, two = labels or (_("Days since the last purchase"), _("Spend so far ($)"))
    panels[0].set_ylabel(two)
    for panel in panels:
        panel.set_xlabel(one)
    if title is None:
        title = _("Without colours: the same customers, as they are")
        if groups is not None:
            most = max(np.unique(np.asarray(each)).size for each in groups.values())
            title = _("Asked for {k} groups, the computer finds {k} in every shop").format(k=most)
    headline(figure, title)
    return Picture(figure, " ".join(alt))


def _cloud(
    panel: Any, across: Any, up: Any, shown: Any, groups: ArrayLike | None, name: str
) -> str:
    """Draw one shop and say how many customers and groups it has."""
    if groups is None:
        panel.scatter(across[shown], up[shown], s=11, color=MUTED, alpha=0.45, linewidth=0)
        return _("{n} customers.").format(n=f"{across.size:,}")
    labels = np.asarray(groups)
    if labels.shape != across.shape:
        raise InputError(
            _('The shop "{name}" has {n} customers, and {m} group numbers were given.').format(
                name=name, n=across.size, m=labels.size
            )
        )
    found, sizes = np.unique(labels, return_counts=True)
    for place, group in enumerate(found):
        inside = shown[labels[shown] == group]
        panel.scatter(
            across[inside],
            up[inside],
            s=14,
            color=_COLOURS[place % len(_COLOURS)],
            marker=_MARKS[place % len(_MARKS)],
            alpha=0.65,
            linewidth=0,
        )
    return _("{n} customers in {k} groups ({sizes}).").format(
        n=f"{across.size:,}", k=len(found), sizes=", ".join(f"{size:,}" for size in sizes)
    )
