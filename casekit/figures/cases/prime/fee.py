"""The fee of a hundred members taken apart: wanted, still bound, forgotten, obstructed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at, spread
from casekit.figures.picture import Picture
from casekit.figures.style import PAPER, ROLES
from casekit.words import _

__all__ = ["FEE_PARTS", "FeeTiles", "fee_apart", "of_a_hundred", "part_words"]

# From the part that everybody wants to the part that nobody does: rows of `fees_by_reason`.
FEE_PARTS = ("wanted", "came back", "term", "inattention", "path")
_GLAD = ("wanted", "came back")
_COLOURS = dict(
    zip(
        FEE_PARTS,
        (ROLES["gained"], "#7BBFA3", ROLES["model"], ROLES["rule"], ROLES["lost"]),
        strict=True,
    )
)
_INKS = _COLOURS | {"came back": ROLES["gained"]}
_HATCHES = dict(zip(FEE_PARTS, ("", "\\\\\\", "...", "///", "xx"), strict=True))
_SIDE = 10
# Room for a name of two lines, in tiles.
_ROOM = 1.5


def part_words() -> dict[str, str]:
    """Give the words for the parts of a fee.

    Examples
    --------
    >>> list(part_words().values())
    ['wanted', 'came back', 'still bound', 'forgotten', 'obstructed']
    """
    return {
        "wanted": _("wanted"),
        "came back": _("came back"),
        "term": _("still bound"),
        "inattention": _("forgotten"),
        "path": _("obstructed"),
    }


def _meanings() -> dict[str, str]:
    return {
        "wanted": _("glad to be a member"),
        "came back": _("left, and joined again"),
        "term": _("the year was already paid"),
        "inattention": _("did not think of it"),
        "path": _("tried to leave, gave up"),
    }


def of_a_hundred(money: Mapping[str, float]) -> dict[str, int]:
    """Turn amounts into whole parts of a hundred that add up to a hundred.

    Parameters
    ----------
    money : mapping of str to float
        Amount by part (`FEE_PARTS`); a part that is not there is nothing.

    Returns
    -------
    dict of str to int
        Rounded down, and what is missing given to the largest remainders.

    Raises
    ------
    InputError
        When an amount is negative or all are nothing.

    Examples
    --------
    >>> of_a_hundred({"wanted": 2.0, "inattention": 1.0})
    {'wanted': 67, 'came back': 0, 'term': 0, 'inattention': 33, 'path': 0}
    """
    amounts = np.array([float(money.get(part, 0.0)) for part in FEE_PARTS])
    if not (np.isfinite(amounts).all() and (amounts >= 0).all() and amounts.sum() > 0):
        raise InputError(
            _("A fee is taken apart into amounts of 0 or more, of which one is above 0.")
        )
    exact = 100 * amounts / amounts.sum()
    whole = np.floor(exact).astype(int)
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[: 100 - int(whole.sum())]] += 1
    return {part: int(count) for part, count in zip(FEE_PARTS, whole, strict=True)}


class FeeTiles:
    """Draw a hundred tiles, each one of a hundred dollars of fee, coloured by who pays it.

    Parameters
    ----------
    axes : Axes
        Where to draw.
    named : bool
        Whether the parts are named beside the tiles.

    Examples
    --------
    >>> from casekit.figures.canvas import new_figure
    >>> tiles = FeeTiles(new_figure().subplots())
    >>> tiles.show({"wanted": 3.0, "term": 1.0})["term"]
    25
    """

    def __init__(self, axes: Axes, *, named: bool = True) -> None:
        axes.set_xlim(-0.2, _SIDE + (9.6 if named else 0.2))
        axes.set_ylim(_SIDE + 0.2, -0.2)
        axes.set_aspect("equal")
        axes.set_axis_off()
        self._tiles = [
            axes.add_patch(
                Rectangle((place % _SIDE + 0.05, place // _SIDE + 0.05), 0.9, 0.9, edgecolor=PAPER)
            )
            for place in range(_SIDE * _SIDE)
        ]
        self._names = (
            {
                part: label_at(axes, _SIDE + 0.4, 0, "", colour=_INKS[part], size=14)
                for part in FEE_PARTS
            }
            if named
            else {}
        )
        self.moving: list[Artist] = [*self._tiles, *self._names.values()]

    def show(self, money: Mapping[str, float]) -> dict[str, int]:
        """Colour the tiles, from the top left, and name the parts.

        Parameters
        ----------
        money : mapping of str to float
            Amount by part.

        Returns
        -------
        dict of str to int
            How many of a hundred belong to each part.
        """
        counts = of_a_hundred(money)
        owners = [part for part in FEE_PARTS for _tile in range(counts[part])]
        for tile, part in zip(self._tiles, owners, strict=True):
            tile.set_facecolor(_COLOURS[part])
            tile.set_hatch(_HATCHES[part])
        words, meanings = part_words(), _meanings()
        rows = _rows(counts)
        for part, name in self._names.items():
            name.set_visible(counts[part] > 0)
            name.set_text(f"{counts[part]} {words[part]}\n{meanings[part]}")
            name.xy = (_SIDE + 0.4, rows.get(part, 0.0))
        return counts


def _rows(counts: Mapping[str, int]) -> dict[str, float]:
    """Give the height of each part's name: the middle of its tiles, with room between names."""
    middles, start = [], 0.0
    shown = [part for part in FEE_PARTS if counts[part]]
    for part in shown:
        middles.append((start + counts[part] / 2) / _SIDE)
        start += counts[part]
    rows = spread(middles, _ROOM)
    # From the bottom up, so that the last name stays beside the tiles.
    limit = _SIDE - 0.6
    for place in range(len(rows) - 1, -1, -1):
        rows[place] = limit = min(rows[place], limit)
        limit -= _ROOM
    return dict(zip(shown, rows, strict=True))


def _unwanted(counts: Mapping[str, int]) -> int:
    return 100 - sum(counts[part] for part in _GLAD)


def _said(counts: Mapping[str, int]) -> str:
    words = part_words()
    return ", ".join(f"{counts[part]} {words[part]}" for part in FEE_PARTS if counts[part])


@in_house_style
def fee_apart(
    money: Mapping[str, float],
    *,
    amount: str = "$100",
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Take the fee of a membership apart: a hundred tiles, and who pays them.

    Parameters
    ----------
    money : mapping of str to float
        Fees by part: ``wanted`` (the member wishes to be one), ``came back`` (left, and joined
        again), ``term`` (wishes to be gone, and the year is paid), ``inattention`` (could leave,
        and did not think of it), ``path`` (tried to leave, and gave up on the way).
    amount : str
        What all tiles together are.
    title : str, optional
        The finding; by default how much of it was paid after a wish to leave.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> fee_apart({"wanted": 80.0, "term": 5.0, "inattention": 9.0, "path": 6.0})
    Of $100 of fees: 80 wanted, 5 still bound, 9 forgotten, 6 obstructed.
    """
    figure, axes = axes_for(ax, 10.2, 5.9)
    counts = FeeTiles(axes).show(money)
    if title is None:
        words = _("Of {amount} of fees, {rest} are paid after the member had wished to leave")
        title = words.format(amount=amount, rest=_unwanted(counts))
    headline(figure, title, ax=ax, note=_("One tile: one dollar of a hundred"))
    return Picture(
        figure, _("Of {amount} of fees: {said}.").format(amount=amount, said=_said(counts))
    )


def colour_of(part: str) -> Any:
    """Give the colour of a part of the fee.

    Examples
    --------
    >>> colour_of("wanted") == ROLES["gained"]
    True
    """
    return _COLOURS[part]
