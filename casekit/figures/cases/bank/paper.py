"""What paper costs in money, by two readings of the same choices."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.cases.bank.wording import begun
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, PAPER, ROLES
from casekit.words import _

__all__ = ["paper_in_money"]


@in_house_style
def paper_in_money(
    estimates: Sequence[tuple[str, float, float, float]],
    truth: float,
    *,
    currency: str = "£",
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Set estimates of what paper costs beside the truth.

    Parameters
    ----------
    estimates : sequence of (name, money, low, high)
        The way, what it finds, and its interval.
    truth : float
        What paper costs a customer on average, in money.
    currency : str
        Sign of the money.
    title : str, optional
        The finding; by default what the first and the last way find.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> paper_in_money([("naive", 900, 800, 990), ("told", 22, 16, 29)], 25.0)
    What paper costs. naive: £900 (£800 to £990). told: £22 (£16 to £29). The truth: £25.
    """
    figure, axes = axes_for(ax, 10.4, 1.9 + 0.9 * len(estimates))
    places = np.arange(len(estimates))[::-1]
    colours = [MUTED, ROLES["model"], ROLES["accent"]]
    most = max(high for _name, _money, _low, high in estimates)
    alt = []
    for place, (name, money, low, high), colour in zip(places, estimates, colours, strict=False):
        axes.barh(place, money, color=colour, height=0.5)
        axes.plot([low, high], [place, place], color=INK, linewidth=2.5, zorder=5)
        words = _("{c}{money:,.0f} ({c}{low:,.0f} to {c}{high:,.0f})").format(
            c=currency, money=money, low=low, high=high
        )
        inside = high > 0.6 * most
        label_at(axes, low if inside else high, place, words, ha="right" if inside else "left",
                 offset=(-10 if inside else 10, 0), colour=PAPER if inside else INK,
                 edge=False)  # fmt: skip
        alt.append(f"{name}: {words}.")
    axes.axvline(truth, color=ROLES["lost"], linestyle="--")
    label_at(axes, truth, len(estimates) - 0.52, _("the truth: {c}{t:,.0f}").format(
        c=currency, t=truth), colour=ROLES["lost"], edge=False)  # fmt: skip
    axes.set_yticks(places, [name for name, *_rest in estimates])
    axes.set_ylim(-0.5, len(estimates) - 0.3)
    axes.set_xlim(0, 1.05 * most)
    axes.set_xlabel(_("What moving the account costs a household ({c})").format(c=currency))
    axes.grid(axis="y", visible=False)
    (first, most_found, *_a), (last, told, *_b) = estimates[0], estimates[-1]
    found = title or _("{first}: {c}{a:,.0f}. {last}: {c}{b:,.0f}").format(
        first=begun(first), a=most_found, last=begun(last), b=told, c=currency
    )
    headline(figure, found, ax=ax)
    words = _("What paper costs. {all} The truth: {c}{truth:,.0f}.")
    return Picture(figure, words.format(all=" ".join(alt), c=currency, truth=truth))
