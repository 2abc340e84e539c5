"""Why nobody undercuts: the prices at which buying a rival's customers off does not pay."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import DASHES, INK, LINE_COLOURS, MARKERS, MUTED, ROLES, SHADE
from casekit.generators.switching.undercut import read_customers, undercut_proof_prices
from casekit.words import _

__all__ = ["quick_estimates", "undercut_corner"]


@in_house_style
def undercut_corner(
    customers: ArrayLike,
    switching_cost: float,
    *,
    names: Sequence[str] = ("A", "B"),
    currency: str = "$",
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show, for two firms, the prices that no rival can undercut, and the corner of the highest.

    Parameters
    ----------
    customers : array_like of shape (2,)
        Customers of the two firms.
    switching_cost : float
        What leaving costs every customer, in money.
    names : sequence of str
        The firms' names.
    currency : str
        Sign of the money.
    title : str, optional
        The finding; by default which firm has the lower price, and why.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When there are not exactly two firms.

    Examples
    --------
    >>> str(undercut_corner([60, 40], 5))[:58]
    'Prices that nobody can undercut, with a switching cost of '
    """
    numbers = read_customers(customers)
    if len(numbers) != 2:
        raise InputError(_("This picture has two axes, so it shows two firms, such as [60, 40]."))
    first, second = undercut_proof_prices(switching_cost, numbers)
    share = numbers / numbers.sum()
    top = 1.35 * max(first, second)
    line = np.linspace(0, top, 50)
    figure, axes = axes_for(ax, 8.4, 6.4)
    # A's price has a ceiling that rises with B's price, and the other way round.
    ceiling_first = switching_cost + share[1] * line
    ceiling_second = switching_cost + share[0] * line
    axes.fill([0, switching_cost, first, 0], [0, 0, second, switching_cost], color=SHADE, zorder=0)
    axes.plot(ceiling_first, line, color=ROLES["model"], linestyle=DASHES[0])
    axes.plot(line, ceiling_second, color=ROLES["rule"], linestyle=DASHES[1])
    axes.plot(first, second, "o", color=INK, markersize=13, markeredgecolor="white", zorder=5)
    label_at(
        axes,
        first,
        second,
        _("{c}{a:.2f} and {c}{b:.2f}").format(c=currency, a=first, b=second),
        offset=(14, -16),
    )
    label_at(
        axes,
        float(switching_cost + share[1] * 0.35 * top),
        0.35 * top,
        _("further right: {second} attacks {first}").format(first=names[0], second=names[1]),
        colour=ROLES["model"],
        offset=(12, 0),
    )
    label_at(
        axes,
        0.02 * top,
        0.9 * top,
        _("further up: {first}\nattacks {second}").format(first=names[0], second=names[1]),
        colour=ROLES["rule"],
        offset=(0, 0),
    )
    label_at(axes, 0.04 * first, 0.2 * second, _("no attack pays"), colour=MUTED)
    axes.set_xlim(0, 1.3 * top)
    axes.set_ylim(0, top)
    axes.set_xlabel(_("Price of {name} ({c} a month)").format(name=names[0], c=currency))
    axes.set_ylabel(_("Price of {name} ({c} a month)").format(name=names[1], c=currency))
    larger, smaller = (names[0], names[1]) if numbers[0] >= numbers[1] else (names[1], names[0])
    if numbers[0] == numbers[1]:
        finding = _("Two equal firms are equally afraid of each other: one price")
    else:
        finding = _(
            "{larger}, the larger firm, is the more tempting target, so it has to stay cheaper "
            "than {smaller}"
        ).format(larger=larger, smaller=smaller)
    headline(figure, title or finding, ax=ax)
    alt = _(
        "Prices that nobody can undercut, with a switching cost of {c}{s:g}: a region whose "
        "highest corner is {c}{a:.2f} for {first} ({na:g} customers) and {c}{b:.2f} for {second} "
        "({nb:g} customers)."
    ).format(
        c=currency,
        s=switching_cost,
        a=first,
        b=second,
        first=names[0],
        second=names[1],
        na=numbers[0],
        nb=numbers[1],
    )
    return Picture(figure, alt)


@in_house_style
def quick_estimates(
    estimates: pd.DataFrame,
    *,
    currency: str = "$",
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Compare the quick estimator's answer with the truth, for each firm, as the truth grows.

    Parameters
    ----------
    estimates : pandas.DataFrame
        Index the true switching costs (money), a column a firm with its estimate (money).
    currency : str
        Sign of the money.
    title : str, optional
        The finding; by default what the estimator says at the smallest true cost.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When the table has no rows or no columns.

    Examples
    --------
    >>> quick_estimates(pd.DataFrame({"A": [12.0, 16.2], "B": [8.0, 8.8]}, index=[0, 10]))
    Quick estimate against the true switching cost. A: $12.0 at $0, $16.2 at $10; B: $8.0 at $0, $8.8 at $10.
    """  # noqa: E501
    if estimates.empty:
        raise InputError(_("There are no estimates to show: give a row a true cost."))
    truth = estimates.index.to_numpy(dtype=float)
    figure, axes = axes_for(ax, 9.0, 5.6)
    axes.plot(truth, truth, color=MUTED, linewidth=1.6, linestyle="-")
    label_at(axes, truth[-1], truth[-1], _("the truth"), colour=MUTED, bold=False)
    for place, name in enumerate(estimates.columns):
        values = estimates[name].to_numpy(dtype=float)
        colour = LINE_COLOURS[place % len(LINE_COLOURS)]
        axes.plot(
            truth,
            values,
            color=colour,
            linestyle=DASHES[place % len(DASHES)],
            marker=MARKERS[place % len(MARKERS)],
            markersize=10,
            markeredgecolor="white",
        )
        label_at(axes, truth[-1], values[-1], str(name), colour=colour)
    axes.set_xlabel(_("True switching cost ({c})").format(c=currency))
    axes.set_ylabel(_("Estimate from prices and shares ({c})").format(c=currency))
    axes.set_xlim(truth[0], truth[-1] + 0.28 * (truth[-1] - truth[0]))
    axes.set_ylim(bottom=0)
    first = estimates.iloc[0]
    headline(
        figure,
        title
        or _(
            "With a true switching cost of {c}{s:g} the quick rule says {c}{low:.0f} to "
            "{c}{high:.0f}"
        ).format(c=currency, s=truth[0], low=first.min(), high=first.max()),
        ax=ax,
    )
    parts = [
        f"{name}: "
        + ", ".join(
            _("{c}{value:.1f} at {c}{true:g}").format(c=currency, value=value, true=true)
            for true, value in estimates[name].items()
        )
        for name in estimates.columns
    ]
    alt = _("Quick estimate against the true switching cost. {parts}.").format(
        parts="; ".join(parts)
    )
    return Picture(figure, alt)
