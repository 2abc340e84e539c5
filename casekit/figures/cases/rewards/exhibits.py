"""Exhibits of the real company: what Starbucks itself published, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MultipleLocator

from casekit.cases.facts import find_fact
from casekit.figures.canvas import headline, in_house_style, label_at, new_figure
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, PAPER, ROLES
from casekit.words import _

__all__ = ["active_and_tender", "owed_and_breakage"]

# Quarter of the fiscal year, and the facts of that quarter: number of active members, their share.
_QUARTERS: Mapping[tuple[int, int], tuple[str | None, str | None]] = {
    (2019, 3): ("members-2019-q3", "tender-2019-q3"),
    (2019, 4): ("members-2019-q4", None),
    (2020, 1): ("members-2020-q1", "tender-2020-q1"),
    (2020, 2): ("members-2020-q2", None),
    (2020, 3): ("members-2020-q3", "tender-2020-q3"),
    (2020, 4): ("members-2020-q4", "tender-2020-q4"),
    (2021, 1): ("members-2021-q1", "tender-2021-q1"),
    (2021, 3): ("members-2021-q3", "tender-2021-q3"),
}
_OWED = {
    _("start of\nfiscal 2019"): "owed-2019",
    _("Sep\n2024"): "owed-2024",
    _("Dec\n2024"): "owed-2024-december",
    _("Mar\n2025"): "owed-2025-march",
    _("Dec\n2025"): "owed-2025-december",
}
_BREAKAGE = (
    "breakage-2019",
    "breakage-2020",
    "breakage-2021",
    "breakage-2022",
    "breakage-2024",
)


def _value(key: str) -> float:
    return find_fact(f"starbucks-{key}").value


@in_house_style
def active_and_tender(*, title: str | None = None) -> Picture:
    """Show the active members of Starbucks Rewards and their share of spending, by quarter.

    Parameters
    ----------
    title : str, optional
        The finding; by default made from the facts.

    Returns
    -------
    Picture
        Only published figures (`casekit.cases.facts`); quarters that we did not read are left out.

    Examples
    --------
    >>> active_and_tender().alt[:54]
    'Starbucks, United States. Active members, in millions:'
    """
    figure = new_figure(10.2, 6.2)
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[1.25, 1])
    told = []
    for ax, which, colour, ends in (
        (above, 0, ROLES["model"], (12.0, 27.0)),
        (below, 1, ROLES["gained"], (38.0, 56.0)),
    ):
        read = {
            4 * year + quarter: _value(key)
            for (year, quarter), facts in _QUARTERS.items()
            if (key := facts[which])
        }
        places = np.array([*read])
        ax.plot(places, [*read.values()], color=colour, marker="os"[which], markersize=9)
        for place, value in read.items():
            words = f"{value:g}%" if which else f"{value:g}"
            label_at(ax, place, value, words, colour=colour, offset=(0, 15), ha="center", size=14)
        ax.set_ylim(*ends)
        ax.yaxis.set_major_locator(MultipleLocator(5))
        ax.grid(visible=False, axis="x")
        named = ((place, f"{(place - 1) // 4} Q{(place - 1) % 4 + 1}") for place in read)
        told.append(
            ", ".join(f"{quarter}: {read[place]:g}{'%' * which}" for place, quarter in named)
        )
    above.set_ylabel(_("Active members\n(million)"))
    below.set_ylabel(_("Members' share\nof spending (%)"))
    below.set_xticks(
        [4 * year + quarter for year, quarter in _QUARTERS],
        [_("Q{q}\n{year}").format(q=quarter, year=year) for year, quarter in _QUARTERS],
    )
    below.set_xlabel(_("Quarter of the fiscal year; active: within 90 days"))
    before, low = _value("members-2020-q2"), _value("members-2020-q3")
    label_at(
        above, 4 * 2020 + 3, low, _("the pandemic:\nshops were closed"), colour=MUTED,
        offset=(0, -22), ha="center", bold=False,
    )  # fmt: skip
    headline(
        figure,
        title
        or _(
            "Starbucks, United States: active members went from {before:g} to {low:g} million and "
            "then to {high:g}, while members' share of spending only rose"
        ).format(before=before, low=low, high=_value("members-2021-q3")),
    )
    return Picture(
        figure,
        _(
            "Starbucks, United States. Active members, in millions: {members}. Members' share of "
            "spending in its shops: {shares}."
        ).format(members=told[0], shares=told[1]),
    )


def _dollars(key: str) -> str:
    found = find_fact(f"starbucks-{key}")
    return f"${found.value:g} {found.unit.removesuffix(' $')}"


@in_house_style
def owed_and_breakage(*, title: str | None = None) -> Picture:
    """Show what Starbucks owes its guests, and what it books as breakage in a year.

    Parameters
    ----------
    title : str, optional
        The finding; by default made from the facts.

    Returns
    -------
    Picture
        Only published figures (`casekit.cases.facts`).

    Examples
    --------
    >>> owed_and_breakage().alt[:54]
    'Owed by Starbucks for money on cards and for Stars: st'
    """
    figure = new_figure(11.4, 5.4)
    left, right = figure.subplots(1, 2)
    owed = {
        when: _value(key) / (1000 if find_fact(f"starbucks-{key}").unit == "million $" else 1)
        for when, key in _OWED.items()
    }
    years = [key.removeprefix("breakage-") for key in _BREAKAGE]
    booked = [_value(key) for key in _BREAKAGE]
    when = [[*range(len(owed))], [int(year) - int(years[0]) for year in years]]
    _bars(
        left, when[0], [*owed.values()], [f"${round(value, 2):g}" for value in owed.values()], INK
    )
    _bars(right, when[1], booked, [f"{value:g}" for value in booked], ROLES["rule"])
    also = _value("breakage-2024-licensed")
    right.bar(
        when[1][-1], also, width=0.66, bottom=booked[-1], color=PAPER, hatch="///",
        edgecolor=ROLES["rule"],
    )  # fmt: skip
    right.texts[-1].set_text(
        _("{own:g}\nand about\n{also:g} licensed").format(own=booked[-1], also=also)
    )
    right.texts[-1].xy = (when[1][-1], booked[-1] + also)
    right.set_ylim(0, 1.34 * max(booked))
    left.set_xticks(when[0], [*owed])
    right.set_xticks(when[1], years)
    left.set_ylabel(_("Owed to guests (billion $)"))
    right.set_ylabel(_("Breakage booked in the year (million $)"))
    left.set_title(_("Money on cards, and Stars"), loc="left")
    right.set_title(_("Not expected to be used"), loc="left")
    right.set_xlabel(_("Year (fiscal)"))
    headline(
        figure,
        title
        or _(
            "Starbucks owed its guests {owed} in December 2025; of what was put on cards in fiscal "
            "2019 (with Stars earned), it booked {rate:g}% as breakage"
        ).format(owed=_dollars("owed-2025-december"), rate=_value("breakage-rate-2019")),
    )
    return Picture(
        figure,
        _(
            "Owed by Starbucks for money on cards and for Stars: {owed}. Breakage: {booked} in its "
            "own shops and about {also} in licensed ones."
        ).format(
            owed=", ".join(
                "{} {}".format(when.replace("\n", " "), _dollars(key))
                for when, key in _OWED.items()
            ),
            booked=", ".join(
                f"{year} {_dollars(key)}" for year, key in zip(years, _BREAKAGE, strict=True)
            ),
            also=_dollars("breakage-2024-licensed"),
        ),
    )


def _bars(ax: Axes, places: list[int], values: list[float], words: list[str], colour: str) -> None:
    ax.bar(places, values, width=0.66, color=colour)
    for place, value, word in zip(places, values, words, strict=True):
        label_at(ax, float(place), value, word, offset=(0, 8), ha="center", va="bottom")
    ax.set_ylim(0, 1.22 * max(values))
    ax.grid(visible=False, axis="x")
