"""Survival with and without a contract, and the hazard that makes the stairs."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at, spread
from casekit.figures.picture import Picture
from casekit.figures.style import INK, LINE_COLOURS, MUTED, ROLES
from casekit.figures.subscriptions.scales import (
    fine_percent,
    joined,
    months_axis,
    percent,
    share_axis,
)
from casekit.words import _

__all__ = ["renewal_hazards", "survival_staircase"]

# Solid for the first plan, dashed for the second, so that grey prints tell them apart.
_DASHES = ("-", (0, (5, 1.6)), (0, (2, 1.4)), (0, (7, 2, 1.5, 2)))
_MARKERS = ("o", "s", "^", "D")
# Two curves nearer than this, in shares, have met.
_MET = 0.02


@in_house_style
def survival_staircase(
    curves: Mapping[str, pd.DataFrame],
    *,
    compare_month: int = 11,
    last_month: int | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Draw who is still subscribed, month by month, for two plans or more.

    Parameters
    ----------
    curves : mapping of str to pandas.DataFrame
        Name of a plan, and its table from `subscription_survival` (``month``, ``survival``).
    compare_month : int
        The month at which the first difference is told.
    last_month : int, optional
        Where to stop; by default where the shortest table ends.
    title : str, optional
        The finding; by default the first two plans at both months.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> quick = pd.DataFrame({"month": [0, 1, 2], "survival": [1.0, 0.5, 0.5]})
    >>> slow = pd.DataFrame({"month": [0, 1, 2], "survival": [1.0, 0.9, 0.5]})
    >>> survival_staircase({"B": slow, "A": quick}, compare_month=1)  # doctest: +ELLIPSIS
    Share still subscribed... B: 90% after month 1, 50% after month 2. A: 50% after month 1, ...
    """
    if not curves:
        raise InputError(_("There is no plan to draw; give a name and a survival table."))
    steps = {name: table.set_index("month")["survival"] for name, table in curves.items()}
    end = last_month or min(int(curve.index.max()) for curve in steps.values())
    if not 0 < compare_month <= end:
        raise InputError(
            _("compare_month={given} lies outside the months drawn, 1 to {end}.").format(
                given=compare_month, end=end
            )
        )
    figure, axes = axes_for(ax, 10.2, 5.6)
    both = list(dict.fromkeys([compare_month, end]))
    alt = [_("Share still subscribed after each month since the sign-up.")]
    for place, (name, curve) in enumerate(steps.items()):
        shown = curve.loc[:end]
        colour = (ROLES["model"], INK, *LINE_COLOURS[1:])[place]
        axes.step(
            shown.index,
            shown.to_numpy(),
            where="post",
            color=colour,
            linestyle=_DASHES[place % len(_DASHES)],
            linewidth=3.2 if place == 0 else 2.8,
        )
        axes.plot(
            both,
            shown.loc[both],
            _MARKERS[place % len(_MARKERS)],
            color=colour,
            markersize=10,
            clip_on=False,
        )
        alt.append(
            " ".join(
                [
                    f"{name}:",
                    ", ".join(
                        _("{share} after month {month}").format(
                            share=percent(shown.loc[month]), month=month
                        )
                        for month in both
                    )
                    + ".",
                ]
            )
        )
    months_axis(axes, end)
    share_axis(axes, _("Still subscribed, per cent"), top=1.08)
    _name_the_curves(axes, steps, compare_month, end)
    headline(figure, title or _staircase_title(steps, compare_month, end), ax=ax)
    return Picture(figure, " ".join(alt))


def _name_the_curves(
    axes: Axes, steps: Mapping[str, pd.Series], compare_month: int, end: int
) -> None:
    """Write names and values to the right, at the height of the ends, and values at the month."""
    heights = [float(curve.loc[end]) for curve in steps.values()]
    met = compare_month < end and len(heights) == 2 and abs(heights[0] - heights[1]) < _MET
    if met:  # one label for both ends; the names then stand at the month that is compared
        words = _("both: {share}").format(share=percent(sum(heights) / 2))
        label_at(axes, end, sum(heights) / 2, words, offset=(12, 0))
    ends = spread(heights, gap=0.085)
    for place, (name, curve) in enumerate(steps.items()):
        colour = (ROLES["model"], INK, *LINE_COLOURS[1:])[place]
        if not met:
            words = f"{name}: {percent(curve.loc[end])}"
            label_at(axes, end, ends[place], words, colour=colour, offset=(12, 0))
        if compare_month < end:
            share = float(curve.loc[compare_month])
            above = share >= max(c.loc[compare_month] for c in steps.values())
            words = f"{name}: {percent(share)}" if met else percent(share)
            shift, side = (4, "right") if met and not above else (0, "center")
            offset = (shift, 17 if above else -19)
            label_at(axes, compare_month, share, words, colour=colour, offset=offset, ha=side)


def _staircase_title(steps: Mapping[str, pd.Series], month: int, end: int) -> str:
    if len(steps) < 2:
        ((name, curve),) = steps.items()
        return _("{name}: {share} are left after {end} months").format(
            name=name, share=percent(curve.loc[end]), end=end
        )
    (first, one), (second, other) = list(steps.items())[:2]
    at_month = _("Month {month}: {first} {one}, {second} {other}").format(
        month=month,
        first=first,
        one=percent(one.loc[month]),
        second=second,
        other=percent(other.loc[month]),
    )
    if month == end:
        return at_month
    gap = abs(float(one.loc[end] - other.loc[end]))
    finish = (
        _("Month {end}: both {share}").format(
            end=end, share=percent((one.loc[end] + other.loc[end]) / 2)
        )
        if gap < _MET
        else _("Month {end}: {one} and {other}").format(
            end=end, one=percent(one.loc[end]), other=percent(other.loc[end])
        )
    )
    return f"{at_month}. {finish}"


@in_house_style
def renewal_hazards(
    curve: pd.DataFrame,
    *,
    term_months: int,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Draw the chance of leaving at the end of each month, the ends of terms apart.

    Parameters
    ----------
    curve : pandas.DataFrame
        A table from `subscription_survival`: ``month``, ``at_risk``, ``left``, ``hazard``.
    term_months : int
        Length of the contract's term.
    title : str, optional
        The finding; by default the pooled hazards of both kinds of month.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> curve = pd.DataFrame(
    ...     {"month": [0, 1, 2], "at_risk": [100, 100, 90], "left": [0, 10, 45],
    ...      "hazard": [0, 0.1, 0.5]})
    >>> renewal_hazards(curve, term_months=2)
    Chance of leaving at the end of each of 2 months. In month 2: 50%. In all other months: 10%.
    """
    months = curve[curve["month"] > 0]
    ends = months["month"] % term_months == 0
    if not ends.any():
        raise InputError(
            _("No month of the table is the end of a term of {term} months.").format(
                term=term_months
            )
        )
    pooled = [
        float(part["left"].sum() / part["at_risk"].sum()) if len(part) else np.nan
        for part in (months[ends], months[~ends])
    ]
    figure, axes = axes_for(ax, 10.2, 4.9)
    axes.bar(months["month"][~ends], months["hazard"][~ends], color=MUTED, width=0.72)
    axes.bar(
        months["month"][ends],
        months["hazard"][ends],
        color=ROLES["rule"],
        hatch="///",
        edgecolor="white",
        width=0.9,
    )
    for month, hazard in months.loc[ends, ["month", "hazard"]].to_numpy():
        label_at(
            axes, month, hazard, percent(hazard), colour=ROLES["rule"], offset=(0, 12), ha="center"
        )
    top = float(months["hazard"].max())
    months_axis(axes, float(months["month"].max()) + 1)
    share_axis(axes, _("Leave in the month, per cent"), top=1.2 * top)
    named = joined([f"{month:.0f}" for month in months["month"][ends]])
    if title is None:
        title = _("Months {months}: {spike} leave. All other months: {quiet}").format(
            months=named, spike=fine_percent(pooled[0]), quiet=fine_percent(pooled[1])
        )
    headline(figure, title, ax=ax)
    alt = [
        _("Chance of leaving at the end of each of {n} months.").format(n=len(months)),
        _("In month {months}: {spike}.").format(months=named, spike=fine_percent(pooled[0])),
        _("In all other months: {quiet}.").format(quiet=fine_percent(pooled[1])),
    ]
    return Picture(figure, " ".join(alt))
