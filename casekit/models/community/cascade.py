"""When friends leave: who follows, step by step, and where a community tips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from casekit.errors import InputError
from casekit.frames.community import friendship_places
from casekit.words import _

__all__ = ["CascadeResults", "FriendsLeave", "draw_first_leavers"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class CascadeResults:
    """Hold how leaving spread.

    Attributes
    ----------
    left_in_step : pandas.Series
        Step in which each customer left, by ``customer_id``: 0 for the first leavers, missing for
        those who stayed.
    by_step : pandas.DataFrame
        One row a step: ``left`` (customers in this step), ``share_gone`` (of all, up to now).
    """

    left_in_step: pd.Series
    by_step: pd.DataFrame

    @property
    def followed(self) -> int:
        """Count those who followed the first leavers."""
        return int(self.by_step["left"].iloc[1:].sum())

    @property
    def share_gone(self) -> float:
        """Give the share of all customers who are gone in the end, first leavers included."""
        return float(self.left_in_step.notna().mean())

    @property
    def share_pulled_out(self) -> float:
        """Give the share of the others who followed the first leavers."""
        others = self.left_in_step[(self.left_in_step != 0).fillna(True).astype(bool)]
        return float(others.notna().mean()) if len(others) else 0.0

    def __repr__(self) -> str:
        return str(self.by_step)


class FriendsLeave:
    """Let customers leave when the brand and the friends still there no longer hold them.

    A customer stays while ``liking + bond * (share of the friends who are still there)`` is 0 or
    more: relational switching cost falls with each friend who leaves. Who has no friends is held by
    liking alone.

    Parameters
    ----------
    customers : pandas.DataFrame
        ``customer_id`` and ``liking``: how much better the brand is than its best rival, friends
        apart (money per month).
    friendships : pandas.DataFrame
        ``customer_id``, ``friend_id``: each friendship once.
    bond : float
        What it is worth to have all friends there (money per month).

    Raises
    ------
    InputError
        When columns are missing, or the bond is negative.

    Notes
    -----
    A threshold model of collective behaviour: Granovetter, M. (1978), American Journal of Sociology
    83(6), 1420-1443. The share of friends who must leave before a customer follows is
    ``1 + liking / bond``.

    Examples
    --------
    >>> customers = pd.DataFrame({"customer_id": [1, 2, 3], "liking": [-5.0, -5.0, 1.0]})
    >>> pairs = pd.DataFrame({"customer_id": [1, 2], "friend_id": [2, 3]})
    >>> FriendsLeave(customers, pairs, bond=8).spread([1]).left_in_step.tolist()
    [0, 1, <NA>]
    """

    def __init__(self, customers: pd.DataFrame, friendships: pd.DataFrame, bond: float) -> None:
        absent = [name for name in ("customer_id", "liking") if name not in customers.columns]
        if absent:
            raise InputError(
                _("The table of customers has no column {absent}.").format(
                    absent=", ".join(f"`{name}`" for name in absent)
                )
            )
        if not bond >= 0:
            raise InputError(
                _("`bond` must be 0 or more (money per month); {value!r} was given.").format(
                    value=bond
                )
            )
        self.ids = pd.Index(customers["customer_id"], name="customer_id")
        self.liking = customers["liking"].to_numpy(dtype=np.float64)
        self.bond = float(bond)
        one, other = friendship_places(friendships, customers["customer_id"])
        n = len(self.ids)
        ends = (np.append(one, other), np.append(other, one))
        self._friends: Any = csr_array((np.ones(2 * len(one)), ends), shape=(n, n))
        self._number = np.bincount(ends[0], minlength=n).astype(np.float64)

    @property
    def threshold(self) -> pd.Series:
        """Give the share of friends that must have left before each customer follows.

        Below 0: the customer leaves in any case. 1 or more: stays whatever the friends do. Missing:
        has no friends here.
        """
        held = np.where(self._number > 0, self.bond, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = 1 + self.liking / held
        return pd.Series(np.where(held > 0, share, np.nan), self.ids, name="threshold")

    def spread(self, first_leavers: Sequence[Any]) -> CascadeResults:
        """Let some leave first, and follow who follows, until nobody does.

        Parameters
        ----------
        first_leavers : sequence of customer ids
            Who leaves in step 0. Those whom nothing holds leave in step 1 in any case.

        Returns
        -------
        CascadeResults

        Raises
        ------
        InputError
            When somebody is not among the customers.
        """
        places = self.ids.get_indexer(pd.Index(first_leavers))
        unknown = int((places < 0).sum())
        if unknown:
            raise InputError(
                _("{n} of the first leavers are not among the customers.").format(n=unknown)
            )
        start = np.zeros(len(self.ids), dtype=bool)
        start[places] = True
        step = self.steps(start[:, None])[:, 0]
        left = pd.Series(pd.array(step, dtype="Int64"), self.ids, name="left_in_step")
        left = left.mask(left < 0)
        count = np.bincount(step[step >= 0], minlength=1)
        table = pd.DataFrame(
            {"left": count, "share_gone": count.cumsum() / len(step)},
            index=pd.RangeIndex(len(count), name="step"),
        )
        return CascadeResults(left, table)

    def steps(
        self, start: Flags, *, liking: Floats | None = None, bond: float | None = None
    ) -> Integers:
        """Run many cascades at once, for drawing and for tables: the engine under `spread`.

        Parameters
        ----------
        start : ndarray of bool, shape (customers, runs)
            Who leaves first in each run.
        liking : ndarray, shape (customers,), optional
            Another liking than the model's own.
        bond : float, optional
            Another bond than the model's own.

        Returns
        -------
        ndarray of int, shape (customers, runs)
            Step in which each left; -1 for those who stay.

        Examples
        --------
        >>> customers = pd.DataFrame({"customer_id": [1, 2], "liking": [-5.0, -5.0]})
        >>> pairs = pd.DataFrame({"customer_id": [1], "friend_id": [2]})
        >>> cascade = FriendsLeave(customers, pairs, bond=8)
        >>> cascade.steps(np.array([[True, False], [False, False]])).T.tolist()
        [[0, 1], [-1, -1]]
        """
        worth = self.liking if liking is None else liking
        held = (self.bond if bond is None else bond) * (self._number > 0)
        friends = np.maximum(self._number, 1)[:, None]
        left = np.where(start, 0, -1)
        for step in range(1, len(worth) + 2):
            gone = left >= 0
            # Friends are counted, not shares added up: whole numbers are the same everywhere.
            missing = self._friends @ gone.astype(np.float64)
            leaves = ~gone & (worth[:, None] + held[:, None] * (1 - missing / friends) < 0)
            if not leaves.any():
                break
            left[leaves] = step
        return left.astype(np.int64)

    def tipping(self, shares: Sequence[float], *, seed: int, draws: int = 20) -> pd.DataFrame:
        """Find where the community tips: how many follow, by how many leave first at random.

        Parameters
        ----------
        shares : sequence of float
            Shares of customers who leave first, drawn at random.
        seed : int
            Same seed, same draws.
        draws : int
            Draws for each share.

        Returns
        -------
        pandas.DataFrame
            One row a share: ``first_leavers`` (share), ``pulled_out`` (share of the others who
            followed, mean of the draws), ``low`` and ``high`` (eight in ten draws lie between).
        """
        rng = np.random.default_rng(seed)
        rows = []
        for share in shares:
            start = draw_first_leavers(len(self.ids), share, rng, draws)
            gone = self.steps(start) >= 0
            pulled = (gone & ~start).sum(axis=0) / np.maximum((~start).sum(axis=0), 1)
            rows.append((share, pulled.mean(), *np.quantile(pulled, [0.1, 0.9])))
        return pd.DataFrame(rows, columns=["first_leavers", "pulled_out", "low", "high"])


def draw_first_leavers(n: int, share: float, rng: np.random.Generator, draws: int = 1) -> Flags:
    """Draw who leaves first, a share of all, in each of several runs.

    Parameters
    ----------
    n : int
        Customers.
    share : float
        Share of them who leave first, rounded to whole customers.
    rng : numpy.random.Generator
    draws : int
        Number of runs.

    Returns
    -------
    ndarray of bool, shape (n, draws)

    Raises
    ------
    InputError
        When the share is not between 0 and 1.

    Examples
    --------
    >>> draw_first_leavers(10, 0.3, np.random.default_rng(1), draws=2).sum(axis=0).tolist()
    [3, 3]
    """
    if not 0 <= share <= 1:
        raise InputError(
            _("The share of first leavers lies between 0 and 1; {value!r} was given.").format(
                value=share
            )
        )
    order = np.argsort(rng.random((n, draws)), axis=0)
    rank = np.argsort(order, axis=0)
    return np.asarray(rank < np.floor(share * n + 0.5))
