"""Light and heavy members: what the card changes in each group, and what it earns and costs."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import HATCHES, INK, PAPER, ROLES
from casekit.words import _

__all__ = ["margin_and_cost"]


@in_house_style
def margin_and_cost(
    table: pd.DataFrame, *, title: str | None = None, ax: Axes | None = None
) -> Picture:
    """Show for each group of members the margin that the card brings beside what it costs.

    Parameters
    ----------
    table : pandas.DataFrame
        Index: names of the groups. Columns in dollars per member and month: ``margin`` (what the
        card adds), ``low`` and ``high`` (its 95% interval) and ``cost``.
    title : str, optional
        The finding; by default made from the data.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {"margin": [3.0, 2.0], "low": [2.5, 1.0], "high": [3.5, 3.0], "cost": [2.0, 4.0]},
    ...     index=["light", "heavy"],
    ... )
    >>> margin_and_cost(table)
    Dollars per member and month. light: margin added 3.00 (2.50 to 3.50), cost 2.00. heavy: margin added 2.00 (1.00 to 3.00), cost 4.00.
    """  # noqa: E501
    figure, axes = axes_for(ax, 10.4, 1.25 * len(table) + 1.9)
    told, better = [], []
    for place, (name, row) in enumerate(table.iterrows()):
        height = len(table) - 1 - place
        axes.barh(height + 0.2, row["margin"], height=0.36, color=ROLES["gained"], edgecolor=PAPER)
        axes.barh(
            height - 0.2,
            row["cost"],
            height=0.36,
            color=ROLES["rule"],
            edgecolor=PAPER,
            hatch=HATCHES[1],
        )
        axes.plot(
            [row["low"], row["high"]],
            [height + 0.2, height + 0.2],
            color=INK,
            linestyle="-",
            linewidth=2.4,
        )
        label_at(
            axes,
            max(row["high"], row["margin"]),
            height + 0.2,
            _("margin added {x}").format(x=_dollars(row["margin"])),
            colour=ROLES["gained"],
        )
        label_at(
            axes,
            row["cost"],
            height - 0.2,
            _("cost {x}").format(x=_dollars(row["cost"])),
            colour=ROLES["rule"],
        )
        told.append(
            _("{name}: margin added {a:.2f} ({b:.2f} to {c:.2f}), cost {d:.2f}").format(
                name=name, a=row["margin"], b=row["low"], c=row["high"], d=row["cost"]
            )
        )
        better.append(row["margin"] - row["cost"])
    widest = float(table[["high", "margin", "cost"]].to_numpy().max())
    low = min(0.0, float(table["low"].min()))
    axes.set_xlim(low, 1.32 * widest)
    axes.set_yticks(range(len(table)), [str(name) for name in reversed(table.index)])
    axes.tick_params(axis="y", labelcolor=INK)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda v, _p: f"${v:g}"))
    axes.set_xlabel(_("$ per member and month"))
    axes.grid(visible=False, axis="y")
    headline(figure, title or _title(table.index, better), ax=ax)
    return Picture(figure, _("Dollars per member and month. {told}.").format(told=". ".join(told)))


def _title(names: pd.Index, better: list[float]) -> str:
    parts = [
        _("{name} {gain}").format(name=name, gain=f"{'+' if gain >= 0 else '−'}${abs(gain):.2f}")
        for name, gain in zip(names, better, strict=True)
    ]
    return _("What is left per member and month: {parts}").format(parts=", ".join(parts))


def _dollars(amount: float) -> str:
    return f"{'−' if amount < 0 else ''}${abs(amount):.2f}"
