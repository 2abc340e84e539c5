"""Barriers in money as four bars: what a table of a model says, on one page."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, PAPER
from casekit.figures.switching.forms import FORM_COLOURS, FORM_HATCHES, form_words
from casekit.words import _

__all__ = ["barrier_bars"]


@in_house_style
def barrier_bars(
    barriers: pd.DataFrame,
    *,
    currency: str = "$",
    hatched: bool = False,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show one model's mean barrier of each form, with its interval, largest first.

    Parameters
    ----------
    barriers : pandas.DataFrame
        ``form``, ``money``, ``low``, ``high``: ``xray.barriers`` or ``xray.plain``.
    currency : str
        Sign of the money.
    hatched : bool
        Whether the bars are only hatched, as the figure of the X-ray draws the plain model.
    title : str, optional
        The finding; by default the form with the longest bar.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When the table lacks a column or has no rows.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {"form": ["technical"], "money": [14.8], "low": [13.9], "high": [15.9]}
    ... )
    >>> barrier_bars(table)
    Mean barrier by form, largest first. technical: $14.8 (13.9 to 15.9).
    """
    if not {"form", "money", "low", "high"} <= set(barriers.columns) or barriers.empty:
        raise InputError(_("Give a table of barriers: form, money, low and high, a row a form."))
    ordered = barriers.sort_values("money").reset_index(drop=True)
    figure, axes = axes_for(ax, 9.6, 4.2)
    told = []
    for row, one in enumerate(ordered.to_dict("records")):
        form, money = str(one["form"]), float(one["money"])
        colour = FORM_COLOURS.get(form, MUTED)
        look: dict[str, Any] = {
            "color": colour,
            "hatch": FORM_HATCHES.get(form),
            "edgecolor": PAPER,
        }
        if hatched:
            look = {"facecolor": PAPER, "hatch": "///", "edgecolor": colour, "linewidth": 1.6}
        axes.barh(row, money, height=0.66, **look)
        axes.plot([one["low"], one["high"]], [row, row], "-", color=INK, linewidth=2.4)
        words = f"{currency}{money:.1f}"
        label_at(axes, max(money, float(one["high"])), row, words, colour=colour, offset=(8, 0))
        told.append(
            _("{form}: {c}{money:.1f} ({low:.1f} to {high:.1f})").format(
                form=form_words(form), c=currency, money=money, low=one["low"], high=one["high"]
            )
        )
    axes.set_yticks(range(len(ordered)), [form_words(str(form)) for form in ordered["form"]])
    axes.tick_params(axis="y", labelsize=14)
    axes.grid(axis="y", visible=False)
    reach = float(ordered[["money", "high"]].to_numpy().max())
    axes.set_xlim(min(0.0, float(ordered["low"].min())), 1.14 * reach)
    axes.set_xlabel(
        _("Mean cost of leaving ({c}); the line is the 95% interval").format(c=currency)
    )
    top = ordered.iloc[-1]
    default = _("This model says: the {form} barrier is the largest, {c}{money:.1f}").format(
        form=form_words(str(top["form"])), c=currency, money=top["money"]
    )
    headline(figure, title or default, ax=ax)
    alt = _("Mean barrier by form, largest first. {parts}.").format(parts="; ".join(told[::-1]))
    return Picture(figure, alt)
