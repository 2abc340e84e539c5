"""One market, many histories: the fan of adoption paths between two walls."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.figures.adoption.fan_lines import FanLines
from casekit.figures.canvas import axes_for, headline, in_house_style, new_figure
from casekit.figures.picture import Picture
from casekit.figures.style import INK
from casekit.generators.adoption import AdoptionTruth
from casekit.words import _

__all__ = ["adoption_fan", "adoption_fan_panels"]

# More lines than this are a block of colour.
_MOST_LINES = 300


@in_house_style
def adoption_fan(
    histories: pd.DataFrame,
    truth: AdoptionTruth,
    *,
    reach: int | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Draw every history of a market as a line of its lead, with the walls of lock-in.

    Parameters
    ----------
    histories : pandas.DataFrame
        As `casekit.generators.adoption.make_adoption` gives them.
    truth : AdoptionTruth
        Its truth: names, start and walls.
    reach : int, optional
        Largest lead shown; by default four times the wall.
    title : str, optional
        The finding; by default how many histories were locked in, and by whom.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.generators.adoption import make_adoption
    >>> adoption_fan(*make_adoption(100, seed=1))  # doctest: +ELLIPSIS
    100 histories of 100 adoptions, ... walls at a lead of 5 for B and 5 for A. ...
    """
    figure, axes = axes_for(ax, 9.6, 6.0)
    leads = _leads(histories, truth)
    walls = truth.walls
    reach = reach or _reach(walls, leads)
    fan = FanLines(axes, len(leads) - 1, reach, truth.standards, nearly=_nearly(truth))
    first, second, still_open = fan.show(leads[:, :_MOST_LINES], walls)
    shown = min(leads.shape[1], _MOST_LINES)
    if title is None:
        title = _title(first, second, still_open, shown, truth, leads)
    headline(figure, title, ax=ax)
    return Picture(figure, _words(first, second, still_open, shown, truth, leads))


@in_house_style
def adoption_fan_panels(
    markets: Mapping[str, tuple[pd.DataFrame, AdoptionTruth]],
    *,
    reach: int = 40,
    title: str | None = None,
) -> Picture:
    """Show the fans of several markets side by side: three settings of the explorer.

    Parameters
    ----------
    markets : mapping of str to (pandas.DataFrame, AdoptionTruth)
        What the panel shows, and the market as `make_adoption` gives it.
    reach : int
        Largest lead shown.
    title : str, optional
        The finding; by default the share of histories that the first standard wins in each, or,
        where nothing locks in, the share of adopters who choose it.

    Returns
    -------
    Picture

    Examples
    --------
    >>> from casekit.generators.adoption import make_adoption
    >>> adoption_fan_panels({"as it is": make_adoption(50, seed=1)})  # doctest: +ELLIPSIS
    As it is: 50 histories of 100 adoptions, ...
    """
    if not markets:
        raise InputError(_("There is no market to draw: `markets` is empty."))
    figure = new_figure(4.4 * max(2, len(markets)), 5.2)
    panels = figure.subplots(1, len(markets), sharey=True, squeeze=False)[0]
    alt: list[str] = []
    findings: list[str] = []
    for panel, (name, (histories, truth)) in zip(panels, markets.items(), strict=True):
        leads = _leads(histories, truth)[:, :_MOST_LINES]
        fan = FanLines(panel, len(leads) - 1, reach, truth.standards, nearly=_nearly(truth))
        first, second, still_open = fan.show(leads, truth.walls)
        panel.set_title(name, loc="left", color=INK)
        panel.label_outer()
        panel.set_xlabel(_("Number of adoptions so far"))
        shown = leads.shape[1]
        alt.append(
            f"{name[:1].upper()}{name[1:]}: "
            + _words(first, second, still_open, shown, truth, leads)
        )
        if truth.walls is None:
            pattern = _("{name}: nobody is locked in, {share:.0%} choose {first}")
            share = _share_of_first(leads)
        else:
            pattern, share = _("{name}: {first} wins {share:.0%}"), first / shown
        finding = pattern.format(name=name, share=share, first=truth.standards[0])
        findings.append(finding[:1].upper() + finding[1:] if not findings else finding)
    headline(figure, title or "; ".join(findings))
    return Picture(figure, " ".join(alt))


def _nearly(truth: AdoptionTruth) -> bool:
    return truth.walk.tastes.left_over > 0


def _leads(histories: pd.DataFrame, truth: AdoptionTruth) -> NDArray[np.int32]:
    """Bring the table back into a row an adoption, the start first, and a column a history."""
    table = histories.pivot(index="adoption", columns="history", values="lead").to_numpy()
    start = np.full((1, table.shape[1]), truth.lead_at_start)
    return np.vstack([start, table]).astype(np.int32)


def _share_of_first(leads: NDArray[np.int32]) -> float:
    """Give the share of all adoptions, over all histories, that went to the first standard."""
    return float(((leads[-1] - leads[0]) / (len(leads) - 1) / 2 + 0.5).mean())


def _reach(walls: tuple[int, int] | None, leads: NDArray[np.int32]) -> int:
    widest = int(np.abs(leads).max()) + 1
    return widest if walls is None else min(widest, 4 * max(-walls[0], walls[1]))


def _title(
    first: int,
    second: int,
    still_open: int,
    shown: int,
    truth: AdoptionTruth,
    leads: NDArray[np.int32],
) -> str:
    one, two = truth.standards
    if truth.walls is None:
        return _("After {n} adoptions both standards live on in all {all} histories").format(
            n=len(leads) - 1, all=shown
        )
    if still_open:
        return _(
            "{one} locks in {first} of {all} histories, {two} {second}; {open} are open"
        ).format(one=one, two=two, first=first, second=second, all=shown, open=still_open)
    return _(
        "The same market, {all} times: every history locks in, {first} to {one}, {second} to {two}"
    ).format(all=shown, one=one, two=two, first=first, second=second)


def _words(
    first: int,
    second: int,
    still_open: int,
    shown: int,
    truth: AdoptionTruth,
    leads: NDArray[np.int32],
) -> str:
    one, two = truth.standards
    pattern = (
        _("One history of {n} adoptions, drawn as the lead of {one} over {two}, ")
        if shown == 1
        else _("{all} histories of {n} adoptions, drawn as the lead of {one} over {two}, ")
    )
    words = pattern.format(all=shown, n=len(leads) - 1, one=one, two=two)
    walls = truth.walls
    if walls is None:
        share = _share_of_first(leads)
        return words + _("without walls. On average {share:.0%} choose {one}.").format(
            share=share, one=one
        )
    if shown == 1:
        fate = one if first else (two if second else _("nobody so far"))
        return words + _(
            "walls at a lead of {low} for {two} and {high} for {one}. It is locked in by {fate}."
        ).format(low=-walls[0], high=walls[1], one=one, two=two, fate=fate)
    return words + _(
        "walls at a lead of {low} for {two} and {high} for {one}. {one} locks in {first}, "
        "{two} {second}, {open} are open."
    ).format(
        low=-walls[0],
        high=walls[1],
        one=one,
        two=two,
        first=first,
        second=second,
        open=still_open,
    )
