"""Four pages against one click: the money of the firm, of the members, and the law."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at, new_figure
from casekit.figures.picture import Picture
from casekit.figures.style import HATCHES, INK, MUTED, PAPER, ROLES
from casekit.words import _

__all__ = ["ThreeRows", "path_money", "three_rows_panels"]

_ROWS = ("fees", "cost of benefits", "fees less benefits", "margin on orders", "left")


def _row_words() -> dict[str, str]:
    return {
        "fees": _("fees"),
        "cost of benefits": _("less: cost of benefits"),
        "fees less benefits": _("fees less benefits"),
        "margin on orders": _("margin on orders"),
        "left": _("left in all"),
    }


def _money(dollars: float) -> str:
    """Write dollars with the sign before them.

    Examples
    --------
    >>> _money(-1.5), _money(2.0), _money(-0.001)
    ('−$1.50', '$2.00', '$0.00')
    """
    return f"−${abs(dollars):,.2f}" if round(dollars, 2) < 0 else f"${abs(dollars):,.2f}"


@in_house_style
def path_money(
    table: pd.DataFrame,
    truth: pd.DataFrame | None = None,
    *,
    months: int = 36,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show what four pages bring beyond one click, with intervals from the lot.

    Parameters
    ----------
    table : pandas.DataFrame
        From `cancel_path_outcomes`: $ per 1,000 members; ``difference``, ``low``, ``high``.
    truth : pandas.DataFrame, optional
        From `path_truth`, as diamonds.
    months : int
        The horizon, for the label of the axis.
    title : str, optional
        The finding; by default the difference in all and its interval.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> rows = ["fees", "cost of benefits", "fees less benefits", "margin on orders", "left"]
    >>> table = pd.DataFrame({"difference": [9000.0, 4000.0, 5000.0, 1000.0, 6000.0], "low": 0.0,
    ...                       "high": [10e3, 5e3, 6e3, 2e3, 9e3]}, index=rows)
    >>> path_money(table)
    Four pages less one click, $ a member in 36 months. fees $9.00 ($0.00 to $10.00), less:
    cost of benefits $4.00 ($0.00 to $5.00), fees less benefits $5.00 ($0.00 to $6.00), margin on
    orders $1.00 ($0.00 to $2.00), left in all $6.00 ($0.00 to $9.00).
    """
    figure, axes = axes_for(ax, 10.2, 5.2)
    words, said = _row_words(), []
    for place, row in enumerate(_ROWS):
        middle, low, high = (float(table[end][row]) / 1000 for end in
                             ("difference", "low", "high"))  # fmt: skip
        colour = ROLES["lost"] if row == "left" else ROLES["model"]
        axes.errorbar(
            middle, place, xerr=[[middle - low], [high - middle]], fmt="o", color=colour,
            markersize=12, elinewidth=3, capsize=8,
        )  # fmt: skip
        label_at(axes, middle, place, _money(middle), colour=colour, offset=(0, 18), ha="center")
        if truth is not None:
            axes.plot(
                float(truth["difference"][row]) / 1000, place, marker="D", color=PAPER,
                markeredgecolor=INK, markersize=10, markeredgewidth=2, linestyle="none", zorder=7,
            )  # fmt: skip
        said.append(f"{words[row]} {_money(middle)} ({_money(low)} to {_money(high)})")
    axes.axvline(0, color=INK, linewidth=1.2)
    axes.set_yticks(range(len(_ROWS)), [words[row] for row in _ROWS])
    axes.set_ylim(len(_ROWS) - 0.45, -0.75)
    axes.grid(axis="y", visible=False)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _pos: _money(x).replace(".00", "")))
    axes.set_xlabel(_("Four pages less one click ($ a member in {n} months)").format(n=months))
    if title is None:
        title = _finding(table)
    note = "" if truth is None else _("Lines: 95% intervals. Diamonds: the truth")
    headline(figure, title, ax=ax, note=note)
    alt = _("Four pages less one click, $ a member in {n} months. {said}.").format(
        n=months, said=", ".join(said)
    )
    if truth is not None:
        alt += " " + _("Truth, left in all: {x}.").format(
            x=_money(float(truth["difference"]["left"]) / 1000)
        )
    return Picture(figure, alt)


def _finding(table: pd.DataFrame) -> str:
    """Say which sums the lot can tell from nothing."""
    left, net = (
        {end: float(table[end][row]) / 1000 for end in ("difference", "low", "high")}
        for row in ("left", "fees less benefits")
    )
    ends = {"low": _money(left["low"]), "high": _money(left["high"])}
    if not left["low"] <= 0 <= left["high"]:
        words = _("Four pages leave Meridian {middle} a member: {low} to {high}")
        return words.format(middle=_money(left["difference"]), **ends)
    if net["low"] <= 0 <= net["high"]:
        words = _("What four pages leave is too little for this lot: {low} to {high} a member")
        return words.format(**ends)
    words = _("Fees less benefits bring {net} a member. With orders the lot says {low} to {high}")
    return words.format(net=_money(net["difference"]), **ends)


class ThreeRows:
    """Draw the firm's money, the members' money and the law, one below the other.

    Parameters
    ----------
    axes : Axes
        Where to draw.
    reach : float
        How far the axis goes to each side ($ a member).
    named : bool
        Whether the rows are named.

    Examples
    --------
    >>> rows = ThreeRows(new_figure().subplots())
    >>> rows.show(6.2, 16.5)
    >>> rows.moving[0].get_width()
    6.2
    """

    def __init__(self, axes: Axes, *, reach: float = 40.0, named: bool = True) -> None:
        axes.set_xlim(-reach, reach)
        axes.set_ylim(2.6, -0.6)
        names = [_("Meridian"), _("its members"), _("the law")] if named else [""] * 3
        axes.set_yticks([0, 1, 2], names)
        axes.tick_params(axis="y", labelsize=14, labelcolor=INK)
        axes.grid(axis="y", visible=False)
        axes.axvline(0, color=INK, linewidth=1.2)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _pos: _money(x).replace(".00", "")))
        axes.text(
            0, 2, _("asks for a simple way out"), ha="center", va="center", color=PAPER,
            fontweight="bold",
            bbox={"boxstyle": "round,pad=0.35", "facecolor": INK, "edgecolor": "none"},
        )  # fmt: skip
        self._firm = axes.barh(0, 1, height=0.5, color=ROLES["gained"], edgecolor=PAPER)[0]
        self._members = axes.barh(
            1, 1, height=0.5, color=ROLES["lost"], hatch=HATCHES[1], edgecolor=PAPER
        )[0]
        self._words = [label_at(axes, 0, row, "", offset=(8, 0)) for row in (0, 1)]
        self.moving: list[Artist] = [self._firm, self._members, *self._words]

    def show(self, firm: float, members: float) -> None:
        """Move the bars.

        Parameters
        ----------
        firm : float
            What four pages leave beyond one click, $ a member.
        members : float
            What members pay after they tried to leave, $ a member.
        """
        self._firm.set_width(firm)
        self._firm.set_facecolor(ROLES["gained"] if firm >= 0 else ROLES["rule"])
        self._members.set_width(-members)
        for word, value, row in ((self._words[0], firm, 0), (self._words[1], -members, 1)):
            word.set_text(_money(value))
            word.xy = (value, row)
            right = value >= 0
            word.set_position((8, 0) if right else (-8, 0))
            word.set_horizontalalignment("left" if right else "right")


@in_house_style
def three_rows_panels(
    settings: Mapping[str, tuple[float, float]], *, title: str | None = None
) -> Picture:
    """Show the three rows under several assumptions, side by side.

    Parameters
    ----------
    settings : mapping of str to (float, float)
        Name; what four pages leave Meridian beyond one click, and what members pay after they
        tried to leave ($ a member).
    title : str, optional
        The finding; by default how far each of the two rows moves.

    Returns
    -------
    Picture

    Examples
    --------
    >>> three_rows_panels({"as it is": (6.0, 16.0), "half paid back": (-2.0, 8.0)})
    Four pages against one click, $ a member. as it is: Meridian $6.00, its members −$16.00. half
    paid back: Meridian −$2.00, its members −$8.00.
    """
    figure = new_figure(4.4 * max(2, len(settings)), 4.3)
    panels = figure.subplots(1, len(settings), sharey=True, squeeze=False)[0]
    reach = 2.7 * max(max(abs(firm), abs(members)) for firm, members in settings.values())
    alt = [_("Four pages against one click, $ a member.")]
    for panel, (name, (firm, members)) in zip(panels, settings.items(), strict=True):
        ThreeRows(panel, reach=max(reach, 1.0)).show(firm, members)
        panel.label_outer()
        panel.set_title(name, loc="left", color=INK)
        panel.tick_params(axis="x", labelcolor=MUTED)
        if panel is panels[0]:
            panel.set_xlabel(_("$ a member in 36 months"))
        alt.append(
            _("{name}: Meridian {firm}, its members {members}.").format(
                name=name.replace("\n", " "), firm=_money(firm), members=_money(-members)
            )
        )
    if title is None:
        firms = [firm for firm, _members in settings.values()]
        title = _(
            "What is assumed moves Meridian's money from {low} to {high} a member, never the law"
        ).format(low=_money(min(firms)), high=_money(max(firms)))
    headline(figure, title)
    return Picture(figure, " ".join(alt))
