"""All proposals of the board on one scale of money."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from numpy.typing import NDArray

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, PAPER, ROLES
from casekit.words import _

__all__ = ["proposals_on_one_scale"]


@in_house_style
def proposals_on_one_scale(
    table: pd.DataFrame, *, times: float = 1.0, ax: Axes | None = None, title: str | None = None
) -> Picture:
    """Show what each proposal moves: a bar each, hatched where no money moves.

    Parameters
    ----------
    table : pandas.DataFrame
        Index: name of the proposal. Columns ``money`` ($) and ``kind`` (``"on paper"``, ``"once"``,
        ``"a year"`` or ``"no proposal"``: what something would be worth a year).
    times : float
        Guests of the chain for each guest of the table.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        The finding; by default made from the data.

    Returns
    -------
    Picture

    Examples
    --------
    >>> made = pd.DataFrame({"money": [900.0, -40], "kind": ["on paper", "a year"]},
    ...                     index=["book", "gold"])
    >>> proposals_on_one_scale(made, times=10).alt
    'In thousand dollars: book 9.0 (only in the books), gold -0.4 (a year).'
    """
    money = times * table["money"].to_numpy(dtype=float) / 1000
    figure, axes = axes_for(ax, 11.0, 0.86 * len(table) + 1.9)
    places = np.arange(len(table))[::-1]
    span = float(np.ptp(np.append(money, 0.0)))
    for place, size, kind in zip(places, money, table["kind"], strict=True):
        paper = kind == "on paper"
        colour = ROLES["rule"] if paper else ROLES["gained"] if size > 0 else ROLES["lost"]
        if kind == "no proposal":
            colour = MUTED
        axes.barh(
            place, size, 0.6, color=PAPER if paper else colour, edgecolor=colour,
            hatch="///" if paper else "",
        )  # fmt: skip
        label_at(
            axes, max(size, 0.0), float(place),
            _("{size:+,.1f} ({kind})").format(size=size, kind=_kinds()[kind]), colour=colour,
        )  # fmt: skip
    axes.axvline(0, color=INK, linewidth=1.2)
    axes.set_yticks(places, list(table.index))
    axes.set_xlim(min(0.0, money.min()) - 0.04 * span, max(0.0, money.max()) + 0.50 * span)
    axes.set_xlabel(_("What it moves (thousand $)"))
    axes.grid(visible=False, axis="y")
    axes.tick_params(axis="y", labelcolor=INK)
    title = title or _finding(table, money)
    headline(figure, title, ax=ax)
    told = ", ".join(
        f"{str(name).replace(chr(10), ' ')} {size:.1f} ({_kinds()[kind]})"
        for name, size, kind in zip(table.index, money, table["kind"], strict=True)
    )
    return Picture(figure, _("In thousand dollars: {told}.").format(told=told))


def _finding(table: pd.DataFrame, money: NDArray[np.float64]) -> str:
    """Say what the best proposal brings, and beside it what is no proposal."""
    names = [str(name).replace("\n", " ") for name in table.index]
    kind = table["kind"].to_numpy()
    real = ~np.isin(kind, ["on paper", "no proposal"])
    best = int(np.argmax(np.where(real, money, -np.inf)))
    words = _("No proposal brings more money than ${money:,.0f}").format(money=1000 * money[best])
    if (kind == "no proposal").any():
        worth = int(np.argmax(kind == "no proposal"))
        words += _("; {name}: ${money:,.0f}").format(name=names[worth], money=1000 * money[worth])
    return words


def _kinds() -> dict[str, str]:
    return {
        "on paper": _("only in the books"),
        "once": _("once"),
        "a year": _("a year"),
        "no proposal": _("a year, before its cost"),
    }
