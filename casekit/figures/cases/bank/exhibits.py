"""What the public sees: how few change, and how alike regions look that are not alike."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from casekit.cases.facts import find_fact
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.cases.bank.wording import need
from casekit.figures.picture import Picture
from casekit.figures.style import MUTED, PAPER, ROLES
from casekit.words import _

__all__ = ["same_seen", "switched_in_three_years"]

_TRADES = {
    "car-insurance": _("car insurance"),
    "energy": _("energy"),
    "internet": _("internet"),
    "mobile": _("mobile telephone"),
    "savings": _("savings account"),
    "mortgage": _("mortgage"),
    "account": _("current account"),
}


@in_house_style
def switched_in_three_years(*, title: str | None = None, ax: Axes | None = None) -> Picture:
    """Show how many people changed their supplier within three years, trade by trade.

    The numbers are public figures of the fact sheet of banks in the United Kingdom.

    Parameters
    ----------
    title : str, optional
        The finding; by default the current account beside the first trade.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture
    """
    values = {
        words: find_fact(f"uk-banks-switched-3-{key}").value for key, words in _TRADES.items()
    }
    figure, axes = axes_for(ax, 9.6, 4.8)
    places = np.arange(len(values))[::-1]
    last = _TRADES["account"]
    axes.barh(
        places,
        list(values.values()),
        color=[ROLES["lost"] if name == last else MUTED for name in values],
        height=0.62,
    )
    for place, value in zip(places, values.values(), strict=True):
        label_at(axes, value, place, f"{value:.0f}", edge=False)
    axes.set_yticks(places, list(values))
    axes.set_xlabel(_("Changed their supplier within three years (% of people)"))
    axes.set_xlim(0, 1.12 * max(values.values()))
    axes.grid(axis="y", visible=False)
    first = next(iter(values))
    found = title or _("{first}: {a:.0f} of 100 changed. {last}: {b:.0f}").format(
        first=first.capitalize(), a=values[first], last=last.capitalize(), b=values[last]
    )
    headline(figure, found, ax=ax)
    alt = _("Changed within three years: {all}.").format(
        all=", ".join(f"{name} {value:.0f}%" for name, value in values.items())
    )
    return Picture(figure, alt)


@in_house_style
def same_seen(worlds: pd.DataFrame, *, title: str | None = None, ax: Axes | None = None) -> Picture:
    """Show worlds that look alike to the public beside what paper holds in each.

    Parameters
    ----------
    worlds : pandas.DataFrame
        From `casekit.bank_worlds`.
    title : str, optional
        The finding; by default the least and the most that paper holds.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When a column is missing.
    """
    columns = ["switched", "looked", "satisfied", "held_by_paper", "stay_anyway"]
    need(worlds, columns, "casekit.bank_worlds")
    figure, axes = axes_for(ax, 10.8, 4.4)
    places = np.arange(len(worlds))[::-1]
    held = worlds["held_by_paper"].to_numpy(dtype=float)
    axes.barh(places, held, color=ROLES["rule"], hatch="///", edgecolor=PAPER, height=0.5)
    alt = []
    for place, (name, row) in zip(places, worlds.iterrows(), strict=True):
        unseen = _("{held:.0f}; {stay:.0f} would stay anyway").format(
            held=row["held_by_paper"], stay=row["stay_anyway"]
        )
        label_at(axes, float(row["held_by_paper"]), place, unseen, edge=False)
        seen = _("{s:.0f}% switch, {look:.0f}% look, {sat:.0f}% satisfied").format(
            s=row["switched"], look=row["looked"], sat=row["satisfied"]
        )
        axes.text(0, place + 0.31, seen, color=MUTED, va="bottom")
        words = _("{name}: {seen}; of 100 customers paper holds {unseen}")
        alt.append(words.format(name=name, seen=seen, unseen=unseen))
    axes.set_yticks(places, [str(name) for name in worlds.index])
    axes.set_ylim(-0.5, len(worlds) - 0.25)
    axes.set_xlim(0, 1.6 * float(held.max()))
    axes.set_xlabel(_("Customers whom paper alone holds (of 100)"))
    axes.grid(axis="y", visible=False)
    found = title or _(
        "The public sees nearly the same; paper holds {low:.0f} of 100, or {high:.0f}"
    ).format(low=held.min(), high=held.max())
    headline(figure, found, ax=ax)
    return Picture(figure, ". ".join(alt) + ".")
