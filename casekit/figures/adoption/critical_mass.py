"""The curve on which a network can rest, and the point from which it grows by itself."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import DASHES, MUTED, PAPER, ROLES
from casekit.models.adoption.critical_mass import RohlfsDemand
from casekit.words import _

__all__ = ["critical_mass_curve"]


@in_house_style
def critical_mass_curve(
    demand: RohlfsDemand,
    *,
    price: float,
    currency: str = "€",
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show at which shares of users a network service grows, shrinks or rests.

    Parameters
    ----------
    demand : RohlfsDemand
        What the service is worth.
    price : float
        Its price, in the unit of ``demand.value``.
    currency : str
        Sign of the money.
    title : str, optional
        The finding; by default the critical mass, made from the demand.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> critical_mass_curve(RohlfsDemand(value=100), price=16)  # doctest: +ELLIPSIS
    At a price of €16 the service rests at 0% (stable), 20% (unstable), 80% (stable) ...
    """
    figure, axes = axes_for(ax)
    shares = np.linspace(0, 1, 201)
    found = demand.equilibria(price)
    axes.plot(shares, demand.price_that_holds(shares), color=ROLES["actual"], linestyle="-")
    axes.axhline(price, color=ROLES["rule"], linestyle=DASHES[1], linewidth=2.2)
    money = f"{currency}{price:g}"
    label_at(
        axes,
        1.0,
        price,
        _("price {money}").format(money=money),
        colour=ROLES["rule"],
        offset=(0, 10),
        ha="right",
    )
    label_at(
        axes,
        0.5,
        demand.highest_price,
        _("what the last user would pay"),
        offset=(0, 13),
        ha="center",
    )
    for share, state in found.itertuples(index=False):
        stable = state != "unstable"
        axes.plot(
            share,
            price if share > 0 else 0,
            marker="o" if stable else "D",
            markersize=13,
            color=ROLES["gained"] if stable else PAPER,
            markeredgecolor=ROLES["gained"] if stable else ROLES["lost"],
            markeredgewidth=2.6,
            clip_on=False,
            zorder=7,
        )
    mass = demand.critical_mass(price)
    reachable = bool(np.isfinite(mass))
    if reachable and 0 < mass < 0.5:
        top = float(found["share"].iloc[-1])
        for left, right, word, colour in (
            (mass, 0.0, _("shrinks"), ROLES["lost"]),
            (mass, top, _("grows by itself"), ROLES["gained"]),
            (1.0, top, _("shrinks"), ROLES["lost"]),
        ):
            _arrow(axes, left, right, -0.09 * demand.highest_price, word, colour)
        label_at(
            axes,
            mass,
            price,
            _("critical mass {share:.0%}").format(share=mass),
            colour=ROLES["lost"],
            offset=(-12, 16),
            ha="right",
        )
        label_at(axes, top, price, f"{top:.0%}", colour=ROLES["gained"], offset=(14, 14), ha="left")
    axes.axhline(0, color=MUTED, linewidth=1.0)
    axes.set_xlim(0, 1.02)
    axes.set_ylim(-0.24 * demand.highest_price, 1.22 * max(demand.highest_price, price))
    axes.set_yticks([tick for tick in axes.get_yticks() if tick > 0])
    axes.set_ylim(-0.24 * demand.highest_price, 1.22 * max(demand.highest_price, price))
    axes.xaxis.set_major_formatter(PercentFormatter(1.0))
    axes.set_xlabel(_("Share of all possible users who use it (%)"))
    axes.set_ylabel(_("Price for each user ({currency})").format(currency=currency))
    headline(figure, title or _title(demand, price, money, mass), ax=ax)
    rests = ", ".join(f"{share:.0%} ({state})" for share, state in found.itertuples(index=False))
    alt = _(
        "At a price of {money} the service rests at {rests} of all possible users. No price above "
        "{currency}{highest:g} keeps any."
    ).format(money=money, rests=rests, currency=currency, highest=demand.highest_price)
    return Picture(figure, alt)


def _arrow(axes: Axes, start: float, end: float, height: float, word: str, colour: str) -> None:
    axes.annotate(
        "",
        (end, height),
        (start, height),
        arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 2.4, "mutation_scale": 20},
    )
    label_at(
        axes,
        (start + end) / 2,
        height,
        word,
        colour=colour,
        size=12,
        offset=(0, -11),
        ha="center",
        bold=False,
    )


def _title(demand: RohlfsDemand, price: float, money: str, mass: float) -> str:
    if not np.isfinite(mass):
        return _("At a price of {money} no number of users keeps the service alive").format(
            money=money
        )
    top = float(demand.equilibria(price)["share"].iloc[-1])
    return _(
        "At a price of {money} a start below {mass:.0%} of all users dies, and one above it grows "
        "to {top:.0%}"
    ).format(money=money, mass=mass, top=top)
