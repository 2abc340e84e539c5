"""The one call of k-means, and two measures of what it found; all repeatable by their seed."""

from contextlib import AbstractContextManager
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from casekit.errors import InputError
from casekit.words import _

__all__ = [
    "agreement_of",
    "k_means",
    "nearest",
    "one_thread",
    "silhouette_of",
    "stability_of",
    "thinned",
]

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


def one_thread() -> AbstractContextManager[Any]:
    """Keep scikit-learn to one thread: on tables of this size more of them wait for each other.

    Examples
    --------
    >>> with one_thread():
    ...     pass
    """
    return _pools().limit(limits=1)


@cache
def _pools() -> Any:
    # Pools are found among the libraries that are loaded, so scikit-learn must be there first.
    import sklearn.cluster  # noqa: F401
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def k_means(points: Floats, k: int, seed: int, starts: int) -> tuple[Floats, Whole, float]:
    """Find k centres; the best of several starts.

    Examples
    --------
    >>> centres, labels, inertia = k_means(np.array([[0.0], [1.0], [9.0]]), 2, seed=0, starts=3)
    >>> sorted(centres.ravel().tolist()), round(inertia, 2)
    ([0.5, 9.0], 0.5)
    """
    from sklearn.cluster import KMeans

    if len(np.unique(points, axis=0)) < k:
        raise InputError(
            _("{k} clusters need at least {k} different customers; there are {n}.").format(
                k=k, n=len(np.unique(points, axis=0))
            )
        )
    means = KMeans(n_clusters=k, n_init=starts, random_state=seed, algorithm="lloyd")
    with one_thread():
        found = means.fit(points)
    return found.cluster_centers_, found.labels_.astype(np.int64), float(found.inertia_)


def nearest(points: Floats, centres: Floats) -> Whole:
    """Number the nearest centre of each point.

    Examples
    --------
    >>> nearest(np.array([[0.0], [8.0]]), np.array([[1.0], [9.0]]))
    array([0, 1])
    """
    best = np.full(len(points), np.inf)
    label = np.zeros(len(points), dtype=np.int64)
    for number, centre in enumerate(centres):
        far = ((points - centre) ** 2).sum(axis=1)
        closer = far < best
        best[closer] = far[closer]
        label[closer] = number
    return label


def thinned(rows: int, most: int, seed: int) -> Whole:
    """Choose at most so many rows, in their order.

    Examples
    --------
    >>> len(thinned(10, 4, seed=1)), thinned(3, 4, seed=1).tolist()
    (4, [0, 1, 2])
    """
    if rows <= most:
        return np.arange(rows)
    return np.sort(np.random.default_rng(seed).choice(rows, most, replace=False))


def silhouette_of(points: Floats, labels: Whole, seed: int, most: int = 2_000) -> float:
    """Average (b - a) / max(a, b): how much nearer customers are to their own than to the next.

    Examples
    --------
    >>> round(silhouette_of(np.array([[0.0], [1.0], [9.0], [10.0]]), np.array([0, 0, 1, 1]), 0), 3)
    0.889
    """
    from sklearn.metrics import silhouette_score

    kept = thinned(len(points), most, seed)
    there = len(np.unique(labels[kept]))
    if not 2 <= there < len(kept):
        return float("nan")
    with one_thread():
        return float(silhouette_score(points[kept], labels[kept]))


def stability_of(
    points: Floats, labels: Whole, k: int, seed: int, resamples: int, starts: int = 4
) -> float:
    """Cluster resamples of the customers, and average how well they agree with the first result.

    Examples
    --------
    >>> points = np.repeat([[0.0], [1.0], [9.0], [10.0]], 5, axis=0)
    >>> round(stability_of(points, np.repeat([0, 0, 1, 1], 5), 2, seed=0, resamples=3), 3)
    1.0
    """
    if not resamples:
        return float("nan")
    rng = np.random.default_rng(seed)
    found = []
    for again in range(resamples):
        drawn = points[rng.integers(0, len(points), len(points))]
        if len(np.unique(drawn, axis=0)) < k:
            continue
        centres, _labels, _inertia = k_means(drawn, k, seed + again + 1, starts)
        found.append(agreement_of(labels, nearest(points, centres)))
    return float(np.mean(found)) if found else float("nan")


def agreement_of(left: NDArray, right: NDArray) -> float:
    """Adjusted Rand index: 1 for the same groups under any names, about 0 for chance.

    Examples
    --------
    >>> agreement_of(np.array([1, 1, 2, 2]), np.array(["b", "b", "a", "a"]))
    1.0
    """
    from sklearn.metrics import adjusted_rand_score

    return float(adjusted_rand_score(left, right))
