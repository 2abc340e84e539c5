"""Active is not alive: the count by a rule of silence, and who is truly still a guest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at, new_figure
from casekit.figures.cases.rewards.rules import SilenceRules
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, ROLES, SHADE
from casekit.words import _

__all__ = ["RuleLines", "active_and_alive", "rule_panels"]


class RuleLines:
    """Draw the truth once, and the line of a rule that moves.

    Parameters
    ----------
    axes : Axes
    rules : SilenceRules
    labels : bool
        Whether the lines are named on these axes.
    """

    def __init__(self, axes: Axes, rules: SilenceRules, *, labels: bool = True) -> None:
        self._rules = rules
        weeks = (rules.days + 1) / 7
        axes.axvspan(rules.closure[0] / 7, rules.closure[1] / 7, color=SHADE, zorder=0)
        axes.plot(weeks, rules.alive, color=INK, linewidth=3)
        (self._line,) = axes.plot(weeks, rules.alive, color=ROLES["rule"], linestyle=(0, (6, 2)))
        (self._day,) = axes.plot([weeks[0]] * 2, [0, 1], color=MUTED, linewidth=1.6)
        self._top = 1.24 * float(rules.alive.max())
        axes.set_ylim(0, self._top)
        axes.set_xlim(weeks[0] - 1, weeks[-1] + (19 if labels else 1))
        axes.set_xticks([26, 52, 78, 104])
        axes.set_xlabel(_("Week of the record (104: end of 2025)"))
        axes.yaxis.set_major_formatter("{x:,.0f}")
        axes.grid(visible=False, axis="x")
        self._names: list[Artist] = []
        if labels:
            end = float(rules.alive[-1])
            label_at(axes, weeks[-1], end, _("truly still\nguests"), offset=(10, -18))
            self._words = label_at(
                axes, weeks[-1], end, "", colour=ROLES["rule"], offset=(10, 20), edge=False
            )
            self._names = [self._words]

    @property
    def moving(self) -> list[Artist]:
        """Give the artists that move."""
        return [self._line, self._day, *self._names]

    def show(self, limit_days: int, open_days: bool, number: int | None = None) -> None:
        """Move the rule's line, and the mark of the day."""
        counts = self._rules.counts(limit_days, open_days=open_days)
        self._line.set_ydata(counts.active)
        if number is not None:
            week = (self._rules.days[number] + 1) / 7
            self._day.set_data([week, week], [0, self._top])
        if self._names:
            clock = _("open days") if open_days else _("days")
            self._words.set_text(
                _("active within\n{limit} {clock}").format(limit=limit_days, clock=clock)
            )


def _fall(rules: SilenceRules, limit: int, open_days: bool) -> tuple[float, float, int]:
    """Give the change of the count and of the truth to the lowest count after the closure began."""
    active = rules.counts(limit, open_days=open_days).active
    before = int(np.searchsorted(rules.days, rules.closure[0])) - 1
    after = slice(before, int(np.searchsorted(rules.days, rules.closure[1] + limit)) + 1)
    low = before + int(np.argmin(active[after]))
    return (
        float(active[low] / active[before] - 1),
        float(rules.alive[low] / rules.alive[before] - 1),
        low,
    )


def _moved(share: float) -> str:
    words = _("fell by {share:.0%}") if share < 0 else _("rose by {share:.0%}")
    return words.format(share=abs(share))


@in_house_style
def active_and_alive(
    rules: SilenceRules,
    *,
    limit_days: int = 90,
    ax: Axes | None = None,
    title: str | None = None,
) -> Picture:
    """Show the count of active guests through the closure, and who is truly still a guest.

    Parameters
    ----------
    rules : SilenceRules
    limit_days : int
        Window of the count.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        The finding; by default made from the data.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.cases.rewards import rewards_world
    >>> rules = SilenceRules.of(*rewards_world(300, seed=1, n_households=50))
    >>> active_and_alive(rules).alt[:44]
    'From the closure to the lowest count, guests'
    """
    figure, axes = axes_for(ax, 10.6, 5.4)
    lines = RuleLines(axes, rules)
    lines.show(limit_days, open_days=False, number=None)
    middle = sum(rules.closure) / 14
    label_at(
        axes, middle, 0.06 * axes.get_ylim()[1], _("most shops\nclosed"), colour=MUTED,
        offset=(0, 0), ha="center", bold=False,
    )  # fmt: skip
    axes.set_ylabel(_("Guests (number)"))
    counted, alive, low = _fall(rules, limit_days, open_days=False)
    day = rules.date(low)
    headline(
        figure,
        title
        or _(
            "From the closure to {day} the count of active guests {counted}, guests who are truly "
            "there {alive}"
        ).format(counted=_moved(counted), alive=_moved(alive), day=day),
        ax=ax,
    )
    return Picture(
        figure,
        _(
            "From the closure to the lowest count, guests active within {limit} days changed by "
            "{counted:+.0%}, guests who are truly there by {alive:+.0%}."
        ).format(limit=limit_days, counted=counted, alive=alive),
    )


@in_house_style
def rule_panels(
    rules: SilenceRules,
    settings: Sequence[tuple[int, bool]] = ((90, False), (180, False), (90, True)),
) -> Picture:
    """Show three rules side by side, with both errors on the day of the deepest fall.

    Parameters
    ----------
    rules : SilenceRules
    settings : sequence of (int, bool)
        Limit in days, and whether only open days count.

    Returns
    -------
    Picture
        The static twin of `casekit.explorers.cases.rewards.active_rule_explorer`.

    Examples
    --------
    >>> from casekit.cases.rewards import rewards_world
    >>> rules = SilenceRules.of(*rewards_world(300, seed=1, n_households=50))
    >>> rule_panels(rules).alt[:15]
    'On the day of t'
    """
    figure = new_figure(12.4, 4.9)
    panels = figure.subplots(1, len(settings), sharey=True)
    number = _fall(rules, *settings[0])[2]
    told = []
    for ax, (limit, clock) in zip(panels, settings, strict=True):
        lines = RuleLines(ax, rules, labels=False)
        lines.show(limit, clock, number)
        counts = rules.counts(limit, open_days=clock)
        name = _("{limit} open days") if clock else _("{limit} days")
        ax.set_title(
            _("{name}: {missed:,} living not\ncounted, {ghosts:,} gone counted").format(
                name=name.format(limit=limit),
                missed=counts.missed[number],
                ghosts=counts.ghosts[number],
            ),
            loc="left",
        )
        told.append(ax.get_title(loc="left").replace("\n", " "))
    panels[0].set_ylabel(_("Guests (number)"))
    for ax in panels[[0, 2]] if len(panels) == 3 else panels:
        ax.set_xlabel("")
    wrong = [
        int((found := rules.counts(limit, open_days=clock)).missed[number] + found.ghosts[number])
        for limit, clock in settings
    ]
    best = int(np.argmin(wrong))
    limit, clock = settings[best]
    headline(
        figure,
        _("On {day} the rule of {name} is wrong about the fewest: {wrong:,} guests").format(
            day=rules.date(number),
            name=(_("{n} open days") if clock else _("{n} days")).format(n=limit),
            wrong=wrong[best],
        ),
    )
    return Picture(
        figure,
        _("On the day of the deepest fall, {day}: {told}.").format(
            day=rules.date(number), told="; ".join(told)
        ),
    )
