"""What a market starts from: who is friends with whom, who likes what, who leaves in a group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.generators.parameters import refuse_unless
from casekit.generators.switching.draws import GRID, Integers32, stream
from casekit.generators.switching.friendships import Friendships, friendships_of, small_world
from casekit.generators.switching.shocks import FriendGroupLeaves, RivalOffer, Shock
from casekit.words import _

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["graph_of", "groups_of", "refuse_impossible", "refuse_unless_count", "tastes_of"]


def graph_of(
    seed: int,
    n_customers: int,
    friends: int | nx.Graph[Any] | None,
    rewiring: float,
    isolated: Literal["refuse", "keep"],
) -> Friendships | None:
    """Draw or read who is friends with whom; None where nobody has friends.

    Parameters
    ----------
    seed, n_customers, friends, rewiring, isolated
        See ``make_switching_market``.

    Returns
    -------
    Friendships or None

    Raises
    ------
    InputError
        When the number or the graph makes no sense.

    Examples
    --------
    >>> graph_of(1, 10, 2, 0.0, "refuse").number.tolist()
    [2, 2, 2, 2, 2, 2, 2, 2, 2, 2]
    """
    if friends is None:
        return None
    if hasattr(friends, "number_of_nodes"):
        return friendships_of(n_customers, friends, isolated)
    even = isinstance(friends, int | np.integer) and bool(friends >= 2 and friends % 2 == 0)
    expected = _("an even number of friends, 2 or more, a networkx graph, or None")
    refuse_unless(even, "friends", friends, expected)
    refuse_unless(0 <= rewiring <= 1, "rewiring", rewiring, _("from 0 to 1"))
    expected = _("fewer than the {n} customers (or None: nobody has friends here)")
    refuse_unless(bool(friends < n_customers), "friends", friends, expected.format(n=n_customers))
    return small_world(stream(seed, "friendships"), n_customers, int(friends), rewiring)


def tastes_of(seed: int, n_firms: int, n_customers: int, taste_sd: float) -> Integers32:
    """Draw each customer's lasting taste for each firm, in grid steps of utility.

    Parameters
    ----------
    seed, n_firms, n_customers : int
    taste_sd : float
        Standard deviation, in utility.

    Returns
    -------
    ndarray of int32, shape (firms, customers)

    Examples
    --------
    >>> round(float(tastes_of(1, 2, 50_000, 0.8).std() / GRID), 2)
    0.8
    """
    drawn = stream(seed, "tastes").standard_normal((n_firms, n_customers))
    return np.rint(drawn * (taste_sd * GRID)).astype(np.int32)


def groups_of(
    seed: int, n_customers: int, shocks: Sequence[Shock], graph: Friendships | None
) -> tuple[NDArray[np.int64], ...]:
    """Choose the group of friends of each ``FriendGroupLeaves``, around somebody drawn by lot.

    Parameters
    ----------
    seed, n_customers, shocks
        See ``make_switching_market``.
    graph : Friendships or None

    Returns
    -------
    tuple of ndarray
        Places of the customers.

    Examples
    --------
    >>> graph = graph_of(1, 10, 2, 0.0, "refuse")
    >>> [len(group) for group in groups_of(1, 10, [FriendGroupLeaves(1, "A", 0.3)], graph)]
    [3]
    """
    rng = stream(seed, "group")
    groups = []
    for shock in shocks:
        if isinstance(shock, FriendGroupLeaves) and graph is not None:
            middle = int(rng.integers(n_customers))
            size = max(1, round(shock.share * n_customers))
            groups.append(graph.group_around(middle, size))
    return tuple(groups)


def refuse_impossible(
    shocks: Sequence[object],
    firms: tuple[str, ...],
    months: int,
    prices: NDArray[np.float64],
    graph: Friendships | None,
) -> None:
    """Refuse shocks that this market cannot have, in words.

    Parameters
    ----------
    shocks : sequence
    firms : tuple of str
    months : int
    prices : ndarray, shape (months, firms)
    graph : Friendships or None

    Raises
    ------
    InputError
        When a shock names an unknown firm or month, or takes off more than the price.

    Examples
    --------
    >>> refuse_impossible([], ("A", "B"), 24, np.ones((24, 2)), None)
    """
    listed = isinstance(shocks, list | tuple)
    refuse_unless(listed, "shocks", shocks, _("a list of shocks"))
    for shock in shocks:
        name = type(shock).__name__
        if not isinstance(shock, Shock):
            message = _("`shocks` holds a {kind}; RivalOffer(...) and its sisters are shocks.")
            raise InputError(message.format(kind=name))
        if shock.month > months:
            message = _("{shock} is in month {month}; the panel has {months} months.")
            raise InputError(message.format(shock=name, month=shock.month, months=months))
        firm = getattr(shock, "firm", getattr(shock, "to", None))
        if firm is not None and firm not in firms:
            message = _('{shock} names the firm "{firm}"; the firms are {firms}.')
            raise InputError(message.format(shock=name, firm=firm, firms=", ".join(firms)))
        if isinstance(shock, RivalOffer):
            least = float(prices[:, firms.index(shock.firm)].min())
            expected = _("at most {least:g}, the firm's lowest price").format(least=least)
            refuse_unless(shock.price_cut <= least, "price_cut", shock.price_cut, expected)
        if isinstance(shock, FriendGroupLeaves) and graph is None:
            raise InputError(_("FriendGroupLeaves needs friendships; `friends` is None."))


def refuse_unless_count(value: int, name: str) -> None:
    """Refuse a value that is not a whole number of at least 0.

    Examples
    --------
    >>> refuse_unless_count(0, "seed")
    """
    whole = isinstance(value, int | np.integer) and not isinstance(value, bool) and value >= 0
    refuse_unless(whole, name, value, _("a whole number, 0 or more"))
