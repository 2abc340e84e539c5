"""Make markets of two firms whose prices are best replies, with switching costs of every size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from casekit.errors import InputError
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.generators.pricing.demand import Demand
from casekit.generators.pricing.equilibrium import Equilibrium, solve_equilibrium
from casekit.words import _

__all__ = ["DuopolyTruth", "make_duopoly_prices"]


@dataclass(frozen=True, eq=False)
class DuopolyTruth:
    """What the generator of duopoly prices knows.

    Attributes
    ----------
    discount, price_sensitivity, cost, price_noise, market_spread : float
        The parameters that were used.
    markets : pandas.DataFrame
        ``market_id, switching_cost, equilibrium_price`` (of equal firms, without the market's own
        difference), ``own_difference`` (what makes this market dearer or cheaper otherwise).
    curve : pandas.DataFrame
        ``switching_cost, price, price_index`` (margin, 100 = without a switching cost) at every
        switching cost that a market can have.
    cheapest_switching_cost : float
        The one of the curve with the lowest price.
    """

    discount: float
    price_sensitivity: float
    cost: float
    price_noise: float
    market_spread: float
    markets: pd.DataFrame
    curve: pd.DataFrame
    cheapest_switching_cost: float


def make_duopoly_prices(
    n_markets: int,
    *,
    seed: int,
    months: int = 12,
    customers: int = 2_000,
    least_switching_cost: float = 0.0,
    largest_switching_cost: float = 200.0,
    levels: int = 21,
    discount: float = 0.95,
    price_sensitivity: float = 0.01,
    cost: float = 100.0,
    price_noise: float = 8.0,
    market_spread: float = 25.0,
) -> tuple[pd.DataFrame, DuopolyTruth]:
    """Make markets of two firms that differ only in how costly it is to switch.

    Parameters
    ----------
    n_markets : int
        Number of markets.
    seed : int
        Same seed, same data.
    months : int
        Number of periods that each market is seen.
    customers : int
        Number of customers of each market.
    least_switching_cost, largest_switching_cost : float
        Range of switching costs, in money; 2 units of choice (200 at the default sensitivity) are
        a sensible most.
    levels : int
        How many different switching costs there are, evenly spaced.
    discount : float
        Weight of the next period's profit to the firms.
    price_sensitivity : float
        How strongly choices react to 1 of money. The default makes prices without lock-in 200
        above cost, as of an annual plan.
    cost : float
        Cost of serving a customer for a period, in money.
    price_noise : float
        Standard deviation of what moves a price for other reasons, each month, in money.
    market_spread : float
        Standard deviation of what makes a whole market dearer or cheaper for other reasons (wages,
        taxes), in money.

    Returns
    -------
    prices : pandas.DataFrame
        One row a market, period and firm: ``market_id, month, firm, switching_cost, price,
        customers`` (attached to the firm before the period's choices), ``switched_in`` (won from
        the rival).
    truth : DuopolyTruth
        The curve behind the prices.

    Raises
    ------
    InputError
        If a size or a parameter makes no sense.

    Notes
    -----
    The game is that of `casekit.models.pricing.PriceGame`; firms follow its policy at the share
    they have, and customers choose at random with its probabilities.

    Examples
    --------
    >>> prices, truth = make_duopoly_prices(40, seed=2, levels=5)
    >>> truth.curve["price_index"].round(0).tolist()
    [100.0, 90.0, 93.0, 111.0, 148.0]
    """
    for name, size in {"n_markets": n_markets, "months": months, "customers": customers}.items():
        refuse_unless_whole(size, name)
    refuse_unless_whole(levels, "levels")
    refuse_unless(0 <= discount < 1, "discount", discount, _("0 or more and below 1"))
    refuse_unless(
        price_sensitivity > 0, "price_sensitivity", price_sensitivity, _("a number above 0")
    )
    refuse_unless(
        least_switching_cost >= 0, "least_switching_cost", least_switching_cost, _("0 or more")
    )
    refuse_unless(
        largest_switching_cost >= least_switching_cost,
        "largest_switching_cost",
        largest_switching_cost,
        _("as large as `least_switching_cost`, or larger"),
    )
    for name, amount in {
        "cost": cost,
        "price_noise": price_noise,
        "market_spread": market_spread,
    }.items():
        refuse_unless(amount >= 0, name, amount, _("0 or more"))
    costs = np.linspace(least_switching_cost, largest_switching_cost, levels)
    games = [_solved(float(s) * price_sensitivity, discount) for s in costs]
    curve = _curve(costs, games, price_sensitivity, cost, discount)
    rng = np.random.default_rng(seed)
    level = rng.integers(levels, size=n_markets)
    first = rng.integers(customers // 4, customers - customers // 4 + 1, size=n_markets)
    noise = rng.normal(0.0, price_noise, (months, 2, n_markets))
    own = rng.normal(0.0, market_spread, n_markets)
    attached = np.stack([first, customers - first])
    frames = []
    for month in range(months):
        price = np.empty((2, n_markets))
        for number, game in enumerate(games):
            here = level == number
            for firm in (0, 1):
                price[firm, here] = game.price_at(attached[firm, here] / customers)
        price = np.round(cost + price / price_sensitivity + own + noise[month], 2)
        gap = price_sensitivity * (price[0] - price[1])
        s = price_sensitivity * costs[level]
        leaving = np.stack(
            [
                rng.binomial(attached[0], 1 / (1 + np.exp(s - gap))),
                rng.binomial(attached[1], 1 / (1 + np.exp(s + gap))),
            ]
        )
        for firm in (0, 1):
            frames.append(  # noqa: PERF401
                pd.DataFrame(
                    {
                        "market_id": np.arange(1, n_markets + 1),
                        "month": month + 1,
                        "firm": firm + 1,
                        "switching_cost": costs[level],
                        "price": price[firm],
                        "customers": attached[firm],
                        "switched_in": leaving[1 - firm],
                    }
                )
            )
        attached = attached - leaving + leaving[::-1]
    prices = pd.concat(frames).sort_values(["market_id", "month", "firm"], ignore_index=True)
    markets = pd.DataFrame(
        {
            "market_id": np.arange(1, n_markets + 1),
            "switching_cost": costs[level],
            "equilibrium_price": curve["price"].to_numpy()[level],
            "own_difference": own,
        }
    )
    least = float(curve["switching_cost"].iloc[int(curve["price"].to_numpy().argmin())])
    return prices, DuopolyTruth(
        discount, price_sensitivity, cost, price_noise, market_spread, markets, curve, least
    )


def _curve(
    costs: np.ndarray,
    games: list[Equilibrium],
    price_sensitivity: float,
    cost: float,
    discount: float,
) -> pd.DataFrame:
    middle = np.array([0.5])
    margins = np.array([float(game.price_at(middle)[0]) for game in games])
    base = float(_solved(0.0, discount).price_at(middle)[0])
    return pd.DataFrame(
        {
            "switching_cost": costs,
            "price": cost + margins / price_sensitivity,
            "price_index": 100 * margins / base,
        }
    )


@lru_cache(maxsize=128)
def _solved(units: float, discount: float) -> Equilibrium:
    found = solve_equilibrium(Demand(units), discount)
    if found is None:
        raise InputError(
            _(
                "A switching cost of {units:.1f} units of choice (money times price sensitivity) "
                "is too large: such a market has no smooth prices. Stay below 2.5."
            ).format(units=units)
        )
    return found
