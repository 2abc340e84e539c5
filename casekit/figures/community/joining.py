"""Spending before and after joining: the naive picture, and the one that shows the rise."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MultipleLocator

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at, spread
from casekit.figures.community.words import change, p_in_words
from casekit.figures.picture import Picture
from casekit.figures.style import DASHES, INK, MARKERS, MUTED, ROLES
from casekit.models.community.joining import JoiningEffects
from casekit.models.experiments import EventStudyResults
from casekit.words import _

__all__ = ["event_studies", "flat_before", "spending_paths"]


@in_house_style
def spending_paths(
    panel: pd.DataFrame,
    *,
    opens: int,
    currency: str = "$",
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Draw what members and all others spend, month by month: the picture that marketing shows.

    Parameters
    ----------
    panel : pandas.DataFrame
        ``month``, ``spend`` (money), ``member`` (bool), one row a customer and month.
    opens : int
        First month of the community.
    currency : str
        Sign of the money.
    title : str, optional
        The finding; by default the gap after the opening.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.generators.community import make_community_panel
    >>> panel, truth = make_community_panel(2_000, seed=6)
    >>> spending_paths(panel, opens=13)  # doctest: +ELLIPSIS
    Mean spending a month of members and others. After the opening: members $..., others $...
    """
    figure, axes = axes_for(ax)
    paths = panel.groupby(["member", "month"])["spend"].mean().unstack("member")
    after = panel[panel["month"] >= opens].groupby("member")["spend"].mean()
    # Orange and blue are kept for the two comparisons of the event study.
    looks = {True: (INK, _("members")), False: (MUTED, _("all others"))}
    last = float(paths.index[-1])
    for place, (member, (colour, name)) in enumerate(looks.items()):
        axes.plot(
            paths.index,
            paths[member],
            color=colour,
            linestyle=DASHES[place],
            marker=MARKERS[place],
            markevery=3,
        )
        label_at(axes, last, float(paths[member].iloc[-1]), name, colour=colour)
    axes.set_ylim(0, 1.12 * float(paths.to_numpy().max()))
    _opening(axes, opens - 0.5, 1.1 * float(paths.to_numpy().max()))
    axes.set_xlabel(_("Time (months)"))
    axes.set_ylabel(_("Spending per customer ({currency} a month)").format(currency=currency))
    axes.xaxis.set_major_locator(MultipleLocator(3))
    headline(
        figure,
        title
        or _("After the opening, members spend {gap} more than the others").format(
            gap=f"{100 * (after[True] / after[False] - 1):.0f}%"
        ),
        ax=ax,
    )
    alt = _(
        "Mean spending a month of members and others. After the opening: members {one}, others "
        "{other}; in the year before: members {one_before}, others {other_before}."
    )
    before = panel[panel["month"] < opens].groupby("member")["spend"].mean()
    money = {
        "one": after[True],
        "other": after[False],
        "one_before": before[True],
        "other_before": before[False],
    }
    words = {name: f"{currency}{value:.0f}" for name, value in money.items()}
    return Picture(figure, alt.format(**words))


@in_house_style
def event_studies(
    effects: JoiningEffects,
    *,
    twins: bool = True,
    truth: float | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Draw the gap between joiners and others by month since joining: the rise comes first.

    Parameters
    ----------
    effects : JoiningEffects
        As `casekit.models.community.joining_effects` gives.
    twins : bool
        Whether the comparison with twins is drawn beside the one with all others.
    truth : float, optional
        The true effect of joining (share), drawn as a step.
    title : str, optional
        The finding; with twins what both comparisons end at, otherwise how much of the gap had
        grown before anybody joined.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.generators.community import make_community_panel
    >>> from casekit.models.community import joining_effects
    >>> panel, truth = make_community_panel(2_000, seed=6)
    >>> event_studies(joining_effects(panel, starts=13), truth=truth.effect)  # doctest: +ELLIPSIS
    Change of joiners' spending since months 12 to 9 before joining, less that of others. ...
    """
    figure, axes = axes_for(ax, 9.6, 6.0)
    ends, alt, tables = {}, [], []
    first, last_of_zero = effects.windows[0]
    studies = [
        (effects.plain, "rule", _("against all others")),
        (effects.twins, "model", _("against twins")),
    ]
    for place, (study, role, name) in enumerate(studies[: 2 if twins else 1]):
        table = effects.gap_by_month(study)
        tables.append(table)
        _band(axes, table, ROLES[role], place)
        ends[name] = (float(table["estimate"].iloc[-3:].mean()), ROLES[role])
        before = float(table["estimate"].loc[-1])
        after = float(table["estimate"].loc[0:].mean())
        alt.append(
            _("{name}: {before} in the month before joining, {after} after it.").format(
                name=name, before=change(before), after=change(after)
            )
        )
    plain = tables[0]
    last = float(plain.index.max())
    if truth is not None:
        _truth_step(axes, truth, plain.index)
        ends[_("the truth")] = (truth, INK)
        alt.append(_("The truth: {truth}.").format(truth=change(truth)))
    heights = spread([height for height, _colour in ends.values()], gap=0.016)
    for (name, (_height, colour)), height in zip(ends.items(), heights, strict=True):
        label_at(axes, last, height, name, colour=colour)
    top = float(plain["upper"].max()) * 1.12
    low = min(float(tables[-1]["lower"].min()), -0.02) * 1.25
    axes.set_ylim(low, top)
    _opening(axes, -0.5, top)
    naive = float(effects.table["change"].iloc[0])
    label_at(
        axes,
        float(plain.index.min()),
        0.88 * top,
        _("members against others: {naive},\nfar above this chart").format(naive=change(naive)),
        colour=MUTED,
        offset=(4, 0),
        bold=False,
    )
    alt.append(_("Members against others, naive: {naive}.").format(naive=change(naive)))
    axes.set_xlabel(_("Months since joining"))
    axes.set_ylabel(_("Gap since a year before (per cent)"))
    if title is None:
        title = _rise_title(float(plain["estimate"].loc[-1]), float(plain["lower"].loc[-1]))
        if twins:
            title = _(
                "After the opening: {others} against all others, {twins} against twins"
            ).format(
                others=change(float(plain["estimate"].loc[0:].mean())),
                twins=change(float(tables[1]["estimate"].loc[0:].mean())),
            )
    headline(figure, title, ax=ax)
    words = _(
        "Change of joiners' spending since months {first} to {last} before joining, less that of "
        "others."
    ).format(first=abs(first), last=abs(last_of_zero))
    return Picture(figure, " ".join([words, *alt]))


@in_house_style
def flat_before(
    study: EventStudyResults,
    *,
    truth: float | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Draw an event study with the test of what came before, and the truth if it is known.

    Parameters
    ----------
    study : EventStudyResults
        As `casekit.models.experiments.event_study` gives, outcome in logs.
    truth : float, optional
        The true effect (share), drawn as a step.
    title : str, optional
        The finding; by default the p-value of the test, with the truth if it is given.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.generators.community import make_community_panel
    >>> from casekit.models.experiments import event_study
    >>> panel, truth = make_community_panel(500, seed=6)
    >>> study = event_study(
    ...     panel.assign(log_spend=np.log(panel["spend"])), "log_spend",
    ...     unit="customer_id", time="month", treated="member", starts=13,
    ... )
    >>> flat_before(study)  # doctest: +ELLIPSIS
    Change of joiners' spending by month since joining, less that of others. ...
    """
    figure, axes = axes_for(ax, 9.6, 5.2)
    table = pd.DataFrame(np.expm1(study.table))
    _band(axes, table, ROLES["rule"], 0)
    after = float(np.expm1(study.table["estimate"].loc[0:].mean()))
    p_value = study.pre_trend_test().p_value
    last = float(table.index.max())
    label_at(
        axes,
        last,
        after,
        _("measured\n{change}").format(change=change(after)),
        colour=ROLES["rule"],
    )
    low, top = float(table["lower"].min()), float(table["upper"].max())
    top += 0.25 * (top - min(low, 0))
    axes.set_ylim(low - 0.1 * (top - low), top)
    _opening(axes, -0.5, top)
    alt = [
        _("Change of joiners' spending by month since joining, less that of others."),
        _("Test that no month before differs: p = {p}. After: {after} on average.").format(
            p=p_in_words(p_value), after=change(after)
        ),
    ]
    if truth is not None:
        _truth_step(axes, truth, table.index)
        label_at(axes, last, truth, _("true\n{change}").format(change=change(truth)))
        alt.append(_("The truth: {truth}.").format(truth=change(truth)))
    axes.set_xlabel(_("Months since joining"))
    axes.set_ylabel(_("Gap since the month before (%)"))
    if title is None:
        title = _flat_title(study, p_value, after, truth)
    headline(figure, title, ax=ax)
    return Picture(figure, " ".join(alt))


def _rise_title(rise: float, low: float) -> str:
    if low <= 0:
        return _("Before anybody joined, the gap had not clearly grown")
    return _("Before anybody joined, the gap had already grown by {rise}").format(
        rise=f"{100 * rise:.0f}%"
    )


def _flat_title(study: EventStudyResults, p_value: float, after: float, truth: float | None) -> str:
    """Say what the test and the jump say, and whether that is right, only if it is so."""
    passed, p_words = p_value >= 0.05, p_in_words(p_value)
    if truth is None:
        pattern = (
            _("Flat before (p = {p}), a jump after: {after}")
            if passed
            else _("Not flat before (p = {p}); after joining: {after}")
        )
        return pattern.format(p=p_words, after=change(after))
    later = study.table.loc[0:].mean()
    wrong = not np.expm1(later["lower"]) <= truth <= np.expm1(later["upper"])
    if passed and wrong:
        pattern = _("The test passed (p = {p}), and {after} is wrong: the truth is {truth}")
    else:
        pattern = _("Measured {after}, in truth {truth}; test of the months before: p = {p}")
    return pattern.format(p=p_words, after=change(after), truth=change(truth))


def _band(axes: Axes, table: pd.DataFrame, colour: str, place: int) -> None:
    months = table.index.to_numpy(dtype=float)
    axes.fill_between(months, table["lower"], table["upper"], color=colour, alpha=0.16, linewidth=0)
    axes.plot(
        months,
        table["estimate"],
        color=colour,
        linestyle=DASHES[place],
        marker=MARKERS[place],
        markersize=6,
    )
    axes.axhline(0, color=MUTED, linewidth=1.0, linestyle="-")
    axes.yaxis.set_major_formatter(FuncFormatter(_in_percent))
    axes.xaxis.set_major_locator(MultipleLocator(3))


def _in_percent(share: Any, _place: Any = None) -> str:
    return change(float(share))


def _truth_step(axes: Axes, truth: float, months: pd.Index) -> None:
    axes.step(
        [float(months.min()), -0.5, float(months.max())],
        [0.0, 0.0, truth],
        where="pre",
        color=INK,
        linestyle=(0, (1, 1.3)),
        linewidth=2.0,
    )


def _opening(axes: Axes, at: float, height: float) -> None:
    axes.axvline(at, color=MUTED, linewidth=1.2, linestyle="-")
    label_at(
        axes,
        at,
        height,
        _("the community opens"),
        colour=MUTED,
        bold=False,
        offset=(6, -4),
        va="top",
    )
