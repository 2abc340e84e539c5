"""Three pictures for four ways: a change, a nudge (or a lottery), a line that somebody drew."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, PercentFormatter

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import DASHES, INK, MUTED, ROLES
from casekit.words import _

__all__ = ["change_beside_change", "jump_at_the_line", "nudged_groups"]


@in_house_style
def change_beside_change(
    table: pd.DataFrame,
    before: str,
    after: str,
    member: str = "member",
    *,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show the change of the members beside that of the others, and what is left.

    Parameters
    ----------
    table : pandas.DataFrame
        A row a customer.
    before, after : str
        Columns of the outcome before and after the start, as shares of 1.
    member : str
        Column of True and False.
    title : str, optional
        The finding; by default made from the data.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture
        The dashed line is where the members would be with the others' change.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {"member": [True, False], "before": [0.4, 0.2], "after": [0.46, 0.22]}
    ... )
    >>> change_beside_change(table, "before", "after")
    Mean share of wallet. Members 40.0% to 46.0%, others 20.0% to 22.0%: the members' change is 4.0 percentage points larger.
    """  # noqa: E501
    means = table.groupby(member)[[before, after]].mean()
    figure, axes = axes_for(ax, 9.6, 5.0)
    others, members = means.loc[False].to_numpy(float), means.loc[True].to_numpy(float)
    expected = members[0] + others[1] - others[0]
    effect = members[1] - expected
    axes.plot([0, 1], others, color=MUTED, linestyle="-", marker="s", markersize=10)
    axes.plot([0, 1], members, color=ROLES["model"], linestyle="-", marker="o", markersize=10)
    axes.plot([0, 1], [members[0], expected], color=ROLES["model"], linestyle=DASHES[2])
    axes.plot(
        [1.05, 1.05], [expected, members[1]], color=ROLES["gained"], linestyle="-", linewidth=7
    )
    label_at(
        axes,
        0.5,
        float(members.mean()),
        _("members"),
        colour=ROLES["model"],
        offset=(0, 22),
        ha="center",
    )
    label_at(
        axes, 0.5, float(others.mean()), _("others"), colour=MUTED, offset=(0, 16), ha="center"
    )
    label_at(
        axes,
        1.05,
        (expected + members[1]) / 2,
        _("left over:\n{x:.1f} percentage\npoints").format(x=100 * effect),
        colour=ROLES["gained"],
        offset=(12, 0),
    )
    label_at(
        axes,
        0.5,
        (members[0] + expected) / 2,
        _("members, if they had changed like the others"),
        colour=ROLES["model"],
        offset=(0, -18),
        ha="center",
        bold=False,
    )
    axes.set_xlim(-0.15, 1.6)
    axes.set_xticks([0, 1], [_("last quarter before"), _("a year later")])
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.set_ylabel(_("Share of wallet at Larch (%)"))
    axes.grid(visible=False, axis="x")
    axes.set_ylim(0, 1.16 * float(members.max()))
    headline(
        figure,
        title
        or _(
            "Compare changes: the members' share rose by {x:.1f} percentage points more than the "
            "others'"
        ).format(x=100 * effect),
        ax=ax,
    )
    return Picture(
        figure,
        _(
            "Mean share of wallet. Members {a:.1%} to {b:.1%}, others {c:.1%} to {d:.1%}: the "
            "members' change is {e:.1f} percentage points larger."
        ).format(a=members[0], b=members[1], c=others[0], d=others[1], e=100 * effect),
    )


@in_house_style
def nudged_groups(
    table: pd.DataFrame,
    outcome: str,
    group: str,
    member: str = "member",
    *,
    words: dict[object, str] | None = None,
    effect: float | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show groups that something moved to join: who joins along, the outcome up.

    Parameters
    ----------
    table : pandas.DataFrame
        A row a customer.
    outcome : str
        Column of the outcome, as a share of 1.
    group : str
        Column of the groups (invited or not; bands of distance), two or more.
    member : str
        Column of True and False.
    words : dict, optional
        Words for the groups.
    effect : float, optional
        Slope to write: the outcome that goes with moving from nobody to everybody joining. By
        default the slope of the line through the groups, weighted by their size.
    title : str, optional
        The finding; by default made from the data.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture
        The slope of the line is the effect of joining, for those who were moved.

    Raises
    ------
    InputError
        When there is only one group.

    Examples
    --------
    >>> table = pd.DataFrame({
    ...     "invited": [False] * 4 + [True] * 4,
    ...     "member": [True, False, False, False, True, True, True, False],
    ...     "after": [0.35, 0.3, 0.3, 0.25, 0.36, 0.34, 0.3, 0.28],
    ... })
    >>> nudged_groups(table, "after", "invited")
    Groups, share who joined and mean share of wallet: False 25%, 30.0%; True 75%, 32.0%. Slope: 4.0 percentage points from nobody to everybody.
    """  # noqa: E501
    seen = table.groupby(group, observed=True).agg(
        joined=(member, "mean"), outcome=(outcome, "mean"), customers=(outcome, "size"),
        error=(outcome, "sem"),
    )  # fmt: skip
    if len(seen) < 2:
        raise InputError(
            _("Column {group!r} holds {n} group; two or more are compared.").format(
                group=group, n=len(seen)
            )
        )
    figure, axes = axes_for(ax, 9.6, 5.0)
    x, y = seen["joined"].to_numpy(float), seen["outcome"].to_numpy(float)
    line = np.polyfit(x, y, 1, w=np.sqrt(seen["customers"].to_numpy(float)))
    slope = float(line[0]) if effect is None else effect
    middle = float(np.average(x, weights=seen["customers"]))
    level = float(np.average(y, weights=seen["customers"]))
    ends = np.array([max(0.0, x.min() - 0.06), min(1.0, x.max() + 0.06)])
    axes.plot(
        ends, level + slope * (ends - middle), color=ROLES["gained"], linestyle="-", linewidth=3
    )
    axes.errorbar(
        x, y, yerr=1.96 * seen["error"].to_numpy(float), fmt="o", color=ROLES["model"],
        markersize=12, elinewidth=2,
    )  # fmt: skip
    named = words or {}
    # Two groups make two steps, drawn below the line; their names stand above it.
    side = 1 if len(seen) == 2 else -1
    ends_of_bars = y + side * 1.96 * seen["error"].to_numpy(float)
    for key, across, end in zip(seen.index, x, ends_of_bars, strict=True):
        label_at(
            axes,
            float(across),
            float(end),
            named.get(key, str(key)),
            colour=ROLES["model"],
            offset=(0, side * 12),
            ha="center",
        )
    if len(seen) == 2:
        _two_steps(axes, x, y)
    reach = 1.96 * float(seen["error"].max())
    span = max(float(np.ptp(y)), 2 * reach, 0.01)
    axes.set_ylim(y.min() - reach - 0.55 * span, y.max() + reach + 0.35 * span)
    axes.set_xlim(max(-0.02, ends[0] - 0.08), min(1.02, ends[1] + 0.08))
    axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0 if span > 0.04 else 1))
    axes.set_xlabel(_("Share of the group who joined (%)"))
    axes.set_ylabel(_("Share of wallet at Larch (%)"))
    headline(
        figure,
        title
        or _(
            "From {a:.0%} to {b:.0%} joined: the slope says {x:.1f} percentage points of wallet "
            "for a card"
        ).format(a=x.min(), b=x.max(), x=100 * slope),
        ax=ax,
    )
    told = "; ".join(
        f"{named.get(key, str(key))} {across:.0%}, {up:.1%}"
        for key, across, up in zip(seen.index, x, y, strict=True)
    )
    return Picture(
        figure,
        _(
            "Groups, share who joined and mean share of wallet: {told}. Slope: {x:.1f} percentage "
            "points from nobody to everybody."
        ).format(told=told, x=100 * slope),
    )


def _two_steps(axes: Axes, x: np.ndarray, y: np.ndarray) -> None:
    """Draw the step to the right and the step up from the first group to the second."""
    for end, start in (((x[1], y[0]), (x[0], y[0])), ((x[1], y[1]), (x[1], y[0]))):
        axes.annotate(
            "", end, start, arrowprops={"arrowstyle": "->", "linestyle": (0, (5, 3)), "color": INK,
            "linewidth": 1.8, "shrinkA": 0, "shrinkB": 0},
        )  # fmt: skip
    right = _("right: {n:.0f} of 100 people").format(n=100 * (x[1] - x[0]))
    up = _("up: {n:.2f}\npercentage\npoints").format(n=100 * (y[1] - y[0]))
    label_at(axes, float(x.mean()), float(y[0]), right, offset=(0, -14), ha="center", bold=False)
    label_at(axes, float(x[1]), float(y.mean()), up, offset=(12, 0), bold=False)


@in_house_style
def jump_at_the_line(
    table: pd.DataFrame,
    outcome: str,
    running: str,
    cutoff: float,
    *,
    bandwidth: float,
    effect: float | None = None,
    bin_width: float | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show the outcome along a rule's number, and the jump where the rule begins to hold.

    Parameters
    ----------
    table : pandas.DataFrame
        A row a customer.
    outcome : str
        Column of the outcome, as a share of 1.
    running : str
        Column of the number that the rule reads (spending of last year, in dollars).
    cutoff : float
        Where the rule begins.
    bandwidth : float
        How far from the line customers are compared; the picture shows twice as much.
    effect : float, optional
        The jump to write; by default that of two straight lines within the bandwidth.
    bin_width : float, optional
        Width of a dot's group; by default a fifth of the bandwidth.
    title : str, optional
        The finding; by default made from the data.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When fewer than three customers stand on one side within the bandwidth.

    Examples
    --------
    >>> spend = np.arange(100.0, 300.0)
    >>> table = pd.DataFrame({"spend": spend, "after": 0.3 + spend / 2000 + 0.05 * (spend >= 200)})
    >>> jump_at_the_line(table, "after", "spend", 200, bandwidth=50)
    Share of wallet along the rule's number: 40.0% just below 200, 45.0% just above, a jump of 5.0 percentage points.
    """  # noqa: E501
    away = table[running].to_numpy(float) - cutoff
    values = table[outcome].to_numpy(float)
    near = np.abs(away) <= 2 * bandwidth
    width = bin_width or bandwidth / 5
    bins = np.floor(away[near] / width)
    groups = pd.DataFrame({"bin": bins, "y": values[near]}).groupby("bin")["y"].mean()
    figure, axes = axes_for(ax, 9.6, 5.0)
    centres = cutoff + (groups.index.to_numpy(float) + 0.5) * width
    right = centres >= cutoff
    axes.plot(centres[~right], groups[~right], "s", color=MUTED, markersize=7)
    axes.plot(centres[right], groups[right], "o", color=ROLES["model"], markersize=8)
    levels = []
    for sign, colour in ((-1, MUTED), (1, ROLES["model"])):
        side = (np.abs(away) <= bandwidth) & (away >= 0 if sign > 0 else away < 0)
        if int(side.sum()) < 3:
            raise InputError(
                _("Only {n} customers stand {side} the line within the bandwidth.").format(
                    n=int(side.sum()), side=_("above") if sign > 0 else _("below")
                )
            )
        weights = np.sqrt(1 - np.abs(away[side]) / bandwidth)
        line = np.polyfit(away[side], values[side], 1, w=np.maximum(weights, 1e-9))
        ends = np.array([0.0, sign * bandwidth])
        axes.plot(cutoff + ends, np.polyval(line, ends), color=colour, linestyle="-", linewidth=3.4)
        levels.append(float(line[1]))
    below, above = levels
    # Adding 0 turns a rounded -0 into 0.
    jump = round(above - below if effect is None else effect, 9) + 0.0
    axes.axvline(cutoff, color=INK, linewidth=1.6, linestyle=(0, (4, 3)))
    axes.plot(
        [cutoff, cutoff],
        [below, above],
        color=ROLES["gained"],
        linestyle="-",
        linewidth=7,
        zorder=5,
    )
    low, high = float(groups.min()), float(groups.max())
    axes.set_ylim(low - 0.25 * (high - low), high + 0.25 * (high - low))
    label_at(
        axes,
        cutoff,
        (below + above) / 2,
        _("jump: {x:.1f} percentage points").format(x=100 * jump),
        colour=ROLES["gained"],
        offset=(14, -34),
    )
    label_at(
        axes, cutoff, high + 0.2 * (high - low), _("the line: ${x:,.0f}").format(x=cutoff),
        offset=(8, 0), bold=False,
    )  # fmt: skip
    axes.xaxis.set_major_formatter(FuncFormatter(lambda v, _p: f"${v:,.0f}"))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.set_xlabel(_("Spent at Larch last year ($)"))
    axes.set_ylabel(_("Share of wallet at Larch (%)"))
    headline(
        figure,
        title
        or _("Just above ${c:,.0f}, the share is {x:.1f} percentage points higher").format(
            c=cutoff, x=100 * jump
        ),
        ax=ax,
    )
    return Picture(
        figure,
        _(
            "Share of wallet along the rule's number: {a:.1%} just below {c:,.0f}, {b:.1%} just "
            "above, a jump of {x:.1f} percentage points."
        ).format(a=below, b=above, c=cutoff, x=100 * jump),
    )
