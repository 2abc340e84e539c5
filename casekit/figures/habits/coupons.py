"""What a coupon leaves behind: the echo of one purchase, and its price."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import DASHES, INK, LINE_COLOURS, MARKERS, ROLES
from casekit.generators.habits import CouponOutcome
from casekit.words import _

__all__ = ["coupon_echo", "coupon_profit"]


@in_house_style
def coupon_echo(
    outcomes: Mapping[str, CouponOutcome],
    *,
    months: int = 6,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Follow what a coupon changed, month by month after it.

    Parameters
    ----------
    outcomes : mapping of str to CouponOutcome
        Name of a world, and what the coupon did there.
    months : int
        How many months after the coupon to draw.
    title : str, optional
        The finding; by default how many packs followed in the worlds with the most and the least.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> outcome = CouponOutcome(200, 80, 60, pd.Series([20, 6, 2, 0]))
    >>> coupon_echo({"habit": outcome}, months=3)
    Extra packs for every 100 coupons redeemed, month by month. habit: 25.0 at once, 10.0 later.
    """
    figure, axes = axes_for(ax)
    after = np.arange(months + 1)
    curves = {
        name: 100 * outcome.extra_purchases.to_numpy()[: months + 1] / outcome.redeemed
        for name, outcome in outcomes.items()
    }
    later = {
        name: 100 * outcome.extra_later / outcome.redeemed for name, outcome in outcomes.items()
    }
    alt = [_("Extra packs for every 100 coupons redeemed, month by month.")]
    for place, (name, curve) in enumerate(curves.items()):
        colour = LINE_COLOURS[place % len(LINE_COLOURS)]
        axes.plot(
            after[: len(curve)], curve, color=colour, marker=MARKERS[place % len(MARKERS)],
            linestyle=DASHES[place % len(DASHES)],
            label=_("{name}: {later:.0f} packs later").format(name=name, later=later[name]),
        )  # fmt: skip
        alt.append(
            _("{name}: {now:.1f} at once, {later:.1f} later.").format(
                name=name, now=curve[0], later=later[name]
            )
        )
    axes.set_xlim(-0.15, months)
    axes.set_ylim(bottom=-1)
    axes.legend(
        loc="upper right", handlelength=3.4, title=_("For 100 redeemed coupons"), alignment="left"
    )
    axes.set_xticks(after)
    axes.set_xlabel(_("Months after the coupon"))
    axes.set_ylabel(_("Extra packs (for 100 redeemed)"))
    most = max(later, key=lambda name: later[name])
    headline(
        figure,
        title
        or _("After 100 redeemed coupons, {most:.0f} extra packs follow at most ({name})").format(
            most=later[most], name=most
        ),
        ax=ax,
    )
    return Picture(figure, " ".join(alt))


@in_house_style
def coupon_profit(
    payback: pd.DataFrame,
    *,
    currency: str = "$",
    truth: str | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Compare what a coupon earns in the worlds that different models believe in.

    Parameters
    ----------
    payback : pandas.DataFrame
        What `casekit.models.habits.coupon_payback` gave.
    currency : str
        Sign of the money.
    truth : str, optional
        The row that is the truth; it is drawn in the ink of what is.
    title : str, optional
        The finding; by default the largest promise and the truth.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> table = pd.DataFrame({"profit": [5_700.0, -8_700.0]}, index=["naive", "truth"])
    >>> coupon_profit(table, truth="truth")
    Profit of the coupons offered. naive: +$5,700. truth: -$8,700.
    """
    profit = payback["profit"]
    figure, axes = axes_for(ax, 9.6, 1.8 + 0.8 * len(profit))
    places = np.arange(len(profit))[::-1]
    alt = [_("Profit of the coupons offered.")]
    reach = float(profit.abs().max())
    for place, (name, value) in zip(places, profit.items(), strict=True):
        colour = INK if name == truth else ROLES["gained"] if value > 0 else ROLES["lost"]
        axes.barh(
            place, value, height=0.56, color=colour, edgecolor="white",
            hatch="" if name == truth else "///",
        )  # fmt: skip
        words = f"{'+' if value > 0 else '-'}{currency}{float(f'{abs(value):.2g}'):,.0f}"
        label_at(
            axes, float(value), float(place), words, colour=colour,
            offset=(8 if value > 0 else -8, 0), ha="left" if value > 0 else "right",
        )  # fmt: skip
        alt.append(f"{name}: {words}.")
    axes.axvline(0, color=INK, linewidth=1.2)
    axes.set_yticks(places, [str(name) for name in profit.index])
    axes.set_xlim(
        min(0.0, float(profit.min())) - 0.35 * reach, max(0.0, float(profit.max())) + 0.35 * reach
    )
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.xaxis.set_major_formatter(
        FuncFormatter(
            lambda value, _place: f"{'-' if value < 0 else ''}{currency}{abs(value):,.0f}"
        )
    )
    axes.set_xlabel(_("Profit of the coupons ({currency})").format(currency=currency))
    axes.grid(axis="y", visible=False)
    headline(figure, title or _profit_title(profit, truth), ax=ax)
    return Picture(figure, " ".join(alt))


def _profit_title(profit: pd.Series, truth: str | None) -> str:
    if (profit > 0).all():
        return _("A profit in every world")
    if (profit <= 0).all():
        return _("A loss in every world")
    if truth is not None:
        promise = profit.drop(truth)
        kept = profit[truth] > 0
        other = str(promise.idxmin() if kept else promise.idxmax())
        if (profit[other] > 0) != kept:
            pattern = (
                _("The {other} expects a loss; in truth the coupon earns")
                if kept
                else _("The {other} promises a profit; in truth the coupon loses")
            )
            return pattern.format(other=other)
    return _("The coupon pays for itself in some worlds, and not in others")
