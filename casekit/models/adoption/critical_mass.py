"""Demand for a service that is worth more the more people use it, and its critical mass."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.words import _

__all__ = ["RohlfsDemand"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RohlfsDemand:
    """Find the user shares at which a network service can rest, for any price.

    A person of type theta pays up to ``value * theta * n`` when the share n of all people uses
    the service; theta is spread evenly from 0 to 1. If n use it, the last of them has theta = 1 -
    n, so the price that holds n in place is ``value * n * (1 - n)``.

    Parameters
    ----------
    value : float
        What the keenest person would pay if everybody used it.

    Notes
    -----
    The simplest case of Rohlfs (1974), "A theory of interdependent demand for a communications
    service", Bell Journal of Economics and Management Science 5(1), 16-37: everybody is equally
    likely to want to reach everybody.

    Examples
    --------
    >>> RohlfsDemand().equilibria(price=0.16).round(2)
       share    state
    0    0.0   stable
    1    0.2 unstable
    2    0.8   stable
    """

    value: float = 1.0

    def __post_init__(self) -> None:
        if not self.value > 0:
            raise InputError(
                _("`value` must be a number above 0; {value!r} was given.").format(value=self.value)
            )

    @property
    def highest_price(self) -> float:
        """Give the price above which nobody will ever use the service.

        Examples
        --------
        >>> RohlfsDemand().highest_price
        0.25
        """
        return self.value / 4

    def price_that_holds(self, share: Floats | float) -> Floats:
        """Give the price at which a share of users neither grows nor shrinks.

        Parameters
        ----------
        share : float or numpy.ndarray
            Share of all people who use it.

        Returns
        -------
        numpy.ndarray
        """
        share = np.asarray(share, dtype=float)
        return np.asarray(self.value * share * (1 - share))

    def equilibria(self, price: float) -> pd.DataFrame:
        """List the shares of users at which the service can rest, and whether it stays there.

        Parameters
        ----------
        price : float
            Price for each user, in the unit of ``value``.

        Returns
        -------
        pandas.DataFrame
            ``share`` and ``state``: "stable" or "unstable", lowest first. The unstable one is the
            critical mass: from below it the service shrinks to nothing, from above it grows. At
            the highest price the two meet, and the one that is left is "stable from above".

        Raises
        ------
        InputError
            If the price is below 0.
        """
        if price < 0:
            raise InputError(
                _("`price` must be 0 or a number above it; {price!r} was given.").format(
                    price=price
                )
            )
        if price == 0:
            rows = [(0.0, "unstable"), (1.0, "stable")]
        elif price > self.highest_price:
            rows = [(0.0, "stable")]
        elif price == self.highest_price:
            rows = [(0.0, "stable"), (0.5, "stable from above")]
        else:
            root = float(np.sqrt(1 - price / self.highest_price))
            rows = [(0.0, "stable"), ((1 - root) / 2, "unstable"), ((1 + root) / 2, "stable")]
        return pd.DataFrame(rows, columns=["share", "state"])

    def critical_mass(self, price: float) -> float:
        """Give the share of users above which the service grows by itself.

        Parameters
        ----------
        price : float
            Price for each user.

        Returns
        -------
        float
            Missing (nan) above the highest price: then no share is enough.

        Examples
        --------
        >>> round(RohlfsDemand().critical_mass(0.16), 10)
        0.2
        """
        found = self.equilibria(price)
        if price > self.highest_price:
            return float("nan")
        return float(found["share"].iloc[0 if price == 0 else 1])

    def path(self, price: float, start: float, periods: int = 30) -> Floats:
        """Follow the share of users when everybody reacts to last period's share.

        Parameters
        ----------
        price : float
            Price for each user.
        start : float
            Share of users at the start, for instance those who got it free.
        periods : int
            Periods after the start.

        Returns
        -------
        numpy.ndarray
            periods + 1 shares.

        Raises
        ------
        InputError
            If the start is not a share, or periods is below 1.

        Examples
        --------
        >>> demand = RohlfsDemand()
        >>> demand.path(0.16, start=0.19)[-1], demand.path(0.16, start=0.21)[-1].round(2)
        (np.float64(0.0), np.float64(0.8))
        """
        if not 0 <= start <= 1 or periods < 1:
            message = _(
                "`start` must be a share from 0 to 1 and `periods` 1 or more; {start!r} and "
                "{periods!r} were given."
            )
            raise InputError(message.format(start=start, periods=periods))
        shares = np.empty(periods + 1)
        shares[0] = start
        for period in range(periods):
            worth = self.value * shares[period]
            shares[period + 1] = max(0.0, 1 - price / worth) if worth > 0 else 0.0
        return shares

    @property
    def price_of_most_revenue(self) -> float:
        """Give the price that earns most once the service is at its stable share.

        Revenue is price times share, value * n^2 * (1 - n), highest at n = 2/3.

        Examples
        --------
        >>> round(RohlfsDemand().price_of_most_revenue, 4)
        0.2222
        """
        return self.value * 2 / 9
