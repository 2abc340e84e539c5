"""The family of a claim: who printed which number, and whom they name for it."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, NullLocator

from casekit.figures.canvas import axes_for, headline, in_house_style
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, ROLES, SHADE
from casekit.words import _

__all__ = ["claim_family"]


def _times(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g}–{high:g}"


@in_house_style
def claim_family(
    claims: pd.DataFrame, *, ax: Axes | None = None, title: str | None = None
) -> Picture:
    """Show the numbers that pages print, grouped by the source that they name.

    Parameters
    ----------
    claims : pandas.DataFrame
        As `casekit.cases.five_times.five_times_claims` gives it: ``named_source``,
        ``printed_by``, ``year``, ``low``, ``high``.
    ax : Axes, optional
        Where to draw; a new figure by default.
    title : str, optional
        The finding; by default made from the data.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.cases.five_times import five_times_claims
    >>> claim_family(five_times_claims())  # doctest: +ELLIPSIS
    9 pages print multiples from 3 to 25. TARP is named for 5 (Loyalty Myths, ...
    """
    figure, axes = axes_for(ax, 11.6, 6.4)
    groups = list(dict.fromkeys(claims["named_source"]))
    row, ticks, names = 0.0, [], []
    for number, group in enumerate(groups):
        pages = claims[claims["named_source"] == group]
        if number % 2 == 0:
            axes.axhspan(row - 0.6, row + len(pages) - 0.4, color=SHADE, zorder=0)
        ticks.append(row + (len(pages) - 1) / 2)
        names.append(group)
        shared = len(pages) > 1 and group != _("Nobody")
        for page in pages.itertuples():
            _one_page(axes, row, page, shared)
            row += 1
    axes.set_xscale("log")
    axes.set_xlim(1.7, 240)
    axes.set_xticks([2, 3, 5, 7, 10, 15, 25])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _position: f"{value:g}×"))
    axes.set_yticks(ticks, names)
    axes.set_ylim(row - 0.3, -0.7)
    axes.grid(visible=False, axis="y")
    axes.set_xlabel(_("How many times dearer to win a customer than to keep one"), loc="left")
    axes.set_ylabel(_("Whom the page names as its source"))
    low, high = claims["low"].min(), claims["high"].max()
    headline(figure, title or _title(claims, groups), ax=ax)
    words = [
        _("{n} pages print multiples from {low:g} to {high:g}.").format(
            n=len(claims), low=low, high=high
        )
    ]
    for group in groups:
        pages = claims[claims["named_source"] == group]
        told = ", ".join(
            f"{_times(page.low, page.high)} ({_who(page)})" for page in pages.itertuples()
        )
        words.append(_("{group} is named for {told}.").format(group=group, told=told))
    return Picture(figure, " ".join(words))


def _who(page: object) -> str:
    year = getattr(page, "year")  # noqa: B009
    when = _("no date") if pd.isna(year) else f"{year}"
    return f"{getattr(page, 'printed_by')}, {when}"  # noqa: B009


def _one_page(axes: Axes, row: float, page: object, shared: bool) -> None:
    low, high = float(page.low), float(page.high)  # type: ignore[attr-defined]
    colour = ROLES["lost"] if shared else ROLES["rule"]
    axes.plot([low, high], [row, row], color=colour, linewidth=7, linestyle="-", alpha=0.9)
    axes.plot([low, high], [row, row], "o", color=colour, markersize=10)
    axes.text(
        32,
        row,
        f"{_times(low, high)}   {_who(page)}",
        va="center",
        ha="left",
        fontsize=12.5,
        color=INK if not pd.isna(page.year) else MUTED,  # type: ignore[attr-defined]
    )


def _title(claims: pd.DataFrame, groups: list[str]) -> str:
    numbers = claims.groupby("named_source", sort=False)[["low", "high"]].apply(
        lambda pages: len(pages.drop_duplicates())
    )
    most = str(numbers.idxmax())
    return _(
        "{n} pages print multiples from {low:g} to {high:g}; behind one name, {most}, stand {k} "
        "different numbers"
    ).format(
        n=len(claims),
        low=claims["low"].min(),
        high=claims["high"].max(),
        most=most,
        k=int(numbers.max()),
    )
