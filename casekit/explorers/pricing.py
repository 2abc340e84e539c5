"""Explorers of prices with switching costs: harvest against investment."""

from __future__ import annotations

from matplotlib.gridspec import GridSpec

from casekit.explorers.stage import Control, Stage, State
from casekit.figures.canvas import in_house_style, new_figure
from casekit.figures.pricing.valley_line import DISCOUNTS, ValleyLine
from casekit.words import _

__all__ = ["valley_explorer"]


class ValleyScene:
    """Draw the price of a market by its switching cost, and the two forces behind it.

    Examples
    --------
    >>> ValleyScene().show({"cost": 70, "discount": 0.95})[:65]
    'With a switching cost of $70, lock-in would allow a price of $326'
    """

    @in_house_style
    def __init__(self) -> None:
        self.figure = new_figure(11.6, 4.9)
        grid = GridSpec(1, 2, figure=self.figure, width_ratios=[1.35, 1])
        left, right = (self.figure.add_subplot(grid[0, side]) for side in (0, 1))
        self._line = ValleyLine(left, right)
        left.set_title(_("Every switching cost, this far-sightedness"), loc="left")
        right.set_title(_("This market"), loc="left")
        self.moving = self._line.moving

    def show(self, state: State) -> str:
        """Move the figure to a market and say what is seen.

        Parameters
        ----------
        state : dict
            ``cost`` (dollars) and ``discount``.

        Returns
        -------
        str
            One sentence.
        """
        harvest, given, price = self._line.show(float(state["cost"]), float(state["discount"]))
        prices = self._line.prices(float(state["discount"]))
        base, least = prices[0], int(prices.argmin())
        verdict = (
            _("as much as")
            if abs(price - base) < 0.5
            else (_("less than") if price < base else _("more than"))
        )
        return _(
            "With a switching cost of ${cost:.0f}, lock-in would allow a price of ${harvest:.0f}; "
            "firms give ${given:.0f} of it away to win customers and charge ${price:.0f}, "
            "{verdict} the ${base:.0f} without lock-in. The lowest point of this curve is at "
            "${least:.0f}."
        ).format(
            cost=state["cost"],
            harvest=harvest,
            given=abs(given),
            price=price,
            verdict=verdict,
            base=base,
            least=self._line.costs[least],
        )


def valley_explorer() -> Stage:
    """Move the switching cost and the far-sightedness of the firms, and watch the price.

    Its static twin is `casekit.figures.pricing.valley_panels`.

    Returns
    -------
    Stage
        Two sliders: switching cost in dollars, and what a dollar of next year counts for.

    Examples
    --------
    >>> stage = valley_explorer()
    >>> stage.sliders["discount"].value = 0.0
    >>> stage.sentence[-40:]
    'The lowest point of this curve is at $0.'
    """
    controls = {
        "cost": Control(_("Switching cost ($)"), 0, 200, 70, 5),
        "discount": Control(_("What next year counts for"), 0.0, DISCOUNTS[-1], 0.95, 0.05),
    }
    return Stage(
        ValleyScene(),
        controls,
        question=_(
            "Firms charge less than lock-in allows only where they look ahead. Make them "
            "impatient: where does the lowest point of the curve go, and what happens to the bar "
            "in the middle?"
        ),
    )
