"""Points and money from opening to closing balance."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import HATCHES, INK, MUTED, PAPER, ROLES
from casekit.words import _

__all__ = ["liability_bridge", "points_balance"]


@in_house_style
def points_balance(
    roll_forward: pd.DataFrame, *, title: str | None = None, ax: Axes | None = None
) -> Picture:
    """Show points given and used month by month, and the balance that members hold.

    Parameters
    ----------
    roll_forward : pandas.DataFrame
        As `casekit.metrics.ledger.points_roll_forward` gives it.
    title : str, optional
        The finding; by default made from the data.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture
        Bars up: points given. Bars down: used, expired, returned. Line: closing balance.

    Examples
    --------
    >>> from casekit.generators.ledger import make_points_ledger
    >>> from casekit.metrics.ledger import points_roll_forward
    >>> ledger, _ = make_points_ledger(6, seed=1, members_per_cohort=100)
    >>> points_balance(points_roll_forward(ledger))  # doctest: +ELLIPSIS
    Points in million: 6 months, given ...
    """
    figure, axes = axes_for(ax, 10.4, 5.4)
    months = roll_forward.index.to_numpy()
    used = roll_forward["redeemed"]
    gone = roll_forward["expired"] + roll_forward["returned"]
    million = 1e6
    axes.bar(
        months, roll_forward["earned"] / million, width=0.8, color=ROLES["model"], edgecolor=PAPER
    )
    axes.bar(
        months,
        -used / million,
        width=0.8,
        color=ROLES["rule"],
        edgecolor=PAPER,
        hatch=HATCHES[1],
    )
    if float(gone.sum()) > 0:
        axes.bar(
            months,
            -gone / million,
            bottom=-used / million,
            width=0.8,
            color=ROLES["lost"],
            edgecolor=PAPER,
            hatch=HATCHES[2],
        )
    closing = roll_forward["closing"] / million
    axes.plot(months, closing, color=INK, linestyle="-", marker="o", markersize=6)
    axes.axhline(0, color=MUTED, linewidth=1.2)
    end = float(closing.iloc[-1])
    label_at(
        axes,
        float(months[-1]),
        end,
        _("members hold\n{x:.1f} million").format(x=end),
        offset=(12, 0),
    )
    top = float(roll_forward["earned"].max()) / million
    label_at(axes, float(months[-1]), top / 2, _("given"), colour=ROLES["model"], offset=(12, -2))
    label_at(
        axes,
        float(months[-1]),
        -float(used.iloc[-1]) / million / 2,
        _("used") if float(gone.sum()) == 0 else _("used, expired"),
        colour=ROLES["rule"],
        offset=(12, 0),
    )
    axes.set_xlim(months[0] - 0.8, months[-1] + 0.24 * max(6, len(months)))
    axes.set_xticks(months[:: max(1, len(months) // 6)])
    axes.set_xlabel(_("Months since the start of the programme"))
    axes.set_ylabel(_("Points (million)"))
    axes.grid(visible=False, axis="x")
    earned = float(roll_forward["earned"].sum()) / million
    redeemed = float(used.sum()) / million
    headline(
        figure,
        title
        or _("Of {earned:.1f} million points given, members hold {end:.1f} million today").format(
            earned=earned, end=end
        ),
        ax=ax,
    )
    return Picture(
        figure,
        _(
            "Points in million: {n} months, given {earned:.2f}, used {redeemed:.2f}, expired "
            "or returned {gone:.2f}, closing balance {end:.2f}."
        ).format(
            n=len(months),
            earned=earned,
            redeemed=redeemed,
            gone=float(gone.sum()) / million,
            end=end,
        ),
    )


@in_house_style
def liability_bridge(
    table: pd.DataFrame,
    *,
    columns: dict[str, str],
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Walk from the opening to the closing liability of a stretch of months, in dollars.

    Parameters
    ----------
    table : pandas.DataFrame
        Rows of a roll-forward in money: ``opening``, ``closing`` and the columns between.
    columns : dict of str to str
        Columns between opening and closing, in order, and their words; a column that lowers the
        liability begins with a minus sign: ``{"deferred": "points given",
        "-revenue_from_redemptions": "points used"}``.
    title : str, optional
        The finding; by default made from the data.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When opening and the columns do not add up to closing.

    Examples
    --------
    >>> table = pd.DataFrame(
    ...     {"opening": [0.0, 60.0], "given": [100.0, 80.0], "used": [40.0, 50.0],
    ...      "closing": [60.0, 90.0]}
    ... )
    >>> liability_bridge(table, columns={"given": "points given", "-used": "points used"})
    Liability in dollars: opening $0, points given +$180, points used −$90, closing $90.
    """
    figure, axes = axes_for(ax, 10.4, 0.72 * (len(columns) + 2) + 1.9)
    opening, closing = float(table["opening"].iloc[0]), float(table["closing"].iloc[-1])
    steps = [
        (words, (-1 if name.startswith("-") else 1) * float(table[name.lstrip("-")].sum()))
        for name, words in columns.items()
    ]
    if not np.isclose(opening + sum(size for _w, size in steps), closing, rtol=1e-9, atol=0.01):
        raise InputError(
            _(
                "Opening {a:,.2f} and the columns add up to {b:,.2f}, and closing is {c:,.2f}: a "
                "column is missing or has the wrong sign."
            ).format(a=opening, b=opening + sum(size for _w, size in steps), c=closing)
        )
    reach = opening
    rows = [(_("opening"), 0.0, opening, INK, "")]
    for words, size in steps:
        colour, hatch = (ROLES["model"], "") if size >= 0 else (ROLES["rule"], HATCHES[1])
        rows.append((words, reach, size, colour, hatch))
        reach += size
    rows.append((_("closing: what we owe"), 0.0, closing, INK, ""))
    widest = max(max(left, left + size) for _w, left, size, _c, _h in rows)
    for place, (_words, left, size, colour, hatch) in enumerate(rows):
        height = len(rows) - 1 - place
        axes.barh(height, size, left=left, height=0.62, color=colour, hatch=hatch, edgecolor=PAPER)
        signed = 0 < place < len(rows) - 1
        label_at(
            axes,
            max(left, left + size),
            height,
            _signed(size) if signed else _dollars(size),
            colour=colour,
        )
    axes.set_yticks(range(len(rows)), [row[0] for row in reversed(rows)])
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_xlim(0, 1.26 * widest)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda v, _p: f"${v:,.0f}"))
    axes.set_xlabel(_("Contract liability ($)"))
    axes.grid(visible=False, axis="y")
    headline(
        figure,
        title
        or _(
            "The books balance: what was owed, plus what was promised, less what was earned, is {x}"
        ).format(x=_dollars(closing)),
        ax=ax,
    )
    told = ", ".join(f"{words} {_signed(size)}" for words, size in steps)
    return Picture(
        figure,
        _("Liability in dollars: opening {a}, {told}, closing {b}.").format(
            a=_dollars(opening), told=told, b=_dollars(closing)
        ),
    )


def _dollars(amount: float) -> str:
    return f"{'−' if amount < 0 else ''}${abs(amount):,.0f}"


def _signed(amount: float) -> str:
    return _dollars(amount) if amount < 0 else f"+{_dollars(amount)}"
