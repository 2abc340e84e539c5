"""A year of a card as a picture: profit by kind of customer, and the cost of a visit gained."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from casekit.figures.canvas import headline, in_house_style, label_at, new_figure
from casekit.figures.picture import Picture
from casekit.figures.style import HATCHES, INK, PAPER, ROLES
from casekit.models.programmes import CardTerms, card_year
from casekit.words import _

__all__ = ["CardYear", "card_panels"]

# A cost beyond this many margins is drawn at the edge, with its number.
_FAR = 4.0


class CardYear:
    """Draw a year of a card: profit by kind on the left, cost of a visit gained on the right.

    Parameters
    ----------
    left, right : Axes
        Where to draw.
    terms : CardTerms
    reach : float
        Half the width of the left axis, in thousand $.

    Examples
    --------
    >>> customers = pd.DataFrame({"type": ["weekly", "seldom"], "members": [100, 100],
    ...                           "base_utility": [3.0, -3.0], "price_coefficient": 0.5})
    >>> left, right = new_figure().subplots(1, 2)
    >>> year = CardYear(left, right, CardTerms(customers, ["weekly"]), reach=5)
    >>> state = {"slots": 10, "given": 0, "reward": 6.0, "share": 100, "double": False}
    >>> round(year.show(state).loc["all", "profit"])
    -881
    """

    def __init__(self, left: Axes, right: Axes, terms: CardTerms, *, reach: float) -> None:
        self._terms, self._reach = terms, reach
        names = [*terms.customers["type"].astype(str), _("all")]
        rows = list(range(len(names)))
        self._bars = [left.barh(row, 1.0, height=0.56, edgecolor=PAPER)[0] for row in rows]
        self._costs = [right.barh(row, 1.0, height=0.56, edgecolor=PAPER)[0] for row in rows]
        self._money = [label_at(left, 0, row, "") for row in rows]
        self._prices = [label_at(right, 0, row, "") for row in rows]
        left.axvline(0, color=INK, linewidth=1.4)
        self._edge = _FAR * terms.margin
        right.axvline(terms.margin, color=INK, linewidth=2, linestyle=(0, (4, 2)), zorder=4)
        words = _("what it earns: ${x:.2f}").format(x=terms.margin)
        label_at(right, terms.margin, -0.58, words, offset=(5, 0))
        for ax in (left, right):
            ax.set_ylim(len(names) - 0.4, -0.85)
            ax.grid(visible=False, axis="y")
            ax.axhline(len(names) - 1.5, color=INK, linewidth=0.8)
        left.set_yticks(rows, names)
        right.tick_params(axis="y", labelleft=False)
        left.set_xlim(-1.35 * reach, 1.35 * reach)
        right.set_xlim(0, 1.7 * self._edge)
        left.set_xlabel(_("Profit in a year (thousand $)"))
        right.set_xlabel(_("Cost of a visit gained ($)"))

    @property
    def moving(self) -> list[Artist]:
        """Give the artists that `show` changes, from back to front."""
        return [*self._bars, *self._costs, *self._money, *self._prices]

    def show(self, state: Mapping[str, Any]) -> pd.DataFrame:
        """Move the bars to a card and give its year."""
        table = card_year(self._terms, state)
        for row, (profit, cost) in enumerate(
            zip(table["profit"] / 1000, table["cost_per_incremental_visit"], strict=True)
        ):
            self._show_profit(row, float(profit))
            self._show_cost(row, float(cost))
        return table

    def _show_profit(self, row: int, profit: float) -> None:
        drawn = float(np.clip(profit, -self._reach, self._reach))
        bar, words = self._bars[row], self._money[row]
        bar.set_width(drawn)
        _colour(bar, loss=profit < 0)
        words.xy = (drawn, row)
        shown = round(profit, 1) + 0
        words.set_text(f"{shown:+,.1f}".replace("-", "−") if shown else "0")
        words.set_horizontalalignment("left" if profit >= 0 else "right")
        words.set_position((7 if profit >= 0 else -7, 0))

    def _show_cost(self, row: int, cost: float) -> None:
        bar, words = self._costs[row], self._prices[row]
        margin = self._terms.margin
        if not np.isfinite(cost):
            bar.set_width(0)
            words.xy = (margin, row)
            words.set_text(_("no card"))
            return
        drawn = min(cost, self._edge)
        bar.set_width(drawn)
        _colour(bar, loss=cost > margin)
        words.xy = (drawn if drawn >= margin else margin, row)
        cut = _(" (bar cut)") if cost > drawn else ""
        words.set_text(f"${cost:,.2f}{cut}")


def _colour(bar: Any, *, loss: bool) -> None:
    bar.set_facecolor(ROLES["lost"] if loss else ROLES["gained"])
    bar.set_hatch(HATCHES[1] if loss else HATCHES[0])


@in_house_style
def card_panels(
    terms: CardTerms,
    settings: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    title: str | None = None,
) -> Picture:
    """Show three settings of the card explorer: the static twin.

    Parameters
    ----------
    terms : CardTerms
    settings : mapping of str to mapping, optional
        Name of a row, and a state for `card_year`.
    title : str, optional
        The finding; by default what each card earns in all.

    Returns
    -------
    Picture

    Examples
    --------
    >>> customers = pd.DataFrame({"type": ["weekly", "seldom"], "members": [100, 100],
    ...                           "base_utility": [3.0, -3.0], "price_coefficient": 0.5})
    >>> card_panels(CardTerms(customers, ["weekly"]))  # doctest: +ELLIPSIS
    Profit in a year, thousand $, and cost of a visit gained. 10 places, $6, everybody: ...
    """
    ten: dict[str, Any] = {"slots": 10, "given": 0, "reward": 6.0, "share": 100, "double": False}
    chosen = settings or {
        _("10 places, $6, everybody"): ten,
        _("5 places, $3, everybody"): ten | {"slots": 5, "reward": 3.0},
        _("10 places, $6, not for the frequent"): ten | {"share": 0},
    }
    years = {name: card_year(terms, state) for name, state in chosen.items()}
    reach = max(float(year["profit"].abs().max()) for year in years.values()) / 1000
    figure = new_figure(11.6, 3.1 * len(chosen) + 1.0)
    panels = figure.subplots(len(chosen), 2, squeeze=False, sharex="col", sharey="row")
    alt, totals = [], []
    for (left, right), (name, state) in zip(panels, chosen.items(), strict=True):
        table = CardYear(left, right, terms, reach=reach).show(state)
        left.set_title(name, loc="left", color=INK)
        if left is not panels[-1][0]:
            left.set_xlabel("")
            right.set_xlabel("")
        totals.append(float(table["profit"].iloc[-1]) / 1000)
        kinds = "; ".join(
            f"{kind} {row['profit'] / 1000:+,.1f}, ${row['cost_per_incremental_visit']:,.2f}"
            if np.isfinite(row["cost_per_incremental_visit"])
            else _("{kind} no card").format(kind=kind)
            for kind, row in table.iterrows()
        )
        alt.append(f"{name}: {kinds}.")
    said = _("Three cards: {listed} thousand dollars a year").format(
        listed=_(", ").join(f"{round(total) + 0:,.0f}".replace("-", "−") for total in totals)
    )
    headline(figure, title or said)
    words = _("Profit in a year, thousand $, and cost of a visit gained.")
    return Picture(figure, " ".join([words, *alt]))
