"""Two firms that price month after month to customers who find it costly to leave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from casekit.errors import InputError
from casekit.generators.pricing.demand import Demand
from casekit.generators.pricing.equilibrium import solve_equilibrium
from casekit.models.pricing.results import PriceGameResults
from casekit.words import _

__all__ = ["PriceGame"]

# Units of choice: nothing beyond was ever solved.
_MOST = 5.0


@dataclass(frozen=True)
class PriceGame:
    """Describe two like firms, each with one price for old and new customers, who look ahead.

    Parameters
    ----------
    switching_cost : float
        What leaving costs a customer, in money; the same at both firms.
    discount : float
        Weight of the next period's profit to the firms, 0 to below 1.
    new_customers : float
        Share of customers replaced each period by new ones, who are attached to nobody.
    price_sensitivity : float
        How strongly choices react to 1 of money. Without a switching cost the price is cost + 2 /
        sensitivity.
    cost : float
        Cost of serving a customer for a period.
    outside : float, optional
        What the service is worth over going without, in money above cost. By default everybody
        must buy, and then a very large switching cost makes prices explode.

    Raises
    ------
    InputError
        In words, for a negative amount, a discount outside 0 to 1 or a share outside 0 to 1.

    Notes
    -----
    Customers have logit tastes that are drawn anew each period, and look at today's prices only.
    With x the share attached to firm 1, sg the logistic function and prices in units of choice:
    q = x sg(s - (p - p')) + (1 - x) sg(-s - (p - p')); V(x) = max over p of p q + beta V(q).
    Prices are Markov-perfect: best replies at every share. For larger switching costs more than
    one such policy exists; the one given here grows out of the game without a switching cost and
    is the limit of long games that end. In the spirit of Dubé, J.-P., Hitsch, G. J., & Rossi,
    P. E. (2009), Journal of Marketing Research 46(4), 435-445.

    Examples
    --------
    >>> game = PriceGame(switching_cost=0.75, discount=0.95).solve()
    >>> round(game.price(), 3)
    1.794
    """

    switching_cost: float
    discount: float = 0.95
    new_customers: float = 0.0
    price_sensitivity: float = 1.0
    cost: float = 0.0
    outside: float | None = None

    def __post_init__(self) -> None:
        checks = {
            "switching_cost": (0 <= self.switching_cost < np.inf, _("an amount, 0 or more")),
            "discount": (0 <= self.discount < 1, _("0 or more and below 1")),
            "new_customers": (0 <= self.new_customers <= 1, _("a share, 0 to 1")),
            "price_sensitivity": (0 < self.price_sensitivity < np.inf, _("a number above 0")),
            "cost": (0 <= self.cost < np.inf, _("an amount, 0 or more")),
            "outside": (
                self.outside is None or 0 < self.outside < np.inf,
                _("an amount above 0, or None"),
            ),
        }
        for name, (fine, expected) in checks.items():
            if not fine:
                raise InputError(
                    _("`{name}` must be {expected}; {value!r} was given.").format(
                        name=name, expected=expected, value=getattr(self, name)
                    )
                )

    def demand(self) -> Demand:
        """Give the customers in units of choice (price sensitivity 1, cost 0)."""
        outside = np.inf if self.outside is None else self.outside * self.price_sensitivity
        return Demand(self.switching_cost * self.price_sensitivity, self.new_customers, outside)

    def solve(self, *, accuracy: float = 1e-8) -> PriceGameResults:
        """Find the prices, and check them.

        Parameters
        ----------
        accuracy : float
            Largest relative error of the equilibrium's two equations at any share.

        Returns
        -------
        PriceGameResults

        Raises
        ------
        InputError
            When no solution of that accuracy is found, with what to change.
        """
        demand = self.demand()
        found = None
        if demand.switching_cost <= _MOST:
            found = solve_equilibrium(demand, self.discount, accuracy=accuracy)
        if found is None:
            raise InputError(
                _(
                    "No prices were found that are best replies to each other to an accuracy of "
                    "{accuracy:g}: a switching cost of {s:g} is {units:.1f} units of choice, and "
                    "above 2.5 or so such a game has no smooth solution or explodes. Take a "
                    "smaller switching cost, more new customers, or an outside good of higher "
                    "value."
                ).format(
                    accuracy=accuracy,
                    s=self.switching_cost,
                    units=self.switching_cost * self.price_sensitivity,
                )
            )
        return PriceGameResults(self, found)
