"""One price, two promises: what is revenue at the till, and what is owed until points are used."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from casekit.figures.canvas import headline, in_house_style, label_at, new_figure
from casekit.figures.picture import Picture
from casekit.figures.style import HATCHES, INK, PAPER, ROLES
from casekit.metrics.ledger import PriceAllocation
from casekit.words import _

__all__ = ["two_promises"]


@in_house_style
def two_promises(
    shared: PriceAllocation, years: pd.DataFrame, *, title: str | None = None
) -> Picture:
    """Show how one price becomes revenue: the goods at once, the points as they are used.

    Parameters
    ----------
    shared : PriceAllocation
        As `casekit.metrics.ledger.allocate_price` gives it, in money.
    years : pandas.DataFrame
        As `casekit.metrics.ledger.recognise_revenue` gives it for the points.
    title : str, optional
        The finding; by default made from the data.

    Returns
    -------
    Picture
        Above the whole price; below, at a larger scale, the part for the points at the till and
        after each period.

    Examples
    --------
    >>> from casekit.metrics.ledger import allocate_price, recognise_revenue
    >>> shared = allocate_price(100_000, points=10_000, value_per_point=1, redemption_rate=0.95)
    >>> years = recognise_revenue(shared.points, redeemed=[4_500, 8_500], expected=[9_500, 9_700])
    >>> two_promises(shared, years)
    Paid 100,000: 91,324 for the goods, revenue at once; 8,676 for the points, owed. Of the points: at the till revenue 0, owed 8,676; after year 1 revenue 4,110, owed 4,566; after year 2 revenue 7,603, owed 1,073.
    """  # noqa: E501
    figure = new_figure(10.4, 5.6)
    above, below = figure.subplots(2, 1, gridspec_kw={"height_ratios": [1, 2.6]})
    _bar(above, 0, shared.goods, shared.points)
    above.set_ylim(-0.62, 0.62)
    above.set_yticks([0], [_("what was paid")])
    label_at(
        above,
        shared.goods / 2,
        0,
        _("goods: {x}, revenue now").format(x=_whole(shared.goods)),
        colour=PAPER,
        offset=(0, 0),
        ha="center",
        edge=False,
    )
    label_at(
        above,
        shared.price,
        0,
        _("points: {x}").format(x=_whole(shared.points)),
        colour=ROLES["rule"],
    )
    above.set_xlim(0, 1.2 * shared.price)
    rows = [(_("at the till"), 0.0, shared.points)]
    rows += [
        (_("after year {n}").format(n=n), float(so_far), float(owed))
        for n, so_far, owed in zip(
            years.index, years["revenue_so_far"], years["liability"], strict=True
        )
    ]
    told = []
    for place, (name, revenue, owed) in enumerate(rows):
        height = len(rows) - 1 - place
        _bar(below, height, revenue, owed)
        if revenue > 0:
            label_at(
                below,
                revenue / 2,
                height,
                _("revenue so far {x}").format(x=_whole(revenue)),
                colour=PAPER,
                offset=(0, 0),
                ha="center",
                edge=False,
            )
        label_at(
            below,
            shared.points,
            height,
            _("still owed {x}").format(x=_whole(owed)),
            colour=ROLES["rule"],
        )
        told.append(
            _("{name} revenue {a}, owed {b}").format(name=name, a=_whole(revenue), b=_whole(owed))
        )
    below.set_yticks(range(len(rows)), [name for name, _a, _b in reversed(rows)])
    below.set_xlim(0, 1.2 * shared.points)
    below.set_title(_("The points alone, at a larger scale"), loc="left")
    below.set_xlabel(_("Money (currency units)"))
    for axes in (above, below):
        axes.grid(visible=False, axis="y")
        axes.tick_params(axis="y", labelcolor=INK)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda v, _p: f"{v:,.0f}"))
    last = float(years["liability"].iloc[-1])
    headline(
        figure,
        title
        or _(
            "{points} of {price} is not earned at the till; after year {n}, {last} is still owed"
        ).format(
            points=_whole(shared.points),
            price=_whole(shared.price),
            n=years.index[-1],
            last=_whole(last),
        ),
    )
    return Picture(
        figure,
        _(
            "Paid {price}: {goods} for the goods, revenue at once; {points} for the points, owed. "
            "Of the points: {told}."
        ).format(
            price=_whole(shared.price),
            goods=_whole(shared.goods),
            points=_whole(shared.points),
            told="; ".join(told),
        ),
    )


def _bar(axes: Axes, height: float, revenue: float, owed: float) -> None:
    axes.barh(height, revenue, height=0.62, color=ROLES["model"], edgecolor=PAPER)
    axes.barh(
        height,
        owed,
        left=revenue,
        height=0.62,
        color=ROLES["rule"],
        edgecolor=PAPER,
        hatch=HATCHES[1],
    )


def _whole(money: float) -> str:
    return f"{money:,.0f}"
