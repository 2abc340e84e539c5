"""What loyalty is: attitude against behaviour, in four cells."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at, spread
from casekit.figures.loyalty.words import need, out_of_100, percent
from casekit.figures.picture import Picture
from casekit.figures.style import DASHES, HATCHES, INK, MARKERS, MUTED, PAPER, ROLES
from casekit.frames.loyalty import ATTITUDES, CATEGORY_SHARE
from casekit.words import _

__all__ = ["CELLS", "cells_by_cut", "cells_by_group", "loyalty_map"]

# Name of a cell, as it is shown; high attitude; high patronage; colour; mark; hatch.
CELLS = (
    ("true", _("true"), True, True, ROLES["gained"], MARKERS[0], HATCHES[0], DASHES[0]),
    ("spurious", _("spurious"), False, True, ROLES["lost"], MARKERS[1], HATCHES[1], DASHES[1]),
    ("latent", _("latent"), True, False, ROLES["model"], MARKERS[2], HATCHES[2], DASHES[2]),
    ("none", _("none"), False, False, ROLES["rule"], MARKERS[3], HATCHES[3], DASHES[3]),
)
_MOST_DOTS = 1500


@in_house_style
def loyalty_map(
    table: pd.DataFrame,
    *,
    attitude: str | Sequence[str] = ATTITUDES,
    patronage: str = CATEGORY_SHARE,
    attitude_cut: float | None = None,
    patronage_cut: float | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Map customers by what they feel and what they do, in the four cells of Dick and Basu.

    Parameters
    ----------
    table : pandas.DataFrame
        Attitude (score 1 to 7), patronage (share, 0 to 1) and ``cell``, as
        `casekit.loyalty_cells` gives it.
    attitude : str or sequence of str
        Column of relative attitude, or several whose mean is taken.
    patronage : str
        Column of repeat patronage.
    attitude_cut, patronage_cut : float, optional
        Where the cells are cut, as `casekit.loyalty_cells` was given them; by default medians.
    title : str, optional
        The finding; by default how many of those who buy here are spuriously loyal.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture
        The dots are a sample of at most 1,500 customers, moved a little so that equal answers
        do not hide one another; the shares are of all.

    Examples
    --------
    >>> table = pd.DataFrame({"attitude": [6, 2, 6, 2], "share_of_category": [.9, .9, .1, .1],
    ...     "cell": ["true", "spurious", "latent", "none"]})
    >>> loyalty_map(table, attitude="attitude")
    Customers by attitude and patronage. true: 25%. spurious: 25%. latent: 25%. none: 25%.
    """
    likes = [attitude] if isinstance(attitude, str) else list(attitude)
    need(table, *likes, patronage, "cell", maker="casekit.loyalty_cells")
    x, y = table[likes].to_numpy(float).mean(axis=1), table[patronage].to_numpy(float)
    cell = table["cell"].astype(str).to_numpy()
    cut_x = float(np.median(x)) if attitude_cut is None else attitude_cut
    cut_y = float(np.median(y)) if patronage_cut is None else patronage_cut
    figure, axes = axes_for(ax, 9.6, 6.0)
    shown = np.linspace(0, len(table) - 1, min(len(table), _MOST_DOTS)).astype(int)
    jitter = np.random.default_rng(0).uniform(-1, 1, (2, len(shown)))
    alt = [_("Customers by attitude and patronage.")]
    for name, called, high, often, colour, mark, _hatch, _dash in CELLS:
        mine = cell[shown] == name
        inside = shown[mine]
        axes.scatter(
            x[inside] + 0.13 * jitter[0][mine],
            np.clip(y[inside] + 0.012 * jitter[1][mine], 0, 1),
            s=15,
            marker=mark,
            color=colour,
            alpha=0.4,
            linewidth=0,
        )
        share = float((cell == name).mean())
        axes.text(
            0.985 if high else 0.015,
            0.975 if often else 0.025,
            f"{called}: {percent(share)}",
            transform=axes.transAxes,
            ha="right" if high else "left",
            va="top" if often else "bottom",
            color=colour,
            fontweight="bold",
            fontsize=15,
            bbox={"facecolor": PAPER, "edgecolor": "none", "alpha": 0.9, "pad": 3},
            zorder=6,
        )
        alt.append(f"{called}: {percent(share)}.")
    axes.axvline(cut_x, color=INK, linewidth=1.4, linestyle=(0, (5, 3)))
    axes.axhline(cut_y, color=INK, linewidth=1.4, linestyle=(0, (5, 3)))
    axes.set_xlim(0.8, 7.2)
    axes.set_ylim(-0.04, 1.06)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.set_xlabel(_("Attitude against the best rival (score 1 to 7)"))
    axes.set_ylabel(_("Bought here (% of what the household spends)"))
    if title is None:
        buying = (cell == "true") | (cell == "spurious")
        title = _("Of 100 customers who buy mostly here, {n} do not prefer us").format(
            n=out_of_100(float((cell[buying] == "spurious").mean()) if buying.any() else 0.0)
        )
    headline(figure, title, ax=ax)
    return Picture(figure, " ".join(alt))


@in_house_style
def cells_by_group(
    table: pd.DataFrame,
    *,
    by: str = "market",
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show how large the four cells are in each group, as bars of 100 customers.

    Parameters
    ----------
    table : pandas.DataFrame
        A row a customer: the group, and ``cell`` of `casekit.loyalty_cells`.
    by : str
        Column of the group.
    title : str, optional
        The finding; by default the range of the spuriously loyal.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> table = pd.DataFrame({"market": ["A", "A"], "cell": ["true", "spurious"]})
    >>> cells_by_group(table, title="Two customers")
    Cells of loyalty, of 100 customers. A: true 50, spurious 50, latent 0, none 0.
    """
    need(table, by, "cell", maker="casekit.loyalty_cells")
    groups = list(dict.fromkeys(table[by]))
    figure, axes = axes_for(ax, 9.6, 1.9 + 0.75 * len(groups))
    rows = list(range(len(groups)))[::-1]
    alt = [_("Cells of loyalty, of 100 customers.")]
    spurious = {}
    for row, group in zip(rows, groups, strict=True):
        cell = table.loc[table[by] == group, "cell"].astype(str)
        edge, words = 0.0, []
        for name, called, _high, _often, colour, _mark, hatch, _dash in CELLS:
            share = 100 * float((cell == name).mean())
            axes.barh(
                row, share, left=edge, height=0.66, color=colour, hatch=hatch, edgecolor=PAPER,
                linewidth=1.2,
            )  # fmt: skip
            if share > 5:
                axes.text(
                    edge + share / 2, row, f"{share:.0f}", ha="center", va="center",
                    fontweight="bold", bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.5},
                )  # fmt: skip
            if row == max(rows):
                axes.text(
                    edge + share / 2, row + 0.42, called if share > 6 else "", ha="center",
                    va="bottom", color=colour, fontweight="bold",
                )  # fmt: skip
            words.append(f"{called} {share:.0f}")
            edge += share
            if name == "spurious":
                spurious[group] = share
        alt.append(f"{group}: {', '.join(words)}.")
    axes.set_xlim(0, 100)
    axes.set_ylim(-0.5, len(groups) - 0.15)
    axes.set_yticks(rows, [str(group) for group in groups])
    axes.grid(visible=False)
    axes.set_xlabel(_("Customers of 100"))
    if title is None:
        low, high = min(spurious, key=spurious.__getitem__), max(spurious, key=spurious.__getitem__)
        title = _("Spurious loyalty: {few} of 100 customers in {one}, {many} in {other}").format(
            few=f"{spurious[low]:.0f}", one=low, many=f"{spurious[high]:.0f}", other=high
        )
    headline(figure, title, ax=ax)
    return Picture(figure, " ".join(alt))


@in_house_style
def cells_by_cut(
    shares: pd.DataFrame,
    *,
    cut: str = "attitude_cut",
    marked: Sequence[float] = (),
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show how the cells grow and shrink as the line between high and low attitude moves.

    Parameters
    ----------
    shares : pandas.DataFrame
        From `casekit.loyalty_cells_by_cut`: the cut and a column of shares for each cell.
    cut : str
        Column of the cut.
    marked : sequence of float
        Cuts to mark with a line.
    title : str, optional
        The finding; by default the range of the truly loyal.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> shares = pd.DataFrame({"attitude_cut": [3.0, 5.0], "true": [0.4, 0.2],
    ...     "spurious": [0.1, 0.3], "latent": [0.3, 0.2], "none": [0.2, 0.3]})
    >>> cells_by_cut(shares)
    Cells of loyalty by the cut, from 3.0 to 5.0. true: 40% to 20%. spurious: 10% to 30%. \
latent: 30% to 20%. none: 20% to 30%.
    """
    names = [cell[0] for cell in CELLS]
    need(shares, cut, *names, maker="casekit.loyalty_cells_by_cut")
    table = shares.sort_values(cut)
    x = table[cut].to_numpy(float)
    figure, axes = axes_for(ax, 9.6, 5.0)
    alt = [
        _("Cells of loyalty by the cut, from {low} to {high}.").format(
            low=f"{x[0]:.1f}", high=f"{x[-1]:.1f}"
        )
    ]
    ends = spread([float(table[name].iloc[-1]) for name in names], gap=0.06)
    for (name, called, _high, _often, colour, mark, _hatch, dash), end in zip(
        CELLS, ends, strict=True
    ):
        y = table[name].to_numpy(float)
        axes.plot(x, y, color=colour, linestyle=dash, marker=mark, markevery=max(1, len(x) // 6))
        label_at(axes, x[-1], end, called, colour=colour)
        alt.append(f"{called}: {percent(y[0])} to {percent(y[-1])}.")
    for value in marked:
        axes.axvline(value, color=MUTED, linewidth=1.2, linestyle=(0, (5, 3)))
    axes.set_xlim(x[0], x[-1] + 0.02 * (x[-1] - x[0]))
    axes.set_ylim(0, 1.05 * max(float(table[names].to_numpy().max()), *ends))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.set_xlabel(_("Attitude from which on it counts as high (score 1 to 7)"))
    axes.set_ylabel(_("Customers (%)"))
    if title is None:
        true = table["true"].to_numpy(float)
        title = _("“True” loyalty is {low} to {high} of customers: we draw the line").format(
            low=percent(float(true.min())), high=percent(float(true.max()))
        )
    headline(figure, title, ax=ax)
    return Picture(figure, " ".join(alt))
