"""Two rivals whose products are worth what buyers expect: fulfilled-expectations equilibria."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import brentq

from casekit.errors import InputError
from casekit.words import _

__all__ = ["KatzShapiroDuopoly"]

Floats = NDArray[np.float64]

_GRID = 4_001
_SAME = 1e-7


@dataclass(frozen=True)
class KatzShapiroDuopoly:
    """Find what two firms sell when each buyer pays for the network that is expected.

    A buyer pays up to r + v(y), where y is the expected network and r is spread evenly below
    ``base`` (one buyer for each unit of money). The firms choose quantities x1 and x2 at a
    marginal cost of 0, taking expectations as given; in equilibrium the expectations come true.

    Parameters
    ----------
    base : float
        What the keenest buyer pays without any network (Katz and Shapiro's A).
    benefit : float
        Value of the first users of a network, per user.
    saturation : float
        Size at which further users add little: v(y) = benefit * saturation * (1 - exp(-y /
        saturation)).

    Notes
    -----
    Source: Katz and Shapiro (1985), "Network externalities, competition, and compatibility",
    American Economic Review 75(3), 424-440. With incompatible products each firm's network is its
    own sales, and there may be several equilibria: two firms of the same size, and a large one
    beside a small one although nothing else distinguishes them. With compatible products the
    network is the sales of both.

    Examples
    --------
    >>> duopoly = KatzShapiroDuopoly(base=1, benefit=3, saturation=0.5)
    >>> sales = ["sales_1", "sales_2"]
    >>> duopoly.equilibria(compatible=False)[sales].round(2).values.tolist()
    [[1.18, 0.0], [1.09, 0.15], [0.71, 0.71]]
    >>> duopoly.equilibria(compatible=True)[sales].round(2).values.tolist()
    [[0.81, 0.81]]
    """

    base: float = 1.0
    benefit: float = 3.0
    saturation: float = 0.5

    def __post_init__(self) -> None:
        for name in ("base", "saturation"):
            if not getattr(self, name) > 0:
                raise InputError(
                    _("`{name}` must be a number above 0; {value!r} was given.").format(
                        name=name, value=getattr(self, name)
                    )
                )
        if not self.benefit >= 0:
            raise InputError(
                _("`benefit` must be 0 or a number above it; {value!r} was given.").format(
                    value=self.benefit
                )
            )

    def network_value(self, size: Floats | float) -> Floats:
        """Give what a network of a size adds to every buyer's willingness to pay.

        Parameters
        ----------
        size : float or numpy.ndarray
            Expected users.

        Returns
        -------
        numpy.ndarray
        """
        size = np.asarray(size, dtype=float)
        return np.asarray(-self.benefit * self.saturation * np.expm1(-size / self.saturation))

    def equilibria(self, *, compatible: bool) -> pd.DataFrame:
        """List every equilibrium in which expectations come true.

        Parameters
        ----------
        compatible : bool
            Whether a user of one product can use the other's network.

        Returns
        -------
        pandas.DataFrame
            One row an equilibrium, by total sales: ``sales_1``, ``sales_2`` (``sales_1`` is the
            larger), ``total``, ``price_1``, ``price_2``, ``profit_1``, ``profit_2``,
            ``buyers_gain`` (what all buyers together would have paid beyond the price) and
            ``kind`` ("equal", "unequal" or "one firm"). Prices are what the buyers pay; a firm
            that sells nothing has no price.
        """
        pairs = self._compatible() if compatible else self._incompatible()
        rows = []
        for one, two in sorted(pairs, key=sum):
            high, low = max(one, two), min(one, two)
            kind = "equal" if high - low < 1e-5 else ("unequal" if low > 0 else "one firm")
            rows.append(
                {
                    "sales_1": high,
                    "sales_2": low,
                    "total": high + low,
                    # Price = base - total + v = sales, by each firm's first-order condition.
                    "price_1": high if high > 0 else np.nan,
                    "price_2": low if low > 0 else np.nan,
                    "profit_1": high**2,
                    "profit_2": low**2,
                    # r is spread evenly, and the last buyer gains nothing: a triangle.
                    "buyers_gain": (high + low) ** 2 / 2,
                    "kind": kind,
                }
            )
        return pd.DataFrame(rows)

    def _top(self) -> float:
        """Give a quantity that no equilibrium exceeds: marginal revenue is below 0 there."""
        return self.base + self.benefit * self.saturation

    def _compatible(self) -> list[tuple[float, float]]:
        def gap(x: Floats) -> Floats:
            return self.base + self.network_value(2 * x) - 3 * x

        return [(x, x) for x in _roots(gap, self._top())]

    def _incompatible(self) -> list[tuple[float, float]]:
        def other(x: Floats) -> Floats:
            # Firm 1's own condition, x = base + v(x) - (x + other), solved for the other's sales.
            return self.base + self.network_value(x) - 2 * x

        def gap(x: Floats) -> Floats:
            two = other(x)
            return self.base + self.network_value(two) - x - 2 * two

        pairs = [
            (x, float(other(np.asarray(x))))
            for x in _roots(gap, self._top())
            if other(np.asarray(x)) > _SAME and x > _SAME
        ]
        # One firm alone: nobody expects the other to sell, and at that nobody would buy from it.
        pairs += [(x, 0.0) for x in _roots(other, self._top()) if x >= self.base]
        unique: list[tuple[float, float]] = []
        for one, two in pairs:
            high, low = max(one, two), min(one, two)
            if not any(abs(high - a) + abs(low - b) < 1e-5 for a, b in unique):
                unique.append((high, low))
        return unique


def _roots(gap: Callable[[Any], Any], top: float) -> list[float]:
    """Find the zeros of a smooth function between 0 and top, by signs on a fine grid."""
    grid = np.linspace(0, top, _GRID)
    values = gap(grid)
    at_once = [float(x) for x, value in zip(grid, values, strict=True) if value == 0]
    changes = np.flatnonzero(np.sign(values[:-1]) * np.sign(values[1:]) < 0)
    return sorted(
        at_once + [float(brentq(gap, grid[at], grid[at + 1], xtol=1e-13)) for at in changes]
    )
