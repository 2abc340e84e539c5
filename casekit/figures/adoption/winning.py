"""How often the better standard wins, by how much better it is."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import DASHES, LINE_COLOURS, MARKERS, MUTED
from casekit.words import _

__all__ = ["who_wins_curve"]

_Z95 = 1.959964


@in_house_style
def who_wins_curve(
    tables: Mapping[str, pd.DataFrame],
    *,
    name: str = "the better standard",
    currency: str = "€",
    advantage: float | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    r"""Show how often the better standard takes the market, by its advantage.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        A name for each curve, and a table as `casekit.models.adoption.who_wins` gives it.
    name : str
        Name of the better standard.
    currency : str
        Sign of the money.
    advantage : float, optional
        The one that the title speaks of; it must be in every table.
    title : str, optional
        The finding; by default made from the tables.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture
        Lines: the exact chance. Points with 95% intervals (Wilson): the share of the drawn
        histories.

    Raises
    ------
    InputError
        If there is no table, or one has no rows or not the advantage of the title.

    Examples
    --------
    >>> from casekit.generators.adoption import NormalTastes
    >>> from casekit.models.adoption import who_wins
    >>> table = who_wins([0, 10], network_strength=5, tastes=NormalTastes(20))
    >>> who_wins_curve({"equal start": table})
    Chance that the better standard wins. Equal start: 50% at €0, 90% at €10.
    >>> picture = who_wins_curve({"equal start": table}, advantage=10)
    >>> picture.figure.get_suptitle().replace("\n", " ")
    'When it is better by €10, the better standard wins 90% (equal start)'
    """
    if not tables or any(not len(table) for table in tables.values()):
        raise InputError(_("There is nothing to draw: give at least one table with rows."))
    figure, axes = axes_for(ax)
    alt = [_("Chance that {name} wins.").format(name=name)]
    axes.axhline(0.5, color=MUTED, linewidth=1.0, linestyle=DASHES[2])
    for place, (label, given) in enumerate(tables.items()):
        colour = LINE_COLOURS[place % len(LINE_COLOURS)]
        table = given.sort_values("advantage")
        at, chance = table["advantage"].to_numpy(), table["chance"].to_numpy()
        axes.plot(at, chance, color=colour, linestyle=DASHES[place % len(DASHES)])
        won, n = table["won"].to_numpy(), table["histories"].to_numpy()
        centre = (won + _Z95**2 / (2 * n)) / (1 + _Z95**2 / n)
        half = _Z95 / (1 + _Z95**2 / n) * np.sqrt(won * (1 - won) / n + (_Z95 / (2 * n)) ** 2)
        axes.errorbar(
            at,
            won,
            yerr=np.clip([won - (centre - half), centre + half - won], 0, None),
            fmt=MARKERS[place % len(MARKERS)],
            color=colour,
            capsize=4,
            elinewidth=1.6,
        )
        middle = len(at) // 2 if place else len(at) // 3
        label_at(axes, at[middle], chance[middle], label, colour=colour, offset=(10, -16), va="top")
        values = ", ".join(
            f"{_percent(share)} at {currency}{better:g}"
            for better, share in zip(at, chance, strict=True)
        )
        alt.append(f"{label[:1].upper()}{label[1:]}: {values}.")
    axes.set_ylim(0, 1.05)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    axes.set_xlabel(
        _("What {name} is better by ({currency} a year)").format(name=name, currency=currency)
    )
    axes.set_ylabel(_("Chance that it takes the market (%)"))
    if title is None and advantage is not None:
        title = _title_at(advantage, tables, name, currency)
    headline(figure, title or _title(next(iter(tables.values())), name, currency), ax=ax)
    return Picture(figure, " ".join(alt))


def _percent(share: float) -> str:
    """Write a share in whole per cents, never 100% or 0% for what is only near to it."""
    if 0.995 <= share < 1:
        return _("over 99%")
    if 0 < share < 0.005:
        return _("under 1%")
    return f"{share:.0%}"


def _title_at(
    advantage: float, tables: Mapping[str, pd.DataFrame], name: str, currency: str
) -> str:
    found = []
    for label, table in tables.items():
        chance = table.loc[table["advantage"] == advantage, "chance"]
        if not len(chance):
            raise InputError(
                _("`advantage` must be in every table; {value!r} is not in {label!r}.").format(
                    value=advantage, label=label
                )
            )
        found.append(f"{_percent(float(chance.iloc[0]))} ({label})")
    return _("When it is better by {currency}{advantage:g}, {name} wins {chances}").format(
        currency=currency, advantage=advantage, name=name, chances=", ".join(found)
    )


def _title(table: pd.DataFrame, name: str, currency: str) -> str:
    better = table[table["advantage"] > 0].sort_values("advantage")
    if not len(better):
        return _("How often {name} wins").format(name=name)
    least, most = better.iloc[0], better.iloc[-1]
    return _(
        "The better standard loses {low} of the markets when it is better by {currency}{least:g}, "
        "and {high} when by {currency}{most:g}"
    ).format(
        low=_percent(1 - least["chance"]),
        least=least["advantage"],
        high=_percent(1 - most["chance"]),
        most=most["advantage"],
        currency=currency,
    )
