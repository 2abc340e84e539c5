"""A shop whose tribes are known, or absent, and what a computer's groups look like in it."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from casekit.frames.segments import DAYS_SINCE_LAST_PURCHASE, TOTAL_SPEND
from casekit.generators.segments import Archetype, make_customer_base
from casekit.models.segments.means import one_thread

__all__ = [
    "GROUPS",
    "NULL_SHOPS",
    "TribeShop",
    "cut",
    "measured_band",
    "null_band",
    "points_of",
    "silhouettes",
    "three_shops",
    "tribe_shop",
]

Floats = NDArray[np.float64]

# Numbers of groups that the computer is asked for.
GROUPS = range(2, 9)
# Shops without tribes, each with chance customers of its own: their silhouettes are the band.
NULL_SHOPS = 16
# Five tribes that two columns are enough to tell apart: what a reader sees is all there is.
_TRIBES = (
    Archetype("often, much", 0.2, 7, 30, 120),
    Archetype("often, little", 0.2, 7, 10, 9),
    Archetype("in the middle", 0.2, 30, 10, 60),
    Archetype("long silent, much", 0.2, 130, 12, 333),
    Archetype("long silent, little", 0.2, 130, 3, 17),
)
_SPEND_SIGMA = 1.9
# What `measured_band` says, to three decimals: an explorer must open at once. A test measures the
# band again; after a change of the generator, print `measured_band` and write it here.
_BANDS = {
    True: (
        (0.317, 0.333, 0.315, 0.308, 0.316, 0.323, 0.312),
        (0.341, 0.362, 0.342, 0.342, 0.368, 0.351, 0.359),
    ),
    False: (
        (0.585, 0.621, 0.552, 0.535, 0.471, 0.483, 0.444),
        (0.937, 0.743, 0.717, 0.671, 0.629, 0.594, 0.594),
    ),
}


@dataclass(frozen=True, eq=False)
class TribeShop:
    """Hold one shop and what the computer makes of it.

    Attributes
    ----------
    table : pandas.DataFrame
        The customers.
    labels : ndarray
        The true tribe of each, as a number.
    """

    table: pd.DataFrame
    labels: NDArray[np.int64]


@cache
def tribe_shop(separation: float, customers: int = 450, seed: int = 7) -> TribeShop:
    """Make a shop of five tribes that lie so far apart; at 0 there are none.

    Parameters
    ----------
    separation : float
        See `casekit.generators.segments.make_customer_base`.
    customers : int
        How many.
    seed : int
        Same seed, same customers.

    Returns
    -------
    TribeShop

    Examples
    --------
    >>> len(tribe_shop(1.0, 200).table)
    200
    """
    table, truth = make_customer_base(
        customers,
        seed=seed,
        separation=separation,
        archetypes=_TRIBES,
        spend_sigma=_SPEND_SIGMA,
        # Who stays how long plays no part here.
        tenure_profit_correlation=0.0,
    )
    labels = np.asarray(truth.labels.astype("category").cat.codes, dtype=np.int64)
    return TribeShop(table, labels)


def points_of(table: pd.DataFrame, logarithms: bool = True) -> Floats:
    """Put silence and spend of each customer on one standard scale.

    Examples
    --------
    >>> points_of(tribe_shop(1.0, 200).table).std(axis=0).round(6).tolist()
    [1.0, 1.0]
    """
    values = table[[DAYS_SINCE_LAST_PURCHASE, TOTAL_SPEND]].to_numpy(dtype=float)
    held = np.log(np.maximum(values, 1.0)) if logarithms else values
    scaled: Floats = (held - held.mean(axis=0)) / held.std(axis=0)
    return scaled


def cut(points: Floats, groups: int) -> tuple[NDArray[np.int64], float]:
    """Cut customers into groups by k-means, and tell their mean silhouette.

    Parameters
    ----------
    points : ndarray, shape (customers, 2)
        On one scale.
    groups : int
        How many the computer is asked for.

    Returns
    -------
    labels : ndarray of int
        From 0, in the order of the groups' silence, so that colours stay where they are.
    silhouette : float

    Examples
    --------
    >>> labels, silhouette = cut(points_of(tribe_shop(1.0, 200).table), 5)
    >>> np.unique(labels).tolist(), silhouette > 0.4
    ([0, 1, 2, 3, 4], True)
    """
    from sklearn.cluster import KMeans
    from sklearn.metrics import silhouette_score

    with one_thread():
        fitted = KMeans(groups, n_init=3, random_state=0).fit(points)
        silhouette = float(silhouette_score(points, fitted.labels_))
    centres: Any = fitted.cluster_centers_
    order = np.empty(groups, dtype=np.int64)
    order[np.lexsort((centres[:, 1], centres[:, 0]))] = np.arange(groups)
    return order[fitted.labels_], silhouette


@cache
def silhouettes(separation: float, logarithms: bool, seed: int = 7) -> Floats:
    """Tell the silhouette of a shop for every number of groups.

    Examples
    --------
    >>> silhouettes(1.0, True).shape
    (7,)
    """
    points = points_of(tribe_shop(separation, seed=seed).table, logarithms)
    return np.array([cut(points, groups)[1] for groups in GROUPS])


def null_band(logarithms: bool) -> tuple[Floats, Floats]:
    """Tell the lowest and the highest silhouette of shops without any tribes, as once measured.

    Returns
    -------
    low, high : ndarray
        One for each number of groups.

    Examples
    --------
    >>> low, high = null_band(True)
    >>> bool((low < high).all()), bool(high.max() < 0.5)
    (True, True)
    """
    low, high = _BANDS[logarithms]
    return np.array(low), np.array(high)


def measured_band(logarithms: bool) -> tuple[Floats, Floats]:
    """Make the shops without tribes of `null_band`, and measure their silhouettes.

    Returns
    -------
    low, high : ndarray
        One for each number of groups.

    Examples
    --------
    >>> measured_band(True)[0].shape
    (7,)
    """
    shops = np.array([silhouettes(0.0, logarithms, seed=100 + shop) for shop in range(NULL_SHOPS)])
    return shops.min(axis=0), shops.max(axis=0)


def three_shops(real: pd.DataFrame, customers: int = 3_000) -> dict[str, pd.DataFrame]:
    """Give three shops under letters: a riddle, of which only one was made of tribes.

    Parameters
    ----------
    real : pandas.DataFrame
        The customers of a real shop, one row each: ``days_since_last_purchase`` and
        ``total_spend``.
    customers : int
        How many the two made-up shops have.

    Returns
    -------
    dict of str to pandas.DataFrame
        A has no tribes at all, B has five, C is the real one.

    Examples
    --------
    >>> shops = three_shops(tribe_shop(1.0, 200).table, 300)
    >>> {name: len(shop) for name, shop in shops.items()}
    {'A': 300, 'B': 300, 'C': 200}
    """
    return {
        "A": tribe_shop(0.0, customers).table,
        "B": tribe_shop(1.0, customers).table,
        "C": real,
    }
