"""Long-standing is not the same as profitable: customers in four cells."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style
from casekit.figures.picture import Picture
from casekit.figures.segments.words import money, percent
from casekit.figures.style import INK, MARKERS, MUTED, PAPER, ROLES
from casekit.frames.segments import CELL, PROFIT_PER_YEAR, TENURE_MONTHS
from casekit.words import _

__all__ = ["loyal_and_profitable"]

# Name of a cell, as it is shown; whether it stands right (long-standing) and up (profitable);
# colour and mark.
_CELLS = (
    ("true friends", _("true friends"), True, True, ROLES["gained"], MARKERS[0]),
    ("butterflies", _("butterflies"), False, True, ROLES["model"], MARKERS[2]),
    ("barnacles", _("barnacles"), True, False, ROLES["lost"], MARKERS[1]),
    ("strangers", _("strangers"), False, False, ROLES["rule"], MARKERS[3]),
)
_MOST_DOTS = 1500


@in_house_style
def loyal_and_profitable(
    table: pd.DataFrame,
    *,
    lifetime_cut: float | None = None,
    profit_cut: float = 0.0,
    currency: str = "$",
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show how long customers have been there against what they bring, in four cells.

    Parameters
    ----------
    table : pandas.DataFrame
        ``tenure_months``, ``profit_per_year`` and ``cell``, as
        `casekit.metrics.segments.four_cells` gives them.
    lifetime_cut : float, optional
        Where the cells are cut (months); by default the median, as `four_cells` does.
    profit_cut : float
        Where the cells are cut (money a year): the same number that `four_cells` was given.
    currency : str
        Sign in front of the money.
    title : str, optional
        The finding; by default how many of the long-standing customers cost money.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture
        The dots are a sample of at most 1,500 customers; numbers and money are of all.

    Raises
    ------
    InputError
        When a column is missing.

    Examples
    --------
    >>> table = pd.DataFrame({
    ...     "tenure_months": [60, 48, 3, 2], "profit_per_year": [300, -20, 250, -5],
    ...     "cell": ["true friends", "barnacles", "butterflies", "strangers"]})
    >>> loyal_and_profitable(table, title="Four customers")
    Customers and their profit a year. True friends: 25%, $300. Butterflies: 25%, $250. \
Barnacles: 25%, −$20. Strangers: 25%, −$5.0.
    """
    for column in (TENURE_MONTHS, PROFIT_PER_YEAR, CELL):
        if column not in table.columns:
            raise InputError(
                _(
                    'The table needs the column "{column}"; casekit.four_cells adds the cells.'
                ).format(column=column)
            )
    tenure = table[TENURE_MONTHS].to_numpy(dtype=float)
    profit = table[PROFIT_PER_YEAR].to_numpy(dtype=float)
    cell = table[CELL].astype(str).to_numpy()
    cut = float(np.median(tenure)) if lifetime_cut is None else lifetime_cut
    figure, axes = axes_for(ax, 10.4, 6.4)
    # A few customers bring ten times the rest: they stand on the upper edge.
    top, bottom = 1.25 * float(np.quantile(profit, 0.95)), float(profit.min())
    room = 0.16 * (top - min(bottom, 0.0))
    bottom = min(bottom, profit_cut) - room
    shown = np.linspace(0, len(table) - 1, min(len(table), _MOST_DOTS)).astype(int)
    alt = [_("Customers and their profit a year.")]
    for name, called, right, up, colour, mark in _CELLS:
        inside = shown[cell[shown] == name]
        axes.scatter(
            tenure[inside],
            np.clip(profit[inside], bottom, top),
            s=16,
            marker=mark,
            color=colour,
            alpha=0.45,
            linewidth=0,
        )
        share, total = float((cell == name).mean()), float(profit[cell == name].sum())
        words = _("{name}: {share}\n{money} a year").format(
            name=called, share=percent(share), money=money(total, currency)
        )
        axes.text(
            0.985 if right else 0.015,
            0.975 if up else 0.025,
            words,
            transform=axes.transAxes,
            ha="right" if right else "left",
            va="top" if up else "bottom",
            color=colour,
            fontweight="bold",
            linespacing=1.3,
            bbox={"facecolor": PAPER, "edgecolor": "none", "alpha": 0.85, "pad": 3},
            zorder=6,
        )
        alt.append(f"{called.capitalize()}: {percent(share)}, {money(total, currency)}.")
    axes.axhline(profit_cut, color=INK, linewidth=1.6)
    axes.axvline(cut, color=MUTED, linewidth=1.6, linestyle=(0, (5, 3)))
    axes.set_xlim(0, float(np.quantile(tenure, 0.995)) * 1.05)
    axes.set_ylim(bottom, 1.02 * top)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _at: money(value, currency)))
    axes.set_xlabel(_("Customer for (months)"))
    axes.set_ylabel(
        _("Profit a year after the cost of service ({currency})").format(currency=currency)
    )
    if title is None:
        long = tenure > cut
        title = _("{share} of the long-standing customers cost more than they bring").format(
            share=percent(float((profit[long] <= profit_cut).mean()))
        )
    headline(figure, title, ax=ax)
    return Picture(figure, " ".join(alt))
