"""Who is friends with whom: a small world of our own, or any graph of networkx."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import coo_array

from casekit.errors import InputError
from casekit.generators.parameters import refuse_unless
from casekit.words import _

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Counts", "FriendCounts", "Friendships", "friendships_of", "small_world"]

Integers = NDArray[np.int64]
Counts = NDArray[np.unsignedinteger[Any]]


@dataclass(frozen=True, eq=False)
class Friendships:
    """Hold a friendship graph as lists of neighbours, one list a customer.

    Attributes
    ----------
    starts : ndarray of int, shape (customers + 1,)
        Where each customer's list begins in ``friends``.
    friends : ndarray of int
        Places of friends, customer after customer; each friendship stands in two lists.
    """

    starts: Integers
    friends: Integers

    @property
    def number(self) -> Integers:
        """Count the friends of each customer."""
        return np.diff(self.starts)

    def pairs(self) -> pd.DataFrame:
        """List each friendship once: ``customer_id``, ``friend_id``.

        Examples
        --------
        >>> import networkx as nx
        >>> friendships_of(3, nx.path_graph(3), "refuse").pairs().to_numpy().tolist()
        [[1, 2], [2, 3]]
        """
        one = np.repeat(np.arange(self.number.size), self.number)
        once = one < self.friends
        return pd.DataFrame({"customer_id": one[once] + 1, "friend_id": self.friends[once] + 1})

    def group_around(self, customer: int, size: int) -> Integers:
        """Gather a group of friends, friends of friends and so on, around one customer.

        Parameters
        ----------
        customer : int
            Place of the customer in the middle.
        size : int
            Number of customers in the group.

        Returns
        -------
        ndarray of int
            Their places; fewer where the customer's part of the graph is smaller.

        Examples
        --------
        >>> import networkx as nx
        >>> friendships_of(5, nx.path_graph(5), "refuse").group_around(0, 3).tolist()
        [0, 1, 2]
        """
        inside = np.zeros(self.number.size, dtype=bool)
        inside[customer] = True
        group = newest = np.array([customer])
        while newest.size and group.size < size:
            lists = [self.friends[self.starts[one] : self.starts[one + 1]] for one in newest]
            reached = np.unique(np.concatenate(lists))
            newest = reached[~inside[reached]][: size - group.size]
            inside[newest] = True
            group = np.concatenate([group, newest])
        return np.sort(group)


def small_world(
    rng: np.random.Generator, n_customers: int, friends: int, rewiring: float
) -> Friendships:
    """Draw a small world: a ring of neighbours, some of whose ties lead far away.

    Parameters
    ----------
    rng : numpy.random.Generator
    n_customers : int
        More than ``friends``.
    friends : int
        Friends of each customer before rewiring; even.
    rewiring : float
        Chance that a friendship leads to somebody drawn at random instead.

    Returns
    -------
    Friendships
        A rewired tie that would repeat another is dropped, so a few have a friend less.

    Notes
    -----
    Watts & Strogatz (1998, Nature 393, 440-442), without a loop over customers.

    Examples
    --------
    >>> float(small_world(np.random.default_rng(1), 1_000, 6, 0.0).number.mean())
    6.0
    """
    one = np.tile(np.arange(n_customers), friends // 2)
    other = one + np.repeat(np.arange(1, friends // 2 + 1), n_customers)
    other = np.where(other >= n_customers, other - n_customers, other)
    rewired = rng.random(one.size) < rewiring
    # A step of 1 to n - 1 along the ring leads to anybody but oneself.
    step = rng.integers(1, n_customers, size=one.size)
    other = np.where(rewired, (one + step) % n_customers, other)
    return _lists(n_customers, one, other)


def friendships_of(
    n_customers: int, graph: nx.Graph[Any], isolated: Literal["refuse", "keep"]
) -> Friendships:
    """Read a friendship graph of networkx; its nodes, in their order, are the customers.

    Parameters
    ----------
    n_customers : int
    graph : networkx.Graph
        A node a customer; directions are ignored.
    isolated : {"refuse", "keep"}
        What to do about customers without a friend: refuse the graph, or keep them; nothing in
        the community form then holds or pulls them.

    Returns
    -------
    Friendships

    Raises
    ------
    InputError
        When the nodes are not as many as the customers, or some are isolated.

    Examples
    --------
    >>> import networkx as nx
    >>> friendships_of(4, nx.cycle_graph(4), "refuse").number.tolist()
    [2, 2, 2, 2]
    """
    refuse_unless(isolated in ("refuse", "keep"), "isolated", isolated, _('"refuse" or "keep"'))
    if graph.number_of_nodes() != n_customers:
        message = _("The friendship graph has {nodes} nodes for {n} customers; give one each.")
        raise InputError(message.format(nodes=graph.number_of_nodes(), n=n_customers))
    place = {node: number for number, node in enumerate(graph.nodes)}
    ends = np.array([[place[a], place[b]] for a, b in graph.edges()], dtype=np.int64)
    ends = ends.reshape(-1, 2)
    friendships = _lists(n_customers, ends[:, 0], ends[:, 1])
    alone = int((friendships.number == 0).sum())
    if alone and isolated == "refuse":
        message = _(
            "{n} of {total} customers of the friendship graph have no friends, so no community "
            'can hold them. Add friendships, or say isolated="keep" to keep such customers.'
        )
        raise InputError(message.format(n=alone, total=n_customers))
    return friendships


def _lists(n_customers: int, one: Integers, other: Integers) -> Friendships:
    different = one != other
    one, other = one[different], other[different]
    ties = np.ones(2 * one.size, dtype=np.int8)
    ends = (np.concatenate([one, other]), np.concatenate([other, one]))
    matrix = coo_array((ties, ends), shape=(n_customers, n_customers)).tocsr()
    matrix.sum_duplicates()
    return Friendships(matrix.indptr.astype(np.int64), matrix.indices.astype(np.int64))


class FriendCounts:
    """Count, for every customer, the friends who are with each firm.

    The counts for several firms share one whole number, each in bits of its own, so that one sum
    over friends counts for all of these firms at once. The number is as short as it can be.
    """

    def __init__(self, friendships: Friendships, n_firms: int) -> None:
        self.friendships = friendships
        bits = max(int(friendships.number.max(initial=1)).bit_length(), 1)
        short = [size for size in (16, 32, 64) if size >= bits * n_firms]
        size = short[0] if short else 64
        self.kind = np.dtype(f"u{size // 8}")
        per_word = size // bits
        self.mask = self.kind.type(2**bits - 1)
        self.word = np.arange(n_firms) // per_word
        self.shift = (np.arange(n_firms) % per_word * bits).astype(self.kind)
        self.words = int(self.word[-1]) + 1
        firms = np.arange(n_firms)
        self._codes = np.where(
            self.word[:, None] == np.arange(self.words),
            np.left_shift(self.kind.type(1), self.shift)[firms, None],
            self.kind.type(0),
        ).T.copy()

    def packed(self, firm: NDArray[np.int64]) -> Counts:
        """Count friends by firm, packed; shape (words, customers)."""
        starts, friends = self.friendships.starts, self.friendships.friends
        counts = np.empty((self.words, firm.size), dtype=self.kind)
        running = np.zeros(friends.size + 1, dtype=self.kind)
        for word in range(self.words):
            codes = self._codes[word].take(firm).take(friends)
            np.cumsum(codes, dtype=self.kind, out=running[1:])
            # Running sums may pass the largest number; differences of them are right all the same.
            at = running.take(starts)
            np.subtract(at[1:], at[:-1], out=counts[word])
        return counts

    def of(self, packed: Counts, firm: int) -> Counts:
        """Read the counts for one firm; ``packed`` may have any shape after its words."""
        return (packed[self.word[firm]] >> self.shift[firm]) & self.mask
