"""Four checks: what each honest way needs, where it holds and where it is broken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator, MultipleLocator, PercentFormatter

from casekit.errors import InputError
from casekit.figures.canvas import headline, in_house_style, label_at, new_figure
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, ROLES
from casekit.words import _

__all__ = ["four_checks"]

_WAYS = ("letter", "distance", "change", "line")
_BANDS = 5


@in_house_style
def four_checks(
    sound: Mapping[str, pd.DataFrame],
    broken: Mapping[str, pd.DataFrame],
    *,
    line: float,
    reach: float = 500.0,
    answers: Mapping[str, tuple[float, float]] | None = None,
    title: str | None = None,
) -> Picture:
    """Show one check for each of four ways, where its condition holds and where it is broken.

    Parameters
    ----------
    sound, broken : mapping of str to pandas.DataFrame
        ``"change"``: a panel by quarter (``quarter``, ``member``, ``share_of_wallet``), of which
        the quarters before 0 are drawn. ``"distance"``, ``"line"``, ``"letter"``: customers as
        `casekit.generators.programmes.make_card_launch` gives them.
    line : float
        Spending of last year from which a member becomes gold, in dollars.
    reach : float
        How far from the line customers are counted, in dollars.
    answers : mapping of str to tuple of float, optional
        By way: what it answers in the broken shop, and the truth there (shares of the wallet).
    title : str, optional
        The finding.

    Returns
    -------
    Picture
        Blue circles: the sound shop. Orange squares: the broken one.

    Raises
    ------
    InputError
        When one of the four is missing.
    """
    for name, shop in (("sound", sound), ("broken", broken)):
        missing = [way for way in _WAYS if way not in shop]
        if missing:
            raise InputError(
                _("{name} needs a table for each of {ways}; missing: {missing}.").format(
                    name=name, ways=", ".join(_WAYS), missing=", ".join(missing)
                )
            )
    figure = new_figure(11.6, 8.6)
    panels = figure.subplots(2, 2)
    draw = {"change": _change, "distance": _distance, "letter": _letter}
    names = {
        "letter": _("The lot: alike before?"),
        "distance": _("The accident: alike before?"),
        "change": _("Changes: equal trends before?"),
        "line": _("The line: no crowd above it?"),
    }
    told = []
    for way, axes in zip(_WAYS, panels.ravel(), strict=True):
        if way == "line":
            said = [_line(axes, shop["line"], line, reach, ok) for shop, ok in _both(sound, broken)]
        else:
            said = [draw[way](axes, shop[way], ok) for shop, ok in _both(sound, broken)]
        words = names[way]
        if answers is not None and way in answers:
            answer, truth = answers[way]
            words += "\n" + _("broken: says {a:.1f}, truth {b:.1f} (% points)").format(
                a=100 * answer, b=100 * truth
            )
        axes.set_title(words, loc="left", color=INK, fontsize=14)
        axes.grid(visible=False, axis="x")
        told.append(f"{names[way]} {said[0]}; {said[1]}.")
    headline(
        figure,
        title
        or _(
            "Each way has its own check: level or smooth where its condition holds (blue), tilted "
            "or crowded where it is broken (orange)"
        ),
    )
    return Picture(figure, " ".join(told))


def _both(
    sound: Mapping[str, pd.DataFrame], broken: Mapping[str, pd.DataFrame]
) -> tuple[tuple[Mapping[str, pd.DataFrame], bool], tuple[Mapping[str, pd.DataFrame], bool]]:
    return ((sound, True), (broken, False))


def _look(ok: bool) -> dict[str, Any]:
    return {"color": ROLES["model" if ok else "rule"], "marker": "o" if ok else "s"}


def _change(axes: Axes, panel: pd.DataFrame, ok: bool) -> str:
    early = panel[panel["quarter"] < 0]
    means = early.groupby(["quarter", "member"])["share_of_wallet"].mean().unstack()
    gap = 100 * (means[True] - means[False])
    axes.plot(gap.index, gap, linestyle="-", markersize=9, **_look(ok))
    axes.set_xticks(list(gap.index))
    axes.set_xlabel(_("Time (quarters, −1 is the last before the card)"))
    axes.set_ylabel(_("Members less others (% points)"))
    axes.set_ylim(0, max(axes.get_ylim()[1], 1.25 * float(gap.max())))
    _name(axes, float(gap.index[1]), float(gap.iloc[1]), ok)
    return _("{name}: the gap went from {a:.1f} to {b:.1f} percentage points").format(
        name=_shop(ok), a=gap.iloc[0], b=gap.iloc[-1]
    )


def _distance(axes: Axes, customers: pd.DataFrame, ok: bool) -> str:
    bands = pd.qcut(customers["distance_km"], _BANDS, labels=False)
    seen = customers.groupby(bands)[["distance_km", "share_of_wallet_before"]].mean()
    share = seen["share_of_wallet_before"]
    axes.plot(seen["distance_km"], share, linestyle="-", markersize=9, **_look(ok))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    _room(axes, share)
    axes.set_xlabel(_("Way to the desk (km)"))
    axes.set_ylabel(_("Share BEFORE the card (%)"))
    if ok:
        _name(axes, float(seen["distance_km"].iloc[-2]), float(share.iloc[-2]), ok, up=18)
    else:
        _name(axes, float(seen["distance_km"].iloc[-2]), float(share.iloc[-2]), ok, up=-18)
    return _("{name}: nearest fifth {a:.0%}, farthest {b:.0%}").format(
        name=_shop(ok), a=share.iloc[0], b=share.iloc[-1]
    )


def _line(axes: Axes, customers: pd.DataFrame, line: float, reach: float, ok: bool) -> str:
    members = customers[customers["member"]]
    away = members["spend_last_year"].to_numpy(float) - line
    width = reach / 5
    edges = np.arange(-5, 6) * width
    counts, _edges = np.histogram(away, bins=edges)
    share = counts / counts.sum()
    centres = line + (edges[:-1] + width / 2)
    axes.plot(centres, share, linestyle="-", markersize=9, **_look(ok))
    axes.axvline(line, color=MUTED, linewidth=1.4, linestyle=(0, (3, 2)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda v, _p: f"${v:,.0f}"))
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.yaxis.set_major_locator(MultipleLocator(0.05))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.set_ylim(0, max(axes.get_ylim()[1], 1.2 * float(share.max())))
    axes.set_xlabel(_("Spent at Larch last year ($)"))
    axes.set_ylabel(_("Members near the line (%)"))
    place = 1 if ok else 5
    _name(axes, float(centres[place]), float(share[place]), ok, up=16)
    return _("{name}: {a:.0%} just below the line, {b:.0%} just above").format(
        name=_shop(ok), a=share[4], b=share[5]
    )


def _letter(axes: Axes, customers: pd.DataFrame, ok: bool) -> str:
    seen = customers.groupby("invited")["share_of_wallet_before"].agg(["mean", "sem"])
    shift = -0.05 if ok else 0.05
    places = np.array([0.0, 1.0]) + shift
    axes.errorbar(
        places,
        seen["mean"],
        yerr=1.96 * seen["sem"],
        linestyle="-",
        markersize=10,
        elinewidth=2.2,
        **_look(ok),
    )
    axes.set_xticks([0, 1], [_("no letter"), _("letter")])
    axes.set_xlim(-0.4, 1.7)
    _room(axes, seen["mean"])
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.set_ylabel(_("Share BEFORE the card (%)"))
    up = -14 if ok else 14
    label_at(
        axes, 1.0 + shift, float(seen["mean"].iloc[1]), _shop(ok), colour=str(_look(ok)["color"]),
        offset=(12, up / 2),
    )  # fmt: skip
    return _("{name}: {a:.1%} without, {b:.1%} with a letter").format(
        name=_shop(ok), a=seen["mean"].iloc[0], b=seen["mean"].iloc[1]
    )


def _room(axes: Axes, share: pd.Series) -> None:
    """Leave room round both shops' shares; the first one drawn sets the middle."""
    axes.yaxis.set_major_locator(MultipleLocator(0.05))
    low, high = axes.get_ylim() if len(axes.lines) > 1 else (float("inf"), float("-inf"))
    axes.set_ylim(min(low, 0.75 * float(share.min())), max(high, 1.25 * float(share.max())))


def _shop(ok: bool) -> str:
    return _("sound") if ok else _("broken")


def _name(axes: Axes, x: float, y: float, ok: bool, up: float = 16) -> None:
    colour = str(_look(ok)["color"])
    label_at(axes, x, y, _shop(ok), colour=colour, offset=(0, up), ha="center")
