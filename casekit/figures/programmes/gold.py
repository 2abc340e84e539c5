"""A gold level: what it earns, by where its line lies."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at, spread
from casekit.figures.picture import Picture
from casekit.figures.programmes.bread import kinds_of
from casekit.figures.style import DASHES, INK, LINE_COLOURS, MARKERS
from casekit.words import _

__all__ = ["gold_by_line"]


@in_house_style
def gold_by_line(
    tables: Mapping[int, pd.DataFrame],
    *,
    varied: Mapping[int, pd.DataFrame] | None = None,
    proposed: int | None = None,
    scale: float = 1.0,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show what a gold level earns with each kind of customer, by the visits that it asks for.

    Parameters
    ----------
    tables : mapping of int to pandas.DataFrame
        Visits a year that gold asks for, rising, and the ``table`` of
        `casekit.models.programmes.programme_outcome` (a year).
    varied : mapping of int to pandas.DataFrame, optional
        The same lines with customers who differ within their kinds; only the last row, the sum
        of all, is drawn (dashed).
    proposed : int, optional
        A line of `tables` that somebody proposes; the title then speaks of it.
    scale : float
        Times the profit of a table, such as the number of cafés.
    title : str, optional
        The finding; by default the proposed line, or else the best and the worst.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> one = pd.DataFrame({"type": ["weekly", "seldom", "all"], "members": [10.0, 10.0, 20.0],
    ...                     "visits_without": [480.0, 20.0, 500.0], "profit": [-90.0, 40.0, -50.0]})
    >>> gold_by_line({4: one, 40: one.assign(profit=[-90.0, -5.0, -95.0])}, scale=1000.0)
    Profit in a year, thousand dollars, for gold from 4, 40 visits: weekly −90, −90; seldom 40, \
−5; all −50, −95. Usual visits a year: weekly 48.0; seldom 2.0.
    """
    lines = np.array(list(tables), dtype=float)
    kinds = kinds_of(next(iter(tables.values())))
    names = [*kinds["type"].astype(str), _("all")]
    profit = np.array([table["profit"].to_numpy(dtype=float) for table in tables.values()])
    profit = profit.T * scale / 1000
    usual = (kinds["visits_without"] / kinds["members"]).to_numpy(dtype=float)
    figure, axes = axes_for(ax, 10.6, 5.8)
    # Only as far as the lines: beyond them stand their names.
    axes.plot([lines[0] - 1, lines[-1]], [0, 0], color=INK, linewidth=1.2)
    looks = [*zip(LINE_COLOURS, DASHES, MARKERS, strict=False)]
    for place, values in enumerate(profit):
        total = place == len(names) - 1
        colour, dashes, marker = (INK, "-", "") if total else looks[place]
        axes.plot(lines, values, color=colour, linestyle=dashes, marker=marker, markersize=6,
                  linewidth=4 if total else 2.2, zorder=4 if total else 3)  # fmt: skip
    mixed = None
    if varied is not None:
        mixed = np.array([varied[line]["profit"].iloc[-1] for line in tables], dtype=float)
        mixed = mixed * scale / 1000
        axes.plot(lines, mixed, color=INK, linestyle=(0, (3, 1.5)), linewidth=3, zorder=5)
    span = float(profit.max() - profit.min())
    ends = [float(values[-1]) for values in profit]
    words = [*names[:-1], names[-1] if mixed is None else _("all, each kind alike")]
    if mixed is not None:
        ends.append(float(mixed[-1]))
        words.append(_("all, with variety"))
    heights = spread(ends, 0.07 * span)
    for place, (name, height) in enumerate(zip(words, heights, strict=True)):
        colour = INK if place >= len(names) - 1 else looks[place][0]
        label_at(axes, lines[-1], height, name, colour=colour, offset=(12, 0))
    low = float(profit.min()) - 0.2 * span
    for place, visits in enumerate(usual):
        if lines[0] <= visits <= lines[-1]:
            axes.plot([visits], [low + 0.045 * span], "^", color=looks[place][0], markersize=12)
            usually = _("{name}: {visits:.1f} visits").format(name=names[place], visits=visits)
            label_at(axes, visits, low + 0.045 * span, usually, colour=looks[place][0],
                     offset=(11, 0) if visits < lines.mean() else (-11, 0),
                     ha="left" if visits < lines.mean() else "right", bold=False)  # fmt: skip
    axes.set_ylim(low, float(profit.max()) + 0.08 * span)
    room = 0.22 if mixed is None else 0.36
    axes.set_xlim(lines[0] - 1, lines[-1] + room * (lines[-1] - lines[0]))
    axes.set_xticks(lines)
    axes.set_xlabel(_("Gold from so many visits a year (triangles: usual visits without gold)"))
    axes.set_ylabel(_("Profit in a year (thousand $)"))
    best, worst = int(profit[-1].argmax()), int(profit[-1].argmin())
    said = title or _(
        "Gold from {best:.0f} visits a year {high}, from {worst:.0f} it {low}"
    ).format(
        best=lines[best],
        worst=lines[worst],
        high=_verb(profit[-1][best]),
        low=_verb(profit[-1][worst]),
    )
    if title is None and proposed is not None:
        said = _("Gold from {line} visits a year {result}").format(
            line=proposed, result=_verb(profit[-1][list(tables).index(proposed)])
        )
        if mixed is not None:
            said += _("; with variety the best line {result}").format(result=_verb(mixed.max()))
    headline(figure, said, ax=ax)
    listed = "; ".join(
        f"{name} " + ", ".join(_whole(value) for value in values)
        for name, values in zip(names, profit, strict=True)
    )
    if mixed is not None:
        listed += _("; all, with variety ") + ", ".join(_whole(value) for value in mixed)
    habits = "; ".join(f"{name} {visits:.1f}" for name, visits in zip(names, usual, strict=False))
    return Picture(
        figure,
        _(
            "Profit in a year, thousand dollars, for gold from {lines} visits: {listed}. "
            "Usual visits a year: {habits}."
        ).format(lines=", ".join(f"{line:.0f}" for line in lines), listed=listed, habits=habits),
    )


def _verb(profit: float) -> str:
    if round(float(profit)) == 0:
        return _("earns nothing")
    words = _("earns ${x},000") if profit >= 0 else _("loses ${x},000")
    return words.format(x=f"{abs(round(float(profit))):,d}")


def _whole(value: float) -> str:
    return f"{round(float(value)) + 0:,.0f}".replace("-", "−")
