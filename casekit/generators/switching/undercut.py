"""Make a market of prices and customers with a known switching cost, for a quick estimator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from casekit.errors import InputError
from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = [
    "ShyTruth",
    "logit_prices",
    "make_shy_market",
    "read_customers",
    "undercut_proof_prices",
]

Floats = NDArray[np.float64]
Pricing = Literal["rule", "all pairs", "logit"]


@dataclass(frozen=True)
class ShyTruth:
    """What prices and customer numbers do not show.

    Attributes
    ----------
    switching_cost : float
        What leaving costs every customer, in money.
    pricing : str
        How the firms set their prices: ``rule``, ``all pairs`` or ``logit``.
    shares : tuple of float
        Each firm's share of the population.
    price_sensitivity : float
        Utility of one unit of money; only logit customers have one.
    """

    switching_cost: float
    pricing: Pricing
    shares: tuple[float, ...]
    price_sensitivity: float


def undercut_proof_prices(
    switching_cost: float,
    customers: ArrayLike,
    *,
    pairs: Literal["rule", "all pairs"] = "rule",
) -> Floats:
    """Find the highest prices at which no rival gains by buying a firm's customers off.

    Parameters
    ----------
    switching_cost : float
        What leaving costs every customer, in money, 0 or more.
    customers : array_like of shape (firms,)
        Customers of each firm, two firms at least, in any order.
    pairs : {"rule", "all pairs"}
        Who fears whom. ``rule``: every firm fears the smallest, and the smallest fears the
        largest (Shy's assumption). ``all pairs``: every firm fears every other.

    Returns
    -------
    ndarray of shape (firms,)
        Prices above marginal cost, in money, in the order given.

    Raises
    ------
    InputError
        With one firm, a firm without customers, or a negative switching cost.

    Notes
    -----
    Firm j gains nothing by lowering its price to p_i - S and serving the customers of both when
    p_j N_j >= (p_i - S)(N_i + N_j). At the highest such price the two sides are equal. With two
    firms the two readings of ``pairs`` are the same, and p_A = S (N_A + N_B)(N_A + 2 N_B) / D
    with D = N_A^2 + N_A N_B + N_B^2: the LARGER firm has the LOWER price (Shy, 2002).

    Examples
    --------
    >>> undercut_proof_prices(5, [60, 40]).round(4).tolist()
    [9.2105, 10.5263]
    >>> undercut_proof_prices(5, [50, 30, 20]).round(2).tolist()
    [8.08, 9.31, 10.77]
    """
    numbers = read_customers(customers)
    refuse_unless(switching_cost >= 0, "switching_cost", switching_cost, _("0 or more"))
    refuse_unless(pairs in ("rule", "all pairs"), "pairs", pairs, _("'rule' or 'all pairs'"))
    if pairs == "rule":
        return _by_the_rule(float(switching_cost), numbers)
    # A price is S plus the least of what a rival earns per customer of both. Each round brings
    # all prices nearer to the one solution, by a constant factor below 1.
    among_both = numbers[None, :] / (numbers[:, None] + numbers[None, :])
    np.fill_diagonal(among_both, np.inf)
    prices = np.full(len(numbers), float(switching_cost))
    for _round in range(100_000):
        higher = switching_cost + np.nanmin(among_both * np.maximum(prices, 1e-300), axis=1)
        if np.abs(higher - prices).max() <= 1e-13 * (1 + float(switching_cost)):
            return np.asarray(higher, dtype=float)
        prices = higher
    raise InputError(_("These customer numbers are too unequal for prices to settle."))


def _by_the_rule(cost: float, numbers: Floats) -> Floats:
    largest, smallest = size_order(numbers)[[0, -1]]
    both = numbers[largest] + numbers[smallest]
    for_large, for_small = numbers[smallest] / both, numbers[largest] / both
    of_largest = cost * (1 + for_large) / (1 - for_large * for_small)
    of_smallest = cost + for_small * of_largest
    prices = cost + numbers[smallest] * of_smallest / (numbers + numbers[smallest])
    prices[smallest] = of_smallest
    return np.asarray(prices, dtype=float)


def size_order(numbers: Floats) -> NDArray[np.int64]:
    """Give the places of the firms, largest first; of equals the one named first is larger."""
    return np.argsort(-numbers, kind="stable")


def read_customers(customers: ArrayLike) -> Floats:
    """Read customer numbers, refusing what is no market.

    Parameters
    ----------
    customers : array_like of shape (firms,)
        Customers, or shares, of each firm.

    Returns
    -------
    ndarray of float

    Raises
    ------
    InputError
        With one firm, or a firm without customers.

    Examples
    --------
    >>> read_customers([60, 40]).tolist()
    [60.0, 40.0]
    """
    numbers = np.asarray(customers, dtype=float)
    if numbers.ndim != 1 or len(numbers) < 2:
        raise InputError(
            _(
                "A market needs two firms at least, in one list such as [60, 40]; {given!r} was "
                "given. With one firm there is nobody to switch to."
            ).format(given=customers)
        )
    if not (np.isfinite(numbers).all() and (numbers > 0).all()):
        raise InputError(
            _("Every firm must have customers: a number above 0. {given!r} was given.").format(
                given=customers
            )
        )
    return numbers


def logit_prices(
    switching_cost: float, customers: ArrayLike, *, price_sensitivity: float = 0.1
) -> Floats:
    """Find the prices of firms whose customers differ in taste as well as in where they are now.

    Parameters
    ----------
    switching_cost : float
        What leaving costs every customer, in money, 0 or more.
    customers : array_like of shape (firms,)
        Customers of each firm before this month's choice.
    price_sensitivity : float
        Utility of one unit of money, b.

    Returns
    -------
    ndarray of shape (firms,)
        Prices above marginal cost, in money, from which no firm gains by moving alone.

    Raises
    ------
    InputError
        When the switching cost is so large that no such prices are found.

    Notes
    -----
    Each month a customer of firm k chooses j with utility -b p_j + b S [j = k] + Gumbel noise;
    firms maximise this month's profit. With two equal firms and s = bS the price is
    1 / (2 b sg(s)(1 - sg(s))), as in lesson 02.

    Examples
    --------
    >>> logit_prices(0, [50, 50]).round(3).tolist()
    [20.0, 20.0]
    """
    numbers = read_customers(customers)
    refuse_unless(switching_cost >= 0, "switching_cost", switching_cost, _("0 or more"))
    refuse_unless(price_sensitivity > 0, "price_sensitivity", price_sensitivity, _("above 0"))
    weights = numbers / numbers.sum()
    stay = price_sensitivity * switching_cost * np.eye(len(numbers))
    prices = np.full(len(numbers), 2.0)
    # In units of 1/b. Each firm's first-order condition: price = share / slope of the share.
    for _round in range(20_000):
        utility = stay - prices[None, :]
        chances = np.exp(utility - utility.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        slope = weights @ (chances * (1 - chances))
        if not (slope > 1e-12).all():
            break
        wanted = (weights @ chances) / slope
        if np.abs(wanted - prices).max() < 1e-12 * (1 + prices.max()):
            _refuse_if_a_leap_pays(prices, weights, stay)
            return np.asarray(wanted / price_sensitivity, dtype=float)
        prices = prices + 0.2 * (wanted - prices)
    raise InputError(_no_prices(switching_cost))


def _refuse_if_a_leap_pays(prices: Floats, weights: Floats, stay: Floats) -> None:
    """Refuse prices at which a firm would gain by a large move, not only by a small one."""
    tried = np.linspace(0.02, 3 * prices.max(), 400)
    for firm, price in enumerate(prices):
        utility = np.repeat((stay - prices[None, :])[None], len(tried), axis=0)
        utility[:, :, firm] += price - tried[:, None]
        chances = np.exp(utility - utility.max(axis=2, keepdims=True))
        chances /= chances.sum(axis=2, keepdims=True)
        profit = tried * (chances[:, :, firm] @ weights)
        now = np.exp(stay - prices[None, :])
        share = weights @ (now[:, firm] / now.sum(axis=1))
        if profit.max() > price * share * (1 + 1e-3):
            raise InputError(_no_prices(None))


def _no_prices(cost: float | None) -> str:
    return _(
        "With so large a switching cost no prices hold: some firm always gains by a large cut. "
        "Choose a smaller `switching_cost` or `price_sensitivity`."
    )


def make_shy_market(
    n_customers: int = 10_000,
    *,
    seed: int,
    shares: Sequence[float] = (0.5, 0.3, 0.2),
    switching_cost: float = 5.0,
    pricing: Pricing = "rule",
    price_sensitivity: float = 0.1,
) -> tuple[pd.DataFrame, ShyTruth]:
    """Make what an outsider sees of a market, prices and customer numbers, with a known cost.

    Parameters
    ----------
    n_customers : int
        Customers in the market; who is where is drawn with the shares as chances.
    seed : int
        Same seed, same data.
    shares : sequence of float
        Share of each firm; they must add up to 1.
    switching_cost : float
        What leaving costs every customer, in money.
    pricing : {"rule", "all pairs", "logit"}
        How prices come about: as the quick estimator assumes, with every firm fearing every
        other, or in a market whose customers also differ in taste.
    price_sensitivity : float
        Utility of one unit of money of logit customers.

    Returns
    -------
    market : pandas.DataFrame
        A row a firm: ``firm``, ``customers``, ``price`` (money, above marginal cost).
    truth : ShyTruth
        The switching cost that the prices hide.

    Raises
    ------
    InputError
        When there is one firm, shares do not add up to 1, or a parameter makes no sense.

    Examples
    --------
    >>> market, truth = make_shy_market(100, seed=4, shares=(0.6, 0.4))
    >>> market["customers"].tolist(), truth.switching_cost
    ([50, 50], 5.0)
    """
    refuse_unless_whole(n_customers, "n_customers")
    refuse_unless(pricing in get_args(Pricing), "pricing", pricing, "'rule', 'all pairs', 'logit'")
    chances = read_customers(shares)
    adds_up = abs(chances.sum() - 1) < 1e-9
    refuse_unless(adds_up, "shares", tuple(shares), _("numbers that add up to 1"))
    numbers = np.random.default_rng(seed).multinomial(n_customers, chances)
    if pricing == "logit":
        prices = logit_prices(switching_cost, numbers, price_sensitivity=price_sensitivity)
    else:
        prices = undercut_proof_prices(switching_cost, numbers, pairs=pricing)
    names = [_firm_name(place) for place in range(len(numbers))]
    truth = ShyTruth(float(switching_cost), pricing, tuple(chances.tolist()), price_sensitivity)
    return pd.DataFrame({"firm": names, "customers": numbers, "price": prices}), truth


def _firm_name(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else f"firm {place + 1}"
