"""A rule, a model and a price, each held against what really happened."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, PercentFormatter

from casekit.errors import InputError
from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.purchases.chance import KnowsWhoIsAlive, percent
from casekit.figures.style import HATCHES, ROLES
from casekit.frames import (
    DAYS_PER,
    FREQUENCY,
    HOLDOUT_PURCHASES,
    since_last_purchase_column,
)
from casekit.frames.engine import arrays_of
from casekit.words import _

__all__ = ["prices_and_truth", "rule_against_truth", "silent_customers"]

_GROUPS = ((1, 1), (2, 2), (3, 3), (4, 5), (6, np.inf))
_Z95 = 1.959964
# A share of fewer customers than this moves by more than a reader would believe.
_FEWEST = 20


class _Group(NamedTuple):
    name: str
    customers: int
    back: float
    alive: float


@in_house_style
def silent_customers(
    results: KnowsWhoIsAlive,
    split: pd.DataFrame,
    *,
    silence_weeks: tuple[float, float] = (17, 29),
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show, among customers of about the same silence, who came back and what the model said.

    Whoever buys again was alive, so the share that came back is the least that P(alive) can be:
    a P(alive) below it is refuted, not only inexact.

    Parameters
    ----------
    results : fitted model
        Its unit of time must be that of the histories.
    split : pandas.DataFrame
        Purchase histories with ``holdout_purchases``, as
        `casekit.metrics.purchases.split_calibration_holdout` gives them.
    silence_weeks : tuple of float
        Take customers whose last purchase lies from so many to under so many weeks back.
    title : str, optional
        The finding; by default made from the data.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture
        By number of repeat purchases: bars of the share that came back, with 95% intervals
        (Wilson), and a line of the mean P(alive). One-time buyers are not in it: in a model
        without early dropout their P(alive) is 1 by construction.

    Raises
    ------
    InputError
        When nobody was silent for so long.

    Examples
    --------
    >>> from casekit.models.purchases import BGNBD
    >>> split = pd.DataFrame(
    ...     {
    ...         "frequency": [1, 1, 6, 6],
    ...         "age_at_last_purchase_weeks": [10.0, 10.0, 20.0, 20.0],
    ...         "age_weeks": [38.0, 38.0, 38.0, 38.0],
    ...         "weeks_since_last_purchase": [28.0, 28.0, 18.0, 18.0],
    ...         "holdout_purchases": [0, 1, 1, 1],
    ...     }
    ... )
    >>> published = BGNBD.at(r=0.243, alpha=4.414, a=0.793, b=2.426)
    >>> silent_customers(published, split, title="Who came back")
    Customers silent for 17 to 29 weeks. 1 repeat purchase: 50% came back, P(alive) 44% \
(2 customers). 6 or more: 100% came back, P(alive) 23% (2 customers).
    """
    since = since_last_purchase_column(results.unit)
    read = arrays_of(split, [FREQUENCY, since, HOLDOUT_PURCHASES])
    silence = read[since] * DAYS_PER[results.unit] / DAYS_PER["weeks"]
    low, high = silence_weeks
    kept = (silence >= low) & (silence < high) & (read[FREQUENCY] > 0)
    if not kept.any():
        raise InputError(
            _("No repeat customer was silent for {low:g} to {high:g} weeks.").format(
                low=low, high=high
            )
        )
    number = read[FREQUENCY][kept]
    back = read[HOLDOUT_PURCHASES][kept] > 0
    alive = results.probability_alive(split[kept]).to_numpy(dtype=float)
    groups = []
    for least, most in _GROUPS:
        inside = (number >= least) & (number <= most)
        if inside.any():
            name, share = _group_name(least, most), float(back[inside].mean())
            groups.append(_Group(name, int(inside.sum()), share, float(alive[inside].mean())))
    shares = np.array([group.back for group in groups])
    sizes = np.array([group.customers for group in groups])
    figure, axes = axes_for(ax)
    places = np.arange(len(groups))
    below, above = _wilson(shares, sizes)
    axes.bar(places, shares, width=0.56, color=ROLES["actual"], alpha=0.22)
    axes.errorbar(
        places,
        shares,
        yerr=[shares - below, above - shares],
        fmt="none",
        ecolor=ROLES["actual"],
        elinewidth=1.6,
        capsize=5,
    )
    blue = ROLES["model"]
    axes.plot(places, [group.alive for group in groups], color=blue, marker="o", markersize=10)
    for at, group in enumerate(groups):
        back_words, alive_words = percent(group.back), percent(group.alive)
        label_at(axes, at, group.back, back_words, offset=(-9, 9), ha="right", va="bottom")
        label_at(axes, at, group.alive, alive_words, colour=blue, offset=(9, 9), va="bottom")
    last, half = len(groups) - 1, len(groups) // 2
    label_at(axes, last, shares[-1] / 2 + 0.04, _("came back"), offset=(0, 0), ha="center")
    label_at(
        axes,
        half,
        groups[half].alive,
        _("P(alive) of the model"),
        colour=blue,
        offset=(-10, -16),
        ha="right",
        va="top",
    )
    axes.set_xticks(places, [f"{group.name}\n{group.customers:,}" for group in groups])
    axes.grid(visible=False, axis="x")
    axes.set_ylim(0, min(1.03, float(above.max()) + 0.1))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.set_ylabel(_("Customers of the group (%)"))
    axes.set_xlabel(_("Repeat purchases before the silence (below: number of customers)"))
    if title is None:
        title = _silent_title(groups[0], groups[-1])
    span = _("Customers silent for {low:g} to {high:g} weeks").format(low=low, high=high)
    headline(figure, title, ax=ax, note=span)
    parts = [
        _("{name}: {back} came back, P(alive) {alive} ({n} customers).").format(
            name=_("1 repeat purchase") if group.name == "1" else group.name,
            back=percent(group.back),
            alive=percent(group.alive),
            n=f"{group.customers:,}",
        )
        for group in groups
    ]
    return Picture(figure, " ".join([span + ".", *parts]))


@in_house_style
def prices_and_truth(
    prices: pd.Series,
    truth: float,
    *,
    what: str | None = None,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show several forecasts of one sum of money beside the sum that it became.

    Parameters
    ----------
    prices : pandas.Series of float
        Money, by the name of who says so.
    truth : float
        Money, as it turned out.
    what : str, optional
        What the money is; by default sales of the list.
    title : str, optional
        The finding; by default how far off each is.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When there is no price, or the truth is not above 0.

    Examples
    --------
    >>> prices_and_truth(pd.Series({"buyer": 50_000.0, "owner": 200_000.0}), truth=100_000.0)
    What happened: $100 thousand. buyer: $50 thousand (-50%). owner: $200 thousand (+100%).
    """
    if len(prices) == 0 or truth <= 0:
        raise InputError(_("At least one price is needed, and a sum above 0 that it became."))
    figure, axes = axes_for(ax, 9.6, 2.2 + 0.75 * len(prices))
    places = np.arange(len(prices))
    colours = [ROLES["rule"], ROLES["lost"], ROLES["gained"], ROLES["model"], ROLES["accent"]]
    for place, price in enumerate(prices):
        colour = colours[place % len(colours)]
        axes.barh(
            place,
            price,
            height=0.6,
            color=colour,
            alpha=0.85,
            hatch=HATCHES[place % len(HATCHES)],
            edgecolor="white",
        )
        words = f"{_thousands(price)} ({price / truth - 1:+.0%})"
        label_at(axes, price, place, words, colour=colour, size=13)
    axes.axvline(truth, color=ROLES["actual"], linewidth=2.2)
    axes.annotate(
        _("what happened: {money}").format(money=_thousands(truth)),
        (truth, -0.62),
        xytext=(6, 0),
        textcoords="offset points",
        color=ROLES["actual"],
        fontweight="bold",
        va="center",
    )
    axes.set_yticks(places, [str(name) for name in prices.index])
    axes.set_ylim(len(prices) - 0.5, -0.95)
    axes.set_xlim(0, max(float(prices.max()), truth) * 1.55)
    axes.grid(visible=False, axis="y")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda money, _place: f"{money / 1000:,.0f}"))
    axes.set_xlabel(_("{what} (thousand $)").format(what=what or _("Sales of the list")))
    axes.set_ylabel(_("Who counts, and whom"))
    if title is None:
        errors = prices / truth - 1
        place = int(errors.abs().to_numpy().argmin())
        nearest, error = str(prices.index[place]), float(errors.iloc[place])
        way = _("too low") if error < 0 else _("too high")
        title = _("Nearest to what happened: {name}, {error} {way}").format(
            name=nearest, error=percent(abs(error)), way=way
        )
    headline(figure, title, ax=ax)
    parts = [
        f"{name}: {_thousands(price)} ({price / truth - 1:+.0%})." for name, price in prices.items()
    ]
    happened = _("What happened: {money}.").format(money=_thousands(truth))
    return Picture(figure, " ".join([happened, *parts]))


@in_house_style
def rule_against_truth(
    silence_days: pd.Series,
    alive: pd.Series,
    *,
    limit_days: float = 90,
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Show how many customers are truly still there, by silence, beside a rule that cuts it off.

    Parameters
    ----------
    silence_days : pandas.Series of float
        Days since the last purchase, by customer.
    alive : pandas.Series of bool
        The truth, which only a simulation knows, by customer.
    limit_days : float
        The rule calls a customer lost after so many days of silence.
    title : str, optional
        The finding; by default the rule's two errors.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Raises
    ------
    InputError
        When the rule puts all customers on one side.

    Examples
    --------
    >>> silence = pd.Series([10.0, 20.0, 100.0, 200.0])
    >>> rule_against_truth(silence, pd.Series([True, False, True, False]))
    Truly still customers: 50% of those the rule calls active, 50% of those it calls lost \
after 90 days.
    """
    alive = alive.reindex(silence_days.index).astype(bool)
    lost = silence_days > limit_days
    if lost.all() or not lost.any():
        raise InputError(
            _("A limit of {days:g} days puts all customers on one side.").format(days=limit_days)
        )
    wrongly_lost, truly_active = float(alive[lost].mean()), float(alive[~lost].mean())
    figure, axes = axes_for(ax)
    edges = np.arange(0, float(silence_days.max()) + 15, 15)
    groups = pd.cut(silence_days, list(edges), include_lowest=True)
    shares = alive.groupby(groups, observed=True).agg(["mean", "size"])
    if (shares["size"] >= _FEWEST).any():
        shares = shares[shares["size"] >= _FEWEST]
    middle = [interval.mid for interval in shares.index]
    axes.plot(middle, shares["mean"], color=ROLES["actual"], marker="o", zorder=4)
    axes.step(
        [0, limit_days, edges[-1]], [1, 1, 0], where="pre", color=ROLES["rule"], linewidth=2.6
    )
    axes.axvline(limit_days, color=ROLES["rule"], linewidth=1.2, linestyle=(0, (4, 3)))
    label_at(axes, limit_days, 1.0, _("the rule says"), colour=ROLES["rule"], offset=(8, -2))
    half = len(middle) // 2
    label_at(
        axes,
        middle[half],
        float(shares["mean"].iloc[half]),
        _("truly still customers"),
        colour=ROLES["actual"],
        offset=(10, 14),
    )
    at_limit = float(np.interp(limit_days, middle, shares["mean"]))
    days, heights = np.array(middle), shares["mean"].to_numpy()
    for side, rule in ((days < limit_days, 1.0), (days > limit_days, 0.0)):
        corners = np.append(days[side], limit_days), np.append(heights[side], at_limit)
        order = np.argsort(corners[0])
        axes.fill_between(
            corners[0][order],
            corners[1][order],
            rule,
            color=ROLES["rule"],
            alpha=0.13,
            linewidth=0,
        )
    axes.set_xlim(left=0)
    axes.set_ylim(0, 1.05)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    axes.set_xlabel(_("Silence: days since the last purchase"))
    axes.set_ylabel(_("Still customers (%)"))
    if title is None:
        title = _(
            "The rule is wrong twice: {lost} of its lost customers are alive, {gone} of its "
            "active ones have left"
        ).format(lost=percent(wrongly_lost), gone=percent(1 - truly_active))
    headline(figure, title, ax=ax, note=_("Simulated shop: the truth is known"))
    alt = _(
        "Truly still customers: {active} of those the rule calls active, {lost} of those it "
        "calls lost after {days:g} days."
    ).format(active=percent(truly_active), lost=percent(wrongly_lost), days=limit_days)
    return Picture(figure, alt)


def _silent_title(few: _Group, many: _Group) -> str:
    if many.back > few.back and many.alive < few.alive:
        return _(
            "Of the silent regulars {many} came back; the model had nearly given them up ({alive})"
        ).format(many=percent(many.back), alive=percent(many.alive))
    return _("Who came back, and what the model said")


def _group_name(least: float, most: float) -> str:
    if least == most:
        return f"{least:g}"
    return _("{n:g} or more").format(n=least) if np.isinf(most) else f"{least:g}-{most:g}"


def _thousands(money: float) -> str:
    return _("${n} thousand").format(n=f"{money / 1000:,.0f}")


def _wilson(share: Any, number: Any) -> tuple[Any, Any]:
    """Give the 95% interval of a share (Wilson): it stays inside 0 and 1 for small groups."""
    centre = (share + _Z95**2 / (2 * number)) / (1 + _Z95**2 / number)
    half = (
        _Z95
        / (1 + _Z95**2 / number)
        * np.sqrt(share * (1 - share) / number + _Z95**2 / (4 * number**2))
    )
    return centre - half, centre + half
