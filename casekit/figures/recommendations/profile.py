"""The lead of a list made of the own profile, and what leaving the profile costs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, ROLES
from casekit.generators.recommendations import BrowseTruth
from casekit.metrics.recommendations import ProfileSwitchingCost
from casekit.words import _

__all__ = ["profile_advantage", "profile_costs"]


def _units() -> dict[str, tuple[str, str, str, float, int]]:
    """Give the axis, the finding, the words for a value, scale and decimals, by outcome."""
    return {
        "minutes": (
            _("Search time saved (seconds a visit)"),
            _(
                "The customer's own profile saves {a} after {early} months of history, {b} after "
                "{late}"
            ),
            _("{n} seconds a visit"),
            60.0,
            0,
        ),
        "found": (
            _("More finds on the list (of 100 visits)"),
            _(
                "The customer's own profile adds {a} after {early} months of history, {b} after "
                "{late}"
            ),
            _("{n} finds in 100 visits"),
            100.0,
            1,
        ),
        "bought": (
            _("More purchases (of 100 visits)"),
            _(
                "The customer's own profile adds {a} after {early} months of history, {b} after "
                "{late}"
            ),
            _("{n} purchases in 100 visits"),
            100.0,
            1,
        ),
        "amount": (
            _("More sales ($ a visit)"),
            _(
                "The customer's own profile adds {a} after {early} months of history, {b} after "
                "{late}"
            ),
            _("${n} a visit"),
            1.0,
            2,
        ),
    }


@in_house_style
def profile_advantage(
    table: pd.DataFrame,
    *,
    outcome: str = "minutes",
    truth: BrowseTruth | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Draw the lead of the own profile over best-sellers against months of history.

    Parameters
    ----------
    table : pandas.DataFrame
        From `casekit.profile_value`, of the same outcome.
    outcome : {"minutes", "found", "bought", "amount"}
        What the table measures.
    truth : BrowseTruth, optional
        Adds the curve of the generator, which no shop sees.
    title : str, optional
        The finding; by default the lead of the shortest and of the longest history.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture
        Dots with intervals at each band's mean months.

    Examples
    --------
    >>> from casekit.generators.recommendations import make_browse_log
    >>> from casekit.metrics.recommendations import profile_value
    >>> log, _truth = make_browse_log(5_000, seed=1)
    >>> profile_advantage(profile_value(log, ends=(12,)))
    Lead of the customer's own profile over best-sellers by months of history. 0 to 11 months: 4 \
seconds a visit (1 to 7). 12 or more months: 11 seconds a visit (8 to 13).
    """
    units = _units()
    if outcome not in units:
        raise InputError(
            _('outcome="{given}" was given; choose one of {known}.').format(
                given=outcome, known=", ".join(f'"{name}"' for name in units)
            )
        )
    wanted = ["months", "mean_months", "advantage", "low", "high"]
    if not len(table) or any(name not in table for name in wanted):
        raise InputError(_("The table must have rows and columns as casekit.profile_value makes."))
    axis, finding, words, scale, decimals = units[outcome]

    def said(value: float) -> str:
        return words.format(n=f"{value * scale:.{decimals}f}".replace("-", "−"))

    figure, axes = axes_for(ax, 9.8, 5.4)
    x = table["mean_months"].to_numpy(float)
    lead, low, high = (scale * table[name].to_numpy(float) for name in ("advantage", "low", "high"))
    axes.axhline(0, color=INK, linewidth=1.4)
    right = 1.22 * float(x.max())
    top = float(np.nanmax(np.concatenate([high, lead])))
    if truth is not None:
        months = np.linspace(0, right, 200)
        curve = scale * truth.profile_value(months.tolist())[outcome].to_numpy()
        axes.plot(months, curve, color=MUTED, linestyle=(0, (6, 2)))
        label_at(axes, right, curve[-1], _("truth"), colour=MUTED, offset=(0, -14), ha="right")
        top = max(top, float(curve.max()))
    axes.vlines(x, low, high, color=ROLES["model"], linewidth=4)
    axes.plot(x, lead, linestyle="", marker="o", color=ROLES["model"], markersize=11)
    for place, value, end, name in zip(x, lead, high, table["months"], strict=True):
        label_at(
            axes, place, value if np.isnan(end) else end, str(name), colour=ROLES["model"],
            offset=(0, 13), ha="center",
        )  # fmt: skip
    bottom = min(0.0, float(np.nanmin(np.concatenate([low, lead]))))
    axes.set_ylim(bottom - 0.06 * (top - bottom), top + 0.14 * (top - bottom))
    axes.set_xlim(-0.04 * right, right)
    axes.set_xlabel(_("History with the shop (months)"))
    axes.set_ylabel(axis)
    first, last = table.iloc[0], table.iloc[-1]
    if title is None:
        title = finding.format(
            a=said(float(first["advantage"])),
            b=f"{lead[-1]:.{decimals}f}".replace("-", "−"),
            early=first["months"],
            late=last["months"],
        )
    headline(figure, title, ax=ax)
    alt = [_("Lead of the customer's own profile over best-sellers by months of history.")]
    for row in table.to_dict("records"):
        ends = [f"{scale * float(row[end]):.{decimals}f}".replace("-", "−")
                for end in ("low", "high")]  # fmt: skip
        alt.append(
            _("{months} months: {lead} ({a} to {b}).").format(
                months=row["months"], lead=said(float(row["advantage"])), a=ends[0], b=ends[1]
            )
        )
    return Picture(figure, " ".join(alt))


@in_house_style
def profile_costs(
    costs: Sequence[ProfileSwitchingCost],
    *,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Draw the switching cost of a profile, in $, against the months of history that are left.

    Parameters
    ----------
    costs : sequence of ProfileSwitchingCost
        From `casekit.profile_switching_cost`: one a number of months, of one horizon and one
        value of an hour.
    title : str, optional
        The finding; by default the cost after the longest history.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.generators.recommendations import make_browse_log
    >>> from casekit.metrics.recommendations import profile_switching_cost
    >>> log, _truth = make_browse_log(5_000, seed=1)
    >>> profile_costs(
    ...     [profile_switching_cost(log, k, visits_per_month=4) for k in (0, 24)]
    ... )  # doctest: +ELLIPSIS
    Switching cost of the customer's own profile, $ per customer over 24 months at $20 an hour. 0 \
months: ...
    """
    costs = sorted(costs, key=lambda cost: cost.months)
    if not costs:
        raise InputError(_("Give one switching cost or more."))
    if len({(cost.horizon_months, cost.value_of_hour) for cost in costs}) > 1:
        raise InputError(_("The costs must be of one horizon and one value of an hour."))
    last = costs[-1]
    x = np.array([cost.months for cost in costs])
    figure, axes = axes_for(ax, 9.8, 5.2)
    axes.fill_between(
        x, [cost.dollars_low for cost in costs], [cost.dollars_high for cost in costs],
        color=ROLES["model"], alpha=0.16, linewidth=0,
    )  # fmt: skip
    axes.plot(x, [cost.dollars for cost in costs], color=ROLES["model"], marker="o", linestyle="-")
    label_at(axes, last.months, last.dollars, f"${last.dollars:.2f}", colour=ROLES["model"],
             offset=(10, 0))  # fmt: skip
    axes.set_xlim(0, 1.12 * max(float(x.max()), 1.0))
    axes.set_ylim(bottom=min(0.0, *(cost.dollars_low for cost in costs)))
    axes.set_xlabel(_("History with the shop that is left (months)"))
    axes.set_ylabel(_("$ of search time, {n} months").format(n=last.horizon_months))
    if title is None:
        title = _(
            "After {n:.0f} months of history, leaving the profile costs a customer ${dollars:.2f} "
            "of search time"
        ).format(n=last.months, dollars=last.dollars)
    headline(figure, title, ax=ax)
    alt = [
        _(
            "Switching cost of the customer's own profile, $ per customer over {n} months at "
            "${hour:g} an hour."
        ).format(n=last.horizon_months, hour=last.value_of_hour)
    ]
    alt += [
        _("{k:.0f} months: ${x:.2f} (${a:.2f} to ${b:.2f}).").format(
            k=cost.months, x=cost.dollars, a=cost.dollars_low, b=cost.dollars_high
        )
        for cost in costs
    ]
    return Picture(figure, " ".join(alt))
