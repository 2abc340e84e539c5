"""Designs of a stamp card, many at once: what each would earn, for everybody and for some."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap, TwoSlopeNorm
from matplotlib.patches import Rectangle

from casekit.errors import InputError
from casekit.figures.canvas import headline, in_house_style, new_figure
from casekit.figures.picture import Picture
from casekit.figures.style import INK, PAPER, ROLES
from casekit.words import _

__all__ = ["design_surfaces"]


@in_house_style
def design_surfaces(
    surfaces: Mapping[str, pd.DataFrame], *, scale: float = 1.0, title: str | None = None
) -> Picture:
    """Show what every card of a range earns in a year: one map a group of customers.

    Parameters
    ----------
    surfaces : mapping of str to pandas.DataFrame
        Who gets the card, and the ``surface`` of `casekit.models.programmes.best_programme` over
        slots and rewards.
    scale : float
        Times the profit of the surface, such as the number of cafés.
    title : str, optional
        The finding; by default the highest profit of each map.

    Returns
    -------
    Picture

    Examples
    --------
    >>> surface = pd.DataFrame({"slots": [np.nan, 5, 10], "reward": [0.0, 2.0, 2.0],
    ...                         "profit": [0.0, 30.0, -10.0]})
    >>> design_surfaces({"everybody": surface}, scale=1000.0)
    Profit in a year, thousand dollars. everybody: from −10 (10 places, $2) to 30 (5 places, $2).
    """
    maps = {}
    for name, surface in surfaces.items():
        cards = surface[surface["slots"].notna()]
        if cards.duplicated(["slots", "reward"]).any():
            raise InputError(_("A map has one card for each number of places and each reward."))
        wide = cards.pivot(index="reward", columns="slots", values="profit") * scale / 1000
        maps[name] = wide.sort_index(ascending=False)
    ends = max(float(np.nanmax(np.abs(wide.to_numpy()))) for wide in maps.values())
    colours = LinearSegmentedColormap.from_list("loss", [ROLES["lost"], PAPER, ROLES["gained"]])
    figure = new_figure(5.9 * max(2, len(maps)), 5.2)
    panels = figure.subplots(1, len(maps), sharey=True, squeeze=False)[0]
    said, alt = [], []
    for panel, (name, wide) in zip(panels, maps.items(), strict=True):
        values = wide.to_numpy()
        places, worths = wide.columns.to_numpy(), wide.index.to_numpy()
        panel.imshow(values, cmap=colours, norm=TwoSlopeNorm(0, -ends, ends), aspect="auto")
        best, worst = (
            np.unravel_index(place, values.shape)
            for place in (int(np.nanargmax(values)), int(np.nanargmin(values)))
        )
        for (row, column), value in np.ndenumerate(values):
            top = (row, column) == best
            panel.text(
                column, row, _whole(value), ha="center", va="center",
                fontsize=13, fontweight="bold" if top else "normal",
                color=PAPER if abs(value) > 0.62 * ends else INK,
            )  # fmt: skip
        panel.add_patch(_frame(best))
        panel.set_xticks(range(wide.shape[1]), [f"{slots:.0f}" for slots in wide.columns])
        panel.set_yticks(range(wide.shape[0]), [f"${reward:g}" for reward in wide.index])
        panel.grid(visible=False)
        panel.set_title(name, loc="left", color=INK)
        panel.set_xlabel(_("Places on the card (number of stamps)"))
        said.append(_("{profit} ({name})").format(profit=_thousand(values[best]), name=name))
        low, high = (
            _("{profit} ({slots:.0f} places, ${reward:g})").format(
                profit=_whole(values[at]), slots=places[at[1]], reward=worths[at[0]]
            )
            for at in (worst, best)
        )
        alt.append(_("{name}: from {low} to {high}.").format(name=name, low=low, high=high))
    panels[0].set_ylabel(_("Worth of the reward to a customer ($)"))
    headline(
        figure,
        title or _("At best a card earns {listed} a year").format(listed=_(" or ").join(said)),
    )
    return Picture(figure, " ".join([_("Profit in a year, thousand dollars."), *alt]))


def _whole(value: float) -> str:
    """Write a number without decimals; what rounds to 0 has no sign."""
    return f"{round(float(value)) + 0:,.0f}".replace("-", "−")


def _thousand(value: float) -> str:
    return _("${x:,.0f},000").format(x=value) if abs(value) >= 1 else _("less than $1,000")


def _frame(place: tuple[np.intp, ...]) -> Rectangle:
    row, column = (float(each) for each in place)
    return Rectangle((column - 0.5, row - 0.5), 1, 1, fill=False, edgecolor=INK, linewidth=2.6)
