"""Four directors' charts of leaving, and what they look like where nothing holds anybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.figures.canvas import headline, in_house_style, new_figure
from casekit.figures.picture import Picture
from casekit.figures.style import MUTED
from casekit.figures.switching.forms import FORM_COLOURS, FORM_MARKERS
from casekit.metrics.switching.signatures import Signatures
from casekit.words import _

__all__ = ["four_charts"]

# Rates of fewer customer-months than this jump about, and would be read as a finding.
_FEWEST = 50
_TABLES = {
    "economic": "points",
    "technical": "tenure",
    "contractual": "contract",
    "community": "friends",
}
# What a chart does towards its end when its director is right.
_CLAIMED = {"economic": -1, "technical": -1, "contractual": 1, "community": 1}
_FIRM, _DASHED = "-", (0, (4, 2))


@in_house_style
def four_charts(
    read: Signatures,
    *,
    beside: Signatures | None = None,
    claims: Mapping[str, str] | None = None,
    name: str = "",
    name_beside: str = "",
    title: str | None = None,
) -> Picture:
    """Show how leaving moves with points, tenure, months left and friends who left.

    Parameters
    ----------
    read : Signatures
        From `casekit.metrics.switching.switching_signatures`.
    beside : Signatures, optional
        Those of another market, dashed. Both are then drawn as multiples of their own average,
        so that shapes can be compared.
    claims : mapping of str to str, optional
        A line above a form's chart; by default what somebody would conclude from it.
    name, name_beside : str
        Names of the two markets.
    title : str, optional
        The finding; by default what the comparison teaches.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When a signature was not measured.

    Examples
    --------
    >>> from casekit.generators.switching import make_switching_market
    >>> from casekit.metrics.switching import switching_signatures
    >>> panel, _, _ = make_switching_market(500, seed=1)
    >>> str(four_charts(switching_signatures(panel)))[:40]
    'Share who leave in a month. Points held:'
    """
    words = {
        "economic": _("Finance: points hold them"),
        "technical": _("Technology: the set-up holds them"),
        "contractual": _("Legal: the contract holds them"),
        "community": _("Marketing: friends hold them"),
        **(claims or {}),
    }
    labels = {
        "economic": _("Points held (number)"),
        "technical": _("Time with the provider (months)"),
        "contractual": _("Time left on the contract (months)"),
        "community": _("Friends who left last month (share)"),
    }
    said = {
        "economic": _("Points held"),
        "technical": _("Months with the provider"),
        "contractual": _("Months left on the contract"),
        "community": _("Friends who left"),
    }
    figure = new_figure(12.0, 7.6)
    told = []
    as_said = alike = 0
    for axes, (form, table) in zip(
        figure.subplots(2, 2, sharey=True).flat, _TABLES.items(), strict=True
    ):
        one = getattr(read, table)
        if one is None:
            raise InputError(
                _("This panel does not measure {what}: four charts need all four.").format(
                    what=table
                )
            )
        unit = 1.0 if beside is None else read.leaving_rate
        look: dict[str, Any] = {
            "color": FORM_COLOURS[form],
            "marker": FORM_MARKERS[form],
            "linestyle": _FIRM,
        }
        states, rates = _curve(axes, one, unit, look)
        told.append(_line(said[form], states, rates, beside is None))
        ends = rates[::-1] if form == "contractual" else rates
        as_said += _direction(ends, read.leaving_rate / unit) == _CLAIMED[form]
        if beside is not None:
            there = getattr(beside, table)
            look = {"color": MUTED, "linestyle": _DASHED}
            states, others = _curve(axes, there, beside.leaving_rate, look, states)
            told.append(_line(_("there"), states, others, False))
            other_ends = others[::-1] if form == "contractual" else others
            alike += _direction(ends, 1.0) == _direction(other_ends, 1.0)
        if form == "contractual":
            axes.invert_xaxis()
        axes.set_xlabel(labels[form])
        axes.set_title(words[form], loc="left", color=FORM_COLOURS[form], fontweight="bold")
        if beside is None:
            axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        if form in ("economic", "contractual"):
            axes.set_ylabel(
                _("Leave in a month (%)") if beside is None else _("Leaving (1 = average)")
            )
    figure.axes[0].set_ylim(bottom=0)
    if beside is None:
        default = _("{n} of four charts show what their directors say").format(n=as_said)
        if as_said == len(_TABLES):
            default = _("Four charts, and every one of them shows what its director says")
        opening = _("Share who leave in a month.")
    else:
        _name_lines(
            figure.axes[1],
            (name or _("this market"), read.leaving_rate),
            (name_beside or _("nothing holds anybody"), beside.leaving_rate),
        )
        default = _("{n} of the four charts end the same way {where}").format(
            n=alike, where=name_beside or _("where nothing holds anybody")
        )
        opening = _(
            "Leaving as a multiple of the average month, which is {rate:.0%} here and {other:.0%} "
            "there."
        ).format(rate=read.leaving_rate, other=beside.leaving_rate)
    headline(figure, title or default)
    return Picture(figure, opening + " " + " ".join(told))


def _name_lines(axes: Axes, here: tuple[str, float], there: tuple[str, float]) -> None:
    """Name the two lines, with the share who leave, in a corner: close curves leave no room."""
    colour = FORM_COLOURS["technical"]
    lines: tuple[tuple[tuple[str, float], dict[str, Any]], ...] = (
        (here, {"color": colour, "marker": "s", "linestyle": _FIRM}),
        (there, {"color": MUTED, "linestyle": _DASHED}),
    )
    for row, ((name, rate), look) in enumerate(lines):
        words = _("{name} ({rate:.0%} leave)").format(name=name, rate=rate)
        height = 0.92 - 0.13 * row
        axes.plot([0.13, 0.21], [height] * 2, markevery=[1], transform=axes.transAxes, **look)
        axes.text(
            0.24,
            height,
            words,
            color=look["color"],
            fontweight="bold",
            va="center",
            transform=axes.transAxes,
        )


def _curve(
    axes: Axes,
    table: pd.DataFrame,
    unit: float,
    look: Mapping[str, Any],
    at: list[str] | None = None,
) -> tuple[list[str], NDArray[np.float64]]:
    """Draw one line of rates, leaving thin states out, with a band of two standard errors."""
    enough = table[table["could_leave"] >= _FEWEST]
    names = [one if isinstance(one, str) else f"{one:g}" for one in enough.iloc[:, 0]]
    if at is not None:
        kept = [place for place, one in enumerate(names) if one in at]
        enough, names = enough.iloc[kept], [names[place] for place in kept]
    if isinstance(table.dtypes.iloc[0], pd.CategoricalDtype):
        places = np.arange(len(names), dtype=float)
        axes.set_xticks(places, names)
        axes.margins(x=0.16)
    else:
        places = enough.iloc[:, 0].to_numpy(dtype=float)
    rates = enough["leaving_rate"].to_numpy(dtype=float) / unit
    band = 2 * enough["standard_error"].to_numpy(dtype=float) / unit
    axes.fill_between(
        places, rates - band, rates + band, color=look["color"], alpha=0.16, linewidth=0
    )
    axes.plot(places, rates, markersize=7, linewidth=2.4, **look)
    return names, rates


def _direction(rates: NDArray[np.float64], average: float) -> int:
    """Tell whether rates fall, stay or rise over their second half, by a twentieth or more."""
    if len(rates) < 2:
        return 0
    change = (rates[-1] - rates[len(rates) // 2 if len(rates) > 2 else 0]) / average
    return int(change > 0.05) - int(change < -0.05)


def _line(what: str, states: list[str], rates: NDArray[np.float64], per_cent: bool) -> str:
    chosen = sorted({0, len(states) // 2, len(states) - 1})
    shown = _("{rate:.0%} at {state}") if per_cent else _("{rate:.1f} at {state}")
    parts = ", ".join(shown.format(rate=rates[place], state=states[place]) for place in chosen)
    return _("{what}: {parts}.").format(what=what, parts=parts)
