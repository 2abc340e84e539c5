"""What members spend more than others, taken apart: there before, and made by the membership."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.ticker import StrMethodFormatter

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import HATCHES, INK, MUTED, PAPER, ROLES
from casekit.words import _

__all__ = ["spending_apart"]


@in_house_style
def spending_apart(
    others: float,
    members: float,
    caused: float | None = None,
    *,
    interval: tuple[float, float] | None = None,
    truth: float | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Split what members spend more into what was there before and what the membership makes.

    Parameters
    ----------
    others, members : float
        Mean spending of a customer ($ a year).
    caused : float, optional
        What the membership adds ($ a year), as measured; without it the two bars stand alone, as
        the board sees them.
    interval : tuple of float, optional
        Its 95% interval.
    truth : float, optional
        What it really adds, as a diamond on the axis of the addition.
    title : str, optional
        The finding; by default the two parts.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> spending_apart(400.0, 900.0, 100.0, interval=(80.0, 120.0))
    Mean spending in a year: others $400, members $900. Of the difference of $500 the membership
    makes $100 ($80 to $120).
    """
    gap = members - others
    if caused is None:
        return _bait(others, members, title, ax)
    figure, axes = axes_for(ax, 10.2, 4.4)
    before = members - caused
    axes.barh(0, others, height=0.55, color=MUTED, alpha=0.45, edgecolor=PAPER)
    axes.barh(1, others, height=0.55, color=MUTED, alpha=0.45, edgecolor=PAPER)
    axes.barh(
        1, before - others, left=others, height=0.55, color=ROLES["rule"], hatch=HATCHES[1],
        edgecolor=PAPER,
    )  # fmt: skip
    axes.barh(1, caused, left=before, height=0.55, color=ROLES["model"], edgecolor=PAPER)
    axes.plot([others, others], [-0.3, 1.3], color=INK, linewidth=1.2, linestyle="-")
    if interval is not None:
        low, high = (members - end for end in interval)
        axes.errorbar(
            before, 0.88, xerr=[[max(0.0, before - high)], [max(0.0, low - before)]], fmt="none",
            ecolor=INK, elinewidth=2, capsize=8,
        )  # fmt: skip
    if truth is not None:
        axes.plot(
            members - truth, 1.14, marker="D", color=PAPER, markeredgecolor=INK, markersize=10,
            markeredgewidth=2, linestyle="none", zorder=7,
        )  # fmt: skip
    middle = (others + before) / 2
    label_at(
        axes, middle, 1.32, _("they would spend it anyway:\n{x}").format(x=_money(gap - caused)),
        colour=ROLES["rule"], offset=(0, 0), ha="center", va="top",
    )  # fmt: skip
    label_at(
        axes, members, 0.68, _("the membership:\n{x}").format(x=_money(caused)),
        colour=ROLES["model"], offset=(0, 0), ha="right", va="bottom",
    )  # fmt: skip
    label_at(axes, others, 0, _money(others), offset=(8, 0))
    label_at(axes, members, 1, _money(members), offset=(8, 0))
    axes.set_yticks([0, 1], [_("other customers"), _("members")])
    axes.set_ylim(1.95, -0.5)
    axes.set_xlim(0, 1.16 * members)
    axes.grid(axis="y", visible=False)
    axes.xaxis.set_major_formatter(StrMethodFormatter("${x:,.0f}"))
    axes.set_xlabel(_("Mean spending of a customer ($ a year)"))
    if title is None:
        title = _("Of {gap} a year that members spend more, the membership makes {made}").format(
            gap=_money(gap), made=_money(caused)
        )
    note = "" if truth is None else _("Line with caps: 95% interval. Diamond below it: the truth")
    headline(figure, title, ax=ax, note=note)
    between = (
        ""
        if interval is None
        else _(" ({low} to {high})").format(low=_money(interval[0]), high=_money(interval[1]))
    )
    alt = _(
        "Mean spending in a year: others {others}, members {members}. Of the difference of {gap} "
        "the membership makes {made}{between}."
    ).format(
        others=_money(others),
        members=_money(members),
        gap=_money(gap),
        made=_money(caused),
        between=between,
    )
    if truth is not None:
        alt += " " + _("Truth: {truth}.").format(truth=_money(truth))
    return Picture(figure, alt)


def _bait(others: float, members: float, title: str | None, ax: Axes | None) -> Picture:
    figure, axes = axes_for(ax, 10.2, 3.6)
    bars = axes.barh([0, 1], [others, members], height=0.55, color=[MUTED, ROLES["model"]],
                     edgecolor=PAPER)  # fmt: skip
    bars[0].set_hatch(HATCHES[1])
    for row, value in enumerate((others, members)):
        label_at(axes, value, row, _money(value), offset=(8, 0))
    axes.set_yticks([0, 1], [_("other customers"), _("members")])
    axes.set_ylim(1.6, -0.6)
    axes.set_xlim(0, 1.16 * max(others, members))
    axes.grid(axis="y", visible=False)
    axes.xaxis.set_major_formatter(StrMethodFormatter("${x:,.0f}"))
    axes.set_xlabel(_("Mean spending of a customer ($ a year)"))
    words = _("Members spend {more:.0%} more than other customers")
    headline(figure, title or words.format(more=members / others - 1), ax=ax)
    alt = _("Mean spending in a year: others {others}, members {members}.")
    return Picture(figure, alt.format(others=_money(others), members=_money(members)))


def _money(dollars: float) -> str:
    return f"−${abs(dollars):,.0f}" if round(dollars) < 0 else f"${abs(dollars):,.0f}"
