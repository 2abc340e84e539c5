"""A member who looks ahead: what stamps do to the wish to come, and to the cost of leaving."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import StrMethodFormatter

from casekit.figures.canvas import headline, in_house_style, label_at, new_figure, spread
from casekit.figures.picture import Picture
from casekit.figures.style import DASHES, INK, LINE_COLOURS, MARKERS
from casekit.models.programmes import MemberSolution
from casekit.words import _

__all__ = ["incentive_and_switching_cost"]


def _lines(ax: Axes, stamps: np.ndarray, curves: dict[str, np.ndarray]) -> None:
    for place, values in enumerate(curves.values()):
        look = {"color": LINE_COLOURS[place], "linestyle": DASHES[place], "marker": MARKERS[place]}
        ax.plot(stamps, values, markersize=6, **look)
    top = max(float(values.max()) for values in curves.values())
    heights = spread([float(values[-1]) for values in curves.values()], 0.075 * top)
    for place, (name, height) in enumerate(zip(curves, heights, strict=True)):
        label_at(ax, stamps[-1], height, name, colour=LINE_COLOURS[place], offset=(10, 0))
    span = float(stamps[-1] - stamps[0])
    ax.set_xlim(stamps[0] - 0.3, stamps[-1] + 0.42 * span)
    ax.set_xlabel(_("Stamps on the card (number)"))
    ax.yaxis.set_major_formatter(StrMethodFormatter("${x:,.2f}"))
    ax.set_ylim(0, 1.12 * top)


@in_house_style
def incentive_and_switching_cost(solution: MemberSolution, *, title: str | None = None) -> Picture:
    """Show beside each other what a card adds to a visit now, and what leaving it would cost.

    Parameters
    ----------
    solution : MemberSolution
        Several members with names and one stamp card, from
        `casekit.models.programmes.solve_member`; the first is the best customer.
    title : str, optional
        The finding; by default how the first and the last line of the left panel climb.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.generators.programmes.designs import Member, StampCard
    >>> from casekit.models.programmes import solve_member
    >>> people = {"heavy": Member(1.0), "light": Member(-1.5)}
    >>> incentive_and_switching_cost(solve_member(StampCard(), people))
    A visit now is worth, with no stamp and with 9: heavy $0.26 and $0.33; light $0.19 and $0.41. \
Who starts anew with 9 stamps loses: heavy $2.66; light $2.58.
    """
    names = [str(name) for name in solution.members.types]
    stamps = solution.stamps
    pull = dict(zip(names, solution.incentive_money, strict=True))
    loss = dict(zip(names, solution.switching_cost_money, strict=True))
    figure = new_figure(12.4, 5.2)
    left, right = figure.subplots(1, 2)
    _lines(left, stamps, pull)
    _lines(right, stamps, loss)
    ticks = stamps[:: max(1, len(stamps) // 6)]
    for ax, words in (
        (left, (_("Incentive to buy"), _("Added to a visit now ($)"))),
        (right, (_("Switching cost"), _("Lost with a new card ($)"))),
    ):
        ax.set_xticks(ticks)
        ax.set_title(words[0], loc="left", color=INK)
        ax.set_ylabel(words[1])
    first, last = names[0], names[-1]
    climbs = [float(pull[name][-1] / pull[name][0]) for name in (first, last)]
    said = title or _(
        "From the first stamp to the last the pull grows {a:.1f} times for “{first}”, "
        "{b:.0f} times for “{last}”"
    ).format(a=climbs[0], b=climbs[1], first=first, last=last)
    headline(figure, said)
    most = int(stamps[-1])
    now = "; ".join(f"{n} ${pull[n][0]:.2f} " + _("and") + f" ${pull[n][-1]:.2f}" for n in names)
    lost = "; ".join(f"{n} ${loss[n][-1]:.2f}" for n in names)
    return Picture(
        figure,
        _(
            "A visit now is worth, with no stamp and with {most}: {now}. "
            "Who starts anew with {most} stamps loses: {lost}."
        ).format(most=most, now=now, lost=lost),
    )
