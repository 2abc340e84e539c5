"""What two firms charge, earn and do to each other, once their game is solved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from casekit.errors import InputError
from casekit.generators.pricing.equilibrium import Equilibrium
from casekit.models.pricing.move import OneMove, profits_of
from casekit.models.pricing.one_period import one_period_price
from casekit.models.summary import Summary
from casekit.words import _

if TYPE_CHECKING:
    from casekit.models.pricing.game import PriceGame

__all__ = ["PriceGameResults"]

Floats = NDArray[np.float64]

# Where best replies are looked for, in units of choice around the equilibrium's own prices.
_REACH, _REPLIES = 12.0, 4801


@dataclass(frozen=True, eq=False, repr=False)
class PriceGameResults:
    """Answer what the two firms charge, earn, and do to each other.

    Attributes
    ----------
    game : PriceGame
        What was solved.
    equilibrium : Equilibrium
        Prices and values as polynomials, in units of choice.

    Examples
    --------
    >>> from casekit.models.pricing.game import PriceGame
    >>> game = PriceGame(switching_cost=75, price_sensitivity=0.01, cost=100).solve()
    >>> round(game.price(), 1), round(game.harvest_price(), 1)
    (279.4, 329.5)
    """

    game: PriceGame
    equilibrium: Equilibrium

    def __repr__(self) -> str:
        return str(self.summary())

    def _repr_html_(self) -> str:
        return self.summary()._repr_html_()

    @property
    def residual(self) -> float:
        """Give the largest relative error of the equilibrium's two equations, at 401 shares."""
        return self.equilibrium.residual

    @property
    def degree(self) -> int:
        """Give the degree of the polynomials that the accuracy needed."""
        return self.equilibrium.degree

    def price(self, share: ArrayLike = 0.5) -> float | Floats:
        """Give the price of a firm by its share of attached customers.

        Parameters
        ----------
        share : float or array_like
            In [0, 1].

        Returns
        -------
        float or ndarray
            Money per period.
        """
        return self._as_given(self._money(self.equilibrium.price_at(_shares(share))), share)

    def value(self, share: ArrayLike = 0.5) -> float | Floats:
        """Give the present value of a firm's profit by its share, per customer of the market.

        Parameters
        ----------
        share : float or array_like
            In [0, 1].

        Returns
        -------
        float or ndarray
            Money.
        """
        values = self.equilibrium.value_at(_shares(share)) / self.game.price_sensitivity
        return self._as_given(values, share)

    def harvest_price(self) -> float:
        """Give the price of equal firms that do not look ahead and take what lock-in gives.

        Returns
        -------
        float
            Money per period.
        """
        game = self.game
        if game.outside is None:
            return one_period_price(
                game.switching_cost,
                new_customers=game.new_customers,
                price_sensitivity=game.price_sensitivity,
                cost=game.cost,
            )
        return float(replace(game, discount=0.0).solve().price())

    def investment_discount(self) -> float:
        """Give what equal firms take off the harvest price to win customers for later.

        Returns
        -------
        float
            Money per period: harvest price less price.
        """
        return self.harvest_price() - float(self.price())

    def share_path(self, start: float, periods: int) -> pd.DataFrame:
        """Follow both firms from a share on.

        Parameters
        ----------
        start : float
            Share of attached customers of firm 1 in period 0.
        periods : int
            How many periods to follow.

        Returns
        -------
        pandas.DataFrame
            One row a period: ``period, share, price_1, price_2`` (share before the period's sales).
        """
        if not 0 <= start <= 1 or periods < 1:
            raise InputError(
                _(
                    "A path needs a share from 0 to 1 and 1 period or more; {s} and {n} were given."
                ).format(s=start, n=periods)
            )
        x = np.array([float(start)])
        rows = []
        for period in range(periods + 1):
            price, rival = self.equilibrium.price_at(x), self.equilibrium.price_at(1 - x)
            rows.append(
                (period, float(x[0]), float(self._money(price)[0]), float(self._money(rival)[0]))
            )
            x = self.game.demand().of(x, price, rival)[1].level
        return pd.DataFrame(rows, columns=["period", "share", "price_1", "price_2"])

    def best_reply(self, rival_price: float, share: float = 0.5) -> float:
        """Give the best price against a rival's price of today, the game going on as solved.

        Parameters
        ----------
        rival_price : float
            The rival's price of this period, money.
        share : float
            The firm's share of attached customers.

        Returns
        -------
        float
            Money per period.
        """
        rival = (rival_price - self.game.cost) * self.game.price_sensitivity
        prices, profits = self._profits(rival, share)
        best = int(profits.argmax())
        # A parabola through the best point of the grid and its neighbours.
        low, mid, high = (
            profits[max(best - 1, 0)],
            profits[best],
            profits[min(best + 1, len(profits) - 1)],
        )
        bend = low - 2 * mid + high
        shift = 0.5 * (low - high) / bend if bend < 0 else 0.0
        return float(self._money(prices[best] + shift * (prices[1] - prices[0])))

    def one_move(
        self, price: float, *, rival_price: float | None = None, share: float = 0.5
    ) -> OneMove:
        """Give what a price of this period brings, the game going on as solved.

        Parameters
        ----------
        price : float
            The firm's price of this period, money.
        rival_price : float, optional
            The rival's; by default what the rival charges in the solved game.
        share : float
            The firm's share of attached customers.

        Returns
        -------
        OneMove
            ``next_share``, and ``profit`` and ``value`` per customer of the market.

        Examples
        --------
        >>> from casekit.models.pricing.game import PriceGame
        >>> game = PriceGame(70, price_sensitivity=0.01, cost=100).solve()
        >>> usual, dear = game.one_move(game.price()), game.one_move(game.price() + 70)
        >>> round(usual.next_share, 2), round(dear.next_share, 2)
        (0.5, 0.35)
        >>> round(dear.value - usual.value)
        -11
        """
        share = float(_shares(share)[0])
        if rival_price is None:
            rival_price = float(self.price(1 - share))
        own, rival = (
            (amount - self.game.cost) * self.game.price_sensitivity
            for amount in (price, rival_price)
        )
        found = profits_of(self.equilibrium, np.array([own]), rival, share)
        profit, following, value = (float(part[0]) for part in found)
        sensitivity = self.game.price_sensitivity
        return OneMove(
            float(price), rival_price, following, profit / sensitivity, value / sensitivity
        )

    def counter_moves(
        self, first_price: float, *, share: float = 0.5, rounds: int = 6
    ) -> pd.DataFrame:
        """Follow two firms that answer each other in turn after one of them has moved.

        Parameters
        ----------
        first_price : float
            The surprise: the price that firm 2 sets in round 0.
        share : float
            Share of attached customers of firm 1.
        rounds : int
            How many replies to follow; firm 1 answers first.

        Returns
        -------
        pandas.DataFrame
            One row a move: ``round, firm, price``.
        """
        moves = [(0, 2, float(first_price))]
        for number in range(1, rounds + 1):
            firm = 1 if number % 2 else 2
            own = share if firm == 1 else 1 - share
            moves.append((number, firm, self.best_reply(moves[-1][2], own)))
        return pd.DataFrame(moves, columns=["round", "firm", "price"])

    def largest_gain_from_deviating(self) -> float:
        """Give the largest gain from any other price at any share, relative to the value.

        Returns
        -------
        float
            0 in an equilibrium, up to rounding: no price on a wide grid does better.
        """
        gains = []
        for share in np.linspace(0, 1, 21):
            rival = float(self.equilibrium.price_at(np.array([1 - share]))[0])
            value = float(self.equilibrium.value_at(np.array([share]))[0])
            gains.append(self._profits(rival, float(share))[1].max() / value - 1)
        return max(0.0, float(max(gains)))

    def summary(self) -> Summary:
        """Show prices at equal and unequal shares, with the accuracy, rounded.

        Returns
        -------
        Summary
            Prints as text; shows as a table in a notebook.
        """
        shares = np.array([0.25, 0.5, 0.75])
        table = pd.DataFrame(
            {
                _("price"): np.asarray(self.price(shares)),
                _("rival's price"): np.asarray(self.price(1 - shares)),
            },
            index=[f"{share:.2f}" for share in shares],
        ).map(lambda value: f"{value:.3f}")
        table.index.name = _("share")
        facts = (
            (_("switching cost"), f"{self.game.switching_cost:g}"),
            (_("discount factor"), f"{self.game.discount:g}"),
            (_("degree"), str(self.degree)),
            (_("residual"), f"{self.residual:.0e}"),
        )
        return Summary(_("Prices with switching costs"), facts, table)

    def _profits(self, rival: float, share: float) -> tuple[Floats, Floats]:
        middle = float(self.equilibrium.price_at(np.array([0.5]))[0])
        prices = np.linspace(middle - _REACH, middle + _REACH, _REPLIES)
        return prices, profits_of(self.equilibrium, prices, rival, share)[2]

    def _money(self, units: Floats) -> Floats:
        return self.game.cost + units / self.game.price_sensitivity

    @staticmethod
    def _as_given(values: Floats, asked: ArrayLike) -> float | Floats:
        return float(values[0]) if np.ndim(asked) == 0 else values


def _shares(share: ArrayLike) -> Floats:
    shares = np.atleast_1d(np.asarray(share, dtype=np.float64))
    if not np.all((shares >= 0) & (shares <= 1)):
        raise InputError(_("A share lies between 0 and 1; {share} was given.").format(share=share))
    return shares
