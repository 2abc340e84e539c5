"""What a firm gains or loses when money moves from winning customers to keeping them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from casekit.errors import InputError
from casekit.figures.budget.money import gain, large
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import DASHES, INK, MUTED, ROLES
from casekit.models.budget import BudgetPlan, CustomerEquity
from casekit.words import _

__all__ = ["after_moving", "value_of_moving"]

# Not the colours of winning and keeping: these are people's beliefs.
_COLOURS = (ROLES["lost"], ROLES["gained"], ROLES["accent"])


def after_moving(market: CustomerEquity, plan: BudgetPlan, moved: float) -> BudgetPlan:
    """Give the plan that follows when money moves from prospects to today's customers.

    Parameters
    ----------
    market : CustomerEquity
        How prospects and customers respond.
    plan : BudgetPlan
        What is spent today, with its numbers of prospects and of customers.
    moved : float
        Money of the first year taken from the prospects and given to the customers there are
        today; negative: the other way. The new spend per customer stays in all later years.

    Returns
    -------
    BudgetPlan

    Examples
    --------
    >>> from casekit.models.budget import ResponseCurve
    >>> club = CustomerEquity(ResponseCurve(0.4, 0.1), ResponseCurve(0.9, 0.5), 100, 0.1)
    >>> now = club.plan(30, 11, prospects=20_000, customers=25_000)
    >>> after_moving(club, now, 200_000)
    <plan: 20.00 per prospect, 19.00 per customer and year; 137.32 per prospect>
    """
    if not (plan.prospects > 0 and plan.customers > 0):
        raise InputError(
            _(
                "Money can be moved where there are prospects and customers: give both numbers "
                "to .plan(..., prospects=, customers=)."
            )
        )
    return market.plan(
        plan.acquisition_spend - moved / plan.prospects,
        plan.retention_spend + moved / plan.customers,
        prospects=plan.prospects,
        customers=plan.customers,
    )


@in_house_style
def value_of_moving(
    markets: Mapping[str, CustomerEquity],
    plans: Mapping[str, BudgetPlan],
    *,
    moved: float,
    ax: Axes | None = None,
    title: str | None = None,
) -> Picture:
    """Show the change of the firm's value by the money that moves, and one proposal on it.

    Parameters
    ----------
    markets : mapping of str to CustomerEquity
        Name of each belief (or of the truth), and the market it describes.
    plans : mapping of str to BudgetPlan
        Today's plan in each of them, with prospects and customers.
    moved : float
        The proposal: money of the first year moved from winning to keeping. The new spend on
        keeping is then paid in every later year, too.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        The finding; by default made from the data.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.models.budget import ResponseCurve
    >>> club = CustomerEquity(ResponseCurve(0.4, 0.1), ResponseCurve(0.9, 0.5), 100, 0.1)
    >>> now = club.plan(30, 11, prospects=20_000, customers=25_000)
    >>> value_of_moving({"club": club}, {"club": now}, moved=200_000)
    Moving $0.20 million of the first year from winning to keeping. club: −$1.1 million.
    """
    if not markets:
        raise InputError(_("There is nothing to draw: give at least one name and its market."))
    figure, axes = axes_for(ax, 10.4, 5.6)
    changes = {}
    axes.axhline(0, color=MUTED, linewidth=1.2)
    colours = _COLOURS if len(markets) > 1 else (INK,)
    for (name, market), colour, dash in zip(markets.items(), colours, DASHES, strict=False):
        plan = plans[name]
        steps = np.linspace(-0.8 * moved, 1.5 * moved, 116)
        change = [after_moving(market, plan, m).total_value - plan.total_value for m in steps]
        axes.plot(steps, change, color=colour, linestyle=dash)
        at = after_moving(market, plan, moved).total_value - plan.total_value
        changes[name] = at
        axes.plot([moved], [at], "D", color=colour, markersize=12, zorder=5)
        up = at >= 0
        label_at(
            axes,
            moved,
            at,
            f"{name}\n{gain(at)}",
            colour=colour,
            offset=(0, 26) if up else (-12, -16),
            ha="center" if up else "right",
        )
    axes.plot([0], [0], "o", color=INK, markersize=12, zorder=6)
    label_at(axes, 0, 0, _("today"), offset=(0, 16), ha="center")
    low, high = axes.get_ylim()
    least = min(changes.values())
    axes.set_ylim(max(low, 1.8 * min(least, -0.1 * high)), 1.25 * high)
    axes.axvline(moved, color=MUTED, linewidth=1.2, linestyle=(0, (2, 2)), zorder=0)
    axes.set_xlim(-0.85 * moved, 1.6 * moved)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda v, _p: f"{v / 1e3:,.0f}"))
    axes.yaxis.set_major_locator(MaxNLocator(7, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(_millions))
    axes.set_xlabel(_("Moved from winning to keeping in the first year (thousand $)"))
    axes.set_ylabel(_("Change of value, all years (million $)"))
    headline(figure, title or _title(changes, moved), ax=ax)
    told = " ".join(f"{name}: {gain(at)}." for name, at in changes.items())
    return Picture(
        figure,
        _("Moving {money} of the first year from winning to keeping. {told}").format(
            money=large(moved), told=told
        ),
    )


def _millions(value: float, _place: object) -> str:
    size = abs(value) / 1e6
    return "0" if size < 1e-9 else f"{'−' if value < 0 else '+'}{size:.1f}"


def _title(changes: Mapping[str, float], moved: float) -> str:
    worst, best = min(changes.values()), max(changes.values())
    if len(changes) > 1 and worst < 0 < best:
        return _(
            "Moving {money} loses {worst} or gains {best}: it depends on whom you believe"
        ).format(money=large(moved), worst=large(-worst), best=large(best))
    if len(changes) == 1:
        words = _("loses") if worst < 0 else _("gains")
        return _("Moving {money} from winning to keeping {words} {change}").format(
            money=large(moved), words=words, change=large(abs(worst))
        )
    return _("Moving {money} changes the value by {worst} to {best}").format(
        money=large(moved), worst=gain(worst), best=gain(best)
    )
