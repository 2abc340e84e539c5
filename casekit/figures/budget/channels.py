"""What a new customer costs by channel: on average, and the next one."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from casekit.errors import InputError
from casekit.figures.budget.money import dollars
from casekit.figures.canvas import axes_for, headline, in_house_style
from casekit.figures.picture import Picture
from casekit.figures.style import HATCHES, INK, PAPER, ROLES
from casekit.words import _

__all__ = ["channel_costs"]

_NEEDS = ("channel", "spend_per_prospect", "cost_per_acquired_customer")


@in_house_style
def channel_costs(
    costs: pd.DataFrame, *, ax: Axes | None = None, title: str | None = None
) -> Picture:
    """Show three costs of each channel: per person approached, per customer won, and of the next.

    Parameters
    ----------
    costs : pandas.DataFrame
        As `casekit.metrics.budget.cost_per_customer` gives it; of each channel the last row, the
        highest spend, is drawn.
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
        When a column is missing.

    Examples
    --------
    >>> from casekit.metrics.budget import cost_per_customer
    >>> two = pd.DataFrame({"channel": ["search", "search"], "spend": [200.0, 300.0],
    ...                     "prospects": [6, 10], "acquired": [4, 5]})
    >>> channel_costs(cost_per_customer(two))
    search: $30 per person approached, $60 per customer on average, $100 for the next one.
    """
    missing = [name for name in _NEEDS if name not in costs.columns]
    if missing:
        raise InputError(
            _("The table has no column {names}; give what cost_per_customer(...) returns.").format(
                names=", ".join(missing)
            )
        )
    last = costs.groupby("channel", sort=False).tail(1)
    kinds = {
        "spend_per_prospect": (_("per person\napproached"), ROLES["actual"]),
        "cost_per_acquired_customer": (_("average\nmember"), ROLES["model"]),
        "marginal_cost_per_customer": (_("next\nmember"), ROLES["rule"]),
    }
    shown = {name: kind for name, kind in kinds.items() if name in last.columns}
    figure, axes = axes_for(ax, 10.4, 5.2)
    ticks, words, told = [], [], []
    for number, (_index, row) in enumerate(last.iterrows()):
        for place, (name, (label, colour)) in enumerate(shown.items()):
            value = float(row[name])
            at = number * (len(shown) + 1) + place
            axes.bar(at, value, width=0.82, color=colour, edgecolor=PAPER, hatch=HATCHES[place])
            axes.annotate(
                dollars(value),
                (at, value),
                xytext=(0, 4),
                textcoords="offset points",
                ha="center",
                fontsize=14,
                fontweight="bold",
                color=INK,
            )
            ticks.append(at)
            words.append(label)
        axes.annotate(
            str(row["channel"]),
            (number * (len(shown) + 1) + (len(shown) - 1) / 2, 1.0),
            xycoords=("data", "axes fraction"),
            ha="center",
            va="bottom",
            fontsize=15,
            fontweight="bold",
        )
        told.append(_told(row))
    axes.set_xticks(ticks, words)
    axes.tick_params(axis="x", labelsize=11.5)
    highest = float(np.nanmax(last[list(shown)].to_numpy(float)))
    axes.set_ylim(0, 1.16 * highest)
    axes.set_ylabel(_("Dollars"))
    axes.grid(visible=False, axis="x")
    headline(figure, title or _title(last), ax=ax)
    return Picture(figure, " ".join(told))


def _told(row: pd.Series) -> str:
    words = _("{channel}: {first} per person approached, {average} per customer on average").format(
        channel=row["channel"],
        first=dollars(float(row["spend_per_prospect"])),
        average=dollars(float(row["cost_per_acquired_customer"])),
    )
    after = row.get("marginal_cost_per_customer", np.nan)
    if pd.isna(after):
        return f"{words}."
    return _("{words}, {after} for the next one.").format(words=words, after=dollars(float(after)))


def _title(last: pd.DataFrame) -> str:
    by_name = last.set_index("channel")
    cheap = by_name["cost_per_acquired_customer"].idxmin()
    if "marginal_cost_per_customer" not in last or last["marginal_cost_per_customer"].isna().any():
        return _("{channel} wins members at the lowest average cost").format(
            channel=str(cheap).capitalize()
        )
    after = by_name["marginal_cost_per_customer"].idxmin()
    if cheap == after:
        return _("{channel} is cheapest on average, and for the next member too").format(
            channel=str(cheap).capitalize()
        )
    return _("{cheap} is cheaper on average; the next member is cheaper from {after}").format(
        cheap=str(cheap).capitalize(), after=after
    )
