"""Stamp cards: a card that is half begun, and customers who come faster near its end."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at, new_figure, spread
from casekit.figures.picture import Picture
from casekit.figures.style import HATCHES, INK, MUTED, PAPER, ROLES
from casekit.metrics.programmes import ShareComparison
from casekit.words import _

__all__ = ["card_days", "faster_or_sorted", "two_cards"]


@in_house_style
def two_cards(
    comparison: ShareComparison,
    *,
    cards: Sequence[tuple[int, int]] = ((8, 0), (10, 2)),
    title: str | None = None,
) -> Picture:
    """Draw two stamp cards as they were handed out, and the share of each that was filled.

    Parameters
    ----------
    comparison : ShareComparison
        From `casekit.metrics.programmes.compare_shares`.
    cards : sequence of (int, int)
        Places of each card, and how many are stamped at the start.
    title : str, optional
        The finding; by default the two shares.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.metrics.programmes import compare_shares
    >>> two_cards(compare_shares(29, 150, 51, 150))
    Cards redeemed: 8 places, none stamped: 19% of 150. 10 places, 2 stamped at the start: 34% of \
150. Difference 14.7 points, 95% interval 4.7 to 24.3.
    """
    figure = new_figure(10.4, 4.3)
    left, right = figure.subplots(1, 2, sharey=True, width_ratios=[1.15, 1])
    shares = (comparison.first_share, comparison.second_share)
    totals = (comparison.first_total, comparison.second_total)
    alt = []
    for row, ((slots, given), share, total) in enumerate(zip(cards, shares, totals, strict=True)):
        places = np.arange(slots)
        left.scatter(places, np.full(slots, row), s=420, facecolor=PAPER, edgecolor=MUTED, lw=1.6)
        left.scatter(places[:given], np.full(given, row), s=300, color=ROLES["rule"], marker="*")
        role = "rule" if given else "model"
        right.barh(row, share, height=0.46, color=ROLES[role], hatch=HATCHES[1 if given else 0],
                   edgecolor=PAPER)  # fmt: skip
        label_at(right, share, row, f"{share:.0%}", colour=ROLES[role], size=16)
        words = _("{slots} places, none stamped") if not given else _(
            "{slots} places, {given} stamped at the start"
        )  # fmt: skip
        name = words.format(slots=slots, given=given)
        visits = _("{n} visits to go").format(n=slots - given)
        label_at(left, -0.5, row - 0.36, f"{name}: {visits}", offset=(0, 0), bold=False)
        alt.append(_("{name}: {share:.0%} of {n}.").format(name=name, share=share, n=total))
    left.set_xlim(-0.7, max(slots for slots, _given in cards) - 0.3)
    left.set_ylim(len(cards) - 0.45, -0.65)
    left.axis("off")
    right.set_xlim(0, 1.35 * max(shares))
    right.set_yticks(
        range(len(cards)), [_("begun") if given else _("empty") for _s, given in cards]
    )
    right.spines["left"].set_visible(False)
    right.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    right.set_xlabel(_("Cards redeemed (% of those handed out)"))
    right.grid(axis="y", visible=False)
    said = title or _(
        "The same number of visits to go, but begun: {second:.0%} of the cards were filled, "
        "not {first:.0%}"
    ).format(first=shares[0], second=shares[1])
    headline(figure, said)
    gap = _("Difference {gap:.1f} points, {level:.0%} interval {low:.1f} to {high:.1f}.").format(
        gap=100 * comparison.difference,
        level=comparison.level,
        low=100 * comparison.low,
        high=100 * comparison.high,
    )
    return Picture(figure, " ".join([_("Cards redeemed:"), *alt, gap]))


@in_house_style
def faster_or_sorted(
    table: pd.DataFrame,
    *,
    gradient: float | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Compare two ways to ask whether customers speed up as their card fills.

    Parameters
    ----------
    table : pandas.DataFrame
        One kind of card, from `casekit.metrics.programmes.interval_by_progress`.
    gradient : float, optional
        The generator's truth, drawn as marks.
    title : str, optional
        The finding; by default both drops.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> table = pd.DataFrame({"stamp": [2, 3, 4], "progress": [0.25, 0.5, 0.75],
    ...                       "mean_days": [4.0, 3.0, 2.0], "relative_days": [1.1, 1.0, 0.9]})
    >>> faster_or_sorted(table)
    Days between visits, first interval of the card = 100. All visits: 100 to 50. Each customer \
against their own habit: 100 to 82.
    """
    if len(table) < 2 or table["stamp"].duplicated().any():
        raise InputError(_("The figure needs two intervals or more, of one kind of card."))
    figure, axes = axes_for(ax, 9.6, 5.2)
    stamps = table["stamp"].to_numpy()
    lines = {
        "rule": (_("all visits: the mean"), table["mean_days"].to_numpy(dtype=float), "s"),
        "model": (
            _("each customer against\ntheir own habit"),
            table["relative_days"].to_numpy(dtype=float),
            "o",
        ),
    }
    ends = {}
    for role, (_name, days, marker) in lines.items():
        index = 100 * days / days[0]
        ends[role] = float(index[-1])
        dashes = "-" if role == "model" else (0, (6, 2))
        axes.plot(stamps, index, color=ROLES[role], marker=marker, linestyle=dashes)
    reach = 100 - min(ends.values())
    for role, height in zip(lines, spread(list(ends.values()), 0.16 * reach), strict=True):
        words = f"{lines[role][0]}: {ends[role]:.0f}"
        label_at(axes, stamps[-1], height, words, colour=ROLES[role], offset=(12, 0))
    truth = None
    if gradient is not None:
        progress = table["progress"].to_numpy(dtype=float)
        truth = 100 * np.exp(-gradient * (progress - progress[0]))
        axes.plot(stamps, truth, "D", color=INK, markersize=5, linestyle="none", zorder=5)
        label_at(axes, stamps[1], truth[1], _("diamonds: the truth"), offset=(0, 16), bold=False)
    axes.set_xlim(stamps[0] - 0.3, stamps[-1] + 0.52 * (stamps[-1] - stamps[0]))
    axes.set_xticks(stamps)
    axes.set_ylim(min(ends.values()) - 0.25 * reach, 100 + 0.2 * reach)
    axes.set_xlabel(_("The visit that brings this stamp (number)"))
    axes.set_ylabel(_("Days between visits\n(first interval of the card = 100)"))
    said = title or _(
        "At the last stamp the gap between visits is {all:.0f}% shorter; against each "
        "customer’s own habit, {own:.0f}%"
    ).format(all=100 - ends["rule"], own=100 - ends["model"])
    headline(figure, said, ax=ax)
    words = _(
        "Days between visits, first interval of the card = 100. All visits: 100 to {all:.0f}. "
        "Each customer against their own habit: 100 to {own:.0f}."
    ).format(all=ends["rule"], own=ends["model"])
    if truth is not None:
        words += " " + _("Truth: 100 to {end:.0f}.").format(end=truth[-1])
    return Picture(figure, words)


@in_house_style
def card_days(
    days: Mapping[str, float],
    *,
    predicted: str,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Set what a card takes beside what the gradient alone would have it take.

    Parameters
    ----------
    days : mapping of str to float
        Name of a bar and mean days from the first to the last visit: the plain card, the
        prediction, and what was measured, in this order.
    predicted : str
        Which of them is the prediction; it is hatched.
    title : str, optional
        The finding; by default how much of the difference the gradient explains.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> card_days({"plain": 20.0, "begun, by the gradient": 19.5, "begun, measured": 16.0},
    ...           predicted="begun, by the gradient")
    Days from the first to the last visit: plain 20.0; begun, by the gradient 19.5; begun, \
measured 16.0.
    """
    if len(days) != 3 or predicted not in days:
        raise InputError(_("Give three bars: the plain card, the prediction, the measurement."))
    names, values = list(days), [float(value) for value in days.values()]
    figure, axes = axes_for(ax, 9.6, 4.0)
    for row, (name, value) in enumerate(days.items()):
        guess = name == predicted
        role = ROLES["model"] if row != 2 else ROLES["rule"]
        axes.barh(
            row,
            value,
            height=0.52,
            color=PAPER if guess else role,
            hatch=HATCHES[1] if guess else "",
            edgecolor=ROLES["rule"] if guess else PAPER,
            linewidth=2 if guess else 1,
        )
        label_at(axes, value, row, _("{days:.1f} days").format(days=value))
    axes.set_yticks(range(3), names)
    axes.invert_yaxis()
    axes.set_xlim(0, 1.2 * max(values))
    axes.set_xlabel(_("Mean time from the first to the last visit (days)"))
    axes.grid(axis="y", visible=False)
    explained = (values[0] - values[1]) / (values[0] - values[2])
    said = title or _(
        "The gradient alone explains {share:.0%} of what the head start saves"
    ).format(share=explained)
    headline(figure, said, ax=ax)
    listed = "; ".join(f"{name} {value:.1f}" for name, value in zip(names, values, strict=True))
    listed = listed.replace("\n", " ")
    return Picture(figure, _("Days from the first to the last visit: {days}.").format(days=listed))
