"""Make circles of friends: who knows whom among a brand's customers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.generators.parameters import refuse_unless, refuse_unless_whole
from casekit.words import _

__all__ = ["CirclesTruth", "make_friend_circles"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class CirclesTruth:
    """What the generator of friend circles knows.

    Attributes
    ----------
    bond : float
        What it is worth to a customer to have all friends there (money per month).
    mean_liking, spread_of_liking : float
        How much better the brand is than its rival, friends apart (money per month), as drawn.
    alike : float
        Share of the variance of liking that friends of one circle have in common.
    customers : pandas.DataFrame
        ``customer_id``, ``circle``, ``friends`` (number), ``liking`` (money per month).
    """

    bond: float
    mean_liking: float
    spread_of_liking: float
    alike: float
    customers: pd.DataFrame


def make_friend_circles(
    n_circles: int,
    *,
    seed: int,
    circle_size: int = 10,
    ties_between: float = 0.2,
    followers: int = 0,
    bond: float = 20.0,
    mean_liking: float = -8.0,
    spread_of_liking: float = 6.0,
    alike: float = 0.0,
    settled: bool = True,
) -> tuple[pd.DataFrame, CirclesTruth]:
    """Make the friendships of a brand's customers, and how much each likes the brand itself.

    Customers live in circles in which everybody knows everybody; then some friendships are moved
    to somebody in another circle. Followers know nobody: they read, and belong to no circle.

    Parameters
    ----------
    n_circles, circle_size : int
        Number of circles, and customers in each.
    seed : int
        Same seed, same data.
    ties_between : float
        Share of friendships that are moved to another circle, in expectation.
    followers : int
        Customers without a friend here, numbered after the others.
    bond : float
        Worth of having all one's friends here (money per month); none for a follower.
    mean_liking, spread_of_liking : float
        Liking of the brand over its best rival, friends apart: mean and standard deviation (money
        per month). Below 0 the rival is better liked.
    alike : float
        Share of the variance of liking that is common to a circle (0: friends are no more alike
        than strangers; 1: all of a circle like the brand equally).
    settled : bool
        Whom not even all friends could hold has left long ago: a liking below that is mirrored to
        above it, so nobody leaves unless somebody leaves first.

    Returns
    -------
    friendships : pandas.DataFrame
        ``customer_id``, ``friend_id``: each friendship once.
    truth : CirclesTruth

    Raises
    ------
    InputError
        If a size or a parameter makes no sense.

    Notes
    -----
    The graph is networkx's relaxed caveman graph. That friends resemble each other is homophily:
    with ``alike`` above 0 they leave for like reasons even if nobody influences anybody.

    Examples
    --------
    >>> friendships, truth = make_friend_circles(12, seed=1)
    >>> len(truth.customers), len(friendships) > 400
    (120, True)
    """
    import networkx as nx

    refuse_unless_whole(n_circles, "n_circles")
    refuse_unless_whole(circle_size, "circle_size")
    refuse_unless(circle_size > 1, "circle_size", circle_size, _("2 customers or more"))
    refuse_unless(
        isinstance(followers, (int, np.integer)) and followers >= 0,
        "followers",
        followers,
        _("a whole number, 0 or more"),
    )
    for name, value in {"ties_between": ties_between, "alike": alike}.items():
        refuse_unless(0 <= value <= 1, name, value, _("a share from 0 to 1"))
    refuse_unless(bond >= 0, "bond", bond, _("0 or more (money per month)"))
    refuse_unless(spread_of_liking > 0, "spread_of_liking", spread_of_liking, _("a number above 0"))
    rng = np.random.default_rng(seed)
    inside = n_circles * circle_size
    # networkx draws with a generator of its own, of which the seed is one number.
    graph = nx.relaxed_caveman_graph(
        n_circles, circle_size, ties_between, seed=int(rng.integers(2**31))
    )
    # Moving a friendship can leave one with oneself.
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    pairs = np.array(sorted(tuple(sorted(pair)) for pair in graph.edges), dtype=np.int64)
    pairs = pairs.reshape(-1, 2) + 1
    n = inside + followers
    circle = np.append(np.repeat(np.arange(1, n_circles + 1), circle_size), np.zeros(followers))
    common = rng.standard_normal(n_circles + 1)[circle.astype(np.int64)]
    own = rng.standard_normal(n)
    # A follower has no circle to be alike with.
    weight = np.where(circle > 0, alike, 0.0)
    liking = mean_liking + spread_of_liking * (np.sqrt(weight) * common + np.sqrt(1 - weight) * own)
    friends = np.bincount(pairs.ravel(), minlength=n + 1)[1:]
    if settled:
        least = np.where(friends > 0, -float(bond), 0.0)
        liking = least + np.abs(liking - least)
    customers = pd.DataFrame(
        {
            "customer_id": np.arange(1, n + 1),
            "circle": circle.astype(np.int64),
            "friends": friends,
            "liking": liking,
        }
    )
    friendships = pd.DataFrame(pairs, columns=["customer_id", "friend_id"])
    return friendships, CirclesTruth(bond, mean_liking, spread_of_liking, alike, customers)
