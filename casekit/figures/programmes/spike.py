"""The spike before the reward, with members and with people whom no programme touches."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at, spread
from casekit.figures.picture import Picture
from casekit.figures.style import INK, ROLES
from casekit.words import _

__all__ = ["spike_before_reward"]


@in_house_style
def spike_before_reward(
    spike: pd.DataFrame,
    *,
    others: bool = True,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Draw spending around the week in which a sum is reached, with and without a programme.

    Parameters
    ----------
    spike : pandas.DataFrame
        From `casekit.metrics.programmes.reward_spike`.
    others : bool
        Whether the line of those without a programme is shown; without it the figure is the bait.
    title : str, optional
        The finding; by default the two spikes.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> spike = pd.DataFrame({"weeks_to_reward": [-1, 0, 1], "members": [1.0, 1.8, 1.1],
    ...                       "others": [1.0, 1.7, 1.0]})
    >>> spike_before_reward(spike)
    Spending by weeks from the reward, own usual = 100. Members: 100, 180, 110. Others: 100, 170, \
100.
    """
    figure, axes = axes_for(ax, 9.6, 5.2)
    weeks = spike["weeks_to_reward"]
    groups: dict[str, tuple[str, str, str, Any]] = {"members": (_("members"), "model", "o", "-")}
    if others:
        groups["others"] = (_("no programme,\nsame sum"), "rule", "s", (0, (6, 2)))
    tops, ends, alt = {}, {}, []
    for name, (words, role, marker, dashes) in groups.items():
        values = 100 * spike[name]
        axes.plot(weeks, values, color=ROLES[role], marker=marker, linestyle=dashes)
        tops[name] = float(values[weeks == 0].iloc[0])
        ends[name] = float(values.iloc[-1])
        listed = ", ".join(f"{value:.0f}" for value in values)
        alt.append(f"{words.capitalize() if name == 'members' else _('Others')}: {listed}.")
    high = max(tops.values())
    low = min(float(100 * spike[name].min()) for name in groups)
    for name, height in zip(groups, spread(list(ends.values()), 0.14 * (high - low)), strict=True):
        words, role, _marker, _dashes = groups[name]
        label_at(axes, float(weeks.iloc[-1]), height, words, colour=ROLES[role], offset=(12, 0))
    # Only as far as the lines: beyond them stand their names.
    axes.hlines(100, float(weeks.min()) - 0.3, float(weeks.max()) + 0.2, color=INK, linewidth=1)
    axes.set_xticks(list(weeks))
    axes.set_xlim(float(weeks.min()) - 0.3, float(weeks.max()) + 0.38 * float(len(weeks)))
    axes.set_ylim(low - 0.1 * (high - low), high + 0.12 * (high - low))
    axes.set_xlabel(_("Weeks from the week in which the sum was reached"))
    axes.set_ylabel(_("Spending in the week\n(own usual = 100)"))
    bait = _("In the week of the reward, members spend {a:.0f}% more than usual")
    said = bait.format(a=tops["members"] - 100)
    if others:
        said = _(
            "The spike of members: {a:.0f}% over usual. Of people without any programme: {b:.0f}%"
        ).format(a=tops["members"] - 100, b=tops["others"] - 100)
    headline(figure, title or said, ax=ax)
    head = _("Spending by weeks from the reward, own usual = 100.")
    return Picture(figure, " ".join([head, *alt]))
