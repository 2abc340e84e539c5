"""Why retention rises although nobody changes: a cohort that sorts itself."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.gridspec import GridSpec
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike, NDArray

from casekit.errors import InputError
from casekit.figures.canvas import headline, in_house_style, label_at, new_figure
from casekit.figures.picture import Picture
from casekit.figures.style import HATCHES, INK, PAPER
from casekit.figures.subscriptions.scales import percent, share_axis
from casekit.words import _

__all__ = ["sorting_of_a_cohort"]

Numbers = NDArray[np.float64]

# Bounds of the own chance of renewal, from those who leave at once to those who stay.
_BOUNDS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
# One colour a band, from wine to blue, all of them visible on paper and on a grey print.
_COLOURS = ("#8E1450", "#D4809F", "#AEB6BF", "#7DB3DC", "#0A5FA6")
# People who were alike at the start: within this of the chance that names them.
_REACH = 0.02
# A rate of fewer people than this jumps about by luck.
_FEWEST = 300


@in_house_style
def sorting_of_a_cohort(
    churn: ArrayLike,
    payments: ArrayLike,
    *,
    years: int = 8,
    alike: Sequence[float] = (0.95, 0.75, 0.5, 0.25),
    title: str | None = None,
) -> Picture:
    """Draw who is left of a cohort year by year, sorted by each customer's own constant churn.

    Left: the people still there, in bands of their own chance of renewal, and above each bar the
    retention of all of them. Right: the retention of people who were alike from the start.

    Parameters
    ----------
    churn : array of float
        Each customer's own chance to leave at a renewal (from the generator's truth).
    payments : array of int
        How many yearly payments each customer has made when it ends: who leaves at the first
        renewal has made one. Whoever is still there counts with more than ``years``.
    years : int
        How many years to draw.
    alike : sequence of float
        Chances of renewal whose people the right panel follows.
    title : str, optional
        The finding; by default the first and the last retention.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When the two arrays do not fit together.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> churn = rng.beta(0.704, 1.182, 20_000)
    >>> sorting_of_a_cohort(churn, rng.geometric(churn), years=4)  # doctest: +ELLIPSIS
    Retention of a cohort of 20,000 by year: 63%, 76%, 82%, 85%. Own chance ...
    """
    own = 1 - np.asarray(churn, dtype=float)
    paid = np.asarray(payments)
    if own.shape != paid.shape or own.ndim != 1 or not len(own):
        raise InputError(
            _("Give one own churn and one number of payments a customer; got {a} and {b}.").format(
                a=own.shape, b=paid.shape
            )
        )
    # At risk in year t: who has paid t times. Retained: who pays once more.
    at_risk = [paid >= year for year in range(1, years + 1)]
    kept = [paid > year for year in range(1, years + 1)]
    average = np.array(
        [k.sum() / max(r.sum(), 1) for k, r in zip(kept, at_risk, strict=True)], dtype=float
    )
    figure = new_figure(12.4, 5.9)
    grid = GridSpec(1, 2, figure=figure, width_ratios=[1.35, 1])
    left, right = (figure.add_subplot(grid[0, side]) for side in (0, 1))
    _melting(left, own, at_risk, average)
    steady = _steady(right, own, at_risk, kept, average, alike)
    if title is None:
        title = _(
            "Nobody changed. Retention climbs from {first} to {last} because those who were "
            "likely to leave have left"
        ).format(first=percent(average[0]), last=percent(average[-1]))
    headline(figure, title)
    words = [
        _("Retention of a cohort of {n:,} by year: {rates}.").format(
            n=len(own), rates=", ".join(percent(rate) for rate in average)
        )
    ]
    words += [
        _("Own chance of renewal {own}: {first} in the first year, {last} in year {year}.").format(
            own=percent(chance), first=percent(rates[0]), last=percent(rates[-1]), year=len(rates)
        )
        for chance, rates in steady.items()
        if len(rates)
    ]
    return Picture(figure, " ".join(words))


def _melting(axes: Axes, own: Numbers, at_risk: list[NDArray[np.bool_]], average: Numbers) -> None:
    """Stack the people still there, the surest at the bottom."""
    bands = list(zip(pairwise(_BOUNDS), _COLOURS, reversed(HATCHES[:5]), strict=True))
    for year, there in enumerate(at_risk, start=1):
        floor = 0.0
        for (low, high), colour, hatch in reversed(bands):
            inside = (own >= low) & ((own < high) | (high == 1.0))
            share = 100 * float((there & inside).sum()) / len(own)
            axes.bar(
                year,
                share,
                bottom=floor,
                width=0.86,
                color=colour,
                hatch=hatch,
                edgecolor=PAPER,
                linewidth=0.8,
            )
            if year == 1:
                name = _("{low:.0f} to {high:.0f}%").format(low=100 * low, high=100 * high)
                label_at(axes, 0.5, floor + share / 2, name, offset=(-8, 0), ha="right", bold=False)
            floor += share
        label_at(
            axes, year, floor, percent(average[year - 1]), offset=(0, 13), ha="center", size=14
        )
    axes.grid(visible=False, axis="x")
    axes.set_xlim(-0.75, len(at_risk) + 0.6)
    axes.set_xticks(range(1, len(at_risk) + 1))
    axes.set_yticks([])
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)
    axes.set_ylim(0, 112)
    axes.set_xlabel(_("Year as a subscriber"))
    words = _(
        "Of 100 who signed up: who is left? Bands: own chance to renew.\n"
        "On top: the share of the bar that renews"
    )
    axes.set_title(words, loc="left")


def _steady(
    axes: Axes,
    own: Numbers,
    at_risk: list[NDArray[np.bool_]],
    kept: list[NDArray[np.bool_]],
    average: Numbers,
    alike: Sequence[float],
) -> dict[float, Numbers]:
    """Follow people who were alike from the start, and all together."""
    years = np.arange(1, len(average) + 1)
    found: dict[float, Numbers] = {}
    for chance in alike:
        same = np.abs(own - chance) < _REACH
        rates: list[float] = []
        for there, stays in zip(at_risk, kept, strict=True):
            if (there & same).sum() < _FEWEST:
                break
            rates.append(float((stays & same).sum() / (there & same).sum()))
        found[chance] = np.array(rates)
        colour = _COLOURS[int(np.searchsorted(_BOUNDS[1:-1], chance, side="right"))]
        axes.plot(
            years[: len(rates)],
            rates,
            color=colour,
            linestyle=(0, (2, 1.4)),
            marker="o",
            markersize=7,
            linewidth=2.0,
        )
        if rates:
            words = _("alike: {own}").format(own=percent(chance))
            label_at(
                axes, len(rates), rates[-1], words, colour=INK, offset=(10, 0), bold=False, size=12
            )
    axes.plot(years, average, color=INK, linewidth=4.0, linestyle="-", marker="s", markersize=9)
    label_at(axes, 2, average[1], _("all who are left"), offset=(20, -16), size=13)
    axes.set_xlim(0.6, len(average) + 2.2)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xticks(years)
    axes.set_xlabel(_("Year as a subscriber"))
    share_axis(axes, _("Renew, per cent of those there"), top=1.04)
    words = _("Dashed: people who were alike from the start.\nBlack: all who are left")
    axes.set_title(words, loc="left")
    return found
