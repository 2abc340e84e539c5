"""What a customer of each segment brings, beside what a gift to one of them costs."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter
from numpy.typing import ArrayLike

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.segments.words import money
from casekit.figures.style import PAPER, ROLES
from casekit.words import _

__all__ = ["segment_margins"]


@in_house_style
def segment_margins(
    segments: ArrayLike,
    margin: ArrayLike,
    *,
    cost: float,
    period: str = "the next period",
    currency: str = "$",
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show the mean margin of a customer in each segment, and what a gift to one would cost.

    The gift pays only if it raises the margin by its cost, so cost over margin is the rise from
    which it pays.

    Parameters
    ----------
    segments : array_like, shape (customers,)
        Name of each customer's segment.
    margin : array_like, shape (customers,)
        Margin of each customer in the period (money, not revenue).
    cost : float
        What one gift costs in all, in the same money.
    period : str
        What the period is called.
    currency : str
        Sign in front of the money.
    title : str, optional
        The finding; by default the rise from which a gift pays, in the best and in the last.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When the two differ in length, or the cost is not positive.

    Examples
    --------
    >>> segment_margins(["best", "best", "rest", "rest"], [30, 50, 2, 0], cost=10)
    Mean margin a customer in the next period. best: $40 (2 customers), a gift of $10 pays from \
+25%. rest: $1.0 (2 customers), a gift of $10 pays from +1,000%.
    """
    table = pd.DataFrame({"segment": np.asarray(segments, dtype=object)})
    values = np.asarray(margin, dtype=float)
    if len(table) != values.size:
        raise InputError(
            _("Each customer needs a segment and a margin: {a} and {b} were given.").format(
                a=len(table), b=values.size
            )
        )
    if not cost > 0:
        raise InputError(_("The cost of a gift must be above 0."))
    table["margin"] = values
    rows = table.groupby("segment")["margin"].agg(["mean", "size"]).sort_values("mean")
    figure, axes = axes_for(ax, 10.4, 1.6 + 0.56 * len(rows))
    means = rows["mean"].to_numpy()
    # One colour and no line at the cost: that a margin is above the cost does not make a gift pay.
    axes.barh(np.arange(len(rows)), means, height=0.66, color=ROLES["model"], edgecolor=PAPER)
    alt = [_("Mean margin a customer in {period}.").format(period=period)]
    listed = []
    edge = max(float(means.max()), cost) * 1.42
    label_at(
        axes,
        edge,
        len(rows) - 0.4,
        _("margin must rise by"),
        ha="right",
        va="bottom",
        offset=(0, 4),
    )
    for row, (name, (mean, size)) in enumerate(
        zip(rows.index, rows.to_numpy(dtype=float), strict=True)
    ):
        lift = _("never") if mean <= 0 else f"+{100 * cost / mean:,.0f}%"
        label_at(axes, max(mean, 0.0), row, money(mean, currency), offset=(8, 0))
        label_at(axes, edge, row, lift, ha="right", offset=(0, 0), bold=True)
        listed.append(
            _("{name}: {mean} ({n} customers), a gift of {cost} pays from {lift}.").format(
                name=name,
                mean=money(mean, currency),
                n=f"{size:,.0f}",
                cost=money(cost, currency),
                lift=lift,
            )
        )
    axes.set_yticks(
        np.arange(len(rows)),
        [f"{name} ({size:,})" for name, size in zip(rows.index, rows["size"], strict=True)],
    )
    axes.grid(visible=False, axis="y")
    axes.set_xlim(min(0.0, float(means.min())) * 1.1, edge)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _at: money(value, currency)))
    axes.set_xlabel(
        _("Mean margin of a customer in {period} ({currency})").format(
            period=period, currency=currency
        )
    )
    if title is None:
        title = _finding(rows["mean"], money(cost, currency), cost)
    headline(figure, title, ax=ax)
    return Picture(figure, " ".join([*alt, *reversed(listed)]))


def _finding(means: pd.Series, shown_cost: str, cost: float) -> str:
    """Say from which rise of the margin a gift pays, where most and where least is brought."""
    paying = means[means > 0]
    if paying.empty:
        return _("Nobody brings any margin that a {cost} gift could raise").format(cost=shown_cost)
    low, high = (f"{100 * cost / mean:,.0f}%" for mean in (paying.iloc[-1], paying.iloc[0]))
    if len(paying) == 1:
        return _("To pay, a {cost} gift must raise the margin by {low} ({best})").format(
            cost=shown_cost, low=low, best=paying.index[-1]
        )
    return _(
        "To pay, a {cost} gift must raise the margin by {low} ({best}) to {high} ({last})"
    ).format(cost=shown_cost, low=low, best=paying.index[-1], high=high, last=paying.index[0])
