"""All proposals of the board on one scale of money."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import INK, PAPER, ROLES
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
        Index: name of the proposal. Columns ``money`` ($) and ``kind`` (``"on paper"``, ``"once"``
        or ``"a year"``).
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
    axes.set_xlim(min(0.0, money.min()) - 0.04 * span, max(0.0, money.max()) + 0.34 * span)
    axes.set_xlabel(_("What it moves (thousand $, before its own cost)"))
    axes.grid(visible=False, axis="y")
    axes.tick_params(axis="y", labelcolor=INK)
    real = table["kind"].to_numpy() != "on paper"
    best = int(np.argmax(np.where(real, money, -np.inf)))
    headline(
        figure,
        title
        or _(
            "Of all that moves money, this is the largest: {name} ({money:,.0f} thousand $)"
        ).format(name=str(table.index[best]).replace("\n", " "), money=money[best]),
        ax=ax,
    )
    told = ", ".join(
        f"{str(name).replace(chr(10), ' ')} {size:.1f} ({_kinds()[kind]})"
        for name, size, kind in zip(table.index, money, table["kind"], strict=True)
    )
    return Picture(figure, _("In thousand dollars: {told}.").format(told=told))


def _kinds() -> dict[str, str]:
    return {"on paper": _("only in the books"), "once": _("once"), "a year": _("a year")}
