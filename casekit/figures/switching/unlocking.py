"""Barriers taken away: who stays, and what each barrier adds to staying."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at, new_figure, spread
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, PAPER, ROLES, SHADE
from casekit.figures.switching.forms import FORM_COLOURS, FORM_HATCHES, form_words
from casekit.frames.choices import FORMS
from casekit.words import _

__all__ = ["StayingView", "retention_shares", "unlocking_panels"]

Setting = frozenset[str]


class StayingView:
    """Draw who stays under some barriers, and what each adds to or would add to staying.

    Parameters
    ----------
    axes : Axes
        Where to draw.
    table : pandas.DataFrame
        From `casekit.metrics.switching.unlocking.unlocking_table`.

    Examples
    --------
    >>> from casekit.generators.switching import make_switching_market
    >>> from casekit.metrics.switching.unlocking import unlocking_table
    >>> _, _, truth = make_switching_market(200, months=12, seed=1)
    >>> view = StayingView(new_figure().subplots(), unlocking_table(truth))
    >>> view.show(["contractual"], 0.0)["lock_in_index"] > 0
    True
    """

    def __init__(self, axes: Axes, table: pd.DataFrame) -> None:
        needed = [*FORMS, "rivals_cheaper_by", "retention", "lock_in_index"]
        if not set(needed) <= set(table.columns):
            raise InputError(_("Give the table of unlocking_table: a row a combination."))
        self._known = {
            (frozenset(form for form in FORMS if row[form]), round(row["rivals_cheaper_by"], 6)): (
                float(row["retention"]),
                float(row["lock_in_index"]),
            )
            for row in table.to_dict("records")
        }
        axes.set_xlim(0, 100)
        axes.set_ylim(-0.75, 5.6)
        axes.set_yticks([*range(len(FORMS)), 4.6], [*map(form_words, FORMS), _("who stays")])
        axes.tick_params(axis="y", labelsize=14)
        axes.grid(axis="y", visible=False)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel(_("Customers of 100, a month"))
        self.moving: list[Artist] = []
        (free,) = axes.barh([4.6], [0], height=0.9, color=SHADE, edgecolor=MUTED)
        (held,) = axes.barh([4.6], [0], height=0.9, color=INK)
        self._free, self._held = free, held
        self._words = label_at(axes, 0, 4.6, "", offset=(6, 0), size=14)
        # Each form's bar reaches from staying without it to staying with it.
        self._bars = axes.barh(
            range(len(FORMS)),
            [0] * len(FORMS),
            height=0.62,
            color=[FORM_COLOURS[form] for form in FORMS],
            edgecolor=PAPER,
        )
        for bar, form in zip(self._bars, FORMS, strict=True):
            bar.set_hatch(FORM_HATCHES[form])
        self._labels = [
            label_at(axes, 0, row, "", colour=FORM_COLOURS[form], offset=(-8, 0), ha="right")
            for row, form in enumerate(FORMS)
        ]
        self.moving = [free, held, *self._bars, self._words, *self._labels]

    def show(self, active: Sequence[str], cut: float) -> dict[str, float]:
        """Move the bars to a set of barriers and a price cut.

        Parameters
        ----------
        active : sequence of str
            The forms that hold customers now.
        cut : float
            Share that rivals take off their prices; one of the table's.

        Returns
        -------
        dict of str to float
            ``retention``, ``free`` (retention with no barrier), ``lock_in_index``, and by form
            what it adds (or, when off, would add) to retention.

        Examples
        --------
        >>> from casekit.generators.switching import make_switching_market
        >>> from casekit.metrics.switching.unlocking import unlocking_table
        >>> _, _, truth = make_switching_market(200, months=12, seed=1)
        >>> view = StayingView(new_figure().subplots(), unlocking_table(truth))
        >>> view.show([], 0.0)["lock_in_index"]
        0.0
        """
        now = frozenset(active)
        cut = round(cut, 6)
        kept, index = self._known[now, cut]
        free, _zero = self._known[frozenset(), cut]
        self._free.set_width(100 * free)
        self._held.set_x(100 * free)
        self._held.set_width(max(0.0, 100 * (kept - free)))
        self._words.xy = (100 * max(kept, free), 4.6)
        self._words.set_text(f"{100 * kept:.0f}")
        adds: dict[str, float] = {}
        for form, bar, label in zip(FORMS, self._bars, self._labels, strict=True):
            with_it, without_it = (
                self._known[now | {form}, cut][0],
                self._known[now - {form}, cut][0],
            )
            adds[form] = with_it - without_it
            on = form in now
            bar.set_x(100 * without_it)
            bar.set_width(100 * adds[form])
            bar.set_alpha(1.0 if on else 0.28)
            label.xy = (100 * min(with_it, without_it), label.xy[1])
            words = _("adds {n:.0f}") if on else _("off, would add {n:.0f}")
            label.set_text(words.format(n=100 * adds[form]))
        return {"retention": kept, "free": free, "lock_in_index": index, **adds}


def staying_words(active: Sequence[str], cut: float, seen: Mapping[str, float]) -> str:
    """Say in one sentence what a setting of the barriers does.

    Examples
    --------
    >>> staying_words([], 0.0, {"retention": 0.5, "free": 0.5, "lock_in_index": 0.0})
    'With no barrier 50 of 100 customers stay. Lock-in index 0.00.'
    """
    if not active:
        start = _("With no barrier {n:.0f} of 100 customers stay.")
    elif len(active) == len(FORMS):
        start = _("With all four barriers {n:.0f} of 100 customers stay.")
    else:
        start = _("With only {forms}, {n:.0f} of 100 customers stay.")
    named = ", ".join(form_words(form) for form in FORMS if form in active)
    words = start.format(n=100 * seen["retention"], forms=named)
    if active:
        words += " " + _("With no barrier it would be {n:.0f}.").format(n=100 * seen["free"])
    if cut:
        words += " " + _("Rivals are {p:.0f}% cheaper.").format(p=100 * cut)
    return words + " " + _("Lock-in index {index:.2f}.").format(index=seen["lock_in_index"])


@in_house_style
def unlocking_panels(
    table: pd.DataFrame,
    *,
    settings: Sequence[Sequence[str]] = (
        FORMS,
        tuple(form for form in FORMS if form != "contractual"),
        ("contractual",),
    ),
    rivals_cheaper_by: float = 0.0,
    title: str | None = None,
) -> Picture:
    """Show three settings of the barriers side by side: the explorer on a printed page.

    Parameters
    ----------
    table : pandas.DataFrame
        From `casekit.metrics.switching.unlocking.unlocking_table`.
    settings : sequence of sequence of str
        Which forms hold customers, a panel each.
    rivals_cheaper_by : float
        Share that rivals take off their prices; one of the table's.
    title : str, optional
        The finding; by default what the contract adds beside the others and alone.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When the table lacks a column.

    Examples
    --------
    >>> from casekit.generators.switching import make_switching_market
    >>> from casekit.metrics.switching.unlocking import unlocking_table
    >>> _, _, truth = make_switching_market(200, months=12, seed=1)
    >>> str(unlocking_panels(unlocking_table(truth, rivals_cheaper_by=[0.0])))[:23]
    'With all four barriers '
    """
    figure = new_figure(12.6, 5.2)
    panels = figure.subplots(1, len(settings), squeeze=False)[0]
    told, seen = [], []
    for place, (axes, active) in enumerate(zip(panels, settings, strict=True)):
        view = StayingView(axes, table)
        if place:
            axes.tick_params(axis="y", labelleft=False)
        if place != len(settings) // 2:
            axes.set_xlabel("")
        seen.append(view.show(active, rivals_cheaper_by))
        told.append(staying_words(active, rivals_cheaper_by, seen[-1]))
        axes.set_title(_name_of(active), loc="left", color=INK)
        axes.text(
            0.0,
            5.35,
            _("lock-in index {index:.2f}").format(index=seen[-1]["lock_in_index"]),
            color=MUTED,
            fontsize=13,
        )
    first, last = seen[0]["contractual"], seen[-1]["contractual"]
    headline(
        figure,
        title
        or _(
            "What a barrier adds depends on the others: the contract adds {a:.0f} beside them "
            "and {b:.0f} alone"
        ).format(a=100 * first, b=100 * last),
    )
    return Picture(figure, " ".join(told))


def _name_of(active: Sequence[str]) -> str:
    missing = [form for form in FORMS if form not in active]
    if not missing:
        return _("All four barriers")
    if not active:
        return _("No barrier")
    if len(missing) == 1:
        return _("Without the {form} one").format(form=form_words(missing[0]))
    if len(active) == 1:
        return _("Only the {form} one").format(form=form_words(active[0]))
    return _("Only {forms}").format(forms=", ".join(form_words(form) for form in active))


@in_house_style
def retention_shares(
    shapley: pd.DataFrame,
    retention: float,
    *,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show of 100 customers who stay, how many would anyway, and how many each form holds.

    Parameters
    ----------
    shapley : pandas.DataFrame
        ``form`` and ``retention`` (what the form adds), as `SwitchingTruth.shapley` gives them.
    retention : float
        Retention with all forms.
    title : str, optional
        The finding; by default who stays anyway, and the form that holds most.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When the table lacks a column, or retention is no share.

    Examples
    --------
    >>> shares = pd.DataFrame({"form": ["technical", "contractual"], "retention": [0.1, 0.3]})
    >>> retention_shares(shares, 0.9)
    Of 100 customers 90.0 stay: 50.0 would with no barrier, contractual holds 30.0, technical holds 10.0; 10.0 leave.
    """  # noqa: E501
    if not {"form", "retention"} <= set(shapley.columns) or not 0 <= retention <= 1:
        raise InputError(_("Give the table of truth.shapley() and the retention, from 0 to 1."))
    ordered = shapley.sort_values("retention", ascending=False)
    free = retention - float(ordered["retention"].sum())
    figure, axes = axes_for(ax, 10.6, 3.9)
    rows: list[tuple[str, float, dict[str, Any]]] = [
        (_("would stay anyway"), free, {"color": SHADE, "edgecolor": MUTED})
    ]
    for row in ordered.to_dict("records"):
        form = str(row["form"])
        look: dict[str, Any] = {
            "color": FORM_COLOURS.get(form, ROLES["accent"]),
            "edgecolor": PAPER,
            "hatch": FORM_HATCHES.get(form, ""),
        }
        rows.append((form_words(form), float(row["retention"]), look))
    rows.append((_("leave"), 1 - retention, {"color": PAPER, "edgecolor": MUTED}))
    ends = np.cumsum([0.0, *(100 * width for _name, width, _look in rows)])
    middles = (ends[:-1] + ends[1:]) / 2
    thin = [place for place, (_name, width, _look) in enumerate(rows) if width < 0.12]
    # Names of thin pieces stand below, far enough apart to be read, each with a line to its own.
    apart = np.array(spread([middles[place] for place in thin], gap=17.0))
    if thin:
        apart += min(np.mean([middles[place] for place in thin]) - apart.mean(), 92 - apart.max())
    below = dict(zip(thin, apart, strict=True))
    for place, (name, width, look) in enumerate(rows):
        axes.barh([0], [100 * width], left=[ends[place]], height=0.9, **look)
        colour = str(look["color"]) if look["color"] not in (SHADE, PAPER) else INK
        at = (below.get(place, middles[place]), -0.78 if place in below else 0.56)
        if place in below:
            axes.plot([middles[place], at[0]], [-0.47, -0.74], "-", color=MUTED, linewidth=1)
        label_at(
            axes,
            *at,
            f"{name} {100 * width:.1f}",
            colour=colour,
            offset=(0, 0),
            ha="center",
            va="top" if place in below else "bottom",
        )
    axes.set_xlim(0, 100)
    axes.set_ylim(-1.25, 1.2)
    axes.yaxis.set_visible(False)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="y", visible=False)
    axes.set_xlabel(_("Customers of 100, a month"))
    top = ordered.iloc[0]
    headline(
        figure,
        title
        or _(
            "{free:.0f} of 100 would stay with no barrier at all; the {form} one holds {n:.0f} more"
        ).format(free=100 * free, form=form_words(str(top["form"])), n=100 * top["retention"]),
        ax=ax,
    )
    held = ", ".join(
        _("{form} holds {n:.1f}").format(
            form=form_words(str(row["form"])), n=100 * row["retention"]
        )
        for row in ordered.to_dict("records")
    )
    alt = _(
        "Of 100 customers {n:.1f} stay: {free:.1f} would with no barrier, {held}; {gone:.1f} leave."
    ).format(n=100 * retention, free=100 * free, held=held, gone=100 * (1 - retention))
    return Picture(figure, alt)
