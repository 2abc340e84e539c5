"""Four clocks of leaving on one page: reward, tenure, renewal, friends."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, PercentFormatter

from casekit.errors import InputError
from casekit.figures.canvas import headline, in_house_style, new_figure
from casekit.figures.picture import Picture
from casekit.figures.style import INK, MUTED, SHADE
from casekit.figures.switching.forms import FORM_COLOURS, FORM_MARKERS
from casekit.metrics.switching.signatures import Signatures
from casekit.words import _

__all__ = ["signatures"]

# States that fewer customer-months reach are not drawn: their rates are mostly luck.
_FEWEST = 30


@in_house_style
def signatures(read: Signatures, *, title: str | None = None) -> Picture:
    """Show what each form of lock-in does to leaving, side by side.

    Parameters
    ----------
    read : Signatures
        What `casekit.switching_signatures` read from a choice panel.
    title : str, optional
        The finding; by default what happens to leaving after a reward and after a renewal.

    Returns
    -------
    Picture
        A panel a form that was measured: leaving rate around a reward, by tenure, around a
        renewal, and by friends who left, each with 95% intervals. States with fewer than 30
        customer-months are not drawn.

    Raises
    ------
    InputError
        When no signature was measured.

    Examples
    --------
    >>> from casekit.generators.switching import make_switching_market
    >>> from casekit.metrics.switching.signatures import switching_signatures
    >>> panel, _, _ = make_switching_market(2_000, seed=1)
    >>> signatures(switching_signatures(panel))  # doctest: +ELLIPSIS
    Leaving rates in 4 panels. Around a reward: ... just before, ... just after. ...
    """
    shown = [
        (draw, table)
        for draw, table in (
            (_reward, _enough(read.around_reward)),
            (_tenure, _enough(read.tenure)),
            (_renewal, _enough(read.around_renewal)),
            (_friends, _enough(read.friends)),
        )
        if table is not None
    ]
    if not shown:
        raise InputError(
            _(
                "No signature can be drawn: the panel has no points, tenure, contract or friends "
                "of at least {n} customer-months."
            ).format(n=_FEWEST)
        )
    columns = 1 if len(shown) == 1 else 2
    rows = (len(shown) + 1) // 2
    figure = new_figure(5.4 * columns if columns > 1 else 7.2, 3.9 * rows + 0.8)
    panels = figure.subplots(rows, columns, sharey=True, squeeze=False).ravel()
    for unused in panels[len(shown) :]:
        unused.set_visible(False)
    number = _("Leaving rates in 1 panel.")
    if len(shown) > 1:
        number = _("Leaving rates in {n} panels.").format(n=len(shown))
    alt = [number]
    for axes, (draw, table) in zip(panels, shown, strict=False):
        alt.append(draw(axes, table))
        axes.axhline(read.leaving_rate, color=MUTED, linewidth=1.2, linestyle=(0, (2, 2)), zorder=1)
        axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    panels[0].set_ylim(bottom=0)
    for axes in panels[::columns]:
        axes.set_ylabel(_("Customers who leave, % a month"))
    alt.append(_("Dotted: all customer-months, {rate}.").format(rate=_percent(read.leaving_rate)))
    headline(figure, title or _finding(read))
    return Picture(figure, " ".join(alt))


def _finding(read: Signatures) -> str:
    pieces = []
    reward, renewal = _enough(read.around_reward), _enough(read.around_renewal)
    if reward is not None and {-1, 0} <= set(reward.iloc[:, 0]):
        before, after = _at(reward, -1), _at(reward, 0)
        pieces.append(
            _("from {before} to {after} once a reward is taken").format(
                before=_percent(before), after=_percent(after)
            )
        )
    if renewal is not None and {0, 1} <= set(renewal.iloc[:, 0]):
        before, after = _at(renewal, 0), _at(renewal, 1)
        pieces.append(
            _("from {before} to {after} once a contract is renewed").format(
                before=_percent(before), after=_percent(after)
            )
        )
    if not pieces:
        return _("Each form of lock-in gives leaving a rhythm of its own")
    return _("Leaving goes {changes}").format(changes=_(", ").join(pieces))


def _reward(axes: Axes, table: pd.DataFrame) -> str:
    _broken_line(axes, table, -0.5, "economic")
    _name(axes, "economic", _("Economic: points"))
    axes.set_xlabel(_("Points missing (-), points held after a reward"))
    _mark(axes, -0.5, _("reward taken"))
    states = set(table.iloc[:, 0])
    if not {-1, 0} <= states:
        return _("Around a reward: too few reach one.")
    return _("Around a reward: {before} leave just before, {after} just after.").format(
        before=_percent(_at(table, -1)), after=_percent(_at(table, 0))
    )


def _tenure(axes: Axes, table: pd.DataFrame) -> str:
    _line(axes, table, "technical")
    axes.set_title(
        _("Technical: learning and data"),
        loc="left",
        color=FORM_COLOURS["technical"],
        fontweight="bold",
    )
    axes.set_xlabel(_("Months with the firm"))
    first, last = table.iloc[0], table.iloc[-1]
    return _("By tenure: {first} in month {one:.0f}, {last} in month {end:.0f}.").format(
        first=_percent(first["leaving_rate"]),
        one=first.iloc[0],
        last=_percent(last["leaving_rate"]),
        end=last.iloc[0],
    )


def _renewal(axes: Axes, table: pd.DataFrame) -> str:
    _broken_line(axes, table, 0.5, "contractual")
    axes.set_title(
        _("Contractual: term and fee"),
        loc="left",
        color=FORM_COLOURS["contractual"],
        fontweight="bold",
    )
    axes.set_xlabel(_("Months from the end of a term"))
    _mark(axes, 0.5, _("renewed"))
    if not {0, 1} <= set(table.iloc[:, 0]):
        return _("Around a renewal: too few reach one.")
    return _("Around a renewal: {before} leave at the end of a term, {after} right after.").format(
        before=_percent(_at(table, 0)), after=_percent(_at(table, 1))
    )


def _friends(axes: Axes, table: pd.DataFrame) -> str:
    place = np.arange(len(table))
    axes.bar(
        place,
        table["leaving_rate"],
        yerr=1.96 * table["standard_error"].fillna(0.0),
        color=FORM_COLOURS["community"],
        width=0.6,
        error_kw={"ecolor": INK, "elinewidth": 1.6, "capsize": 4},
    )
    words = table.iloc[:, 0].astype(str).tolist()
    axes.set_xticks(place, [word.replace(_(" to "), _("\nto ")) for word in words])
    _name(axes, "community", _("Community: friends"))
    axes.set_xlabel(_("Share of friends who left last month"))
    return _("By friends who left last month: {rates}.").format(
        rates=_(", ").join(
            f"{word} {_percent(rate)}"
            for word, rate in zip(words, table["leaving_rate"], strict=True)
        )
    )


def _broken_line(axes: Axes, table: pd.DataFrame, at: float, form: str) -> None:
    """Draw a line that stops where the clock starts again."""
    state = table.iloc[:, 0]
    for part in (table[state < at], table[state > at]):
        if len(part):
            _line(axes, part, form)
    right = axes.get_xlim()[1]
    axes.axvspan(at, right, color=SHADE, zorder=0, linewidth=0)
    axes.set_xlim(right=right)
    axes.axvline(at, color=INK, linewidth=1.2)


def _name(axes: Axes, form: str, words: str) -> None:
    axes.set_title(words, loc="left", color=FORM_COLOURS[form], fontweight="bold")


def _mark(axes: Axes, at: float, words: str) -> None:
    axes.text(at, 0.97, f" {words}", transform=axes.get_xaxis_transform(), va="top", fontsize=13)


def _line(axes: Axes, table: pd.DataFrame, form: str) -> None:
    colour, marker = FORM_COLOURS[form], FORM_MARKERS[form]
    x, rate = table.iloc[:, 0].to_numpy(float), table["leaving_rate"].to_numpy()
    width = 1.96 * table["standard_error"].fillna(0.0).to_numpy()
    axes.fill_between(x, np.maximum(rate - width, 0), rate + width, color=colour, alpha=0.18)
    axes.plot(x, rate, color=colour, marker=marker, linestyle="-", markersize=6)
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))


def _enough(table: pd.DataFrame | None) -> pd.DataFrame | None:
    if table is None:
        return None
    kept = table[table["could_leave"] >= _FEWEST]
    return kept if len(kept) else None


def _at(table: pd.DataFrame, state: int) -> float:
    return float(table.loc[table.iloc[:, 0] == state, "leaving_rate"].iloc[0])


def _percent(share: float) -> str:
    return f"{share:.0%}" if share >= 0.095 or share == 0 else f"{share:.1%}"
