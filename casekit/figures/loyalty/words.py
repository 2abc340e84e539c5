"""How figures of loyalty write shares, points and groups: one place for the same words."""

from collections.abc import Hashable, Sequence
from typing import Any

import pandas as pd

from casekit.errors import InputError
from casekit.figures.style import DASHES, HATCHES, INK, LINE_COLOURS, MARKERS
from casekit.words import _

__all__ = [
    "DIMENSION_WORDS",
    "FREE",
    "HELD",
    "look_of",
    "need",
    "out_of_100",
    "percent",
    "points",
    "signed",
]

# Who stays freely and who is held: greys, since the colours belong to the towns.
FREE, HELD = INK, "#9AA5B1"

# The five dimensions of service quality, as figures name them.
DIMENSION_WORDS = {
    "tangibles": _("tangibles"),
    "reliability": _("reliability"),
    "responsiveness": _("responsiveness"),
    "assurance": _("assurance"),
    "empathy": _("empathy"),
}


def percent(share: float) -> str:
    """Write a share in whole per cent.

    Examples
    --------
    >>> percent(0.4567)
    '46%'
    """
    return f"{100 * share:.0f}%"


def out_of_100(share: float) -> str:
    """Write a share as so many of 100.

    Examples
    --------
    >>> out_of_100(0.4567)
    '46'
    """
    return f"{100 * share:.0f}"


def points(score: float, decimals: int = 0) -> str:
    """Write a score in points, with a true minus.

    Examples
    --------
    >>> points(-7.26, 1)
    '−7.3'
    """
    shown = f"{score:.{decimals}f}"
    return (shown[1:] if float(shown) == 0 and shown[0] == "-" else shown).replace("-", "−")


def signed(score: float, decimals: int = 1) -> str:
    """Write a change or a gap with its sign.

    Examples
    --------
    >>> signed(0.26), signed(-0.26, 2), signed(-0.01)
    ('+0.3', '−0.26', '0.0')
    """
    shown = points(score, decimals)
    return shown if shown[0] == "−" or float(shown) == 0 else f"+{shown}"


def look_of(groups: Sequence[Hashable]) -> dict[Hashable, dict[str, Any]]:
    """Give each group a colour, a dash, a mark and a hatch of its own, in order.

    Examples
    --------
    >>> look_of(["Northgate", "Midvale"])["Midvale"]["marker"]
    's'
    """
    return {
        group: {
            "color": LINE_COLOURS[place % len(LINE_COLOURS)],
            "linestyle": DASHES[place % len(DASHES)],
            "marker": MARKERS[place % len(MARKERS)],
            "hatch": HATCHES[place % len(HATCHES)],
        }
        for place, group in enumerate(groups)
    }


def need(table: pd.DataFrame, *columns: str, maker: str) -> None:
    """Refuse a table that a figure cannot draw, and name the function that makes one.

    Examples
    --------
    >>> need(pd.DataFrame({"score": [1]}), "score", maker="casekit.satisfaction_curve")
    """
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise InputError(
            _('The table needs the column "{column}"; {maker} makes it.').format(
                column=missing[0], maker=maker
            )
        )
    if not len(table):
        raise InputError(_("The table has no rows; {maker} makes one.").format(maker=maker))
