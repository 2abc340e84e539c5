"""The chart of the slide: what winning and keeping have cost, on average."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes

from casekit.errors import InputError
from casekit.figures.budget.money import dollars
from casekit.figures.canvas import axes_for, headline, in_house_style
from casekit.figures.picture import Picture
from casekit.figures.style import HATCHES, INK, PAPER, ROLES
from casekit.words import _

__all__ = ["average_costs"]


@in_house_style
def average_costs(
    costs: Mapping[str, tuple[float, float]], *, ax: Axes | None = None, title: str | None = None
) -> Picture:
    """Show the average cost of winning and of keeping a customer, side by side.

    Parameters
    ----------
    costs : mapping of str to (float, float)
        Name of each club; dollars for each customer won, dollars for each customer and year.
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
        When there is nothing to draw, or a cost is not above 0.

    Examples
    --------
    >>> average_costs({"Willow": (78.9, 11)})
    Willow: $79 to win, $11 a year to keep, ratio 7.2.
    """
    if not costs or any(not cost > 0 for pair in costs.values() for cost in pair):
        raise InputError(
            _('Give one club or more with two costs above 0, such as {"Willow": (79, 11)}.')
        )
    figure, axes = axes_for(ax, 3.6 + 2.4 * len(costs), 4.4)
    ticks, words, told = [], [], []
    highest = max(max(pair) for pair in costs.values())
    for number, (name, (win, keep)) in enumerate(costs.items()):
        for side, (cost, colour) in enumerate(((win, ROLES["rule"]), (keep, ROLES["model"]))):
            at = 2.6 * number + side
            axes.bar(at, cost, width=0.8, color=colour, edgecolor=PAPER, hatch=HATCHES[side])
            axes.annotate(
                dollars(cost),
                (at, cost),
                xytext=(0, 4),
                textcoords="offset points",
                ha="center",
                fontsize=15,
                fontweight="bold",
                color=INK,
            )
            ticks.append(at)
            words.append(_("winning") if side == 0 else _("keeping,\na year"))
        if len(costs) > 1:
            axes.annotate(
                name,
                (2.6 * number + 0.5, 1.0),
                xycoords=("data", "axes fraction"),
                ha="center",
                va="bottom",
                fontsize=15,
                fontweight="bold",
            )
        told.append(
            _("{name}: {win} to win, {keep} a year to keep, ratio {ratio:.1f}.").format(
                name=name, win=dollars(win), keep=dollars(keep), ratio=win / keep
            )
        )
    axes.set_xticks(ticks, words)
    axes.tick_params(axis="x", labelsize=12.5)
    axes.set_ylim(0, 1.18 * highest)
    axes.set_ylabel(_("Average cost ($ per customer)"))
    axes.grid(visible=False, axis="x")
    ratios = {f"{win / keep:.1f}" for win, keep in costs.values()}
    headline(figure, title or _title(sorted(ratios), len(costs)), ax=ax)
    return Picture(figure, " ".join(told))


def _title(ratios: list[str], clubs: int) -> str:
    if clubs > 1 and len(ratios) == 1:
        return _("In all {n}, winning costs {ratio} times as much as keeping").format(
            n=clubs, ratio=ratios[0]
        )
    return _("Winning costs {ratios} times as much as keeping").format(
        ratios=_(" or ").join(ratios)
    )
