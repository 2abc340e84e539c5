"""What the next dollar brings back, when it wins customers and when it keeps them."""

from __future__ import annotations

import math
from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, NullLocator

from casekit.errors import InputError
from casekit.figures.canvas import headline, in_house_style, label_at, new_figure
from casekit.figures.picture import Picture
from casekit.figures.style import HATCHES, INK, PAPER, ROLES, SHADE
from casekit.models.budget import BudgetPlan
from casekit.words import _

__all__ = ["DollarGauge", "brings_back", "dollars_back", "next_dollar", "verdict"]

# The gauge: from a tenth of a dollar to ten dollars, $1 in the middle.
_LOW, _HIGH = 0.1, 10.0
# Nearer to a dollar than this (on a log scale) counts as even: nobody can steer more finely.
_EVEN = 0.15


def brings_back(plan: BudgetPlan) -> tuple[float, float]:
    """Give the dollars of value that the next dollar brings back: winning, then keeping.

    Parameters
    ----------
    plan : BudgetPlan
        A plan with its marginal costs.

    Returns
    -------
    winning, keeping : float
        A customer's value over what the next customer won (kept for one more year) costs. Below 1
        the dollar is better left unspent.

    Examples
    --------
    >>> from casekit.models.budget import blattberg_deighton_markets
    >>> best = blattberg_deighton_markets()["sticky"].optimum()
    >>> [round(share, 3) for share in brings_back(best)]
    [1.0, 1.0]
    """
    return (
        plan.customer_value / plan.marginal_cost_to_acquire,
        plan.customer_value / plan.marginal_cost_to_retain,
    )


class DollarGauge:
    """Two bars on a scale from ten cents to ten dollars, with a line at one dollar.

    Parameters
    ----------
    ax : Axes
        Where to draw.
    """

    def __init__(self, ax: Axes) -> None:
        ax.set_xscale("log")
        ax.set_xlim(_LOW, _HIGH)
        ax.set_xticks([0.1, 0.3, 1, 3, 10])
        ax.xaxis.set_minor_locator(NullLocator())
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _p: f"${value:g}"))
        ax.set_ylim(1.62, -0.75)
        ax.set_yticks([0, 1], [_("winning"), _("keeping")])
        ax.set_ylabel(_("Spent on"))
        ax.grid(visible=False, axis="y")
        ax.axvspan(_LOW, 1, color=SHADE, zorder=0)
        ax.axvline(1, color=INK, linewidth=2.0)
        self.bars: list[Rectangle] = []
        for row, colour in ((0, ROLES["rule"]), (1, ROLES["model"])):
            bar = ax.barh(
                row, 1, left=1, height=0.52, color=colour, edgecolor=PAPER, hatch=HATCHES[row]
            )[0]
            self.bars.append(bar)
        self.words = [
            label_at(ax, 1, row - 0.44, "", colour=colour, offset=(7, 0), size=14)
            for row, colour in ((0, ROLES["rule"]), (1, ROLES["model"]))
        ]
        self.moving = [*self.bars, *self.words]

    def show(self, plan: BudgetPlan) -> tuple[float, float]:
        """Set both bars to a plan, and give what they show."""
        both = brings_back(plan)
        for bar, words, value in zip(self.bars, self.words, both, strict=True):
            end = min(max(value if math.isfinite(value) else _LOW, _LOW), _HIGH)
            bar.set_x(min(1.0, end))
            bar.set_width(abs(end - 1))
            words.set_text(dollars_back(value))
            # Beside the line, on the side of the bar and above it: so nothing is written over.
            right = round(value, 2) >= 1 or not math.isfinite(value)
            words.set_horizontalalignment("left" if right else "right")
            words.xyann = (7 if right else -7, 0)
        return both


def dollars_back(value: float) -> str:
    """Write what a dollar brings back, with cents."""
    if not math.isfinite(value):
        return "–"
    return f"${value:,.2f}" if value < 100 else f"${value:,.0f}"


def verdict(plan: BudgetPlan) -> str:
    """Say in a few words what the two gauges advise."""
    winning, keeping = brings_back(plan)
    even = [abs(math.log(max(value, 1e-9))) < _EVEN for value in (winning, keeping)]
    if all(even):
        return _("leave it")
    if winning > 1 >= keeping * (1 - _EVEN):
        return _("move money to winning")
    if keeping > 1 >= winning * (1 - _EVEN):
        return _("move money to keeping")
    if min(winning, keeping) > 1:
        return _("spend more on both")
    return _("spend less on both")


@in_house_style
def next_dollar(plans: Mapping[str, BudgetPlan], *, title: str | None = None) -> Picture:
    """Show, for several plans side by side, what the next dollar brings back.

    Parameters
    ----------
    plans : mapping of str to BudgetPlan
        Name of each club, and its plan; one to four.
    title : str, optional
        The finding; by default made from the data.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When there is no plan.

    Examples
    --------
    >>> from casekit.models.budget import blattberg_deighton_markets
    >>> best = {n: m.optimum() for n, m in blattberg_deighton_markets().items()}
    >>> next_dollar({"sticky": best["sticky"]})
    sticky: ratio 7.3; the next dollar brings back $1.00 on winning, $1.00 on keeping: leave it.
    """
    if not plans:
        raise InputError(_("There is nothing to draw: give at least one name and its plan."))
    figure = new_figure(4.0 * len(plans) + (1.6 if len(plans) < 3 else 0), 3.9)
    panels = figure.subplots(1, len(plans), sharex=True, sharey=True, squeeze=False)[0]
    told = []
    for number, (panel, (name, plan)) in enumerate(zip(panels, plans.items(), strict=True)):
        winning, keeping = DollarGauge(panel).show(plan)
        if number:
            panel.set_ylabel("")
        advice = verdict(plan)
        panel.set_title(
            _("{name}: ratio {ratio:.1f}\n{advice}").format(
                name=name, ratio=plan.ratio, advice=advice
            ),
            loc="left",
            color=INK,
            fontsize=14,
        )
        told.append(
            _(
                "{name}: ratio {ratio:.1f}; the next dollar brings back {a} on winning, {b} on "
                "keeping: {advice}."
            ).format(
                name=name,
                ratio=plan.ratio,
                a=dollars_back(winning),
                b=dollars_back(keeping),
                advice=advice,
            )
        )
    panels[0].set_xlabel(_("What the next dollar brings back ($ of value, all years)"), loc="left")
    headline(figure, title or _title(plans))
    return Picture(figure, " ".join(told))


def _title(plans: Mapping[str, BudgetPlan]) -> str:
    ratios = sorted(f"{plan.ratio:.1f}" for plan in plans.values())
    advices = {verdict(plan) for plan in plans.values()}
    if len(plans) > 1 and len(set(ratios)) == 1 and len(advices) == len(plans):
        return _("The same ratio of {ratio}, {n} different answers").format(
            ratio=ratios[0], n=len(plans)
        )
    if len(plans) > 1 and advices == {_("leave it")}:
        return _("Ratios of {ratios}: each club is at its best, and should move nothing").format(
            ratios=_(" and ").join(ratios)
        )
    return _("What the next dollar brings back decides, not the ratio")
