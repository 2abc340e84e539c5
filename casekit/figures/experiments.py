"""Figures of what something changed: the effect period by period."""

from __future__ import annotations

from matplotlib.axes import Axes

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import MUTED, ROLES
from casekit.models.experiments import EventStudyResults
from casekit.words import _

__all__ = ["event_study"]


@in_house_style
def event_study(
    results: EventStudyResults,
    *,
    ylabel: str,
    event: str,
    period: str = "Month",
    unit: str = "",
    truth: float | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show the difference between touched and untouched units, period by period.

    Parameters
    ----------
    results : EventStudyResults
        As `casekit.models.experiments.event_study` gives them.
    ylabel : str
        What the effect is, with its unit.
    event : str
        What starts, written at the line of the start.
    period : str
        Name of a period, for the axis.
    unit : str
        Sign of the unit, written before amounts (such as ``$``).
    truth : float, optional
        The true effect, where it is known: drawn after the start.
    title : str, optional
        The finding; by default made from the data.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture
        Dots with 95% intervals; the last period before the start is the yardstick and is 0.

    Examples
    --------
    >>> from casekit.generators.pricing import make_portability_panel
    >>> from casekit.models.experiments import event_study as study
    >>> plans, truth = make_portability_panel(1, seed=2, months=6, starts=4)
    >>> found = study(
    ...     plans, "price", unit="plan_id", time="month", treated="opened", starts=4,
    ...     cluster="region",
    ... )
    >>> event_study(found, ylabel="Price ($)", event="opens", unit="$")  # doctest: +ELLIPSIS
    Difference by month since the start, with 95% intervals. Mean before the start ...
    """
    table = results.table
    before, after = table[table.index < 0], table[table.index >= 0]
    figure, axes = axes_for(ax, 9.6, 5.4)
    axes.axhline(0, color=MUTED, linewidth=1.4)
    axes.axvline(-0.5, color=MUTED, linewidth=1.4, linestyle=(0, (3, 2)))
    for rows, colour, marker in ((before, MUTED, "s"), (after, ROLES["model"], "o")):
        axes.errorbar(
            rows.index,
            rows["estimate"],
            yerr=[rows["estimate"] - rows["lower"], rows["upper"] - rows["estimate"]],
            fmt=marker,
            color=colour,
            markersize=8,
            elinewidth=2,
            capsize=0,
        )
    if truth is not None:
        axes.plot(
            [-0.3, table.index[-1] + 0.3], [truth, truth], color=ROLES["gained"], linestyle="--"
        )
        label_at(
            axes,
            table.index[-1] + 0.3,
            truth,
            _("truth {sign}{amount}").format(
                sign="−" if truth < 0 else "", amount=f"{unit}{abs(truth):.1f}"
            ),
            colour=ROLES["gained"],
            offset=(6, 0),
        )
        axes.set_xlim(table.index[0] - 0.8, table.index[-1] + 0.22 * len(table))
    axes.annotate(
        event,
        (-0.5, 1.0),
        xycoords=("data", "axes fraction"),
        xytext=(6, -4),
        textcoords="offset points",
        va="top",
        color=MUTED,
        fontsize=13,
    )
    axes.set_xlabel(_("{period}s since the start (0 = first)").format(period=period))
    axes.set_ylabel(ylabel)
    axes.grid(visible=False, axis="x")
    low, high = float(before["estimate"].mean()), float(after["estimate"].mean())

    def amount(value: float) -> str:
        return f"{'−' if value < 0 else '+'}{unit}{abs(value):.1f}"

    headline(
        figure,
        title or _title(results).format(before=amount(low), after=amount(high)),
        ax=ax,
    )
    return Picture(
        figure,
        _(
            "Difference by {period} since the start, with 95% intervals. Mean before the start "
            "{before}, after it {after}."
        ).format(period=period.lower(), before=amount(low), after=amount(high)),
    )


def _title(results: EventStudyResults) -> str:
    early = sum(period < 0 for period in results.periods)
    if early == 0 or early >= results.clusters:
        return _("After the start the difference is {after} on average")
    if results.pre_trend_test().p_value < 0.05:
        return _("The groups part before the start already: {before} before it, {after} after it")
    return _("No clear difference before the start ({before} on average), {after} after it")
