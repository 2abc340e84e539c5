"""The ratio of average costs at the best plan of several markets, beside the claim."""

from __future__ import annotations

import math
from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, NullLocator

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import MUTED, ROLES
from casekit.models.budget import BudgetPlan
from casekit.words import _

__all__ = ["best_ratios"]


@in_house_style
def best_ratios(
    plans: Mapping[str, BudgetPlan],
    *,
    claim: tuple[float, float] = (5, 20),
    ax: Axes | None = None,
    title: str | None = None,
) -> Picture:
    """Show the ratio of average costs at the best plan of several markets, beside a claim.

    Parameters
    ----------
    plans : mapping of str to BudgetPlan
        Name of each market, and its best plan.
    claim : (float, float)
        The multiples that are said to hold everywhere.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        The finding; by default made from the data.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.models.budget import blattberg_deighton_markets
    >>> best = {n: m.optimum() for n, m in blattberg_deighton_markets().items()}
    >>> best_ratios(best)  # doctest: +ELLIPSIS
    The best ratio is 0.6 (cheap to acquire), 2.0 (balanced), 4.0 (butterfly), 4.9 (hard to ...
    """
    if not plans:
        raise InputError(_("There is nothing to draw: give at least one name and its plan."))
    figure, axes = axes_for(ax, 9.8, 4.6)
    ordered = sorted(plans.items(), key=lambda pair: pair[1].ratio)
    axes.axvspan(*claim, color=ROLES["rule"], alpha=0.18, zorder=0)
    middle = math.sqrt(claim[0] * claim[1])
    label_at(
        axes,
        middle,
        -0.75,
        _("the claim: {low:g} to {high:g}").format(low=claim[0], high=claim[1]),
        colour=ROLES["rule"],
        offset=(0, 0),
        ha="center",
    )
    for row, (_name, plan) in enumerate(ordered):
        axes.plot([0.4, plan.ratio], [row, row], color=MUTED, linewidth=1.2, linestyle="-")
        axes.plot([plan.ratio], [row], "o", color=ROLES["model"], markersize=14)
        label_at(axes, plan.ratio, row, f"{plan.ratio:.1f}", colour=ROLES["model"], offset=(13, 0))
    axes.set_xscale("log")
    axes.set_xlim(0.4, max(30.0, claim[1] * 1.2))
    axes.set_xticks([0.5, 1, 2, 5, 10, 20])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _p: f"{value:g}×"))
    axes.set_yticks(range(len(ordered)), [name for name, _plan in ordered])
    axes.set_ylim(len(ordered) - 0.5, -1.2)
    axes.grid(visible=False, axis="y")
    axes.set_xlabel(_("Cost per new member over yearly cost of keeping one (times)"))
    low, high = ordered[0][1].ratio, ordered[-1][1].ratio
    inside = sum(claim[0] <= plan.ratio <= claim[1] for plan in plans.values())
    headline(
        figure,
        title
        or _("At the best plan the ratio is anything from {low:.1f} to {high:.1f}").format(
            low=low, high=high
        ),
        ax=ax,
    )
    told = ", ".join(f"{plan.ratio:.1f} ({name})" for name, plan in ordered)
    return Picture(
        figure,
        _("The best ratio is {told}. {inside} of {n} lie in the claim of {a:g} to {b:g}.").format(
            told=told, inside=inside, n=len(plans), a=claim[0], b=claim[1]
        ),
    )
