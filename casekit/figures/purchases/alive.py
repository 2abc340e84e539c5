"""What silence says about a customer, as a model of purchases sees it."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at, new_figure, spread
from casekit.figures.picture import Picture
from casekit.figures.purchases.alive_path import AlivePath
from casekit.figures.purchases.chance import (
    KnowsWhoIsAlive,
    alive_after_silence,
    percent,
    purchases,
    weeks,
)
from casekit.figures.purchases.chance_map import ChanceMap
from casekit.figures.style import DASHES, INK, LINE_COLOURS, MARKERS, MUTED
from casekit.words import _

__all__ = ["alive_map", "alive_paths", "alive_paths_panels"]


@in_house_style
def alive_map(
    results: KnowsWhoIsAlive,
    *,
    age_weeks: float = 39,
    most_purchases: int = 12,
    customers: Mapping[str, tuple[int, float]] | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Map P(alive) over how often customers bought and how long they have been silent.

    Parameters
    ----------
    results : fitted model
        Anything with ``unit`` and ``probability_alive``.
    age_weeks : float
        Weeks since the first purchase, the same for everybody on the map.
    most_purchases : int
        Largest number of repeat purchases on the map.
    customers : mapping of str to (int, float), optional
        Customers to mark: name, repeat purchases and weeks since the last purchase.
    title : str, optional
        The finding; by default the weeks of silence that bring P(alive) to a half.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.models.purchases.bgnbd import BGNBD
    >>> published = BGNBD.at(r=0.243, alpha=4.414, a=0.793, b=2.426)
    >>> alive_map(published, customers={"Ann": (2, 19)})  # doctest: +ELLIPSIS
    Map of P(alive) at week 39 ... Ann (2 repeat purchases, 19 weeks silent): 54%.
    """
    few, many = min(2, most_purchases), most_purchases
    figure, axes = axes_for(ax, 9.6, 6.0)
    chances = ChanceMap(axes, results, most_purchases, age_weeks)
    chances.show(age_weeks)
    halves = {number: chances.weeks_to(0.5, number) for number in (few, many)}
    if title is None:
        title = _map_title(halves)
    headline(
        figure,
        title,
        ax=ax,
        note=_("P(alive), {weeks} after the first purchase").format(weeks=weeks(age_weeks)),
    )
    alt = [
        _("Map of P(alive) at week {age} by repeat purchases and weeks since the last one.").format(
            age=f"{age_weeks:.0f}"
        )
    ]
    for number, half in halves.items():
        pattern = (
            _("With {purchases} it never falls to 50% on this map.")
            if np.isnan(half)
            else _("With {purchases} it falls to 50% after {weeks} of silence.")
        )
        alt.append(pattern.format(purchases=purchases(number), weeks=weeks(half)))
    for name, (number, silence) in (customers or {}).items():
        chance = float(alive_after_silence(results, number, age_weeks - silence, silence))
        axes.plot(number, silence, "o", color=INK, markersize=11, markeredgecolor="white")
        left = number > 0.75 * most_purchases
        label_at(
            axes,
            number,
            silence,
            f"{name} {percent(chance)}",
            offset=(-10, 0) if left else (10, 0),
            ha="right" if left else "left",
        )
        alt.append(
            _("{name} ({purchases}, {weeks} silent): {chance}.").format(
                name=name, purchases=purchases(number), weeks=weeks(silence), chance=percent(chance)
            )
        )
    return Picture(figure, " ".join(alt))


def _map_title(halves: Mapping[int, float]) -> str:
    (few, early), (many, late) = min(halves.items()), max(halves.items())
    if np.isnan(early + late) or few == many:
        return _("P(alive) depends on rhythm and silence together")
    return _(
        "P(alive) is down to 50% after {slow} of silence with {few}, after {fast} with {many}"
    ).format(slow=weeks(early), few=purchases(few), fast=f"{late:.0f}", many=many)


@in_house_style
def alive_paths(
    results: KnowsWhoIsAlive,
    customers: Mapping[str, tuple[int, float]],
    *,
    silence_weeks: float = 39,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Follow P(alive) of several customers as their silence lasts: the curves cross.

    Parameters
    ----------
    results : fitted model
        Anything with ``unit`` and ``probability_alive``.
    customers : mapping of str to (int, float)
        Name, number of repeat purchases, and week of the last purchase since the first one.
    silence_weeks : float
        How far to follow the silence, in weeks.
    title : str, optional
        The finding; by default where the first and the last customer's curves cross.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.models.purchases.bgnbd import BGNBD
    >>> published = BGNBD.at(r=0.243, alpha=4.414, a=0.793, b=2.426)
    >>> alive_paths(published, {"Ann": (2, 20), "Ben": (10, 20)})  # doctest: +ELLIPSIS
    P(alive) falls as silence lasts, ... Ann (2 repeat purchases): 81% at once, ...
    """
    figure, axes = axes_for(ax)
    silence = np.linspace(0, silence_weeks, 118)
    curves = {
        name: alive_after_silence(results, number, last, silence)
        for name, (number, last) in customers.items()
    }
    ends = spread([curve[-1] for curve in curves.values()], gap=0.065)
    alt = [_("P(alive) falls as silence lasts, over {weeks}.").format(weeks=weeks(silence_weeks))]
    for place, (name, curve) in enumerate(curves.items()):
        number = customers[name][0]
        colour = LINE_COLOURS[place % len(LINE_COLOURS)]
        axes.plot(
            silence,
            curve,
            color=colour,
            linestyle=DASHES[place % len(DASHES)],
            marker=MARKERS[place % len(MARKERS)],
            markevery=(10 + 9 * place, 30),
        )
        words = f"{name}: {purchases(number)}"
        label_at(axes, silence_weeks, ends[place], words, colour=colour)
        middle = float(np.interp(silence_weeks / 2, silence, curve))
        alt.append(
            _("{name} ({purchases}): {start} at once, {middle} halfway, {end} at the end.").format(
                name=name,
                purchases=purchases(number),
                start=percent(curve[0]),
                middle=percent(middle),
                end=percent(curve[-1]),
            )
        )
    crossing = _crossing(silence, *[list(curves.values())[place] for place in (0, -1)])
    if title is None:
        title = _("Silence wears down the chance that a customer is still there")
        if crossing is not None:
            first, *_between, last_name = curves
            title = _(
                "After {weeks} of silence, {frequent} is likelier to be gone than {rare}"
            ).format(
                weeks=weeks(crossing),
                frequent=last_name if customers[last_name] > customers[first] else first,
                rare=first if customers[last_name] > customers[first] else last_name,
            )
    if crossing is not None:
        axes.axvline(crossing, color=MUTED, linewidth=1.2)
        label_at(
            axes, crossing, 1.02, _("the curves cross"), colour=MUTED, bold=False, offset=(6, 0)
        )
        alt.append(_("The first and the last cross after {weeks}.").format(weeks=weeks(crossing)))
    axes.set_xlim(0, silence_weeks)
    axes.set_ylim(0, 1.06)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    axes.set_xlabel(_("Weeks since the last purchase"))
    axes.set_ylabel(_("P(alive), per cent"))
    headline(figure, title, ax=ax)
    return Picture(figure, " ".join(alt))


def _crossing(
    x: np.ndarray[tuple[int], np.dtype[np.float64]],
    one: np.ndarray[tuple[int], np.dtype[np.float64]],
    other: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> float | None:
    """Give where two curves change places for the first time, or None."""
    gap = one - other
    changes = np.flatnonzero(np.sign(gap[:-1]) * np.sign(gap[1:]) < 0)
    if not len(changes):
        return None
    at = changes[0]
    return float(x[at] + (x[at + 1] - x[at]) * gap[at] / (gap[at] - gap[at + 1]))


@in_house_style
def alive_paths_panels(
    results: KnowsWhoIsAlive,
    settings: Sequence[tuple[int, float, float]] = ((2, 20, 39), (10, 20, 39), (10, 38, 39)),
    *,
    last_week: float = 78,
    title: str | None = None,
) -> Picture:
    """Show three settings of the explorer side by side, for the printed page.

    Parameters
    ----------
    results : fitted model
        Anything with ``unit`` and ``probability_alive``.
    settings : sequence of (int, float, float)
        Repeat purchases, week of the last purchase, and today, in weeks since the first purchase.
    last_week : float
        Right end of the time axes, in weeks.
    title : str, optional
        The finding; by default a comparison of the first two settings.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.models.purchases.bgnbd import BGNBD
    >>> published = BGNBD.at(r=0.243, alpha=4.414, a=0.793, b=2.426)
    >>> alive_paths_panels(published, [(2, 20, 39)])  # doctest: +ELLIPSIS
    P(alive) in 1 setting. 2 repeat purchases, last in week 20, today week 39: 54%.
    """
    figure = new_figure(4.3 * max(2, len(settings)), 5.0)
    panels = figure.subplots(1, len(settings), sharey=True, squeeze=False)[0]
    number_of = (
        _("P(alive) in 1 setting.")
        if len(settings) == 1
        else _("P(alive) in {n} settings.").format(n=len(settings))
    )
    alt, chances = [number_of], []
    for panel, (number, last, today) in zip(panels, settings, strict=True):
        chance = AlivePath(panel, results, last_week).show(number, last, today)
        chances.append(chance)
        panel.set_title(
            _("{purchases},\nlast in week {week}").format(
                purchases=purchases(number), week=f"{last:.0f}"
            ),
            loc="left",
            color=INK,
        )
        panel.label_outer()
        panel.set_xlabel(_("Weeks since the first purchase") if panel is panels[0] else _("Weeks"))
        alt.append(
            _("{purchases}, last in week {week}, today week {today}: {chance}.").format(
                purchases=purchases(number),
                week=f"{last:.0f}",
                today=f"{today:.0f}",
                chance=percent(chance),
            )
        )
    headline(figure, title or _panels_title(settings, chances))
    return Picture(figure, " ".join(alt))


def _panels_title(settings: Sequence[tuple[int, float, float]], chances: Sequence[float]) -> str:
    if len(settings) < 2:
        return _("How P(alive) falls as silence lasts")
    (few, last, today), (many, other_last, other_today) = settings[:2]
    if today - last != other_today - other_last:
        return _("P(alive) depends on rhythm and silence together")
    return _("{weeks} of silence: {chance} alive after {few}, {other} after {many}").format(
        weeks=weeks(today - last),
        chance=percent(chances[0]),
        other=percent(chances[1]),
        few=purchases(few),
        many=many,
    )
