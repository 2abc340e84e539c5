"""What every subscriber of a base is worth, and what one price for all makes of them."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes

from casekit.figures.canvas import axes_for, headline, in_house_style, label_at
from casekit.figures.picture import Picture
from casekit.figures.style import DASHES, INK, PAPER, ROLES
from casekit.words import _

__all__ = ["base_value"]


@in_house_style
def base_value(
    base: pd.DataFrame,
    prices: Mapping[str, float],
    *,
    currency: str = "$",
    title: str | None = None,
    ax: Axes | None = None,
) -> Picture:
    """Draw a base of subscribers: wide as they are many, high as each of them is worth.

    Area is money: the area of the bars is the value of the base, the area under a line is what a
    price for each subscriber makes of it.

    Parameters
    ----------
    base : pandas.DataFrame
        One row a group of subscribers: ``renewals`` (how often they have renewed), ``subscribers``
        and ``value`` (money for one of them). Drawn from the newest to the oldest.
    prices : mapping of str to float
        Name of a price, and the same money for every subscriber.
    currency : str
        Sign of the money.
    title : str, optional
        The finding; by default the value of the newest and of the oldest beside the first price.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Picture

    Examples
    --------
    >>> base = pd.DataFrame({"renewals": [0, 1], "subscribers": [3000, 1000], "value": [150, 250]})
    >>> base_value(base, {"price": 180})
    Value of one subscriber by renewals made: 0 renewals $150 (3,000 subscribers), 1 renewals $250
    (1,000 subscribers). Together $0.70 million. price: $180 each, together $0.72 million.
    """
    table = base.sort_values("renewals")
    figure, axes = axes_for(ax, 11.2, 5.6)
    total = float(table["subscribers"].sum())
    top = float(table["value"].max())
    start = 0.0
    first_price = next(iter(prices.values()))
    for renewals, subscribers, value in table[["renewals", "subscribers", "value"]].to_numpy():
        above = value > first_price
        axes.bar(
            start / 1000,
            value,
            width=subscribers / 1000,
            align="edge",
            color=ROLES["gained"] if above else ROLES["lost"],
            hatch="" if above else "///",
            edgecolor=PAPER,
            linewidth=1.6,
        )
        middle = (start + subscribers / 2) / 1000
        money = f"{currency}{value:,.0f}"
        if above:
            label_at(axes, middle, value, money, offset=(0, 11), ha="center", size=12)
        else:
            # On top of its bar the line of the price would strike it out.
            _boxed(axes, middle, value - 0.045 * top, money)
        _boxed(axes, middle, 0.035 * top, f"{renewals:.0f}")
        start += subscribers
    worth = float((table["subscribers"] * table["value"]).sum())
    alt = [
        _("Value of one subscriber by renewals made: {values}.").format(
            values=", ".join(
                _("{renewals:.0f} renewals {value} ({n:,.0f} subscribers)").format(
                    renewals=row.renewals, value=f"{currency}{row.value:,.0f}", n=row.subscribers
                )
                for row in table.itertuples()
            )
        ),
        _("Together {worth}.").format(worth=_million(worth, currency)),
    ]
    for place, (name, price) in enumerate(prices.items()):
        together = _million(price * total, currency)
        axes.plot(
            [0, total / 1000], [price, price], color=INK, linestyle=DASHES[place], linewidth=3.0
        )
        words = _("{name}\n{price} each,\n{together}").format(
            name=name, price=f"{currency}{price:,.0f}", together=together
        )
        label_at(axes, total / 1000, price, words, offset=(10, 0), size=13)
        alt.append(
            _("{name}: {price} each, together {together}.").format(
                name=name, price=f"{currency}{price:,.0f}", together=together
            )
        )
    axes.set_xlim(0, 1.27 * total / 1000)
    axes.set_ylim(0, 1.13 * top)
    axes.grid(visible=False, axis="x")
    axes.set_xlabel(
        _("Subscribers (thousand), from new to old; the number in a bar: renewals made")
    )
    axes.set_ylabel(_("Value of one subscriber ({currency})").format(currency=currency))
    if title is None:
        title = _("The base is worth {worth}; one price for all makes it {price}").format(
            worth=_million(worth, currency), price=_million(first_price * total, currency)
        )
    headline(figure, title, ax=ax)
    return Picture(figure, " ".join(alt))


def _boxed(axes: Axes, x: float, y: float, words: str) -> None:
    box = {"boxstyle": "round,pad=0.18", "facecolor": PAPER, "edgecolor": "none"}
    axes.text(x, y, words, ha="center", va="center", color=INK, fontsize=12, bbox=box)


def _million(money: float, currency: str) -> str:
    return _("{money} million").format(money=f"{currency}{money / 1e6:,.2f}")
