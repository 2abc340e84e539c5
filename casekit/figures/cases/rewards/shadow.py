"""The figure to remember: a dollar that is never used, and the margin that left beside it."""

from __future__ import annotations

import math

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import PAPER, ROLES
from casekit.words import _

__all__ = ["breakage_and_its_shadow"]

_MOST = 120


@in_house_style
def breakage_and_its_shadow(
    left_on_cards: float,
    margin_a_year: float,
    guests: int,
    *,
    ax: Axes | None = None,
    title: str | None = None,
) -> Picture:
    """Draw one square for a dollar of breakage, and one for each dollar of margin a year.

    Parameters
    ----------
    left_on_cards : float
        What guests who are gone left on their cards, $.
    margin_a_year : float
        What the same guests brought the firm a year, at the rate at which they came, $.
    guests : int
        How many guests they are.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        The finding; by default made from the data.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When nothing was left on cards, or the squares are too many to be seen.

    Examples
    --------
    >>> breakage_and_its_shadow(100, 1_230, 40).alt
    '40 guests who are gone left $100 on their cards. They had been bringing $1,230 of margin a year: $12.3 for each dollar left.'
    """  # noqa: E501
    if not left_on_cards > 0:
        raise InputError(_("Nothing was left on cards: there is no dollar to draw."))
    each = margin_a_year / left_on_cards
    if not 0 <= each <= _MOST:
        raise InputError(
            _("{each:.0f} squares a dollar cannot be drawn; from 0 to {most} can.").format(
                each=each, most=_MOST
            )
        )
    figure, axes = axes_for(ax, 10.6, 4.7)
    rows = max(3, math.ceil(math.sqrt(each / 2.6)))
    axes.add_patch(_square(0.0, rows / 2 - 0.5, 1.0, ROLES["rule"], "///"))
    begin = 5.0
    for number in range(math.ceil(each)):
        column, row = divmod(number, rows)
        part = min(1.0, each - number)
        axes.add_patch(_square(begin + column, row, part, ROLES["lost"], ""))
    columns = math.ceil(math.ceil(each) / rows)
    axes.set_xlim(-1.6, begin + max(columns, 5) + 0.4)
    axes.set_ylim(-1.5, rows + 0.5)
    axes.set_aspect("equal")
    axes.axis("off")
    label_at(
        axes, 0.46, rows / 2 - 0.5, _("$1 that is\nnever used"), colour=ROLES["rule"],
        offset=(0, -8), ha="center", va="top", size=16,
    )  # fmt: skip
    label_at(
        axes, begin, 0,
        _("${each:.1f} of margin a year, at its owner's rate").format(each=each),
        colour=ROLES["lost"], offset=(0, -8), va="top", size=16,
    )  # fmt: skip
    headline(
        figure,
        title
        or _(
            "Here breakage is the shadow of lost guests: for each dollar left, its owner had been "
            "bringing ${each:.0f} of margin a year"
        ).format(each=each),
        ax=ax,
    )
    return Picture(
        figure,
        _(
            "{guests:,} guests who are gone left ${left:,.0f} on their cards. They had been "
            "bringing ${margin:,.0f} of margin a year: ${each:.1f} for each dollar left."
        ).format(guests=guests, left=left_on_cards, margin=margin_a_year, each=each),
    )


def _square(x: float, y: float, width: float, colour: str, hatch: str) -> Rectangle:
    return Rectangle((x, y), 0.92 * width, 0.92, facecolor=colour, hatch=hatch, edgecolor=PAPER)
