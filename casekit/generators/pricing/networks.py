"""Make a market of networks that opens: calls inside a network are cheap, or they are not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["NetworkTruth", "make_network_market"]

Floats = NDArray[np.float64]

_SHARES = {"Heron": 0.44, "Lark": 0.31, "Wren": 0.25}
_PRICES = {"Heron": 33.0, "Lark": 30.0, "Wren": 29.0}


@dataclass(frozen=True)
class NetworkTruth:
    """What the generator of network shares knows.

    Attributes
    ----------
    first_shares, prices : dict of str to float
        Shares before month 1, and monthly prices.
    on_net_saving : float
        What it is worth in a month to have all contacts on the same network.
    switching_cost, switching_cost_after : float
        What leaving costs, in money, before and after portability.
    price_cut : float
        Cut of all prices at the start of portability.
    starts : int or None
        First month with portability; None without.
    months : int
        How many months are seen.
    price_sensitivity : float
        How strongly choices react to 1 of money.
    """

    first_shares: dict[str, float]
    prices: dict[str, float]
    on_net_saving: float
    switching_cost: float
    switching_cost_after: float
    price_cut: float
    starts: int | None
    months: int
    price_sensitivity: float

    def leaving_chances(self, shares: Floats, month: int) -> Floats:
        """Give the chance of each network (column) for customers of each network (row)."""
        after = self.starts is not None and month >= self.starts
        barrier = self.switching_cost_after if after else self.switching_cost
        # A cut of all prices alike moves nobody from one network to another.
        money = self.on_net_saving * shares - np.array(list(self.prices.values()))
        gain = money[None, :] - barrier * (1 - np.eye(len(shares)))
        weight = np.exp(self.price_sensitivity * (gain - gain.max(axis=1, keepdims=True)))
        return np.asarray(weight / weight.sum(axis=1, keepdims=True))

    def expected_shares(self) -> pd.DataFrame:
        """Give the path of shares of very many customers: rows months from 0, columns networks."""
        shares = np.array(list(self.first_shares.values()))
        path = [shares]
        for month in range(1, self.months + 1):
            shares = shares @ self.leaving_chances(shares, month)
            path.append(shares)
        return pd.DataFrame(path, columns=list(self.first_shares))

    def without(self, *, portability: bool = False, on_net_saving: bool = False) -> NetworkTruth:
        """Give the same market without portability, or without cheap calls inside a network.

        Parameters
        ----------
        portability, on_net_saving : bool
            What to take away.

        Returns
        -------
        NetworkTruth
        """
        changed = self
        if portability:
            changed = replace(changed, starts=None)
        if on_net_saving:
            changed = replace(changed, on_net_saving=0.0)
        return changed


def make_network_market(
    n_customers: int,
    *,
    seed: int,
    months: int = 36,
    starts: int | None = 13,
    first_shares: Mapping[str, float] = _SHARES,
    prices: Mapping[str, float] = _PRICES,
    on_net_saving: float = 45.0,
    switching_cost: float = 60.0,
    switching_cost_after: float = 45.0,
    price_cut: float = 2.0,
    price_sensitivity: float = 0.1,
) -> tuple[pd.DataFrame, NetworkTruth]:
    """Make monthly shares of networks around the start of number portability.

    Parameters
    ----------
    n_customers : int
        Number of customers of the market.
    seed : int
        Same seed, same data.
    months : int
        Months seen.
    starts : int or None
        First month with portability; None: it never comes.
    first_shares : mapping of str to float
        Networks and their shares before month 1, adding up to 1.
    prices : mapping of str to float
        Monthly price of each network before portability; the largest is the dearest by default.
    on_net_saving : float
        What it is worth in a month to have all contacts on the same network, because calls inside
        a network are cheaper; 0 without such tariffs. A customer's contacts are taken
        to be spread like the market.
    switching_cost, switching_cost_after : float
        What leaving costs, in money, before and after portability.
    price_cut : float
        Cut of all prices at the start of portability.
    price_sensitivity : float
        How strongly choices react to 1 of money.

    Returns
    -------
    shares : pandas.DataFrame
        One row a month and network: ``month`` (0 is the start), ``network, price, customers,
        share``.
    truth : NetworkTruth
        The parameters, with the expected path and the market without portability or without
        cheap calls inside a network.

    Raises
    ------
    InputError
        If a size or a parameter makes no sense.

    Notes
    -----
    A mechanism in the spirit of Shi, M., Chiang, J., & Rhee, B.-D. (2006), Management Science
    52(1), 27-38; the numbers are ours.

    Examples
    --------
    >>> shares, truth = make_network_market(10_000, seed=2)
    >>> truth.expected_shares()["Heron"].iloc[[12, 36]].round(2).tolist()
    [0.45, 0.6]
    >>> truth.without(on_net_saving=True).expected_shares()["Heron"].iloc[36].round(2)
    np.float64(0.29)
    """
    refuse_unless_whole(n_customers, "n_customers")
    refuse_unless_whole(months, "months")
    if starts is not None:
        refuse_unless(
            isinstance(starts, int) and 1 <= starts <= months,
            "starts",
            starts,
            _("a month from 1 to {last}, or None").format(last=months),
        )
    refuse_unless(
        len(first_shares) >= 2,
        "first_shares",
        dict(first_shares),
        _("given for two networks or more"),
    )
    whole = abs(sum(first_shares.values()) - 1) < 1e-9 and min(first_shares.values()) >= 0
    refuse_unless(whole, "first_shares", dict(first_shares), _("shares that add up to 1"))
    refuse_unless(
        list(prices) == list(first_shares),
        "prices",
        dict(prices),
        _("given for the networks of `first_shares`, in their order"),
    )
    amounts = {
        "on_net_saving": on_net_saving,
        "switching_cost": switching_cost,
        "switching_cost_after": switching_cost_after,
        "price_cut": price_cut,
    }
    for name, amount in amounts.items():
        refuse_unless(amount >= 0, name, amount, _("0 or more"))
    refuse_unless(
        price_sensitivity > 0, "price_sensitivity", price_sensitivity, _("a number above 0")
    )
    truth = NetworkTruth(
        first_shares=dict(first_shares),
        prices=dict(prices),
        on_net_saving=on_net_saving,
        switching_cost=switching_cost,
        switching_cost_after=switching_cost_after,
        price_cut=price_cut,
        starts=starts,
        months=months,
        price_sensitivity=price_sensitivity,
    )
    rng = np.random.default_rng(seed)
    start = np.array(list(first_shares.values()))
    customers = np.floor(start * n_customers).astype(np.int64)
    customers[0] += n_customers - customers.sum()
    path = [customers]
    for month in range(1, months + 1):
        chances = truth.leaving_chances(customers / n_customers, month)
        customers = rng.multinomial(customers, chances).sum(axis=0)
        path.append(customers)
    counts = np.stack(path)
    when = np.repeat(np.arange(months + 1), len(start))
    cut = price_cut * (when >= starts) if starts is not None else np.zeros(len(when))
    shares = pd.DataFrame(
        {
            "month": when,
            "network": np.tile(list(first_shares), months + 1),
            "price": np.round(np.tile(list(prices.values()), months + 1) - cut, 2),
            "customers": counts.ravel(),
            "share": counts.ravel() / n_customers,
        }
    )
    return shares, truth
