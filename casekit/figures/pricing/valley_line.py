"""The valley of one market, drawn so that an explorer can move it."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from casekit.figures.canvas import label_at
from casekit.figures.style import INK, MUTED, PAPER, ROLES
from casekit.models.pricing import price_grid
from casekit.words import _

__all__ = ["COSTS", "DISCOUNTS", "SERVING", "ValleyLine"]

# Units of choice: what explorer and twin show.
SERVING = 100  # dollars: what serving a customer costs for a year
COSTS = tuple(round(0.1 * step, 1) for step in range(21))
DISCOUNTS = tuple(round(0.05 * step, 2) for step in range(20))


def _money(amount: float) -> str:
    return f"${amount:,.0f}"


class ValleyLine:
    """Draw the valley of one discount factor, and the two forces at one switching cost.

    The artists are made once and moved by `show`, so that an explorer redraws quickly. Prices are
    in dollars, with 1 unit of choice worth $100 and a cost of serving of $100.

    Parameters
    ----------
    left : Axes
        Where the curve is drawn.
    right : Axes
        Where the two forces are drawn.

    Examples
    --------
    >>> from casekit.figures.canvas import new_figure
    >>> figure = new_figure(11, 5)
    >>> line = ValleyLine(*figure.subplots(1, 2))
    >>> [round(number) for number in line.show(switching_cost=70, discount=0.95)]
    [326, 46, 279]
    """

    def __init__(self, left: Axes, right: Axes) -> None:
        self._grid = SERVING + 100 * price_grid(COSTS, DISCOUNTS)
        self._costs = 100 * np.array(COSTS)
        self._base = float(self._grid.to_numpy(dtype=float)[0, 0])
        left.set_xlim(0, self._costs[-1])
        left.set_ylim(240, 460)
        left.axhline(self._base, color=MUTED, linewidth=1.4)
        label_at(
            left,
            self._costs[-1],
            self._base,
            _("no lock-in"),
            colour=MUTED,
            bold=False,
            offset=(-4, -9),
            ha="right",
            size=12,
            edge=False,
        )
        left.set_xlabel(_("Switching cost ($)"))
        left.set_ylabel(_("Price ($ a year)"))
        (self._line,) = left.plot([], [], color=ROLES["model"], linestyle="-", linewidth=3.4)
        (self._dot,) = left.plot([], [], "o", color=INK, markersize=12, zorder=6)
        (self._low,) = left.plot([], [], "v", color=ROLES["gained"], markersize=12, zorder=5)
        self._price = label_at(left, 0, 0, "", offset=(0, 16), ha="center", size=14)
        names = [
            _("harvest:\nwhat lock-in\nallows"),
            _("invest:\ngiven away\nto win them"),
            _("price"),
        ]
        self._bars = right.bar(
            [0, 1, 2],
            [1, 1, 1],
            width=0.62,
            color=[ROLES["rule"], ROLES["gained"], ROLES["model"]],
            hatch=["", "///", ""],
            edgecolor="white",
        )
        right.axhline(self._base, color=MUTED, linewidth=1.4)
        right.set_xticks([0, 1, 2], names)
        right.set_ylim(0, 600)
        right.set_ylabel(_("Money ($ a year)"))
        right.grid(visible=False, axis="x")
        self._amounts = [
            # Inside the tall bars, above the thin one: no line runs through the words.
            label_at(
                right,
                place,
                0,
                "",
                colour=INK if place == 1 else PAPER,
                offset=(0, 10) if place == 1 else (0, 0),
                ha="center",
                size=15,
                edge=place == 1,
            )
            for place in (0, 1, 2)
        ]

    @property
    def moving(self) -> list[Artist]:
        """Give the artists that `show` changes, from back to front."""
        return [self._line, self._low, self._dot, self._price, *self._bars, *self._amounts]

    @property
    def costs(self) -> np.ndarray:
        """Give the switching costs of the grid, in dollars."""
        return self._costs

    def prices(self, discount: float) -> np.ndarray:
        """Give the curve of a discount factor, in dollars."""
        nearest = min(DISCOUNTS, key=lambda known: abs(known - discount))
        return np.asarray(self._grid.loc[nearest].to_numpy(dtype=float))

    def show(self, switching_cost: float, discount: float) -> tuple[float, float, float]:
        """Move everything to one market.

        Parameters
        ----------
        switching_cost : float
            In dollars, 0 to 200.
        discount : float
            Weight of the next period's profit, 0 to 0.95.

        Returns
        -------
        harvest, given_away, price : float
            In dollars a year.
        """
        prices = self.prices(discount)
        price = float(np.interp(switching_cost, self._costs, prices))
        harvest = float(np.interp(switching_cost, self._costs, self.prices(0.0)))
        self._line.set_data(self._costs, prices)
        self._dot.set_data([switching_cost], [price])
        least = int(prices.argmin())
        self._low.set_data([self._costs[least]], [prices[least]])
        self._price.xy = (switching_cost, min(price, 445))
        self._price.set_text(_money(price))
        self._price.set_horizontalalignment(
            "left" if switching_cost < 15 else "right" if switching_cost > 170 else "center"
        )
        bottoms, heights = (0.0, price, 0.0), (harvest, harvest - price, price)
        for bar, bottom, height, words in zip(
            self._bars, bottoms, heights, self._amounts, strict=True
        ):
            bar.set_y(bottom)
            bar.set_height(height)
            middle = bar.get_x() + bar.get_width() / 2
            words.xy = (middle, bottom + height if bottom else height / 2)
        for words, amount in zip(self._amounts, heights, strict=True):
            words.set_text(_money(amount))
        if harvest - price >= 0.5:
            self._amounts[1].set_text("−" + _money(harvest - price))
        return harvest, harvest - price, price
