"""Response curves: what one known point allows, and what a test says."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from casekit.errors import InputError
from casekit.figures.budget.money import dollars
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at, spread
from casekit.figures.picture import Picture
from casekit.figures.style import DASHES, INK, MUTED, ROLES
from casekit.frames.budget import read_response_points
from casekit.models.budget import CustomerEquity, ResponseCurve
from casekit.words import _

__all__ = ["curve_from_test", "one_point_many_curves"]

# Not the colours of winning and keeping: these are people's beliefs.
_COLOURS = (ROLES["lost"], ROLES["gained"], ROLES["accent"])


@in_house_style
def one_point_many_curves(
    guesses: Mapping[str, CustomerEquity],
    spend: float,
    *,
    asked: float | None = None,
    highest_spend: float = 30.0,
    ax: Axes | None = None,
    title: str | None = None,
) -> Picture:
    """Show retention curves that go through one known point, and the best spend on each.

    Parameters
    ----------
    guesses : mapping of str to CustomerEquity
        Whose guess, and the market as this person sees it.
    spend : float
        Retention spend of today, per customer and year.
    asked : float, optional
        The spend that somebody proposes.
    highest_spend : float
        Right end of the figure.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        The finding; by default made from the data.

    Returns
    -------
    Picture

    Examples
    --------
    >>> winning = ResponseCurve(0.4, 0.1)
    >>> ada, joon = (
    ...     CustomerEquity(winning, ResponseCurve.through(spend=11, response=0.89, ceiling=c), 100,
    ...                    0.1) for c in (0.90, 0.95))
    >>> one_point_many_curves({"Ada: 90%": ada, "Joon: 95%": joon}, 11)
    Today $11 keeps 89.0%. Ada: 90%: best spend $13. Joon: 95%: best spend $20.
    """
    _refuse_if_empty(guesses)
    figure, axes = axes_for(ax, 10.4, 5.6)
    spends = np.linspace(0, highest_spend, 301)
    today = float(next(iter(guesses.values())).retention.at(spend))
    best = {name: market.optimum().retention_spend for name, market in guesses.items()}
    ends = [float(market.retention.at(highest_spend)) for market in guesses.values()]
    for (name, market), colour, dash, height in zip(
        guesses.items(), _COLOURS, DASHES, spread(ends, 0.05), strict=False
    ):
        axes.plot(spends, market.retention.at(spends), color=colour, linestyle=dash)
        label_at(axes, highest_spend, height, name, colour=colour)
        top = float(market.retention.at(best[name]))
        axes.plot([best[name]], [top], "D", color=colour, markersize=12, zorder=5)
        axes.plot([best[name]] * 2, [0, top], color=colour, linewidth=1.3, linestyle=(0, (2, 2)))
    low = 0.42
    for place, colour, lift in zip(best.values(), _COLOURS, (0, 0.055, 0.11), strict=False):
        words = _("best: {money}").format(money=dollars(place))
        right = place == max(best.values())
        label_at(
            axes,
            place,
            low + 0.03 + lift,
            words,
            colour=colour,
            ha="left" if right else "right",
            offset=(6 if right else -6, 0),
        )
    axes.plot([spend], [today], "o", color=INK, markersize=12, zorder=6)
    label_at(
        axes,
        spend,
        today,
        _("today: {money}, {share:.1%} stay").format(money=dollars(spend), share=today),
        ha="right",
        offset=(-10, 14),
    )
    if asked is not None:
        axes.axvline(asked, color=MUTED, linewidth=1.4)
        label_at(
            axes,
            asked,
            low + 0.2,
            _("the slide: {money}").format(money=dollars(asked)),
            colour=MUTED,
        )
    axes.set_xlim(0, highest_spend * 1.22)
    axes.set_ylim(low, 1.0)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    axes.set_xlabel(_("Spend on keeping ($ per member and year)"))
    axes.set_ylabel(_("Members who stay (% a year)"))
    places = ", ".join(dollars(place) for place in best.values())
    headline(
        figure,
        title
        or _("One known point, {n} guesses of the ceiling: the best spend is {places}").format(
            n=len(best), places=places.replace(", ", _(" or "))
        ),
        ax=ax,
    )
    told = [_("Today {money} keeps {share:.1%}.").format(money=dollars(spend), share=today)]
    told += [
        _("{name}: best spend {money}.").format(name=name, money=dollars(place))
        for name, place in best.items()
    ]
    return Picture(figure, " ".join(told))


@in_house_style
def curve_from_test(
    points: pd.DataFrame,
    fitted: ResponseCurve,
    *,
    guesses: Mapping[str, ResponseCurve] | None = None,
    what: str = "",
    lowest_share: float = 0.0,
    ax: Axes | None = None,
    title: str | None = None,
) -> Picture:
    """Show what a test found at each spend, and the curve that fits it.

    Parameters
    ----------
    points : pandas.DataFrame
        A row a test cell, as `casekit.models.budget.fit_response` takes them.
    fitted : ResponseCurve
        The curve that was fitted to them.
    guesses : mapping of str to ResponseCurve, optional
        Curves that were believed before.
    what : str
        Label of the vertical axis, with its unit.
    lowest_share : float
        Where the vertical axis begins.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        The finding; by default made from the data.

    Returns
    -------
    Picture

    Examples
    --------
    >>> points = pd.DataFrame({"spend_per_customer": [0, 19], "customers": [1000, 1000],
    ...                        "kept": [600, 899]})
    >>> curve_from_test(points, ResponseCurve(0.9, 0.36, 0.6))
    Tested: $0: 60.0% of 1,000; $19: 89.9% of 1,000. The curve ends at 90.0%.
    """
    figure, axes = axes_for(ax, 10.4, 5.6)
    seen = read_response_points(points)
    highest = float(seen.spend.max()) * 1.05
    spends = np.linspace(0, highest, 301)
    for (name, curve), colour, dash in zip(
        (guesses or {}).items(), _COLOURS, DASHES[1:], strict=False
    ):
        shares = curve.at(spends)
        axes.plot(spends, shares, color=colour, linestyle=dash, linewidth=2)
        label_at(axes, highest, float(shares[-1]), name, colour=colour)
    axes.plot(spends, fitted.at(spends), color=INK, linestyle="-")
    share = seen.responded / seen.reached
    half = 1.96 * np.sqrt(share * (1 - share) / seen.reached)
    axes.errorbar(
        seen.spend,
        share,
        yerr=half,
        fmt="o",
        color=INK,
        markersize=9,
        capsize=5,
        zorder=5,
    )
    axes.set_xlim(-0.02 * highest, highest * (1.28 if guesses else 1.05))
    shares = [float(curve.at(highest)) for curve in (guesses or {}).values()]
    axes.set_ylim(lowest_share, min(1.0, 1.06 * max([float(share.max()), *shares])))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    axes.set_xlabel(_("Spend ($ per person)"))
    axes.set_ylabel(what or _("Responded (%)"))
    headline(
        figure,
        title or _("The test puts the ceiling at {ceiling:.1%}").format(ceiling=fitted.ceiling),
        ax=ax,
    )
    told = "; ".join(
        f"{dollars(float(spend))}: {said:.1%} of {people:,.0f}"
        for spend, said, people in zip(seen.spend, share, seen.reached, strict=True)
    )
    return Picture(
        figure,
        _("Tested: {told}. The curve ends at {ceiling:.1%}.").format(
            told=told, ceiling=fitted.ceiling
        ),
    )


def _refuse_if_empty(things: Mapping[str, object]) -> None:
    if not things:
        raise InputError(_("There is nothing to draw: give at least one name and its market."))
