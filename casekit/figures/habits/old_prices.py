"""The test of the old price, with the price of next time beside it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import MUTED, PAPER, ROLES
from casekit.models.habits import LaggedPriceTest
from casekit.words import _

__all__ = ["old_price_test", "scanner_test"]

# Below this many standard errors, either way, chance is a fair explanation.
_CHANCE = 2.0


@in_house_style
def old_price_test(
    tests: Mapping[str, LaggedPriceTest],
    *,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show the test of the old price, and of the price that is still to come, panel by panel.

    Parameters
    ----------
    tests : mapping of str to LaggedPriceTest
        Name of a panel, and its test.
    title : str, optional
        The finding; by default in which panels the old price matters and the next does not.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.generators.habits import make_brand_panel
    >>> from casekit.models.habits import lagged_price_test
    >>> panel, _truth = make_brand_panel(1_500, gamma=0.0, taste_sd=2.5, seed=5)
    >>> old_price_test({"taste": lagged_price_test(panel)})  # doctest: +ELLIPSIS
    z of the price last time and next time, ... taste: last time ..., next time ...
    """
    table = pd.DataFrame(
        {"last": [t.z for t in tests.values()], "next": [t.next_z for t in tests.values()]},
        index=list(tests),
    )
    return _dots(table, title=title, ax=ax)


@in_house_style
def scanner_test(
    results: pd.DataFrame,
    *,
    own_means: bool = False,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show the test of the old price in real scanner panels, with its placebo beside it.

    Parameters
    ----------
    results : pandas.DataFrame
        The table ``scanner_panels``.
    own_means : bool
        Whether to show the test that holds fixed each household's own mean prices.
    title : str, optional
        The finding; by default in which panels the old price matters and the next does not.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.datasets import load
    >>> scanner_test(load("scanner_panels"))  # doctest: +ELLIPSIS
    z of the price last time and next time, ... Tuna: last time -14.4, next time -17.0.
    """
    end = "_own_means" if own_means else ""
    table = results.set_index("panel")[[f"lagged_price_z{end}", f"next_price_z{end}"]]
    return _dots(table.set_axis(["last", "next"], axis=1), title=title, ax=ax)


def _dots(table: pd.DataFrame, *, title: str | None, ax: Axes | None) -> Picture:
    figure, axes = axes_for(ax, 9.6, 1.9 + 0.75 * len(table))
    axes.axvspan(-_CHANCE, _CHANCE, color=MUTED, alpha=0.18, linewidth=0)
    places = np.arange(len(table))[::-1]
    kinds = (
        ("last", "o", ROLES["model"], ROLES["model"], _("price last time"), 0.15),
        ("next", "D", PAPER, ROLES["rule"], _("price next time"), -0.15),
    )
    for column, marker, face, edge, words, shift in kinds:
        axes.plot(
            table[column], places + shift, linestyle="none", marker=marker, markersize=12,
            markerfacecolor=face, markeredgecolor=edge, markeredgewidth=2.4, clip_on=False,
        )  # fmt: skip
        # Named once, at the point that lies farthest left: there is room beside it.
        row = int(table[column].to_numpy().argmin())
        label_at(
            axes, float(table[column].iloc[row]), float(places[row]) + shift, words, colour=edge,
            offset=(13, 9 if shift > 0 else -9),
        )  # fmt: skip
    axes.set_yticks(places, list(table.index))
    axes.set_ylim(-0.7, len(table) - 0.3)
    low = min(float(table.to_numpy().min()) * 1.08, -6.0)
    axes.set_xlim(low, max(float(table.to_numpy().max()) + 1.5, 6.0))
    axes.set_xlabel(_("z of the price (standard errors); grey: chance is a fair explanation"))
    axes.grid(axis="y", visible=False)
    alt = [_("z of the price last time and next time, in a model without the last brand.")]
    alt += [
        _("{name}: last time {last:.1f}, next time {next:.1f}.").format(
            name=name, last=row["last"], next=row["next"]
        )
        for name, row in table.iterrows()
    ]
    headline(figure, title or _title(table), ax=ax)
    return Picture(figure, " ".join(alt))


def _title(table: pd.DataFrame) -> str:
    old, new = table["last"] < -_CHANCE, table["next"].abs() > _CHANCE
    clean, spoilt = table.index[old & ~new].tolist(), table.index[old & new].tolist()
    rest = table.index[~old].tolist()
    if clean and not spoilt:
        if not rest:
            return _("The old price moves today's choice in every panel")
        if len(rest) < len(clean):
            return _("The old price moves today's choice everywhere but in “{names}”").format(
                names=", ".join(rest)
            )
        return _("The old price moves today's choice only in {names}").format(names=_listed(clean))
    if spoilt and not clean:
        return _(
            "Where the old price seems to matter ({names}), the price of next time does too"
        ).format(names=", ".join(spoilt))
    if not clean:
        return _("In no panel does the old price move today's choice")
    return _("The old price matters in {clean}; in {spoilt} so does the price of next time").format(
        clean=", ".join(clean), spoilt=", ".join(spoilt)
    )


def _listed(names: list[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    if len(quoted) < 2:
        return "".join(quoted)
    return _("{first} and {last}").format(first=", ".join(quoted[:-1]), last=quoted[-1])
