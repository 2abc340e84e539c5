"""What partners of a coalition do to each other: looked at alone, and against other cities."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba

from casekit.errors import InputError
from casekit.figures.canvas import headline, in_house_style, new_figure
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, PAPER, ROLES, SHADE
from casekit.models.programmes.partners import CrossPartnerResults
from casekit.words import _

__all__ = ["partner_effects"]


@in_house_style
def partner_effects(
    looks: Mapping[str, CrossPartnerResults],
    *,
    multiplier: float = 2.0,
    title: str | None = None,
) -> Picture:
    """Show for each pair of partners what the extra points of one do to the sales of the other.

    Parameters
    ----------
    looks : mapping of str to CrossPartnerResults
        Name of each way to look, and what it finds; a panel each.
    multiplier : float
        Points given, in multiples of the usual ones: 2 for double points.
    title : str, optional
        The finding; by default made from the data.

    Returns
    -------
    Picture
        A row a partner that gives extra points, a column a partner whose sales change, in per
        cent. Coloured where the 95% interval excludes 0.

    Raises
    ------
    InputError
        When no look is given.

    Examples
    --------
    >>> from casekit.generators.programmes import make_coalition
    >>> from casekit.models.programmes.partners import cross_partner_effects
    >>> panel, _truth = make_coalition(3, seed=1)
    >>> partner_effects({"same week": cross_partner_effects(panel)})  # doctest: +ELLIPSIS
    Change of the other partner's sales in per cent, when one gives 2 times the points. ...
    """
    if not looks:
        raise InputError(_("Give one way to look or more: a mapping of names to results."))
    first = next(iter(looks.values()))
    size = len(first.matrix)
    figure = new_figure(1.0 * size * len(looks) + 1.9, 0.78 * size + 2.1)
    panels = np.atleast_1d(figure.subplots(1, len(looks), sharey=True))
    told, counts = [], []
    for axes, (name, found) in zip(panels, looks.items(), strict=True):
        _grid(axes, found, multiplier)
        axes.set_title(name, loc="left", color=INK)
        pairs = found.pairs()
        mean = 100 * (multiplier ** float(found.mean_cross()["estimate"]) - 1)
        counts.append((int(pairs["takes_customers"]), int(pairs["brings_customers"])))
        told.append(
            _(
                "{name}: {a} pairs take sales, {b} bring sales, {c} cannot be told; mean {m:+.1f}%"
            ).format(
                name=name,
                a=pairs["takes_customers"],
                b=pairs["brings_customers"],
                c=pairs["cannot_tell"],
                m=mean,
            )
        )
    panels[0].set_ylabel(_("Who gives extra points"))
    panels[len(panels) // 2].set_xlabel(_("Whose sales change (%)"))
    takes, brings = counts[-1]
    total = size * (size - 1)
    headline(
        figure,
        title
        or (
            _(
                "Sales alone: {a} of {n} pairs seem to help. Other cities, same week: {b} of {n} "
                "help, "
                "{c} take"
            ).format(a=counts[0][1], n=total, b=brings, c=takes)
            if len(looks) > 1
            else _("Of {n} pairs {b} help each other, {c} take sales").format(
                n=total, b=brings, c=takes
            )
        ),
    )
    return Picture(
        figure,
        _(
            "Change of the other partner's sales in per cent, when one gives {k:g} times the "
            "points. "
            "{told}."
        ).format(k=multiplier, told=". ".join(told)),
    )


def _grid(axes: Axes, found: CrossPartnerResults, multiplier: float) -> None:
    change = 100 * (multiplier ** found.matrix.to_numpy(float) - 1)
    size = len(change)
    bounds = found.conf_int()
    low = bounds["lower"].to_numpy(float).reshape(size, size)
    high = bounds["upper"].to_numpy(float).reshape(size, size)
    own = np.eye(size, dtype=bool)
    sure = (low > 0) | (high < 0)
    colours = np.zeros((size, size, 4))
    for row in range(size):
        for column in range(size):
            name: str = PAPER if own[row, column] else SHADE
            if not own[row, column] and sure[row, column]:
                name = ROLES["lost"] if change[row, column] < 0 else ROLES["gained"]
            colours[row, column] = to_rgba(name)
    axes.imshow(colours, aspect="auto")
    for row in range(size):
        for column in range(size):
            plain = own[row, column] or not sure[row, column]
            axes.text(
                column,
                row,
                f"{change[row, column]:+.1f}".replace("-", "−"),
                ha="center",
                va="center",
                fontsize=13,
                color=MUTED if plain else PAPER,
                fontweight="normal" if plain else "bold",
            )
    names = [str(name) for name in found.matrix.index]
    axes.set_xticks(range(size), names, rotation=30, ha="right")
    axes.set_yticks(range(size), names)
    axes.tick_params(axis="both", labelcolor=INK)
    axes.set_xticks(np.arange(-0.5, size), minor=True)
    axes.set_yticks(np.arange(-0.5, size), minor=True)
    axes.grid(visible=False)
    axes.grid(which="minor", color=PAPER, linewidth=2.5)
    axes.tick_params(which="minor", length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
