"""What holds customers where too few of them choose for an X-ray to measure it: the truth alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from casekit.figures.canvas import axes_for, headline, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import INK, PAPER
from casekit.figures.switching.forms import form_words, holding_words
from casekit.words import _

__all__ = ["truth_alone"]


def truth_alone(barriers: pd.DataFrame, currency: str, ax: Axes | None) -> Picture:
    """Show the true barriers, and say what to change for an X-ray to measure them.

    Parameters
    ----------
    barriers : pandas.DataFrame
        ``form`` and ``money`` of a truth.
    currency : str
        Sign of the money.
    ax : Axes, optional
    """
    forms = barriers["form"].tolist()
    money = barriers["money"].to_numpy(dtype=np.float64)
    figure, axes = axes_for(ax, 10.2, 5.8)
    place = np.arange(len(forms), dtype=np.float64)
    axes.plot(
        place,
        money,
        linestyle="none",
        marker="D",
        markersize=11,
        color=PAPER,
        markeredgecolor=INK,
        markeredgewidth=2,
    )
    for x, value in zip(place, money, strict=True):
        label_at(axes, x, value, f"{value:.1f}", offset=(0, 11), ha="center", size=14)
    axes.set_xlim(-0.6, len(forms) - 0.4)
    axes.set_ylim(0.0, 1.3 * max(float(money.max()), 1.0))
    axes.set_xticks(place, [holding_words(form) for form in forms])
    axes.tick_params(axis="x", labelsize=13, labelcolor=INK)
    axes.grid(axis="x", visible=False)
    axes.set_ylabel(_("Mean barrier to leaving ({currency})").format(currency=currency))
    what = _(
        "Too few choices here to measure what holds customers: the diamonds are the truth. Take "
        "more customers or months, a larger price_sd, or more attention"
    )
    headline(figure, what, ax=ax)
    parts = (
        f"{form_words(form)} {currency}{value:.1f}"
        for form, value in zip(forms, money, strict=True)
    )
    return Picture(
        figure, f"{what}. " + _("True barriers: {parts}.").format(parts=", ".join(parts))
    )
