"""A hundred purchases: those that a click report counts, and those that the list caused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from casekit.errors import InputError
from casekit.figures.canvas import headline, in_house_style, label_at, new_figure
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, PAPER, ROLES, SHADE
from casekit.metrics.recommendations import ShareEstimate, attributed_share, causal_share
from casekit.words import _

__all__ = ["attributed_and_caused"]


@in_house_style
def attributed_and_caused(
    log: Any,
    *,
    of: str = "purchases",
    among: str = "shown",
    published: Mapping[str, float] | None = None,
    title: str | None = None,
) -> Picture:
    """Split a hundred purchases by what a click report says and by what the lot says.

    Parameters
    ----------
    log : data frame
        Browse log in which lists were shown by lot.
    of : {"purchases", "money"}
        A hundred purchases, or $100 of sales.
    among : {"shown", "all"}
        Of visits with a list, or of all visits.
    published : mapping of str to float, optional
        Shares (0 to 1) that others published, by the words that name them; their place below the
        bar stays empty without it. They belong to other shops than the log.
    title : str, optional
        The finding; by default the two shares.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.generators.recommendations import make_browse_log
    >>> log, _truth = make_browse_log(2_000, seed=1)
    >>> attributed_and_caused(log)
    Of 100 purchases in visits with a list, 88 came through a click on it (interval 87 to 89). \
The lot: 22 would not have been made without the list (interval 19 to 26). 66 came through a \
click and would have been made anyway, 12 by another way.
    """
    clicks = attributed_share(log, of=of, among=among)
    caused = causal_share(log, of=of, among=among)
    figure = new_figure(11.2, 4.7 + (0.75 + 0.55 * len(published) if published else 0.0))
    if published:
        grid = figure.subplots(2, 1, height_ratios=[4.2, 0.5 + 0.55 * len(published)])
        axes, below = grid[0], grid[1]
        _published(below, published)
    else:
        axes = figure.subplots()
    _hundred(axes, clicks, caused, of, among)
    counted, real = _hundreds(clicks.share, of), _hundreds(caused.share, of)
    if title is None:
        title = _("Clicks claim {counted} of {whole}. The list caused {real}").format(
            counted=counted, real=real, whole=_whole(of)
        )
    headline(figure, title)
    where = _("in visits with a list") if among == "shown" else _("in all visits")
    alt = _(
        "Of {whole} {where}, {counted} came through a click on it (interval {a} to {b}). The lot: "
        "{real} would not have been made without the list (interval {c} to {d}). {moved} came "
        "through a click and would have been made anyway, {rest} by another way."
    ).format(
        whole=_whole(of),
        where=where,
        counted=counted,
        real=real,
        a=_hundreds(clicks.low, of),
        b=_hundreds(clicks.high, of),
        c=_hundreds(caused.low, of),
        d=_hundreds(caused.high, of),
        moved=_hundreds(clicks.share - caused.share, of),
        rest=_hundreds(1 - clicks.share, of),
    )
    for name, share in (published or {}).items():
        alt += " " + _("Published: {name}, {share:.0%}.").format(name=name, share=share)
    return Picture(figure, alt)


def _whole(of: str) -> str:
    return _("100 purchases") if of == "purchases" else _("$100 of sales")


def _hundreds(share: float, of: str) -> str:
    """Write a share as so many of a hundred, with a true minus."""
    shown = f"{abs(100 * share):.0f}"
    sign = "−" if share < 0 and shown != "0" else ""
    return f"{sign}{shown}" if of == "purchases" else f"{sign}${shown}"


def _hundred(axes: Axes, clicks: ShareEstimate, caused: ShareEstimate, of: str, among: str) -> None:
    real, counted = max(100 * caused.share, 0.0), 100 * clicks.share
    real = min(real, counted)
    pieces = (
        (0.0, real, ROLES["gained"], "", _("caused by\nthe list"), PAPER),
        (real, counted, ROLES["rule"], "///", _("through a click,\nbut bought anyway"), INK),
        (counted, 100.0, SHADE, "", _("by another\nway"), INK),
    )
    for start, end, colour, hatch, words, ink in pieces:
        axes.add_patch(
            Rectangle(
                (start, -0.5),
                end - start,
                1.0,
                facecolor=colour,
                hatch=hatch,
                edgecolor=PAPER,
                linewidth=1.5,
            )
        )
        if end - start >= 11:
            said = label_at(
                axes, (start + end) / 2, 0, words, colour=ink, offset=(0, 0), ha="center",
                edge=bool(hatch) or ink == INK,
            )  # fmt: skip
            said.set_linespacing(1.25)
    report = _("A click report counts {n}").format(n=_hundreds(clicks.share, of))
    lot = _("Caused, says the lot: {n} ({a} to {b})").format(
        n=_hundreds(caused.share, of),
        a=_hundreds(caused.low, of),
        b=_hundreds(caused.high, of),
    )
    for end, height, words, colour in (
        (counted, 0.72, report, INK),
        (real, -0.72, lot, ROLES["gained"]),
    ):
        axes.annotate(
            "", (0, height), (end, height),
            arrowprops={"arrowstyle": "|-|,widthA=0.35,widthB=0.35", "color": colour,
                        "linewidth": 2.2, "shrinkA": 0, "shrinkB": 0},
        )  # fmt: skip
        label_at(
            axes, 0, height, words, colour=colour, offset=(4, 17 if height > 0 else -19), size=15
        )
    axes.plot(
        [100 * caused.low, 100 * caused.high], [-0.5, -0.5], color=INK, linewidth=5,
        linestyle="-", solid_capstyle="butt", zorder=5,
    )  # fmt: skip
    axes.set_xlim(min(0.0, 100 * caused.low) - 0.5, 100.5)
    axes.set_ylim(-1.35, 1.3)
    axes.yaxis.set_visible(False)
    axes.spines["left"].set_visible(False)
    axes.grid(visible=False)
    where = _("visits with a list") if among == "shown" else _("all visits")
    unit = (
        _("Purchases (of 100 in {where})") if of == "purchases" else _("Sales ($ of 100, {where})")
    )
    axes.set_xlabel(unit.format(where=where))


def _published(axes: Axes, published: Mapping[str, float]) -> None:
    rows = list(published.items())
    for place, (name, share) in enumerate(rows):
        if not 0 <= share <= 1:
            raise InputError(
                _("`published` holds shares from 0 to 1; {name!r} is {share!r}.").format(
                    name=name, share=share
                )
            )
        height = len(rows) - 1 - place
        axes.plot(
            [0, 100 * share], [height, height], color=MUTED, linewidth=3, linestyle=(0, (2, 1.4))
        )
        axes.plot([100 * share], [height], "D", color=PAPER, markeredgecolor=MUTED,
                  markeredgewidth=2.5, markersize=10)  # fmt: skip
        label_at(axes, 0, height, f"{name}: {share:.0%}", colour=MUTED, offset=(2, 15), bold=False)
    axes.set_xlim(-0.5, 100.5)
    axes.set_ylim(-0.5, len(rows) - 0.1)
    axes.yaxis.set_visible(False)
    axes.spines["left"].set_visible(False)
    axes.grid(visible=False)
    axes.set_title(_("Published by others, of other shops"), loc="left")
    axes.set_xlabel(_("Share (%)"))
